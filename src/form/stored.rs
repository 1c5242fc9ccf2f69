//! Answers of a revision, read back from their JSON by the kinds of the form they were given on.

use crate::model::answer::{Answer, Checklist, DocumentLink, Grade, Graded, ItemState, Person, Rating, Row};
use crate::model::day::Day;
use crate::model::id::{CardId, Digest, QuestionId};
use crate::model::money::Pence;
use crate::pack::Column;
use crate::pack::form::{ChecklistKind, Form, Kind, Question, ResultKind, Table};
use serde_json::Value;
use std::collections::BTreeMap;

/// People by card; a card that was erased is not here, and its person has no name any more.
pub type People = BTreeMap<CardId, Person>;

/// Reads the answers of a revision; what the form does not ask is left out.
pub fn answers(form: &Form, stored: &BTreeMap<QuestionId, Value>, people: &People) -> BTreeMap<QuestionId, Answer> {
    let read = |(_, question): (_, &Question)| {
        let value = stored.get(&question.id)?;
        Some((question.id.clone(), answer(&question.kind, value, people)?))
    };
    form.questions().filter_map(read).collect()
}

/// Reads one answer of a kind; `None` if it has another shape.
pub fn answer(kind: &Kind, value: &Value, people: &People) -> Option<Answer> {
    match kind {
        Kind::Text(..) | Kind::LongText => Some(Answer::Text(value.as_str()?.to_owned())),
        Kind::Integer(_) => value.as_i64().map(Answer::Integer),
        Kind::Number(_) => number(value),
        Kind::Money(_) => value.as_i64().map(|pence| Answer::Money(Pence(pence))),
        Kind::Date => day(value).map(Answer::Date),
        Kind::YesNo => value.as_bool().map(Answer::YesNo),
        Kind::Graded(_) => {
            let answer = Grade::parse(value.get("answer")?.as_str()?)?;
            Some(Answer::Graded(Graded { answer, comment: text(value, "comment") }))
        }
        Kind::OneOf(_) => Some(Answer::Choice(value.as_str()?.to_owned())),
        Kind::ManyOf(..) => codes(value),
        Kind::Rating(_) => {
            let rating = |value: &Value| Rating {
                by: text(value, "by"),
                rating: text(value, "rating"),
                evidence: text(value, "evidence"),
            };
            Some(Answer::Ratings(value.as_array()?.iter().map(rating).collect()))
        }
        Kind::Risk(_) => value.as_u64().and_then(|step| u8::try_from(step).ok()).map(Answer::Risk),
        Kind::Table(table) => {
            Some(Answer::Table(value.as_array()?.iter().filter_map(|value| row(table, value, people)).collect()))
        }
        Kind::Checklist(kind) => checklist(kind, value),
        Kind::Person(_) => Some(Answer::Person(person(value, people))),
        Kind::Document(_) => documents(value),
        Kind::Partnership(_) => Some(Answer::Partnership(value.as_str()?.to_owned())),
        Kind::Computed(computed) => result(computed.result, value),
        Kind::Signature(_) | Kind::Note => None,
    }
}

/// Reads a register column's value.
pub fn column(column: &Column, value: &Value, people: &People) -> Option<Answer> {
    match column.kind.as_str() {
        "integer" | "risk" => value.as_i64().map(Answer::Integer),
        "number" => number(value),
        "money" => value.as_i64().map(|pence| Answer::Money(Pence(pence))),
        "date" => day(value).map(Answer::Date),
        "yes_no" => value.as_bool().map(Answer::YesNo),
        "one_of" => value.as_str().map(|code| Answer::Choice(code.to_owned())),
        "many_of" => codes(value),
        "person" => Some(Answer::Person(person(value, people))),
        "partnership" => value.as_str().map(|reference| Answer::Partnership(reference.to_owned())),
        "table" => loose_table(value, people),
        _ => value.as_str().map(|words| Answer::Text(words.to_owned())),
    }
}

fn result(kind: ResultKind, value: &Value) -> Option<Answer> {
    match kind {
        ResultKind::Text => Some(Answer::Text(value.as_str()?.to_owned())),
        ResultKind::Integer => value.as_i64().map(Answer::Integer),
        ResultKind::Number => number(value),
        ResultKind::Money => value.as_i64().map(|pence| Answer::Money(Pence(pence))),
        ResultKind::Date => day(value).map(Answer::Date),
        ResultKind::YesNo => value.as_bool().map(Answer::YesNo),
    }
}

fn number(value: &Value) -> Option<Answer> {
    value.as_str().and_then(|text| text.parse().ok()).map(Answer::Number)
}

fn day(value: &Value) -> Option<Day> {
    value.as_str().and_then(Day::parse_iso)
}

fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn codes(value: &Value) -> Option<Answer> {
    let codes = value.as_array()?.iter().filter_map(|code| code.as_str().map(str::to_owned));
    Some(Answer::Choices(codes.collect()))
}

fn person(value: &Value, people: &People) -> Person {
    if let Some(card) = value.get("card").and_then(Value::as_str) {
        return people.get(card).cloned().unwrap_or_default();
    }
    let fields = value.as_object().into_iter().flatten();
    let fields = fields.filter_map(|(name, text)| Some((name.clone(), text.as_str()?.to_owned())));
    Person { fields: fields.collect() }
}

fn row(table: &Table, value: &Value, people: &People) -> Option<Row> {
    let cells = value.get("cells")?.as_object()?;
    let cells = table.columns.iter().filter_map(|column| {
        let cell = answer(&column.kind, cells.get(column.id.as_str())?, people)?;
        Some((column.id.clone(), cell))
    });
    Some(Row { id: text(value, "id").into(), origin: text(value, "origin"), cells: cells.collect() })
}

/// Reads rows of a register column, whose columns nobody declares: by the shape of each cell.
fn loose_table(value: &Value, people: &People) -> Option<Answer> {
    let cell = |value: &Value| match value {
        Value::Bool(yes) => Some(Answer::YesNo(*yes)),
        Value::Number(n) => n.as_i64().map(Answer::Integer),
        Value::String(words) => Some(day(value).map_or_else(|| Answer::Text(words.clone()), Answer::Date)),
        Value::Object(_) => Some(Answer::Person(person(value, people))),
        Value::Null | Value::Array(_) => None,
    };
    let row = |value: &Value| {
        let cells = value.get("cells")?.as_object()?;
        let cells = cells.iter().filter_map(|(name, value)| Some((name.as_str().into(), cell(value)?)));
        Some(Row { id: text(value, "id").into(), origin: text(value, "origin"), cells: cells.collect() })
    };
    Some(Answer::Table(value.as_array()?.iter().filter_map(row).collect()))
}

fn checklist(kind: &ChecklistKind, value: &Value) -> Option<Answer> {
    let state = match value.get("state")?.as_str()? {
        "done" => ItemState::Done,
        "na" => ItemState::Na,
        _ => ItemState::Open,
    };
    let dates = kind.dates.iter().filter_map(|name| Some((name.clone(), day(value.get(name)?)?)));
    Some(Answer::Checklist(Checklist {
        state,
        dates: dates.collect(),
        owner: text(value, "owner"),
        notes: text(value, "notes"),
        reason: text(value, "reason"),
    }))
}

fn documents(value: &Value) -> Option<Answer> {
    let link = |value: &Value| DocumentLink {
        title: text(value, "title"),
        place: text(value, "place"),
        file: Some(Digest::new(text(value, "file"))).filter(|file| !file.is_empty()),
    };
    Some(Answer::Documents(value.as_array()?.iter().map(link).collect()))
}
