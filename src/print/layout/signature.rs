//! A place for a signature in ink: one frame, never split.

use super::blocks::{Builder, Place};
use super::flow::{Cell, OWN_LANGUAGE, Row, Rule, Rules, shaped, text_strips};
use super::items::captioned;
use super::pages::{NodeId, Owner, Role};
use super::style::{BODY, DARK_RULE, FRAME, HAIR, LABEL, PAD, RULE, SMALL, TINT, Type};
use crate::print::document::Signature;

/// Height of the row that is signed in.
const SIGN: f32 = 13.8;

/// Adds the frame: who signs, then name, post, signature and date.
pub(super) fn add(builder: &mut Builder, block: &Signature, place: Place) {
    let frame = Rule { width: FRAME, colour: DARK_RULE };
    let section = builder.tree.add(place.parent, Role::Section);
    let node = builder.tree.add(section, Role::Paragraph);
    let inner = place.width - 2.0 * PAD;
    let title = Type { size: 9.2, ..LABEL };
    let mut strips = text_strips(Owner::Node(node), &shaped(&block.title, title), title, inner, false);
    if !block.statement.is_empty() {
        let node = builder.tree.add(section, Role::Paragraph);
        strips.extend(text_strips(Owner::Node(node), &shaped(&block.statement, SMALL), SMALL, inner, false));
    }
    let mut head = Row::new(place.x, place.width);
    head.cells.push(Cell { x: place.x + PAD * 1.4, strips });
    (head.before, head.keep_next, head.leads, head.signs, head.fill) = (2.6, true, true, true, Some(TINT));
    head.rules = Rules { above: Some(frame), ends: Some(frame), ..Rules::default() };
    head.answers(&block.asked, place.x, place.width);
    builder.rows.push(head);
    let list = builder.tree.add(section, Role::List);
    let (name, post, recorded, date) = (&*block.name, &*block.post, &*block.recorded, &*block.date);
    let mut row = match &block.minute {
        None => line(
            builder,
            &[("Name", name, 0.26), ("Post", post, 0.24), ("Signature", recorded, 0.32), ("Date", date, 0.18)],
            list,
            place,
        ),
        Some(minute) => {
            let minute = ("Minute reference", minute.as_str(), 0.17);
            let parts = [
                ("Name", name, 0.22),
                ("Post", post, 0.19),
                ("Signature", recorded, 0.27),
                ("Date", date, 0.15),
                minute,
            ];
            line(builder, &parts, list, place)
        }
    };
    row.answers(&block.asked, place.x, place.width);
    builder.rows.push(row);
}

fn line(builder: &mut Builder, parts: &[(&str, &str, f32)], list: NodeId, place: Place) -> Row {
    let frame = Rule { width: FRAME, colour: DARK_RULE };
    let mut row = Row::new(place.x, place.width);
    (row.min_height, row.pad_top) = (SIGN, 0.7);
    let hair = Rule { width: HAIR, colour: RULE };
    row.rules = Rules { above: Some(hair), below: Some(frame), ends: Some(frame), between: Some(hair) };
    let mut x = place.x + PAD * 1.4;
    for (caption, value, share) in parts {
        let width = place.width * share;
        let item = builder.tree.add(list, Role::Item);
        let strips = captioned(builder, item, (caption, OWN_LANGUAGE), value, BODY, width - 2.8 * PAD);
        row.cells.push(Cell { x, strips });
        x += width;
    }
    row
}
