//! A package taken out of a PDF, and every check before anything is believed.
//!
//! Hashes, commitments and the pages must be as they were written; texts must
//! be such as this program writes. Whether the records can use it (the pack,
//! the documents) is for `app` to see.

use super::package::{Carrier, FORMAT, File, Package, RECORD, Record, record_name};
use crate::model::id::{CardId, Digest, DocumentId, PartnershipId, RevisionId};
use crate::model::moment::Moment;
use crate::model::revision::{NotARevision, Revision, canonical_json};
use crate::model::text::{MAX_LONG_TEXT, clean};
use crate::print::pdf::attach::Attachment;
use crate::print::pdf::read::{NotRead, attachments};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The most revisions, and the most sign-offs, in one record.
const MOST: usize = 20_000;

/// What a PDF brings.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    /// What the PDF itself is.
    pub carrier: Carrier,
    /// What it carries.
    pub package: Package,
}

/// Why nothing is taken out of a PDF.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// Its files cannot be read.
    #[error(transparent)]
    NotRead(#[from] NotRead),
    /// It holds no record of this program.
    #[error("it carries no record of Partnership Desk")]
    NoRecord,
    /// It was made by a newer version of the program.
    #[error("it was made by a newer version of Partnership Desk")]
    Newer,
    /// Its pages are not those the record was made with.
    #[error("its pages were changed after it was made")]
    PagesAltered,
    /// Its record is not as it was written; says what does not fit.
    #[error("its record was changed after it was made: {0}")]
    RecordAltered(String),
}

/// Takes the package out of a PDF.
///
/// # Errors
///
/// [`NotTaken`] says why it is refused.
pub fn read(pdf: &[u8]) -> Result<Received, NotTaken> {
    let mut files = attachments(pdf)?;
    let at = files.iter().position(|file| file.name.starts_with(RECORD)).ok_or(NotTaken::NoRecord)?;
    let record = files.swap_remove(at);
    if record.name != record_name(&record.bytes) {
        return Err(altered("it does not fit its name"));
    }
    let record = parse(&record.bytes)?;
    check(&record)?;
    if !record.carrier.extent().begins(pdf) {
        return Err(NotTaken::PagesAltered);
    }
    let mut by_digest: BTreeMap<Digest, Attachment> =
        files.into_iter().map(|file| (Digest::of(&file.bytes), file)).collect();
    let mut take = |digest: &Digest| by_digest.remove(digest).ok_or_else(|| altered("a file it names is missing"));
    let packs = record.packs.iter().map(|digest| take(digest).map(|file| file.bytes)).collect::<Result<_, _>>()?;
    let named = record.files.iter().map(|named| {
        let bytes = take(&named.sha256)?.bytes;
        Ok(File { name: named.name.clone(), mime: named.mime.clone(), bytes })
    });
    let files = named.collect::<Result<_, NotTaken>>()?;
    if !by_digest.is_empty() {
        return Err(altered("there is a file it does not name"));
    }
    let Record { carrier, partnerships, mut documents, revisions, cards, sign_offs, .. } = record;
    for document in &mut documents {
        let own = revisions.iter().find(|revision| revision.document == document.id);
        document.pack = own.map(|revision| revision.pack.clone()).unwrap_or_default();
    }
    Ok(Received { carrier, package: Package { partnerships, documents, revisions, cards, sign_offs, packs, files } })
}

impl Received {
    /// Returns the issued paper within the PDF it was read from: the revision printed, when, under which name.
    pub fn paper<'a>(&self, pdf: &'a [u8]) -> Option<(&RevisionId, &Moment, &str, &'a [u8])> {
        match &self.carrier {
            Carrier::Issued { revision, made, name, .. } => Some((revision, made, name, pdf)),
            Carrier::Copy { revision, made, name, paper } => {
                let len = usize::try_from(paper.len).ok()?;
                Some((revision, made, name, pdf.get(..len)?))
            }
            Carrier::Note { .. } => None,
        }
    }
}

pub(super) fn altered(what: &str) -> NotTaken {
    NotTaken::RecordAltered(what.to_owned())
}

fn parse(bytes: &[u8]) -> Result<Record, NotTaken> {
    let value: Value = serde_json::from_slice(bytes).map_err(|_why| altered("it cannot be read"))?;
    match value.get("format").and_then(Value::as_u64) {
        Some(format) if format > u64::from(FORMAT) => return Err(NotTaken::Newer),
        Some(format) if format == u64::from(FORMAT) => {}
        Some(_) | None => return Err(altered("it cannot be read")),
    }
    check_texts(&value)?;
    let record: Record = serde_json::from_value(value).map_err(|_why| altered("it cannot be read"))?;
    if canonical_json(&record) == bytes { Ok(record) } else { Err(altered("it is not written as it should be")) }
}

/// Checks that every text is such as this program writes: no hidden characters, no endless length.
pub(super) fn check_texts(value: &Value) -> Result<(), NotTaken> {
    match value {
        Value::String(text) if text.chars().count() > MAX_LONG_TEXT => Err(altered("a text is too long")),
        Value::String(text) if clean(text) != *text => Err(altered("a text holds hidden characters")),
        Value::Array(items) => items.iter().try_for_each(check_texts),
        Value::Object(map) => map.values().try_for_each(check_texts),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

fn check(record: &Record) -> Result<(), NotTaken> {
    if record.revisions.len().max(record.sign_offs.len()) > MOST {
        return Err(altered("it holds more than any record does"));
    }
    let partnerships: BTreeSet<&PartnershipId> = record.partnerships.iter().map(|one| &one.id).collect();
    let stray = record.documents.iter().any(|document| !partnerships.contains(&document.partnership));
    if stray {
        return Err(altered("a document belongs to no partnership in it"));
    }
    let mut commitments: BTreeMap<&CardId, &Digest> = BTreeMap::new();
    let mut known: BTreeSet<RevisionId> = BTreeSet::new();
    for revision in &record.revisions {
        check_revision(revision, record)?;
        known.insert(revision.id());
        for (card, commitment) in &revision.cards {
            if commitments.insert(card, commitment).is_some_and(|other| other != commitment) {
                return Err(altered("a person is named in two ways"));
            }
        }
    }
    if record.cards.iter().any(|card| commitments.get(&card.id) != Some(&&card.commitment())) {
        return Err(altered("a person is not the one that was meant"));
    }
    if record.sign_offs.iter().any(|sign_off| !known.contains(&sign_off.revision)) {
        return Err(altered("a signature is for a version that is not in it"));
    }
    let printed = match &record.carrier {
        Carrier::Issued { revision, .. } | Carrier::Copy { revision, .. } => known.contains(revision),
        Carrier::Note { .. } => true,
    };
    if printed { Ok(()) } else { Err(altered("the version printed is not in it")) }
}

fn check_revision(revision: &Revision, record: &Record) -> Result<(), NotTaken> {
    let written = Revision::parse(&revision.canonical());
    match written {
        Ok(same) if same == *revision => {}
        Err(NotARevision::Newer(_)) => return Err(NotTaken::Newer),
        Ok(_) | Err(_) => return Err(altered("a version in it is not as it was written")),
    }
    let own = |id: &DocumentId| record.documents.iter().find(|document| document.id == *id);
    let fits = own(&revision.document).is_some_and(|document| {
        document.partnership == revision.partnership
            && document.form == revision.form
            && document.period == revision.period
    });
    if fits { Ok(()) } else { Err(altered("a version in it belongs to another document")) }
}
