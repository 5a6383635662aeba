//! Writes the player's scripts in fewer bytes, so that the program carries them as they go out.

#[path = "build/shrink/mod.rs"]
mod shrink;

use std::path::{Path, PathBuf};
use std::{fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=player");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo says where the build writes"));
    write_smaller(Path::new("player"), &out.join("player"))
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
