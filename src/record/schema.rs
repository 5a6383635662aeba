//! The tables, and how an older record gets them.

use rusqlite::{Connection, TransactionBehavior};

/// What tells a record from any other SQLite file (`PRAGMA application_id`): `ALFR`.
const APPLICATION: i64 = 0x414c_4652;

/// What each form added to the one before; `PRAGMA user_version` says how many a file has.
const STEPS: &[&str] = &["
    CREATE TABLE results (
        id INTEGER PRIMARY KEY,
        fingerprint BLOB NOT NULL UNIQUE,
        text TEXT NOT NULL,
        source TEXT NOT NULL,
        received TEXT NOT NULL,
        -- What follows says the text again, for those who look into the file by other means.
        course TEXT NOT NULL,
        version TEXT,
        language TEXT,
        learner TEXT NOT NULL,
        name TEXT NOT NULL,
        completed INTEGER NOT NULL,
        passed INTEGER NOT NULL,
        score INTEGER,
        made TEXT
    ) STRICT;
    CREATE INDEX results_of_course ON results (course, learner);
    CREATE TABLE people (one TEXT NOT NULL, other TEXT NOT NULL, same INTEGER NOT NULL, PRIMARY KEY (one, other)) STRICT;
    CREATE TABLE accepted (signs TEXT PRIMARY KEY) STRICT;
", "
    -- What learning platforms say stands there too; what they have taken back is remembered by its id.
    ALTER TABLE results ADD COLUMN form TEXT NOT NULL DEFAULT '';
    UPDATE results SET form = CASE WHEN text LIKE '{%' THEN 'file' WHEN text LIKE 'ALF1%' THEN 'line' ELSE 'code' END;
    CREATE TABLE voided (statement TEXT PRIMARY KEY) STRICT;
"];

/// Keeps a result that is not there yet.
pub(super) const INSERT: &str = "INSERT OR IGNORE INTO results (fingerprint, text, source, received, course, version, \
    language, learner, name, completed, passed, score, made, form) \
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";

/// What a file turned out to be.
pub(super) enum Found {
    /// A record, with all tables.
    Ours,
    /// Another program's.
    Another,
    /// A record of a newer program, in this form.
    Newer(i64),
}

/// Sets how the file is written, and gives it the tables that it lacks.
pub(super) fn prepare(connection: &mut Connection) -> Result<Found, rusqlite::Error> {
    let number = |connection: &Connection, sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let known = number(connection, "PRAGMA application_id")?;
    let form = number(connection, "PRAGMA user_version")?;
    if known != APPLICATION {
        let tables = number(connection, "SELECT count(*) FROM sqlite_schema")?;
        if known != 0 || form != 0 || tables != 0 {
            return Ok(Found::Another);
        }
    }
    if form > STEPS.len() as i64 {
        return Ok(Found::Newer(form));
    }
    // A disk that cannot have a write-ahead log keeps the journal that it has: both survive a power cut.
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "trusted_schema", false)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another program may have been quicker.
    let form = usize::try_from(number(&transaction, "PRAGMA user_version")?).unwrap_or(0);
    for step in STEPS.iter().skip(form) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", STEPS.len() as i64)?;
    transaction.commit()?;
    Ok(Found::Ours)
}

#[cfg(test)]
mod tests {
    use crate::record::{Added, Arrival, Record};
    use crate::results::{LearnerResult, found};

    /// A file of the first form, as older programs left it.
    const FIRST_FORM: &str = "
    CREATE TABLE results (id INTEGER PRIMARY KEY, fingerprint BLOB NOT NULL UNIQUE, text TEXT NOT NULL, source TEXT NOT NULL,
        received TEXT NOT NULL, course TEXT NOT NULL, version TEXT, language TEXT, learner TEXT NOT NULL, name TEXT NOT NULL,
        completed INTEGER NOT NULL, passed INTEGER NOT NULL, score INTEGER, made TEXT) STRICT;
    CREATE INDEX results_of_course ON results (course, learner);
    CREATE TABLE people (one TEXT NOT NULL, other TEXT NOT NULL, same INTEGER NOT NULL, PRIMARY KEY (one, other)) STRICT;
    CREATE TABLE accepted (signs TEXT PRIMARY KEY) STRICT;
    PRAGMA application_id = 1095517778;
    PRAGMA user_version = 1;
";

    #[test]
    fn a_record_of_the_first_form_is_brought_up_to_date_with_all_that_it_holds() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.sqlite");
        let known: serde_json::Value = serde_json::from_str(include_str!("../../tests/fixtures/results.json")).unwrap();
        let files = known["results"].as_array().unwrap().iter().map(|one| one["file"].to_string());
        let read = |text: &str| -> LearnerResult { found(text.as_bytes()).swap_remove(0).unwrap() };
        let mut results: Vec<LearnerResult> = files.map(|file| read(&file)).collect();
        results.push(read("Ana 3DXD9-21WTF"));
        {
            let old = rusqlite::Connection::open(&path).unwrap();
            old.execute_batch(FIRST_FORM).unwrap();
            for result in &results {
                let sql = "INSERT INTO results (fingerprint, text, source, received, course, learner, name, completed, passed) \
                    VALUES (?1, ?2, 'old.json', '2026-01-01', ?3, ?4, ?5, ?6, ?7)";
                let standing = result.standing;
                let (learner, course) = (&result.learner, &result.course.id);
                let values = rusqlite::params![
                    result.fingerprint.bytes(),
                    &*result.text,
                    course,
                    learner.id,
                    learner.name(),
                    standing.completed,
                    standing.passed
                ];
                old.execute(sql, values).unwrap();
            }
        }
        let mut record = Record::open(&path).unwrap();
        assert_eq!(record.count().unwrap(), results.len() as u64);
        let arrivals: Vec<Arrival<'_>> =
            results.iter().map(|result| Arrival { result, source: "a.json", received: "" }).collect();
        assert!(record.add(&arrivals).unwrap().iter().all(|added| *added == Added::Known));
        record.each(&mut |stored| assert!(!found(stored.text.as_bytes()).is_empty())).unwrap();
        let forms = "SELECT count(*) FROM results WHERE form = ?1";
        let count = |form: &str| record.connection.query_row(forms, [form], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!((count("file"), count("code"), count("")), (results.len() as i64 - 1, 1, 0));
        let form: i64 = record.connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        assert_eq!(form, 2);
    }
}
