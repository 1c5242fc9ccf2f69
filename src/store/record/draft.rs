//! Drafts: what has been typed so far in one part of one document.
//!
//! Each entry is a row of its own, so saving one costs one small write. Every
//! change leaves a step behind that `undo` walks back and forth.

use crate::model::entry::{Entries, Entry};
use crate::model::id::{Digest, DocumentId, PageId, PartId, QuestionId, RevisionId};
use crate::model::moment::Moment;
use crate::store::Store;
use crate::store::error::Result;
use crate::store::record::file::EDITION_IN_FORCE;
use crate::store::record::revision::IS_HEAD;
use crate::store::record::{all, first, id, json, moment, run, seal, to_json, undo};
use rusqlite::{Connection, Row, params};
use std::collections::BTreeMap;

/// What has been typed in one part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Everything typed, by question.
    pub entries: Entries,
    /// The page that was open last; empty if none was.
    pub page: PageId,
    /// Why a part that was signed is changed; empty for any other draft.
    pub reason: String,
    /// The versions it goes on from; none noted for a draft older than this note.
    pub parents: Vec<RevisionId>,
    /// The edition of the procedure it is of; none noted: the one in force.
    pub edition: Option<Digest>,
    /// The edition it was moved from, if it was.
    pub moved_from: Option<Digest>,
    /// When it last changed.
    pub updated: Moment,
    /// Is there a step to undo?
    pub can_undo: bool,
    /// Is there a step to redo?
    pub can_redo: bool,
}

/// A draft in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftLine {
    /// The document.
    pub document: DocumentId,
    /// The part.
    pub part: PartId,
    /// The page that was open last; empty if none was.
    pub page: PageId,
    /// When it last changed.
    pub updated: Moment,
}

/// One part of one document: what a draft belongs to.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) document: &'a DocumentId,
    pub(crate) part: &'a PartId,
}

