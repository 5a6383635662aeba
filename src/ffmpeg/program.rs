//! ffmpeg, run: one film at a time, watched, and ended where it stands still.

use crate::ffmpeg::recipe::Recipe;
use crate::ffmpeg::said::{self, Look, Step};
use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long a film may stand still before it is given up.
const PATIENCE: Duration = Duration::from_secs(120);

/// How often ffmpeg says how far it is.
const PERIOD: &str = "0.5";

/// How many reports in a row may say the same, at [`PERIOD`].
const MOST_ALIKE: u32 = 240;

/// The most that is kept of what ffmpeg says is wrong, in bytes: a damaged film has a line for each picture.
const MOST_WORDS: usize = 16_384;

/// ffmpeg, found on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    path: PathBuf,
}

/// Why ffmpeg could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum FfmpegError {
    /// There is no such program, or what is there is not ffmpeg.
    #[error("{}: no ffmpeg", path.display())]
    NotThere {
        /// What was tried.
        path: PathBuf,
    },
    /// The program cannot be run.
    #[error(transparent)]
    Run(#[from] io::Error),
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// ffmpeg refuses the film.
    #[error("{reason}")]
    Refused {
        /// ffmpeg's own words.
        reason: String,
    },
    /// Nothing went on for so many seconds.
    #[error("nothing went on for {seconds} seconds")]
    StoodStill {
        /// How long.
        seconds: u64,
    },
}

impl Program {
    /// Returns the ffmpeg at `path`; a bare name is looked for where programs are.
    ///
    /// # Errors
    /// When it is not there, or says no version as ffmpeg does.
    pub fn find(path: &Path) -> Result<Self, FfmpegError> {
        let not_there = || FfmpegError::NotThere { path: path.to_owned() };
        let output = Command::new(path).arg("-version").stdin(Stdio::null()).output().map_err(|_| not_there())?;
        let is_ffmpeg = output.status.success() && output.stdout.starts_with(b"ffmpeg version");
        if is_ffmpeg { Ok(Self { path: path.to_owned() }) } else { Err(not_there()) }
    }

    /// Returns what a film is.
    ///
    /// # Errors
    /// When it cannot be read as a film or sound.
    pub fn look(&self, film: &Path) -> Result<Look, FfmpegError> {
        let words = Recipe::opening(film);
        let told = self.run(&words, &mut |_| {})?;
        let look = said::look(&told.words);
        if look.pictures || look.sound {
            Ok(look)
        } else {
            Err(FfmpegError::Refused { reason: said::reason(&told.words) })
        }
    }

    /// Makes the file `to` of the film `from`. `reached` hears how many milliseconds of the film are done. What is
    /// written before a failure is left where it is.
    ///
    /// # Errors
    /// When ffmpeg refuses the film, stands still, or the disk is full.
    pub fn make(
        &self,
        recipe: Recipe,
        (from, look): (&Path, &Look),
        to: &Path,
        reached: &mut dyn FnMut(u64),
    ) -> Result<(), FfmpegError> {
        let mut words = vec!["-progress".into(), "pipe:1".into(), "-stats_period".into(), PERIOD.into()];
        words.extend(recipe.arguments(from, to, look));
        let told = self.run(&words, reached)?;
        if told.success {
            return Ok(());
        }
        if told.words.contains("No space left on device") {
            return Err(FfmpegError::Full);
        }
        Err(FfmpegError::Refused { reason: said::reason(&told.words) })
    }

    fn run(&self, words: &[impl AsRef<OsStr>], reached: &mut dyn FnMut(u64)) -> Result<Told, FfmpegError> {
        let mut command = Command::new(&self.path);
        command.args(words).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut running = Running(command.spawn()?);
        let words = running.0.stderr.take().map(|words| thread::spawn(move || end_of(words)));
        let lines = running.0.stdout.take().map(lines).expect("its output was asked for");
        watch(&lines, reached)?;
        let success = running.0.wait()?.success();
        Ok(Told { success, words: words.and_then(|words: JoinHandle<String>| words.join().ok()).unwrap_or_default() })
    }
}

/// What ffmpeg said.
struct Told {
    success: bool,
    words: String,
}

/// A program that is ended when nobody waits for it any more.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It has ended already, or it cannot be ended: neither is news.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Hears the reports until they end.
fn watch(lines: &Receiver<String>, reached: &mut dyn FnMut(u64)) -> Result<(), FfmpegError> {
    let stood_still = || FfmpegError::StoodStill { seconds: PATIENCE.as_secs() };
    let (mut last, mut now, mut alike) = ((0, 0), (0, 0), 0);
    loop {
        let line = match lines.recv_timeout(PATIENCE) {
            Ok(line) => line,
            Err(RecvTimeoutError::Timeout) => return Err(stood_still()),
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        };
        match said::step(&line) {
            Step::Reached(milliseconds) => {
                now.0 = milliseconds;
                reached(milliseconds);
            }
            Step::Worked(amount) => now.1 = now.1.max(amount),
            Step::End if now == last => alike += 1,
            Step::End => (last, alike) = (now, 0),
            Step::Other => {}
        }
        if alike > MOST_ALIKE {
            return Err(stood_still());
        }
    }
}

/// Hears lines as they come, so that silence can be noticed.
fn lines(output: ChildStdout) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    receiver
}

/// Returns the end of all that a program says.
fn end_of(mut words: impl Read) -> String {
    let mut kept = Vec::new();
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = words.read(&mut buffer) {
        kept.extend_from_slice(&buffer[..count]);
        if kept.len() > 2 * MOST_WORDS {
            kept.drain(..kept.len() - MOST_WORDS);
        }
    }
    String::from_utf8_lossy(&kept).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{FfmpegError, MOST_ALIKE, MOST_WORDS, end_of, watch};
    use std::sync::mpsc;

    /// Watches reports of `total_size`, one after the other.
    fn watched(sizes: impl Iterator<Item = u32>) -> Result<(), FfmpegError> {
        let (sender, receiver) = mpsc::channel();
        for size in sizes {
            for line in [format!("total_size={size}"), "out_time_us=1000".to_owned(), "progress=continue".to_owned()] {
                sender.send(line).unwrap();
            }
        }
        drop(sender);
        watch(&receiver, &mut |_| {})
    }

    #[test]
    fn a_film_that_stands_still_is_given_up_and_a_slow_one_is_not() {
        assert!(matches!(watched((0..).map(|_| 7).take(MOST_ALIKE as usize + 2)), Err(FfmpegError::StoodStill { .. })));
        assert!(watched(0..2 * MOST_ALIKE).is_ok());
    }

    #[test]
    fn of_many_words_the_last_are_kept() {
        let words = end_of(format!("{}the reason", "broken picture\n".repeat(100_000)).as_bytes());
        assert!(words.ends_with("the reason") && words.len() <= 3 * MOST_WORDS);
    }
}
