//! What travels between machines: records inside a PDF.
//!
//! A paper, a copy of a paper with what became known since, and a delivery note
//! are all PDFs that people can read; the [`package`] inside is what another
//! machine takes in. Nothing here writes to the records: `app` does, once
//! [`read::read`] has found everything as it was written.
//!
//! Reading order: `package` (what is carried), `write`, `read` (every check).
//! `copy` is the register as one office publishes it for the others, `procedure` a pack; how both lie in their PDF is
//! in `enclosed`.
//! `eml` writes letters to people, which carry words alone.

pub mod copy;
pub mod eml;
mod enclosed;
pub mod package;
pub mod procedure;
pub mod read;
pub mod sheet;
pub mod write;
