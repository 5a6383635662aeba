//! What `--help` says, in the reader's language.
//!
//! Clap knows the commands and lays the text out; every word comes from the locale files:
//! 1. `help.COMMAND`: what a command does; a command's command is `help.COMMAND-COMMAND`.
//! 2. `help.COMMAND.OPTION`, or `help.any.OPTION` where an option means the same everywhere; `….VALUE` for its values.
//! 3. `help.value.NAME`: what stands for a value.

use crate::locale::Catalog;
use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command};

/// The name of the command that shows what another one says of itself.
pub(crate) const HELP: &str = "help";

/// Returns the program's commands with every word in the catalog's language.
pub(crate) fn command(program: Command, catalog: &Catalog) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).global(true);
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let shown = Arg::new("command").value_name("COMMAND").num_args(0..);
    let program = program.disable_version_flag(true).arg(help.help_heading(GENERAL)).arg(version.help_heading(GENERAL));
    translated(program.subcommand(Command::new(HELP).arg(shown)), "", "alforja", catalog)
}

/// Returns what the command says of itself that stands at the end of `path`, or of the last one that there is.
pub(crate) fn of_command<'a>(program: &mut Command, path: impl IntoIterator<Item = &'a String>) -> StyledStr {
    program.build();
    let mut command = program;
    for name in path {
        match command.find_subcommand(name).is_some() {
            true => command = command.find_subcommand_mut(name).expect("it was just found"),
            false => break,
        }
    }
    command.render_long_help()
}

/// What holds for every command stands together in the help.
pub(crate) const GENERAL: &str = "General options";

fn translated(command: Command, path: &str, line: &str, catalog: &Catalog) -> Command {
    let key = format!("help.{}", if path.is_empty() { "program" } else { path });
    let children: Vec<String> = command.get_subcommands().map(|child| child.get_name().to_owned()).collect();
    let usage = usage(&command, line, catalog);
    let mut command = command
        .about(catalog.text(&key).to_owned())
        .long_about(None)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(catalog.text("help.commands").to_owned())
        .subcommand_value_name(catalog.text("help.value.COMMAND").to_owned())
        .help_template(format!("{{about-with-newline}}\n{}\n  {usage}\n\n{{all-args}}", catalog.text("help.usage")))
        .mut_args(|arg| argument(arg, path, catalog));
    for child in children {
        let (path, line) = (joined(path, &child), format!("{line} {child}"));
        command = command.mut_subcommand(child, |child| translated(child, &path, &line, catalog));
    }
    command
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}-{name}") }
}

fn argument(arg: Arg, path: &str, catalog: &Catalog) -> Arg {
    let general = arg.get_help_heading() == Some(GENERAL);
    let heading = match (general, arg.is_positional()) {
        (true, _) => "help.general",
        (false, true) => "help.arguments",
        (false, false) => "help.options",
    };
    let help = help(&arg, path, catalog);
    let names: Vec<String> =
        arg.get_value_names().into_iter().flatten().map(|name| value_name(name, catalog)).collect();
    let arg = arg.help(help).long_help(None).help_heading(catalog.text(heading).to_owned());
    // What is hidden is said in `help`, in the reader's language.
    match arg.get_action().takes_values() {
        true => arg.hide_default_value(true).hide_possible_values(true).value_names(names),
        false => arg,
    }
}

fn value_name(name: &str, catalog: &Catalog) -> String {
    catalog.text(&format!("help.value.{name}")).to_owned()
}

/// Returns what an option is for, what it is without being written, and what it can be.
fn help(arg: &Arg, path: &str, catalog: &Catalog) -> String {
    let name = arg.get_id().as_str();
    let own = format!("help.{path}.{name}");
    let key = if catalog.text(&own) == own { format!("help.any-{name}") } else { own };
    let mut help = catalog.text(&key).to_owned();
    if !arg.get_action().takes_values() {
        return help;
    }
    let defaults: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if !defaults.is_empty() {
        help.push_str(&format!(" ({})", catalog.fill("help.default", &[("value", &defaults.join(","))])));
    }
    for value in arg.get_possible_values() {
        let of_value = format!("{key}.{}", value.get_name());
        help.push_str(&format!("\n- {}: {}", value.get_name(), catalog.text(&of_value)));
    }
    help
}

