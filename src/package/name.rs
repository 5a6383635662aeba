//! What an artifact is called.

use crate::package::PackInput;

/// Returns `<course>-<lang>-<version>-<target>.<ending>`, in `[a-z0-9._-]` only.
pub(crate) fn file_name(input: PackInput<'_>, target: &str, ending: &str) -> String {
    let version = &input.course.settings.version;
    let name = format!("{}-{}-{version}-{target}.{ending}", input.course.id, input.edition.lang);
    safe_name(&name)
}

/// Returns a name in `[a-z0-9._-]` only.
pub(crate) fn safe_name(name: &str) -> String {
    name.chars().map(safe).collect()
}

fn safe(letter: char) -> char {
    match letter.to_ascii_lowercase() {
        letter @ ('a'..='z' | '0'..='9' | '.' | '_' | '-') => letter,
        _ => '-',
    }
}
