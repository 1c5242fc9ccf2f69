//! Workbooks of Excel and `OpenDocument`, cell by cell.

use super::{Cell, MOST_CELLS, NotASheet, Sheet};
use crate::model::day::Day;
use calamine::{Data, DataRef, ExcelDateTime, Ods, OdsError, Reader as _, Xlsx, XlsxError};
use std::io::Cursor;

/// Reads the sheets of a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, NotASheet> {
    match Xlsx::new(Cursor::new(bytes)) {
        Ok(book) => excel(book),
        Err(XlsxError::Password) => Err(NotASheet::Locked),
        // What is none of Excel may be one of `OpenDocument`.
        Err(_other) => match Ods::new(Cursor::new(bytes)) {
            Ok(book) => open_document(book),
            Err(OdsError::Password) => Err(NotASheet::Locked),
            Err(OdsError::InvalidMime(_) | OdsError::FileNotFound("mimetype")) => Err(NotASheet::Unknown),
            Err(_) => Err(NotASheet::Damaged),
        },
    }
}

fn excel(mut book: Xlsx<Cursor<&[u8]>>) -> Result<Vec<Sheet>, NotASheet> {
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let mut sheet = Sheet { name, rows: vec![] };
        // A chart is a sheet too; it has no cells.
        let Ok(mut cells) = book.worksheet_cells_reader(&sheet.name) else { continue };
        let mut found = Vec::new();
        while let Some(cell) = cells.next_cell().map_err(|_why| NotASheet::Damaged)? {
            let (line, column) = cell.get_position();
            let value = of_excel(cell.get_value());
            if value != Cell::Empty {
                found.push(((line, column), value));
            }
            if found.len() > MOST_CELLS {
                return Err(NotASheet::TooLong(sheet.name));
            }
        }
        fill(&mut sheet, found)?;
        sheets.push(sheet);
    }
    Ok(sheets)
}

fn open_document(mut book: Ods<Cursor<&[u8]>>) -> Result<Vec<Sheet>, NotASheet> {
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).map_err(|_why| NotASheet::Damaged)?;
        let (first_line, first_column) = range.start().unwrap_or_default();
        let place = |line: usize, column: usize| -> Option<(u32, u32)> {
            Some((first_line + u32::try_from(line).ok()?, first_column + u32::try_from(column).ok()?))
        };
        let cells = range.used_cells();
        let found = cells.filter_map(|(line, column, cell)| Some((place(line, column)?, of_open_document(cell))));
        let mut sheet = Sheet { name, rows: vec![] };
        fill(&mut sheet, found.collect())?;
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// Puts cells in their places; a file may list them in any order.
fn fill(sheet: &mut Sheet, mut cells: Vec<((u32, u32), Cell)>) -> Result<(), NotASheet> {
    cells.sort_by_key(|(place, _)| *place);
    for ((line, column), cell) in cells {
        sheet.put(line as usize + 1, column as usize, cell)?;
    }
    Ok(())
}

fn of_excel(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        #[expect(clippy::cast_precision_loss, reason = "whole numbers of a register are far below 2^53")]
        DataRef::Int(n) => Cell::Number(*n as f64),
        DataRef::Float(n) => Cell::Number(*n),
        DataRef::String(text) => Cell::words(text),
        DataRef::SharedString(text) => Cell::words(text),
        DataRef::Bool(yes) => Cell::YesNo(*yes),
        DataRef::DateTime(moment) => of_moment(*moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => of_iso(text),
        DataRef::Error(error) => Cell::Fault(error.to_string()),
    }
}

fn of_open_document(value: &Data) -> Cell {
    match value {
        Data::Empty => Cell::Empty,
        #[expect(clippy::cast_precision_loss, reason = "whole numbers of a register are far below 2^53")]
        Data::Int(n) => Cell::Number(*n as f64),
        Data::Float(n) => Cell::Number(*n),
        Data::String(text) => Cell::words(text),
        Data::Bool(yes) => Cell::YesNo(*yes),
        Data::DateTime(moment) => of_moment(*moment),
        Data::DateTimeIso(text) | Data::DurationIso(text) => of_iso(text),
        Data::Error(error) => Cell::Fault(error.to_string()),
    }
}

/// A date of Excel counts days; less than one is a time of the day.
fn of_moment(moment: ExcelDateTime) -> Cell {
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let found = Day::new(i32::from(year), u32::from(month), u32::from(day));
    let is_day = moment.is_datetime() && moment.as_f64() >= 1.0;
    found.filter(|_| is_day).map_or(Cell::Number(moment.as_f64()), Cell::Date)
}

fn of_iso(text: &str) -> Cell {
    let day = text.get(..10).and_then(Day::parse_iso);
    day.map_or_else(|| Cell::words(text), Cell::Date)
}
