//! Files that are passed over because of a slip in their name: `Index.md`, `course.yml`, `lesson.markdown`, `english/`.
//!
//! A name counts as such a slip only where it says the right one but for upper case, its ending, or the language's word
//! in place of its tag, and only where the right name is still free.

use crate::load::survey::{COURSE_FILE, CourseFolder, GLOSSARY, INDEX, LIBRARY_FILE, VIDEOS_FILE};
use crate::locale::Lang;
use crate::span::SourcePath;
use crate::world::Entry;
use std::collections::{BTreeSet, HashMap};

/// Endings that texts get elsewhere, the longest first; Windows hides the last of `.md.txt`.
const TEXT_ENDINGS: &[&str] = &[".md.txt", ".markdown", ".mdown", ".mkd", ".txt", ".md"];

/// How people call the languages that the program speaks, in these languages, in lower case and with and without accents.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("da", &["danish", "dansk", "dinamarquês", "dinamarques", "danisht", "danez", "дани", "дань"]),
    ("en", &["english", "engelsk", "inglês", "ingles", "anglisht", "англи"]),
    ("mn", &["mongolian", "mongol", "mongolsk", "mongolisk", "mongolisht", "монгол"]),
    ("pt", &["portuguese", "português", "portugues", "portugisisk", "portugalisht", "portugezisht", "португал"]),
    ("sq", &["albanian", "albansk", "albanês", "albanes", "shqip", "албани"]),
];

/// A name that was not understood.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Slip {
    /// The file, or the first file of the folder.
    pub(super) file: SourcePath,
    /// The file or folder that is to be renamed.
    pub(super) path: SourcePath,
    /// Its right name.
    pub(super) right: String,
}

/// Returns what is passed over, in the order of `entries`.
pub(super) fn overlooked(entries: &[Entry], courses: &[CourseFolder], is_lang: &dyn Fn(&Lang) -> bool) -> Vec<Slip> {
    let mut search = Search { entries, told: BTreeSet::new(), found: Vec::new() };
    let known: HashMap<&str, &CourseFolder> = courses.iter().map(|course| (course.folder.as_str(), course)).collect();
    for entry in entries {
        let path = entry.path.as_str();
        let parts: Vec<&str> = path.split('/').collect();
        if let Some(course) = known.get("") {
            search.in_course(entry, &parts, course);
        }
        match parts.as_slice() {
            [name] => search.file(entry, name, &[LIBRARY_FILE]),
            ["themes" | "locales" | "media", ..] => {}
            ["courses", _, inner @ ..] | [_, inner @ ..] if !known.contains_key("") && !inner.is_empty() => {
                let folder = parts[..parts.len() - inner.len()].join("/");
                match known.get(folder.as_str()) {
                    Some(course) => search.in_course(entry, inner, course),
                    None => search.beside(entry, inner, parts[0] == "courses", is_lang),
                }
            }
            _ => {}
        }
    }
    search.found
}

struct Search<'a> {
    /// Every file, sorted by path.
    entries: &'a [Entry],
    /// The paths of `found`.
    told: BTreeSet<SourcePath>,
    found: Vec<Slip>,
}

impl Search<'_> {
    /// Looks at a file of a course; `inner` is its path from there.
    fn in_course(&mut self, entry: &Entry, inner: &[&str], course: &CourseFolder) {
        let is_language = |name: &str| course.languages.iter().any(|language| language.folder.name() == name);
        match inner {
            [name] => self.file(entry, name, &[COURSE_FILE]),
            ["media", name] => self.file(entry, name, &[VIDEOS_FILE]),
            [lang, name] if is_language(lang) => self.file(entry, name, &[INDEX, GLOSSARY]),
            [lang, _, name] if is_language(lang) => {
                self.file(entry, name, &[INDEX]);
                if let Some(right) = as_text(name) {
                    self.tell(entry, &entry.path, &right);
                }
            }
            [folder, ..] if !is_language(folder) => {
                let right = if folder.eq_ignore_ascii_case("media") { Some("media") } else { language_called(folder) };
                self.folder(entry, &course.folder.join(folder), right);
            }
            _ => {}
        }
    }

    /// Looks at a file of a folder that was not taken for a course.
    fn beside(&mut self, entry: &Entry, inner: &[&str], certain: bool, is_lang: &dyn Fn(&Lang) -> bool) {
        match inner {
            [name] => self.file(entry, name, &[COURSE_FILE]),
            [folder, name] => match Lang::parse(folder) {
                Some(lang) if certain || is_lang(&lang) => self.file(entry, name, &[INDEX]),
                Some(_) => {}
                None if certain => self.folder(entry, &entry.path.parent(), language_called(folder)),
                None => {}
            },
            _ => {}
        }
    }

    /// Tells of a file that is called nearly as one of `expected`.
    fn file(&mut self, entry: &Entry, name: &str, expected: &[&str]) {
        let lower = name.to_ascii_lowercase();
        let plain = match lower.strip_suffix(".yml") {
            Some(stem) => format!("{stem}.yaml"),
            None => as_text(&lower).unwrap_or(lower),
        };
        if let Some(right) = expected.iter().find(|right| **right == plain) {
            self.tell(entry, &entry.path, right);
        }
    }

    fn folder(&mut self, entry: &Entry, path: &SourcePath, right: Option<&str>) {
        if let Some(right) = right {
            self.tell(entry, path, right);
        }
    }

    /// Tells whether a file or a folder stands at `path`.
    fn is_there(&self, path: &SourcePath) -> bool {
        let inside = format!("{path}/");
        let at = |first: &str| self.entries.partition_point(|entry| entry.path.as_str() < first);
        let begins =
            |at: usize, with: &str| self.entries.get(at).is_some_and(|entry| entry.path.as_str().starts_with(with));
        self.entries.get(at(path.as_str())).is_some_and(|entry| entry.path == *path) || begins(at(&inside), &inside)
    }

    /// Tells once that `path` is to be called `right`, where nothing else is.
    fn tell(&mut self, entry: &Entry, path: &SourcePath, right: &str) {
        if path.name() != right && !self.is_there(&path.parent().join(right)) && self.told.insert(path.clone()) {
            self.found.push(Slip { file: entry.path.clone(), path: path.clone(), right: right.to_owned() });
        }
    }
}

