//! One file for each thing that is kept.

pub(crate) mod at_desk;
pub(crate) mod bulk;
pub(crate) mod copy;
pub(crate) mod document;
pub(crate) mod draft;
pub(crate) mod edition;
pub(crate) mod file;
pub(crate) mod find;
pub(crate) mod history;
pub(crate) mod meta;
pub(crate) mod office;
pub(crate) mod partnership;
pub(crate) mod register;
pub(crate) mod revision;
pub(crate) mod setting;
pub(crate) mod sheet;
pub(crate) mod sign_off;
pub(crate) mod take_in;
pub(crate) mod task;
pub(crate) mod undo;

use crate::model::id::Digest;
use crate::model::moment::Moment;
use crate::model::revision::canonical_json;
use crate::store::error::{Result, StoreError};
use rusqlite::types::Type;
use rusqlite::{Connection, Params, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads all rows of a query.
pub(crate) fn all<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params, read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Goes through all rows of a query.
fn each(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    take: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
) -> Result<()> {
    all(connection, sql, params, take).map(drop)
}

/// Reads the first row of a query, if there is one.
fn first<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>> {
    use rusqlite::OptionalExtension as _;
    Ok(connection.prepare_cached(sql)?.query_row(params, read).optional()?)
}

/// Runs a statement and returns how many rows it changed.
pub(crate) fn run(connection: &Connection, sql: &str, params: impl Params) -> Result<usize> {
    Ok(connection.prepare_cached(sql)?.execute(params)?)
}

fn exists(connection: &Connection, sql: &str, params: impl Params) -> Result<bool> {
    Ok(connection.prepare_cached(sql)?.exists(params)?)
}

/// Reads a column of text as an id.
fn id<T: From<String>>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    row.get::<_, String>(column).map(T::from)
}

fn moment(row: &Row<'_>, column: &str) -> rusqlite::Result<Moment> {
    let text: String = row.get(column)?;
    Moment::parse(&text).ok_or_else(|| unreadable(format!("{column} {text:?} is not a moment")))
}

fn json<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| unreadable(format!("{column}: {error}")))
}

/// Says that a stored value is not what was written; becomes [`StoreError::Damaged`].
fn unreadable(what: String) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Text, what.into())
}

/// Seals a row: 16 digits of the SHA-256 of its columns as a JSON list.
///
/// Flipped bits show where no other hash covers the row.
pub(crate) fn seal(columns: &[Option<&str>]) -> String {
    Digest::of(&canonical_json(&columns)).as_str()[..16].to_owned()
}

fn to_json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("our types have text as keys")
}

fn none(what: impl Into<String>) -> StoreError {
    StoreError::NotFound(what.into())
}
