//! Changes of the inbox: what came in is entered, steps are noted, corrections decided.

use super::App;
use super::change::about;
use super::error::{Error, Result};
use super::inbox::{DONE, InboxLine, Step, StepNote, is_received, receipt};
use super::op::{Changed, Decision, InboxStep, SignOff};
use super::record::signatures;
use super::take_in::ToReceive;
use crate::model::day::Day;
use crate::model::id::{DocumentId, QuestionId, RevisionId, RowId};
use crate::model::moment::Moment;
use crate::model::revision::Revision;
use crate::model::signoff::{self, Outcome};
use crate::model::text::clean;
use crate::pack::form::Form;
use crate::store::{Act, Entered, Ledger};

impl App {
    /// Which of these versions are new here and are received by an office?
    pub(super) fn new_for_inbox(&self, revisions: &[Revision]) -> Result<Vec<RevisionId>> {
        let mut new = Vec::new();
        for revision in revisions {
            let id = revision.id();
            let receives = self.pack.form(&revision.form).is_some_and(|form| is_received(form, &revision.part));
            if receives && !self.store.has(&id.as_str().into())? {
                new.push(id);
            }
        }
        Ok(new)
    }

    /// Says what versions are that are to be received here.
    pub(super) fn to_receive(&self, new: &[RevisionId]) -> Result<Vec<ToReceive>> {
        let mut all = Vec::new();
        for id in new {
            let document = self.store.revision(id)?.revision.document;
            let line = self.inbox_of(&document)?;
            if line.revision == *id {
                all.push(ToReceive { reference: line.reference, document, title: line.title });
            }
        }
        Ok(all)
    }

    /// Enters versions that came in with a file, or with no name were completed here.
    pub(super) fn enter_inbox(&mut self, new: &[RevisionId], file: &str, now: &Moment, today: Day) -> Result<()> {
        if new.is_empty() {
            return Ok(());
        }
        let note = StepNote { on: today, who: file.to_owned(), note: String::new() };
        let entries: Vec<Entered> = new.iter().map(|id| entered(id, Step::CameIn.code(), written(&note))).collect();
        let who = self.who()?;
        self.store.enter_quietly(Ledger::Inbox, &entries, &Act { who: &who, what: "", at: now })?;
        Ok(())
    }

    /// Notes a step, or takes it back.
    pub(super) fn inbox_step(&mut self, asked: &InboxStep, now: &Moment, today: Day) -> Result<Changed> {
        let line = self.inbox_of(&asked.document)?;
        if asked.on.is_some_and(|on| on > today) {
            return Err(Error::user("That day is still to come", "Give the day on which it was done"));
        }
        let name = self.named(&asked.name)?;
        let changed = match (asked.step, asked.on) {
            (Step::CameIn | Step::Corrections, _) => {
                return Err(Error::user(
                    "This step is noted by itself",
                    "Take the file in, or accept and decline its corrections",
                ));
            }
            (Step::Received, None) => {
                return Err(Error::user(
                    "A receipt cannot be taken back, as it travels with the form",
                    "Give the right date instead: the newest counts",
                ));
            }
            (Step::Received, Some(on)) => self.receipt_on(&line, name, on, clean(asked.note.trim()), now, today)?,
            (step @ (Step::Checked | Step::Seen | Step::Sent), on) => {
                let (label, title) = (step.label(), &line.title);
                let what = match on {
                    Some(on) => format!("{label}, {on}: {title}"),
                    None => format!("Took back “{label}”: {title}"),
                };
                let note = |on| written(&StepNote { on, who: name.clone(), note: clean(asked.note.trim()) });
                let entry = entered(&line.revision, step.code(), on.map(note).unwrap_or_default());
                self.enter_about(&line, entry, &what, now)?;
                Changed { reference: Some(line.reference.clone()), ..about(asked.document.clone()) }
            }
        };
        self.settle(&asked.document, now)?;
        Ok(changed)
    }

    /// Records the receipt with the date that counts for the procedure.
    fn receipt_on(
        &mut self,
        line: &InboxLine,
        name: String,
        on: Day,
        set_aside: String,
        now: &Moment,
        today: Day,
    ) -> Result<Changed> {
        let pack = self.pack();
        let form = pack.form(&line.form).ok_or_else(|| Error::bug("A form is gone"))?;
        let question = receipt_question(form).ok_or_else(|| Error::bug("A receipt has no signature"))?;
        let post = receipt(form).map(|part| pack.role_title(&part.role).to_owned()).unwrap_or_default();
        let sign_off = SignOff {
            document: line.document.clone(),
            question,
            name,
            post,
            on,
            reference: String::new(),
            row: RowId::default(),
            set_aside,
            scan: None,
        };
        self.sign_off(sign_off, now, today)
    }

