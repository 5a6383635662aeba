//! The words of further languages, and the language that a library speaks itself.

use crate::locale::{Catalogs, Lang};
use crate::output::{self, OutputError, Written};
use crate::parse::library_file;
use crate::pipeline::{Job, PipelineError, catalogs};
use crate::span::{FileId, SourcePath};
use crate::world::World;

/// What came of the wish for a locale file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewLocale {
    /// It was written.
    Written(Written),
    /// The program has the words of this language.
    Known,
}

/// Writes `locales/<lang>.yaml`, in which every message waits for its words with the English ones beside it.
///
/// # Errors
/// When there is such a file, or the library cannot be read or written.
pub fn new_locale(job: Job<'_>, lang: &Lang) -> Result<NewLocale, PipelineError> {
    let embedded = Catalogs::embedded(&[]).expect("the embedded locale files are sound");
    if embedded.get(lang).lang() == lang {
        return Ok(NewLocale::Known);
    }
    let path = job.root.join("locales").join(format!("{lang}.yaml"));
    if catalogs(job.world)?.get(lang).lang() == lang {
        return Err(OutputError::Exists { path }.into());
    }
    let text = embedded.get(&Lang::english()).blank(lang);
    Ok(NewLocale::Written(output::new_file(&path, &text)?))
}

/// Returns the first of the library's `languages`, where `alforja.yaml` names any.
pub fn spoken_language(world: &dyn World) -> Option<Lang> {
    let bytes = world.read(&SourcePath::new("alforja.yaml")).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    library_file(FileId(0), &text).value.languages.first().cloned()
}
