//! From the first line that comes in until the program is told to end.

use crate::host::gate::{Gate, Peer};
use crate::host::reach::Listening;
use axum::Router;
use futures_util::future::{self, Either};
use std::io;
use std::pin::pin;

/// Answers on a port by `router`, until the program is told to end.
///
/// # Errors
/// When the system takes the port away.
pub(crate) async fn run(listening: Listening, router: Router) -> io::Result<()> {
    listening.listener.set_nonblocking(true)?;
    let gate = Gate::new(tokio::net::TcpListener::from_std(listening.listener)?);
    let server = axum::serve(gate, router.into_make_service_with_connect_info::<Peer>());
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
