//! The author's desk: what the terminal says of each build, and what the page does.

use crate::cli::bars::Bars;
use crate::cli::diagnostics::{Telling, tell};
use crate::cli::failure::Failure;
use crate::cli::serve::editor::Editor;
use crate::cli::serve::told;
use crate::cli::terminal::{Format, Terminal, Voice};
use crate::cli::{browser, report, room, words};
use crate::host::Listening;
use crate::load::LoadError;
use crate::pipeline::{Outcome, PipelineError, Previewed};
use crate::progress::{Progress, Silent};
use crate::serve::{Author, Problem, Problems, Told, Words};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Where the author works.
pub(crate) struct Desk {
    terminal: Terminal<'static>,
    root: PathBuf,
    address: String,
    in_room: Option<Vec<String>>,
    other_port: Option<u16>,
    opens: bool,
    editor: Option<Editor>,
    at_hand: Mutex<AtHand>,
}

/// What is remembered from one moment to the next.
#[derive(Default)]
struct AtHand {
    began: Option<Instant>,
    changed: Vec<String>,
    /// What was wrong at the last build.
    wrong: Option<String>,
    /// Whether the address was said.
    is_open: bool,
}

impl Desk {
    /// Returns the desk of whoever writes the library in `root`; `other_port` is told of where it is not the usual one.
    pub(crate) fn new(
        terminal: Terminal<'static>,
        root: &Path,
        listening: &Listening,
        other_port: Option<u16>,
        opens: bool,
    ) -> Self {
        Self {
            terminal,
            root: root.to_owned(),
            address: listening.address(),
            in_room: listening.is_for_room().then(|| listening.addresses_in_room()),
            other_port,
            opens: opens && room::is_for_people(terminal) && terminal.format == Format::Human,
            editor: Editor::find(),
            at_hand: Mutex::default(),
        }
    }

    fn at_hand(&self) -> MutexGuard<'_, AtHand> {
        // Whoever panicked while holding it left every field whole.
        self.at_hand.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn say(&self, line: &str) {
        room::say(self.terminal, line);
    }

    /// Tells what is wrong, unless that was told at the last build.
    fn complain(&self, wrong: String) {
        let mut at_hand = self.at_hand();
        if at_hand.wrong.as_ref() != Some(&wrong) {
            self.terminal.put(&wrong);
            at_hand.wrong = Some(wrong);
        }
    }

    /// Says what was made because of what.
    fn made(&self, previewed: &Previewed) {
        let catalog = self.terminal.catalog;
        let at_hand = self.at_hand();
        let time = words::seconds(catalog, at_hand.began.map_or(Duration::ZERO, |began| began.elapsed()));
        let line = match at_hand.changed.split_first() {
            Some((first, rest)) => {
                let what = match rest.len() as u64 {
                    0 => first.clone(),
                    more => catalog.count("serve.and-more", more, &[("path", first)]),
                };
                catalog.fill("serve.again", &[("what", &what), ("time", &time)])
            }
            None => {
                let contents = report::contents(catalog, previewed.contents);
                catalog.fill("serve.made", &[("contents", &contents), ("time", &time)])
            }
        };
        drop(at_hand);
        self.say(&line);
    }

    /// Says where the courses are to be seen, and opens a browser there.
    fn open(&self) {
        let catalog = self.terminal.catalog;
        if let Some(port) = self.other_port {
            let (port, usual) = (port.to_string(), crate::serve::USUAL_PORT.to_string());
            self.say(&catalog.fill("serve.other-port", &[("usual", &usual), ("port", &port)]));
        }
        room::essential(self.terminal, &catalog.fill("serve.address", &[("address", &self.address)]));
        if let Some(addresses) = &self.in_room {
            room::addresses(self.terminal, addresses, ToOwned::to_owned);
            if !addresses.is_empty() {
                self.say(catalog.text("serve.guests"));
            }
        }
        self.say(catalog.text("serve.end"));
        if self.opens {
            browser::open(&self.address);
        }
    }

    fn failed(&self, words: &str) -> Told {
        if self.at_hand().wrong.as_deref() != Some(words) {
            self.terminal.fail(words);
            self.at_hand().wrong = Some(words.to_owned());
        }
        let heading = self.terminal.catalog.count("cli.errors", 1, &[]);
        let problem = Problem { message: words.to_owned(), ..Problem::default() };
        Told { errors: Problems { heading, first: vec![problem], ..Problems::default() }, ..Told::default() }
    }
}

impl Author for Desk {
    #[expect(clippy::disallowed_methods, reason = "only cli measures how long it took")]
    fn begins(&self, changed: &[String]) -> Box<dyn Progress + '_> {
        let began = Instant::now();
        let mut at_hand = self.at_hand();
        (at_hand.began, at_hand.changed) = (Some(began), changed.to_vec());
        match io::stderr().is_terminal() && self.terminal.voice == Voice::Full {
            true => Box::new(Bars::new(self.terminal.catalog, began)),
            false => Box::new(Silent),
        }
    }

    fn ends(&self, result: &Result<Outcome<Previewed>, PipelineError>) -> Told {
        let outcome = match result {
            Ok(outcome) => outcome,
            Err(PipelineError::Load(LoadError::NoLibrary)) => {
                return self.failed(&Failure::NotALibrary(self.root.clone()).words(self.terminal.catalog));
            }
            Err(error) => return self.failed(&crate::cli::failure::pipeline(error, self.terminal.catalog)),
        };
        let Terminal { catalog, format, colours, .. } = self.terminal;
        let telling = Telling { catalog, sources: &outcome.sources, prefix: "", colours };
        let mut wrong = tell(&outcome.diagnostics, format, &telling);
        if !outcome.diagnostics.is_empty() && format == Format::Human {
            wrong.push_str(&format!("{}\n", report::count(catalog, &outcome.diagnostics, &outcome.sources)));
        }
        self.complain(wrong);
        match &outcome.made {
            Some(previewed) => self.made(previewed),
            None => self.say(catalog.text("serve.stands")),
        }
        told::told(&outcome.diagnostics, &telling, &self.root, self.editor)
    }

    fn crashed(&self) -> Told {
        self.failed(self.terminal.catalog.text("cli.bug"))
    }

    fn sees(&self) {
        if !std::mem::replace(&mut self.at_hand().is_open, true) {
            self.open();
        }
    }

    fn words(&self) -> Words {
        let catalog = self.terminal.catalog;
        let texts = catalog.section("preview").map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
        Words { lang: catalog.lang().to_string(), dir: "ltr", texts }
    }
}
