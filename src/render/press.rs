//! Pages one by one, when somebody asks for them: while a course is written, one page of thousands is looked at.
//!
//! 1. A page is known by its address: only the pages of its own course are gone through.
//! 2. What all pages share is made with the first of them.
//! 3. What belongs to no single page (the search, files beside pages) is made by making everything, once.
//!
//! Whatever is asked for is the same as in [`render`](super::render()).

use crate::locale::Catalogs;
use crate::media::MediaPlan;
use crate::model::Library;
use crate::render::address::Tool;
use crate::render::page::{self, Job};
use crate::render::site::{Shared, Site};
use crate::render::{RenderError, RenderProfile, Scope, Theme, render, shared_files};
use crate::tree::{Body, FileTree, InMemory, OutPath};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// What a whole site is made of.
#[derive(Clone, Copy)]
pub struct Manuscript<'a> {
    /// The courses.
    pub library: &'a Library,
    /// Which files their media become.
    pub media: &'a MediaPlan,
    /// The look.
    pub theme: &'a Theme,
    /// The words of all languages.
    pub catalogs: &'a Catalogs,
    /// What kind of site it is.
    pub profile: &'a RenderProfile,
}

/// What was made for one manuscript so far. With another one, take another press.
#[derive(Default)]
pub struct Press {
    shared: Mutex<Option<Arc<Shared>>>,
    /// The style sheets and scripts.
    files: Mutex<Option<Arc<FileTree>>>,
    whole: Mutex<Option<Arc<FileTree>>>,
}

impl Press {
    /// Returns a press that goes on with what another one shared among its pages; both must be for manuscripts with
    /// the same languages, words and kind.
    #[must_use]
    pub fn after(other: &Self) -> Self {
        let shared = other.shared.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Self { shared: Mutex::new(shared), ..Self::default() }
    }

    /// Returns the file `path` of the whole library's site, no media file; nothing where there is none.
    ///
    /// # Errors
    /// When a template fails, with its name and line.
    pub fn file(&self, manuscript: Manuscript<'_>, path: &OutPath) -> Result<Option<Body>, RenderError> {
        let site = self.site(manuscript);
        match job(&site, path) {
            Some(Job::Tool(Tool::Search, ..)) => {}
            Some(job) => {
                let made = page::run(&site, job)?;
                return Ok(made.into_iter().find(|(own, _)| own == path).map(|(_, body)| body));
            }
            None => {
                let body = self.files(&site).get(path).cloned();
                if body.is_some() || !path.as_str().starts_with("assets/") {
                    return Ok(body);
                }
            }
        }
        Ok(self.whole(manuscript)?.get(path).cloned())
    }

    /// Makes one page of each kind, so that a template of the library's own that fails is told of before anybody meets it.
    ///
    /// # Errors
    /// When a template fails, with its name and line.
    pub fn proof(&self, manuscript: Manuscript<'_>) -> Result<(), RenderError> {
        let site = self.site(manuscript);
        let mut jobs = page::library_jobs(&site);
        let first = site.editions().into_iter().max_by_key(|(_, edition)| edition.lessons().count().min(1));
        jobs.extend(first.into_iter().flat_map(|(course, edition)| page::edition_jobs(&site, course, edition)));
        let mut kinds = BTreeSet::new();
        jobs.retain(|job| kinds.insert(page::template(job)));
        for job in jobs {
            page::run(&site, job)?;
        }
        Ok(())
    }

    fn site<'a>(&self, manuscript: Manuscript<'a>) -> Site<'a> {
        let Manuscript { library, media, theme, catalogs, profile } = manuscript;
        let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        let shared = shared.get_or_insert_with(|| Arc::new(Shared::new(library, Scope::Library, catalogs, profile)));
        Site::sharing(library, Scope::Library, media, theme, catalogs, profile, Arc::clone(shared))
    }

    fn files(&self, site: &Site<'_>) -> Arc<FileTree> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let made = files.get_or_insert_with(|| {
            let mut tree = FileTree::default();
            shared_files(site, &mut tree);
            Arc::new(tree)
        });
        Arc::clone(made)
    }

    fn whole(&self, manuscript: Manuscript<'_>) -> Result<Arc<FileTree>, RenderError> {
        let Manuscript { library, media, theme, catalogs, profile } = manuscript;
        let mut whole = self.whole.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tree) = whole.as_ref() {
            return Ok(Arc::clone(tree));
        }
        let tree = Arc::new(render(library, Scope::Library, media, theme, catalogs, profile, &InMemory)?);
        Ok(Arc::clone(whole.insert(tree)))
    }
}

/// Returns what makes the page `path`.
fn job<'a>(site: &Site<'a>, path: &OutPath) -> Option<Job<'a>> {
    let of_library = page::library_jobs(site).into_iter();
    let mut folders = path.as_str().split('/');
    let (lang, course) = (folders.next()?, folders.next().unwrap_or_default());
    let editions = site.editions().into_iter();
    let own = editions.filter(|(of, edition)| edition.lang.as_str() == lang && of.id.as_str() == course);
    let of_editions = own.flat_map(|(course, edition)| page::edition_jobs(site, course, edition));
    of_library.chain(of_editions).find(|job| page::path(site, job).as_ref() == Some(path))
}
