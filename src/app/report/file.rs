//! A report as a file: PDF, XLSX or CSV, by the ending of its name.

use crate::app::{App, Error, Result};
use crate::report::{Report, csv, paper, xlsx};
use std::path::{Path, PathBuf};

/// What kind of file a report is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For reading and printing.
    Pdf,
    /// For calculating.
    Xlsx,
    /// For other programs: a file for each table.
    Csv,
}

impl Format {
    /// Returns the kind of file that a name ends with.
    ///
    /// # Errors
    ///
    /// It ends with none that reports are written as.
    pub fn of(path: &Path) -> Result<Self> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        match ending.as_str() {
            "pdf" => Ok(Self::Pdf),
            "xlsx" => Ok(Self::Xlsx),
            "csv" => Ok(Self::Csv),
            _ => Err(Error::surroundings(
                format!("A report cannot be written as “{}”", path.display()),
                "Give a name that ends in .pdf, .xlsx or .csv",
            )),
        }
    }
}

impl App {
    /// Returns the files of a report by their names: one, or for CSV one for each table.
    ///
    /// A report of one table is a CSV of the name given; of several, each gets the table's id
    /// behind the name: `quarter.csv` becomes `quarter-new.csv` and so on.
    pub fn report_files(&self, report: &Report, path: &Path, format: Format) -> Vec<(PathBuf, Vec<u8>)> {
        match format {
            Format::Pdf => vec![(path.to_owned(), paper::write(report, &self.pack))],
            Format::Xlsx => vec![(path.to_owned(), xlsx::write(report, &self.pack.body))],
            Format::Csv => {
                let tables = report.tables();
                let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
                let name = |id: &str| match tables.len() {
                    1 => path.to_owned(),
                    _ => path.with_file_name(format!("{stem}-{id}.csv")),
                };
                tables.iter().map(|table| (name(&table.id), csv::write(table))).collect()
            }
        }
    }
}
