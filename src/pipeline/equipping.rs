//! An editor is told of a library: schemas and snippets are written, and nothing that a person changed is touched.

use crate::editor;
use crate::locale::{Catalogs, Lang};
use crate::output::{self, Replacement};
use crate::parse::library_file;
use crate::pipeline::{Job, PipelineError, catalogs};
use crate::span::{FileId, SourcePath};
use crate::starter::NewFile;
use crate::world::{DiskWorld, World};
use std::path::Path;

/// What became of the files for an editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equipped {
    /// What was written, new or anew.
    pub written: Vec<SourcePath>,
    /// What stands there already and says the same.
    pub same: Vec<SourcePath>,
    /// What a person changed, and stays as it is.
    pub kept: Vec<SourcePath>,
}

/// Writes the folder `.vscode` of a library, in its languages; explanations are in the first of them that the program
/// speaks, or else in `spoken`.
///
/// # Errors
/// When a file cannot be read, or the disk refuses.
pub fn equip(job: Job<'_>, spoken: &Lang) -> Result<Equipped, PipelineError> {
    let words = catalogs(job.world)?;
    let languages = match job.world.read(&SourcePath::new("alforja.yaml")) {
        Ok(bytes) => library_file(FileId(0), &String::from_utf8_lossy(&bytes)).value.languages,
        Err(_) => Vec::new(),
    };
    let files = editor::folder(&words, &languages, explained(&words, &languages, spoken));
    place(job.root, job.world, files)
}

/// Writes schemas into any folder, described in `spoken`.
///
/// # Errors
/// When a file cannot be read, or the disk refuses.
pub fn write_schemas(folder: &Path, of: &[editor::SchemaOf], spoken: &Lang) -> Result<Equipped, PipelineError> {
    let words = Catalogs::embedded(&[]).expect("the embedded locale files are sound");
    output::ensure_folder(folder)?;
    let files = of.iter().map(|of| {
        let file = editor::schema_file(*of, &words, spoken);
        NewFile { path: SourcePath::new(file.path.name()), ..file }
    });
    place(folder, &DiskWorld::new(folder, None)?, files.collect())
}

/// Returns the language that a library's editor explains in.
pub(super) fn explained<'a>(words: &Catalogs, languages: &'a [Lang], spoken: &'a Lang) -> &'a Lang {
    languages.iter().find(|lang| words.get(lang).lang().base() == lang.base()).unwrap_or(spoken)
}

fn place(root: &Path, world: &dyn World, files: Vec<NewFile>) -> Result<Equipped, PipelineError> {
    let mut equipped = Equipped { written: Vec::new(), same: Vec::new(), kept: Vec::new() };
    let mut new = Vec::new();
    for file in files {
        let there = match world.entry(&file.path) {
            Ok(_) => Some(String::from_utf8_lossy(&world.read(&file.path)?).into_owned()),
            Err(_) => None,
        };
        match there {
            Some(text) if text == file.text => equipped.same.push(file.path),
            Some(text) if !editor::is_ours(&text) => equipped.kept.push(file.path),
            _ => new.push(file),
        }
    }
    let texts: Vec<Replacement<'_>> =
        new.iter().map(|file| Replacement { path: &file.path, text: &file.text, keeps_old: false }).collect();
    output::sources(root, &texts)?;
    equipped.written = new.into_iter().map(|file| file.path).collect();
    Ok(equipped)
}
