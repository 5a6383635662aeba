//! Sticks: laid, proved, brought up to date, and pulled out in the middle of it.

#[cfg(unix)]
#[path = "stick/carried.rs"]
mod carried;
#[path = "stick/faults.rs"]
mod faults;
#[path = "stick/files.rs"]
mod files;
#[path = "stick/memory.rs"]
mod memory;
#[path = "stick/pieces.rs"]
mod pieces;
#[cfg(unix)]
#[path = "stick/program.rs"]
mod program;
#[path = "stick/update.rs"]
mod update;
