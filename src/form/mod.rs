//! What a filled form means: which pages are asked, what is wrong, what is complete.
//!
//! [`read`](read::read) turns what was typed into answers, findings, visible
//! pages and facts, all at once and without touching anything outside. It is
//! worked out anew whenever something changes and never stored.
//! [`check`](check::check) alone makes a completed part.

mod ask;
pub mod check;
pub mod computed;
pub mod corrections;
pub mod facts;
pub mod finding;
pub mod names;
pub mod options;
pub mod parse;
pub mod place;
pub mod prefill;
pub mod read;
pub mod reading;
pub mod signers;
pub mod stored;
pub mod summary;
mod table;
pub mod words;
