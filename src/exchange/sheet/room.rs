//! How large a workbook is once unpacked, found out before it is.
//!
//! A few kilobytes may unpack to gigabytes, by their compression or by saying "this cell, a million times". What a
//! file says of its own sizes is not believed: everything is unpacked once, and thrown away while it comes.

use super::NotASheet;
use quick_xml::events::{BytesStart, Event};
use std::io::{BufReader, Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// The most bytes of all parts of a workbook together, unpacked.
const MOST_UNPACKED: u64 = 200 << 20;
/// The most parts of a workbook.
const MOST_PARTS: usize = 2_000;
/// The most cells, or spaces, that a part may say it holds.
const MOST_SAID: u64 = 4_000_000;

/// The part of an `OpenDocument` spreadsheet with its cells.
const CONTENT: &str = "content.xml";

/// Unpacks a workbook for its size alone.
pub(super) fn check(bytes: &[u8]) -> Result<(), NotASheet> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_why| NotASheet::Damaged)?;
    if archive.len() > MOST_PARTS {
        return Err(NotASheet::TooLargeUnpacked);
    }
    let mut unpacked = 0;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|why| refused(&why))?;
        unpacked += size(part.take(MOST_UNPACKED + 1 - unpacked))?;
        if unpacked > MOST_UNPACKED {
            return Err(NotASheet::TooLargeUnpacked);
        }
    }
    let Ok(content) = archive.by_name(CONTENT) else { return Ok(()) };
    if said(BufReader::new(content))? > MOST_SAID { Err(NotASheet::TooLargeUnpacked) } else { Ok(()) }
}

fn refused(why: &ZipError) -> NotASheet {
    let is_locked = matches!(why, ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED));
    if is_locked { NotASheet::Locked } else { NotASheet::Damaged }
}

fn size(mut part: impl Read) -> Result<u64, NotASheet> {
    std::io::copy(&mut part, &mut std::io::sink()).map_err(|_why| NotASheet::Damaged)
}

/// Counts the cells and spaces that an `OpenDocument` spreadsheet makes of what it repeats.
fn said(part: impl std::io::BufRead) -> Result<u64, NotASheet> {
    let mut reader = quick_xml::Reader::from_reader(part);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    let mut sheet = Said::default();
    let mut total: u64 = 0;
    loop {
        match reader.read_event_into(&mut buffer).map_err(|_why| NotASheet::Damaged)? {
            Event::Start(tag) => sheet.open(&tag),
            Event::Empty(tag) => {
                sheet.open(&tag);
                sheet.close(tag.name().as_ref());
            }
            Event::End(tag) => {
                sheet.close(tag.name().as_ref());
                if tag.name().as_ref() == "table:table" {
                    total = total.saturating_add(std::mem::take(&mut sheet).cells());
                }
            }
            Event::Eof => return Ok(total.saturating_add(sheet.cells())),
            Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
        if sheet.kept.saturating_add(sheet.spaces).saturating_add(total) > MOST_SAID {
            return Ok(u64::MAX);
        }
        buffer.clear();
    }
}

/// What one sheet says it holds: only what stands before something counts.
#[derive(Default)]
struct Said {
    /// The rows up to the last that holds anything, and those after it.
    rows: u64,
    empty_rows: u64,
    /// The columns up to the last cell of the row that holds anything, and those after it.
    columns: u64,
    empty_columns: u64,
    widest: u64,
    repeats: u64,
    /// The cells that are kept as they are read.
    kept: u64,
    spaces: u64,
}

impl Said {
    fn open(&mut self, tag: &BytesStart<'_>) {
        match tag.name().as_ref() {
            "table:table-row" => {
                self.repeats = count(tag, "table:number-rows-repeated");
                (self.columns, self.empty_columns) = (0, 0);
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let repeats = count(tag, "table:number-columns-repeated");
                if holds_something(tag) {
                    let more = self.empty_columns.saturating_add(repeats);
                    self.columns = self.columns.saturating_add(more);
                    self.kept = self.kept.saturating_add(more);
                    self.empty_columns = 0;
                } else {
                    self.empty_columns = self.empty_columns.saturating_add(repeats);
                }
            }
            "text:s" => self.spaces = self.spaces.saturating_add(count(tag, "text:c")),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if name != "table:table-row" {
            return;
        }
        if self.columns == 0 {
            self.empty_rows = self.empty_rows.saturating_add(self.repeats);
        } else {
            self.rows = self.rows.saturating_add(self.empty_rows).saturating_add(self.repeats);
            self.widest = self.widest.max(self.columns);
            self.empty_rows = 0;
        }
    }

    fn cells(&self) -> u64 {
        self.rows.saturating_mul(self.widest).saturating_add(self.spaces)
    }
}

/// Reads how often something is repeated; what cannot be read is far too often.
fn count(tag: &BytesStart<'_>, name: &str) -> u64 {
    let mut attributes = tag.attributes();
    let given = attributes.with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name);
    given.map_or(1, |attribute| attribute.value.trim().parse().unwrap_or(u64::MAX))
}

/// Does a cell hold a value or a formula?
fn holds_something(tag: &BytesStart<'_>) -> bool {
    let mut attributes = tag.attributes();
    attributes.with_checks(false).flatten().any(|attribute| {
        let name: &str = attribute.key.as_ref();
        name.starts_with("office:") || name == "table:formula" || name == "calcext:value-type"
    })
}
