//! A form for the pen: room for every answer, by kind.

use super::{About, answer, is_brief, kept, rating, section, table};
use crate::form::parse::field_label;
use crate::form::reading::{PageReading, QuestionReading, Reading};
use crate::form::words::capital;
use crate::model::answer::{Answer, Grade, Row};
use crate::model::id::QuestionId;
use crate::pack::Pack;
use crate::pack::condition::Template;
use crate::pack::form::{Kind, Na, Options, Page, Question, Rows, Table as TableKind};
use crate::pack::list::Choice;
use crate::print::document::{Block, Field, Item, Part, Signature, Table, Tick};

/// Lines for a long text that belongs to an item of a checklist.
const ITEM_LINES: u8 = 3;

/// Composes the questions of a page.
///
/// With `asks_only`, everything that takes an answer is asked, and what is worked out left away.
pub(super) fn page(pack: &Pack, page: &Page, number: usize, asks_only: bool) -> Vec<Block> {
    let left_out = |question: &Question| {
        if asks_only { matches!(question.kind, Kind::Computed(_) | Kind::Note) } else { question.print.hidden }
    };
    composed(pack, page, number, &left_out)
}

/// Composes those questions of a page that are asked; the others keep their numbers.
pub(super) fn asked_page(
    pack: &Pack,
    page: &Page,
    number: usize,
    is_asked: &dyn Fn(&QuestionId) -> bool,
) -> Vec<Block> {
    composed(pack, page, number, &|question| question.print.hidden || !is_asked(&question.id))
}

fn composed(pack: &Pack, page: &Page, number: usize, left_out: &dyn Fn(&Question) -> bool) -> Vec<Block> {
    let mut blocks = Vec::new();
    // Above statements stands what the figures mean.
    let said = help(&page.help);
    blocks.extend(Some(said).filter(|text| !text.is_empty() && page.section.is_empty()).map(Block::Note));
    let (mut count, mut item) = (0, None);
    for question in &page.questions {
        let own_number = has_number(question);
        count += usize::from(own_number);
        if is_quiet(question) || left_out(question) {
            continue;
        }
        let number = if own_number { format!("{number}.{count}") } else { String::new() };
        let asked = Asked { number, ask: question.ask.words(), help: help(&question.help), options: None };
        append(&mut blocks, &mut item, question, block(pack, question, asked));
    }
    blocks
}

/// Composes a page of a part that nobody has filled in yet: what is known already stands in it.
///
/// `is_open` tells which questions may still be answered: those that depend on one are asked.
pub(super) fn part_page(
    pack: &Pack,
    page: &Page,
    reading: &Reading,
    asked: &PageReading,
    number: usize,
    about: &About,
    is_open: &dyn Fn(&str) -> bool,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    blocks.extend(Some(asked.help.clone()).filter(|text| !text.is_empty()).map(Block::Note));
    let (mut count, mut item) = (0, None);
    for question in &page.questions {
        let reading_of = asked.questions.iter().find(|asked| asked.id == question.id);
        let numbered = has_number(question);
        let may_come = question.show_when.as_ref().is_some_and(|when| when.names().iter().any(|name| is_open(name)));
        if reading_of.is_none() && !may_come || is_quiet(question) {
            continue;
        }
        count += usize::from(numbered);
        if question.print.hidden {
            continue;
        }
        let number = if numbered { format!("{number}.{count}") } else { String::new() };
        let words = match reading_of {
            Some(asked) => {
                let (ask, help) = (asked.ask.clone(), asked.help.clone());
                Asked { number, ask, help, options: Some(&asked.options) }
            }
            None => Asked { number, ask: question.ask.words(), help: help(&question.help), options: None },
        };
        if let (Kind::Signature(kind), Some(asked)) = (&question.kind, reading_of) {
            let numbered = QuestionReading { number: words.number, ..asked.clone() };
            let signatures = section::signatures(pack, reading, &numbered, kind, about);
            blocks.extend(signatures.into_iter().map(|block| kept(question, block)));
            continue;
        }
        let known = reading.answers.get(&question.id).zip(reading_of);
        let mut made = block(pack, question, words);
        if let (Block::Fields(fields), Some((answer, asked))) = (&mut made, known) {
            for field in fields.iter_mut() {
                field.answer = answer::parts(pack, asked, question, answer);
            }
        }
        if let Some((Answer::Table(rows), asked)) = known {
            know_rows(pack, &mut made, question, asked, rows);
        }
        append(&mut blocks, &mut item, question, made);
    }
    blocks
}

