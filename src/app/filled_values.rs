//! From the fields of a form that was filled in on screen to what would have been typed.

use crate::form::place::Place;
use crate::form::reading::QuestionReading;
use crate::model::answer::Grade;
use crate::model::entry::{Entry, EntryRow};
use crate::model::id::{QuestionId, RowId};
use crate::pack::form::{Kind, Options, Question, Table};
use crate::print::pdf::read_fields::FieldValue;
use std::collections::BTreeMap;

/// What stood in the fields of one question.
pub(super) type Given = Vec<(Place, FieldValue)>;

/// Turns the fields of a question into an entry; what cannot be part of it is told in sentences.
///
/// Rows that were added by hand keep the names `+1`, `+2` for ids until they are joined to those that are there.
pub(super) fn entry(
    question: &Question,
    asked: Option<&QuestionReading>,
    given: &Given,
    rated_by: &str,
    told: &mut Vec<String>,
) -> Option<Entry> {
    let fields = Fields { question, given };
    let entry = match &question.kind {
        Kind::Text(..) => fields.text(None).map(|text| Entry::Text(one_line(text))),
        Kind::LongText => fields.text(None).map(|text| Entry::Text(text.to_owned())),
        Kind::Date | Kind::Partnership(_) => fields.text(None).map(|text| Entry::Text(one_line(text))),
        Kind::Integer(_) | Kind::Number(_) | Kind::Money(_) => {
            let text = fields.text(None).map(one_line);
            let nil = fields.ticks(None).contains(&"nil").then(|| "0".to_owned());
            text.or(nil).map(Entry::Text)
        }
        Kind::YesNo => fields.one_tick(None, &[("yes", "Yes"), ("no", "No")], told).map(Entry::Text),
        Kind::Risk(_) => fields.one_tick(None, &[], told).map(Entry::Text),
        Kind::OneOf(options) => fields.choice(options, asked, told).map(Entry::Text),
        Kind::ManyOf(options, _) => Some(fields.codes(options, asked, told)),
        Kind::Graded(_) => {
            let grades = Grade::ALL.map(|grade| (grade.code(), grade.label()));
            let answer = fields.one_tick(Some("answer"), &grades, told);
            let comment = fields.text(Some("comment")).map(str::to_owned);
            Some(some_fields([("answer", answer), ("comment", comment)]))
        }
        Kind::Checklist(_) => Some(fields.checklist()),
        Kind::Person(_) | Kind::Document(false) => Some(fields.all()),
        Kind::Rating(_) => fields.rating(rated_by),
        Kind::Document(true) => Some(Entry::Rows(fields.rows(None))),
        Kind::Table(table) => Some(Entry::Rows(fields.rows(Some((table, asked))))),
        Kind::Signature(_) | Kind::Computed(_) | Kind::Note => None,
    };
    entry.filter(|entry| !entry.is_empty())
}

/// Returns what stood in fields, for a sentence.
pub(super) fn said(given: &Given) -> String {
    let said = given.iter().map(|(place, value)| match value {
        FieldValue::Text(text) => text.trim().to_owned(),
        FieldValue::Ticked => place.code.clone().unwrap_or_else(|| "ticked".to_owned()),
    });
    said.collect::<Vec<_>>().join("; ")
}

struct Fields<'a> {
    question: &'a Question,
    given: &'a Given,
}

