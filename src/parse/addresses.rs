//! What can be told of an address without looking anywhere.

use crate::model::AssetKind;

/// The schemes that a link may have.
const SCHEMES: &[&str] = &["http", "https", "mailto", "tel", "sms"];

/// The hosts whose addresses are films.
const FILM_HOSTS: &[&str] =
    &["youtube.com", "youtu.be", "youtube-nocookie.com", "vimeo.com", "dailymotion.com", "dai.ly", "peertube.tv"];

/// Returns the scheme of an address that a link may not have, in lower case.
///
/// Browsers skip control characters and space inside a scheme, so they are skipped here too.
pub(super) fn refused_scheme(address: &str) -> Option<String> {
    let end = address.find([':', '/', '?', '#'])?;
    if address.as_bytes()[end] != b':' {
        return None;
    }
    let scheme: String = address[..end].chars().filter(|letter| *letter > ' ').flat_map(char::to_lowercase).collect();
    (!SCHEMES.contains(&scheme.as_str())).then_some(scheme)
}

/// Tells whether an address is a film's, whatever the course lists: by its host, its ending, or `video:`.
pub(super) fn is_certainly_film(address: &str) -> bool {
    if address.starts_with("video:") {
        return true;
    }
    let path = address.split(['?', '#']).next().unwrap_or("");
    if AssetKind::of(path) == AssetKind::Film {
        return true;
    }
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#', ':']).next()).unwrap_or("").to_ascii_lowercase();
    FILM_HOSTS
        .iter()
        .any(|known| host.strip_suffix(known).is_some_and(|before| before.is_empty() || before.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::{is_certainly_film, refused_scheme};

    #[test]
    fn schemes_that_run_something_are_refused() {
        let check = |address: &str, expected: Option<&str>| {
            assert_eq!(refused_scheme(address).as_deref(), expected, "{address}");
        };
        check("https://example.org", None);
        check("../a.md#b:c", None);
        check("a.md", None);
        check("JavaScript:alert(1)", Some("javascript"));
        check("java\tscript:alert(1)", Some("javascript"));
        check("data:text/html,x", Some("data"));
        check("C:/course/a.md", Some("c"));
    }

    #[test]
    fn films_are_known_by_their_address() {
        for film in ["https://youtu.be/x", "https://www.youtube.com/watch?v=x", "video:a", "media/a.mp4", "a.webm?x"] {
            assert!(is_certainly_film(film), "{film}");
        }
        for other in ["https://notyoutube.com/x", "a.md", "https://example.org/a.html"] {
            assert!(!is_certainly_film(other), "{other}");
        }
    }
}
