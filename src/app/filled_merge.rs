//! Joining what comes in to what is there: nothing that somebody typed is written over.

use crate::model::entry::{Entry, EntryRow};
use crate::model::id::{QuestionId, RowId};
use crate::pack::form::{Kind, Question};
use std::collections::BTreeMap;

/// What stands in a question before.
pub(super) struct Before<'a> {
    /// The entry; none: nothing.
    pub(super) entry: Option<&'a Entry>,
    /// Did somebody type it, rather than the program fill it in?
    pub(super) typed: bool,
}

/// Joins an entry to the one that is there.
///
/// Returns what is to be kept, or none if that stands there already. What
/// differs from something typed is left out, and told.
pub(super) fn merge(
    question: &Question,
    before: &Before<'_>,
    given: Entry,
    new_row: &mut dyn FnMut() -> RowId,
    told: &mut Vec<String>,
) -> Option<Entry> {
    let Some(there) = before.entry.filter(|entry| !entry.is_empty()) else {
        return Some(with_ids(given, new_row));
    };
    let ask = question.ask.words();
    let mut keep = |what: &str, old: &str, new: &str| {
        told.push(format!("“{ask}”{what}: “{old}” was typed here already, so “{new}” was not put in its place"));
    };
    let merged = match (there, given) {
        (Entry::Fields(old), Entry::Fields(new)) => Entry::Fields(fields(old, new, before.typed, &mut keep)),
        (Entry::Rows(old), Entry::Rows(new)) => Entry::Rows(rows(question, old, new, before.typed, new_row, &mut keep)),
        (old, new) if !before.typed || *old == new => new,
        (old, new) => {
            keep("", &words(old), &words(&new));
            old.clone()
        }
    };
    (merged != *there || !before.typed).then_some(merged)
}

type Keep<'a> = &'a mut dyn FnMut(&str, &str, &str);

fn fields(
    old: &BTreeMap<String, String>,
    new: BTreeMap<String, String>,
    typed: bool,
    keep: Keep<'_>,
) -> BTreeMap<String, String> {
    let mut merged = old.clone();
    for (field, text) in new {
        match merged.get(&field).filter(|old| typed && !old.trim().is_empty()) {
            Some(old) if *old != text => keep(&format!(", {field}"), old, &text),
            Some(_) => {}
            None => {
                merged.insert(field, text);
            }
        }
    }
    merged
}

/// Joins rows: by their id, else by what names them, else by what they say; others are added.
fn rows(
    question: &Question,
    old: &[EntryRow],
    new: Vec<EntryRow>,
    typed: bool,
    new_row: &mut dyn FnMut() -> RowId,
    keep: Keep<'_>,
) -> Vec<EntryRow> {
    let label = match (&question.kind, question.table()) {
        (_, Some(table)) => table.label.clone(),
        (Kind::Rating(_), None) => QuestionId::new("by"),
        (_, None) => QuestionId::new("title"),
    };
    let name = |row: &EntryRow| row.cells.get(&label).map(|cell| words(cell).to_lowercase()).unwrap_or_default();
    let mut merged = old.to_vec();
    let mut used = vec![false; old.len()];
    for row in new {
        let named = name(&row);
        let same = |there: &EntryRow| {
            there.id == row.id
                || (!named.is_empty() && name(there) == named)
                || row.cells.iter().all(|(column, cell)| there.cells.get(column) == Some(cell))
        };
        let at = (0..old.len()).find(|at| !used[*at] && same(&merged[*at]));
        match at {
            Some(at) => {
                used[at] = true;
                for (column, cell) in row.cells {
                    let there = merged[at].cells.get(&column).filter(|old| typed && !old.is_empty());
                    match there {
                        Some(old) if *old != cell => {
                            keep(&format!(", row {}, {column}", at + 1), &words(old), &words(&cell));
                        }
                        Some(_) => {}
                        None => {
                            merged[at].cells.insert(column, cell);
                        }
                    }
                }
            }
            None => merged.push(EntryRow { id: row_id(row.id, new_row), ..row }),
        }
    }
    merged
}

/// Gives the rows that were added by hand ids of their own.
fn with_ids(entry: Entry, new_row: &mut dyn FnMut() -> RowId) -> Entry {
    let Entry::Rows(rows) = entry else { return entry };
    Entry::Rows(rows.into_iter().map(|row| EntryRow { id: row_id(row.id, new_row), ..row }).collect())
}

fn row_id(id: RowId, new_row: &mut dyn FnMut() -> RowId) -> RowId {
    if id.as_str().starts_with('+') { new_row() } else { id }
}

/// Returns an entry in a few words.
pub(super) fn words(entry: &Entry) -> String {
    match entry {
        Entry::Text(text) => text.trim().to_owned(),
        Entry::Codes(codes) => codes.join(", "),
        Entry::Fields(fields) => fields.values().map(|text| text.trim()).collect::<Vec<_>>().join(", "),
        Entry::Rows(rows) => {
            let row = |row: &EntryRow| row.cells.values().map(words).collect::<Vec<_>>().join(", ");
            rows.iter().map(row).collect::<Vec<_>>().join("; ")
        }
    }
}
