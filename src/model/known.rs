//! Known values: what names in an expression stand for. A name that stands for nothing is unknown.

use crate::model::answer::{Answer, Person, Row};
use crate::model::money::Pence;
use std::collections::BTreeMap;

/// A value that an expression can use or give.
#[derive(Clone, Debug, PartialEq)]
pub enum Known {
    /// True or false.
    Bool(bool),
    /// A whole number; money in pence.
    Int(i64),
    /// A number with decimals.
    Number(f64),
    /// Words, codes, and dates in ISO form.
    Text(String),
    /// Several values.
    List(Vec<Known>),
    /// A row: cells by name.
    Row(BTreeMap<String, Known>),
}

impl Known {
    /// Returns the truth value, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            Self::Int(_) | Self::Number(_) | Self::Text(_) | Self::List(_) | Self::Row(_) => None,
        }
    }

    /// Returns the text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Bool(_) | Self::Int(_) | Self::Number(_) | Self::List(_) | Self::Row(_) => None,
        }
    }
}

/// Returns what an answer's name stands for, and what its dotted names stand for.
///
/// `c_fatigue` stands for the code and `c_fatigue.comment` for the comment;
/// a table stands for its rows and `c_costs.actual` for the cells answered.
pub fn names_of(answer: &Answer) -> (Option<Known>, Vec<(String, Known)>) {
    let text = |text: &str| Known::Text(text.to_owned());
    let dotted = |pairs: Vec<(&str, &str)>| {
        pairs.into_iter().filter(|(_, t)| !t.is_empty()).map(|(n, t)| (n.to_owned(), text(t))).collect()
    };
    match answer {
        Answer::Text(words) | Answer::Choice(words) | Answer::Partnership(words) => (Some(text(words)), vec![]),
        Answer::Integer(n) | Answer::Money(Pence(n)) => (Some(Known::Int(*n)), vec![]),
        Answer::Number(n) => (Some(Known::Number(*n)), vec![]),
        Answer::Date(day) => (Some(Known::Text(day.iso())), vec![]),
        Answer::YesNo(yes) => (Some(Known::Bool(*yes)), vec![]),
        Answer::Graded(graded) => (Some(text(graded.answer.code())), dotted(vec![("comment", &graded.comment)])),
        Answer::Choices(codes) => (Some(Known::List(codes.iter().map(|code| text(code)).collect())), vec![]),
        Answer::Ratings(ratings) => {
            let first = ratings.first();
            let said = first.map_or("", |rating| &rating.rating);
            let names = dotted(vec![("said", said), ("evidence", first.map_or("", |rating| &rating.evidence))]);
            (said.parse().ok().map(Known::Int), names)
        }
        Answer::Risk(step) => (Some(Known::Int(i64::from(*step))), vec![]),
        Answer::Table(rows) => {
            let mut columns: BTreeMap<String, Vec<Known>> = BTreeMap::new();
            let rows: Vec<Known> = rows.iter().map(row_known).collect();
            for row in &rows {
                if let Known::Row(cells) = row {
                    for (name, cell) in cells {
                        columns.entry(name.clone()).or_default().push(cell.clone());
                    }
                }
            }
            (Some(Known::List(rows)), columns.into_iter().map(|(name, cells)| (name, Known::List(cells))).collect())
        }
        Answer::Checklist(item) => {
            let mut names = dotted(vec![("owner", &item.owner), ("notes", &item.notes), ("reason", &item.reason)]);
            names.extend(item.dates.iter().map(|(name, day)| (name.clone(), text(&day.iso()))));
            if let Some(last) = item.dates.values().max() {
                names.push(("on".to_owned(), text(&last.iso())));
            }
            (Some(text(item.state.code())), names)
        }
        Answer::Person(person) => {
            let names = person.fields.iter().map(|(name, value)| (name.clone(), text(value))).collect();
            (Some(text(person.name())).filter(|_| !person.name().is_empty()), names)
        }
        Answer::Documents(links) => (links.first().map(|link| text(&link.title)), vec![]),
    }
}

/// Returns a row as a value, with its id and origin beside its cells.
pub fn row_known(row: &Row) -> Known {
    let mut cells = BTreeMap::new();
    for (column, answer) in &row.cells {
        let (value, dotted) = names_of(answer);
        if let Some(value) = value {
            cells.insert(column.to_string(), value);
        }
        for (name, value) in dotted {
            cells.insert(format!("{column}.{name}"), value);
        }
    }
    cells.insert("id".to_owned(), Known::Text(row.id.to_string()));
    cells.insert("origin".to_owned(), Known::Text(row.origin.clone()));
    Known::Row(cells)
}

/// Returns what a person's name and details stand for.
pub fn person_known(person: &Person) -> Vec<(String, Known)> {
    names_of(&Answer::Person(person.clone())).1
}
