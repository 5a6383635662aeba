//! A preview that keeps up with what is written.
//!
//! 1. `watch` hears of changes and rings the `bell`; `worker` builds, one build at a time, into memory.
//! 2. What is `shown` is the last good site, and what is told of the last build.
//! 3. `answer` looks requests up in that tree, for those whom the host lets in.
//! 4. Pages carry a script (`page`) that hears `events`: it loads a newer version at the same place, and shows what is
//!    wrong.
//!
//! Nothing is ever written but what the store keeps, and nobody can ask for that.

mod answer;
mod author;
mod bell;
mod events;
mod page;
mod shown;
mod watch;
mod worker;

pub use author::{Author, Problem, ProblemPlace, Problems, Told, Words};
pub use watch::Noticing;
pub use worker::Preview;

use crate::host::{self, Listening};
use crate::serve::answer::{House, answer};
use crate::serve::bell::Bell;
use crate::serve::shown::Shown;
use crate::serve::worker::Worker;
use axum::Router;
use std::io;
use std::sync::Arc;

/// The port that is taken where none is asked for.
pub const USUAL_PORT: u16 = 4000;

/// Shows a library until the program is told to end.
///
/// # Errors
/// When the system gives no threads or takes the port away.
pub fn serve(preview: Preview, listening: Listening) -> io::Result<()> {
    let preview = Arc::new(preview);
    let bell = Arc::new(Bell::default());
    let (sender, shown) = tokio::sync::watch::channel(Shown::default());
    let words = preview.author.words();
    let alarm = {
        let bell = Arc::clone(&bell);
        Arc::new(move || bell.ring([]))
    };
    let house = House {
        world: preview.world.clone(),
        alarm,
        shown,
        reach: listening.reach,
        script: page::script(&words),
        words,
    };
    let worker = Worker { preview, bell: Arc::clone(&bell), shown: sender };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    // Nobody waits for its end: a build that is under way would keep the author waiting.
    std::thread::Builder::new().name("builder".to_owned()).spawn(move || worker.work())?;
    let ended = runtime.block_on(host::run(listening, Router::new().fallback(answer).with_state(Arc::new(house))));
    bell.end();
    runtime.shutdown_background();
    ended
}
