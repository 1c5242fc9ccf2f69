//! Spreadsheets as they come: of every kind, and those that mean harm.

use crate::fixture::root;
use partnership_desk::exchange::sheet::{Cell, NotASheet, read};
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn bytes_of(name: &str) -> Vec<u8> {
    std::fs::read(root().join("tests/sheets").join(name)).unwrap()
}

/// Packs parts as a workbook does.
fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook with one sheet of these cells.
fn workbook(cells: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OF: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    let book = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OF}\"><sheets><sheet name=\"One\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let relations = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"r1\" Type=\"{OF}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    let package = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"r1\" Type=\"{OF}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{cells}</sheetData></worksheet>");
    packed(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", package.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

/// An `OpenDocument` spreadsheet with one sheet of these rows.
fn open_document(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>\
         <table:table table:name=\"One\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    packed(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
        ("content.xml", content.as_bytes()),
    ])
}

#[test]
fn workbooks_are_read_cell_by_cell_with_their_types() {
    let sheets = read(&bytes_of("wiltshire-45.xlsx")).unwrap();
    assert_eq!(sheets.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>(), ["Register", "Notes"]);
    let register = &sheets[0];
    assert_eq!((register.rows.len(), register.heading()), (47, 1));
    assert_eq!(register.rows[2].cell(0), &Cell::Number(1.0));
    assert_eq!(register.rows[2].cell(1).text(), "Swindon Strategic Partnership");
    let sheets = read(&bytes_of("two.ods")).unwrap();
    let row = &sheets[0].rows[1];
    let texts: Vec<String> = row.cells.iter().map(Cell::text).collect();
    assert_eq!(texts, ["Neighbourhood Watch", "Non-statutory", "Network or forum", "1 April 2004", "1250.5"]);
    assert_eq!(sheets[0].rows.iter().map(|row| row.line).collect::<Vec<_>>(), [1, 2, 4]);
    let own = workbook(
        "<row r=\"3\"><c r=\"B3\" t=\"inlineStr\"><is><t>Name</t></is></c><c r=\"C3\" t=\"b\"><v>1</v></c>\
        <c r=\"D3\" t=\"e\"><v>#REF!</v></c></row>",
    );
    let row = &read(&own).unwrap()[0].rows[0];
    assert_eq!((row.line, row.cells.len()), (3, 4));
    assert_eq!(row.cells[1..], [Cell::Text("Name".into()), Cell::YesNo(true), Cell::Fault("#REF!".into())]);
}

#[test]
fn what_would_fill_the_memory_is_refused_before_it_does() {
    let far = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    assert_eq!(read(&workbook(far)), Err(NotASheet::TooWide("One".into())));
    let cell = format!("<row r=\"2\"><c r=\"C2\" t=\"inlineStr\"><is><t>{}</t></is></c></row>", "a".repeat(2 << 20));
    assert_eq!(read(&workbook(&cell)), Err(NotASheet::LongCell { line: 2, column: "C".into() }));
    let row = |n: u32| format!("<row r=\"{n}\"><c r=\"A{n}\"><v>1</v></c></row>");
    let rows = (1..=20_001).map(row).collect::<Vec<_>>().concat();
    assert_eq!(read(&workbook(&rows)), Err(NotASheet::TooLong("One".into())));
    // A cell that is a million times there, in rows that are there a million times; and spaces.
    let cell = "<table:table-cell office:value=\"1\" table:number-columns-repeated=\"16384\"/>";
    let row =
        |repeats: &str| format!("<table:table-row table:number-rows-repeated=\"{repeats}\">{cell}</table:table-row>");
    for repeats in ["1048576", "99999999999999999999", "x"] {
        assert_eq!(read(&open_document(&row(repeats))), Err(NotASheet::TooLargeUnpacked), "{repeats}");
    }
    assert_eq!(read(&open_document(&row("1").repeat(3_000))), Err(NotASheet::TooLargeUnpacked));
    let spaces = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>a<text:s text:c=\"4000000000\"/>\
        </text:p></table:table-cell></table:table-row>";
    assert_eq!(read(&open_document(spaces)), Err(NotASheet::TooLargeUnpacked));
    let empty = "<table:table-row><table:table-cell table:number-columns-repeated=\"99\"/></table:table-row>".repeat(9);
    assert_eq!(read(&open_document(&empty)), Err(NotASheet::Empty));
}

#[test]
fn a_file_that_unpacks_to_gigabytes_is_refused_while_it_unpacks() {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("xl/sharedStrings.xml", SimpleFileOptions::default().large_file(true)).unwrap();
    let chunk = vec![b'a'; 1 << 20];
    for _ in 0..1024 {
        archive.write_all(&chunk).unwrap();
    }
    let bomb = archive.finish().unwrap().into_inner();
    assert!(bomb.len() < 8 << 20, "{}", bomb.len());
    assert_eq!(read(&bomb), Err(NotASheet::TooLargeUnpacked));
}

#[test]
fn cut_and_changed_files_are_refused_and_never_stop_the_program() {
    for name in ["wiltshire-45.xlsx", "two.ods", "wiltshire-45.csv"] {
        let whole = bytes_of(name);
        for part in 0..40 {
            // Whatever comes of it, it comes as an answer.
            read(&whole[..whole.len() * part / 40]).ok();
            let mut changed = whole.clone();
            let at = whole.len() * part / 40;
            changed[at] ^= 0x5a;
            read(&changed).ok();
        }
        if !name.ends_with("csv") {
            assert_eq!(read(&whole[..whole.len() / 2]), Err(NotASheet::Damaged), "{name}");
        }
    }
    assert_eq!(read(b""), Err(NotASheet::Empty));
    assert_eq!(read(b"\x89PNG\r\n\x1a\n\0\0\0"), Err(NotASheet::Unknown));
    assert_eq!(read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old workbook"), Err(NotASheet::Locked));
    assert_eq!(read(&packed(&[("word/document.xml", b"<a/>")])), Err(NotASheet::Unknown));
    assert_eq!(read(&vec![b'a'; (32 << 20) + 1]), Err(NotASheet::TooLarge));
}
