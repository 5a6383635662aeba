//! From a book in one document to the papers that lie beside it.

use crate::package::{PackInput, Target};
use crate::paper::{self, Commission, PaperSize, Papers};
use crate::pipeline::{PipelineError, Prepared};
use crate::render::{self, Audience, Theme};
use crate::tree::{Artifact, Body, FileTree};

/// How many letters are told that PDFs lack.
const TOLD: usize = 20;

/// What there is to tell of papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PapersMade {
    /// How many PDFs there are.
    pub count: usize,
    /// Some of the letters that no font of the program has.
    pub missing: Vec<char>,
    /// Whether these are so many that there are no PDFs.
    pub is_foreign: bool,
}

impl PapersMade {
    /// Returns what there is to tell of `papers`.
    pub(crate) fn of(papers: &Papers) -> Self {
        let missing = papers.missing.iter().take(TOLD).copied().collect();
        Self { count: papers.files.len(), missing, is_foreign: papers.is_foreign }
    }
}

impl Prepared {
    /// Returns the papers of an edition for `audience`, where the target is made for paper.
    pub(crate) fn papers(
        &self,
        theme: &Theme,
        input: PackInput<'_>,
        target: &dyn Target,
        tree: &FileTree,
        size: PaperSize,
        audience: Audience,
    ) -> Result<Option<Papers>, PipelineError> {
        if !target.is_typeset() {
            return Ok(None);
        }
        let PackInput { library, course, edition, catalogs } = input;
        let online = render::published(library, course, edition);
        let commission = Commission {
            library,
            course,
            edition,
            catalogs,
            tree,
            audience,
            size,
            colour: theme.accent(),
            online: online.as_deref(),
        };
        Ok(Some(paper::papers(&commission)?))
    }
}

/// Lays papers into the folder that they belong to.
pub(crate) fn lay_beside(artifact: &mut Artifact, papers: Option<&Papers>) {
    if let (Artifact::Folder(tree), Some(papers)) = (artifact, papers) {
        for (path, bytes) in &papers.files {
            tree.add(path.clone(), Body::Bytes(bytes.clone()));
        }
    }
}
