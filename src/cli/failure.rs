//! Why the program could not do its work, in the reader's words.

use crate::cli::{lints, sending, update, verify, words};
use crate::diagnostic::nearest;
use crate::ffmpeg::FfmpegError;
use crate::load::LoadError;
use crate::locale::{Catalog, LocaleError};
use crate::lrs::{AddressError, SendError};
use crate::output::{ArchiveError, OutputError, UnpackError};
use crate::package::PackError;
use crate::package::packed::Unreadable;
use crate::package::source::ListError;
use crate::pipeline::{PipelineError, UnpackingError};
use crate::record::RecordError;
use crate::sign::KeyError;
use crate::stick::VerifyingError;
use crate::stick::delta::DeltaError;
use crate::world::ReadError;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

/// Why the program could not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Neither here nor in `courses` is a library.
    NoLibrary,
    /// The folder that was named is no library.
    NotALibrary(PathBuf),
    /// Nothing that can be told has this code.
    NoCode(String),
    /// `SOURCE_DATE_EPOCH` is no number of seconds.
    BadDate(String),
    /// A port cannot be taken.
    Port {
        /// Which.
        port: u16,
        /// Why not.
        error: Error,
    },
    /// The folder that was named holds no site.
    NoSite(PathBuf),
    /// A stick's folder is not there.
    NoStick(PathBuf),
    /// Two sticks are one place, or one is inside the other.
    OneStick(PathBuf, PathBuf),
    /// A file is no key, or cannot be unlocked.
    Key {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: KeyError,
    },
    /// An LRS has an address that cannot be used.
    Lrs {
        /// The address.
        address: String,
        /// Why not.
        error: AddressError,
    },
    /// An LRS has not taken all that was to be sent.
    Sending {
        /// Its name.
        host: String,
        /// Why not.
        error: SendError,
        /// How many statements are left.
        left: usize,
    },
    /// Nothing says how an LRS lets us in, and nobody can be asked.
    NoLrsKey,
    /// A key is locked, and nobody can be asked for its password.
    NoPassword,
    /// A new password was written differently the second time.
    OtherPassword,
    /// The system gave no random bytes.
    NoRandom(String),
    /// A copy is neither a folder nor a zip.
    NoCopy(PathBuf),
    /// Nothing can be said of a copy.
    Verifying {
        /// The copy.
        path: PathBuf,
        /// Why not.
        error: VerifyingError,
    },
    /// There is no update.
    Delta {
        /// What it was to be made of.
        path: PathBuf,
        /// Why not.
        error: Box<DeltaError>,
    },
    /// An argument is not what it should be.
    Argument {
        /// The message that says what to write instead.
        key: &'static str,
        /// What was typed.
        text: String,
    },
    /// A stage failed.
    Pipeline(PipelineError),
}

/// Returns that a file or folder cannot be read.
pub(crate) fn cannot_read(path: &Path, source: Error) -> Failure {
    ReadError { path: path.display().to_string(), source }.into()
}

impl<E: Into<PipelineError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Pipeline(error.into())
    }
}

impl Failure {
    /// Returns the failure with the name of the library's folder, where it is about that.
    pub(crate) fn at(self, root: &Path) -> Self {
        match self {
            Self::Pipeline(PipelineError::Load(LoadError::NoLibrary)) => Self::NotALibrary(root.to_owned()),
            failure => failure,
        }
    }