/// Puts the rows that are known into an empty table, and leaves room for more where rows may be added.
fn know_rows(pack: &Pack, made: &mut Block, question: &Question, asked: &QuestionReading, rows: &[Row]) {
    let table = if let Block::Together(blocks) = made { blocks.first_mut() } else { Some(made) };
    let (Some(Block::Table(table)), Kind::Table(kind)) = (table, &question.kind) else { return };
    if rows.is_empty() {
        return;
    }
    let known = table::filled(pack, asked, kind, rows);
    let empty_rows = if kind.rows == Rows::Fixed { 0 } else { 2 };
    let (title, help) = (std::mem::take(&mut table.title), std::mem::take(&mut table.help));
    *table = Table { title, help, empty_rows, pen: true, totals: None, ..known };
}

/// Adds a question's block: to the item of a checklist that it belongs to, else after the others.
fn append<'a>(blocks: &mut Vec<Block>, item: &mut Option<&'a QuestionId>, question: &'a Question, block: Block) {
    if matches!(question.kind, Kind::Checklist(_)) {
        *item = Some(&question.id);
    }
    match blocks.last_mut() {
        Some(Block::Items(items)) if question.within.is_some() && question.within.as_ref() == *item => {
            if let Some(host) = items.last_mut() {
                let mut block = block;
                if let (Kind::LongText, None, Block::Fields(fields)) =
                    (&question.kind, question.print.lines, &mut block)
                {
                    // What is said under an item has dates and an owner beside it already.
                    let lines = fields.iter_mut().flat_map(|field| &mut field.answer);
                    lines
                        .filter(|part| matches!(part, Part::Lines(_)))
                        .for_each(|part| *part = Part::Lines(ITEM_LINES));
                }
                join(&mut host.blocks, block);
            }
        }
        _ => join(blocks, block),
    }
}

/// Adds a block, to the one before it if both are of the same list.
fn join(blocks: &mut Vec<Block>, block: Block) {
    match (block, blocks.last_mut()) {
        (Block::Fields(mut more), Some(Block::Fields(fields))) => fields.append(&mut more),
        (Block::Items(mut more), Some(Block::Items(items))) => items.append(&mut more),
        (Block::Table(mut more), Some(Block::Table(table))) if rating::are_ratings(&more, table) => {
            table.rows.append(&mut more.rows);
            table.asked.append(&mut more.asked);
        }
        (block, _) => blocks.push(block),
    }
}

fn is_quiet(question: &Question) -> bool {
    matches!(&question.kind, Kind::Computed(computed) if computed.quiet)
}

fn has_number(question: &Question) -> bool {
    question.within.is_none() && !is_quiet(question) && !matches!(question.kind, Kind::Note)
}

/// A question in the words of its form, or as it is asked now.
struct Asked<'a> {
    number: String,
    ask: String,
    help: String,
    /// The options offered now; none: those of the form.
    options: Option<&'a [Choice]>,
}

