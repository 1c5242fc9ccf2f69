//! What stands in the cells of CSV and XLSX, read back.

use super::{every_kind, report, whole};
use partnership_desk::report::{Cell, Section, csv, xlsx};
use std::io::{Cursor, Read as _};

/// Reads a CSV as RFC 4180 says, with nothing taken away.
pub(super) fn read_csv(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).unwrap().strip_prefix('\u{feff}').expect("it begins with its mark");
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut letters = text.chars().peekable();
    let mut quoted = false;
    while let Some(letter) = letters.next() {
        match (quoted, letter) {
            (true, '"') if letters.peek() == Some(&'"') => cell.extend(letters.next()),
            (true, '"') => quoted = false,
            (false, '"') => quoted = true,
            (false, ',') => row.push(std::mem::take(&mut cell)),
            (false, '\r') => {
                assert_eq!(letters.next(), Some('\n'), "a line ends with both signs");
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            (false, '\n') => panic!("a line ends without its first sign"),
            (_, other) => cell.push(other),
        }
    }
    assert!(row.is_empty() && cell.is_empty() && !quoted, "the last line ends as the others do");
    rows
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap_or_else(|_| panic!("{name} is missing")).read_to_string(&mut text).unwrap();
    text
}

/// Returns the XML of a sheet, from 1.
pub(super) fn sheet(bytes: &[u8], number: usize) -> String {
    part(bytes, &format!("xl/worksheets/sheet{number}.xml"))
}

/// Returns the texts that cells refer to, in order.
pub(super) fn strings(bytes: &[u8]) -> Vec<String> {
    let text = part(bytes, "xl/sharedStrings.xml");
    let inside = |item: &str| {
        let (_, rest) = item.split_once('>').unwrap();
        let text = rest.split_once("</t>").unwrap().0;
        let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
        plain.iter().fold(text.to_owned(), |text, (code, sign)| text.replace(code, sign))
    };
    text.split("<t").skip(1).filter(|item| !item.starts_with("able")).map(inside).collect()
}

#[test]
fn a_csv_holds_plain_values_and_no_sums() {
    let rows = read_csv(&csv::write(&every_kind()));
    assert_eq!(
        rows[0],
        ["Reference", "Partnership", "Agreed on", "Value", "Hours a month", "Highest risk", "In PDR", "Register"]
    );
    let name = "Safer Kennet, \"the\" partnership";
    assert_eq!(rows[1], ["WK-0001", name, "2026-02-28", "1250.50", "2.5", "20", "Yes", "corporate"]);
    assert_eq!(rows[2][1..4], ["Llŷr Łódź – £1,250 ½\nsecond line", "1999-12-31", "99999999.99"]);
    assert_eq!(rows[3], ["WK-0001", "Nothing known", "", "", "", "", "", ""]);
    assert_eq!(rows.len(), 4);
}

#[test]
fn an_xlsx_has_a_sheet_for_each_table_and_a_data_dictionary() {
    let bytes = xlsx::write(&whole(), "Service");
    let book = part(&bytes, "xl/workbook.xml");
    let names: Vec<&str> = book.split("<sheet name=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(
        names,
        [
            "All partnerships",
            "Figures Partnerships by stage a",
            "Figures Reviews on time by quar",
            "Figures Cost against benefit",
            "Figures Risks by likelihood and",
            "Data dictionary"
        ]
    );
    let first = sheet(&bytes, 1);
    // Headings stay in view, and the rows but not their sums can be filtered.
    assert!(first.contains("state=\"frozen\"") && first.contains("<autoFilter ref=\"A1:H4\"/>"), "{first}");
    let value = |place: &str| {
        let cell = first.split(&format!("<c r=\"{place}\"")).nth(1)?;
        Some(cell.split_once("<v>")?.1.split_once("</v>")?.0.to_owned())
    };
    // 28 February 2026 is day 46081 of Excel's calendar.
    assert_eq!(value("C2").as_deref(), Some("46081"));
    assert_eq!(value("D2").as_deref(), Some("1250.5"));
    assert_eq!(value("D5").as_deref(), Some("100001250.49"));
    assert_eq!(value("E3").as_deref(), Some("0.25"));
    let styles = part(&bytes, "xl/styles.xml");
    assert!(styles.contains("[$£-809]#,##0.00") && styles.contains("dd/mm/yyyy"), "{styles}");
    let told = strings(&bytes);
    for column in &every_kind().columns {
        assert!(told.contains(&column.meaning), "{}", column.meaning);
    }
    assert!(told.iter().any(|text| text == "Pounds and pence (£)"));
    assert!(part(&bytes, "docProps/core.xml").contains("2026-10-03T00:00:00Z"));
}

#[test]
fn a_table_without_rows_is_a_sheet_with_headings() {
    let mut table = every_kind();
    (table.rows, table.totals) = (vec![], None);
    let bytes = xlsx::write(&report(vec![Section::Table(table.clone())]), "Service");
    assert!(sheet(&bytes, 1).contains("<autoFilter ref=\"A1:H1\"/>"));
    assert_eq!(read_csv(&csv::write(&table)).len(), 1);
}

#[test]
fn a_date_before_the_calendar_of_spreadsheets_is_text() {
    let mut table = every_kind();
    table.rows[0].cells[2] = Cell::Date(super::day("1850-01-02"));
    let bytes = xlsx::write(&report(vec![Section::Table(table)]), "Service");
    assert!(strings(&bytes).contains(&"1850-01-02".to_owned()));
}
