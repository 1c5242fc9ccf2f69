//! Restoring a backup: check it, put what is there aside, begin a new epoch.

use super::{digest_of, integrity, remove_database, sidecar, sync_folder, upgrade, verify, with_ending};
use crate::store::error::{Result, StoreError};
use crate::store::open::DATABASE;
use crate::store::open::lock::{self, Asked};
use crate::store::record::history::{About, Act, append};
use crate::store::record::{all, meta, run};
use crate::store::{Opened, Store};
use rusqlite::{Connection, OpenFlags};
use std::fs;
use std::path::{Path, PathBuf};

impl Store {
    /// Puts a backup in the place of the records and opens them.
    ///
    /// The file that was there, damaged or not, is kept beside it as
    /// `desk-replaced-….db`. No store may be open on the folder. Cards that were
    /// erased since the backup was made are erased again.
    ///
    /// # Errors
    ///
    /// [`StoreError::BadBackup`] if the backup's hash, pages, schema or history
    /// are not right, [`StoreError::NewerDatabase`], [`StoreError::HeldBy`];
    /// in all these cases nothing was touched.
    pub fn restore(folder: &Path, backup: &Path, act: &Act<'_>) -> Result<Opened> {
        fs::create_dir_all(folder).map_err(|error| StoreError::from_io("Making", folder, error))?;
        let held = match lock::ask(folder, act.at)? {
            Asked::Ours(held) => held,
            Asked::Theirs(holder) => return Err(StoreError::HeldBy(holder)),
        };
        let temporary = folder.join("desk.restoring.tmp");
        let checked = check(backup, &temporary);
        if let Err(error) = checked {
            remove_database(&temporary)?;
            return Err(error);
        }
        let replaced = set_aside(folder, act)?;
        let database = folder.join(DATABASE);
        fs::rename(&temporary, &database).map_err(|error| StoreError::from_io("Writing", &database, error))?;
        sync_folder(&database).map_err(|error| StoreError::from_io("Writing", folder, error))?;
        let mut opened = Self::open_locked(folder, held, act.at)?;
        let erased = replaced.map_or_else(Vec::new, |path| erased_in(&path).unwrap_or_default());
        opened.store.write(|tx| {
            for (id, at) in &erased {
                run(tx, "DELETE FROM card WHERE id = ?1", [id])?;
                run(tx, "INSERT INTO card_erased (id, at) VALUES (?1, ?2) ON CONFLICT DO NOTHING", [id, at])?;
            }
            meta::next_epoch(tx)?;
            append(tx, act, &About::default())
        })?;
        Ok(opened)
    }
}

/// Copies the backup and checks the copy, so that the backup itself is never opened.
fn check(backup: &Path, copy: &Path) -> Result<()> {
    let bad = |why: &str| StoreError::BadBackup { file: backup.to_path_buf(), why: why.to_owned() };
    fs::copy(backup, copy).map_err(|error| StoreError::from_reading(backup, error))?;
    if let Ok(line) = fs::read_to_string(sidecar(backup))
        && line.split_whitespace().next() != Some(digest_of(copy)?.as_str())
    {
        return Err(bad("it is not the file that was made, its SHA-256 differs"));
    }
    let connection = Connection::open(copy)?;
    let found = match upgrade::version(&connection, upgrade::STEPS) {
        Err(StoreError::Damaged { what }) => return Err(bad(&what)),
        other => other?,
    };
    if found == 0 {
        return Err(bad("it holds no records"));
    }
    match verify(&connection) {
        Ok(findings) => findings.first().map_or(Ok(()), |what| Err(bad(what))),
        Err(StoreError::Damaged { what }) => Err(bad(&what)),
        Err(other) => Err(other),
    }
}

/// Renames the database with its write-ahead log and returns its new name, if there was one.
fn set_aside(folder: &Path, act: &Act<'_>) -> Result<Option<PathBuf>> {
    let name = |ending: String| folder.join(format!("desk-replaced-{}{ending}.db", act.at.stamp()));
    let free = std::iter::once(name(String::new())).chain((2..).map(|number| name(format!("-{number}"))));
    let Some(aside) = free.into_iter().find(|path| !path.exists()) else { return Ok(None) };
    let database = folder.join(DATABASE);
    let was_there = database.exists();
    for ending in ["-wal", "-shm", ""] {
        let from = with_ending(&database, ending);
        if from.exists() {
            let to = with_ending(&aside, ending);
            fs::rename(&from, &to).map_err(|error| StoreError::from_io("Renaming", &from, error))?;
        }
    }
    Ok(was_there.then_some(aside))
}

/// Reads which cards were erased, from a file that may well be damaged.
fn erased_in(path: &Path) -> Result<Vec<(String, String)>> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    super::guard(&connection)?;
    if integrity(&connection, "quick_check").is_err() {
        return Ok(Vec::new());
    }
    all(&connection, "SELECT id, at FROM card_erased", [], |row| Ok((row.get("id")?, row.get("at")?)))
}
