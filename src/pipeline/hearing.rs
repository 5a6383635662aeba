//! What learning platforms keep of learners, as far as it takes the courses themselves to read it: the state that our own
//! pages gave them to keep.

use crate::model::Library;
use crate::package::packed::{Answer, Attempt, End, KeptState, MadeFor, Reached, StoredState, Unpacked};
use crate::platform::Kept;
use crate::render::{self, Outline, RenderProfile};
use crate::results::{Keys, LessonKey, QuestionKey, QuestionResult, QuizKey, QuizResult, day_of};
use serde_json::Value;
use std::cell::OnceCell;

/// Reads the states of a library's courses.
pub(super) struct States<'a> {
    library: &'a Library,
    keys: &'a Keys,
    /// By course, in the order of the library; made when the first state is read.
    outlines: OnceCell<Vec<(String, Vec<Outline>)>>,
}

impl<'a> States<'a> {
    pub(super) fn new(library: &'a Library, keys: &'a Keys) -> Self {
        Self { library, keys, outlines: OnceCell::new() }
    }

    fn outlines(&self) -> &[(String, Vec<Outline>)] {
        self.outlines.get_or_init(|| {
            let profile = RenderProfile::of_course();
            let courses = self.library.courses.iter().map(|course| {
                let outline = |edition| render::outline(self.library, course, edition, &profile);
                (course.id.to_string(), course.editions.iter().map(outline).collect())
            });
            courses.collect()
        })
    }

    /// Returns the only course that a state was kept for, as it is here.
    pub(super) fn course_of(&self, text: &str) -> Option<String> {
        let stored = StoredState::read(text).ok()?;
        if let Some(course) = stored.course() {
            return self.keys.courses.contains_key(course).then(|| course.to_owned());
        }
        let fits = |outline: &Outline| {
            let unpacked = stored.unpack(outline);
            unpacked
                .is_ok_and(|unpacked| unpacked.made_for == MadeFor::ThisVersion && !unpacked.state.lessons.is_empty())
        };
        let mut all =
            self.outlines().iter().filter(|(_, outlines)| outlines.iter().any(fits)).map(|(course, _)| course);
        let only = all.next()?;
        all.next().is_none().then(|| only.clone())
    }

    /// Returns what a state says of a learner in a course; nothing where it says nothing.
    pub(super) fn kept(&self, course: &str, text: &str) -> Option<Kept> {
        let stored = StoredState::read(text).ok()?;
        let key = self.keys.courses.get(course)?;
        let (_, outlines) = self.outlines().iter().find(|(id, _)| id == course)?;
        let read: Vec<(&Outline, Unpacked)> =
            outlines.iter().filter_map(|outline| Some((outline, stored.unpack(outline).ok()?))).collect();
        let fits = |(_, unpacked): &&(&Outline, Unpacked)| unpacked.made_for == MadeFor::ThisVersion;
        let (outline, unpacked) = read.iter().find(fits).or(read.first())?;
        let (edition, _) = key.edition(Some(&outline.lang));
        let role = unpacked.state.role.as_ref().filter(|role| key.roles.contains(role));
        let path: Vec<&LessonKey> = edition.path(role.map(String::as_str)).collect();
        Some(of_path(
            &path,
            &unpacked.state,
            Kept {
                role: role.cloned(),
                language: outline.lang.clone(),
                whole: unpacked.made_for == MadeFor::ThisVersion && unpacked.end != End::Torn,
                ..Kept::default()
            },
        ))
    }
}

fn of_path(path: &[&LessonKey], state: &KeptState, kept: Kept) -> Kept {
    let graded = || path.iter().flat_map(|lesson| lesson.graded());
    Kept {
        lessons: path
            .iter()
            .map(|lesson| (lesson.id.clone(), state.lessons.get(&lesson.id) == Some(&Reached::Done)))
            .collect(),
        quizzes: graded().map(|quiz| of_quiz(quiz, state)).collect(),
        questions: graded()
            .flat_map(|quiz| quiz.questions.iter().filter_map(|asked| of_question(quiz, asked, state)))
            .collect(),
        completed: state.done.as_deref().and_then(day_of),
        ..kept
    }
}

/// Returns how a quiz stands (`player/state.js`). Which questions were drawn is not looked at: those are asked that were tried.
fn of_quiz(quiz: &QuizKey, state: &KeptState) -> QuizResult {
    let attempt: Option<&Attempt> = state.quizzes.get(&quiz.id);
    let tried = quiz.questions.iter().filter_map(|asked| Some((asked, state.questions.get(&asked.id)?)));
    let (mut points, mut finished, mut begun) = (0.0, 0, false);
    for (asked, tried) in tried {
        points += asked.worth() as f64 * tried.points.unwrap_or(0.0);
        finished += usize::from(tried.finished);
        begun |= tried.answer.is_some() || tried.tries > 0;
    }
    let asked = if quiz.asks_all() { quiz.questions.len() } else { quiz.draw.map_or(0, |draw| draw as usize) };
    let done = finished >= asked;
    let former = attempt.and_then(|attempt| attempt.best).unwrap_or(0);
    let now = match quiz.total() {
        Some(0) if done => 100,
        Some(total) if total > 0 => (points * 100.0 / total as f64 + 1e-9) as u32,
        _ => 0,
    };
    let best = u8::try_from(now.max(former).min(100)).unwrap_or(100);
    let number = attempt.map_or(0, |attempt| attempt.number);
    let ended = done || attempt.is_some_and(|attempt| attempt.best.is_some());
    let is_tried = ended || begun || number > 1;
    QuizResult {
        id: Some(quiz.id.clone()),
        best: is_tried.then_some(best),
        passed: is_tried && quiz.pass.map_or(ended, |pass| best >= pass),
        pass: quiz.pass,
        attempts: Some(if is_tried { u32::try_from(number).unwrap_or(u32::MAX).max(1) } else { 0 }),
    }
}

fn of_question(quiz: &QuizKey, asked: &QuestionKey, state: &KeptState) -> Option<QuestionResult> {
    let tried = state.questions.get(&asked.id).filter(|_| asked.worth() > 0)?;
    Some(QuestionResult {
        id: asked.id.clone(),
        quiz: quiz.id.clone(),
        kind: asked.kind.to_owned(),
        tries: u32::try_from(tried.tries).unwrap_or(u32::MAX),
        percent: (tried.points.unwrap_or(0.0).clamp(0.0, 1.0) * 100.0 + 1e-9) as u8,
        points: asked.points,
        finished: tried.finished,
        answer: tried.answer.as_ref().map_or(Value::Null, Answer::in_json),
    })
}
