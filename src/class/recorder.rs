//! The trainer's record of results, which grows over many classes.
//!
//! A phone hands its result over again with each lesson. The record takes what stands when it has been quiet for a
//! while, when the class ends, and, of a class that was cut off, when it is opened again: the files have all.

use crate::class::folder;
use crate::class::register::Register;
use crate::record::{Arrival, Record, RecordError};
use crate::results::{self, LearnerResult, day_text};
use crate::world::Day;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::time::Instant;

/// A result is settled when no newer one came for so long.
const QUIET: Duration = Duration::from_secs(300);

/// Whoever brings results into the record.
pub(crate) struct Recorder {
    record: Record,
    folder: PathBuf,
    /// The files that are new, with when they came: by this computer's clock, and by one that never jumps.
    waiting: BTreeMap<String, (u64, Instant)>,
}

impl Recorder {
    /// Opens the record in `file` for the class in `folder`; every result that the class has is looked at once more.
    ///
    /// # Errors
    /// When the file is no record, or the disk refuses.
    pub(crate) fn open(file: &Path, folder: &Path, register: &Register) -> Result<Self, RecordError> {
        let now = Instant::now();
        let handed = register.learners.values().flat_map(|learner| learner.results.values());
        let waiting = handed.map(|handed| (handed.file.clone(), (handed.at, now))).collect();
        let mut recorder = Self { record: Record::open(file)?, folder: folder.to_owned(), waiting };
        recorder.settle(now, Duration::ZERO)?;
        Ok(recorder)
    }

    /// Notes that a file is new.
    pub(crate) fn note(&mut self, file: String, at: u64) {
        self.waiting.insert(file, (at, Instant::now()));
    }

    /// Brings in what has been quiet for a while; all of it, where the class ends (`is_over`).
    ///
    /// # Errors
    /// When the disk refuses; it is tried again the next time.
    pub(crate) fn tend(&mut self, is_over: bool) -> Result<(), RecordError> {
        self.settle(Instant::now(), if is_over { Duration::ZERO } else { QUIET })
    }

    fn settle(&mut self, now: Instant, quiet: Duration) -> Result<(), RecordError> {
        let is_settled = |(_, (_, since)): &(&String, &(u64, Instant))| now.saturating_duration_since(*since) >= quiet;
        let files: Vec<(String, u64)> =
            self.waiting.iter().filter(is_settled).map(|(file, (at, _))| (file.clone(), *at)).collect();
        if files.is_empty() {
            return Ok(());
        }
        let read: Vec<(&str, String, LearnerResult)> = files
            .iter()
            .filter_map(|(file, at)| Some((file.as_str(), received(*at), read(&self.folder, file)?)))
            .collect();
        let arrivals: Vec<Arrival<'_>> =
            read.iter().map(|(source, received, result)| Arrival { result, source, received }).collect();
        self.record.add(&arrivals)?;
        for (file, _) in &files {
            self.waiting.remove(file);
        }
        Ok(())
    }
}

fn received(at: u64) -> String {
    day_text(Day::in_utc(u32::try_from(at).unwrap_or_default()))
}

/// Reads a result of the class; nothing where its file was taken away.
fn read(folder: &Path, file: &str) -> Option<LearnerResult> {
    results::read(&folder::read(folder, file).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::Recorder;
    use crate::class::register::Register;
    use crate::record::Record;

    #[test]
    fn the_record_takes_each_result_once() {
        let cases: serde_json::Value = serde_json::from_str(include_str!("../../tests/fixtures/results.json")).unwrap();
        let place = tempfile::tempdir().unwrap();
        std::fs::create_dir(place.path().join("results")).unwrap();
        let file = place.path().join("record");
        for number in 0..2 {
            let text = cases["results"][number]["file"].to_string();
            std::fs::write(place.path().join(format!("results/{number}.json")), text).unwrap();
        }
        for _ in 0..2 {
            let mut recorder = Recorder::open(&file, place.path(), &Register::default()).unwrap();
            recorder.note("0.json".into(), 1_795_391_999);
            recorder.note("1.json".into(), 1_795_391_999);
            recorder.note("gone.json".into(), 0);
            recorder.tend(false).unwrap();
            assert_eq!(recorder.waiting.len(), 3, "they are new");
            recorder.tend(true).unwrap();
        }
        let record = Record::open(&file).unwrap();
        assert_eq!(record.count().unwrap(), 2);
        record.each(&mut |stored| assert_eq!(stored.received, "2026-11-22")).unwrap();
    }
}