impl<'a> Fields<'a> {
    /// Returns the text of a field of the question, or of the question itself.
    fn text(&self, field: Option<&str>) -> Option<&'a str> {
        let here = |place: &Place| place.row.is_none() && place.field.as_deref() == field && place.code.is_none();
        self.given.iter().find_map(|(place, value)| match value {
            FieldValue::Text(text) if here(place) => Some(text.as_str()),
            FieldValue::Text(_) | FieldValue::Ticked => None,
        })
    }

    /// Returns the codes of the boxes that are ticked.
    fn ticks(&self, field: Option<&str>) -> Vec<&'a str> {
        let ticked = self.given.iter().filter(|(place, value)| {
            *value == FieldValue::Ticked && place.row.is_none() && place.field.as_deref() == field
        });
        ticked.filter_map(|(place, _)| place.code.as_deref()).collect()
    }

    /// Returns the one box that is ticked; of several none, and says so.
    fn one_tick(&self, field: Option<&str>, labels: &[(&str, &str)], told: &mut Vec<String>) -> Option<String> {
        let label = |code: &str| {
            let found = labels.iter().find(|(known, _)| *known == code);
            format!("“{}”", found.map_or(code, |(_, label)| label))
        };
        match self.ticks(field).as_slice() {
            [] => None,
            [code] => Some((*code).to_owned()),
            codes => {
                let all: Vec<String> = codes.iter().map(|code| label(code)).collect();
                told.push(format!(
                    "“{}”: {} are ticked, and only one can be; choose one",
                    self.question.ask.words(),
                    all.join(" and ")
                ));
                None
            }
        }
    }

    /// Returns the option that is ticked, else the one that is named by hand, else what was written.
    fn choice(&self, options: &Options, asked: Option<&QuestionReading>, told: &mut Vec<String>) -> Option<String> {
        let labels = labels(options, asked);
        let pairs: Vec<(&str, &str)> = labels.iter().map(|(code, label)| (code.as_str(), label.as_str())).collect();
        let written = self.text(None).map(|text| code_of(&labels, text).unwrap_or_else(|| one_line(text)));
        let ticked = self.one_tick(None, &pairs, told);
        if let (Some(_), Some(written)) = (&ticked, &written) {
            told.push(format!(
                "“{}”: an option is ticked, so “{written}” beside it was left out",
                self.question.ask.words()
            ));
        }
        ticked.or(written)
    }

    fn codes(&self, options: &Options, asked: Option<&QuestionReading>, told: &mut Vec<String>) -> Entry {
        let labels = labels(options, asked);
        let mut codes: Vec<String> = self.ticks(None).into_iter().map(str::to_owned).collect();
        for written in
            self.text(None).unwrap_or_default().split([',', ';', '\n']).filter(|text| !text.trim().is_empty())
        {
            match code_of(&labels, written) {
                Some(code) if codes.contains(&code) => {}
                Some(code) => codes.push(code),
                None => told.push(format!(
                    "“{}”: “{}” is not one of the options, so it was left out",
                    self.question.ask.words(),
                    written.trim()
                )),
            }
        }
        Entry::Codes(codes)
    }

    /// Returns every named field as it is.
    fn all(&self) -> Entry {
        let named = self.given.iter().filter_map(|(place, value)| match (place.field.as_deref()?, value) {
            (field @ ("title" | "place" | "name"), FieldValue::Text(text)) => Some((field.to_owned(), one_line(text))),
            (field, FieldValue::Text(text)) if crate::form::words::PERSON_ORDER.contains(&field) => {
                Some((field.to_owned(), one_line(text)))
            }
            (_, FieldValue::Text(_) | FieldValue::Ticked) => None,
        });
        Entry::Fields(named.collect())
    }

    fn checklist(&self) -> Entry {
        let Kind::Checklist(kind) = &self.question.kind else { return Entry::Fields(BTreeMap::new()) };
        let known = |field: &&str| *field == "owner" || kind.dates.iter().any(|date| date == field);
        let names = kind.dates.iter().map(String::as_str).chain(["owner"]).filter(known);
        let texts = names.filter_map(|field| Some((field.to_owned(), one_line(self.text(Some(field))?))));
        let mut fields: BTreeMap<String, String> = texts.collect();
        let ticks = self.ticks(None);
        let marks = ["done", "na"].into_iter().filter(|mark| ticks.contains(mark));
        fields.extend(marks.map(|mark| (mark.to_owned(), "yes".to_owned())));
        // One place serves for notes and for the reason why it does not apply.
        let notes = if ticks.contains(&"na") { "reason" } else { "notes" };
        fields.extend(self.text(Some("notes")).map(|text| (notes.to_owned(), text.to_owned())));
        Entry::Fields(fields)
    }

    fn rating(&self, by: &str) -> Option<Entry> {
        let cells = ["rating", "evidence"].map(|name| Some((QuestionId::new(name), self.text(Some(name))?)));
        let mut cells: BTreeMap<QuestionId, Entry> =
            cells.into_iter().flatten().map(|(name, text)| (name, Entry::Text(rating_code(text)))).collect();
        if cells.is_empty() {
            return None;
        }
        cells.insert(QuestionId::new("by"), Entry::Text(by.to_owned()));
        Some(Entry::Rows(vec![EntryRow { id: RowId::new("+1"), origin: String::new(), cells }]))
    }

    /// Returns the rows, each under the id of its place; of a table, only its columns.
    fn rows(&self, table: Option<(&Table, Option<&QuestionReading>)>) -> Vec<EntryRow> {
        let mut rows: Vec<EntryRow> = Vec::new();
        for (place, value) in self.given {
            let (Some(row), Some(field), FieldValue::Text(text)) = (&place.row, &place.field, value) else { continue };
            let cell = match table {
                Some((table, asked)) => {
                    let column = table.columns.iter().find(|column| column.id.as_str() == field);
                    let Some(column) = column.filter(|column| !column.locked && column.takes_answer()) else {
                        continue;
                    };
                    cell(column, asked, text)
                }
                None if matches!(field.as_str(), "title" | "place") => Entry::Text(one_line(text)),
                None => continue,
            };
            let id = RowId::new(row.as_str());
            let at = rows.iter().position(|row| row.id == id).unwrap_or_else(|| {
                rows.push(EntryRow { id, ..EntryRow::default() });
                rows.len() - 1
            });
            rows[at].cells.insert(QuestionId::new(field.as_str()), cell);
        }
        rows
    }
}

