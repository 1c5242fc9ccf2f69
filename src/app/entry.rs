//! A new version of a register entry, made for many partnerships at once: a hand-over, dates of a programme.

use super::App;
use super::error::{Error, Result};
use super::op::Op;
use super::record::Record;
use crate::model::day::Day;
use crate::model::entry::Entry;
use crate::model::id::{DocumentId, PartId, QuestionId, RevisionId};
use crate::model::moment::Moment;
use crate::pack::form::Form;

/// The part of a form that is opened anew for changes.
pub(super) struct EntryPart<'a> {
    /// The form.
    pub form: &'a Form,
    /// The part.
    pub part: &'a PartId,
}

impl EntryPart<'_> {
    /// Says why a version of a partnership's entry cannot be made now.
    pub(super) fn why_not_revised(&self, record: &Record) -> Option<String> {
        let found = record.of_form(&self.form.id).next_back()?;
        if found.drafts.contains(self.part) {
            Some(format!("Its {} is being changed: complete it first.", self.form.title.to_lowercase()))
        } else if found.versions(self.part).len() > 1 {
            Some("There are two versions of its entry: decide which holds first.".to_owned())
        } else {
            None
        }
    }
}

impl App {
    /// Makes a version of a register entry with other answers; says why where it cannot be completed.
    pub(super) fn revise_entry(
        &mut self,
        entry: &EntryPart<'_>,
        reference: &str,
        answers: Vec<(QuestionId, Entry)>,
        why: &str,
        now: &Moment,
        today: Day,
    ) -> Result<std::result::Result<RevisionId, String>> {
        let part = entry.part.clone();
        let document = self.open_entry(entry, reference, why, now, today)?;
        let entries = answers.into_iter().map(|(id, entry)| (id, Some(entry))).collect();
        self.apply(Op::SaveEntries { document: document.clone(), part: part.clone(), entries }, now, today)?;
        let completed = self.apply(Op::Complete { document: document.clone(), part: part.clone() }, now, today)?;
        let Some(revision) = completed.revision else {
            let first = completed.findings.first().map(|finding| finding.message.clone()).unwrap_or_default();
            self.apply(Op::DeleteDraft { document, part }, now, today)?;
            return Ok(Err(format!("Its register entry cannot be completed: {first}.")));
        };
        Ok(Ok(revision))
    }

    /// Opens the register entry for changes.
    fn open_entry(
        &mut self,
        entry: &EntryPart<'_>,
        reference: &str,
        reason: &str,
        now: &Moment,
        today: Day,
    ) -> Result<DocumentId> {
        let open = Op::OpenDocument {
            reference: reference.to_owned(),
            form: entry.form.id.clone(),
            period: None,
            part: Some(entry.part.clone()),
        };
        let opened = self.apply(open, now, today)?;
        let document = opened.document.ok_or_else(|| Error::bug("A document was not made"))?;
        if self.current_revision(&document, entry.part)?.is_some() {
            let part = entry.part.clone();
            self.apply(Op::Reopen { document: document.clone(), part, reason: reason.to_owned() }, now, today)?;
        }
        Ok(document)
    }
}
