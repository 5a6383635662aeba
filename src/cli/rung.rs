//! `--media`: how much of its media a course takes along.

use crate::model::Rung;
use clap::builder::{PossibleValuesParser, TypedValueParser};

/// Returns what reads the name of a rung.
pub(crate) fn parser() -> impl TypedValueParser<Value = Rung> {
    PossibleValuesParser::new(Rung::ALL.map(Rung::name)).map(|name| Rung::named(&name).expect("clap knows the names"))
}
