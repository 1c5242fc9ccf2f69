//! Queries: what screens and scripts are shown.

use super::App;
use super::around::titled;
use super::error::{Error, Result};
use super::record::{Asked, DocumentRecord, Head, Record, part_is_needed};
use super::view::{
    Desk, DocumentLine, DocumentState, DueLine, DueStatus, HistoryLine, Offer, PartnershipView, SignatureLine,
};
use crate::form::names::around as scope_around;
use crate::form::prefill::settled_entries;
use crate::form::reading::{Signed, Surroundings};
use crate::form::words::column_in_words;
use crate::model::day::Day;
use crate::model::id::{DocumentId, PartId, RevisionId};
use crate::model::known::Known;
use crate::pack::Pack;
use crate::pack::form::{Form, Part, Repeats};
use crate::rules::standing::{DueDate, Standing};
use std::collections::BTreeMap;
use std::sync::Arc;

impl App {
    /// Returns one partnership by its reference or register number.
    ///
    /// # Errors
    ///
    /// There is no such partnership, or the records cannot be read.
    pub fn partnership(&self, reference: &str, today: Day) -> Result<PartnershipView> {
        let record = self.record(reference)?;
        let mut around = self.around_partnership(&self.pack, &record, today)?;
        around.done = self.done(&self.pack, &record, today)?;
        let (standing, stages) = crate::rules::standing::settled(&self.pack, &around);
        let name = self.name_of(&record)?;
        let approval = standing.results.text("level").zip(standing.results.text("level_reason"));
        Ok(PartnershipView {
            register: self.pack.columns.iter().filter_map(|column| self.column_words(column, &around)).collect(),
            documents: self.document_lines(&record),
            offers: self.offers(&record, today)?,
            opened: self.opened(&record)?,
            due: due_lines(&record, &name, &standing, today),
            approval: approval.map(|(level, reason)| (level.to_owned(), reason.to_owned())),
            stages,
            watching: standing.watching.iter().map(crate::rules::standing::Watching::words).collect(),
            people: self.people(&around),
            risks: self.risks(&around.facts),
            attachments: self.attachments(&record)?,
            story: self.story(reference)?,
            register_no: record.partnership.register_no.unwrap_or_default(),
            reference: record.partnership.reference,
            state: standing.label,
            says: standing.says,
            columns: around.register,
            name,
        })
    }

    /// Returns the parts of a partnership's documents, the newest document first.
    ///
    /// # Errors
    ///
    /// There is no such partnership, or the records cannot be read.
    pub fn documents(&self, reference: &str) -> Result<Vec<DocumentLine>> {
        Ok(self.document_lines(&self.record(reference)?))
    }

    fn column_words(&self, column: &crate::pack::Column, around: &Surroundings) -> Option<(String, String)> {
        let text = column_in_words(&self.pack, column, around.register.get(&column.id)?);
        (!text.is_empty()).then(|| (column.label.clone(), text))
    }

    pub(super) fn document_lines(&self, record: &Record) -> Vec<DocumentLine> {
        let mut lines = Vec::new();
        for found in record.documents.iter().rev() {
            let Some(form) = self.pack.form(&found.document.form) else { continue };
            let answers = found.answers();
            let needed = |part: &&Part| part_is_needed(&self.pack, part, &answers);
            lines.extend(form.parts.iter().filter(needed).map(|part| self.document_line(found, form, part)));
        }
        lines
    }

