//! Documents: one form, for one partnership, for one period.

use crate::model::id::{DocumentId, FormId, PackId, PartnershipId};
use crate::model::moment::Moment;
use crate::model::partnership::Document;
use crate::model::revision::Revision;
use crate::store::Store;
use crate::store::error::Result;
use crate::store::random::new_id;
use crate::store::record::{all, first, id, moment, none, run, seal};
use rusqlite::{Connection, Row};

const GET: &str = "SELECT id, partnership, pack, form, period, created FROM document";

impl Store {
    /// Starts a document. Whether another of its kind may be started is the caller's to know.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn create_document(
        &mut self,
        partnership: &PartnershipId,
        (pack, form): (&PackId, &FormId),
        period: &str,
        now: &Moment,
    ) -> Result<DocumentId> {
        let made = Self::new_document(partnership, (pack, form), period, now)?;
        self.write(|tx| insert(tx, &made))?;
        Ok(made.id)
    }

    /// Makes a document that is not kept yet.
    ///
    /// # Errors
    ///
    /// [`StoreError::Io`](crate::store::StoreError::Io) if the operating system has no random numbers to give.
    pub fn new_document(
        partnership: &PartnershipId,
        (pack, form): (&PackId, &FormId),
        period: &str,
        now: &Moment,
    ) -> Result<Document> {
        Ok(Document {
            id: new_id()?.into(),
            partnership: partnership.clone(),
            pack: pack.clone(),
            form: form.clone(),
            period: period.to_owned(),
            created: now.clone(),
        })
    }

    /// Returns the documents of a partnership, oldest first.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn documents(&self, partnership: &PartnershipId) -> Result<Vec<Document>> {
        let sql = format!("{GET} WHERE partnership = ?1 ORDER BY created, rowid");
        all(&self.connection, &sql, [partnership.as_str()], read)
    }

    /// Returns every document, oldest first.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn all_documents(&self) -> Result<Vec<Document>> {
        all(&self.connection, &format!("{GET} ORDER BY created, rowid"), [], read)
    }

    /// Returns one document.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`](crate::store::StoreError::NotFound) if there is none with this id.
    pub fn document(&self, id: &DocumentId) -> Result<Document> {
        find(&self.connection, id)?.ok_or_else(|| none(format!("document {id}")))
    }
}

/// Adds a document as it is.
pub(crate) fn insert(connection: &Connection, made: &Document) -> Result<()> {
    let Document { id, partnership, pack, form, period, created } = made;
    let row = [id.as_str(), partnership.as_str(), form.as_str(), period, created.as_str()];
    let [id, partnership, form, period, created] = row;
    run(
        connection,
        "INSERT INTO document (id, partnership, form, period, created, seal, pack) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        [id, partnership, form, period, created, &seal(&row.map(Some)), pack.as_str()],
    )?;
    Ok(())
}

impl Document {
    /// Returns the document that a revision says it is of.
    pub(crate) fn of(revision: &Revision) -> Self {
        Self {
            id: revision.document.clone(),
            partnership: revision.partnership.clone(),
            pack: revision.pack.clone(),
            form: revision.form.clone(),
            period: revision.period.clone(),
            created: revision.made.clone(),
        }
    }

    /// Does another machine's account of the document say the same?
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.id == other.id
            && self.partnership == other.partnership
            && self.form == other.form
            && self.period == other.period
    }

    /// Does the revision say the same of its document as the document itself?
    pub(crate) fn fits(&self, revision: &Revision) -> bool {
        self.is_same(&Self::of(revision)) && self.pack == revision.pack
    }
}

/// Looks a document up.
pub(crate) fn find(connection: &Connection, id: &DocumentId) -> Result<Option<Document>> {
    first(connection, &format!("{GET} WHERE id = ?1"), [id.as_str()], read)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Document> {
    Ok(Document {
        id: id(row, "id")?,
        partnership: id(row, "partnership")?,
        pack: id(row, "pack")?,
        form: id(row, "form")?,
        period: row.get("period")?,
        created: moment(row, "created")?,
    })
}
