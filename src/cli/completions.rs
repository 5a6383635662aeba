//! `alforja completions`

use crate::cli::terminal::Terminal;
use crate::cli::{Cli, Exit, help};
use crate::locale::Catalogs;
use crate::package::TARGETS;
use crate::package::platforms::PLATFORMS;
use clap::builder::PossibleValuesParser;
use clap::{Arg, Args, Command, CommandFactory};
use clap_complete::{Shell, generate};

/// Write what a shell needs to propose commands and options while they are typed
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// Writes the script for the shell to the standard output.
pub(crate) fn run(arguments: &CompletionsArgs, terminal: Terminal<'_>, catalogs: &Catalogs) -> Exit {
    let tags: Vec<String> = catalogs.iter().map(|catalog| catalog.lang().to_string()).collect();
    let mut program = proposing(help::command(Cli::command(), terminal.catalog), &tags);
    let mut script = Vec::new();
    generate(arguments.shell, &mut program, "alforja", &mut script);
    terminal.put(&String::from_utf8_lossy(&script));
    Exit::Fine
}

/// Returns the command with the words that can follow its options, where these are known without a library: targets,
/// platforms, and the languages of the program.
fn proposing(command: Command, tags: &[String]) -> Command {
    let children: Vec<String> = command.get_subcommands().map(|child| child.get_name().to_owned()).collect();
    let mut command = command.mut_args(|arg| proposed(arg, tags));
    for child in children {
        command = command.mut_subcommand(child, |child| proposing(child, tags));
    }
    command
}

fn proposed(arg: Arg, tags: &[String]) -> Arg {
    let words: Vec<String> = match arg.get_id().as_str() {
        "target" => TARGETS.iter().map(|target| target.name().to_owned()).collect(),
        "platforms" => PLATFORMS.iter().map(|platform| platform.name.to_owned()).chain(["all".to_owned()]).collect(),
        "lang" | "lang_of_course" | "new_lang" | "languages" | "to" => tags.to_vec(),
        _ => return arg,
    };
    arg.value_parser(PossibleValuesParser::new(words))
}
