//! How many lines are open at once, and how long a silent one stays.
//!
//! A phone in the room that opens thousands of lines, or holds one without a word, must not keep the others out.

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, Sleep};

/// So many lines are open at once: 60 phones with six each, below what systems allow a program (often 1024 files).
const MOST: usize = 640;
/// So many of them from one address of the room; a browser opens six, and a router may stand between.
const MOST_OF_ONE: usize = 96;
/// So long nothing is sent on a line until it is cut.
const SILENCE: Duration = Duration::from_secs(75);
/// So long nobody is let in where the system has no more room.
const REST: Duration = Duration::from_millis(200);

/// Who is at the other end of a line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) SocketAddr);

impl Connected<IncomingStream<'_, Gate>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Gate>) -> Self {
        Self(*stream.remote_addr())
    }
}

/// Where lines come in.
pub(crate) struct Gate {
    listener: TcpListener,
    inside: Arc<Mutex<Inside>>,
}

/// How many lines are open.
#[derive(Default)]
struct Inside {
    all: usize,
    of: BTreeMap<IpAddr, usize>,
}

impl Gate {
    /// Returns the gate of a port.
    pub(crate) fn new(listener: TcpListener) -> Self {
        Self { listener, inside: Arc::default() }
    }
}

impl Listener for Gate {
    type Io = Line;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Line, SocketAddr) {
        loop {
            match self.listener.accept().await {
                Ok((stream, peer)) => {
                    // Whoever is not admitted is cut off at once.
                    if let Some(pass) = Pass::admit(&self.inside, peer.ip()) {
                        // Answers are small: none waits for the next.
                        drop(stream.set_nodelay(true));
                        return (Line::new(stream, pass), peer);
                    }
                }
                Err(error) => match error.kind() {
                    io::ErrorKind::ConnectionAborted
                    | io::ErrorKind::ConnectionReset
                    | io::ErrorKind::ConnectionRefused => {}
                    _ => tokio::time::sleep(REST).await,
                },
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// The right to be inside; it ends with the line.
struct Pass {
    inside: Arc<Mutex<Inside>>,
    address: IpAddr,
}

impl Pass {
    fn admit(inside: &Arc<Mutex<Inside>>, address: IpAddr) -> Option<Self> {
        let mut counts = locked(inside);
        let own = counts.of.get(&address).copied().unwrap_or_default();
        // At this computer sits nobody who would harm its owner.
        if counts.all >= MOST || (own >= MOST_OF_ONE && !address.is_loopback()) {
            return None;
        }
        counts.all += 1;
        counts.of.insert(address, own + 1);
        drop(counts);
        Some(Self { inside: Arc::clone(inside), address })
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        let mut counts = locked(&self.inside);
        counts.all = counts.all.saturating_sub(1);
        match counts.of.get_mut(&self.address) {
            Some(own) if *own > 1 => *own -= 1,
            _ => drop(counts.of.remove(&self.address)),
        }
    }
}

fn locked(inside: &Mutex<Inside>) -> MutexGuard<'_, Inside> {
    // Whoever panicked while holding it left the counts whole.
    inside.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An open line, cut when it has been silent for too long.
pub(crate) struct Line {
    stream: TcpStream,
    silence: Pin<Box<Sleep>>,
    _pass: Pass,
}

impl Line {
    fn new(stream: TcpStream, pass: Pass) -> Self {
        Self { stream, silence: Box::pin(tokio::time::sleep(SILENCE)), _pass: pass }
    }

    /// Begins the silence anew where something happened; fails where there was too much of it.
    fn watched<T>(&mut self, context: &mut Context<'_>, happened: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if happened.is_ready() {
            self.silence.as_mut().reset(Instant::now() + SILENCE);
            return happened;
        }
        self.silence.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        self.watched(context, read)
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.watched(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.watched(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, MOST_OF_ONE, Pass};
    use std::net::{IpAddr, Ipv4Addr};
    use std::sync::Arc;

    #[test]
    fn one_phone_cannot_keep_the_others_out() {
        let inside = Arc::default();
        let greedy = IpAddr::from([192, 168, 1, 9]);
        let mut held: Vec<Pass> = (0..MOST).filter_map(|_| Pass::admit(&inside, greedy)).collect();
        assert_eq!(held.len(), MOST_OF_ONE);
        assert!(Pass::admit(&inside, IpAddr::from([192, 168, 1, 10])).is_some());
        held.pop();
        assert!(Pass::admit(&inside, greedy).is_some(), "a line that ends makes room");
        let own = IpAddr::from(Ipv4Addr::LOCALHOST);
        let all: Vec<Pass> = (0..MOST * 2).filter_map(|_| Pass::admit(&inside, own)).collect();
        assert_eq!(all.len() + held.len(), MOST);
    }
}
