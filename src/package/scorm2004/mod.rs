//! `scorm2004`: a zip for platforms that ask for SCORM 2004 4th Edition, one SCO; unzipped it is the site of its course.
//!
//! 1. The pages of one edition, with a launch page that alone speaks to the platform (`player/shell/`).
//! 2. The schema files that the manifest names, and those that they include.
//! 3. The manifest, made of the real list of all other files.

mod manifest;

use crate::diagnostic::Diagnostic;
use crate::package::{PackError, PackInput, Target, imscp, shell, suspend_data};
use crate::render::{LaunchScript, RenderProfile};
use crate::tree::{Artifact, FileTree, OutPath};

/// How many characters `cmi.suspend_data` has at least (Run-Time Environment 4th Ed., section 4.2.23).
const ROOM: usize = 64_000;

/// The target.
#[derive(Debug)]
pub(crate) struct Scorm2004;

macro_rules! schemas {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("schemas/", $name)))),+]
    };
}

/// The schema files, beside the manifest.
const SCHEMAS: &[(&str, &str)] = schemas![
    "adlcp_v1p3.xsd",
    "imscp_v1p1.xsd",
    "imsss_v1p0.xsd",
    "imsss_v1p0auxresource.xsd",
    "imsss_v1p0control.xsd",
    "imsss_v1p0delivery.xsd",
    "imsss_v1p0limit.xsd",
    "imsss_v1p0objective.xsd",
    "imsss_v1p0random.xsd",
    "imsss_v1p0rollup.xsd",
    "imsss_v1p0seqrule.xsd",
    "imsss_v1p0util.xsd",
    "xml.xsd",
];

impl Target for Scorm2004 {
    fn name(&self) -> &'static str {
        "scorm2004"
    }

    fn profile(&self) -> RenderProfile {
        RenderProfile {
            launch: Some(LaunchScript { page: OutPath::fixed(imscp::LAUNCH), files: shell::script(shell::SCORM2004) }),
            ..RenderProfile::of_course()
        }
    }

    fn check(&self, input: PackInput<'_>) -> Vec<Diagnostic> {
        suspend_data::check(input, "SCORM 2004", ROOM)
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
