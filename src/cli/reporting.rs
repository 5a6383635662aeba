//! `alforja report`

use crate::cli::failure::Failure;
use crate::cli::{Context, Exit, library, sending, words};
use crate::pipeline::{self, Collected, ReportOutput, ReportRequest, Strictness};
use crate::record::{Person, Record};
use crate::report::{Names, Question};
use crate::results::{Found, LARGEST_TEXT, day_of, typed};
use crate::world::{Day, ReadError};
use clap::Args;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// What is typed for the standard input.
const INPUT: &str = "-";

/// Put learners' results together: who completed what, by group and month, and which questions are hard
#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// Files and folders with result files, messages, codes and what learning platforms give out; `-` for the standard input
    #[arg(value_name = "FOLDER")]
    places: Vec<PathBuf>,
    /// A code that was said, with the learner's name after it, or a line of text that was sent; may be given several times
    #[arg(long, value_name = "CODE")]
    code: Vec<String>,
    /// The course of a platform's tables that do not say which one they are about
    #[arg(long, value_name = "ID")]
    course: Option<String>,
    /// The record that results are added to and the report is made of; it is begun where it is not there yet
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// The folder that the report is put in
    #[arg(long, value_name = "DIR", default_value = "report")]
    out: PathBuf,
    /// Only what was completed, or else made, on this day or later
    #[arg(long, value_name = "DAY")]
    since: Option<String>,
    /// Only what was completed, or else made, on this day or before
    #[arg(long, value_name = "DAY")]
    until: Option<String>,
    /// Leave out names, and every number so small that it could tell who somebody is
    #[arg(long)]
    anonymous: bool,
    /// Send who completed what to the LRS at this address, as xAPI statements with names; its key is taken from
    /// ALFORJA_LRS_KEY and ALFORJA_LRS_SECRET, or asked for
    #[arg(long, value_name = "URL", conflicts_with = "anonymous")]
    send_to: Option<String>,
    /// Two that are one person, by their names or ids: `Ana=Anna`; may be given several times
    #[arg(long, value_name = "PAIR")]
    same: Vec<String>,
    /// Two that are two people, by their names or ids; may be given several times
    #[arg(long, value_name = "PAIR")]
    apart: Vec<String>,
    /// A result whose doubts you have looked into, by its signs; may be given several times
    #[arg(long, value_name = "SIGNS")]
    accept: Vec<String>,
}

/// Runs the command.
///
/// # Errors
/// When an argument cannot be understood, the library, a place or the record cannot be read, or the report cannot be
/// written.
pub(crate) fn run(arguments: &ReportArgs, context: &Context<'_>) -> Result<Exit, Failure> {
    let catalog = context.terminal.catalog;
    let lrs = arguments.send_to.as_deref().map(|address| sending::lrs(address, context.terminal)).transpose()?;
    let question = Question {
        since: arguments.since.as_deref().map(day).transpose()?,
        until: arguments.until.as_deref().map(day).transpose()?,
        same: arguments.same.iter().map(|text| pair(text)).collect::<Result<_, _>>()?,
        apart: arguments.apart.iter().map(|text| pair(text)).collect::<Result<_, _>>()?,
        accepted: arguments.accept.iter().map(|text| signs(text)).collect::<Result<_, _>>()?,
    };
    let typed_from = catalog.text("report.source-typed");
    let came: Vec<(String, Vec<Found>)> =
        arguments.code.iter().map(|code| (typed_from.to_owned(), vec![typed(code)])).collect();
    let mut places = arguments.places.clone();
    let mut bytes = None;
    if places.iter().any(|place| place == Path::new(INPUT)) {
        bytes = Some(input()?);
        places.retain(|place| place != Path::new(INPUT));
    }
    let names = if arguments.anonymous { Names::LeftOut } else { Names::Told };
    let record = arguments.record.as_deref();
    if let Some(path) = record {
        keep_answers(path, &question)?;
    }
    let today = Some(library::clock_day()?);
    let request = ReportRequest {
        places: &places,
        came: &came,
        input: bytes.as_deref().map(|bytes| (catalog.text("report.source-input"), bytes)),
        course: arguments.course.as_deref(),
        record,
        question,
        today,
    };
    let output = ReportOutput { out: &arguments.out, words: catalog, names };
    let reported = pipeline::report(context.job(Strictness::Lenient), &request, output)?;
    summary(&reported.collected, record, &reported.written.path, context);
    match lrs {
        Some(lrs) => sending::send(&lrs, &reported.statements, context),
        None => Ok(Exit::Fine),
    }
}

