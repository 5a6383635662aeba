//! The links of a book's pages: each leads to a place that is there, or to its page, or to the web.
//!
//! Pages are known by then to be XML of one form, so that ` id="` and ` href="` stand in tags alone.

use crate::package::epub::xml::is_allowed;
use crate::tree::OutPath;
use std::collections::{BTreeMap, BTreeSet};

/// Returns the pages with links that find what is there.
pub(crate) fn mended(pages: Vec<(OutPath, String)>) -> Vec<(OutPath, String)> {
    let places: BTreeMap<OutPath, BTreeSet<String>> =
        pages.iter().map(|(path, page)| (path.clone(), values(page, " id=\"").map(str::to_owned).collect())).collect();
    pages.into_iter().map(|(path, page)| (path.clone(), mended_page(&path, &page, &places))).collect()
}

/// Returns the file that an address leads to, seen from the page `from`.
pub(crate) fn resolved(from: &OutPath, address: &str) -> Option<OutPath> {
    let mut parts: Vec<&str> = from.as_str().split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => drop(parts.pop()?),
            "." => {}
            part => parts.push(part),
        }
    }
    OutPath::new(&parts.join("/"))
}

fn values<'a>(page: &'a str, mark: &'static str) -> impl Iterator<Item = &'a str> {
    page.split(mark).skip(1).filter_map(|rest| rest.split('"').next())
}

fn mended_page(path: &OutPath, page: &str, places: &BTreeMap<OutPath, BTreeSet<String>>) -> String {
    const MARK: &str = " href=\"";
    let mut parts = page.split(MARK);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (address, rest) = part.split_once('"').unwrap_or((part, ""));
        if let Some(address) = mended_address(path, address, places) {
            out.push_str(MARK);
            out.push_str(&address);
            out.push('"');
        }
        out.push_str(rest);
    }
    out
}

/// Returns where a link may lead; nowhere, where its address is none.
fn mended_address(path: &OutPath, address: &str, places: &BTreeMap<OutPath, BTreeSet<String>>) -> Option<String> {
    if let Some((scheme, rest)) = address.split_once(':') {
        return outside(scheme, rest);
    }
    let (file, place) = address.split_once('#').unwrap_or((address, ""));
    let target = if file.is_empty() { path.clone() } else { resolved(path, file)? };
    let Some(known) = places.get(&target) else { return Some(address.to_owned()) };
    if known.contains(place) {
        return Some(address.to_owned());
    }
    let own = target.as_str().rsplit('/').next().unwrap_or_default().to_owned();
    Some(if file.is_empty() { own } else { file.to_owned() })
}

/// Returns an address outside of the book with what no address may hold written as RFC 3986, section 2.1, has it.
fn outside(scheme: &str, rest: &str) -> Option<String> {
    if matches!(scheme, "http" | "https") {
        let host = rest.strip_prefix("//")?.split(['/', '?', '#']).next()?;
        let is_host = |letter: char| letter.is_alphanumeric() || "-._~:@[]%".contains(letter);
        if host.is_empty() || !host.chars().all(is_host) {
            return None;
        }
    }
    let mut out = format!("{scheme}:");
    let mut bytes = [0; 4];
    for (at, letter) in rest.char_indices() {
        let is_escape = || {
            let digits = rest.as_bytes().get(at + 1..at + 3);
            digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
        };
        let is_bad = match letter {
            '%' => !is_escape(),
            letter => letter.is_whitespace() || !is_allowed(letter) || r#""<>\^`{|}"#.contains(letter),
        };
        if is_bad {
            out.extend(letter.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
        } else {
            out.push(letter);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{mended, outside, resolved};
    use crate::tree::OutPath;

    #[test]
    fn a_link_to_a_lost_place_leads_to_its_page() {
        let page = |path: &str, text: &str| (OutPath::fixed(path), text.to_owned());
        let pages = vec![
            page(
                "a/one.xhtml",
                r##"<p id="x"><a href="#x"/><a href="#y"/><a href="../two.xhtml#x"/><a href="../two.xhtml#z"/></p>"##,
            ),
            page("two.xhtml", r#"<p id="z"><link href="assets/book.css"/><a href="https://"/></p>"#),
        ];
        let mended = mended(pages);
        assert_eq!(
            mended[0].1,
            r##"<p id="x"><a href="#x"/><a href="one.xhtml"/><a href="../two.xhtml"/><a href="../two.xhtml#z"/></p>"##
        );
        assert_eq!(mended[1].1, r#"<p id="z"><link href="assets/book.css"/><a/></p>"#);
    }

    #[test]
    fn addresses_hold_nothing_that_they_may_not() {
        let check = |address: &str, expected: Option<&str>| {
            let (scheme, rest) = address.split_once(':').unwrap();
            assert_eq!(outside(scheme, rest).as_deref(), expected);
        };
        check("https://example.org/?a=1&amp;b=2#c", Some("https://example.org/?a=1&amp;b=2#c"));
        check("https://example.org/a b|c%20%", Some("https://example.org/a%20b%7Cc%20%25"));
        check("https://mn.wikipedia.org/wiki/Зээл", Some("https://mn.wikipedia.org/wiki/Зээл"));
        check("https:///x", None);
        check("https://a b/", None);
        check("mailto:help@example.org", Some("mailto:help@example.org"));
    }

    #[test]
    fn addresses_lead_to_files() {
        let from = OutPath::fixed("a/b.xhtml");
        assert_eq!(resolved(&from, "../assets/c.png"), Some(OutPath::fixed("assets/c.png")));
        assert_eq!(resolved(&from, "../../c.png"), None);
    }
}
