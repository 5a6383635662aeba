//! The files that a course was made of, read so that they can travel in its packages.

use crate::media::film;
use crate::model::{AssetKind, Course};
use crate::package::source::{self, SourceFile};
use crate::pipeline::{Job, PipelineError, Prepared};
use crate::render::Theme;
use crate::tree::Body;
use crate::world::Entry;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// Texts up to this size are deflated in the package; in bytes.
const MOST_TEXT: u64 = 4_000_000;

/// Files up to this size are compared with what the package holds already; in bytes. A longer one is found by its name.
const MOST_COMPARED: u64 = 64_000_000;

/// Endings of the texts that courses and themes are made of.
const TEXTS: &[&str] = &["css", "html", "js", "json", "md", "srt", "svg", "txt", "vtt", "xml", "yaml", "yml"];

impl Prepared {
    /// Returns what `course` was made of, by path.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub(crate) fn sources(
        &self,
        job: Job<'_>,
        theme: &Theme,
        course: &Course,
    ) -> Result<Vec<SourceFile>, PipelineError> {
        let entries = job.world.list()?;
        let files = source::files_of(&self.library, course, theme.names(), &entries);
        files.into_par_iter().map(|entry| source_file(job, entry)).collect()
    }
}

fn source_file(job: Job<'_>, entry: &Entry) -> Result<SourceFile, PipelineError> {
    let Entry { path, size, .. } = entry.clone();
    let ending = path.name().rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
    let kind = AssetKind::of(path.name());
    let body = if size <= MOST_TEXT && TEXTS.contains(&ending.as_str()) {
        Body::Bytes(job.world.read(&path)?)
    } else if matches!(kind, AssetKind::Film | AssetKind::Sound) {
        // What a film tells of people leaves by no door.
        film::body(job.world, &path, size)?
    } else {
        Body::File { source: path.clone(), size }
    };
    let compared = kind == AssetKind::Picture && size <= MOST_COMPARED;
    let fingerprint = if compared { Some(job.world.fingerprint(&path)?) } else { None };
    Ok(SourceFile { path, body, fingerprint })
}
