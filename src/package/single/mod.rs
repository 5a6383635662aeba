//! `single`: one HTML file for the course and one for each module, to be handed from phone to phone.
//!
//! 1. The renderer makes each a document of many pages; films, sounds and large files stay behind.
//! 2. What a document leads to is put into it (`inline`): it is opened where it has no neighbours, as `content:`.

mod data;
pub(crate) mod inline;
mod pictures;
mod size;
mod tags;

use crate::diagnostic::Diagnostic;
use crate::media::{PictureForm, SMALL_FILE};
use crate::model::SingleFiles;
use crate::package::name::file_name;
use crate::package::{PackError, PackInput, Target};
use crate::render::{Layout, MediaChoice, RenderProfile};
use crate::tree::{Artifact, Body, FileTree};

/// The target.
#[derive(Debug)]
pub(crate) struct Single;

/// Pictures, and files that weigh less than one of them: forms, tables, leaflets.
const MEDIA: &[(&str, u64)] = &[
    ("gif", u64::MAX),
    ("jpg", u64::MAX),
    ("png", u64::MAX),
    ("svg", u64::MAX),
    ("webp", u64::MAX),
    ("csv", SMALL_FILE),
    ("doc", SMALL_FILE),
    ("docx", SMALL_FILE),
    ("md", SMALL_FILE),
    ("odp", SMALL_FILE),
    ("ods", SMALL_FILE),
    ("odt", SMALL_FILE),
    ("pdf", SMALL_FILE),
    ("pptx", SMALL_FILE),
    ("rtf", SMALL_FILE),
    ("txt", SMALL_FILE),
    ("xls", SMALL_FILE),
    ("xlsx", SMALL_FILE),
];

impl Target for Single {
    fn name(&self) -> &'static str {
        "single"
    }

    fn profile(&self) -> RenderProfile {
        RenderProfile {
            layout: Layout::Document,
            media: MediaChoice::Only(MEDIA),
            pictures: PictureForm::Inside,
            ..RenderProfile::of_course()
        }
    }

    fn check(&self, input: PackInput<'_>) -> Vec<Diagnostic> {
        size::check(input)
    }

    fn pack(&self, input: PackInput<'_>, tree: FileTree) -> Result<Vec<Artifact>, PackError> {
        input.require_lesson()?;
        let files = documents(input).into_iter().filter_map(|(document, name)| {
            let page = data::bytes(&tree, &document)?;
            let whole = inline::inline(&String::from_utf8_lossy(page), &tree);
            Some(Artifact::File { name, body: Body::Bytes(whole.into_bytes()) })
        });
        Ok(files.collect())
    }
}

/// Returns the documents that are handed over: where each stands in the tree, and what its file is called.
fn documents(input: PackInput<'_>) -> Vec<(String, String)> {
    let wanted = input.library.package_settings(input.course).single.unwrap_or_default();
    let course = [("course.html".to_owned(), file_name(input, "single", "html"))];
    let modules = input.edition.modules.iter().filter(|module| !module.lessons.is_empty()).map(|module| {
        (format!("module-{}.html", module.id), file_name(input, &format!("{}-single", module.id), "html"))
    });
    match wanted {
        SingleFiles::Both => course.into_iter().chain(modules).collect(),
        SingleFiles::Course => course.into(),
        SingleFiles::Module => modules.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::Single;
    use crate::media::MediaPlan;
    use crate::model::SingleFiles;
    use crate::package::fixture::{course, library};
    use crate::package::{PackError, PackInput, Target};
    use crate::render::{Scope, Theme, render};
    use crate::tree::{Artifact, Body, InMemory};

    fn pack(lang: &str, lessons: usize, wanted: Option<SingleFiles>) -> Result<Vec<(String, String)>, PackError> {
        let mut own = course("saving", lang, lessons);
        own.settings.package.single = wanted;
        let (library, catalogs) = library(own);
        let course = &library.courses[0];
        let edition = &course.editions[0];
        let scope = Scope::Edition { course, edition };
        let theme = Theme::embedded();
        let tree = render(&library, scope, &MediaPlan::default(), &theme, &catalogs, &Single.profile(), &InMemory)
            .expect("pages");
        let artifacts = Single.pack(PackInput { library: &library, course, edition, catalogs: &catalogs }, tree)?;
        let file = |artifact| match artifact {
            Artifact::File { name, body: Body::Bytes(bytes) } => (name, String::from_utf8(bytes).unwrap()),
            other => panic!("{other:?}"),
        };
        Ok(artifacts.into_iter().map(file).collect())
    }

    fn names(wanted: Option<SingleFiles>) -> Vec<String> {
        pack("pt-MZ", 2, wanted).unwrap().into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn there_is_a_file_of_the_course_and_one_of_each_module() {
        let course = "saving-pt-mz-1.2.0-single.html";
        let module = "saving-pt-mz-1.2.0-basics-single.html";
        assert_eq!(names(None), [course, module]);
        assert_eq!(names(Some(SingleFiles::Course)), [course]);
        assert_eq!(names(Some(SingleFiles::Module)), [module]);
    }

    #[test]
    fn a_file_leads_to_no_other() {
        for (name, page) in pack("mn", 3, None).unwrap() {
            for tag in super::tags::tags(&page) {
                for address in ["src", "href", "xlink:href"].iter().filter_map(|attribute| tag.get(attribute)) {
                    let own = address.starts_with('#') || address.starts_with("data:");
                    assert!(own || (tag.name == "a" && address.contains(':')), "{name}: {address}");
                }
            }
            assert!(page.contains("window.alforja="));
        }
    }

    #[test]
    fn every_id_is_there_once() {
        for (name, page) in pack("mn", 3, None).unwrap() {
            let tags = super::tags::tags(&page);
            let mut ids: Vec<&str> = tags.iter().filter_map(|tag| tag.get("id")).collect();
            let count = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), count, "{name}");
            assert!(ids.contains(&"basics/lesson-1"), "{ids:?}");
        }
    }

    #[test]
    fn the_same_course_gives_the_same_files() {
        assert_eq!(pack("mn", 3, None), pack("mn", 3, None));
    }

    #[test]
    fn a_course_without_lessons_is_refused() {
        assert_eq!(pack("mn", 0, None), Err(PackError::NoLesson { course: "saving".into(), lang: "mn".into() }));
    }
}
