//! Results and what platforms say, from wherever they lie, into what is counted.
//!
//! 1. Files are read in batches, side by side and in the order of their names; nothing of a file stays but what is counted.
//!    Those in a zip come after the others.
//! 2. With a record they go there first, and all that it holds is counted.
//! 3. What platforms say of one learner in several exports is joined before it is counted.

use crate::model::Library;
use crate::pipeline::bundled::{Bundle, is_zip};
use crate::pipeline::hearing::States;
use crate::pipeline::{Job, PipelineError};
use crate::platform::{self, CourseNames, Heard, Said, What, merged};
use crate::progress::Stage;
use crate::record::{Added, Arrival, Person, Record, Stored};
use crate::report::{self, Came, Entry, Gathered, Question};
use crate::results::{Form, Found, Keys, LARGEST_TEXT, LearnerResult, Unreadable, day_text, found};
use crate::span::SourcePath;
use crate::world::{Day, DiskWorld, ReadError, World};
use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::collections::BTreeSet;
use std::io;
use std::path::Path;

/// How many files are in memory at once.
const BATCH: usize = 256;

/// The endings of files in which results are looked for; others in a folder are passed over.
const ENDINGS: &[&str] = &["json", "jsonl", "ndjson", "txt", "text", "csv", "tsv", "md", "log"];

/// What was found in one place.
pub(super) struct Batched {
    source: String,
    found: Vec<Found>,
    heard: Heard,
}

impl Batched {
    /// Returns what was found somewhere before.
    pub(super) fn of(source: &str, found: Vec<Found>) -> Self {
        Self { source: source.to_owned(), found, heard: Heard::default() }
    }

    /// Returns what is found in some bytes: results that learners handed over, or else what a platform says.
    pub(super) fn read(source: &str, bytes: &[u8], names: &CourseNames) -> Self {
        let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
        let of_platform =
            || platform::read(bytes, source, names).map(|heard| Self { heard, ..Self::of(source, Vec::new()) });
        // No result is a list.
        if first == Some(&b'[')
            && let Some(heard) = of_platform()
        {
            return heard;
        }
        let found = found(bytes);
        let may_be_else = |why: &Unreadable| {
            matches!(
                why,
                Unreadable::NotAResult | Unreadable::Broken { .. } | Unreadable::CutOff | Unreadable::TooLarge { .. }
            )
        };
        match found.as_slice() {
            [Err(why)] if may_be_else(why) => of_platform().unwrap_or_else(|| Self::of(source, found)),
            _ => Self::of(source, found),
        }
    }
}

/// Gathers what comes.
pub(super) struct Collector<'a> {
    keys: &'a Keys,
    names: &'a CourseNames,
    states: States<'a>,
    today: Option<Day>,
    record: Option<Record>,
    recorded: (usize, usize),
    gathered: Gathered,
    codes: Vec<Came>,
    /// What platforms say, with where it came from and when.
    heard: Vec<(Said, (String, String))>,
    voided: BTreeSet<String>,
}

impl<'a> Collector<'a> {
    pub(super) fn new(
        library: &'a Library,
        keys: &'a Keys,
        names: &'a CourseNames,
        record: Option<Record>,
        today: Option<Day>,
    ) -> Self {
        Self {
            keys,
            names,
            states: States::new(library, keys),
            today,
            record,
            recorded: (0, 0),
            gathered: Gathered::default(),
            codes: Vec::new(),
            heard: Vec::new(),
            voided: BTreeSet::new(),
        }
    }

