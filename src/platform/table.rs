//! A table as platforms give it out: CSV with commas, semicolons or tabs (RFC 4180).

/// The most columns and rows that are looked at.
const MOST_COLUMNS: usize = 5_000;
const MOST_ROWS: usize = 1_000_000;

/// What is told of heads at most, in letters.
const MOST_TOLD: usize = 200;

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// What stands above its columns.
    pub(super) heads: Vec<String>,
    /// Its rows with something in them.
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    /// Reads a table with heads, two columns or more, and a row; nothing where it is none.
    pub(super) fn read(text: &str) -> Option<Self> {
        let first = text.lines().next()?;
        let count = |sign: char| {
            let mut quoted = false;
            let of_sign = |letter: &char| {
                quoted ^= *letter == '"';
                *letter == sign && !quoted
            };
            first.chars().filter(of_sign).count()
        };
        let delimiter = ['\t', ';', ','].into_iter().max_by_key(|sign| count(*sign)).filter(|sign| count(*sign) > 0)?;
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(u8::try_from(delimiter).ok()?)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut heads: Option<Vec<String>> = None;
        let mut rows = Vec::new();
        let mut record = csv::StringRecord::new();
        while rows.len() < MOST_ROWS && reader.read_record(&mut record).ok()? {
            let cells = record.iter().take(MOST_COLUMNS).map(|cell| cell.trim().to_owned()).collect();
            match heads {
                None => heads = Some(cells),
                Some(_) if cells.iter().all(String::is_empty) => {}
                Some(_) => rows.push(cells),
            }
        }
        let heads = heads.filter(|heads| heads.len() > 1)?;
        (!rows.is_empty()).then_some(Self { heads, rows })
    }

    /// Returns the column whose head is one of these words.
    pub(super) fn column(&self, words: &[&str]) -> Option<usize> {
        self.heads.iter().position(|head| crate::platform::words::is(head, words))
    }

    /// Returns the heads in one line, to be told.
    pub(super) fn told(&self) -> String {
        let heads: Vec<&str> = self.heads.iter().map(String::as_str).filter(|head| !head.is_empty()).collect();
        let all = crate::results::one_line(&heads.join(", "));
        if all.chars().count() <= MOST_TOLD { all } else { all.chars().take(MOST_TOLD).chain(['…']).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::Table;
    use proptest::prelude::{any, proptest};

    #[test]
    fn a_table_is_read_whatever_parts_its_columns() {
        for text in
            ["Name,Score\r\n\"Dorj, Ana\",86\r\n", "Name;Score\n\"Dorj, Ana\";86\n;\n", "Name\tScore\nDorj, Ana\t86"]
        {
            let table = Table::read(text).unwrap();
            assert_eq!(table.heads, ["Name", "Score"], "{text}");
            assert_eq!(table.rows, [["Dorj, Ana", "86"]], "{text}");
        }
        for none in ["", "Name", "Name,Score", "a long text. It has no columns\nat all"] {
            assert_eq!(Table::read(none), None, "{none}");
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic() {
        proptest!(|(text in any::<String>(), rest in "[a,;\t\"\n]{0,60}")| {
            drop(Table::read(&text));
            drop(Table::read(&rest));
        });
    }
}
