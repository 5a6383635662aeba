//! Which files are begun, and what stands in them.

use crate::locale::{Catalogs, Lang};
use crate::span::SourcePath;
use crate::starter::texts::{Page, drawing, filled, value, without_pictures};
use crate::tree::slug;

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Where, below the folder that is begun.
    pub path: SourcePath,
    /// What stands in it.
    pub text: String,
}

/// What an author says of a new library. What is left out is said by the example.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewLibrary {
    /// What it is called.
    pub title: Option<String>,
    /// Who offers the courses.
    pub organisation: Option<String>,
    /// The languages of the courses, the first first; at least one.
    pub languages: Vec<Lang>,
}

/// What an author says of a new course.
#[derive(Debug, Clone, Copy)]
pub struct NewCourse<'a> {
    /// What it is called; without it as the example is.
    pub title: Option<&'a str>,
    /// Who offers it; without it as the example says.
    pub organisation: Option<&'a str>,
    /// The languages it is begun in, its source first; at least one.
    pub languages: &'a [Lang],
}

/// What an author says of a new lesson or quiz.
#[derive(Debug, Clone, Copy)]
pub struct NewPage<'a> {
    /// Which of the two.
    pub page: Page,
    /// What it is called; without it as the example is.
    pub title: Option<&'a str>,
    /// The language it is written in.
    pub lang: &'a Lang,
    /// Its number in its module, from 1.
    pub number: usize,
}

/// Returns the files of a library with one course, in `courses/<id>/`.
///
/// # Panics
/// When `wanted` names no language.
pub fn library(wanted: &NewLibrary, words: &Catalogs) -> Vec<NewFile> {
    let first = &wanted.languages[0];
    let titled = |lang: &Lang| match &wanted.title {
        Some(title) => value(title),
        None => value(words.get(lang).text("starter.library")),
    };
    let titles = match wanted.languages.as_slice() {
        [only] => titled(only),
        all => {
            format!("{{{}}}", all.iter().map(|lang| format!("{lang}: {}", titled(lang))).collect::<Vec<_>>().join(", "))
        }
    };
    let languages: Vec<&str> = wanted.languages.iter().map(Lang::as_str).collect();
    let organisation = wanted.organisation.as_deref();
    let settings = [
        ("titles", titles.as_str()),
        ("organisation", &value(organisation.unwrap_or_else(|| words.get(first).text("starter.organisation")))),
        ("languages", &languages.join(", ")),
    ];
    let mut files = vec![file("alforja.yaml", filled("alforja.yaml", first, &settings))];
    let begun = NewCourse { title: None, organisation, languages: &wanted.languages };
    let folder = SourcePath::new("courses").join(&slug(words.get(first).text("starter.course"), first.base()));
    let course = course(&begun, words).into_iter();
    files.extend(course.map(|new| NewFile { path: folder.join(new.path.as_str()), ..new }));
    files
}

/// Returns the files of a course: its settings, a drawing, and in each language a module with a lesson and a quiz. The
/// first language names the folders and files of all, because that is what pairs the translations.
///
/// # Panics
/// When `wanted` names no language.
pub fn course(wanted: &NewCourse<'_>, words: &Catalogs) -> Vec<NewFile> {
    let first = &wanted.languages[0];
    let title = |lang: &Lang, name: &str| words.get(lang).text(&format!("starter.{name}")).to_owned();
    let module = format!("01-{}", slug(&title(first, "module"), first.base()));
    let organisation = wanted.organisation.map_or_else(|| title(first, "organisation"), str::to_owned);
    let settings = [("lang", first.as_str()), ("organisation", &value(&organisation))];
    let mut files = vec![
        file("course.yaml", filled("course.yaml", first, &settings)),
        file("media/meeting.svg", drawing().to_owned()),
    ];
    for lang in wanted.languages {
        let of_course = wanted.title.map_or_else(|| title(lang, "course"), str::to_owned);
        let titled = |name: &str, of: &str| filled(&format!("{name}.md"), lang, &[("title", &value(of))]);
        files.push(file(&format!("{lang}/index.md"), titled("course", &of_course)));
        files.push(file(&format!("{lang}/glossary.md"), titled("glossary", &title(lang, "glossary"))));
        files.push(file(&format!("{lang}/{module}/index.md"), titled("module", &title(lang, "module"))));
        for (number, page) in [Page::Lesson, Page::Quiz].into_iter().enumerate() {
            let name = file_name(number + 1, &title(first, page.name()), first);
            let text = text(page, &title(lang, page.name()), lang);
            files.push(file(&format!("{lang}/{module}/{name}"), text));
        }
    }
    files
}

/// Returns the file of a lesson or quiz, its path below its module's folder. It shows no picture: the course may have
/// none of ours.
pub fn page(wanted: &NewPage<'_>, words: &Catalogs) -> NewFile {
    let key = format!("starter.{}", wanted.page.name());
    let title = wanted.title.unwrap_or_else(|| words.get(wanted.lang).text(&key));
    let text = without_pictures(&text(wanted.page, title, wanted.lang));
    file(&file_name(wanted.number, title, wanted.lang), text)
}

fn text(page: Page, title: &str, lang: &Lang) -> String {
    filled(&format!("{}.md", page.name()), lang, &[("title", &value(title))])
}

fn file_name(number: usize, title: &str, lang: &Lang) -> String {
    let slug = slug(title, lang.base());
    if slug.is_empty() { format!("{number:02}.md") } else { format!("{number:02}-{slug}.md") }
}

fn file(path: &str, text: String) -> NewFile {
    NewFile { path: SourcePath::new(path), text }
}
