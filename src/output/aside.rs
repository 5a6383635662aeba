//! A file that is out of the way and not lost.

use crate::fingerprint::Fingerprint;
use crate::output::{OutputError, durable, ensure_folder, sync_folder};
use std::fs;
use std::io;
use std::path::Path;

/// What the names of files end in that stand aside: whoever reads a folder passes over them.
const ENDING: &str = "aside";

/// Keeps what is in `file` in `folder` too, under its name with what tells its content from others; what stands there
/// already stays. When this returns it is on the disk. Tells whether there was such a file.
///
/// # Errors
/// When the disk refuses.
pub fn keep_aside(file: &Path, folder: &Path) -> Result<bool, OutputError> {
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(OutputError::at(file)(error)),
    };
    let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let place = folder.join(format!("{name}.{}.{ENDING}", &Fingerprint::of(&bytes).hex()[..16]));
    ensure_folder(folder)?;
    durable(&place, &bytes)?;
    sync_folder(&place).and_then(|()| sync_folder(folder)).map_err(OutputError::at(&place))?;
    Ok(true)
}

/// Moves `file` into `folder`, as [`keep_aside`] names it there. Where it is gone already, that is done.
///
/// # Errors
/// When the disk refuses; then it stands where it stood.
pub fn set_aside(file: &Path, folder: &Path) -> Result<(), OutputError> {
    if keep_aside(file, folder)? {
        fs::remove_file(file).and_then(|()| sync_folder(file)).map_err(OutputError::at(file))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{keep_aside, set_aside};
    use std::fs;

    #[test]
    fn nothing_that_stands_aside_is_ever_lost() {
        let place = tempfile::tempdir().unwrap();
        let (file, folder) = (place.path().join("a.json"), place.path().join("aside"));
        for text in ["one", "two", "two", "one"] {
            fs::write(&file, text).unwrap();
            assert!(keep_aside(&file, &folder).unwrap());
            set_aside(&file, &folder).unwrap();
            assert!(!file.exists());
        }
        set_aside(&file, &folder).unwrap();
        let mut kept: Vec<String> =
            fs::read_dir(&folder).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
        kept.sort();
        assert_eq!(kept, ["one", "two"]);
        assert!(fs::read_dir(&folder).unwrap().all(|entry| entry.unwrap().path().extension().unwrap() == "aside"));
    }

    #[test]
    fn a_file_stays_where_it_is_when_the_disk_refuses() {
        let place = tempfile::tempdir().unwrap();
        let (file, folder) = (place.path().join("a.json"), place.path().join("aside"));
        fs::write(&file, "one").unwrap();
        fs::write(&folder, "no folder").unwrap();
        assert!(set_aside(&file, &folder).is_err());
        assert_eq!(fs::read_to_string(&file).unwrap(), "one");
    }
}
