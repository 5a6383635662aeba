//! Pages as they are answered: those of the site with the script that keeps them current, and our own where there is
//! none to show.

use crate::host::page::{escaped, with_script};
use crate::serve::author::Words;
use std::fmt::Write;

/// Nothing of a site stands below this: no name of a file there holds `~`.
pub(crate) const OWN: &str = "/~preview/";

/// The script that keeps a page current, in order.
const SCRIPT: &[&str] = &[include_str!("page/place.js"), include_str!("page/panel.js"), include_str!("page/live.js")];

/// How what the script shows looks.
pub(crate) const STYLE: &str = include_str!("page/live.css");

/// Returns the script that keeps a page current, with its words.
pub(crate) fn script(words: &Words) -> String {
    // In a script of its own nothing but JavaScript is read: no `</script>` ends it.
    let words = serde_json::to_string(words).expect("texts are always JSON");
    format!("window.alforjaPreview = {{ words: {words} }};\n{}", SCRIPT.concat())
}

/// Returns a page of the site with the script that keeps it current; `tag` tells this version from others.
pub(crate) fn alive(page: &[u8], path: &str, tag: &str) -> Vec<u8> {
    with_script(page, &script_element(path, tag))
}

fn script_element(path: &str, tag: &str) -> String {
    format!("<script src=\"{OWN}live.js\" data-path=\"{}\" data-tag=\"{tag}\" defer></script>\n", escaped(path))
}

/// Returns a page that stands where the site has none: it looks for one itself.
pub(crate) fn instead(words: &Words, path: &str, key: &str, link: Option<&str>) -> String {
    let (title, text) = (words.text(key), format!("{key}-more"));
    let text = words.text(&text);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"{OWN}page.css\">\n{}</head>\n\
         <body>\n<main>\n<h1>{}</h1>\n<p>{}</p>\n",
        escaped(&words.lang),
        words.dir,
        escaped(title),
        script_element(path, ""),
        escaped(title),
        escaped(text),
    );
    if let Some(link) = link {
        let words = escaped(words.text("to-start"));
        writeln!(page, "<p><a href=\"{link}\">{words}</a></p>").expect("a String takes everything");
    }
    page + "</main>\n</body>\n</html>\n"
}

/// How our own pages look.
pub(crate) const PAGE_STYLE: &str = include_str!("page/page.css");
