//! Taking in what another machine made: all of it in one transaction, or nothing.
//!
//! Taking in the same things twice, or in another order, changes nothing. What
//! is absent from a delivery is never deleted.

use crate::model::card::Card;
use crate::model::id::{Digest, PartnershipId, RevisionId};
use crate::model::partnership::{Document, Partnership};
use crate::model::revision::Revision;
use crate::model::signoff::SignOff;
use crate::store::Store;
use crate::store::error::Result;
use crate::store::record::document;
use crate::store::record::file::{self, StoredFile};
use crate::store::record::history::Act;
use crate::store::record::partnership;
use crate::store::record::revision::{find_card, insert, insert_card, note_erased};
use crate::store::record::sheet;
use crate::store::record::sign_off::{self, IssuedPaper};
use crate::store::record::{exists, none};
use rusqlite::Connection;

/// What arrived, already checked: hashes, formats and commitments are the caller's to verify.
#[derive(Clone, Debug, Default)]
pub struct Incoming {
    /// The partnerships that the revisions belong to.
    pub partnerships: Vec<Partnership>,
    /// The documents of the revisions.
    pub documents: Vec<Document>,
    /// The revisions; a document that is neither here nor listed is made.
    pub revisions: Vec<Revision>,
    /// The exact texts of their packs.
    pub packs: Vec<Vec<u8>>,
    /// The cards they commit to.
    pub cards: Vec<Card>,
    /// Attached files, papers and scans.
    pub files: Vec<StoredFile>,
    /// Which of the files are issued papers.
    pub papers: Vec<IssuedPaper>,
    /// The sign-offs. The papers and scans they name may be missing: they are kept where they were made.
    pub sign_offs: Vec<SignOff>,
}

/// What became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// How many revisions, papers and sign-offs are new.
    pub added: usize,
    /// How many were here already.
    pub known: usize,
    /// The partnerships that something was added to: the caller projects them anew.
    pub touched: Vec<PartnershipId>,
}

impl Store {
    /// Takes in a delivery. A partnership whose reference is in use here gets the next free
    /// spelling: `WK-0007-2`.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`](crate::store::StoreError::NotFound) if something names a revision,
    /// partnership or file that is neither here nor in the delivery; else as for every change.
    pub fn take_in(&mut self, incoming: &Incoming, act: &Act<'_>) -> Result<TakenIn> {
        self.write(|tx| {
            let mut taken = TakenIn::default();
            for one in &incoming.partnerships {
                if take_partnership(tx, one)? {
                    taken.touched.push(one.id.clone());
                }
            }
            incoming.documents.iter().try_for_each(|one| take_document(tx, one))?;
            incoming.packs.iter().try_for_each(|bytes| file::insert_pack(tx, bytes).map(drop))?;
            incoming.cards.iter().try_for_each(|card| insert_card(tx, card))?;
            incoming.files.iter().try_for_each(|one| file::insert(tx, one).map(drop))?;
            for revision in &incoming.revisions {
                take_document(tx, &Document::of(revision))?;
                check_cards(tx, revision, act)?;
                let new = insert(tx, revision)?;
                let id = revision.id();
                taken.count(tx, new, act, &id, id.as_str())?;
            }
            for paper in &incoming.papers {
                let new = sign_off::insert_paper(tx, paper)?;
                taken.count(tx, new, act, &paper.revision, paper.digest.as_str())?;
            }
            for one in &incoming.sign_offs {
                let new = sign_off::insert_received(tx, one)?;
                taken.count(tx, new, act, &one.revision, one.id().as_str())?;
            }
            taken.touched.sort();
            taken.touched.dedup();
            taken.touched.iter().try_for_each(|one| sheet::put_back(tx, one))?;
            Ok(taken)
        })
    }

    /// Is a revision, paper or file with this digest here?
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn has(&self, digest: &Digest) -> Result<bool> {
        let sql = "SELECT 1 FROM revision WHERE id = ?1 UNION ALL SELECT 1 FROM file WHERE digest = ?1
                   UNION ALL SELECT 1 FROM sign_off WHERE id = ?1";
        exists(&self.connection, sql, [digest.as_str()])
    }
}

impl TakenIn {
    fn count(&mut self, tx: &Connection, new: bool, act: &Act<'_>, of: &RevisionId, object: &str) -> Result<()> {
        if !new {
            self.known += 1;
            return Ok(());
        }
        self.added += 1;
        self.touched.push(sign_off::append_about(tx, act, of, object)?);
        Ok(())
    }
}

/// Takes a partnership in; says whether one that was here got its register number so.
fn take_partnership(connection: &Connection, one: &Partnership) -> Result<bool> {
    if let Some(known) = partnership::find(connection, &one.id)? {
        return adopt_number(connection, known, one);
    }
    let mut arriving = one.clone();
    let mut number = 2;
    while partnership::is_taken(connection, &arriving.reference)? {
        arriving.reference = format!("{}-{number}", one.reference);
        number += 1;
    }
    if let Some(register_no) = &one.register_no
        && partnership::is_taken(connection, register_no)?
    {
        arriving.register_no = None;
    }
    partnership::insert(connection, &arriving)?;
    Ok(false)
}

/// Gives a partnership that is here the register number it was given elsewhere, if it has none and nobody has that.
fn adopt_number(connection: &Connection, known: Partnership, one: &Partnership) -> Result<bool> {
    let number = one.register_no.as_ref().filter(|_| known.register_no.is_none());
    match number {
        Some(number) if !partnership::is_taken(connection, number)? => {
            partnership::number(connection, &Partnership { register_no: Some(number.clone()), ..known })?;
            Ok(true)
        }
        Some(_) | None => Ok(false),
    }
}

fn take_document(connection: &Connection, one: &Document) -> Result<()> {
    match document::find(connection, &one.id)? {
        Some(known) if known.is_same(one) => Ok(()),
        Some(_) => Err(none(format!("document {} of that partnership, form and period", one.id))),
        None => {
            if !exists(connection, "SELECT 1 FROM partnership WHERE id = ?1", [one.partnership.as_str()])? {
                return Err(none(format!("partnership {}", one.partnership)));
            }
            document::insert(connection, one)
        }
    }
}

/// Checks that the cards here are those a revision means; one that did not come along was erased by the sender.
fn check_cards(connection: &Connection, revision: &Revision, act: &Act<'_>) -> Result<()> {
    for (id, commitment) in &revision.cards {
        match find_card(connection, id)? {
            Some(card) if card.commitment() == *commitment => {}
            Some(_) => return Err(none(format!("card {id} as revision {} means it", revision.id().short()))),
            None => note_erased(connection, id, act.at)?,
        }
    }
    Ok(())
}
