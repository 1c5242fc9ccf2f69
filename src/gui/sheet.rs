//! What the window knows of a spreadsheet that is brought in, and what its screen may ask for.

use crate::app::sheet::{Imported, Plan, RowLine, SheetFile, TargetId, Undone};
use crate::model::id::QuestionId;
use std::sync::Arc;

/// What the screen of a spreadsheet asks for.
#[derive(Clone, Debug)]
pub(crate) enum SheetCommand {
    /// Asks for the file.
    Choose,
    /// Takes another sheet of the file, by its place.
    Use(usize),
    /// Says what a column answers; none: it is left out.
    Answers {
        /// The column's place.
        column: usize,
        /// What it answers.
        target: Option<TargetId>,
    },
    /// Gives an answer for all rows; empty takes it away.
    ForAll {
        /// The question.
        question: QuestionId,
        /// The answer as it would be typed.
        value: String,
    },
    /// Brings one row in, by its number, or leaves it out.
    Pick(usize, bool),
    /// Leaves rows with mistakes out, or brings them in without the cells that are wrong.
    Strict(bool),
    /// Brings in all rows whose names are near that of another partnership.
    WithNear(bool),
    /// Brings the rows in.
    BringIn,
    /// Takes what was brought in off the register again.
    Undo,
    /// Begins again, with another file.
    Again,
}

/// A spreadsheet that is brought in.
#[derive(Clone, Debug)]
pub(crate) struct SheetWork {
    /// The file.
    pub(crate) file: Arc<SheetFile>,
    /// How it is brought in.
    pub(crate) plan: Plan,
    /// What would become of its rows, or why that cannot be said and what to do; none: not found out yet.
    pub(crate) rows: Option<Result<Vec<RowLine>, (String, String)>>,
    /// What was brought in.
    pub(crate) done: Option<Imported>,
    /// What was taken off the register again.
    pub(crate) undone: Option<Undone>,
}

impl SheetWork {
    /// Returns the file as it was read, with how it seems to be meant.
    pub(crate) fn new(file: Arc<SheetFile>, plan: Plan) -> Self {
        Self { file, plan, rows: None, done: None, undone: None }
    }

    /// Counts the rows that would be brought in.
    pub(crate) fn count(&self) -> usize {
        let rows = self.rows.as_ref().and_then(|rows| rows.as_ref().ok());
        rows.map_or(0, |rows| rows.iter().filter(|row| row.brought).count())
    }
}
