//! What is wrong or unwise in a library that was loaded.
//!
//! [`CHECKS`] is the whole list: one row a problem; how much it matters stands in [`crate::diagnostic::LINTS`]. Parsing and
//! loading have told before what they could not read or find; here stands what needs whole courses to be seen.

mod blocks;
mod headings;
mod media;
mod names;
mod questions;
mod quizzes;
mod structure;

pub use names::is_holdable;

use crate::diagnostic::{Diagnostic, Lint, lint};
use crate::model::Library;
use crate::span::Span;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// One problem that is looked for in whole libraries.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// The code that it tells: a row of [`crate::diagnostic::LINTS`], which says how much it matters.
    pub code: &'static str,
    /// Finds every place that has it.
    run: fn(&Library, &mut Report<'_>),
}

/// Where one check tells what it found.
struct Report<'a> {
    lint: &'a Lint,
    found: &'a mut Vec<Diagnostic>,
}

impl Report<'_> {
    /// Returns the check's diagnostic at `span`, to be completed and given to [`Report::tell`].
    fn at(&self, span: Span) -> Diagnostic {
        Diagnostic::of(self.lint, span)
    }

    fn tell(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }
}

const fn check_of(code: &'static str, run: fn(&Library, &mut Report<'_>)) -> Check {
    Check { code, run }
}

/// Every problem that is looked for, by code.
pub const CHECKS: &[Check] = &[
    check_of("course/requires-itself", structure::requires_itself),
    check_of("course/unknown-requirement", structure::unknown_requirement),
    check_of("event/no-date", blocks::event_without_date),
    check_of("file/runs-scripts", media::runs_scripts),
    check_of("file/too-large", media::too_large),
    check_of("file/unused", media::unused),
    check_of("film/no-captions", media::no_captions),
    check_of("film/no-title", media::no_title),
    check_of("heading/skipped-level", headings::skipped_level),
    check_of("lesson/empty", structure::empty_lesson),
    check_of("lesson/no-title", structure::lesson_without_title),
    check_of("lesson/not-in-source", structure::not_in_source),
    check_of("lesson/unknown-role", structure::unknown_role),
    check_of("lesson/untranslated", structure::untranslated),
    check_of("library/language-absent", structure::language_absent),
    check_of("module/empty", structure::empty_module),
    check_of("module/no-title", structure::module_without_title),
    check_of("name/forbidden", names::forbidden),
    check_of("name/long-path", names::long_path),
    check_of("name/only-case-differs", names::only_case_differs),
    check_of("picture/no-alternative", media::no_alternative),
    check_of("plan/no-field", blocks::plan_without_field),
    check_of("question/same-id", quizzes::same_id),
    check_of("quiz/draws-too-many", quizzes::draws_too_many),
    check_of("sound/no-transcript", media::no_transcript),
    check_of("translation/answers-differ", questions::answers_differ),
    check_of("translation/id-differs", questions::id_differs),
    check_of("translation/kind-differs", questions::kind_differs),
    check_of("translation/points-differ", questions::points_differ),
    check_of("translation/questions-differ", questions::questions_differ),
    check_of("translation/right-answer-differs", questions::right_answer_differs),
    check_of("translation/settings-differ", questions::settings_differ),
    check_of("video/unused", media::film_unused),
];

/// Returns everything that [`CHECKS`] find in `library`, by place.
pub fn check(library: &Library) -> Vec<Diagnostic> {
    let run = |check: &Check| {
        let lint = lint(check.code).expect("a test holds that every check has its row");
        let mut found = Vec::new();
        (check.run)(library, &mut Report { lint, found: &mut found });
        found
    };
    let found: Vec<Vec<Diagnostic>> = CHECKS.par_iter().map(run).collect();
    let mut found: Vec<Diagnostic> = found.into_iter().flatten().collect();
    found.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.code));
    found
}

#[cfg(test)]
mod tests {
    use super::CHECKS;
    use crate::diagnostic::lint;

    #[test]
    fn the_table_is_in_order_and_every_check_has_its_lint() {
        assert!(CHECKS.is_sorted_by(|left, right| left.code < right.code));
        assert!(CHECKS.iter().all(|check| lint(check.code).is_some()));
    }
}
