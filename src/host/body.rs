//! Bytes from a body to whoever asked, in constant memory.

use crate::cache;
use crate::kept::Place;
use crate::tree::{Body, Piece, PiecesReader, cut};
use crate::world::{DiskWorld, Seekable, World};
use axum::body::Bytes;
use futures_util::stream;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::ops::Range;
use std::sync::Arc;

/// So many bytes are read at once.
const PIECE: u64 = 128 * 1024;

/// Hears that a source cannot be read, or holds something else than it did: what is shown is no more what there is.
pub(crate) type Alarm = Arc<dyn Fn() + Send + Sync>;

/// Returns the bytes `part` of a body; `alarm` hears of what goes wrong on the way too.
///
/// # Errors
/// When the source cannot be read.
pub(crate) async fn part(
    world: &DiskWorld,
    alarm: &Alarm,
    body: &Body,
    part: Range<u64>,
) -> io::Result<axum::body::Body> {
    if let Body::Bytes(bytes) = body {
        let range = part.start as usize..part.end as usize;
        return Ok(axum::body::Body::from(Bytes::copy_from_slice(bytes.get(range).unwrap_or_default())));
    }
    let (world, body, alarm) = (world.clone(), body.clone(), Arc::clone(alarm));
    let reading = blocking(move || Reading::open(&world, &body, part)).await.inspect_err(|_| alarm())?;
    let pieces = stream::unfold(Some(reading), move |reading| {
        let alarm = Arc::clone(&alarm);
        async move {
            let mut reading = reading.filter(|reading| !reading.part.is_empty())?;
            let read = blocking(move || reading.next().map(|bytes| (bytes, reading))).await;
            Some(match read {
                Ok((bytes, reading)) => (Ok(bytes), Some(reading)),
                Err(error) => {
                    alarm();
                    (Err(error), None)
                }
            })
        }
    });
    Ok(axum::body::Body::from_stream(pieces))
}

/// Does what waits for a disk where nobody else has to wait.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}

/// A body that is being read.
struct Reading {
    source: Source,
    /// What is still to be read.
    part: Range<u64>,
}

enum Source {
    /// From the first byte to the last; the last one comes only if all were what was kept.
    Whole(Box<dyn Read + Send>),
    /// Here and there.
    Pieces(Box<dyn Seekable>, Arc<[Piece]>),
}

impl Reading {
    fn open(world: &DiskWorld, body: &Body, part: Range<u64>) -> io::Result<Self> {
        let whole: Arc<[Piece]> = [Piece::Range { from: 0, size: body.size() }].into();
        let source = match body {
            Body::Bytes(bytes) => Source::Whole(Box::new(Cursor::new(bytes.clone()))),
            Body::File { source, size } => Source::Pieces(open(world, source, *size)?, whole),
            Body::Pieces { source, whole, pieces } => Source::Pieces(open(world, source, *whole)?, Arc::clone(pieces)),
            Body::Kept(kept) if part == (0..kept.size()) => Source::Whole(cache::open(kept)?),
            Body::Kept(kept) => match (cache::seek(kept)?, kept.place()) {
                (Some(file), _) => Source::Pieces(Box::new(file), whole),
                (None, Place::Memory(bytes)) => {
                    Source::Pieces(Box::new(Cursor::new([])), [Piece::Bytes(Arc::clone(bytes))].into())
                }
                (None, Place::File(_)) => return Err(io::ErrorKind::NotFound.into()),
            },
        };
        Ok(Self { source, part })
    }

    fn next(&mut self) -> io::Result<Bytes> {
        let size = PIECE.min(self.part.end - self.part.start);
        let mut bytes = Vec::with_capacity(size as usize);
        match &mut self.source {
            Source::Whole(reader) => reader.by_ref().take(size).read_to_end(&mut bytes)?,
            Source::Pieces(file, pieces) => {
                PiecesReader::new(file, &cut(pieces, self.part.start, size)).read_to_end(&mut bytes)?
            }
        };
        if bytes.len() as u64 != size {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.part.start += size;
        if let (Source::Whole(reader), true) = (&mut self.source, self.part.is_empty()) {
            // Only at its end does a kept result say whether it was whole.
            reader.read_exact(&mut [0]).or_else(|error| match error.kind() {
                io::ErrorKind::UnexpectedEof => Ok(()),
                _ => Err(error),
            })?;
        }
        Ok(bytes.into())
    }
}

/// Opens a file of the library that had `size` bytes: with another size it is another file.
fn open(world: &DiskWorld, source: &crate::span::SourcePath, size: u64) -> io::Result<Box<dyn Seekable>> {
    let mut file = world.seek(source).map_err(|error| error.source)?;
    if file.seek(SeekFrom::End(0))? != size {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(file)
}
