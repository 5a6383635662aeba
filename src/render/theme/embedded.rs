//! The theme in the binary, file by file.

use crate::render::theme::DEFAULT;
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;

const EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Returns the embedded files by their names below the theme, with the path to call them by.
pub(crate) fn embedded_files() -> BTreeMap<String, (String, Vec<u8>)> {
    let mut files = BTreeMap::new();
    collect(&EMBEDDED, &mut files);
    files
}

fn collect(folder: &Dir<'_>, files: &mut BTreeMap<String, (String, Vec<u8>)>) {
    for file in folder.files() {
        let name = file.path().to_string_lossy().replace('\\', "/");
        let key = if name == "theme.yaml" { format!("{DEFAULT}/theme.yaml") } else { name.clone() };
        files.insert(key, (format!("themes/default/{name}"), file.contents().to_vec()));
    }
    folder.dirs().for_each(|inner| collect(inner, files));
}

/// Tells whether the embedded file `name` has this text.
pub(crate) fn is(name: &str, text: &[u8]) -> bool {
    EMBEDDED.get_file(name).is_some_and(|file| file.contents() == text)
}
