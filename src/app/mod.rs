//! What can be done, by a person or a script: the one door for changes.

pub mod op;
pub mod view;
