//! The site of a library in memory, for whoever looks at it while it is being written.
//!
//! The same stages as a build; nothing is written but what the store keeps. A page is made when it is asked for: after
//! a change of one lesson of thousands, one page is looked at.

use crate::load;
use crate::locale::Catalogs;
use crate::media;
use crate::model::{Edition, Library};
use crate::package;
use crate::pipeline::making::{editions, workshop};
use crate::pipeline::{Contents, Job, Outcome, PipelineError, Prepared, passes, prepare_among};
use crate::render::{self, Manuscript, Press, RenderError, RenderProfile, Theme};
use crate::tree::{Body, OutPath};
use crate::world::Entry;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What one preview leaves to the next, so that it is quick: results by what they came from, never stale. For one
/// library.
#[derive(Default)]
pub struct Memos {
    /// The library's own words, and all words with them.
    pub(crate) words: Option<(Vec<String>, Arc<Catalogs>)>,
    /// What was read and parsed.
    pub(crate) texts: load::Memo,
    /// The site before this one.
    last: Option<Arc<PreviewSite>>,
}

/// A site that was not written.
pub struct Previewed {
    /// What it was made of.
    pub contents: Contents,
    /// Its pages and media.
    pub site: Arc<PreviewSite>,
}

/// A site whose pages are made when they are asked for.
pub struct PreviewSite {
    library: Library,
    catalogs: Arc<Catalogs>,
    plan: media::MediaPlan,
    theme: Arc<Theme>,
    /// The files that the theme may be made of.
    themes: Vec<Entry>,
    profile: RenderProfile,
    press: Press,
    /// The media files.
    files: BTreeMap<OutPath, Body>,
}

impl PreviewSite {
    /// Returns the file `path`, the same as a build would write; nothing where there is none, and no list of what a copy
    /// on a device is made of.
    ///
    /// # Errors
    /// When a template of the library's own theme fails.
    pub fn file(&self, path: &OutPath) -> Result<Option<Body>, RenderError> {
        match self.files.get(path) {
            Some(body) => Ok(Some(body.clone())),
            None => self.press.file(self.manuscript(), path),
        }
    }

    /// Returns where the pages of results stand: one for each course in each of its languages.
    pub fn results(&self) -> Vec<OutPath> {
        let editions = editions(&self.library);
        editions.map(|(course, edition)| render::results_path(&self.profile, &course.id, &edition.lang)).collect()
    }

    fn manuscript(&self) -> Manuscript<'_> {
        Manuscript {
            library: &self.library,
            media: &self.plan,
            theme: &self.theme,
            catalogs: &self.catalogs,
            profile: &self.profile,
        }
    }
}

/// Makes the site of a whole library in memory. `entries` are its files, as `memos` is what the last run left.
///
/// # Errors
/// When the library cannot be read, or its own theme cannot be used.
pub fn preview(job: Job<'_>, entries: &[Entry], memos: &mut Memos) -> Result<Outcome<Previewed>, PipelineError> {
    let (mut prepared, mut diagnostics) = prepare_among(job, entries, Some(memos))?;
    if passes(&diagnostics, job.strictness) {
        let theme = theme(job, entries, &prepared, memos)?;
        let plan = std::mem::take(&mut prepared.plan);
        let workshop = workshop(job, &theme, prepared.library.settings.pictures);
        prepared.plan = media::prepare(editions(&prepared.library), plan, workshop)?.into_value(&mut diagnostics);
        if passes(&diagnostics, job.strictness) {
            let contents = prepared.contents();
            let sources = prepared.library.sources.clone();
            let site = Arc::new(site(job, prepared, theme, memos)?);
            let before = memos.last.replace(Arc::clone(&site));
            // Nobody waits until thousands of lessons are forgotten.
            rayon::spawn(move || drop(before));
            return Ok(Outcome { diagnostics, sources, made: Some(Previewed { contents, site }) });
        }
    }
    Ok(Outcome { diagnostics, sources: prepared.library.sources, made: None })
}

/// Returns the theme: that of the last site where none of the files changed that it may be made of.
fn theme(job: Job<'_>, entries: &[Entry], prepared: &Prepared, memos: &Memos) -> Result<Arc<Theme>, PipelineError> {
    let (themes, name) = (&prepared.themes, &prepared.library.settings.theme.value);
    // What was written last may be written again within one tick of the disk's clock.
    let newest = entries.iter().filter_map(|entry| entry.modified).max();
    let is_settled = themes.iter().all(|entry| entry.modified.is_some() && entry.modified < newest);
    let same =
        |last: &&Arc<PreviewSite>| last.themes == *themes && last.library.settings.theme.value == *name && is_settled;
    match memos.last.as_ref().filter(same) {
        Some(last) => Ok(Arc::clone(&last.theme)),
        None => Ok(Arc::new(Theme::among(job.world, themes, name).map_err(RenderError::from)?)),
    }
}

fn site(job: Job<'_>, prepared: Prepared, theme: Arc<Theme>, memos: &Memos) -> Result<PreviewSite, PipelineError> {
    let profile = package::site().profile().for_audience(job.audience);
    let Prepared { library, catalogs, plan, themes } = prepared;
    let plan = plan.only(|planned| profile.media.takes(planned));
    let mut files = BTreeMap::new();
    for course in &library.courses {
        let all: Vec<&Edition> = course.editions.iter().collect();
        for (name, body) in media::produce(course, all, &plan, profile.pictures, job.world)? {
            files.insert(render::media_path(&profile, &course.id, name), body);
        }
    }
    let press = match &memos.last {
        Some(last) if shares(last, &library, &catalogs) => Press::after(&last.press),
        _ => Press::default(),
    };
    let is_known = memos.last.as_ref().is_some_and(|last| Arc::ptr_eq(&last.theme, &theme));
    let site = PreviewSite { library, catalogs, plan, theme, themes, profile, press, files };
    if !is_known && !site.themes.is_empty() {
        site.press.proof(site.manuscript())?;
    }
    Ok(site)
}

/// Tells whether what pages share without regard to the courses is the same in two sites.
fn shares(last: &PreviewSite, library: &Library, catalogs: &Arc<Catalogs>) -> bool {
    Arc::ptr_eq(&last.catalogs, catalogs) && last.library.settings.languages == library.settings.languages
}
