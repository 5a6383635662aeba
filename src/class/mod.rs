//! A classroom: the courses on the phones in a room, a board for the trainer, results that are kept.
//!
//! 1. The `site` is read by whoever is on the network; its pages get a script (`page`, `player/class/`) by which a
//!    learner joins with the PIN and sends what they do.
//! 2. What phones send is small, strict and not too often (`message`, `tries`, `intake`).
//! 3. Whatever is taken is an `event`. The `clerk` writes it into the journal and results into files; only when it is
//!    on the disk is it applied to the `register`, and only then is the phone told. A class that is opened again reads
//!    its journal: after a power cut nothing is missing that anybody was told of.
//! 4. Results come into the trainer's record, the same that reports are made of (`recorder`).
//! 5. The `board` tells the trainer, and nobody else, what is in the register; the `trainer` alone corrects names, takes
//!    somebody out, and takes all results along.

mod answer;
mod board;
mod clerk;
mod event;
mod folder;
mod intake;
mod message;
mod page;
mod received;
mod recorder;
mod register;
mod secret;
mod site;
mod trainer;
mod tries;

pub use site::Site;

use crate::class::answer::{House, answer};
use crate::class::clerk::Clerk;
use crate::class::event::Event;
use crate::class::folder::Folder;
use crate::class::recorder::Recorder;
use crate::class::register::Register;
use crate::class::tries::Tries;
use crate::host::{self, Listening};
use crate::locale::{Catalog, Catalogs};
use crate::output::OutputError;
use crate::record::RecordError;
use axum::Router;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tokio::time::Instant;

/// The port that is taken where none is asked for, and the class has none yet.
pub const USUAL_PORT: u16 = 4100;

/// So many signs the trainer's key has: 130 bits.
const KEY: usize = 26;

/// A class that is opened, and not yet in session.
pub struct Class {
    folder: Folder,
    register: Register,
    path: PathBuf,
    recorder: Option<Recorder>,
    now: fn() -> u64,
}

impl Class {
    /// Opens the class in a folder, or begins one there. `now` tells the time, in seconds since 1970-01-01.
    ///
    /// # Errors
    /// When another program has it open, or the disk refuses.
    pub fn open(folder: &Path, now: fn() -> u64) -> Result<Self, OutputError> {
        let (opened, register) = Folder::open(folder)?;
        Ok(Self { folder: opened, register, path: folder.to_owned(), recorder: None, now })
    }

    /// Returns the port that the phones know this class by; nothing where it is new.
    pub fn port(&self) -> Option<u16> {
        (self.register.port > 0).then_some(self.register.port)
    }

    /// Returns how many learners it has.
    pub fn learners(&self) -> usize {
        self.register.learners.len()
    }

    /// Returns how many lines of its journal could not be read.
    pub fn damaged(&self) -> usize {
        self.folder.damaged
    }

    /// Returns the PIN that learners join by.
    pub fn pin(&self) -> &str {
        &self.register.pin
    }

    /// Returns what stands behind an address of the class to be let in with the PIN at once.
    pub fn address_with_pin(&self, address: &str) -> String {
        board::with_pin(address, &self.register.pin)
    }

    /// Returns where the trainer finds the board, on another device too.
    pub fn board(&self, address: &str) -> String {
        format!("{}{}board#{}", address.trim_end_matches('/'), page::OWN, self.register.key)
    }

    /// Returns where the board is for whoever sits at this computer.
    pub fn own_board(address: &str) -> String {
        format!("{}{}board", address.trim_end_matches('/'), page::OWN)
    }

    /// Brings the results of this class into a record, those that it has already and those to come.
    ///
    /// # Errors
    /// When the file is no record, or the disk refuses.
    pub fn record(&mut self, file: &Path) -> Result<(), RecordError> {
        self.recorder = Some(Recorder::open(file, &self.path, &self.register)?);
        Ok(())
    }

    /// Settles the PIN (the one of before, or a new one, where none is given) and the port.
    ///
    /// # Errors
    /// When the disk refuses, or the system has no chance to give.
    pub fn settle(&mut self, pin: Option<&str>, port: u16) -> Result<(), OutputError> {
        let at = || OutputError::at(&self.path);
        let kept = |kept: &String| (!kept.is_empty()).then(|| kept.clone());
        let pin = match pin.map(secret::typed).or_else(|| kept(&self.register.pin)) {
            Some(pin) => pin,
            None => secret::pin().map_err(at())?,
        };
        let key = match kept(&self.register.key) {
            Some(key) => key,
            None => secret::signs(KEY).map_err(at())?,
        };
        self.folder.note(&mut self.register, Event::Opened { at: (self.now)(), pin, key, port })
    }

    /// Holds the class until the program is told to end. `words` are those of pages, `trainer` those of the board.
    ///
    /// # Errors
    /// When the system gives no threads or takes the port away.
    pub fn hold(self, site: Site, words: &Catalogs, trainer: &Catalog, listening: Listening) -> io::Result<()> {
        let Self { folder, register, path, recorder, now } = self;
        let (clerk, desk, register, news) = Clerk::new(folder, register, recorder);
        let closing = desk.clone();
        let house = House {
            editions: site.editions(),
            site,
            made: Mutex::default(),
            scripts: words.iter().map(|words| (words.lang().to_string(), page::learner_script(words))).collect(),
            board_page: page::board(trainer),
            board_script: page::board_script(trainer),
            reach: listening.reach,
            port: listening.port(),
            register,
            desk,
            news,
            tries: Mutex::new(Tries::new(Instant::now())),
            paces: Mutex::default(),
            now,
            run: secret::signs(6)?,
            folder: path,
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let clerk = std::thread::Builder::new().name("clerk".to_owned()).spawn(move || clerk.work())?;
        let ended = runtime.block_on(host::run(listening, Router::new().fallback(answer).with_state(Arc::new(house))));
        closing.close();
        // What anybody was told of is on the disk already, whatever the clerk ends with.
        drop(clerk.join());
        runtime.shutdown_background();
        ended
    }
}

#[cfg(test)]
mod tests {
    use super::Class;

    #[test]
    fn a_class_that_is_opened_again_has_its_pin_its_key_and_its_port() {
        let folder = tempfile::tempdir().unwrap();
        let mut first = Class::open(folder.path(), || 5).unwrap();
        assert_eq!(first.port(), None);
        first.settle(None, 4100).unwrap();
        let (pin, board) = (first.pin().to_owned(), first.board("http://192.168.1.7:4100/"));
        assert!(Class::open(folder.path(), || 6).is_err(), "it is in session");
        drop(first);
        let mut again = Class::open(folder.path(), || 6).unwrap();
        assert_eq!((again.port(), again.pin()), (Some(4100), pin.as_str()));
        again.settle(Some("12 34"), 4100).unwrap();
        assert_eq!((again.pin(), again.board("http://192.168.1.7:4100/")), ("1234", board));
        assert!(board_key(&again).len() > 20);
    }

    fn board_key(class: &Class) -> String {
        class.board("http://a/").split_once('#').unwrap().1.to_owned()
    }
}
