//! `alforja certify`, and what `alforja verify` says of a certificate.

use crate::certify::{self, Proof, Signed, Unread};
use crate::cli::failure::Failure;
use crate::cli::terminal::Terminal;
use crate::cli::{Context, Exit, key, library, words};
use crate::locale::Catalog;
use crate::pipeline::{self, CertifyRequest, ReportRequest, Strictness, Withheld};
use crate::report::Question;
use crate::sign::PublicKey;
use clap::Args;
use std::path::{Path, PathBuf};

/// The largest file that certificates are looked for in, in bytes.
const LARGEST: u64 = 16_000_000;

/// Sign certificates for those who have completed a course, from their results
#[derive(Debug, Args)]
pub(crate) struct CertifyArgs {
    /// Files and folders with result files and messages
    #[arg(value_name = "FOLDER")]
    places: Vec<PathBuf>,
    /// The record that certificates are made from, with what is named beside it added
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// The secret key that signs; `alforja key` makes one
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// Only this course, by the name of its folder
    #[arg(long, value_name = "ID")]
    course: Option<String>,
    /// The folder that the certificates are put in
    #[arg(long, value_name = "DIR", default_value = "certificates")]
    out: PathBuf,
    /// A result whose doubts you have looked into, by its signs; may be given several times
    #[arg(long, value_name = "SIGNS")]
    accept: Vec<String>,
}

/// Runs the command.
///
/// # Errors
/// When the key, the library, a place or the record cannot be read, or the certificates cannot be written.
pub(crate) fn run(arguments: &CertifyArgs, context: &Context<'_>) -> Result<Exit, Failure> {
    let terminal = context.terminal;
    let catalog = terminal.catalog;
    let key = key::secret(&arguments.key, terminal)?;
    let accepted = arguments.accept.iter().map(|signs| signs.trim().to_ascii_lowercase()).collect();
    let results = ReportRequest {
        places: &arguments.places,
        came: &[],
        input: None,
        course: None,
        record: arguments.record.as_deref(),
        question: Question { accepted, ..Question::default() },
        today: Some(library::clock_day()?),
    };
    let request =
        CertifyRequest { results: &results, key: &key, course: arguments.course.as_deref(), out: &arguments.out };
    let certified = pipeline::certify(context.job(Strictness::Lenient), &request)?;
    for (name, course, why) in &certified.withheld {
        let of = [("name", name.as_str()), ("course", course.as_str()), ("why", catalog.text(reason(*why)))];
        terminal.put(&format!("{}\n", catalog.fill("certify.withheld", &of)));
    }
    if certified.issued.is_empty() {
        terminal.say(catalog.text("certify.none"));
        return Ok(Exit::Fine);
    }
    let id = key.public().id();
    let of = [("key", id.as_str()), ("path", &words::path(&arguments.out))];
    terminal.say(&catalog.count("certify.done", certified.issued.len() as u64, &of));
    for file in &certified.files {
        terminal.say(&format!("  {}", words::path(file)));
    }
    terminal.say(catalog.text("certify.hand-out"));
    Ok(Exit::Fine)
}

fn reason(why: Withheld) -> &'static str {
    match why {
        Withheld::Open => "certify.why-open",
        Withheld::Doubtful => "certify.why-doubtful",
        Withheld::OnlyACode => "certify.why-code",
        Withheld::OnlyAPlatform => "certify.why-platform",
        Withheld::Nameless => "certify.why-nameless",
        Withheld::NoCourse => "certify.why-no-course",
    }
}

/// Returns the text of certificates that was asked about: itself, or what stands in the file that was named. Nothing where it
/// is something else, such as a copy.
pub(crate) fn text(asked: &Path) -> Option<String> {
    let typed = asked.to_string_lossy();
    if certify::is_one(&typed) && !asked.exists() {
        return Some(typed.into_owned());
    }
    let is_small = std::fs::metadata(asked).is_ok_and(|found| found.is_file() && found.len() <= LARGEST);
    let text = is_small.then(|| std::fs::read(asked).ok()).flatten().and_then(|bytes| String::from_utf8(bytes).ok())?;
    certify::is_one(&text).then_some(text)
}

/// Says of each certificate in a text what it proves.
pub(crate) fn verify(text: &str, key: Option<&PublicKey>, terminal: Terminal<'_>) -> Exit {
    let catalog = terminal.catalog;
    let mut all_good = true;
    for read in certify::read(text) {
        let (verdict, about) = match &read {
            Err(Unread::CutOff) => ("certify.cut-off", None),
            Err(Unread::Newer) => ("certify.newer", None),
            Err(Unread::Shape) => ("certify.shape", None),
            Ok(signed) => match key.map(|key| signed.proof(key)) {
                None => ("certify.no-key", Some(signed)),
                Some(Proof::Good) => ("certify.good", Some(signed)),
                Some(Proof::Forged) => ("certify.forged", Some(signed)),
                Some(Proof::OtherKey) => ("certify.other-key", Some(signed)),
            },
        };
        let signer = about.map_or("", |signed| signed.key.as_str());
        let words = catalog.fill(verdict, &[("key", signer)]);
        let lines = format!("{}{words}\n", about.map(|signed| says(signed, catalog)).unwrap_or_default());
        if verdict == "certify.good" {
            terminal.say(lines.trim_end());
        } else {
            all_good = false;
            terminal.put(&lines);
        }
    }
    if all_good { Exit::Fine } else { Exit::Errors }
}

/// Returns what a certificate says, in words, each with its line.
fn says(signed: &Signed, catalog: &Catalog) -> String {
    let certificate = &signed.certificate;
    let mut facts = vec![format!("{} ({} {})", certificate.title, certificate.course, certificate.version)];
    facts.extend(certificate.date.as_deref().map(|date| catalog.date(date)));
    facts.extend(certificate.score.map(|score| format!("{score} %")));
    format!("{}: {}\n  ", certificate.name, facts.join(", "))
}
