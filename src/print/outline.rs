//! Outlines of glyphs, for the window that paints the same boxes as preview.

use crate::print::fonts::Face;
use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder};

/// One step of an outline, in ems from the pen position, y upwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// Starts a contour.
    Move([f32; 2]),
    /// A straight line.
    Line([f32; 2]),
    /// A quadratic curve: control point, end.
    Quad([f32; 2], [f32; 2]),
    /// A cubic curve: two control points, end.
    Cubic([f32; 2], [f32; 2], [f32; 2]),
    /// Closes the contour.
    Close,
}

/// Returns the outline of a glyph; empty for a space. Filled by the non-zero rule.
pub fn glyph_outline(face: Face, glyph: u16) -> Vec<Step> {
    let mut pen = Pen(Vec::new());
    face.shaper().outline_glyph(GlyphId(glyph), &mut pen);
    pen.0
}

struct Pen(Vec<Step>);

fn em(x: f32, y: f32) -> [f32; 2] {
    [x / 1000.0, y / 1000.0]
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(Step::Move(em(x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(Step::Line(em(x, y)));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.push(Step::Quad(em(x1, y1), em(x, y)));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.push(Step::Cubic(em(x1, y1), em(x2, y2), em(x, y)));
    }

    fn close(&mut self) {
        self.0.push(Step::Close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_has_contours_and_a_space_has_none() {
        let glyph = |c| Face::Regular.shaper().glyph_index(c).unwrap().0;
        let closed = |c| glyph_outline(Face::Regular, glyph(c)).iter().filter(|step| **step == Step::Close).count();
        assert_eq!((closed('o'), closed(' ')), (2, 0));
    }
}
