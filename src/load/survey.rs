//! Which file is what, told by names alone.
//!
//! 1. The root is a library (`alforja.yaml`, courses in `courses/<id>/` or `<id>/`) or a course.
//! 2. In a course a folder is a language where its name is a language's tag and it holds an `index.md`, or is
//!    a language that the library or the program knows.
//! 3. In a language a folder that holds texts is a module, a text in it a lesson; numbers before the names
//!    order them.

use crate::locale::Lang;
use crate::model::AssetKind;
use crate::span::SourcePath;
use crate::world::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// The library's own file.
pub(super) const LIBRARY_FILE: &str = "alforja.yaml";
/// A course's own file.
pub(super) const COURSE_FILE: &str = "course.yaml";
/// What there is to tell of films, in `media/`.
pub(super) const VIDEOS_FILE: &str = "videos.yaml";
/// The page of a language or a module.
pub(super) const INDEX: &str = "index.md";
/// The words of a course.
pub(super) const GLOSSARY: &str = "glossary.md";

/// A course's folder.
#[derive(Debug)]
pub(super) struct CourseFolder {
    /// Where it stands; empty: the root.
    pub(super) folder: SourcePath,
    /// `course.yaml`.
    pub(super) course_file: Option<SourcePath>,
    /// `media/videos.yaml`.
    pub(super) videos_file: Option<SourcePath>,
    /// By tag.
    pub(super) languages: Vec<LanguageFolder>,
    /// Two folders that mean one language: the one that was taken, and the other.
    pub(super) same_language: Vec<(SourcePath, SourcePath)>,
    /// The files of `media/`, without `videos.yaml`.
    pub(super) media: Vec<Entry>,
}

/// A language's folder in a course.
#[derive(Debug)]
pub(super) struct LanguageFolder {
    /// The language.
    pub(super) lang: Lang,
    /// Its folder.
    pub(super) folder: SourcePath,
    /// `index.md`.
    pub(super) index: Option<SourcePath>,
    /// `glossary.md`.
    pub(super) glossary: Option<SourcePath>,
    /// In their order.
    pub(super) modules: Vec<ModuleFolder>,
    /// Texts that are no page by their place: banks, or strays.
    pub(super) others: Vec<SourcePath>,
    /// Files that are no text and not in `media/`.
    pub(super) strays: Vec<SourcePath>,
}

/// A module's folder.
#[derive(Debug)]
pub(super) struct ModuleFolder {
    /// Its folder.
    pub(super) folder: SourcePath,
    /// `index.md`.
    pub(super) index: Option<SourcePath>,
    /// In their order.
    pub(super) lessons: Vec<SourcePath>,
}

impl CourseFolder {
    /// Returns every text of the course, sorted by path.
    pub(super) fn texts(&self) -> BTreeSet<&SourcePath> {
        let mut texts: BTreeSet<&SourcePath> = self.course_file.iter().chain(&self.videos_file).collect();
        for language in &self.languages {
            texts.extend(language.index.iter().chain(&language.glossary).chain(&language.others));
            for module in &language.modules {
                texts.extend(module.index.iter().chain(&module.lessons));
            }
        }
        texts.extend(self.media.iter().map(|entry| &entry.path).filter(|path| is_text(path) || is_captions(path)));
        texts
    }
}

/// Returns the courses of a library, by folder. `entries` are sorted by path; `known` tells of languages that need
/// no `index.md` to be recognised.
pub(super) fn survey(entries: &[Entry], known: &dyn Fn(&Lang) -> bool) -> Vec<CourseFolder> {
    let root = SourcePath::new("");
    if is_course(entries, &root) {
        return vec![course(entries, root, known)];
    }
    let mut folders: BTreeSet<SourcePath> = BTreeSet::new();
    for entry in entries {
        let parts: Vec<&str> = entry.path.as_str().split('/').collect();
        match parts.as_slice() {
            ["themes" | "locales", ..] => {}
            ["courses", name, _, ..] => drop(folders.insert(SourcePath::new("courses").join(name))),
            [name, _, ..] => drop(folders.insert(SourcePath::new(name))),
            _ => {}
        }
    }
    let courses = folders.into_iter().filter(|folder| is_course(entries, folder));
    courses.map(|folder| course(entries, folder, known)).collect()
}

fn is_course(entries: &[Entry], folder: &SourcePath) -> bool {
    below(entries, folder).any(|(inner, _)| {
        let index = inner.split_once('/').is_some_and(|(lang, file)| file == INDEX && Lang::parse(lang).is_some());
        inner == COURSE_FILE || index
    })
}

/// Returns the files below `folder`, with the path from there.
fn below<'a>(entries: &'a [Entry], folder: &SourcePath) -> impl Iterator<Item = (&'a str, &'a Entry)> {
    let prefix = if folder.as_str().is_empty() { String::new() } else { format!("{folder}/") };
    let start = entries.partition_point(|entry| entry.path.as_str() < prefix.as_str());
    entries[start..].iter().map_while(move |entry| Some((entry.path.as_str().strip_prefix(&prefix)?, entry)))
}

