//! A library mended as far as that needs no judgement: what is written is loaded and checked before it is written.
//!
//! 1. What is told is mended in memory (`mend`), and the library is checked again as it would stand then.
//! 2. What would add an error is left. What was hidden by a mistake that is mended comes to light, and is mended too.
//! 3. All of it is written, or nothing.

use crate::diagnostic::{Diagnostic, Severity};
use crate::mend::{self, Edit};
use crate::output::{self, Replacement};
use crate::pipeline::{Job, Outcome, PipelineError, Prepared, prepare};
use crate::span::{Place, SourcePath};
use crate::world::{Day, Entry, ReadError, Seekable, World};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, Read};
use std::path::PathBuf;

/// What hides other mistakes brings them to light; more rounds than this no library needs.
const MOST_ROUNDS: usize = 6;

/// Whether what is mended is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mending {
    /// It is only told.
    Shown,
    /// It is written.
    Written,
}

/// One thing that was mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The codes of what was wrong.
    pub codes: Vec<&'static str>,
    /// The file.
    pub path: SourcePath,
    /// What was done.
    pub kind: ChangeKind,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeKind {
    /// Lines were written anew.
    Lines {
        /// The number of the first one, from 1.
        line: usize,
        /// The lines that stood there.
        before: Vec<String>,
        /// The lines that stand there now.
        after: Vec<String>,
    },
    /// The file is in UTF-8 now, without a mark.
    Recoded,
    /// The file has this path now.
    Moved(SourcePath),
}

/// What came of mending.
#[derive(Debug)]
pub struct Mended {
    /// Everything that was mended, in the order in which it was.
    pub changes: Vec<Change>,
}

/// Mends what can be mended with certainty; the outcome's diagnostics are those that are left.
///
/// # Errors
/// When the library cannot be read or written.
pub fn fix(job: Job<'_>, mending: Mending) -> Result<Outcome<Mended>, PipelineError> {
    let mut desk = Overlay::new(job.world)?;
    let mut changes = Vec::new();
    let (mut prepared, mut told) = prepare(job)?;
    for _ in 0..MOST_ROUNDS {
        let Some(next) = round(job, &desk, &prepared, &told)? else { break };
        changes.extend(next.changes);
        desk = next.desk;
        (prepared, told) = (next.prepared, next.told);
    }
    if mending == Mending::Written && !changes.is_empty() {
        desk.write(job)?;
    }
    Ok(Outcome { diagnostics: told, sources: prepared.library.sources, made: Some(Mended { changes }) })
}

/// A library after one round.
struct Round<'a> {
    desk: Overlay<'a>,
    changes: Vec<Change>,
    prepared: Prepared,
    told: Vec<Diagnostic>,
}

/// Returns the library mended once more, or nothing where nothing can be.
fn round<'a>(
    job: Job<'_>,
    desk: &Overlay<'a>,
    prepared: &Prepared,
    told: &[Diagnostic],
) -> Result<Option<Round<'a>>, PipelineError> {
    let sources = &prepared.library.sources;
    let files: BTreeSet<SourcePath> = desk.list()?.into_iter().map(|entry| entry.path).collect();
    let spelling = mend::spelling(told, sources);
    let renames = mend::renames(&prepared.library, told, &files);
    let recoded = recoded(desk, prepared, told)?;
    let both: Vec<Edit> = renames.edits.iter().chain(&spelling).cloned().collect();
    let none = BTreeMap::new();
    // The most that is sound: all, or without the new names, or the encodings alone.
    for (edits, moves) in [(&both, &renames.moves), (&spelling, &none), (&Vec::new(), &none)] {
        if edits.is_empty() && moves.is_empty() && recoded.is_empty() {
            continue;
        }
        let (next, changes) = desk.with(prepared, edits, moves, &recoded);
        if changes.is_empty() {
            continue;
        }
        let (after, told_after) = prepare(Job { world: &next, ..job.silently() })?;
        if is_no_worse(prepared, told, &after, &told_after, moves) {
            return Ok(Some(Round { desk: next, changes, prepared: after, told: told_after }));
        }
    }
    Ok(None)
}

