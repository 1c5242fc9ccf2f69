//! Answers: typed values, and their one text form both ways.
//!
//! The text form is JSON, chosen so that canonical JSON (RFC 8785) of a
//! revision never depends on how a language writes fractions: money is whole
//! pence, and a number with decimals is written as text.

use crate::model::day::Day;
use crate::model::id::{Digest, QuestionId, RowId};
use crate::model::money::Pence;
use crate::model::number;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// One typed value.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Words: kinds `text` and `long_text`.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number with decimals.
    Number(f64),
    /// Whole pence.
    Money(Pence),
    /// A calendar date.
    Date(Day),
    /// Yes or no.
    YesNo(bool),
    /// Yes, no, partly or not applicable, with a comment.
    Graded(Graded),
    /// One option, by code.
    Choice(String),
    /// Several options, by code, in the order of the list.
    Choices(Vec<String>),
    /// One rating a respondent.
    Ratings(Vec<Rating>),
    /// A step of a risk scale, 1 to 5.
    Risk(u8),
    /// Rows of a table.
    Table(Vec<Row>),
    /// An item of a checklist.
    Checklist(Checklist),
    /// A person; inside a revision only a commitment to their card.
    Person(Person),
    /// Documents, each a title with a place or a file.
    Documents(Vec<DocumentLink>),
    /// A partnership's reference.
    Partnership(String),
}

/// The four grades of a `graded` question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Yes.
    Yes,
    /// Partly.
    Partly,
    /// No.
    No,
    /// Not applicable.
    Na,
}

impl Grade {
    /// All grades in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Yes, Self::Partly, Self::No, Self::Na];

    /// Returns the code: "yes", "partly", "no" or "na".
    pub fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Partly => "partly",
            Self::No => "no",
            Self::Na => "na",
        }
    }

    /// Returns the words on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::Partly => "Partly",
            Self::No => "No",
            Self::Na => "Not applicable",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.code() == code)
    }
}

/// A grade with its comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graded {
    /// The grade.
    pub answer: Grade,
    /// The comment; may be empty.
    pub comment: String,
}

/// What one respondent said of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// Who answered.
    pub by: String,
    /// 1 (strongly disagree) to 4 (strongly agree), "na" or "dk".
    pub rating: String,
    /// What it rests on; may be empty.
    pub evidence: String,
}

/// One row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// The row's id, kept from form to form.
    pub id: RowId,
    /// Where it came from; empty for a row typed here.
    pub origin: String,
    /// The cells answered, by column.
    pub cells: BTreeMap<QuestionId, Answer>,
}

/// Where an item of a checklist stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemState {
    /// Something is still to do.
    Open,
    /// The last of its dates is there, or it was ticked.
    Done,
    /// Not applicable, with a reason.
    Na,
}

impl ItemState {
    /// Returns the code: "open", "done" or "na".
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Na => "na",
        }
    }
}

/// An item of a checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checklist {
    /// Where it stands.
    pub state: ItemState,
    /// The dates known so far, by name ("done", or "identified", "discussed", "agreed").
    pub dates: BTreeMap<String, Day>,
    /// Who sees to it; may be empty.
    pub owner: String,
    /// Notes; may be empty.
    pub notes: String,
    /// Why it does not apply; empty unless [`ItemState::Na`].
    pub reason: String,
}

/// A person: name, post and contact details.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Name and details by field: `name`, `post`, `organisation`, `place`, `phone`, `email`,
    /// `deputy`, `deputy_post`; never an empty text.
    pub fields: BTreeMap<String, String>,
}

impl Person {
    /// Returns the person's name, or "".
    pub fn name(&self) -> &str {
        self.fields.get("name").map_or("", String::as_str)
    }
}

/// A document named in an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentLink {
    /// Its title.
    pub title: String,
    /// Where it is kept; may be empty.
    pub place: String,
    /// The file kept with the record, if there is one.
    pub file: Option<Digest>,
}

impl Answer {
    /// Writes the answer as JSON.
    ///
    /// `person` says how a person is written: whole, or as a commitment to a card.
    pub fn to_json(&self, person: &mut dyn FnMut(&Person) -> Value) -> Value {
        match self {
            Self::Text(text) => json!(text),
            Self::Integer(n) => json!(n),
            Self::Number(n) => json!(number::write_number(*n)),
            Self::Money(pence) => json!(pence.0),
            Self::Date(day) => json!(day.iso()),
            Self::YesNo(yes) => json!(yes),
            Self::Graded(graded) => fields([("answer", graded.answer.code()), ("comment", &graded.comment)]),
            Self::Choice(code) => json!(code),
            Self::Choices(codes) => json!(codes),
            Self::Ratings(ratings) => ratings
                .iter()
                .map(|r| fields([("by", &*r.by), ("rating", &*r.rating), ("evidence", &*r.evidence)]))
                .collect(),
            Self::Risk(step) => json!(step),
            Self::Table(rows) => rows.iter().map(|row| row_to_json(row, person)).collect(),
            Self::Checklist(item) => {
                let mut map = Map::new();
                map.insert("state".into(), json!(item.state.code()));
                for (name, day) in &item.dates {
                    map.insert(name.clone(), json!(day.iso()));
                }
                for (name, text) in [("owner", &item.owner), ("notes", &item.notes), ("reason", &item.reason)] {
                    if !text.is_empty() {
                        map.insert(name.into(), json!(text));
                    }
                }
                Value::Object(map)
            }
            Self::Person(who) => person(who),
            Self::Documents(links) => links
                .iter()
                .map(|link| {
                    let file = link.file.as_ref().map_or("", Digest::as_str);
                    fields([("title", &*link.title), ("place", &*link.place), ("file", file)])
                })
                .collect(),
            Self::Partnership(reference) => json!(reference),
        }
    }
}

/// Writes a person whole, as answer files and cards have them.
pub fn person_whole(person: &Person) -> Value {
    json!(person.fields)
}

fn fields<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Value {
    Value::Object(
        pairs.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| (name.into(), json!(text))).collect(),
    )
}

fn row_to_json(row: &Row, person: &mut dyn FnMut(&Person) -> Value) -> Value {
    let mut map = Map::new();
    map.insert("id".into(), json!(row.id));
    if !row.origin.is_empty() {
        map.insert("origin".into(), json!(row.origin));
    }
    let cells: Map<String, Value> =
        row.cells.iter().map(|(column, answer)| (column.to_string(), answer.to_json(person))).collect();
    map.insert("cells".into(), Value::Object(cells));
    Value::Object(map)
}
