//! What `alforja new` writes in each language is told nothing, and says the same in all.

use alforja::check::check;
use alforja::load::load;
use alforja::locale::{Catalogs, Lang};
use alforja::model::Library;
use alforja::starter::{NewLibrary, library};
use alforja::world::MemoryWorld;

const LANGUAGES: &[&str] = &["pt", "da", "sq", "mn", "en"];

/// Returns a new library in these languages, which must be told nothing.
fn begun(languages: &[&str]) -> Library {
    let catalogs = Catalogs::embedded(&[]).unwrap();
    let languages = languages.iter().map(|tag| Lang::parse(tag).unwrap()).collect();
    let files = library(&NewLibrary { languages, ..NewLibrary::default() }, &catalogs);
    let world = MemoryWorld::new(files.iter().map(|file| (file.path.as_str(), file.text.as_bytes())));
    let loaded = load(&world, &catalogs).unwrap();
    let told: Vec<_> = loaded.diagnostics.into_iter().chain(check(&loaded.value)).collect();
    assert!(told.is_empty(), "{told:?}");
    for file in &files {
        assert!(!file.text.contains("{{"), "{}: a place is not filled", file.path);
    }
    loaded.value
}

#[test]
fn each_language_begins_with_a_sound_course() {
    for tag in LANGUAGES {
        let library = begun(&[tag]);
        let edition = &library.courses[0].editions[0];
        assert_eq!(edition.lang.as_str(), *tag);
        assert_eq!(edition.lessons().count(), 2, "{tag}");
        assert!(!edition.glossary_entries.is_empty(), "{tag}");
    }
}

#[test]
fn all_languages_at_once_are_translations_of_each_other() {
    let library = begun(LANGUAGES);
    let course = &library.courses[0];
    assert_eq!(course.editions.len(), LANGUAGES.len());
    let ids = |edition: &alforja::model::Edition| edition.lessons().map(|lesson| lesson.id.clone()).collect::<Vec<_>>();
    assert!(course.editions.iter().all(|edition| ids(edition) == ids(&course.editions[0])));
}