/// Returns the texts that are not in UTF-8, or begin with a mark.
fn recoded(
    desk: &Overlay<'_>,
    prepared: &Prepared,
    told: &[Diagnostic],
) -> Result<BTreeSet<SourcePath>, PipelineError> {
    let sources = &prepared.library.sources;
    let wrong = told.iter().filter(|diagnostic| diagnostic.code == "text/encoding");
    let mut paths: BTreeSet<SourcePath> =
        wrong.map(|diagnostic| sources.file(diagnostic.span.file).path.clone()).collect();
    for (_, source) in sources.iter().filter(|(_, source)| !source.text.is_empty()) {
        let mut start = [0; 3];
        let read = desk.open(&source.path)?.read(&mut start).unwrap_or(0);
        if read == 3 && start == [0xEF, 0xBB, 0xBF] {
            paths.insert(source.path.clone());
        }
    }
    Ok(paths)
}

/// Tells whether no file has an error that it had not before. Where a file could not be read to its end, what comes to
/// light in it is no new error.
fn is_no_worse(
    before: &Prepared,
    told_before: &[Diagnostic],
    after: &Prepared,
    told_after: &[Diagnostic],
    moves: &BTreeMap<SourcePath, (SourcePath, &'static str)>,
) -> bool {
    let count = |prepared: &Prepared, told: &[Diagnostic], moved: bool| {
        let mut counts: BTreeMap<(SourcePath, &str), usize> = BTreeMap::new();
        for diagnostic in told.iter().filter(|diagnostic| diagnostic.severity == Severity::Error) {
            let path = prepared.library.sources.file(diagnostic.span.file).path.clone();
            let path = if moved { moves.get(&path).map_or(path, |(new, _)| new.clone()) } else { path };
            *counts.entry((path, diagnostic.code)).or_default() += 1;
        }
        counts
    };
    let (had, has) = (count(before, told_before, true), count(after, told_after, false));
    let hiding = |code: &str| {
        code.starts_with("yaml/") || code.starts_with("text/") || code == "fence/unknown" || code == "fence/unclosed"
    };
    let hidden: BTreeSet<&SourcePath> = had.keys().filter(|(_, code)| hiding(code)).map(|(path, _)| path).collect();
    has.iter().all(|(key, number)| had.get(key).is_some_and(|before| number <= before) || hidden.contains(&key.0))
}

/// A library with some files changed and renamed, none of it written.
#[derive(Clone)]
struct Overlay<'a> {
    base: &'a dyn World,
    /// Every file by its path now: where it stands on the disk, and its bytes where they are new.
    files: BTreeMap<SourcePath, (Entry, Option<Vec<u8>>)>,
}

impl<'a> Overlay<'a> {
    fn new(base: &'a dyn World) -> Result<Self, PipelineError> {
        let files = base.list()?.into_iter().map(|entry| (entry.path.clone(), (entry, None))).collect();
        Ok(Self { base, files })
    }

