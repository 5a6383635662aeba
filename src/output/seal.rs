//! A file's signature, beside it: `NAME.minisig`, where minisign looks for it.

use crate::output::whole::whole;
use crate::output::{OutputError, Written};
use crate::progress::{Progress, Stage};
use crate::sign::{PublicKey, SecretKey, SignError, VerifyError, signer};
use crate::world::ReadError;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// What follows the name of a file in that of its signature.
const ENDING: &str = ".minisig";

/// The largest file that is read as a signature, in bytes.
const LARGEST: u64 = 4096;

/// How many bytes are read at once.
const PIECE: usize = 256 * 1024;

/// Why a file could not be signed.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// It cannot be read, or its signature not be written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// Nothing can be signed.
    #[error(transparent)]
    Sign(#[from] SignError),
}

/// What a signature beside a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seal {
    /// Nobody asked; it says that this key signed the file.
    Claimed(String),
    /// The owner of the key that was asked for signed the file as it is, with this comment.
    Proved(String),
    /// It proves nothing.
    Refused(VerifyError),
}

/// Returns where the signature of `file` stands.
pub fn seal_path(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ENDING);
    name.into()
}

/// Signs `file`, by its name too, and puts the signature beside it. One that holds already stays: each new one is another.
///
/// # Errors
/// When the file cannot be read, nothing can be signed, or the disk refuses.
pub fn seal(file: &Path, key: &SecretKey, progress: &dyn Progress) -> Result<Written, SealError> {
    let place = seal_path(file);
    let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let text = match sealed(file, Some(&key.public()), progress)? {
        Some(Seal::Proved(comment)) if comment == name => {
            let size = fs::metadata(&place).map_err(OutputError::at(&place))?.len();
            return Ok(Written { path: place, files: 1, size, changed: 0, removed: 0 });
        }
        _ => read(file, progress, |reader| key.sign_reader(reader, &name))?,
    }?;
    let placed = whole(&place, |temporary| {
        let mut output = File::create(temporary).map_err(OutputError::at(&place))?;
        output.write_all(text.as_bytes()).and_then(|()| output.sync_all()).map_err(OutputError::at(&place))
    })?;
    Ok(Written { path: place, files: 1, size: placed.size, changed: 1, removed: 0 })
}

/// Removes the signature of a file that is another one now.
///
/// # Errors
/// When the disk refuses.
pub fn unseal(file: &Path) -> Result<(), OutputError> {
    let place = seal_path(file);
    match fs::remove_file(&place) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(OutputError::at(&place)(error)),
        _ => Ok(()),
    }
}

/// Returns what the signature beside `file` says, to whoever asks for the owner of `key`; nothing where there is none.
///
/// # Errors
/// When one of both cannot be read.
pub fn sealed(file: &Path, key: Option<&PublicKey>, progress: &dyn Progress) -> Result<Option<Seal>, OutputError> {
    let place = seal_path(file);
    let mut bytes = Vec::new();
    match File::open(&place).and_then(|seal| seal.take(LARGEST).read_to_end(&mut bytes)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other.map_err(failed(&place))?,
    };
    let text = String::from_utf8_lossy(&bytes);
    let Some(key) = key else {
        return Ok(Some(signer(&text).map_or(Seal::Refused(VerifyError::NoSignature), Seal::Claimed)));
    };
    let verified = read(file, progress, |reader| key.verify_reader(reader, &text))?;
    Ok(Some(verified.map_or_else(Seal::Refused, Seal::Proved)))
}

/// Lets `take` read all of a file, and tells what could not be read rather than what came of that.
fn read<T>(file: &Path, progress: &dyn Progress, take: impl FnOnce(&mut Watched<'_>) -> T) -> Result<T, OutputError> {
    let opened = File::open(file).map_err(failed(file))?;
    let size = opened.metadata().map_err(failed(file))?.len();
    progress.begin(Stage::Comparing, size);
    let mut watched = Watched { reader: BufReader::with_capacity(PIECE, opened), progress, failure: None };
    let taken = take(&mut watched);
    progress.end();
    match watched.failure {
        Some(error) => Err(failed(file)(error)),
        None => Ok(taken),
    }
}

fn failed(file: &Path) -> impl FnOnce(io::Error) -> OutputError {
    let path = file.display().to_string();
    move |source| ReadError { path, source }.into()
}

/// A reader that tells how far it is, and remembers what it failed with.
struct Watched<'a> {
    reader: BufReader<File>,
    progress: &'a dyn Progress,
    failure: Option<io::Error>,
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.reader.read(buffer) {
            Ok(count) => {
                self.progress.advance(count as u64);
                Ok(count)
            }
            Err(error) => {
                let told = error.kind().into();
                if error.kind() != io::ErrorKind::Interrupted {
                    self.failure = Some(error);
                }
                Err(told)
            }
        }
    }
}

impl Seek for Watched<'_> {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.reader.seek(place)
    }
}
