//! What a filled form means: which pages are asked, what is wrong, what is complete.
//!
//! [`read`](read::read) turns what was typed into answers, findings, visible
//! pages and facts, all at once and without touching anything outside. It is
//! worked out anew whenever something changes and never stored.

pub mod finding;
pub mod reading;