    /// Returns what happened, and what to do where that can be said.
    pub(crate) fn words(&self, catalog: &Catalog) -> String {
        match self {
            Self::NoLibrary => catalog.text("cli.no-library").to_owned(),
            Self::NotALibrary(folder) => catalog.fill("cli.not-a-library", &[("path", &folder.display().to_string())]),
            Self::NoSite(folder) => catalog.fill("classroom.no-site", &[("path", &folder.display().to_string())]),
            Self::NoCode(code) => lints::unknown(code, catalog),
            Self::BadDate(text) => catalog.fill("cli.bad-date", &[("text", text)]),
            Self::Argument { key, text } => catalog.fill(key, &[("text", text)]),
            Self::Port { port, error } => {
                catalog.fill("serve.no-port", &[("port", &port.to_string()), ("reason", &reason(error, catalog))])
            }
            Self::NoStick(path) => catalog.fill("usb.no-folder", &[("path", &words::path(path))]),
            Self::OneStick(first, second) => {
                catalog.fill("usb.one-place", &[("first", &words::path(first)), ("second", &words::path(second))])
            }
            Self::Key { path, error } => catalog.fill(key(*error), &[("path", &words::path(path))]),
            Self::Lrs { address, error } => {
                let key = match error {
                    AddressError::NoAddress => "send.no-address",
                    AddressError::NotSafe => "send.not-safe",
                    AddressError::KeyInside => "send.key-inside",
                };
                // What stands before the sign may be a key.
                let shown = address.rsplit('@').next().unwrap_or_default();
                catalog.fill(key, &[("address", shown)])
            }
            Self::Sending { host, error, left } => sending::words_of(host, error, *left, catalog),
            Self::NoLrsKey => catalog.text("send.no-key").to_owned(),
            Self::NoPassword => catalog.text("key.no-terminal").to_owned(),
            Self::OtherPassword => catalog.text("key.differ").to_owned(),
            Self::NoRandom(reason) => catalog.fill("key.no-random", &[("reason", reason)]),
            Self::NoCopy(path) => catalog.fill("verify.neither", &[("path", &words::path(path))]),
            Self::Verifying { path, error } => verify::words_of(path, error, catalog),
            Self::Delta { path, error } => update::words_of(path, error, catalog),
            Self::Pipeline(error) => pipeline(error, catalog),
        }
    }
}

/// Returns the message that says why a file is no key to use.
fn key(error: KeyError) -> &'static str {
    match error {
        KeyError::NoKey => "key.no-key",
        KeyError::IsSecret => "key.is-secret",
        KeyError::IsPublic => "key.is-public",
        KeyError::Locked => "key.no-terminal",
        KeyError::WrongPassword => "key.wrong-password",
        KeyError::Damaged => "key.damaged",
        KeyError::TooMuch => "key.too-much",
    }
}