/// Returns how the command is written, in one line or, where it has commands of its own, two.
fn usage(command: &Command, line: &str, catalog: &Catalog) -> String {
    let name = |name: &str| value_name(name, catalog);
    let own = command.get_subcommands().next().is_some();
    let mut written = format!("{line} [{}]", name("OPTIONS"));
    for arg in command.get_positionals() {
        let names = arg.get_value_names().into_iter().flatten().map(|value| name(value)).collect::<Vec<_>>().join(" ");
        let repeated = if arg.get_num_args().is_some_and(|range| range.max_values() > 1) { "…" } else { "" };
        let (open, close) = if arg.is_required_set() { ('<', '>') } else { ('[', ']') };
        written.push_str(&format!(" {open}{names}{close}{repeated}"));
    }
    let with_command = format!("{line} [{}] <{}>", name("OPTIONS"), name("COMMAND"));
    match (own, command.is_subcommand_required_set()) {
        (false, _) => written,
        (true, true) => with_command,
        (true, false) => format!("{written}\n  {with_command}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{command, joined};
    use crate::cli::Cli;
    use crate::locale::{Catalog, Catalogs};
    use clap::{Command, CommandFactory};

    /// Names that are the same in every language.
    const NAMES: &[&str] = &[
        "alforja",
        "Alforja",
        "Markdown",
        "SCORM",
        "cmi5",
        "EPUB",
        "Kolibri",
        "LMS",
        "LRS",
        "xAPI",
        "USB",
        "JSON",
        "YAML",
        "Visual",
        "Studio",
        "Code",
        "SARIF",
        "OmegaT",
        "Poedit",
        "Weblate",
        "XLIFF",
        "HTML",
        "URL",
        "PO",
        "XLIFF",
        "XLSX",
        "MD",
        "CSV",
        "ffmpeg",
        "suspend_data",
        "cmi",
        "Moodle",
        "GIFT",
        "Aiken",
        "QTI",
        "XML",
        "H5P",
        "text2qti",
        "Word",
        "docx",
        "zip",
        "HTTP",
        "PDF",
        "A4",
        "A5",
        "ID",
        "Bash",
        "Elvish",
        "fish",
        "PowerShell",
        "Zsh",
        "man",
    ];

    fn programs(mut check: impl FnMut(&Catalog, Command)) {
        let catalogs = Catalogs::embedded(&[]).unwrap();
        catalogs.iter().for_each(|catalog| check(catalog, command(Cli::command(), catalog)));
    }

    /// Asks `ask` of every command and its path.
    fn every(command: &Command, path: &str, ask: &mut dyn FnMut(&Command, &str)) {
        ask(command, path);
        command.get_subcommands().for_each(|child| every(child, &joined(path, child.get_name()), ask));
    }

    #[test]
    fn every_command_option_and_value_has_its_words_in_every_language() {
        programs(|catalog, program| {
            let mut missing = Vec::new();
            every(&program, "", &mut |command, path| {
                let about = command.get_about().map(ToString::to_string).unwrap_or_default();
                let args =
                    command.get_arguments().map(|arg| arg.get_help().map(ToString::to_string).unwrap_or_default());
                let names =
                    command.get_arguments().filter_map(|arg| arg.get_value_names()).flatten().map(ToString::to_string);
                let said = std::iter::once(about).chain(args).chain(names);
                // What a catalog lacks is said by its key.
                missing.extend(
                    said.filter(|words| words.is_empty() || words.contains("help."))
                        .map(|words| format!("{path}: {words}")),
                );
            });
            assert!(missing.is_empty(), "{}: {missing:#?}", catalog.lang());
        });
    }

    /// Mongolian has no Latin letters: what is left of them is English.
    #[test]
    fn nothing_is_left_in_english() {
        programs(|catalog, mut program| {
            if catalog.lang().as_str() != "mn" {
                return;
            }
            program.build();
            every(&program, "", &mut |command, path| {
                let said = command.clone().render_long_help().to_string();
                let english: Vec<&str> = words(&said).filter(|word| !NAMES.contains(word)).collect();
                assert!(english.is_empty(), "{path}: {english:?} in\n{said}");
            });
        });
    }

    /// Returns the words in Latin letters that are no options, commands or other things that are typed.
    fn words(said: &str) -> impl Iterator<Item = &str> {
        let lines = said.lines().map(str::trim_start).filter(|line| !line.starts_with("alforja "));
        // A command, an option or a value stands first in its line.
        let rest = lines.map(|line| {
            line.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric() || "-, ".contains(letter))
        });
        let plain = rest.flat_map(|line| line.split('`').step_by(2));
        let words = plain.flat_map(|part| part.split(|letter: char| !letter.is_alphanumeric()));
        words.filter(|word| {
            !word.starts_with('-') && word.len() > 1 && word.chars().any(|letter| letter.is_ascii_alphabetic())
        })
    }
}
