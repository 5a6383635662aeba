//! Which questions a quiz asks, its own and those of its bank, each with its id.

use crate::model::{Course, Edition, Library, Question, QuestionId, Quiz, Text};
use crate::parse::bank_questions;

/// A question with its id, and the text that its links are numbered in where that is a bank.
#[derive(Debug, Clone)]
pub(crate) struct Asked<'a> {
    /// The id that results are kept under.
    pub(crate) id: QuestionId,
    /// The question.
    pub(crate) question: &'a Question,
    /// The bank's text.
    pub(crate) text: Option<&'a Text>,
}

/// Returns the id of a quiz: its lesson and its own id, or its number there.
pub(crate) fn quiz_id(key: &str, quiz: &Quiz) -> String {
    match &quiz.id {
        Some(id) => format!("{key}#{id}"),
        None => format!("{key}#quiz-{}", quiz.number),
    }
}

/// Returns every question of a quiz that stands in the text `key`.
pub(crate) fn asked<'a>(
    library: &Library,
    course: &Course,
    edition: &Edition,
    text: &'a Text,
    key: &str,
    quiz: &'a Quiz,
) -> Vec<Asked<'a>> {
    let own = quiz.questions.iter().map(|question| Asked { id: question.id_in(key), question, text: None });
    let mut all: Vec<Asked<'a>> = own.collect();
    let bank = quiz.bank.as_ref().and_then(|bank| text.banks.get(bank.index as usize)?.as_ref());
    if let Some(bank) = bank {
        let place = bank_place(library, course, edition, bank);
        let found = bank_questions(&bank.document).into_iter();
        all.extend(found.map(|question| Asked { id: question.id_in(&place), question, text: Some(bank) }));
    }
    all
}

/// Returns the name of a bank, the same in every language: its path below the language folder, as a slug.
fn bank_place(library: &Library, course: &Course, edition: &Edition, bank: &Text) -> String {
    let path = library.sources.file(bank.document.file).path.as_str();
    let below = path.strip_prefix(course.folder.as_str()).unwrap_or(path).trim_start_matches('/');
    let below = below.strip_prefix(edition.lang.as_str()).unwrap_or(below).trim_start_matches('/');
    let below = below.strip_suffix(".md").unwrap_or(below);
    let parts: Vec<String> = below.split('/').map(|part| crate::tree::slug(unnumbered(part), "")).collect();
    parts.join("/")
}

fn unnumbered(part: &str) -> &str {
    let rest = part.trim_start_matches(|letter: char| letter.is_ascii_digit());
    rest.strip_prefix(['-', '_']).filter(|rest| !rest.is_empty()).unwrap_or(part)
}
