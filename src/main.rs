//! The program's door.

use std::process::ExitCode;

fn main() -> ExitCode {
    alforja::cli::main(std::env::args_os())
}