fn course(entries: &[Entry], folder: SourcePath, known: &dyn Fn(&Lang) -> bool) -> CourseFolder {
    let mut course = CourseFolder {
        course_file: None,
        videos_file: None,
        languages: Vec::new(),
        same_language: Vec::new(),
        media: Vec::new(),
        folder,
    };
    let mut folders: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for (inner, entry) in below(entries, &course.folder) {
        match inner.split_once('/') {
            None if inner == COURSE_FILE => course.course_file = Some(entry.path.clone()),
            None => {}
            Some(("media", VIDEOS_FILE)) => course.videos_file = Some(entry.path.clone()),
            Some(("media", _)) => course.media.push(entry.clone()),
            Some((name, _)) => folders.entry(name).or_default().push(entry),
        }
    }
    for (name, files) in folders {
        let Some(lang) = Lang::parse(name) else { continue };
        let language = language(course.folder.join(name), lang, &files);
        let has_texts = !language.modules.is_empty() || !language.others.is_empty();
        if language.index.is_none() && !(has_texts && known(&language.lang)) {
            continue;
        }
        match course.languages.iter().find(|other| other.lang == language.lang) {
            Some(other) => course.same_language.push((other.folder.clone(), language.folder)),
            None => course.languages.push(language),
        }
    }
    course
}

fn language(folder: SourcePath, lang: Lang, files: &[&Entry]) -> LanguageFolder {
    let mut language = LanguageFolder {
        lang,
        index: None,
        glossary: None,
        modules: Vec::new(),
        others: Vec::new(),
        strays: Vec::new(),
        folder,
    };
    let mut modules: BTreeMap<SourcePath, ModuleFolder> = BTreeMap::new();
    for entry in files {
        let path = entry.path.clone();
        let inner = &path.as_str()[language.folder.as_str().len() + 1..];
        let parts: Vec<&str> = inner.split('/').collect();
        match parts.as_slice() {
            _ if !is_text(&path) => language.strays.push(path),
            [INDEX] => language.index = Some(path),
            [GLOSSARY] => language.glossary = Some(path),
            [module, file] => {
                let folder = language.folder.join(module);
                let module =
                    modules.entry(folder.clone()).or_insert(ModuleFolder { folder, index: None, lessons: Vec::new() });
                match *file {
                    INDEX => module.index = Some(path),
                    _ => module.lessons.push(path),
                }
            }
            _ => language.others.push(path),
        }
    }
    language.modules = modules.into_values().collect();
    language.modules.sort_by(|left, right| order(left.folder.name()).cmp(&order(right.folder.name())));
    for module in &mut language.modules {
        module.lessons.sort_by(|left, right| order(left.name()).cmp(&order(right.name())));
    }
    language
}

/// Tells whether a file is a text of ours.
pub(super) fn is_text(path: &SourcePath) -> bool {
    path.name().ends_with(".md")
}

/// Tells whether a file holds captions or chapters.
pub(super) fn is_captions(path: &SourcePath) -> bool {
    AssetKind::of(path.name()) == AssetKind::Captions
}

/// Returns a name without its number and ending, and the number; without one it comes last.
pub(super) fn numbered(name: &str) -> (u64, &str) {
    let name = name.strip_suffix(".md").unwrap_or(name);
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let rest = name[digits..].trim_start_matches(['-', '_', '.', ' ']);
    let separated = rest.len() < name.len() - digits;
    match name[..digits].parse() {
        Ok(number) if rest.is_empty() => (number, name),
        Ok(number) if separated => (number, rest),
        _ => (u64::MAX, name),
    }
}

fn order(name: &str) -> (u64, &str) {
    let (number, _) = numbered(name);
    (number, name)
}

#[cfg(test)]
mod tests {
    use super::{numbered, survey};
    use crate::span::SourcePath;
    use crate::world::Entry;

    fn check(files: &[&str], expected: &[&str]) {
        let mut entries: Vec<Entry> =
            files.iter().map(|path| Entry { path: SourcePath::new(path), size: 1, modified: None }).collect();
        entries.sort_by(|left, right| left.path.cmp(&right.path));
        let mut found = Vec::new();
        for course in survey(&entries, &|lang| lang.as_str() == "mn") {
            for language in &course.languages {
                let names = |module: &super::ModuleFolder| {
                    let lessons: Vec<&str> = module.lessons.iter().map(SourcePath::name).collect();
                    format!("{}({})", module.folder.name(), lessons.join(" "))
                };
                let modules: Vec<String> = language.modules.iter().map(names).collect();
                found.push(format!("{}: {}", language.folder, modules.join(" ")));
            }
        }
        assert_eq!(found, expected, "{files:?}");
    }

    #[test]
    fn courses_are_found_in_every_form_of_a_library() {
        check(&["alforja.yaml", "courses/a/en/index.md", "courses/a/media/x.jpg"], &["courses/a/en: "]);
        check(&["alforja.yaml", "a/en/index.md", "b/course.yaml", "b/mn/m/l.md"], &["a/en: ", "b/mn: m(l.md)"]);
        check(&["course.yaml", "en/index.md", "pt-MZ/index.md"], &["en: ", "pt-MZ: "]);
        check(&["alforja.yaml", "themes/en/index.md", "README.md"], &[]);
    }

    #[test]
    fn only_languages_are_languages() {
        check(&["a/course.yaml", "a/img/x.png", "a/doc/notes.md", "a/en/index.md"], &["a/en: "]);
    }

    #[test]
    fn numbers_order_modules_and_lessons() {
        check(
            &["en/index.md", "en/10-z/1.md", "en/2-b/10-a.md", "en/2-b/9-b.md", "en/2-b/extra.md", "en/2-b/index.md"],
            &["en: 2-b(9-b.md 10-a.md extra.md) 10-z(1.md)"],
        );
    }

    #[test]
    fn numbers_are_no_part_of_the_name() {
        for (name, expected) in [
            ("01-why-we-save.md", (1, "why-we-save")),
            ("2 first steps", (2, "first steps")),
            ("03", (3, "03")),
            ("3d-printing", (u64::MAX, "3d-printing")),
            ("intro.md", (u64::MAX, "intro")),
        ] {
            assert_eq!(numbered(name), expected);
        }
    }
}
