//! Failures, sorted by whose they are, each with what to do.

use crate::form::finding::Finding;
use crate::pack::finding::PackFinding;
use crate::store::StoreError;
use std::path::Path;

/// Whose failure it is; the exit code of `pdesk` follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The user's material is wrong: 1.
    User,
    /// The surroundings failed, or the call is wrong: 2.
    Surroundings,
    /// A fault of the program: 3.
    Bug,
}

/// A failure, in a sentence with a hint.
#[derive(Debug, thiserror::Error)]
#[error("{sentence}. {hint}")]
pub struct Error {
    kind: Kind,
    sentence: String,
    hint: String,
    /// What is wrong with the answers, if that is the failure.
    pub findings: Vec<Finding>,
    /// Can a backup be restored to put it right?
    pub can_restore: bool,
}

/// What a function of the app returns.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Makes a failure of the user's material.
    pub fn user(sentence: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(Kind::User, sentence, hint)
    }

    /// Makes a failure of the surroundings.
    pub fn surroundings(sentence: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(Kind::Surroundings, sentence, hint)
    }

    /// Makes a failure of the program itself.
    pub fn bug(sentence: impl Into<String>) -> Self {
        Self::new(Kind::Bug, sentence, "Nothing was changed. Please report this with the log file")
    }

    fn new(kind: Kind, sentence: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { kind, sentence: sentence.into(), hint: hint.into(), findings: vec![], can_restore: false }
    }

    /// Makes the failure of a part that cannot be completed.
    pub fn findings(findings: Vec<Finding>) -> Self {
        let count = findings.len();
        let sentence = if count == 1 { "There is a problem".to_owned() } else { format!("There are {count} problems") };
        Self { findings, ..Self::user(sentence, "Put them right and try again; everything typed is kept") }
    }

    /// Makes the failure of a pack that does not load.
    pub fn pack(findings: &[PackFinding]) -> Self {
        let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
        let hint = format!("Correct the file and try again:\n{}", lines.join("\n"));
        Self::user("The procedure’s files have mistakes", hint)
    }

    /// Makes the failure of a file that cannot be read or written.
    pub fn file(doing: &str, path: &Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind::{NotFound, PermissionDenied, ReadOnlyFilesystem, StorageFull};
        let name = path.display();
        let known: [(&[std::io::ErrorKind], &str, &str); 3] = [
            (&[NotFound], "there is no such file or folder", "Check the name and try again"),
            (&[PermissionDenied, ReadOnlyFilesystem], "it may not be changed", "Choose another folder"),
            (&[StorageFull], "the disk is full", "Make room, or choose another disk"),
        ];
        let found = known.iter().find(|(kinds, _, _)| kinds.contains(&error.kind()));
        let other = error.to_string();
        let (why, hint) =
            found.map_or((other.as_str(), "Try again, or choose another folder"), |(_, why, hint)| (why, hint));
        Self::surroundings(format!("{doing} {name} failed: {why}"), hint)
    }

    /// Returns whose failure it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Says what happened, without full stop.
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    /// Says what to do.
    pub fn hint(&self) -> &str {
        &self.hint
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        let kind = match &error {
            StoreError::NotFound(_) | StoreError::Taken(_) => Kind::User,
            StoreError::ReadOnlyFolder { .. }
            | StoreError::NetworkFolder { .. }
            | StoreError::SyncedFolder { .. }
            | StoreError::DiskFull
            | StoreError::NewerDatabase { .. }
            | StoreError::Damaged { .. }
            | StoreError::HeldBy(_)
            | StoreError::Busy
            | StoreError::BadBackup { .. }
            | StoreError::Io { .. }
            | StoreError::Database(_) => Kind::Surroundings,
        };
        let can_restore = matches!(error, StoreError::Damaged { .. });
        Self { can_restore, ..Self::new(kind, error.sentence(), error.hint()) }
    }
}
