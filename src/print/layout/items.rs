//! Items of a checklist: a box, the item, captions with dates and owner, notes, what belongs to it.

use super::blocks::{Builder, Place};
use super::flow::{Cell, Reach, Row, Rule, Strip, moved, shaped, text_strips};
use super::pages::{Draw, NodeId, Owner, Rect, Role};
use super::parts::{self, tick_box};
use super::style::{BODY, CAPTION, CELL, DARK_RULE, FRAME, GUTTER, HAIR, LABEL, PEN, RULE, SMALL, TICK, Type};
use crate::print::document::{Input, InputKind, Item, Part, Tick};
use crate::print::text::{Span, shape};

/// Indent of what stands under an item.
const INDENT: f32 = TICK + 2.2;

/// Share of a caption that is only a box, beside those with a place to write in.
const BOX_SHARE: f32 = 0.45;

/// Height of a line to write in beside an item's title.
const SLIM: f32 = 6.6;

/// Share of the width that an item's title takes beside dates and owner.
const TITLE_SHARE: f32 = 0.46;

/// Adds the items as one list.
pub(super) fn add(builder: &mut Builder, items: &[Item], place: Place) {
    if items.is_empty() {
        return;
    }
    let list = builder.tree.add(place.parent, Role::List);
    for item in items {
        let node = builder.tree.add(list, Role::Item);
        builder.tree.speak(node, &item.language);
        let label = builder.tree.add(node, Role::Label);
        let body = builder.tree.add(node, Role::Body);
        let first = builder.rows.len();
        let mut row = head(builder, item, label, body, place);
        row.rules.above = Some(Rule { width: FRAME, colour: DARK_RULE });
        (row.before, row.pad_bottom) = if item.slim { (0.4, 0.2) } else { (1.7, 0.4) };
        builder.rows.push(row);
        let inner = Place { parent: body, x: place.x + INDENT, width: place.width - INDENT };
        if !item.answer.is_empty() {
            let strips = parts::strips(builder, &item.answer, body, inner.width);
            let mut row = Row::single(inner.x, inner.width, strips);
            let room = item.answer.iter().any(|part| matches!(part, Part::Room(_) | Part::Rooms(_)));
            (row.pad_top, row.pad_bottom, row.splits) = (0.0, 0.0, !item.keep && !room);
            builder.rows.push(row);
        }
        for block in &item.blocks {
            builder.block(block, inner);
        }
        let own = builder.rows[first..].iter_mut().filter(|row| row.asked.is_empty());
        own.for_each(|row| row.answers(&item.asked, place.x, place.width));
        let end = builder.rows.len() - 1;
        let kept = if item.keep { end } else { (first + 1).min(end) };
        builder.rows[first..kept].iter_mut().for_each(|row| row.keep_next = true);
        if !item.slim {
            builder.rows[end].pad_bottom += 0.8;
        }
    }
}

fn head(builder: &mut Builder, item: &Item, label: NodeId, body: NodeId, place: Place) -> Row {
    let mut row = Row::new(place.x, place.width);
    let top = (BODY.line_height() - TICK) / 2.0;
    let mut head = Strip::default();
    let option = Tick { label: String::new(), ticked: item.done, input: item.inputs.first().cloned() };
    tick_box(builder, &option, label, [-INDENT, top], &mut head);
    let share = if item.facts.is_empty() { 1.0 } else { TITLE_SHARE };
    let title_width = place.width * share - INDENT - if item.facts.is_empty() { 0.0 } else { GUTTER / 2.0 };
    let title = Type { size: BODY.size, ..LABEL };
    let mut strips = paragraph(builder, body, &item.title, title, title_width);
    strips.extend(paragraph(builder, body, &item.help, SMALL, title_width));
    if let Some(first) = strips.first_mut() {
        first.draws.splice(0..0, head.draws);
        first.slots.append(&mut head.slots);
    }
    row.cells.push(Cell { x: place.x + INDENT, strips });
    facts(builder, item, body, place, &mut row);
    row
}

