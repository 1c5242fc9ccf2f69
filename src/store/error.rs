//! What can go wrong with the store, sorted by what the user can do about it.

use crate::store::open::lock::Holder;
use std::io;
use std::path::{Path, PathBuf};

/// A failure of the surroundings; nothing of the change that failed was kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder or its files cannot be written.
    #[error("the folder {} cannot be written", folder.display())]
    ReadOnlyFolder {
        /// The data folder.
        folder: PathBuf,
    },
    /// The folder lies on another computer.
    #[error("the folder {} is on the network", folder.display())]
    NetworkFolder {
        /// The data folder.
        folder: PathBuf,
    },
    /// A service on this computer copies the folder elsewhere while its files change.
    #[error("the folder {} is copied by {service}", folder.display())]
    SyncedFolder {
        /// The data folder.
        folder: PathBuf,
        /// The name of the service.
        service: String,
    },
    /// There is no room left on the disk.
    #[error("the disk is full")]
    DiskFull,
    /// A newer version of the program wrote the database.
    #[error("the records have format {found}, this program knows up to {known}")]
    NewerDatabase {
        /// The format found.
        found: i64,
        /// The newest format known here.
        known: i64,
    },
    /// The database is damaged; a backup can be restored.
    #[error("the records are damaged: {what}")]
    Damaged {
        /// What was found, for whoever looks into it.
        what: String,
    },
    /// Another copy of the program has the records open, so this one may only read.
    #[error("the records are open in another copy of the program")]
    HeldBy(Holder),
    /// Another program, such as a virus scanner, kept the database busy for longer than we wait.
    #[error("another program keeps the records busy")]
    Busy,
    /// What was asked for is not here.
    #[error("there is no {0}")]
    NotFound(String),
    /// A reference or register number is already in use.
    #[error("{0} is already in use")]
    Taken(String),
    /// A backup file is not what it should be.
    #[error("the backup {} cannot be used: {why}", file.display())]
    BadBackup {
        /// The backup file.
        file: PathBuf,
        /// Why it cannot be used.
        why: String,
    },
    /// A file could not be read or written.
    #[error("{what}")]
    Io {
        /// What was being done, with the file's name.
        what: String,
        /// What the system said.
        source: io::Error,
    },
    /// The database refused for another reason.
    #[error("the database refused")]
    Database(#[source] rusqlite::Error),
}

/// What a function of the store returns.
pub type Result<T> = std::result::Result<T, StoreError>;

impl StoreError {
    /// Says in one sentence what happened, without full stop.
    pub fn sentence(&self) -> String {
        match self {
            Self::ReadOnlyFolder { folder } => format!("The data folder {} cannot be written to", folder.display()),
            Self::NetworkFolder { folder } => {
                format!("The data folder {} is on a network drive, where records can be damaged", folder.display())
            }
            Self::SyncedFolder { folder, service } => {
                format!(
                    "The data folder {} is copied by {service} while it is in use, so records can be damaged",
                    folder.display()
                )
            }
            Self::DiskFull => "There is no room left on the disk, so the change was not saved".to_owned(),
            Self::NewerDatabase { .. } => {
                "These records were written by a newer version of Partnership Desk and were left as they are".to_owned()
            }
            Self::Damaged { .. } => "The file that holds the records is damaged".to_owned(),
            Self::HeldBy(holder) => format!("The records are already open: {}", holder.sentence()),
            Self::Busy => "Another program is using the records".to_owned(),
            Self::NotFound(what) => format!("There is no {what}"),
            Self::Taken(what) => format!("{what} is already in use"),
            Self::BadBackup { file, why } => format!("The backup {} cannot be used: {why}", file.display()),
            Self::Io { what, .. } => what.clone(),
            Self::Database(_) => "The records could not be read or written".to_owned(),
        }
    }

    /// Says what to do about it, in one or two sentences.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::ReadOnlyFolder { .. } => {
                "Ask IT support for permission to write to the folder, or choose another data folder."
            }
            Self::NetworkFolder { .. } | Self::SyncedFolder { .. } => {
                "Choose a folder on this computer. Use packages or the mailbox folder to share records."
            }
            Self::DiskFull => "Delete files you no longer need, or move backups to another disk, then save again.",
            Self::NewerDatabase { .. } => "Install the newer version on this computer.",
            Self::Damaged { .. } => "Restore the latest backup. The damaged file is kept beside it.",
            Self::HeldBy(_) => "You can read everything here. To make changes, close the other copy first.",
            Self::Busy => "Wait a moment and try again.",
            Self::NotFound(_) => "Check the reference, or search the register.",
            Self::Taken(_) => "Choose another.",
            Self::BadBackup { .. } => "Choose another backup.",
            Self::Io { .. } => "Check that the folder is there and that you may write to it, then try again.",
            Self::Database(_) => "Try again. If it happens again, run the check under Settings.",
        }
    }

    /// Sorts what the system said about the file or folder `path`.
    pub(crate) fn from_io(doing: &str, path: &Path, source: io::Error) -> Self {
        use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        if matches!(source.kind(), StorageFull | QuotaExceeded) {
            Self::DiskFull
        } else if matches!(source.kind(), PermissionDenied | ReadOnlyFilesystem) {
            Self::ReadOnlyFolder { folder: path.to_path_buf() }
        } else {
            Self::Io { what: format!("{doing} {} failed", path.display()), source }
        }
    }

    /// Says the same of a file that is only read.
    pub(crate) fn from_reading(path: &Path, source: io::Error) -> Self {
        Self::Io { what: format!("Reading {} failed", path.display()), source }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::{Error, ErrorCode};
        if let Error::FromSqlConversionFailure(..)
        | Error::InvalidColumnType(..)
        | Error::IntegralValueOutOfRange(..)
        | Error::Utf8Error(..) = &error
        {
            return Self::Damaged { what: error.to_string() };
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged { what: error.to_string() },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                Self::ReadOnlyFolder { folder: PathBuf::new() }
            }
            _ => Self::Database(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_is_a_sentence_with_a_hint() {
        let folder = PathBuf::from("/data");
        for error in [
            StoreError::ReadOnlyFolder { folder: folder.clone() },
            StoreError::NetworkFolder { folder: folder.clone() },
            StoreError::SyncedFolder { folder: folder.clone(), service: "OneDrive".to_owned() },
            StoreError::DiskFull,
            StoreError::NewerDatabase { found: 2, known: 1 },
            StoreError::Damaged { what: String::new() },
            StoreError::Busy,
            StoreError::NotFound("revision 1A2B3C4D".to_owned()),
            StoreError::Taken("WK-0007".to_owned()),
            StoreError::BadBackup { file: folder, why: "it holds no records".to_owned() },
            StoreError::Io { what: "Reading /data failed".to_owned(), source: io::Error::other("x") },
            StoreError::Database(rusqlite::Error::InvalidQuery),
        ] {
            let (sentence, hint) = (error.sentence(), error.hint());
            assert!(sentence.len() > 15 && !sentence.ends_with('.'), "{sentence}");
            assert!(hint.ends_with('.'), "{hint}");
        }
    }
}
