//! Bringing in a register that was kept in a spreadsheet: its columns become answers of the form that starts a
//! partnership, its rows partnerships.
//!
//! Reading order: `target` (what a column may answer), `guess` (which it seems to answer), `value` (from cells to
//! what would have been typed), `rows` (what becomes of each row), `bring` (making them, and undoing it).

mod bring;
mod guess;
mod rows;
mod target;
mod value;

pub use crate::exchange::sheet::{Cell, Sheet, SheetRow, letters};
pub use bring::Undone;
pub use rows::{RowLine, RowState};
pub use target::{Target, TargetId, needed, targets};

use super::App;
use super::error::{Error, Result};
use crate::model::id::{Digest, QuestionId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A file with a register in it.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetFile {
    /// Its name.
    pub name: String,
    /// The digest of its bytes.
    pub digest: Digest,
    /// Its sheets that hold anything.
    pub sheets: Vec<Sheet>,
}

/// How a sheet is to be brought in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The sheet, by its place in the file.
    pub sheet: usize,
    /// The row with the headings, by its place in the sheet.
    pub heading: usize,
    /// What each column answers, by the column's place; a column that is missing is left out.
    pub columns: BTreeMap<usize, TargetId>,
    /// Answers that are the same for all rows, as they would be typed.
    pub fixed: BTreeMap<QuestionId, String>,
    /// Are rows with mistakes left out, rather than brought in without the cells that are wrong?
    pub strict: bool,
    /// Are all rows brought in whose names are near that of another partnership?
    pub with_near: bool,
    /// Rows that a person decided about, by their number: brought in or not.
    pub picked: BTreeMap<usize, bool>,
}

/// An import to be made.
#[derive(Clone, Debug)]
pub struct Import {
    /// The file.
    pub file: Arc<SheetFile>,
    /// How.
    pub plan: Plan,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// Its id: it is undone by it.
    pub id: String,
    /// The file's name.
    pub file: String,
    /// What became of each row.
    pub rows: Vec<RowLine>,
}

impl SheetFile {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// It is no spreadsheet, too large, or damaged.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self> {
        let sheets = crate::exchange::sheet::read(bytes)
            .map_err(|why| Error::user(format!("“{name}” is not brought in: {why}"), why.hint()))?;
        Ok(Self { name: name.to_owned(), digest: Digest::of(bytes), sheets })
    }

    /// Returns the sheet of a plan.
    pub fn sheet(&self, plan: &Plan) -> Option<&Sheet> {
        self.sheets.get(plan.sheet)
    }

    /// Returns the columns of a plan's sheet that hold anything: their place and their heading.
    pub fn columns(&self, plan: &Plan) -> Vec<(usize, String)> {
        let Some(sheet) = self.sheet(plan) else { return vec![] };
        let rows = || sheet.rows.iter().skip(plan.heading);
        let places: BTreeSet<usize> = rows().flat_map(|row| 0..row.cells.len()).collect();
        let is_filled = |at: &usize| rows().any(|row| *row.cell(*at) != Cell::Empty);
        let heading = |at| sheet.rows.get(plan.heading).map(|row| row.cell(at).text()).unwrap_or_default();
        places.into_iter().filter(is_filled).map(|at| (at, heading(at))).collect()
    }

    /// Returns the first few different values of a column.
    pub fn samples(&self, plan: &Plan, column: usize, most: usize) -> Vec<String> {
        let mut samples: Vec<String> = Vec::new();
        let rows = self.sheet(plan).into_iter().flat_map(|sheet| sheet.rows.iter().skip(plan.heading + 1));
        for text in rows.map(|row| row.cell(column).text()) {
            if samples.len() == most {
                break;
            }
            if !text.is_empty() && !samples.contains(&text) {
                samples.push(text);
            }
        }
        samples
    }
}

impl App {
    /// Guesses how a sheet of a file is to be brought in.
    pub fn guess_plan(&self, file: &SheetFile, sheet: usize) -> Plan {
        let heading = file.sheets.get(sheet).map_or(0, Sheet::heading);
        let mut plan = Plan { sheet, heading, ..Plan::default() };
        plan.columns = guess::columns(&self.pack, file, &plan);
        plan
    }

    /// Reads what a column is to answer: a question stands for its whole answer, of a table or a person for what names it.
    ///
    /// # Errors
    ///
    /// No column can answer that.
    pub fn import_target(&self, text: &str) -> Result<TargetId> {
        let (wanted, targets) = (TargetId::parse(text), targets(&self.pack));
        let exact = targets.iter().find(|target| target.id == wanted);
        let first = || targets.iter().find(|target| target.id.question == wanted.question && wanted.cell.is_empty());
        let found = exact.or_else(first).map(|target| target.id.clone());
        found.ok_or_else(|| rows::no_target(&targets, &wanted))
    }
}
