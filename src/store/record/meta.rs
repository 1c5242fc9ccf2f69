//! What the store keeps for itself: how often it changed, was restored and was backed up.

use crate::model::moment::Moment;
use crate::store::error::Result;
use crate::store::record::{first, run};
use rusqlite::{Connection, TransactionBehavior};

const CHANGES: &str = "changes";
const EPOCH: &str = "epoch";
const BACKUP_CHANGES: &str = "backup_changes";
const BACKUP_MADE: &str = "backup_made";

/// Counts one more change.
pub(crate) fn count_change(connection: &Connection) -> Result<()> {
    set(connection, CHANGES, &(changes(connection)? + 1).to_string())
}

/// Returns how many changes there were since the database was made.
pub(crate) fn changes(connection: &Connection) -> Result<i64> {
    number(connection, CHANGES)
}

/// Returns the epoch: how often the records were restored from a backup.
pub(crate) fn epoch(connection: &Connection) -> Result<i64> {
    number(connection, EPOCH)
}

/// Begins a new epoch and returns it.
pub(crate) fn next_epoch(connection: &Connection) -> Result<i64> {
    let next = epoch(connection)? + 1;
    set(connection, EPOCH, &next.to_string())?;
    Ok(next)
}

/// Returns the number of changes that the last backup holds, and when it was made.
pub(crate) fn last_backup(connection: &Connection) -> Result<(i64, Option<Moment>)> {
    let sql = "SELECT value FROM meta WHERE name = ?1";
    let made = first(connection, sql, [BACKUP_MADE], |row| row.get::<_, String>("value"))?;
    Ok((number(connection, BACKUP_CHANGES)?, made.and_then(|text| Moment::parse(&text))))
}

/// Notes a backup; this is no change, else every backup would make the next one due.
pub(crate) fn note_backup(connection: &mut Connection, changes: i64, made: &Moment) -> Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    set(&transaction, BACKUP_CHANGES, &changes.to_string())?;
    set(&transaction, BACKUP_MADE, made.as_str())?;
    Ok(transaction.commit()?)
}

fn number(connection: &Connection, name: &str) -> Result<i64> {
    let sql = "SELECT CAST(value AS INTEGER) AS value FROM meta WHERE name = ?1";
    Ok(first(connection, sql, [name], |row| row.get("value"))?.unwrap_or(0))
}

fn set(connection: &Connection, name: &str, value: &str) -> Result<()> {
    let sql = "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    run(connection, sql, [name, value])?;
    Ok(())
}
