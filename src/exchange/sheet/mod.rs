//! Spreadsheets that a register was kept in: rows of cells, read with limits and without trust.
//!
//! `text` reads separated text, `book` reads workbooks, and `room` looks how large a workbook is once unpacked,
//! before it is. What the cells mean is for `app` to say.

mod book;
mod room;
mod text;

pub use text::decoded;

use crate::model::day::Day;
use crate::model::number::{with_commas, write_number};

/// The most bytes of a file.
pub const MOST_BYTES: usize = 32 << 20;
/// The most rows of a sheet that hold anything.
pub const MOST_ROWS: usize = 20_000;
/// The most columns of a sheet.
pub const MOST_COLUMNS: usize = 200;
/// The most characters of a cell.
const MOST_LETTERS: usize = 100_000;
/// The most cells of a sheet that hold anything.
const MOST_CELLS: usize = 1_000_000;
/// Among how many rows at the top the headings are looked for.
const HEADINGS_WITHIN: usize = 20;

/// One sheet of a file, with the rows that hold anything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Its name; empty for a text file.
    pub name: String,
    /// Its rows in order.
    pub rows: Vec<SheetRow>,
}

/// One row of a sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetRow {
    /// Its number as the spreadsheet shows it, from 1.
    pub line: usize,
    /// Its cells from the first column on.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Words, or anything in a text file.
    Text(String),
    /// A number.
    Number(f64),
    /// A date.
    Date(Day),
    /// Yes or no.
    YesNo(bool),
    /// An error of the spreadsheet's own, such as `#REF!`.
    Fault(String),
}

/// Why a file is not read as a spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotASheet {
    /// The file is too large.
    #[error("it is larger than {} MB", MOST_BYTES >> 20)]
    TooLarge,
    /// Unpacked it would be far too large.
    #[error("unpacked it would be far larger than any register")]
    TooLargeUnpacked,
    /// A sheet has too many rows.
    #[error("the sheet “{0}” has more than {rows} rows", rows = with_commas(MOST_ROWS as u64))]
    TooLong(String),
    /// A sheet has too many columns.
    #[error("the sheet “{0}” has more than {MOST_COLUMNS} columns")]
    TooWide(String),
    /// One cell holds too much.
    #[error("the cell in row {line}, column {column} holds more than {letters} characters", letters = with_commas(MOST_LETTERS as u64))]
    LongCell {
        /// The row.
        line: usize,
        /// The column's letters.
        column: String,
    },
    /// A password is asked for.
    #[error("it is protected by a password, or was saved by Excel 97 to 2003")]
    Locked,
    /// It is cut off or damaged.
    #[error("it is damaged or cut off")]
    Damaged,
    /// It is no spreadsheet.
    #[error("it is no spreadsheet that can be read here")]
    Unknown,
    /// There is nothing in it.
    #[error("there is nothing in it")]
    Empty,
}

impl NotASheet {
    /// Says what to do.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::TooLarge | Self::TooLargeUnpacked => "Take pictures and sheets that are not needed out of it",
            Self::TooLong(_) => "Divide it, and bring in one part after the other",
            Self::TooWide(_) | Self::LongCell { .. } => "Keep the columns and cells that belong to the register",
            Self::Locked => "Open it in Excel and save it as .xlsx without a password",
            Self::Damaged => "Open it in the program it was made with, and save it again",
            Self::Unknown => "Save it as .xlsx, .ods or .csv",
            Self::Empty => "Choose the file with the register in it",
        }
    }
}

/// Reads every sheet of a file that holds anything; its first bytes say what it is.
///
/// # Errors
///
/// [`NotASheet`] says why it is refused.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, NotASheet> {
    if bytes.len() > MOST_BYTES {
        return Err(NotASheet::TooLarge);
    }
    let mut sheets = if bytes.starts_with(b"PK") {
        room::check(bytes)?;
        // The library may stop at bytes that nobody foresaw; then the file is damaged, and no more than that.
        std::panic::catch_unwind(|| book::read(bytes)).unwrap_or(Err(NotASheet::Damaged))?
    } else if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(NotASheet::Locked);
    } else {
        vec![text::read(bytes)?]
    };
    sheets.retain(|sheet| !sheet.rows.is_empty());
    if sheets.is_empty() { Err(NotASheet::Empty) } else { Ok(sheets) }
}

impl Sheet {
    /// Returns the place of the row with the headings: the first near the top that is filled as the others are, with words.
    pub fn heading(&self) -> usize {
        let top = || self.rows.iter().take(HEADINGS_WITHIN);
        let widest = top().map(SheetRow::filled).max().unwrap_or(0);
        let is_heading = |row: &SheetRow| {
            let words = row.cells.iter().filter(|cell| matches!(cell, Cell::Text(_))).count();
            words == row.filled() && words * 5 >= widest * 3
        };
        top().position(is_heading).unwrap_or(0)
    }

    /// Puts a cell in its place; rows come in order.
    fn put(&mut self, line: usize, column: usize, cell: Cell) -> Result<(), NotASheet> {
        if cell == Cell::Empty {
            return Ok(());
        }
        if column >= MOST_COLUMNS {
            return Err(NotASheet::TooWide(self.name.clone()));
        }
        if let Cell::Text(text) = &cell
            && text.len() > MOST_LETTERS
        {
            return Err(NotASheet::LongCell { line, column: letters(column) });
        }
        if self.rows.last().is_none_or(|row| row.line != line) {
            if self.rows.len() == MOST_ROWS {
                return Err(NotASheet::TooLong(self.name.clone()));
            }
            self.rows.push(SheetRow { line, cells: vec![] });
        }
        let Some(row) = self.rows.last_mut() else { return Ok(()) };
        if row.cells.len() <= column {
            row.cells.resize(column + 1, Cell::Empty);
        }
        row.cells[column] = cell;
        Ok(())
    }
}

impl SheetRow {
    /// Returns a cell; nothing beyond the last.
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }

    /// Counts the cells that hold something.
    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| **cell != Cell::Empty).count()
    }
}

impl Cell {
    /// Makes a cell of words; only spaces are nothing.
    fn words(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    /// Returns what it holds as it would be typed.
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Fault(text) => text.clone(),
            Self::Number(n) => write_number(*n),
            Self::Date(day) => day.to_string(),
            Self::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        }
    }
}

/// Returns a column's letters as the spreadsheet shows them: A, B, … Z, AA.
pub fn letters(column: usize) -> String {
    let (high, low) = (column / 26, column % 26);
    let letter = char::from(b'A' + u8::try_from(low).unwrap_or(0));
    if high == 0 { letter.to_string() } else { format!("{}{letter}", letters(high - 1)) }
}
