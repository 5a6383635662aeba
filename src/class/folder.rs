//! The folder of a class: its journal, the results, and what stands aside.
//!
//! The register says what is to stand where; the journal has it first, so that a power cut in between is made good when
//! the class is opened again.

use crate::class::event::Event;
use crate::class::register::{Corrected, Learner, Register};
use crate::output::{Journal, OutputError, durable, ensure_folder, keep_aside, set_aside, sync_folder};
use crate::results::corrected;
use crate::span::SourcePath;
use crate::world::{DiskWorld, ReadError, World};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// The journal's name in the folder of a class.
const JOURNAL: &str = "class.journal";
/// The folder in it that results are kept in.
pub(crate) const RESULTS: &str = "results";
/// The folder in it for what is out of the way and not lost.
pub(crate) const ASIDE: &str = "aside";
/// A class has written all that it ever should, in bytes: a disk that is filled helps nobody.
const MOST: u64 = 1 << 30;

/// The folder of a class, ours alone as long as this lives.
#[derive(Debug)]
pub(crate) struct Folder {
    journal: Journal,
    path: PathBuf,
    /// How many lines of the journal could not be read.
    pub(crate) damaged: usize,
    /// What the disk did not take yet.
    due: Vec<Chore>,
}

/// What is to be done with a result file because of what the trainer decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Chore {
    /// It is of somebody who was taken out.
    SetAside { file: String },
    /// It has a name that the trainer corrected; `at` is when.
    Correct { file: String, to: Corrected, at: u64 },
}

impl Folder {
    /// Opens the folder of a class, or begins it; returns all that happened in it.
    ///
    /// # Errors
    /// When another program has it, or the disk refuses.
    pub(crate) fn open(path: &Path) -> Result<(Self, Register), OutputError> {
        ensure_folder(&path.join(RESULTS))?;
        let (journal, entries) = Journal::open(&path.join(JOURNAL))?;
        let mut register = Register::default();
        let mut damaged = entries.damaged;
        for text in entries.texts {
            match serde_json::from_str(&text) {
                Ok(event) => register.apply(event),
                Err(_) => damaged += 1,
            }
        }
        let mut due: Vec<Chore> = register.aside.iter().map(|file| Chore::SetAside { file: file.clone() }).collect();
        due.extend(register.learners.values().flat_map(|learner| corrections(learner, learner.seen)));
        let mut folder = Self { journal, path: path.to_owned(), damaged, due: Vec::new() };
        folder.tidy(due, &register.aside);
        Ok((folder, register))
    }

    /// Writes down and applies what happened, before anybody else can.
    ///
    /// # Errors
    /// When the disk refuses.
    pub(crate) fn note(&mut self, register: &mut Register, event: Event) -> Result<(), OutputError> {
        self.journal.add(&[line(&event)])?;
        register.apply(event);
        Ok(())
    }

    /// Tells whether a result is in its file now. What has that name and is to stand aside must not be lost by it: it is
    /// moved before ([`Folder::clear`]).
    pub(crate) fn put(&self, name: &str, bytes: &[u8]) -> bool {
        durable(&self.result(name), bytes).is_ok()
    }

    /// Tells whether no file of this name stands in the way any more.
    pub(crate) fn clear(&self, name: &str) -> bool {
        set_aside(&self.result(name), &self.path.join(ASIDE)).is_ok()
    }

    /// Makes sure that the names of new result files are on the disk.
    pub(crate) fn settle(&self) -> bool {
        sync_folder(&self.result("any")).is_ok()
    }

    /// Writes events into the journal; tells whether they are on the disk.
    pub(crate) fn add(&mut self, events: &[&Event]) -> bool {
        let lines: Vec<String> = events.iter().map(|event| line(event)).collect();
        self.journal.size() < MOST && (lines.is_empty() || self.journal.add(&lines).is_ok())
    }

    /// Does what is to be done with result files, what was left before first; what the disk refuses is left for the
    /// next time. `aside` are the files that are to stand aside. Returns those that were corrected, each with when.
    pub(crate) fn tidy(&mut self, chores: Vec<Chore>, aside: &BTreeSet<String>) -> Vec<(String, u64)> {
        let mut changed = Vec::new();
        for chore in std::mem::take(&mut self.due).into_iter().chain(chores) {
            let done = match &chore {
                // Somebody else's by now, of the same name.
                Chore::SetAside { file } if !aside.contains(file) => Ok(()),
                Chore::SetAside { file } => set_aside(&self.result(file), &self.path.join(ASIDE)),
                Chore::Correct { file, to, at } => self.correct(file, to).map(|is_other| {
                    if is_other {
                        changed.push((file.clone(), *at));
                    }
                }),
            };
            if done.is_err() {
                self.due.push(chore);
            }
        }
        changed
    }

    /// Tells whether all that was to be done with result files is done.
    pub(crate) fn is_tidy(&self) -> bool {
        self.due.is_empty()
    }

    /// Puts the right name into a result; what was handed over is kept aside. Tells whether it had another one.
    fn correct(&self, name: &str, to: &Corrected) -> Result<bool, OutputError> {
        let file = self.result(name);
        let Some(field) = &to.field else { return Ok(false) };
        let bytes = match read(&self.path, name) {
            Ok(bytes) => bytes,
            Err(error) if error.source.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(OutputError::at(&file)(error.source)),
        };
        let Some(bytes) = corrected(&bytes, field, &to.name) else { return Ok(false) };
        keep_aside(&file, &self.path.join(ASIDE))?;
        durable(&file, &bytes)?;
        Ok(true)
    }

    fn result(&self, name: &str) -> PathBuf {
        self.path.join(RESULTS).join(name)
    }
}

fn line(event: &Event) -> String {
    serde_json::to_string(event).expect("an event is always JSON")
}

/// Returns what the correction of a learner's name means for their result files.
pub(crate) fn corrections(learner: &Learner, at: u64) -> Vec<Chore> {
    let of = |to: &Corrected, file: &String| Chore::Correct { file: file.clone(), to: to.clone(), at };
    learner.corrected.iter().flat_map(|to| learner.files.iter().map(move |file| of(to, file))).collect()
}

/// Reads a result file of the class in `folder`.
///
/// # Errors
/// When it was taken away, or the disk refuses.
pub(crate) fn read(folder: &Path, name: &str) -> Result<Vec<u8>, ReadError> {
    DiskWorld::new(&folder.join(RESULTS), None)?.read(&SourcePath::new(name))
}
