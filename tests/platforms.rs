//! `docs/platforms.md` says what the tables of platforms and rules say. `UPDATE=1` writes it anew; the difference is
//! read.

use alforja::locale::{Catalogs, Lang};
use alforja::package::TARGETS;
use alforja::package::platforms::{PLATFORMS, RULES, platform_named};
use std::fs;
use std::path::Path;

const HEAD: &str = "# What is known of platforms\n\n\
`alforja check --for moodle,kolibri` (or `--for all`) makes each package in memory and holds it against what is known of\n\
the platforms that it is to go to. Every rule was met by somebody: the last column says where that is written down.\n\
This page is made of the program's own tables (`src/package/platforms/`) by `UPDATE=1 cargo test --test platforms`.\n\n";

#[test]
fn the_page_of_platforms_is_in_step() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/platforms.md");
    let page = page();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &page).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), page);
}

fn page() -> String {
    let catalogs = Catalogs::embedded(&[]).unwrap();
    let english = catalogs.get(&Lang::english());
    let mut page = HEAD.to_owned();
    page.push_str("| platform | `--for` | is given | about it |\n|---|---|---|---|\n");
    for one in PLATFORMS {
        page.push_str(&format!("| {} | `{}` | `{}` | {} |\n", one.title, one.name, one.target, one.source));
    }
    page.push_str("\n| rule | platforms | what is said | what helps | source |\n|---|---|---|---|---|\n");
    for rule in RULES {
        let titles: Vec<&str> = rule.platforms.iter().filter_map(|name| Some(platform_named(name)?.title)).collect();
        let words = |key: &str| english.text(key).replace('|', "\\|").replace('{', "<").replace('}', ">");
        page.push_str(&format!(
            "| `{}` | {} | {} | {} | {} |\n",
            rule.code,
            titles.join(", "),
            words(rule.code),
            words(rule.hint),
            rule.source
        ));
    }
    page
}

#[test]
fn every_platform_is_given_a_target_that_there_is() {
    for platform in PLATFORMS {
        assert!(TARGETS.iter().any(|target| target.name() == platform.target), "{}", platform.name);
    }
}
