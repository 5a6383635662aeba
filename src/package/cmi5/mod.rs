//! `cmi5`: a zip for LMSs with an LRS (cmi5 Quartz 1st edition). The platform launches the whole course, or each module.
//!
//! 1. The pages of one edition, with a launch page that speaks to the LRS (`player/shell/ends/cmi5.js`).
//! 2. The course structure, `cmi5.xml`, at the root (section 14.1).

mod identifier;
mod structure;

use crate::model::{Course, CourseId, Library, MasteryScore, PackageSettings, Report, Window};
use crate::package::cmi5::structure::{LaunchMethod, MoveOn, Structure, Unit, Words};
use crate::package::name::file_name;
use crate::package::parts::{Part, parts};
use crate::package::{PackError, PackInput, Target, shell};
use crate::render::{self, LaunchScript, Outline, RenderProfile};
use crate::tree::{Artifact, Body, FileTree, OutPath};

/// The page that the LMS opens.
const LAUNCH: &str = "launch.html";
/// What kinds of activity a course and a module are (ADL's vocabulary of xAPI).
const COURSE: &str = "http://adlnet.gov/expapi/activities/course";
const MODULE: &str = "http://adlnet.gov/expapi/activities/module";

/// The target.
#[derive(Debug)]
pub(crate) struct Cmi5;

impl Target for Cmi5 {
    fn name(&self) -> &'static str {
        "cmi5"
    }

    fn profile(&self) -> RenderProfile {
        RenderProfile {
            launch: Some(LaunchScript { page: OutPath::fixed(LAUNCH), files: shell::script(shell::CMI5) }),
            ..RenderProfile::of_course()
        }
    }

    fn source_folder(&self) -> Option<&'static str> {
        Some("source")
    }

    fn parts(&self, input: PackInput<'_>) -> Vec<Part> {
        parts(input)
    }

    fn pack(&self, input: PackInput<'_>, mut tree: FileTree) -> Result<Vec<Artifact>, PackError> {
        input.require_lesson()?;
        let parts = parts(input);
        let structure = Structure {
            id: identifier::course(input.library, &input.course.id),
            lang: &input.edition.lang,
            words: words(&input.edition.title.value, input.edition.summary.as_deref()),
            units: units(input, &parts),
        };
        tree.add(OutPath::fixed("cmi5.xml"), Body::Bytes(structure::write(&structure)));
        Ok(vec![Artifact::Zip { name: file_name(input, self.name(), "zip"), tree }])
    }
}

/// Returns what the LMS launches: the course, or each of its parts.
fn units<'a>(input: PackInput<'a>, parts: &'a [Part]) -> Vec<Unit<'a>> {
    let (library, course) = (input.library, input.course);
    if parts.is_empty() {
        let id = identifier::whole(library, &course.id);
        return vec![unit(input, id, LAUNCH.to_owned(), COURSE)];
    }
    let of_part = |part: &'a Part| {
        let input = PackInput { edition: &part.edition, ..input };
        let id = identifier::part(library, &course.id, &part.module);
        unit(input, id, format!("{}/{LAUNCH}", part.folder), MODULE)
    };
    parts.iter().map(of_part).collect()
}

/// Returns the IRI of a course.
pub(super) fn activity(library: &Library, course: &CourseId) -> String {
    identifier::course(library, course)
}

/// Returns the IRIs of a course and of the units that it may be launched as, each with the module where it is only that.
pub(super) fn activities(library: &Library, course: &Course) -> Vec<(String, Option<String>)> {
    let mut all = vec![(activity(library, &course.id), None), (identifier::whole(library, &course.id), None)];
    for module in course.editions.iter().flat_map(|edition| &edition.modules) {
        let unit = (identifier::part(library, &course.id, &module.id), Some(module.id.to_string()));
        if !all.contains(&unit) {
            all.push(unit);
        }
    }
    all
}

fn unit<'a>(input: PackInput<'a>, id: String, url: String, activity_type: &'static str) -> Unit<'a> {
    let outline = render::outline(input.library, input.course, input.edition, &RenderProfile::of_course());
    let settings = input.library.package_settings(input.course);
    let judged = is_judged(&outline, settings);
    let named = judged && settings.mastery_score.unwrap_or_default() == MasteryScore::Named;
    Unit {
        id,
        words: words(&input.edition.title.value, input.edition.summary.as_deref()),
        url,
        activity_type,
        move_on: if judged { MoveOn::CompletedAndPassed } else { MoveOn::Completed },
        mastery_score: if named { mark(&outline) } else { None },
        launch_method: match settings.window.unwrap_or_default() {
            Window::Frame => LaunchMethod::AnyWindow,
            Window::Window => LaunchMethod::OwnWindow,
        },
    }
}

