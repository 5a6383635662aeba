//! `alforja import`

use crate::cli::diagnostics::{Telling, tell};
use crate::cli::failure::Failure;
use crate::cli::terminal::Terminal;
use crate::cli::{Exit, language, library, report};
use crate::diagnostic::Message;
use crate::import::{self, Body, Input, LONGEST_TEXT, Refusal, lost_words};
use crate::locale::Lang;
use crate::output::Archive;
use crate::pipeline::{self, Intake, Intaken, Job, PipelineError, Standing, Strictness, Taken};
use crate::progress::Progress;
use crate::render::Audience;
use crate::world::{DiskWorld, ReadError};
use clap::Args;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How many places of one kind of loss are told on the terminal; all of them stand in the report.
const MOST_PLACES: usize = 5;

/// Make courses of other programs' files: questions, documents, pages
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// The files: GIFT, Aiken, Moodle XML, QTI, text2qti, Word (.docx), H5P, HTML; of a folder every file in it
    #[arg(value_name = "FILE", required = true, num_args = 1..)]
    files: Vec<PathBuf>,
    /// The course that they are added to, by the name of its folder; without it each file becomes a course of its own
    #[arg(long, value_name = "ID")]
    course: Option<String>,
    /// The language that they are in; without it what they say, or the first of the library
    #[arg(long = "in", value_name = "TAG", value_parser = language::tag)]
    in_lang: Option<Lang>,
}

/// Runs the command. Without a library a course becomes one by itself.
///
/// # Errors
/// When a file cannot be read or is of no known format, something stands where a course must go, or the disk refuses.
pub(crate) fn run(
    arguments: &ImportArgs,
    terminal: Terminal<'_>,
    asked: Option<PathBuf>,
    progress: &dyn Progress,
) -> Result<Exit, Failure> {
    let root = match library::find(asked) {
        Ok(folder) => folder,
        Err(Failure::NoLibrary) => PathBuf::from("."),
        Err(failure) => return Err(failure),
    };
    let world = DiskWorld::new(&root, library::today()?)?;
    let standing = if library::is_library(&root) { Standing::Library } else { Standing::Nothing };
    let lang = arguments.in_lang.as_ref().unwrap_or_else(|| terminal.catalog.lang());
    let mut inputs = Vec::new();
    for path in &arguments.files {
        gather(path, lang, &mut inputs)?;
    }
    let store = library::store(None, &root);
    let job = Job {
        world: &world,
        root: &root,
        store: &store,
        strictness: Strictness::Lenient,
        media: None,
        audience: Audience::Learner,
        progress,
    };
    let intake = Intake {
        inputs,
        course: arguments.course.as_deref(),
        lang: arguments.in_lang.as_ref(),
        words: terminal.catalog,
        library: standing,
    };
    let outcome = pipeline::intake(job, intake)?;
    let catalog = terminal.catalog;
    let telling = Telling { catalog, sources: &outcome.sources, prefix: "", colours: terminal.colours };
    terminal.put(&tell(&outcome.diagnostics, terminal.format, &telling));
    let Some(made) = outcome.made else {
        report::count_line(terminal, &outcome.diagnostics, &outcome.sources);
        terminal.say(catalog.text("import.nothing-written"));
        return Ok(Exit::Errors);
    };
    summary(&made, &root, standing, terminal);
    Ok(Exit::Fine)
}

/// Adds the file at `path`, or every file in that folder.
fn gather(path: &Path, lang: &Lang, inputs: &mut Vec<Input>) -> Result<(), Failure> {
    let failed = |source| ReadError { path: path.display().to_string(), source };
    if !path.is_dir() {
        inputs.push(input(path, lang)?);
        return Ok(());
    }
    let mut inner = fs::read_dir(path)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>())
        .map_err(failed)?;
    let hidden = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    inner.retain(|path| path.is_file() && !hidden(path));
    inner.sort();
    for path in inner {
        inputs.push(input(&path, lang)?);
    }
    Ok(())
}

fn input(path: &Path, lang: &Lang) -> Result<Input, Failure> {
    let failed = |source| ReadError { path: path.display().to_string(), source };
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let refused = |key: &'static str| {
        Failure::from(PipelineError::Refused { file: name.clone(), refusal: Refusal(Message::new(key)) })
    };
    let known = fs::metadata(path).map_err(failed)?;
    if !known.is_file() {
        return Err(failed(io::ErrorKind::IsADirectory.into()).into());
    }
    // A long zip is never read as a whole: films stand in it.
    let bytes = if known.len() > LONGEST_TEXT { None } else { Some(fs::read(path).map_err(failed)?) };
    let body = match bytes {
        Some(bytes) if !import::is_zip(&bytes) => Body::Bytes(bytes),
        short => {
            let key = if short.is_some() { "import.bad-zip" } else { "import.too-long" };
            Body::Zip(Archive::open(path).map_err(|_| refused(key))?)
        }
    };
    Ok(Input { name, lang: lang.clone(), body })
}

/// Says what was made, what was lost on the way, and what to do next.
fn summary(made: &Intaken, root: &Path, standing: Standing, terminal: Terminal<'_>) {
    let catalog = terminal.catalog;
    let shown = |path: &str| root.join(path).display().to_string().trim_start_matches("./").replace('\\', "/");
    for file in &made.files {
        let key = if file.is_new { "import.made" } else { "import.added" };
        let path = shown(file.course.as_str());
        let path = if path.is_empty() { "." } else { &path };
        let of =
            [("path", path), ("file", &file.file), ("format", file.format), ("contents", &contents(file, terminal))];
        terminal.say(&catalog.fill(key, &of));
        if file.lost.is_empty() {
            continue;
        }
        terminal.say(&catalog.fill("import.lost", &[("file", &file.file)]));
        for words in lost_words(&file.lost, catalog) {
            terminal.say(&format!("- {}{}", words.what, told_places(&words.places, terminal)));
        }
    }
    for path in &made.reports {
        terminal.say(&catalog.fill("import.kept", &[("path", &shown(path.as_str()))]));
    }
    if let Some(first) = made.files.first() {
        let library = match standing {
            Standing::Library => root.to_owned(),
            Standing::Nothing => root.join(first.course.as_str()),
        };
        let library = library.display().to_string().trim_start_matches("./").to_owned();
        let option = if library == "." { String::new() } else { format!(" --library {library}") };
        let lesson = first.first.as_ref().map_or_else(String::new, |path| shown(path.as_str()));
        terminal.say(&catalog.fill("import.go-on", &[("first", &lesson), ("library", &option)]));
    }
}

fn contents(file: &Taken, terminal: Terminal<'_>) -> String {
    let counted =
        [("import.lessons", file.lessons), ("import.questions", file.questions), ("import.media", file.media)];
    let words: Vec<String> = counted
        .iter()
        .filter(|(key, count)| *count > 0 || *key == "import.lessons")
        .map(|(key, count)| terminal.catalog.count(key, *count as u64, &[]))
        .collect();
    words.join(", ")
}

/// Returns where something was lost, the first places of many.
pub(crate) fn told_places(places: &[String], terminal: Terminal<'_>) -> String {
    if places.is_empty() {
        return String::new();
    }
    let more = places.len().saturating_sub(MOST_PLACES);
    let mut told = places.iter().take(MOST_PLACES).cloned().collect::<Vec<_>>().join("; ");
    if more > 0 {
        told.push_str(&format!("; {}", terminal.catalog.count("import.more", more as u64, &[])));
    }
    format!(": {told}")
}
