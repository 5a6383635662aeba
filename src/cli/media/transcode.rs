//! `alforja media transcode`

use crate::cli::failure::Failure;
use crate::cli::{Context, Exit, report, words};
use crate::ffmpeg::Recipe;
use crate::model::CourseId;
use crate::pipeline::{self, Strictness, TranscodeRequest, Transcoded};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

/// Make smaller copies of films and sounds with ffmpeg
#[derive(Debug, Args)]
pub(crate) struct TranscodeArgs {
    /// Only these films and sounds
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// Only those of this course
    #[arg(long, value_name = "ID")]
    course: Option<String>,
    /// Only these copies
    #[arg(long, value_name = "COPY", value_delimiter = ',', value_parser = recipe())]
    rung: Vec<Recipe>,
    /// Where ffmpeg is
    #[arg(long, value_name = "FILE", default_value = "ffmpeg")]
    ffmpeg: PathBuf,
    /// Only show how ffmpeg would be told
    #[arg(long)]
    dry_run: bool,
}

fn recipe() -> impl TypedValueParser<Value = Recipe> {
    PossibleValuesParser::new(Recipe::ALL.map(Recipe::name))
        .map(|name| Recipe::named(&name).expect("clap knows the names"))
}

/// Runs the command.
///
/// # Errors
/// When the library cannot be read, nothing answers to the request, or ffmpeg is not there.
pub(crate) fn run(arguments: TranscodeArgs, context: &Context<'_>) -> Result<Exit, Failure> {
    let wanted = |recipe: &Recipe| arguments.rung.is_empty() || arguments.rung.contains(recipe);
    let request = TranscodeRequest {
        course: arguments.course.as_deref().map(CourseId::new),
        recipes: Recipe::ALL.into_iter().filter(wanted).collect(),
        files: arguments.files,
        program: &arguments.ffmpeg,
    };
    let job = context.job(Strictness::Lenient);
    if arguments.dry_run {
        let commands = pipeline::commands(job, &request)?;
        commands.iter().for_each(|words| context.terminal.put(&(line(words) + "\n")));
        return Ok(Exit::Fine);
    }
    let outcome = pipeline::transcode(job, &request)?;
    report::diagnostics(context, &outcome);
    let done = outcome.made.unwrap_or_default();
    summary(&done, context);
    Ok(if done.failed == 0 { Exit::Fine } else { Exit::Errors })
}

/// Says what was made of each film, and how much smaller it is.
fn summary(done: &Transcoded, context: &Context<'_>) {
    let (terminal, catalog) = (context.terminal, context.terminal.catalog);
    for copies in done.made.chunk_by(|one, other| one.path == other.path) {
        let size = words::size(catalog, copies[0].whole);
        terminal.say(&format!("{}  {size}", copies[0].path));
        let sizes: Vec<String> = copies.iter().map(|copy| words::size(catalog, copy.size)).collect();
        let width = sizes.iter().map(|size| size.chars().count()).max().unwrap_or(0);
        for (copy, size) in copies.iter().zip(&sizes) {
            terminal.say(&format!("  {:6}  {size:>width$}", copy.recipe.name()));
        }
    }
    let total = words::size(catalog, done.made.iter().map(|copy| copy.size).sum());
    let time = words::seconds(catalog, context.started.elapsed());
    let of = [("size", total.as_str()), ("time", &time)];
    if !done.made.is_empty() {
        terminal.say(&catalog.count("media.made", done.made.len() as u64, &of));
    }
    if done.kept > 0 {
        terminal.say(&catalog.count("media.kept", done.kept as u64, &[]));
    }
    if done.failed > 0 {
        terminal.say(&catalog.count("media.failed", done.failed as u64, &[]));
    }
    let nothing = done.made.is_empty() && done.kept == 0 && done.failed == 0;
    terminal.say(catalog.text(if nothing { "media.no-films" } else { "media.take-along" }));
}

/// Returns a command as it can be typed, in any shell.
fn line(words: &[String]) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "-_./:=+,%@?".contains(letter);
    let quoted = words.iter().map(|word| match word.chars().all(plain) && !word.contains('?') {
        true => word.clone(),
        false => format!("\"{}\"", word.replace('"', "\\\"")),
    });
    quoted.collect::<Vec<_>>().join(" ")
}
