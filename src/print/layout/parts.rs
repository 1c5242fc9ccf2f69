//! Answers as strips: text, verdicts, ticked options, lines for the pen.

use super::blocks::Builder;
use super::flow::{Rule, Strip, Tree, moved, rule, shaped, text_strips};
use super::pages::{Draw, NodeId, Owner, Rect, Role};
use super::style::{BODY, DARK_RULE, FRAME, HAIR, LABEL_INK, PARAGRAPH_GAP, PEN, RULE, SMALL, TICK, Type};
use crate::print::document::{Colour, Part, Tick};
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
        if !all.is_empty() && !matches!(part, Part::Small(_) | Part::Lines(_)) {
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
            // The rule under the row is the last line.
            Part::Lines(count) => {
                all.extend((1..*count).map(|_| pen_line(width)));
                all.push(Strip::space(PEN));
            }
        }
    }
    all
}

fn pen_line(width: f32) -> Strip {
    let line = Rule { width: HAIR, colour: RULE };
    Strip { height: PEN, draws: vec![rule([0.0, PEN], [width, PEN], line)] }
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
            lines[0].draws.extend(tick(builder.tree, name, option.ticked, [x, top], builder.accent));
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

/// Draws a box, ticked or not, as a figure that says so.
pub(super) fn tick(tree: &mut Tree, parent: NodeId, ticked: bool, at: [f32; 2], accent: Colour) -> Vec<(Owner, Draw)> {
    let owner = Owner::Node(tree.figure(parent, if ticked { "Ticked" } else { "Not ticked" }));
    let [x, y] = at;
    let corners = vec![[x, y], [x + TICK, y], [x + TICK, y + TICK], [x, y + TICK]];
    let colour = if ticked { accent } else { DARK_RULE };
    let mut draws = Vec::new();
    if ticked {
        draws.push((owner, Draw::Fill { rect: Rect { x, y, width: TICK, height: TICK }, colour }));
    }
    draws.push((owner, Draw::Stroke { points: corners, closed: true, width: FRAME, colour }));
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