/// Turns the text of a cell into what is typed there: a code where it names an option.
fn cell(column: &Question, asked: Option<&QuestionReading>, text: &str) -> Entry {
    let fixed = |labels: &[(&str, &str)]| {
        let labels: Vec<_> = labels.iter().map(|(code, label)| ((*code).to_owned(), (*label).to_owned())).collect();
        code_of(&labels, text).unwrap_or_else(|| one_line(text))
    };
    let offered = asked.and_then(|asked| asked.columns.iter().find(|known| known.id == column.id));
    match &column.kind {
        Kind::OneOf(options) => {
            let mut labels = own_labels(options);
            let more = offered.map(|known| known.options.as_slice()).unwrap_or_default();
            labels.extend(more.iter().map(|choice| (choice.code.clone(), choice.label.clone())));
            Entry::Text(code_of(&labels, text).unwrap_or_else(|| one_line(text)))
        }
        Kind::YesNo => Entry::Text(fixed(&[("yes", "Yes"), ("no", "No")])),
        Kind::Graded(_) => {
            let answer = fixed(&Grade::ALL.map(|grade| (grade.code(), grade.label())));
            Entry::Fields([("answer".to_owned(), answer)].into())
        }
        Kind::Person(_) => Entry::Fields([("name".to_owned(), one_line(text))].into()),
        Kind::Document(_) => Entry::Fields([("title".to_owned(), one_line(text))].into()),
        Kind::ManyOf(options, _) => {
            let labels = own_labels(options);
            let parts = text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
            Entry::Codes(parts.map(|part| code_of(&labels, part).unwrap_or_else(|| part.to_owned())).collect())
        }
        Kind::LongText => Entry::Text(text.to_owned()),
        Kind::Text(..)
        | Kind::Integer(_)
        | Kind::Number(_)
        | Kind::Money(_)
        | Kind::Date
        | Kind::Risk(_)
        | Kind::Partnership(_)
        | Kind::Rating(_)
        | Kind::Table(_)
        | Kind::Checklist(_)
        | Kind::Signature(_)
        | Kind::Computed(_)
        | Kind::Note => Entry::Text(one_line(text)),
    }
}

fn own_labels(options: &Options) -> Vec<(String, String)> {
    options.choices.iter().map(|choice| (choice.code.clone(), choice.label.clone())).collect()
}

/// Returns code and label of each option: of the form, and those offered now.
fn labels(options: &Options, asked: Option<&QuestionReading>) -> Vec<(String, String)> {
    let offered = asked.map(|asked| asked.options.as_slice()).unwrap_or_default();
    let offered = offered.iter().map(|choice| (choice.code.clone(), choice.label.clone()));
    own_labels(options).into_iter().chain(offered).collect()
}

/// Returns the code that a text names: the code itself, or the words of the option.
fn code_of(labels: &[(String, String)], text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let same = |(code, label): &&(String, String)| code.to_lowercase() == text || label.to_lowercase() == text;
    labels.iter().find(same).map(|(code, _)| code.clone())
}

fn rating_code(text: &str) -> String {
    match text.trim() {
        "n/a" => "na".to_owned(),
        "?" => "dk".to_owned(),
        other => other.to_owned(),
    }
}

/// Puts a text on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn some_fields<const N: usize>(fields: [(&str, Option<String>); N]) -> Entry {
    let known = fields.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?)));
    Entry::Fields(known.collect())
}
