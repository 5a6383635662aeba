//! What stands in the parentheses of a link or picture, told apart.

use crate::model::AssetKind;
use unicode_normalization::UnicodeNormalization;

/// An address, by its kind.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// Nothing.
    Empty,
    /// `#id` on the same page; `#top` is empty.
    Here(String),
    /// `http:` or `https:`.
    Web(String),
    /// `mailto:`, `tel:`, `sms:`.
    Reach(String),
    /// `video:NAME`.
    Video(String),
    /// Any other scheme.
    Scheme(String),
    /// A path from the root of a disk or a site.
    Absolute(String),
    /// A relative path, percent signs decoded, and the place in it.
    Local(String, Option<String>),
}

/// Tells what `address` is.
pub(super) fn read(address: &str) -> Address {
    let address = address.trim();
    if address.is_empty() {
        return Address::Empty;
    }
    if let Some(anchor) = address.strip_prefix('#') {
        return Address::Here(anchor_of(anchor).unwrap_or_default());
    }
    if let Some(host) = address.strip_prefix("//") {
        return Address::Web(format!("https://{host}"));
    }
    if address.starts_with(['/', '\\']) {
        return Address::Absolute(address.to_owned());
    }
    match scheme(address) {
        Some(scheme) => of_scheme(&scheme, address),
        None => local(address),
    }
}

fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    let good = scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
    good.then(|| scheme.to_ascii_lowercase())
}

fn of_scheme(scheme: &str, address: &str) -> Address {
    match scheme {
        "http" | "https" => Address::Web(address.to_owned()),
        "mailto" | "tel" | "sms" => Address::Reach(address.to_owned()),
        "video" => Address::Video(nfc(&decode_percent(address[scheme.len() + 1..].trim()))),
        // `C:\Users\…`
        _ if scheme.len() == 1 => Address::Absolute(address.to_owned()),
        _ => Address::Scheme(scheme.to_owned()),
    }
}

fn local(address: &str) -> Address {
    let (path, anchor) = match address.split_once('#') {
        Some((path, anchor)) => (path, anchor_of(anchor)),
        None => (address, None),
    };
    let path = path.split('?').next().unwrap_or(path);
    Address::Local(nfc(&decode_percent(path)).replace('\\', "/"), anchor)
}

/// Returns the id of a fragment; `top` and nothing are the page's beginning.
fn anchor_of(fragment: &str) -> Option<String> {
    let anchor = nfc(&decode_percent(fragment));
    (!anchor.is_empty() && anchor != "top").then_some(anchor)
}

fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// Returns `text` with `%20` and its like decoded (RFC 3986 section 2.1); as it was where that gives no text.
fn decode_percent(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let digits = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let code = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (first, code) {
            (b'%', Some(code)) => {
                bytes.push(code);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Returns what one film or sound on the web is known by, however its address is written; nothing where the address
/// is that of neither.
pub(super) fn film_key(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let rest = rest.split('#').next().unwrap_or(rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.to_ascii_lowercase();
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or("");
    let at = |known: &str| host.strip_suffix(known).is_some_and(|before| before.is_empty() || before.ends_with('.'));
    let id = if at("youtu.be") {
        Some(last).filter(|id| !id.is_empty()).map(|id| format!("youtube-{id}"))
    } else if at("youtube.com") || at("youtube-nocookie.com") {
        youtube_id(path, query).map(|id| format!("youtube-{id}"))
    } else if at("vimeo.com") {
        let is_id = |part: &&str| part.len() > 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        path.split('/').find(is_id).map(|id| format!("vimeo-{id}"))
    } else if path.starts_with("w/") || path.starts_with("videos/watch/") {
        Some(format!("{host}-{last}"))
    } else {
        None
    };
    let is_film =
        FILM_HOSTS.iter().any(|known| at(known)) || matches!(AssetKind::of(last), AssetKind::Film | AssetKind::Sound);
    id.or_else(|| is_film.then(|| format!("{host}/{path}?{query}")))
}

/// The hosts whose every address is a film's.
const FILM_HOSTS: &[&str] =
    &["youtube.com", "youtu.be", "youtube-nocookie.com", "vimeo.com", "dailymotion.com", "dai.ly", "peertube.tv"];

fn youtube_id<'a>(path: &'a str, query: &'a str) -> Option<&'a str> {
    let by_query = query.split('&').find_map(|pair| pair.strip_prefix("v="));
    let by_path = || ["embed/", "shorts/", "live/", "v/"].iter().find_map(|folder| path.strip_prefix(folder));
    by_query.or_else(by_path).map(|id| id.trim_end_matches('/')).filter(|id| !id.is_empty())
}

/// Tells whether an address of [`film_key`] is a sound's.
pub(super) fn is_sound(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    AssetKind::of(path) == AssetKind::Sound
}

#[cfg(test)]
mod tests {
    use super::{Address, film_key, read};

    #[test]
    fn addresses_are_told_apart() {
        let local = |path: &str, anchor: Option<&str>| Address::Local(path.to_owned(), anchor.map(str::to_owned));
        for (address, expected) in [
            ("", Address::Empty),
            ("#top", Address::Here(String::new())),
            ("#%D3%A9%D1%80%D1%85", Address::Here("өрх".to_owned())),
            ("a%20b.md#c", local("a b.md", Some("c"))),
            ("../b.md#top", local("../b.md", None)),
            ("media\\a.jpg", local("media/a.jpg", None)),
            ("100%.md", local("100%.md", None)),
            ("HTTPS://example.org", Address::Web("HTTPS://example.org".to_owned())),
            ("//example.org/a", Address::Web("https://example.org/a".to_owned())),
            ("mailto:a@b.c", Address::Reach("mailto:a@b.c".to_owned())),
            ("video:one third", Address::Video("one third".to_owned())),
            ("javascript:alert(1)", Address::Scheme("javascript".to_owned())),
            ("C:\\a.jpg", Address::Absolute("C:\\a.jpg".to_owned())),
            ("/a.md", Address::Absolute("/a.md".to_owned())),
        ] {
            assert_eq!(read(address), expected, "{address}");
        }
    }

    #[test]
    fn one_film_has_one_key() {
        for (url, expected) in [
            ("https://youtu.be/AbC", Some("youtube-AbC")),
            ("https://www.youtube.com/watch?t=1&v=AbC", Some("youtube-AbC")),
            ("https://m.youtube.com/shorts/AbC/", Some("youtube-AbC")),
            ("https://vimeo.com/123456789", Some("vimeo-123456789")),
            ("https://player.vimeo.com/video/123456789?h=a", Some("vimeo-123456789")),
            ("https://tube.example/w/xYz", Some("tube.example-xYz")),
            ("https://example.org/a.mp4", Some("example.org/a.mp4?")),
            ("https://example.org/a.html", None),
            ("https://www.youtube.com/channel/x", Some("www.youtube.com/channel/x?")),
            ("https://notyoutube.com/x", None),
        ] {
            assert_eq!(film_key(url).as_deref(), expected, "{url}");
        }
    }
}
