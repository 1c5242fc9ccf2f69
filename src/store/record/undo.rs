//! Undo and redo of what was typed, across restarts.
//!
//! Steps are numbered from 1. The draft's cursor is the number of the last step
//! that stands; steps beyond it were undone and can be redone until something
//! new is typed.

use crate::model::id::{DocumentId, PartId, QuestionId};
use crate::model::moment::Moment;
use crate::store::Store;
use crate::store::error::Result;
use crate::store::record::draft::{Place, put};
use crate::store::record::{all, exists, first, id, run};
use rusqlite::{Connection, params};

/// How many steps of a draft are kept; the oldest go first.
const KEPT: i64 = 2_000;

impl Store {
    /// Takes back the last step that stands and returns the questions it changed; none if there is no step.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn undo(&mut self, document: &DocumentId, part: &PartId, now: &Moment) -> Result<Vec<QuestionId>> {
        self.write(|tx| {
            let place = Place { document, part };
            let cursor = cursor(tx, place)?;
            let changed = apply(tx, place, cursor, "before")?;
            if !changed.is_empty() {
                move_to(tx, place, cursor - 1, now)?;
            }
            Ok(changed)
        })
    }

    /// Does again the step that was taken back last and returns the questions it changed.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn redo(&mut self, document: &DocumentId, part: &PartId, now: &Moment) -> Result<Vec<QuestionId>> {
        self.write(|tx| {
            let place = Place { document, part };
            let cursor = cursor(tx, place)?;
            let changed = apply(tx, place, cursor + 1, "after")?;
            if !changed.is_empty() {
                move_to(tx, place, cursor + 1, now)?;
            }
            Ok(changed)
        })
    }
}

/// A question with what it held before and after, as JSON.
pub(crate) type Change<'a> = (&'a QuestionId, Option<String>, Option<String>);

/// Adds one step after the cursor; steps beyond it can no longer be redone.
pub(crate) fn record(connection: &Connection, place: Place<'_>, changes: &[Change<'_>], now: &Moment) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let step = cursor(connection, place)? + 1;
    let of = params![place.document.as_str(), place.part.as_str(), step];
    run(connection, "DELETE FROM draft_step WHERE document = ?1 AND part = ?2 AND step >= ?3", of)?;
    for (question, before, after) in changes {
        // A question named twice in one save is one change: first before, last after.
        let sql = "INSERT INTO draft_step (document, part, step, question, before, after, at)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                   ON CONFLICT (document, part, step, question) DO UPDATE SET after = excluded.after";
        let Place { document, part } = place;
        let row = params![document.as_str(), part.as_str(), step, question.as_str(), before, after, now.as_str()];
        run(connection, sql, row)?;
    }
    let old = params![place.document.as_str(), place.part.as_str(), step - KEPT];
    run(connection, "DELETE FROM draft_step WHERE document = ?1 AND part = ?2 AND step <= ?3", old)?;
    move_to(connection, place, step, now)
}

/// Joins a change to the last step if that changed this question alone and nothing can be redone.
pub(crate) fn extend(
    connection: &Connection,
    place: Place<'_>,
    question: &QuestionId,
    before: Option<&str>,
    after: Option<&str>,
    now: &Moment,
) -> Result<()> {
    let Place { document, part } = place;
    let step = cursor(connection, place)?;
    let sql = "SELECT question FROM draft_step WHERE document = ?1 AND part = ?2 AND step >= ?3";
    let last: Vec<QuestionId> =
        all(connection, sql, params![document.as_str(), part.as_str(), step], |row| id(row, "question"))?;
    if last.as_slice() != std::slice::from_ref(question) {
        let change = (question, before.map(str::to_owned), after.map(str::to_owned));
        return record(connection, place, &[change], now);
    }
    let sql = "UPDATE draft_step SET after = ?4, at = ?5 WHERE document = ?1 AND part = ?2 AND step = ?3";
    run(connection, sql, params![document.as_str(), part.as_str(), step, after, now.as_str()])?;
    Ok(())
}

/// Says whether there is a step to undo, and one to redo.
pub(crate) fn reach(connection: &Connection, place: Place<'_>) -> Result<(bool, bool)> {
    let at = cursor(connection, place)?;
    let of = params![place.document.as_str(), place.part.as_str(), at];
    let sql = "SELECT 1 FROM draft_step WHERE document = ?1 AND part = ?2 AND step";
    Ok((exists(connection, &format!("{sql} = ?3"), of)?, exists(connection, &format!("{sql} > ?3"), of)?))
}

fn apply(connection: &Connection, place: Place<'_>, step: i64, side: &str) -> Result<Vec<QuestionId>> {
    let sql = format!(
        "SELECT question, {side} AS entry FROM draft_step WHERE document = ?1 AND part = ?2 AND step = ?3
         ORDER BY question"
    );
    let of = params![place.document.as_str(), place.part.as_str(), step];
    let changes: Vec<(QuestionId, Option<String>)> =
        all(connection, &sql, of, |row| Ok((id(row, "question")?, row.get("entry")?)))?;
    for (question, entry) in &changes {
        put(connection, place, question, entry.as_deref())?;
    }
    Ok(changes.into_iter().map(|(question, _)| question).collect())
}

fn cursor(connection: &Connection, place: Place<'_>) -> Result<i64> {
    let sql = "SELECT cursor FROM draft WHERE document = ?1 AND part = ?2";
    let of = [place.document.as_str(), place.part.as_str()];
    Ok(first(connection, sql, of, |row| row.get("cursor"))?.unwrap_or(0))
}

fn move_to(connection: &Connection, place: Place<'_>, step: i64, now: &Moment) -> Result<()> {
    let sql = "UPDATE draft SET cursor = ?3, updated = ?4 WHERE document = ?1 AND part = ?2";
    run(connection, sql, params![place.document.as_str(), place.part.as_str(), step, now.as_str()])?;
    Ok(())
}
