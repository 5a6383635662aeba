//! `alforja check --fix`: what was mended, or would be.

use crate::cli::failure::Failure;
use crate::cli::{Context, Exit, report};
use crate::diagnostic::has_errors;
use crate::pipeline::{self, Change, ChangeKind, Mending, Strictness};

/// Mends what can be mended with certainty, says what that is, and tells what is left.
///
/// # Errors
/// When the library cannot be read or written.
pub(crate) fn run(mending: Mending, context: &Context<'_>) -> Result<Exit, Failure> {
    let store = context.store.to_look();
    let outcome = pipeline::fix(pipeline::Job { store: &store, ..context.job(Strictness::Lenient) }, mending)?;
    let terminal = context.terminal;
    let catalog = terminal.catalog;
    let prefix = report::prefix(&context.root);
    let changes = outcome.made.as_ref().map_or(&[] as &[Change], |mended| &mended.changes);
    for change in changes {
        in_words(change, &prefix, context).iter().for_each(|line| terminal.say(line));
    }
    if !changes.is_empty() {
        terminal.say("");
    }
    report::diagnostics(context, &outcome);
    let key = match (changes.is_empty(), mending) {
        (true, _) => "lints.nothing-to-fix",
        (false, Mending::Shown) => "lints.would-fix",
        (false, Mending::Written) => "lints.fixed",
    };
    terminal.say(&catalog.count(key, changes.len() as u64, &[]));
    Ok(if has_errors(&outcome.diagnostics) { Exit::Errors } else { Exit::Fine })
}

fn in_words(change: &Change, prefix: &str, context: &Context<'_>) -> Vec<String> {
    let catalog = context.terminal.catalog;
    let path = format!("{prefix}{}", change.path);
    let codes = change.codes.join(", ");
    match &change.kind {
        ChangeKind::Recoded => vec![format!("{path}: {} [{}]", catalog.text("lints.recoded"), codes)],
        ChangeKind::Moved(to) => vec![format!("{path} → {prefix}{to} [{}]", codes)],
        ChangeKind::Lines { line, before, after } => {
            let head = format!("{path}:{line}: [{}]", codes);
            let lines =
                before.iter().map(|line| format!("  - {line}")).chain(after.iter().map(|line| format!("  + {line}")));
            std::iter::once(head).chain(lines).collect()
        }
    }
}
