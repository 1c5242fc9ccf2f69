//! Questions with answers: a calm grid of label and answer.
//!
//! Short neighbours stand side by side; a long answer takes the whole width
//! under its label. The share of the labels is chosen once for the document, so
//! that columns stand in line from section to section.

use super::blocks::{Builder, Place, underlined};
use super::flow::{Cell, Row, Strip, shaped, text_strips};
use super::pages::{NodeId, Owner, Role};
use super::parts;
use super::style::{BODY, GUTTER, LABEL, PAD, PEN, SMALL, width};
use crate::print::document::{Block, Document, Field, Part};
use crate::print::number::real;
use crate::print::text::{Span, shape};

/// Shares of the width that labels may take, with their shares where two questions stand side by side.
///
/// Each pair is chosen so that answers stand in line: under one half with the
/// second question of a pair, under one third with the first answer of a pair.
const SHARES: [(f32, f32); 2] = [(0.32, 0.657), (0.5, 0.6)];
/// An answer of more characters than this takes the whole width.
const WIDE_TEXT: usize = 240;

/// Adds the questions as one list.
pub(super) fn add(builder: &mut Builder, fields: &[Field], place: Place) {
    if fields.is_empty() {
        return;
    }
    let list = builder.tree.add(place.parent, Role::List);
    let mut rest = fields;
    while let Some((first, after)) = rest.split_first() {
        let second = after.first().filter(|second| is_short(first, builder) && is_short(second, builder));
        rest = &after[usize::from(second.is_some())..];
        let row = if let Some(second) = second {
            pair(builder, [first, second], list, place)
        } else if is_wide(first, answer_width(builder.share.0, place.width)) {
            wide(builder, first, list, place)
        } else {
            single(builder, first, list, place)
        };
        builder.rows.push(row);
    }
}

fn pair(builder: &mut Builder, fields: [&Field; 2], list: NodeId, place: Place) -> Row {
    let mut row = Row::new(place.x, place.width);
    row.rules = underlined();
    let half = (place.width - GUTTER) / 2.0;
    for (field, x) in fields.into_iter().zip([place.x, place.x + half + GUTTER]) {
        row.answers(&field.asked, x, half);
        cells(builder, field, list, x, half, builder.share.1, &mut row);
    }
    row
}

fn single(builder: &mut Builder, field: &Field, list: NodeId, place: Place) -> Row {
    let mut row = Row::new(place.x, place.width);
    row.answers(&field.asked, place.x, place.width);
    row.rules = underlined();
    row.splits = !stays_whole(field);
    cells(builder, field, list, place.x, place.width, builder.share.0, &mut row);
    row
}

fn wide(builder: &mut Builder, field: &Field, list: NodeId, place: Place) -> Row {
    let (label, body) = item(builder, field, list);
    let strips = label_strips(builder, field, (label, body), place.width);
    let mut head = Row::single(place.x, place.width, strips);
    (head.keep_next, head.leads, head.pad_top, head.pad_bottom) = (true, true, PAD * 1.4, 0.4);
    head.answers(&field.asked, place.x, place.width);
    builder.rows.push(head);
    let strips = parts::strips(builder, &field.answer, body, place.width);
    let mut row = Row::single(place.x, place.width, strips);
    row.answers(&field.asked, place.x, place.width);
    (row.rules, row.splits, row.pad_top, row.pad_bottom) = (underlined(), !stays_whole(field), 0.0, PAD * 1.6);
    if ends_in_lines(field) {
        row.pad_bottom = 0.0;
    }
    row
}

/// Adds the item of a question to the list: its label, and the body for help and answer.
fn item(builder: &mut Builder, field: &Field, list: NodeId) -> (NodeId, NodeId) {
    let item = builder.tree.add(list, Role::Item);
    builder.tree.speak(item, &field.language);
    (builder.tree.add(item, Role::Label), builder.tree.add(item, Role::Body))
}

/// Adds label and answer, side by side.
fn cells(builder: &mut Builder, field: &Field, list: NodeId, x: f32, width: f32, share: f32, row: &mut Row) {
    let (label, body) = item(builder, field, list);
    let label_width = (width - GUTTER) * share;
    let strips = label_strips(builder, field, (label, body), label_width);
    row.cells.push(Cell { x, strips });
    let (x, width) = (x + label_width + GUTTER, width - label_width - GUTTER);
    let strips = if field.answer.is_empty() {
        row.min_height = PEN;
        Vec::new()
    } else {
        parts::strips(builder, &field.answer, body, width)
    };
    row.cells.push(Cell { x, strips });
    if ends_in_lines(field) {
        row.pad_bottom = 0.0;
    }
}

/// Tells whether the box is cut only where it is taller than a page.
fn stays_whole(field: &Field) -> bool {
    // Where nothing is said yet, nothing but help could go on over the page.
    field.keep
        || field.answer.is_empty()
        || field.answer.iter().any(|part| matches!(part, Part::Options(..) | Part::Room(_) | Part::Rooms(_)))
}

/// Tells whether the rule under the row is the last line for the pen.
fn ends_in_lines(field: &Field) -> bool {
    match field.answer.last() {
        Some(Part::Room(room)) => room.lines > 1 || field.answer.len() > 1,
        Some(Part::Rooms(_)) => true,
        _ => false,
    }
}

