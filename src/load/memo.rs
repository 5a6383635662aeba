//! What was read and parsed the last time, for a library that is loaded again and again.
//!
//! A text is not read again where the disk tells the same size and time as before. A time is not trusted when it is
//! the newest of the last run: a text that was written twice within one tick of the disk's clock would look the same.
//! A text is not parsed again where it is the same text of the same file.

use crate::diagnostic::Diagnosed;
use crate::load::reading::Job;
use crate::parse::{Encoding, ParsedText};
use crate::span::{FileId, SourcePath};
use crate::world::Entry;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// A text as it was read: decoded, with what is wrong with its bytes; nothing where it is too long.
pub(super) type Text = Option<(Arc<str>, Option<Encoding>)>;

/// What was read and parsed before. Empty at first; only ever makes a later run of [`load_again`](super::load_again)
/// quicker.
#[derive(Debug, Default)]
pub struct Memo(RwLock<Kept>);

#[derive(Debug, Default)]
struct Kept {
    texts: HashMap<SourcePath, Seen>,
    pages: HashMap<SourcePath, Page>,
    /// The newest time of the last run.
    newest: Option<u64>,
}

#[derive(Debug)]
struct Seen {
    size: u64,
    modified: u64,
    text: Text,
}

#[derive(Debug)]
struct Page {
    job: Job,
    file: FileId,
    text: Arc<str>,
    parsed: Diagnosed<ParsedText>,
}

impl Memo {
    /// Returns a text that did not change since it was read.
    pub(super) fn text(&self, entry: &Entry) -> Option<Text> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let seen = kept.texts.get(&entry.path)?;
        let same = seen.size == entry.size && Some(seen.modified) == entry.modified;
        let trusted = kept.newest.is_some_and(|newest| seen.modified < newest);
        (same && trusted).then(|| seen.text.clone())
    }

    /// Keeps a text as it was read.
    pub(super) fn keep_text(&self, entry: &Entry, text: &Text) {
        let Some(modified) = entry.modified else { return };
        let seen = Seen { size: entry.size, modified, text: text.clone() };
        self.0.write().unwrap_or_else(PoisonError::into_inner).texts.insert(entry.path.clone(), seen);
    }

    /// Returns what a text was parsed to, where it is the same text.
    pub(super) fn page(&self, job: &Job, file: FileId, text: &Arc<str>) -> Option<Diagnosed<ParsedText>> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let page = kept.pages.get(&job.path)?;
        let same = page.file == file && page.job == *job && (Arc::ptr_eq(&page.text, text) || page.text == *text);
        same.then(|| page.parsed.clone())
    }

    /// Keeps what a text was parsed to.
    pub(super) fn keep_page(&self, job: &Job, file: FileId, text: &Arc<str>, parsed: &Diagnosed<ParsedText>) {
        let page = Page { job: job.clone(), file, text: Arc::clone(text), parsed: parsed.clone() };
        self.0.write().unwrap_or_else(PoisonError::into_inner).pages.insert(job.path.clone(), page);
    }

    /// Ends a run over the files `entries`: what is kept of others is forgotten.
    pub(super) fn end(&self, entries: &[Entry]) {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        kept.newest = entries.iter().filter_map(|entry| entry.modified).max();
        let is_there = |path: &SourcePath| entries.binary_search_by(|entry| entry.path.cmp(path)).is_ok();
        if kept.texts.len() > entries.len() || kept.pages.len() > entries.len() {
            kept.texts.retain(|path, _| is_there(path));
            kept.pages.retain(|path, _| is_there(path));
        }
    }
}
