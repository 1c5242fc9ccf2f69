//! The one integration binary: real files in temporary folders, no clock, no network.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod cases;
mod cli;
mod demo;
mod demo_packs;
mod fillable;
mod fixture;
mod formats;
#[cfg(feature = "gui")]
mod gui;
#[cfg(feature = "gui")]
mod gui_batch;
#[cfg(feature = "gui")]
mod gui_copy;
#[cfg(feature = "gui")]
mod gui_desk;
#[cfg(feature = "gui")]
mod gui_draft_edition;
mod gui_due;
mod gui_edition;
#[cfg(feature = "gui")]
mod gui_exchange;
#[cfg(feature = "gui")]
mod gui_flows;
#[cfg(feature = "gui")]
mod gui_give;
#[cfg(feature = "gui")]
mod gui_home;
#[cfg(feature = "gui")]
mod gui_office;
#[cfg(feature = "gui")]
mod gui_packs;
#[cfg(feature = "gui")]
mod gui_preview;
#[cfg(feature = "gui")]
mod gui_procedure;
#[cfg(feature = "gui")]
mod gui_programme;
#[cfg(feature = "gui")]
mod gui_register;
#[cfg(feature = "gui")]
mod gui_scan;
#[cfg(feature = "gui")]
mod gui_sheet;
#[cfg(feature = "gui")]
mod gui_system;
#[cfg(feature = "gui")]
mod gui_walk;
mod hostile;
mod mistakes;
mod packs;
mod print;
mod report;
mod scan;
mod sheet;
mod source;
mod store;
mod tidy;
mod ua;
