//! A folder of texts that a person goes on with.

use crate::output::folder::Staging;
use crate::output::{OutputError, Written};
use std::fs;
use std::io;
use std::path::Path;

/// Writes `files`, each a path below `directory` and a text, into the new folder `directory`, whole or not at all.
/// An empty folder is as good as none.
///
/// # Errors
/// When something stands there already, or the disk refuses.
pub fn new_folder<'a>(
    directory: &Path,
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<Written, OutputError> {
    match fs::remove_dir(directory) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(_) => return Err(OutputError::Exists { path: directory.to_owned() }),
        Ok(()) => {}
    }
    let name = directory.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let staging = Staging::new(directory.with_file_name(format!(".{name}.alforja-staging")), directory)?;
    let mut written = Written { path: directory.to_owned(), files: 0, size: 0, changed: 0, removed: 0 };
    for (path, text) in files {
        let place = staging.path().join(path);
        let folder = place.parent().unwrap_or(&place);
        let done = fs::create_dir_all(folder).and_then(|()| fs::write(&place, text));
        done.map_err(OutputError::at(&directory.join(path)))?;
        written.files += 1;
        written.size += text.len() as u64;
    }
    fs::rename(staging.path(), directory).map_err(OutputError::at(directory))?;
    written.changed = written.files;
    Ok(written)
}

/// Makes a folder where there is none.
///
/// # Errors
/// When the disk refuses.
pub fn ensure_folder(directory: &Path) -> Result<(), OutputError> {
    fs::create_dir_all(directory).map_err(OutputError::at(directory))
}

#[cfg(test)]
mod tests {
    use super::new_folder;
    use crate::output::OutputError;
    use std::fs;

    #[test]
    fn what_stands_there_is_never_touched() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("courses");
        fs::create_dir(&folder).unwrap();
        assert_eq!(new_folder(&folder, [("a/b.md", "text")]).unwrap().files, 1);
        assert_eq!(fs::read_to_string(folder.join("a/b.md")).unwrap(), "text");
        let refused = new_folder(&folder, [("a/b.md", "other")]);
        assert!(matches!(refused, Err(OutputError::Exists { .. })));
        let file = place.path().join("file");
        fs::write(&file, "mine").unwrap();
        assert!(new_folder(&file, [("a", "b")]).is_err());
        assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
        assert_eq!(fs::read_to_string(folder.join("a/b.md")).unwrap(), "text");
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 2, "nothing is left beside them");
    }
}
