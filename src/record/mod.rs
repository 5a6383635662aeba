//! The trainer's growing record: what was handed over, in one SQLite file that survives a power cut.
//!
//! 1. What was handed over stands there word for word, once for each fingerprint: bringing the same again changes
//!    nothing, and a newer program reads it all again by its own rules.
//! 2. Beside it stand a trainer's answers: who is one person with whom, which doubts were looked into.
//! 3. What [`Record::add`] has answered is on the disk (write-ahead log, `synchronous=FULL`).

mod schema;
mod voided;

use crate::fingerprint::Fingerprint;
use crate::results::{LearnerResult, day_text};
use rusqlite::{Connection, ErrorCode, OptionalExtension, params};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long is waited for another program that writes, such as a classroom's server.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why a record cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The file is something else.
    #[error("{path}: no record of results")]
    NotARecord {
        /// The file.
        path: PathBuf,
    },
    /// A newer program has written it.
    #[error("{path}: written in form {form}")]
    Newer {
        /// The file.
        path: PathBuf,
        /// The form that it has.
        form: i64,
    },
    /// It is damaged.
    #[error("{path}: damaged")]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// The disk refuses, or another program keeps it busy.
    #[error("{path}: {source}")]
    Disk {
        /// The file.
        path: PathBuf,
        /// Why.
        source: rusqlite::Error,
    },
}

/// Something that is to be kept.
#[derive(Debug, Clone, Copy)]
pub struct Arrival<'a> {
    /// What was handed over.
    pub result: &'a LearnerResult,
    /// Where it came from: a file's name, or how else it came.
    pub source: &'a str,
    /// When it came, by a clock that is trusted, as `YYYY-MM-DD` or with a time after it; empty where nobody knows.
    pub received: &'a str,
}

/// Whether something was new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is kept now.
    New,
    /// It was there already.
    Known,
}

/// Something that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// What was handed over, word for word.
    pub text: String,
    /// Where it came from.
    pub source: String,
    /// When it came; empty where nobody knows.
    pub received: String,
}

/// A trainer's answer about two learners' ids or names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Person {
    /// They are one person.
    Same,
    /// They are two.
    Apart,
}

/// A trainer's record.
#[derive(Debug)]
pub struct Record {
    connection: Connection,
    path: PathBuf,
}

impl Record {
    /// Opens a record, or begins one where there is no file.
    ///
    /// # Errors
    /// When the file is no record, is damaged or newer than this program, or the disk refuses.
    pub fn open(path: &Path) -> Result<Self, RecordError> {
        let failed = |error| why(path, error);
        let mut connection = Connection::open(path).map_err(failed)?;
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        match schema::prepare(&mut connection).map_err(failed)? {
            schema::Found::Ours => {}
            schema::Found::Another => return Err(RecordError::NotARecord { path: path.to_owned() }),
            schema::Found::Newer(form) => return Err(RecordError::Newer { path: path.to_owned(), form }),
        }
        Ok(Self { connection, path: path.to_owned() })
    }

    /// Keeps everything that is new, all of it or nothing; when it returns, it is on the disk.
    ///
    /// # Errors
    /// When the disk refuses; then nothing of it is kept.
    pub fn add(&mut self, arrivals: &[Arrival<'_>]) -> Result<Vec<Added>, RecordError> {
        let path = &self.path;
        let failed = |error| why(path, error);
        let transaction = self.connection.transaction().map_err(failed)?;
        let mut added = Vec::with_capacity(arrivals.len());
        {
            let mut statement = transaction.prepare_cached(schema::INSERT).map_err(failed)?;
            for arrival in arrivals {
                let result = arrival.result;
                let rows = statement
                    .execute(params![
                        result.fingerprint.bytes(),
                        &*result.text,
                        arrival.source,
                        arrival.received,
                        result.course.id,
                        result.course.version,
                        result.course.language,
                        result.learner.id,
                        result.learner.name(),
                        result.standing.completed,
                        result.standing.passed,
                        result.standing.score,
                        result.made.map(|made| day_text(made.day)),
                        result.form.name(),
                    ])
                    .map_err(failed)?;
                added.push(if rows > 0 { Added::New } else { Added::Known });
            }
        }
        transaction.commit().map_err(failed)?;
        Ok(added)
    }

    /// Tells whether something is kept.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn holds(&self, fingerprint: &Fingerprint) -> Result<bool, RecordError> {
        let row = self
            .connection
            .query_row("SELECT 1 FROM results WHERE fingerprint = ?1", [fingerprint.bytes()], |_| Ok(()))
            .optional();
        Ok(row.map_err(|error| why(&self.path, error))?.is_some())
    }

