//! A draft and the editions of its procedure: it goes on under the one it was begun under until somebody moves it.
//!
//! Moving changes no answer. What the other edition does not ask for stays with the draft, and is listed.

use super::App;
use super::change::about;
use super::error::{Error, Result};
use super::filled_merge::words;
use super::op::Changed;
use super::record::{DocumentRecord, Record};
use crate::form::read::read;
use crate::model::day::Day;
use crate::model::entry::{Entries, Entry};
use crate::model::id::{DocumentId, FormId, PartId, QuestionId};
use crate::model::moment::Moment;
use crate::pack::Pack;
use crate::pack::difference::{Difference, of_form};
use crate::pack::form::{Form, Level};
use crate::store::Draft;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What the edition in force changes for a draft that was begun under an earlier one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edition {
    /// What is added, removed or changed in the form.
    pub changes: Vec<Difference>,
    /// Answers that do not fit any more, each in a sentence.
    pub unfit: Vec<String>,
    /// Questions that must be answered now and are not.
    pub required: Vec<String>,
    /// Answers that are kept though nothing asks for them any more: the question and the answer in words.
    pub kept: Vec<(String, String)>,
}

impl App {
    /// Returns the procedure that a draft is read by: the edition it was begun under if that differs for its form,
    /// else the one in force.
    pub(super) fn pack_of_draft(&self, form: &FormId, draft: Option<&Draft>) -> Arc<Pack> {
        let begun = draft.and_then(|draft| draft.edition.as_ref()).filter(|edition| **edition != self.pack.digest);
        // A text that cannot be read any more keeps nobody from the draft.
        let Some(before) = begun.and_then(|edition| self.pack_of(edition).ok()) else { return self.pack() };
        let differs = before.form(form).is_some_and(|old| {
            before.id == self.pack.id && self.pack.form(form).is_none_or(|new| !of_form(old, new).is_empty())
        });
        if differs { before } else { self.pack() }
    }

    /// Says what the edition in force changes for a draft; none: it is of that edition.
    pub(super) fn edition(
        &self,
        before: &Pack,
        record: &Record,
        found: &DocumentRecord,
        part: &PartId,
        draft: Option<&Draft>,
        today: Day,
    ) -> Result<Option<Box<Edition>>> {
        let pack = self.pack();
        let (old, new) = (before.form(&found.document.form), pack.form(&found.document.form));
        let (Some(draft), Some((old, new))) = (draft.filter(|_| before.digest != pack.digest), old.zip(new)) else {
            return Ok(None);
        };
        let was = read(before, old, &draft.entries, &self.around_document(before, record, found, part, today)?);
        let is = read(&pack, new, &draft.entries, &self.around_document(&pack, record, found, part, today)?);
        let typed = |id: &QuestionId| draft.entries.get(id).is_some_and(|entry| !entry.is_empty());
        let faulty = |finding: &&crate::form::finding::Finding| {
            typed(&finding.question) && finding.level != Level::Warn && !was.findings.contains(finding)
        };
        let mut unfit: Vec<String> = is.findings.iter().filter(faulty).map(|one| one.message.clone()).collect();
        let hidden = is.not_used.iter().filter(|id| old.question(id).is_some() && !was.not_used.contains(id));
        let says = |ask: &str| format!("“{ask}” is not asked with these answers; what was typed is kept");
        unfit.extend(hidden.filter_map(|id| new.question(id)).map(|question| says(&question.ask.words())));
        let needed: BTreeSet<&QuestionId> = was.questions().filter(|one| one.required).map(|one| &one.id).collect();
        let own = is.pages.iter().filter(|page| page.part == *part).flat_map(|page| &page.questions);
        let empty = own.filter(|one| one.required && !needed.contains(&one.id));
        let required = empty.filter(|one| one.entry.as_ref().is_none_or(Entry::is_empty));
        Ok(Some(Box::new(Edition {
            changes: of_form(old, new),
            unfit,
            required: required.map(|one| one.ask.clone()).collect(),
            kept: without_question(new, Some(before), &draft.entries),
        })))
    }

    /// Returns the answers of a draft that its edition does not ask for.
    pub(super) fn kept(&self, form: &Form, draft: Option<&Draft>, entries: &Entries) -> Vec<(String, String)> {
        let from = draft.and_then(|draft| draft.moved_from.as_ref()).and_then(|digest| self.pack_of(digest).ok());
        without_question(form, from.as_deref(), entries)
    }

    /// Moves a draft to the edition in force, or back to the one it was moved from.
    pub(super) fn move_draft(
        &mut self,
        document: DocumentId,
        part: &PartId,
        back: bool,
        now: &Moment,
        today: Day,
    ) -> Result<Changed> {
        let (record, at) = self.found(&document)?;
        let form = record.documents.get(at).map(|found| found.document.form.clone()).unwrap_or_default();
        let draft = self.store.load_draft(&document, part)?;
        let draft = draft.ok_or_else(|| Error::user("There is no draft of this part", "Open it and go on with it"))?;
        if back {
            let from = draft
                .moved_from
                .as_ref()
                .ok_or_else(|| Error::user("This draft was not moved to another version", "Go on with it as it is"))?;
            self.store.move_draft(&document, part, from, None, now)?;
        } else {
            let before = self.pack_of_draft(&form, Some(&draft));
            if before.digest == self.pack.digest {
                return Err(Error::user("This draft is of the version in force already", "Go on with it as it is"));
            }
            self.store.move_draft(&document, part, &self.pack.digest, Some(&before.digest), now)?;
        }
        self.project(&record, today)?;
        Ok(about(document))
    }
}

/// Returns what was typed into questions that a form does not have: as an earlier edition called them, else by id.
fn without_question(form: &Form, earlier: Option<&Pack>, entries: &Entries) -> Vec<(String, String)> {
    let orphans = entries.iter().filter(|(id, entry)| form.question(id).is_none() && !entry.is_empty());
    let ask = |id: &QuestionId| {
        let question = earlier.and_then(|pack| pack.form(&form.id)).and_then(|form| form.question(id));
        question.map_or_else(|| id.to_string(), |question| question.ask.words())
    };
    let says = |id: &QuestionId, entry: &Entry| {
        let labels = earlier.and_then(|pack| pack.labels.get(id.as_str()));
        let label = |code: &str| labels.and_then(|known| known.get(code)).map_or(code, String::as_str).to_owned();
        match entry {
            Entry::Codes(codes) => codes.iter().map(|code| label(code)).collect::<Vec<_>>().join(", "),
            Entry::Text(text) => label(text.trim()),
            Entry::Fields(_) | Entry::Rows(_) => words(entry),
        }
    };
    orphans.map(|(id, entry)| (ask(id), says(id, entry))).collect()
}
