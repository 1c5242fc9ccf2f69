//! Packs: one body's procedure as data.
//!
//! TOML text goes in; a checked [`Pack`] comes out, or every finding with its
//! file and line. This is the only place that knows the TOML schema, and
//! [`condition`] the only one that knows the expression library.

pub mod condition;
pub mod finding;
pub mod form;
pub mod list;
