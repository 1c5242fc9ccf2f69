//! The records on this computer: the only place that knows SQL.
//!
//! One database file in the data folder holds everything, files and issued papers
//! included, so that a backup is one file. The store keeps values and does not
//! judge them: what a form means, what is due and what the register shows is
//! worked out by `app` and handed over.
//!
//! Reading order: `open` (the checklist from a folder to a store), `record` (one
//! file for each thing kept), `backup` (copies, thinning, restoring), `doctor`
//! (is everything as it was written?), `error`.
//!
//! - Every change is one transaction that holds the write lock from its start.
//! - Revisions, sign-offs, issued papers and history are only ever added to;
//!   triggers refuse anything else, and a chain of hashes shows what slipped by.
//! - Nothing here asks the clock: the moment is a parameter.

mod backup;
mod doctor;
mod error;
mod open;
mod random;
mod record;

pub use crate::model::partnership::{Document, Partnership};
pub use backup::keep::to_delete;
pub use backup::{Backup, When};
pub use error::{Result, StoreError};
pub use open::lock::Holder;
pub use random::new_card;
pub(crate) use random::new_id;
pub use record::bulk::{Deed, Past};
pub use record::copy::{CopyHead, CopyRow};
pub use record::draft::{Draft, DraftLine};
pub use record::file::StoredFile;
pub use record::find::{Cells, ListedRow, Looking, MOST_FOUND, Urgency, Wanted};
pub use record::history::{Act, HistoryLine};
pub use record::office::{Entered, Ledger, OfficeNote};
pub use record::register::{Cell, ChangeRow, DueRow, Projection, TaskRow, Words};
pub use record::revision::{Completion, StoredRevision};
pub use record::sheet::{ImportLine, NewEntry, NewImport};
pub use record::sign_off::{IssuedPaper, StoredSignOff};
pub use record::take_in::{Incoming, TakenIn};
pub use record::task::Whose;

use crate::model::moment::Moment;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::path::{Path, PathBuf};

/// The records, open for writing or, beside another copy of the program, for reading alone.
#[derive(Debug)]
pub struct Store {
    // The order matters: the connection closes before the lock is given up.
    connection: Connection,
    folder: Option<PathBuf>,
    access: Access,
}

/// What opening gives.
#[derive(Debug)]
pub struct Opened {
    /// The records.
    pub store: Store,
    /// Who has them open for writing, if that is another copy of the program.
    pub held_by: Option<Holder>,
}

#[derive(Debug)]
enum Access {
    /// We hold the lock; a store in memory needs none.
    Write(#[expect(dead_code, reason = "held for its drop")] Option<open::lock::Lock>),
    /// Another copy holds it.
    Read(Holder),
}

impl Store {
    /// Are there records in a folder?
    pub fn is_at(folder: &Path) -> bool {
        folder.join(open::DATABASE).is_file()
    }

    /// May this copy of the program only read?
    pub fn is_read_only(&self) -> bool {
        matches!(self.access, Access::Read(_))
    }

    /// Returns the data folder, or `None` for a store in memory.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Takes a backup if one is due and closes the records.
    ///
    /// # Errors
    ///
    /// As for [`Store::backup_if_due`]; the records are closed all the same.
    pub fn close(mut self, now: &Moment) -> Result<Option<Backup>> {
        if self.is_read_only() { Ok(None) } else { self.backup_if_due(now, When::Closing) }
    }

    /// The one door for changes: a transaction that has the write lock from its start.
    fn write<T>(&mut self, change: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        if let Access::Read(holder) = &self.access {
            return Err(StoreError::HeldBy(holder.clone()));
        }
        let folder = self.folder.as_deref().unwrap_or(Path::new(""));
        let counted = |transaction: &Transaction<'_>| {
            let result = change(transaction)?;
            record::meta::count_change(transaction)?;
            Ok(result)
        };
        write_in(&mut self.connection, counted).map_err(|error| open::locate(error, folder))
    }

    /// The same for what is only worked out anew: it is no change of the records, so no backup follows from it.
    fn write_quietly(&mut self, change: impl FnOnce(&Transaction<'_>) -> Result<()>) -> Result<()> {
        if let Access::Read(holder) = &self.access {
            return Err(StoreError::HeldBy(holder.clone()));
        }
        let folder = self.folder.as_deref().unwrap_or(Path::new(""));
        write_in(&mut self.connection, change).map_err(|error| open::locate(error, folder))
    }
}

fn write_in<T>(connection: &mut Connection, change: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let result = change(&transaction)?;
    transaction.commit()?;
    Ok(result)
}
