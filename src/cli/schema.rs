//! `alforja schema`

use crate::cli::Exit;
use crate::cli::failure::Failure;
use crate::cli::new;
use crate::cli::terminal::Terminal;
use crate::editor::{SchemaOf, schema};
use crate::locale::Catalogs;
use crate::pipeline;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

/// Write what an editor needs to complete and check the files of a library: a JSON Schema for each
#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// Of which file; without it of all
    #[arg(value_name = "NAME", required_unless_present = "out", value_parser = names())]
    name: Option<SchemaOf>,
    /// The folder that they are written to; without it the schema goes to the standard output
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

fn names() -> impl TypedValueParser<Value = SchemaOf> {
    let named = |name: String| SchemaOf::ALL.into_iter().find(|of| of.name() == name);
    PossibleValuesParser::new(SchemaOf::ALL.map(SchemaOf::name))
        .map(move |name| named(name).expect("it is one of them"))
}

/// Runs the command; the schemas speak the program's language.
///
/// # Errors
/// When the disk refuses.
pub(crate) fn run(arguments: &SchemaArgs, terminal: Terminal<'_>, catalogs: &Catalogs) -> Result<Exit, Failure> {
    let spoken = terminal.catalog.lang();
    let of = arguments.name.map_or_else(|| SchemaOf::ALL.to_vec(), |name| vec![name]);
    let Some(folder) = &arguments.out else {
        of.iter().for_each(|of| terminal.put(&schema(*of, catalogs, spoken)));
        return Ok(Exit::Fine);
    };
    new::tell_equipped(&pipeline::write_schemas(folder, &of, spoken)?, terminal);
    Ok(Exit::Fine)
}
