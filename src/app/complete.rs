//! Completing a part: a revision with its cards and files, and what follows from it.

use super::App;
use super::change::about;
use super::error::{Error, Result};
use super::op::Changed;
use super::record::DocumentRecord;
use crate::form::check::{CompletedForm, check};
use crate::model::answer::{Answer, Person};
use crate::model::card::Card;
use crate::model::day::Day;
use crate::model::id::{CardId, Digest, DocumentId, PartId, QuestionId, RevisionId};
use crate::model::moment::Moment;
use crate::model::revision::{FORMAT, FileRef, Revision};
use crate::pack::Pack;
use crate::pack::form::Form;
use crate::store::{Act, Completion};
use serde_json::{Value, json};
use std::collections::BTreeMap;

impl App {
    /// Completes a part, or says what stands in the way.
    pub(super) fn complete(
        &mut self,
        document: DocumentId,
        part: &PartId,
        now: &Moment,
        today: Day,
    ) -> Result<Changed> {
        let (mut record, at) = self.found(&document)?;
        let found = record.documents.get(at).ok_or_else(|| Error::bug("A document is gone"))?;
        let draft = self.store.load_draft(&document, part)?;
        let pack = self.pack_of_draft(&found.document.form, draft.as_ref());
        let form = pack.form(&found.document.form).ok_or_else(|| Error::bug("A form is gone"))?;
        let known = form
            .part(part)
            .ok_or_else(|| Error::user(format!("This form has no part “{part}”"), "Choose one of its parts"))?;
        if found.state(&pack, form, known) == super::view::DocumentState::Waiting {
            return Err(Error::user("An earlier part of this form is not completed yet", "Complete that part first"));
        }
        let around = self.around_document(&pack, &record, found, part, today)?;
        let noted = draft.map(|draft| (draft.entries, draft.reason, draft.parents));
        let (entries, reason, mut parents) = noted.unwrap_or_default();
        if parents.is_empty() {
            // A draft older than the note of what it goes on from goes on from the version that counts.
            parents.extend(found.heads.get(part).map(|head| head.stored.id.clone()));
        }
        let completed = match check(&pack, form, part, &entries, &around) {
            Ok(completed) => completed,
            Err(findings) => return Ok(Changed { findings, ..about(document) }),
        };
        let (revision, cards) = self.revision((&pack, form), found, &completed, reason, parents, now)?;
        let who = self.who()?;
        let title = super::around::titled(&form.title, &found.document.period);
        let again = if revision.reason.is_empty() { String::new() } else { format!(" again: {}", revision.reason) };
        let what = format!("Completed {title}{again}");
        let act = Act { who: &who, what: &what, at: now };
        // The projection is worked out as if the revision were there already.
        if let Some(changing) = record.documents.get_mut(at) {
            let head = super::record::Head {
                stored: crate::store::StoredRevision {
                    id: revision.id(),
                    seq: i64::MAX,
                    is_head: true,
                    revision: revision.clone(),
                },
                answers: completed.answers().clone(),
                sign_offs: vec![],
            };
            changing.add_head(head);
            changing.drafts.remove(part);
        }
        let projection = self.projection(&record, today)?;
        let completion =
            Completion { revision: &revision, cards: &cards, files: &[], pack: &pack.text, projection: &projection };
        let id = self.store.complete(&completion, &act)?;
        self.note_beside(&record.partnership, &projection)?;
        if super::inbox::is_received(form, part) {
            self.enter_inbox(std::slice::from_ref(&id), "", now, today)?;
        }
        let reference = Some(record.partnership.reference.clone());
        Ok(Changed { revision: Some(id), reference, register: true, ..about(document) })
    }

    /// Makes the revision of a completed part, and the cards of the people in it.
    pub(super) fn revision(
        &self,
        (pack, form): (&Pack, &Form),
        found: &DocumentRecord,
        completed: &CompletedForm,
        reason: String,
        parents: Vec<RevisionId>,
        now: &Moment,
    ) -> Result<(Revision, Vec<Card>)> {
        let head = found.heads.get(completed.part());
        let known_ids: Vec<CardId> =
            head.map(|head| head.stored.revision.cards.keys().cloned().collect()).unwrap_or_default();
        let known = self.store.cards(&known_ids)?;
        let mut cards: Vec<Card> = Vec::new();
        let mut failed = None;
        let mut seal = |person: &Person| -> Value {
            let same = known.iter().chain(&cards).find(|card| card.person() == *person).map(|card| card.id.clone());
            let id = same.unwrap_or_else(|| match crate::store::new_card(person) {
                Ok(card) => {
                    cards.push(card.clone());
                    card.id
                }
                Err(error) => {
                    failed = Some(error);
                    CardId::default()
                }
            });
            json!({ "card": id })
        };
        let answers: BTreeMap<QuestionId, Value> =
            completed.answers().iter().map(|(id, answer)| (id.clone(), answer.to_json(&mut seal))).collect();
        if let Some(error) = failed {
            return Err(error.into());
        }
        let mentioned = serde_json::to_string(&answers).unwrap_or_default();
        let used = known.iter().filter(|card| mentioned.contains(card.id.as_str())).chain(&cards);
        let commitments = used.map(|card| (card.id.clone(), card.commitment())).collect();
        let after = form.part(completed.part()).map(|part| part.after.clone()).unwrap_or_default();
        let follows = after.iter().filter_map(|part| form.part(part)).filter_map(|part| found.signed_head(form, part));
        let revision = Revision {
            format: FORMAT,
            document: found.document.id.clone(),
            partnership: found.document.partnership.clone(),
            form: form.id.clone(),
            form_version: u32::try_from(form.version).unwrap_or(1),
            part: completed.part().clone(),
            period: found.document.period.clone(),
            pack: pack.id.clone(),
            pack_digest: pack.digest.clone(),
            language: pack.language.clone(),
            parents,
            follows: follows.map(|head| head.stored.id.clone()).collect(),
            answers,
            cards: commitments,
            files: self.files_of(completed)?,
            made: now.clone(),
            reason,
        };
        Ok((revision, cards))
    }

    fn files_of(&self, completed: &CompletedForm) -> Result<Vec<FileRef>> {
        let mut found = Vec::new();
        for digest in completed.answers().values().flat_map(files_in) {
            let file = self.store.file(&digest)?;
            let len = file.bytes.len() as u64;
            found.push(FileRef { sha256: digest, len, name: file.name, mime: file.mime });
        }
        found.sort_by(|a, b| a.sha256.cmp(&b.sha256));
        found.dedup_by(|a, b| a.sha256 == b.sha256);
        Ok(found)
    }
}

fn files_in(answer: &Answer) -> Vec<Digest> {
    if let Answer::Table(rows) = answer {
        return rows.iter().flat_map(|row| row.cells.values()).flat_map(files_in).collect();
    }
    let links = if let Answer::Documents(links) = answer { links.as_slice() } else { &[] };
    links.iter().filter_map(|link| link.file.clone()).collect()
}
