//! Progress bars: on a terminal only, and only for work that takes longer than half a second.
//!
//! A stage may take its time before it tells of a first step. So a watcher looks a few times a second, shows the bar when
//! its time has come, and keeps it moving: who sees it knows that the program works.

use crate::locale::Catalog;
use crate::progress::{Progress, Stage};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::{Arc, Mutex, Weak};
use std::thread;
use std::time::{Duration, Instant};

/// What takes less time needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often the watcher looks.
const BEAT: Duration = Duration::from_millis(100);

/// Bars on the standard error.
pub(crate) struct Bars<'a> {
    catalog: &'a Catalog,
    bar: Arc<Mutex<Option<ProgressBar>>>,
}

impl<'a> Bars<'a> {
    /// Returns bars that wait until half a second after `started`.
    pub(crate) fn new(catalog: &'a Catalog, started: Instant) -> Self {
        let bar = Arc::new(Mutex::new(None));
        let watched = Arc::downgrade(&bar);
        // Without a watcher, a bar is only missing.
        drop(thread::Builder::new().name("bars".to_owned()).spawn(move || watch(&watched, started)));
        Self { catalog, bar }
    }
}

/// Shows what bar there is, as long as there can be one.
fn watch(bar: &Weak<Mutex<Option<ProgressBar>>>, started: Instant) {
    loop {
        thread::sleep(BEAT);
        let Some(bar) = bar.upgrade() else { return };
        let Ok(current) = bar.lock() else { return };
        let Some(bar) = current.as_ref().filter(|_| started.elapsed() > PATIENCE) else { continue };
        if bar.is_hidden() {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        bar.tick();
    }
}

impl Progress for Bars<'_> {
    fn begin(&self, stage: Stage, total: u64) {
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::hidden());
        bar.set_style(style(stage, total));
        let key = match stage {
            Stage::Reading => "cli.stage-reading",
            Stage::Media => "cli.stage-media",
            Stage::Pages => "cli.stage-pages",
            Stage::Writing => "cli.stage-writing",
            Stage::Packing => "cli.stage-packing",
            Stage::Copying => "cli.stage-copying",
            Stage::Comparing => "cli.stage-comparing",
            Stage::Laying => "cli.stage-laying",
            Stage::Sending => "cli.stage-sending",
        };
        bar.set_message(self.catalog.text(key).to_owned());
        if let Ok(mut current) = self.bar.lock() {
            // One stage may begin within another that said nothing of its end.
            if let Some(before) = current.replace(bar) {
                before.finish_and_clear();
            }
        }
    }

    fn advance(&self, steps: u64) {
        let Ok(current) = self.bar.lock() else { return };
        let Some(bar) = current.as_ref() else { return };
        bar.inc(steps);
    }

    fn item(&self, number: usize, of: usize, name: &str) {
        let (number, of) = (number.to_string(), of.to_string());
        let told = self.catalog.fill("cli.item", &[("name", name), ("number", &number), ("of", &of)]);
        if let Some(bar) = self.bar.lock().ok().as_deref().and_then(Option::as_ref) {
            bar.set_message(told);
        }
    }

    fn end(&self) {
        let Ok(mut current) = self.bar.lock() else { return };
        if let Some(bar) = current.take() {
            bar.finish_and_clear();
        }
    }
}

/// Returns how a bar looks. What is said comes last and is cut where the terminal ends: a bar that is wider than its line
/// would leave traces.
fn style(stage: Stage, total: u64) -> ProgressStyle {
    let template = match (stage, total) {
        (_, 0) => "{spinner} {wide_msg}",
        (Stage::Copying, _) => "{bar:10} {percent:>3} % {eta:>4}  {wide_msg}",
        _ => "{bar:10} {percent:>3} %  {wide_msg}",
    };
    ProgressStyle::with_template(template).expect("the template is sound")
}
