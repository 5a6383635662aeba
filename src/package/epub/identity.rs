//! Who a book is, the same on every machine and day.
//!
//! - The identifier is a UUID (RFC 9562, version 8: made by a rule of one's own) of the library's public address, the
//!   course, the language and the version: a new version is a new book, a rebuild is not.
//! - EPUB 3.3 (section 5.5.4) asks for the moment of the last change. We have no clock, and the date of a file is
//!   another in each copy. So it is the first day that a zip knows, which nobody takes for news, at a second that
//!   comes from the content: the same book has the same moment, and a reading app that compares identifier and moment
//!   sees that a book was made anew.

use crate::fingerprint::Fingerprint;
use crate::package::PackInput;
use crate::tree::{Body, FileTree};

/// Who a book is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Identity {
    /// The unique identifier.
    pub(crate) id: String,
    /// The moment of the last change, `YYYY-MM-DDThh:mm:ssZ`.
    pub(crate) modified: String,
}

impl Identity {
    /// Returns who the edition is that these files are of.
    pub(crate) fn of(input: PackInput<'_>, files: &FileTree) -> Self {
        let settings = &input.library.settings;
        let parts = [
            settings.url.as_deref().or(settings.organisation.as_deref()).unwrap_or(""),
            input.course.id.as_str(),
            input.edition.lang.as_str(),
            &input.course.settings.version,
        ];
        Self { id: uuid(Fingerprint::of_parts(&parts.map(str::as_bytes))), modified: moment(content(files)) }
    }
}

/// Returns the fingerprint of all files; a file that is only copied has its own in its name.
fn content(files: &FileTree) -> Fingerprint {
    let parts: Vec<&[u8]> = files
        .iter()
        .flat_map(|(path, body)| {
            let bytes: &[u8] = match body {
                Body::Bytes(bytes) => bytes,
                Body::File { .. } | Body::Pieces { .. } | Body::Kept(_) => &[],
            };
            [path.as_str().as_bytes(), bytes]
        })
        .collect();
    Fingerprint::of_parts(&parts)
}

fn uuid(of: Fingerprint) -> String {
    let mut bytes: [u8; 16] = of.bytes()[..16].try_into().expect("a fingerprint has 32 bytes");
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

fn moment(of: Fingerprint) -> String {
    let seconds = u32::from_le_bytes(of.bytes()[..4].try_into().expect("a fingerprint has 32 bytes")) % 86_400;
    format!("1980-01-01T{:02}:{:02}:{:02}Z", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::{moment, uuid};
    use crate::fingerprint::Fingerprint;

    #[test]
    fn identifiers_have_their_form() {
        let id = uuid(Fingerprint::of(b"saving"));
        let digits = id.strip_prefix("urn:uuid:").unwrap();
        assert_eq!(digits.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert_eq!(&digits[14..15], "8");
        assert!(["8", "9", "a", "b"].contains(&&digits[19..20]));
        let moment = moment(Fingerprint::of(b"saving"));
        assert_eq!((moment.len(), &moment[..11], &moment[19..]), (20, "1980-01-01T", "Z"));
    }
}
