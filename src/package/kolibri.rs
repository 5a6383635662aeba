//! `kolibri`: an HTML5 zip for Kolibri, whose sandbox opens the `index.html` at the root of the zip and lets nothing
//! reach the network.

use crate::diagnostic::Diagnostic;
use crate::package::name::file_name;
use crate::package::{PackError, PackInput, Target, shell, suspend_data};
use crate::render::{LaunchScript, Layout, RenderProfile};
use crate::tree::{Artifact, FileTree, OutPath};

/// How many characters of a state Kolibri's sandbox takes, by the rule of SCORM 1.2.
const ROOM: usize = 4096;

/// The target.
#[derive(Debug)]
pub(crate) struct Kolibri;

impl Target for Kolibri {
    fn name(&self) -> &'static str {
        "kolibri"
    }

    fn profile(&self) -> RenderProfile {
        RenderProfile {
            layout: Layout::Behind,
            launch: Some(LaunchScript { page: OutPath::fixed("index.html"), files: shell::script(shell::KOLIBRI) }),
            ..RenderProfile::of_course()
        }
    }

    fn check(&self, input: PackInput<'_>) -> Vec<Diagnostic> {
        suspend_data::check(input, "Kolibri", ROOM)
    }

    fn pack(&self, input: PackInput<'_>, tree: FileTree) -> Result<Vec<Artifact>, PackError> {
        input.require_lesson()?;
        Ok(vec![Artifact::Zip { name: file_name(input, self.name(), "zip"), tree }])
    }

    fn source_folder(&self) -> Option<&'static str> {
        Some("source")
    }
}
