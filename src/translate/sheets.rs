//! Each page of a course's source with its pages in the other languages.

use crate::locale::Lang;
use crate::model::{Course, Edition, Library, Text};
use crate::parse::TextKind;
use crate::span::{FileId, SourcePath};
use std::collections::{BTreeMap, BTreeSet};

/// What a text of a course is, by which its translations are found: the same in every language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextOf {
    /// The course's `index.md`.
    Course,
    /// A module's `index.md`.
    Module(String),
    /// A lesson, by its id.
    Lesson(String),
    /// A bank of questions, by its path below the language's folder.
    Bank(String),
    /// `glossary.md`.
    Glossary,
}

/// A page of the source.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// What it is.
    pub of: TextOf,
    /// The source's file.
    pub source: FileId,
    /// Its path below the language's folder.
    pub path: String,
    /// How it is parsed.
    pub kind: TextKind,
    /// Its pages in the languages that were asked for, in their order.
    pub targets: Vec<Target>,
}

/// A page in another language.
#[derive(Debug, Clone)]
pub struct Target {
    /// The language.
    pub lang: Lang,
    /// Where it stands, or would stand.
    pub path: SourcePath,
    /// Its file, where there is one.
    pub file: Option<FileId>,
}

/// Returns the edition that the others were translated from: that of `source_language`, or, where the library does not
/// hold that, the first.
pub fn source_of(course: &Course) -> Option<&Edition> {
    let listed = course.settings.source_language.as_ref().and_then(|lang| course.edition(lang));
    listed.or(course.editions.first())
}

/// Returns every page of the source of `course`, in the order of the course, with its pages in `languages`.
pub fn sheets(library: &Library, course: &Course, languages: &[Lang]) -> Vec<Sheet> {
    let Some(source) = source_of(course) else { return Vec::new() };
    let source_folder = folder(library, course, source);
    let editions: Vec<EditionPages> = languages.iter().map(|lang| EditionPages::of(library, course, lang)).collect();
    let mut sheets = Vec::new();
    for (of, file) in texts(library, course, source) {
        let path = &library.sources.file(file).path;
        let Some(rest) = path.as_str().strip_prefix(source_folder.as_str()).map(|rest| rest.trim_start_matches('/'))
        else {
            continue;
        };
        let targets = editions.iter().map(|edition| edition.target(&of, rest)).collect();
        let kind = if matches!(of, TextOf::Bank(_)) { TextKind::Bank } else { TextKind::Page };
        sheets.push(Sheet { path: rest.to_owned(), source: file, targets, kind, of });
    }
    sheets
}

/// The pages of one language.
struct EditionPages {
    lang: Lang,
    folder: SourcePath,
    files: BTreeMap<TextOf, (FileId, SourcePath)>,
    modules: BTreeMap<String, String>,
    /// Every text below the folder, also those that are drafts.
    all: BTreeMap<SourcePath, FileId>,
}

impl EditionPages {
    fn of(library: &Library, course: &Course, lang: &Lang) -> Self {
        let edition = course.edition(lang);
        let folder =
            edition.map_or_else(|| course.folder.join(lang.as_str()), |edition| folder(library, course, edition));
        let start = format!("{folder}/");
        let all = library.sources.iter().filter(|(_, file)| file.path.as_str().starts_with(&start));
        let all: BTreeMap<SourcePath, FileId> = all.map(|(id, file)| (file.path.clone(), id)).collect();
        let mut files = BTreeMap::new();
        let mut modules = BTreeMap::new();
        for (of, file) in edition.map_or_else(Vec::new, |edition| texts(library, course, edition)) {
            let path = library.sources.file(file).path.clone();
            if let TextOf::Lesson(id) = &of {
                modules.insert(module_of(id).to_owned(), path.parent().name().to_owned());
            }
            files.insert(of, (file, path));
        }
        Self { lang: lang.clone(), folder, files, modules, all }
    }

    fn target(&self, of: &TextOf, rest: &str) -> Target {
        let lang = self.lang.clone();
        if let Some((file, path)) = self.files.get(of) {
            return Target { lang, path: path.clone(), file: Some(*file) };
        }
        let module = match of {
            TextOf::Lesson(id) => self.modules.get(module_of(id)),
            TextOf::Module(id) => self.modules.get(id.as_str()),
            _ => None,
        };
        let path = match (module, rest.split_once('/')) {
            (Some(folder), Some((_, name))) => self.folder.join(folder).join(name),
            _ => self.folder.join(rest),
        };
        Target { file: self.all.get(&path).copied(), lang, path }
    }
}

fn module_of(lesson: &str) -> &str {
    lesson.split('/').next().unwrap_or(lesson)
}

/// Returns the folder of an edition.
fn folder(library: &Library, course: &Course, edition: &Edition) -> SourcePath {
    let path = &library.sources.file(edition.introduction.document.file).path;
    let below = path.as_str().strip_prefix(course.folder.as_str()).unwrap_or(path.as_str()).trim_start_matches('/');
    course.folder.join(below.split('/').next().unwrap_or(edition.lang.as_str()))
}

/// Returns every text of an edition that is in its folder, in the order of the course.
fn texts(library: &Library, course: &Course, edition: &Edition) -> Vec<(TextOf, FileId)> {
    let folder = folder(library, course, edition);
    let mut found: Vec<(TextOf, FileId)> = Vec::new();
    let named = |file: FileId, name: &str| library.sources.file(file).path.name() == name;
    let index = edition.introduction.document.file;
    if named(index, "index.md") && library.sources.file(index).path.parent() == folder {
        found.push((TextOf::Course, index));
    }
    let mut banks: BTreeSet<FileId> = BTreeSet::new();
    let mut bank_texts = Vec::new();
    for module in &edition.modules {
        let index = module.introduction.document.file;
        if named(index, "index.md") {
            found.push((TextOf::Module(module.id.as_str().to_owned()), index));
        }
        for lesson in &module.lessons {
            found.push((TextOf::Lesson(lesson.id.as_str().to_owned()), lesson.file));
            bank_texts.extend(lesson.text.banks.iter().flatten());
        }
    }
    bank_texts.extend(edition.introduction.banks.iter().flatten());
    let start = format!("{folder}/");
    for file in bank_texts.iter().map(|bank: &&Text| bank.document.file) {
        let path = library.sources.file(file).path.as_str();
        if let Some(rest) = path.strip_prefix(&start)
            && banks.insert(file)
        {
            found.push((TextOf::Bank(rest.to_owned()), file));
        }
    }
    found.extend(edition.glossary.iter().map(|glossary| (TextOf::Glossary, glossary.document.file)));
    // What stands in for a lesson that is not translated is in another folder.
    found.retain(|(_, file)| library.sources.file(*file).path.as_str().starts_with(&start));
    found
}
