//! The tags of a page of our own, with the places of their attributes.
//!
//! Our pages are written by escaping all that is not markup (`render`), so a `<` before a letter opens a tag and
//! nothing else does; inside `script` and `style` nothing but their end does.

use std::ops::Range;

/// An opening tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// Its name.
    pub(crate) name: &'a str,
    /// Where it stands, brackets and all.
    pub(crate) range: Range<usize>,
    /// Its attributes in order.
    pub(crate) attributes: Vec<Attribute<'a>>,
}

/// An attribute as it is written: its entities are still there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attribute<'a> {
    /// Its name.
    pub(crate) name: &'a str,
    /// Its value without quotes; empty where it has none.
    pub(crate) value: &'a str,
    /// Where it stands, from its name to the closing quote.
    pub(crate) range: Range<usize>,
}

impl<'a> Tag<'a> {
    /// Returns the value of an attribute.
    pub(crate) fn get(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|attribute| attribute.name == name).map(|attribute| attribute.value)
    }
}

/// Returns the opening tags of a page in order.
pub(crate) fn tags(page: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(found) = page[at..].find('<') {
        let start = at + found;
        let rest = &page[start + 1..];
        if rest.starts_with("!--") {
            at = rest.find("-->").map_or(page.len(), |end| start + 1 + end + 3);
        } else if rest.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            let tag = tag(page, start);
            at = tag.range.end;
            if matches!(tag.name, "script" | "style") {
                let end = format!("</{}", tag.name);
                at = page[at..].find(&end).map_or(page.len(), |length| at + length);
            }
            tags.push(tag);
        } else {
            at = start + 1;
        }
    }
    tags
}

/// Reads the tag that begins at `start`.
fn tag(page: &str, start: usize) -> Tag<'_> {
    let name = word(page, start + 1);
    let mut at = start + 1 + name.len();
    let mut attributes = Vec::new();
    loop {
        at += page[at..].len() - page[at..].trim_start_matches([' ', '\n', '\t', '/']).len();
        match page[at..].bytes().next() {
            None => return Tag { name, range: start..page.len(), attributes },
            Some(b'>') => return Tag { name, range: start..at + 1, attributes },
            Some(_) => {
                let attribute = attribute(page, at);
                at = attribute.range.end.max(at + 1);
                attributes.push(attribute);
            }
        }
    }
}

fn attribute(page: &str, start: usize) -> Attribute<'_> {
    let name = word(page, start);
    let after = start + name.len();
    let Some(rest) = page[after..].strip_prefix('=') else {
        return Attribute { name, value: "", range: start..after };
    };
    let (value, length) = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let value = rest[1..].split(quote).next().unwrap_or("");
            (value, (value.len() + 2).min(rest.len()))
        }
        _ => {
            let value = rest.split([' ', '\n', '\t', '>']).next().unwrap_or("");
            (value, value.len())
        }
    };
    Attribute { name, value, range: start..after + 1 + length }
}

/// Returns the name that begins at `start`.
fn word(page: &str, start: usize) -> &str {
    page[start..].split([' ', '\n', '\t', '/', '>', '=', '"', '\'']).next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::tags;

    fn check(page: &str, expected: &[(&str, &[(&str, &str)])]) {
        let found = tags(page);
        let found: Vec<(&str, Vec<(&str, &str)>)> = found
            .iter()
            .map(|tag| {
                assert!(page[tag.range.clone()].starts_with('<'));
                (tag.name, tag.attributes.iter().map(|attribute| (attribute.name, attribute.value)).collect())
            })
            .collect();
        let expected: Vec<(&str, Vec<(&str, &str)>)> =
            expected.iter().map(|(name, attributes)| (*name, attributes.to_vec())).collect();
        assert_eq!(found, expected, "{page}");
    }

    #[test]
    fn tags_are_found_with_their_attributes() {
        check(
            "a<img src=\"a.jpg\" alt='b > c' hidden>d</p>",
            &[("img", &[("src", "a.jpg"), ("alt", "b > c"), ("hidden", "")])],
        );
        check("<br/><p class=x>", &[("br", &[]), ("p", &[("class", "x")])]);
    }

    #[test]
    fn what_only_looks_like_a_tag_is_none() {
        check(
            "<!-- <img> --><!doctype html><script>if (a <b) { '<img>' }</script><style>a<b</style>",
            &[("script", &[]), ("style", &[])],
        );
    }

    #[test]
    fn a_page_that_breaks_off_is_read_to_its_end() {
        for page in
            ["<", "<i", "<img src", "<img src=", "<img src=\"a", "<script>", "<!--", "<img =\"x\">", "<img \"ө\">"]
        {
            tags(page);
        }
    }
}
