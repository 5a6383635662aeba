//! The pages of a stick's own: where to start, and how to check the copy. Each is one file that needs no other, and says
//! everything in every language.

use crate::locale::{Catalog, Catalogs, Lang};
use crate::model::{Course, CourseId, Edition, Library, Module};
use crate::render::address::{self, Place};
use crate::render::view::{StickLink, StickPart};
use crate::render::{RenderError, RenderProfile, Theme, player};
use crate::tree::{Body, FileTree, OutPath};
use std::collections::BTreeMap;

/// The page that is opened first.
pub const START: &str = "START-HERE.html";

/// The page that checks the copy.
pub const CHECK: &str = "CHECK-THIS-COPY.html";

/// What a stick's own pages lead to.
pub struct StickContents<'a> {
    /// The courses that are on it.
    pub library: &'a Library,
    /// The words of every language.
    pub catalogs: &'a Catalogs,
    /// The look.
    pub theme: &'a Theme,
    /// Where the site of the courses stands.
    pub site: &'a OutPath,
    /// How the site's pages are made.
    pub profile: &'a RenderProfile,
    /// The files beside it.
    pub files: &'a [StickFile],
    /// The door of what is for trainers alone.
    pub trainer: Option<&'a OutPath>,
}

/// A file beside the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StickFile {
    /// Where it stands.
    pub path: OutPath,
    /// Its size in bytes.
    pub size: u64,
    /// Its course.
    pub course: CourseId,
    /// Its language.
    pub lang: Lang,
    /// What it is.
    pub kind: StickFileKind,
}

/// What a file beside the site is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StickFileKind {
    /// A page with everything in it, for a phone.
    Phone,
    /// A package for platforms; the name of what it was made for.
    Package(&'static str),
}

/// Returns the stick's own pages.
///
/// # Errors
/// When a template of the library's own theme fails.
pub fn stick_pages(contents: &StickContents<'_>) -> Result<FileTree, RenderError> {
    let mut tree = FileTree::default();
    let pages = [
        (START, "stick-start.html", "start", player::start_page()),
        (CHECK, "stick-check.html", "check", player::check_page()),
    ];
    for (path, template, title, script) in pages {
        let parts: Vec<StickPart> = catalogs(contents).map(|catalog| part(contents, catalog, title)).collect();
        let mut context = tera::Context::new();
        context.insert("parts", &parts);
        context.insert("icon", ICON);
        context.insert_value("script", tera::Value::safe_string(&script));
        context.insert_value("first", tera::Value::safe_string(&contents.theme.first_style().0));
        let html = contents.theme.fill(template, &context)?;
        tree.add(OutPath::fixed(path), Body::Bytes(html.into_bytes()));
    }
    Ok(tree)
}

/// Nothing: a browser then asks for no picture.
const ICON: &str = "data:,";

/// Returns the languages that the pages speak: those of the courses first, then all that we have words for.
fn catalogs<'a>(contents: &StickContents<'a>) -> impl Iterator<Item = &'a Catalog> {
    let catalogs = contents.catalogs;
    let own = contents.library.settings.languages.iter().map(|lang| catalogs.get(lang));
    let mut seen: Vec<&str> = Vec::new();
    let all: Vec<&Catalog> = own
        .chain(catalogs.iter())
        .filter(|catalog| {
            let new = !seen.contains(&catalog.lang().as_str());
            seen.push(catalog.lang().as_str());
            new
        })
        .collect();
    all.into_iter()
}

