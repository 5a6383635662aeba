//! Names of files and folders that a stick, Windows or another computer cannot hold.

use crate::check::Report;
use crate::diagnostic::Message;
use crate::model::Library;
use crate::span::{FileId, Span};
use std::collections::{HashMap, HashSet};

/// Signs that FAT, exFAT and NTFS do not take in names.
const FORBIDDEN: &[char] = &['<', '>', ':', '"', '\\', '|', '?', '*'];

/// Names that Windows keeps for devices, with any ending.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// The longest path of a page that old Windows programs and phones open without trouble, in characters.
const LONGEST_PATH: usize = 120;

/// A name with a sign, an ending or a meaning that Windows refuses.
pub(super) fn forbidden(library: &Library, report: &mut Report<'_>) {
    let mut seen: HashSet<&str> = HashSet::new();
    for Named { file, name, whole, .. } in names(library) {
        if !is_holdable(name) && seen.insert(whole) {
            let hint = Message::new("hint/rename-to").with("name", holdable(name));
            report.tell(report.at(Span::start_of(file)).with("name", name).hint(hint));
        }
    }
}

/// Tells whether a file or folder of this name can stand on any disk: FAT, exFAT, NTFS and the others.
pub fn is_holdable(name: &str) -> bool {
    let bad_sign = |letter: char| FORBIDDEN.contains(&letter) || letter.is_control();
    !name.contains(bad_sign) && !name.ends_with(['.', ' ']) && !is_device(name) && name.encode_utf16().count() <= 255
}

fn is_device(name: &str) -> bool {
    let bare = name.split('.').next().unwrap_or(name).trim_end().to_ascii_lowercase();
    let numbered = ["com", "lpt"].iter().filter_map(|port| bare.strip_prefix(port));
    DEVICES.contains(&bare.as_str())
        || numbered.into_iter().any(|rest| rest.len() == 1 && matches!(rest.as_bytes()[0], b'1'..=b'9'))
}

/// Returns a name like `name` that every file system takes.
fn holdable(name: &str) -> String {
    let changed = |letter: char| if FORBIDDEN.contains(&letter) || letter.is_control() { '-' } else { letter };
    let name: String = name.chars().map(changed).take(120).collect();
    let name = name.trim_end_matches(['.', ' ']);
    match name.split_once('.') {
        _ if !is_device(name) => name.to_owned(),
        Some((bare, rest)) => format!("{bare}-1.{rest}"),
        None => format!("{name}-1"),
    }
}

/// Two files or folders whose names differ only in case: Windows and most sticks hold only one of them.
pub(super) fn only_case_differs(library: &Library, report: &mut Report<'_>) {
    let mut known: HashMap<(&str, String), &str> = HashMap::new();
    let mut told: HashSet<&str> = HashSet::new();
    for Named { file, folder, name, whole } in names(library) {
        let first = *known.entry((folder, name.to_lowercase())).or_insert(whole);
        if first != whole && told.insert(whole) {
            let diagnostic = report.at(Span::start_of(file)).with("first", first).with("second", whole);
            report.tell(diagnostic.hint(Message::new("hint/rename-one")));
        }
    }
}

/// A page whose path grows too long for some computers.
pub(super) fn long_path(library: &Library, report: &mut Report<'_>) {
    for course in &library.courses {
        for edition in &course.editions {
            for lesson in edition.lessons() {
                let path = format!("{}/{}/{}.html", edition.lang, course.id, lesson.id);
                if path.len() > LONGEST_PATH {
                    let diagnostic = report.at(Span::start_of(lesson.file)).with("path", &path);
                    let diagnostic = diagnostic.with("count", path.len()).with("most", LONGEST_PATH);
                    report.tell(diagnostic.hint(Message::new("hint/shorter-names")));
                }
            }
        }
    }
}

/// A file or a folder.
struct Named<'a> {
    /// It, or the first file in it.
    file: FileId,
    /// The folder that it stands in.
    folder: &'a str,
    /// Its own name.
    name: &'a str,
    /// Its path.
    whole: &'a str,
}

/// Returns every file of the library and every folder on the way to one; a folder may come again, but not for each of the
/// files in it.
fn names(library: &Library) -> impl Iterator<Item = Named<'_>> {
    let mut last = "";
    library.sources.iter().flat_map(move |(file, source)| {
        let path = source.path.as_str();
        let alike = path.bytes().zip(last.bytes()).take_while(|(own, other)| own == other).count();
        last = path;
        let known = path.as_bytes()[..alike].iter().rposition(|byte| *byte == b'/').unwrap_or(0);
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        ends.filter(move |end| *end > known).map(move |end| {
            let whole = &path[..end];
            let (folder, name) = whole.rsplit_once('/').unwrap_or(("", whole));
            Named { file, folder, name, whole }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{holdable, is_holdable};

    #[test]
    fn what_windows_refuses_is_known() {
        for (name, good, instead) in [
            ("01-why.md", true, "01-why.md"),
            ("өрх.md", true, "өрх.md"),
            ("why?.md", false, "why-.md"),
            ("a:b", false, "a-b"),
            ("end.", false, "end"),
            ("end ", false, "end"),
            ("CON", false, "CON-1"),
            ("nul.md", false, "nul-1.md"),
            ("com1.mn.vtt", false, "com1-1.mn.vtt"),
            ("com10.md", true, "com10.md"),
            ("console.md", true, "console.md"),
            ("a\u{7}b", false, "a-b"),
        ] {
            assert_eq!(is_holdable(name), good, "{name}");
            assert_eq!(holdable(name), instead, "{name}");
            assert!(is_holdable(&holdable(name)), "{name}");
        }
    }
}
