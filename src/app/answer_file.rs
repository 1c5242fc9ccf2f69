//! Answer files: question id = value, in TOML or JSON, turned into what would have been typed.

use crate::form::finding::{Code, Finding, Level};
use crate::form::parse::is_ticked;
use crate::form::reading::Reading;
use crate::model::entry::{Entries, Entry, EntryRow};
use crate::model::id::{PageId, QuestionId, RowId};
use crate::pack::form::{Form, Kind, Question, Rows, Table};
use serde_json::Value;
use std::collections::BTreeMap;

/// What an answer file holds for one form.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// What would have been typed.
    pub entries: Entries,
    /// Ids nobody asks for, and values of the wrong shape.
    pub findings: Vec<Finding>,
}

/// A file attached by an answer: the path given, to be kept by the caller.
pub type Attach<'a> = &'a mut dyn FnMut(&str) -> Result<String, String>;

/// Parses an answer file; its ending says whether it is JSON.
///
/// # Errors
///
/// A sentence with the line, if the text is neither TOML nor JSON.
pub fn parse(text: &str, is_json: bool) -> Result<BTreeMap<String, Value>, String> {
    if is_json {
        serde_json::from_str(text).map_err(|error| format!("line {}: this is not JSON: {error}", error.line()))
    } else {
        let table: toml::Table = toml::from_str(text).map_err(|error| {
            let line =
                error.span().map_or(1, |span| text.get(..span.start).unwrap_or_default().matches('\n').count() + 1);
            format!("line {line}: this is not TOML: {}", error.message())
        })?;
        let value = serde_json::to_value(table).map_err(|error| error.to_string())?;
        serde_json::from_value(value).map_err(|error| error.to_string())
    }
}

/// Turns a file's values into entries.
///
/// `reading` is the form as it stands before: rows that are there already keep
/// their ids, and rows of the file are matched to them by the cells they share.
pub fn entries(
    form: &Form,
    values: &BTreeMap<String, Value>,
    reading: &Reading,
    new_row: &mut dyn FnMut() -> RowId,
    attach: Attach<'_>,
) -> Answers {
    let mut answers = Answers::default();
    for (id, value) in values {
        let id = QuestionId::new(id.as_str());
        let Some(question) = form.question(&id).filter(|question| question.takes_answer()) else {
            answers.findings.push(unknown(form, &id));
            continue;
        };
        let there = reading.questions().find(|asked| asked.id == id).and_then(|asked| asked.entry.as_ref());
        match entry(question, value, there, new_row, attach) {
            Ok(entry) => {
                answers.entries.insert(id, entry);
            }
            Err(wanted) => answers.findings.push(wrong_type(form, question, &wanted)),
        }
    }
    // In page order; ids that nobody asks for come first.
    answers.findings.sort_by_key(|finding| form.questions().position(|(_, question)| question.id == finding.question));
    answers
}

fn unknown(form: &Form, id: &QuestionId) -> Finding {
    let ids: Vec<&str> = form.questions().map(|(_, question)| question.id.as_str()).collect();
    let message = if form.question(id).is_some() {
        format!("“{id}” takes no answer; leave it out")
    } else {
        let near = crate::pack::finding::nearest(id.as_str(), ids.into_iter());
        let hint = near.map_or_else(|| "leave it out".to_owned(), |near| format!("did you mean “{near}”?"));
        format!("No question of this form is called “{id}”; {hint}")
    };
    Finding {
        page: PageId::default(),
        question: id.clone(),
        row: None,
        column: None,
        code: Code::UnknownQuestion,
        message,
        level: Level::Error,
    }
}

fn wrong_type(form: &Form, question: &Question, wanted: &str) -> Finding {
    Finding {
        page: form.page_of(&question.id).map(|page| page.id.clone()).unwrap_or_default(),
        question: question.id.clone(),
        row: None,
        column: None,
        code: Code::WrongType,
        message: format!("“{}” takes {wanted}", question.ask.words()),
        level: Level::Error,
    }
}

