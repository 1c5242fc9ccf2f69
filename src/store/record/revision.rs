//! Revisions: completing a part, and reading what was completed.

use crate::model::card::Card;
use crate::model::id::{CardId, Digest, DocumentId, PartId, PartnershipId, RevisionId};
use crate::model::moment::Moment;
use crate::model::revision::{NotARevision, Revision};
use crate::store::Store;
use crate::store::error::Result;
use crate::store::record::document;
use crate::store::record::draft::{self, Place};
use crate::store::record::file::{self, StoredFile};
use crate::store::record::history::{About, Act, append};
use crate::store::record::register::{self, Projection};
use crate::store::record::{all, exists, first, id, json, none, run, to_json};
use rusqlite::{Connection, Row, params};
use std::ops::RangeInclusive;

/// Everything that completing one part brings, kept wholly or not at all.
#[derive(Clone, Debug)]
pub struct Completion<'a> {
    /// The revision.
    pub revision: &'a Revision,
    /// The cards it commits to; those here already may be left out.
    pub cards: &'a [Card],
    /// The files it names; those here already may be left out.
    pub files: &'a [StoredFile],
    /// The exact text of the pack it was made with.
    pub pack: &'a [u8],
    /// What is now worked out for the partnership.
    pub projection: &'a Projection,
}

/// A revision as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredRevision {
    /// Its id.
    pub id: RevisionId,
    /// The order in which revisions came into this store.
    pub seq: i64,
    /// Does no other revision name it as parent? Two heads of one part are two versions.
    pub is_head: bool,
    /// What it says.
    pub revision: Revision,
}

/// Of a revision `r`: does no other of its document and part name it as parent?
pub(crate) const IS_HEAD: &str = "NOT EXISTS (SELECT 1 FROM revision_parent p JOIN revision c ON c.id = p.revision
    WHERE p.parent = r.id AND c.document = r.document AND c.part = r.part)";

fn get(rest: &str) -> String {
    format!("SELECT r.id, r.seq, r.body, {IS_HEAD} AS is_head FROM revision r {rest}")
}

impl Store {
    /// Completes a part: keeps the revision with all that belongs to it, and ends the draft.
    ///
    /// Completing the same revision twice keeps it once.
    ///
    /// # Errors
    ///
    /// [`NotFound`](crate::store::StoreError::NotFound) if the document is not here; else as for every change.
    ///
    /// # Panics
    ///
    /// If the caller hands over what does not belong together: another pack's
    /// text, another form than its document's, a card that does not fit its commitment, a file that is nowhere.
    pub fn complete(&mut self, completion: &Completion<'_>, act: &Act<'_>) -> Result<RevisionId> {
        let revision = completion.revision;
        let id = revision.id();
        assert_eq!(Digest::of(completion.pack), revision.pack_digest, "the revision names another pack");
        self.write(|tx| {
            let known = document::find(tx, &revision.document)?;
            let known = known.ok_or_else(|| none(format!("document {}", revision.document)))?;
            assert!(known.fits(revision), "the revision names another partnership, form or period than its document");
            file::insert_pack(tx, completion.pack)?;
            completion.cards.iter().try_for_each(|card| insert_card(tx, card))?;
            completion.files.iter().try_for_each(|one| file::insert(tx, one).map(drop))?;
            assert_belongings(tx, revision)?;
            if insert(tx, revision)? {
                let about = About {
                    partnership: revision.partnership.as_str(),
                    document: revision.document.as_str(),
                    revision: id.as_str(),
                    object: id.as_str(),
                };
                append(tx, act, &about)?;
            }
            register::replace(tx, &revision.partnership, completion.projection)?;
            let place = Place { document: &revision.document, part: &revision.part };
            draft::keep_unused(tx, place, |question| revision.answers.contains_key(question))?;
            draft::delete(tx, place)
        })?;
        Ok(id)
    }

