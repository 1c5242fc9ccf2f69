//! Sizes, spaces and colours of paper, in one place.
//!
//! Lengths are millimetres, type sizes points.

use crate::print::document::{Colour, Orientation};

/// Left and right margin.
pub(super) const MARGIN: f32 = 16.0;
/// Returns the width between the margins.
pub(super) const fn width(orientation: Orientation) -> f32 {
    orientation.width() - 2.0 * MARGIN
}
/// Where content starts on the first page.
pub(super) const FIRST_TOP: f32 = 12.6;
/// Where content starts on later pages, under their head.
pub(super) const TOP: f32 = 17.6;
/// Returns where content ends.
pub(super) const fn bottom(orientation: Orientation) -> f32 {
    orientation.height() - 16.6
}
/// Returns the height of content on later pages.
pub(super) const fn room(orientation: Orientation) -> f32 {
    bottom(orientation) - TOP
}

/// Space above and below the text of a row.
pub(super) const PAD: f32 = 1.15;
/// Space between columns.
pub(super) const GUTTER: f32 = 4.0;
/// Space between paragraphs.
pub(super) const PARAGRAPH_GAP: f32 = 1.2;
/// Height of a place to write in by hand.
pub(super) const PEN: f32 = 8.6;
/// The same where a page is to be saved.
pub(super) const TIGHT_PEN: f32 = 8.0;
/// Side of a tick box.
pub(super) const TICK: f32 = 2.9;

/// A hairline between rows.
pub(super) const HAIR: f32 = 0.15;
/// A frame or the rule under headings.
pub(super) const FRAME: f32 = 0.25;

/// Running text.
pub(super) const INK: Colour = Colour(0x16, 0x1c, 0x24);
/// Text on a dark band.
pub(super) const PAPER: Colour = Colour(0xff, 0xff, 0xff);
/// Labels.
pub(super) const LABEL_INK: Colour = Colour(0x2c, 0x3b, 0x4d);
/// Help, captions and furniture: 7 to 1 on white.
pub(super) const QUIET: Colour = Colour(0x4f, 0x5a, 0x66);
/// Rules between rows.
pub(super) const RULE: Colour = Colour(0xbc, 0xc6, 0xd0);
/// Frames and pen lines.
pub(super) const DARK_RULE: Colour = Colour(0x7d, 0x89, 0x95);
/// Headings of tables and signature blocks.
pub(super) const TINT: Colour = Colour(0xee, 0xf2, 0xf6);
/// Behind the fields of a form to be filled in on screen.
pub(super) const FIELD: Colour = Colour(0xe9, 0xf1, 0xfa);
/// DRAFT across the page.
pub(super) const WATERMARK: Colour = Colour(0xe6, 0xe9, 0xed);

/// A style of type.
#[derive(Clone, Copy)]
pub(super) struct Type {
    /// Size in points.
    pub size: f32,
    /// Whether it is bold.
    pub bold: bool,
    /// Its colour.
    pub colour: Colour,
}

/// Answers and running text.
pub(super) const BODY: Type = Type { size: 9.0, bold: false, colour: INK };
/// Questions.
pub(super) const LABEL: Type = Type { size: 8.6, bold: true, colour: LABEL_INK };
/// Cells of tables.
pub(super) const CELL: Type = Type { size: 8.4, bold: false, colour: INK };
/// Headings of columns.
pub(super) const COLUMN: Type = Type { size: 8.0, bold: true, colour: LABEL_INK };
/// Help, origins, remarks.
pub(super) const SMALL: Type = Type { size: 7.6, bold: false, colour: QUIET };
/// Captions over a value.
pub(super) const CAPTION: Type = Type { size: 7.0, bold: false, colour: QUIET };

impl Type {
    /// Returns the height of a line in mm.
    pub(super) fn line_height(self) -> f32 {
        self.size * 1.3 * crate::print::number::MM_PER_PT
    }

    /// Returns the place of the baseline under the top of the line: capitals stand in the middle.
    pub(super) fn baseline(self) -> f32 {
        let cap = self.size * crate::print::fonts::CAP_HEIGHT / 1000.0 * crate::print::number::MM_PER_PT;
        f32::midpoint(self.line_height(), cap)
    }

    /// Returns the same style in bold.
    pub(super) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }
}
