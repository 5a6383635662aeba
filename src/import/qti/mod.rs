//! QTI, the exchange format of questions (IMS/1EdTech Question and Test Interoperability 1.2, 2.0 to 2.2 and 3.0), in a zip
//! with a manifest or as a single file.
//!
//! 1. `package`: which files of the zip hold items, and in which order.
//! 2. `one`: items of 1.2, and those that Canvas writes.
//! 3. `two`: items of 2.x and 3.0; names of 3.0 are first brought to those of 2.x.

mod one;
mod package;
mod two;

use crate::import::bank::Bank;
use crate::import::imported::Imported;
use crate::import::qti::package::Package;
use crate::import::xml::{Element, xml};
use crate::import::{Body, Fit, Format, Input, Refusal};

/// The row of the table.
pub(super) const FORMAT: Format = Format { name: "QTI", endings: &["zip", "xml"], fits, read };

fn fits(input: &Input) -> Fit {
    if let Some(text) = input.text() {
        let roots = ["<questestinterop", "assessmentItem", "qti-assessment-item"];
        let fits = text.trim_start().starts_with('<') && roots.iter().any(|root| text.contains(root));
        return if fits { Fit::Surely } else { Fit::No };
    }
    let ends = |name: &str, endings: &[&str]| endings.iter().any(|ending| name.to_lowercase().ends_with(ending));
    let item = |name: &str| ends(name, &[".xml", ".dat"]) && name != "imsmanifest.xml";
    if !input.has_entry("imsmanifest.xml") || !input.has_entry_like(item) {
        return Fit::No;
    }
    let named = |name: &str| {
        ["qti", "assess", "item", "question", "quiz"].iter().any(|word| name.to_lowercase().contains(word))
    };
    let sure = input.has_entry_like(|name| item(name) && named(name))
        || !input.has_entry_like(|name| ends(name, &[".html", ".htm"]));
    if sure { Fit::Surely } else { Fit::Perhaps }
}

fn read(input: &mut Input) -> Result<Imported, Refusal> {
    let mut bank = Bank::default();
    match &mut input.body {
        Body::Bytes(bytes) => {
            let text = crate::parse::decode(bytes).0;
            let root = xml(text.trim_start_matches('\u{feff}'))?;
            document(&root, &mut bank, &mut Package::none(), "")?;
        }
        Body::Zip(archive) => {
            let mut package = Package::new(archive)?;
            bank.title = package.title.clone();
            for path in package.items.clone() {
                let root = package.xml(&path)?;
                document(&root, &mut bank, &mut package, &path)?;
            }
        }
    }
    Ok(bank.into_imported())
}

/// Reads one file of items.
fn document(root: &Element, bank: &mut Bank, package: &mut Package<'_>, path: &str) -> Result<(), Refusal> {
    match root.name.as_str() {
        "questestinterop" => one::read(root, bank, package, path),
        "assessmentItem" => two::read(root, bank, package, path),
        "qti-assessment-item" => two::read(&two::as_two(root), bank, package, path),
        _ => Ok(()),
    }
}
