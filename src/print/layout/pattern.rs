//! Patterns of bars: told apart by lines and dots, also where paper has no colour.

use super::chart::Canvas;
use super::flow::Rule;
use super::pages::Rect;
use super::style::HAIR;
use crate::print::document::Colour;

/// Ink of patterns and frames.
const LINES: Colour = Colour(0x1d, 0x3f, 0x66);

/// Colour behind each pattern, part by part; with more parts they come again.
const TINTS: [Colour; 8] = [
    Colour(0x2f, 0x5f, 0x93),
    Colour(0xf3, 0xf6, 0xfa),
    Colour(0xd7, 0xe6, 0xf4),
    Colour(0xf7, 0xe3, 0xc4),
    Colour(0xdd, 0xee, 0xdb),
    Colour(0xf3, 0xdd, 0xe6),
    Colour(0xe6, 0xe0, 0xf3),
    Colour(0xee, 0xee, 0xe2),
];

/// Fills a rectangle with the pattern of a part, and frames it; no line crosses the hole.
pub(super) fn fill(canvas: &mut Canvas, part: usize, rect: Rect, hole: Option<Rect>) {
    let which = part % TINTS.len();
    canvas.fill(rect, TINTS[which]);
    let line = Rule { width: HAIR, colour: LINES };
    for piece in around(rect, hole) {
        match which {
            0 | 1 => {}
            2 => slanted(canvas, piece, 1.6, true, line),
            3 => slanted(canvas, piece, 1.6, false, line),
            4 => dots(canvas, piece, line),
            5 => upright(canvas, piece, 1.1, line),
            6 => level(canvas, piece, 1.1, line),
            _ => {
                slanted(canvas, piece, 2.0, true, line);
                slanted(canvas, piece, 2.0, false, line);
            }
        }
    }
    canvas.frame(rect, line);
}

/// Returns what is left and right of a hole.
fn around(rect: Rect, hole: Option<Rect>) -> Vec<Rect> {
    let Some(hole) = hole else { return vec![rect] };
    let end = hole.x + hole.width;
    let right = Rect { x: end, width: rect.x + rect.width - end, ..rect };
    vec![Rect { width: hole.x - rect.x, ..rect }, right]
}

/// Returns places from one end to the other, a step apart and none on the edge.
fn steps(from: f32, to: f32, step: f32) -> impl Iterator<Item = f32> {
    std::iter::successors(Some(from + step / 2.0), move |at| Some(at + step)).take_while(move |at| *at < to)
}

fn upright(canvas: &mut Canvas, rect: Rect, step: f32, line: Rule) {
    steps(rect.x, rect.x + rect.width, step).for_each(|x| canvas.line([x, rect.y], [x, rect.y + rect.height], line));
}

fn level(canvas: &mut Canvas, rect: Rect, step: f32, line: Rule) {
    steps(rect.y, rect.y + rect.height, step).for_each(|y| canvas.line([rect.x, y], [rect.x + rect.width, y], line));
}

/// Draws lines at 45 degrees, rising or falling, cut at the edges.
fn slanted(canvas: &mut Canvas, rect: Rect, step: f32, rising: bool, line: Rule) {
    let (left, right, top, height) = (rect.x, rect.x + rect.width, rect.y, rect.height);
    for start in steps(left - height, right, step) {
        let (from, to) = (start.max(left), (start + height).min(right));
        let up = |x: f32| if rising { top + height - (x - start) } else { top + (x - start) };
        canvas.line([from, up(from)], [to, up(to)], line);
    }
}

fn dots(canvas: &mut Canvas, rect: Rect, line: Rule) {
    const SIDE: f32 = 0.5;
    for (row, y) in steps(rect.y, rect.y + rect.height - SIDE, 1.3).enumerate() {
        let shift = if row % 2 == 0 { 0.0 } else { 0.65 };
        for x in steps(rect.x + shift, rect.x + rect.width - SIDE, 1.3) {
            canvas.fill(Rect { x, y, width: SIDE, height: SIDE }, line.colour);
        }
    }
}
