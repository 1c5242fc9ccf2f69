//! Sign-offs: who signed which revision on paper, in what role, when.
//!
//! A sign-off is never an answer and never part of a revision's hash. It names
//! the revision and the exact paper that was signed, so an edit made afterwards
//! is a new revision that nobody has signed.

use crate::model::day::Day;
use crate::model::id::{Digest, QuestionId, RevisionId, RowId};
use crate::model::moment::Moment;
use crate::model::revision::canonical_json;
use serde::{Deserialize, Serialize};

/// What was done with the revision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was signed, or a body approved it by minute.
    #[default]
    Signed,
    /// It was sent back for more, with a reason.
    Returned,
    /// The Corporate Risk Registry has it.
    Received,
    /// A correction of the register entry was accepted; the row is the column.
    Accepted,
    /// A correction of the register entry was declined, with a reason; the row is the column.
    Declined,
}

/// One signature, minute, return, receipt or decision on a correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    /// The revision it is about.
    pub revision: RevisionId,
    /// The signature question it answers for; of a decision on a correction, the table; empty for a receipt.
    pub question: QuestionId,
    /// What was done.
    pub outcome: Outcome,
    /// The role signed in.
    pub role: String,
    /// Who signed; for a body, who recorded the minute.
    pub name: String,
    /// Their post; may be empty.
    pub post: String,
    /// The date beside the signature.
    #[serde(with = "crate::model::day::as_text")]
    pub on: Day,
    /// The row it is given for, where each row of a table has a signer, or the column of a correction; left out
    /// elsewhere.
    #[serde(default, skip_serializing_if = "RowId::is_empty")]
    pub row: RowId,
    /// The reference of a body's minute; may be empty.
    pub reference: String,
    /// Why it was sent back or declined, or why a check of the procedure was set aside; empty otherwise.
    pub reason: String,
    /// The issued paper that was signed, if it was one of ours.
    pub paper: Option<Digest>,
    /// The scan of the signed sheet.
    pub scan: Option<Digest>,
    /// When it was recorded here.
    pub recorded: Moment,
    /// Who recorded it.
    pub by: String,
}

impl SignOff {
    /// Returns the SHA-256 of its canonical JSON: the same sign-off taken in twice is one.
    pub fn id(&self) -> Digest {
        Digest::of(&canonical_json(self))
    }
}
