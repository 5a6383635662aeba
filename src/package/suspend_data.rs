//! How much of the room that a platform gives the packed state a course needs (SCORM: `cmi.suspend_data`).
//!
//! The packing itself is done in the learner's browser (`player/pack/pack.js`). Here its worst case is computed:
//! every lesson read, every question answered in the longest way. Typed words are not counted: they take what room
//! is left. `tests/fixtures/packing.json` holds what both sides must agree about.

use crate::diagnostic::{Diagnostic, Message};
use crate::package::PackInput;
use crate::render::{self, GapShape, Outline, OutlineLesson, OutlineQuestion, OutlineQuiz, RenderProfile};

/// The tries of a question that are counted.
const MOST_TRIES: usize = 255;

/// Returns a warning where the edition may need more than the `room` characters that `format` has.
pub(crate) fn check(input: PackInput<'_>, format: &str, room: usize) -> Vec<Diagnostic> {
    // Where its pages stand does not matter.
    let outline = render::outline(input.library, input.course, input.edition, &RenderProfile::of_course());
    let needed = worst_case(&outline);
    if needed <= room {
        return Vec::new();
    }
    let warning = Diagnostic::warning("package/suspend-data", input.course.settings.span)
        .with("lang", &input.edition.lang)
        .with("needed", needed)
        .with("room", room)
        .with("format", format)
        .hint(Message::new("hint/split-the-course"));
    vec![warning]
}

/// Returns how many characters the packed state of a course takes at most, without typed words.
pub(crate) fn worst_case(outline: &Outline) -> usize {
    let head = 8 + 24 + 2 + varint_width(outline.lessons.len(), 4);
    let bits = head + outline.lessons.iter().map(lesson_size).sum::<usize>() + 1;
    bits.div_ceil(6)
}

fn lesson_size(lesson: &OutlineLesson) -> usize {
    let inner: usize = lesson.quizzes.iter().map(quiz_size).sum();
    2 + 16 + varint_width(inner, 4) + inner
}

fn quiz_size(quiz: &OutlineQuiz) -> usize {
    let tries = if quiz.attempts == 0 { MOST_TRIES } else { MOST_TRIES.min(quiz.attempts as usize) };
    let attempt = 1 + 16 + varint_width(MOST_TRIES, 3) + 1 + 7;
    let fixed = 1 + varint_width(tries, 3) + 1 + 12 + 1;
    attempt + quiz.questions.iter().map(|question| fixed + answer_size(question)).sum::<usize>()
}

/// Returns how many bits an answer takes; the kinds are those of the page.
fn answer_size(question: &OutlineQuestion) -> usize {
    let count = question.count;
    match question.kind {
        "single" | "scale" => width(count + 1),
        "multiple" => count,
        "order" => (2..=count).map(width).sum(),
        "match" => count * width(count + 1),
        "gaps" => question.gaps.iter().map(gap_size).sum(),
        _ => 0,
    }
}

fn gap_size(gap: &GapShape) -> usize {
    match gap {
        GapShape::Choice(count) => width(count + 1),
        GapShape::Text | GapShape::Number => 0,
    }
}

/// Returns how many bits tell `count` things apart.
fn width(count: usize) -> usize {
    count.next_power_of_two().trailing_zeros() as usize
}

/// Returns how many bits a number takes in groups of `group`, each with one bit that says whether more follow.
fn varint_width(value: usize, group: usize) -> usize {
    let bits = (usize::BITS - value.leading_zeros()) as usize;
    bits.div_ceil(group).max(1) * (group + 1)
}

#[cfg(test)]
mod tests {
    use super::{varint_width, width, worst_case};
    use crate::package::fixture::packing_vectors;

    #[test]
    fn the_page_and_the_program_agree_about_the_worst_case() {
        let vectors = packing_vectors();
        assert!(vectors.len() >= 4);
        for (outline, vector) in &vectors {
            assert_eq!(worst_case(outline) as u64, vector["worst"].as_u64().unwrap(), "{}", vector["name"]);
        }
    }

    #[test]
    fn widths_are_those_of_the_page() {
        assert_eq!([1, 2, 3, 4, 5, 8, 9].map(width), [0, 1, 2, 2, 3, 3, 4]);
        assert_eq!([0, 7, 8, 63, 64].map(|value| varint_width(value, 3)), [4, 4, 8, 8, 12]);
    }
}