/// Returns what an LMS shows; a title says what a unit is about, where nothing else does.
fn words<'a>(title: &'a str, summary: Option<&'a str>) -> Words<'a> {
    let summary = summary.filter(|text| !text.trim().is_empty());
    Words { title, description: summary.unwrap_or(title) }
}

/// Returns the marks of the graded quizzes, each once.
fn marks(outline: &Outline) -> Vec<Option<u8>> {
    let quizzes = outline.lessons.iter().flat_map(|lesson| &lesson.quizzes).filter(|quiz| quiz.graded);
    let mut marks: Vec<Option<u8>> = quizzes.map(|quiz| quiz.pass).collect();
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// Tells whether the launch page will ever say `passed`, by the rule that it follows itself (`player/shell/status.js`).
fn is_judged(outline: &Outline, settings: PackageSettings) -> bool {
    let marks = marks(outline);
    match settings.report {
        Some(Report::Passed) => !marks.is_empty(),
        Some(Report::Completed) => false,
        None => marks.iter().any(Option::is_some),
    }
}

/// Returns the mark that all graded quizzes share, or else the course's own: a score of the whole is measured by it.
fn mark(outline: &Outline) -> Option<u8> {
    match marks(outline).as_slice() {
        [one] => *one,
        _ => outline.pass,
    }
}

#[cfg(test)]
mod tests {
    use super::Cmi5;
    use crate::model::{Course, MasteryScore, PackageSettings, Units, Window};
    use crate::package::fixture::{course, library};
    use crate::package::{PackError, PackInput, Target};
    use crate::tree::{Artifact, Body, FileTree, OutPath};

    fn pack(course: Course, settings: PackageSettings) -> Result<(String, String), PackError> {
        let (mut library, catalogs) = library(course);
        library.settings.package = settings;
        let course = &library.courses[0];
        let input = PackInput { library: &library, course, edition: &course.editions[0], catalogs: &catalogs };
        let artifact = Cmi5.pack(input, FileTree::default())?.remove(0);
        let Artifact::Zip { name, tree } = artifact else { panic!("a zip") };
        let Some(Body::Bytes(bytes)) = tree.get(&OutPath::fixed("cmi5.xml")) else { panic!("a course structure") };
        Ok((name, String::from_utf8(bytes.clone()).unwrap()))
    }

    #[test]
    fn the_whole_course_is_one_unit_by_default() {
        let (name, xml) = pack(course("saving", "mn", 2), PackageSettings::default()).unwrap();
        assert_eq!(name, "saving-mn-1.2.0-cmi5.zip");
        assert_eq!(xml.matches("<au ").count(), 1);
        assert!(xml.contains("<url>launch.html</url>") && xml.contains("moveOn=\"Completed\""), "{xml}");
        assert!(xml.contains("Хадгалж, зээлж сурна.") && !xml.contains("masteryScore"), "{xml}");
    }

    #[test]
    fn each_module_is_a_unit_where_the_settings_say_so() {
        let mut course = course("saving", "mn", 2);
        let mut second = course.editions[0].modules[0].clone();
        second.id = crate::model::ModuleId::new("more");
        course.editions[0].modules.push(second);
        let settings = PackageSettings {
            units: Some(Units::Module),
            window: Some(Window::Window),
            mastery_score: Some(MasteryScore::Named),
            ..PackageSettings::default()
        };
        let (_, xml) = pack(course, settings).unwrap();
        assert!(
            xml.contains("<url>unit-basics/launch.html</url>") && xml.contains("<url>unit-more/launch.html</url>"),
            "{xml}"
        );
        assert_eq!(xml.matches("launchMethod=\"OwnWindow\"").count(), 2);
        // Nothing in it is graded.
        assert!(!xml.contains("masteryScore"));
        // Without a summary the title describes it.
        assert_eq!(xml.matches(">Basics</langstring>").count(), 4);
    }

    #[test]
    fn a_course_without_lessons_is_refused() {
        let refused = pack(course("saving", "mn", 0), PackageSettings::default());
        assert_eq!(refused, Err(PackError::NoLesson { course: "saving".into(), lang: "mn".into() }));
    }
}
