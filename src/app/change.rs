//! The one door for changes.

use super::App;
use super::error::{Error, Result};
use super::op::{Changed, Op, SignOff};
use super::record::{DocumentRecord, Record, asks_anything, signatures};
use crate::form::check::{CompletedForm, check};
use crate::form::prefill::entry_of;
use crate::form::read::first_entries;
use crate::model::answer::{Answer, ItemState, Person};
use crate::model::card::Card;
use crate::model::day::Day;
use crate::model::entry::{Entries, Entry};
use crate::model::id::{CardId, Digest, DocumentId, FormId, PartId, QuestionId};
use crate::model::known::Known;
use crate::model::moment::Moment;
use crate::model::revision::{FORMAT, Revision};
use crate::model::signoff::{self, Outcome};
use crate::pack::form::{Form, Repeats};
use crate::store::{Act, Completion, StoredFile};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

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
            Op::StartPartnership { name } => self.start_partnership(&name, now, today),
            Op::OpenDocument { reference, form, period } => self.open_document(&reference, &form, period, now, today),
            Op::SaveEntry { document, part, question, entry } => self.save(&document, &part, &[(question, entry)], now),
            Op::SaveEntries { document, part, entries } => self.save(&document, &part, &entries, now),
            Op::TurnPage { document, part, page } => {
                self.store.set_page(&document, &part, &page, now)?;
                Ok(about(document))
            }
            Op::Undo { document, part } => {
                let questions = self.store.undo(&document, &part, now)?;
                Ok(Changed { questions, ..about(document) })
            }
            Op::Redo { document, part } => {
                let questions = self.store.redo(&document, &part, now)?;
                Ok(Changed { questions, ..about(document) })
            }
            Op::DeleteDraft { document, part } => {
                self.store.delete_draft(&document, &part)?;
                Ok(about(document))
            }
            Op::Complete { document, part } => self.complete(document, &part, now, today),
            Op::Reopen { document, part } => self.reopen(document, &part, now),
            Op::SignOff(sign_off) => self.sign_off(sign_off, now, today),
            Op::Set { name, value } => {
                self.store.set_setting(&name, Some(value.as_str()).filter(|value| !value.is_empty()))?;
                Ok(Changed::default())
            }
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

    /// Throws away every projection and works all of them out again.
    ///
    /// # Errors
    ///
    /// The records cannot be written.
    pub fn rebuild(&mut self, today: Day) -> Result<usize> {
        let mut projections = Vec::new();
        for partnership in self.store.partnerships()? {
            let record = self.record_of(partnership)?;
            projections.push((record.partnership.id.clone(), self.projection(&record, today)?));
        }
        self.store.project_all(&projections)?;
        Ok(projections.len())
    }

    pub(super) fn who(&self) -> Result<String> {
        Ok(self.store.setting("me.name")?.unwrap_or_else(|| "The user of this computer".to_owned()))
    }

    fn project(&mut self, record: &Record, today: Day) -> Result<()> {
        let projection = self.projection(record, today)?;
        self.store.project(&record.partnership.id, &projection)?;
        Ok(())
    }

    fn start_partnership(&mut self, name: &str, now: &Moment, today: Day) -> Result<Changed> {
        let pack = self.pack();
        let (form, names) = pack.starting_form().ok_or_else(|| {
            Error::user(
                "No form of this procedure starts a partnership",
                "Mark one with starts = true and names = \"…\"",
            )
        })?;
        let prefix = self.store.setting("prefix")?.unwrap_or_else(|| "P".to_owned());
        let reference = self.store.next_reference(&prefix)?;
        let who = self.who()?;
        let what = format!("Started {reference} {name}");
        self.store.create_partnership(&reference, &Act { who: &who, what: &what, at: now })?;
        let changed = self.open_document(&reference, &form.id, None, now, today)?;
        let document = changed.document.clone().ok_or_else(|| Error::bug("A document was not made"))?;
        let part = &form.parts.first().expect("a form has at least one part").id;
        if !name.is_empty() {
            let entries: Entries = [(names.clone(), Entry::Text(name.to_owned()))].into();
            self.store.save_entries(
                &document,
                part,
                &entries.into_iter().map(|(q, e)| (q, Some(e))).collect::<Vec<_>>(),
                now,
            )?;
        }
        Ok(changed)
    }

    fn open_document(
        &mut self,
        reference: &str,
        form: &FormId,
        period: Option<String>,
        now: &Moment,
        today: Day,
    ) -> Result<Changed> {
        let pack = self.pack();
        let record = self.record(reference)?;
        let form = self.known_form(form)?;
        let form = pack.form(&form).ok_or_else(|| Error::bug("A form is gone"))?;
        let around = self.around_partnership(&pack, &record, today)?;
        let period = match (form.repeats, period) {
            (Repeats::Once, _) => String::new(),
            (_, Some(period)) => period,
            (_, None) => current_period(&pack, form, &around),
        };
        let open = |found: &&DocumentRecord| match form.repeats {
            Repeats::Once => true,
            Repeats::Yearly => found.document.period == period,
            Repeats::Any => !found.drafts.is_empty(),
        };
        let existing = record.of_form(&form.id).find(open).map(|found| found.document.id.clone());
        let document = match existing {
            Some(document) => document,
            None => {
                if let Some(why) = super::query::refused(&pack, form, &around) {
                    return Err(Error::user(why, "Choose another form"));
                }
                self.store.create_document(&record.partnership.id, &form.id, &period, now)?
            }
        };
        let reference = Some(record.partnership.reference.clone());
        self.begin_parts(reference.as_deref().unwrap_or_default(), &document, now, today)?;
        Ok(Changed { reference, ..about(document) })
    }

    /// Gives the first part of a new document its first answers, to be changed as people like.
    fn begin_parts(&mut self, reference: &str, document: &DocumentId, now: &Moment, today: Day) -> Result<()> {
        let pack = self.pack();
        let record = self.record(reference)?;
        let Some(found) = record.documents.iter().find(|found| found.document.id == *document) else { return Ok(()) };
        let Some(form) = pack.form(&found.document.form) else { return Ok(()) };
        let Some(part) = form.parts.first() else { return Ok(()) };
        if found.heads.contains_key(&part.id) || found.drafts.contains(&part.id) {
            return Ok(());
        }
        let around = self.around_document(&pack, &record, found, &part.id, today)?;
        let own = |id: &QuestionId| form.page_of(id).is_some_and(|page| page.part == part.id);
        let entries = first_entries(&pack, form, &around).into_iter().filter(|(id, _)| own(id)).collect();
        self.store.start_draft(document, &part.id, &entries, now)?;
        Ok(())
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

    fn save(
        &mut self,
        document: &DocumentId,
        part: &PartId,
        entries: &[(QuestionId, Option<Entry>)],
        now: &Moment,
    ) -> Result<Changed> {
        match entries {
            [(question, entry)] if self.is_typing_on(document, part, now)? => {
                self.store.continue_entry(document, part, question, entry.as_ref(), now)?;
            }
            entries => {
                self.store.save_entries(document, part, entries, now)?;
            }
        }
        Ok(about(document.clone()))
    }

    /// Was the part changed within the last two seconds? Then it is one burst of typing.
    fn is_typing_on(&self, document: &DocumentId, part: &PartId, now: &Moment) -> Result<bool> {
        let draft = self.store.load_draft(document, part)?;
        Ok(draft.is_some_and(|draft| draft.can_undo && (0..=2).contains(&draft.updated.seconds_to(now))))
    }

    /// Finds the record and the place of a document within it.
    pub(super) fn found(&self, document: &DocumentId) -> Result<(Record, usize)> {
        let stored = self.store.document(document)?;
        let record = self.record_of(self.store.partnership(&stored.partnership)?)?;
        let at = record.documents.iter().position(|found| found.document.id == *document);
        at.map(|at| (record, at)).ok_or_else(|| Error::bug("A document is not with its partnership"))
    }

    fn complete(&mut self, document: DocumentId, part: &PartId, now: &Moment, today: Day) -> Result<Changed> {
        let pack = self.pack();
        let (mut record, at) = self.found(&document)?;
        let found = record.documents.get(at).ok_or_else(|| Error::bug("A document is gone"))?;
        let form = pack.form(&found.document.form).ok_or_else(|| Error::bug("A form is gone"))?;
        let known = form
            .part(part)
            .ok_or_else(|| Error::user(format!("This form has no part “{part}”"), "Choose one of its parts"))?;
        if found.state(form, known) == super::view::DocumentState::Waiting {
            return Err(Error::user("An earlier part of this form is not completed yet", "Complete that part first"));
        }
        let around = self.around_document(&pack, &record, found, part, today)?;
        let draft = self.store.load_draft(&document, part)?;
        let entries = draft.map(|draft| draft.entries).unwrap_or_default();
        let completed = match check(&pack, form, part, &entries, &around) {
            Ok(completed) => completed,
            Err(findings) => return Ok(Changed { findings, ..about(document) }),
        };
        let (revision, cards) = self.revision(form, found, &completed, now)?;
        let who = self.who()?;
        let what = format!("Completed {}", super::around::titled(&form.title, &found.document.period));
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
            changing.heads.insert(part.clone(), head);
        }
        let projection = self.projection(&record, today)?;
        let completion =
            Completion { revision: &revision, cards: &cards, files: &[], pack: &pack.text, projection: &projection };
        let id = self.store.complete(&completion, &act)?;
        let reference = Some(record.partnership.reference.clone());
        Ok(Changed { revision: Some(id), reference, register: true, ..about(document) })
    }

    /// Makes the revision of a completed part, and the cards of the people in it.
    fn revision(
        &self,
        form: &Form,
        found: &DocumentRecord,
        completed: &CompletedForm,
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
            pack: self.pack.id.clone(),
            pack_digest: self.pack.digest.clone(),
            language: self.pack.language.clone(),
            parents: head.map(|head| head.stored.id.clone()).into_iter().collect(),
            follows: follows.map(|head| head.stored.id.clone()).collect(),
            answers,
            cards: commitments,
            files: self.files_of(completed)?,
            made: now.clone(),
        };
        Ok((revision, cards))
    }

    fn files_of(&self, completed: &CompletedForm) -> Result<Vec<crate::model::revision::FileRef>> {
        let mut found = Vec::new();
        for digest in completed.answers().values().flat_map(files_in) {
            let file = self.store.file(&digest)?;
            let len = file.bytes.len() as u64;
            found.push(crate::model::revision::FileRef { sha256: digest, len, name: file.name, mime: file.mime });
        }
        found.sort_by(|a, b| a.sha256.cmp(&b.sha256));
        found.dedup_by(|a, b| a.sha256 == b.sha256);
        Ok(found)
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

    fn reopen(&mut self, document: DocumentId, part: &PartId, now: &Moment) -> Result<Changed> {
        let (record, at) = self.found(&document)?;
        let found = record.documents.get(at).ok_or_else(|| Error::bug("A document is gone"))?;
        let head = found
            .heads
            .get(part)
            .ok_or_else(|| Error::user("This part has not been completed yet", "Open it and go on with it"))?;
        let form = self.pack.form(&found.document.form).ok_or_else(|| Error::bug("A form is gone"))?;
        let answered = |id: &QuestionId| form.question(id).is_some_and(crate::pack::form::Question::takes_answer);
        let mut entries = self.store.unused_entries(&document, part)?;
        let answers = head.answers.iter().filter(|(id, _)| answered(id));
        entries.extend(answers.map(|(id, answer)| (id.clone(), entry_of(answer))));
        self.store.start_draft(&document, part, &entries, now)?;
        Ok(Changed { reference: Some(record.partnership.reference), ..about(document) })
    }

    fn sign_off(&mut self, asked: SignOff, now: &Moment, today: Day) -> Result<Changed> {
        let pack = self.pack();
        let (record, at) = self.found(&asked.document)?;
        let found = record.documents.get(at).ok_or_else(|| Error::bug("A document is gone"))?;
        let form = pack.form(&found.document.form).ok_or_else(|| Error::bug("A form is gone"))?;
        let part = form.page_of(&asked.question).and_then(|page| form.part(&page.part));
        let kind = part.and_then(|part| signatures(form, &part.id).find(|(question, _)| question.id == asked.question));
        let (Some(part), Some((_, kind))) = (part, kind) else {
            return Err(Error::user("This form has no such signature", "Choose one of its signatures"));
        };
        let not_completed =
            || Error::user("There is nothing to sign yet", "Complete the form first, then print and sign it");
        let head = found.signed_head(form, part).ok_or_else(not_completed)?;
        if found.drafts.contains(&part.id) && asks_anything(form, &part.id) {
            return Err(Error::user(
                "This part has been changed since it was completed",
                "Complete it again, then sign the new print",
            ));
        }
        check_signature(&asked, kind.reference, &head.stored.revision.made, today)?;
        if form.living && form.effective_part() == &part.id && !items_are_closed(head) {
            return Err(Error::user(
                "Some items are still open",
                "Close every item and complete the form before it is signed",
            ));
        }
        let scan = asked.scan.map(|(name, bytes)| {
            let mime = mime_of(&name).to_owned();
            StoredFile { name, mime, bytes }
        });
        let paper = self.store.issued_papers(&head.stored.id)?.pop().map(|paper| paper.digest);
        let who = self.who()?;
        let recorded = signoff::SignOff {
            revision: head.stored.id.clone(),
            question: asked.question,
            outcome: Outcome::Signed,
            role: kind.role.clone(),
            name: asked.name.trim().to_owned(),
            post: asked.post.trim().to_owned(),
            on: asked.on,
            reference: asked.reference.trim().to_owned(),
            reason: String::new(),
            paper,
            scan: scan.as_ref().map(|scan| Digest::of(&scan.bytes)),
            recorded: now.clone(),
            by: who.clone(),
        };
        let title = super::around::titled(&form.title, &found.document.period);
        let what = format!("Recorded the signature of {} ({}) on {title}", recorded.name, pack.role_title(&kind.role));
        self.store.record_sign_off(&recorded, scan.as_ref(), &Act { who: &who, what: &what, at: now })?;
        let record = self.record(&record.partnership.reference)?;
        self.project(&record, today)?;
        Ok(Changed { reference: Some(record.partnership.reference), register: true, ..about(asked.document) })
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
                Ok(Changed { register: true, file: Some(file.to_path_buf()), ..Changed::default() })
            }
            Err(error) => {
                self.store = crate::store::Store::open(&folder, now)?.store;
                Err(error.into())
            }
        }
    }
}

