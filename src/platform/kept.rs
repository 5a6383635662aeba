//! From what a platform says to a result, as others are counted.
//!
//! 1. Statements: the course is completed when it, or each of its modules, is; what was once reached stays.
//! 2. A row: what it says; and in full what our own pages gave the platform to keep, where that can be read.

use crate::platform::answer::{self, Told};
use crate::platform::names::CourseNames;
use crate::platform::said::{Row, Said, Statement, Verb, What};
use crate::results::{
    CourseKey, CourseNamed, Days, Doubt, Form, Keys, LearnerResult, Lessons, Made, QuestionResult, QuizResult,
    Standing, day_of, standing,
};
use crate::world::Day;
use std::collections::{BTreeMap, BTreeSet};

/// What our own pages gave a platform to keep, read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kept {
    /// The learning path that was chosen.
    pub role: Option<String>,
    /// The language of the edition that it was kept for.
    pub language: String,
    /// The lessons of the path, with whether each is done.
    pub lessons: Vec<(String, bool)>,
    /// The graded quizzes of the path, in its order.
    pub quizzes: Vec<QuizResult>,
    /// The questions that were tried.
    pub questions: Vec<QuestionResult>,
    /// The day of completion.
    pub completed: Option<Day>,
    /// Whether all of it could be read, for the course as it is here.
    pub whole: bool,
}

/// A result, with what speaks against it.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The result.
    pub result: LearnerResult,
    /// What does not fit together.
    pub doubts: Vec<Doubt>,
}

/// Makes a result of what is said. `kept` reads a state that our own pages gave the platform to keep, by course and state;
/// nothing where it is none.
pub fn result(said: &Said, names: &CourseNames, keys: &Keys, kept: &dyn Fn(&str, &str) -> Option<Kept>) -> Outcome {
    let course = keys.courses.get(&said.course);
    let mut outcome = Outcome { result: empty(said), doubts: Vec::new() };
    match &said.what {
        What::Statements(all) => statements(&mut outcome, said, all, names, course),
        What::Row(row) => of_row(&mut outcome, said, row, names, course, kept),
    }
    if said.id.is_empty() && said.name.is_empty() {
        outcome.doubts.push(Doubt::Nameless);
    }
    outcome
}

fn empty(said: &Said) -> LearnerResult {
    LearnerResult {
        course: CourseNamed { id: said.course.clone(), version: None, language: None, title: None },
        ..LearnerResult::bare(Form::Platform, &said.id, &said.name, said.fingerprint(), &said.text())
    }
}

/// How a course, or one of its modules, stands by statements.
#[derive(Debug, Clone, Copy, Default)]
struct Unit {
    completed: Option<Day>,
    is_completed: bool,
    passed: bool,
    score: Option<u8>,
}

impl Unit {
    fn take(&mut self, statement: &Statement) {
        let met = |truth: Option<bool>| truth != Some(false);
        let completes = match statement.verb {
            Verb::Completed => met(statement.completion),
            Verb::Satisfied => true,
            _ => false,
        };
        if completes {
            let day = day(&statement.at);
            self.completed = if self.is_completed { self.completed.min(day).or(self.completed) } else { day };
            self.is_completed = true;
        }
        self.passed |= match statement.verb {
            Verb::Passed => met(statement.success),
            Verb::Completed | Verb::Satisfied => statement.success == Some(true),
            _ => false,
        };
        if statement.verb != Verb::Answered && statement.question.is_none() {
            self.score = self.score.max(statement.score);
        }
    }
}

fn statements(outcome: &mut Outcome, said: &Said, all: &[Statement], names: &CourseNames, course: Option<&CourseKey>) {
    let mut whole = Unit::default();
    let mut modules: BTreeMap<&str, Unit> = BTreeMap::new();
    for statement in all {
        match &statement.module {
            None => whole.take(statement),
            Some(module) => modules.entry(module).or_default().take(statement),
        }
    }
    let result = &mut outcome.result;
    let asked = course.map(modules_of).unwrap_or_default();
    let parts: Vec<Unit> = asked.iter().filter_map(|module| modules.get(module).copied()).collect();
    let all_there = !asked.is_empty() && parts.len() == asked.len();
    let by_parts = all_there && parts.iter().all(|part| part.is_completed);
    let scores: Vec<u64> = parts.iter().filter_map(|part| part.score).map(u64::from).collect();
    let mean = scores.iter().sum::<u64>().checked_div(scores.len() as u64).filter(|_| all_there);
    result.standing = Standing {
        completed: whole.is_completed || by_parts,
        // A module without a quiz is never passed.
        passed: whole.passed
            || by_parts
                && parts.iter().any(|part| part.passed)
                && parts.iter().all(|part| part.passed || part.score.is_none()),
        score: whole.score.or(mean.and_then(|mean| u8::try_from(mean).ok())),
    };
    let judged = |one: &Statement| matches!(one.verb, Verb::Passed | Verb::Failed) || one.success.is_some();
    result.passing_unsaid = !result.standing.passed && !all.iter().any(|one| one.question.is_none() && judged(one));
    let days = || all.iter().filter_map(|statement| day(&statement.at));
    result.days = Days {
        first: days().min(),
        last: days().max(),
        completed: if whole.is_completed {
            whole.completed
        } else {
            parts.iter().map(|part| part.completed).max().flatten().filter(|_| by_parts)
        },
    };
    let last = all.iter().map(|statement| statement.at.as_str()).max().unwrap_or_default();
    result.made = day(last).map(|day| Made { day, minute: minute(last) });
    let told = all.iter().filter(|statement| statement.verb == Verb::Answered).filter_map(|statement| {
        let told = Told {
            response: statement.response.as_deref().unwrap_or_default(),
            right: statement.success,
            tries: statement.tries,
        };
        Some((statement.question.as_deref()?, told))
    });
    result.questions = questions(told, &said.course, names, course);
}

