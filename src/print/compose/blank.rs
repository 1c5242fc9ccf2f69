//! A blank form: every page and question, in the order in which they are typed in.

use super::{About, answer, blank_table, is_brief, kept, rating, room, section, table};
use crate::form::reading::{PageReading, QuestionReading, Reading};
use crate::model::answer::{Answer, Row};
use crate::model::id::QuestionId;
use crate::pack::Pack;
use crate::pack::condition::Template;
use crate::pack::form::{Kind, Page, Question, Rows};
use crate::pack::list::Choice;
use crate::print::document::{Block, Field, Part, Signature, Table};

/// Lines for a long text that belongs to an item of a checklist.
const ITEM_LINES: u8 = 3;

/// Composes the questions of a page.
///
/// With `asks_only`, everything that takes an answer is asked, and what is worked out left away.
/// With `always`, the page is asked whatever is answered.
pub(super) fn page(pack: &Pack, page: &Page, number: usize, asks_only: bool, always: bool) -> Vec<Block> {
    let left_out = |question: &Question| {
        if asks_only { matches!(question.kind, Kind::Computed(_) | Kind::Note) } else { question.print.hidden }
    };
    composed(pack, page, number, always && page.show_when.is_none(), &left_out)
}

/// Composes those questions of a page that are asked; the others keep their numbers.
pub(super) fn asked_page(
    pack: &Pack,
    page: &Page,
    number: usize,
    is_asked: &dyn Fn(&QuestionId) -> bool,
) -> Vec<Block> {
    composed(pack, page, number, false, &|question| question.print.hidden || !is_asked(&question.id))
}

fn composed(pack: &Pack, page: &Page, number: usize, always: bool, left_out: &dyn Fn(&Question) -> bool) -> Vec<Block> {
    let mut blocks = Vec::new();
    // Above statements stands what the figures mean.
    let said = if page.section.is_empty() { help(&page.help) } else { String::new() };
    blocks.extend(Some(joined(&page.only, &said)).filter(|text| !text.is_empty()).map(Block::Note));
    let (mut count, mut item) = (0, None);
    for question in &page.questions {
        count += usize::from(question.counts());
        if question.is_quiet() || is_only_worked_out(question) || left_out(question) {
            continue;
        }
        let number = question.numbered(number, count);
        let help = joined(&question.only, &help(&question.help));
        let asked = Asked { number, ask: question.ask.words(), help, options: None, always };
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
        count += usize::from(question.counts());
        let reading_of = asked.questions.iter().find(|asked| asked.id == question.id);
        let may_come = question.show_when.as_ref().is_some_and(|when| when.names().iter().any(|name| is_open(name)));
        if reading_of.is_none() && !may_come || question.is_quiet() {
            continue;
        }
        if question.print.hidden || is_only_worked_out(question) {
            continue;
        }
        let number = question.numbered(number, count);
        let words = match reading_of {
            Some(asked) => {
                let (ask, help) = (asked.ask.clone(), asked.help.clone());
                Asked { number, ask, help: joined(&question.only, &help), options: Some(&asked.options), always: false }
            }
            None => {
                let help = joined(&question.only, &help(&question.help));
                Asked { number, ask: question.ask.words(), help, options: None, always: false }
            }
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
                    for part in fields.iter_mut().flat_map(|field| &mut field.answer) {
                        if let Part::Room(room) = part {
                            room.lines = ITEM_LINES;
                        }
                    }
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
            table.inputs.append(&mut more.inputs);
            table.asked.append(&mut more.asked);
        }
        (block, _) => blocks.push(block),
    }
}

/// A question in the words of its form, or as it is asked now.
struct Asked<'a> {
    number: String,
    ask: String,
    help: String,
    /// The options offered now; none: those of the form.
    options: Option<&'a [Choice]>,
    /// Is its page asked whatever is answered?
    always: bool,
}

fn block(pack: &Pack, question: &Question, asked: Asked) -> Block {
    let Asked { number, ask, help, options, always } = asked;
    let title = format!("{number}  {ask}").trim().to_owned();
    let required = question.required && question.show_when.is_none() && always;
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
        Kind::Table(kind) => Block::Table(blank_table::empty(pack, question, kind, title, help)),
        Kind::Rating(_) => Block::Table(rating::empty(&question.id, title)),
        Kind::Checklist(kind) => Block::Items(vec![room::item(question, kind, title, help)]),
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
            answer: room::parts(question, &room::Asked { words: title, options, required }),
            brief: is_brief(question),
            keep: question.print.keep,
            language: question.language.clone(),
        }]),
    };
    kept(question, made)
}

/// Is it a table in which everything is known or worked out?
fn is_only_worked_out(question: &Question) -> bool {
    matches!(&question.kind, Kind::Table(kind) if !blank_table::is_written(kind))
}

/// Puts what a question applies to before its help.
fn joined(only: &str, help: &str) -> String {
    if only.is_empty() || help.is_empty() { format!("{only}{help}") } else { format!("{only} {help}") }
}

/// Returns a text unless something in it depends on answers.
fn help(template: &Template) -> String {
    if template.expressions().next().is_some() { String::new() } else { template.words() }
}
