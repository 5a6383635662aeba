//! A bar for each stick, one below the other, with bytes: on a terminal only.

use crate::cli::terminal::{Terminal, Voice};
use crate::cli::words;
use crate::progress::{Progress, Silent, Stage};
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::path::Path;
use std::time::{Duration, Instant};

/// What takes less time needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// The bars of all sticks.
pub(crate) struct Rows {
    /// Nothing where nobody looks.
    all: Option<MultiProgress>,
    words: [String; 2],
    started: Instant,
}

/// The bar of one stick.
pub(crate) struct Row {
    bar: Option<Shown>,
}

struct Shown {
    all: MultiProgress,
    bar: ProgressBar,
    name: String,
    /// What is said while it compares, and while it writes.
    words: [String; 2],
    started: Instant,
}

impl Rows {
    /// Returns bars that nobody sees unless `seen`.
    pub(crate) fn new(terminal: Terminal<'_>, started: Instant, seen: bool) -> Self {
        let words = ["cli.stage-comparing", "cli.stage-laying"].map(|key| terminal.catalog.text(key).to_owned());
        let all = (seen && terminal.voice == Voice::Full)
            .then(|| MultiProgress::with_draw_target(ProgressDrawTarget::stderr()));
        Self { all, words, started }
    }

    /// Returns the bar of the stick at `place`.
    pub(crate) fn row(&self, place: &Path) -> Row {
        let bar = self.all.as_ref().map(|all| {
            let bar = ProgressBar::hidden();
            Shown { all: all.clone(), bar, name: words::path(place), words: self.words.clone(), started: self.started }
        });
        Row { bar }
    }
}

impl Row {
    /// Returns whoever is told.
    pub(crate) fn progress(&self) -> &dyn Progress {
        match &self.bar {
            Some(shown) => shown,
            None => &Silent,
        }
    }
}

impl Progress for Shown {
    fn begin(&self, stage: Stage, total: u64) {
        let words = if stage == Stage::Comparing { &self.words[0] } else { &self.words[1] };
        let style = "{bar:10} {percent:>3} % {bytes:>9}/{total_bytes} {bytes_per_sec:>11} {eta:>4}  {wide_msg}";
        self.bar.reset();
        self.bar.set_length(total);
        self.bar.set_style(ProgressStyle::with_template(style).expect("the template is sound"));
        self.bar.set_message(format!("{}: {words}", self.name));
    }

    fn advance(&self, steps: u64) {
        if self.bar.is_hidden() && self.started.elapsed() > PATIENCE {
            // From here on it is one of those that are seen.
            drop(self.all.add(self.bar.clone()));
        }
        self.bar.inc(steps);
    }

    fn end(&self) {
        self.bar.finish_and_clear();
    }
}
