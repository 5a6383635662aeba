//! Pictures that say nothing, films without words, files that nobody sees or no stick can hold.

use crate::check::Report;
use crate::diagnostic::Message;
use crate::locale::Lang;
use crate::model::{Asset, Course, Film, FilmId, Library, MediaSource, MediaTarget, Text};
use crate::span::{FileId, SourcePath, Span};
use std::collections::{BTreeMap, BTreeSet};

/// The largest file that FAT32 can hold, in bytes.
const LARGEST_FILE: u64 = u32::MAX as u64;

/// A picture without an alternative text. `-` says that it is decoration.
pub(super) fn no_alternative(library: &Library, report: &mut Report<'_>) {
    for (_, _, text) in texts(library) {
        for (source, target) in media(text) {
            let is_picture = matches!(target, MediaTarget::Picture(_) | MediaTarget::WebPicture(_));
            if is_picture && source.alternative.trim().is_empty() {
                report.tell(report.at(source.span).hint(Message::new("hint/alternative")));
            }
        }
    }
}

/// A film or sound that has no title, neither where it is shown nor in `videos.yaml`.
pub(super) fn no_title(library: &Library, report: &mut Report<'_>) {
    for (course, _, text) in texts(library) {
        for (source, target) in media(text) {
            let (MediaTarget::Film(film) | MediaTarget::Sound(film)) = target else { continue };
            if source.alternative.trim().is_empty() && course.film(*film).title.0.is_empty() {
                report.tell(report.at(source.span).hint(Message::new("hint/film-title")));
            }
        }
    }
}

/// A film of ours without captions in the language of its lesson.
pub(super) fn no_captions(library: &Library, report: &mut Report<'_>) {
    for (course, lang, text) in texts(library) {
        for (source, target) in media(text) {
            let MediaTarget::Film(film) = target else { continue };
            let film = course.film(*film);
            let is_ours = film.file.is_some() || !film.captions.is_empty();
            if is_ours && !film.captions.iter().any(|track| track.lang.base() == lang.base()) {
                let hint = Message::new("hint/create").with("path", beside(course, film, lang, "vtt"));
                report.tell(report.at(source.span).with("lang", lang).hint(hint));
            }
        }
    }
}

/// A sound of ours whose words cannot be read in the language of its lesson.
pub(super) fn no_transcript(library: &Library, report: &mut Report<'_>) {
    for (course, lang, text) in texts(library) {
        for (source, target) in media(text) {
            let MediaTarget::Sound(film) = target else { continue };
            let film = course.film(*film);
            // The words of captions can be read too.
            let mut read =
                film.transcripts.iter().map(|words| &words.lang).chain(film.captions.iter().map(|words| &words.lang));
            let is_there = read.any(|known| known.base() == lang.base());
            if film.file.is_some() && !is_there {
                let hint = Message::new("hint/create").with("path", beside(course, film, lang, "md"));
                report.tell(report.at(source.span).with("lang", lang).hint(hint));
            }
        }
    }
}

/// Returns the name of a file that belongs to a film.
fn beside(course: &Course, film: &Film, lang: &Lang, ending: &str) -> String {
    let file = film.file.map(|file| course.asset(file).path.as_str());
    let stem = file.and_then(|path| path.rsplit_once('.')).map(|(stem, _)| stem.to_owned());
    let stem = stem.unwrap_or_else(|| course.folder.join("media").join(&film.name).to_string());
    format!("{stem}.{lang}.{ending}")
}

/// A file that FAT32, the file system of most sticks, cannot hold.
pub(super) fn too_large(library: &Library, report: &mut Report<'_>) {
    let files = files(library);
    for asset in library.courses.iter().flat_map(|course| &course.assets) {
        if asset.used && asset.size > LARGEST_FILE {
            let diagnostic = report.at(place(asset, &files)).with("path", &asset.path);
            report.tell(diagnostic.hint(Message::new("hint/smaller-film")));
        }
    }
}

