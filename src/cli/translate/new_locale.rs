//! `alforja translate new-locale`

use crate::cli::failure::Failure;
use crate::cli::{Context, Exit, language, words};
use crate::locale::Lang;
use crate::pipeline::{self, NewLocale, Strictness};
use clap::Args;

/// Begin the words of a further language: a file with the English words beside empty places
#[derive(Debug, Args)]
pub(crate) struct NewLocaleArgs {
    /// The language, by its tag
    #[arg(value_name = "TAG", value_parser = language::tag)]
    tag: Lang,
}

/// Runs the command.
///
/// # Errors
/// When there is such a file, or it cannot be written.
pub(crate) fn run(arguments: &NewLocaleArgs, context: &Context<'_>) -> Result<Exit, Failure> {
    let catalog = context.terminal.catalog;
    let tag = arguments.tag.to_string();
    match pipeline::new_locale(context.job(Strictness::Lenient), &arguments.tag)? {
        NewLocale::Written(written) => {
            let path = words::path(&written.path);
            context.terminal.say(&catalog.fill("translate.new-locale", &[("path", path.as_str()), ("lang", &tag)]));
            Ok(Exit::Fine)
        }
        NewLocale::Known => {
            context.terminal.fail(&catalog.fill("translate.known-locale", &[("lang", &tag)]));
            Ok(Exit::Errors)
        }
    }
}
