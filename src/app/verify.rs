//! Does a paper match the records: what it says, and the very pages issued for signing?

use super::App;
use super::error::{Error, Result};
use crate::model::id::{Digest, RevisionId};

/// What became of a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is the current one of its document and part.
    Match,
    /// A later revision of the same document and part replaced it.
    Superseded,
    /// Nothing here knows it.
    Unknown,
}

impl Verdict {
    /// Returns the code of `--json`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::Superseded => "superseded",
            Self::Unknown => "unknown",
        }
    }
}

/// What the records say of a paper.
#[derive(Clone, Debug)]
pub struct Verified {
    /// What became of its revision.
    pub verdict: Verdict,
    /// Are the pages the bytes issued for signing? Unknown for a code typed in.
    pub pages: Option<bool>,
    /// The partnership's reference; may be empty.
    pub reference: String,
    /// The form; may be empty.
    pub form: String,
    /// The revision; may be empty.
    pub revision: RevisionId,
}

impl App {
    /// Looks a PDF up by its bytes: whether exactly these pages were issued for signing.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn verify_file(&self, bytes: &[u8]) -> Result<Verified> {
        match self.store.issued_paper(&Digest::of(bytes))? {
            Some(paper) => self.verified(&paper.revision, Some(true)),
            None => Ok(unknown(Some(false))),
        }
    }

    /// Looks a printed revision code up.
    ///
    /// # Errors
    ///
    /// The code names several revisions, or the records cannot be read.
    pub fn verify_code(&self, code: &str) -> Result<Verified> {
        match self.store.revisions_by_code(code)?.as_slice() {
            [] => Ok(unknown(None)),
            [one] => self.verified(&one.id, None),
            _ => Err(Error::user(format!("“{code}” begins several revisions"), "Give more of the printed code")),
        }
    }

    fn verified(&self, id: &RevisionId, pages: Option<bool>) -> Result<Verified> {
        let stored = self.store.revision(id)?;
        Ok(Verified {
            verdict: if stored.is_head { Verdict::Match } else { Verdict::Superseded },
            pages,
            reference: self.store.partnership(&stored.revision.partnership)?.reference,
            form: stored.revision.form.to_string(),
            revision: id.clone(),
        })
    }
}

fn unknown(pages: Option<bool>) -> Verified {
    Verified {
        verdict: Verdict::Unknown,
        pages,
        reference: String::new(),
        form: String::new(),
        revision: RevisionId::default(),
    }
}
