//! Plain values that every other module speaks in.
//!
//! Nothing here reads a file, a clock or the environment, and nothing here
//! knows what a form asks: ids, answers and how they are written, dates, money,
//! people, revisions and sign-offs.

pub mod answer;
pub mod day;
pub mod entry;
pub mod id;
pub mod money;
pub mod number;
pub mod text;
