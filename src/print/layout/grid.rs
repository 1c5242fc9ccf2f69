//! The grid of risks: each cell with its score, a heavy frame where it is marked, and what is in it.

use super::chart::Canvas;
use super::flow::{Rule, shaped};
use super::pages::Rect;
use super::style::{CAPTION, CELL, DARK_RULE, FRAME, INK, LABEL, Type};
use crate::print::chart::{Grid, GridCell};
use crate::print::document::Colour;
use crate::print::number::real;

/// Room of the names of rows, and height of a cell.
const NAMES: f32 = 30.0;
const HEIGHT: f32 = 22.0;
/// Space inside a cell, and between what is in it.
const AIR: f32 = 1.3;
const BETWEEN: f32 = 1.8;
/// The most lines of a name.
const NAME_LINES: usize = 4;
/// Colour of cells, the lowest band first: each darker than the one before, also without colour.
const SHADES: [Colour; 4] =
    [Colour(0xf4, 0xf8, 0xf2), Colour(0xfb, 0xf1, 0xd3), Colour(0xf8, 0xdd, 0xb8), Colour(0xf2, 0xc4, 0xb8)];

/// Draws the grid with its names on the left and below.
pub(super) fn draw(canvas: &mut Canvas, grid: &Grid, width: f32) {
    let wide = (width - NAMES) / real(grid.columns.len().max(1));
    let top = canvas.text(&grid.up, LABEL, [0.0, 0.0], NAMES, 1) + 0.8;
    let cell_at = |row: usize, column: usize| Rect {
        x: NAMES + wide * real(column),
        y: top + HEIGHT * real(row),
        width: wide,
        height: HEIGHT,
    };
    for (row, name) in grid.rows.iter().enumerate() {
        canvas.text(name, CELL, [0.0, cell_at(row, 0).y + AIR], NAMES - 2.0, NAME_LINES);
    }
    // Heavy frames come last, so that no neighbour's thin one lies on them.
    let all = || {
        let cells = |(row, cells): (usize, &'_ Vec<GridCell>)| (row, cells.len());
        grid.cells.iter().enumerate().map(cells).flat_map(|(row, count)| (0..count).map(move |column| (row, column)))
    };
    for (row, column) in all() {
        cell(canvas, &grid.cells[row][column], cell_at(row, column));
    }
    for (row, column) in all().filter(|(row, column)| grid.cells[*row][*column].is_marked) {
        let rect = cell_at(row, column);
        let inside = Rect { x: rect.x + 0.4, y: rect.y + 0.4, width: rect.width - 0.8, height: rect.height - 0.8 };
        canvas.frame(inside, Rule { width: 0.8, colour: INK });
    }
    let below = top + HEIGHT * real(grid.rows.len()) + 0.8;
    let names = grid.columns.iter().enumerate();
    let deepest = names
        .map(|(column, name)| canvas.text(name, CELL, [cell_at(0, column).x + AIR, below], wide - 2.0, NAME_LINES))
        .fold(0.0, f32::max);
    canvas.text(&grid.along, LABEL, [0.0, below], NAMES - 2.0, 1);
    canvas.strip.height = below + deepest + 0.8;
}

fn cell(canvas: &mut Canvas, cell: &GridCell, rect: Rect) {
    canvas.fill(rect, SHADES[cell.shade.min(SHADES.len() - 1)]);
    canvas.frame(rect, Rule { width: FRAME, colour: DARK_RULE });
    let head = Type { size: 9.0, bold: true, colour: INK };
    let at = [rect.x + AIR, rect.y + AIR];
    canvas.text(&cell.head, head, at, rect.width, 1);
    let beside = at[0] + shaped(&cell.head, head).width() + 1.4;
    let says = Type { colour: INK, ..CAPTION };
    canvas.text(&cell.says, says, [beside, at[1] + 0.5], rect.x + rect.width - beside - AIR, 1);
    items(
        canvas,
        &cell.items,
        Rect {
            x: at[0],
            y: at[1] + head.line_height() + 0.4,
            width: rect.width - 2.0 * AIR,
            height: rect.height - head.line_height() - 0.4 - 2.0 * AIR,
        },
    );
}

/// Writes what is in a cell, as many as there is room for, and how many more there are.
fn items(canvas: &mut Canvas, items: &[String], room: Rect) {
    let style = Type { colour: INK, ..CAPTION };
    let places = |words: &[String]| flowed(words, style, room);
    let most = items.len().min(40);
    let fitting = (0..=most).rev().find_map(|count| {
        let more = items.len() - count;
        let mut words = items[..count].to_vec();
        words.extend((more > 0).then(|| format!("and {more} more")));
        places(&words).map(|places| words.into_iter().zip(places).collect::<Vec<_>>())
    });
    for (word, at) in fitting.unwrap_or_default() {
        canvas.text(&word, style, at, f32::MAX, 1);
    }
}

/// Returns a place for each word if all fit into the room, words in lines and none broken.
fn flowed(words: &[String], style: Type, room: Rect) -> Option<Vec<[f32; 2]>> {
    let (mut x, mut y) = (0.0, 0.0);
    let mut places = Vec::new();
    for word in words {
        let wide = shaped(word, style).width();
        if x > 0.0 && x + wide > room.width {
            (x, y) = (0.0, y + style.line_height());
        }
        if wide > room.width || y + style.line_height() > room.height + 0.01 {
            return None;
        }
        places.push([room.x + x, room.y + y]);
        x += wide + BETWEEN;
    }
    Some(places)
}
