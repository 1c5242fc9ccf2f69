//! Revisions: one immutable, content-hashed version of one part of one document.
//!
//! The bytes are canonical JSON (RFC 8785) and the id is their SHA-256, so two
//! machines that hold the same content hold the same id. Whoever reads a revision
//! refuses anything that is not written in exactly this way.

use crate::model::id::{CardId, Digest, DocumentId, FormId, PackId, PartId, PartnershipId, QuestionId, RevisionId};
use crate::model::moment::Moment;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// The newest format this program reads, and the one it writes.
pub const FORMAT: u32 = 1;

/// The largest whole number that every JSON reader takes exactly: 2 to the power of 53, less one.
const MAX_EXACT: i64 = 9_007_199_254_740_991;

/// One immutable version of one part of one document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revision {
    /// The format of these bytes: [`FORMAT`].
    pub format: u32,
    /// The document it is a version of.
    pub document: DocumentId,
    /// The partnership the document belongs to.
    pub partnership: PartnershipId,
    /// The form.
    pub form: FormId,
    /// The `version` in the form's file, for people; programs use `pack_digest`.
    pub form_version: u32,
    /// The part of the form.
    pub part: PartId,
    /// The period the document is for, such as "2026/27"; empty if the form has none.
    pub period: String,
    /// The pack the form is of.
    pub pack: PackId,
    /// The SHA-256 of the pack's exact text.
    pub pack_digest: Digest,
    /// The language it was filled in, such as "en" or "cy".
    pub language: String,
    /// The versions of this part that this one replaces; two where two are brought together.
    pub parents: Vec<RevisionId>,
    /// The versions of earlier parts that this one was made after.
    pub follows: Vec<RevisionId>,
    /// The visible answers; a person is `{"card": "<card id>"}`.
    pub answers: BTreeMap<QuestionId, Value>,
    /// The commitment of every card mentioned in the answers.
    pub cards: BTreeMap<CardId, Digest>,
    /// The files mentioned in the answers.
    pub files: Vec<FileRef>,
    /// When it was made; information only, never used for order.
    pub made: Moment,
    /// Why a part that was signed was changed; left out where there was nothing signed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// A file kept with a revision.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileRef {
    /// The SHA-256 of its bytes.
    pub sha256: Digest,
    /// Its length in bytes.
    pub len: u64,
    /// The name it was attached under, without folders.
    pub name: String,
    /// Its media type, such as "application/pdf".
    pub mime: String,
}

/// Why some bytes are not a revision.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotARevision {
    /// It was made by a newer version of the program.
    #[error("it was made by a newer version of the program (format {0})")]
    Newer(u64),
    /// It is not JSON, or a field is missing, unknown or of the wrong type.
    #[error("it cannot be read: {0}")]
    Unreadable(String),
    /// It holds a value that no revision may hold.
    #[error("it holds a value that is not allowed: {0}")]
    Value(String),
    /// It says the same as a revision, but is not written in the one canonical way.
    #[error("it is not written in the canonical way, so it may have been changed")]
    NotCanonical,
}

impl Revision {
    /// Writes the revision as canonical JSON, lists in order and without repeats.
    pub fn canonical(&self) -> Vec<u8> {
        let increases = |ids: &[RevisionId]| ids.is_sorted_by(|a, b| a < b);
        if increases(&self.parents) && increases(&self.follows) && self.files.is_sorted_by(|a, b| a < b) {
            return canonical_json(self);
        }
        let mut ordered = self.clone();
        ordered.parents.sort();
        ordered.parents.dedup();
        ordered.follows.sort();
        ordered.follows.dedup();
        ordered.files.sort();
        ordered.files.dedup();
        canonical_json(&ordered)
    }

    /// Returns the id: the SHA-256 of the canonical JSON.
    pub fn id(&self) -> RevisionId {
        RevisionId::new(Digest::of(&self.canonical()).as_str())
    }

    /// Reads a revision, refusing whatever is not written exactly as [`Revision::canonical`] does.
    ///
    /// # Errors
    ///
    /// [`NotARevision`] says whether the bytes are too new, unreadable, hold a
    /// value that is not allowed (fractions, ids of the wrong length), or are
    /// written in another way than the canonical one.
    pub fn parse(bytes: &[u8]) -> Result<Self, NotARevision> {
        let revision = Self::fields(bytes)?;
        if revision.canonical() == bytes { Ok(revision) } else { Err(NotARevision::NotCanonical) }
    }

    /// Reads a revision that was written canonically before, if its id shows that nothing changed since.
    ///
    /// # Errors
    ///
    /// As [`Revision::parse`], which reads whatever does not have this id.
    pub fn parse_known(bytes: &[u8], id: &RevisionId) -> Result<Self, NotARevision> {
        if Digest::of(bytes).as_str() == id.as_str() { Self::fields(bytes) } else { Self::parse(bytes) }
    }

    fn fields(bytes: &[u8]) -> Result<Self, NotARevision> {
        let revision: Self = match serde_json::from_slice(bytes) {
            Ok(revision) => revision,
            Err(error) => return Err(unreadable(bytes, &error)),
        };
        if revision.format != FORMAT {
            return Err(other_format(u64::from(revision.format)));
        }
        revision.check_values()?;
        Ok(revision)
    }

