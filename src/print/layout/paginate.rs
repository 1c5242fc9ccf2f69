//! Rows onto pages: what stays together, what is cut, headings of tables again.

use super::flow::{Row, Rule, Tree, moved, rule};
use super::pages::{Artifact, Bookmark, Draw, Group, Kid, Owner, Page, PlacedInput, Rect, Role, Spot};
use super::style::{FIELD, FIRST_TOP, TOP, bottom, room};
use crate::model::id::QuestionId;
use crate::print::document::Orientation;

/// Rows on their pages.
#[derive(Default)]
pub(super) struct Placed {
    /// The pages.
    pub pages: Vec<Page>,
    /// Headings, in order.
    pub bookmarks: Vec<Bookmark>,
    /// Where questions stand.
    pub spots: Vec<Spot>,
    /// Fields, in order.
    pub inputs: Vec<PlacedInput>,
}
use std::borrow::Cow;

/// Returns the row that the last page starts with, if rows of at least that height are to stand on it.
pub(super) fn last_page(rows: &[Row], height: f32) -> Option<usize> {
    let from_end = rows.iter().rev().scan(0.0, |sum, row| {
        *sum += row.before + row.height();
        Some(*sum)
    });
    let wanted = rows.len().checked_sub(1 + from_end.take_while(|sum| *sum < height).count())?;
    let start = (0..=wanted).rev().find(|at| *at == 0 || !rows[*at - 1].keep_next)?;
    (start > 0).then_some(start)
}

/// Puts the rows on pages and tells the tree where its content stands; a page starts with row `last`.
pub(super) fn paginate(rows: &[Row], tree: &mut Tree, orientation: Orientation, last: Option<usize>) -> Placed {
    let heads = rows.iter().filter(|row| matches!(row.table, Some((_, true)))).cloned().collect();
    let made = Placed { pages: vec![Page { orientation, ..Page::default() }], ..Placed::default() };
    let mut paper = Paper { made, orientation, y: FIRST_TOP, fresh: true, heads, tree };
    // Where the rows end that stay together, and the chain that no page can hold.
    let (mut together, mut loose) = (0, 0);
    for index in 0..rows.len() {
        if index >= together {
            let all = rows[index..].iter().take_while(|row| row.keep_next).count();
            let names = rows[index..].iter().take_while(|row| row.keep_next && row.leads).count();
            let fits = |kept: &usize| needed(&rows[index..], *kept, orientation) <= room(orientation);
            let whole = Some(all).filter(|kept| index >= loose && fits(kept));
            if whole.is_none() {
                loose = loose.max(index + all + 1);
            }
            let kept = whole.or(Some(names).filter(fits)).unwrap_or(0);
            together = index + kept + 1;
            let height = needed(&rows[index..], kept, orientation);
            if !paper.fresh && (paper.y + height > bottom(orientation) || last == Some(index)) {
                paper.turn(&rows[index]);
            }
        }
        paper.place(&rows[index]);
    }
    paper.made
}

/// Returns the height that so many rows need with the start of the one after them.
pub(super) fn needed(rows: &[Row], kept: usize, orientation: Orientation) -> f32 {
    let whole: f32 = rows[..kept].iter().map(|row| row.before + row.height()).sum();
    whole + rows.get(kept).map_or(0.0, |row| row.before + row.first_height(orientation))
}

struct Paper<'a> {
    made: Placed,
    orientation: Orientation,
    y: f32,
    /// Nothing but repeated headings stands on the page.
    fresh: bool,
    heads: Vec<Row>,
    tree: &'a mut Tree,
}

