//! Charts: bars in patterns, each with its amount in figures, and a key.

use super::blocks::{Builder, Place};
use super::flow::{Row, Rule, Strip, moved, rule, shaped, text_strips};
use super::pages::{Draw, Owner, Rect};
use super::style::{BODY, CAPTION, CELL, DARK_RULE, FRAME, HAIR, INK, LABEL, PAPER, RULE, Type};
use super::{grid, pattern};
use crate::print::chart::{Bar, Bars, Chart, Plot};
use crate::print::number::real;

/// Height of a bar whose parts stand in one line, and of one of several under each other.
const STACKED: f32 = 5.4;
const BESIDE: f32 = 4.2;
/// Space between bars, and between parts under each other.
const BETWEEN: f32 = 2.4;
const PARTS_BETWEEN: f32 = 0.5;
/// The most room of labels, and the space after them.
const LABELS: f32 = 52.0;
const LABEL_GAP: f32 = 3.0;
/// Size of a box of the key.
const KEY: [f32; 2] = [5.6, 3.2];
const KEY_GAP: f32 = 6.0;
/// White space around a figure inside a bar.
const AIR: f32 = 0.7;

/// A figure inside a bar or at its end.
const FIGURE: Type = Type { size: 7.6, bold: true, colour: INK };

/// Adds title and chart; the chart is one figure and never cut.
pub(super) fn add(builder: &mut Builder, chart: &Chart, place: Place) {
    let first = builder.rows.len();
    builder.paragraphs(&chart.title, LABEL, 2.6, place);
    builder.rows[first..].iter_mut().for_each(|row| (row.keep_next, row.leads) = (true, true));
    let node = builder.tree.figure(place.parent, &chart.alt);
    let mut canvas = Canvas { owner: Owner::Node(node), strip: Strip::default() };
    match &chart.plot {
        Plot::Bars(bars) => draw_bars(&mut canvas, bars, place.width),
        Plot::Grid(grid) => grid::draw(&mut canvas, grid, place.width),
    }
    let mut row = Row::single(place.x, place.width, vec![canvas.strip]);
    (row.before, row.pad_top, row.pad_bottom) = (1.0, 0.0, 1.0);
    builder.rows.push(row);
}

/// What a chart is drawn on, from its own top left corner.
pub(super) struct Canvas {
    pub owner: Owner,
    pub strip: Strip,
}

impl Canvas {
    /// Fills a rectangle.
    pub(super) fn fill(&mut self, rect: Rect, colour: crate::print::document::Colour) {
        self.strip.draws.push((self.owner, Draw::Fill { rect, colour }));
    }

    /// Draws a straight line.
    pub(super) fn line(&mut self, from: [f32; 2], to: [f32; 2], line: Rule) {
        self.strip.draws.push((self.owner, rule(from, to, line).1));
    }

    /// Draws the four sides of a rectangle.
    pub(super) fn frame(&mut self, rect: Rect, line: Rule) {
        let (left, top, right, bottom) = (rect.x, rect.y, rect.x + rect.width, rect.y + rect.height);
        for (from, to) in [
            ([left, top], [right, top]),
            ([left, bottom], [right, bottom]),
            ([left, top], [left, bottom]),
            ([right, top], [right, bottom]),
        ] {
            self.line(from, to, line);
        }
    }

    /// Writes text in a column, no more than so many lines; returns the height it takes.
    pub(super) fn text(&mut self, text: &str, style: Type, at: [f32; 2], width: f32, lines: usize) -> f32 {
        let mut y = at[1];
        for strip in text_strips(self.owner, &shaped(text, style), style, width, false).into_iter().take(lines) {
            self.strip.draws.extend(strip.draws.iter().map(|(owner, draw)| (*owner, moved(draw, at[0], y))));
            y += strip.height;
        }
        y - at[1]
    }
}

