//! Every place of a library's texts where a file is named.

use crate::locale::Lang;
use crate::model::{Course, Library, Text};
use crate::parse::{course_file, link_definitions, videos_file};
use crate::span::{FileId, SourcePath, Span};
use unicode_normalization::UnicodeNormalization;

/// A place where a file is named.
#[derive(Debug, Clone)]
pub(super) struct Naming {
    /// The text.
    pub(super) file: FileId,
    /// What names it: the whole link, or the value of a key.
    pub(super) span: Span,
    /// How it is written, without the place on a page.
    pub(super) written: String,
    /// The file.
    pub(super) path: SourcePath,
    /// The folder that the path begins in.
    pub(super) base: Base,
}

/// Where a written path begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Base {
    /// At the text's own folder.
    Text,
    /// At a folder that stays: the course's, or its `media`.
    Folder(SourcePath),
}

/// Returns every place that names a file of the library.
pub(super) fn namings(library: &Library) -> Vec<Naming> {
    let mut found = Vec::new();
    for course in &library.courses {
        for edition in &course.editions {
            for text in edition.texts() {
                of_text(library, course, text, &mut found);
                text.banks.iter().flatten().for_each(|bank| of_text(library, course, bank, &mut found));
            }
        }
        let transcripts = course.films.iter().flat_map(|film| &film.transcripts);
        transcripts.for_each(|words| of_text(library, course, &words.text, &mut found));
        of_files(library, course, &mut found);
    }
    found
}

fn of_text(library: &Library, course: &Course, text: &Text, found: &mut Vec<Naming>) {
    let file = text.document.file;
    let folder = library.sources.file(file).path.parent();
    let mut add = |address: &str, span: Span| {
        let whole = address.split('#').next().unwrap_or("").trim();
        // `why?.md` is the name of a file where there is such a file, else a question to a server.
        let is_there = |written: &str| {
            library.sources.iter().any(|(_, source)| Some(&source.path) == folder.resolve(&decoded(written)).as_ref())
        };
        let written =
            if whole.contains('?') && !is_there(whole) { whole.split('?').next().unwrap_or("") } else { whole };
        let in_media = written.strip_prefix("./").unwrap_or(written).starts_with("media/");
        let base = if in_media { Base::Folder(course.folder.clone()) } else { Base::Text };
        let from = if in_media { &course.folder } else { &folder };
        if let Some(path) = from.resolve(&decoded(written)).filter(|_| !written.is_empty() && !has_scheme(written)) {
            found.push(Naming { file, span, written: written.to_owned(), path, base });
        }
    };
    text.document.links.iter().for_each(|link| add(&link.address, link.span));
    link_definitions(file, &library.sources.file(file).text).iter().for_each(|link| add(&link.value, link.span));
    for media in &text.document.media {
        add(&media.address, media.span);
        media.film_address.iter().for_each(|address| add(address, media.span));
    }
    text.document
        .quizzes()
        .into_iter()
        .filter_map(|quiz| quiz.bank.as_ref())
        .for_each(|bank| add(&bank.address, bank.span));
}

/// Tells whether an address begins with a scheme (RFC 3986 section 3.1).
fn has_scheme(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)) || address.starts_with("//")
    })
}

/// Returns an address as the name of a file: percent signs decoded, with forward slashes, in the normal form of paths.
fn decoded(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.as_bytes();
    while let [first, tail @ ..] = rest {
        let digits = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    let text = String::from_utf8(bytes).unwrap_or_else(|_| address.to_owned());
    text.replace('\\', "/").nfc().collect()
}

/// Adds what `course.yaml` and `videos.yaml` name.
fn of_files(library: &Library, course: &Course, found: &mut Vec<Naming>) {
    let media = course.folder.join("media");
    let (course_yaml, videos_yaml) = (course.folder.join("course.yaml"), media.join("videos.yaml"));
    for (file, source) in library.sources.iter() {
        let mut add = |value: &crate::span::Spanned<String>, base: &SourcePath| {
            if let Some(path) = base.resolve(&value.value) {
                let base = Base::Folder(base.clone());
                found.push(Naming { file, span: value.span, written: value.value.clone(), path, base });
            }
        };
        if source.path == course_yaml {
            course_file(file, &source.text).value.cover.iter().for_each(|cover| add(cover, &course.folder));
        } else if source.path == videos_yaml {
            for video in videos_file(file, &source.text, &Lang::english()).value {
                video
                    .file
                    .iter()
                    .chain(video.captions.iter().chain(&video.chapters).map(|(_, path)| path))
                    .for_each(|path| add(path, &media));
            }
        }
    }
}
