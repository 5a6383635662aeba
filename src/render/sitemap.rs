//! The list of all pages for search engines (sitemaps.org protocol 0.9), where the library has an address.

use crate::render::Indexing;
use crate::render::address::{self, Place};
use crate::render::html::escape;
use crate::render::site::Site;

/// Returns the sitemap, where there is one.
pub(crate) fn sitemap(site: &Site<'_>) -> Option<String> {
    let url = public_url(site)?;
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for place in places(site) {
        xml.push_str("<url><loc>");
        escape(&address::published(url, site.profile, place), &mut xml);
        xml.push_str("</loc></url>\n");
    }
    xml.push_str("</urlset>\n");
    Some(xml)
}

/// Returns the library's public address, where the pages are to be found under it.
pub(crate) fn public_url<'a>(site: &Site<'a>) -> Option<&'a str> {
    let url = site.library.settings.url.as_deref()?;
    (site.profile.indexing == Indexing::Public).then(|| url.trim_end_matches('/'))
}

/// Returns every page, in the order of the catalogue.
fn places<'a>(site: &Site<'a>) -> Vec<Place<'a>> {
    let mut places: Vec<Place<'a>> = site.languages().into_iter().map(Place::Catalogue).collect();
    for (course, edition) in site.editions() {
        let lang = &edition.lang;
        places.push(Place::Course(&course.id, lang));
        for module in &edition.modules {
            places.push(Place::Module(&course.id, lang, &module.id));
            places.extend(module.lessons.iter().map(|lesson| Place::Lesson(&course.id, lang, &lesson.id)));
        }
        places.push(Place::Glossary(&course.id, lang));
        places.push(Place::Agenda(&course.id, lang));
    }
    places.retain(|place| site.is_there(*place));
    places
}
