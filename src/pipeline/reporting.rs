//! Learners' results from wherever they lie into one report.
//!
//! 1. The library says what its courses ask.
//! 2. Files are read in batches, side by side and in the order of their names; nothing of a file stays but what is
//!    counted. With a record they go there first, and the report is of all that it holds.
//! 3. The summary is written as a page, tables and data.

use crate::load;
use crate::locale::Catalog;
use crate::model::{Course, LibrarySettings};
use crate::output::{self, Written};
use crate::package;
use crate::pipeline::{Job, PipelineError, catalogs};
use crate::progress::Stage;
use crate::record::{Added, Arrival, Person, Record, Stored};
use crate::report::{self, ActivityNames, Came, Entry, Gathered, Names, Question, Summary, Writing};
use crate::results::{Form, Found, Keys, LARGEST_TEXT, Unreadable, day_text, found};
use crate::span::SourcePath;
use crate::world::{Day, DiskWorld, ReadError, World};
use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// Where learners' accounts are when the library has no address: in no domain (RFC 6761, section 6.4).
const NO_HOME: &str = "https://alforja.invalid";

/// How many files are in memory at once.
const BATCH: usize = 256;

/// The endings of files in which results are looked for; others in a folder are passed over.
const ENDINGS: &[&str] = &["json", "txt", "text", "csv", "tsv", "md", "log"];

/// Results that are to be put together.
#[derive(Debug)]
pub struct ReportRequest<'a> {
    /// Files, and folders with everything below them.
    pub places: &'a [PathBuf],
    /// What was typed or pasted: what it is told by, and what was found in it.
    pub came: &'a [(String, Vec<Found>)],
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
    output::refuse_sources(output.out, job.root, &[])?;
    let written = output::folder(job.world, &tree, output.out, job.progress)?;
    Ok(Reported { collected, written })
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
    let mut question = request.question.clone();
    let mut collector = Collector {
        keys: &keys,
        today: request.today,
        record: request.record.map(Record::open).transpose()?,
        recorded: (0, 0),
        gathered: Gathered::default(),
        codes: Vec::new(),
    };
    let came = request.came.iter().map(|(source, found)| Batched {
        source: source.clone(),
        received: String::new(),
        found: found.clone(),
    });
    collector.take(came.collect())?;
    for place in request.places {
        collector.place(job, place)?;
    }
    if let Some(record) = collector.record.take() {
        from_record(&record, &mut collector, &mut question)?;
    }
    let Collector { mut gathered, codes, recorded, today, .. } = collector;
    let codes = report::code_entries(codes, &gathered.entries, &keys, today);
    gathered.entries.extend(codes);
    let summary = report::summarise(gathered, &keys, &question);
    let recorded = request.record.map(|_| recorded);
    let activity = |course: &Course| (course.id.to_string(), package::activity(&library, &course.id));
    let activities = library.courses.iter().map(activity).collect();
    Ok(Collected { summary, keys, recorded, activities, settings: library.settings })
}

/// What was found in one file.
struct Batched {
    source: String,
    received: String,
    found: Vec<Found>,
}

struct Collector<'a> {
    keys: &'a Keys,
    today: Option<Day>,
    record: Option<Record>,
    recorded: (usize, usize),
    gathered: Gathered,
    codes: Vec<Came>,
}

