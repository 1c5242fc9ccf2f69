//! Answers as strips: text, verdicts, ticked options, lines for the pen.

use super::blocks::Builder;
use super::flow::{Reach, Rule, Strip, Tree, moved, rule, shaped, text_strips};
use super::pages::{Artifact, Draw, NodeId, Owner, Rect, Role};
use super::style::{
    BODY, CAPTION, DARK_RULE, FRAME, HAIR, LABEL_INK, PAD, PARAGRAPH_GAP, PEN, RULE, SMALL, TICK, Type,
};
use crate::print::document::{Colour, Part, Room, Tick};
use crate::print::number::real;
use crate::print::text::{Shaped, Span, shape};

/// Room between a tick box and its label.
const TICK_GAP: f32 = 1.5;
/// Room between options side by side.
const OPTION_GAP: f32 = 5.0;
/// Room between options in columns.
const COLUMN_GAP: f32 = 3.0;

/// Makes the strips of an answer.
pub(super) fn strips(builder: &mut Builder, parts: &[Part], parent: NodeId, width: f32) -> Vec<Strip> {
    let mut all = Vec::new();
    for part in parts {
        if !all.is_empty() && !matches!(part, Part::Small(_) | Part::Room(_)) {
            all.push(Strip::space(PARAGRAPH_GAP * 0.6));
        }
        match part {
            Part::Text(text) => text_paragraphs(builder.tree, text, None, parent, BODY, width, &mut all),
            Part::Verdict(verdict, said) => {
                let lead = Span { text: verdict, bold: true, colour: BODY.colour };
                let said = if said.is_empty() { String::new() } else { format!(" – {said}") };
                text_paragraphs(builder.tree, &said, Some(lead), parent, BODY, width, &mut all);
            }
            Part::Labelled(label, text) => {
                let label = format!("{label}  ");
                let lead = Span { text: &label, bold: true, colour: LABEL_INK };
                text_paragraphs(builder.tree, text, Some(lead), parent, BODY, width, &mut all);
            }
            Part::Options(options, columns) => all.extend(option_strips(builder, options, *columns, parent, width)),
            Part::Small(text) => text_paragraphs(builder.tree, text, None, parent, SMALL, width, &mut all),
            Part::Room(room) => all.push(room_strip(builder, room, parent, width)),
            Part::Rooms(rooms) => all.extend(captioned_rooms(builder, rooms, parent, width)),
        }
    }
    all
}

/// Makes room of so many lines in one piece; the rule under the row is the last of them.
fn room_strip(builder: &mut Builder, room: &Room, parent: NodeId, width: f32) -> Strip {
    let (lines, pen) = (builder.lines(room.lines), builder.line());
    let alone = lines == 1;
    let height = if alone { pen - 2.0 * PAD } else { pen * f32::from(lines) };
    let mut strip = Strip::space(height);
    if !builder.fills {
        let line = Rule { width: HAIR, colour: RULE };
        let at = |line: u8| pen * f32::from(line);
        strip.draws = (1..lines).map(|n| rule([0.0, at(n)], [width, at(n)], line)).collect();
    }
    let rect = Rect { x: 0.0, y: 0.6, width, height: height - 1.2 };
    let reach = if alone { Reach::Line } else { Reach::Own };
    builder.place_input(&mut strip, room.input.as_ref(), parent, rect, reach);
    strip
}

/// Up to so many places with captions stand beside each other.
const ROOMS_IN_LINE: usize = 3;

/// Makes lines of places beside each other, each with its caption over it.
fn captioned_rooms(builder: &mut Builder, rooms: &[(String, Room)], parent: NodeId, width: f32) -> Vec<Strip> {
    let list = builder.tree.add(parent, Role::List);
    let lines = rooms.len().div_ceil(ROOMS_IN_LINE).max(1);
    let columns = rooms.len().div_ceil(lines).max(1);
    let step = (width + COLUMN_GAP) / real(columns);
    let mut strips = Vec::new();
    for (index, line) in rooms.chunks(columns).enumerate() {
        let mut captions = Strip::space(CAPTION.line_height());
        let mut strip = Strip::space(PEN - CAPTION.line_height() * 0.5);
        let bottom = strip.height;
        for (column, (caption, room)) in line.iter().enumerate() {
            let x = real(column) * step;
            let item = builder.tree.add(list, Role::Item);
            let label = Owner::Node(builder.tree.add(item, Role::Label));
            let caption = text_strips(label, &shaped(caption, CAPTION), CAPTION, step - COLUMN_GAP, false);
            let draws = caption.into_iter().take(1).flat_map(|strip| strip.draws);
            captions.draws.extend(draws.map(|(owner, draw)| (owner, moved(&draw, x, 0.0))));
            let rect = Rect { x, y: 0.2, width: step - COLUMN_GAP, height: bottom - 0.8 };
            let body = builder.tree.add(item, Role::Body);
            builder.place_input(&mut strip, room.input.as_ref(), body, rect, Reach::Own);
        }
        if index + 1 < lines && !builder.fills {
            strip.draws.push(rule([0.0, bottom], [width, bottom], Rule { width: HAIR, colour: RULE }));
        }
        strips.extend([captions, strip]);
    }
    strips
}

/// Adds a paragraph for each line of text, the first after its lead; an empty line is a small space.
fn text_paragraphs(
    tree: &mut Tree,
    text: &str,
    mut lead: Option<Span>,
    parent: NodeId,
    style: Type,
    width: f32,
    strips: &mut Vec<Strip>,
) {
    let first_line = if lead.is_some() && text.is_empty() { Some("") } else { None };
    for line in first_line.into_iter().chain(text.lines()) {
        if line.trim().is_empty() && lead.is_none() {
            strips.push(Strip::space(PARAGRAPH_GAP));
            continue;
        }
        let node = tree.add(parent, Role::Paragraph);
        let rest = Span { text: line, bold: style.bold, colour: style.colour };
        let spans: Vec<Span> = lead.take().into_iter().chain(Some(rest)).collect();
        strips.extend(text_strips(Owner::Node(node), &shape(&spans, style.size), style, width, false));
    }
}

