//! Progress bars: on a terminal only, and only for work that takes longer than half a second.

use crate::locale::Catalog;
use crate::progress::{Progress, Stage};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// What takes less time needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// Bars on the standard error.
pub(crate) struct Bars<'a> {
    catalog: &'a Catalog,
    started: Instant,
    bar: Mutex<Option<ProgressBar>>,
}

impl<'a> Bars<'a> {
    /// Returns bars that wait until half a second after `started`.
    pub(crate) fn new(catalog: &'a Catalog, started: Instant) -> Self {
        Self { catalog, started, bar: Mutex::new(None) }
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
        };
        bar.set_message(self.catalog.text(key).to_owned());
        if let Ok(mut current) = self.bar.lock() {
            *current = Some(bar);
        }
        self.advance(0);
    }

    fn advance(&self, steps: u64) {
        let Ok(current) = self.bar.lock() else { return };
        let Some(bar) = current.as_ref() else { return };
        if bar.is_hidden() && self.started.elapsed() > PATIENCE {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        bar.inc(steps);
    }

    fn item(&self, number: usize, of: usize, name: &str) {
        let (number, of) = (number.to_string(), of.to_string());
        let told = self.catalog.fill("cli.item", &[("name", name), ("number", &number), ("of", &of)]);
        if let Some(bar) = self.bar.lock().ok().as_deref().and_then(Option::as_ref) {
            bar.set_message(told);
        }
        self.advance(0);
    }

    fn end(&self) {
        let Ok(mut current) = self.bar.lock() else { return };
        if let Some(bar) = current.take() {
            bar.finish_and_clear();
        }
    }
}

fn style(stage: Stage, total: u64) -> ProgressStyle {
    let template = match (stage, total) {
        (_, 0) => "{spinner} {msg}",
        (Stage::Writing, _) => "{msg} {wide_bar} {decimal_bytes}/{decimal_total_bytes}",
        (Stage::Copying, _) => "{msg} {wide_bar} {percent} % {eta}",
        (Stage::Packing, _) => "{msg} {wide_bar} {percent} %",
        _ => "{msg} {wide_bar} {pos}/{len}",
    };
    ProgressStyle::with_template(template).expect("the template is sound")
}
