//! Opening the records: the checklist from a folder's name to a store.

mod folder;
pub(crate) mod lock;
pub(crate) mod upgrade;

use crate::model::moment::Moment;
use crate::store::error::{Result, StoreError};
use crate::store::{Access, Opened, Store, backup};
use lock::{Asked, Holder};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::fs;
use std::path::Path;
use std::time::Duration;

/// The name of the database in the data folder.
pub(crate) const DATABASE: &str = "desk.db";

/// Up to this size the whole file is checked at every start: a third of a second at most.
const CHECKED_AT_START: u64 = 64 * 1024 * 1024;

/// How long a statement waits for another program, such as a virus scanner's copy.
const PATIENCE: Duration = Duration::from_secs(5);

/// How much of the database is kept in memory; less than nothing means KiB.
const CACHE_KIB: i64 = -32_768;

impl Store {
    /// Opens the records in a folder, making both if they are not there yet.
    ///
    /// If another copy of the program has them open, this one may only read, and
    /// [`Opened::held_by`] names the other.
    ///
    /// # Errors
    ///
    /// [`StoreError::NetworkFolder`], [`StoreError::SyncedFolder`], [`StoreError::ReadOnlyFolder`],
    /// [`StoreError::NewerDatabase`] (the file is left unchanged),
    /// [`StoreError::Damaged`] (restore a backup), [`StoreError::DiskFull`].
    pub fn open(folder: &Path, now: &Moment) -> Result<Opened> {
        folder::check(folder)?;
        fs::create_dir_all(folder).map_err(|e| StoreError::from_io("Making", folder, e))?;
        match lock::ask(folder, now)? {
            Asked::Ours(held) => Self::open_locked(folder, held, now).map_err(|e| locate(e, folder)),
            Asked::Theirs(holder) => Self::open_to_read(folder, holder).map_err(|e| locate(e, folder)),
        }
    }

    /// Makes a store that is gone when it is dropped; it takes no backups.
    ///
    /// # Errors
    ///
    /// None in practice: only memory is used.
    pub fn in_memory() -> Result<Self> {
        let mut connection = Connection::open_in_memory()?;
        prepare(&connection)?;
        upgrade::climb(&mut connection, upgrade::STEPS)?;
        Ok(Self { connection, folder: None, access: Access::Write(None) })
    }

    pub(crate) fn open_locked(folder: &Path, held: lock::Lock, now: &Moment) -> Result<Opened> {
        let path = folder.join(DATABASE);
        let size = size_of_database(folder)?;
        let mut connection = Connection::open(&path)?;
        // Until the version is known nothing may be written, not even on closing.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        let found = upgrade::version(&connection, upgrade::STEPS)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        prepare(&connection)?;
        if found > 0 {
            check(&connection, size <= CHECKED_AT_START || held.after_crash)?;
            if usize::try_from(found).is_ok_and(|found| found < upgrade::STEPS.len()) {
                backup::before(&connection, folder, &format!("version-{found}"), now)?;
            }
        }
        upgrade::climb(&mut connection, upgrade::STEPS)?;
        let store = Self { connection, folder: Some(folder.to_path_buf()), access: Access::Write(Some(held)) };
        Ok(Opened { store, held_by: None })
    }

    fn open_to_read(folder: &Path, holder: Holder) -> Result<Opened> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(folder.join(DATABASE), flags)?;
        connection.busy_timeout(PATIENCE)?;
        guard(&connection)?;
        if upgrade::version(&connection, upgrade::STEPS)? == 0 {
            // The other copy is just making the tables.
            return Err(StoreError::Busy);
        }
        let store = Self { connection, folder: Some(folder.to_path_buf()), access: Access::Read(holder.clone()) };
        Ok(Opened { store, held_by: Some(holder) })
    }
}

/// Refuses a database that vanished while its backups stayed: it must not become an empty one.
fn size_of_database(folder: &Path) -> Result<u64> {
    let size = fs::metadata(folder.join(DATABASE)).map_or(0, |data| data.len());
    if size == 0 && !backup::list(folder)?.is_empty() {
        return Err(StoreError::Damaged { what: "the file is missing or empty, but there are backups".to_owned() });
    }
    Ok(size)
}

/// Sets what the database keeps for each connection, and once for the file.
fn prepare(connection: &Connection) -> Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "page_size", 16_384)?;
    connection.pragma_update(None, "cache_size", CACHE_KIB)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // macOS only: a sync that reaches the disk and not just its cache.
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "recursive_triggers", true)?;
    connection.pragma_update(None, "secure_delete", true)?;
    guard(connection)
}

/// Sets what protects us from a database made by someone else.
pub(crate) fn guard(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    Ok(())
}

fn check(connection: &Connection, whole: bool) -> Result<()> {
    let mut findings = upgrade::differences(connection)?;
    if whole {
        findings.extend(integrity(connection, "quick_check")?);
    }
    match findings.into_iter().next() {
        Some(what) => Err(StoreError::Damaged { what }),
        None => Ok(()),
    }
}

/// Runs `quick_check` or `integrity_check`; an empty list means that nothing was found.
pub(crate) fn integrity(connection: &Connection, pragma: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare(&format!("PRAGMA {pragma}"))?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    let lines = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").collect())
}

/// Names the folder in an error that does not know it.
pub(crate) fn locate(error: StoreError, folder: &Path) -> StoreError {
    if matches!(error, StoreError::ReadOnlyFolder { .. }) {
        StoreError::ReadOnlyFolder { folder: folder.to_path_buf() }
    } else {
        error
    }
}