/// Returns the width of options in so many columns without a break in their labels.
pub(super) fn columns_width(options: &[Tick], columns: usize) -> f32 {
    let longest = options.iter().map(|option| shaped(&option.label, BODY).width()).fold(0.0, f32::max);
    real(columns.min(options.len())) * (longest + TICK + TICK_GAP + COLUMN_GAP) - COLUMN_GAP
}

/// Places options: in the columns wanted, else in one line if they fit, else in even columns.
///
/// Returns where those of a line start, and the room of each with its box.
fn option_places(labels: &[Shaped], wanted: usize, width: f32) -> (Vec<f32>, f32) {
    let word = labels.iter().map(Shaped::longest_word).fold(0.0, f32::max) + TICK + TICK_GAP + COLUMN_GAP;
    let possible = (1..=wanted.min(labels.len())).take_while(|n| *n == 1 || word * real(*n) <= width + COLUMN_GAP);
    if let Some(columns) = possible.last() {
        let step = (width + COLUMN_GAP) / real(columns);
        return ((0..columns).map(|column| real(column) * step).collect(), step - COLUMN_GAP);
    }
    let room = |label: &Shaped| label.width() + TICK + TICK_GAP + OPTION_GAP;
    let all: f32 = labels.iter().map(room).sum();
    if all - OPTION_GAP <= width {
        let start = |x: &mut f32, label: &Shaped| {
            let this = *x;
            *x += room(label);
            Some(this)
        };
        return (labels.iter().scan(0.0, start).collect(), width);
    }
    let step = labels.iter().map(room).fold(0.0, f32::max);
    let columns = (1..=labels.len()).take_while(|n| real(*n) * step - OPTION_GAP <= width).last().unwrap_or(1);
    ((0..columns).map(|column| real(column) * step).collect(), width)
}

/// Makes rows of options.
fn option_strips(builder: &mut Builder, options: &[Tick], wanted: usize, parent: NodeId, width: f32) -> Vec<Strip> {
    let labels: Vec<_> = options.iter().map(|option| shaped(&option.label, BODY)).collect();
    let (places, room) = option_places(&labels, wanted, width);
    let columns = places.len().max(1);
    let list = builder.tree.add(parent, Role::List);
    let mut strips = Vec::new();
    for (row, labels) in options.chunks(columns).zip(labels.chunks(columns)) {
        let mut lines = vec![Strip::space(BODY.line_height())];
        for (column, (option, label)) in row.iter().zip(labels).enumerate() {
            let x = places[column];
            let item = builder.tree.add(list, Role::Item);
            let name = builder.tree.add(item, Role::Label);
            let top = (BODY.line_height() - TICK) / 2.0;
            tick_box(builder, option, name, [x, top], &mut lines[0]);
            let text = Owner::Node(builder.tree.add(item, Role::Body));
            let indent = x + TICK + TICK_GAP;
            for (at, strip) in text_strips(text, label, BODY, room - TICK - TICK_GAP, false).iter().enumerate() {
                if at == lines.len() {
                    lines.push(Strip::space(strip.height));
                }
                let shifted = strip.draws.iter().map(|(owner, draw)| (*owner, moved(draw, indent, 0.0)));
                lines[at].draws.extend(shifted);
            }
        }
        strips.extend(lines);
    }
    strips
}

/// Draws a box: a field if the form is filled in on screen, else a figure.
pub(super) fn tick_box(builder: &mut Builder, option: &Tick, parent: NodeId, at: [f32; 2], strip: &mut Strip) {
    let Some(input) = option.input.as_ref().filter(|_| builder.fills) else {
        return strip.draws.extend(tick(builder.tree, parent, option.ticked, at, builder.accent));
    };
    let [x, y] = at;
    let rect = Rect { x, y, width: TICK, height: TICK };
    builder.place_input(strip, Some(input), parent, rect, Reach::Own);
    let frame = Draw::Stroke { points: corners(at), closed: true, width: FRAME, colour: DARK_RULE };
    strip.draws.push((Owner::Artifact(Artifact::Layout), frame));
}

fn corners([x, y]: [f32; 2]) -> Vec<[f32; 2]> {
    vec![[x, y], [x + TICK, y], [x + TICK, y + TICK], [x, y + TICK]]
}

/// Draws a box, ticked or not, as a figure that says so.
pub(super) fn tick(tree: &mut Tree, parent: NodeId, ticked: bool, at: [f32; 2], accent: Colour) -> Vec<(Owner, Draw)> {
    let owner = Owner::Node(tree.figure(parent, if ticked { "Ticked" } else { "Not ticked" }));
    let [x, y] = at;
    let colour = if ticked { accent } else { DARK_RULE };
    let mut draws = Vec::new();
    if ticked {
        draws.push((owner, Draw::Fill { rect: Rect { x, y, width: TICK, height: TICK }, colour }));
    }
    draws.push((owner, Draw::Stroke { points: corners(at), closed: true, width: FRAME, colour }));
    if ticked {
        let points = vec![
            [x + TICK * 0.22, y + TICK * 0.53],
            [x + TICK * 0.42, y + TICK * 0.74],
            [x + TICK * 0.79, y + TICK * 0.28],
        ];
        draws.push((owner, Draw::Stroke { points, closed: false, width: 0.42, colour: Colour(255, 255, 255) }));
    }
    draws
}
