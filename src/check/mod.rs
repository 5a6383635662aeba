//! What is wrong or unwise in a library that was loaded.
//!
//! [`LINTS`] is the whole list: one row a problem, which gives the code and how much it matters. Parsing and
//! loading have told before what they could not read or find; here stands what needs whole courses to be seen.

mod headings;
mod media;
mod names;
mod questions;
mod quizzes;
mod structure;

pub use names::is_holdable;

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Library;
use crate::span::Span;

/// One problem that is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Lint {
    /// Stable name, `area/problem`, and the key of its message.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Finds every place that has it.
    run: fn(&Library, &mut Report<'_>),
}

/// Where one lint tells what it found.
struct Report<'a> {
    lint: &'a Lint,
    found: &'a mut Vec<Diagnostic>,
}

impl Report<'_> {
    /// Returns the lint's diagnostic at `span`, to be completed and given to [`Report::tell`].
    fn at(&self, span: Span) -> Diagnostic {
        match self.lint.severity {
            Severity::Error => Diagnostic::error(self.lint.code, span),
            Severity::Warning => Diagnostic::warning(self.lint.code, span),
        }
    }

    fn tell(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }
}

const fn error(code: &'static str, run: fn(&Library, &mut Report<'_>)) -> Lint {
    Lint { code, severity: Severity::Error, run }
}

const fn warning(code: &'static str, run: fn(&Library, &mut Report<'_>)) -> Lint {
    Lint { code, severity: Severity::Warning, run }
}

/// Every problem that is looked for, by code.
pub const LINTS: &[Lint] = &[
    error("course/requires-itself", structure::requires_itself),
    warning("course/unknown-requirement", structure::unknown_requirement),
    error("file/runs-scripts", media::runs_scripts),
    error("file/too-large", media::too_large),
    warning("file/unused", media::unused),
    warning("film/no-captions", media::no_captions),
    warning("film/no-title", media::no_title),
    warning("heading/skipped-level", headings::skipped_level),
    warning("lesson/empty", structure::empty_lesson),
    warning("lesson/not-in-source", structure::not_in_source),
    warning("lesson/unknown-role", structure::unknown_role),
    warning("lesson/untranslated", structure::untranslated),
    warning("library/language-absent", structure::language_absent),
    warning("module/empty", structure::empty_module),
    error("name/forbidden", names::forbidden),
    warning("name/long-path", names::long_path),
    error("name/only-case-differs", names::only_case_differs),
    warning("picture/no-alternative", media::no_alternative),
    error("question/same-id", quizzes::same_id),
    error("quiz/draws-too-many", quizzes::draws_too_many),
    warning("sound/no-transcript", media::no_transcript),
    error("translation/answers-differ", questions::answers_differ),
    error("translation/id-differs", questions::id_differs),
    error("translation/kind-differs", questions::kind_differs),
    error("translation/points-differ", questions::points_differ),
    error("translation/questions-differ", questions::questions_differ),
    error("translation/right-answer-differs", questions::right_answer_differs),
    warning("translation/settings-differ", questions::settings_differ),
];

/// Returns everything that [`LINTS`] find in `library`, by place.
pub fn check(library: &Library) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for lint in LINTS {
        (lint.run)(library, &mut Report { lint, found: &mut found });
    }
    found.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.code));
    found
}

#[cfg(test)]
mod tests {
    use super::LINTS;

    #[test]
    fn the_table_is_in_order() {
        assert!(LINTS.is_sorted_by(|left, right| left.code < right.code));
    }
}
