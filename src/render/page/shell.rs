//! What every page shows around its own content.

use crate::model::Course;
use crate::render::address::{self, Place, Tool};
use crate::render::html::Markup;
use crate::render::page::Rendered;
use crate::render::page::support::{self, Message};
use crate::render::site::{PageContext, Site};
use crate::render::sitemap::public_url;
use crate::render::view::{Alternate, LanguageChoice, LinkView, OfflineView, PageView, TrainerView};
use crate::render::{Layout, Offline, ThemeError, offline};
use crate::tree::{Body, OutPath};

impl<'a> Site<'a> {
    /// Returns where the theme's logo stands, and its bytes.
    pub(crate) fn logo(&self) -> Option<(OutPath, &'a [u8])> {
        let (name, bytes) = self.theme.logo()?;
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        let hash = crate::fingerprint::Fingerprint::of(bytes).short();
        Some((OutPath::new(&format!("assets/logo-{hash}.{ending}"))?, bytes))
    }
}

/// Returns the view of the frame; `title` is the page's own.
pub(crate) fn shell(page: &PageContext<'_>, course: Option<&Course>, title: &str) -> PageView {
    let site = page.site;
    let lang = page.lang();
    let home = home(page, course);
    let kind = match page.place {
        Place::Catalogue(_) => "catalogue",
        Place::Course(..) => "course",
        Place::Glossary(..) => "glossary",
        Place::Agenda(..) => "agenda",
        Place::Module(..) => "module",
        Place::Lesson(..) => "lesson",
        Place::Answers(..) => "answers",
        Place::Guide(..) => "guide",
        Place::Tool(..) => "tool",
    };
    let is_lesson = matches!(page.place, Place::Lesson(..));
    let whose = course.and_then(|course| course.edition(lang)).map(|edition| edition.title.value.clone());
    let about = (!is_lesson && !site.library.settings.support.is_empty()).then(|| match &whose {
        Some(whose) => {
            let own = title.strip_suffix(&format!(" – {whose}")).unwrap_or(title);
            Message::about(page, whose, Some(own))
        }
        None => Message::about(page, title, None),
    });
    PageView {
        lang: lang.to_string(),
        dir: lang.direction().html(),
        vertical: lang.is_vertical(),
        kind,
        title: whole_title(page, title),
        description: None,
        style: page.address_of_file(&site.style),
        second_style: (!is_lesson).then(|| page.address_of_file(&site.second_style)),
        scripts: site
            .shared
            .scripts
            .get(lang)
            .map(|scripts| page.address_of_file(&scripts.core.0))
            .into_iter()
            .collect(),
        icon: icon(site),
        hub: (site.profile.layout != Layout::Document).then(|| page.address_of_file(&OutPath::fixed("hub.html"))),
        course: course.filter(|_| !site.is_for_trainer()).map(|course| course.id.to_string()),
        version: course.map(|course| course.settings.version.clone()),
        lesson: match page.place {
            Place::Lesson(_, _, lesson) if !site.is_for_trainer() => Some(lesson.to_string()),
            _ => None,
        },
        canonical: public_url(site).map(|url| address::published(url, site.profile, page.place)),
        alternates: alternates(page),
        home,
        logo: site.logo().map(|(path, _)| page.address_of_file(&path)),
        trail: Vec::new(),
        part_of: None,
        languages: languages(page),
        search: tool_address(page, Tool::Search).map(|search| within_course(page, search)),
        me: tool_address(page, Tool::Me),
        support: support::support(page, about.as_ref()),
        ask: support::ask(page),
        organisation: site.library.settings.organisation.clone(),
        licence: course.and_then(|course| course.settings.licence.clone()),
        unzip: Vec::new(),
        has_contents: false,
        trainer: site.is_for_trainer().then(|| TrainerView { style: page.address_of_file(&site.trainer_style) }),
        offline: offline(page),
    }
}

/// A trainer's pages say so in the window's title too, whatever a theme shows.
fn whole_title(page: &PageContext<'_>, title: &str) -> String {
    match page.site.is_for_trainer() {
        true => format!("{title} – {}", page.catalog.text("page.trainer-edition")),
        false => title.to_owned(),
    }
}

/// The pages where a learner chooses what to keep: a course's own, the catalogue, the learner's.
fn offline(page: &PageContext<'_>) -> Option<OfflineView> {
    let offers = matches!(page.place, Place::Course(..) | Place::Catalogue(_) | Place::Tool(Tool::Me, ..));
    (offers && page.site.profile.offline == Offline::Installable).then(|| OfflineView {
        worker: page.address_of_file(&offline::worker_path()),
        manifest: page.address_of_file(&offline::manifest_path(page.lang())),
    })
}

/// What in a page's text asks for which part of the player.
const NEEDS: &[(&str, &[&str])] = &[
    ("fields", &["data-note=", "data-plan="]),
    ("meetings", &["data-meetings="]),
    ("films", &["data-film="]),
    ("survey", &["data-graded=\"false\""]),
];

/// Adds the parts of the player that `content` needs.
pub(crate) fn add_scripts(page: &PageContext<'_>, view: &mut PageView, content: &Markup) {
    for part in needs(content) {
        add_script(page, view, part);
    }
}

