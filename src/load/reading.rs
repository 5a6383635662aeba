//! Every text of a library, read once and side by side.

use crate::diagnostic::{Diagnosed, Diagnostic, Message};
use crate::load::memo::{Memo, Text};
use crate::locale::{Catalogs, Lang};
use crate::parse::{Encoding, ParseInput, ParsedText, TextKind, decode, parse_text};
use crate::span::{FileId, SourcePath, Sources, Span};
use crate::world::{Entry, ReadError, World};
use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::collections::HashMap;
use std::sync::Arc;

/// Texts longer than this, in bytes, are not read: nobody writes them by hand.
const MAX_TEXT: u64 = 8 * 1024 * 1024;

/// What was read so far.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Every text.
    pub(super) sources: Sources,
    /// What is to be told.
    pub(super) diagnostics: Vec<Diagnostic>,
    ids: HashMap<SourcePath, FileId>,
}

/// A text to be parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Job {
    /// The text.
    pub(super) path: SourcePath,
    /// Its language.
    pub(super) lang: Lang,
    /// A page, or a bank of questions.
    pub(super) kind: TextKind,
}

/// Parsed texts by their paths.
pub(super) type Parsed = Vec<(SourcePath, Diagnosed<ParsedText>)>;

impl Reading {
    /// Reads the texts of `entries`, in this order; what `memo` knows is not read again.
    pub(super) fn read(&mut self, world: &dyn World, entries: &[&Entry], memo: Option<&Memo>) -> Result<(), ReadError> {
        let read = |entry: &&Entry| {
            if let Some(text) = memo.and_then(|memo| memo.text(entry)) {
                return Ok(text);
            }
            let text: Text = read_text(world, entry)?.map(|bytes| decode(&bytes));
            if let Some(memo) = memo {
                memo.keep_text(entry, &text);
            }
            Ok(text)
        };
        let texts: Vec<Text> = entries.par_iter().map(read).collect::<Result<_, ReadError>>()?;
        for (entry, read) in entries.iter().zip(texts) {
            let Some((text, problem)) = read else {
                let file = self.add(&entry.path, Arc::from(""));
                self.diagnostics.push(Diagnostic::error("text/too-long", Span::start_of(file)));
                continue;
            };
            let file = self.add(&entry.path, text);
            self.diagnostics.extend(problem.map(|problem| encoding(problem, file)));
        }
        Ok(())
    }

    /// Adds a file whose bytes are not read, so that it can be told of.
    pub(super) fn add_name(&mut self, path: &SourcePath) -> FileId {
        match self.file(path) {
            Some(file) => file,
            None => self.add(path, Arc::from("")),
        }
    }

    fn add(&mut self, path: &SourcePath, text: Arc<str>) -> FileId {
        let file = self.sources.add(path.clone(), text);
        self.ids.insert(path.clone(), file);
        file
    }

    /// Returns the id of a file that was read.
    pub(super) fn file(&self, path: &SourcePath) -> Option<FileId> {
        self.ids.get(path).copied()
    }

    /// Returns the id and the text of a file that was read.
    pub(super) fn text(&self, path: &SourcePath) -> Option<(FileId, Arc<str>)> {
        self.file(path).map(|file| (file, self.sources.file(file).text.clone()))
    }

    /// Parses texts that were read, side by side, and returns them in the order of `jobs`; what `memo` knows is not
    /// parsed again.
    pub(super) fn parse(&self, jobs: Vec<Job>, catalogs: &Catalogs, memo: Option<&Memo>) -> Parsed {
        let parse = |job: Job| {
            let (file, text) = self.text(&job.path)?;
            if let Some(parsed) = memo.and_then(|memo| memo.page(&job, file, &text)) {
                return Some((job.path, parsed));
            }
            let input = ParseInput { file, text: &text, lang: &job.lang, kind: job.kind, catalogs };
            let parsed = parse_text(input);
            if let Some(memo) = memo {
                memo.keep_page(&job, file, &text, &parsed);
            }
            Some((job.path, parsed))
        };
        let parsed: Vec<_> = jobs.into_par_iter().map(parse).collect();
        parsed.into_iter().flatten().collect()
    }
}

fn read_text(world: &dyn World, entry: &Entry) -> Result<Option<Vec<u8>>, ReadError> {
    let bytes = world.read_listed(entry, MAX_TEXT + 1)?;
    Ok((bytes.len() as u64 <= MAX_TEXT).then_some(bytes))
}

fn encoding(problem: Encoding, file: FileId) -> Diagnostic {
    let start = Span::start_of(file);
    let named = |name: &str| {
        Diagnostic::error("text/encoding", start).with("encoding", name).hint(Message::new("hint/save-as-utf-8"))
    };
    match problem {
        Encoding::Utf16 => named("UTF-16"),
        Encoding::Windows1252 => named("Windows-1252"),
        Encoding::Windows1251 => named("Windows-1251"),
        Encoding::Broken(offset) => {
            let end = offset + char::REPLACEMENT_CHARACTER.len_utf8();
            let span = Span::new(file, offset..end);
            Diagnostic::error("text/broken", span).hint(Message::new("hint/save-as-utf-8"))
        }
    }
}
