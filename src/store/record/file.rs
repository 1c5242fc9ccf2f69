//! Bytes kept by their hash: attached files, issued papers, scans, pack texts.

use crate::model::id::Digest;
use crate::store::Store;
use crate::store::error::Result;
use crate::store::record::{exists, first, none, run, seal};
use rusqlite::{Connection, params};

/// A file as it was attached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// The name it was first attached under.
    pub name: String,
    /// Its media type.
    pub mime: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Store {
    /// Keeps a file and returns the SHA-256 of its bytes; the same bytes are kept once.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn add_file(&mut self, file: &StoredFile) -> Result<Digest> {
        self.write(|tx| insert(tx, file))
    }

    /// Returns a file by the SHA-256 of its bytes.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`](crate::store::StoreError::NotFound) if it is not here.
    pub fn file(&self, digest: &Digest) -> Result<StoredFile> {
        let sql = "SELECT name, mime, bytes FROM file WHERE digest = ?1";
        first(&self.connection, sql, [digest.as_str()], |row| {
            Ok(StoredFile { name: row.get("name")?, mime: row.get("mime")?, bytes: row.get("bytes")? })
        })?
        .ok_or_else(|| none(format!("file {digest}")))
    }

    /// Returns the exact text of a pack by its digest, if any revision was made with it.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn pack_text(&self, digest: &Digest) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT bytes FROM pack_text WHERE digest = ?1";
        first(&self.connection, sql, [digest.as_str()], |row| row.get("bytes"))
    }

    /// Keeps the text of the procedure in force: drafts begun from now on are of it.
    ///
    /// This is no change of the records, so no backup follows from it.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn put_in_force(&mut self, digest: &Digest, text: &[u8]) -> Result<()> {
        if self.setting(EDITION_IN_FORCE)?.as_deref() == Some(digest.as_str()) {
            return Ok(());
        }
        self.write_quietly(|tx| {
            insert_pack(tx, text)?;
            super::setting::put(tx, EDITION_IN_FORCE, Some(digest.as_str()))
        })
    }
}

/// The setting that says which edition of the procedure a draft begun now is of.
pub(super) const EDITION_IN_FORCE: &str = "edition_in_force";

/// Keeps a file unless it is here already.
pub(crate) fn insert(connection: &Connection, file: &StoredFile) -> Result<Digest> {
    let digest = Digest::of(&file.bytes);
    let sealed = seal(&[digest.as_str(), &file.name, &file.mime].map(Some));
    run(
        connection,
        "INSERT INTO file (digest, name, mime, seal, bytes) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (digest) DO NOTHING",
        params![digest.as_str(), file.name, file.mime, sealed, file.bytes],
    )?;
    Ok(digest)
}

/// Is the file here?
pub(crate) fn is_here(connection: &Connection, digest: &Digest) -> Result<bool> {
    exists(connection, "SELECT 1 FROM file WHERE digest = ?1", [digest.as_str()])
}

/// Keeps a pack's text unless it is here already.
pub(crate) fn insert_pack(connection: &Connection, bytes: &[u8]) -> Result<Digest> {
    let digest = Digest::of(bytes);
    run(
        connection,
        "INSERT INTO pack_text (digest, bytes) VALUES (?1, ?2) ON CONFLICT (digest) DO NOTHING",
        params![digest.as_str(), bytes],
    )?;
    Ok(digest)
}
