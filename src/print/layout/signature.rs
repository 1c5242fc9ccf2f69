//! A place for a signature in ink: one frame, never split.

use super::blocks::{Builder, Place};
use super::flow::{Cell, Row, Rule, Rules, shaped, text_strips};
use super::items::captioned;
use super::pages::{NodeId, Owner, Role};
use super::style::{BODY, DARK_RULE, FRAME, LABEL, PAD, RULE, SMALL, TINT, Type};
use crate::print::document::Signature;

/// Height of the row that is signed in.
const SIGN: f32 = 14.5;
/// Height of a row with name and post.
const NAME: f32 = 9.4;

/// Adds the frame: who signs, name and post, signature and date.
pub(super) fn add(builder: &mut Builder, block: &Signature, place: Place) {
    let frame = Rule { width: FRAME, colour: DARK_RULE };
    let node = builder.tree.add(place.parent, Role::Paragraph);
    let inner = place.width - 2.0 * PAD;
    let title = Type { size: 9.2, ..LABEL };
    let mut strips = text_strips(Owner::Node(node), &shaped(&block.title, title), title, inner, false);
    if !block.statement.is_empty() {
        let node = builder.tree.add(place.parent, Role::Paragraph);
        strips.extend(text_strips(Owner::Node(node), &shaped(&block.statement, SMALL), SMALL, inner, false));
    }
    let mut head = Row::new(place.x, place.width);
    head.cells.push(Cell { x: place.x + PAD * 1.4, strips });
    (head.before, head.keep_next, head.fill) = (3.2, true, Some(TINT));
    head.rules = Rules { above: Some(frame), ends: Some(frame), ..Rules::default() };
    builder.rows.push(head);
    let list = builder.tree.add(place.parent, Role::List);
    let mut second = vec![("Signature", block.recorded.as_str(), 0.5), ("Date", &block.date, 0.2)];
    match &block.minute {
        Some(minute) => second.push(("Minute reference", minute, 0.3)),
        None => second = vec![("Signature", block.recorded.as_str(), 0.66), ("Date", &block.date, 0.34)],
    }
    let mut name = line(builder, &[("Name", &block.name, 0.5), ("Post", &block.post, 0.5)], NAME, list, place);
    name.keep_next = true;
    name.rules.above = Some(Rule { width: 0.15, colour: RULE });
    builder.rows.push(name);
    let mut sign = line(builder, &second, SIGN, list, place);
    sign.rules.above = Some(Rule { width: 0.15, colour: RULE });
    sign.rules.below = Some(frame);
    builder.rows.push(sign);
}

fn line(builder: &mut Builder, parts: &[(&str, &str, f32)], height: f32, list: NodeId, place: Place) -> Row {
    let frame = Rule { width: FRAME, colour: DARK_RULE };
    let mut row = Row::new(place.x, place.width);
    (row.min_height, row.pad_top) = (height, 0.7);
    row.rules = Rules { ends: Some(frame), between: Some(Rule { width: 0.15, colour: RULE }), ..Rules::default() };
    let mut x = place.x + PAD * 1.4;
    for (caption, value, share) in parts {
        let width = place.width * share;
        let item = builder.tree.add(list, Role::Item);
        let strips = captioned(builder, item, caption, value, BODY, width - 2.8 * PAD);
        row.cells.push(Cell { x, strips });
        x += width;
    }
    row
}