fn draw_bars(canvas: &mut Canvas, bars: &Bars, width: f32) {
    let mut y = if bars.parts.len() > 1 { key(canvas, &bars.parts, width) } else { 0.0 };
    let labels = bars.bars.iter().map(|bar| shaped(&bar.label, CELL).width()).fold(0.0, f32::max).min(LABELS);
    let left = labels + LABEL_GAP;
    let figures = bars.bars.iter().flat_map(ends).map(|text| shaped(text, FIGURE).width()).fold(0.0, f32::max);
    let room = width - left - figures - 2.0;
    let top = y;
    for bar in &bars.bars {
        let lines = real(shaped(&bar.label, CELL).lines(labels + 0.01).len().min(2));
        let parts = if bars.stacked { 1.0 } else { real(bar.segments.len()) };
        let own = if bars.stacked { STACKED } else { parts * BESIDE + (parts - 1.0) * PARTS_BETWEEN };
        let height = own.max(lines * CELL.line_height());
        let middle = y + (height - lines * CELL.line_height()) / 2.0;
        canvas.text(&bar.label, CELL, [0.0, middle], labels + 0.01, 2);
        let from = y + (height - own) / 2.0;
        if bars.stacked {
            stacked(canvas, bar, [left, from], room);
        } else {
            beside(canvas, bar, [left, from], room);
        }
        y += height + BETWEEN;
    }
    canvas.line([left, top - 0.6], [left, y - BETWEEN + 0.6], Rule { width: FRAME, colour: DARK_RULE });
    canvas.strip.height = y - BETWEEN + 0.8;
}

/// Returns what may stand at the end of a bar.
fn ends(bar: &Bar) -> impl Iterator<Item = &String> {
    std::iter::once(&bar.total).chain(bar.segments.iter().map(|segment| &segment.says))
}

/// Draws the parts in one line, each with its figure where there is room, and the sum after them.
fn stacked(canvas: &mut Canvas, bar: &Bar, [left, top]: [f32; 2], room: f32) {
    let mut x = left;
    for (part, segment) in bar.segments.iter().enumerate().filter(|(_, segment)| segment.share > 0.0) {
        let rect = Rect { x, y: top, width: segment.share * room, height: STACKED };
        segment_with_figure(canvas, part, rect, &segment.says);
        x += rect.width;
    }
    figure(canvas, &bar.total, [x + 1.2, top], STACKED);
}

/// Draws the parts under each other, each with its figure after it.
fn beside(canvas: &mut Canvas, bar: &Bar, [left, top]: [f32; 2], room: f32) {
    let mut y = top;
    for (part, segment) in bar.segments.iter().enumerate() {
        let rect = Rect { x: left, y, width: segment.share * room, height: BESIDE };
        if segment.share > 0.0 {
            pattern::fill(canvas, part, rect, None);
        }
        figure(canvas, &segment.says, [left + rect.width + 1.2, y], BESIDE);
        y += BESIDE + PARTS_BETWEEN;
    }
}

/// Fills a part of a bar; its figure stands on white, so that no pattern crosses it.
fn segment_with_figure(canvas: &mut Canvas, part: usize, rect: Rect, says: &str) {
    let wide = shaped(says, FIGURE).width() + 2.0 * AIR;
    let fits = !says.is_empty() && wide + 2.0 * AIR <= rect.width;
    let hole = Rect { x: rect.x + (rect.width - wide) / 2.0, y: rect.y + 0.9, width: wide, height: rect.height - 1.8 };
    pattern::fill(canvas, part, rect, fits.then_some(hole));
    if fits {
        canvas.fill(hole, PAPER);
        figure(canvas, says, [hole.x + AIR, rect.y], rect.height);
    }
}

/// Writes a figure in the middle of a height.
fn figure(canvas: &mut Canvas, says: &str, [x, top]: [f32; 2], height: f32) {
    canvas.text(says, FIGURE, [x, top + (height - FIGURE.line_height()) / 2.0], f32::MAX, 1);
}

/// Says which pattern is which part; returns the height it takes.
fn key(canvas: &mut Canvas, parts: &[String], width: f32) -> f32 {
    let line = BODY.line_height().max(KEY[1]) + 0.8;
    let (mut x, mut y) = (0.0, 0.0);
    for (part, name) in parts.iter().enumerate() {
        let wide = KEY[0] + 1.4 + shaped(name, CAPTION).width();
        if x > 0.0 && x + wide > width {
            (x, y) = (0.0, y + line);
        }
        let rect = Rect { x, y: y + (line - KEY[1]) / 2.0, width: KEY[0], height: KEY[1] };
        pattern::fill(canvas, part, rect, None);
        let at = [x + KEY[0] + 1.4, y + (line - CAPTION.line_height()) / 2.0];
        canvas.text(name, CAPTION, at, width - KEY[0] - 1.4, 1);
        x += wide + KEY_GAP;
    }
    canvas.line([0.0, y + line + 0.6], [width, y + line + 0.6], Rule { width: HAIR, colour: RULE });
    y + line + 2.2
}