/// Returns the modules that a course has in its first language.
fn modules_of(course: &CourseKey) -> BTreeSet<&str> {
    let lessons = course.editions.first().into_iter().flat_map(|edition| &edition.lessons);
    lessons.filter_map(|lesson| lesson.id.split_once('/')).map(|(module, _)| module).collect()
}

fn questions<'a>(
    told: impl Iterator<Item = (&'a str, Told<'a>)>,
    of: &str,
    names: &CourseNames,
    course: Option<&CourseKey>,
) -> Vec<QuestionResult> {
    let Some(edition) = course.and_then(|course| course.editions.first()) else { return Vec::new() };
    let mut by_question: BTreeMap<&str, Vec<Told<'a>>> = BTreeMap::new();
    for (called, told) in told {
        if let Some(id) = names.question(of, called) {
            by_question.entry(id).or_default().push(told);
        }
    }
    let asked = by_question.iter().filter_map(|(id, told)| {
        let (quiz, asked) = edition.question(id)?;
        (quiz.graded && asked.worth() > 0).then(|| answer::question(quiz, asked, told))
    });
    asked.collect()
}

fn of_row(
    outcome: &mut Outcome,
    said: &Said,
    row: &Row,
    names: &CourseNames,
    course: Option<&CourseKey>,
    kept: &dyn Fn(&str, &str) -> Option<Kept>,
) {
    let result = &mut outcome.result;
    let date = |text: &Option<String>| text.as_deref().and_then(day_of);
    result.days = Days { first: date(&row.first), last: date(&row.last), completed: date(&row.finished) };
    let state = row.state.as_deref().map(|state| kept(&said.course, state));
    if state.as_ref().is_some_and(|kept| kept.as_ref().is_none_or(|kept| !kept.whole)) {
        outcome.doubts.push(Doubt::State);
    }
    let counted = match state.flatten() {
        Some(kept) => {
            take_kept(result, kept);
            course.map(|course| standing(result, course, course.edition(result.course.language.as_deref()).0))
        }
        None => {
            let told = row.answers.iter().map(|answer| {
                (answer.question.as_str(), Told { response: &answer.response, right: answer.right, tries: None })
            });
            result.questions = questions(told, &said.course, names, course);
            None
        }
    };
    let completed = row.completed.or(counted.map(|counted| counted.completed));
    result.standing = Standing {
        completed: completed.unwrap_or(false),
        passed: row.passed.unwrap_or(counted.is_some_and(|counted| counted.passed)),
        score: row.score.or(counted.and_then(|counted| counted.score)),
    };
    result.passing_unsaid = row.passed.is_none() && counted.is_none();
    if !result.standing.completed {
        result.days.completed = None;
    }
    if completed.is_none() {
        outcome.doubts.push(Doubt::Standing);
    }
    result.made = result.days.last.or(result.days.completed).map(|day| Made { day, minute: None });
}

fn take_kept(result: &mut LearnerResult, kept: Kept) {
    let done: Vec<String> = kept.lessons.iter().filter(|(_, done)| *done).map(|(id, _)| id.clone()).collect();
    result.role = kept.role;
    result.course.language = Some(kept.language);
    result.lessons = Lessons {
        total: u32::try_from(kept.lessons.len()).ok(),
        done: u32::try_from(done.len()).unwrap_or(u32::MAX),
        ids: Some(done),
    };
    result.quizzes = kept.quizzes;
    result.questions = kept.questions;
    result.days.completed = result.days.completed.or(kept.completed);
}

fn day(at: &str) -> Option<Day> {
    at.get(..10).and_then(day_of)
}

fn minute(at: &str) -> Option<u16> {
    let number = |from: usize| at.get(from..from + 2).and_then(|text| text.parse::<u16>().ok());
    Some(number(11).filter(|hour| *hour < 24)? * 60 + number(14).filter(|minute| *minute < 60)?)
}
