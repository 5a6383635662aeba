//! How learners find help: calls and messages that say by themselves which course and page they are about.
//!
//! 1. Every page shows the telephone, the WhatsApp number and the mail address. On all pages but lessons the links are
//!    ready: a lesson must stay light, and leads to the course's page of help instead, with its own name behind `#page=`.
//! 2. The page of help has ready links for the course; the part `support` names the page, and takes in what is asked.

use crate::model::{Course, Edition};
use crate::render::Layout;
use crate::render::address::{Place, Tool};
use crate::render::site::PageContext;
use crate::render::view::{AskedView, SupportLink, WayView};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Returns the ways to find help; `about` is what a message begins with, where it is ready.
pub(crate) fn support(page: &PageContext<'_>, about: Option<&Message>) -> Vec<SupportLink> {
    // Judges of books know no `sms:` (EPUB 3.3, epubcheck HTM-025), and few who read books send messages from there.
    let messages = about.is_some() && page.site.profile.layout != Layout::Book;
    all(page).into_iter().filter(|way| messages || way.name != "sms").map(|way| link(page, &way, about)).collect()
}

/// What a message to the support line says by itself.
pub(crate) struct Message {
    /// The subject of a mail.
    pub(crate) subject: String,
    /// Its first line, and the whole of a short message.
    pub(crate) text: String,
}

impl Message {
    /// Returns what a message about a page of `course` says; without a page it is about the whole course.
    pub(crate) fn about(page: &PageContext<'_>, course: &str, title: Option<&str>) -> Self {
        match title.filter(|title| *title != course) {
            Some(title) => Self {
                subject: format!("{course} – {title}"),
                text: page.catalog.fill("page.support-about-page", &[("course", course), ("page", title)]),
            },
            None => Self {
                subject: course.to_owned(),
                text: page.catalog.fill("page.support-about", &[("course", course)]),
            },
        }
    }
}

/// A way to find help.
struct Way<'a> {
    /// `phone`, `sms`, `whatsapp` or `mail`: its icon, too.
    name: &'static str,
    label: &'static str,
    /// What is called.
    address: String,
    /// What is read.
    words: &'a str,
}

fn all<'a>(page: &PageContext<'a>) -> Vec<Way<'a>> {
    let support = &page.site.library.settings.support;
    let written = |name, label, address, words| Way { name, label, address, words };
    let mut ways = Vec::new();
    ways.extend(
        support.phone.iter().map(|phone| written("phone", "page.phone", format!("tel:{}", number(phone)), phone)),
    );
    ways.extend(support.messages().map(|sms| written("sms", "page.sms", format!("sms:{}", number(sms)), sms)));
    ways.extend(support.whatsapp.iter().map(|whatsapp| {
        let address = format!("https://wa.me/{}", number(whatsapp).trim_start_matches('+'));
        written("whatsapp", "page.whatsapp", address, whatsapp)
    }));
    ways.extend(
        support.email.iter().map(|mail| written("mail", "page.email", format!("mailto:{}", mail_address(mail)), mail)),
    );
    ways
}

/// Returns a number as it is called (RFC 3966): digits, after a plus where it is an international one.
fn number(written: &str) -> String {
    let plus = if written.trim_start().starts_with('+') { "+" } else { "" };
    format!("{plus}{}", written.chars().filter(char::is_ascii_digit).collect::<String>())
}

/// Returns a mail address as it stands in a link (RFC 6068, section 2).
fn mail_address(written: &str) -> String {
    percent(written, "@.!$'*+-_~")
}

fn link(page: &PageContext<'_>, way: &Way<'_>, about: Option<&Message>) -> SupportLink {
    SupportLink {
        icon: page.site.theme.icon(way.name).0.clone(),
        label: page.catalog.text(way.label).to_owned(),
        href: about.map_or_else(|| way.address.clone(), |about| ready(way, about)),
        words: way.words.to_owned(),
    }
}

/// Returns the address of a way with the message in it: RFC 5724 for `sms:`, RFC 6068 for `mailto:`.
fn ready(way: &Way<'_>, message: &Message) -> String {
    let text = percent(&message.text, UNRESERVED);
    match way.name {
        "sms" => format!("{}?body={text}", way.address),
        "whatsapp" => format!("{}?text={text}", way.address),
        "mail" => format!("{}?subject={}&body={text}", way.address, percent(&message.subject, UNRESERVED)),
        _ => way.address.clone(),
    }
}

