//! Sign-offs and the papers they were made on.

use crate::model::id::{Digest, PartnershipId, RevisionId};
use crate::model::moment::Moment;
use crate::model::revision::canonical_json;
use crate::model::signoff::SignOff;
use crate::store::Store;
use crate::store::error::Result;
use crate::store::record::file::{self, StoredFile};
use crate::store::record::history::{About, Act, append};
use crate::store::record::{all, exists, first, id, moment, none, run, seal, unreadable};
use rusqlite::{Connection, Row, params};

/// A sign-off as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSignOff {
    /// The SHA-256 of its canonical JSON.
    pub id: Digest,
    /// What it says.
    pub sign_off: SignOff,
}

/// A paper issued for signing; its bytes are a file of that digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedPaper {
    /// The SHA-256 of the exact PDF bytes.
    pub digest: Digest,
    /// The revision that was printed.
    pub revision: RevisionId,
    /// When.
    pub made: Moment,
}

const GET: &str = "SELECT id, body FROM sign_off";

impl Store {
    /// Records a sign-off with its scan, if there is one. Recorded twice it is kept once.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`](crate::store::StoreError::NotFound) if the revision is not here,
    /// or a paper or scan it names; else as for every change.
    pub fn record_sign_off(&mut self, sign_off: &SignOff, scan: Option<&StoredFile>, act: &Act<'_>) -> Result<Digest> {
        self.write(|tx| {
            scan.map(|scan| file::insert(tx, scan)).transpose()?;
            if insert(tx, sign_off)? {
                append_about(tx, act, &sign_off.revision, sign_off.id().as_str())?;
            }
            Ok(sign_off.id())
        })
    }

    /// Returns the sign-offs of a revision in the order they came.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn sign_offs(&self, revision: &RevisionId) -> Result<Vec<StoredSignOff>> {
        all(&self.connection, &format!("{GET} WHERE revision = ?1 ORDER BY seq"), [revision.as_str()], read)
    }

    /// Returns every sign-off in the order they came.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn all_sign_offs(&self) -> Result<Vec<StoredSignOff>> {
        all(&self.connection, &format!("{GET} ORDER BY seq"), [], read)
    }

    /// Keeps the exact bytes of a PDF issued for signing and returns their digest.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`](crate::store::StoreError::NotFound) if the revision is not here;
    /// else as for every change.
    pub fn issue_paper(&mut self, revision: &RevisionId, name: &str, pdf: &[u8], act: &Act<'_>) -> Result<Digest> {
        let paper = StoredFile { name: name.to_owned(), mime: "application/pdf".to_owned(), bytes: pdf.to_vec() };
        self.write(|tx| {
            let digest = file::insert(tx, &paper)?;
            let issued = IssuedPaper { digest: digest.clone(), revision: revision.clone(), made: act.at.clone() };
            if insert_paper(tx, &issued)? {
                append_about(tx, act, revision, digest.as_str())?;
            }
            Ok(digest)
        })
    }

    /// Returns the papers issued for a revision, oldest first.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn issued_papers(&self, revision: &RevisionId) -> Result<Vec<IssuedPaper>> {
        let sql = "SELECT digest, revision, made FROM issued_paper WHERE revision = ?1 ORDER BY made, rowid";
        all(&self.connection, sql, [revision.as_str()], read_paper)
    }

    /// Returns the paper whose bytes have this digest, if it was issued here.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn issued_paper(&self, digest: &Digest) -> Result<Option<IssuedPaper>> {
        let sql = "SELECT digest, revision, made FROM issued_paper WHERE digest = ?1";
        first(&self.connection, sql, [digest.as_str()], read_paper)
    }
}

/// Keeps a sign-off made here unless it is kept already; says whether it is new. Its paper and scan are here.
fn insert(connection: &Connection, sign_off: &SignOff) -> Result<bool> {
    for digest in sign_off.paper.iter().chain(&sign_off.scan) {
        if !file::is_here(connection, digest)? {
            return Err(none(format!("file {digest}")));
        }
    }
    insert_received(connection, sign_off)
}

/// Keeps a sign-off unless it is here already; says whether it is new.
pub(crate) fn insert_received(connection: &Connection, sign_off: &SignOff) -> Result<bool> {
    let id = sign_off.id();
    if exists(connection, "SELECT 1 FROM sign_off WHERE id = ?1", [id.as_str()])? {
        return Ok(false);
    }
    if !super::revision::is_here(connection, &sign_off.revision)? {
        return Err(none(format!("revision {}", sign_off.revision.short())));
    }
    run(
        connection,
        "INSERT INTO sign_off (id, revision, body) VALUES (?1, ?2, ?3)",
        params![id.as_str(), sign_off.revision.as_str(), canonical_json(sign_off)],
    )?;
    Ok(true)
}

/// Keeps the note of an issued paper unless it is here already; says whether it is new.
pub(crate) fn insert_paper(connection: &Connection, paper: &IssuedPaper) -> Result<bool> {
    if exists(connection, "SELECT 1 FROM issued_paper WHERE digest = ?1", [paper.digest.as_str()])? {
        return Ok(false);
    }
    if !super::revision::is_here(connection, &paper.revision)? {
        return Err(none(format!("revision {}", paper.revision.short())));
    }
    let (digest, revision, made) = (paper.digest.as_str(), paper.revision.as_str(), paper.made.as_str());
    run(
        connection,
        "INSERT INTO issued_paper (digest, revision, made, seal) VALUES (?1, ?2, ?3, ?4)",
        [digest, revision, made, &seal(&[digest, revision, made].map(Some))],
    )?;
    Ok(true)
}

/// Adds a line of history about something that belongs to a revision, and returns its partnership.
pub(crate) fn append_about(
    connection: &Connection,
    act: &Act<'_>,
    revision: &RevisionId,
    object: &str,
) -> Result<PartnershipId> {
    let sql = "SELECT d.id, d.partnership FROM revision r JOIN document d ON d.id = r.document WHERE r.id = ?1";
    let found = first(connection, sql, [revision.as_str()], |row| {
        Ok((row.get::<_, String>("id")?, row.get::<_, String>("partnership")?))
    })?;
    let (document, partnership) = found.ok_or_else(|| none(format!("revision {}", revision.short())))?;
    let about = About { partnership: &partnership, document: &document, revision: revision.as_str(), object };
    append(connection, act, &about)?;
    Ok(partnership.into())
}

fn read(row: &Row<'_>) -> rusqlite::Result<StoredSignOff> {
    let body: Vec<u8> = row.get("body")?;
    let sign_off = serde_json::from_slice(&body).map_err(|error| unreadable(format!("sign-off: {error}")))?;
    Ok(StoredSignOff { id: id(row, "id")?, sign_off })
}

fn read_paper(row: &Row<'_>) -> rusqlite::Result<IssuedPaper> {
    Ok(IssuedPaper { digest: id(row, "digest")?, revision: id(row, "revision")?, made: moment(row, "made")? })
}
