//! Small numbers in a report without names: who is one of two women in a district can be told.
//!
//! 1. A number of people from 1 to 4 is not told; in a row of so few people no number is.
//! 2. Where one number of a column alone is not told, it could be counted from the sum: the smallest other one is not
//!    told either.
//! 3. Per cents and means of such rows are not told.

use crate::report::table::{Cell, FEWEST, Kind, Table};

/// Leaves out of a table what could tell who somebody is. The first column of numbers is how many people a row is of.
pub(super) fn leave_out(table: &mut Table) {
    let counts: Vec<usize> = (0..table.columns.len()).filter(|at| table.columns[*at].kind == Kind::Count).collect();
    let Some(people) = counts.first().copied() else { return };
    for at in &counts {
        for row in &mut table.rows {
            if is_few(&row[*at]) {
                row[*at] = Cell::Few;
            }
        }
        hide_second(table, *at);
    }
    let kinds: Vec<Kind> = table.columns.iter().map(|column| column.kind).collect();
    for row in &mut table.rows {
        let hidden = row[people] == Cell::Few;
        let some_hidden = counts.iter().any(|at| row[*at] == Cell::Few);
        for (cell, kind) in row.iter_mut().zip(&kinds) {
            match kind {
                Kind::Count if hidden && *cell != Cell::Nothing => *cell = Cell::Few,
                Kind::Percent if some_hidden => *cell = Cell::Nothing,
                _ => {}
            }
        }
    }
}

fn is_few(cell: &Cell) -> bool {
    matches!(cell, Cell::Count(count) if (1..FEWEST).contains(count))
}

fn hide_second(table: &mut Table, at: usize) {
    if table.rows.iter().filter(|row| row[at] == Cell::Few).count() != 1 {
        return;
    }
    let told = table.rows.iter_mut().filter_map(|row| match row[at] {
        Cell::Count(count) if count > 0 => Some((count, &mut row[at])),
        _ => None,
    });
    if let Some((_, cell)) = told.min_by_key(|(count, _)| *count) {
        *cell = Cell::Few;
    }
}

#[cfg(test)]
mod tests {
    use super::leave_out;
    use crate::report::table::{Cell, Kind, Table};

    fn left(rows: &[[u64; 2]]) -> Vec<String> {
        let mut table = Table::new("t", String::new())
            .column("who", "", Kind::Words)
            .column("people", "", Kind::Count)
            .column("completed", "", Kind::Count)
            .column("percent", "", Kind::Percent);
        for [people, completed] in rows {
            let percent = Cell::part(*completed as usize, *people as usize);
            table.rows.push(vec![Cell::words("x"), Cell::Count(*people), Cell::Count(*completed), percent]);
        }
        leave_out(&mut table);
        table.rows.iter().map(|row| row[1..].iter().map(Cell::plain).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn small_numbers_and_what_they_could_be_counted_from_are_left_out() {
        assert_eq!(left(&[[20, 10], [30, 30]]), ["20 10 50", "30 30 100"]);
        // One row of three people: the smallest other row is left out too.
        assert_eq!(left(&[[20, 10], [3, 2], [30, 30]]), ["* * ", "* * ", "30 30 100"]);
        // Two rows hide each other.
        assert_eq!(left(&[[20, 10], [3, 0], [4, 4]]), ["20 * ", "* * ", "* * "]);
        assert_eq!(left(&[[20, 0], [10, 5]]), ["20 0 0", "10 5 50"]);
    }
}
