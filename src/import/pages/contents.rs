//! Which pages there are: by a manifest (IMS Content Packaging 1.1.4; SCORM 1.2, section 2.3), or by their navigation.

use crate::import::html::html_tree;
use crate::import::input::Refusal;
use crate::import::pages::site::{is_page, main_content};
use crate::import::pages::{Book, MOST_PAGES, Page};
use crate::import::parts::{Parts, inside, tree};
use crate::import::xml::Element;

use crate::parse::decode;
use std::collections::{BTreeMap, BTreeSet};

/// A line of a list of pages.
struct Entry {
    title: Option<String>,
    depth: usize,
    /// The page's name in the zip; a chapter may have none.
    file: Option<String>,
}

/// Reads a package by its manifest.
///
/// # Errors
/// When the manifest is damaged.
pub(super) fn manifest(parts: &mut Parts<'_>) -> Result<Book, Refusal> {
    let bytes = parts.read("imsmanifest.xml").ok_or_else(|| Refusal::new("import.pages-broken"))?;
    let root = tree(&bytes).map_err(|_| Refusal::new("import.pages-broken"))?;
    let files = files(&root);
    let organisations = root.child("organizations");
    let usual = organisations.and_then(|all| all.attribute("default"));
    let organisation = organisations.and_then(|all| {
        let named =
            all.elements().find(|one| one.attribute("identifier").is_some() && one.attribute("identifier") == usual);
        named.or_else(|| all.child("organization"))
    });
    let mut entries = Vec::new();
    if let Some(organisation) = organisation {
        items(organisation, 0, &files, &mut entries);
    }
    let title = organisation.and_then(|own| own.child("title")).map(Element::text);
    let general = root.child("metadata").and_then(|own| own.find("general"));
    let told = general.and_then(|own| own.child("title")).map(Element::text);
    let lang = general.and_then(|own| own.child("language")).map(Element::text);
    let mut book = Book { title: title.and_then(spaced).or_else(|| told.and_then(spaced)), lang, ..Book::default() };
    book.pages = pages(parts, entries);
    if book.pages.is_empty() {
        let title = book.title.take();
        book = navigation(parts);
        book.title = title;
    }
    Ok(book)
}

/// Returns the file of each resource, by its name.
fn files(root: &Element) -> BTreeMap<String, String> {
    let Some(resources) = root.child("resources") else { return BTreeMap::new() };
    let folder = resources.attribute("base").unwrap_or("");
    let own = resources.elements().filter_map(|resource| {
        let address = format!("{folder}{}{}", resource.attribute("base").unwrap_or(""), resource.attribute("href")?);
        Some((resource.attribute("identifier")?.to_owned(), inside("imsmanifest.xml", &address)?))
    });
    own.collect()
}

fn items(parent: &Element, depth: usize, files: &BTreeMap<String, String>, entries: &mut Vec<Entry>) {
    for item in parent.elements().filter(|child| child.name == "item") {
        if item.attribute("isvisible") == Some("false") {
            continue;
        }
        let title = item.child("title").map(Element::text).and_then(spaced);
        let file = item.attribute("identifierref").and_then(|name| files.get(name)).cloned();
        entries.push(Entry { title, depth, file });
        items(item, depth + 1, files, entries);
    }
}

/// Reads a zip of pages by the navigation of its first page; without one, by the names of its files.
pub(super) fn navigation(parts: &mut Parts<'_>) -> Book {
    let mut names: Vec<String> = parts.names().filter(|name| is_page(name)).map(str::to_owned).collect();
    // The page at the top comes first, whatever it is called.
    names.sort_by_key(|name| (name.matches('/').count(), !is_index(name), name.to_lowercase()));
    let Some(first) = names.first().cloned() else { return Book::default() };
    let root = page_tree(parts, &first);
    let mut entries = Vec::new();
    if let Some(list) = root.as_ref().and_then(list_of_pages) {
        lines(list, &first, 0, parts, &mut entries);
    }
    let listed: BTreeSet<String> = entries.iter().filter_map(|entry| entry.file.clone()).collect();
    if !listed.contains(&first) {
        entries.insert(0, Entry { title: None, depth: 0, file: Some(first) });
    }
    let others = names.iter().filter(|name| !listed.contains(*name)).skip(usize::from(listed.len() < entries.len()));
    if listed.is_empty() {
        entries.extend(others.map(|name| Entry { title: None, depth: 0, file: Some(name.clone()) }));
    }
    let lang = root.as_ref().and_then(|root| root.find("html")).and_then(|html| html.attribute("lang"));
    Book { lang: lang.map(str::to_owned), pages: pages(parts, entries), ..Book::default() }
}

fn is_index(name: &str) -> bool {
    name.rsplit('/').next().is_some_and(|file| file.to_lowercase().starts_with("index."))
}

/// Returns the list that names the pages.
fn list_of_pages(root: &Element) -> Option<&Element> {
    let named = |element: &Element| {
        let is_named = ["id", "class"].iter().filter_map(|name| element.attribute(name)).any(|told| {
            let told = told.to_lowercase();
            ["sitenav", "toc", "contents", "menu"].iter().any(|word| told.contains(word))
        });
        element.name == "nav" || is_named
    };
    let found = root.matching(&named);
    found.into_iter().find(|element| element.matching(&|inner| inner.name == "a").len() > 1)
}

/// Gathers the links of a list, each as deep as the lists around it.
fn lines(list: &Element, from: &str, depth: usize, parts: &Parts<'_>, entries: &mut Vec<Entry>) {
    for child in list.elements() {
        if child.name == "a" {
            let file = child.attribute("href").filter(|address| !address.starts_with('#'));
            let file = file.and_then(|address| inside(from, address)).filter(|name| is_page(name));
            let Some(file) = file.and_then(|name| parts.find(&name).map(str::to_owned)) else { continue };
            if !entries.iter().any(|entry| entry.file.as_deref() == Some(file.as_str())) {
                entries.push(Entry { title: spaced(child.text()), depth, file: Some(file) });
            }
        } else {
            let inner = depth + usize::from(matches!(child.name.as_str(), "ul" | "ol") && list.name == "li");
            lines(child, from, inner, parts, entries);
        }
    }
}

fn pages(parts: &mut Parts<'_>, entries: Vec<Entry>) -> Vec<Page> {
    let mut known = BTreeSet::new();
    let mut pages = Vec::new();
    for Entry { title, depth, file } in entries.into_iter().take(MOST_PAGES) {
        let file = file.filter(|name| known.insert(name.clone()));
        let content = file.as_deref().filter(|name| is_page(name)).and_then(|name| page_tree(parts, name));
        // What is no page is a file to be downloaded.
        let content =
            content.as_ref().map(main_content).unwrap_or_else(|| file.as_deref().map(download).unwrap_or_default());
        let address = file.unwrap_or_default();
        pages.push(Page { title, depth, base: address.clone(), address, content });
    }
    pages
}

fn page_tree(parts: &mut Parts<'_>, name: &str) -> Option<Element> {
    parts.read(name).map(|bytes| html_tree(&decode(&bytes).0))
}

fn download(name: &str) -> Element {
    let file = name.rsplit('/').next().unwrap_or(name);
    let text = crate::import::xml::Node::Text(file.to_owned());
    let link = Element {
        name: "a".to_owned(),
        attributes: vec![("href".to_owned(), file.to_owned())],
        children: vec![text],
        line: 0,
    };
    Element { children: vec![crate::import::xml::Node::Element(link)], ..Element::default() }
}

fn spaced(text: String) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}