/// A download that a browser would open as a page or a script of the course's own: it could read what the
/// learner's progress is kept in.
pub(super) fn runs_scripts(library: &Library, report: &mut Report<'_>) {
    let files = files(library);
    for asset in library.courses.iter().flat_map(|course| &course.assets) {
        let ending = asset.path.name().rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        let runs = matches!(
            ending.as_str(),
            "html" | "htm" | "xhtml" | "xht" | "shtml" | "mhtml" | "js" | "mjs" | "svgz" | "xml" | "xsl"
        );
        if asset.used && runs {
            let diagnostic = report.at(place(asset, &files)).with("path", &asset.path);
            report.tell(diagnostic.hint(Message::new("hint/zip-it")));
        }
    }
}

/// A file of `media/` that nothing uses.
pub(super) fn unused(library: &Library, report: &mut Report<'_>) {
    let files = files(library);
    for course in &library.courses {
        let replaced = replaced(course);
        for asset in course.assets.iter().filter(|asset| !asset.used && !replaced.contains(&asset.path)) {
            let diagnostic = report.at(place(asset, &files)).with("path", &asset.path);
            report.tell(diagnostic.hint(Message::new("hint/use-or-remove")));
        }
        let transcripts = course.films.iter().flat_map(|film| &film.transcripts);
        let read: BTreeSet<FileId> = transcripts.map(|transcript| transcript.text.document.file).collect();
        let folder = format!("{}/", course.folder.join("media"));
        for (path, file) in &files {
            if path.as_str().starts_with(&folder) && path.name().ends_with(".md") && !read.contains(file) {
                let diagnostic = report.at(Span::start_of(*file)).with("path", path);
                report.tell(diagnostic.hint(Message::new("hint/transcript-name")));
            }
        }
    }
}

/// A film of `videos.yaml` that no lesson shows; of one whose file is in `media/` that file is told already.
pub(super) fn film_unused(library: &Library, report: &mut Report<'_>) {
    let shown: BTreeSet<(&SourcePath, FilmId)> = texts(library)
        .flat_map(|(course, _, text)| media(text).map(move |(_, target)| (&course.folder, target)))
        .filter_map(|(folder, target)| match target {
            MediaTarget::Film(film) | MediaTarget::Sound(film) => Some((folder, *film)),
            _ => None,
        })
        .collect();
    for course in &library.courses {
        for (id, film) in (0..).map(FilmId).zip(&course.films) {
            if film.file.is_none() && !shown.contains(&(&course.folder, id)) {
                let example =
                    format!("![{}](video:{})", film.title.0.values().next().map_or("…", String::as_str), film.name);
                let hint = Message::new("hint/show-film").with("example", example);
                report.tell(report.at(film.span).with("name", &film.name).hint(hint));
            }
        }
    }
}

/// Returns the files that another language's own file stands in for wherever they are named.
fn replaced(course: &Course) -> BTreeSet<SourcePath> {
    let media = course.folder.join("media");
    let own = course.assets.iter().filter(|asset| asset.used && asset.lang.is_some());
    let inner = own.filter_map(|asset| asset.path.as_str().strip_prefix(media.as_str())?.get(1..)?.split_once('/'));
    inner.map(|(_, rest)| media.join(rest)).collect()
}

fn files(library: &Library) -> BTreeMap<&SourcePath, FileId> {
    library.sources.iter().map(|(file, source)| (&source.path, file)).collect()
}

fn place(asset: &Asset, files: &BTreeMap<&SourcePath, FileId>) -> Span {
    Span::start_of(files.get(&asset.path).copied().unwrap_or(FileId(0)))
}

fn texts(library: &Library) -> impl Iterator<Item = (&Course, &Lang, &Text)> {
    let editions =
        library.courses.iter().flat_map(|course| course.editions.iter().map(move |edition| (course, edition)));
    editions.flat_map(|(course, edition)| {
        let banks = edition.texts().flat_map(|text| text.banks.iter().flatten());
        edition.texts().chain(banks).map(move |text| (course, &edition.lang, text))
    })
}

fn media(text: &Text) -> impl Iterator<Item = (&MediaSource, &MediaTarget)> {
    text.document.media.iter().zip(&text.media)
}
