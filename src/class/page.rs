//! Pages as they are answered: those of the site with the learner's script, and the trainer's board.

use crate::class::site::EditionView;
use crate::host::page::{escaped, with_script};
use crate::locale::Catalog;
use crate::render::{RECORD, ScriptFile, behind_core, bundle};

/// Nothing of a site stands below this: no name of a file there holds `~`.
pub(crate) const OWN: &str = "/~class/";

macro_rules! script {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!(env!("OUT_DIR"), "/player/", $path)))),*]
    };
}

macro_rules! own {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("page/", $path)))),*]
    };
}

/// What makes a learner's page one of a class; it comes behind what makes results ([`RECORD`]).
const LEARNER: &[ScriptFile] = own![
    "learner/sorted.js",
    "learner/post.js",
    "learner/outline.js",
    "learner/look.js",
    "learner/join.js",
    "learner/learner.js",
];

/// What the board shares with the player.
const SHARED: &[ScriptFile] =
    script!["words.js", "keep.js", "grade.js", "draw.js", "state.js", "page.js", "course.js",];

/// What makes the board of it.
const BOARD: &[ScriptFile] = own![
    "board/figures.js",
    "board/lessons.js",
    "board/bars.js",
    "board/decide.js",
    "board/views.js",
    "board/board.js"
];

/// How the board looks.
pub(crate) const BOARD_STYLE: &str = include_str!("page/board/board.css");
/// How the learner's part of a page looks.
pub(crate) const LEARNER_STYLE: &str = include_str!("page/learner/learner.css");

/// Returns the script of learners' pages in a language.
pub(crate) fn learner_script(catalog: &Catalog) -> String {
    behind_core(catalog, "class", &[RECORD, LEARNER].concat())
}

/// Returns the script of the board.
pub(crate) fn board_script(catalog: &Catalog) -> String {
    bundle(catalog, "class-board", &[SHARED, BOARD].concat())
}

/// Returns a page of the site with the learner's script, where it is one that learners read.
pub(crate) fn joined(page: &[u8], editions: &[EditionView]) -> Vec<u8> {
    // What a page says of itself stands in its first element.
    let head = String::from_utf8_lossy(&page[..page.len().min(2_000)]).into_owned();
    let root = head.split_once("<html ").and_then(|(_, rest)| rest.split_once('>')).map_or("", |(root, _)| root);
    let attribute = |name: &str| {
        let (_, rest) = root.split_once(&format!("{name}=\""))?;
        rest.split_once('"').map(|(value, _)| value)
    };
    let (Some(lang), true) = (attribute("lang"), root.contains("data-page=")) else { return page.to_vec() };
    let course = attribute("data-course");
    let of_lang = |edition: &&EditionView| edition.lang == lang;
    let own = editions.iter().filter(of_lang).find(|edition| Some(edition.course.as_str()) == course);
    let any = own.or_else(|| editions.iter().find(of_lang)).or(editions.first());
    let results = any.map_or("", |edition| edition.results.as_str());
    let script = format!(
        "<script src=\"{OWN}learner-{}.js\" data-results=\"{}\" defer></script>\n",
        escaped(lang),
        escaped(results)
    );
    with_script(page, &script)
}

/// Returns the page of the board.
pub(crate) fn board(catalog: &Catalog) -> String {
    let title = escaped(catalog.text("class-board.title"));
    format!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"{OWN}board.css\">\n\
         <script src=\"{OWN}board.js\" defer></script>\n</head>\n<body>\n<noscript><p>{}</p></noscript>\n</body>\n</html>\n",
        catalog.lang(),
        escaped(catalog.text("class-board.no-script")),
    )
}

#[cfg(test)]
mod tests {
    use super::joined;
    use crate::class::site::EditionView;

    #[test]
    fn a_page_gets_the_script_of_its_language_and_course() {
        let edition = |course: &str, lang: &str| EditionView {
            course: course.into(),
            lang: lang.into(),
            title: String::new(),
            results: format!("/{lang}/{course}/results.html"),
        };
        let editions = [edition("a", "en"), edition("b", "en"), edition("a", "mn")];
        let check = |root: &str, expected: &str| {
            let page = joined(format!("<!doctype html>\n<html {root}>\n<head></head>").as_bytes(), &editions);
            let page = String::from_utf8(page).unwrap();
            assert_eq!(
                page.split_once("data-results=\"").map_or("", |(_, rest)| rest.split_once('"').unwrap().0),
                expected
            );
        };
        check("lang=\"en\" data-page=\"lesson\" data-course=\"b\"", "/en/b/results.html");
        check("lang=\"mn\" data-page=\"catalogue\"", "/mn/a/results.html");
        check("lang=\"sq\" data-page=\"catalogue\"", "/en/a/results.html");
        check("lang=\"en\"", "");
    }
}
