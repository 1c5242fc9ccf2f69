//! Corrections of the register entry, written in words: read as their column's kind, or refused with a sentence.

use super::parse::{Fault, is_ticked};
use crate::form::finding::Code;
use crate::model::answer::{Answer, Person, Row};
use crate::model::day::Day;
use crate::model::money::Pence;
use crate::model::number;
use crate::pack::form::Table;
use crate::pack::list::Choice;
use crate::pack::{Column, Pack};

/// Reads a correction as its column's kind; an option may be given by its label. `None`: it cannot be read so.
pub fn corrected(pack: &Pack, column: &Column, text: &str, today: Day) -> Option<Answer> {
    let text = text.trim();
    match column.kind.as_str() {
        "date" => Day::parse(text, today).ok().map(Answer::Date),
        "money" => Pence::parse(text).map(Answer::Money),
        "integer" => number::parse_integer(text).map(Answer::Integer),
        "number" => number::parse_number(text).map(Answer::Number),
        "yes_no" => {
            let word = text.to_lowercase();
            (is_ticked(&word) || word == "no").then(|| Answer::YesNo(is_ticked(&word)))
        }
        "one_of" => match codes(pack, column, text)?.as_slice() {
            [one] => Some(Answer::Choice(one.clone())),
            _ => None,
        },
        "many_of" => codes(pack, column, text).map(Answer::Choices),
        "person" => Some(Answer::Person(Person { fields: [("name".to_owned(), text.to_owned())].into() })),
        "table" => None,
        _ => Some(Answer::Text(text.to_owned())),
    }
}

/// Finds the options a text names, by label or code, with commas and the like between them; a label may hold a comma
/// of its own. `None` if anything else stands in it.
fn codes(pack: &Pack, column: &Column, text: &str) -> Option<Vec<String>> {
    let mut choices: Vec<&Choice> = pack.lists.get(&column.list)?.choices.iter().collect();
    choices.sort_by_key(|choice| std::cmp::Reverse(choice.label.len()));
    let starts =
        |rest: &str, words: &str| rest.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words));
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([',', ';', ' ', '.']);
        if rest.is_empty() {
            return (!found.is_empty()).then_some(found);
        }
        let named = choices.iter().find_map(|choice| {
            let words = [choice.label.as_str(), choice.code.as_str()].into_iter().find(|words| starts(rest, words))?;
            let after = rest.get(words.len()..)?;
            let ends = after.chars().next().is_none_or(|next| !next.is_alphanumeric() && next != '_');
            ends.then(|| (choice.code.clone(), after))
        });
        let (code, after) = named?;
        found.push(code);
        rest = after;
    }
}

/// Returns what is wrong with the corrections of a table that checks the register entry.
pub(super) fn faults(pack: &Pack, table: &Table, rows: &[Row], today: Day) -> Vec<Fault> {
    let Some(correcting) = table.columns.iter().find(|column| column.corrects) else { return vec![] };
    let fault = |row: &Row| {
        let Answer::Text(text) = row.cells.get(&correcting.id)? else { return None };
        let column = pack.column(row.id.as_str())?;
        if corrected(pack, column, text, today).is_some() {
            return None;
        }
        let labels = pack.lists.get(&column.list).map(|list| list.choices.iter().map(|choice| choice.label.as_str()));
        let hint = match (labels, column.kind.as_str()) {
            (Some(labels), _) => format!("write one of these: {}", labels.collect::<Vec<_>>().join("; ")),
            (None, "date") => "write a date like 31 3 2026".to_owned(),
            (None, "table") => "change it in the form that asks for it".to_owned(),
            (None, _) => "write a number".to_owned(),
        };
        let message = format!("“{text}” cannot stand for “{}”: {hint}", column.label);
        let place = (Some(row.id.clone()), Some(correcting.id.clone()));
        Some(Fault { row: place.0, column: place.1, ..Fault::new(Code::NotAnOption, message) })
    };
    rows.iter().filter_map(fault).collect()
}
