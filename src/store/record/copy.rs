//! The register copy that came in: one at a time, apart from everything that is kept here.

use crate::model::day::Day;
use crate::model::id::{Digest, PartnershipId};
use crate::model::moment::Moment;
use crate::store::Store;
use crate::store::error::Result;
use crate::store::record::history::{About, Act, append};
use crate::store::record::{all, first, id, json, moment, run, seal, to_json, unreadable};
use rusqlite::params;
use serde_json::Value;

/// A register copy, without its partnerships.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyHead {
    /// The day it shows the register of.
    pub day: Day,
    /// When it was published.
    pub made: Moment,
    /// The body that published it.
    pub publisher: String,
    /// The digest of the copy as it came.
    pub digest: Digest,
    /// How many partnerships it lists.
    pub count: usize,
}

/// One partnership of a register copy.
#[derive(Clone, Debug, PartialEq)]
pub struct CopyRow {
    /// Its id, the same on every machine.
    pub partnership: PartnershipId,
    /// Its reference where the copy was made.
    pub reference: String,
    /// All that the copy says of it.
    pub body: Value,
}

impl Store {
    /// Returns the register copy that is here, if one came in.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn register_copy(&self) -> Result<Option<CopyHead>> {
        let sql = "SELECT day, made, publisher, digest, count FROM register_copy";
        first(&self.connection, sql, [], |row| {
            let day: String = row.get("day")?;
            let count: i64 = row.get("count")?;
            Ok(CopyHead {
                day: Day::parse_iso(&day).ok_or_else(|| unreadable(format!("{day:?} is not a day")))?,
                made: moment(row, "made")?,
                publisher: row.get("publisher")?,
                digest: id(row, "digest")?,
                count: usize::try_from(count).unwrap_or_default(),
            })
        })
    }

    /// Returns the partnerships of the register copy in order of their references; with `elsewhere`, those alone
    /// that are not here.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn copied(&self, elsewhere: bool) -> Result<Vec<CopyRow>> {
        let sql = "SELECT c.partnership, c.ref, c.body FROM register_copy_row c
                   WHERE NOT (?1 AND EXISTS (SELECT 1 FROM partnership p WHERE p.id = c.partnership))
                   ORDER BY c.ref, c.partnership";
        all(&self.connection, sql, [elsewhere], |row| {
            Ok(CopyRow { partnership: id(row, "partnership")?, reference: row.get("ref")?, body: json(row, "body")? })
        })
    }

    /// Puts a register copy in the place of the one that is here; what was worked out is to be worked out anew.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn take_copy(&mut self, head: &CopyHead, rows: &[CopyRow], act: &Act<'_>) -> Result<()> {
        self.write(|tx| {
            run(tx, "DELETE FROM register_copy", [])?;
            run(tx, "DELETE FROM register_copy_row", [])?;
            let (day, made, digest) = (head.day.iso(), head.made.as_str(), head.digest.as_str());
            let count = i64::try_from(head.count).unwrap_or(i64::MAX);
            let sealed = seal(&[&day, made, &head.publisher, digest, &count.to_string()].map(Some));
            let sql = "INSERT INTO register_copy (one, day, made, publisher, digest, count, seal)
                       VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)";
            run(tx, sql, params![day, made, head.publisher, digest, count, sealed])?;
            for row in rows {
                let (partnership, body) = (row.partnership.as_str(), to_json(&row.body));
                let sealed = seal(&[partnership, &row.reference, &body].map(Some));
                let sql = "INSERT INTO register_copy_row (partnership, ref, body, seal) VALUES (?1, ?2, ?3, ?4)";
                run(tx, sql, [partnership, &row.reference, &body, &sealed])?;
            }
            run(tx, "UPDATE register_entry SET as_of = ''", [])?;
            append(tx, act, &About { object: digest, ..About::default() })
        })
    }
}
