//! Queries: what screens and scripts are shown.

use super::App;
use super::around::titled;
use super::error::{Error, Result};
use super::record::{DocumentRecord, Record, signatures};
use super::view::{
    Desk, DocumentLine, DocumentState, DraftLine, DueLine, DueStatus, HistoryLine, Home, Offer, PartnershipView,
    RegisterLine, SignatureLine,
};
use crate::form::names::around as scope_around;
use crate::form::prefill::entry_of;
use crate::form::reading::Surroundings;
use crate::form::words::column_in_words;
use crate::model::day::Day;
use crate::model::id::{DocumentId, PartId, RevisionId};
use crate::model::known::Known;
use crate::pack::Pack;
use crate::pack::form::{Form, Part, Repeats};
use crate::rules::standing::{DueDate, Standing};
use std::collections::BTreeMap;

impl App {
    /// Returns the first screen: what to do next.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn home(&self, today: Day) -> Result<Home> {
        let mut home = Home { held_by: self.held_by.clone(), ..Home::default() };
        let mut records = BTreeMap::new();
        for partnership in self.store.partnerships()? {
            let record = self.record_of(partnership)?;
            let name = self.name_of(&record)?;
            let standing = self.standing(&record, today)?;
            home.due.extend(due_lines(&record, &name, &standing, today));
            records.insert(record.partnership.id.clone(), (record, name));
        }
        home.due.sort_by(|a, b| (a.on, &a.name).cmp(&(b.on, &b.name)));
        home.partnerships = records.len();
        for line in self.store.drafts()? {
            let document = self.store.document(&line.document)?;
            let Some((record, name)) = records.get(&document.partnership) else { continue };
            let title = self.pack.form(&document.form).map(|form| form.title.clone()).unwrap_or_default();
            home.unfinished.push(DraftLine {
                reference: record.partnership.reference.clone(),
                name: name.clone(),
                document: line.document,
                part: line.part,
                form: document.form,
                title,
                period: document.period,
                updated: line.updated.as_str().to_owned(),
            });
        }
        let backup = self.store.last_verified_backup()?;
        home.last_backup = backup.map(|backup| backup.made.as_str().to_owned()).unwrap_or_default();
        Ok(home)
    }

    /// Returns one partnership by its reference or register number.
    ///
    /// # Errors
    ///
    /// There is no such partnership, or the records cannot be read.
    pub fn partnership(&self, reference: &str, today: Day) -> Result<PartnershipView> {
        let record = self.record(reference)?;
        let around = self.around_partnership(&self.pack, &record, today)?;
        let standing = crate::rules::standing::standing(&self.pack, &around);
        let name = self.name_of(&record)?;
        let words = |id: &str| {
            let column = self.pack.column(id)?;
            let text = column_in_words(&self.pack, column, around.register.get(id)?);
            (!text.is_empty()).then(|| (column.label.clone(), text))
        };
        let approval = standing.results.text("level").zip(standing.results.text("level_reason"));
        Ok(PartnershipView {
            register: self.pack.columns.iter().filter_map(|column| words(&column.id)).collect(),
            documents: self.document_lines(&record),
            offers: self.offers(&record, today)?,
            due: due_lines(&record, &name, &standing, today),
            approval: approval.map(|(level, reason)| (level.to_owned(), reason.to_owned())),
            reference: record.partnership.reference,
            state: standing.label,
            columns: around.register,
            name,
        })
    }

    fn document_lines(&self, record: &Record) -> Vec<DocumentLine> {
        let mut lines = Vec::new();
        for found in record.documents.iter().rev() {
            let Some(form) = self.pack.form(&found.document.form) else { continue };
            let needed = |part: &&Part| part_is_needed(&self.pack, part, found);
            lines.extend(form.parts.iter().filter(needed).map(|part| Self::document_line(found, form, part)));
        }
        lines
    }

    fn document_line(found: &DocumentRecord, form: &Form, part: &Part) -> DocumentLine {
        let head = found.signed_head(form, part);
        let signed = found.signed(form);
        let signature =
            |(question, kind): (&crate::pack::form::Question, &crate::pack::form::SignatureKind)| SignatureLine {
                question: question.id.clone(),
                ask: question.ask.words(),
                role: kind.role.clone(),
                reference: kind.reference,
                required: question.required,
                signed: signed.get(&question.id).cloned(),
                has_scan: found.sign_off(form, part, &question.id).is_some_and(|sign_off| sign_off.scan.is_some()),
            };
        DocumentLine {
            document: found.document.id.clone(),
            form: form.id.clone(),
            title: form.title.clone(),
            period: found.document.period.clone(),
            part: part.id.clone(),
            part_title: part.title.clone(),
            state: found.state(form, part),
            revision: head.map(|head| head.stored.id.clone()),
            completed_on: head.map(|head| head.stored.revision.made.day()),
            signatures: signatures(form, &part.id).map(signature).collect(),
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
            let there = record.of_form(&form.id).any(|found| match form.repeats {
                Repeats::Once => true,
                Repeats::Yearly => found.document.period == period,
                Repeats::Any => !found.drafts.is_empty(),
            });
            if !there {
                let refused = refused(&self.pack, form, &around).unwrap_or_default();
                offers.push(Offer { form: form.id.clone(), title: form.title.clone(), period, refused });
            }
        }
        Ok(offers)
    }

    /// Returns the register: every partnership whose searched columns hold all words of `search`.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn register(&self, search: &str, today: Day) -> Result<Vec<RegisterLine>> {
        let words: Vec<String> = search.split_whitespace().map(str::to_lowercase).collect();
        let rows = self.store.register()?;
        let mut lines = Vec::new();
        for partnership in self.store.partnerships()? {
            let record = self.record_of(partnership)?;
            let standing = self.standing(&record, today)?;
            let row = rows.iter().find(|row| row.partnership == record.partnership.id);
            let texts =
                row.into_iter().flat_map(|row| row.cells.iter().map(|(id, cell)| (id.clone(), cell.text.clone())));
            let line = RegisterLine {
                reference: record.partnership.reference.clone(),
                name: self.name_of(&record)?,
                state: standing.label,
                columns: texts.collect(),
                next_due: standing.due.first().map(|due| due.on),
            };
            let hay = format!("{} {} {}", line.reference, line.name, self.searched(&line)).to_lowercase();
            if words.iter().all(|word| hay.contains(word)) {
                lines.push(line);
            }
        }
        Ok(lines)
    }

    fn searched(&self, line: &RegisterLine) -> String {
        let columns = self.pack.columns.iter().filter(|column| column.search);
        columns.filter_map(|column| line.columns.get(&column.id).cloned()).collect::<Vec<_>>().join(" ")
    }

    /// Returns everything the wizard needs for one part of one document.
    ///
    /// # Errors
    ///
    /// There is no such document, or the records cannot be read.
    pub fn desk(&self, document: &DocumentId, part: &PartId, today: Day) -> Result<Desk> {
        let (record, at) = self.found(document)?;
        let found = record.documents.get(at).ok_or_else(|| Error::bug("A document is gone"))?;
        let form = self.pack.form(&found.document.form).ok_or_else(|| Error::bug("A form is gone"))?;
        let known = form
            .part(part)
            .ok_or_else(|| Error::user(format!("This form has no part “{part}”"), "Choose one of its parts"))?;
        let draft = self.store.load_draft(document, part)?;
        let head = found.heads.get(part);
        let entries = match (&draft, head) {
            (Some(draft), _) => draft.entries.clone(),
            (None, Some(head)) => {
                let mut entries = self.store.unused_entries(document, part)?;
                entries.extend(head.answers.iter().map(|(id, answer)| (id.clone(), entry_of(answer))));
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
            state: found.state(form, known),
            surroundings: self.around_document(&self.pack, &record, found, part, today)?,
            reference: record.partnership.reference.clone(),
            entries,
        })
    }

    /// Returns what was done to a partnership, oldest first.
    ///
    /// # Errors
    ///
    /// There is no such partnership, or the records cannot be read.
    pub fn history(&self, reference: &str) -> Result<Vec<HistoryLine>> {
        let partnership = self.store.partnership_by_ref(reference)?;
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

/// Is a part needed, as the document's answers have it?
fn part_is_needed(pack: &Pack, part: &Part, found: &DocumentRecord) -> bool {
    let Some(when) = &part.show_when else { return true };
    let mut scope = crate::pack::condition::Scope::new(&std::sync::Arc::default());
    crate::pack::load_policy::bind_policy(&mut scope, &pack.policy);
    for (id, answer) in found.answers() {
        crate::form::names::bind(&mut scope, id.as_str(), &answer);
    }
    when.holds(&scope)
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

fn due_lines(record: &Record, name: &str, standing: &Standing, today: Day) -> Vec<DueLine> {
    let line = |due: &DueDate| DueLine {
        reference: record.partnership.reference.clone(),
        name: name.to_owned(),
        id: due.id.clone(),
        form: due.form.clone(),
        title: due.title.clone(),
        on: due.on,
        status: status(due, today),
    };
    standing.due.iter().map(line).collect()
}

/// Overdue from the next day; due soon from the day it opens.
fn status(due: &DueDate, today: Day) -> DueStatus {
    if due.on < today {
        DueStatus::Overdue
    } else if due.opens <= today {
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
