//! Forms on paper: a document becomes boxes in millimetres, boxes become PDF.
//!
//! [`compose`] makes a document of a form and its answers.
//! [`document::Document`] says what stands on paper, without a coordinate.
//! [`layout::lay_out`] turns it into [`layout::pages::Pages`], which the window
//! paints as preview and [`pdf::write`] turns into bytes. The same document
//! always gives the same bytes: nothing here reads a clock, a file or chance.

pub mod bundle;
pub mod chart;
pub mod compose;
pub mod document;
pub mod fonts;
pub mod layout;
pub mod letters;
pub mod pdf;
pub mod text;

pub(crate) mod number;
