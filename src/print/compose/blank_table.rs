//! Tables of a blank form: rows to write in, and words for columns that are chosen from a list.

use super::{room, table};
use crate::form::place::Place;
use crate::pack::Pack;
use crate::pack::form::{Kind, Question, Table as TableKind};
use crate::print::document::{Input, Table};

/// A list of choices longer than this is not written out over a table.
const LONGEST_LIST: usize = 170;

/// Tells whether anything in the table is written by hand: not so where all of it is worked out or known.
pub(super) fn is_written(kind: &TableKind) -> bool {
    kind.columns.iter().any(|column| !column.locked && column.takes_answer() && !column.print.hidden)
}

/// Composes a table with the rows that are always there, and empty ones.
pub(super) fn empty(pack: &Pack, question: &Question, kind: &TableKind, title: String, help: String) -> Table {
    let shown = |column: &&Question| {
        !column.print.hidden && !matches!(&column.kind, Kind::Computed(computed) if computed.quiet)
    };
    let columns: Vec<&Question> = kind.columns.iter().filter(shown).collect();
    let known = known_rows(pack, kind, &columns);
    let lines = question.print.lines.and_then(|lines| usize::try_from(lines).ok());
    let empty_rows = if known.is_empty() || !kind.fixed.is_empty() { lines.unwrap_or(3) } else { 0 };
    let names = known.iter().map(|(id, _)| id.clone()).chain((1..=empty_rows).map(|n| format!("+{n}")));
    let cells = known.iter().map(|(_, cells)| cells.as_slice()).chain(std::iter::repeat(&[][..]));
    let inputs = names.zip(cells).enumerate().map(|(at, (row, cells))| {
        let input = |(index, column): (usize, &&Question)| -> Option<Input> {
            let place = Place::of(&question.id).row(row.as_str()).field(column.id.as_str());
            let said = cells.get(index).is_some_and(|text| !text.is_empty());
            let words = format!("{title}: {}, row {}", column.ask.words(), at + 1);
            (!said).then(|| room::cell(column, &place, &words)).flatten()
        };
        columns.iter().enumerate().map(input).collect()
    });
    Table {
        asked: vec![question.id.clone()],
        inputs: inputs.collect(),
        pen: !known.is_empty(),
        rows: known.iter().map(|(_, cells)| cells.clone()).collect(),
        row_headers: columns.first().is_some_and(|column| column.id == kind.label),
        totals: None,
        empty_rows,
        columns: columns.iter().map(|column| table::column(&column.ask.words(), column)).collect(),
        help: with_choices(help, &columns),
        title,
    }
}

/// Returns the rows that are there before anything is typed, with their ids.
fn known_rows(pack: &Pack, kind: &TableKind, columns: &[&Question]) -> Vec<(String, Vec<String>)> {
    let fixed = kind.fixed.iter().map(|row| {
        let cell = |column: &&Question| row.cells.iter().find(|(id, _)| *id == column.id).map(|(_, text)| text.clone());
        (row.id.clone(), columns.iter().map(|column| cell(column).unwrap_or_default()).collect())
    });
    let label_of = |id: &String| pack.columns.iter().find(|column| column.id == *id);
    let register = kind.register_rows.iter().filter_map(label_of).map(|known| {
        let cell = |column: &&Question| if column.id == kind.label { known.label.clone() } else { String::new() };
        (known.id.clone(), columns.iter().map(cell).collect())
    });
    fixed.chain(register).collect()
}

/// Adds what may be chosen in a column, where it is short enough to be written out.
fn with_choices(help: String, columns: &[&Question]) -> String {
    let mut said: Vec<String> = Some(help).filter(|help| !help.is_empty()).into_iter().collect();
    let mut before: Option<String> = None;
    for column in columns.iter().filter(|column| !column.locked) {
        let Kind::OneOf(options) = &column.kind else { continue };
        let labels: Vec<&str> =
            options.choices.iter().filter(|choice| !choice.retired).map(|choice| choice.label.as_str()).collect();
        let list = labels.join(", ");
        if labels.is_empty() || list.chars().count() > LONGEST_LIST || before.as_ref() == Some(&list) {
            continue;
        }
        said.push(format!("{}: {list}.", column.ask.words()));
        before = Some(list);
    }
    said.join("\n")
}
