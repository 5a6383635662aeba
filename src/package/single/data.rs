//! Files inside a page: their bytes, and `data:` addresses (RFC 2397).

use crate::tree::{Body, FileTree, OutPath};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Which media type a file has, by its ending; what is not known is bytes.
const TYPES: &[(&str, &str)] = &[
    ("csv", "text/csv"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("gif", "image/gif"),
    ("ics", "text/calendar"),
    ("jpg", "image/jpeg"),
    ("md", "text/markdown"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("rtf", "application/rtf"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain"),
    ("webp", "image/webp"),
    ("xls", "application/vnd.ms-excel"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
];

/// Returns the bytes of the file that an address leads to.
pub(crate) fn bytes<'a>(tree: &'a FileTree, address: &str) -> Option<&'a [u8]> {
    match tree.get(&OutPath::new(address)?)? {
        Body::Bytes(bytes) => Some(bytes),
        Body::File { .. } | Body::Pieces { .. } | Body::Kept(_) => None,
    }
}

/// Returns the address that is the file itself, sound within an attribute in double quotes. A drawing is written as
/// text where that is shorter.
pub(crate) fn address(name: &str, bytes: &[u8]) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let kind = TYPES.iter().find(|(known, _)| *known == ending).map_or("application/octet-stream", |(_, kind)| kind);
    let in_base64 = || format!("data:{kind};base64,{}", STANDARD.encode(bytes));
    if ending != "svg" {
        return in_base64();
    }
    let as_text = format!("data:{kind},{}", escaped(bytes));
    let base64_length = kind.len() + "data:;base64,".len() + bytes.len().div_ceil(3) * 4;
    if as_text.len() <= base64_length { as_text } else { in_base64() }
}

/// Escapes what may not stand in an address or in the attribute around it.
fn escaped(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 5 / 4);
    for byte in bytes {
        match byte {
            b' '..=b'~' if !b"\"#%&<>'".contains(byte) => out.push(char::from(*byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn a_file_is_written_in_base_64() {
        assert_eq!(address("a-1.jpg", &[0xff, 0xd8, 0xff]), "data:image/jpeg;base64,/9j/");
        assert_eq!(address("b", b"x"), "data:application/octet-stream;base64,eA==");
    }

    #[test]
    fn a_drawing_is_written_as_text_where_that_is_shorter() {
        let drawing = b"<svg fill=\"#fff\">50% &amp; \xd3\xa9 and a long text that need not be escaped at all</svg>";
        let expected = "data:image/svg+xml,%3Csvg fill=%22%23fff%22%3E50%25 %26amp; %D3%A9 and a long text that need not \
                        be escaped at all%3C/svg%3E";
        assert_eq!(address("c.svg", drawing), expected);
        assert!(address("c.svg", "өөөөөөөөө".as_bytes()).contains(";base64,"));
    }
}
