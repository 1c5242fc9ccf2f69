//! Does a paper match the records: what it says, and the very pages issued for signing?

use super::App;
use super::error::{Error, Result};
use super::scan::Shown;
use super::take_in::{Arrived, printed_revision};
use super::versions::Comparison;
use crate::exchange::read::{NotTaken, read};
use crate::model::code::{Code, Mistyped, read_qr};
use crate::model::id::{Digest, DocumentId, PartId, RevisionId};
use crate::print::pdf::read::{NotRead, states};
use crate::store::IssuedPaper;

/// What became of a revision, or of the record that a file carries of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is the current one of its document and part.
    Match,
    /// A later revision of the same document and part replaced it.
    Superseded,
    /// It was changed after it was made.
    Altered,
    /// Nothing here knows it.
    Unknown,
}

impl Verdict {
    /// Returns the code of `--json`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::Superseded => "superseded",
            Self::Altered => "altered",
            Self::Unknown => "unknown",
        }
    }
}

/// What can be said of the pages of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheets {
    /// They are the bytes issued for signing.
    Issued,
    /// They are as they were made, but nothing here says that they were issued for signing.
    NotIssued,
    /// They were changed after they were made.
    Altered,
}

impl Sheets {
    /// Returns the code of `--json`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::NotIssued => "not_issued",
            Self::Altered => "altered",
        }
    }
}

/// What the records say of a paper.
#[derive(Clone, Debug)]
pub struct Verified {
    /// What became of its revision.
    pub record: Verdict,
    /// What can be said of its pages. Unknown for a code typed in or read from a scan.
    pub pages: Option<Sheets>,
    /// The partnership's reference; may be empty.
    pub reference: String,
    /// The partnership's name; may be empty.
    pub name: String,
    /// The form; may be empty.
    pub form: String,
    /// The form's title with its period; may be empty.
    pub title: String,
    /// The document; may be empty.
    pub document: DocumentId,
    /// The part; may be empty.
    pub part: PartId,
    /// The revision; may be empty.
    pub revision: RevisionId,
    /// What has changed since, if it was replaced: the current version first.
    pub since: Comparison,
    /// Why it is said to be altered; else empty.
    pub why: String,
}

impl Verified {
    /// Returns the verdict on the whole: altered if anything was.
    pub fn result(&self) -> Verdict {
        if self.pages == Some(Sheets::Altered) { Verdict::Altered } else { self.record }
    }
}

