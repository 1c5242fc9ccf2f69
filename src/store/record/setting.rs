//! Settings: texts by key, such as the station's prefix.

use crate::store::Store;
use crate::store::error::Result;
use crate::store::record::{all, first, run, seal};
use rusqlite::Connection;

impl Store {
    /// Returns a setting, if it was made.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        first(&self.connection, "SELECT value FROM setting WHERE key = ?1", [key], |row| row.get("value"))
    }

    /// Returns all settings in order of their keys.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn settings(&self) -> Result<Vec<(String, String)>> {
        let sql = "SELECT key, value FROM setting ORDER BY key";
        all(&self.connection, sql, [], |row| Ok((row.get("key")?, row.get("value")?)))
    }

    /// Makes a setting, or takes it away.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn set_setting(&mut self, key: &str, value: Option<&str>) -> Result<()> {
        self.write(|tx| put(tx, key, value))
    }
}

/// Makes a setting, or takes it away, within a change.
pub(crate) fn put(connection: &Connection, key: &str, value: Option<&str>) -> Result<()> {
    match value {
        Some(value) => run(
            connection,
            "INSERT INTO setting (key, value, seal) VALUES (?1, ?2, ?3)
             ON CONFLICT (key) DO UPDATE SET value = excluded.value, seal = excluded.seal",
            [key, value, &seal(&[Some(key), Some(value)])],
        )?,
        None => run(connection, "DELETE FROM setting WHERE key = ?1", [key])?,
    };
    Ok(())
}
