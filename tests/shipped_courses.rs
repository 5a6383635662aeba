//! The courses that ship with the program are told nothing: they are the example that authors follow.

use alforja::check::check;
use alforja::load::load;
use alforja::locale::{Catalogs, Lang};
use alforja::translate::{Detail, PageState, status};
use alforja::world::DiskWorld;
use std::path::Path;

/// Courses whose translations are on their way: lessons may lack them. Take a course out of here when it is whole.
const BEING_TRANSLATED: &[&str] = &[];

#[test]
fn the_shipped_courses_have_no_faults() {
    let world = DiskWorld::new(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/courses")), None).unwrap();
    let catalogs = Catalogs::embedded(&[]).unwrap();
    let loaded = load(&world, &catalogs).unwrap();
    let library = loaded.value;
    let mut told = Vec::new();
    for diagnostic in loaded.diagnostics.into_iter().chain(check(&library)) {
        let place = library.sources.place(diagnostic.span);
        let path = &library.sources.file(diagnostic.span.file).path;
        let course = path.as_str().split('/').next().unwrap_or_default();
        if BEING_TRANSLATED.contains(&course) && matches!(diagnostic.code, "lesson/untranslated" | "link/untranslated")
        {
            continue;
        }
        let arguments: Vec<(&str, &str)> =
            diagnostic.message.arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let words = catalogs.get(&Lang::english()).fill(diagnostic.code, &arguments);
        told.push(format!("{path}:{}:{}: {} {words}", place.line, place.column, diagnostic.code));
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
    assert!(library.courses.len() >= 3);
    let mut whole = library.courses.iter().filter(|course| !BEING_TRANSLATED.contains(&course.id.as_str()));
    assert!(whole.all(|course| course.editions.len() >= 2));
}

#[test]
fn the_shipped_courses_are_translated_whole() {
    let world = DiskWorld::new(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/courses")), None).unwrap();
    let catalogs = Catalogs::embedded(&[]).unwrap();
    let library = load(&world, &catalogs).unwrap().value;
    let mut pages = 0;
    for course in library.courses.iter().filter(|course| !BEING_TRANSLATED.contains(&course.id.as_str())) {
        let status = status(&library, &catalogs, course, &[], Detail::Blocks).unwrap();
        assert!(!status.languages.is_empty() && status.absent_source.is_none(), "{}", status.id);
        for page in &status.pages {
            for language in &page.languages {
                assert_eq!(language.state, PageState::Current, "{}: {:?}", language.path, language.todo);
                pages += 1;
            }
        }
    }
    assert!(pages >= 70, "{pages}");
}
