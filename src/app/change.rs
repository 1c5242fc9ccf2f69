//! The one door for changes.

use super::App;
use super::error::{Error, Result};
use super::op::{Changed, Op};
use super::record::{DocumentRecord, Record};
use crate::form::read::first_entries;
use crate::model::day::Day;
use crate::model::entry::Entry;
use crate::model::id::{Digest, DocumentId, FormId, PartId, QuestionId};
use crate::model::known::Known;
use crate::model::moment::Moment;
use crate::pack::Pack;
use crate::pack::form::{Form, Repeats};
use crate::store::{Act, StoredFile};

impl App {
    /// Carries out one change in one transaction, and says what is out of date afterwards.
    ///
    /// A part that cannot be completed is no failure: what stands in the way
    /// comes back in [`Changed::findings`], and nothing was changed.
    ///
    /// # Errors
    ///
    /// The surroundings failed, or what was asked for does not exist; nothing was changed then.
    pub fn apply(&mut self, op: Op, now: &Moment, today: Day) -> Result<Changed> {
        match op {
            Op::StartPartnership { name, form } => self.start_partnership(&name, form.as_ref(), now, today),
            Op::AddStarters { which } => self.add_starters(&which, now, today),
            Op::ImportRegister(import) => self.import_register(&import, now, today),
            Op::UndoImport { import } => self.undo_import(&import, now),
            Op::OpenDocument { reference, form, period, part } => {
                self.open_document(&reference, &form, period, part.as_ref(), now, today)
            }
            Op::OpenPart { document, part } => {
                let (record, _) = self.found(&document)?;
                let reference = record.partnership.reference;
                self.begin_part(&reference, &document, &part, now, today)?;
                Ok(Changed { reference: Some(reference), ..about(document) })
            }
            Op::SaveEntry { document, part, question, entry } => {
                self.save(&document, &part, &[(question, entry)], now, today)
            }
            Op::SaveEntries { document, part, entries } => self.save(&document, &part, &entries, now, today),
            Op::TurnPage { document, part, page } => {
                self.store.set_page(&document, &part, &page, now)?;
                Ok(about(document))
            }
            Op::Undo { document, part } => {
                let questions = self.store.undo(&document, &part, now)?;
                self.rename(&document, &questions, today)?;
                Ok(Changed { questions, ..about(document) })
            }
            Op::Redo { document, part } => {
                let questions = self.store.redo(&document, &part, now)?;
                self.rename(&document, &questions, today)?;
                Ok(Changed { questions, ..about(document) })
            }
            Op::MoveDraft { document, part, back } => self.move_draft(document, &part, back, now, today),
            Op::DeleteDraft { document, part } => {
                self.store.delete_draft(&document, &part)?;
                let (record, _) = self.found(&document)?;
                self.project(&record, today)?;
                Ok(about(document))
            }
            Op::Complete { document, part } => self.complete(document, &part, now, today),
            Op::Reopen { document, part, reason } => self.reopen(document, &part, reason.trim(), now, today),
            Op::Return(returned) => self.send_back(returned, now, today),
            Op::Receive(received) => self.receive(received, now, today),
            Op::Resolve { document, part, keep } => self.resolve(document, &part, &keep, now, today),
            Op::SitDown(person) => {
                self.store.sit_down(&person, now)?;
                Ok(Changed::default())
            }
            Op::SignOff(sign_off) => self.sign_off(sign_off, now, today),
            Op::Left { name, on } => self.note_left(&name, on, now, today),
            Op::HandOver(hand_over) => self.hand_over(&hand_over, now, today),
            Op::UndoHandOver { id } => self.undo_hand_over(&id, now, today),
            Op::GiveDates { programme } => self.give_dates(&programme, now, today),
            Op::InboxStep(step) => self.inbox_step(&step, now, today),
            Op::Decide(decision) => self.decide(decision, now, today),
            Op::AssignNumber { reference, number } => self.assign_number(&reference, number.as_deref(), now, today),
            Op::SaveMeeting(meeting) => self.save_meeting(meeting, now),
            Op::Set { name, value } => {
                self.store.set_setting(&name, Some(value.as_str()).filter(|value| !value.is_empty()))?;
                Ok(Changed::default())
            }
            Op::KeepEdits(edits) => self.keep_edits(&edits).map(|()| Changed::default()),
            Op::UseProcedure(files) => self.use_procedure(&files, now).map(|()| Changed::default()),
            Op::UseBuiltIn => self.use_built_in(now).map(|()| Changed::default()),
            Op::Backup => {
                let backup = self.store.backup_if_due(now, crate::store::When::Closing)?;
                let last = match backup {
                    Some(backup) => Some(backup),
                    None => self.store.last_verified_backup()?,
                };
                Ok(Changed { file: last.map(|backup| backup.path), ..Changed::default() })
            }
            Op::Restore { file } => self.put_back(&file, now),
        }
    }

