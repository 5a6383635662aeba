//! Why a stick cannot take a copy, in the reader's words: all of it at once, and what to do.

use crate::cli::failure::output;
use crate::cli::words;
use crate::locale::Catalog;
use crate::stick::{LayError, Trouble};
use std::path::Path;

/// How many things of one kind are named.
const MOST: usize = 20;

/// Returns why a copy could not be laid at `place`.
pub(crate) fn failure(place: &Path, error: &LayError, catalog: &Catalog) -> String {
    let path = words::path(place);
    let reason = match error {
        LayError::Output(error) => {
            let reason = output(error, catalog);
            format!("{reason}; {}", catalog.text("usb.again"))
        }
        LayError::Unproven { path } => catalog.fill("usb.unproven", &[("path", path)]),
        LayError::Damaged(files) => format!("{}\n{}", catalog.text("usb.damaged"), names(files, catalog)),
        LayError::Sign(error) => catalog.fill("key.no-random", &[("reason", &error.to_string())]),
        LayError::Troubles(troubles) => {
            let told: Vec<String> = troubles.iter().map(|trouble| told(trouble, catalog)).collect();
            format!("{}\n{}", catalog.text("usb.cannot-hold"), names(&told, catalog))
        }
    };
    format!("{path}: {reason}")
}

/// Returns some of `all`, one a line, and how many more there are.
pub(crate) fn names(all: &[String], catalog: &Catalog) -> String {
    let mut lines: Vec<String> = all.iter().take(MOST).map(|name| format!("  {name}")).collect();
    if all.len() > MOST {
        lines.push(format!("  {}", catalog.count("usb.more", (all.len() - MOST) as u64, &[])));
    }
    lines.join("\n")
}

/// Returns what a stick cannot hold, and what to do.
pub(crate) fn told(trouble: &Trouble, catalog: &Catalog) -> String {
    match trouble {
        Trouble::ReadOnly => catalog.text("usb.trouble-read-only").to_owned(),
        Trouble::TooLarge { path, size } => {
            catalog.fill("usb.trouble-too-large", &[("path", path), ("size", &words::size(catalog, *size))])
        }
        Trouble::Name { path } => catalog.fill("usb.trouble-name", &[("path", path)]),
        Trouble::Case { first, second } => catalog.fill("usb.trouble-case", &[("first", first), ("second", second)]),
        Trouble::Long { path, most } => {
            let (length, most) = (path.len().to_string(), most.to_string());
            catalog.fill("usb.trouble-long", &[("path", path), ("length", &length), ("most", &most)])
        }
        Trouble::FullFolder { folder, files } => {
            let files = catalog.integer(*files as u64);
            catalog.fill("usb.trouble-full-folder", &[("folder", folder), ("files", &files)])
        }
        Trouble::InTheWay { path } => catalog.fill("usb.trouble-in-the-way", &[("path", path)]),
        Trouble::Space { need, free } => {
            let (need, free) = (words::size(catalog, *need), words::size(catalog, *free));
            catalog.fill("usb.trouble-space", &[("need", &need), ("free", &free)])
        }
    }
}