fn block(pack: &Pack, question: &Question, asked: Asked) -> Block {
    let Asked { number, ask, help, options } = asked;
    let title = format!("{number}  {ask}").trim().to_owned();
    let made = match &question.kind {
        Kind::Note => Block::Note(ask),
        Kind::Signature(kind) => Block::Signature(Signature {
            asked: vec![question.id.clone()],
            title,
            statement: help,
            post: pack.role_title(&kind.role).to_owned(),
            minute: kind.reference.then(String::new),
            ..Signature::default()
        }),
        Kind::Table(kind) => Block::Table(empty_table(question, kind, title, help)),
        Kind::Rating(_) => Block::Table(rating::empty(question.id.clone(), title)),
        Kind::Checklist(kind) => {
            let names = kind.dates.iter().map(|name| capital(name.as_str())).chain(["Owner".to_owned()]);
            let facts = names.map(|name| (name, String::new())).collect();
            let (keep, slim) = (question.print.keep, kind.dates.len() == 1);
            let (asked, language) = (vec![question.id.clone()], question.language.clone());
            let item = Item { asked, title, help, facts, keep, slim, language, ..Item::default() };
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
            asked: vec![question.id.clone()],
            number,
            label: ask,
            help,
            answer: room(question, options),
            brief: is_brief(question),
            keep: question.print.keep,
            language: question.language.clone(),
        }]),
    };
    kept(question, made)
}

/// Returns a text unless something in it depends on answers.
fn help(template: &Template) -> String {
    if template.expressions().next().is_some() { String::new() } else { template.words() }
}

/// Leaves room for an answer of the question's kind.
fn room(question: &Question, offered: Option<&[Choice]>) -> Vec<Part> {
    let lines = |standard: u8| question.print.lines.and_then(|lines| u8::try_from(lines).ok()).unwrap_or(standard);
    let words = |labels: &[&str]| {
        let tick = |label: &&str| Tick { label: (*label).to_owned(), ticked: false };
        Part::Options(labels.iter().map(tick).collect(), answer::columns(question))
    };
    match &question.kind {
        Kind::LongText => vec![Part::Lines(lines(4))],
        Kind::YesNo => vec![words(&["Yes", "No"])],
        Kind::Graded(kind) => {
            let never = matches!(kind.na, Na::Fixed(false));
            let offered = Grade::ALL.into_iter().filter(|grade| !(never && *grade == Grade::Na));
            vec![words(&offered.map(Grade::label).collect::<Vec<_>>()), Part::Lines(lines(1))]
        }
        Kind::OneOf(options) | Kind::ManyOf(options, _) => choices(question, options, offered),
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

fn choices(question: &Question, options: &Options, offered: Option<&[Choice]>) -> Vec<Part> {
    let all = options.choices.iter().filter(|choice| !choice.retired);
    let offered: Vec<&Choice> = offered.map_or_else(|| all.collect(), |offered| offered.iter().collect());
    let ticks: Vec<Tick> = offered.iter().map(|choice| Tick { label: choice.label.clone(), ticked: false }).collect();
    let line = (ticks.is_empty() || options.from.is_some()).then_some(Part::Lines(1));
    let ticks = (!ticks.is_empty()).then(|| Part::Options(ticks, answer::columns(question)));
    ticks.into_iter().chain(line).collect()
}

fn empty_table(question: &Question, kind: &TableKind, title: String, help: String) -> Table {
    let shown = |column: &&Question| {
        !column.print.hidden && !matches!(&column.kind, Kind::Computed(computed) if computed.quiet)
    };
    let columns: Vec<&Question> = kind.columns.iter().filter(shown).collect();
    let fixed = kind.fixed.iter().map(|row| {
        let cell = |column: &&Question| row.cells.iter().find(|(id, _)| *id == column.id).map(|(_, text)| text.clone());
        columns.iter().map(|column| cell(column).unwrap_or_default()).collect()
    });
    Table {
        asked: vec![question.id.clone()],
        title,
        help,
        pen: !kind.fixed.is_empty(),
        rows: fixed.collect(),
        row_headers: columns.first().is_some_and(|column| column.id == kind.label),
        totals: None,
        empty_rows: question.print.lines.and_then(|lines| usize::try_from(lines).ok()).unwrap_or(3),
        columns: columns.iter().map(|column| table::column(&column.ask.words(), column)).collect(),
    }
}