    /// Accepts or declines a correction; the register follows, and the decision travels with the form.
    pub(super) fn decide(&mut self, asked: Decision, now: &Moment, today: Day) -> Result<Changed> {
        let line = self.inbox_of(&asked.document)?;
        let correction = line.corrections.iter().find(|one| one.column == asked.column).ok_or_else(|| {
            let all: Vec<&str> = line.corrections.iter().map(|one| one.column.as_str()).collect();
            let hint = if all.is_empty() {
                "It asks for no corrections".to_owned()
            } else {
                format!("It asks for these: {}", all.join(", "))
            };
            Error::user(format!("“{}” is not to be corrected", asked.column), hint)
        })?;
        let reason = clean(asked.reason.trim());
        if !asked.accepted && reason.is_empty() {
            return Err(Error::user("A correction is declined with a reason", "Say why: it goes back to the sender"));
        }
        if asked.on > today {
            return Err(Error::user("That day is still to come", "Give the day on which it was decided"));
        }
        let pack = self.pack();
        let role = pack.form(&line.form).and_then(receipt).map(|part| part.role.clone()).unwrap_or_default();
        let outcome = if asked.accepted { Outcome::Accepted } else { Outcome::Declined };
        let did = if asked.accepted { "Accepted" } else { "Declined" };
        let mut what = format!("{did} the correction of “{}” on {}", correction.label, line.title);
        if !reason.is_empty() {
            what = format!("{what}: {reason}");
        }
        let name = self.named(&asked.name)?;
        let who = self.who()?;
        let recorded = signoff::SignOff {
            revision: line.revision.clone(),
            question: correction.table.clone(),
            outcome,
            post: pack.role_title(&role).to_owned(),
            role,
            name,
            on: asked.on,
            row: RowId::new(correction.column.as_str()),
            reference: String::new(),
            reason,
            paper: None,
            scan: None,
            recorded: now.clone(),
            by: who.clone(),
        };
        self.store.record_sign_off(&recorded, None, &Act { who: &who, what: &what, at: now })?;
        let record = self.record(&line.reference)?;
        self.project(&record, today)?;
        self.settle(&asked.document, now)?;
        Ok(Changed { reference: Some(line.reference), register: true, ..about(asked.document) })
    }

    /// Marks a line once nothing on it is open, or takes the mark off.
    fn settle(&mut self, document: &DocumentId, now: &Moment) -> Result<()> {
        let line = self.inbox_of(document)?;
        let is_done = line.next().is_none();
        let notes = self.store.entered_about(Ledger::Inbox, line.revision.as_str())?;
        let was_done = notes.iter().any(|note| note.aspect == DONE);
        if is_done != was_done {
            let body = if is_done { "yes" } else { "" };
            let who = self.who()?;
            let entry = entered(&line.revision, DONE, body.to_owned());
            self.store.enter_quietly(Ledger::Inbox, &[entry], &Act { who: &who, what: "", at: now })?;
        }
        Ok(())
    }

    fn enter_about(&mut self, line: &InboxLine, entry: Entered, what: &str, now: &Moment) -> Result<()> {
        let partnership = self.store.partnership_by_ref(&line.reference)?.id;
        let who = self.who()?;
        self.store.enter(Ledger::Inbox, &[entry], Some(&partnership), &Act { who: &who, what, at: now })?;
        Ok(())
    }

    /// Returns the name given, else that of the person at the desk.
    fn named(&self, name: &str) -> Result<String> {
        let name = clean(name.trim());
        if name.is_empty() { self.who() } else { Ok(name) }
    }
}

fn receipt_question(form: &Form) -> Option<QuestionId> {
    let part = receipt(form)?;
    signatures(form, &part.id).next().map(|(question, _)| question.id.clone())
}

fn entered(revision: &RevisionId, aspect: &str, body: String) -> Entered {
    Entered { subject: revision.to_string(), aspect: aspect.to_owned(), body }
}

fn written(note: &StepNote) -> String {
    serde_json::to_string(note).expect("a note is texts alone")
}
