//! `alforja check`

use crate::cli::failure::Failure;
use crate::cli::refusal::Refusal;
use crate::cli::{Context, Exit, fixing, report, words};
use crate::package::platforms::{PLATFORMS, Platform, platform_named};
use crate::pipeline::{self, Job, Mending, Strictness};
use clap::Args;

/// Find what is wrong in the courses, and write nothing
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Also what is known of these platforms, with commas between them, or `all`: canvas, ilias, kolibri, moodle,
    /// moodle-app, open-edx, scorm-cloud
    #[arg(long = "for", value_name = "PLATFORM", value_delimiter = ',', value_parser = platforms)]
    platforms: Vec<Platforms>,
    /// Take warnings for errors
    #[arg(long)]
    strict: bool,
    /// Mend what needs no judgement: encodings, names that no stick can hold, slips of the pen
    #[arg(long, conflicts_with = "platforms")]
    fix: bool,
    /// With `--fix`: only show what would be mended
    #[arg(long, requires = "fix")]
    dry_run: bool,
    /// Explain a code such as `link/missing` in plain words; without one, list all codes
    #[arg(long, value_name = "CODE", num_args = 0..=1, default_missing_value = "", conflicts_with_all = ["platforms", "strict", "fix"])]
    explain: Option<String>,
    /// List all codes that can be told
    #[arg(long, conflicts_with_all = ["platforms", "strict", "fix", "explain"])]
    list: bool,
}

impl CheckArgs {
    /// Returns the code that is to be explained, empty where all are to be listed: no library is needed for that.
    pub(crate) fn explained(&self) -> Option<&str> {
        self.explain.as_deref().or(self.list.then_some(""))
    }
}

/// The platforms that one name stands for.
type Platforms = &'static [Platform];

fn platforms(name: &str) -> Result<Platforms, Refusal> {
    if name == "all" {
        return Ok(PLATFORMS);
    }
    let known = || PLATFORMS.iter().map(|platform| platform.name).chain(["all"]).collect();
    platform_named(name).map(std::slice::from_ref).ok_or_else(|| Refusal::Unknown(known()))
}

/// Runs the command.
///
/// # Errors
/// When the library cannot be read.
pub(crate) fn run(arguments: CheckArgs, context: &Context<'_>) -> Result<Exit, Failure> {
    if arguments.fix {
        let mending = if arguments.dry_run { Mending::Shown } else { Mending::Written };
        return fixing::run(mending, context);
    }
    let strictness = if arguments.strict { Strictness::Strict } else { Strictness::Lenient };
    let named: Vec<&Platform> = arguments.platforms.iter().copied().flatten().collect();
    let asked = PLATFORMS.iter().filter(|platform| named.contains(platform)).collect::<Vec<_>>();
    let store = context.store.to_look();
    let outcome = pipeline::check(Job { store: &store, ..context.job(strictness) }, &asked)?;
    report::diagnostics(context, &outcome);
    let catalog = context.terminal.catalog;
    let Some(contents) = outcome.made else {
        report::only_warnings(context.terminal, &outcome.diagnostics);
        return Ok(Exit::Errors);
    };
    let contents = report::contents(catalog, contents);
    let time = words::seconds(catalog, context.started.elapsed());
    context.terminal.say(&catalog.fill("cli.checked", &[("contents", &contents), ("time", &time)]));
    if !asked.is_empty() {
        let names: Vec<&str> = asked.iter().map(|platform| platform.title).collect();
        context.terminal.say(&catalog.fill("cli.preflight", &[("platforms", &names.join(", "))]));
    }
    context.terminal.say(&catalog.fill("cli.check-next", &[("command", &context.command("build"))]));
    Ok(Exit::Fine)
}

#[cfg(test)]
mod tests {
    use crate::locale::Catalogs;
    use crate::package::platforms::PLATFORMS;

    #[test]
    fn the_help_names_every_platform() {
        for catalog in Catalogs::embedded(&[]).unwrap().iter() {
            let help = catalog.text("help.check.platforms");
            assert!(PLATFORMS.iter().all(|platform| help.contains(&format!("`{}`", platform.name))), "{help}");
        }
    }
}
