//! The start of a form: body, title, notice and the facts about it.

use super::blocks::{Builder, Place, underlined};
use super::flow::{Cell, Row, Rule, Rules, shaped, text_strips};
use super::furniture::marking_width;
use super::pages::{Owner, Role};
use super::style::{BODY, GUTTER, LABEL, PEN, QUIET, SMALL, Type};
use crate::print::document::Document;

/// Adds body, title, notice and facts.
pub(super) fn open(builder: &mut Builder, document: &Document, place: Place) {
    let body = Type { size: 8.6, bold: true, colour: QUIET };
    let title = Type { size: 17.0, bold: true, colour: builder.accent };
    // The marking stands to the right of the first line.
    let marking = marking_width(document);
    let beside = if marking > 0.0 { place.width - marking - GUTTER } else { place.width };
    let title_width = if document.body.is_empty() { beside } else { place.width };
    if !document.body.is_empty() {
        line(builder, &document.body, body, Role::Paragraph, Place { width: beside, ..place });
        if let Some(row) = builder.rows.last_mut() {
            row.rules.below = Some(Rule { width: 0.9, colour: builder.accent });
            (row.width, row.pad_bottom) = (place.width, 1.6);
        }
    }
    line(builder, &document.title, title, Role::Heading(1), Place { width: title_width, ..place });
    if let Some(row) = builder.rows.last_mut() {
        row.before = 2.4;
        row.bookmark = Some((1, document.title.clone()));
    }
    if !document.notice.is_empty() {
        line(builder, &document.notice, SMALL, Role::Paragraph, place);
    }
    facts(builder, document, place);
}

fn line(builder: &mut Builder, text: &str, style: Type, role: Role, place: Place) {
    let node = builder.tree.add(place.parent, role);
    let strips = text_strips(Owner::Node(node), &shaped(text, style), style, place.width, false);
    let mut row = Row::single(place.x, place.width, strips);
    (row.pad_top, row.pad_bottom, row.keep_next, row.leads) = (0.0, 0.4, true, true);
    builder.rows.push(row);
}

/// Adds the facts, two beside each other.
fn facts(builder: &mut Builder, document: &Document, place: Place) {
    if document.facts.is_empty() {
        return;
    }
    let list = builder.tree.add(place.parent, Role::List);
    let half = (place.width - GUTTER) / 2.0;
    let widest = document.facts.iter().map(|(label, _)| shaped(label, LABEL).width()).fold(18.0, f32::max);
    let label_width = widest.min(half * 0.45);
    let count = document.facts.chunks(2).len();
    for (index, pair) in document.facts.chunks(2).enumerate() {
        let mut row = Row::new(place.x, place.width);
        row.rules = underlined();
        if index == 0 {
            row.before = 2.0;
            row.rules = Rules { above: row.rules.below, ..row.rules };
        }
        row.keep_next = index + 1 < count;
        for (column, (label, value)) in pair.iter().enumerate() {
            let item = builder.tree.add(list, Role::Item);
            let left = place.x + if column == 0 { 0.0 } else { half + GUTTER };
            let name = builder.tree.add(item, Role::Label);
            let strips = text_strips(Owner::Node(name), &shaped(label, LABEL), BODY, label_width, false);
            row.cells.push(Cell { x: left, strips });
            let width = half - label_width - GUTTER;
            let strips = if value.is_empty() {
                row.min_height = PEN;
                Vec::new()
            } else {
                let text = builder.tree.add(item, Role::Body);
                text_strips(Owner::Node(text), &shaped(value, BODY), BODY, width, false)
            };
            row.cells.push(Cell { x: left + label_width + GUTTER, strips });
        }
        builder.rows.push(row);
    }
}
