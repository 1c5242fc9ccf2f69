//! Statements with their ratings: one table for those that follow one another, a column a respondent.

use crate::form::place::Place;
use crate::form::reading::QuestionReading;
use crate::model::answer::Rating;
use crate::model::id::QuestionId;
use crate::model::text::MAX_LONG_TEXT;
use crate::print::document::{Column, Input, InputKind, Table};

/// What the figures mean; stands above each table.
const KEY: &str = "4 strongly agree, 3 agree, 2 disagree, 1 strongly disagree; n/a not applicable; ? don’t know";

/// Names stand over their columns if their longest words have no more letters than this together.
const WIDE_NAMES: usize = 40;

/// A table for the pen with one statement; those that follow one another become one table.
pub(super) fn empty(asked: &QuestionId, statement: String) -> Table {
    let input = |field: &str, asks: &str, kind| {
        let name = Place::of(asked).field(field).to_string();
        Some(Input { name, asks: format!("{statement}: {asks}"), kind, required: false })
    };
    let rated = [("4", "4"), ("3", "3"), ("2", "2"), ("1", "1"), ("na", "n/a"), ("dk", "?")];
    let rated = rated.map(|(code, label)| (code.to_owned(), label.to_owned()));
    let inputs = vec![
        None,
        input("rating", "rating", InputKind::Choice(rated.into(), false)),
        input("evidence", "evidence", InputKind::LongText(MAX_LONG_TEXT)),
    ];
    let plain = |heading: &str, width| Column { heading: heading.to_owned(), width, right: false };
    Table {
        asked: vec![asked.clone()],
        inputs: vec![inputs],
        help: KEY.to_owned(),
        columns: vec![plain("Statement", 6.0), plain("Rating", 1.0), plain("Evidence, for 1 and 2", 3.6)],
        rows: vec![vec![statement, String::new(), String::new()]],
        row_headers: true,
        pen: true,
        ..Table::default()
    }
}

/// Are both tables for the pen of this kind, so that one may go on with the other's rows?
pub(super) fn are_ratings(one: &Table, other: &Table) -> bool {
    one.help == KEY && other.help == KEY && one.columns == other.columns
}

/// Composes statements with everybody's ratings.
pub(super) fn filled(statements: &[(&QuestionReading, &[Rating])]) -> Table {
    let mut names: Vec<&str> = Vec::new();
    for rating in statements.iter().flat_map(|(_, ratings)| ratings.iter()) {
        if !names.contains(&rating.by.as_str()) {
            names.push(&rating.by);
        }
    }
    let plain = |heading: &str, width| Column { heading: heading.to_owned(), width, right: false };
    let mut columns = vec![plain("Statement", 6.0)];
    let (headings, help) = headings(&names);
    columns.extend(headings.iter().map(|heading| plain(heading, 1.1)));
    columns.push(plain("Evidence", 3.2));
    Table {
        asked: statements.iter().map(|(asked, _)| asked.id.clone()).collect(),
        help,
        columns,
        rows: statements.iter().map(|(asked, ratings)| row(asked, ratings, &names)).collect(),
        row_headers: true,
        ..Table::default()
    }
}

/// Returns what stands over the ratings, and the key: names, or letters for them where a page is too narrow.
fn headings(names: &[&str]) -> (Vec<String>, String) {
    let longest = |name: &&str| name.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
    if names.iter().map(longest).sum::<usize>() <= WIDE_NAMES {
        return (names.iter().map(|name| (*name).to_owned()).collect(), KEY.to_owned());
    }
    let letter = |at: usize| ('A'..='Z').nth(at).map_or_else(|| (at + 1).to_string(), String::from);
    let letters: Vec<String> = (0..names.len()).map(letter).collect();
    let key: Vec<String> = letters.iter().zip(names).map(|(letter, name)| format!("{letter}: {name}")).collect();
    (letters, format!("{KEY}\n{}", key.join("; ")))
}

fn row(asked: &QuestionReading, ratings: &[Rating], names: &[&str]) -> Vec<String> {
    let of = |name: &&str| {
        let rating = ratings.iter().find(|rating| rating.by == **name).map(|rating| rating.rating.as_str());
        match rating {
            Some("na") => "n/a".to_owned(),
            Some("dk") => "?".to_owned(),
            other => other.unwrap_or_default().to_owned(),
        }
    };
    let said = ratings.iter().filter(|rating| !rating.evidence.is_empty());
    let evidence: Vec<String> = said.map(|rating| format!("{}: {}", rating.by, rating.evidence)).collect();
    let mut cells = vec![format!("{}  {}", asked.number, asked.ask).trim().to_owned()];
    cells.extend(names.iter().map(of));
    cells.push(evidence.join("; "));
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_over_their_columns_while_there_is_room() {
        let (over, key) = headings(&["Sam Example", "Alexandra Example-Jones"]);
        assert_eq!((over.join("|"), key.as_str()), ("Sam Example|Alexandra Example-Jones".to_owned(), KEY));
        let many = vec!["Alexandra Example"; 7];
        let (over, key) = headings(&many);
        assert_eq!(over.join("|"), "A|B|C|D|E|F|G");
        assert!(key.ends_with("; G: Alexandra Example"), "{key}");
    }
}
