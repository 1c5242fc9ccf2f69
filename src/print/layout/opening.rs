//! The start of a form: body with address and logo, title, notice and the facts about it.

use super::blocks::{Builder, Place, underlined};
use super::flow::{Cell, Reach, Row, Rule, Rules, Strip, shaped, text_strips};
use super::pages::{Draw, Owner, Rect, Role};
use super::style::{BODY, GUTTER, LABEL, PEN, QUIET, SMALL, Type};
use crate::model::picture::Picture;
use crate::print::document::Document;
use std::sync::Arc;

/// The most room a logo takes: width and height.
const LOGO: [f32; 2] = [60.0, 18.0];

/// Adds body, title, notice and facts.
pub(super) fn open(builder: &mut Builder, document: &Document, place: Place) {
    let title = Type { size: 17.0, bold: true, colour: builder.accent };
    letterhead(builder, document, place);
    line(builder, &document.title, title, Role::Heading(1), place);
    if let Some(row) = builder.rows.last_mut() {
        row.before = 2.4;
        row.bookmark = Some((1, document.title.clone()));
    }
    if !document.notice.is_empty() {
        line(builder, &document.notice, SMALL, Role::Paragraph, place);
    }
    facts(builder, document, place);
}

/// Adds the body's name with its address on the left and its logo on the right, over a rule.
fn letterhead(builder: &mut Builder, document: &Document, place: Place) {
    let logo = document.logo.as_ref().map(|logo| (logo, logo_size(logo)));
    if document.body.is_empty() && document.address.trim().is_empty() && logo.is_none() {
        return;
    }
    let width = place.width - logo.map_or(0.0, |(_, [width, _])| width + GUTTER);
    let mut row = Row::new(place.x, place.width);
    let body = Type { size: 8.6, bold: true, colour: QUIET };
    let lines = [(document.body.as_str(), body)].into_iter().chain(document.address.lines().map(|line| (line, SMALL)));
    let mut strips = Vec::new();
    for (text, style) in lines.filter(|(text, _)| !text.trim().is_empty()) {
        let node = builder.tree.add(place.parent, Role::Paragraph);
        strips.extend(text_strips(Owner::Node(node), &shaped(text, style), style, width, false));
    }
    row.cells.push(Cell { x: place.x, strips });
    if let Some((logo, [width, height])) = logo {
        let figure = builder.tree.figure(place.parent, if document.body.is_empty() { "Logo" } else { &document.body });
        if !document.body.is_empty() {
            // A body's name is in the language of its form.
            builder.tree.speak(figure, "");
        }
        let owner = Owner::Node(figure);
        let rect = Rect { x: 0.0, y: 0.0, width, height };
        let draws = vec![(owner, Draw::Picture { rect, picture: Arc::clone(logo) })];
        row.cells
            .push(Cell { x: place.x + place.width - width, strips: vec![Strip { height, draws, ..Strip::default() }] });
    }
    (row.pad_top, row.pad_bottom, row.keep_next, row.leads) = (0.0, 1.6, true, true);
    row.rules.below = Some(Rule { width: 0.9, colour: builder.accent });
    builder.rows.push(row);
}

/// Returns width and height of a logo: as large as its room allows, in its own proportion.
fn logo_size(logo: &Picture) -> [f32; 2] {
    let scale = (LOGO[0] / logo.width).min(LOGO[1] / logo.height);
    [logo.width * scale, logo.height * scale]
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
            let fill = document.fill.as_ref();
            let input = fill.and_then(|fill| fill.facts.iter().find(|(fact, _)| fact == label));
            let strips = if let Some((_, input)) = input {
                row.min_height = PEN;
                let mut strip = Strip::space(0.0);
                let body = builder.tree.add(item, Role::Body);
                let rect = Rect { x: 0.0, y: 0.0, width, height: 0.0 };
                builder.place_input(&mut strip, Some(input), body, rect, Reach::Line);
                vec![strip]
            } else if value.is_empty() {
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
