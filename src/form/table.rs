//! From the rows of a table as typed to answers, or to what is wrong with them.

use super::parse::{Fault, Setting, parse};
use crate::form::finding::{Code, Level};
use crate::model::answer::{Answer, Row};
use crate::model::entry::EntryRow;
use crate::model::known::{Known, names_of};
use crate::pack::condition::Scope;
use crate::pack::form::{Check, Kind, Question, Table};
use std::collections::BTreeSet;

/// A table as read: its rows with their valid cells, and whether each row is whole.
#[derive(Clone, Debug, Default)]
pub(super) struct TableRead {
    pub(super) rows: Vec<Row>,
    pub(super) whole: Vec<bool>,
    pub(super) faults: Vec<Fault>,
}

/// Reads the rows of a table.
pub(super) fn read_rows(question: &Question, table: &Table, rows: &[EntryRow], setting: &Setting<'_>) -> TableRead {
    let mut read = TableRead::default();
    for (at, typed) in rows.iter().enumerate() {
        if typed.is_empty() && typed.origin.is_empty() {
            continue;
        }
        let (row, faults) = read_row(table, typed, at, setting);
        let whole = !faults.iter().any(|fault| fault.level == Level::Error);
        read.rows.push(row);
        read.whole.push(whole);
        read.faults.extend(faults);
    }
    let count = read.rows.len();
    if count > table.max_rows {
        let message = format!("There are {count} rows; the most is {}. Take some out", table.max_rows);
        read.faults.insert(0, Fault::new(Code::TooManyRows, message));
    }
    if count > 0 && count < table.min_rows {
        let message = format!("“{}” needs at least {} rows", question.ask.words(), table.min_rows);
        read.faults.insert(0, Fault::new(Code::TooFewRows, message));
    }
    repeated(table, &mut read);
    read
}

fn read_row(table: &Table, typed: &EntryRow, at: usize, setting: &Setting<'_>) -> (Row, Vec<Fault>) {
    let mut row = Row { id: typed.id.clone(), origin: typed.origin.clone(), ..Row::default() };
    let mut faults = Vec::new();
    let mut scope = setting.scope.inner();
    scope.bind("row.id", &Known::Text(row.id.to_string()));
    scope.bind("row.origin", &Known::Text(row.origin.clone()));
    for column in &table.columns {
        let entry = typed.cells.get(&column.id).filter(|entry| !entry.is_empty());
        let answer = match (&column.kind, entry) {
            (Kind::Computed(computed), _) => {
                computed.value.value(&scope).and_then(|value| super::computed::answer_of(&value, computed.result))
            }
            (_, None) => None,
            (_, Some(entry)) => {
                let options = super::options::offered(column, &scope);
                let cell = Setting { scope: &scope, options: &options, ..*setting };
                parse(column, entry, &cell).map_or_else(
                    |wrong| {
                        faults.extend(wrong.into_iter().map(|fault| place(&fault, typed, column, at)));
                        None
                    },
                    Some,
                )
            }
        };
        if let Some(answer) = answer {
            let (value, dotted) = names_of(&answer);
            if let Some(value) = value {
                scope.bind(&format!("row.{}", column.id), &value);
            }
            for (name, value) in dotted {
                scope.bind(&format!("row.{}.{name}", column.id), &value);
            }
            row.cells.insert(column.id.clone(), answer);
        }
    }
    for column in &table.columns {
        check_cell(column, typed, &row, at, &scope, &mut faults);
    }
    faults.extend(failing(&table.row_checks, &scope).map(|fault| Fault {
        row: Some(typed.id.clone()),
        message: format!("Row {}: {}", at + 1, lower_first(&fault.message)),
        ..fault
    }));
    (row, faults)
}

/// Is the cell there if it must be, and do its checks hold?
fn check_cell(column: &Question, typed: &EntryRow, row: &Row, at: usize, scope: &Scope<'_>, faults: &mut Vec<Fault>) {
    let shown = column.show_when.as_ref().is_none_or(|when| when.holds(scope));
    let answered = row.cells.contains_key(&column.id);
    let typed_there = typed.cells.get(&column.id).is_some_and(|entry| !entry.is_empty());
    let required = column.required || column.required_when.as_ref().is_some_and(|when| when.holds(scope));
    if shown && required && !answered && !typed_there && column.takes_answer() {
        let message = column.missing.as_ref().filter(|_| column.checks.is_empty()).and_then(|says| says.write(scope));
        let message = message.unwrap_or_else(|| format!("Give “{}”", column.ask.words()));
        faults.push(place(&Fault::new(Code::Missing, message), typed, column, at));
    }
    if answered {
        faults.extend(failing(&column.checks, scope).map(|fault| place(&fault, typed, column, at)));
    }
}

/// Says in which row a fault is: by its number and what names it.
fn place(fault: &Fault, typed: &EntryRow, column: &Question, at: usize) -> Fault {
    let number = at + 1;
    let says = lower_first(&fault.message);
    let message = if matches!(fault.code, Code::Missing | Code::Check) {
        format!("Row {number}: {says}")
    } else {
        format!("Row {number}, “{}”: {says}", column.ask.words())
    };
    Fault { row: Some(typed.id.clone()), column: Some(column.id.clone()), message, ..fault.clone() }
}

/// Begins a sentence small after a colon, unless it begins with a quotation or a name in capitals.
fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}

/// Returns the checks that do not hold.
pub(super) fn failing<'a>(checks: &'a [Check], scope: &'a Scope<'_>) -> impl Iterator<Item = Fault> + 'a {
    checks.iter().filter(|check| check.holds.fails(scope)).map(|check| {
        let code = if check.level == Level::Stop { Code::Stop } else { Code::Check };
        Fault { level: check.level, ..Fault::new(code, check.says.write_always(scope)) }
    })
}

/// Rows that say the same in the columns that must differ.
fn repeated(table: &Table, read: &mut TableRead) {
    if table.unique.is_empty() {
        return;
    }
    let mut seen: BTreeSet<Vec<String>> = BTreeSet::new();
    for (at, row) in read.rows.iter().enumerate() {
        let key: Vec<String> =
            table.unique.iter().map(|column| format!("{:?}", row.cells.get(column)).to_lowercase()).collect();
        if !seen.insert(key) {
            let column = table.unique.first().cloned();
            let message = format!("Row {} says the same as an earlier row; change it or take it out", at + 1);
            read.faults.push(Fault { row: Some(row.id.clone()), column, ..Fault::new(Code::Repeated, message) });
        }
    }
}

impl TableRead {
    /// Returns the table as expressions see it: whole rows alone.
    pub(super) fn known(&self) -> Answer {
        let whole = self.rows.iter().zip(&self.whole).filter(|(_, whole)| **whole).map(|(row, _)| row.clone());
        Answer::Table(whole.collect())
    }
}
