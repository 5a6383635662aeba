//! `alforja build`

use crate::cli::failure::Failure;
use crate::cli::{Context, Exit, edition, report, rung, words};
use crate::model::Rung;
use crate::pipeline::{self, Built, Job, Strictness};
use crate::render::Audience;
use clap::Args;
use std::path::PathBuf;

/// Make the site: all courses in all languages, for any web server and for a double-click
#[derive(Debug, Args)]
pub(crate) struct BuildArgs {
    /// The folder that the site is written to
    #[arg(
        long,
        value_name = "DIR",
        default_value = "dist",
        default_value_if("edition", "trainer", Some("dist-trainer"))
    )]
    out: PathBuf,
    /// Whose edition: `learner`, or `trainer` with notes, answers, a session plan and a presenter view
    #[arg(long, value_name = "EDITION", default_value = "learner", value_parser = edition::parser())]
    edition: Audience,
    /// How much of the films and sounds travels: `full` for a stick, `small` for a phone, `audio` only what is heard,
    /// `none` for mobile data; without it what `alforja.yaml` says
    #[arg(long, value_name = "RUNG", value_parser = rung::parser())]
    media: Option<Rung>,
    /// Take warnings for errors
    #[arg(long)]
    strict: bool,
}

/// Runs the command.
///
/// # Errors
/// When the library cannot be read or the site cannot be written.
pub(crate) fn run(arguments: BuildArgs, context: &Context<'_>) -> Result<Exit, Failure> {
    let strictness = if arguments.strict { Strictness::Strict } else { Strictness::Lenient };
    let outcome = pipeline::build(
        Job { media: arguments.media, audience: arguments.edition, ..context.job(strictness) },
        &arguments.out,
    )?;
    report::diagnostics(context, &outcome);
    let Some(built) = &outcome.made else {
        report::only_warnings(context.terminal, &outcome.diagnostics);
        context.terminal.say(context.terminal.catalog.text("cli.nothing-written"));
        return Ok(Exit::Errors);
    };
    summary(built, arguments.edition, context);
    Ok(Exit::Fine)
}

fn summary(built: &Built, edition: Audience, context: &Context<'_>) {
    let catalog = context.terminal.catalog;
    let contents = report::contents(catalog, built.contents);
    let pages = catalog.count("cli.pages", built.pages as u64, &[]);
    let size = words::size(catalog, built.written.size);
    let time = words::seconds(catalog, context.started.elapsed());
    let of = [("contents", contents.as_str()), ("pages", &pages), ("size", &size), ("time", &time)];
    context.terminal.say(&catalog.fill("cli.built", &of));
    report::sizes(context.terminal, &built.sizes);
    context.terminal.say(&match (built.written.changed, built.written.removed) {
        (0, 0) => catalog.text("cli.unchanged").to_owned(),
        (changed, removed) => {
            let changed = catalog.count("cli.files-written", changed as u64, &[]);
            match removed {
                0 => changed,
                removed => format!("{changed}, {}", catalog.count("cli.files-removed", removed as u64, &[])),
            }
        }
    });
    let door = words::path(&built.written.path.join("index.html"));
    context.terminal.say(&catalog.fill("cli.open", &[("path", &door)]));
    context.terminal.say(&match edition {
        Audience::Learner => catalog.fill("cli.pass-on", &[("path", &words::path(&built.written.path))]),
        Audience::Trainer => catalog.text("cli.trainers-only").to_owned(),
    });
}