/// Turns one value into an entry, or says what the kind takes.
fn entry(
    question: &Question,
    value: &Value,
    there: Option<&Entry>,
    new_row: &mut dyn FnMut() -> RowId,
    attach: Attach<'_>,
) -> Result<Entry, String> {
    match &question.kind {
        Kind::Text(..) | Kind::LongText | Kind::Date | Kind::OneOf(_) | Kind::Partnership(_) => {
            value.as_str().map(|text| Entry::Text(text.to_owned())).ok_or_else(|| "text in quotation marks".to_owned())
        }
        Kind::Integer(_) | Kind::Number(_) | Kind::Money(_) | Kind::Risk(_) => {
            scalar(value).map(Entry::Text).ok_or_else(|| "a number, or text as typed".to_owned())
        }
        Kind::YesNo => match value {
            Value::Bool(yes) => Ok(Entry::Text(if *yes { "yes" } else { "no" }.to_owned())),
            Value::String(text) => Ok(Entry::Text(text.clone())),
            Value::Null | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                Err("true, false, \"yes\" or \"no\"".to_owned())
            }
        },
        Kind::ManyOf(..) => match value {
            Value::Array(codes) => codes
                .iter()
                .map(|code| code.as_str().map(str::to_owned))
                .collect::<Option<Vec<_>>>()
                .map(Entry::Codes)
                .ok_or_else(|| "a list of codes".to_owned()),
            Value::String(code) => Ok(Entry::Codes(vec![code.clone()])),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => Err("a list of codes".to_owned()),
        },
        Kind::Graded(_) => {
            let short = value.as_str().map(|answer| Entry::Fields([("answer".to_owned(), answer.to_owned())].into()));
            short.map_or_else(|| fields(value, &["answer", "comment"]), Ok)
        }
        Kind::Checklist(kind) => {
            let mut allowed: Vec<&str> = kind.dates.iter().map(String::as_str).collect();
            allowed.extend(["done", "owner", "notes", "na", "reason"]);
            fields(value, &allowed).map(checklist)
        }
        Kind::Person(_) => {
            let allowed: Vec<&str> = std::iter::once("name").chain(crate::form::words::PERSON_ORDER).collect();
            let short = value.as_str().map(|name| Entry::Fields([("name".to_owned(), name.to_owned())].into()));
            short.map_or_else(|| fields(value, &allowed), Ok)
        }
        Kind::Document(false) => fields(value, &["title", "place", "file"]).and_then(|entry| attached(entry, attach)),
        Kind::Document(true) | Kind::Rating(_) => loose_rows(value, new_row),
        Kind::Table(table) => table_rows(table, value, there, new_row, attach),
        Kind::Signature(_) | Kind::Computed(_) | Kind::Note => Err("no answer".to_owned()),
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn fields(value: &Value, allowed: &[&str]) -> Result<Entry, String> {
    let wanted = || format!("a table with {}", allowed.join(", "));
    let map = value.as_object().ok_or_else(wanted)?;
    let mut fields = BTreeMap::new();
    for (name, value) in map {
        if !allowed.contains(&name.as_str()) {
            let near = crate::pack::finding::nearest(name, allowed.iter().copied());
            let hint = near.map_or(String::new(), |near| format!("; did you mean “{near}” for “{name}”?"));
            return Err(format!("{}{hint}", wanted()));
        }
        let ticked = value.as_bool().map(|yes| if yes { "yes" } else { "no" }.to_owned());
        let text = ticked.or_else(|| scalar(value));
        fields.insert(name.clone(), text.ok_or_else(wanted)?);
    }
    Ok(Entry::Fields(fields))
}

/// `na = "reason"` ticks "not applicable" and gives the reason.
fn checklist(entry: Entry) -> Entry {
    let Entry::Fields(mut fields) = entry else { return entry };
    if let Some(na) = fields.get("na").cloned()
        && !matches!(na.as_str(), "yes" | "no" | "")
    {
        fields.insert("na".to_owned(), "yes".to_owned());
        fields.insert("reason".to_owned(), na);
    }
    if fields.get("done").is_some_and(|done| !is_ticked(done)) {
        fields.remove("done");
    }
    Entry::Fields(fields)
}

fn attached(entry: Entry, attach: Attach<'_>) -> Result<Entry, String> {
    let Entry::Fields(mut fields) = entry else { return Ok(entry) };
    if let Some(path) = fields.get("file").filter(|path| !path.is_empty()) {
        let digest = attach(path)?;
        fields.insert("file".to_owned(), digest);
    }
    Ok(Entry::Fields(fields))
}

fn loose_rows(value: &Value, new_row: &mut dyn FnMut() -> RowId) -> Result<Entry, String> {
    let wanted = || "a list of rows".to_owned();
    let rows = value.as_array().ok_or_else(wanted)?.iter().map(|row| {
        let cells = row.as_object().ok_or_else(wanted)?.iter();
        let cells = cells.map(|(name, cell)| Some((QuestionId::new(name.as_str()), Entry::Text(scalar(cell)?))));
        Ok(EntryRow { id: new_row(), origin: String::new(), cells: cells.collect::<Option<_>>().ok_or_else(wanted)? })
    });
    rows.collect::<Result<Vec<_>, String>>().map(Entry::Rows)
}

fn table_rows(
    table: &Table,
    value: &Value,
    there: Option<&Entry>,
    new_row: &mut dyn FnMut() -> RowId,
    attach: Attach<'_>,
) -> Result<Entry, String> {
    let columns: Vec<&str> = table.columns.iter().map(|column| column.id.as_str()).collect();
    let wanted = || format!("a list of rows with {}", columns.join(", "));
    let given = value.as_array().ok_or_else(wanted)?;
    let mut left: Vec<EntryRow> = there.map(Entry::rows).unwrap_or_default().to_vec();
    let mut rows = Vec::new();
    for (at, row) in given.iter().enumerate() {
        let mut cells = BTreeMap::new();
        for (name, cell) in row.as_object().ok_or_else(wanted)? {
            let column = table.columns.iter().find(|column| column.id.as_str() == name).ok_or_else(|| {
                let near = crate::pack::finding::nearest(name, columns.iter().copied());
                let hint = near.map_or(String::new(), |near| format!("; did you mean “{near}” for “{name}”?"));
                format!("{}{hint}", wanted())
            })?;
            if matches!(column.kind, Kind::Computed(_)) {
                continue;
            }
            let cell = entry(column, cell, None, new_row, attach)
                .map_err(|takes| format!("rows whose “{name}” is {takes}"))?;
            cells.insert(column.id.clone(), cell);
        }
        rows.push(merged(table, cells, at, &mut left, new_row));
    }
    // Rows that are always there stay, whether or not the file speaks of them.
    rows.extend(left.into_iter().filter(|_| table.rows == Rows::Fixed));
    Ok(Entry::Rows(rows))
}

/// Joins a row of the file to the row that is there already: the one with the same label, else,
/// where the file gives none, the one in the same place.
fn merged(
    table: &Table,
    cells: BTreeMap<QuestionId, Entry>,
    at: usize,
    left: &mut Vec<EntryRow>,
    new_row: &mut dyn FnMut() -> RowId,
) -> EntryRow {
    let label = cells.get(&table.label).map(|entry| entry.as_text().trim().to_lowercase());
    let same = match &label {
        Some(label) => left.iter().position(|row| {
            row.cells.get(&table.label).is_some_and(|cell| cell.as_text().trim().to_lowercase() == *label)
        }),
        None => (at == 0 || !left.is_empty()).then_some(0).filter(|at| *at < left.len()),
    };
    match same {
        Some(found) => {
            let mut row = left.remove(found);
            row.cells.extend(cells);
            row
        }
        None => EntryRow { id: new_row(), origin: String::new(), cells },
    }
}
