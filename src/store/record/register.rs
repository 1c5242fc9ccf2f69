//! Projections: what lists, search, reports and rules read of each partnership.
//!
//! All of it is worked out by `app` from the current revisions and can be rebuilt
//! at any time, so nothing here is ever the only copy. `find` reads it.

use crate::model::day::Day;
use crate::model::filter::Key;
use crate::model::id::{PackId, PartnershipId};
use crate::store::Store;
use crate::store::error::Result;
use crate::store::record::{all, first, id, json, run, seal, to_json};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql, params};
use serde_json::Value;
use std::collections::BTreeMap;

/// One cell of the register.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The value, for comparing with codes.
    pub value: Value,
    /// The value as people read it.
    pub text: String,
    /// What it is sorted and compared by; none: it is not sorted by this.
    pub sort: Option<Key>,
}

/// Something due, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueRow {
    /// The id of the due rule; with the row's id behind a colon, if it has one date for each row.
    pub id: String,
    /// The form that settles it; may be empty.
    pub form: String,
    /// What is due, in words.
    pub title: String,
    /// Why; may be empty.
    pub reason: String,
    /// The role responsible; may be empty.
    pub role: String,
    /// The person responsible; may be empty.
    pub owner: String,
    /// The day.
    pub on: Day,
    /// From when it may be begun.
    pub opens: Day,
}

/// Something to be done, as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskRow {
    /// The day it is due, or since when it waits.
    pub on: Day,
    /// The role; may be empty.
    pub role: String,
    /// Who answers for it, without title and capitals; may be empty.
    pub owner: String,
    /// Who is named for the role, without title and capitals; may be empty.
    pub named: String,
    /// All that is shown of it.
    pub body: Value,
}

/// A change of a column that is tracked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRow {
    /// The day it took effect.
    pub on: Day,
    /// The column.
    pub column: String,
    /// What it said before, as people read it; may be empty.
    pub before: String,
    /// What it says since; may be empty.
    pub after: String,
    /// The form that brought it.
    pub form: String,
}

/// The words a partnership is found by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Its name, reference and number.
    pub name: String,
    /// Partners and people.
    pub people: String,
    /// What its forms say.
    pub answers: String,
}

/// What is worked out for one partnership; it replaces what was worked out before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Projection {
    /// The register's cells, by column.
    pub cells: BTreeMap<String, Cell>,
    /// The facts, by name.
    pub facts: BTreeMap<String, Value>,
    /// What is due.
    pub due: Vec<DueRow>,
    /// What is to be done.
    pub tasks: Vec<TaskRow>,
    /// How tracked columns changed, the earliest first.
    pub changes: Vec<ChangeRow>,
    /// What it is found by.
    pub words: Words,
    /// What forms of other partnerships may know of it.
    pub beside: Value,
    /// The day and procedure it was worked out for.
    pub as_of: String,
}

impl ToSql for Key {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Number(number) => ToSqlOutput::Borrowed(ValueRef::Real(*number)),
        })
    }
}

