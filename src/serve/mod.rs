//! A preview that keeps up with what is written.
//!
//! 1. `watch` hears of changes and rings the `bell`; `worker` builds, one build at a time, into memory.
//! 2. What is `shown` is the last good site, and what is told of the last build.
//! 3. `answer` looks requests up in that tree, for those whom `door` lets in; `body` sends files piece by piece.
//! 4. Pages carry a script (`page`) that hears `events`: it loads a newer version at the same place, and shows what is
//!    wrong.
//!
//! Nothing is ever written but what the store keeps, and nobody can ask for that.

mod answer;
mod author;
mod bell;
mod body;
mod door;
mod events;
mod kinds;
mod page;
mod range;
mod reach;
mod shown;
mod watch;
mod worker;

pub use author::{Author, Problem, ProblemPlace, Problems, Told, Words};
pub use reach::{DEFAULT_PORT, Listening, Reach};
pub use watch::Noticing;
pub use worker::Preview;

use crate::serve::answer::{House, answer};
use crate::serve::bell::Bell;
use crate::serve::shown::Shown;
use crate::serve::worker::Worker;
use axum::Router;
use futures_util::future::{self, Either};
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;

/// Shows a library until the program is told to end.
///
/// # Errors
/// When the system gives no threads or takes the port away.
pub fn serve(preview: Preview, listening: Listening) -> io::Result<()> {
    let preview = Arc::new(preview);
    let bell = Arc::new(Bell::default());
    let (sender, shown) = tokio::sync::watch::channel(Shown::default());
    let words = preview.author.words();
    let house = House {
        world: preview.world.clone(),
        bell: Arc::clone(&bell),
        shown,
        reach: listening.reach,
        script: page::script(&words),
        words,
    };
    let worker = Worker { preview, bell: Arc::clone(&bell), shown: sender };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    // Nobody waits for its end: a build that is under way would keep the author waiting.
    std::thread::Builder::new().name("builder".to_owned()).spawn(move || worker.work())?;
    let ended = runtime.block_on(until_told(listening, house));
    bell.end();
    runtime.shutdown_background();
    ended
}

async fn until_told(listening: Listening, house: House) -> io::Result<()> {
    listening.listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listening.listener)?;
    let router = Router::new().fallback(answer).with_state(Arc::new(house));
    let server = axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>());
    match future::select(pin!(std::future::IntoFuture::into_future(server)), pin!(told_to_end())).await {
        Either::Left((ended, _)) | Either::Right((ended, _)) => ended,
    }
}

/// Waits for Ctrl-C, or for the system's wish that the program ends.
async fn told_to_end() -> io::Result<()> {
    #[cfg(unix)]
    {
        let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
        match future::select(pin!(tokio::signal::ctrl_c()), pin!(terminate.recv())).await {
            Either::Left((pressed, _)) => pressed,
            Either::Right(_) => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
