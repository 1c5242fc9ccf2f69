//! Reports worked out and made into files, on the worker's side.

use crate::app::report::{Format, Report, Section, table_as_csv};
use crate::app::{App, Error};
use crate::gui::command::PdfUse;
use crate::gui::message::Event;
use crate::gui::report::ReportFile;
use std::path::Path;

/// Makes a report into a file that is to be saved.
pub(crate) fn file(app: &App, report: &Report, file: ReportFile) -> Result<Event, Error> {
    let about: String = report.subtitle.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let name = format!("{}-{}.{}", report.id, about.to_lowercase(), file.ending());
    let tables = report.sections.iter().find_map(|section| match section {
        Section::Table(table) => Some(table),
        Section::Heading(_) | Section::Text(_) | Section::Cards(_) | Section::Chart(_) => None,
    });
    let bytes = match (file, tables) {
        (ReportFile::Csv, Some(table)) => table_as_csv(table),
        (ReportFile::Csv, None) => return Err(Error::user("There is no table in this report", "Save it as a PDF")),
        (ReportFile::Pdf, _) => whole(app, report, Format::Pdf)?,
        (ReportFile::Xlsx, _) => whole(app, report, Format::Xlsx)?,
    };
    Ok(Event::KeptFile { name, bytes, then: PdfUse::Save })
}

fn whole(app: &App, report: &Report, format: Format) -> Result<Vec<u8>, Error> {
    let files = app.report_files(report, Path::new("report"), format);
    files.into_iter().next().map(|(_, bytes)| bytes).ok_or_else(|| Error::bug("A report gave no file"))
}
