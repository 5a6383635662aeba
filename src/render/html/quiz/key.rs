//! What the player needs to run and grade a quiz.

use crate::model::{AnswerShow, ChoiceRule, Course, Gap, Question, QuestionKind, Quiz, QuizKind, plain_text};
use crate::render::html::quiz::kinds;
use crate::render::html::quiz::questions::{Asked, quiz_id};
use crate::render::html::scribe::Scribe;
use crate::render::view::{GapKey, QuestionKey, QuizKey};

/// Returns the pass mark of a quiz: its own or its course's.
pub(crate) fn pass_of(course: &Course, quiz: &Quiz) -> Option<u8> {
    quiz.settings.pass.or(course.settings.pass).filter(|_| quiz.kind == QuizKind::Quiz)
}

/// Returns the name of a question's kind in the page and in the key.
pub(crate) fn kind_of(question: &Question) -> &'static str {
    match &question.kind {
        QuestionKind::Choice { rule: ChoiceRule::Single, .. } => "single",
        QuestionKind::Choice { rule: ChoiceRule::Multiple, .. } => "multiple",
        QuestionKind::Gaps(_) => "gaps",
        QuestionKind::Order(_) => "order",
        QuestionKind::Match { .. } => "match",
        QuestionKind::Open { .. } => "open",
        QuestionKind::Scale(_) => "scale",
    }
}

/// Tells whether there are points for a question.
pub(crate) fn is_graded(question: &Question) -> bool {
    !matches!(question.kind, QuestionKind::Open { .. } | QuestionKind::Scale(_))
}

/// Returns the key of a quiz.
pub(crate) fn quiz_key(scribe: &Scribe<'_>, quiz: &Quiz, asked: &[Asked<'_>]) -> QuizKey {
    let words = scribe.words();
    QuizKey {
        id: quiz_id(scribe.key, quiz),
        graded: quiz.kind == QuizKind::Quiz,
        pass: pass_of(scribe.course, quiz),
        attempts: quiz.settings.attempts,
        shuffle_questions: quiz.settings.shuffle_questions,
        shuffle_answers: quiz.settings.shuffle_answers,
        draw: quiz.settings.draw,
        show: match quiz.settings.show {
            AnswerShow::Each => "each",
            AnswerShow::End => "end",
            AnswerShow::Never => "never",
        },
        required: quiz.settings.required,
        decimal: words.decimal().to_owned(),
        group: words.group().to_owned(),
        dimensions: quiz.dimensions.iter().map(|name| plain_text(name)).collect(),
        questions: asked.iter().map(|asked| question_key(asked, words.decimal())).collect(),
    }
}

/// Returns what grades a question; `decimal` is the decimal sign that its numbers are shown with.
pub(crate) fn question_key(asked: &Asked<'_>, decimal: &str) -> QuestionKey {
    let question = asked.question;
    let (count, right) = match &question.kind {
        QuestionKind::Choice { choices, .. } => {
            let right = choices.iter().enumerate().filter(|(_, choice)| choice.right).map(|(index, _)| index);
            (choices.len(), right.collect())
        }
        QuestionKind::Gaps(gaps) => (gaps.len(), Vec::new()),
        QuestionKind::Order(items) => (items.len(), (0..items.len()).collect()),
        QuestionKind::Match { pairs, .. } => (pairs.len(), kinds::rights(pairs)),
        QuestionKind::Open { .. } => (0, Vec::new()),
        QuestionKind::Scale(labels) => (labels.len(), Vec::new()),
    };
    let gaps = match &question.kind {
        QuestionKind::Gaps(gaps) => gaps.iter().map(|gap| gap_key(gap, decimal)).collect(),
        _ => Vec::new(),
    };
    QuestionKey {
        id: asked.id.to_string(),
        kind: kind_of(question),
        points: question.points,
        fixed: question.fixed,
        strict: question.strict,
        count,
        right,
        dimension: question.dimension,
        gaps,
    }
}

fn gap_key(gap: &Gap, decimal: &str) -> GapKey {
    match gap {
        Gap::Text(answers) => GapKey::Text { answers: answers.clone() },
        Gap::Number(range) => GapKey::Number {
            from: range.from.as_f64(),
            to: range.to.as_f64(),
            shown: range.shown.replace('.', decimal),
        },
        Gap::Choice(options) => GapKey::Choice {
            right: options.iter().enumerate().filter(|(_, option)| option.right).map(|(index, _)| index).collect(),
            count: options.len(),
        },
    }
}
