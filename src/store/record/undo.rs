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
use crate::store::record::{all, exists, first, id, run, seal};
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
        insert(connection, place, step, question, [before.as_deref(), after.as_deref()], now)?;
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
    let sql = "SELECT step, question, before FROM draft_step WHERE document = ?1 AND part = ?2 AND step >= ?3";
    let last: Vec<(i64, QuestionId, Option<String>)> =
        all(connection, sql, params![document.as_str(), part.as_str(), step], |row| {
            Ok((row.get("step")?, id(row, "question")?, row.get("before")?))
        })?;
    match last.as_slice() {
        [(number, one, first_before)] if *number == step && one == question => {
            insert(connection, place, step, question, [first_before.as_deref(), after], now)
        }
        _ => {
            let change = (question, before.map(str::to_owned), after.map(str::to_owned));
            record(connection, place, &[change], now)
        }
    }
}

/// Says whether there is a step to undo, and one to redo.
pub(crate) fn reach(connection: &Connection, place: Place<'_>) -> Result<(bool, bool)> {
    let at = cursor(connection, place)?;
    let of = params![place.document.as_str(), place.part.as_str(), at];
    let sql = "SELECT 1 FROM draft_step WHERE document = ?1 AND part = ?2 AND step";
    Ok((exists(connection, &format!("{sql} = ?3"), of)?, exists(connection, &format!("{sql} > ?3"), of)?))
}

fn insert(
    connection: &Connection,
    place: Place<'_>,
    step: i64,
    question: &QuestionId,
    [before, after]: [Option<&str>; 2],
    now: &Moment,
) -> Result<()> {
    let (document, part, question) = (place.document.as_str(), place.part.as_str(), question.as_str());
    let number = step.to_string();
    let sealed = seal(&[Some(document), Some(part), Some(&number), Some(question), before, after, Some(now.as_str())]);
    let sql = "INSERT INTO draft_step (document, part, step, question, before, after, at, seal)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
               ON CONFLICT (document, part, step, question)
               DO UPDATE SET after = excluded.after, at = excluded.at, seal = excluded.seal";
    run(connection, sql, params![document, part, step, question, before, after, now.as_str(), sealed])?;
    Ok(())
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
