//! Backups: verified copies, each one finished file with its SHA-256 beside it.
//!
//! A copy is made with the online backup under a temporary name, checked,
//! and only then given its name, so whatever has a name is good. The file
//! beside it reads like the output of `sha256sum`.

pub(crate) mod keep;
mod restore;

use crate::model::id::Digest;
use crate::model::moment::Moment;
use crate::store::Store;
use crate::store::error::{Result, StoreError};
use crate::store::open::{guard, integrity, upgrade};
use crate::store::record::{history, meta};
use rusqlite::Connection;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The folder within the data folder.
const FOLDER: &str = "backups";

/// How old the last backup must be for the timer to make another: half an hour.
const INTERVAL_SECS: i64 = 30 * 60;

/// A backup file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Where it is.
    pub path: PathBuf,
    /// When it was made.
    pub made: Moment,
    /// Its length in bytes.
    pub len: u64,
    /// Was it checked when it was made? Only such a file has its SHA-256 beside it.
    pub is_verified: bool,
}

/// On what occasion a backup may be due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// From time to time: due if something changed and the last one is half an hour old.
    Working,
    /// On closing, before an import and the like: due if anything changed.
    Closing,
}

impl Store {
    /// Makes a verified backup in the data folder if one is due, and thins out old ones.
    ///
    /// # Errors
    ///
    /// [`StoreError::DiskFull`], [`StoreError::ReadOnlyFolder`], or
    /// [`StoreError::Damaged`] if the copy does not pass its checks, which means
    /// that the records themselves are damaged.
    pub fn backup_if_due(&mut self, now: &Moment, when: When) -> Result<Option<Backup>> {
        let Some(folder) = self.folder.clone() else { return Ok(None) };
        let changes = meta::changes(&self.connection)?;
        let (changes_then, made) = meta::last_backup(&self.connection)?;
        let age = made.map_or(i64::MAX, |made| made.seconds_to(now));
        let is_old = when == When::Closing || !(0..INTERVAL_SECS).contains(&age);
        if changes == changes_then || !is_old {
            return Ok(None);
        }
        let backup = make(&self.connection, &free_name(&folder, now, "")?, now)?;
        meta::note_backup(&mut self.connection, changes, now)?;
        thin(&folder)?;
        Ok(Some(backup))
    }

    /// Makes a verified backup under a name the user chose.
    ///
    /// # Errors
    ///
    /// As for [`Store::backup_if_due`].
    pub fn backup_to(&self, path: &Path, now: &Moment) -> Result<Backup> {
        make(&self.connection, path, now)
    }

    /// Lists the backups in a data folder, the newest first; it need not be possible to open the records.
    ///
    /// # Errors
    ///
    /// [`StoreError::Io`] if the folder cannot be read.
    pub fn list_backups(folder: &Path) -> Result<Vec<Backup>> {
        list(folder)
    }

    /// Returns the newest backup that was checked.
    ///
    /// # Errors
    ///
    /// [`StoreError::Io`] if the folder cannot be read.
    pub fn last_verified_backup(&self) -> Result<Option<Backup>> {
        let Some(folder) = &self.folder else { return Ok(None) };
        Ok(list(folder)?.into_iter().find(|backup| backup.is_verified))
    }
}

/// Makes a backup before something that changes much, such as "version-1".
pub(crate) fn before(connection: &Connection, folder: &Path, what: &str, now: &Moment) -> Result<Backup> {
    make(connection, &free_name(folder, now, &format!("-before-{what}"))?, now)
}

/// Lists the backups of a data folder, the newest first.
pub(crate) fn list(folder: &Path) -> Result<Vec<Backup>> {
    let folder = folder.join(FOLDER);
    let reading = match fs::read_dir(&folder) {
        Ok(reading) => reading,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(StoreError::from_reading(&folder, error)),
    };
    let mut found = Vec::new();
    for item in reading {
        let item = item.map_err(|error| StoreError::from_reading(&folder, error))?;
        let path = item.path();
        if let Some(made) = moment_in(&path) {
            let len = item.metadata().map_or(0, |data| data.len());
            found.push(Backup { is_verified: sidecar(&path).exists(), path, made, len });
        }
    }
    found.sort_by(|a, b| b.made.cmp(&a.made).then_with(|| b.path.cmp(&a.path)));
    Ok(found)
}

