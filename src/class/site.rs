//! The courses that a class reads: those of a library, made when they are asked for, or a site that was built before.

use crate::pipeline::PreviewSite;
use crate::span::SourcePath;
use crate::tree::{Body, OutPath};
use crate::world::{DiskWorld, ReadError, World};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A page that scripts are put into is not longer, in bytes.
const MOST_OF_PAGE: u64 = 8 * 1024 * 1024;

/// The courses of a class.
pub struct Site {
    /// Where their files are.
    pub(crate) world: DiskWorld,
    files: Files,
}

enum Files {
    /// Of a library.
    Made(Arc<PreviewSite>),
    /// Of a folder that was built before: each file with its size.
    Built(BTreeMap<OutPath, (SourcePath, u64)>),
}

/// A course in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct EditionView {
    pub(crate) course: String,
    pub(crate) lang: String,
    pub(crate) title: String,
    /// The address of its page of results, which knows all its lessons and questions.
    pub(crate) results: String,
}

impl Site {
    /// Returns the site of a library in `world`.
    pub fn of_library(world: DiskWorld, site: Arc<PreviewSite>) -> Self {
        Self { world, files: Files::Made(site) }
    }

    /// Returns the site that stands in the folder of `world`; nothing where there is none.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn built(world: DiskWorld) -> Result<Option<Self>, ReadError> {
        let named = |entry: crate::world::Entry| Some((OutPath::new(entry.path.as_str())?, (entry.path, entry.size)));
        let files: BTreeMap<_, _> = world.list()?.into_iter().filter_map(named).collect();
        let is_site = ["index.html", "hub.html"].iter().all(|name| files.contains_key(&OutPath::fixed(name)));
        Ok(is_site.then_some(Self { world, files: Files::Built(files) }))
    }

    /// Returns the file at `path`; nothing where there is none, or where it cannot be made.
    pub(crate) fn file(&self, path: &OutPath) -> Option<Body> {
        match &self.files {
            Files::Made(site) => site.file(path).ok()?,
            Files::Built(files) => {
                files.get(path).map(|(source, size)| Body::File { source: source.clone(), size: *size })
            }
        }
    }

    /// Tells whether its files are made when they are asked for, and never change.
    pub(crate) fn is_made(&self) -> bool {
        matches!(self.files, Files::Made(_))
    }

    /// Returns the bytes of a page.
    ///
    /// # Errors
    /// When its file cannot be read.
    pub(crate) fn page(&self, body: Body) -> Result<Vec<u8>, ReadError> {
        match body {
            Body::Bytes(bytes) => Ok(bytes),
            Body::File { source, size } if size <= MOST_OF_PAGE => self.world.read(&source),
            _ => Ok(Vec::new()),
        }
    }

    /// Returns every course in every language, as their pages of results tell of them.
    pub(crate) fn editions(&self) -> Vec<EditionView> {
        let pages: Vec<OutPath> = match &self.files {
            Files::Made(site) => site.results(),
            Files::Built(files) => {
                files.keys().filter(|path| path.as_str().ends_with("/results.html")).cloned().collect()
            }
        };
        pages.iter().filter_map(|path| self.edition(path)).collect()
    }

    fn edition(&self, path: &OutPath) -> Option<EditionView> {
        let page = String::from_utf8(self.page(self.file(path)?).ok()?).ok()?;
        let (_, outline) = page.split_once(" data-outline>")?;
        let outline: serde_json::Value = serde_json::from_str(outline.split_once("</script>")?.0).ok()?;
        let text = |key: &str| outline.get(key)?.as_str().map(str::to_owned);
        Some(EditionView {
            course: text("course")?,
            lang: text("lang")?,
            title: text("title")?,
            results: format!("/{path}"),
        })
    }
}
