//! The author's editor, where a link can call it.

use crate::span::Place;
use std::path::{Path, PathBuf};

/// An editor that links can call: VS Code or one of its kin
/// (<https://code.visualstudio.com/docs/configure/command-line#_opening-vs-code-with-urls>).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Editor {
    /// How its links begin.
    scheme: &'static str,
}

/// Editors, each with the command that starts it and the names of where it is installed.
const EDITORS: &[(&str, &str, &[&str])] = &[
    ("vscode", "code", &["Microsoft VS Code/Code.exe", "Visual Studio Code.app", "com.visualstudio.code"]),
    ("vscodium", "codium", &["VSCodium/VSCodium.exe", "VSCodium.app", "com.vscodium.codium"]),
    ("vscode-insiders", "code-insiders", &["Microsoft VS Code Insiders/Code - Insiders.exe"]),
    ("cursor", "cursor", &["cursor/Cursor.exe", "Cursor.app"]),
];

impl Editor {
    /// Returns the editor in whose terminal this runs, or one that is installed.
    pub(crate) fn find() -> Option<Self> {
        let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let path = variable("PATH").unwrap_or_default();
        let commands: Vec<PathBuf> = std::env::split_paths(&path).filter(|folder| folder.is_absolute()).collect();
        let folders = [
            variable("LOCALAPPDATA").map(|folder| PathBuf::from(folder).join("Programs")),
            variable("ProgramFiles").map(PathBuf::from),
            variable("HOME").map(|home| PathBuf::from(home).join("Applications")),
            Some(PathBuf::from("/Applications")),
            Some(PathBuf::from("/var/lib/flatpak/exports/bin")),
        ];
        let folders: Vec<PathBuf> = folders.into_iter().flatten().collect();
        let is_own = variable("TERM_PROGRAM").is_some_and(|program| program == "vscode");
        let own = variable("VSCODE_GIT_ASKPASS_NODE").map(|path| path.to_string_lossy().to_lowercase());
        choose(is_own, own.as_deref(), &|command, names| {
            let started = commands
                .iter()
                .any(|folder| folder.join(command).exists() || folder.join(format!("{command}.cmd")).exists());
            started || names.iter().any(|name| folders.iter().any(|folder| folder.join(name).exists()))
        })
    }

    /// Returns the link that opens a file at a place.
    pub(crate) fn link(self, file: &Path, place: Place) -> String {
        let text = file.to_string_lossy().replace('\\', "/");
        // Windows writes the full form of a path so.
        let path = text.strip_prefix("//?/").unwrap_or(&text).trim_start_matches('/');
        format!("{}://file/{}:{}:{}", self.scheme, encoded(path), place.line, place.column)
    }
}

/// Returns the editor in whose terminal this runs (`is_own`; `own` is where it is), or the first that is there.
fn choose(is_own: bool, own: Option<&str>, is_there: &dyn Fn(&str, &[&str]) -> bool) -> Option<Editor> {
    if is_own {
        // All of the kin say of their terminals that they are VS Code's.
        let kin = EDITORS.iter().skip(1).find(|(_, command, _)| own.is_some_and(|own| own.contains(command)));
        return Some(Editor { scheme: kin.map_or("vscode", |(scheme, ..)| scheme) });
    }
    let found = EDITORS.iter().find(|(_, command, names)| is_there(command, names));
    found.map(|(scheme, ..)| Editor { scheme })
}

/// Returns a path as it stands in an address (RFC 3986, section 2.1).
fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::{Editor, choose};
    use crate::span::Place;
    use std::path::Path;

    #[test]
    fn a_link_names_file_line_and_column() {
        let editor = Editor { scheme: "vscode" };
        let check = |path: &str, expected: &str| {
            assert_eq!(editor.link(Path::new(path), Place { line: 3, column: 7 }), expected);
        };
        check("/home/a b/mn/01-ө.md", "vscode://file/home/a%20b/mn/01-%D3%A9.md:3:7");
        check("\\\\?\\C:\\Kurse\\a?.md", "vscode://file/C:/Kurse/a%3F.md:3:7");
        check("/a/x\"><script>.md", "vscode://file/a/x%22%3E%3Cscript%3E.md:3:7");
    }

    #[test]
    fn the_editor_at_hand_is_taken() {
        let scheme = |is_own, own, installed: &str| {
            choose(is_own, own, &|command, _| command == installed).map(|editor| editor.scheme)
        };
        assert_eq!(scheme(true, None, ""), Some("vscode"));
        assert_eq!(scheme(true, Some("/usr/share/codium/codium"), ""), Some("vscodium"));
        assert_eq!(scheme(false, None, "codium"), Some("vscodium"));
        assert_eq!(scheme(false, None, ""), None);
    }
}