impl Collector<'_> {
    /// Takes every file at a place.
    fn place(&mut self, job: Job<'_>, place: &Path) -> Result<(), PipelineError> {
        let (world, files) = listed(place)?;
        let (known, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.known);
        self.gathered.passed_over += others.len();
        job.progress.begin(Stage::Reading, known.len() as u64);
        for batch in known.chunks(BATCH) {
            let read = |file: &Listed| {
                let found = read(&world, file);
                Batched { source: file.source.clone(), received: String::new(), found }
            };
            let read: Vec<Batched> = batch.par_iter().map(read).collect();
            job.progress.advance(batch.len() as u64);
            self.take(read)?;
        }
        job.progress.end();
        Ok(())
    }

    /// Takes what was found: into the record where there is one, else into what is gathered.
    fn take(&mut self, batch: Vec<Batched>) -> Result<(), PipelineError> {
        let mut came = Vec::new();
        for Batched { source, received, found } in batch {
            for one in found {
                match one {
                    Ok(result) => came.push(Came { result, source: source.clone(), received: received.clone() }),
                    Err(why) => self.gathered.unreadable.push((source.clone(), why)),
                }
            }
        }
        let Some(record) = &mut self.record else {
            self.gather(came);
            return Ok(());
        };
        let today = self.today.map_or_else(String::new, day_text);
        let arrivals: Vec<Arrival<'_>> =
            came.iter().map(|came| Arrival { result: &came.result, source: &came.source, received: &today }).collect();
        for added in record.add(&arrivals)? {
            match added {
                Added::New => self.recorded.0 += 1,
                Added::Known => self.recorded.1 += 1,
            }
        }
        Ok(())
    }

    fn gather(&mut self, came: Vec<Came>) {
        let (codes, others): (Vec<Came>, Vec<Came>) = came.into_iter().partition(|came| came.result.form == Form::Code);
        self.codes.extend(codes);
        let (keys, today) = (self.keys, self.today);
        let entries: Vec<Entry> = others.into_par_iter().map(|came| report::entry(came, keys, today)).collect();
        self.gathered.entries.extend(entries);
    }
}

/// Takes all that a record holds, with the answers that were given before.
fn from_record(record: &Record, collector: &mut Collector<'_>, question: &mut Question) -> Result<(), PipelineError> {
    let mut batch = Vec::with_capacity(BATCH);
    record.each(&mut |stored| {
        batch.push(stored);
        if batch.len() == BATCH {
            collector.gather(again(std::mem::take(&mut batch)));
        }
    })?;
    collector.gather(again(batch));
    for (one, other, person) in record.answers()? {
        match person {
            Person::Same => question.same.push((one, other)),
            Person::Apart => question.apart.push((one, other)),
        }
    }
    question.accepted.extend(record.accepted()?);
    Ok(())
}

/// Reads again what is kept; what this program cannot read it has not kept.
fn again(stored: Vec<Stored>) -> Vec<Came> {
    let read = |stored: Stored| {
        let result = found(stored.text.as_bytes()).into_iter().next()?.ok()?;
        Some(Came { result, source: stored.source, received: stored.received })
    };
    stored.into_par_iter().filter_map(read).collect()
}

/// A file at a place.
struct Listed {
    path: SourcePath,
    /// What it is told by: its path as the trainer sees it.
    source: String,
    size: u64,
    /// Whether results are looked for in it.
    known: bool,
}

/// Returns the files at a place, in the order of their paths, and where they are read.
fn listed(place: &Path) -> Result<(DiskWorld, Vec<Listed>), ReadError> {
    if place.is_dir() {
        let world = DiskWorld::new(place, None)?;
        let shown = |path: &SourcePath| place.join(path.as_str()).display().to_string().replace('\\', "/");
        let files = world.list()?.into_iter().map(|entry| Listed {
            source: shown(&entry.path),
            size: entry.size,
            known: is_known(entry.path.name()),
            path: entry.path,
        });
        let files = files.collect();
        return Ok((world, files));
    }
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let missing = || ReadError { path: place.display().to_string(), source: io::ErrorKind::NotFound.into() };
    let name = place.file_name().ok_or_else(missing)?.to_string_lossy().into_owned();
    let world = DiskWorld::new(folder, None).map_err(|_| missing())?;
    let path = SourcePath::new(&name);
    let entry = world.entry(&path).map_err(|error| ReadError { path: place.display().to_string(), ..error })?;
    let source = place.display().to_string().replace('\\', "/");
    Ok((world, vec![Listed { path, source, size: entry.size, known: true }]))
}

fn is_known(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    ENDINGS.contains(&ending.as_str())
}

/// Reads a file; one that cannot be read stops nothing, but is named.
fn read(world: &DiskWorld, file: &Listed) -> Vec<Found> {
    if file.size > LARGEST_TEXT {
        return vec![Err(Unreadable::TooLarge { most: LARGEST_TEXT })];
    }
    world.read(&file.path).map_or_else(|_| vec![Err(Unreadable::NoAccess)], |bytes| found(&bytes))
}
