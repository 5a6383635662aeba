//! What cannot be understood on the command line, in the reader's words.

use crate::cli::refusal::Refusal;
use crate::diagnostic::nearest;
use crate::locale::Catalog;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};
use std::error::Error as _;
use std::ffi::OsString;

/// Returns what is wrong, what was most likely meant, and where to read more.
pub(crate) fn words(error: &Error, program: &Command, arguments: &[OsString], catalog: &Catalog) -> String {
    let (command, line) = command(program, arguments);
    let problem = problem(error, command, catalog);
    let help = catalog.fill("usage.help", &[("command", &format!("{line} --help"))]);
    format!("{problem}\n{help}")
}

/// Returns the command that is asked for, as far as it is known, and how it is written.
fn command<'a>(program: &'a Command, arguments: &[OsString]) -> (&'a Command, String) {
    let (mut command, mut line) = (program, "alforja".to_owned());
    for argument in arguments.iter().skip(1).filter_map(|argument| argument.to_str()) {
        if let Some(child) = command.find_subcommand(argument) {
            command = child;
            line.push_str(&format!(" {argument}"));
        }
    }
    (command, line)
}

fn problem(error: &Error, command: &Command, catalog: &Catalog) -> String {
    let context = |kind| error.get(kind).map(in_words).unwrap_or_default();
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let with = |key: &str| catalog.fill(key, &[("option", &argument), ("value", &value)]);
    match error.kind() {
        ErrorKind::InvalidSubcommand => unknown_command(&context(ContextKind::InvalidSubcommand), command, catalog),
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            let options: Vec<String> =
                command.get_opts().filter_map(|arg| Some(format!("--{}", arg.get_long()?))).collect();
            hinted(
                with("usage.unknown-option"),
                &argument,
                &options.iter().map(String::as_str).collect::<Vec<_>>(),
                catalog,
            )
        }
        ErrorKind::UnknownArgument if command.has_subcommands() => unknown_command(&argument, command, catalog),
        ErrorKind::UnknownArgument => with("usage.one-too-many"),
        ErrorKind::InvalidValue if value.is_empty() => with("usage.no-value"),
        ErrorKind::InvalidValue => {
            let valid = match error.get(ContextKind::ValidValue) {
                Some(ContextValue::Strings(valid)) => valid.iter().map(String::as_str).collect(),
                _ => Vec::new(),
            };
            hinted(with("usage.wrong-value"), &value, &valid, catalog)
        }
        ErrorKind::ValueValidation => match error.source().and_then(|source| source.downcast_ref::<Refusal>()) {
            Some(Refusal::NoLanguage) => {
                format!("{}; {}", with("usage.wrong-value"), catalog.text("hint/language-tags"))
            }
            Some(Refusal::Unknown(known)) => hinted(with("usage.wrong-value"), &value, known, catalog),
            None => with("usage.wrong-value"),
        },
        ErrorKind::ArgumentConflict => {
            let other = context(ContextKind::PriorArg);
            if other.is_empty() || other == argument {
                with("usage.twice")
            } else {
                catalog.fill("usage.conflict", &[("option", &argument), ("other", &other)])
            }
        }
        ErrorKind::MissingRequiredArgument => with("usage.missing"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let known: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
            format!("{}; {}", catalog.text("usage.no-command"), known_are(&known, catalog))
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => with("usage.one-too-many"),
        ErrorKind::TooFewValues | ErrorKind::NoEquals => with("usage.no-value"),
        ErrorKind::InvalidUtf8 => catalog.text("usage.no-text").to_owned(),
        _ => catalog.text("usage.other").to_owned(),
    }
}

fn unknown_command(word: &str, command: &Command, catalog: &Catalog) -> String {
    let known: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
    hinted(catalog.fill("usage.unknown-command", &[("word", word)]), word, &known, catalog)
}

/// Returns the message with what was most likely meant, or all that could have been.
fn hinted(message: String, word: &str, known: &[&str], catalog: &Catalog) -> String {
    match nearest(word, known) {
        Some(nearest) => format!("{message}; {}", catalog.fill("hint/did-you-mean", &[("word", nearest)])),
        None if known.is_empty() => message,
        None => format!("{message}; {}", known_are(known, catalog)),
    }
}

fn known_are(known: &[&str], catalog: &Catalog) -> String {
    catalog.fill("hint/known-are", &[("words", &known.join("`, `"))])
}

fn in_words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(word) => word.clone(),
        ContextValue::Strings(words) => words.join("`, `"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::words;
    use crate::cli::{Cli, help};
    use crate::locale::{Catalogs, Lang};
    use clap::CommandFactory;
    use std::ffi::OsString;

    #[test]
    fn what_is_wrong_is_said_in_every_language() {
        let catalogs = Catalogs::embedded(&[]).unwrap();
        for (line, danish) in [
            ("alforja chek", "der er ingen kommando `chek`; mente du `check`?"),
            ("alforja package explan x", "der er ingen kommando `explan`; mente du `explain`?"),
            ("alforja build --ot x", "der er intet valg `--ot`; mente du `--out`?"),
            ("alforja build x", "`x` er ét ord for meget"),
            ("alforja build --out", "`--out <MAPPE>` mangler sin værdi"),
            (
                "alforja --format xml check",
                "`--format <FORM>` kan ikke være `xml`; de kendte er: `human`, `short`, `json`, `sarif`",
            ),
            (
                "alforja --lang klingon check",
                "`--lang <SPROG>` kan ikke være `klingon`; sprog skrives med deres mærker, som `pt`, `da`, `sq`, `mn`, `en`",
            ),
            ("alforja package --target scrom12", "`--target <NAVN>` kan ikke være `scrom12`; mente du `scorm12`?"),
            ("alforja package --all --target single", "`--all` og `--target <NAVN>` kan ikke stå sammen"),
            ("alforja unpack", "her mangler `<FIL>`"),
            ("alforja build --strict --strict", "`--strict` står der to gange"),
        ] {
            let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            for catalog in catalogs.iter() {
                let mut program = help::command(Cli::command(), catalog);
                let error = program.try_get_matches_from_mut(&arguments).unwrap_err();
                let said = words(&error, &program, &arguments, catalog);
                let first = said.lines().next().unwrap();
                assert!(!first.contains("usage."), "{first}");
                if *catalog.lang() == Lang::parse("da").unwrap() {
                    assert_eq!(first, danish, "{line}");
                }
            }
        }
    }
}