impl App {
    /// Looks a PDF up: whether its pages are those issued for signing, and what became of its record.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn verify_file(&self, bytes: &[u8]) -> Result<Verified> {
        let issued = self.issued_within(bytes)?;
        match (read(bytes), issued) {
            // A paper of an earlier version of the program carries no record.
            (Err(NotTaken::NoRecord), Some(paper)) => self.verified(&paper.revision, Some(Sheets::Issued)),
            (Ok(received), issued) => {
                let printed = printed_revision(&received).or(issued.as_ref().map(|paper| &paper.revision));
                let pages = if issued.is_some() { Sheets::Issued } else { Sheets::NotIssued };
                match printed.map(|revision| (revision, self.is_known(revision))) {
                    Some((revision, Ok(true))) => self.verified(revision, Some(pages)),
                    Some((_, Err(error))) => Err(error),
                    Some((_, Ok(false))) | None => Ok(unknown(Some(pages))),
                }
            }
            (
                Err(NotTaken::NotRead(NotRead::NotAPdf | NotRead::TooLarge) | NotTaken::NoRecord | NotTaken::Newer),
                _,
            ) => Ok(unknown(Some(Sheets::NotIssued))),
            (Err(why), issued) => {
                let pages = match (&why, &issued) {
                    (NotTaken::PagesAltered, _) => Sheets::Altered,
                    (_, Some(_)) => Sheets::Issued,
                    (_, None) => Sheets::NotIssued,
                };
                let told = issued.map(|paper| self.verified(&paper.revision, Some(pages))).transpose()?;
                let told = told.unwrap_or_else(|| unknown(Some(pages)));
                Ok(Verified { record: Verdict::Altered, why: why.to_string(), ..told })
            }
        }
    }

    /// Looks a scan up by the QR code on it.
    ///
    /// # Errors
    ///
    /// The file is no scan, no code of a form is found on it, or the records cannot be read.
    pub fn verify_scan(&self, scan: &Arrived) -> Result<Verified> {
        // A paper of an earlier version of the program has no record, and is known by its very bytes.
        let issued = self.verify_file(&scan.bytes)?;
        if !issued.document.is_empty() {
            return Ok(issued);
        }
        let revision = match self.document_of_scan(&scan.name, &scan.bytes)? {
            Shown::Document(shown) => shown.revision,
            Shown::Unknown(revision) => revision,
            Shown::Nothing => {
                return Err(Error::user(
                    "No code of a form was found on it",
                    "Type the code of the last page, or scan the paper again, straight and in full",
                ));
            }
        };
        self.verify_code(revision.as_str())
    }

    /// Looks a printed code up: the short one of the foot, the long one of the last page, or the text of a QR code.
    ///
    /// # Errors
    ///
    /// The code is mistyped, names several revisions, or the records cannot be read.
    pub fn verify_code(&self, code: &str) -> Result<Verified> {
        let plain: String = code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let is_hex = plain.chars().all(|c| c.is_ascii_hexdigit()) && (plain.len() <= SHORT || plain.len() == WHOLE);
        let found = match read_qr(code.trim()) {
            Some(id) => self.store.revisions_by_code(id.as_str())?,
            None if is_hex => self.store.revisions_by_code(&plain)?,
            None => {
                let mistyped =
                    |why: Mistyped| Error::user(why.to_string(), "Compare it with the last page, and type it again");
                self.store.revisions_within(&Code::parse(code).map_err(mistyped)?.ids())?
            }
        };
        match found.as_slice() {
            [] => Ok(unknown(None)),
            [one] => self.verified(&one.id, None),
            _ => Err(Error::user(format!("“{code}” begins several revisions"), "Give more of the printed code")),
        }
    }

    /// Finds the issued paper that a file is, or begins with: later updates leave its bytes as they were.
    fn issued_within(&self, bytes: &[u8]) -> Result<Option<IssuedPaper>> {
        let mut ends: Vec<usize> = states(bytes).into_iter().flat_map(|end| [end.saturating_sub(1), end]).collect();
        ends.push(bytes.len());
        for end in ends.into_iter().rev().take(MOST_ENDS) {
            if let Some(paper) = self.store.issued_paper(&Digest::of(&bytes[..end]))? {
                return Ok(Some(paper));
            }
        }
        Ok(None)
    }

    fn is_known(&self, revision: &RevisionId) -> Result<bool> {
        Ok(self.store.has(&Digest::new(revision.as_str()))?)
    }

    fn verified(&self, id: &RevisionId, pages: Option<Sheets>) -> Result<Verified> {
        let stored = self.store.revision(id)?;
        let record = self.record_of(self.store.partnership(&stored.revision.partnership)?)?;
        let title = self.pack.form(&stored.revision.form).map_or("", |form| &form.title);
        Ok(Verified {
            record: if stored.is_head { Verdict::Match } else { Verdict::Superseded },
            pages,
            name: self.name_of(&record)?,
            title: super::around::titled(title, &stored.revision.period),
            form: stored.revision.form.to_string(),
            document: stored.revision.document,
            part: stored.revision.part,
            revision: id.clone(),
            since: if stored.is_head { Comparison::default() } else { self.since(id)? },
            reference: record.partnership.reference,
            why: String::new(),
        })
    }
}

/// A short code has at most so many characters.
const SHORT: usize = 16;
/// The id of a revision has so many.
const WHOLE: usize = 64;
/// So many ends are looked at: no file of ours has more. A paper may end with its line or just before it.
const MOST_ENDS: usize = 17;

fn unknown(pages: Option<Sheets>) -> Verified {
    Verified {
        record: Verdict::Unknown,
        pages,
        reference: String::new(),
        name: String::new(),
        form: String::new(),
        title: String::new(),
        document: DocumentId::default(),
        part: PartId::default(),
        revision: RevisionId::default(),
        since: Comparison::default(),
        why: String::new(),
    }
}
