//! The program's door.

use std::process::ExitCode;

/// A course is read into many small pieces; the allocator of a static binary takes long for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    alforja::cli::main(std::env::args_os())
}
