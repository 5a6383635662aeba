//! Alforja: courses that travel without a network.
//!
//! A pipeline on floors, drawn in `ARCHITECTURE.md` and held by `tests/architecture.rs`: a module imports
//! only from the floors below its own.

pub mod cache;
pub mod certify;
pub mod check;
pub mod class;

pub mod cli;
pub mod diagnostic;
pub mod editor;
pub mod export;
pub mod ffmpeg;
pub mod fingerprint;
pub mod host;
pub mod import;
pub mod kept;
pub mod load;
pub mod locale;
pub mod lrs;
pub mod media;
pub mod mend;
pub mod model;
pub mod output;
pub mod package;
pub mod paper;
pub mod parse;
pub mod pipeline;
pub mod platform;
pub mod progress;
pub mod record;
pub mod render;
pub mod report;
pub mod results;
pub mod serve;
pub mod session;
pub mod sign;
pub mod span;
pub mod starter;
pub mod stick;
pub mod translate;
pub mod tree;
pub mod world;
