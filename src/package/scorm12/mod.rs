//! `scorm12`: a zip for any LMS that takes SCORM 1.2, one SCO; unzipped it is the site of its course.
//!
//! 1. The pages of one edition, with a launch page that alone speaks to the LMS (`player/shell/`).
//! 2. The schema files that the manifest names.
//! 3. The manifest, made of the real list of all other files.

mod manifest;

use crate::diagnostic::Diagnostic;
use crate::package::{PackError, PackInput, Target, imscp, shell, suspend_data};
use crate::render::{LaunchScript, RenderProfile};
use crate::tree::{Artifact, FileTree, OutPath};

/// How many characters `cmi.suspend_data` has (Run-Time Environment 1.2: CMIString4096).
const ROOM: usize = 4096;

/// The target.
#[derive(Debug)]
pub(crate) struct Scorm12;

/// The schema files, beside the manifest.
const SCHEMAS: &[(&str, &str)] = &[
    ("adlcp_rootv1p2.xsd", include_str!("schemas/adlcp_rootv1p2.xsd")),
    ("ims_xml.xsd", include_str!("schemas/ims_xml.xsd")),
    ("imscp_rootv1p1p2.xsd", include_str!("schemas/imscp_rootv1p1p2.xsd")),
    ("imsmd_rootv1p2p1.xsd", include_str!("schemas/imsmd_rootv1p2p1.xsd")),
];

impl Target for Scorm12 {
    fn name(&self) -> &'static str {
        "scorm12"
    }

    fn profile(&self) -> RenderProfile {
        RenderProfile {
            launch: Some(LaunchScript { page: OutPath::fixed(imscp::LAUNCH), files: shell::script(shell::SCORM12) }),
            ..RenderProfile::of_course()
        }
    }

    fn check(&self, input: PackInput<'_>) -> Vec<Diagnostic> {
        suspend_data::check(input, "SCORM 1.2", ROOM)
    }

    fn pack(&self, input: PackInput<'_>, tree: FileTree) -> Result<Vec<Artifact>, PackError> {
        imscp::pack(input, self.name(), tree, SCHEMAS, manifest::write)
    }

    fn source_folder(&self) -> Option<&'static str> {
        Some("source")
    }

    fn list_again(&self, input: PackInput<'_>, tree: &mut FileTree) {
        imscp::list_again(input, tree, manifest::write);
    }
}

#[cfg(test)]
mod tests {
    use super::{SCHEMAS, Scorm12};
    use crate::media::MediaPlan;
    use crate::package::fixture::{course, library};
    use crate::package::{PackError, PackInput, Target};
    use crate::render::{Scope, Theme, render};
    use crate::tree::{Artifact, Body, FileTree, InMemory, OutPath};

    fn pages() -> FileTree {
        let mut tree = FileTree::default();
        for page in ["index.html", "launch.html", "basics/why.html", "assets/style-1.css", "assets/saving/a-1.jpg"] {
            tree.add(OutPath::fixed(page), Body::Bytes(page.as_bytes().to_vec()));
        }
        tree
    }

    fn pack(lang: &str, lessons: usize) -> Result<Artifact, PackError> {
        let (library, catalogs) = library(course("saving", lang, lessons));
        let course = &library.courses[0];
        let input = PackInput { library: &library, course, edition: &course.editions[0], catalogs: &catalogs };
        Ok(Scorm12.pack(input, pages())?.remove(0))
    }

    fn manifest(artifact: &Artifact) -> (&str, &FileTree, String) {
        let Artifact::Zip { name, tree } = artifact else { panic!("a zip") };
        let Some(Body::Bytes(bytes)) = tree.get(&OutPath::fixed("imsmanifest.xml")) else { panic!("a manifest") };
        (name, tree, String::from_utf8(bytes.clone()).unwrap())
    }

    #[test]
    fn the_manifest_lists_exactly_the_other_entries() {
        let artifact = pack("pt-MZ", 2).unwrap();
        let (name, tree, manifest) = manifest(&artifact);
        assert_eq!(name, "saving-pt-mz-1.2.0-scorm12.zip");
        let listed: Vec<&str> =
            manifest.split("<file href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let entries: Vec<&str> =
            tree.iter().map(|(path, _)| path.as_str()).filter(|path| *path != "imsmanifest.xml").collect();
        assert_eq!(listed, entries);
        assert!(SCHEMAS.iter().all(|(schema, _)| listed.contains(schema)));
        assert!(entries.iter().all(|path| {
            path.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-/".contains(&byte))
        }));
    }

    #[test]
    fn the_pages_are_those_of_one_edition_with_a_launch_page() {
        let (library, catalogs) = library(course("saving", "mn", 2));
        let course = &library.courses[0];
        let edition = &course.editions[0];
        let theme = Theme::embedded();
        let scope = Scope::Edition { course, edition };
        let pages = render(&library, scope, &MediaPlan::default(), &theme, &catalogs, &Scorm12.profile(), &InMemory)
            .expect("pages");
        let input = PackInput { library: &library, course, edition, catalogs: &catalogs };
        let artifact = Scorm12.pack(input, pages).expect("a package").remove(0);
        let (_, tree, _) = manifest(&artifact);
        let text = |path: &str| match tree.get(&OutPath::fixed(path)) {
            Some(Body::Bytes(bytes)) => String::from_utf8(bytes.clone()).unwrap(),
            _ => panic!("{path} is not there"),
        };
        let launch = text("launch.html");
        assert!(launch.contains("<iframe data-frame") && launch.contains("\"basics/lesson-1\""), "{launch}");
        let script = launch.split("<script src=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let script = text(script);
        assert!(script.starts_with("window.alforja=") && script.contains("LMSInitialize"));
        assert!(!text("basics/lesson-1.html").contains("LMS"));
        assert!(text("index.html").contains("data-outline"));
    }

    #[test]
    fn the_same_course_gives_the_same_package() {
        assert_eq!(pack("mn", 3), pack("mn", 3));
    }

    #[test]
    fn a_course_without_lessons_is_refused() {
        assert_eq!(pack("mn", 0), Err(PackError::NoLesson { course: "saving".into(), lang: "mn".into() }));
    }

    #[test]
    fn a_course_that_outgrows_the_room_is_warned_of() {
        let codes = |lessons: usize| -> Vec<&str> {
            let (library, catalogs) = library(course("saving", "mn", lessons));
            let course = &library.courses[0];
            let input = PackInput { library: &library, course, edition: &course.editions[0], catalogs: &catalogs };
            Scorm12.check(input).iter().map(|one| one.code).collect()
        };
        assert_eq!(codes(30), Vec::<&str>::new());
        assert_eq!(codes(1200), ["package/suspend-data"]);
    }
}