    fn document_line(&self, found: &DocumentRecord, form: &Form, part: &Part) -> DocumentLine {
        let pack = &self.pack;
        let head = found.signed_head(form, part);
        let asked = found.asked_signatures(pack, form, &part.id);
        let signature = |asked: &Asked<'_>| {
            let sign_off = found.sign_off(form, part, asked);
            let earlier = if sign_off.is_none() { found.earlier_sign_off(form, part, asked) } else { None };
            SignatureLine {
                question: asked.question.id.clone(),
                ask: asked.question.ask.words(),
                role: asked.kind.role.clone(),
                row: asked.row.clone(),
                signer: asked.signer.clone(),
                reference: asked.kind.reference,
                required: asked.question.required,
                signed: sign_off.and_then(|sign_off| Signed::of(&[sign_off])),
                earlier: earlier.and_then(|sign_off| Signed::of(&[sign_off])),
                set_aside: sign_off.map(|sign_off| sign_off.reason.clone()).unwrap_or_default(),
                has_scan: sign_off.is_some_and(|sign_off| sign_off.scan.is_some()),
            }
        };
        let asks = super::record::asks_anything(form, &part.id);
        let returned = head.filter(|_| asks).and_then(Head::returned);
        DocumentLine {
            document: found.document.id.clone(),
            form: form.id.clone(),
            title: form.title.clone(),
            period: found.document.period.clone(),
            part: part.id.clone(),
            part_title: part.title.clone(),
            role: part.role.clone(),
            asks,
            returned: returned
                .map(|back| format!("{} ({}), {}: {}", back.name, pack.role_title(&back.role), back.on, back.reason))
                .unwrap_or_default(),
            is_outdated: found.is_outdated(&part.id),
            needs_reason: head.is_some_and(|head| head.has_signature() && head.returned().is_none()),
            state: found.state(pack, form, part),
            versions: found.versions(&part.id).len(),
            received: head
                .and_then(Head::received)
                .map(|got| format!("{} ({}), {}", got.name, pack.role_title(&got.role), got.on))
                .unwrap_or_default(),
            revision: head.map(|head| head.stored.id.clone()),
            completed_on: head.map(|head| head.stored.revision.made.day()),
            signatures: asked.iter().map(signature).collect(),
        }
    }

    /// Returns the forms that can be started now, and why others cannot.
    fn offers(&self, record: &Record, today: Day) -> Result<Vec<Offer>> {
        let mut offers = Vec::new();
        for form in &self.pack.forms {
            let around = self.around_new(&self.pack, record, form, today)?;
            let period = match form.repeats {
                Repeats::Once => String::new(),
                Repeats::Yearly | Repeats::Any => super::change::current_period(&self.pack, form, &around),
            };
            let open = |found: &DocumentRecord| super::change::is_open_for(&self.pack, form, found, &period);
            let there = record.of_form(&form.id).any(open);
            if !there {
                let refused = refused(&self.pack, form, &around).unwrap_or_default();
                offers.push(Offer { form: form.id.clone(), title: form.title.clone(), period, refused });
            }
        }
        Ok(offers)
    }

    /// Returns everything the wizard needs for one part of one document.
    ///
    /// # Errors
    ///
    /// There is no such document, or the records cannot be read.
    pub fn desk(&self, document: &DocumentId, part: &PartId, today: Day) -> Result<Desk> {
        let (record, at) = self.found(document)?;
        let found = record.documents.get(at).ok_or_else(|| Error::bug("A document is gone"))?;
        let draft = self.store.load_draft(document, part)?;
        let head = found.heads.get(part);
        let pack = match head.filter(|_| draft.is_none()) {
            Some(head) => self.pack_of(&head.stored.revision.pack_digest)?,
            None => self.pack_of_draft(&found.document.form, draft.as_ref()),
        };
        let form = pack.form(&found.document.form).ok_or_else(|| Error::bug("A form is gone"))?;
        let known = form
            .part(part)
            .ok_or_else(|| Error::user(format!("This form has no part “{part}”"), "Choose one of its parts"))?;
        let entries = match (&draft, head) {
            (Some(draft), _) => draft.entries.clone(),
            (None, Some(head)) => {
                let mut entries = settled_entries(form, part, &head.answers);
                entries.extend(self.store.unused_entries(document, part)?);
                entries
            }
            (None, None) => BTreeMap::new(),
        };
        Ok(Desk {
            name: self.name_of(&record)?,
            document: document.clone(),
            form: form.id.clone(),
            part: part.clone(),
            period: found.document.period.clone(),
            page: draft.as_ref().map(|draft| draft.page.clone()).filter(|page| !page.is_empty()),
            can_undo: draft.as_ref().is_some_and(|draft| draft.can_undo),
            can_redo: draft.as_ref().is_some_and(|draft| draft.can_redo),
            reason: draft.as_ref().map(|draft| draft.reason.clone()).unwrap_or_default(),
            state: found.state(&pack, form, known),
            signed: found.signed_rows(&pack, form),
            surroundings: self.around_document(&pack, &record, found, part, today)?,
            edition: self.edition(&pack, &record, found, part, draft.as_ref(), today)?,
            moved: draft.as_ref().is_some_and(|draft| draft.moved_from.is_some()),
            kept: self.kept(form, draft.as_ref(), &entries),
            reference: record.partnership.reference.clone(),
            pack: Arc::clone(&pack),
            entries,
        })
    }

    /// Returns what was done to a partnership, oldest first.
    ///
    /// # Errors
    ///
    /// There is no such partnership, or the records cannot be read.
    pub fn history(&self, reference: &str) -> Result<Vec<HistoryLine>> {
        let partnership = self.store.partnership_ever(reference)?;
        let line = |line: crate::store::HistoryLine| HistoryLine {
            at: line.at.as_str().to_owned(),
            who: line.who,
            what: line.what,
            revision: line.revision.to_string(),
        };
        Ok(self.store.history(Some(&partnership.id))?.into_iter().map(line).collect())
    }

    /// Checks the records and says in plain words what was found; nothing found: all is well.
    pub fn doctor(&self) -> Vec<String> {
        self.store.doctor()
    }

    /// Returns the form of a document.
    ///
    /// # Errors
    ///
    /// There is no such document, or the records cannot be read.
    pub fn form_of(&self, document: &DocumentId) -> Result<crate::model::id::FormId> {
        Ok(self.store.document(document)?.form)
    }

    /// Returns the current revision of a part.
    ///
    /// # Errors
    ///
    /// There is no such document, or the records cannot be read.
    pub fn current_revision(&self, document: &DocumentId, part: &PartId) -> Result<Option<RevisionId>> {
        Ok(self.store.heads(document, part)?.into_iter().next().map(|head| head.id))
    }
}

