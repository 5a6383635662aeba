//! `alforja package`

use crate::cli::failure::Failure;
use crate::cli::refusal::Refusal;
use crate::cli::{Context, Exit, edition, explain, key, language, report, rung, seal, words};
use crate::locale::Lang;
use crate::model::{CourseId, Rung};
use crate::package::{TARGETS, Target, target};
use crate::paper::{PaperSize, SETS_PDF};
use crate::pipeline::{self, Job, PackageRequest, Packaged, Strictness, WithSource};
use crate::render::Audience;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Make packages for learning platforms: one file a course and language
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct PackageArgs {
    #[command(subcommand)]
    command: Option<PackageCommand>,
    /// What to make, one or several with commas between them; `alforja targets` lists them
    #[arg(long, value_name = "NAME", value_delimiter = ',', default_value = "scorm12",
        default_value_if("edition", "trainer", Some("site")), value_parser = target_name)]
    target: Vec<TargetName>,
    /// Make everything that a course can be made into
    #[arg(long, conflicts_with = "target")]
    all: bool,
    /// Only this course, by the name of its folder
    #[arg(long, value_name = "ID")]
    course: Option<String>,
    /// Only this language of the courses
    #[arg(long, value_name = "TAG", value_parser = language::tag)]
    lang_of_course: Option<Lang>,
    /// The folder that the packages are put in
    #[arg(
        long,
        value_name = "DIR",
        default_value = "packages",
        default_value_if("edition", "trainer", Some("packages-trainer"))
    )]
    out: PathBuf,
    /// Whose edition: `learner`, or `trainer` with notes, answers, a session plan and a presenter view
    #[arg(long, value_name = "EDITION", default_value = "learner", value_parser = edition::parser())]
    edition: Audience,
    /// Let the course's Markdown travel inside the package; `alforja unpack` gets it back
    #[arg(long)]
    with_source: bool,
    /// How much of the films and sounds travels: `full` for a stick, `small` for a phone, `audio` only what is heard,
    /// `none` for mobile data; without it what `alforja.yaml` says
    #[arg(long, value_name = "RUNG", value_parser = rung::parser())]
    media: Option<Rung>,
    /// What the books of `--target print` are printed on: pages of A4, or A4 sheets that fold into a booklet of A5
    #[arg(long, value_name = "SIZE", value_enum, default_value_t = Paper::A4)]
    paper: Paper,
    /// Sign each file with this secret key, in a `.minisig` beside it; `alforja key` makes one
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Take warnings for errors
    #[arg(long)]
    strict: bool,
}

/// What books are printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Paper {
    /// pages of A4
    A4,
    /// sheets of A4 that fold into a booklet
    Booklet,
}

/// What else is done with packages.
#[derive(Debug, Subcommand)]
enum PackageCommand {
    Explain(explain::ExplainArgs),
}

/// A target that was named.
#[derive(Clone)]
pub(crate) struct TargetName(pub(crate) &'static dyn Target);

impl std::fmt::Debug for TargetName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.0.name())
    }
}

/// Reads a target's name.
///
/// # Errors
/// When there is no such target.
pub(crate) fn target_name(text: &str) -> Result<TargetName, Refusal> {
    let known = || TARGETS.iter().map(|target| target.name()).collect();
    target(text).map(TargetName).ok_or_else(|| Refusal::Unknown(known()))
}

