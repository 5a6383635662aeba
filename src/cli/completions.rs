//! `alforja completions`

use crate::cli::terminal::Terminal;
use crate::cli::{Cli, Exit, help};
use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

/// Write what a shell needs to propose commands and options while they are typed
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// Writes the script for the shell to the standard output.
pub(crate) fn run(arguments: &CompletionsArgs, terminal: Terminal<'_>) -> Exit {
    let mut program = help::command(Cli::command(), terminal.catalog);
    let mut script = Vec::new();
    generate(arguments.shell, &mut program, "alforja", &mut script);
    terminal.put(&String::from_utf8_lossy(&script));
    Exit::Fine
}