fn about(document: DocumentId) -> Changed {
    Changed { document: Some(document), ..Changed::default() }
}

/// Returns the label of the period a form would be for today.
pub(super) fn current_period(
    pack: &Arc<crate::pack::Pack>,
    form: &Form,
    around: &crate::form::reading::Surroundings,
) -> String {
    let scope = crate::form::names::around(pack, around);
    let period = form.period.as_ref().and_then(|period| period.value(&scope));
    period.as_ref().and_then(Known::as_text).unwrap_or_default().to_owned()
}

fn check_signature(asked: &SignOff, wants_reference: bool, made: &Moment, today: Day) -> Result<()> {
    if asked.name.trim().is_empty() {
        return Err(Error::user(
            "The name of the person who signed is missing",
            "Give the name as it is printed on the form",
        ));
    }
    if asked.on > today {
        return Err(Error::user("The date of the signature is in the future", "Give the date beside the signature"));
    }
    if asked.on < made.day() {
        let sentence = format!("The form was completed on {}, after the date of this signature", made.day());
        return Err(Error::user(sentence, "Check the date beside the signature"));
    }
    if wants_reference && asked.reference.trim().is_empty() {
        return Err(Error::user(
            "A body signs by its minute, and the minute reference is missing",
            "Give the minute reference",
        ));
    }
    Ok(())
}

fn items_are_closed(head: &super::record::Head) -> bool {
    head.answers.values().all(|answer| !matches!(answer, Answer::Checklist(item) if item.state == ItemState::Open))
}

fn files_in(answer: &Answer) -> Vec<Digest> {
    if let Answer::Table(rows) = answer {
        return rows.iter().flat_map(|row| row.cells.values()).flat_map(files_in).collect();
    }
    let links = if let Answer::Documents(links) = answer { links.as_slice() } else { &[] };
    links.iter().filter_map(|link| link.file.clone()).collect()
}

/// Returns the media type of a file by its ending.
fn mime_of(name: &str) -> &'static str {
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
