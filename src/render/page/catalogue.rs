//! The catalogue: every course, those in the page's language first.

use crate::locale::{Collator, Lang};
use crate::model::{Course, Edition};
use crate::render::ThemeError;
use crate::render::address::Place;
use crate::render::page::parts::{cover, facts, unzip};
use crate::render::page::paths::{lessons_of_roles, requires};
use crate::render::page::shell::{add_script, fill, shell};
use crate::render::page::{CatalogueSpot, Rendered};
use crate::render::site::{PageContext, Site};
use crate::render::view::{CardView, CatalogueView, LanguageChoice};
use crate::render::weave;
use crate::tree::OutPath;

/// Returns the catalogue in `lang`, below its language or at the root.
/// Returns where the catalogue stands that is opened first.
pub(crate) fn root() -> OutPath {
    OutPath::fixed("index.html")
}

pub(crate) fn page(site: &Site<'_>, lang: &Lang, spot: CatalogueSpot) -> Result<Rendered, ThemeError> {
    let place = Place::Catalogue(lang);
    let page = match spot {
        CatalogueSpot::Language => PageContext::new(site, place),
        CatalogueSpot::Root => PageContext::at(site, place, root()),
    };
    let mut view = shell(&page, None, &site.title(lang));
    if spot == CatalogueSpot::Root {
        view.unzip = unzip(site);
        for choice in &mut view.languages {
            let lang = Lang::parse(&choice.lang);
            choice.propose = lang.map(|lang| site.catalogs.get(&lang).text("page.read-in-this-language").to_owned());
        }
    }
    if !site.is_for_trainer() {
        add_script(&page, &mut view, "catalogue");
    }
    let (mut own, others): (Vec<_>, Vec<_>) =
        site.library.courses.iter().partition(|course| course.edition(lang).is_some());
    let collator = Collator::new(lang);
    let title = |course: &Course| course.edition(lang).map_or("", |edition| edition.title.value.as_str()).to_owned();
    own.sort_by(|left, right| collator.compare(&title(left), &title(right)));
    let catalogue = CatalogueView {
        title: site.title(lang),
        lead: page.catalog.count("page.catalogue-lead", own.len() as u64, &[]),
        cards: own.into_iter().filter_map(|course| card(&page, course)).collect(),
        others: others.into_iter().filter_map(|course| card(&page, course)).collect(),
    };
    let mut context = tera::Context::new();
    context.insert("catalogue", &catalogue);
    fill(&page, &view, "catalogue.html", context)
}

fn card(page: &PageContext<'_>, course: &Course) -> Option<CardView> {
    let edition = course.edition(page.lang()).or_else(|| course.editions.first())?;
    let course_page = |edition: &Edition| page.address_of(Place::Course(&course.id, &edition.lang));
    let languages = course.editions.iter().map(|other| LanguageChoice {
        lang: other.lang.to_string(),
        name: page.site.language_name(&other.lang).to_owned(),
        href: course_page(other),
        current: other.lang == *page.lang(),
        propose: None,
    });
    Some(CardView {
        id: course.id.to_string(),
        version: course.settings.version.clone(),
        lang: edition.lang.to_string(),
        dir: edition.lang.direction().html(),
        href: course_page(edition),
        title: edition.title.value.clone(),
        summary: edition.summary.clone(),
        lessons: edition.lessons().count(),
        paths: lessons_of_roles(edition),
        requires: requires(page, course),
        facts: facts(page, course, edition),
        languages: languages.collect(),
        cover: cover(page, course),
        weave: weave::style(&course.id),
    })
}
