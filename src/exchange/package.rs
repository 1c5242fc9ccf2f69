//! What a PDF carries: revisions with all that belongs to them.

use crate::model::card::Card;
use crate::model::id::{Digest, RevisionId};
use crate::model::moment::Moment;
use crate::model::partnership::{Document, Partnership};
use crate::model::revision::{FileRef, Revision};
use crate::model::signoff::SignOff;
use serde::{Deserialize, Serialize};

/// The newest format of the record this program reads, and the one it writes.
pub const FORMAT: u32 = 1;

/// How the name of the record begins among the files of a PDF; its digest follows.
pub const RECORD: &str = "partnership-desk-record-";

/// Returns the name of a record: a bit of it that flips on its way no longer fits.
pub fn record_name(record: &[u8]) -> String {
    format!("{RECORD}{}.json", &Digest::of(record).as_str()[..32])
}

/// Revisions, sign-offs and files on their way to another machine.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Package {
    /// The partnerships that the documents belong to.
    pub partnerships: Vec<Partnership>,
    /// The documents that the revisions are of.
    pub documents: Vec<Document>,
    /// The revisions, in the order they were made.
    pub revisions: Vec<Revision>,
    /// The cards they commit to; an erased one is not among them.
    pub cards: Vec<Card>,
    /// The sign-offs known when the package was made, in the order they were recorded.
    pub sign_offs: Vec<SignOff>,
    /// The exact texts of packs that the other machine may not have.
    pub packs: Vec<Vec<u8>>,
    /// Attached files, and scans of signed sheets.
    pub files: Vec<File>,
}

impl Package {
    /// Returns the ids of its revisions and sign-offs.
    pub fn items(&self) -> Vec<String> {
        let revisions = self.revisions.iter().map(|revision| revision.id().to_string());
        revisions.chain(self.sign_offs.iter().map(|sign_off| sign_off.id().to_string())).collect()
    }

    /// Adds another package to this one.
    pub fn join(&mut self, other: Self) {
        let Self { partnerships, documents, revisions, cards, sign_offs, packs, files } = other;
        self.partnerships.extend(partnerships);
        self.documents.extend(documents);
        self.revisions.extend(revisions);
        self.cards.extend(cards);
        self.sign_offs.extend(sign_offs);
        self.packs.extend(packs);
        self.files.extend(files);
    }
}

/// A file that comes along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The name it was attached under, without folders.
    pub name: String,
    /// Its media type.
    pub mime: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl File {
    /// Returns how the record names it.
    pub fn named(&self) -> FileRef {
        FileRef {
            sha256: Digest::of(&self.bytes),
            len: self.bytes.len() as u64,
            name: self.name.clone(),
            mime: self.mime.clone(),
        }
    }
}

/// What the PDF itself is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Carrier {
    /// The very paper issued for signing.
    Issued {
        /// The revision printed.
        revision: RevisionId,
        /// When it was issued.
        made: Moment,
        /// The name it was issued under.
        name: String,
        /// Its pages: the beginning of the file, before the record was put in.
        pages: Extent,
    },
    /// A copy of such a paper, with what became known since.
    Copy {
        /// The revision printed.
        revision: RevisionId,
        /// When the paper was issued.
        made: Moment,
        /// The name it was issued under.
        name: String,
        /// The paper as issued: the beginning of the file.
        paper: Extent,
    },
    /// A note that lists what it brings.
    Note {
        /// Its pages: the beginning of the file, before the record was put in.
        pages: Extent,
    },
}

impl Carrier {
    /// Returns the beginning of the file that must be as it was.
    pub fn extent(&self) -> &Extent {
        match self {
            Self::Issued { pages, .. } | Self::Note { pages } => pages,
            Self::Copy { paper, .. } => paper,
        }
    }
}

/// The beginning of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extent {
    /// How many bytes.
    pub len: u64,
    /// Their SHA-256.
    pub sha256: Digest,
}

impl Extent {
    /// Measures the beginning of a file.
    pub fn of(bytes: &[u8]) -> Self {
        Self { len: bytes.len() as u64, sha256: Digest::of(bytes) }
    }

    /// Is it the beginning of these bytes?
    pub fn begins(&self, bytes: &[u8]) -> bool {
        let len = usize::try_from(self.len).unwrap_or(usize::MAX);
        bytes.get(..len).is_some_and(|beginning| Digest::of(beginning) == self.sha256)
    }
}

/// The record as it is written: everything but the bytes of files and packs, which lie beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    /// The format: [`FORMAT`].
    pub(super) format: u32,
    /// What the PDF itself is.
    pub(super) carrier: Carrier,
    pub(super) partnerships: Vec<Partnership>,
    pub(super) documents: Vec<Document>,
    pub(super) revisions: Vec<Revision>,
    pub(super) cards: Vec<Card>,
    pub(super) sign_offs: Vec<SignOff>,
    pub(super) packs: Vec<Digest>,
    pub(super) files: Vec<FileRef>,
}
