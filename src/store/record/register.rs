//! Projections: the register's rows and the facts that rules read.
//!
//! Both are worked out by `app` from the current revisions and can be rebuilt at
//! any time, so nothing here is ever the only copy.

use crate::model::id::PartnershipId;
use crate::store::Store;
use crate::store::error::Result;
use crate::store::record::{all, id, json, run, seal, to_json};
use rusqlite::Connection;
use serde_json::Value;
use std::collections::BTreeMap;

/// One cell of the register.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The value, for sorting and comparing.
    pub value: Value,
    /// The value as people read it.
    pub text: String,
}

/// What is worked out for one partnership; it replaces what was worked out before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Projection {
    /// The register's cells, by column.
    pub cells: BTreeMap<String, Cell>,
    /// The facts, by name.
    pub facts: BTreeMap<String, Value>,
}

/// One row of the register.
#[derive(Clone, Debug, PartialEq)]
pub struct RegisterRow {
    /// The partnership.
    pub partnership: PartnershipId,
    /// Its reference.
    pub reference: String,
    /// The number of the Corporate Risk Registry.
    pub register_no: Option<String>,
    /// The cells, by column.
    pub cells: BTreeMap<String, Cell>,
}

impl Store {
    /// Replaces what is worked out for a partnership.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn project(&mut self, partnership: &PartnershipId, projection: &Projection) -> Result<()> {
        self.write(|tx| replace(tx, partnership, projection))
    }

    /// Replaces what is worked out for all partnerships in one transaction, for instance after an import.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn project_all(&mut self, projections: &[(PartnershipId, Projection)]) -> Result<()> {
        self.write(|tx| {
            clear(tx)?;
            projections.iter().try_for_each(|(partnership, projection)| replace(tx, partnership, projection))
        })
    }

    /// Returns the register: a row a partnership, in order of their references.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn register(&self) -> Result<Vec<RegisterRow>> {
        let sql = "SELECT partnership, \"column\", value, text FROM register_row";
        let mut cells: BTreeMap<PartnershipId, BTreeMap<String, Cell>> = BTreeMap::new();
        for (of, column, cell) in all(&self.connection, sql, [], |row| {
            let cell = Cell { value: json(row, "value")?, text: row.get("text")? };
            Ok((id::<PartnershipId>(row, "partnership")?, row.get::<_, String>("column")?, cell))
        })? {
            cells.entry(of).or_default().insert(column, cell);
        }
        let rows = self.partnerships()?.into_iter().map(|one| RegisterRow {
            cells: cells.remove(&one.id).unwrap_or_default(),
            partnership: one.id,
            reference: one.reference,
            register_no: one.register_no,
        });
        Ok(rows.collect())
    }

    /// Returns the register's cells of one partnership, by column.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn register_cells(&self, partnership: &PartnershipId) -> Result<BTreeMap<String, Cell>> {
        let sql = "SELECT \"column\", value, text FROM register_row WHERE partnership = ?1";
        let cells = all(&self.connection, sql, [partnership.as_str()], |row| {
            Ok((row.get("column")?, Cell { value: json(row, "value")?, text: row.get("text")? }))
        })?;
        Ok(cells.into_iter().collect())
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

    /// Returns the facts of all partnerships that have any.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn all_facts(&self) -> Result<BTreeMap<PartnershipId, BTreeMap<String, Value>>> {
        let mut facts: BTreeMap<PartnershipId, BTreeMap<String, Value>> = BTreeMap::new();
        for (of, name, value) in all(&self.connection, "SELECT partnership, name, value FROM fact", [], |row| {
            Ok((id::<PartnershipId>(row, "partnership")?, row.get::<_, String>("name")?, json(row, "value")?))
        })? {
            facts.entry(of).or_default().insert(name, value);
        }
        Ok(facts)
    }
}

fn clear(connection: &Connection) -> Result<()> {
    run(connection, "DELETE FROM register_row", [])?;
    run(connection, "DELETE FROM fact", [])?;
    Ok(())
}

/// Replaces what is worked out for a partnership, within a change.
pub(crate) fn replace(connection: &Connection, partnership: &PartnershipId, projection: &Projection) -> Result<()> {
    let of = partnership.as_str();
    run(connection, "DELETE FROM register_row WHERE partnership = ?1", [of])?;
    run(connection, "DELETE FROM fact WHERE partnership = ?1", [of])?;
    for (column, cell) in &projection.cells {
        let sql = "INSERT INTO register_row (partnership, \"column\", value, text, seal) VALUES (?1, ?2, ?3, ?4, ?5)";
        let value = to_json(&cell.value);
        run(connection, sql, [of, column, &value, &cell.text, &seal(&[of, column, &value, &cell.text].map(Some))])?;
    }
    for (name, value) in &projection.facts {
        let sql = "INSERT INTO fact (partnership, name, value, seal) VALUES (?1, ?2, ?3, ?4)";
        let value = to_json(value);
        run(connection, sql, [of, name, &value, &seal(&[of, name, &value].map(Some))])?;
    }
    Ok(())
}
