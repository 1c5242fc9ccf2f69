//! The ladder from every released schema to the newest.
//!
//! A step is an SQL file that is never edited after its release. The version is
//! read under the write lock, since two programs may start at once.

use crate::store::error::{Result, StoreError};
use rusqlite::{Connection, TransactionBehavior};

/// Marks a database as ours: the letters P, D, s, k.
pub(crate) const APPLICATION_ID: i64 = 0x5044_736B;

/// What to run to come from version N to N + 1, in order; version 0 is an empty file.
pub(crate) const STEPS: &[&str] = &[
    include_str!("../schema/0001_start.sql"),
    include_str!("../schema/0002_desk.sql"),
    include_str!("../schema/0003_exchange.sql"),
    include_str!("../schema/0004_register.sql"),
    include_str!("../schema/0005_sheet.sql"),
    include_str!("../schema/0006_office.sql"),
    include_str!("../schema/0007_register_copy.sql"),
    include_str!("../schema/0008_columns.sql"),
    include_str!("../schema/0009_packs.sql"),
    include_str!("../schema/0010_edition.sql"),
];

/// Reads the version, and refuses a database that is newer than the ladder or not ours.
pub(crate) fn version(connection: &Connection, steps: &[&str]) -> Result<i64> {
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let application: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let known = newest(steps);
    if found > known && application == APPLICATION_ID {
        return Err(StoreError::NewerDatabase { found, known });
    }
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let fresh = tables == 0 && found == 0 && application == 0;
    if application != APPLICATION_ID && !fresh {
        return Err(StoreError::Damaged { what: "the file does not belong to Partnership Desk".to_owned() });
    }
    Ok(found)
}

/// Climbs from the version found to the newest in one transaction; says whether anything was done.
pub(crate) fn climb(connection: &mut Connection, steps: &[&str]) -> Result<bool> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = version(&transaction, steps)?;
    let done = usize::try_from(found).unwrap_or(0);
    for step in &steps[done..] {
        transaction.execute_batch(step)?;
    }
    if done < steps.len() {
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", newest(steps))?;
    }
    transaction.commit()?;
    Ok(done < steps.len())
}

/// Lists what differs from the schema that the first `version` steps make: empty if all is as it should be.
pub(crate) fn differences(connection: &Connection) -> Result<Vec<String>> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let mut fresh = Connection::open_in_memory()?;
    climb(&mut fresh, &STEPS[..usize::try_from(version).unwrap_or(0).min(STEPS.len())])?;
    let (expected, found) = (objects(&fresh)?, objects(connection)?);
    let missing = expected
        .iter()
        .filter(|object| !found.contains(object))
        .map(|(name, _)| format!("{name} is missing or changed"));
    let extra = found.iter().filter(|object| !expected.contains(object)).map(|(name, _)| format!("{name} is not ours"));
    Ok(missing.chain(extra).collect())
}

fn objects(connection: &Connection) -> Result<Vec<(String, String)>> {
    let sql = "SELECT name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn newest(steps: &[&str]) -> i64 {
    i64::try_from(steps.len()).expect("there are fewer steps than an i64 counts")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LADDER: &[&str] =
        &["CREATE TABLE a (x TEXT) STRICT", "ALTER TABLE a ADD COLUMN y TEXT", "CREATE INDEX a_y ON a (y)"];

    #[test]
    fn every_rung_leads_to_the_top() {
        for start in 0..=LADDER.len() {
            let mut connection = Connection::open_in_memory().unwrap();
            climb(&mut connection, &LADDER[..start]).unwrap();
            assert_eq!(climb(&mut connection, LADDER).unwrap(), start < LADDER.len());
            assert_eq!(version(&connection, LADDER).unwrap(), 3);
        }
    }

    #[test]
    fn a_step_that_fails_leaves_the_version_below_it() {
        let mut connection = Connection::open_in_memory().unwrap();
        climb(&mut connection, &LADDER[..1]).unwrap();
        assert!(climb(&mut connection, &[LADDER[0], LADDER[1], "CREATE TABLE broken ("]).is_err());
        assert_eq!(version(&connection, LADDER).unwrap(), 1);
        assert!(climb(&mut connection, LADDER).unwrap());
    }

    #[test]
    fn a_trigger_taken_away_is_noticed() {
        let mut connection = Connection::open_in_memory().unwrap();
        climb(&mut connection, STEPS).unwrap();
        assert_eq!(differences(&connection).unwrap(), Vec::<String>::new());
        connection.execute_batch("DROP TRIGGER history_no_update").unwrap();
        assert_eq!(differences(&connection).unwrap(), ["history_no_update is missing or changed"]);
    }
}