/// Adds captions with their values, each in a column of its own.
fn facts(builder: &mut Builder, item: &Item, body: NodeId, place: Place, row: &mut Row) {
    if item.facts.is_empty() {
        return;
    }
    let list = builder.tree.add(body, Role::List);
    let start = place.x + place.width * TITLE_SHARE + GUTTER / 2.0;
    let shares: Vec<f32> = (0..item.facts.len()).map(|index| fact_share(item, index)).collect();
    // A box that one item lacks leaves its room, so that columns stand in line.
    let least = if item.slim && !item.inputs.is_empty() { 3.0 + BOX_SHARE } else { 0.0 };
    let all = shares.iter().sum::<f32>().max(least);
    let unit = (place.width * (1.0 - TITLE_SHARE) - GUTTER / 2.0) / all;
    for (index, (caption, value)) in item.facts.iter().enumerate() {
        let fact = builder.tree.add(list, Role::Item);
        let x = start + unit * shares[..index].iter().sum::<f32>();
        let width = unit * shares[index] - 2.0;
        let input = item.inputs.get(index + 1).filter(|_| value.is_empty());
        let strips = if item.slim {
            in_line(builder, fact, caption, value, input, width)
        } else {
            let mut strips = captioned(builder, fact, (caption, ""), value, CELL, width);
            if let Some(first) = strips.first_mut() {
                let top = first.height;
                let rect = Rect { x: 0.0, y: top + 0.3, width, height: PEN + 1.4 - top };
                let body = builder.tree.add(fact, Role::Body);
                builder.place_input(first, input, body, rect, Reach::Own);
            }
            strips
        };
        row.cells.push(Cell { x, strips });
    }
    if item.slim {
        return;
    }
    if item.facts.iter().all(|(_, value)| value.is_empty()) {
        row.min_height = PEN + 3.0;
        row.rules.between = Some(Rule { width: HAIR, colour: RULE });
    }
}

/// Returns the share of a caption with its value: one that is only a box needs little.
fn fact_share(item: &Item, index: usize) -> f32 {
    let is_box = item.inputs.get(index + 1).is_some_and(|input| input.kind == InputKind::Tick);
    if is_box { BOX_SHARE } else { 1.0 }
}

/// Makes a caption with its value after it, or with room for the pen, or with a box before it.
fn in_line(
    builder: &mut Builder,
    item: NodeId,
    caption: &str,
    value: &str,
    input: Option<&Input>,
    width: f32,
) -> Vec<Strip> {
    if let Some(input) = input.filter(|input| input.kind == InputKind::Tick) {
        return vec![boxed(builder, item, caption, input, width)];
    }
    let (label, body) = (builder.tree.add(item, Role::Label), builder.tree.add(item, Role::Body));
    let caption = format!("{caption}  ");
    let lead = Span { text: &caption, bold: false, colour: SMALL.colour };
    let said = Span { text: value, bold: false, colour: CELL.colour };
    let mut strips = text_strips(Owner::Node(body), &shape(&[lead, said], SMALL.size), SMALL, width, false);
    // The caption is told from the value by its colour, also where both are of several runs.
    for (owner, draw) in strips.iter_mut().flat_map(|strip| &mut strip.draws) {
        if matches!(draw, Draw::Text(run) if run.colour == SMALL.colour) {
            *owner = Owner::Node(label);
        }
    }
    if value.is_empty()
        && let Some(first) = strips.first_mut()
    {
        first.height = first.height.max(SLIM);
        let start = shaped(&caption, SMALL).width();
        let rect = Rect { x: start, y: -0.4, width: width - start, height: first.height + 0.2 };
        builder.place_input(first, input, body, rect, Reach::Own);
    }
    strips
}

/// Makes a box with its caption after it.
fn boxed(builder: &mut Builder, item: NodeId, caption: &str, input: &Input, width: f32) -> Strip {
    let label = builder.tree.add(item, Role::Label);
    let body = Owner::Node(builder.tree.add(item, Role::Body));
    let mut strip = Strip::space(SLIM);
    let option = Tick { label: String::new(), ticked: false, input: Some(input.clone()) };
    let top = (SMALL.line_height() - TICK) / 2.0;
    tick_box(builder, &option, label, [0.0, top], &mut strip);
    let words = text_strips(body, &shaped(caption, SMALL), SMALL, width - TICK - 1.2, false);
    let draws = words.into_iter().take(1).flat_map(|strip| strip.draws);
    strip.draws.extend(draws.map(|(owner, draw)| (owner, moved(&draw, TICK + 1.2, 0.0))));
    strip
}

/// Makes a caption, in a language of its own or none, with its value under it.
pub(super) fn captioned(
    builder: &mut Builder,
    item: NodeId,
    (caption, language): (&str, &str),
    value: &str,
    style: Type,
    width: f32,
) -> Vec<Strip> {
    let label = builder.tree.add(item, Role::Label);
    builder.tree.speak(label, language);
    let mut strips = text_strips(Owner::Node(label), &shaped(caption, CAPTION), CAPTION, width, false);
    if !value.is_empty() {
        let body = builder.tree.add(item, Role::Body);
        strips.extend(text_strips(Owner::Node(body), &shaped(value, style), style, width, false));
    }
    strips
}

fn paragraph(builder: &mut Builder, parent: NodeId, text: &str, style: Type, width: f32) -> Vec<Strip> {
    if text.is_empty() {
        return Vec::new();
    }
    let node = builder.tree.add(parent, Role::Paragraph);
    text_strips(Owner::Node(node), &shaped(text, style), style, width, false)
}
