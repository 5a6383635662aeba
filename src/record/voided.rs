//! Statements of an LRS that were taken back: they do not count, whenever they come.

use crate::record::{Record, RecordError, why};

impl Record {
    /// Keeps that statements of an LRS were taken back, by their ids.
    ///
    /// # Errors
    /// When the disk refuses; then nothing of it is kept.
    pub fn void(&mut self, statements: &[String]) -> Result<(), RecordError> {
        let path = &self.path;
        let failed = |error| why(path, error);
        let transaction = self.connection.transaction().map_err(failed)?;
        for statement in statements {
            let sql = "INSERT OR IGNORE INTO voided (statement) VALUES (?1)";
            transaction.execute(sql, [statement]).map_err(failed)?;
        }
        transaction.commit().map_err(failed)
    }

    /// Returns the ids of the statements that were taken back.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn voided(&self) -> Result<Vec<String>, RecordError> {
        let failed = |error| why(&self.path, error);
        let mut statement =
            self.connection.prepare("SELECT statement FROM voided ORDER BY statement").map_err(failed)?;
        let rows = statement.query_map([], |row| row.get(0));
        rows.map_err(failed)?.collect::<Result<_, _>>().map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use crate::record::Record;
    use std::path::Path;

    #[test]
    fn what_was_taken_back_is_remembered() {
        let mut record = Record::open(Path::new(":memory:")).unwrap();
        record.void(&["b".to_owned(), "a".to_owned()]).unwrap();
        record.void(&["a".to_owned()]).unwrap();
        assert_eq!(record.voided().unwrap(), ["a", "b"]);
    }
}