    /// Makes a backup under a name the user chose.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn backup_to(&self, path: &std::path::Path, now: &Moment) -> Result<()> {
        self.store.backup_to(path, now)?;
        Ok(())
    }

    pub(super) fn who(&self) -> Result<String> {
        let me = self.me()?.map(|me| me.signature()).filter(|name| !name.is_empty());
        Ok(me.unwrap_or_else(|| "The user of this computer".to_owned()))
    }

    /// Works out a partnership anew; one without forms of this procedure is not on its register.
    pub(super) fn project(&mut self, record: &Record, today: Day) -> Result<()> {
        if record.documents.is_empty() && !self.store.documents(&record.partnership.id)?.is_empty() {
            return Ok(());
        }
        let projection = self.projection(record, today)?;
        self.store.project(&record.partnership.id, &projection)?;
        self.note_beside(&record.partnership, &projection)
    }

    fn open_document(
        &mut self,
        reference: &str,
        form: &FormId,
        period: Option<String>,
        part: Option<&PartId>,
        now: &Moment,
        today: Day,
    ) -> Result<Changed> {
        let pack = self.pack();
        let record = self.record(reference)?;
        let form = self.known_form(form)?;
        let form = pack.form(&form).ok_or_else(|| Error::bug("A form is gone"))?;
        let around = self.around_new(&pack, &record, form, today)?;
        let period = match (form.repeats, period) {
            (Repeats::Once, _) => String::new(),
            (_, Some(period)) => period,
            (_, None) => current_period(&pack, form, &around),
        };
        let open = |found: &&DocumentRecord| is_open_for(&pack, form, found, &period);
        // A part that comes after others belongs to what was begun: it never begins a new document.
        let begins = part.and_then(|part| form.part(part)).is_none_or(|part| part.after.is_empty());
        let begun = record.of_form(&form.id).next_back().filter(|_| !begins && form.repeats == Repeats::Any);
        let existing = record.of_form(&form.id).find(open).or(begun).map(|found| found.document.id.clone());
        let document = match existing {
            Some(document) => document,
            None => {
                if let Some(why) = super::query::refused(&pack, form, &around) {
                    return Err(Error::user(why, "Choose another form"));
                }
                self.store.create_document(&record.partnership.id, (&pack.id, &form.id), &period, now)?
            }
        };
        let reference = Some(record.partnership.reference.clone());
        let part = part.or_else(|| form.parts.first().map(|part| &part.id));
        if let Some(part) = part {
            self.begin_part(reference.as_deref().unwrap_or_default(), &document, part, now, today)?;
        }
        Ok(Changed { reference, ..about(document) })
    }

    /// Gives a part its first answers, to be changed as people like; one that is begun is left as it is.
    fn begin_part(
        &mut self,
        reference: &str,
        document: &DocumentId,
        part: &PartId,
        now: &Moment,
        today: Day,
    ) -> Result<()> {
        let pack = self.pack();
        let record = self.record(reference)?;
        let Some(found) = record.documents.iter().find(|found| found.document.id == *document) else { return Ok(()) };
        let Some(form) = pack.form(&found.document.form) else { return Ok(()) };
        let begun = found.heads.contains_key(part) || found.drafts.contains(part);
        if begun || form.part(part).is_none() || !super::record::asks_anything(form, part) {
            return Ok(());
        }
        let around = self.around_document(&pack, &record, found, part, today)?;
        let own = |id: &QuestionId| form.page_of(id).is_some_and(|page| page.part == *part);
        let entries = first_entries(&pack, form, &around).into_iter().filter(|(id, _)| own(id)).collect();
        self.store.start_draft(document, part, &entries, "", now)?;
        self.project(&self.record(reference)?, today)
    }

    /// Finds a form by its id, or says which was meant.
    pub(super) fn known_form(&self, form: &FormId) -> Result<FormId> {
        if self.pack.form(form).is_some() {
            return Ok(form.clone());
        }
        let ids: Vec<&str> = self.pack.forms.iter().map(|form| form.id.as_str()).collect();
        let near = crate::pack::finding::nearest(form.as_str(), ids.iter().copied());
        let hint =
            near.map_or_else(|| format!("The forms are: {}", ids.join(", ")), |near| format!("Did you mean “{near}”?"));
        Err(Error::user(format!("There is no form “{form}”"), hint))
    }

    pub(super) fn save(
        &mut self,
        document: &DocumentId,
        part: &PartId,
        entries: &[(QuestionId, Option<Entry>)],
        now: &Moment,
        today: Day,
    ) -> Result<Changed> {
        let draft = self.store.load_draft(document, part)?;
        let is_new = draft.is_none();
        match entries {
            [(question, entry)] if draft.is_some_and(|draft| is_typing_on(&draft, now)) => {
                self.store.continue_entry(document, part, question, entry.as_ref(), now)?;
            }
            entries => {
                self.store.save_entries(document, part, entries, now)?;
            }
        }
        if is_new {
            // A part begun is something to do.
            let (record, _) = self.found(document)?;
            self.project(&record, today)?;
        } else {
            let questions: Vec<QuestionId> = entries.iter().map(|(id, _)| id.clone()).collect();
            self.rename(document, &questions, today)?;
        }
        Ok(about(document.clone()))
    }

    /// A name typed is what the register calls a partnership.
    fn rename(&mut self, document: &DocumentId, questions: &[QuestionId], today: Day) -> Result<()> {
        if self.pack.starting_forms().any(|(_, names)| questions.contains(names)) {
            let (record, _) = self.found(document)?;
            self.project(&record, today)?;
        }
        Ok(())
    }

    /// Finds the record and the place of a document within it.
    pub(super) fn found(&self, document: &DocumentId) -> Result<(Record, usize)> {
        let stored = self.store.document(document)?;
        let record = self.record_of(self.store.partnership(&stored.partnership)?)?;
        let at = record.documents.iter().position(|found| found.document.id == *document);
        at.map(|at| (record, at)).ok_or_else(|| Error::bug("A document is not with its partnership"))
    }

    /// Keeps a file that an answer attaches, and returns its digest.
    ///
    /// # Errors
    ///
    /// The disk is full, or this copy may only read.
    pub fn add_file(&mut self, name: &str, bytes: Vec<u8>) -> Result<Digest> {
        let file = StoredFile { name: name.to_owned(), mime: mime_of(name).to_owned(), bytes };
        Ok(self.store.add_file(&file)?)
    }

    fn reopen(
        &mut self,
        document: DocumentId,
        part: &PartId,
        reason: &str,
        now: &Moment,
        today: Day,
    ) -> Result<Changed> {
        let pack = self.pack();
        let (record, at) = self.found(&document)?;
        let found = record.documents.get(at).ok_or_else(|| Error::bug("A document is gone"))?;
        let head = found
            .heads
            .get(part)
            .ok_or_else(|| Error::user("This part has not been completed yet", "Open it and go on with it"))?;
        if found.versions(part).len() > 1 {
            return Err(Error::user(
                "There are two versions of this part",
                "Compare them and decide which holds; then it can be changed",
            ));
        }
        let form = pack.form(&found.document.form).ok_or_else(|| Error::bug("A form is gone"))?;
        let reason = match head.returned() {
            Some(returned) if reason.is_empty() => format!("Sent back by {}: {}", returned.name, returned.reason),
            _ => reason.to_owned(),
        };
        if reason.is_empty() && head.has_signature() {
            return Err(Error::user(
                "This part has been signed, so changing it needs a reason",
                "Say why it is changed: the reason stays with the new version",
            ));
        }
        let mut entries = self.store.unused_entries(&document, part)?;
        entries.extend(head.entries(form));
        if form.renews {
            let around = self.around_document(&pack, &record, found, part, today)?;
            entries.retain(|id, _| form.question(id).is_none_or(|question| !question.fresh));
            entries.extend(first_entries(&pack, form, &around));
        }
        self.store.start_draft(&document, part, &entries, &reason, now)?;
        let record = self.record(&record.partnership.reference)?;
        self.project(&record, today)?;
        Ok(Changed { reference: Some(record.partnership.reference), ..about(document) })
    }

    fn put_back(&mut self, file: &std::path::Path, now: &Moment) -> Result<Changed> {
        let folder = self.store.folder().map(std::path::Path::to_path_buf);
        let folder = folder.ok_or_else(|| Error::bug("These records have no folder"))?;
        let who = self.who()?;
        // The records must be closed before they are replaced; a store in memory stands in meanwhile.
        let closed = std::mem::replace(&mut self.store, crate::store::Store::in_memory()?);
        drop(closed);
        let restored =
            crate::store::Store::restore(&folder, file, &Act { who: &who, what: "Restored a backup", at: now });
        match restored {
            Ok(opened) => {
                self.store = opened.store;
                super::packs::take_up(&mut self.store, &self.pack)?;
                Ok(Changed { register: true, file: Some(file.to_path_buf()), ..Changed::default() })
            }
            Err(error) => {
                self.store = crate::store::Store::open(&folder, now)?.store;
                Err(error.into())
            }
        }
    }
}

