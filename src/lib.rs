//! w
pub mod app;
pub mod form;
pub mod model;
pub mod pack;
pub mod print;
pub mod rules;
pub mod store;