/// Says why a form is not offered for a partnership; `None` if it is.
pub(super) fn refused(pack: &Pack, form: &Form, around: &Surroundings) -> Option<String> {
    let when = form.offer_when.as_ref()?;
    let mut scope = scope_around(pack, around);
    crate::form::names::bind_facts(&mut scope, "fact", &around.facts);
    let holds = when.value(&scope) == Some(Known::Bool(true));
    let says = if form.offer_else.is_empty() {
        "This form is not for this partnership".to_owned()
    } else {
        form.offer_else.clone()
    };
    (!holds).then_some(says)
}

pub(super) fn due_lines(record: &Record, name: &str, standing: &Standing, today: Day) -> Vec<DueLine> {
    let partnership = &record.partnership;
    let number = partnership.register_no.clone().unwrap_or_default();
    let line = |due| DueLine { register_no: number.clone(), ..due_line(due, &partnership.reference, name, today) };
    standing.due.iter().map(line).collect()
}

pub(super) fn due_line(due: &DueDate, reference: &str, name: &str, today: Day) -> DueLine {
    DueLine {
        reference: reference.to_owned(),
        register_no: String::new(),
        name: name.to_owned(),
        id: due.id.clone(),
        form: due.form.clone(),
        title: due.title.clone(),
        on: due.on,
        opens: due.opens,
        status: status(due.on, due.opens, today),
        reason: due.reason.clone(),
        role: due.role.clone(),
        owner: due.owner.clone(),
    }
}

/// Overdue from the next day; due soon from the day it opens.
pub(super) fn status(on: Day, opens: Day, today: Day) -> DueStatus {
    if on < today {
        DueStatus::Overdue
    } else if opens <= today {
        DueStatus::DueSoon
    } else {
        DueStatus::Open
    }
}

impl DocumentLine {
    /// Returns the title with period and part.
    pub fn whole_title(&self) -> String {
        let title = titled(&self.title, &self.period);
        if self.part_title.is_empty() { title } else { format!("{title} ({})", self.part_title.to_lowercase()) }
    }

    /// Says where the part stands; where nobody signs, completed is all there is.
    pub fn state_label(&self) -> &'static str {
        let nobody_signs = self.state == DocumentState::Completed && self.signatures.is_empty();
        if nobody_signs { "Completed" } else { self.state.label() }
    }

    /// Is there something to print for signing?
    pub fn is_completed(&self) -> bool {
        matches!(self.state, DocumentState::Completed | DocumentState::Signed)
    }
}
