//! A table as CSV: RFC 4180, UTF-8 with its mark, dates as 2026-03-31, plain numbers.
//!
//! Spreadsheets take a cell that begins with a sign such as "=" for a formula and
//! run it. Text that would be taken so gets an apostrophe before it; numbers are
//! written from typed cells alone. Sums are left out: a file of data is summed by
//! who reads it.

use super::table::{Cell, Table, yes_no};
use crate::model::number::write_number;
use csv::{Terminator, WriterBuilder};

/// The first bytes of the file: they tell spreadsheets that it is UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes a table.
pub fn write(table: &Table) -> Vec<u8> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(MARK.to_vec());
    let heads = table.all_columns().map(|column| guarded(&column.label)).collect::<Vec<_>>();
    let rows = table.all_rows().map(|cells| cells.iter().map(plain).collect());
    for record in std::iter::once(heads).chain(rows) {
        writer.write_record(record).expect("every row has a cell for each column, and memory takes all");
    }
    writer.into_inner().expect("writing to memory cannot fail")
}

/// Writes a cell without marks for people: 1250.50, 2026-03-31.
fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => guarded(text),
        Cell::Whole(number) => number.to_string(),
        Cell::Number(number) => write_number(*number),
        Cell::Money(pence) => {
            let all = pence.0.unsigned_abs();
            format!("{}{}.{:02}", if pence.0 < 0 { "-" } else { "" }, all / 100, all % 100)
        }
        Cell::Date(day) => day.iso(),
        Cell::YesNo(yes) => yes_no(*yes).to_owned(),
    }
}

/// Puts an apostrophe before text that a spreadsheet would take for a formula.
fn guarded(text: &str) -> String {
    // Some programs skip what cannot be seen before they look for the sign.
    let seen = text.trim_start_matches([' ', '\u{a0}', '\u{200b}', '\u{feff}']);
    if seen.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::day::Day;
    use crate::model::money::Pence;
    use crate::report::table::{Column, Kind, Row};

    fn table(kind: Kind, cells: Vec<Cell>) -> Table {
        let rows = cells.into_iter().map(|cell| Row::new(vec![cell])).collect();
        Table { columns: vec![Column::new("a", "A", kind, "")], rows, ..Table::default() }
    }

    #[track_caller]
    fn check(table: &Table, expected: &str) {
        assert_eq!(String::from_utf8(write(table)).unwrap(), format!("\u{feff}{expected}"));
    }

    #[test]
    fn values_are_plain() {
        check(
            &table(Kind::Money, vec![Cell::Money(Pence(125_005)), Cell::Money(Pence(-50))]),
            "A\r\n1250.05\r\n-0.50\r\n",
        );
        check(&table(Kind::Whole, vec![Cell::Whole(12_345), Cell::Whole(-3)]), "A\r\n12345\r\n-3\r\n");
        check(&table(Kind::Number, vec![Cell::Number(2.5), Cell::Number(-1.0)]), "A\r\n2.5\r\n-1\r\n");
        check(&table(Kind::Date, vec![Cell::Date(Day::new(2026, 4, 3).unwrap())]), "A\r\n2026-04-03\r\n");
        check(&table(Kind::YesNo, vec![Cell::YesNo(true), Cell::Empty]), "A\r\nYes\r\n\"\"\r\n");
    }

    #[test]
    fn quotes_commas_and_line_ends_stay_inside_their_cell() {
        let text = Cell::text("A \"quoted\", old\nname – Llŷr £1");
        check(&table(Kind::Text, vec![text]), "A\r\n\"A \"\"quoted\"\", old\nname – Llŷr £1\"\r\n");
    }

    #[test]
    fn a_mark_is_a_column_of_its_own() {
        let mut marked = table(Kind::Whole, vec![Cell::Whole(15), Cell::Whole(4)]);
        marked.marks = Some(Column::new("mark", "Register", Kind::Text, ""));
        marked.rows[0].mark = "corporate".into();
        check(&marked, "A,Register\r\n15,corporate\r\n4,\r\n");
    }
}
