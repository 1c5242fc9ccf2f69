//! What was typed into a question: any text, right or wrong, kept as it is.
//!
//! Four shapes serve every kind of question. `form` turns an entry into an
//! [`Answer`](crate::model::answer::Answer) or says what is wrong with it.

use crate::model::id::{QuestionId, RowId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was typed, by the shape of the question's kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// `text`, `long_text`, numbers, `money`, `date`, `yes_no` ("yes", "no"), `one_of` (a code),
    /// `risk` ("1" to "5"), `partnership` (a reference).
    Text(String),
    /// `many_of`: the ticked codes, in the order of the options.
    Codes(Vec<String>),
    /// `graded` (answer, comment), `checklist` (done, na, owner, notes and the dates),
    /// `person` (name, post …), `document` (title, place, file).
    Fields(BTreeMap<String, String>),
    /// `table`; also `rating` (cells by, rating, evidence) and a `document` question that takes
    /// many (cells title, place, file).
    Rows(Vec<EntryRow>),
}

/// One row of a table as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryRow {
    /// The row's own id; it comes along when the row is carried to another form.
    pub id: RowId,
    /// Where the row came from: a source's name, "seed", or empty for a row typed here.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub origin: String,
    /// What was typed, by column.
    pub cells: BTreeMap<QuestionId, Entry>,
}

impl Entry {
    /// Was nothing typed at all?
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Codes(codes) => codes.is_empty(),
            Self::Fields(fields) => fields.values().all(|text| text.trim().is_empty()),
            Self::Rows(rows) => rows.is_empty(),
        }
    }

    /// Returns the text, or "" for another shape.
    pub fn as_text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Codes(_) | Self::Fields(_) | Self::Rows(_) => "",
        }
    }

    /// Returns one named field, or "".
    pub fn field(&self, name: &str) -> &str {
        match self {
            Self::Fields(fields) => fields.get(name).map_or("", String::as_str),
            Self::Text(_) | Self::Codes(_) | Self::Rows(_) => "",
        }
    }

    /// Returns the ticked codes.
    pub fn codes(&self) -> &[String] {
        match self {
            Self::Codes(codes) => codes,
            Self::Text(_) | Self::Fields(_) | Self::Rows(_) => &[],
        }
    }

    /// Returns the rows.
    pub fn rows(&self) -> &[EntryRow] {
        match self {
            Self::Rows(rows) => rows,
            Self::Text(_) | Self::Codes(_) | Self::Fields(_) => &[],
        }
    }
}

impl EntryRow {
    /// Returns one cell.
    pub fn cell(&self, column: &QuestionId) -> Option<&Entry> {
        self.cells.get(column)
    }

    /// Was nothing typed into any cell?
    pub fn is_empty(&self) -> bool {
        self.cells.values().all(Entry::is_empty)
    }
}

/// Everything typed into one part of one document.
pub type Entries = BTreeMap<QuestionId, Entry>;