/// RFC 3986, section 2.3, beside letters and digits.
const UNRESERVED: &str = "-._~";

/// Returns words as they stand in an address (RFC 3986, section 2.1): the bytes of UTF-8, but for ASCII letters, digits
/// and the signs of `plain`.
fn percent(words: &str, plain: &str) -> String {
    let mut address = String::with_capacity(words.len() * 3);
    for byte in words.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => address.push(char::from(byte)),
            sign if sign.is_ascii() && plain.contains(char::from(sign)) => address.push(char::from(sign)),
            other => write!(address, "%{other:02X}").expect("a String takes everything"),
        }
    }
    address
}

/// Returns the address of the course's page of help as this page leads there: with its own name.
pub(crate) fn ask(page: &PageContext<'_>) -> Option<String> {
    let place = Place::Tool(Tool::Support, Some(page.place.course()?), page.lang());
    if !page.holds(place) || matches!(page.place, Place::Tool(Tool::Support, ..)) {
        return None;
    }
    let address = page.address_of(place);
    Some(match name(page.place) {
        // In a document the part remembers from where it was come.
        Some(name) if !address.starts_with('#') => format!("{address}#page={name}"),
        _ => address,
    })
}

/// Returns what a page is called behind the `#` of the page of help.
fn name(place: Place<'_>) -> Option<String> {
    match place {
        Place::Lesson(_, _, lesson) => Some(lesson.to_string()),
        Place::Module(_, _, module) => Some(module.to_string()),
        Place::Glossary(..) => Some("_glossary".to_owned()),
        Place::Agenda(..) => Some("_agenda".to_owned()),
        Place::Guide(guide, ..) => Some(format!("_{}", guide.name())),
        Place::Tool(tool, ..) => Some(format!("_{}", tool.name())),
        Place::Catalogue(_) | Place::Course(..) | Place::Answers(..) => None,
    }
}

/// Returns the ways to find help as the page of help shows them, ready for the course.
pub(crate) fn ways(page: &PageContext<'_>, course: &Course, edition: &Edition) -> Vec<WayView> {
    let title = &edition.title.value;
    let about = Message::about(page, title, None);
    debug_assert!(page.place.course() == Some(&course.id), "the page of help is the course's");
    let view = |way: Way<'_>| WayView {
        name: way.name,
        address: way.address.clone(),
        link: link(page, &way, Some(&about)),
        does: page.catalog.text(&format!("{}-does", way.label)).to_owned(),
    };
    all(page).into_iter().map(view).collect()
}

/// Returns what the part `support` is told: the titles of the pages that are no lessons, by what they are called.
pub(crate) fn asked(page: &PageContext<'_>, course: &Course, edition: &Edition) -> AskedView {
    let mut pages: BTreeMap<String, String> =
        edition.modules.iter().map(|module| (module.id.to_string(), module.title.value.clone())).collect();
    let tool = |tool| (Place::Tool(tool, Some(&course.id), page.lang()), crate::render::page::tool::message(tool));
    let mut others = vec![
        (Place::Glossary(&course.id, page.lang()), "page.glossary"),
        (Place::Agenda(&course.id, page.lang()), "page.agenda"),
    ];
    others.extend(Tool::OF_COURSE.into_iter().chain(Tool::OF_LIBRARY).map(tool));
    pages.extend(others.into_iter().filter_map(|(place, key)| Some((name(place)?, page.catalog.text(key).to_owned()))));
    AskedView { pages }
}

#[cfg(test)]
mod tests {
    use super::{UNRESERVED, mail_address, number, percent};

    #[test]
    fn words_stand_in_an_address_byte_by_byte() {
        assert_eq!(percent("Хө? a&b=c+d\r\n", UNRESERVED), "%D0%A5%D3%A9%3F%20a%26b%3Dc%2Bd%0D%0A");
        assert_eq!(percent("a-b_c.d~e", UNRESERVED), "a-b_c.d~e");
    }

    #[test]
    fn numbers_are_called_as_they_are_meant() {
        assert_eq!(number("+976 (11) 00-00-00"), "+97611000000");
        assert_eq!(number("11 00 00"), "110000");
    }

    #[test]
    fn a_mail_address_asks_for_nothing_else() {
        assert_eq!(mail_address("help+mn@example.org"), "help+mn@example.org");
        assert_eq!(mail_address("a?cc=b&x@example.org"), "a%3Fcc%3Db%26x@example.org");
    }
}
