//! What all pages of one rendering share, and what one page knows of its own place.

use crate::fingerprint::Fingerprint;
use crate::locale::{Catalog, Catalogs, Lang};
use crate::media::MediaPlan;
use crate::model::{Course, Edition, Library};
use crate::render::address::{self, Place};
use crate::render::highlight::Highlighter;
use crate::render::player::Scripts;
use crate::render::search::Indices;
use crate::render::{Layout, Medium, RenderProfile, Scope, Theme};
use crate::tree::OutPath;
use std::collections::BTreeMap;

/// What all pages share.
pub(crate) struct Site<'a> {
    pub(crate) library: &'a Library,
    pub(crate) scope: Scope<'a>,
    pub(crate) media: &'a MediaPlan,
    pub(crate) theme: &'a Theme,
    pub(crate) catalogs: &'a Catalogs,
    pub(crate) profile: &'a RenderProfile,
    pub(crate) highlighter: Highlighter,
    /// Where the style sheet stands.
    pub(crate) style: OutPath,
    /// The words of the interface, one value a language, shared by its pages.
    pub(crate) words: BTreeMap<Lang, tera::Value>,
    /// Where the style sheet stands that lessons do without.
    pub(crate) second_style: OutPath,
    /// Each language's scripts.
    pub(crate) scripts: BTreeMap<Lang, Scripts>,
    /// What the search reads; empty until it is made.
    pub(crate) indices: Indices,
}

impl<'a> Site<'a> {
    /// Returns what the pages of a rendering share.
    pub(crate) fn new(
        library: &'a Library,
        scope: Scope<'a>,
        media: &'a MediaPlan,
        theme: &'a Theme,
        catalogs: &'a Catalogs,
        profile: &'a RenderProfile,
    ) -> Self {
        let sheet = |name: &str, text: &str| {
            OutPath::fixed(&format!("assets/{name}-{}.css", Fingerprint::of(text.as_bytes()).short()))
        };
        let mut words = BTreeMap::new();
        let mut scripts = BTreeMap::new();
        for lang in languages(library, scope) {
            let catalog = catalogs.get(lang);
            let section: BTreeMap<&str, &str> = catalog.section("page").collect();
            words.insert(lang.clone(), tera::Value::from_serializable(&section));
            if profile.medium == Medium::Player {
                scripts.insert(lang.clone(), Scripts::new(catalog, profile.offline));
            }
        }
        Self {
            library,
            scope,
            media,
            theme,
            catalogs,
            profile,
            highlighter: Highlighter::default(),
            style: sheet("style", theme.style()),
            second_style: sheet("pages", theme.second_style()),
            words,
            scripts,
            indices: Indices::default(),
        }
    }

    /// Returns the languages whose pages are made.
    pub(crate) fn languages(&self) -> Vec<&'a Lang> {
        languages(self.library, self.scope)
    }

    /// Returns the editions that are rendered, each with its course.
    pub(crate) fn editions(&self) -> Vec<(&'a Course, &'a Edition)> {
        match self.scope {
            Scope::Library => {
                let courses = self.library.courses.iter();
                courses.flat_map(|course| course.editions.iter().map(move |edition| (course, edition))).collect()
            }
            Scope::Edition { course, edition } => vec![(course, edition)],
        }
    }

    /// Returns a language's own name for itself, or its tag.
    pub(crate) fn language_name(&self, lang: &'a Lang) -> &'a str {
        let catalog = self.catalogs.get(lang);
        if catalog.lang().base() == lang.base() { catalog.name() } else { lang.as_str() }
    }

    /// Tells whether a page is in the package.
    pub(crate) fn is_there(&self, place: Place<'_>) -> bool {
        address::is_there(self.library, self.scope, place)
    }

    /// Returns the library's title in `lang`.
    pub(crate) fn title(&self, lang: &Lang) -> String {
        let settings = &self.library.settings;
        let title = settings.title.get(lang, &settings.languages);
        title.unwrap_or_else(|| self.catalogs.get(lang).text("page.courses")).to_owned()
    }
}

fn languages<'a>(library: &'a Library, scope: Scope<'a>) -> Vec<&'a Lang> {
    match scope {
        Scope::Library => library.settings.languages.iter().collect(),
        Scope::Edition { edition, .. } => vec![&edition.lang],
    }
}

/// What one page knows of its place.
pub(crate) struct PageContext<'a> {
    pub(crate) site: &'a Site<'a>,
    pub(crate) place: Place<'a>,
    pub(crate) path: OutPath,
    pub(crate) catalog: &'a Catalog,
}

impl<'a> PageContext<'a> {
    /// Returns the page at `place`.
    pub(crate) fn new(site: &'a Site<'a>, place: Place<'a>) -> Self {
        let path = address::path(site.profile, place);
        Self::at(site, place, path)
    }

    /// Returns the page for `place` that stands at `path`.
    pub(crate) fn at(site: &'a Site<'a>, place: Place<'a>, path: OutPath) -> Self {
        Self { site, place, path, catalog: site.catalogs.get(place.lang()) }
    }

    /// Returns the language of the page.
    pub(crate) fn lang(&self) -> &'a Lang {
        self.place.lang()
    }

    /// Returns the address of a page that is in the package.
    pub(crate) fn address_of(&self, place: Place<'_>) -> String {
        address::path(self.site.profile, place).relative_from(&self.path)
    }

    /// Returns the address of a file that is no page.
    pub(crate) fn address_of_file(&self, path: &OutPath) -> String {
        path.relative_from(&self.path)
    }

    /// Returns a page in the language meant, or in this page's, or in the first that has it.
    pub(crate) fn nearest_language(&self, wanted: Place<'a>) -> Option<Place<'a>> {
        if self.site.profile.layout != Layout::Library && matches!(wanted, Place::Catalogue(_)) {
            return None;
        }
        let others = self.site.library.settings.languages.iter();
        std::iter::once(wanted.lang())
            .chain(std::iter::once(self.lang()))
            .chain(others)
            .map(|lang| wanted.in_language(lang))
            .find(|place| self.site.is_there(*place))
    }

    /// Returns this page in `lang`, or the page nearest to it: its module, its course, the catalogue.
    pub(crate) fn nearest_page(&self, lang: &'a Lang) -> Option<Place<'a>> {
        let own = self.place.in_language(lang);
        let module = match self.place {
            Place::Lesson(course, _, lesson) => {
                let name = lesson.as_str().split('/').next().unwrap_or("");
                let edition = self.site.library.course(course).and_then(|course| course.edition(lang));
                let module = edition.and_then(|edition| edition.modules.iter().find(|known| known.id.as_str() == name));
                module.map(|module| Place::Module(course, lang, &module.id))
            }
            _ => None,
        };
        let course = self.place.course().map(|course| Place::Course(course, lang));
        [Some(own), module, course, Some(Place::Catalogue(lang))]
            .into_iter()
            .flatten()
            .find(|place| self.site.is_there(*place))
    }
}
