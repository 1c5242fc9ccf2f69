//! What is to be done next, for everybody or for one person.

use crate::store::Store;
use crate::store::error::Result;
use crate::store::record::find::day;
use crate::store::record::register::TaskRow;
use crate::store::record::{all, first, json};
use rusqlite::params_from_iter;
use std::collections::BTreeMap;

/// Whose tasks are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whose {
    /// Names, without titles and capitals.
    pub people: Vec<String>,
    /// Roles.
    pub roles: Vec<String>,
    /// Is everything that names nobody theirs, whatever its role?
    pub any_role: bool,
}

impl Store {
    /// Returns what is to be done, soonest first, with the row it belongs to: everyone's, or what people named
    /// (without titles and capitals) and roles answer for. Where nobody is named, the role decides; `any_role`:
    /// the person holds no role, so all of that is theirs.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn tasks(&self, whose: Option<&Whose>, limit: usize) -> Result<Vec<(i64, TaskRow)>> {
        let Some(whose) = whose else {
            return self.tasks_where("1", &[], limit);
        };
        let mut found: BTreeMap<(String, i64, i64), (i64, TaskRow)> = BTreeMap::new();
        let mut take = |condition: &str, values: &[&str]| -> Result<()> {
            for (entry, seq, task) in self.tasks_in_order(condition, values, limit)? {
                found.insert((task.on.iso(), entry, seq), (entry, task));
            }
            Ok(())
        };
        for person in &whose.people {
            take("owner = ?1", &[person])?;
            take("named = ?1", &[person])?;
        }
        take("owner = '' AND named = '' AND (role = '' OR ?1 = '*')", &[if whose.any_role { "*" } else { "" }])?;
        for role in whose.roles.iter().filter(|_| !whose.any_role) {
            take("owner = '' AND named = '' AND role = ?1", &[role])?;
        }
        Ok(found.into_values().take(limit).collect())
    }

    fn tasks_where(&self, condition: &str, values: &[&str], limit: usize) -> Result<Vec<(i64, TaskRow)>> {
        let tasks = self.tasks_in_order(condition, values, limit)?;
        Ok(tasks.into_iter().map(|(entry, _, task)| (entry, task)).collect())
    }

    fn tasks_in_order(&self, condition: &str, values: &[&str], limit: usize) -> Result<Vec<(i64, i64, TaskRow)>> {
        let sql = format!("SELECT * FROM task WHERE {condition} ORDER BY on_day, entry, seq LIMIT {limit}");
        all(&self.connection, &sql, params_from_iter(values), |row| {
            let task = TaskRow {
                on: day(row, "on_day")?,
                role: row.get("role")?,
                owner: row.get("owner")?,
                named: row.get("named")?,
                body: json(row, "body")?,
            };
            Ok((row.get("entry")?, row.get("seq")?, task))
        })
    }

    /// Returns how many things are to be done.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn count_tasks(&self) -> Result<usize> {
        let count = first(&self.connection, "SELECT count(*) AS n FROM task", [], |row| row.get::<_, i64>("n"))?;
        Ok(count.and_then(|n| usize::try_from(n).ok()).unwrap_or(0))
    }
}
