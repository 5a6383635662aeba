//! Where nothing is written: into sources, and over other people's files.

use crate::output::OutputError;
use crate::output::mark::{MARK_BEING_WRITTEN, Owned, STAGING};
use crate::tree::{FileTree, OutPath, folders_of};
use crate::world::OUTPUT_MARK;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Refuses `directory` as an output where it is the library `root` or one of the `courses`, holds one of them, or
/// stands inside a course that is not the library itself.
///
/// # Errors
/// [`OutputError::IsSource`].
pub fn refuse_sources(directory: &Path, root: &Path, courses: &[PathBuf]) -> Result<(), OutputError> {
    let wanted = settled(directory);
    let root = settled(root);
    let inside_course =
        courses.iter().map(|course| settled(course)).any(|course| course != root && wanted.starts_with(course));
    if root.starts_with(&wanted) || inside_course {
        return Err(OutputError::IsSource { folder: directory.to_owned() });
    }
    Ok(())
}

/// Returns the path without links and `..`, as far as it exists; the rest as it is spelled.
fn settled(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let existing = absolute.ancestors().find_map(|start| Some((start, start.canonicalize().ok()?)));
    let Some((start, mut settled)) = existing else { return absolute };
    for part in absolute.strip_prefix(start).unwrap_or(Path::new("")).components() {
        match part {
            Component::ParentDir => {
                settled.pop();
            }
            part => settled.push(part),
        }
    }
    settled
}

/// Refuses a folder that is there without a mark of ours, but with files in it.
///
/// # Errors
/// [`OutputError::NotOurs`], or the disk's own refusal.
pub(crate) fn refuse_strangers(directory: &Path, owned: &Owned) -> Result<(), OutputError> {
    if *owned != Owned::Nothing {
        return Ok(());
    }
    let entries = fs::read_dir(directory).map_err(OutputError::at(directory))?;
    for entry in entries {
        let name = entry.map_err(OutputError::at(directory))?.file_name();
        if name != STAGING && name != MARK_BEING_WRITTEN && name != OUTPUT_MARK {
            return Err(OutputError::NotOurs { folder: directory.to_owned() });
        }
    }
    Ok(())
}

/// Refuses files of other people's where one of ours must go.
///
/// # Errors
/// [`OutputError::InTheWay`].
pub(crate) fn refuse_foreign(directory: &Path, tree: &FileTree, owned: &Owned) -> Result<(), OutputError> {
    if *owned == Owned::Nothing {
        return refuse_strangers(directory, owned);
    }
    let in_the_way = |path: PathBuf| Err(OutputError::InTheWay { path });
    for folder in folders_of(tree.iter().map(|(path, _)| path)) {
        let place = directory.join(folder.as_str());
        let plain = fs::symlink_metadata(&place).map_or(true, |metadata| metadata.is_dir());
        if !plain && !owned.may_replace(&folder) {
            return in_the_way(place);
        }
    }
    for (path, _) in tree.iter() {
        let place = directory.join(path.as_str());
        match fs::symlink_metadata(&place) {
            Ok(metadata) if metadata.is_dir() && holds_strangers(directory, &place, owned) => return in_the_way(place),
            Ok(metadata) if !metadata.is_dir() && !owned.may_replace(path) => return in_the_way(place),
            _ => {}
        }
    }
    Ok(())
}

/// Tells whether a folder holds a file that is not ours.
fn holds_strangers(directory: &Path, folder: &Path, owned: &Owned) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return true };
    entries.into_iter().any(|entry| {
        let Ok(entry) = entry else { return true };
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            return holds_strangers(directory, &entry.path(), owned);
        }
        let path = entry.path();
        let relative = path.strip_prefix(directory).ok().and_then(Path::to_str).map(|path| path.replace('\\', "/"));
        !relative.and_then(|path| OutPath::new(&path)).is_some_and(|path| owned.may_replace(&path))
    })
}
