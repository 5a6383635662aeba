//! The only door to the network: statements to an LRS that was named for it (Experience API 1.0.3, part 3, section 2.1).
//!
//! 1. `Lrs::new` takes an address: `https`, or this machine itself.
//! 2. `send` hands over statements in batches. What is known already is not sent twice in effect: a statement has the same id
//!    whenever it is made. What an LRS refuses is found out one by one and named.
//! 3. Where an LRS is busy or does not answer, it is asked again a few times, later and later, and as late as it says itself.
//!
//! Nothing is followed elsewhere: an address that has moved is told, and the key is sent nowhere but to the one that was named.

mod address;
mod answer;

pub use address::{AddressError, Lrs};

use crate::lrs::answer::Answer;
use crate::progress::{Progress, Stage};
use std::collections::VecDeque;
use std::time::Duration;

/// How many statements go at once.
const BATCH: usize = 100;

/// How long is waited before each further try.
const PAUSES: &[Duration] = &[Duration::from_secs(1), Duration::from_secs(3), Duration::from_secs(9)];

/// The longest that an LRS may tell us to wait.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// The most refused statements that are told of by themselves.
const MOST_TOLD: usize = 100;

/// A statement as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// Its id.
    pub id: String,
    /// The statement, as JSON.
    pub json: String,
}

/// What came of statements.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sent {
    /// How many were taken.
    pub taken: usize,
    /// How many the LRS had already.
    pub known: usize,
    /// How many were refused.
    pub refused: usize,
    /// Those that were refused, with why; the first of many.
    pub refusals: Vec<(String, String)>,
}

/// Why no more was sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// The key or the secret is wrong, or may not write.
    #[error("not let in ({status})")]
    NotLetIn {
        /// The status.
        status: u16,
    },
    /// There is no LRS at this address.
    #[error("no LRS ({status})")]
    NoLrs {
        /// The status.
        status: u16,
    },
    /// It is somewhere else.
    #[error("moved to {to}")]
    Moved {
        /// Where, as it says.
        to: String,
    },
    /// It is busy or broken, and was asked several times.
    #[error("out of order ({status})")]
    OutOfOrder {
        /// The status.
        status: u16,
    },
    /// It does not answer, and was asked several times.
    #[error("no answer: {reason}")]
    NoAnswer {
        /// Why.
        reason: String,
    },
}

/// Sends statements; returns what came of them, and why it ended before all were sent. `pause` waits.
pub fn send(
    lrs: &Lrs,
    statements: &[Outgoing],
    pause: &dyn Fn(Duration),
    progress: &dyn Progress,
) -> (Sent, Option<SendError>) {
    let mut sent = Sent::default();
    progress.begin(Stage::Sending, statements.len() as u64);
    let mut open: VecDeque<&[Outgoing]> = statements.chunks(BATCH).collect();
    let mut ended = None;
    while let Some(batch) = open.pop_front() {
        match patiently(pause, || lrs.post(batch)) {
            Err(error) => {
                ended = Some(error);
                break;
            }
            Ok(Answer::Taken(ids)) => {
                // One that says nothing of ids has taken all of them.
                let taken = ids.map_or(batch.len(), |ids| batch.iter().filter(|one| ids.contains(&one.id)).count());
                sent.taken += taken;
                sent.known += batch.len() - taken;
                progress.advance(batch.len() as u64);
            }
            Ok(Answer::Refused { .. }) if batch.len() > 1 => {
                let (first, second) = batch.split_at(batch.len() / 2);
                open.push_front(second);
                open.push_front(first);
            }
            Ok(Answer::Refused { status, reason }) => {
                let is_known = status == 409 && matches!(patiently(pause, || lrs.has(&batch[0].id)), Ok(true));
                if is_known {
                    sent.known += 1;
                } else {
                    sent.refused += 1;
                    if sent.refusals.len() < MOST_TOLD {
                        sent.refusals.push((batch[0].id.clone(), reason));
                    }
                }
                progress.advance(1);
            }
        }
    }
    progress.end();
    (sent, ended)
}

/// Asks again while an LRS does not answer or says that it is busy.
fn patiently<T>(pause: &dyn Fn(Duration), ask: impl Fn() -> Result<T, Trouble>) -> Result<T, SendError> {
    let mut pauses = PAUSES.iter();
    loop {
        match ask() {
            Ok(answer) => return Ok(answer),
            Err(Trouble::ForGood(error)) => return Err(error),
            Err(Trouble::ForNow { error, wait }) => match pauses.next() {
                Some(own) => pause(wait.unwrap_or(*own).clamp(*own, LONGEST_PAUSE)),
                None => return Err(error),
            },
        }
    }
}

/// Why there is no answer to go by.
#[derive(Debug, PartialEq, Eq)]
enum Trouble {
    /// It would be the same again.
    ForGood(SendError),
    /// It may be better later; and when, as the LRS says.
    ForNow {
        /// What to say when it is not.
        error: SendError,
        /// After how long to ask again.
        wait: Option<Duration>,
    },
}
