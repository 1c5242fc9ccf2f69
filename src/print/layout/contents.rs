//! What a combined document holds: titles on the left, page numbers on the right, each line a link.

use super::blocks::{Builder, Place, underlined};
use super::flow::{Cell, Row, shaped, text_strips};
use super::pages::{NodeId, Owner, Role, Target};
use super::style::{BODY, GUTTER, SMALL, Type};
use crate::print::document::ContentsLine;

/// Room for a page number.
const NUMBER: f32 = 14.0;
/// How far the pages of a form are set in under it.
const INDENT: f32 = 5.0;

/// Adds the lines as one table of contents.
pub(super) fn add(builder: &mut Builder, lines: &[ContentsLine], place: Place) {
    let list = builder.tree.add(place.parent, Role::Contents);
    for (at, one) in lines.iter().enumerate() {
        let mut row = line(builder, one, list, place);
        // A form stays with the first of its pages.
        row.keep_next = one.level == 1 && lines.get(at + 1).is_some_and(|next| next.level > 1);
        builder.rows.push(row);
    }
}

fn line(builder: &mut Builder, line: &ContentsLine, list: NodeId, place: Place) -> Row {
    let is_form = line.level == 1;
    let style = if is_form { Type { colour: builder.accent, ..BODY.bold() } } else { BODY };
    let indent = if is_form { 0.0 } else { INDENT };
    let (left, width) = (place.x + indent, place.width - indent - NUMBER - GUTTER);
    let item = builder.tree.add(list, Role::ContentsItem);
    let reference = builder.tree.add(item, Role::Reference);
    let says = format!("{}, page {}", line.title, line.page + 1);
    let owner = Owner::Node(builder.tree.link(reference, &says, Target::Place(line.page, line.y)));
    // The space keeps title and number apart for those who listen.
    let mut strips = text_strips(owner, &shaped(&format!("{} ", line.title), style), style, width, false);
    let number = text_strips(owner, &shaped(&(line.page + 1).to_string(), style), style, NUMBER, true);
    if !line.note.is_empty() {
        let note = Owner::Node(builder.tree.add(item, Role::Paragraph));
        strips.extend(text_strips(note, &shaped(&line.note, SMALL), SMALL, width, false));
    }
    let mut row = Row::new(place.x, place.width);
    row.cells = vec![Cell { x: left, strips }, Cell { x: place.x + place.width - NUMBER, strips: number }];
    if is_form {
        (row.before, row.rules) = (1.6, underlined());
    } else {
        (row.pad_top, row.pad_bottom) = (0.25, 0.25);
    }
    row
}
