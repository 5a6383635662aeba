//! A page that needs no other file: styles, scripts, pictures and small files are put into it.
//!
//! 1. Pictures that are shown more than once are written once, at the end (`pictures`).
//! 2. What any other tag leads to is put in its place.

use crate::package::single::data;
use crate::package::single::pictures::Shared;
use crate::package::single::tags::{Attribute, Tag, tags};
use crate::tree::FileTree;

/// Returns `page` with all that it leads to in `tree`; addresses are seen from the tree's root, where it stands.
pub(crate) fn inline(page: &str, tree: &FileTree) -> String {
    let tags = tags(page);
    let shared = Shared::of(&tags, tree);
    let mut out = String::with_capacity(page.len() * 2);
    let mut done = 0;
    for tag in &tags {
        out.push_str(&page[done..tag.range.start]);
        done = tag.range.end;
        match replaced(tag, page, tree, &shared) {
            Some(instead) => out.push_str(&instead),
            None => out.push_str(&page[tag.range.clone()]),
        }
    }
    let rest = &page[done..];
    let (before, after) = rest.split_at(rest.rfind("</body>").unwrap_or(rest.len()));
    out + before + &shared.drawings(tree) + after
}

/// Returns what stands instead of a tag, where it leads to a file.
fn replaced(tag: &Tag<'_>, page: &str, tree: &FileTree, shared: &Shared<'_>) -> Option<String> {
    match tag.name {
        "link" if tag.get("rel") == Some("stylesheet") => {
            let style = text(tree, tag.get("href")?)?;
            Some(format!("<style>{}</style>", style.replace("</", "<\\/")))
        }
        // The end tag is there already.
        "script" => Some(format!("<script>{}", script(&text(tree, tag.get("src")?)?))),
        "img" => shared.used(tag).or_else(|| with_data(tag, page, tree)),
        _ => with_data(tag, page, tree),
    }
}

/// Returns a script that cannot end the tag around it (HTML, section 4.12.1.3).
fn script(text: &str) -> String {
    text.replace("</script", "<\\/script").replace("<!--", "<\\!--")
}

/// Returns a tag with the files themselves instead of their addresses; what is there need not be waited for.
fn with_data(tag: &Tag<'_>, page: &str, tree: &FileTree) -> Option<String> {
    let file = |attribute: &Attribute<'_>| match attribute.name {
        "src" | "href" | "poster" => {
            data::bytes(tree, attribute.value).map(|bytes| data::address(attribute.value, bytes))
        }
        _ => None,
    };
    if !tag.attributes.iter().any(|attribute| file(attribute).is_some()) {
        return None;
    }
    let mut out = format!("<{}", tag.name);
    for attribute in tag.attributes.iter().filter(|attribute| attribute.name != "loading") {
        out.push(' ');
        match file(attribute) {
            Some(address) => out.push_str(&format!("{}=\"{address}\"", attribute.name)),
            None => out.push_str(&page[attribute.range.clone()]),
        }
    }
    out.push('>');
    Some(out)
}

fn text(tree: &FileTree, address: &str) -> Option<String> {
    data::bytes(tree, address).map(|bytes| String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::inline;
    use crate::tree::{Body, FileTree, OutPath};

    fn tree() -> FileTree {
        let files = [
            ("assets/style-1.css", "a{b:c}"),
            ("assets/player-1.js", "'</script><!--'"),
            ("assets/saving/a-1.jpg", "jpeg"),
            ("assets/saving/b-2.csv", "1;2"),
        ];
        let mut tree = FileTree::default();
        for (path, text) in files {
            tree.add(OutPath::fixed(path), Body::Bytes(text.as_bytes().to_vec()));
        }
        tree
    }

    fn check(page: &str, expected: &str) {
        assert_eq!(inline(page, &tree()), expected);
    }

    #[test]
    fn styles_and_scripts_are_put_in_place() {
        check("<link rel=\"stylesheet\" href=\"assets/style-1.css\">", "<style>a{b:c}</style>");
        check("<script src=\"assets/player-1.js\"></script>", "<script>'<\\/script><\\!--'</script>");
    }

    #[test]
    fn a_picture_and_a_small_file_become_addresses_of_their_own() {
        check(
            "<p><img src=\"assets/saving/a-1.jpg\" alt=\"A &lt;b&gt;\" loading=\"lazy\"></p>",
            "<p><img src=\"data:image/jpeg;base64,anBlZw==\" alt=\"A &lt;b&gt;\"></p>",
        );
        check(
            "<a href=\"assets/saving/b-2.csv\" download=\"b.csv\">b</a>",
            "<a href=\"data:text/csv;base64,MTsy\" download=\"b.csv\">b</a>",
        );
    }

    #[test]
    fn all_else_stays_as_it_is() {
        for page in ["<a href=\"#a/b\">&lt;img src=\"assets/style-1.css\"&gt;</a>", "<img src=\"data:,\">", "<br />"] {
            check(page, page);
        }
    }

    #[test]
    fn a_picture_shown_twice_is_written_once() {
        let picture = "<img src=\"assets/saving/a-1.jpg\" alt=\"A &amp; b\" width=\"4\" height=\"3\">";
        let own = inline(&format!("<body><p>{picture}</p>{picture}</body>"), &tree());
        assert_eq!(own.matches("anBlZw==").count(), 1);
        let shown = "<svg class=\"picture\" viewBox=\"0 0 4 3\" width=\"4\" height=\"3\" role=\"img\" aria-label=\"A &amp; b\">\
                     <use xlink:href=\"#_picture-1\"/></svg>";
        assert_eq!(own.matches(shown).count(), 2, "{own}");
        assert!(own.ends_with("</body>"), "{own}");
    }
}
