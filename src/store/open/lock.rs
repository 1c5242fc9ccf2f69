//! One writer a data folder: the lock, and the note of who holds it.
//!
//! The system frees the lock when its holder ends, however it ends, so a stale
//! lock never blocks. The note lies in a file of its own because Windows lets
//! nobody read a locked file. A note that is still there when the lock is free
//! tells that the last session did not end well.

use crate::model::moment::Moment;
use crate::store::error::{Result, StoreError};
use serde::{Deserialize, Serialize};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

const LOCK: &str = "desk.lock";
const NOTE: &str = "desk.holder";

/// Who has the records open for writing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The user's name on that computer.
    pub user: String,
    /// The computer's name.
    pub machine: String,
    /// The number of the process.
    pub pid: u32,
    /// Since when.
    pub since: Option<Moment>,
}

impl Holder {
    fn this_process(now: &Moment) -> Self {
        Self {
            user: first_of(&["USERNAME", "USER", "LOGNAME"]),
            machine: machine(),
            pid: std::process::id(),
            since: Some(now.clone()),
        }
    }

    fn unknown() -> Self {
        Self { user: String::new(), machine: String::new(), pid: 0, since: None }
    }

    /// Says who it is: "jsmith on SWIN-0412 since 2026-11-22 01:20 UTC".
    pub fn sentence(&self) -> String {
        let mut text = if self.user.is_empty() { "another copy of the program".to_owned() } else { self.user.clone() };
        if !self.machine.is_empty() {
            text = format!("{text} on {}", self.machine);
        }
        if let Some(since) = &self.since {
            text = format!("{text} since {} UTC", since.as_str()[..16].replace('T', " "));
        }
        text
    }
}

/// The lock while it is held; dropping it lets the next copy write.
#[derive(Debug)]
pub(crate) struct Lock {
    note: PathBuf,
    /// Did the session before this one end without closing?
    pub(crate) after_crash: bool,
    file: File,
}

/// What became of asking for the lock.
pub(crate) enum Asked {
    /// It is ours.
    Ours(Lock),
    /// Someone else has it.
    Theirs(Holder),
}

/// Asks for the lock of a folder that exists.
pub(crate) fn ask(folder: &Path, now: &Moment) -> Result<Asked> {
    let path = folder.join(LOCK);
    let note = folder.join(NOTE);
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|e| StoreError::from_io("Writing", folder, e))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(Asked::Theirs(read_note(&note))),
        Err(TryLockError::Error(e)) => return Err(StoreError::from_io("Locking", folder, e)),
    }
    let after_crash = note.exists();
    let text = serde_json::to_vec(&Holder::this_process(now)).expect("a holder is plain text");
    fs::write(&note, text).map_err(|e| StoreError::from_io("Writing", folder, e))?;
    Ok(Asked::Ours(Lock { note, after_crash, file }))
}

impl Drop for Lock {
    fn drop(&mut self) {
        // If either fails the system frees the lock with the file, and the next
        // start only checks more than it would have had to.
        drop(fs::remove_file(&self.note));
        drop(self.file.unlock());
    }
}

fn read_note(note: &Path) -> Holder {
    fs::read(note).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_else(Holder::unknown)
}

fn machine() -> String {
    let name = first_of(&["COMPUTERNAME", "HOSTNAME"]);
    if !name.is_empty() {
        return name;
    }
    fs::read_to_string("/etc/hostname").map(|text| text.trim().to_owned()).unwrap_or_default()
}

fn first_of(names: &[&str]) -> String {
    names.iter().filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty()).unwrap_or_default()
}