impl Paper<'_> {
    /// Starts a page, with the headings of the table that goes on there.
    fn turn(&mut self, next: &Row) {
        self.made.pages.push(Page { orientation: self.orientation, ..Page::default() });
        (self.y, self.fresh) = (TOP, true);
        let Some((table, false)) = next.table else { return };
        let heads: Vec<Row> = self.heads.iter().filter(|row| row.table == Some((table, true))).cloned().collect();
        for head in heads {
            self.draw(&head, true);
        }
    }

    fn place(&mut self, row: &Row) {
        let mut row = Cow::Borrowed(row);
        loop {
            let before = if self.fresh { 0.0 } else { row.before };
            let available = bottom(self.orientation) - self.y - before;
            if row.height() <= available + 0.001 {
                break;
            }
            let cut = if row.is_cut(self.orientation) { row.cut(available, self.fresh) } else { None };
            match cut {
                Some((head, tail)) => {
                    self.y += before;
                    self.draw(&head, false);
                    row = Cow::Owned(tail);
                }
                None if self.fresh => break,
                None => {}
            }
            self.turn(&row);
        }
        if !self.fresh {
            self.y += row.before;
        }
        self.draw(&row, false);
    }

    fn draw(&mut self, row: &Row, again: bool) {
        let (top, height, page) = (self.y, row.height(), self.made.pages.len() - 1);
        if let Some((level, title)) = row.bookmark.clone() {
            self.made.bookmarks.push(Bookmark { level, title, page, y: top });
        }
        if !again {
            let spot = |(asked, x, width): &(QuestionId, f32, f32)| {
                let place = Rect { x: *x, y: top, width: *width, height };
                Spot { asked: asked.clone(), page, place }
            };
            self.made.spots.extend(row.asked.iter().map(spot));
        }
        let furniture = Owner::Artifact(if again { Artifact::Repeat } else { Artifact::Layout });
        if let Some(colour) = row.fill {
            let rect = Rect { x: row.x, y: top, width: row.width, height };
            self.put(furniture, Draw::Fill { rect, colour });
        }
        for cell in &row.cells {
            let mut y = top + row.pad_top;
            for strip in &cell.strips {
                for slot in &strip.slots {
                    let place = slot.place([cell.x, y], top, height);
                    self.put(Owner::Artifact(Artifact::Layout), Draw::Fill { rect: place, colour: FIELD });
                    self.made.inputs.push(PlacedInput { input: slot.input.clone(), page, place, node: slot.node });
                }
                for (owner, draw) in &strip.draws {
                    self.put(if again { furniture } else { *owner }, moved(draw, cell.x, y));
                }
                y += strip.height;
            }
        }
        for (owner, draw) in frame(row, top, height) {
            self.put(if again { furniture } else { owner }, draw);
        }
        self.y += height;
        self.fresh &= again;
    }

    /// Adds a draw to the last group if that has the same owner, else to a new one.
    fn put(&mut self, owner: Owner, draw: Draw) {
        let page = self.made.pages.len() - 1;
        let groups = &mut self.made.pages[page].groups;
        if let Owner::Node(id) = owner {
            let node = &mut self.tree.0[id.0];
            if node.role == Role::Figure {
                let place = bounds(&draw);
                node.place = Some((page, node.place.map_or(place, |(_, old)| union(old, place))));
            }
            if groups.last().is_none_or(|group| group.owner != owner) {
                node.kids.push(Kid::Content { page, group: groups.len() });
            }
        }
        match groups.last_mut() {
            Some(group) if group.owner == owner => group.draws.push(draw),
            _ => groups.push(Group { owner, draws: vec![draw] }),
        }
    }
}

/// Returns the lines around a row.
fn frame(row: &Row, top: f32, height: f32) -> Vec<(Owner, Draw)> {
    let (left, right, bottom) = (row.x, row.x + row.width, top + height);
    let mut lines = Vec::new();
    let mut add = |line: Option<Rule>, from, to| lines.extend(line.map(|line| rule(from, to, line)));
    add(row.rules.above, [left, top], [right, top]);
    add(row.rules.below, [left, bottom], [right, bottom]);
    add(row.rules.ends, [left, top], [left, bottom]);
    add(row.rules.ends, [right, top], [right, bottom]);
    for cell in row.cells.iter().skip(1) {
        let x = cell.x - super::style::PAD * 1.4;
        add(row.rules.between, [x, top], [x, bottom]);
    }
    lines
}

fn bounds(draw: &Draw) -> Rect {
    match draw {
        Draw::Text(run) => Rect { x: run.at[0], y: run.at[1], width: 0.0, height: 0.0 },
        Draw::Fill { rect, .. } | Draw::Picture { rect, .. } => *rect,
        Draw::Stroke { points, width, .. } => {
            let span = |axis: usize| {
                let low = points.iter().map(|point| point[axis]).fold(f32::MAX, f32::min) - width / 2.0;
                let high = points.iter().map(|point| point[axis]).fold(f32::MIN, f32::max) + width / 2.0;
                (low, high - low)
            };
            let ((x, width), (y, height)) = (span(0), span(1));
            Rect { x, y, width, height }
        }
    }
}

fn union(a: Rect, b: Rect) -> Rect {
    let (x, y) = (a.x.min(b.x), a.y.min(b.y));
    let (right, bottom) = ((a.x + a.width).max(b.x + b.width), (a.y + a.height).max(b.y + b.height));
    Rect { x, y, width: right - x, height: bottom - y }
}
