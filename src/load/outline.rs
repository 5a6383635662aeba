//! A course's folders and parsed texts → its languages, modules and lessons, each with its id and title.

use crate::diagnostic::{Diagnostic, Message};
use crate::load::places::Places;
use crate::load::reading::Reading;
use crate::load::shelf::unresolved;
use crate::load::survey::{LanguageFolder, ModuleFolder, numbered};
use crate::locale::{Collator, Lang};
use crate::model::{CourseId, Document, Edition, GlossaryEntry, Lesson, LessonId, LinkTarget, Module, ModuleId, Text};
use crate::parse::{FrontMatter, ParsedText, glossary_entries};
use crate::span::{FileId, SourcePath, Span, Spanned};
use crate::tree::slug;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// What an outline is made of.
pub(super) struct Outline<'a> {
    /// The course.
    pub(super) course: &'a CourseId,
    /// The language that settles how names are spelled in ids: the same for every language of the course.
    pub(super) spelling: &'a str,
    /// Every text.
    pub(super) reading: &'a Reading,
    /// Every parsed page.
    pub(super) pages: &'a HashMap<SourcePath, ParsedText>,
    /// The texts that are banks.
    pub(super) banks: &'a BTreeSet<SourcePath>,
    /// Gets every page.
    pub(super) places: &'a mut Places,
    /// Gets what is to be told.
    pub(super) all: &'a mut Vec<Diagnostic>,
}

impl Outline<'_> {
    /// Returns the edition in `language`, or nothing where all of it is a draft.
    pub(super) fn edition(&mut self, language: &LanguageFolder) -> Option<Edition> {
        let lang = &language.lang;
        let index = language.index.as_ref().and_then(|path| self.pages.get(path));
        if index.is_some_and(is_draft) {
            self.leave_out(language.index.iter().chain(language.modules.iter().flat_map(texts_of)));
            return None;
        }
        let mut modules: Vec<Module> = Vec::new();
        let mut folders: BTreeMap<ModuleId, SourcePath> = BTreeMap::new();
        for folder in &language.modules {
            let id = ModuleId::new(&self.id(folder.folder.name(), "module"));
            if let Some(first) = folders.get(&id) {
                self.same_id(id.as_str(), first, &folder.folder, texts_of(folder).next());
                continue;
            }
            folders.insert(id.clone(), folder.folder.clone());
            modules.extend(self.module(folder, id, lang));
        }
        let file = self.first_file(language)?;
        let front = index.map(|index| index.front.clone()).unwrap_or_default();
        if language.index.is_none() {
            let diagnostic = Diagnostic::error("course/no-index", Span::start_of(file)).with("lang", lang);
            self.all.push(diagnostic.hint(Message::new("hint/create").with("path", language.folder.join("index.md"))));
        }
        let introduction = text_of(index, file);
        let target = LinkTarget::Course { course: self.course.clone(), lang: lang.clone(), anchor: None };
        let index_path = language.folder.join("index.md");
        self.places.add_page(index_path, target.clone(), &introduction.document, Vec::new());
        self.places.add_folder(language.folder.clone(), target);
        let (glossary, glossary_entries) = self.glossary(language);
        Some(Edition {
            title: title(index, file, self.course.as_str()),
            summary: front.summary.map(|summary| summary.value),
            objectives: values(front.objectives),
            lang: lang.clone(),
            introduction,
            glossary,
            glossary_entries,
            modules,
        })
    }

    fn first_file(&self, language: &LanguageFolder) -> Option<FileId> {
        let lessons = language.modules.iter().flat_map(texts_of);
        language.index.iter().chain(lessons).chain(&language.others).find_map(|path| self.reading.file(path))
    }

    fn module(&mut self, folder: &ModuleFolder, id: ModuleId, lang: &Lang) -> Option<Module> {
        let index = folder.index.as_ref().and_then(|path| self.pages.get(path));
        if index.is_some_and(is_draft) {
            self.leave_out(texts_of(folder));
            return None;
        }
        let lessons = self.lessons(folder, &id);
        let only_drafts = lessons.is_empty() && !folder.lessons.is_empty();
        let file = texts_of(folder).find_map(|path| self.reading.file(path))?;
        if only_drafts {
            self.leave_out(folder.index.iter());
            return None;
        }
        let introduction = text_of(index, file);
        let course = self.course.clone();
        let target = LinkTarget::Module { course, lang: lang.clone(), module: id.clone(), anchor: None };
        self.places.add_page(folder.folder.join("index.md"), target.clone(), &introduction.document, Vec::new());
        self.places.add_folder(folder.folder.clone(), target);
        for (lesson, path) in &lessons {
            let (course, lang) = (self.course.clone(), lang.clone());
            let target = LinkTarget::Lesson { course, lang, lesson: lesson.id.clone(), anchor: None };
            self.places.add_page(path.clone(), target, &lesson.text.document, Vec::new());
        }
        Some(Module {
            title: title(index, file, folder.folder.name()),
            summary: index.and_then(|index| index.front.summary.clone()).map(|summary| summary.value),
            lessons: lessons.into_iter().map(|(lesson, _)| lesson).collect(),
            introduction,
            lang: None,
            id,
        })
    }

    fn lessons(&mut self, folder: &ModuleFolder, module: &ModuleId) -> Vec<(Lesson, SourcePath)> {
        let mut lessons: Vec<(Lesson, SourcePath)> = Vec::new();
        for path in folder.lessons.iter().filter(|path| !self.banks.contains(path)) {
            let Some((file, page)) = self.reading.file(path).zip(self.pages.get(path)) else { continue };
            if is_draft(page) {
                self.leave_out(std::iter::once(path));
                continue;
            }
            let mut name = self.id(path.name(), "lesson");
            if name == "index" {
                // The module's own page has this name.
                name = "index-lesson".to_owned();
            }
            let id = LessonId::new(&format!("{module}/{name}"));
            if let Some((_, first)) = lessons.iter().find(|(lesson, _)| lesson.id == id) {
                self.same_id(id.as_str(), &first.clone(), path, Some(path));
                continue;
            }
            lessons.push((lesson(id, file, page, path), path.clone()));
        }
        lessons
    }

    fn glossary(&mut self, language: &LanguageFolder) -> (Option<Text>, Vec<GlossaryEntry>) {
        let found = language.glossary.as_ref().and_then(|path| Some((path, self.pages.get(path)?)));
        let Some((path, page)) = found.filter(|(_, page)| !is_draft(page)) else { return (None, Vec::new()) };
        let mut entries = glossary_entries(&page.document);
        let collator = Collator::new(&language.lang);
        entries.sort_by(|left, right| collator.compare(&left.plain, &right.plain));
        let lang = language.lang.clone();
        let target = LinkTarget::Glossary { course: self.course.clone(), lang, anchor: None };
        let terms = entries.iter().map(|entry| entry.id.clone()).collect();
        self.places.add_page(path.clone(), target, &page.document, terms);
        (Some(unresolved(page.document.clone())), entries)
    }

    fn leave_out<'b>(&mut self, paths: impl Iterator<Item = &'b SourcePath>) {
        paths.for_each(|path| self.places.add_draft(path.clone()));
    }

    /// Returns the id of a file's or folder's name; `kind` where no letter of it can be spelled.
    fn id(&self, name: &str, kind: &str) -> String {
        let (_, bare) = numbered(name);
        let spelled = [bare, name.trim_end_matches(".md")].into_iter().map(|name| slug(name, self.spelling));
        spelled.into_iter().find(|id| !id.is_empty()).unwrap_or_else(|| kind.to_owned())
    }

    fn same_id(&mut self, id: &str, first: &SourcePath, second: &SourcePath, file: Option<&SourcePath>) {
        let Some(file) = file.and_then(|path| self.reading.file(path)) else { return };
        let diagnostic = Diagnostic::error("course/same-id", Span::start_of(file)).with("id", id);
        let diagnostic = diagnostic.with("first", first).with("second", second);
        self.all.push(diagnostic.hint(Message::new("hint/rename-one")));
    }
}