    fn check_values(&self) -> Result<(), NotARevision> {
        let short = [self.document.as_str(), self.partnership.as_str()];
        let long = [self.pack_digest.as_str()];
        let wrong =
            short.into_iter().chain(self.cards.keys().map(CardId::as_str)).find(|id| !is_hex(id, 32)).or_else(|| {
                long.into_iter()
                    .chain(self.parents.iter().chain(&self.follows).map(RevisionId::as_str))
                    .chain(self.cards.values().map(Digest::as_str))
                    .chain(self.files.iter().map(|file| file.sha256.as_str()))
                    .find(|id| !is_hex(id, 64))
            });
        if let Some(id) = wrong {
            return Err(NotARevision::Value(format!("{id:?} is not an id")));
        }
        match self.answers.iter().find(|(_, value)| !is_exact(value)) {
            Some((question, _)) => Err(NotARevision::Value(format!("a number in {question} is not whole"))),
            None => Ok(()),
        }
    }
}

/// Says why bytes do not have the fields of this format: perhaps they are of a newer one.
fn unreadable(bytes: &[u8], error: &serde_json::Error) -> NotARevision {
    let format =
        serde_json::from_slice(bytes).ok().and_then(|value: Value| value.get("format").and_then(Value::as_u64));
    match format {
        Some(format) if format == u64::from(FORMAT) => NotARevision::Unreadable(error.to_string()),
        Some(format) => other_format(format),
        None => NotARevision::Unreadable("no format is named".into()),
    }
}

fn other_format(format: u64) -> NotARevision {
    if format > u64::from(FORMAT) {
        NotARevision::Newer(format)
    } else {
        NotARevision::Unreadable("no format is named".into())
    }
}

/// Writes any value as canonical JSON (RFC 8785).
///
/// Panics if a map has keys that are not text; none of our types has.
pub fn canonical_json<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json_canonicalizer::to_vec(value).expect("our types have text as keys and hold no fractions")
}

fn is_hex(text: &str, len: usize) -> bool {
    text.len() == len && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

fn is_exact(value: &Value) -> bool {
    match value {
        Value::Number(n) => n.as_i64().is_some_and(|n| (-MAX_EXACT..=MAX_EXACT).contains(&n)),
        Value::Array(items) => items.iter().all(is_exact),
        Value::Object(map) => map.values().all(is_exact),
        Value::Null | Value::Bool(_) | Value::String(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Revision {
        Revision {
            format: FORMAT,
            document: DocumentId::new("0".repeat(32)),
            partnership: PartnershipId::new("1".repeat(32)),
            form: "yearly-review".into(),
            form_version: 1,
            part: "review".into(),
            period: "2026/27".into(),
            pack: "wiltshire-frs".into(),
            pack_digest: Digest::new("a".repeat(64)),
            language: "en".into(),
            parents: vec![],
            follows: vec![],
            answers: BTreeMap::from([("meetings_held".into(), Value::from(4))]),
            cards: BTreeMap::new(),
            files: vec![],
            made: Moment::parse("2026-11-22T01:20:05Z").unwrap(),
            reason: String::new(),
        }
    }

    fn text(revision: &Revision) -> String {
        String::from_utf8(revision.canonical()).unwrap()
    }

    #[test]
    fn a_revision_reads_back_as_it_was_written() {
        let revision = sample();
        assert_eq!(Revision::parse(&revision.canonical()), Ok(revision));
    }

    #[test]
    fn the_order_of_parents_does_not_change_the_id() {
        let (a, b) = (RevisionId::new("a".repeat(64)), RevisionId::new("b".repeat(64)));
        let one = Revision { parents: vec![a.clone(), b.clone()], ..sample() };
        let other = Revision { parents: vec![b, a.clone(), a], ..sample() };
        assert_eq!(one.id(), other.id());
    }

    #[test]
    fn another_way_of_writing_is_refused() {
        let plain = text(&sample());
        for changed in [
            plain.replace(":1,", ": 1,"),
            plain.replace("yearly", "\\u0079early"),
            plain.replacen('{', "{\"period\":\"x\",", 1),
            format!("{plain}\n"),
        ] {
            assert!(Revision::parse(changed.as_bytes()).is_err(), "{changed}");
        }
    }

    #[test]
    fn unknown_fields_and_newer_formats_are_refused() {
        let extra = text(&sample()).replace("\"files\":[]", "\"files\":[],\"flag\":true");
        assert!(matches!(Revision::parse(extra.as_bytes()), Err(NotARevision::Unreadable(_))));
        let newer = text(&sample()).replace("\"format\":1", "\"format\":2");
        assert_eq!(Revision::parse(newer.as_bytes()), Err(NotARevision::Newer(2)));
        let bare = text(&sample()).replace("\"format\":1,", "");
        assert!(matches!(Revision::parse(bare.as_bytes()), Err(NotARevision::Unreadable(_))));
    }

    #[test]
    fn fractions_and_broken_ids_are_refused() {
        for wrong in ["1.5", "1e3", "9007199254740992", "18446744073709551615"] {
            let changed = text(&sample()).replace("\"meetings_held\":4", &format!("\"meetings_held\":{wrong}"));
            assert!(matches!(Revision::parse(changed.as_bytes()), Err(NotARevision::Value(_))), "{wrong}");
        }
        let short = Revision { document: "abc".into(), ..sample() };
        assert!(matches!(Revision::parse(&short.canonical()), Err(NotARevision::Value(_))));
    }
}