/// Runs the command.
///
/// # Errors
/// When the library cannot be read, nothing answers to the request, or a package cannot be written.
pub(crate) fn run(arguments: PackageArgs, context: &Context<'_>) -> Result<Exit, Failure> {
    if let Some(PackageCommand::Explain(arguments)) = arguments.command {
        return explain::run(arguments, context);
    }
    let key = arguments.key.as_deref().map(|file| key::secret(file, context.terminal)).transpose()?;
    let strictness = if arguments.strict { Strictness::Strict } else { Strictness::Lenient };
    let request = PackageRequest {
        targets: if arguments.all { all(arguments.edition) } else { once_each(arguments.target) },
        course: arguments.course.as_deref().map(CourseId::new),
        lang: arguments.lang_of_course,
        with_source: if arguments.with_source { WithSource::Yes } else { WithSource::No },
        paper: match arguments.paper {
            Paper::A4 => PaperSize::A4,
            Paper::Booklet => PaperSize::Booklet,
        },
        out: &arguments.out,
    };
    let outcome = pipeline::package(
        Job { media: arguments.media, audience: arguments.edition, ..context.job(strictness) },
        &request,
    )?;
    report::diagnostics(context, &outcome);
    let Some(packages) = &outcome.made else {
        report::only_warnings(context.terminal, &outcome.diagnostics);
        context.terminal.say(context.terminal.catalog.text("cli.nothing-written"));
        return Ok(Exit::Errors);
    };
    table(&packages.all, context);
    seal::packages(&packages.all, key.as_ref(), context)?;
    report::sizes(context.terminal, &packages.sizes);
    next(&packages.all, context);
    papers(&packages.all, context);
    if arguments.edition == Audience::Trainer {
        context.terminal.say(context.terminal.catalog.text("cli.trainers-only"));
    }
    if arguments.with_source {
        without_source(&packages.all, context);
    }
    Ok(Exit::Fine)
}

/// Returns everything that the edition can be made into.
fn all(edition: Audience) -> Vec<&'static dyn Target> {
    TARGETS.iter().copied().filter(|target| target.profile().can_be_for(edition)).collect()
}

fn once_each(named: Vec<TargetName>) -> Vec<&'static dyn Target> {
    let mut targets: Vec<&'static dyn Target> = Vec::new();
    for TargetName(target) in named {
        if targets.iter().all(|known| known.name() != target.name()) {
            targets.push(target);
        }
    }
    targets
}

/// Says where what was made is taken.
fn next(packages: &[Packaged], context: &Context<'_>) {
    let made: Vec<&str> = packages.iter().map(|package| package.target).collect();
    for target in TARGETS.iter().map(|target| target.name()).filter(|name| made.contains(name)) {
        context.terminal.say(&format!("{target}: {}", context.terminal.catalog.text(&format!("next.{target}"))));
    }
}

/// Says what there is to know of papers: that this program sets none, or which letters they lack.
fn papers(packages: &[Packaged], context: &Context<'_>) {
    let catalog = context.terminal.catalog;
    let made: Vec<_> = packages.iter().filter_map(|package| Some((package, package.papers.as_ref()?))).collect();
    if !made.is_empty() && !SETS_PDF {
        context.terminal.say(catalog.text("paper.without-pdf"));
    }
    for (package, papers) in made {
        let path = words::path(&package.written.path);
        let letters: String = papers.missing.iter().map(char::to_string).collect::<Vec<_>>().join(" ");
        if papers.is_foreign {
            context.terminal.say(&catalog.fill("paper.foreign", &[("path", &path), ("letters", &letters)]));
        } else if !papers.missing.is_empty() {
            context.terminal.say(&catalog.fill("paper.missing-letters", &[("path", &path), ("letters", &letters)]));
        }
    }
}

/// Says which targets had no place for what the course was made of.
fn without_source(packages: &[Packaged], context: &Context<'_>) {
    let mut targets: Vec<&str> = Vec::new();
    for package in packages.iter().filter(|package| package.with_source == WithSource::No) {
        if !targets.contains(&package.target) {
            targets.push(package.target);
        }
    }
    if !targets.is_empty() {
        let targets = targets.join("`, `");
        context.terminal.say(&context.terminal.catalog.fill("unpack.without", &[("targets", &targets)]));
    }
}

/// Says which files there are now, and how large they are.
fn table(packages: &[Packaged], context: &Context<'_>) {
    let catalog = context.terminal.catalog;
    let rows: Vec<(String, String)> = packages
        .iter()
        .map(|package| (words::path(&package.written.path), words::size(catalog, package.written.size)))
        .collect();
    let width = |column: fn(&(String, String)) -> &String| rows.iter().map(|row| column(row).chars().count()).max();
    let (left, right) = (width(|row| &row.0).unwrap_or(0), width(|row| &row.1).unwrap_or(0));
    for (path, size) in &rows {
        context.terminal.say(&format!("{path:left$}  {size:>right$}"));
    }
    let time = words::seconds(catalog, context.started.elapsed());
    let total = words::size(catalog, packages.iter().map(|package| package.written.size).sum());
    let of = [("size", total.as_str()), ("time", &time)];
    context.terminal.say(&catalog.count("cli.packaged", packages.len() as u64, &of));
}
