//! A library or one of its editions as pages, a style sheet and a player.
//!
//! 1. [`Theme`] is the look: templates, styles, icons; it is given.
//! 2. The blocks of a text become HTML in Rust (`html`), escaped by construction.
//! 3. A page's frame is a template that sees its view and the words of its language, nothing else.
//! 4. Pages are made side by side and put together in order: same input, same bytes.

mod address;
mod book;
mod highlight;
mod html;
mod indices;
mod offline;
mod page;
mod player;
mod presence;
mod press;
mod profile;
mod proof;
mod qr;
mod search;
mod site;
mod sitemap;
mod stick;
mod terms;
mod theme;
mod view;
mod weave;

pub use address::{media_path, results_path};
pub use book::{Chapter, ChapterKind, chapters};
pub(crate) use html::question_key;
#[cfg(any(not(feature = "pdf"), test))]
pub(crate) use html::{Html, Markup};
pub use offline::lists;
pub(crate) use page::duration;
pub use page::{field_word, minutes as course_minutes};
pub use player::{CORE, RECORD, ScriptFile, behind_core, bundle};
pub use press::{Manuscript, Press};
pub use profile::{Audience, Indexing, LaunchScript, Layout, MediaChoice, Medium, Offline, RenderProfile, Scope};
pub use proof::{Trusted, proof_page};
pub(crate) use qr::svg as qr_code;
pub use stick::{CHECK, START, StickContents, StickFile, StickFileKind, stick_pages};
pub use theme::{Theme, ThemeError};
pub use view::{Completion, GapShape, Outline, OutlineLesson, OutlineQuestion, OutlineQuiz};
pub(crate) use view::{GapKey, quizzes};

use crate::locale::Catalogs;
use crate::media::MediaPlan;
use crate::model::{Course, Edition, Lesson, Library};
use crate::render::address::Place;
use crate::render::site::Site;
use crate::tree::{Body, FileTree, Keeper, OutPath};
use rayon::prelude::{IntoParallelIterator, ParallelIterator};

/// Why pages cannot be made: a template of the library's own theme fails.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct RenderError(#[from] ThemeError);

/// Returns the pages of `scope`, the style sheet, the scripts, `hub.html` and the sitemap; not the media
/// files, which stand at [`media_path`], and not the lists of files that only all of these make ([`lists`]).
///
/// # Errors
/// When a template fails, with its name and line.
pub fn render(
    library: &Library,
    scope: Scope<'_>,
    media: &MediaPlan,
    theme: &Theme,
    catalogs: &Catalogs,
    profile: &RenderProfile,
    keeper: &dyn Keeper,
) -> Result<FileTree, RenderError> {
    let mut site = Site::new(library, scope, media, theme, catalogs, profile);
    match profile.layout {
        Layout::Book => return Ok(book::book(&site)?),
        Layout::Volume => return Ok(book::volume(&site)?),
        Layout::Library | Layout::Course | Layout::Behind | Layout::Document => {}
    }
    if profile.layout != Layout::Document {
        site.indices = search::indices(&site, keeper);
    }
    let jobs = page::jobs(&site);
    let pages: Vec<page::Rendered> =
        jobs.into_par_iter().map(|job| kept(page::run(&site, job)?, keeper)).collect::<Result<_, ThemeError>>()?;
    let mut tree = FileTree::default();
    for (path, body) in pages.into_iter().flatten() {
        tree.add(path, body);
    }
    for (path, script) in site.indices.files.drain(..) {
        tree.add(path, script);
    }
    shared_files(&site, &mut tree);
    Ok(tree)
}

/// Hands a page and its files over as soon as they are made.
fn kept(rendered: page::Rendered, keeper: &dyn Keeper) -> Result<page::Rendered, ThemeError> {
    let keep = |(path, body)| match body {
        Body::Bytes(bytes) => {
            let body = keeper.keep(&path, bytes);
            (path, body)
        }
        other => (path, other),
    };
    Ok(rendered.into_iter().map(keep).collect())
}

/// Returns the pages that a platform opens, and their scripts: those of [`render`] that [`RenderProfile::launch`]
/// alone makes.
///
/// # Errors
/// When a template fails, with its name and line.
pub fn launch_pages(
    library: &Library,
    scope: Scope<'_>,
    media: &MediaPlan,
    theme: &Theme,
    catalogs: &Catalogs,
    profile: &RenderProfile,
) -> Result<FileTree, RenderError> {
    let mut tree = FileTree::default();
    if profile.launch.is_none() {
        return Ok(tree);
    }
    let site = Site::new(library, scope, media, theme, catalogs, profile);
    for job in page::launch_jobs(&site) {
        for (path, body) in page::run(&site, job)? {
            tree.add(path, body);
        }
    }
    Ok(tree)
}

/// Returns the outline of an edition as its course page holds it: addresses are seen from there.
pub fn outline(library: &Library, course: &Course, edition: &Edition, profile: &RenderProfile) -> Outline {
    let page = address::path(profile, Place::Course(&course.id, &edition.lang));
    let address = |lesson: &Lesson| {
        let place = Place::Lesson(&course.id, &edition.lang, &lesson.id);
        address::path(profile, place).relative_from(&page)
    };
    view::outline(library, course, edition, &address)
}

/// Returns where a course is on the web, where the site of the library is published.
pub fn published(library: &Library, course: &Course, edition: &Edition) -> Option<String> {
    let url = library.settings.url.as_deref()?;
    let site = RenderProfile { layout: Layout::Library, ..RenderProfile::of_course() };
    Some(address::published(url, &site, Place::Course(&course.id, &edition.lang)))
}

/// Returns where a trainer's site says that it is one, for whoever looks into the folder.
pub fn trainers_only() -> OutPath {
    OutPath::fixed("trainers-only.txt")
}

fn warning(site: &Site<'_>) -> String {
    let line = |lang: &crate::locale::Lang| format!("{}\n", site.catalogs.get(lang).text("cli.trainers-only"));
    site.languages().into_iter().map(line).collect()
}

fn shared_files(site: &Site<'_>, tree: &mut FileTree) {
    let mut add = |path: OutPath, bytes: &[u8]| tree.add(path, Body::Bytes(bytes.to_vec()));
    add(site.style.clone(), site.theme.style().as_bytes());
    add(site.second_style.clone(), site.theme.second_style().as_bytes());
    if site.is_for_trainer() {
        add(trainers_only(), warning(site).as_bytes());
        add(site.trainer_style.clone(), site.theme.trainer_style().as_bytes());
    }
    for (path, script) in site.shared.scripts.values().flat_map(player::Scripts::files) {
        add(path.clone(), script.as_bytes());
    }
    add(OutPath::fixed("hub.html"), player::hub().as_bytes());
    if let Some((path, bytes)) = site.logo() {
        add(path, bytes);
    }
    for (path, bytes) in offline::files(site) {
        add(path, &bytes);
    }
    if let Some(sitemap) = sitemap::sitemap(site) {
        add(OutPath::fixed("sitemap.xml"), sitemap.as_bytes());
    }
}