    /// Returns the revisions of a document, in the order they came into this store.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn revisions(&self, document: &DocumentId) -> Result<Vec<StoredRevision>> {
        all(&self.connection, &get("WHERE r.document = ?1 ORDER BY r.seq"), [document.as_str()], read)
    }

    /// Returns every revision, in the order they came into this store.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn all_revisions(&self) -> Result<Vec<StoredRevision>> {
        all(&self.connection, &get("ORDER BY r.seq"), [], read)
    }

    /// Returns one revision.
    ///
    /// # Errors
    ///
    /// [`NotFound`](crate::store::StoreError::NotFound) if it is not here.
    pub fn revision(&self, id: &RevisionId) -> Result<StoredRevision> {
        first(&self.connection, &get("WHERE r.id = ?1"), [id.as_str()], read)?
            .ok_or_else(|| none(format!("revision {}", id.short())))
    }

    /// Returns the revisions whose id begins with a printed code, in small letters or capitals.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn revisions_by_code(&self, code: &str) -> Result<Vec<StoredRevision>> {
        let code: String = code.chars().filter(char::is_ascii_hexdigit).collect::<String>().to_lowercase();
        if code.is_empty() {
            return Ok(Vec::new());
        }
        let sql = get("WHERE r.id >= ?1 AND r.id < ?1 || 'g' ORDER BY r.seq");
        all(&self.connection, &sql, [&code], read)
    }

    /// Returns the revisions whose ids lie in a range, both ends included.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn revisions_within(&self, ids: &RangeInclusive<RevisionId>) -> Result<Vec<StoredRevision>> {
        let sql = get("WHERE r.id BETWEEN ?1 AND ?2 ORDER BY r.seq");
        all(&self.connection, &sql, [ids.start().as_str(), ids.end().as_str()], read)
    }

    /// Returns the heads of one part of a document, the newest first; two are two versions.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn heads(&self, document: &DocumentId, part: &PartId) -> Result<Vec<StoredRevision>> {
        let sql = get("WHERE r.document = ?1 AND r.part = ?2 AND is_head ORDER BY r.seq DESC");
        all(&self.connection, &sql, [document.as_str(), part.as_str()], read)
    }

    /// Returns the heads of all parts of all documents of a partnership, the oldest first.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn heads_of_partnership(&self, partnership: &PartnershipId) -> Result<Vec<StoredRevision>> {
        let sql = get("JOIN document d ON d.id = r.document WHERE d.partnership = ?1 AND is_head ORDER BY r.seq");
        all(&self.connection, &sql, [partnership.as_str()], read)
    }

    /// Returns the cards that are here, in the order of `ids`; erased and unknown ones are left out.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn cards(&self, ids: &[CardId]) -> Result<Vec<Card>> {
        let found = ids.iter().map(|id| find_card(&self.connection, id)).collect::<Result<Vec<_>>>()?;
        Ok(found.into_iter().flatten().collect())
    }

    /// Erases a person's card for good; revisions keep their hashes, history keeps the fact.
    ///
    /// Backups made before still hold the card until they are thinned out.
    ///
    /// # Errors
    ///
    /// [`NotFound`](crate::store::StoreError::NotFound) if it is not here; else as for every change.
    pub fn erase_card(&mut self, card: &CardId, act: &Act<'_>) -> Result<()> {
        self.write(|tx| {
            if run(tx, "DELETE FROM card WHERE id = ?1", [card.as_str()])? == 0 {
                return Err(none(format!("card {card}")));
            }
            note_erased(tx, card, act.at)?;
            append(tx, act, &About { object: card.as_str(), ..About::default() })
        })?;
        // What was erased must not linger in the write-ahead log.
        self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }
}

/// Keeps a revision unless it is here already; says whether it is new.
pub(crate) fn insert(connection: &Connection, revision: &Revision) -> Result<bool> {
    insert_written(connection, revision, &revision.id(), &revision.canonical())
}

/// The same for a revision whose id and canonical JSON are worked out already.
pub(crate) fn insert_written(
    connection: &Connection,
    revision: &Revision,
    id: &RevisionId,
    body: &[u8],
) -> Result<bool> {
    if is_here(connection, id)? {
        return Ok(false);
    }
    run(
        connection,
        "INSERT INTO revision (id, document, part, made, body) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id.as_str(), revision.document.as_str(), revision.part.as_str(), revision.made.as_str(), body],
    )?;
    for parent in &revision.parents {
        let sql = "INSERT INTO revision_parent (parent, revision) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        run(connection, sql, [parent.as_str(), id.as_str()])?;
    }
    Ok(true)
}

/// Is the revision here?
pub(crate) fn is_here(connection: &Connection, id: &RevisionId) -> Result<bool> {
    exists(connection, "SELECT 1 FROM revision WHERE id = ?1", [id.as_str()])
}

/// Keeps a card unless it is here already or was erased.
pub(crate) fn insert_card(connection: &Connection, card: &Card) -> Result<()> {
    run(
        connection,
        "INSERT INTO card (id, salt, fields)
         SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM card_erased WHERE id = ?1)
         ON CONFLICT (id) DO NOTHING",
        [card.id.as_str(), &card.salt, &to_json(&card.fields)],
    )?;
    Ok(())
}

/// Notes that a card is erased.
pub(crate) fn note_erased(connection: &Connection, card: &CardId, at: &Moment) -> Result<()> {
    let sql = "INSERT INTO card_erased (id, at) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    run(connection, sql, [card.as_str(), at.as_str()])?;
    Ok(())
}

/// Looks a card up.
pub(crate) fn find_card(connection: &Connection, card: &CardId) -> Result<Option<Card>> {
    first(connection, "SELECT id, salt, fields FROM card WHERE id = ?1", [card.as_str()], |row| {
        Ok(Card { id: id(row, "id")?, salt: row.get("salt")?, fields: json(row, "fields")? })
    })
}

fn assert_belongings(connection: &Connection, revision: &Revision) -> Result<()> {
    for (id, commitment) in &revision.cards {
        if let Some(card) = find_card(connection, id)? {
            assert_eq!(&card.commitment(), commitment, "card {id} is not the one the revision means");
        } else {
            let erased = exists(connection, "SELECT 1 FROM card_erased WHERE id = ?1", [id.as_str()])?;
            assert!(erased, "card {id} was not handed over");
        }
    }
    for file in &revision.files {
        assert!(file::is_here(connection, &file.sha256)?, "file {} was not handed over", file.sha256);
    }
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<StoredRevision> {
    let body: Vec<u8> = row.get("body")?;
    let id: RevisionId = id(row, "id")?;
    let revision = Revision::parse_known(&body, &id).map_err(|error: NotARevision| {
        super::unreadable(format!("revision {}: {error}", row.get_unwrap::<_, i64>("seq")))
    })?;
    Ok(StoredRevision { id, seq: row.get("seq")?, is_head: row.get("is_head")?, revision })
}
