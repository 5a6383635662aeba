//! Files that get another name, and the places that name them.
//!
//! 1. `name/forbidden` and the endings that say something else bring the new name with them; of two names that differ
//!    only in case the later one gets a number.
//! 2. What stands beside a film under its name (captions, poster, words) goes with it, and a page's translations too.
//! 3. Each place that names a file that goes, or that stands in a text that goes to another folder, is written anew.

use crate::diagnostic::Diagnostic;
use crate::mend::Edit;
use crate::mend::naming::{Base, Naming, namings};
use crate::model::Library;
use crate::span::SourcePath;
use std::collections::{BTreeMap, BTreeSet};

/// Files that go, and what is written anew for that.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Renames {
    /// From where to where, by file, with the code of what is mended.
    pub moves: BTreeMap<SourcePath, (SourcePath, &'static str)>,
    /// The places that name them.
    pub edits: Vec<Edit>,
}

/// Returns the renames that mend what `diagnostics` tell; `files` are all files of the library.
pub fn renames(library: &Library, diagnostics: &[Diagnostic], files: &BTreeSet<SourcePath>) -> Renames {
    // Whole paths of files or folders, each with its new last name.
    let mut names: BTreeMap<SourcePath, (String, &'static str)> = BTreeMap::new();
    for diagnostic in diagnostics {
        let argument = |name: &str| {
            diagnostic.message.arguments.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
        };
        let hinted = |key: &str| {
            let hint = diagnostic.hints.iter().find(|hint| hint.key == key)?;
            hint.arguments.iter().find(|(name, _)| *name == "name").map(|(_, value)| value.clone())
        };
        let path = &library.sources.file(diagnostic.span.file).path;
        match diagnostic.code {
            "name/forbidden" => {
                let (Some(name), Some(good)) = (argument("name"), hinted("hint/rename-to")) else { continue };
                if let Some(whole) = part_named(path, &name) {
                    names.insert(whole, (good, diagnostic.code));
                }
            }
            "name/only-case-differs" => {
                let Some(second) = argument("second").map(|second| SourcePath::new(&second)) else { continue };
                for whole in together(library, &second, files) {
                    let name = numbered(&whole, files);
                    names.insert(whole, (name, diagnostic.code));
                }
            }
            "media/wrong-ending" | "film/wrong-ending" => {
                let (Some(path), Some(good)) = (argument("path"), hinted("hint/rename-file")) else { continue };
                names.insert(SourcePath::new(&path), (good, diagnostic.code));
            }
            _ => {}
        }
    }
    if names.is_empty() {
        return Renames::default();
    }
    let mut moves: BTreeMap<SourcePath, (SourcePath, &'static str)> = BTreeMap::new();
    for file in files {
        if let Some((new, code)) = renamed(file, &names) {
            moves.insert(file.clone(), (new, code));
        }
    }
    // Nothing is written over, and no two files get one name.
    let mut taken: BTreeSet<String> =
        files.iter().filter(|file| !moves.contains_key(*file)).map(|file| file.as_str().to_lowercase()).collect();
    moves.retain(|_, (new, _)| taken.insert(new.as_str().to_lowercase()));
    let edits = namings(library).iter().filter_map(|naming| edit(library, naming, &moves)).collect();
    Renames { moves, edits }
}

/// Returns the path of `path`, or of the folder around it, whose last name is `name`.
fn part_named(path: &SourcePath, name: &str) -> Option<SourcePath> {
    let mut whole = path.clone();
    while !whole.as_str().is_empty() {
        if whole.name() == name {
            return Some(whole);
        }
        whole = whole.parent();
    }
    None
}

/// Returns the new path of a file, the code of its first new name, or nothing where all names stay.
fn renamed(
    file: &SourcePath,
    names: &BTreeMap<SourcePath, (String, &'static str)>,
) -> Option<(SourcePath, &'static str)> {
    let (mut old, mut new, mut code) = (SourcePath::new(""), String::new(), None);
    for part in file.as_str().split('/') {
        old = old.join(part);
        let name = match names.get(&old) {
            Some((name, of)) => {
                code = code.or(Some(*of));
                name.as_str()
            }
            None => part,
        };
        new = if new.is_empty() { name.to_owned() } else { format!("{new}/{name}") };
    }
    code.map(|code| (SourcePath::new(&new), code))
}

/// Returns the file or folder `path`, what belongs to it beside it, and its translations.
fn together(library: &Library, path: &SourcePath, files: &BTreeSet<SourcePath>) -> Vec<SourcePath> {
    let mut all = vec![path.clone()];
    for course in &library.courses {
        let media = course.folder.join("media");
        let is_in =
            |folder: &SourcePath| path.as_str().strip_prefix(folder.as_str()).and_then(|rest| rest.strip_prefix('/'));
        if let Some(inner) = is_in(&media).filter(|_| files.contains(path)) {
            let stem = inner.split_once('.').map_or(inner, |(stem, _)| stem);
            let start = format!("{}.", media.join(stem));
            all.extend(files.iter().filter(|file| file.as_str().starts_with(&start) && *file != path).cloned());
        }
        let folders: Vec<SourcePath> =
            course.editions.iter().map(|edition| course.folder.join(edition.lang.as_str())).collect();
        if let Some(inner) = folders.iter().find_map(is_in) {
            let there = folders.iter().map(|folder| folder.join(inner)).filter(|other| other != path);
            let is_there = |other: &SourcePath| {
                files.iter().any(|file| file == other || file.as_str().starts_with(&format!("{other}/")))
            };
            all.extend(there.filter(is_there));
        }
    }
    all
}

/// Returns the name of `whole` with the first number that no other file has: before the first point.
fn numbered(whole: &SourcePath, files: &BTreeSet<SourcePath>) -> String {
    let (stem, ending) =
        whole.name().split_once('.').map_or((whole.name(), String::new()), |(stem, rest)| (stem, format!(".{rest}")));
    let taken = |name: &str| {
        let path = whole.parent().join(name).as_str().to_lowercase();
        files.iter().any(|file| file.as_str().to_lowercase().starts_with(&path))
    };
    let mut names = (2_u32..).map(|number| format!("{stem}-{number}{ending}"));
    names.find(|name| !taken(name)).unwrap_or_default()
}

/// Returns how a place is written now, where what it names or where it stands has another path.
fn edit(library: &Library, naming: &Naming, moves: &BTreeMap<SourcePath, (SourcePath, &'static str)>) -> Option<Edit> {
    let text_path = &library.sources.file(naming.file).path;
    let new_of = |path: &SourcePath| -> Option<(SourcePath, &'static str)> {
        // A folder goes with its files.
        let inside = format!("{path}/");
        moves.get(path).cloned().or_else(|| {
            let (old, (new, code)) = moves.iter().find(|(old, _)| old.as_str().starts_with(&inside))?;
            let rest = old.as_str().len() - path.as_str().len();
            Some((SourcePath::new(new.as_str().get(..new.as_str().len().checked_sub(rest)?)?), *code))
        })
    };
    let target = new_of(&naming.path);
    let text_moved = moves.get(text_path).cloned();
    let code = target.as_ref().or(text_moved.as_ref()).map(|(_, code)| *code)?;
    let new_target = target.map_or_else(|| naming.path.clone(), |(path, _)| path);
    let base = match &naming.base {
        Base::Folder(folder) => folder.clone(),
        Base::Text => text_moved.map_or_else(|| text_path.clone(), |(path, _)| path).parent(),
    };
    let new = relative(&base, &new_target);
    let text = &library.sources.file(naming.file).text;
    let place = text.get(naming.span.range())?;
    // An address stands behind the words of its link, or the label of its definition; `[words][label]` holds none.
    let from = match place.rfind("](").or_else(|| place.find("]:")) {
        Some(behind) => behind,
        None if place.starts_with(['[', '!']) => return None,
        None => 0,
    };
    let at = from + place[from..].find(&naming.written)?;
    let start = naming.span.start as usize + at;
    let spaced = naming.written.contains("%20");
    let new = if spaced { new.replace(' ', "%20") } else { new };
    let dotted = naming.written.starts_with("./") && !new.starts_with("../");
    let new = if dotted { format!("./{new}") } else { new };
    let range = start..start + naming.written.len();
    (new != naming.written).then_some(Edit { file: naming.file, range, text: new, code })
}

fn relative(from: &SourcePath, to: &SourcePath) -> String {
    let from: Vec<&str> = from.as_str().split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = to.as_str().split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(left, right)| left == right).count();
    format!("{}{}", "../".repeat(from.len() - shared), to[shared..].join("/"))
}