/// Was the part changed within the last two seconds? Then it is one burst of typing.
fn is_typing_on(draft: &crate::store::Draft, now: &Moment) -> bool {
    draft.can_undo && (0..=2).contains(&draft.updated.seconds_to(now))
}

pub(super) fn about(document: DocumentId) -> Changed {
    Changed { document: Some(document), ..Changed::default() }
}

/// Is a document the one to go on with, where a form is opened for a period?
pub(super) fn is_open_for(pack: &Pack, form: &Form, found: &DocumentRecord, period: &str) -> bool {
    match form.repeats {
        Repeats::Once => true,
        Repeats::Yearly => found.document.period == period,
        Repeats::Any => !found.is_finished(pack, form),
    }
}

/// Returns the label of the period a form would be for today.
pub(super) fn current_period(pack: &Pack, form: &Form, around: &crate::form::reading::Surroundings) -> String {
    let scope = crate::form::names::around(pack, around);
    let period = form.period.as_ref().and_then(|period| period.value(&scope));
    period.as_ref().and_then(Known::as_text).unwrap_or_default().to_owned()
}

/// Returns the media type of a file by its ending.
pub(super) fn mime_of(name: &str) -> &'static str {
    let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    match ending.as_str() {
        "pdf" => "application/pdf",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "tif" | "tiff" => "image/tiff",
        "txt" => "text/plain",
        _ => "application/octet-stream",
    }
}
