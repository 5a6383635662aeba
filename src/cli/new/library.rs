//! `alforja new library`

use crate::cli::failure::Failure;
use crate::cli::new::{ask, tell_left_out};
use crate::cli::terminal::Terminal;
use crate::cli::{Exit, language, words};
use crate::locale::{Catalogs, Lang};
use crate::pipeline;
use crate::starter::NewLibrary;
use clap::Args;
use std::path::PathBuf;

/// Begin a library: a folder with one course, ready to be built
#[derive(Debug, Args)]
pub(crate) struct NewLibraryArgs {
    /// The folder, which is made
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// What the library is called
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// Who offers the courses
    #[arg(long, value_name = "NAME")]
    organisation: Option<String>,
    /// The languages of the courses, with commas between them; the first is the one that is written first
    #[arg(long, value_name = "LANGUAGES", value_delimiter = ',', value_parser = language::tag)]
    languages: Vec<Lang>,
}

/// Runs the command: what was not said is asked for, where somebody can answer.
///
/// # Errors
/// When something stands there already, or the disk refuses.
pub(crate) fn run(arguments: NewLibraryArgs, terminal: Terminal<'_>, catalogs: &Catalogs) -> Result<Exit, Failure> {
    let catalog = terminal.catalog;
    let ask = |key: &str, usual: &str| ask::line(terminal, key, usual);
    let folder = arguments
        .folder
        .or_else(|| ask("new.ask-folder", "courses").map(PathBuf::from))
        .unwrap_or_else(|| PathBuf::from("courses"));
    let languages = match arguments.languages.is_empty() {
        false => arguments.languages,
        true => asked_languages(terminal),
    };
    let own = catalogs.get(&languages[0]);
    let title = arguments.title.or_else(|| ask("new.ask-title", own.text("starter.library")));
    let organisation = arguments.organisation.or_else(|| ask("new.ask-organisation", own.text("starter.organisation")));
    let begun = pipeline::new_library(&folder, &NewLibrary { title, organisation, languages }, catalog.lang())?;
    let path = words::path(&folder);
    let first = words::path(&folder.join(begun.first.as_str()));
    terminal.say(&catalog.count("new.library", begun.written.files as u64, &[("path", &path)]));
    tell_left_out(&begun, terminal);
    terminal.say(&catalog.fill("new.go-on-library", &[("first", &first), ("folder", &path)]));
    Ok(Exit::Fine)
}

/// Returns the languages that are wanted: the program's own, unless others are named. What is no language is told, and
/// asked for again.
fn asked_languages(terminal: Terminal<'_>) -> Vec<Lang> {
    let own = terminal.catalog.lang().clone();
    while let Some(answer) = ask::line(terminal, "new.ask-languages", own.as_str()) {
        let mut languages = Vec::new();
        let mut is_sound = true;
        for tag in answer.split([',', ' ']).filter(|tag| !tag.is_empty()) {
            match Lang::parse(tag) {
                Some(lang) => languages.push(lang),
                None => {
                    is_sound = false;
                    terminal.fail(&terminal.catalog.fill("attribute/no-language", &[("value", tag)]));
                }
            }
        }
        if is_sound && !languages.is_empty() {
            return languages;
        }
    }
    vec![own]
}
