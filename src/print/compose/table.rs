//! Tables: columns with widths that suit their kind, cells in words, sums.

use super::answer::short_date;
use crate::form::reading::QuestionReading;
use crate::form::words::in_line;
use crate::model::answer::{Answer, Row};
use crate::model::money::Pence;
use crate::model::number::write_number;
use crate::pack::Pack;
use crate::pack::form::{Kind, Question, ResultKind, Table as TableKind};
use crate::print::document::{Column, Table};
use crate::print::number::real;

/// Composes a table with its rows.
pub(super) fn filled(pack: &Pack, asked: &QuestionReading, kind: &TableKind, rows: &[Row]) -> Table {
    let columns: Vec<(&str, &Question)> = asked
        .columns
        .iter()
        .filter(|column| !column.quiet)
        .filter_map(|column| {
            let question = kind.columns.iter().find(|question| question.id == column.id)?;
            (!question.print.hidden).then_some((column.ask.as_str(), question))
        })
        .collect();
    let cell = |row: &Row, question: &Question| {
        row.cells.get(&question.id).map(|answer| in_cell(pack, question, answer)).unwrap_or_default()
    };
    let line = |row: &Row| columns.iter().map(|(_, question)| cell(row, question)).collect();
    Table {
        asked: vec![asked.id.clone()],
        title: format!("{}  {}", asked.number, asked.ask).trim().to_owned(),
        help: String::new(),
        row_headers: columns.first().is_some_and(|(_, question)| question.id == kind.label),
        rows: rows.iter().map(line).collect(),
        totals: totals(&columns, kind, rows),
        columns: columns.iter().map(|(heading, question)| column(heading, question)).collect(),
        empty_rows: 0,
        pen: false,
        inputs: Vec::new(),
    }
}

/// Writes an answer for a narrow column: short dates, and of a risk scale the step alone.
fn in_cell(pack: &Pack, question: &Question, answer: &Answer) -> String {
    if let Answer::Date(day) = answer {
        return short_date(*day);
    }
    if let Answer::Risk(step) = answer {
        return step.to_string();
    }
    in_line(pack, question, answer)
}

/// Places a column by its hint, or by what its kind needs.
pub(super) fn column(heading: &str, question: &Question) -> Column {
    let (natural, right) = match &question.kind {
        Kind::LongText => (3.5, false),
        Kind::Text(..) | Kind::Person(_) | Kind::Document(_) | Kind::ManyOf(..) | Kind::Rating(_) => (2.4, false),
        Kind::OneOf(_) | Kind::Partnership(_) | Kind::Risk(_) | Kind::Table(_) | Kind::Checklist(_) | Kind::Date => {
            (1.5, false)
        }
        Kind::Signature(_) | Kind::Note | Kind::Graded(_) => (2.0, false),
        Kind::Money(_) => (1.4, true),
        Kind::Integer(_) | Kind::Number(_) => (1.0, true),
        Kind::YesNo => (0.9, false),
        Kind::Computed(computed) => match computed.result {
            ResultKind::Money | ResultKind::Integer | ResultKind::Number => (1.3, true),
            ResultKind::Text => (2.4, false),
            ResultKind::Date | ResultKind::YesNo => (1.4, false),
        },
    };
    let hint = question.print.wide.and_then(|wide| usize::try_from(wide).ok()).map(|wide| real(wide) * 1.3);
    Column { heading: heading.to_owned(), width: hint.unwrap_or(natural), right }
}

fn totals(columns: &[(&str, &Question)], kind: &TableKind, rows: &[Row]) -> Option<Vec<String>> {
    if kind.total.is_empty() {
        return None;
    }
    let cell = |(index, (_, question)): (usize, &(&str, &Question))| {
        if kind.total.contains(&question.id) {
            return sum(rows.iter().filter_map(|row| row.cells.get(&question.id)));
        }
        if index == 0 { "Total".to_owned() } else { String::new() }
    };
    Some(columns.iter().enumerate().map(cell).collect())
}

fn sum<'a>(answers: impl Iterator<Item = &'a Answer>) -> String {
    let (mut pence, mut whole, mut number): (Option<i64>, Option<i64>, Option<f64>) = (None, None, None);
    for answer in answers {
        match answer {
            Answer::Money(amount) => pence = Some(pence.unwrap_or(0) + amount.0),
            Answer::Integer(count) => whole = Some(whole.unwrap_or(0) + count),
            Answer::Number(value) => number = Some(number.unwrap_or(0.0) + value),
            Answer::Text(_)
            | Answer::Date(_)
            | Answer::YesNo(_)
            | Answer::Graded(_)
            | Answer::Choice(_)
            | Answer::Choices(_)
            | Answer::Ratings(_)
            | Answer::Risk(_)
            | Answer::Table(_)
            | Answer::Checklist(_)
            | Answer::Person(_)
            | Answer::Documents(_)
            | Answer::Partnership(_) => {}
        }
    }
    let pence = pence.map(|pence| Pence(pence).to_string());
    let written = pence.or_else(|| whole.map(|whole| whole.to_string())).or_else(|| number.map(write_number));
    written.unwrap_or_default()
}
