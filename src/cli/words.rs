//! Numbers as the reader's language writes them.

use crate::locale::Catalog;
use std::path::{MAIN_SEPARATOR, Path};
use std::time::Duration;

/// Returns a size in bytes in words: `640 bytes`, `12.4 kB`, `3.1 MB` (SI prefixes).
pub(crate) fn size(catalog: &Catalog, bytes: u64) -> String {
    let units =
        [("cli.size-kilobytes", 1_000), ("cli.size-megabytes", 1_000_000), ("cli.size-gigabytes", 1_000_000_000)];
    match units.iter().rev().find(|(_, unit)| bytes >= *unit) {
        Some((key, unit)) => catalog.fill(key, &[("number", &tenths(catalog, bytes.saturating_mul(10) / unit))]),
        None => catalog.count("cli.size-bytes", bytes, &[]),
    }
}

/// Returns a duration in seconds with one decimal; what is quicker than that took a tenth.
pub(crate) fn seconds(catalog: &Catalog, duration: Duration) -> String {
    let tenths_of_second = u64::try_from(duration.as_millis().div_ceil(100)).unwrap_or(u64::MAX);
    catalog.fill("cli.seconds", &[("number", &tenths(catalog, tenths_of_second))])
}

/// Returns a path as the system's own programs write it, from here on.
pub(crate) fn path(path: &Path) -> String {
    separated(&path.display().to_string(), MAIN_SEPARATOR)
}

/// Returns a word of a command as it is typed: in double quotes, which all shells know, where it would be several words.
pub(crate) fn typed(word: &str) -> String {
    let plain = |sign: char| sign.is_alphanumeric() || r"/\:._-~".contains(sign);
    if word.chars().all(plain) { word.to_owned() } else { format!("\"{word}\"") }
}

fn separated(path: &str, separator: char) -> String {
    let path = if separator == '\\' { path.replace('/', "\\") } else { path.to_owned() };
    let below = path.strip_prefix('.').and_then(|rest| rest.strip_prefix(separator)).filter(|rest| !rest.is_empty());
    below.map_or_else(|| path.clone(), str::to_owned)
}

fn tenths(catalog: &Catalog, tenths: u64) -> String {
    format!("{}{}{}", catalog.integer(tenths / 10), catalog.decimal(), tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::{separated, typed};

    #[test]
    fn a_path_is_written_as_its_system_does() {
        assert_eq!(separated("demo\\courses/a", '\\'), "demo\\courses\\a");
        assert_eq!(separated("demo/a\\b", '/'), "demo/a\\b");
        assert_eq!(separated("./courses/a", '\\'), "courses\\a");
        assert_eq!(["./a", "./", ".", ".a"].map(|path| separated(path, '/')), ["a", "./", ".", ".a"]);
    }

    #[test]
    fn a_folder_of_several_words_is_typed_in_quotes() {
        assert_eq!(typed(r"C:\Kurse\año-2"), r"C:\Kurse\año-2");
        assert_eq!(typed("My courses"), "\"My courses\"");
    }
}
