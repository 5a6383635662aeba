//! The locale files inside the binary.

use crate::locale::{Catalog, Catalogs, LocaleError};
use include_dir::{Dir, include_dir};

/// As `build.rs` wrote them.
const LOCALES: Dir<'_> = include_dir!("$OUT_DIR/locales");

impl Catalogs {
    /// Returns the languages that the binary carries, and those of `more` (a library's own `locales/`), which win.
    ///
    /// # Errors
    /// When a text of `more` is no locale file.
    ///
    /// # Panics
    /// When an embedded file names no language; a test reads them all.
    pub fn embedded(more: &[String]) -> Result<Self, LocaleError> {
        let embedded = LOCALES.files().map(|file| serde_json::from_slice(file.contents()));
        let mut catalogs: Vec<Catalog> = embedded
            .map(|file| Catalog::of(file.expect("build.rs wrote it")).expect("the embedded files name their languages"))
            .collect();
        for text in more {
            catalogs.push(Catalog::read(text)?);
        }
        Ok(Self::new(catalogs))
    }
}

#[cfg(test)]
mod tests {
    use crate::locale::{Catalogs, Lang};

    #[test]
    fn the_embedded_files_can_be_read() {
        let catalogs = Catalogs::embedded(&[]).unwrap();
        assert_eq!(catalogs.get(&Lang::english()).name(), "English");
    }
}
