//! Taking in what another machine made: all of it in one transaction, or nothing.
//!
//! Taking in the same things twice, or in another order, changes nothing. What
//! is absent from a delivery is never deleted.

use crate::model::card::Card;
use crate::model::id::{Digest, PartnershipId, RevisionId};
use crate::model::revision::Revision;
use crate::model::signoff::SignOff;
use crate::store::Store;
use crate::store::error::Result;
use crate::store::record::document::{self, Document};
use crate::store::record::file::{self, StoredFile};
use crate::store::record::history::Act;
use crate::store::record::partnership::{self, Partnership};
use crate::store::record::revision::{insert, insert_card};
use crate::store::record::sign_off::{self, IssuedPaper};
use crate::store::record::{exists, none};
use rusqlite::Connection;

/// What arrived, already checked: hashes, formats and commitments are the caller's to verify.
#[derive(Clone, Debug, Default)]
pub struct Incoming {
    /// The partnerships that the revisions belong to.
    pub partnerships: Vec<Partnership>,
    /// The revisions; their documents are made if they are not here.
    pub revisions: Vec<Revision>,
    /// The exact texts of their packs.
    pub packs: Vec<Vec<u8>>,
    /// The cards they commit to.
    pub cards: Vec<Card>,
    /// Attached files, papers and scans.
    pub files: Vec<StoredFile>,
    /// Which of the files are issued papers.
    pub papers: Vec<IssuedPaper>,
    /// The sign-offs.
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
            incoming.partnerships.iter().try_for_each(|one| take_partnership(tx, one))?;
            incoming.packs.iter().try_for_each(|bytes| file::insert_pack(tx, bytes).map(drop))?;
            incoming.cards.iter().try_for_each(|card| insert_card(tx, card))?;
            incoming.files.iter().try_for_each(|one| file::insert(tx, one).map(drop))?;
            for revision in &incoming.revisions {
                take_document(tx, revision)?;
                let new = insert(tx, revision)?;
                let id = revision.id();
                taken.count(tx, new, act, &id, id.as_str())?;
            }
            for paper in &incoming.papers {
                let new = sign_off::insert_paper(tx, paper)?;
                taken.count(tx, new, act, &paper.revision, paper.digest.as_str())?;
            }
            for one in &incoming.sign_offs {
                let new = sign_off::insert(tx, one)?;
                taken.count(tx, new, act, &one.revision, one.id().as_str())?;
            }
            taken.touched.sort();
            taken.touched.dedup();
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

fn take_partnership(connection: &Connection, one: &Partnership) -> Result<()> {
    if exists(connection, "SELECT 1 FROM partnership WHERE id = ?1", [one.id.as_str()])? {
        return Ok(());
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
    partnership::insert(connection, &arriving)
}

fn take_document(connection: &Connection, revision: &Revision) -> Result<()> {
    match document::find(connection, &revision.document)? {
        Some(known) if known.fits(revision) => Ok(()),
        Some(_) => Err(none(format!("document {} of that partnership, form and period", revision.document))),
        None => {
            if !exists(connection, "SELECT 1 FROM partnership WHERE id = ?1", [revision.partnership.as_str()])? {
                return Err(none(format!("partnership {}", revision.partnership)));
            }
            let made = Document {
                id: revision.document.clone(),
                partnership: revision.partnership.clone(),
                form: revision.form.clone(),
                period: revision.period.clone(),
                created: revision.made.clone(),
            };
            document::insert(connection, &made)
        }
    }
}
