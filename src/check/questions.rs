//! Questions compared with those of the source: results of all languages are added up, so they must be alike.

use crate::check::Report;
use crate::diagnostic::{Diagnostic, Message};
use crate::model::{ChoiceRule, Course, Edition, Gap, Lesson, LessonId, Library, Question, QuestionKind, Quiz, Text};
use crate::span::Span;
use std::collections::BTreeMap;

/// A translation with more or fewer quizzes or questions than its source.
pub(super) fn questions_differ(library: &Library, report: &mut Report<'_>) {
    for (source, translation) in texts(library) {
        let (quizzes, translated) = (source.document.quizzes(), translation.document.quizzes());
        let count = |quizzes: &[&Quiz]| quizzes.iter().map(|quiz| quiz.questions.len()).sum::<usize>();
        let (expected, found) = (count(&quizzes), count(&translated));
        if quizzes.len() == translated.len() && expected == found {
            continue;
        }
        let file = translation.document.file;
        let span = translated.first().map_or(Span::start_of(file), |quiz| quiz.head);
        let hint = Message::new("hint/as-in-source");
        let diagnostic = report.at(span).with("count", found).with("expected", expected).hint(hint);
        report.tell(match quizzes.first() {
            Some(quiz) => diagnostic.label(quiz.head, Message::new("label/source")),
            None => diagnostic,
        });
    }
}

/// A translated question with another `#id`.
pub(super) fn id_differs(library: &Library, report: &mut Report<'_>) {
    for (source, translation) in questions(library) {
        if source.id != translation.id {
            let expected = source.id.as_ref().map_or("-", |id| id);
            let found = translation.id.as_ref().map_or("-", |id| id);
            let diagnostic = report.at(translation.span).with("id", found).with("expected", expected);
            report.tell(against(diagnostic, source));
        }
    }
}

/// A translated question that is answered in another way.
pub(super) fn kind_differs(library: &Library, report: &mut Report<'_>) {
    for (source, translation) in questions(library) {
        if kind(source) != kind(translation) {
            report.tell(against(report.at(translation.span), source));
        }
    }
}

/// A translated question with more or fewer answers.
pub(super) fn answers_differ(library: &Library, report: &mut Report<'_>) {
    for (source, translation) in questions(library) {
        let (expected, found) = (answers(source), answers(translation));
        if kind(source) == kind(translation) && expected != found {
            let diagnostic = report.at(translation.span).with("count", found).with("expected", expected);
            report.tell(against(diagnostic, source));
        }
    }
}

/// A translated question where another answer is right.
pub(super) fn right_answer_differs(library: &Library, report: &mut Report<'_>) {
    for (source, translation) in questions(library) {
        let alike = kind(source) == kind(translation) && answers(source) == answers(translation);
        if alike && right(source) != right(translation) {
            report.tell(against(report.at(translation.span), source));
        }
    }
}

/// A translated question that counts more or less.
pub(super) fn points_differ(library: &Library, report: &mut Report<'_>) {
    for (source, translation) in questions(library) {
        if source.points != translation.points {
            let diagnostic = report.at(translation.span).with("count", translation.points);
            report.tell(against(diagnostic.with("expected", source.points), source));
        }
    }
}

/// A translated quiz that is run in another way.
pub(super) fn settings_differ(library: &Library, report: &mut Report<'_>) {
    for (source, translation) in texts(library) {
        for (source, translation) in source.document.quizzes().into_iter().zip(translation.document.quizzes()) {
            let alike = source.settings == translation.settings && source.kind == translation.kind;
            if !alike || source.id != translation.id || source.dimensions.len() != translation.dimensions.len() {
                let diagnostic = report.at(translation.head);
                let diagnostic = diagnostic.label(source.head, Message::new("label/source"));
                report.tell(diagnostic.hint(Message::new("hint/as-in-source")));
            }
        }
    }
}

fn against(diagnostic: Diagnostic, source: &Question) -> Diagnostic {
    diagnostic.label(source.span, Message::new("label/source")).hint(Message::new("hint/as-in-source"))
}

