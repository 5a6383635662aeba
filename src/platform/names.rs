//! What platforms call the courses of a library: by IRIs, by titles, by ids.

use crate::results::{Keys, one_line};
use crate::tree::slug;
use std::collections::BTreeMap;

/// What courses are called.
#[derive(Debug, Clone, Default)]
pub struct CourseNames {
    /// By an IRI: the course, and the module where only that is meant.
    activities: BTreeMap<String, (String, Option<String>)>,
    /// By a title or id, folded; nothing where several courses have it.
    titles: BTreeMap<String, Option<String>>,
    /// By a title or id, as a file's name has it.
    files: BTreeMap<String, Option<String>>,
    /// Questions as platforms call them, with their courses.
    questions: BTreeMap<String, Vec<(String, String)>>,
    /// Where the accounts of our own learners are.
    pub(super) home: String,
    /// The course that is meant where nothing says so.
    pub(super) otherwise: Option<String>,
}

impl CourseNames {
    /// Returns what the courses of `keys` are called. `activities` are their IRIs, with course and module; `home` is where
    /// their learners' accounts are; `otherwise` is the course of what names none.
    pub fn new(
        keys: &Keys,
        activities: impl IntoIterator<Item = (String, (String, Option<String>))>,
        home: &str,
        otherwise: Option<&str>,
    ) -> Self {
        let mut names = Self {
            activities: activities.into_iter().collect(),
            home: home.trim_end_matches('/').to_owned(),
            otherwise: otherwise.map(str::to_owned),
            ..Self::default()
        };
        for (id, course) in &keys.courses {
            let titles = course.editions.iter().map(|edition| edition.title.as_str());
            for title in titles.chain([id.as_str()]) {
                put(&mut names.titles, folded(title), id);
                put(&mut names.files, slug(title, ""), id);
            }
            let Some(edition) = course.editions.first() else { continue };
            for question in edition.places.keys() {
                let known = names.questions.entry(identifier(question)).or_default();
                known.push((id.clone(), question.clone()));
            }
        }
        names
    }

    /// Returns the course of an IRI, and the module where only that is meant.
    pub(super) fn activity(&self, iri: &str) -> Option<(&str, Option<&str>)> {
        let (course, module) = self.activities.get(iri.trim_end_matches('/'))?;
        Some((course, module.as_deref()))
    }

    /// Returns the course that a text is the title or id of.
    pub(super) fn course(&self, title: &str) -> Option<&str> {
        self.titles.get(&folded(title))?.as_deref()
    }

    /// Returns the course that a column's head names: by its title or id alone, or as a platform writes it among its own
    /// words, such as `SCORM package: TITLE (Real)`.
    pub(super) fn column(&self, head: &str) -> Option<&str> {
        let without_end =
            || head.trim_end().strip_suffix(')').and_then(|head| head.rsplit_once('(')).map(|(head, _)| head);
        let without_begin = |head: &str| head.split_once(':').map(|(_, title)| title.to_owned());
        let inner = without_end();
        self.course(head)
            .or_else(|| self.course(&without_begin(head)?))
            .or_else(|| self.course(inner?))
            .or_else(|| self.course(&without_begin(inner?)?))
    }

    /// Returns the course that a file is named after: the name ends with its title or id, or is it.
    pub(super) fn file(&self, source: &str) -> Option<&str> {
        let name = source.rsplit(['/', '\\']).next().unwrap_or(source);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let plain = slug(stem, "");
        let ends = |title: &String| plain == *title || plain.ends_with(&format!("-{title}"));
        let (_, course) = self
            .files
            .iter()
            .filter(|(title, _)| !title.is_empty() && ends(title))
            .max_by_key(|(title, _)| title.len())?;
        course.as_deref()
    }

    /// Returns the question of a course that a platform calls so.
    pub(super) fn question(&self, course: &str, called: &str) -> Option<&str> {
        let found = self.questions.get(&shortened(called))?;
        found.iter().find(|(own, _)| own == course).map(|(_, question)| question.as_str())
    }

    /// Returns the only course that has all the questions that a platform calls so.
    pub(super) fn course_with<'a>(&self, called: impl Iterator<Item = &'a str>) -> Option<&str> {
        let mut left: Option<Vec<&str>> = None;
        for called in called {
            let courses = self.questions.get(&shortened(called))?.iter().map(|(course, _)| course.as_str());
            left = Some(match left {
                None => courses.collect(),
                Some(left) => courses.filter(|course| left.contains(course)).collect(),
            });
        }
        match left?.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Tells whether some course has a question that a platform calls so.
    pub(super) fn is_question(&self, called: &str) -> bool {
        self.questions.contains_key(&shortened(called))
    }
}

fn put(map: &mut BTreeMap<String, Option<String>>, name: String, course: &str) {
    let known = map.entry(name).or_insert_with(|| Some(course.to_owned()));
    if known.as_deref() != Some(course) {
        *known = None;
    }
}

/// Returns a text without what platforms change in it: case and spaces.
pub(super) fn folded(text: &str) -> String {
    one_line(text).to_lowercase()
}

/// The longest that our pages write in full.
const LONGEST: usize = 255;

/// What our pages keep of a longer one, before a mark of all of it.
const KEPT: usize = 246;

/// Returns what our pages call a question to a platform (`player/shell/interactions.js`), as far as it is told apart.
fn identifier(question: &str) -> String {
    let mut ascii = String::with_capacity(question.len());
    for letter in question.chars() {
        match letter {
            'A'..='Z' | 'a'..='z' | '0'..='9' | '.' | '-' => ascii.push(letter),
            '/' => ascii.push('_'),
            _ => letter.encode_utf16(&mut [0; 2]).iter().for_each(|unit| ascii.push_str(&format!("_{unit:x}"))),
        }
    }
    shortened(&ascii)
}

fn shortened(called: &str) -> String {
    if called.is_ascii() && (called.len() > LONGEST || called.len() == LONGEST && called.as_bytes()[KEPT] == b'_') {
        return called[..KEPT].to_owned();
    }
    called.to_owned()
}

#[cfg(test)]
mod tests {
    use super::{CourseNames, identifier, put};

    #[test]
    fn questions_are_called_as_our_pages_call_them() {
        assert_eq!(identifier("basics/check.1"), "basics_check.1");
        assert_eq!(identifier("m/хоёр_2"), "m__445_43e_451_440_5f2");
        let long = format!("m/{}", "a".repeat(300));
        assert_eq!(identifier(&long).len(), 246);
    }

    #[test]
    fn a_course_is_found_by_what_stands_around_its_title() {
        let mut names = CourseNames::default();
        for (title, course) in [("saving together", "saving"), ("saving", "saving"), ("loans: part 2", "loans")] {
            put(&mut names.titles, title.to_owned(), course);
            put(&mut names.files, crate::tree::slug(title, ""), course);
        }
        let check = |head: &str, course: Option<&str>| assert_eq!(names.column(head), course, "{head}");
        check("Saving  Together", Some("saving"));
        check("SCORM package: Saving together (Real)", Some("saving"));
        check("Pacote SCORM: Saving together", Some("saving"));
        check("Loans: part 2 (Percentage)", Some("loans"));
        check("Course total (Real)", None);
        let file = |name: &str, course: Option<&str>| assert_eq!(names.file(name), course, "{name}");
        file("exports/C1 Saving together.txt", Some("saving"));
        file("saving.csv", Some("saving"));
        file("losaving.csv", None);
    }
}