    /// Shows everything that is kept to `visit`, in the order in which it came; one at a time stands in memory.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn each(&self, visit: &mut dyn FnMut(Stored)) -> Result<(), RecordError> {
        let failed = |error| why(&self.path, error);
        let mut statement =
            self.connection.prepare("SELECT text, source, received FROM results ORDER BY id").map_err(failed)?;
        let mut rows = statement.query([]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let text = |at| row.get(at).map_err(failed);
            visit(Stored { text: text(0)?, source: text(1)?, received: text(2)? });
        }
        Ok(())
    }

    /// Returns how much is kept.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn count(&self) -> Result<u64, RecordError> {
        let count = self.connection.query_row("SELECT count(*) FROM results", [], |row| row.get::<_, i64>(0));
        count.map(i64::unsigned_abs).map_err(|error| why(&self.path, error))
    }

    /// Keeps a trainer's answer whether two are one person; a later answer takes the place of an earlier one.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn answer(&mut self, one: &str, other: &str, person: Person) -> Result<(), RecordError> {
        let (one, other) = if one <= other { (one, other) } else { (other, one) };
        let sql = "INSERT INTO people (one, other, same) VALUES (?1, ?2, ?3)
            ON CONFLICT (one, other) DO UPDATE SET same = excluded.same";
        let done = self.connection.execute(sql, params![one, other, person == Person::Same]);
        done.map(|_| ()).map_err(|error| why(&self.path, error))
    }

    /// Returns a trainer's answers, in the order of the names.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn answers(&self) -> Result<Vec<(String, String, Person)>, RecordError> {
        let failed = |error| why(&self.path, error);
        let sql = "SELECT one, other, same FROM people ORDER BY one, other";
        let mut statement = self.connection.prepare(sql).map_err(failed)?;
        let rows = statement.query_map([], |row| {
            let person = if row.get(2)? { Person::Same } else { Person::Apart };
            Ok((row.get(0)?, row.get(1)?, person))
        });
        rows.map_err(failed)?.collect::<Result<_, _>>().map_err(failed)
    }

    /// Keeps that a trainer has looked into a result's doubts and takes it as it is: the result is named by the first
    /// hexadecimal digits of its fingerprint.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn accept(&mut self, signs: &str) -> Result<(), RecordError> {
        let done = self.connection.execute("INSERT OR IGNORE INTO accepted (signs) VALUES (?1)", [signs]);
        done.map(|_| ()).map_err(|error| why(&self.path, error))
    }

    /// Returns the results whose doubts were looked into, by the first digits of their fingerprints.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn accepted(&self) -> Result<Vec<String>, RecordError> {
        let failed = |error| why(&self.path, error);
        let mut statement = self.connection.prepare("SELECT signs FROM accepted ORDER BY signs").map_err(failed)?;
        let rows = statement.query_map([], |row| row.get(0));
        rows.map_err(failed)?.collect::<Result<_, _>>().map_err(failed)
    }
}

fn why(path: &Path, source: rusqlite::Error) -> RecordError {
    let path = path.to_owned();
    match source.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => RecordError::NotARecord { path },
        Some(ErrorCode::DatabaseCorrupt) => RecordError::Damaged { path },
        _ => RecordError::Disk { path, source },
    }
}

#[cfg(test)]
mod tests {
    use super::{Added, Arrival, Person, Record, RecordError, Stored};
    use crate::results::{LearnerResult, found};
    use std::path::Path;

    fn results() -> Vec<LearnerResult> {
        let known: serde_json::Value = serde_json::from_str(include_str!("../../tests/fixtures/results.json")).unwrap();
        let files = known["results"].as_array().unwrap().iter().map(|one| one["file"].to_string());
        let mut all: Vec<LearnerResult> = files.map(|file| found(file.as_bytes()).swap_remove(0).unwrap()).collect();
        all.extend(found(b"Ana 3DXD9-21WTF").swap_remove(0));
        all
    }