fn label_strips(builder: &mut Builder, field: &Field, (label, body): (NodeId, NodeId), width: f32) -> Vec<Strip> {
    let owner = Owner::Node(label);
    let number = format!("{}  ", field.number);
    let number = (!field.number.is_empty()).then_some(Span { text: &number, bold: true, colour: builder.accent });
    let words = Span { text: &field.label, bold: true, colour: LABEL.colour };
    let spans: Vec<Span> = number.into_iter().chain(Some(words)).collect();
    // The label sits on the lines of the answer beside it, although its type is smaller.
    let style = super::style::Type { size: BODY.size, ..LABEL };
    let mut strips = text_strips(owner, &shape(&spans, LABEL.size), style, width, false);
    if !field.help.is_empty() {
        // A paragraph of its own, so that it is not read as the end of the question.
        let owner = Owner::Node(builder.tree.add(body, Role::Paragraph));
        strips.extend(text_strips(owner, &shaped(&field.help, SMALL), SMALL, width, false));
    }
    strips
}

/// Tells whether the question can stand beside another.
fn is_short(field: &Field, builder: &Builder<'_>) -> bool {
    let share = builder.share.1;
    let half = (builder.width - GUTTER) / 2.0 - GUTTER;
    let (label_width, width) = (half * share, half * (1.0 - share));
    let answer_fits = match field.answer.as_slice() {
        [] => field.brief,
        [Part::Room(room)] => field.brief && room.lines <= 1,
        [Part::Text(text)] => !text.contains('\n') && shaped(text, BODY).width() <= width,
        [Part::Verdict(verdict, said)] => said.is_empty() && shaped(verdict, BODY.bold()).width() <= width,
        _ => false,
    };
    answer_fits && field.help.is_empty() && shaped(&field.label, LABEL).width() <= label_width * 1.9
}

/// Returns the width of an answer beside its label.
fn answer_width(share: f32, width: f32) -> f32 {
    (width - GUTTER) * (1.0 - share)
}

/// Tells whether the answer takes the whole width under its label.
fn is_wide(field: &Field, beside: f32) -> bool {
    field.answer.iter().any(|part| match part {
        Part::Text(text) => text.chars().count() > WIDE_TEXT,
        Part::Verdict(_, text) | Part::Labelled(_, text) => text.chars().count() > 2 * WIDE_TEXT,
        Part::Options(options, columns) => {
            let longest = options.iter().map(|option| option.label.chars().count()).max().unwrap_or(0);
            longest > 70 || *columns > 1 && parts::columns_width(options, *columns) > beside
        }
        Part::Small(_) => false,
        Part::Room(room) => room.lines > 1,
        Part::Rooms(rooms) => rooms.len() > 1,
    })
}

/// Chooses the share of the labels that makes the document shortest.
pub(super) fn label_share(document: &Document) -> (f32, f32) {
    let (mut fields, width) = (Vec::new(), width(document.orientation));
    collect(&document.blocks, width, &mut fields);
    let height = |share: f32| -> f32 {
        let label_width = (width - GUTTER) * share;
        let answer_width = answer_width(share, width);
        fields.iter().map(|field| estimate(field, label_width, answer_width)).sum()
    };
    let [narrow, broad] = SHARES;
    if height(broad.0) < height(narrow.0) * 0.98 { broad } else { narrow }
}

fn collect<'a>(blocks: &'a [Block], width: f32, found: &mut Vec<&'a Field>) {
    for block in blocks {
        match block {
            Block::Fields(fields) => found.extend(fields.iter().filter(|field| !is_wide(field, width))),
            Block::Together(blocks) | Block::Language(_, blocks) => collect(blocks, width, found),
            Block::Part(_)
            | Block::Heading(..)
            | Block::Paragraph(_)
            | Block::Note(_)
            | Block::Table(_)
            | Block::Items(_)
            | Block::Signature(_)
            | Block::Chart(_)
            | Block::Contents(_)
            | Block::Unanswered(_) => {}
        }
    }
}

/// Estimates a row's height in lines, without shaping.
fn estimate(field: &Field, label_width: f32, answer_width: f32) -> f32 {
    let lines = |text: &str, width: f32| (real(text.chars().count()) * 1.75 / width).ceil();
    let label = lines(&field.label, label_width) + lines(&field.help, label_width * 1.2);
    let part = |part: &Part| match part {
        Part::Text(text) | Part::Small(text) => lines(text, answer_width),
        Part::Verdict(lead, text) | Part::Labelled(lead, text) => lines(lead, answer_width) + lines(text, answer_width),
        Part::Options(options, columns) if *columns > 1 => real(options.len().div_ceil(*columns)),
        Part::Options(options, _) => {
            options.iter().map(|option| real(option.label.len() + 7) * 1.75 / answer_width).sum()
        }
        Part::Room(room) => f32::from(room.lines) * 2.0,
        Part::Rooms(rooms) => real(rooms.len().div_ceil(3)) * 3.0,
    };
    let answer = field.answer.iter().map(part).sum::<f32>();
    if is_wide(field, answer_width) { 1.0 + answer } else { label.max(answer) }
}
