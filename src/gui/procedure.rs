//! What the window shows of the procedure in force, and of a changed copy of it.

use crate::app::edition::Offered;
use crate::gui::edition::{EditCommand, Edition};
use crate::pack::Files;
use crate::pack::edit::Edit;
use crate::pack::finding::PackFinding;
use crate::pack::outline::Point;
use std::path::PathBuf;

/// The procedure in view, and the copy in hand.
#[derive(Default)]
pub(crate) struct Procedure {
    /// Every point of the procedure in force.
    pub(crate) points: Vec<Point>,
    /// Which points are in view while nothing is searched for.
    pub(crate) sheet: ProcedureSheet,
    /// What a dialog asks a folder for.
    pub(crate) asking: Option<FolderUse>,
    /// The folder with the copy in hand.
    pub(crate) folder: Option<PathBuf>,
    /// Was the copy just written?
    pub(crate) copied: bool,
    /// What was found in the folder; none: not checked yet.
    pub(crate) checked: Option<CheckedFolder>,
    /// The digest of the procedure that is to come into force when the records are opened again.
    pub(crate) using: Option<String>,
    /// The procedure that a file brought, and the file's name.
    pub(crate) came: Option<(String, Box<Offered>)>,
    /// The new edition that is being written.
    pub(crate) edition: Option<Edition>,
}

/// What a folder is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FolderUse {
    /// To write a copy into.
    Copy,
    /// To be checked.
    Check,
}

/// What was found in the folder of a procedure.
#[derive(Clone, Debug)]
pub(crate) enum CheckedFolder {
    /// What is wrong, by file and line.
    Wrong(Vec<PackFinding>),
    /// Nothing is wrong: what it is, and how it differs from the procedure in force.
    Right(Box<Offered>),
}

/// What the worker is asked about procedures.
#[derive(Clone, Debug)]
pub(crate) enum ProcedureAsk {
    /// Writes a copy of the procedure in force.
    Copy(PathBuf),
    /// Checks the procedure in a folder.
    Check(PathBuf),
    /// Begins or goes on with a new edition.
    Edit,
    /// Makes the file of the procedure in force for other machines.
    Publish,
}

/// What the worker tells about procedures.
pub(crate) enum ProcedureTold {
    /// A copy is written.
    Copied(PathBuf),
    /// A folder was checked.
    Checked(PathBuf, CheckedFolder),
    /// The files of the procedure in force, and the changes begun.
    Editing(Files, Vec<Edit>),
}

/// What the screens of the procedure ask for.
#[derive(Clone, Debug)]
pub(crate) enum ProcedureCommand {
    /// Shows other points.
    Sheet(ProcedureSheet),
    /// Asks for a folder.
    Choose(FolderUse),
    /// Checks the folder in hand again.
    CheckAgain,
    /// Uses the procedure of the folder in hand from now on.
    Use,
    /// Uses the program's own procedure again.
    UseOwn,
    /// Uses another procedure that is part of the program, by its pack's id.
    UsePack(String),
    /// Uses the procedure that a file brought.
    UseCame,
    /// Saves the procedure in force as a file for other machines.
    Publish,
    /// Does something with the new edition.
    Edit(EditCommand),
}

/// The sheets of the procedure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ProcedureSheet {
    /// Forms with their questions, and the options.
    #[default]
    Forms,
    /// Thresholds and settings.
    Settings,
    /// Due dates.
    Dates,
    /// Officers, stages, states, register columns, watches and reports.
    Record,
    /// Clauses.
    Clauses,
}

impl ProcedureSheet {
    /// All sheets in their order.
    pub(crate) const ALL: [Self; 5] = [Self::Forms, Self::Settings, Self::Dates, Self::Record, Self::Clauses];

    /// Returns its words.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Forms => "Forms and questions",
            Self::Settings => "Thresholds and settings",
            Self::Dates => "Dates",
            Self::Record => "Officers, register, reports",
            Self::Clauses => "Clauses",
        }
    }
}
