//! H5P packages (the format of h5p.org): a zip with `h5p.json`, which names the library of its content, and
//! `content/content.json`, which holds what that library takes.
//!
//! Content stands in content. A book's chapters become lessons; everything else one lesson. Questions that follow each
//! other are one quiz. What only a script of H5P can show is lost, and told.

mod gaps;
mod media;
mod questions;
mod reader;

use crate::import::gathered::Gathered;
use crate::import::h5p::media::{authors, licence};
use crate::import::h5p::reader::{Reader, assembled, text};
use crate::import::imported::{Imported, Lesson, Module};
use crate::import::input::{Body, Input, Refusal};
use crate::import::parts::Parts;
use crate::import::{Fit, Format};
use crate::locale::Lang;
use serde_json::Value;

/// H5P packages.
pub(super) const FORMAT: Format = Format { name: "H5P", endings: &["h5p"], fits, read };

/// Tells whether a file is an H5P package.
fn fits(input: &Input) -> Fit {
    match input.has_entry("h5p.json") && input.has_entry("content/content.json") {
        true => Fit::Surely,
        false if input.ending() == "h5p" && matches!(input.body, Body::Zip(_)) => Fit::Perhaps,
        false => Fit::No,
    }
}

/// Reads an H5P package.
///
/// # Errors
/// When one of its two files is missing, damaged, or more than any course's.
fn read(input: &mut Input) -> Result<Imported, Refusal> {
    let Body::Zip(archive) = &mut input.body else { return Err(Refusal::new("import.h5p-broken")) };
    let mut parts = Parts::new(archive);
    let package = json(&mut parts, "h5p.json")?;
    let content = json(&mut parts, "content/content.json")?;
    let mut gathered = Gathered::default();
    let entries = parts.names().map(|name| (name.to_lowercase(), name.to_owned())).collect();
    let mut reader = Reader { gathered: &mut gathered, entries, depth: 0 };
    let title = text(&package["title"]);
    reader.gathered.place.clone_from(&title);
    let library = package["mainLibrary"].as_str().unwrap_or("");
    let mut imported = Imported { title: (!title.is_empty()).then_some(title), ..Imported::default() };
    let lessons = if library == "H5P.InteractiveBook" {
        let cover = &content["bookCover"];
        imported.introduction = reader.html(&cover["coverDescription"]);
        reader.book(&content)
    } else {
        vec![Lesson {
            title: imported.title.clone(),
            blocks: assembled(reader.content(library, &content, &Value::Null)),
        }]
    };
    imported.modules.push(Module { title: imported.title.clone(), lessons, ..Module::default() });
    imported.lang = package["language"].as_str().filter(|tag| *tag != "und").and_then(Lang::parse);
    imported.licence = licence(&package);
    imported.authors = authors(&package);
    gathered.into_imported(&mut imported);
    Ok(imported)
}

fn json(parts: &mut Parts<'_>, name: &str) -> Result<Value, Refusal> {
    let broken = || Refusal::new("import.h5p-broken");
    let bytes = parts.read(name).ok_or_else(broken)?;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    serde_json::from_slice(bytes).map_err(|_| broken())
}
