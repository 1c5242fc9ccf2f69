//! History: who did what, when; only ever added to.
//!
//! Each line carries SHA-256(chain of the line before, then this line as
//! canonical JSON), so a line changed or taken out shows.

use crate::model::id::{Digest, DocumentId, PartnershipId, RevisionId};
use crate::model::moment::Moment;
use crate::model::revision::canonical_json;
use crate::store::Store;
use crate::store::error::Result;
use crate::store::record::{all, first, id, meta, moment, run};
use rusqlite::{Connection, Row, params};
use serde::Serialize;

/// Who does what, and when: what a change leaves in the history.
#[derive(Clone, Copy, Debug)]
pub struct Act<'a> {
    /// The user, as they named themselves.
    pub who: &'a str,
    /// What was done, as a person reads it.
    pub what: &'a str,
    /// When.
    pub at: &'a Moment,
}

/// One line of the history; an id is empty where the line is not about one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HistoryLine {
    /// The line's number, from 1 without gaps.
    pub seq: i64,
    /// How often the records had been restored from a backup before.
    pub epoch: i64,
    /// When.
    pub at: Moment,
    /// Who.
    pub who: String,
    /// What.
    pub what: String,
    /// The partnership it is about.
    pub partnership: PartnershipId,
    /// The document it is about.
    pub document: DocumentId,
    /// The revision it is about.
    pub revision: RevisionId,
    /// The digest of what was added, if it has one: a sign-off, an issued paper.
    pub object: Digest,
}

/// What a line is about; whatever it is not about stays empty.
#[derive(Default)]
pub(crate) struct About<'a> {
    pub(crate) partnership: &'a str,
    pub(crate) document: &'a str,
    pub(crate) revision: &'a str,
    pub(crate) object: &'a str,
}

const GET: &str = "SELECT seq, epoch, at, who, what, partnership, document, revision, object, chain FROM history";

impl Store {
    /// Returns the history of one partnership, or of everything, oldest first.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn history(&self, partnership: Option<&PartnershipId>) -> Result<Vec<HistoryLine>> {
        match partnership {
            Some(of) => {
                all(&self.connection, &format!("{GET} WHERE partnership = ?1 ORDER BY seq"), [of.as_str()], read)
            }
            None => all(&self.connection, &format!("{GET} ORDER BY seq"), [], read),
        }
    }

    /// Returns when the last change was made here.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn last_change(&self) -> Result<Option<Moment>> {
        let sql = format!("{GET} ORDER BY seq DESC LIMIT 1");
        Ok(first(&self.connection, &sql, [], read)?.map(|line| line.at))
    }

    /// Adds a line about something that changed nothing else, such as an export.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn note(&mut self, partnership: Option<&PartnershipId>, act: &Act<'_>) -> Result<()> {
        let partnership = partnership.map_or("", PartnershipId::as_str);
        self.write(|tx| append(tx, act, &About { partnership, ..About::default() }))
    }
}

/// Adds a line within a change.
pub(crate) fn append(connection: &Connection, act: &Act<'_>, about: &About<'_>) -> Result<()> {
    let sql = "SELECT seq, chain FROM history ORDER BY seq DESC LIMIT 1";
    let last = first(connection, sql, [], |row| Ok((row.get::<_, i64>("seq")?, row.get::<_, String>("chain")?)))?;
    let (seq, previous) = last.unwrap_or_default();
    let line = HistoryLine {
        seq: seq + 1,
        epoch: meta::epoch(connection)?,
        at: act.at.clone(),
        who: act.who.to_owned(),
        what: act.what.to_owned(),
        partnership: about.partnership.into(),
        document: about.document.into(),
        revision: about.revision.into(),
        object: about.object.into(),
    };
    run(
        connection,
        "INSERT INTO history (seq, epoch, at, who, what, partnership, document, revision, object, chain)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            line.seq,
            line.epoch,
            line.at.as_str(),
            line.who,
            line.what,
            about.partnership,
            about.document,
            about.revision,
            about.object,
            chain(&previous, &line)
        ],
    )?;
    Ok(())
}

/// Walks the whole chain; the first line that breaks it is named.
pub(crate) fn verify(connection: &Connection) -> Result<Option<String>> {
    let mut statement = connection.prepare(&format!("{GET} ORDER BY seq"))?;
    let mut rows = statement.query([])?;
    let (mut number, mut previous) = (0, String::new());
    while let Some(row) = rows.next()? {
        let line = read(row)?;
        let found: String = row.get("chain")?;
        number += 1;
        if line.seq != number {
            return Ok(Some(format!("Line {number} of the history is missing")));
        }
        if chain(&previous, &line) != found {
            return Ok(Some(format!("Line {number} of the history was changed")));
        }
        previous = found;
    }
    Ok(None)
}

fn chain(previous: &str, line: &HistoryLine) -> String {
    let mut bytes = previous.as_bytes().to_vec();
    bytes.extend(canonical_json(line));
    Digest::of(&bytes).to_string()
}

fn read(row: &Row<'_>) -> rusqlite::Result<HistoryLine> {
    Ok(HistoryLine {
        seq: row.get("seq")?,
        epoch: row.get("epoch")?,
        at: moment(row, "at")?,
        who: row.get("who")?,
        what: row.get("what")?,
        partnership: id(row, "partnership")?,
        document: id(row, "document")?,
        revision: id(row, "revision")?,
        object: id(row, "object")?,
    })
}