/// Returns why a stage failed, in words.
pub(crate) fn pipeline(error: &PipelineError, catalog: &Catalog) -> String {
    match error {
        PipelineError::Read(error) | PipelineError::Output(OutputError::Read(error)) => read(error, catalog),
        PipelineError::Load(LoadError::Read(error)) => read(error, catalog),
        PipelineError::Output(error) => output(error, catalog),
        PipelineError::NoCourse { wanted, known } => unknown("cli.no-course", wanted, known, catalog),
        PipelineError::NoCourses => catalog.text("new.no-courses").to_owned(),
        PipelineError::SingleCourse => catalog.text("new.single").to_owned(),
        PipelineError::BadId { wanted, good } => catalog.fill("new.bad-id", &[("id", wanted), ("good", good)]),
        PipelineError::NoModule { course, folder, known, .. } if known.is_empty() => {
            catalog.fill("new.no-modules", &[("course", course), ("path", folder.as_str())])
        }
        PipelineError::NoModule { wanted, course, known, .. } => {
            let known = format!("`{}`", known.join("`, `"));
            catalog.fill("new.no-module", &[("wanted", wanted), ("course", course), ("known", &known)])
        }
        PipelineError::WhichCourse { known } => {
            let known = catalog.fill("hint/known-are", &[("words", &known.join("`, `"))]);
            format!("{}; {known}", catalog.text("explain.which-course"))
        }
        PipelineError::State(unreadable) => match unreadable {
            Unreadable::Empty => catalog.text("explain.empty").to_owned(),
            Unreadable::OtherCourse => catalog.text("explain.other-course").to_owned(),
            Unreadable::NotPacked => catalog.text("explain.not-packed").to_owned(),
            Unreadable::OtherForm(form) => catalog.fill("explain.other-form", &[("form", &form.to_string())]),
        },
        PipelineError::NoTrainerEdition { wanted, known } => {
            let known = format!("`{}`", known.join("`, `"));
            catalog.fill("cli.no-trainer-edition", &[("name", wanted), ("known", &known)])
        }
        PipelineError::OtherEdition { folder } => catalog.fill("cli.other-edition", &[("path", &words::path(folder))]),
        PipelineError::NoFilm { wanted, known } => unknown("media.no-film", wanted, known, catalog),
        PipelineError::Ffmpeg(FfmpegError::NotThere { path }) => {
            catalog.fill("media.no-ffmpeg", &[("path", &path.display().to_string())])
        }
        PipelineError::Ffmpeg(error) => catalog.fill("media.ffmpeg-failed", &[("reason", &error.to_string())]),
        PipelineError::Store(source) => catalog.fill("media.cannot-keep", &[("reason", &reason(source, catalog))]),
        PipelineError::NoLanguage { wanted, known } => unknown("cli.no-language", wanted, known, catalog),
        PipelineError::Pack(PackError::NoLesson { course, lang }) => {
            catalog.fill("cli.no-lesson", &[("course", course), ("lang", lang)])
        }
        PipelineError::Pack(PackError::Page { path, message }) => {
            catalog.fill("cli.no-markup", &[("path", path), ("reason", message)])
        }
        PipelineError::Pack(PackError::SourceName { path }) => catalog.fill("unpack.source-name", &[("path", path)]),
        PipelineError::Unpacking(error) => unpacking(error, catalog),
        PipelineError::Record(error) => record(error, catalog),
        PipelineError::Refused { file, refusal } => {
            let message = &refusal.0;
            let arguments = message.arguments.iter().map(|(name, value)| (*name, value.as_str()));
            let all: Vec<(&str, &str)> = std::iter::once(("file", file.as_str())).chain(arguments).collect();
            catalog.fill(message.key, &all)
        }
        PipelineError::Locale { path, source: LocaleError::Unreadable(line) } => {
            catalog.fill("cli.bad-locale", &[("path", path), ("line", &line.to_string())])
        }
        PipelineError::Locale { path, source: LocaleError::NoLanguage(tag) } => {
            catalog.fill("cli.bad-locale-language", &[("path", path), ("tag", tag)])
        }
        PipelineError::Render(error) => catalog.fill("cli.bad-theme", &[("reason", &error.to_string())]),
        error => catalog.fill("cli.other-failure", &[("reason", &error.to_string())]),
    }
}

fn record(error: &RecordError, catalog: &Catalog) -> String {
    let at = |key: &str, path: &Path| catalog.fill(key, &[("path", &words::path(path))]);
    match error {
        RecordError::NotARecord { path } => at("report.no-record", path),
        RecordError::Newer { path, .. } => at("report.newer-record", path),
        RecordError::Damaged { path } => at("report.damaged-record", path),
        RecordError::Disk { path, source } => {
            let of = [("path", words::path(path)), ("reason", source.to_string())];
            catalog.fill("report.record-failed", &of.each_ref().map(|(name, value)| (*name, value.as_str())))
        }
    }
}

fn unpacking(error: &UnpackingError, catalog: &Catalog) -> String {
    match error {
        UnpackingError::Unpack(UnpackError::Archive(error)) => archive(error, catalog),
        UnpackingError::Unpack(UnpackError::Output(error)) => output(error, catalog),
        UnpackingError::Unpack(UnpackError::Occupied { folder }) => {
            catalog.fill("unpack.occupied", &[("path", &folder.display().to_string())])
        }
        UnpackingError::NoSource { path, kind } => {
            let of = [("path", path.display().to_string()), ("kind", catalog.text(kind.key()).to_owned())];
            catalog.fill("unpack.no-source", &of.each_ref().map(|(name, value)| (*name, value.as_str())))
        }
        UnpackingError::List { path, error } => {
            let path = path.display().to_string();
            match error {
                ListError::Unreadable(_) => catalog.fill("unpack.bad-list", &[("path", &path)]),
                ListError::OtherForm(_) => catalog.fill("unpack.other-form", &[("path", &path)]),
                ListError::Path(name) => catalog.fill("unpack.bad-name", &[("path", &path), ("name", name)]),
                ListError::Collision(first, second) => {
                    catalog.fill("unpack.collision", &[("path", &path), ("first", first), ("second", second)])
                }
            }
        }
    }
}

