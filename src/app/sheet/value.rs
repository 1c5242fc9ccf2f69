//! From cells to what would have been typed into a question.

use super::target::Target;
use crate::exchange::sheet::Cell;
use crate::model::day::Day;
use crate::model::entry::{Entry, EntryRow};
use crate::model::id::RowId;
use crate::model::money::Pence;
use crate::model::number;
use crate::pack::condition::Near;
use crate::pack::form::{Kind, Question};
use crate::pack::list::Choice;
use std::collections::BTreeMap;

/// A cell that answers something, with what it answers.
pub(super) type Answering<'a> = (&'a Target<'a>, &'a Cell);

/// Puts the cells that answer one question together, as they would be typed.
pub(super) fn entry(cells: &[Answering<'_>], question: &Question, names: &BTreeMap<String, String>) -> Entry {
    let kind = &question.kind;
    if matches!(kind, Kind::Table(_)) {
        return table(cells, names);
    }
    if matches!(kind, Kind::Person(_)) {
        let field = |(target, cell): &Answering<'_>| (target.id.cell.clone(), cell.text());
        return Entry::Fields(cells.iter().map(field).filter(|(_, text)| !text.is_empty()).collect());
    }
    if let Kind::ManyOf(options, _) = kind {
        let texts = cells.iter().flat_map(|(_, cell)| parts(&cell.text()));
        return Entry::Codes(texts.map(|text| choice(&options.choices, &text).unwrap_or(text)).collect());
    }
    let texts = cells.iter().map(|(_, cell)| typed(kind, cell, names)).filter(|text| !text.is_empty());
    Entry::Text(texts.collect::<Vec<_>>().join("; "))
}

/// Several values of a cell become rows; columns beside each other are matched in their order.
fn table(cells: &[Answering<'_>], names: &BTreeMap<String, String>) -> Entry {
    let mut rows: Vec<EntryRow> = Vec::new();
    let mut filled: BTreeMap<&str, usize> = BTreeMap::new();
    for (target, cell) in cells {
        let values = if let Cell::Text(text) = cell { parts(text) } else { vec![cell.text()] };
        for value in values.into_iter().filter(|value| !value.is_empty()) {
            let at = filled.entry(target.id.cell.as_str()).or_default();
            if rows.len() == *at {
                let id = RowId::new(format!("row-{}", rows.len() + 1));
                rows.push(EntryRow { id, origin: String::new(), cells: BTreeMap::new() });
            }
            let own = if let Cell::Text(_) = cell { &Cell::Text(value) } else { *cell };
            let text = typed(&target.takes.kind, own, names);
            rows[*at].cells.insert(target.takes.id.clone(), Entry::Text(text));
            *at += 1;
        }
    }
    Entry::Rows(rows)
}

/// Writes a cell as it would be typed into a question of a kind.
fn typed(kind: &Kind, cell: &Cell, names: &BTreeMap<String, String>) -> String {
    let text = cell.text();
    match (kind, cell) {
        (Kind::OneOf(options), _) => choice(&options.choices, &text).unwrap_or(text),
        (Kind::Money(_), Cell::Number(n)) => format!("{n:.2}"),
        (Kind::Date, Cell::Number(n)) => day_of_number(*n).map_or(text, |day| day.to_string()),
        (Kind::YesNo, _) => yes_or_no(&text).map_or(text, |yes| if yes { "yes" } else { "no" }.to_owned()),
        (Kind::Partnership(_), _) => {
            let same = |(_, name): &(&String, &String)| name.trim().eq_ignore_ascii_case(&text);
            names.iter().find(same).map_or(text, |(reference, _)| reference.clone())
        }
        _ => text,
    }
}

/// A date that lost its format is a number of days since the last of 1899.
fn day_of_number(n: f64) -> Option<Day> {
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
    let days = (10_000.0..80_000.0).contains(&n).then_some(n as i64)?;
    Day::new(1899, 12, 30).map(|first| first.add_days(days))
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" | "x" | "✓" | "✔" | "1" => Some(true),
        "no" | "n" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// Divides the values of a cell: at semicolons and new lines.
pub(super) fn parts(text: &str) -> Vec<String> {
    text.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Finds the option that a text means: by its code, its label, or a label that is near.
pub(super) fn choice(choices: &[Choice], text: &str) -> Option<String> {
    let plain = plain(text);
    let offered = || choices.iter().filter(|choice| !choice.retired);
    let of = |choice: &Choice| choice.code.clone();
    if plain.is_empty() {
        return None;
    }
    if let Some(same) =
        offered().find(|choice| self::plain(&choice.code) == plain || self::plain(&choice.label) == plain)
    {
        return Some(of(same));
    }
    let short = |label: &str| self::plain(label.split(['(', ':']).next().unwrap_or_default());
    let near = Near::new(text);
    let mut found = offered().filter(|choice| short(&choice.label) == plain || near.is_near(&choice.label));
    // Where two are near, the text is not clear.
    found.next().filter(|_| found.next().is_none()).map(of)
}

/// Letters and digits alone, in small letters.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Is a text a value of a kind that takes no words? `None` for kinds that take words.
pub(super) fn is_like(kind: &Kind, text: &str) -> Option<bool> {
    // Any day serves: it only decides the century of a year of two digits.
    let today = Day::new(2026, 1, 1).expect("there is such a day");
    match kind {
        Kind::Integer(_) | Kind::Risk(_) => Some(number::parse_integer(text).is_some()),
        Kind::Number(_) => Some(number::parse_number(text).is_some()),
        Kind::Money(_) => Some(Pence::parse(text).is_some()),
        Kind::Date => Some(Day::parse(text, today).is_ok()),
        Kind::YesNo => Some(yes_or_no(text).is_some()),
        Kind::OneOf(_)
        | Kind::ManyOf(..)
        | Kind::Text(..)
        | Kind::LongText
        | Kind::Partnership(_)
        | Kind::Graded(_)
        | Kind::Rating(_)
        | Kind::Table(_)
        | Kind::Checklist(_)
        | Kind::Person(_)
        | Kind::Signature(_)
        | Kind::Document(_)
        | Kind::Computed(_)
        | Kind::Note => None,
    }
}
