//! A bar for each stick, one below the other, with bytes: on a terminal only.
//!
//! What is said comes last and is cut where the terminal ends; what a reader needs most stands first in it.

use crate::cli::terminal::{Terminal, Voice};
use crate::cli::words;
use crate::locale::Catalog;
use crate::progress::{Progress, Silent, Stage};
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// What takes less time needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often what is said of a bar changes.
const BEAT: Duration = Duration::from_millis(200);

/// The bars of all sticks.
pub(crate) struct Rows<'a> {
    /// Nothing where nobody looks.
    all: Option<MultiProgress>,
    /// How many sticks there are: one alone needs no name.
    sticks: usize,
    catalog: &'a Catalog,
    started: Instant,
}

/// The bar of one stick.
pub(crate) struct Row<'a> {
    bar: Option<Shown<'a>>,
}

struct Shown<'a> {
    all: MultiProgress,
    bar: ProgressBar,
    name: Option<String>,
    catalog: &'a Catalog,
    now: Mutex<Now>,
    started: Instant,
}

/// What is being done.
struct Now {
    stage: Stage,
    /// How long after the start that was told.
    told: Option<Duration>,
}

impl<'a> Rows<'a> {
    /// Returns the bars of so many sticks, which nobody sees unless `seen`.
    pub(crate) fn new(terminal: Terminal<'a>, started: Instant, seen: bool, sticks: usize) -> Self {
        let all = (seen && terminal.voice == Voice::Full)
            .then(|| MultiProgress::with_draw_target(ProgressDrawTarget::hidden()));
        Self { all, sticks, catalog: terminal.catalog, started }
    }

    /// Returns the bar of the stick at `place`.
    pub(crate) fn row(&self, place: &Path) -> Row<'a> {
        let bar = self.all.as_ref().map(|all| Shown {
            all: all.clone(),
            // In the order in which they were named.
            bar: all.add(ProgressBar::no_length()),
            name: (self.sticks > 1).then(|| name(place)),
            catalog: self.catalog,
            now: Mutex::new(Now { stage: Stage::Comparing, told: None }),
            started: self.started,
        });
        Row { bar }
    }
}

impl Row<'_> {
    /// Returns whoever is told.
    pub(crate) fn progress(&self) -> &dyn Progress {
        match &self.bar {
            Some(shown) => shown,
            None => &Silent,
        }
    }
}

impl Shown<'_> {
    /// Says what is being done and how much of it is, unless that was said a moment ago.
    fn tell(&self) {
        let Ok(mut now) = self.now.lock() else { return };
        let elapsed = self.started.elapsed();
        if now.told.is_some_and(|told| elapsed < told + BEAT) {
            return;
        }
        now.told = Some(elapsed);
        // What is laid is counted twice: written, and read back.
        let (key, times) =
            if now.stage == Stage::Comparing { ("cli.stage-comparing", 1) } else { ("cli.stage-laying", 2) };
        let size = |bytes: u64| words::size(self.catalog, bytes / times);
        let (done, total) = (size(self.bar.position()), size(self.bar.length().unwrap_or_default()));
        let name = self.name.as_ref().map_or_else(String::new, |name| format!("{name}: "));
        self.bar.set_message(format!("{name}{done} / {total}  {}", self.catalog.text(key)));
    }
}

impl Progress for Shown<'_> {
    fn begin(&self, stage: Stage, total: u64) {
        let style = "{bar:10} {percent:>3} % {eta:>4}  {wide_msg}";
        self.bar.reset();
        self.bar.set_length(total);
        self.bar.set_style(ProgressStyle::with_template(style).expect("the template is sound"));
        if let Ok(mut now) = self.now.lock() {
            *now = Now { stage, told: None };
        }
        self.tell();
    }

    fn advance(&self, steps: u64) {
        if self.all.is_hidden() && self.started.elapsed() > PATIENCE {
            self.all.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(steps);
        self.tell();
    }

    fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// Returns what a stick is called: the last part of its place, or all of it (`E:\`).
fn name(place: &Path) -> String {
    place.file_name().map_or_else(|| words::path(place), |name| name.to_string_lossy().into_owned())
}