    /// Returns the library with these changes, and what they are.
    fn with(
        &self,
        prepared: &Prepared,
        edits: &[Edit],
        moves: &BTreeMap<SourcePath, (SourcePath, &'static str)>,
        recoded: &BTreeSet<SourcePath>,
    ) -> (Self, Vec<Change>) {
        let mut next = self.clone();
        let mut changes = Vec::new();
        for (file, source) in prepared.library.sources.iter() {
            let own: Vec<&Edit> = edits.iter().filter(|edit| edit.file == file).collect();
            let is_recoded = recoded.contains(&source.path);
            if own.is_empty() && !is_recoded {
                continue;
            }
            let text = mend::apply(&source.text, own.iter().copied());
            if text == *source.text && !is_recoded {
                continue;
            }
            if let Some((_, bytes)) = next.files.get_mut(&source.path) {
                *bytes = Some(text.into_bytes());
            }
            if is_recoded {
                changes.push(Change {
                    codes: vec!["text/encoding"],
                    path: source.path.clone(),
                    kind: ChangeKind::Recoded,
                });
            }
            changes.extend(lines_changed(&source.path, &source.text, own));
        }
        for (from, (to, code)) in moves {
            if let Some(file) = next.files.remove(from) {
                next.files.insert(to.clone(), file);
                changes.push(Change { codes: vec![*code], path: from.clone(), kind: ChangeKind::Moved(to.clone()) });
            }
        }
        (next, changes)
    }

    fn write(&self, job: Job<'_>) -> Result<(), PipelineError> {
        let mut moves: Vec<(PathBuf, SourcePath)> = Vec::new();
        let mut texts = Vec::new();
        for (path, (entry, bytes)) in &self.files {
            if *path != entry.path {
                moves.push((job.world.locate(&entry.path)?, path.clone()));
            }
            let text = bytes.as_deref().and_then(|bytes| std::str::from_utf8(bytes).ok());
            texts.extend(text.map(|text| Replacement { path, text, keeps_old: false }));
        }
        output::moved(job.root, &moves, &texts)?;
        Ok(())
    }

    fn find(&self, path: &SourcePath) -> Result<&(Entry, Option<Vec<u8>>), ReadError> {
        let missing = || ReadError { path: path.to_string(), source: io::ErrorKind::NotFound.into() };
        self.files.get(path).ok_or_else(missing)
    }
}

impl World for Overlay<'_> {
    fn list(&self) -> Result<Vec<Entry>, ReadError> {
        self.files.keys().map(|path| self.entry(path)).collect()
    }

    fn entry(&self, path: &SourcePath) -> Result<Entry, ReadError> {
        let (entry, bytes) = self.find(path)?;
        let size = bytes.as_ref().map_or(entry.size, |bytes| bytes.len() as u64);
        // What is written anew is no longer what it was when it was written.
        let modified = if bytes.is_some() { None } else { entry.modified };
        Ok(Entry { path: path.clone(), size, modified })
    }

    fn open(&self, path: &SourcePath) -> Result<Box<dyn Read + Send>, ReadError> {
        match self.find(path)? {
            (_, Some(bytes)) => Ok(Box::new(Cursor::new(bytes.clone()))),
            (entry, None) => self.base.open(&entry.path),
        }
    }

    fn seek(&self, path: &SourcePath) -> Result<Box<dyn Seekable>, ReadError> {
        match self.find(path)? {
            (_, Some(bytes)) => Ok(Box::new(Cursor::new(bytes.clone()))),
            (entry, None) => self.base.seek(&entry.path),
        }
    }

    fn locate(&self, path: &SourcePath) -> Result<PathBuf, ReadError> {
        self.base.locate(&self.find(path)?.0.path)
    }

    fn today(&self) -> Option<Day> {
        self.base.today()
    }
}

/// Returns what edits do to the lines of a text, line by line.
fn lines_changed(path: &SourcePath, text: &str, mut edits: Vec<&Edit>) -> Vec<Change> {
    let line_start = |at: usize| text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = |at: usize| text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let same_line = |one: &&Edit, other: &&Edit| line_start(one.range.start) == line_start(other.range.start);
    let of_line = |edits: &[&Edit]| {
        let start = line_start(edits[0].range.start);
        let end = edits.iter().map(|edit| line_end(edit.range.end)).max().unwrap_or(start);
        let inside = |edit: &&Edit| Edit { range: edit.range.start - start..edit.range.end - start, ..(*edit).clone() };
        let inner: Vec<Edit> = edits.iter().map(inside).collect();
        let before = &text[start..end];
        let kind = ChangeKind::Lines {
            line: Place::of(text, start).line,
            before: lines(before),
            after: lines(&mend::apply(before, &inner)),
        };
        let mut codes: Vec<&str> = edits.iter().map(|edit| edit.code).collect();
        codes.dedup();
        Change { codes, path: path.clone(), kind }
    };
    edits.chunk_by(same_line).map(of_line).collect()
}
