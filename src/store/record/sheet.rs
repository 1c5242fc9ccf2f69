//! Registers brought in from a spreadsheet: all of one in one transaction, and taking it off the register again.

use crate::model::card::Card;
use crate::model::entry::Entries;
use crate::model::id::{Digest, PartId, PartnershipId};
use crate::model::moment::Moment;
use crate::model::partnership::{Document, Partnership};
use crate::model::revision::Revision;
use crate::store::Store;
use crate::store::error::Result;
use crate::store::random::new_id;
use crate::store::record::draft::{self, Place};
use crate::store::record::history::{About, Act, append};
use crate::store::record::register::{self, Projection};
use crate::store::record::{all, document, exists, file, first, id, moment, none, partnership, revision, run, seal};
use rusqlite::Connection;

/// A register to be brought in.
#[derive(Clone, Debug)]
pub struct NewImport<'a> {
    /// The file's name.
    pub file: &'a str,
    /// The digest of its bytes.
    pub digest: &'a Digest,
    /// The exact text of the pack the revisions are made with.
    pub pack: &'a [u8],
    /// The partnerships it makes.
    pub entries: &'a [NewEntry],
}

/// One partnership that an import makes.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// The partnership.
    pub partnership: Partnership,
    /// The document of the form that starts it.
    pub document: Document,
    /// The part that the row fills.
    pub part: PartId,
    /// The row of the spreadsheet.
    pub line: usize,
    /// The completed part, with the cards it commits to and what is worked out from it.
    pub completed: Option<(Revision, Vec<Card>, Projection)>,
    /// What is typed so far, if it is not complete.
    pub typed: Entries,
}

/// An import that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportLine {
    /// Its id.
    pub id: String,
    /// When.
    pub at: Moment,
    /// Who.
    pub who: String,
    /// The file's name.
    pub file: String,
    /// The digest of its bytes.
    pub digest: Digest,
}

const GET: &str = "SELECT id, at, who, file, digest FROM register_import";

impl Store {
    /// Makes every partnership of an import, with its register entry or what is typed of it, and returns the
    /// import's id.
    ///
    /// # Errors
    ///
    /// [`Taken`](crate::store::StoreError::Taken) if a reference is in use; else as for every change.
    pub fn bring_in(&mut self, import: &NewImport<'_>, act: &Act<'_>) -> Result<String> {
        let made = new_id()?;
        self.write(|tx| {
            let columns = [made.as_str(), act.at.as_str(), act.who, import.file, import.digest.as_str()];
            let [id, at, who, file, digest] = columns;
            let sql = "INSERT INTO register_import (id, at, who, file, digest, seal) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            run(tx, sql, [id, at, who, file, digest, &seal(&columns.map(Some))])?;
            file::insert_pack(tx, import.pack)?;
            import.entries.iter().try_for_each(|entry| make(tx, &made, entry, act))
        })?;
        Ok(made)
    }

    /// Returns the imports, the newest first.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn imports(&self) -> Result<Vec<ImportLine>> {
        all(&self.connection, &format!("{GET} ORDER BY at DESC, rowid DESC"), [], read)
    }

    /// Returns one import.
    ///
    /// # Errors
    ///
    /// [`NotFound`](crate::store::StoreError::NotFound) if there is none with this id.
    pub fn import(&self, id: &str) -> Result<ImportLine> {
        first(&self.connection, &format!("{GET} WHERE id = ?1"), [id], read)?.ok_or_else(|| none("import"))
    }

    /// Returns the partnerships of an import that are still on the register, and whether anybody changed them since.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn imported(&self, import: &str) -> Result<Vec<(Partnership, bool)>> {
        let sql = "SELECT partnership FROM register_import_row WHERE import = ?1
                   AND partnership NOT IN (SELECT partnership FROM taken_off) ORDER BY line";
        let ids: Vec<PartnershipId> = all(&self.connection, sql, [import], |row| id(row, "partnership"))?;
        ids.into_iter().map(|id| Ok((self.partnership(&id)?, is_changed(&self.connection, import, &id)?))).collect()
    }

    /// Takes partnerships off the register: their records stay, their references are not given again.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn take_off(&mut self, partnerships: &[PartnershipId], act: &Act<'_>) -> Result<()> {
        self.write(|tx| partnerships.iter().try_for_each(|one| take_off(tx, one, act)))
    }
}

fn make(tx: &Connection, import: &str, entry: &NewEntry, act: &Act<'_>) -> Result<()> {
    let of = entry.partnership.id.as_str();
    partnership::refuse_taken(tx, &entry.partnership.reference)?;
    partnership::insert(tx, &entry.partnership)?;
    document::insert(tx, &entry.document)?;
    let line = entry.line.to_string();
    let columns = [import, of, &line];
    let sql =
        "INSERT INTO register_import_row (import, partnership, line, seal) VALUES (?1, ?2, CAST(?3 AS INTEGER), ?4)";
    run(tx, sql, [import, of, &line, &seal(&columns.map(Some))])?;
    let mut about = About { partnership: of, document: entry.document.id.as_str(), ..About::default() };
    let what = format!("{}, row {line}", act.what);
    let act = Act { what: &what, ..*act };
    let Some((completed, cards, projection)) = &entry.completed else {
        let place = Place { document: &entry.document.id, part: &entry.part };
        draft::start(tx, place, &entry.typed, act.at)?;
        return append(tx, &act, &about);
    };
    cards.iter().try_for_each(|card| revision::insert_card(tx, card))?;
    revision::insert(tx, completed)?;
    register::replace(tx, &entry.partnership.id, projection)?;
    let id = completed.id();
    (about.revision, about.object) = (id.as_str(), id.as_str());
    append(tx, &act, &about)
}

/// Has anything been done to a partnership since its import made it, or is anybody at it?
fn is_changed(connection: &Connection, import: &str, partnership: &PartnershipId) -> Result<bool> {
    let sql = "SELECT 1 WHERE (SELECT count(*) FROM history WHERE partnership = ?2) > 1
        OR (SELECT count(*) FROM document WHERE partnership = ?2) > 1
        OR EXISTS (SELECT 1 FROM draft t JOIN document d ON d.id = t.document WHERE d.partnership = ?2 AND (
            t.cursor > 0
            OR t.updated <> (SELECT at FROM register_import WHERE id = ?1)
            OR EXISTS (SELECT 1 FROM revision r WHERE r.document = d.id)))";
    exists(connection, sql, [import, partnership.as_str()])
}

fn take_off(tx: &Connection, partnership: &PartnershipId, act: &Act<'_>) -> Result<()> {
    let columns = [partnership.as_str(), act.at.as_str()];
    let [of, at] = columns;
    let sql = "INSERT INTO taken_off (partnership, at, seal) VALUES (?1, ?2, ?3)";
    run(tx, sql, [of, at, &seal(&columns.map(Some))])?;
    register::remove(tx, partnership)?;
    append(tx, act, &About { partnership: of, ..About::default() })
}

/// Puts a partnership back for which something arrived.
pub(crate) fn put_back(tx: &Connection, partnership: &PartnershipId) -> Result<()> {
    run(tx, "DELETE FROM taken_off WHERE partnership = ?1", [partnership.as_str()])?;
    Ok(())
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<ImportLine> {
    Ok(ImportLine {
        id: row.get("id")?,
        at: moment(row, "at")?,
        who: row.get("who")?,
        file: row.get("file")?,
        digest: id(row, "digest")?,
    })
}
