//! Learners' results from wherever they lie into one report.
//!
//! 1. The library says what its courses ask.
//! 2. Files are read in batches, side by side and in the order of their names; nothing of a file stays but what is
//!    counted. With a record they go there first, and the report is of all that it holds.
//! 3. The summary is written as a page, tables and data.

use crate::load;
use crate::locale::Catalog;
use crate::lrs::Outgoing;
use crate::model::{Course, Library, LibrarySettings};
use crate::output::{self, Written};
use crate::package;
use crate::pipeline::gathering::{Batched, Collector};
use crate::pipeline::{Job, PipelineError, catalogs};
use crate::platform::CourseNames;
use crate::progress::Stage;
use crate::record::Record;
use crate::report::{self, ActivityNames, Names, Question, Summary, Writing};
use crate::results::{Found, Keys};
use crate::world::Day;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where learners' accounts are when the library has no address: in no domain (RFC 6761, section 6.4).
const NO_HOME: &str = "https://alforja.invalid";

/// Results that are to be put together.
#[derive(Debug)]
pub struct ReportRequest<'a> {
    /// Files, and folders with everything below them.
    pub places: &'a [PathBuf],
    /// What was typed: what it is told by, and what was found in it.
    pub came: &'a [(String, Vec<Found>)],
    /// What was given in another way than by a file: what it is told by, and its bytes.
    pub input: Option<(&'a str, &'a [u8])>,
    /// The course of what platforms give out without saying of which course it is.
    pub course: Option<&'a str>,
    /// The trainer's record.
    pub record: Option<&'a Path>,
    /// What is asked.
    pub question: Question,
    /// The day by a clock that is trusted, where there is one.
    pub today: Option<Day>,
}

/// Results, put together.
#[derive(Debug)]
pub struct Collected {
    /// What the courses ask.
    pub keys: Keys,
    /// What the results say.
    pub summary: Summary,
    /// How many results were new to the record, and how many it had.
    pub recorded: Option<(usize, usize)>,
    /// What the library says of itself.
    pub settings: LibrarySettings,
    /// What each course is called in every LRS, by its id.
    pub activities: BTreeMap<String, String>,
}

/// How a report is written.
#[derive(Debug, Clone, Copy)]
pub struct ReportOutput<'a> {
    /// The folder.
    pub out: &'a Path,
    /// The reader's words.
    pub words: &'a Catalog,
    /// Whether people are named.
    pub names: Names,
}

/// A report that was written.
#[derive(Debug)]
pub struct Reported {
    /// What it is of.
    pub collected: Collected,
    /// Its files.
    pub written: Written,
    /// What an LRS may be told.
    pub statements: Vec<Outgoing>,
}

/// Puts results together and writes the report.
///
/// # Errors
/// When the library, a place or the record cannot be read, or the report cannot be written.
pub fn report(job: Job<'_>, request: &ReportRequest<'_>, output: ReportOutput<'_>) -> Result<Reported, PipelineError> {
    let collected = collect(job, request)?;
    let settings = &collected.settings;
    let title = settings.title.get(output.words.lang(), &settings.languages).unwrap_or_default();
    let home = settings.url.as_deref().unwrap_or(NO_HOME);
    let writing = Writing {
        catalog: output.words,
        languages: &settings.languages,
        library: title,
        names: output.names,
        activities: ActivityNames { home, courses: &collected.activities },
    };
    let tree = report::files(&collected.summary, &collected.keys, writing);
    let statements = report::statements(&collected.summary, &collected.keys, writing);
    output::refuse_sources(output.out, job.root, &[])?;
    let written = output::folder(job.world, &tree, output.out, job.progress)?;
    Ok(Reported { collected, written, statements })
}

/// Reads results and puts them together.
///
/// # Errors
/// When the library, a place or the record cannot be read.
pub fn collect(job: Job<'_>, request: &ReportRequest<'_>) -> Result<Collected, PipelineError> {
    let catalogs = catalogs(job.world)?;
    job.progress.begin(Stage::Reading, 0);
    let library = load::load(job.world, &catalogs);
    job.progress.end();
    let library = library?.value;
    let keys = report::keys(&library, &catalogs);
    if let Some(wanted) = request.course.filter(|wanted| !keys.courses.contains_key(*wanted)) {
        let known = keys.courses.keys().cloned().collect();
        return Err(PipelineError::NoCourse { wanted: wanted.to_owned(), known });
    }
    let names = names(&library, &keys, request.course);
    let record = request.record.map(Record::open).transpose()?;
    let mut collector = Collector::new(&library, &keys, &names, record, request.today);
    let came = request.came.iter().map(|(source, found)| Batched::of(source, found.clone()));
    collector.take(came.collect())?;
    if let Some((source, bytes)) = request.input {
        collector.take(vec![Batched::read(source, bytes, &names)])?;
    }
    for place in request.places {
        collector.place(job, place)?;
    }
    let mut question = request.question.clone();
    collector.take_recorded(&mut question)?;
    let (gathered, recorded) = collector.done();
    let summary = report::summarise(gathered, &keys, &question);
    let recorded = request.record.map(|_| recorded);
    let activity = |course: &Course| (course.id.to_string(), package::activity(&library, &course.id));
    let activities = library.courses.iter().map(activity).collect();
    Ok(Collected { summary, keys, recorded, activities, settings: library.settings })
}

/// Returns what platforms call the courses of a library.
fn names(library: &Library, keys: &Keys, otherwise: Option<&str>) -> CourseNames {
    let activities = library.courses.iter().flat_map(|course| {
        let all = package::activities(library, course).into_iter();
        all.map(|(iri, module)| (iri, (course.id.to_string(), module)))
    });
    let home = library.settings.url.as_deref().unwrap_or(NO_HOME);
    CourseNames::new(keys, activities, home, otherwise)
}