    fn add(record: &mut Record, results: &[LearnerResult]) -> Vec<Added> {
        let arrivals: Vec<Arrival<'_>> =
            results.iter().map(|result| Arrival { result, source: "a.json", received: "2026-11-28" }).collect();
        record.add(&arrivals).unwrap()
    }

    fn kept(record: &Record) -> Vec<Stored> {
        let mut all = Vec::new();
        record.each(&mut |stored| all.push(stored)).unwrap();
        all
    }

    #[test]
    fn what_was_added_is_read_again_word_for_word_and_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.sqlite");
        let results = results();
        let mut record = Record::open(&path).unwrap();
        assert!(add(&mut record, &results).iter().all(|added| *added == Added::New));
        assert!(add(&mut record, &results).iter().all(|added| *added == Added::Known));
        drop(record);
        let record = Record::open(&path).unwrap();
        assert_eq!(record.count().unwrap(), results.len() as u64);
        assert!(record.holds(&results[0].fingerprint).unwrap());
        for (stored, result) in kept(&record).iter().zip(&results) {
            let again = found(stored.text.as_bytes()).swap_remove(0).unwrap();
            assert_eq!(&again, result);
            assert_eq!((stored.source.as_str(), stored.received.as_str()), ("a.json", "2026-11-28"));
        }
    }

    #[test]
    fn what_was_acknowledged_is_found_by_whoever_opens_the_file_as_it_lies_on_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.sqlite");
        let mut record = Record::open(&path).unwrap();
        let results = results();
        add(&mut record, &results);
        // As after a power cut: the files as they are, while the writer has not closed them.
        let copy = folder.path().join("copy.sqlite");
        for ending in ["", "-wal"] {
            let beside = |path: &Path| format!("{}{ending}", path.display());
            std::fs::copy(beside(&path), beside(&copy)).unwrap();
        }
        assert_eq!(kept(&Record::open(&copy).unwrap()).len(), results.len());
        let modes: (String, i64) = record
            .connection
            .query_row("SELECT (SELECT * FROM pragma_journal_mode), (SELECT * FROM pragma_synchronous)", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap();
        assert_eq!(modes, ("wal".to_owned(), 2));
    }

    #[test]
    fn a_trainers_answers_are_kept() {
        let mut record = Record::open(Path::new(":memory:")).unwrap();
        record.answer("B", "A", Person::Same).unwrap();
        record.answer("A", "C", Person::Apart).unwrap();
        record.answer("A", "B", Person::Apart).unwrap();
        let expected = [("A", "B", Person::Apart), ("A", "C", Person::Apart)];
        let answers = record.answers().unwrap();
        let plain: Vec<(&str, &str, Person)> =
            answers.iter().map(|(one, two, person)| (&**one, &**two, *person)).collect();
        assert_eq!(plain, expected);
        record.accept("0123456789").unwrap();
        record.accept("0123456789").unwrap();
        assert_eq!(record.accepted().unwrap(), ["0123456789"]);
    }

    #[test]
    fn another_file_is_never_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes.txt");
        std::fs::write(&path, "These are my notes of the whole year, and no database at all.".repeat(20)).unwrap();
        let before = std::fs::read(&path).unwrap();
        assert!(matches!(Record::open(&path), Err(RecordError::NotARecord { .. })));
        assert_eq!(std::fs::read(&path).unwrap(), before);
        let other = folder.path().join("other.sqlite");
        rusqlite::Connection::open(&other).unwrap().execute("CREATE TABLE results (mine TEXT)", []).unwrap();
        assert!(matches!(Record::open(&other), Err(RecordError::NotARecord { .. })));
        let newer = folder.path().join("newer.sqlite");
        drop(Record::open(&newer).unwrap());
        rusqlite::Connection::open(&newer).unwrap().pragma_update(None, "user_version", 99).unwrap();
        assert!(matches!(Record::open(&newer), Err(RecordError::Newer { form: 99, .. })));
        assert!(matches!(Record::open(&folder.path().join("no/such/folder.sqlite")), Err(RecordError::Disk { .. })));
    }

    #[test]
    fn a_torn_file_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.sqlite");
        let mut record = Record::open(&path).unwrap();
        add(&mut record, &results());
        drop(record);
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[100..].fill(0x55);
        std::fs::write(&path, &bytes).unwrap();
        let torn = Record::open(&path).and_then(|record| record.count());
        assert!(matches!(torn, Err(RecordError::Damaged { .. })), "{torn:?}");
    }
}