/// Returns the name of a text with the ending `.md`, where its own is another way to write it.
fn as_text(name: &str) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    let ending = TEXT_ENDINGS.iter().find(|ending| lower.ends_with(**ending))?;
    let stem = &name[..name.len() - ending.len()];
    (!stem.is_empty()).then(|| format!("{stem}.md"))
}

/// Returns the tag of a language that is called `name`.
fn language_called(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    LANGUAGES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(tag, _)| *tag)
}

#[cfg(test)]
mod tests {
    use super::overlooked;
    use crate::load::survey::survey;
    use crate::span::SourcePath;
    use crate::world::Entry;

    fn check(files: &[&str], expected: &[&str]) {
        let mut entries: Vec<Entry> =
            files.iter().map(|path| Entry { path: SourcePath::new(path), size: 1, modified: None }).collect();
        entries.sort_by(|left, right| left.path.cmp(&right.path));
        let is_lang = |lang: &crate::locale::Lang| ["en", "pt"].contains(&lang.as_str());
        let slips = overlooked(&entries, &survey(&entries, &is_lang), &is_lang);
        let found: Vec<String> = slips.iter().map(|slip| format!("{} > {}", slip.path, slip.right)).collect();
        assert_eq!(found, expected, "{files:?}");
    }

    #[test]
    fn slips_in_names_are_seen_wherever_they_stand() {
        check(&["a/en/index.md", "a/en/m/INDEX.MD"], &["a/en/m/INDEX.MD > index.md"]);
        check(
            &["a/en/index.md", "a/en/Glossary.md", "a/course.yml"],
            &["a/course.yml > course.yaml", "a/en/Glossary.md > glossary.md"],
        );
        check(&["alforja.yml", "courses/a/en/index.md"], &["alforja.yml > alforja.yaml"]);
        check(&["alforja.yaml", "courses/a/en/Index.md"], &["courses/a/en/Index.md > index.md"]);
        check(&["alforja.yaml", "courses/a/english/index.md"], &["courses/a/english > en"]);
        check(&["course.yaml", "en/index.md", "Português/index.md", "Português/m/a.md"], &["Português > pt"]);
        check(&["course.yaml", "en/index.md", "Media/a.jpg", "Media/b.jpg"], &["Media > media"]);
        check(&["a/en/index.md", "a/media/videos.yml"], &["a/media/videos.yml > videos.yaml"]);
        check(
            &["a/en/index.md", "a/en/m/1.markdown", "a/en/m/2.MD", "a/en/m/3.md.txt", "a/en/m/4.txt"],
            &["a/en/m/1.markdown > 1.md", "a/en/m/2.MD > 2.md", "a/en/m/3.md.txt > 3.md", "a/en/m/4.txt > 4.md"],
        );
    }

    #[test]
    fn what_stands_beside_the_right_name_or_elsewhere_is_left_alone() {
        check(&["a/en/index.md", "a/en/m/l.md", "a/en/m/l.txt", "a/media/notes.txt", "a/media/Index.md"], &[]);
        check(&["alforja.yaml", "alforja.yml", "a/en/index.md", "a/english/x.md", "README.txt"], &[]);
        check(&["alforja.yaml", "themes/t/Index.md", "docs/fr/Index.md", "docs/english/index.md"], &[]);
    }
}
