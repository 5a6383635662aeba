//! The sums of a result: quizzes out of questions, the score and the marks out of quizzes and lessons
//! (`player/state.js`, `player/course.js`).

use crate::model::CompletionRule;
use crate::results::doubt::Doubt;
use crate::results::key::{CourseKey, EditionKey, LessonKey, QuizKey};
use crate::results::made::{Form, LearnerResult, QuizResult, Standing};

/// Counts again what can be counted. The quizzes of the result are those of the path, in its order.
pub(super) fn check(result: &LearnerResult, course: &CourseKey, path: &[&LessonKey], doubts: &mut Vec<Doubt>) {
    let graded: Vec<&QuizKey> = path.iter().flat_map(|lesson| lesson.graded()).collect();
    for (quiz, given) in graded.iter().zip(&result.quizzes) {
        if !marks_fit(quiz, given) || !score_fits(quiz, given, result) {
            doubts.push(Doubt::QuizScore { quiz: quiz.id.clone() });
        }
    }
    // A line that was made short does not say all.
    if result.left_off > 0 {
        return;
    }
    let score = score(&graded, &result.quizzes);
    let passed = !graded.is_empty() && result.quizzes.iter().all(|quiz| quiz.passed);
    let score_fits = match (score, result.standing.score) {
        (Score::Unknown, _) | (Score::None, None) => true,
        (Score::Of(counted), Some(given)) => counted == given,
        _ => false,
    };
    let loose = graded.iter().any(|quiz| quiz.pass == Some(0));
    let passed_fits = loose || passed == result.standing.passed;
    let completed = completed(result, course, path);
    let completed_fits = loose || completed.is_none_or(|completed| completed == result.standing.completed);
    let day_fits = result.days.completed.is_none() || result.standing.completed;
    if !(score_fits && passed_fits && completed_fits && day_fits) {
        doubts.push(Doubt::Sum);
    }
}

/// Returns how a course stands by its own rules, where a result says which lessons are done and how each graded quiz of the
/// learner's path stands, in its order.
pub fn standing(result: &LearnerResult, course: &CourseKey, edition: &EditionKey) -> Standing {
    let path: Vec<&LessonKey> = edition.path(result.role.as_deref()).collect();
    let graded: Vec<&QuizKey> = path.iter().flat_map(|lesson| lesson.graded()).collect();
    Standing {
        completed: completed(result, course, &path).unwrap_or(false),
        passed: !graded.is_empty() && result.quizzes.iter().all(|quiz| quiz.passed),
        score: match score(&graded, &result.quizzes) {
            Score::Of(percent) => Some(percent),
            Score::None | Score::Unknown => None,
        },
    }
}

/// Tells whether passed, pass mark and best per cent agree.
fn marks_fit(quiz: &QuizKey, given: &QuizResult) -> bool {
    let tried = given.attempts.map_or(given.best.is_some(), |attempts| attempts > 0);
    let mark_fits = given.attempts.is_none() || given.pass == quiz.pass;
    let passed_fits = match (quiz.pass, given.best) {
        (Some(0), _) => true,
        (Some(pass), Some(best)) => given.passed == (best >= pass),
        (_, None) => !given.passed,
        // Without a pass mark a quiz is passed when it is finished.
        (None, Some(_)) => true,
    };
    mark_fits && passed_fits && tried == given.best.is_some()
}

/// Tells whether the best per cent can come of the questions, where all of them are asked and only once.
fn score_fits(quiz: &QuizKey, given: &QuizResult, result: &LearnerResult) -> bool {
    let (Some(best), Form::File) = (given.best, result.form) else { return true };
    let Some(total) = quiz.total().filter(|total| *total > 0 && quiz.asks_all()) else { return true };
    let of_quiz = result.questions.iter().filter(|question| question.quiz == quiz.id);
    // The file has each question's per cent rounded down, so the sum lies between two.
    let (mut least, mut most) = (0_u64, 0_u64);
    for question in of_quiz {
        let points = u64::from(question.points);
        least += points * u64::from(question.percent);
        most += points * u64::from(if question.percent == 100 { 100 } else { question.percent + 1 });
    }
    let best = u64::from(best);
    // Without a drawn part the points of a question are its best ones ever, so no former attempt was better.
    least / total <= best && best <= most / total
}

/// A score that was counted again.
enum Score {
    /// Per cent, rounded down.
    Of(u8),
    /// Nothing is graded.
    None,
    /// It depends on what was drawn.
    Unknown,
}

fn score(graded: &[&QuizKey], given: &[QuizResult]) -> Score {
    let (mut points, mut total) = (0, 0);
    for (quiz, given) in graded.iter().zip(given) {
        let Some(of_quiz) = quiz.total() else { return Score::Unknown };
        total += of_quiz;
        points += of_quiz * u64::from(given.best.unwrap_or(0));
    }
    match points.checked_div(total) {
        None => Score::None,
        Some(percent) => u8::try_from(percent).map_or(Score::Unknown, Score::Of),
    }
}

/// Tells whether the course is completed by its own rules; nothing where the result does not say enough.
fn completed(result: &LearnerResult, course: &CourseKey, path: &[&LessonKey]) -> Option<bool> {
    let asks = |rule: CompletionRule, required: bool| match rule {
        CompletionRule::All => true,
        CompletionRule::Required => required,
        CompletionRule::None => false,
    };
    let lessons: Vec<&&LessonKey> =
        path.iter().filter(|lesson| asks(course.lessons, lesson.graded().any(|quiz| quiz.required))).collect();
    let read = match &result.lessons.ids {
        Some(ids) => lessons.iter().all(|lesson| ids.contains(&lesson.id)),
        None if lessons.len() == path.len() => result.lessons.done as usize == path.len(),
        None if lessons.is_empty() => true,
        None => return None,
    };
    let mut quizzes = path.iter().flat_map(|lesson| lesson.graded()).zip(&result.quizzes);
    Some(read && quizzes.all(|(quiz, given)| given.passed || !asks(course.quizzes, quiz.required)))
}
