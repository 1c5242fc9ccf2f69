//! Blocks of a document as rows.

use super::fields::label_share;
use super::flow::{Cell, Reach, Row, Rule, Rules, Slot, Strip, Tree, shaped, text_strips};
use super::pages::{NodeId, Owner, Rect, Role};
use super::style::{BODY, HAIR, INK, MARGIN, PAD, PAPER, PARAGRAPH_GAP, PEN, RULE, SMALL, TIGHT_PEN, Type, width};
use super::{chart, contents, fields, items, opening, proof, signature, table};
use crate::print::document::{Block, Colour, Document, Input};

/// Turns the whole document into rows.
///
/// With `tight`, room to write in is a little lower, so that the last page may be saved.
pub(super) fn rows(document: &Document, tree: &mut Tree, tight: bool) -> Vec<Row> {
    let (accent, share, fills) = (document.accent, label_share(document), document.fill.is_some());
    let width = width(document.orientation);
    let mut builder = Builder { tree, rows: Vec::new(), accent, width, share, tables: 0, fills, tight };
    let place = Place { parent: NodeId(0), x: MARGIN, width };
    opening::open(&mut builder, document, place);
    for block in &document.blocks {
        builder.block(block, place);
    }
    if let Some(proof) = &document.proof {
        proof::add(&mut builder, proof, place);
    }
    builder.rows
}

/// Where blocks go: the node they belong to and the column they fill.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub parent: NodeId,
    pub x: f32,
    pub width: f32,
}

/// Collects rows and grows the tree.
pub(super) struct Builder<'a> {
    pub tree: &'a mut Tree,
    pub rows: Vec<Row>,
    pub accent: Colour,
    /// The width between the margins.
    pub width: f32,
    /// Share of the width that labels take, and where two questions stand side by side.
    pub share: (f32, f32),
    /// Tables so far.
    pub tables: usize,
    /// Whether room is made of fields.
    pub fills: bool,
    /// Whether room is a little lower.
    pub tight: bool,
}

impl Builder<'_> {
    /// Adds a block.
    pub(super) fn block(&mut self, block: &Block, place: Place) {
        match block {
            Block::Part(text) => self.part(text, place),
            Block::Heading(level, text) => self.heading(*level, text, place),
            Block::Paragraph(text) => self.paragraphs(text, BODY, 1.2, place),
            Block::Note(text) => {
                let first = self.rows.len();
                let under_heading = self.rows.last().is_some_and(|row| row.bookmark.is_some());
                self.paragraphs(text, SMALL, 0.8, place);
                let rows = self.rows[first..].iter_mut().filter(|_| under_heading);
                rows.for_each(|row| (row.keep_next, row.leads) = (true, true));
            }
            Block::Fields(all) => fields::add(self, all, place),
            Block::Table(table) => table::add(self, table, place),
            Block::Chart(block) => chart::add(self, block, place),
            Block::Items(all) => items::add(self, all, place),
            Block::Signature(block) => signature::add(self, block, place),
            Block::Unanswered(questions) => {
                let (asked, labels): (Vec<_>, Vec<_>) = questions.iter().cloned().unzip();
                let text = format!("Not answered: {}", labels.join("  ·  "));
                let first = self.rows.len();
                self.paragraphs(&text, SMALL, 1.4, place);
                self.rows[first..].iter_mut().for_each(|row| row.answers(&asked, place.x, place.width));
            }
            Block::Language(language, blocks) => {
                let parent = self.tree.add(place.parent, Role::Section);
                self.tree.speak(parent, language);
                for block in blocks {
                    self.block(block, Place { parent, ..place });
                }
            }
            Block::Contents(lines) => contents::add(self, lines, place),
            Block::Together(blocks) => {
                let first = self.rows.len();
                for block in blocks {
                    self.block(block, place);
                }
                let last = self.rows.len().saturating_sub(1);
                self.rows[first..].iter_mut().enumerate().for_each(|(at, row)| row.keep_next |= first + at < last);
            }
        }
    }

    /// Returns the height of a line to write in by hand.
    pub(super) fn line(&self) -> f32 {
        if self.tight { TIGHT_PEN } else { PEN }
    }

    /// Returns how many lines room gets that asks for so many.
    pub(super) fn lines(&self, wanted: u8) -> u8 {
        if self.tight && wanted > 2 { wanted - 1 } else { wanted.max(1) }
    }

    /// Places a field in a strip, if the form is filled in on screen.
    pub(super) fn place_input(
        &mut self,
        strip: &mut Strip,
        input: Option<&Input>,
        parent: NodeId,
        rect: Rect,
        reach: Reach,
    ) {
        if let Some(input) = input.filter(|_| self.fills) {
            let node = self.tree.add(parent, Role::Field);
            strip.slots.push(Slot { rect, reach, input: input.clone(), node });
        }
    }

    /// Adds a paragraph for each line of the text.
    pub(super) fn paragraphs(&mut self, text: &str, style: Type, before: f32, place: Place) {
        let mut gap = before;
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let node = self.tree.add(place.parent, Role::Paragraph);
            let strips = text_strips(Owner::Node(node), &shaped(line, style), style, place.width, false);
            let mut row = Row::single(place.x, place.width, strips);
            (row.pad_top, row.pad_bottom, row.before, row.splits) = (0.0, 0.0, gap, true);
            self.rows.push(row);
            gap = PARAGRAPH_GAP;
        }
    }

    /// Adds a band that says who fills in what follows.
    fn part(&mut self, text: &str, place: Place) {
        let style = Type { size: 8.2, bold: true, colour: PAPER };
        let node = self.tree.add(place.parent, Role::Paragraph);
        let inner = place.width - 4.0 * PAD;
        let strips = text_strips(Owner::Node(node), &shaped(text, style), style, inner, false);
        let mut row = Row::new(place.x, place.width);
        row.cells.push(Cell { x: place.x + 2.0 * PAD, strips });
        (row.pad_top, row.pad_bottom) = (0.7, 0.7);
        (row.before, row.keep_next, row.leads, row.fill) = (5.0, true, true, Some(self.accent));
        self.rows.push(row);
    }

    fn heading(&mut self, level: u8, text: &str, place: Place) {
        let size = if level <= 2 { 11.6 } else { 9.8 };
        let colour = if level <= 2 { self.accent } else { INK };
        let style = Type { size, bold: true, colour };
        let node = self.tree.add(place.parent, Role::Heading(level));
        let strips = text_strips(Owner::Node(node), &shaped(text, style), style, place.width, false);
        let mut row = Row::single(place.x, place.width, strips);
        (row.pad_top, row.pad_bottom) = (0.0, 0.6);
        (row.before, row.keep_next, row.leads) = (if level <= 2 { 4.2 } else { 3.0 }, true, true);
        row.bookmark = Some((level, text.to_owned()));
        if level <= 2 {
            row.rules.below = Some(Rule { width: 0.45, colour: self.accent });
        }
        self.rows.push(row);
    }
}

/// A hairline under a row.
pub(super) fn underlined() -> Rules {
    Rules { below: Some(Rule { width: HAIR, colour: RULE }), ..Rules::default() }
}
