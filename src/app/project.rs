//! Projections: the register row and the facts of a partnership, worked out from what has taken effect.

use super::App;
use super::error::Result;
use super::known_json;
use super::record::Record;
use crate::form::corrections::corrected;
use crate::form::facts::feed;
use crate::form::words::column_in_words;
use crate::model::answer::{Answer, Row, person_whole};
use crate::model::day::Day;
use crate::model::fact::Facts;
use crate::model::id::QuestionId;
use crate::model::known::{Known, names_of};
use crate::model::money::Pence;
use crate::pack::form::{Form, Kind};
use crate::pack::{Column, Pack};
use crate::store::{Cell, Projection};
use std::collections::BTreeMap;

impl App {
    /// Works out the register row and facts of a partnership.
    pub(super) fn projection(&self, record: &Record, today: Day) -> Result<Projection> {
        let pack = &self.pack;
        let mut columns: BTreeMap<String, Answer> = BTreeMap::new();
        let mut facts = Facts::default();
        let mut others = BTreeMap::new();
        for effective in record.effective(pack) {
            let Some(form) = pack.form(&effective.document.document.form) else { continue };
            let answers = effective.answers;
            facts = feed(pack, form, &answers, &facts, &|id| answers.contains_key(id));
            fill_columns(form, &answers, &mut columns);
            correct(pack, &answers, form, today, &mut columns, &mut facts);
            others.extend(answers);
        }
        let mut around = self.bare(today)?;
        around.register.clone_from(&columns);
        around.facts = facts.clone();
        around.others = others;
        for form in &pack.forms {
            if let Some(latest) = record.of_form(&form.id).next_back() {
                around.signed.extend(latest.signed(pack, form));
            }
        }
        let standing = crate::rules::standing::standing(pack, &around);
        let mut cells: BTreeMap<String, Cell> = columns
            .iter()
            .filter_map(|(id, answer)| Some((id.clone(), cell(pack, pack.column(id)?, answer))))
            .collect();
        for (id, known) in &standing.columns {
            if let Some(column) = pack.column(id) {
                cells.insert(id.clone(), worked_out(pack, column, known));
            }
        }
        let facts = facts.0.iter().map(|(name, value)| (name.clone(), known_json::write(value))).collect();
        Ok(Projection { cells, facts })
    }
}

/// Fills the columns that questions name.
fn fill_columns(form: &Form, answers: &BTreeMap<QuestionId, Answer>, columns: &mut BTreeMap<String, Answer>) {
    for (_, question) in form.questions() {
        if let (Some(column), Some(answer)) = (&question.register, answers.get(&question.id)) {
            columns.insert(column.clone(), answer.clone());
        }
    }
}

/// Takes over the corrections of a table that checks the register entry, and the facts they stand for.
fn correct(
    pack: &Pack,
    answers: &BTreeMap<QuestionId, Answer>,
    form: &Form,
    today: Day,
    columns: &mut BTreeMap<String, Answer>,
    facts: &mut Facts,
) {
    for (_, question) in form.questions() {
        let (Kind::Table(table), Some(Answer::Table(rows))) = (&question.kind, answers.get(&question.id)) else {
            continue;
        };
        let Some(correcting) = table.columns.iter().find(|column| column.corrects) else { continue };
        let correction = |row: &Row| {
            let Answer::Text(text) = row.cells.get(&correcting.id)? else { return None };
            let column = pack.column(row.id.as_str())?;
            Some((column.id.clone(), corrected(pack, column, text, today)?))
        };
        for (id, answer) in rows.iter().filter_map(correction) {
            let fed = pack.forms.iter().flat_map(Form::questions).find_map(|(_, question)| {
                question.feeds.clone().filter(|_| question.register.as_deref() == Some(id.as_str()))
            });
            if let (Some(fact), Some(value)) = (fed, names_of(&answer).0) {
                facts.set(&fact, value);
            }
            columns.insert(id, answer);
        }
    }
}

fn cell(pack: &Pack, column: &Column, answer: &Answer) -> Cell {
    Cell { value: answer.to_json(&mut person_whole), text: column_in_words(pack, column, answer) }
}

/// A worked-out column's value, as the answer of its kind where it is one.
fn worked_out(pack: &Pack, column: &Column, known: &Known) -> Cell {
    let answer = match (column.kind.as_str(), known) {
        ("money", Known::Int(pence)) => Some(Answer::Money(Pence(*pence))),
        ("one_of", Known::Text(code)) => Some(Answer::Choice(code.clone())),
        ("date", Known::Text(text)) => Day::parse_iso(text).map(Answer::Date),
        ("table", Known::List(rows)) => Some(Answer::Table(rows.iter().filter_map(row_of).collect())),
        (_, Known::Text(text)) => Some(Answer::Text(text.clone())),
        (_, Known::Int(n)) => Some(Answer::Integer(*n)),
        (_, Known::Bool(yes)) => Some(Answer::YesNo(*yes)),
        (_, Known::Number(n)) => Some(Answer::Number(*n)),
        (_, Known::List(_) | Known::Row(_)) => None,
    };
    answer.map_or_else(
        || Cell { value: known_json::write(known), text: String::new() },
        |answer| cell(pack, column, &answer),
    )
}

fn row_of(known: &Known) -> Option<Row> {
    let Known::Row(cells) = known else { return None };
    let text = |name: &str| cells.get(name).and_then(Known::as_text).unwrap_or_default().to_owned();
    let cell = |(name, value): (&String, &Known)| {
        let answer = match value {
            Known::Text(words) => Day::parse_iso(words).map_or_else(|| Answer::Text(words.clone()), Answer::Date),
            Known::Int(n) => Answer::Integer(*n),
            Known::Bool(yes) => Answer::YesNo(*yes),
            Known::Number(n) => Answer::Number(*n),
            Known::List(_) | Known::Row(_) => return None,
        };
        (!matches!(name.as_str(), "id" | "origin") && !name.contains('.')).then(|| (name.as_str().into(), answer))
    };
    Some(Row { id: text("id").into(), origin: text("origin"), cells: cells.iter().filter_map(cell).collect() })
}
