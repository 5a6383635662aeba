//! What a learner hands over, read and held against the course; pure (docs/result-file.md, docs/grading.md).
//!
//! 1. `read` makes a [`LearnerResult`] of a result file or of its line of text, or says why it cannot.
//! 2. `found` finds every result and every code to say in a text, such as a chat or a list that was typed.
//! 3. `check` holds a result against what the course asks, and returns its [`Doubt`]s, each by name.
//!
//! Nothing of this is proof: who has the page can write what they like. A doubt says what does not fit together.

mod canonical;
mod check;
mod corrected;
mod doubt;
mod file;
mod found;
mod grade;
mod key;
mod line;
mod made;
mod spoken;
mod sums;
mod text;
mod typed;
mod version;

pub use check::check;
pub use corrected::corrected;
pub use doubt::{Doubt, Unreadable, Weight};
pub use file::checksum;
pub use found::{Found, LARGEST_FILE, LARGEST_TEXT, found, read, text_of, typed};
pub use grade::{grade, may_be};
pub use key::{CourseKey, EditionKey, GapKey, Keys, LessonKey, QuestionKey, QuestionPlace, QuizKey};
pub use made::{
    CourseNamed, Days, Form, Learner, LearnerResult, Lessons, Made, QuestionResult, QuizResult, Standing, SurveyResult,
    Written, day_of, day_text, name_of,
};
pub use spoken::{Fits, Spoken, spoken};
pub use sums::standing;
pub use text::one_line;
pub use version::{Age, age};
