//! Text that a spreadsheet would run as a formula, in every text column of CSV and XLSX.

use super::sheets::{read_csv, sheet, strings};
use super::{every_kind, report};
use partnership_desk::report::{Cell, Column, Kind, Report, Row, Section, Table, csv, xlsx};

/// What begins a formula somewhere, and what hides it.
const SIGNS: &[&str] = &[
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
    " =",
    "\u{a0}=",
    "\u{feff}=",
    "\u{200b}=",
    "\t=",
    "\r\n=",
];
const BODIES: &[&str] = &["1+1", "cmd|' /C calc'!A0", "HYPERLINK(\"http://x.example\",\"y\")", "", "SUM(A1:A9)"];

fn texts() -> Vec<String> {
    let text = |sign: &str| BODIES.iter().map(move |body| format!("{sign}{body}")).collect::<Vec<_>>();
    SIGNS.iter().copied().flat_map(text).collect()
}

/// Makes a report of one table in which every text, heading, mark and title begins a formula.
pub(super) fn report_of(texts: &[String]) -> Report {
    let columns = vec![Column::new("a", "=1+1", Kind::Text, "=2+2"), Column::new("b", "@SUM(1)", Kind::Text, "-1")];
    let row = |text: &String| Row {
        cells: vec![Cell::text(text.as_str()), Cell::text(text.as_str())],
        mark: text.clone(),
        leads_to: vec![],
    };
    let table = Table {
        id: "hostile".into(),
        title: "=cmd".into(),
        note: "+1".into(),
        columns,
        marks: Some(Column::new("mark", "+mark", Kind::Text, "=3")),
        rows: texts.iter().map(row).collect(),
        totals: None,
    };
    Report { title: "=1+1".into(), subtitle: "@x".into(), ..report(vec![Section::Table(table)]) }
}

pub(super) fn every_danger() -> Report {
    report_of(&texts())
}

/// May a spreadsheet take this for a formula?
fn is_formula(text: &str) -> bool {
    let seen = text.trim_start_matches([' ', '\u{a0}', '\u{200b}', '\u{feff}']);
    "=+-@\t\r\n＝＋－＠".chars().any(|sign| seen.starts_with(sign))
}

#[test]
fn no_text_of_a_csv_begins_a_formula_and_none_loses_a_letter() {
    let table = every_danger().tables().remove(0);
    let rows = read_csv(&csv::write(&table));
    assert_eq!(rows.len(), 1 + texts().len());
    for cell in rows.iter().flatten() {
        assert!(!is_formula(cell), "{cell:?}");
    }
    for (row, text) in rows[1..].iter().zip(texts()) {
        assert!(is_formula(&text), "{text:?} is no danger: the list is wrong");
        assert_eq!(*row, vec![format!("'{text}"); 3]);
    }
}

#[test]
fn numbers_below_nothing_stay_numbers_in_a_csv() {
    let mut table = every_kind();
    table.rows[0].cells[3] = Cell::Money(partnership_desk::model::money::Pence(-125));
    table.rows[0].cells[5] = Cell::Whole(-3);
    let rows = read_csv(&csv::write(&table));
    assert_eq!((rows[1][3].as_str(), rows[1][5].as_str()), ("-1.25", "-3"));
}

#[test]
fn an_xlsx_holds_text_as_text_and_neither_formula_nor_link() {
    let bytes = xlsx::write(&every_danger(), "Service");
    let strings = strings(&bytes);
    for text in texts() {
        // Excel's own way of writing a line end that it would else turn into another.
        let written = text.replace('\r', "_x000D_");
        assert!(strings.contains(&written), "{text:?} is not there as it was");
    }
    for number in 1..=2 {
        let sheet = sheet(&bytes, number);
        assert!(!sheet.contains("<f>") && !sheet.contains("<f ") && !sheet.contains("<hyperlink"), "{sheet}");
        // Every cell is a shared string.
        assert_eq!(sheet.matches("<c r=").count(), sheet.matches("t=\"s\"").count());
    }
}