impl Store {
    /// Saves what one question holds now, `None` for nothing, as a step that can be undone.
    ///
    /// Makes the draft if there is none. Returns whether anything changed.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn save_entry(
        &mut self,
        document: &DocumentId,
        part: &PartId,
        question: &QuestionId,
        entry: Option<&Entry>,
        now: &Moment,
    ) -> Result<bool> {
        self.save_entries(document, part, &[(question.clone(), entry.cloned())], now)
    }

    /// As [`Store::save_entry`], but joined to the last step if that changed this question alone:
    /// for the saves within one burst of typing.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn continue_entry(
        &mut self,
        document: &DocumentId,
        part: &PartId,
        question: &QuestionId,
        entry: Option<&Entry>,
        now: &Moment,
    ) -> Result<bool> {
        let place = Place { document, part };
        self.write(|tx| {
            begin(tx, place, now)?;
            let before = get(tx, place, question)?;
            let after = entry.map(to_json);
            if before == after {
                return Ok(false);
            }
            put(tx, place, question, after.as_deref())?;
            undo::extend(tx, place, question, before.as_deref(), after.as_deref(), now)?;
            Ok(true)
        })
    }

    /// Saves several questions at once as one step.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn save_entries(
        &mut self,
        document: &DocumentId,
        part: &PartId,
        changes: &[(QuestionId, Option<Entry>)],
        now: &Moment,
    ) -> Result<bool> {
        let place = Place { document, part };
        self.write(|tx| {
            begin(tx, place, now)?;
            let mut steps = Vec::new();
            // A question named twice is saved once, as it was named last.
            let last: BTreeMap<&QuestionId, &Option<Entry>> = changes.iter().map(|(id, entry)| (id, entry)).collect();
            for (question, entry) in last {
                let before = get(tx, place, question)?;
                let after = entry.as_ref().map(to_json);
                if before != after {
                    put(tx, place, question, after.as_deref())?;
                    steps.push((question, before, after));
                }
            }
            undo::record(tx, place, &steps, now)?;
            Ok(!steps.is_empty())
        })
    }

    /// Starts a draft with first answers, or with those of the revision to be changed. They are
    /// where undo ends, so no step is recorded; a draft that is there already is left as it is.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn start_draft(
        &mut self,
        document: &DocumentId,
        part: &PartId,
        entries: &Entries,
        reason: &str,
        now: &Moment,
    ) -> Result<()> {
        let place = Place { document, part };
        if self.load_draft(document, part)?.is_some() {
            return Ok(());
        }
        self.write(|tx| {
            start(tx, place, entries, now)?;
            let sql = "UPDATE draft SET reason = ?3 WHERE document = ?1 AND part = ?2";
            run(tx, sql, [document.as_str(), part.as_str(), reason])?;
            Ok(())
        })
    }

    /// Returns what was typed into questions that were hidden when the part was completed.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn unused_entries(&self, document: &DocumentId, part: &PartId) -> Result<Entries> {
        let sql = "SELECT question, entry FROM unused_entry WHERE document = ?1 AND part = ?2";
        let of = [document.as_str(), part.as_str()];
        let entries = all(&self.connection, sql, of, |row| Ok((id(row, "question")?, json(row, "entry")?)))?;
        Ok(entries.into_iter().collect())
    }

    /// Remembers which page of a draft is open; makes the draft if there is none.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn set_page(&mut self, document: &DocumentId, part: &PartId, page: &PageId, now: &Moment) -> Result<()> {
        self.write(|tx| {
            begin(tx, Place { document, part }, now)?;
            let sql = "UPDATE draft SET page = ?3 WHERE document = ?1 AND part = ?2";
            run(tx, sql, [document.as_str(), part.as_str(), page.as_str()])?;
            Ok(())
        })
    }

    /// Moves a draft to another edition of the procedure; what was typed stays as it is.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn move_draft(
        &mut self,
        document: &DocumentId,
        part: &PartId,
        edition: &Digest,
        from: Option<&Digest>,
        now: &Moment,
    ) -> Result<()> {
        self.write(|tx| {
            let sql = "UPDATE draft SET edition = ?3, moved_from = ?4, updated = ?5 WHERE document = ?1 AND part = ?2";
            let from = from.map_or("", Digest::as_str);
            run(tx, sql, [document.as_str(), part.as_str(), edition.as_str(), from, now.as_str()])?;
            Ok(())
        })
    }

    /// Returns the draft of a part, if there is one.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn load_draft(&self, document: &DocumentId, part: &PartId) -> Result<Option<Draft>> {
        let of = [document.as_str(), part.as_str()];
        let sql =
            "SELECT page, reason, parents, updated, edition, moved_from FROM draft WHERE document = ?1 AND part = ?2";
        let head = first(&self.connection, sql, of, |row| {
            let editions = (edition(row, "edition")?, edition(row, "moved_from")?);
            Ok((id(row, "page")?, row.get("reason")?, parents(row)?, moment(row, "updated")?, editions))
        })?;
        let Some((page, reason, parents, updated, (edition, moved_from))) = head else { return Ok(None) };
        let sql = "SELECT question, entry FROM draft_entry WHERE document = ?1 AND part = ?2";
        let entries = all(&self.connection, sql, of, |row| Ok((id(row, "question")?, json(row, "entry")?)))?;
        let (can_undo, can_redo) = undo::reach(&self.connection, Place { document, part })?;
        let entries = entries.into_iter().collect();
        Ok(Some(Draft { entries, page, reason, parents, edition, moved_from, updated, can_undo, can_redo }))
    }

    /// Lists all drafts, the one changed last first.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn drafts(&self) -> Result<Vec<DraftLine>> {
        let sql = "SELECT document, part, page, updated FROM draft ORDER BY updated DESC, document, part";
        all(&self.connection, sql, [], |row| {
            Ok(DraftLine {
                document: id(row, "document")?,
                part: id(row, "part")?,
                page: id(row, "page")?,
                updated: moment(row, "updated")?,
            })
        })
    }

    /// Returns the parts of a document that are being typed.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn parts_in_draft(&self, document: &DocumentId) -> Result<Vec<PartId>> {
        let sql = "SELECT part FROM draft WHERE document = ?1 ORDER BY part";
        all(&self.connection, sql, [document.as_str()], |row| id(row, "part"))
    }

    /// Throws a draft away with its steps, and returns it so that it can be put back.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn delete_draft(&mut self, document: &DocumentId, part: &PartId) -> Result<Option<Draft>> {
        let draft = self.load_draft(document, part)?;
        self.write(|tx| delete(tx, Place { document, part }))?;
        Ok(draft)
    }
}

