//! Pages of a site with a script of a server's own in them.

/// Returns a page of the site with `script`, an element, at the end of its head, and without its offer to keep a copy
/// on the device, which would answer in the server's place.
pub(crate) fn with_script(page: &[u8], script: &str) -> Vec<u8> {
    let find = |wanted: &[u8]| page.windows(wanted.len()).position(|bytes| bytes == wanted);
    let head = find(END_OF_HEAD).unwrap_or(page.len());
    let offer = find(OFFER).filter(|at| *at < head);
    let (offer, kept) = offer.map_or((0, 0), |at| (at, at + OFFER.len()));
    let name: &[u8] = if kept > 0 { NO_OFFER } else { b"" };
    [&page[..offer], name, &page[kept..head], script.as_bytes(), &page[head..]].concat()
}

const END_OF_HEAD: &[u8] = b"</head>";

/// Where a page says which worker keeps copies, and what stands there instead.
const OFFER: &[u8] = b" data-offline=";
const NO_OFFER: &[u8] = b" data-no-offline=";

/// Returns a text as it stands in HTML, in an attribute too.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{escaped, with_script};

    #[test]
    fn the_script_stands_at_the_end_of_the_head() {
        let script = "<script src=\"/~x/y.js\" defer></script>\n";
        let check = |page: &str, expected: String| {
            assert_eq!(String::from_utf8(with_script(page.as_bytes(), script)).unwrap(), expected);
        };
        check("<head></head><p>ө", format!("<head>{script}</head><p>ө"));
        check(
            "<html data-offline=\"sw.js\"><head></head>",
            format!("<html data-no-offline=\"sw.js\"><head>{script}</head>"),
        );
        check("<p>no head", format!("<p>no head{script}"));
        check("", script.to_owned());
    }

    #[test]
    fn nothing_that_was_asked_for_is_taken_for_markup() {
        assert_eq!(escaped("\"><b>&"), "&quot;&gt;&lt;b&gt;&amp;");
    }
}