/// Returns the parts of the player that `content` needs as soon as it is shown.
pub(crate) fn needs(content: &Markup) -> impl Iterator<Item = &'static str> {
    let needed = NEEDS.iter().filter(|(_, marks)| marks.iter().any(|mark| content.0.contains(mark)));
    needed.map(|(part, _)| *part)
}

/// Adds a part of the player.
pub(crate) fn add_script(page: &PageContext<'_>, view: &mut PageView, part: &str) {
    let scripts = page.site.shared.scripts.get(page.lang());
    view.scripts
        .extend(scripts.and_then(|scripts| scripts.parts.get(part)).map(|(path, _)| page.address_of_file(path)));
}

/// Returns the address of a tool of the library, or of the course where the package is one course.
fn tool_address(page: &PageContext<'_>, tool: Tool) -> Option<String> {
    let course = match page.site.profile.layout {
        Layout::Library => None,
        Layout::Course | Layout::Behind | Layout::Document | Layout::Book | Layout::Volume => page.place.course(),
    };
    let place = Place::Tool(tool, course, page.lang());
    page.holds(place).then(|| page.address_of(place))
}

/// From a course, the library's search begins in that course.
fn within_course(page: &PageContext<'_>, search: String) -> String {
    match (page.site.profile.layout, page.place.course()) {
        (Layout::Library, Some(course)) => format!("{search}#course={course}"),
        _ => search,
    }
}

fn home(page: &PageContext<'_>, course: Option<&Course>) -> LinkView {
    match (page.site.profile.layout, course) {
        (Layout::Course | Layout::Behind | Layout::Document, Some(course)) => {
            let title = course.edition(page.lang()).map_or(String::new(), |edition| edition.title.value.clone());
            LinkView { href: page.address_of(Place::Course(&course.id, page.lang())), title }
        }
        _ => LinkView { href: page.address_of(Place::Catalogue(page.lang())), title: page.site.title(page.lang()) },
    }
}

/// The page's icon stands in the page: no request, and none for `/favicon.ico`.
fn icon(site: &Site<'_>) -> String {
    let accent = site.theme.accent().replace('#', "%23");
    format!(
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E%3Crect width='8' height='8' \
         rx='2' fill='{accent}'/%3E%3Cpath d='M0 3h8M0 5h8' stroke='%23fff' stroke-width='.7'/%3E%3C/svg%3E"
    )
}

fn alternates(page: &PageContext<'_>) -> Vec<Alternate> {
    let Some(url) = public_url(page.site) else { return Vec::new() };
    let places = page.site.languages().into_iter().map(|lang| (lang, page.place.in_language(lang)));
    let there = places.filter(|(_, place)| page.site.is_there(*place));
    let all: Vec<Alternate> = there
        .map(|(lang, place)| Alternate {
            lang: lang.to_string(),
            href: address::published(url, page.site.profile, place),
        })
        .collect();
    if all.len() > 1 { all } else { Vec::new() }
}

/// The language menu leads to this page in the other languages, or to the page nearest to it there.
fn languages(page: &PageContext<'_>) -> Vec<LanguageChoice> {
    let choices: Vec<LanguageChoice> = page
        .site
        .languages()
        .into_iter()
        .filter_map(|lang| {
            let place = page.nearest_page(lang)?;
            Some(LanguageChoice {
                lang: lang.to_string(),
                name: page.site.language_name(lang).to_owned(),
                href: page.address_of(place),
                current: lang == page.lang(),
                propose: None,
            })
        })
        .collect();
    if choices.len() > 1 { choices } else { Vec::new() }
}

/// A page before it is filled into a template: its frame, its own view, the files that belong to it.
pub(crate) struct Sheet {
    pub(crate) view: PageView,
    pub(crate) context: tera::Context,
    pub(crate) files: Rendered,
}

impl Sheet {
    /// Fills `template` and returns the page with its files.
    pub(crate) fn fill(self, page: &PageContext<'_>, template: &str) -> Result<Rendered, ThemeError> {
        let mut rendered = fill(page, &self.view, template, self.context)?;
        rendered.extend(self.files);
        Ok(rendered)
    }
}

/// Fills `template` and returns the page. Whoever calls inserts the page's own view before.
pub(crate) fn fill(
    page: &PageContext<'_>,
    view: &PageView,
    template: &str,
    context: tera::Context,
) -> Result<Rendered, ThemeError> {
    let html = filled(page, view, template, context)?;
    Ok(vec![(page.path.clone(), Body::Bytes(html.0.into_bytes()))])
}

/// Fills `template` with a page's view and the words of its language.
pub(crate) fn filled(
    page: &PageContext<'_>,
    view: &PageView,
    template: &str,
    mut context: tera::Context,
) -> Result<Markup, ThemeError> {
    context.insert("page", view);
    context.insert_value("first", page.site.first.clone());
    if let Some(words) = page.site.shared.words.get(page.lang()) {
        context.insert_value("words", words.clone());
    }
    Ok(Markup(page.site.theme.fill(template, &context)?))
}

/// Inserts HTML that is sound already.
pub(crate) fn insert_markup(context: &mut tera::Context, name: &'static str, markup: &Markup) {
    context.insert_value(name, tera::Value::safe_string(&markup.0));
}
