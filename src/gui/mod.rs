//! The window: the only place that knows egui.
//!
//! Views in [`screen`] read the [`state`] and push [`command`]s; [`apply`] alone
//! carries them out; the [`worker`] owns the store and the clock and is never
//! waited for.

mod apply;
mod apply_batch;
mod apply_due;
mod apply_edition;
mod apply_exchange;
mod apply_office;
mod apply_paper;
mod apply_preview;
mod apply_procedure;
mod apply_register;
mod apply_report;
mod apply_sheet;
mod apply_wizard;
mod command;
mod draw;
mod edition;
mod exchange;
mod files;
mod keys;
mod kit;
mod mailbox;
mod message;
mod office;
mod press;
mod preview;
mod procedure;
mod receive;
pub(crate) mod report;
mod screen;
mod sheet;
mod shell;
mod start;
mod state;
mod theme;
mod widget;
mod wizard;
mod worker;
mod worker_exchange;
mod worker_office;
mod worker_procedure;
mod worker_report;

pub use shell::Shell;
pub use start::start;
pub use worker::Begin;
