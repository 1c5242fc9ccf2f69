//! A picture as print and preview draw it: pixels, or filled outlines. No reading of files, no drawing.

use crate::model::id::Digest;
use std::fmt;

/// A picture, such as the logo of a body.
#[derive(Clone, PartialEq)]
pub struct Picture {
    /// Width in units of its own; only the proportion to the height matters.
    pub width: f32,
    /// Height in the same units.
    pub height: f32,
    /// What is drawn.
    pub content: Content,
    /// The digest of the file it was read from.
    pub digest: Digest,
}

/// A picture says of itself which file it is, not each of its points.
impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Picture").field(&self.digest).finish()
    }
}

/// What a picture is made of.
#[derive(Clone, PartialEq)]
pub enum Content {
    /// Dots on white.
    Pixels {
        /// Dots in a line.
        width: u32,
        /// Lines.
        height: u32,
        /// Red, green and blue of each dot, line by line from the top.
        rgb: Vec<u8>,
    },
    /// Filled outlines, each over those before it.
    Shapes(Vec<Shape>),
}

/// A filled outline.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The outline, in units of the picture from its upper left corner.
    pub steps: Vec<Step>,
    /// Whether every second overlap is a hole; else what is surrounded at all is filled.
    pub even_odd: bool,
    /// Red, green and blue.
    pub colour: [u8; 3],
}

/// One step of an outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// Starts a contour.
    Move([f32; 2]),
    /// A straight line.
    Line([f32; 2]),
    /// A cubic curve: two control points, end.
    Cubic([f32; 2], [f32; 2], [f32; 2]),
    /// Closes the contour.
    Close,
}
