//! w
pub mod model;