/// Keeps what a trainer answered in the record, so that it is asked once.
fn keep_answers(path: &Path, question: &Question) -> Result<(), Failure> {
    let mut record = Record::open(path)?;
    for (pairs, person) in [(&question.same, Person::Same), (&question.apart, Person::Apart)] {
        for (one, other) in pairs {
            record.answer(one, other, person)?;
        }
    }
    for signs in &question.accepted {
        record.accept(signs)?;
    }
    Ok(())
}

/// Says what was read, and what is to be looked at.
fn summary(collected: &Collected, record: Option<&Path>, out: &Path, context: &Context<'_>) {
    let terminal = context.terminal;
    let catalog = terminal.catalog;
    let summary = &collected.summary;
    let count = |key: &str, count: usize, of: &[(&str, &str)]| catalog.count(key, count as u64, of);
    if let (Some(path), Some((new, known))) = (record, collected.recorded.filter(|(new, known)| new + known > 0)) {
        let known = catalog.integer(known as u64);
        terminal.say(&count("report.recorded", new, &[("path", &words::path(path)), ("known", &known)]));
    }
    let page = words::path(&out.join("report.html"));
    if summary.entries.is_empty() {
        terminal.say(&format!("{}: {page}", catalog.text("report.nothing")));
    } else {
        let people = count("report.people-count", summary.people.len(), &[]);
        terminal.say(&count("report.done", summary.entries.len(), &[("people", &people), ("path", &page)]));
    }
    let doubtful = summary.entries.iter().filter(|entry| !entry.counts()).count();
    let told = [
        ("report.see-doubts", doubtful),
        ("report.see-unreadable", summary.unreadable.len()),
        ("report.see-alike", summary.alike.len()),
        ("report.outside", summary.outside),
        ("report.passed-over", summary.passed_over),
    ];
    for (key, number) in told.into_iter().filter(|(_, number)| *number > 0) {
        terminal.say(&count(key, number, &[]));
    }
}

fn day(text: &str) -> Result<Day, Failure> {
    day_of(text.trim()).ok_or_else(|| Failure::Argument { key: "report.bad-day", text: text.to_owned() })
}

fn pair(text: &str) -> Result<(String, String), Failure> {
    let pair = text.split_once('=').map(|(one, other)| (one.trim().to_owned(), other.trim().to_owned()));
    pair.filter(|(one, other)| !one.is_empty() && !other.is_empty())
        .ok_or_else(|| Failure::Argument { key: "report.bad-pair", text: text.to_owned() })
}

/// Returns the first signs of a fingerprint, as the table of doubts shows them.
fn signs(text: &str) -> Result<String, Failure> {
    let signs = text.trim().to_ascii_lowercase();
    let good = (8..=64).contains(&signs.len()) && signs.bytes().all(|sign| sign.is_ascii_hexdigit());
    if good { Ok(signs) } else { Err(Failure::Argument { key: "report.bad-signs", text: text.to_owned() }) }
}

/// Reads the standard input, a little more than is looked at.
fn input() -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(LARGEST_TEXT + 1).read_to_end(&mut bytes);
    read.map_err(|source| ReadError { path: INPUT.to_owned(), source })?;
    Ok(bytes)
}
