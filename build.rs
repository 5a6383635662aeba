//! Writes the player's scripts in fewer bytes, so that the program carries them as they go out, and the locale files as
//! JSON, so that it begins at once.

#[path = "build/shrink/mod.rs"]
mod shrink;
#[path = "src/locale/written.rs"]
mod written;

use std::path::{Path, PathBuf};
use std::{fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=player");
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=src/locale/written.rs");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo says where the build writes"));
    write_smaller(Path::new("player"), &out.join("player"))?;
    write_locales(Path::new("locales"), &out.join("locales"))
}

/// Writes every locale file of `folder` as JSON to `out`.
fn write_locales(folder: &Path, out: &Path) -> io::Result<()> {
    if out.exists() {
        // A language that is gone must not stay in the program.
        fs::remove_dir_all(out)?;
    }
    fs::create_dir_all(out)?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|ending| ending != "yaml") {
            continue;
        }
        let bad = |error: String| io::Error::other(format!("{}: {error}", path.display()));
        let file: written::LocaleFile =
            serde_yaml::from_str(&fs::read_to_string(&path)?).map_err(|error| bad(error.to_string()))?;
        let text = serde_json::to_string(&file).map_err(|error| bad(error.to_string()))?;
        fs::write(out.join(path.with_extension("json").file_name().expect("it has a name")), text)?;
    }
    Ok(())
}

/// Writes every script of `folder`, and of the folders in it, in fewer bytes to `out`.
fn write_smaller(folder: &Path, out: &Path) -> io::Result<()> {
    fs::create_dir_all(out)?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let target = out.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            write_smaller(&entry.path(), &target)?;
        } else if entry.path().extension().is_some_and(|ending| ending == "js") {
            fs::write(target, shrink::shrink(&fs::read_to_string(entry.path())?))?;
        }
    }
    Ok(())
}
