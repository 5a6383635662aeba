//! `META-INF/container.xml`: where the package document is (Open Container Format 3.3, section 4.2.6.3.1).

use crate::package::epub::xml::{document, empty, group};

/// Where the file stands.
pub(crate) const PATH: &str = "META-INF/container.xml";

/// Returns the file; `package` is the path of the package document.
pub(crate) fn write(package: &str) -> Vec<u8> {
    document(|xml| {
        let namespace = ("xmlns", "urn:oasis:names:tc:opendocument:xmlns:container");
        group(xml, "container", &[("version", "1.0"), namespace], |xml| {
            group(xml, "rootfiles", &[], |xml| {
                let kind = ("media-type", "application/oebps-package+xml");
                empty(xml, "rootfile", &[("full-path", package), kind])
            })
        })
    })
}
