//! Tables as CSV (RFC 4180), as spreadsheets open it.

use crate::locale::Catalog;
use crate::report::table::Table;

/// Returns a table as CSV: with a mark that says UTF-8, and a semicolon where the comma is the decimal sign, as
/// spreadsheets expect it there.
pub(super) fn csv(table: &Table, catalog: &Catalog) -> Vec<u8> {
    let delimiter = if catalog.decimal() == "," { b';' } else { b',' };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let heads = table.columns.iter().map(|column| defused(&column.head));
    writer.write_record(heads).expect("a text takes everything");
    for row in &table.rows {
        writer.write_record(row.iter().map(|cell| defused(&cell.plain()))).expect("each row has a cell a column");
    }
    writer.into_inner().expect("a text takes everything")
}

/// Returns words that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it
/// (<https://owasp.org/www-community/attacks/CSV_Injection>).
pub(super) fn defused(words: &str) -> String {
    let begins = words.trim_start_matches(|letter: char| letter.is_whitespace() || letter.is_control());
    let formula = begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '%']);
    let plain = words.replace(['\r', '\n', '\u{0}'], " ");
    if formula && words.parse::<f64>().is_err() { format!("'{plain}") } else { plain }
}

#[cfg(test)]
mod tests {
    use super::{csv, defused};
    use crate::locale::{Catalogs, Lang};
    use crate::report::table::{Cell, Kind, Table};

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=1+1", "+1+1", "-1+1", "@SUM(A1)", " =1", "\t=1", "＝1", "=HYPERLINK(\"x\")"] {
            assert!(defused(formula).starts_with('\''), "{formula}");
        }
        assert_eq!(defused("a=b"), "a=b");
        assert_eq!(defused("-5"), "-5");
        assert_eq!(defused("a\r\nb"), "a  b");
    }

    #[test]
    fn a_table_is_opened_by_the_spreadsheets_of_a_language() {
        let catalogs = Catalogs::embedded(&[]).unwrap();
        let mut table = Table::new("t", String::new()).column("a", "A", Kind::Words).column("b", "B, C", Kind::Count);
        table.rows.push(vec![Cell::words("=x;\"y\""), Cell::Count(7)]);
        let text = |lang: &str| String::from_utf8(csv(&table, catalogs.get(&Lang::parse(lang).unwrap()))).unwrap();
        assert_eq!(text("en"), "\u{feff}A,\"B, C\"\r\n\"'=x;\"\"y\"\"\",7\r\n");
        assert_eq!(text("da"), "\u{feff}A;B, C\r\n\"'=x;\"\"y\"\"\";7\r\n");
    }
}
