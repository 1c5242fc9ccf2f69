//! Findings: what is wrong with the user's answers, and the sentence for each.

use crate::model::id::{PageId, QuestionId, RowId};
pub use crate::pack::form::Level;
use serde::Serialize;

/// One thing wrong with an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The page it stands on.
    pub page: PageId,
    /// The question it belongs to.
    pub question: QuestionId,
    /// The row of a table, if it belongs to one.
    pub row: Option<RowId>,
    /// The column of a table, or the field of a compound answer, if it belongs to one.
    pub column: Option<QuestionId>,
    /// What kind of fault.
    pub code: Code,
    /// What is wrong and how to put it right.
    pub message: String,
    /// What follows.
    pub level: Level,
}

/// The kinds of findings; the names are those of `--json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// No question has this id.
    UnknownQuestion,
    /// The value has the wrong shape for the question's kind.
    WrongType,
    /// An answer is needed.
    Missing,
    /// A whole number is needed.
    NotAnInteger,
    /// A number is needed.
    NotANumber,
    /// An amount of money is needed.
    NotMoney,
    /// A date is needed.
    NotADate,
    /// There is no such day.
    NoSuchDay,
    /// Too small, too early or too few.
    TooLow,
    /// Too large, too late or too many.
    TooHigh,
    /// Not a multiple of the step.
    WrongStep,
    /// Too few characters.
    TooShort,
    /// Too many characters.
    TooLong,
    /// Not an e-mail address or telephone number.
    WrongFormat,
    /// Not one of the options.
    NotAnOption,
    /// This option excludes the others.
    NotAlone,
    /// Too few rows.
    TooFewRows,
    /// Too many rows.
    TooManyRows,
    /// The same row twice.
    Repeated,
    /// A character that cannot be printed.
    Unprintable,
    /// A check of the form does not hold.
    Check,
    /// A check of the form that means the form does not apply.
    Stop,
    /// No partnership has this reference.
    NoSuchPartnership,
    /// The pack has a fault here.
    PackFault,
}