impl Store {
    /// Replaces what is worked out for a partnership after something of it changed: it becomes the newest.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn project(&mut self, partnership: &PartnershipId, projection: &Projection) -> Result<()> {
        self.write(|tx| replace(tx, partnership, projection))
    }

    /// Replaces what is worked out for partnerships because a day went by: their order stays.
    ///
    /// This is no change of the records, so no backup follows from it.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn refresh(&mut self, projections: &[(PartnershipId, Projection)]) -> Result<()> {
        self.write_quietly(|tx| {
            for (partnership, projection) in projections {
                match entry_of(tx, partnership)? {
                    Some(entry) => renew(tx, entry, projection)?,
                    None => replace(tx, partnership, projection)?,
                }
            }
            Ok(())
        })
    }

    /// Throws away what was worked out for all partnerships.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn forget_projections(&mut self) -> Result<()> {
        self.write_quietly(|tx| {
            for table in ["register_row", "due_date", "task", "register_change", "register_entry", "fact", "search"] {
                run(tx, &format!("DELETE FROM {table}"), [])?;
            }
            Ok(())
        })
    }

    /// Says that what was worked out for partnerships, by their references, no longer holds; without any, for all.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn mark_stale(&mut self, references: Option<&[String]>) -> Result<()> {
        self.write_quietly(|tx| {
            match references {
                None => {
                    run(tx, "UPDATE register_entry SET as_of = ''", [])?;
                }
                Some(some) => {
                    let sql = "UPDATE register_entry SET as_of = ''
                               WHERE partnership = (SELECT id FROM partnership WHERE ref = ?1)";
                    for one in some {
                        run(tx, sql, [one])?;
                    }
                }
            }
            Ok(())
        })
    }

    /// Returns partnerships with forms of a pack that were not worked out for this day and procedure, at most `limit`;
    /// those never worked out come first.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn stale(&self, pack: &PackId, as_of: &str, limit: usize) -> Result<Vec<PartnershipId>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let sql = "SELECT id FROM (
                SELECT p.id, 0 AS later FROM partnership p
                WHERE NOT EXISTS (SELECT 1 FROM register_entry e WHERE e.partnership = p.id)
                AND EXISTS (SELECT 1 FROM document d WHERE d.pack = ?3 AND d.partnership = p.id)
                AND NOT EXISTS (SELECT 1 FROM taken_off t WHERE t.partnership = p.id)
                UNION ALL
                SELECT partnership, 1 FROM register_entry WHERE as_of < ?1 OR as_of > ?1
            ) ORDER BY later LIMIT ?2";
        all(&self.connection, sql, params![as_of, limit, pack.as_str()], |row| id(row, "id"))
    }

    /// Returns what forms may know of each partnership, by reference.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn beside(&self) -> Result<Vec<(String, Value)>> {
        let sql = "SELECT p.ref, e.beside FROM register_entry e JOIN partnership p ON p.id = e.partnership";
        all(&self.connection, sql, [], |row| Ok((row.get("ref")?, json(row, "beside")?)))
    }

    /// Returns the cells of one partnership.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn register_cells(&self, partnership: &PartnershipId) -> Result<BTreeMap<String, Cell>> {
        let sql = "SELECT r.\"column\", r.value, r.text, r.sort FROM register_row r
                   JOIN register_entry e ON e.entry = r.entry WHERE e.partnership = ?1";
        Ok(all(&self.connection, sql, [partnership.as_str()], read_cell)?.into_iter().collect())
    }

    /// Returns the facts of one partnership.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn facts(&self, partnership: &PartnershipId) -> Result<BTreeMap<String, Value>> {
        let sql = "SELECT name, value FROM fact WHERE partnership = ?1";
        let facts =
            all(&self.connection, sql, [partnership.as_str()], |row| Ok((row.get("name")?, json(row, "value")?)))?;
        Ok(facts.into_iter().collect())
    }
}

/// Reads a cell with its column.
pub(super) fn read_cell(row: &rusqlite::Row<'_>) -> rusqlite::Result<(String, Cell)> {
    let sort = match row.get_ref("sort")? {
        ValueRef::Text(text) => Some(Key::Text(String::from_utf8_lossy(text).into_owned())),
        ValueRef::Real(number) => Some(Key::Number(number)),
        #[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^53")]
        ValueRef::Integer(number) => Some(Key::Number(number as f64)),
        ValueRef::Null | ValueRef::Blob(_) => None,
    };
    Ok((row.get("column")?, Cell { value: json(row, "value")?, text: row.get("text")?, sort }))
}

fn entry_of(connection: &Connection, partnership: &PartnershipId) -> Result<Option<i64>> {
    let sql = "SELECT entry FROM register_entry WHERE partnership = ?1";
    first(connection, sql, [partnership.as_str()], |row| row.get("entry"))
}

