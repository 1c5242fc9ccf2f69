//! A form for the pen: room for every answer, by kind.

use super::{is_brief, table};
use crate::form::parse::field_label;
use crate::form::words::capital;
use crate::model::answer::Grade;
use crate::pack::Pack;
use crate::pack::condition::Template;
use crate::pack::form::{Kind, Options, Page, Question, Table as TableKind};
use crate::print::document::{Block, Column, Field, Item, Part, Signature, Table, Tick};

/// Composes the questions of a page.
pub(super) fn page(pack: &Pack, page: &Page, number: usize) -> Vec<Block> {
    let mut blocks = Vec::new();
    blocks.extend(Some(help(&page.help)).filter(|text| !text.is_empty()).map(Block::Note));
    let mut count = 0;
    for question in &page.questions {
        let quiet = matches!(&question.kind, Kind::Computed(computed) if computed.quiet);
        let own_number = question.within.is_none() && !quiet && !matches!(question.kind, Kind::Note);
        count += usize::from(own_number);
        if quiet || question.print.hidden {
            continue;
        }
        let number = if own_number { format!("{number}.{count}") } else { String::new() };
        match (block(pack, question, number), blocks.last_mut()) {
            (Block::Fields(mut more), Some(Block::Fields(fields))) => fields.append(&mut more),
            (Block::Items(mut more), Some(Block::Items(items))) => items.append(&mut more),
            (block, _) => blocks.push(block),
        }
    }
    blocks
}

fn block(pack: &Pack, question: &Question, number: String) -> Block {
    let title = format!("{number}  {}", question.ask.words()).trim().to_owned();
    match &question.kind {
        Kind::Note => Block::Note(question.ask.words()),
        Kind::Signature(kind) => Block::Signature(Signature {
            title,
            statement: help(&question.help),
            post: pack.role_title(&kind.role).to_owned(),
            minute: kind.reference.then(String::new),
            ..Signature::default()
        }),
        Kind::Table(kind) => Block::Table(empty_table(question, kind, title)),
        Kind::Rating(_) => {
            let plain = |heading: &str, width| Column { heading: heading.to_owned(), width, right: false };
            let columns = vec![plain("Answered by", 2.0), plain("Rating, 1 to 4", 1.2), plain("Evidence", 3.5)];
            Block::Table(Table { title, columns, empty_rows: 2, ..Table::default() })
        }
        Kind::Checklist(kind) => {
            let names = kind.dates.iter().map(|name| capital(name.as_str())).chain(["Owner".to_owned()]);
            let facts = names.map(|name| (name, String::new())).collect();
            let item = Item { title, help: help(&question.help), facts, ..Item::default() };
            Block::Items(vec![item])
        }
        Kind::Text(..)
        | Kind::LongText
        | Kind::Integer(_)
        | Kind::Number(_)
        | Kind::Money(_)
        | Kind::Date
        | Kind::YesNo
        | Kind::Graded(_)
        | Kind::OneOf(_)
        | Kind::ManyOf(..)
        | Kind::Risk(_)
        | Kind::Person(_)
        | Kind::Document(_)
        | Kind::Partnership(_)
        | Kind::Computed(_) => Block::Fields(vec![Field {
            number,
            label: question.ask.words(),
            help: help(&question.help),
            answer: room(question),
            brief: is_brief(question),
        }]),
    }
}

/// Returns a text unless something in it depends on answers.
fn help(template: &Template) -> String {
    if template.expressions().next().is_some() { String::new() } else { template.words() }
}

/// Leaves room for an answer of the question's kind.
fn room(question: &Question) -> Vec<Part> {
    let lines = |standard: u8| question.print.lines.and_then(|lines| u8::try_from(lines).ok()).unwrap_or(standard);
    let words = |labels: &[&str]| {
        let tick = |label: &&str| Tick { label: (*label).to_owned(), ticked: false };
        Part::Options(labels.iter().map(tick).collect())
    };
    match &question.kind {
        Kind::LongText => vec![Part::Lines(lines(4))],
        Kind::YesNo => vec![words(&["Yes", "No"])],
        Kind::Graded(_) => vec![words(&Grade::ALL.map(Grade::label)), Part::Lines(lines(1))],
        Kind::OneOf(options) | Kind::ManyOf(options, _) => choices(options),
        Kind::Risk(_) => vec![words(&["1", "2", "3", "4", "5"])],
        Kind::Person(kind) => {
            let fields: Vec<&str> = kind.fields.iter().map(|field| field_label(field)).collect();
            vec![Part::Small(format!("Name, {}", fields.join(", ")).to_lowercase()), Part::Lines(lines(1))]
        }
        Kind::Document(_) => vec![Part::Small("Title, and where it is kept".to_owned()), Part::Lines(lines(1))],
        Kind::Text(..)
        | Kind::Integer(_)
        | Kind::Number(_)
        | Kind::Money(_)
        | Kind::Date
        | Kind::Partnership(_)
        | Kind::Computed(_)
        | Kind::Rating(_)
        | Kind::Table(_)
        | Kind::Checklist(_)
        | Kind::Signature(_)
        | Kind::Note => Vec::new(),
    }
}

fn choices(options: &Options) -> Vec<Part> {
    let offered = options.choices.iter().filter(|choice| !choice.retired);
    let ticks: Vec<Tick> = offered.map(|choice| Tick { label: choice.label.clone(), ticked: false }).collect();
    let line = (ticks.is_empty() || options.from.is_some()).then_some(Part::Lines(1));
    let ticks = (!ticks.is_empty()).then_some(Part::Options(ticks));
    ticks.into_iter().chain(line).collect()
}

fn empty_table(question: &Question, kind: &TableKind, title: String) -> Table {
    let shown = |column: &&Question| {
        !column.print.hidden && !matches!(&column.kind, Kind::Computed(computed) if computed.quiet)
    };
    let columns: Vec<&Question> = kind.columns.iter().filter(shown).collect();
    let fixed = kind.fixed.iter().map(|row| {
        let cell = |column: &&Question| row.cells.iter().find(|(id, _)| *id == column.id).map(|(_, text)| text.clone());
        columns.iter().map(|column| cell(column).unwrap_or_default()).collect()
    });
    Table {
        title,
        help: help(&question.help),
        rows: fixed.collect(),
        row_headers: false,
        totals: None,
        empty_rows: question.print.lines.and_then(|lines| usize::try_from(lines).ok()).unwrap_or(3),
        columns: columns.iter().map(|column| table::column(&column.ask.words(), column)).collect(),
    }
}
