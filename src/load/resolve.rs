//! Every text of a course gets the places that its links, media and banks lead to.

use crate::diagnostic::{Diagnostic, Message};
use crate::load::banks::{Banks, path_of};
use crate::load::places::Places;
use crate::load::reading::Reading;
use crate::load::shelf::{Here, Shelf, unresolved};
use crate::load::survey::CourseFolder;
use crate::locale::Lang;
use crate::model::{Course, Text};
use crate::span::{SourcePath, Sources, Span};
use std::collections::HashSet;

/// What is asked.
pub(super) struct Resolver<'a> {
    /// Every page of the library.
    pub(super) places: &'a Places,
    /// Every bank.
    pub(super) banks: &'a Banks,
    /// Every text.
    pub(super) sources: &'a Sources,
    /// The media of the course.
    pub(super) shelf: Shelf,
    /// Gets what is to be told.
    pub(super) all: &'a mut Vec<Diagnostic>,
}

impl Resolver<'_> {
    /// Resolves every text of `course`, and then the transcripts of its films.
    pub(super) fn resolve(&mut self, course: &mut Course) {
        let folder = course.folder.clone();
        for edition in &mut course.editions {
            let lang = &edition.lang;
            self.text(&mut edition.introduction, &folder, lang);
            for module in &mut edition.modules {
                self.text(&mut module.introduction, &folder, lang);
                module.lessons.iter_mut().for_each(|lesson| self.text(&mut lesson.text, &folder, lang));
            }
            edition.glossary.iter_mut().for_each(|glossary| self.text(glossary, &folder, lang));
        }
        let mut index = 0;
        // A transcript may show a film that was not there before.
        while index < self.shelf.films.len() {
            let mut transcripts = std::mem::take(&mut self.shelf.films[index].transcripts);
            for transcript in &mut transcripts {
                self.text(&mut transcript.text, &folder, &transcript.lang);
            }
            self.shelf.films[index].transcripts = transcripts;
            index += 1;
        }
    }

    fn text(&mut self, text: &mut Text, course: &SourcePath, lang: &Lang) {
        self.links_and_media(text, course, lang);
        let path = self.sources.file(text.document.file).path.clone();
        let mut banks = Vec::new();
        for bank in text.document.quizzes().into_iter().filter_map(|quiz| quiz.bank.as_ref()) {
            let resolved = self.banks.get(bank, &path).map(|document| unresolved(document.clone()));
            let resolved = resolved.map(|mut text| {
                self.links_and_media(&mut text, course, lang);
                text
            });
            if resolved.is_none() {
                let wanted = path_of(bank, &path).map_or_else(|| bank.address.to_string(), |path| path.to_string());
                self.all.push(Diagnostic::error("quiz/missing-bank", bank.span).with("path", wanted));
            }
            let index = bank.index as usize;
            if banks.len() <= index {
                banks.resize_with(index + 1, || None);
            }
            banks[index] = resolved;
        }
        text.banks = banks;
    }

    fn links_and_media(&mut self, text: &mut Text, course: &SourcePath, lang: &Lang) {
        let document = text.document.clone();
        let path = &self.sources.file(document.file).path;
        let here = Here { course, lang, path };
        let (places, shelf, all) = (self.places, &mut self.shelf, &mut *self.all);
        let links = document.links.iter();
        text.links = links.map(|link| places.resolve(link, here, &document, shelf, all)).collect();
        text.media = document.media.iter().map(|media| shelf.resolve(media, here, all)).collect();
    }
}

/// Tells of files in a course's language folders that are nothing, and gives every file of its media a name to
/// be told by. Of those that are `told` there is nothing more to say.
pub(super) fn strays(
    folder: &CourseFolder,
    banks: &Banks,
    told: &HashSet<&SourcePath>,
    reading: &mut Reading,
    all: &mut Vec<Diagnostic>,
) {
    for language in &folder.languages {
        let texts = language.others.iter().filter(|path| !banks.paths().contains(path));
        for path in texts.chain(&language.strays).filter(|path| !told.contains(path)) {
            let file = reading.add_name(path);
            let diagnostic = Diagnostic::warning("file/unused", Span::start_of(file)).with("path", path);
            let hint = if language.strays.contains(path) { "hint/to-media" } else { "hint/to-module" };
            all.push(diagnostic.hint(Message::new(hint)));
        }
    }
    for entry in &folder.media {
        reading.add_name(&entry.path);
    }
}
