//! Films in frames: a page of a film host inside another page is that film.

use crate::import::imported::Address;

/// Returns the address that a learner can open of the film in a frame; nothing where the frame shows something else.
pub(in crate::import) fn film_in_frame(address: &str) -> Option<Address> {
    let address = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let (host, path) = rest.split_once('/')?;
    let host = host.trim_start_matches("www.").to_ascii_lowercase();
    let id = |before: &str| {
        let rest = path.strip_prefix(before)?;
        let id: &str = rest.split(['?', '#', '/', '&']).next()?;
        let is_id = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
        (!id.is_empty() && id.chars().all(is_id)).then_some(id)
    };
    let found = match host.as_str() {
        "youtube.com" | "youtube-nocookie.com" => {
            let watched =
                path.strip_prefix("watch?").and_then(|query| query.split('&').find_map(|part| part.strip_prefix("v=")));
            format!("https://www.youtube.com/watch?v={}", id("embed/").or_else(|| id("shorts/")).or(watched)?)
        }
        "youtu.be" => format!("https://www.youtube.com/watch?v={}", id("")?),
        "player.vimeo.com" => format!("https://vimeo.com/{}", id("video/")?),
        "vimeo.com" => format!("https://vimeo.com/{}", id("")?),
        "dailymotion.com" | "geo.dailymotion.com" => {
            format!("https://www.dailymotion.com/video/{}", id("embed/video/").or_else(|| id("video/"))?)
        }
        _ => return None,
    };
    Address::new(&found)
}

#[cfg(test)]
mod tests {
    use super::film_in_frame;

    #[test]
    fn a_frame_of_a_film_host_is_its_film() {
        let check = |address: &str, expected: Option<&str>| {
            assert_eq!(film_in_frame(address).as_ref().map(|found| found.as_str()), expected, "{address}");
        };
        check("https://www.youtube.com/embed/abc-1_X?rel=0", Some("https://www.youtube.com/watch?v=abc-1_X"));
        check("//www.youtube-nocookie.com/embed/abc", Some("https://www.youtube.com/watch?v=abc"));
        check("https://www.youtube.com/watch?x=1&v=abc", Some("https://www.youtube.com/watch?v=abc"));
        check("https://youtu.be/abc", Some("https://www.youtube.com/watch?v=abc"));
        check("https://player.vimeo.com/video/123", Some("https://vimeo.com/123"));
        check("https://example.org/embed/abc", None);
        check("https://www.youtube.com/embed/", None);
        check("javascript:alert(1)", None);
    }
}