/// Returns the texts of a module, its index first.
pub(super) fn texts_of(folder: &ModuleFolder) -> impl Iterator<Item = &SourcePath> {
    folder.index.iter().chain(&folder.lessons)
}

fn lesson(id: LessonId, file: FileId, page: &ParsedText, path: &SourcePath) -> Lesson {
    let FrontMatter { minutes, objectives, roles, .. } = page.front.clone();
    Lesson {
        title: title(Some(page), file, path.name()),
        minutes: minutes.map(|minutes| minutes.value),
        objectives: values(objectives),
        text: unresolved(page.document.clone()),
        lang: None,
        roles,
        file,
        id,
    }
}

fn is_draft(page: &ParsedText) -> bool {
    page.front.draft.is_some_and(|draft| draft.value)
}

fn values(texts: Vec<Spanned<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}

/// Returns the title of the front matter, of the first heading, or the name made readable.
fn title(page: Option<&ParsedText>, file: FileId, name: &str) -> Spanned<String> {
    let written = page.and_then(|page| page.front.title.clone().or_else(|| page.title.clone()));
    written.filter(|title| !title.value.is_empty()).unwrap_or_else(|| {
        let words = numbered(name).1.replace(['-', '_'], " ");
        let mut letters = words.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        // A title that may only be misread is told of by what is wrong in the head, not as one that is missing.
        let faulty = page.is_some_and(|page| page.front.faulty);
        let span = if faulty { Span::new(file, 0..1) } else { Span::start_of(file) };
        Spanned::new(first.chain(letters).collect(), span)
    })
}

fn text_of(page: Option<&ParsedText>, file: FileId) -> Text {
    unresolved(page.map_or_else(|| Arc::new(Document::empty(file)), |page| page.document.clone()))
}