fn archive(error: &ArchiveError, catalog: &Catalog) -> String {
    match error {
        ArchiveError::Disk { path, source } => catalog
            .fill("cli.cannot-read", &[("path", &path.display().to_string()), ("reason", &reason(source, catalog))]),
        ArchiveError::NoZip { path } => catalog.fill("unpack.no-zip", &[("path", &path.display().to_string())]),
        ArchiveError::Entry { path, entry } => {
            catalog.fill("unpack.damaged", &[("path", &path.display().to_string()), ("name", entry)])
        }
        ArchiveError::Bomb { path, size, most } => {
            let (size, most) = (words::size(catalog, *size), words::size(catalog, *most));
            catalog.fill("unpack.bomb", &[("path", &path.display().to_string()), ("size", &size), ("most", &most)])
        }
    }
}

fn read(error: &ReadError, catalog: &Catalog) -> String {
    catalog.fill("cli.cannot-read", &[("path", &error.path), ("reason", &reason(&error.source, catalog))])
}

/// Returns why something could not be written, in words.
pub(crate) fn output(error: &OutputError, catalog: &Catalog) -> String {
    let at = |key: &str, path: &dyn std::fmt::Display| catalog.fill(key, &[("path", &path.to_string())]);
    match error {
        OutputError::Disk { path, source } => catalog
            .fill("cli.cannot-write", &[("path", &path.display().to_string()), ("reason", &reason(source, catalog))]),
        OutputError::NotOurs { folder } => at("cli.not-ours", &folder.display()),
        OutputError::InTheWay { path } => at("cli.in-the-way", &path.display()),
        OutputError::IsSource { folder } => at("cli.is-source", &folder.display()),
        OutputError::Exists { path } => at("cli.exists", &path.display()),
        OutputError::Changed { path } => at("cli.changed", path),
        OutputError::Read(error) => read(error, catalog),
    }
}

fn unknown(key: &str, wanted: &str, known: &[String], catalog: &Catalog) -> String {
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let message = catalog.fill(key, &[("name", wanted)]);
    if known.is_empty() {
        return message;
    }
    let hint = match nearest(wanted, &known) {
        Some(nearest) => catalog.fill("hint/did-you-mean", &[("word", nearest)]),
        None => catalog.fill("hint/known-are", &[("words", &known.join("`, `"))]),
    };
    format!("{message}; {hint}")
}

/// Returns the reasons that people meet in words of their own, and the others in the system's.
fn reason(error: &Error, catalog: &Catalog) -> String {
    let key = match error.kind() {
        ErrorKind::NotFound => "cli.reason-not-found",
        ErrorKind::PermissionDenied => "cli.reason-not-allowed",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "cli.reason-full",
        ErrorKind::ReadOnlyFilesystem => "cli.reason-read-only",
        ErrorKind::NotADirectory => "cli.reason-no-folder",
        ErrorKind::InvalidData => "cli.reason-changed",
        ErrorKind::AlreadyExists => "cli.reason-exists",
        ErrorKind::IsADirectory => "cli.reason-folder",
        ErrorKind::FileTooLarge => "cli.reason-large",
        ErrorKind::InvalidFilename => "cli.reason-name",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "cli.reason-busy",
        ErrorKind::BrokenPipe | ErrorKind::UnexpectedEof => "cli.reason-cut-off",
        ErrorKind::NetworkDown | ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable => "cli.reason-network",
        ErrorKind::TimedOut => "cli.reason-slow",
        ErrorKind::AddrInUse => "cli.reason-port",
        ErrorKind::OutOfMemory => "cli.reason-memory",
        _ => return catalog.fill("cli.reason-other", &[("reason", &error.to_string())]),
    };
    catalog.text(key).to_owned()
}