/// Returns each lesson's text with each of its translations, and likewise their banks.
fn texts(library: &Library) -> Vec<(&Text, &Text)> {
    let mut pairs = Vec::new();
    for course in &library.courses {
        for (source, translation) in lessons(course) {
            pairs.push((&source.text, &translation.text));
            let banks = source.text.banks.iter().flatten().zip(translation.text.banks.iter().flatten());
            pairs.extend(banks);
        }
    }
    // A bank that two quizzes draw from is compared once.
    pairs.sort_by_key(|(_, translation)| translation.document.file);
    pairs.dedup_by_key(|(_, translation)| translation.document.file);
    pairs
}

fn lessons(course: &Course) -> Vec<(&Lesson, &Lesson)> {
    let listed = course.settings.source_language.as_ref().and_then(|lang| course.edition(lang));
    let Some(source) = listed.or(course.editions.first()) else { return Vec::new() };
    let translations = course.editions.iter().filter(|edition| edition.lang != source.lang);
    let by_id: BTreeMap<&LessonId, &Lesson> = source.lessons().map(|lesson| (&lesson.id, lesson)).collect();
    let lessons = translations.flat_map(Edition::lessons);
    lessons.filter_map(|lesson| Some((*by_id.get(&lesson.id)?, lesson))).collect()
}

/// Returns each question with each of its translations, where their texts have as many.
fn questions(library: &Library) -> Vec<(&Question, &Question)> {
    let all = |text: &'_ Text| text.document.quizzes().iter().map(|quiz| quiz.questions.len()).collect::<Vec<_>>();
    let alike = texts(library).into_iter().filter(|(source, translation)| all(source) == all(translation));
    let quizzes = alike
        .flat_map(|(source, translation)| source.document.quizzes().into_iter().zip(translation.document.quizzes()));
    quizzes.flat_map(|(source, translation)| source.questions.iter().zip(&translation.questions)).collect()
}

/// Returns how a question is answered, gap by gap.
fn kind(question: &Question) -> Vec<u8> {
    match &question.kind {
        QuestionKind::Choice { rule: ChoiceRule::Single, .. } => vec![0],
        QuestionKind::Choice { rule: ChoiceRule::Multiple, .. } => vec![1],
        QuestionKind::Order(_) => vec![2],
        QuestionKind::Match { .. } => vec![3],
        QuestionKind::Open { .. } => vec![4],
        QuestionKind::Scale(_) => vec![5],
        QuestionKind::Gaps(gaps) => {
            let mut kinds: Vec<u8> = gaps
                .iter()
                .map(|gap| match gap {
                    Gap::Text(_) => 7,
                    Gap::Number(_) => 8,
                    Gap::Choice(_) => 9,
                })
                .collect();
            // The order of gaps is the language's own.
            kinds.sort_unstable();
            kinds.insert(0, 6);
            kinds
        }
    }
}

/// Returns how many answers a question has.
fn answers(question: &Question) -> usize {
    match &question.kind {
        QuestionKind::Choice { choices, .. } => choices.len(),
        QuestionKind::Gaps(gaps) => gaps.iter().map(options).sum(),
        QuestionKind::Order(items) => items.len(),
        QuestionKind::Match { pairs, .. } => pairs.len(),
        QuestionKind::Open { .. } => 0,
        QuestionKind::Scale(labels) => labels.len(),
    }
}

fn options(gap: &Gap) -> usize {
    match gap {
        Gap::Choice(options) => options.len(),
        Gap::Text(_) | Gap::Number(_) => 1,
    }
}

/// Returns what is right, as far as it is the same in every language: ticks, numbers, and which word of a gap. Gaps may
/// stand in another order, as the sentence asks.
fn right(question: &Question) -> Vec<String> {
    match &question.kind {
        QuestionKind::Choice { choices, .. } => choices.iter().map(|choice| choice.right.to_string()).collect(),
        QuestionKind::Gaps(gaps) => {
            let mut all: Vec<String> = gaps
                .iter()
                .filter_map(|gap| match gap {
                    Gap::Number(range) => Some(format!("{}..{}", range.from.as_f64(), range.to.as_f64())),
                    Gap::Choice(options) => {
                        Some(options.iter().map(|option| if option.right { '1' } else { '0' }).collect())
                    }
                    Gap::Text(_) => None,
                })
                .collect();
            all.sort();
            all
        }
        QuestionKind::Order(_) | QuestionKind::Match { .. } | QuestionKind::Open { .. } | QuestionKind::Scale(_) => {
            Vec::new()
        }
    }
}