fn part(contents: &StickContents<'_>, catalog: &Catalog, title: &str) -> StickPart {
    let library = contents.library;
    let lang = catalog.lang();
    let words: BTreeMap<String, String> =
        catalog.section("stick").map(|(key, words)| (key.to_owned(), words.to_owned())).collect();
    let name = library.settings.title.get(lang, &library.settings.languages);
    let spoken = |edition: &&Edition| edition.lang.base() == lang.base();
    let all = || library.courses.iter().flat_map(|course| course.editions.iter().map(move |edition| (course, edition)));
    let elsewhere = !all().any(|(_, edition)| spoken(&edition));
    let shown = |edition: &Edition| elsewhere || spoken(&edition);
    let courses = all().filter(|(_, edition)| shown(edition)).map(|(course, edition)| {
        let note = elsewhere.then(|| contents.catalogs.get(&edition.lang).name().to_owned());
        let note = note.or_else(|| edition.summary.clone());
        link(contents, Place::Course(&course.id, &edition.lang), &edition.title.value, &edition.lang, note)
    });
    let catalogue = library.settings.languages.iter().find(|known| elsewhere || known.base() == lang.base());
    let files = |phone: bool| {
        let of_kind = contents.files.iter().filter(move |file| (file.kind == StickFileKind::Phone) == phone);
        let mut here: Vec<(&StickFile, &Edition)> =
            of_kind.filter_map(|file| Some((file, edition(library, file).filter(|edition| shown(edition))?))).collect();
        // The whole course comes before its parts, which follow in their order.
        here.sort_by_key(|(file, edition)| {
            let module = part_of(file, edition);
            let place = module.and_then(|module| edition.modules.iter().position(|one| one.id == module.id));
            (file.course.clone(), file.lang.clone(), place.map_or(0, |place| place + 1))
        });
        here.into_iter().map(|(file, edition)| file_link(file, edition, catalog)).collect()
    };
    StickPart {
        lang: lang.to_string(),
        dir: lang.direction().html(),
        name: catalog.name().to_owned(),
        title: words.get(title).cloned().unwrap_or_default(),
        library: name.unwrap_or_else(|| catalog.text("page.courses")).to_owned(),
        elsewhere,
        courses: courses.collect(),
        catalogue: catalogue.map(|lang| within(contents, Place::Catalogue(lang))),
        phone: files(true),
        packages: files(false),
        trainer: contents.trainer.map(ToString::to_string),
        start: START,
        check: CHECK,
        words,
    }
}

fn edition<'a>(library: &'a Library, file: &StickFile) -> Option<&'a Edition> {
    library.course(&file.course).and_then(|course: &Course| course.edition(&file.lang))
}

/// Returns where a page of the site stands on the stick.
fn within(contents: &StickContents<'_>, place: Place<'_>) -> String {
    format!("{}/{}", contents.site, address::path(contents.profile, place))
}

fn link(contents: &StickContents<'_>, place: Place<'_>, title: &str, lang: &Lang, note: Option<String>) -> StickLink {
    StickLink { address: within(contents, place), title: title.to_owned(), lang: lang.to_string(), note }
}

fn file_link(file: &StickFile, edition: &Edition, catalog: &Catalog) -> StickLink {
    let name = file.path.as_str().split_once('/').map_or("", |(_, name)| name);
    let tenths = file.size.saturating_mul(10).div_ceil(1_000_000);
    let number = format!("{}{}{}", catalog.integer(tenths / 10), catalog.decimal(), tenths % 10);
    let size = catalog.fill("cli.size-megabytes", &[("number", &number)]);
    let note = match file.kind {
        StickFileKind::Phone => format!("{name} · {size}"),
        StickFileKind::Package(target) => format!("{name} · {size} · {}", catalog.text(&format!("targets.{target}"))),
    };
    let title = match part_of(file, edition) {
        Some(module) => format!("{}: {}", edition.title.value, module.title.value),
        None => edition.title.value.clone(),
    };
    StickLink { address: file.path.to_string(), title, lang: edition.lang.to_string(), note: Some(note) }
}

/// Returns the module that a file holds, where it does not hold the whole course.
fn part_of<'a>(file: &StickFile, edition: &'a Edition) -> Option<&'a Module> {
    let name = file.path.as_str().rsplit('/').next().unwrap_or_default();
    let course = format!("{}-{}", file.course, file.lang).to_ascii_lowercase();
    let rest = name.strip_prefix(&course).unwrap_or(name);
    let holds = |module: &&Module| rest.contains(&format!("-{}-", module.id));
    // Of names that end alike the longest is meant.
    edition.modules.iter().filter(holds).max_by_key(|module| module.id.as_str().len())
}
