//! What is told matters as much as the library, or the course that it stands in, says.

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Checks, Library, Weight};
use crate::span::SourcePath;

/// Returns `diagnostics` as `checks` of the course that each stands in, else of the library, let them be told.
pub(super) fn settled(library: &Library, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let own = &library.settings.checks;
    if own.0.is_empty() && library.courses.iter().all(|course| course.settings.checks.0.is_empty()) {
        return diagnostics;
    }
    let courses: Vec<(String, &Checks)> =
        library.courses.iter().map(|course| (inside(&course.folder), &course.settings.checks)).collect();
    let settle = |mut diagnostic: Diagnostic| {
        let path = &library.sources.file(diagnostic.span.file).path;
        let course = courses.iter().find(|(folder, _)| path.as_str().starts_with(folder));
        let of_course = course.and_then(|(_, checks)| checks.0.get(diagnostic.code));
        match of_course.or_else(|| own.0.get(diagnostic.code)) {
            Some(Weight::Off) => return None,
            Some(Weight::Error) => diagnostic.severity = Severity::Error,
            Some(Weight::Warning) => diagnostic.severity = Severity::Warning,
            None => {}
        }
        Some(diagnostic)
    };
    diagnostics.into_iter().filter_map(settle).collect()
}

/// Returns what every path in `folder` begins with.
fn inside(folder: &SourcePath) -> String {
    if folder.as_str().is_empty() { String::new() } else { format!("{folder}/") }
}
