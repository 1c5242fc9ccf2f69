//! The controls every screen is made of: words, buttons, fields, choices, boxes.
//!
//! Each names itself to a screen reader, shows the same focus ring, scrolls into
//! view when the keyboard reaches it, and reads its colours from the theme.

pub(crate) mod button;
pub(crate) mod choice;
pub(crate) mod focus;
pub(crate) mod frame;
pub(crate) mod list;
pub(crate) mod paper;
mod picture;
pub(crate) mod search;
pub(crate) mod select;
pub(crate) mod tabs;
pub(crate) mod text;
pub(crate) mod words;
