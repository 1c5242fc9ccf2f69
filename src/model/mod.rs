//! Plain values that every other module speaks in.
//!
//! Nothing here reads a file, a clock or the environment, and nothing here
//! knows what a form asks: ids, answers and how they are written, dates, money,
//! people, facts, policy, revisions and sign-offs.

pub mod answer;
pub mod card;
pub mod code;
pub mod coverage;
pub mod day;
pub mod desk;
pub mod entry;
pub mod fact;
pub mod filter;
pub mod id;
pub mod known;
pub mod meeting;
pub mod moment;
pub mod money;
pub mod number;
pub mod partnership;
pub mod period;
pub mod picture;
pub mod policy;
pub mod revision;
pub mod signoff;
pub mod text;