/// Replaces what is worked out for a partnership, within a change; it becomes the newest.
pub(crate) fn replace(connection: &Connection, partnership: &PartnershipId, projection: &Projection) -> Result<()> {
    let newest = first(connection, "SELECT max(changed) AS last FROM register_entry", [], |row| {
        row.get::<_, Option<i64>>("last")
    })?;
    let changed = newest.flatten().unwrap_or(0) + 1;
    let sql = "SELECT entry, changed FROM register_entry WHERE partnership = ?1";
    let known: Option<(i64, i64)> =
        first(connection, sql, [partnership.as_str()], |row| Ok((row.get("entry")?, row.get("changed")?)))?;
    let entry = match known {
        Some((entry, before)) => {
            run(connection, "DELETE FROM search WHERE rowid = ?1", [before])?;
            run(connection, "UPDATE register_entry SET changed = ?1 WHERE entry = ?2", [changed, entry])?;
            entry
        }
        None => {
            let sql =
                "INSERT INTO register_entry (partnership, changed, as_of, beside, seal) VALUES (?1, ?2, '', '', '')";
            run(connection, sql, params![partnership.as_str(), changed])?;
            connection.last_insert_rowid()
        }
    };
    let words = &projection.words;
    let sql = "INSERT INTO search (rowid, name, people, answers) VALUES (?1, ?2, ?3, ?4)";
    run(connection, sql, params![changed, words.name, words.people, words.answers])?;
    run(connection, "DELETE FROM fact WHERE partnership = ?1", [partnership.as_str()])?;
    for (name, value) in &projection.facts {
        let sql = "INSERT INTO fact (partnership, name, value, seal) VALUES (?1, ?2, ?3, ?4)";
        let value = to_json(value);
        let of = partnership.as_str();
        run(connection, sql, [of, name, &value, &seal(&[of, name, &value].map(Some))])?;
    }
    renew(connection, entry, projection)
}

/// Takes away all that is worked out for a partnership: it is not on the register any more.
pub(crate) fn remove(connection: &Connection, partnership: &PartnershipId) -> Result<()> {
    let of = [partnership.as_str()];
    let sql = "DELETE FROM search WHERE rowid IN (SELECT changed FROM register_entry WHERE partnership = ?1)";
    run(connection, sql, of)?;
    for table in ["register_row", "due_date", "task", "register_change"] {
        let sql = "WHERE entry IN (SELECT entry FROM register_entry WHERE partnership = ?1)";
        run(connection, &format!("DELETE FROM {table} {sql}"), of)?;
    }
    for table in ["register_entry", "fact"] {
        run(connection, &format!("DELETE FROM {table} WHERE partnership = ?1"), of)?;
    }
    Ok(())
}

/// Replaces all that follows from the day: cells, due dates, tasks, changes.
fn renew(connection: &Connection, entry: i64, projection: &Projection) -> Result<()> {
    let key = entry.to_string();
    let (as_of, beside) = (&projection.as_of, to_json(&projection.beside));
    let sql = "UPDATE register_entry SET as_of = ?1, beside = ?2, seal = ?3 WHERE entry = ?4";
    run(
        connection,
        sql,
        params![as_of, beside, seal(&[&key, &beside].map(|text: &String| Some(text.as_str()))), entry],
    )?;
    for table in ["register_row", "due_date", "task", "register_change"] {
        run(connection, &format!("DELETE FROM {table} WHERE entry = ?1"), [entry])?;
    }
    for (column, cell) in &projection.cells {
        let sql =
            "INSERT INTO register_row (entry, \"column\", value, text, sort, seal) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let value = to_json(&cell.value);
        let sealed = seal(&[&key, column, &value, &cell.text].map(|text| Some(text.as_str())));
        run(connection, sql, params![entry, column, value, cell.text, cell.sort, sealed])?;
    }
    for due in &projection.due {
        let sql = "INSERT INTO due_date (entry, id, form, title, reason, role, owner, on_day, opens, seal)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
        let (on, opens) = (due.on.iso(), due.opens.iso());
        let sealed = seal(&[&key, &due.id, &due.title, &on, &opens].map(|text: &String| Some(text.as_str())));
        let (id, form, title, reason) = (&due.id, &due.form, &due.title, &due.reason);
        run(connection, sql, params![entry, id, form, title, reason, due.role, due.owner, on, opens, sealed])?;
    }
    for (seq, task) in (0_i64..).zip(&projection.tasks) {
        let sql = "INSERT INTO task (entry, seq, on_day, role, owner, named, body, seal)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let (on, body) = (task.on.iso(), to_json(&task.body));
        let sealed = seal(&[&key, &on, &body].map(|text: &String| Some(text.as_str())));
        run(connection, sql, params![entry, seq, on, task.role, task.owner, task.named, body, sealed])?;
    }
    for (seq, change) in (0_i64..).zip(&projection.changes) {
        let sql = "INSERT INTO register_change (entry, seq, on_day, \"column\", before, after, form, seal)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let on = change.on.iso();
        let sealed = seal(&[&key, &on, &change.column, &change.before, &change.after].map(|text| Some(text.as_str())));
        let (column, before, after) = (&change.column, &change.before, &change.after);
        run(connection, sql, params![entry, seq, on, column, before, after, change.form, sealed])?;
    }
    Ok(())
}
