//! What happens in a class and is written down, an entry of the journal each.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Something that happened. `at` is in seconds since 1970-01-01 by the clock of the trainer's computer, `phone` the
/// mark of a phone's token: the token itself is nowhere but on the phone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub(crate) enum Event {
    /// The class was opened.
    Opened {
        at: u64,
        /// The PIN that learners join by.
        pin: String,
        /// The trainer's key.
        key: String,
        /// The port that phones know it by.
        port: u16,
    },
    /// A learner joined.
    Joined {
        at: u64,
        /// The id of their results.
        learner: String,
        /// The code that gives them their own work back on another phone.
        code: String,
        name: String,
        /// Their answers to what the library asks of learners.
        fields: BTreeMap<String, String>,
        /// Whether their own words go along.
        words: bool,
        phone: String,
    },
    /// A learner goes on with another phone.
    Continued { at: u64, learner: String, phone: String },
    /// The trainer corrected a learner's name.
    Named { at: u64, learner: String, name: String },
    /// The trainer took a learner out of the class.
    Removed { at: u64, learner: String },
    /// A learner did something: keys of the player's state (`player/state.js`), null where one is gone.
    State {
        at: u64,
        phone: String,
        /// The number of the message, from 1.
        number: u64,
        /// What tells it from another message of that number.
        mark: String,
        course: String,
        lang: String,
        patch: Map<String, Value>,
    },
    /// A result came in, and is in its file.
    Result {
        at: u64,
        learner: String,
        course: String,
        lang: String,
        /// The name of the file.
        file: String,
        completed: bool,
        passed: bool,
        score: Option<u8>,
    },
}
