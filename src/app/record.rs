//! One partnership with its documents, read from the store in one go.

use super::App;
use super::error::Result;
use super::view::DocumentState;
use crate::form::reading::Signed;
use crate::form::stored::{self, People};
use crate::model::answer::Answer;
use crate::model::id::{CardId, FormId, PartId, QuestionId};
use crate::model::signoff::{Outcome, SignOff};
use crate::pack::Pack;
use crate::pack::form::{Form, Kind, Page, Part, Question, SignatureKind};
use crate::store::{Document, Partnership, StoredRevision};
use std::collections::{BTreeMap, BTreeSet};

/// One partnership as the store has it.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) partnership: Partnership,
    pub(super) documents: Vec<DocumentRecord>,
}

/// One document: its current revisions and drafts by part.
#[derive(Clone, Debug)]
pub(super) struct DocumentRecord {
    pub(super) document: Document,
    pub(super) heads: BTreeMap<PartId, Head>,
    pub(super) drafts: BTreeSet<PartId>,
}

/// The current revision of a part.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub(super) stored: StoredRevision,
    pub(super) answers: BTreeMap<QuestionId, Answer>,
    pub(super) sign_offs: Vec<SignOff>,
}

impl App {
    /// Reads a partnership by its reference or register number.
    pub(super) fn record(&self, reference: &str) -> Result<Record> {
        let partnership = self.store.partnership_by_ref(reference)?;
        self.record_of(partnership)
    }

    pub(super) fn record_of(&self, partnership: Partnership) -> Result<Record> {
        let drafts = self.store.drafts()?;
        let mut documents = Vec::new();
        for document in self.store.documents(&partnership.id)? {
            let mut heads = BTreeMap::new();
            for stored in self.store.revisions(&document.id)?.into_iter().filter(|stored| stored.is_head) {
                heads.insert(stored.revision.part.clone(), self.head(stored)?);
            }
            let own = drafts.iter().filter(|line| line.document == document.id);
            documents.push(DocumentRecord { drafts: own.map(|line| line.part.clone()).collect(), heads, document });
        }
        Ok(Record { partnership, documents })
    }

    fn head(&self, stored: StoredRevision) -> Result<Head> {
        let ids: Vec<CardId> = stored.revision.cards.keys().cloned().collect();
        let people: People = self.store.cards(&ids)?.into_iter().map(|card| (card.id.clone(), card.person())).collect();
        let pack = self.pack_of(&stored.revision.pack_digest)?;
        let form = pack.form(&stored.revision.form);
        let answers = form.map(|form| stored::answers(form, &stored.revision.answers, &people)).unwrap_or_default();
        let sign_offs = self.store.sign_offs(&stored.id)?.into_iter().map(|stored| stored.sign_off).collect();
        Ok(Head { stored, answers, sign_offs })
    }
}

impl Record {
    /// Returns the documents of a form, oldest first.
    pub(super) fn of_form<'a>(&'a self, form: &'a FormId) -> impl DoubleEndedIterator<Item = &'a DocumentRecord> {
        self.documents.iter().filter(move |document| document.document.form == *form)
    }

    /// Returns the documents that have taken effect, in the order of their last revision.
    pub(super) fn effective<'a>(&'a self, pack: &'a Pack) -> Vec<&'a DocumentRecord> {
        let takes =
            |record: &&DocumentRecord| pack.form(&record.document.form).is_some_and(|form| record.is_effective(form));
        let mut found: Vec<&DocumentRecord> = self.documents.iter().filter(takes).collect();
        found.sort_by_key(|record| record.heads.values().map(|head| head.stored.seq).max());
        found
    }
}

impl DocumentRecord {
    /// Returns every part's answers together.
    pub(super) fn answers(&self) -> BTreeMap<QuestionId, Answer> {
        self.heads.values().flat_map(|head| head.answers.clone()).collect()
    }

