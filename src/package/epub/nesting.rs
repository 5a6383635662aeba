//! What may stand in what, as far as an author's own HTML can miss it (HTML Standard, section 4; a browser mends the
//! same in its own way, a book's judge refuses it).
//!
//! 1. A part of a list or a table outside of one is left out; its content stays.
//! 2. Words between the parts of a list or a table become such a part.
//! 3. Attributes without a meaning are left out.

/// The elements that hold certain elements alone: what, and the one that all else is put into.
const HOLDERS: &[(&str, &[&str], &str)] = &[
    ("colgroup", &["col"], "col"),
    ("dl", &["dt", "dd", "div"], "dd"),
    ("ol", &["li"], "li"),
    ("table", &["caption", "colgroup", "thead", "tbody", "tfoot", "tr"], "tr"),
    ("tbody", &["tr"], "tr"),
    ("tfoot", &["tr"], "tr"),
    ("thead", &["tr"], "tr"),
    ("tr", &["td", "th"], "td"),
    ("ul", &["li"], "li"),
];

/// The elements that stand in certain elements alone.
const PARTS: &[(&str, &[&str])] = &[
    ("caption", &["table"]),
    ("col", &["colgroup"]),
    ("colgroup", &["table"]),
    ("dd", &["dl", "div"]),
    ("dt", &["dl", "div"]),
    ("figcaption", &["figure"]),
    ("li", &["ol", "ul"]),
    ("rp", &["ruby"]),
    ("rt", &["ruby"]),
    ("tbody", &["table"]),
    ("td", &["tr"]),
    ("tfoot", &["table"]),
    ("th", &["tr"]),
    ("thead", &["table"]),
    ("tr", &["table", "tbody", "tfoot", "thead"]),
];

/// Tells whether `element` may stand in `parent`, as far as it says itself.
pub(crate) fn is_at_home(element: &str, parent: Option<&str>) -> bool {
    let parents = PARTS.iter().find(|(part, _)| *part == element).map(|(_, parents)| *parents);
    parents.is_none_or(|parents| parent.is_some_and(|parent| parents.contains(&parent)))
}

/// Returns the element that `child` (nothing: words) must be put into to stand in `parent`.
pub(crate) fn missing_between(parent: &str, child: Option<&str>) -> Option<&'static str> {
    let (_, children, wrapper) = HOLDERS.iter().find(|(holder, ..)| *holder == parent)?;
    let is_child = child.is_some_and(|child| children.contains(&child));
    (!is_child).then_some(*wrapper)
}

/// Tells whether an attribute means something.
pub(crate) fn has_meaning(element: &str, name: &str, value: &str) -> bool {
    let number = || value.parse::<u32>().ok();
    match (element, name) {
        ("td" | "th", "colspan") | ("col" | "colgroup", "span") => number().is_some_and(|number| number > 0),
        ("td" | "th", "rowspan") => number().is_some(),
        ("time", "datetime") => is_day(value),
        _ => true,
    }
}

/// Tells whether a value is a year, a month or a day: what authors write there.
fn is_day(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    let within = |part: &str, last: u8| part.parse().is_ok_and(|number: u8| (1..=last).contains(&number));
    match *parts.as_slice() {
        [year] => digits(year, 4),
        [year, month] => digits(year, 4) && digits(month, 2) && within(month, 12),
        [year, month, day] => {
            digits(year, 4) && digits(month, 2) && within(month, 12) && digits(day, 2) && within(day, 28)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{has_meaning, is_at_home, missing_between};

    #[test]
    fn parts_stand_in_their_wholes() {
        assert!(is_at_home("li", Some("ul")) && is_at_home("p", Some("body")) && is_at_home("p", None));
        assert!(!is_at_home("li", Some("p")) && !is_at_home("td", None));
        assert_eq!(missing_between("ul", Some("p")), Some("li"));
        assert_eq!(missing_between("table", None), Some("tr"));
        assert_eq!(missing_between("tr", None), Some("td"));
        assert_eq!(missing_between("ul", Some("li")), None);
        assert_eq!(missing_between("p", None), None);
    }

    #[test]
    fn attributes_say_something() {
        assert!(has_meaning("td", "colspan", "2") && !has_meaning("td", "colspan", "0"));
        assert!(has_meaning("time", "datetime", "2027-03-14") && !has_meaning("time", "datetime", "soon"));
        assert!(has_meaning("a", "href", "x"));
    }
}