/// Keeps what was typed into questions that a completed part does not use, in place of what was kept before.
pub(crate) fn keep_unused(
    connection: &Connection,
    place: Place<'_>,
    is_used: impl Fn(&QuestionId) -> bool,
) -> Result<()> {
    let of = [place.document.as_str(), place.part.as_str()];
    let sql = "SELECT question, entry FROM draft_entry WHERE document = ?1 AND part = ?2";
    let typed: Vec<(QuestionId, String)> =
        all(connection, sql, of, |row| Ok((id(row, "question")?, row.get("entry")?)))?;
    if typed.is_empty() {
        return Ok(());
    }
    run(connection, "DELETE FROM unused_entry WHERE document = ?1 AND part = ?2", of)?;
    for (question, entry) in typed.iter().filter(|(question, _)| !is_used(question)) {
        let columns = [place.document.as_str(), place.part.as_str(), question.as_str(), entry];
        let [document, part, question, entry] = columns;
        let sql = "INSERT INTO unused_entry (document, part, question, entry, seal) VALUES (?1, ?2, ?3, ?4, ?5)";
        run(connection, sql, [document, part, question, entry, &seal(&columns.map(Some))])?;
    }
    Ok(())
}

/// Starts a draft with first answers, within a change.
pub(crate) fn start(connection: &Connection, place: Place<'_>, entries: &Entries, now: &Moment) -> Result<()> {
    begin(connection, place, now)?;
    entries.iter().try_for_each(|(question, entry)| put(connection, place, question, Some(&to_json(entry))))
}

/// Throws a draft away within a change.
pub(crate) fn delete(connection: &Connection, place: Place<'_>) -> Result<()> {
    let sql = "DELETE FROM draft WHERE document = ?1 AND part = ?2";
    run(connection, sql, [place.document.as_str(), place.part.as_str()])?;
    Ok(())
}

/// Puts an entry in its place, or takes it away.
pub(crate) fn put(connection: &Connection, place: Place<'_>, question: &QuestionId, entry: Option<&str>) -> Result<()> {
    let Place { document, part } = place;
    match entry {
        Some(entry) => run(
            connection,
            "INSERT INTO draft_entry (document, part, question, entry, seal) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (document, part, question) DO UPDATE SET entry = excluded.entry, seal = excluded.seal",
            [
                document.as_str(),
                part.as_str(),
                question.as_str(),
                entry,
                &seal(&[document.as_str(), part.as_str(), question.as_str(), entry].map(Some)),
            ],
        )?,
        None => run(
            connection,
            "DELETE FROM draft_entry WHERE document = ?1 AND part = ?2 AND question = ?3",
            [document.as_str(), part.as_str(), question.as_str()],
        )?,
    };
    Ok(())
}

fn get(connection: &Connection, place: Place<'_>, question: &QuestionId) -> Result<Option<String>> {
    let sql = "SELECT entry FROM draft_entry WHERE document = ?1 AND part = ?2 AND question = ?3";
    let of = [place.document.as_str(), place.part.as_str(), question.as_str()];
    first(connection, sql, of, |row| row.get("entry"))
}

/// Makes the draft, which goes on from the versions there are now, if there is none; and notes the moment.
fn begin(connection: &Connection, place: Place<'_>, now: &Moment) -> Result<()> {
    let sql = format!(
        "INSERT INTO draft (document, part, page, cursor, updated, parents, edition)
         SELECT ?1, ?2, '', 0, ?3, (
             SELECT json_group_array(r.id) FROM revision r WHERE r.document = ?1 AND r.part = ?2 AND {IS_HEAD}),
             coalesce((SELECT value FROM setting WHERE key = '{EDITION_IN_FORCE}'), '')
         WHERE true
         ON CONFLICT (document, part) DO UPDATE SET updated = excluded.updated"
    );
    run(connection, &sql, params![place.document.as_str(), place.part.as_str(), now.as_str()])?;
    Ok(())
}

fn edition(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Digest>> {
    let text: String = row.get(column)?;
    if text.is_empty() { Ok(None) } else { id(row, column).map(Some) }
}

fn parents(row: &Row<'_>) -> rusqlite::Result<Vec<RevisionId>> {
    let text: String = row.get("parents")?;
    if text.is_empty() { Ok(vec![]) } else { json(row, "parents") }
}