    /// Returns the revision that a part's signatures are given to: its own, or, for a part that
    /// only signs, that of the part before it.
    pub(super) fn signed_head(&self, form: &Form, part: &Part) -> Option<&Head> {
        if asks_anything(form, &part.id) {
            return self.heads.get(&part.id);
        }
        part.after.iter().find_map(|before| form.part(before)).and_then(|before| self.signed_head(form, before))
    }

    /// Returns the sign-off recorded for a signature question.
    pub(super) fn sign_off(&self, form: &Form, part: &Part, question: &QuestionId) -> Option<&SignOff> {
        let head = self.signed_head(form, part)?;
        let own = |sign_off: &&SignOff| sign_off.question == *question && sign_off.outcome != Outcome::Returned;
        head.sign_offs.iter().rev().find(own)
    }

    /// Have all who must sign a part signed it?
    pub(super) fn is_signed(&self, form: &Form, part: &Part) -> bool {
        let required: Vec<&Question> =
            signatures(form, &part.id).filter(|(question, _)| question.required).map(|(q, _)| q).collect();
        let any = signatures(form, &part.id).next().is_some();
        let signed = |question: &QuestionId| self.sign_off(form, part, question).is_some();
        if required.is_empty() {
            return any && signatures(form, &part.id).any(|(question, _)| signed(&question.id));
        }
        required.iter().all(|question| signed(&question.id))
    }

    /// Has the document taken effect: register, facts and dates follow it?
    ///
    /// A living form does so with each revision; any other when the part it
    /// names is completed and signed.
    pub(super) fn is_effective(&self, form: &Form) -> bool {
        let Some(part) = form.part(form.effective_part()) else { return false };
        let completed = self.signed_head(form, part).is_some();
        completed && (form.living || signatures(form, &part.id).next().is_none() || self.is_signed(form, part))
    }

    /// Says where a part stands.
    pub(super) fn state(&self, form: &Form, part: &Part) -> DocumentState {
        let before = part.after.iter().filter_map(|id| form.part(id));
        let waits = before.into_iter().any(|before| !self.is_completed(form, before));
        if waits {
            return DocumentState::Waiting;
        }
        if self.drafts.contains(&part.id) {
            return DocumentState::Draft;
        }
        if !self.is_completed(form, part) {
            return DocumentState::NotStarted;
        }
        if self.is_signed(form, part) { DocumentState::Signed } else { DocumentState::Completed }
    }

    /// Is a part completed: a revision of its own, or nothing to ask and the part before completed?
    pub(super) fn is_completed(&self, form: &Form, part: &Part) -> bool {
        self.signed_head(form, part).is_some()
    }

    /// Returns the sign-offs as signature blocks show them.
    pub(super) fn signed(&self, form: &Form) -> BTreeMap<QuestionId, Signed> {
        let each = form.parts.iter().flat_map(|part| {
            signatures(form, &part.id).filter_map(|(question, _)| {
                let sign_off = self.sign_off(form, part, &question.id)?;
                let signed = Signed {
                    name: sign_off.name.clone(),
                    post: sign_off.post.clone(),
                    on: sign_off.on,
                    reference: sign_off.reference.clone(),
                };
                Some((question.id.clone(), signed))
            })
        });
        each.collect()
    }
}

/// Does a part ask anything, or does it only sign?
pub(super) fn asks_anything(form: &Form, part: &PartId) -> bool {
    pages_of(form, part).flat_map(|page| &page.questions).any(Question::takes_answer)
}

/// Returns the pages of a part.
pub(super) fn pages_of<'a>(form: &'a Form, part: &'a PartId) -> impl Iterator<Item = &'a Page> {
    form.pages.iter().filter(move |page| page.part == *part)
}

/// Returns the signature questions of a part.
pub(super) fn signatures<'a>(
    form: &'a Form,
    part: &'a PartId,
) -> impl Iterator<Item = (&'a Question, &'a SignatureKind)> {
    let questions = pages_of(form, part).flat_map(|page| &page.questions);
    questions
        .filter_map(|question| if let Kind::Signature(kind) = &question.kind { Some((question, kind)) } else { None })
}