    /// Takes every file at a place.
    pub(super) fn place(&mut self, job: Job<'_>, place: &Path) -> Result<(), PipelineError> {
        let (world, files) = listed(place)?;
        let is_named = !place.is_dir();
        let (zips, files): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| is_zip(file.path.name()));
        let (known, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.known);
        self.gathered.passed_over += others.len();
        job.progress.begin(Stage::Reading, known.len() as u64);
        for batch in known.chunks(BATCH) {
            let names = self.names;
            let read: Vec<Batched> = batch.par_iter().map(|file| read(&world, file, names)).collect();
            job.progress.advance(batch.len() as u64);
            self.take(read)?;
        }
        job.progress.end();
        zips.iter().try_for_each(|zip| self.zip(job, &world, zip, is_named))
    }

    /// Takes every file of a zip; one in a folder is passed over where it holds other things.
    fn zip(&mut self, job: Job<'_>, world: &DiskWorld, zip: &Listed, is_named: bool) -> Result<(), PipelineError> {
        match Bundle::open(&world.locate(&zip.path)?) {
            Some(bundle) if is_named || bundle.is_of_results() => {
                self.gathered.passed_over += bundle.others;
                job.progress.begin(Stage::Reading, bundle.len() as u64);
                bundle.read(&zip.source, self.names, |read| {
                    job.progress.advance(read.len() as u64);
                    self.take(read)
                })?;
                job.progress.end();
                Ok(())
            }
            None if is_named => self.take(vec![Batched::of(&zip.source, vec![Err(Unreadable::NotAResult)])]),
            _ => {
                self.gathered.passed_over += 1;
                Ok(())
            }
        }
    }

    /// Takes what was found: into the record where there is one, else into what is gathered.
    pub(super) fn take(&mut self, batch: Vec<Batched>) -> Result<(), PipelineError> {
        let (mut came, mut heard, mut voided) = (Vec::new(), Vec::new(), Vec::new());
        for Batched { source, found, heard: of_platform } in batch {
            for one in found {
                match one {
                    Ok(result) => {
                        came.push(Came { result, source: source.clone(), received: String::new(), doubts: Vec::new() })
                    }
                    Err(why) => self.gathered.unreadable.push((source.clone(), why)),
                }
            }
            let unreadable = of_platform.unreadable.into_iter().map(|why| (source.clone(), why));
            self.gathered.unreadable.extend(unreadable);
            voided.extend(of_platform.voided);
            for said in of_platform.said {
                match self.with_course(said) {
                    Ok(said) => heard.push((said, (source.clone(), String::new()))),
                    Err(why) => self.gathered.unreadable.push((source.clone(), why)),
                }
            }
        }
        if self.record.is_none() {
            self.gather(came);
            self.heard.extend(heard);
            self.voided.extend(voided);
            return Ok(());
        }
        let results: Vec<LearnerResult> = heard.iter().map(|(said, _)| self.outcome(said).result).collect();
        let today = self.today.map_or_else(String::new, day_text);
        let by_learners = came.iter().map(|came| (&came.result, &came.source));
        let by_platforms = results.iter().zip(&heard).map(|(result, (_, (source, _)))| (result, source));
        let arrivals: Vec<Arrival<'_>> = by_learners
            .chain(by_platforms)
            .map(|(result, source)| Arrival { result, source, received: &today })
            .collect();
        let record = self.record.as_mut().expect("there is one");
        record.void(&voided)?;
        for added in record.add(&arrivals)? {
            match added {
                Added::New => self.recorded.0 += 1,
                Added::Known => self.recorded.1 += 1,
            }
        }
        Ok(())
    }

    /// Finds the course of what only a state tells it of.
    fn with_course(&self, mut said: Said) -> Result<Said, Unreadable> {
        if let (true, What::Row(row)) = (said.course.is_empty(), &said.what) {
            let course = row.state.as_deref().and_then(|state| self.states.course_of(state));
            let which = || Unreadable::WhichCourse { heads: "cmi.suspend_data".to_owned() };
            said.course = course.ok_or_else(which)?;
        }
        Ok(said)
    }

    fn outcome(&self, said: &Said) -> platform::Outcome {
        platform::result(said, self.names, self.keys, &|course, state| self.states.kept(course, state))
    }

    fn gather(&mut self, came: Vec<Came>) {
        let (codes, others): (Vec<Came>, Vec<Came>) = came.into_iter().partition(|came| came.result.form == Form::Code);
        self.codes.extend(codes);
        let (keys, today) = (self.keys, self.today);
        let entries: Vec<Entry> = others.into_par_iter().map(|came| report::entry(came, keys, today)).collect();
        self.gathered.entries.extend(entries);
    }

    /// Takes all that the record holds, with the answers that were given before.
    pub(super) fn take_recorded(&mut self, question: &mut Question) -> Result<(), PipelineError> {
        let Some(record) = self.record.take() else { return Ok(()) };
        let mut batch = Vec::with_capacity(BATCH);
        record.each(&mut |stored| {
            batch.push(stored);
            if batch.len() == BATCH {
                self.again(std::mem::take(&mut batch));
            }
        })?;
        self.again(batch);
        self.voided.extend(record.voided()?);
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
    fn again(&mut self, stored: Vec<Stored>) {
        let read = |stored: Stored| {
            if let Some(said) = Said::read(&stored.text) {
                return (None, Some((said, (stored.source, stored.received))));
            }
            let result = found(stored.text.as_bytes()).into_iter().next().and_then(Result::ok);
            let came = |result| Came { result, source: stored.source, received: stored.received, doubts: Vec::new() };
            (result.map(came), None)
        };
        let (came, heard): (Vec<_>, Vec<_>) = stored.into_par_iter().map(read).unzip();
        self.heard.extend(heard.into_iter().flatten());
        self.gather(came.into_iter().flatten().collect());
    }

    /// Returns all that is to be counted, and how much was new to the record and how much it had.
    pub(super) fn done(mut self) -> (Gathered, (usize, usize)) {
        let heard = std::mem::take(&mut self.heard);
        let came = merged(heard, &self.voided).into_iter().map(|(said, (source, received))| {
            let platform::Outcome { result, doubts } = self.outcome(&said);
            Came { result, source, received, doubts }
        });
        let came = came.collect();
        self.gather(came);
        let codes = report::code_entries(self.codes, &self.gathered.entries, self.keys, self.today);
        self.gathered.entries.extend(codes);
        (self.gathered, self.recorded)
    }
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

/// Tells whether results are looked for in a file, by its name.
pub(super) fn is_known(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    ENDINGS.contains(&ending.as_str())
}

/// Reads a file; one that cannot be read stops nothing, but is named.
fn read(world: &DiskWorld, file: &Listed, names: &CourseNames) -> Batched {
    if file.size > LARGEST_TEXT {
        return Batched::of(&file.source, vec![Err(Unreadable::TooLarge { most: LARGEST_TEXT })]);
    }
    match world.read(&file.path) {
        Ok(bytes) => Batched::read(&file.source, &bytes, names),
        Err(_) => Batched::of(&file.source, vec![Err(Unreadable::NoAccess)]),
    }
}