/// Copies, checks, hashes, names.
fn make(source: &Connection, path: &Path, now: &Moment) -> Result<Backup> {
    let io = |error| StoreError::from_io("Writing", path, error);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(io)?;
    }
    let temporary = with_ending(path, ".tmp");
    remove_database(&temporary)?;
    let made = copy(source, &temporary).and_then(|()| {
        let digest = digest_of(&temporary)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // The hash first: a backup that has its name always has its hash.
        write_whole(&sidecar(path), format!("{digest}  {name}\n").as_bytes()).map_err(io)?;
        fs::rename(&temporary, path).map_err(io)?;
        sync_folder(path).map_err(io)
    });
    if let Err(error) = made {
        remove_database(&temporary)?;
        return Err(error);
    }
    let len = fs::metadata(path).map_err(io)?.len();
    Ok(Backup { path: path.to_path_buf(), made: now.clone(), len, is_verified: true })
}

fn copy(source: &Connection, path: &Path) -> Result<()> {
    let mut target = Connection::open(path)?;
    rusqlite::backup::Backup::new(source, &mut target)?.step(-1)?;
    // A copy is one file: no write-ahead log beside it.
    target.pragma_update(None, "journal_mode", "DELETE")?;
    match verify(&target)?.into_iter().next() {
        Some(what) => Err(StoreError::Damaged { what }),
        None => sync(path).map_err(|error| StoreError::from_io("Writing", path, error)),
    }
}

/// Checks a copy: pages, schema and the chain of its history. Empty: all is as it should be.
fn verify(connection: &Connection) -> Result<Vec<String>> {
    guard(connection)?;
    let mut findings = integrity(connection, "integrity_check")?;
    findings.extend(upgrade::differences(connection)?);
    findings.extend(history::verify(connection)?);
    Ok(findings)
}

/// Deletes what the thinning lets go. Copies made before an upgrade are left alone.
fn thin(folder: &Path) -> Result<()> {
    let named: Vec<(String, Moment)> = list(folder)?
        .into_iter()
        .filter_map(|backup| Some((backup.path.file_name()?.to_str()?.to_owned(), backup.made)))
        .filter(|(name, _)| !name.contains("-before-"))
        .collect();
    for name in keep::to_delete(&named) {
        let path = folder.join(FOLDER).join(name);
        for file in [&path, &sidecar(&path)] {
            remove(file).map_err(|error| StoreError::from_io("Deleting", file, error))?;
        }
    }
    Ok(())
}

fn free_name(folder: &Path, now: &Moment, label: &str) -> Result<PathBuf> {
    let folder = folder.join(FOLDER);
    fs::create_dir_all(&folder).map_err(|error| StoreError::from_io("Making", &folder, error))?;
    let name = |ending: &str| folder.join(format!("desk-{}{label}{ending}.db", now.stamp()));
    let numbered = (2..).map(|number| name(&format!("-{number}")));
    let free = std::iter::once(name("")).chain(numbered).find(|path| !path.exists());
    Ok(free.unwrap_or_else(|| name("")))
}

fn moment_in(path: &Path) -> Option<Moment> {
    let name = path.file_name()?.to_str()?;
    let stamp = name.strip_suffix(".db")?.strip_prefix("desk-")?.get(..16)?;
    Moment::parse_stamp(stamp)
}

fn sidecar(path: &Path) -> PathBuf {
    with_ending(path, ".sha256")
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(ending);
    path.with_file_name(name)
}

fn digest_of(path: &Path) -> Result<Digest> {
    let bytes = fs::read(path).map_err(|error| StoreError::from_reading(path, error))?;
    Ok(Digest::of(&bytes))
}

fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::write(path, bytes)?;
    sync(path)
}

/// Makes a file durable. Windows asks for the right to write before it does so.
fn sync(path: &Path) -> io::Result<()> {
    File::options().write(true).open(path)?.sync_all()
}

/// Deletes a database that is not open, with what lies beside it.
fn remove_database(path: &Path) -> Result<()> {
    for ending in ["", "-journal", "-wal", "-shm"] {
        let file = with_ending(path, ending);
        remove(&file).map_err(|error| StoreError::from_io("Deleting", &file, error))?;
    }
    Ok(())
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Makes a new name in a folder durable; Windows does so by itself.
fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if cfg!(unix) && !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        Some(_) | None => Ok(()),
    }
}
