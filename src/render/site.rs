//! What all pages of one rendering share, and what one page knows of its own place.

use crate::fingerprint::Fingerprint;
use crate::locale::{Catalog, Catalogs, Lang};
use crate::media::MediaPlan;
use crate::model::{Course, CourseId, Edition, Library, ModuleId};
use crate::render::address::{self, Place, Tool};
use crate::render::highlight::Highlighter;
use crate::render::indices::Indices;
use crate::render::page::Outlines;
use crate::render::player::Scripts;
use crate::render::presence::Presence;
use crate::render::terms::Terms;
use crate::render::{Audience, Layout, Medium, RenderProfile, Scope, Theme};
use crate::tree::OutPath;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What Mongolian is called in its own script.
const MONGOLIAN: &str = "ᠮᠣᠩᠭᠣᠯ";

/// What all pages share, whatever the courses say.
pub(crate) struct Shared {
    /// Marks code, and remembers what it has marked.
    pub(crate) highlighter: Highlighter,
    /// The words of the interface, one value a language, shared by its pages.
    pub(crate) words: BTreeMap<Lang, tera::Value>,
    /// Each language's scripts.
    pub(crate) scripts: BTreeMap<Lang, Scripts>,
}

impl Shared {
    /// Returns what the pages in the languages of `scope` share.
    pub(crate) fn new(library: &Library, scope: Scope<'_>, catalogs: &Catalogs, profile: &RenderProfile) -> Self {
        let mut words = BTreeMap::new();
        let mut scripts = BTreeMap::new();
        for lang in languages(library, scope) {
            let catalog = catalogs.get(lang);
            let section: BTreeMap<&str, &str> = catalog.section("page").collect();
            words.insert(lang.clone(), tera::Value::from_serializable(&section));
            if profile.medium == Medium::Player {
                scripts.insert(lang.clone(), Scripts::new(catalog, profile));
            }
        }
        Self { highlighter: Highlighter::default(), words, scripts }
    }
}

/// What all pages share.
pub(crate) struct Site<'a> {
    pub(crate) library: &'a Library,
    pub(crate) scope: Scope<'a>,
    pub(crate) media: &'a MediaPlan,
    pub(crate) theme: &'a Theme,
    pub(crate) catalogs: &'a Catalogs,
    pub(crate) profile: &'a RenderProfile,
    /// What does not depend on the courses.
    pub(crate) shared: Arc<Shared>,
    /// Which pages there are.
    pub(crate) presence: Presence<'a>,
    /// Where the style sheet stands.
    pub(crate) style: OutPath,
    /// Where the style sheet stands that most lessons do without.
    pub(crate) second_style: OutPath,
    /// Where the style sheet stands that only a trainer's pages have.
    pub(crate) trainer_style: OutPath,
    /// The first rules of the style sheet, as templates take them.
    pub(crate) first: tera::Value,
    /// The glossary's terms of every edition that is made.
    pub(crate) terms: BTreeMap<(&'a CourseId, &'a Lang), Terms>,
    /// The courses' outlines.
    pub(crate) outlines: Outlines,
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
        let shared = Arc::new(Shared::new(library, scope, catalogs, profile));
        Self::sharing(library, scope, media, theme, catalogs, profile, shared)
    }

    /// Returns what the pages of a rendering share, of which `shared` is known.
    pub(crate) fn sharing(
        library: &'a Library,
        scope: Scope<'a>,
        media: &'a MediaPlan,
        theme: &'a Theme,
        catalogs: &'a Catalogs,
        profile: &'a RenderProfile,
        shared: Arc<Shared>,
    ) -> Self {
        let sheet = |name: &str, text: &str| {
            OutPath::fixed(&format!("assets/{name}-{}.css", Fingerprint::of(text.as_bytes()).short()))
        };
        let editions = editions(library, scope);
        let with_terms = editions.iter().filter(|(_, edition)| edition.glossary.is_some());
        let terms = with_terms.map(|(course, edition)| ((&course.id, &edition.lang), Terms::new(edition))).collect();
        Self {
            library,
            scope,
            presence: Presence::new(library, scope, profile.audience, &editions),
            terms,
            media,
            theme,
            catalogs,
            profile,
            shared,
            style: sheet("style", theme.style()),
            second_style: sheet("pages", theme.second_style()),
            trainer_style: sheet("trainer", theme.trainer_style()),
            first: tera::Value::safe_string(&theme.first_style().0),
            outlines: Outlines::default(),
            indices: Indices::default(),
        }
    }

    /// Returns the languages whose pages are made.
    pub(crate) fn languages(&self) -> Vec<&'a Lang> {
        languages(self.library, self.scope)
    }

    /// Returns the editions that are rendered, each with its course.
    pub(crate) fn editions(&self) -> Vec<(&'a Course, &'a Edition)> {
        editions(self.library, self.scope)
    }

    /// Returns a language's own name for itself, or its tag.
    pub(crate) fn language_name(&self, lang: &'a Lang) -> &'a str {
        let catalog = self.catalogs.get(lang);
        match catalog.lang().base() == lang.base() {
            // The words are those of the language in its usual script; the name is written as the texts are.
            true if lang.is_vertical() && !catalog.lang().is_vertical() => MONGOLIAN,
            true => catalog.name(),
            false => lang.as_str(),
        }
    }

    /// Tells whether the pages are a trainer's, with notes and answers.
    pub(crate) fn is_for_trainer(&self) -> bool {
        self.profile.audience == Audience::Trainer
    }

    /// Tells whether a page is in the package.
    pub(crate) fn is_there(&self, place: Place<'_>) -> bool {
        self.presence.is_there(place)
    }

    /// Returns the library's title in `lang`.
    pub(crate) fn title(&self, lang: &Lang) -> String {
        let settings = &self.library.settings;
        let title = settings.title.get(lang, &settings.languages);
        title.unwrap_or_else(|| self.catalogs.get(lang).text("page.courses")).to_owned()
    }
}

