//! What a file of the library is called inside a package.

use crate::fingerprint::Fingerprint;
use crate::tree::{OutPath, slug};

/// The longest path that stays readable; a longer one becomes a number.
const LONGEST: usize = 100;

/// Returns the entry for the file `path`: its own path where that is lower-case ASCII, else one that can be read
/// and is no other file's.
pub(crate) fn path(folder: &str, path: &str) -> OutPath {
    let own = format!("{folder}/{path}");
    let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-' | b'/');
    // What begins as a made name does might be one.
    let readable = path.len() <= LONGEST && path.bytes().all(plain) && !path.starts_with("named-");
    if let Some(entry) = OutPath::new(&own).filter(|_| readable) {
        return entry;
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let mut stem = slug(stem, "");
    stem.truncate(30);
    let stem = stem.trim_end_matches('-');
    let dash = if stem.is_empty() { "" } else { "-" };
    let ending = slug(ending, "");
    let dot = if ending.is_empty() { "" } else { "." };
    let number = &Fingerprint::of(path.as_bytes()).hex()[..16];
    OutPath::fixed(&format!("{folder}/named-{number}{dash}{stem}{dot}{ending}"))
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn names_are_readable_and_ascii() {
        let name = |text: &str| path("source", text).to_string();
        assert_eq!(name("saving/mn/01-a/02-b.md"), "source/saving/mn/01-a/02-b.md");
        assert_eq!(name("saving/media/Өрх гэр.JPG"), "source/named-713c7d8c49b22265-orkh-ger.jpg");
        assert_ne!(name("saving/media/A.jpg"), name("saving/media/a.jpg"));
        assert!(name("named-1.md").starts_with("source/named-") && name("named-1.md") != "source/named-1.md");
        assert!(name(&"long/".repeat(30)).len() < 60);
    }
}
