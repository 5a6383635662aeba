//! `site`: a folder for any static host, in any sub-path, and for a double-click on `index.html`.

use crate::package::{PackError, PackInput, Target};
use crate::render::{Indexing, Layout, Offline, RenderProfile};
use crate::tree::{Artifact, FileTree};

/// The target.
#[derive(Debug)]
pub(crate) struct Site;

impl Target for Site {
    fn name(&self) -> &'static str {
        "site"
    }

    fn profile(&self) -> RenderProfile {
        RenderProfile {
            layout: Layout::Library,
            indexing: Indexing::Public,
            offline: Offline::Installable,
            ..RenderProfile::of_course()
        }
    }

    fn source_folder(&self) -> Option<&'static str> {
        Some("source")
    }

    fn pack(&self, _input: PackInput<'_>, tree: FileTree) -> Result<Vec<Artifact>, PackError> {
        Ok(vec![Artifact::Folder(tree)])
    }
}
