//! `--edition`: whose edition is made.

use crate::render::Audience;
use clap::builder::{PossibleValuesParser, TypedValueParser};

/// Returns what reads the name of an edition.
pub(crate) fn parser() -> impl TypedValueParser<Value = Audience> {
    PossibleValuesParser::new(Audience::ALL.map(Audience::name))
        .map(|name| Audience::named(&name).expect("clap knows the names"))
}
