//! What an LRS answers, and what it means for what comes next.

use crate::lrs::{SendError, Trouble};
use std::time::Duration;
use ureq::http::Response;
use ureq::{Body, Error};

/// The most bytes of an answer that are read.
const LARGEST: u64 = 1_000_000;

/// The most letters of a reason that are told.
const MOST_TOLD: usize = 200;

/// An answer to a batch.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// It was taken; the ids of what is new, where they are told.
    Taken(Option<Vec<String>>),
    /// Something in it was not to its liking.
    Refused {
        /// The status.
        status: u16,
        /// What it says of it.
        reason: String,
    },
}

type Answered = Result<Response<Body>, Error>;

/// Returns what an answer to a batch says.
pub(super) fn taken(answered: Answered) -> Result<Answer, Trouble> {
    let mut answer = sound(answered)?;
    let status = answer.status().as_u16();
    let text = text(&mut answer);
    Ok(match status {
        204 => Answer::Taken(Some(Vec::new())),
        200..=299 => Answer::Taken(serde_json::from_str(&text).ok()),
        _ => Answer::Refused { status, reason: reason(status, &text) },
    })
}

/// Returns whether what was asked for is there.
pub(super) fn has(answered: Answered) -> Result<bool, Trouble> {
    match answered {
        Ok(answer) if answer.status().as_u16() == 404 => Ok(false),
        other => Ok(sound(other)?.status().is_success()),
    }
}

/// Returns an answer that is about the statements: all others say something about the LRS.
fn sound(answered: Answered) -> Result<Response<Body>, Trouble> {
    let answer = match answered {
        Ok(answer) => answer,
        Err(error) => {
            let error = SendError::NoAnswer { reason: error.to_string().chars().take(MOST_TOLD).collect() };
            return Err(Trouble::ForNow { error, wait: None });
        }
    };
    let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok());
    match answer.status().as_u16() {
        status @ (401 | 403) => Err(Trouble::ForGood(SendError::NotLetIn { status })),
        status @ (404 | 405 | 410) => Err(Trouble::ForGood(SendError::NoLrs { status })),
        300..=399 => {
            let to = header("location").unwrap_or_default().chars().take(MOST_TOLD).collect();
            Err(Trouble::ForGood(SendError::Moved { to }))
        }
        status @ (408 | 425 | 429 | 500..=599) => {
            let wait = header("retry-after").and_then(|seconds| seconds.trim().parse().ok()).map(Duration::from_secs);
            Err(Trouble::ForNow { error: SendError::OutOfOrder { status }, wait })
        }
        _ => Ok(answer),
    }
}

fn text(answer: &mut Response<Body>) -> String {
    // What is no text, or too much of it, says nothing.
    answer.body_mut().with_config().limit(LARGEST).read_to_string().unwrap_or_default()
}

/// Returns what an LRS says of what it refuses, in one line.
fn reason(status: u16, text: &str) -> String {
    let spoken = |letter: char| if letter.is_control() { ' ' } else { letter };
    let line: String = text.chars().take(MOST_TOLD).map(spoken).collect();
    let words: Vec<&str> = line.split_whitespace().collect();
    if words.is_empty() { status.to_string() } else { format!("{status}: {}", words.join(" ")) }
}