fn editions<'a>(library: &'a Library, scope: Scope<'a>) -> Vec<(&'a Course, &'a Edition)> {
    match scope {
        Scope::Library => {
            let courses = library.courses.iter();
            courses.flat_map(|course| course.editions.iter().map(move |edition| (course, edition))).collect()
        }
        Scope::Edition { course, edition } => vec![(course, edition)],
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
    /// In a document of many pages: the module whose pages it holds, where those are all.
    pub(crate) only: Option<&'a ModuleId>,
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
        Self { site, place, path, only: None, catalog: site.catalogs.get(place.lang()) }
    }

    /// Returns the page at `place` in a document of many: that of the course, or that of the module `only`.
    pub(crate) fn in_document(site: &'a Site<'a>, place: Place<'a>, only: Option<&'a ModuleId>) -> Self {
        let document = match (only, place.course()) {
            (Some(module), Some(course)) => Place::Module(course, place.lang(), module),
            _ => Place::Catalogue(place.lang()),
        };
        Self { only, ..Self::at(site, place, address::path(site.profile, document)) }
    }

    /// Returns the language of the page.
    pub(crate) fn lang(&self) -> &'a Lang {
        self.place.lang()
    }

    /// Returns the address of a page that is in the package.
    pub(crate) fn address_of(&self, place: Place<'_>) -> String {
        match self.site.profile.layout.is_one_document() {
            true => format!("#{}", self.fragment(place)),
            false => address::path(self.site.profile, place).relative_from(&self.path),
        }
    }

    /// Returns the address of a place on a page that is in the package.
    pub(crate) fn address_at(&self, place: Place<'_>, id: &str) -> String {
        self.address_of(place) + &self.suffix(id)
    }

    /// Returns what is added to a page's address for a place on it.
    pub(crate) fn suffix(&self, id: &str) -> String {
        match self.site.profile.layout.is_one_document() {
            true => format!(".{id}"),
            false => format!("#{id}"),
        }
    }

    /// Returns the address of a place on this page; without an id that of its beginning.
    pub(crate) fn address_here(&self, id: &str) -> String {
        match (self.site.profile.layout.is_one_document(), id) {
            (true, "") => self.address_of(self.place),
            (false, "") => "#top".to_owned(),
            _ => format!("#{}", self.id(id)),
        }
    }

    /// Returns the id that the page's own `id` has where it stands: in a document of many pages each has its own.
    pub(crate) fn id(&self, id: &str) -> String {
        match self.site.profile.layout.is_one_document() {
            true => format!("{}.{id}", self.fragment(self.place)),
            false => id.to_owned(),
        }
    }

    /// Returns the id of a page in its document. The cover of a module's document is the module's own page.
    pub(crate) fn fragment(&self, place: Place<'_>) -> String {
        match (place, self.only) {
            (Place::Module(course, lang, module), Some(only)) if module == only => {
                address::fragment(Place::Course(course, lang))
            }
            _ => address::fragment(place),
        }
    }

    /// Tells whether a page is in the package, or in the document where that is all that is handed over.
    pub(crate) fn holds(&self, place: Place<'_>) -> bool {
        let in_document = match (self.site.profile.layout, place) {
            (Layout::Document, Place::Answers(..) | Place::Tool(Tool::Search | Tool::Me, ..)) => false,
            (Layout::Document, Place::Agenda(..) | Place::Guide(..) | Place::Tool(Tool::Certificate, ..)) => {
                self.only.is_none()
            }
            (Layout::Book | Layout::Volume, Place::Agenda(..)) => false,
            (_, Place::Module(_, _, module)) => self.only.is_none_or(|only| only == module),
            (_, Place::Lesson(_, _, lesson)) => self.only.is_none_or(|only| lesson.module() == only.as_str()),
            _ => true,
        };
        in_document && self.site.is_there(place)
    }

    /// Returns the address of a file that is no page.
    pub(crate) fn address_of_file(&self, path: &OutPath) -> String {
        path.relative_from(&self.path)
    }

    /// Returns where this page is on the web, where the site of the library is published.
    pub(crate) fn published(&self) -> Option<String> {
        let url = self.site.library.settings.url.as_deref()?;
        let site = RenderProfile { layout: Layout::Library, ..RenderProfile::of_course() };
        Some(address::published(url, &site, self.place))
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
            .find(|place| self.holds(*place))
    }

    /// Returns this page in `lang`, or the page nearest to it: its module, its course, the catalogue.
    pub(crate) fn nearest_page(&self, lang: &'a Lang) -> Option<Place<'a>> {
        let own = self.place.in_language(lang);
        let module = match self.place {
            Place::Lesson(course, _, lesson) => {
                let edition = self.site.library.course(course).and_then(|course| course.edition(lang));
                let module = edition
                    .and_then(|edition| edition.modules.iter().find(|known| known.id.as_str() == lesson.module()));
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
