//! Recording signatures made in ink, and sending a part back for more.

use super::App;
use super::change::{about, mime_of};
use super::error::{Error, Result};
use super::op::{Changed, Received, Return, SignOff};
use super::record::{Asked, DocumentRecord, Head, Record, asks_anything};
use crate::form::reading::Signed;
use crate::model::answer::{Answer, ItemState};
use crate::model::day::Day;
use crate::model::id::{Digest, PartId, QuestionId, RevisionId, RowId};
use crate::model::moment::Moment;
use crate::model::signoff::{self, Outcome};
use crate::model::text::clean;
use crate::pack::Pack;
use crate::pack::form::Form;
use crate::store::{Act, StoredFile};

impl App {
    /// Records a signature on the current revision of a part.
    ///
    /// Where a check of the procedure does not hold (two people where two are
    /// asked for, the approval before the agreement), it is recorded only with a
    /// reason for setting the check aside; the reason stays with the signature.
    pub(super) fn sign_off(&mut self, asked: SignOff, now: &Moment, today: Day) -> Result<Changed> {
        let pack = self.pack();
        let (record, at) = self.found(&asked.document)?;
        let found = record.documents.get(at).ok_or_else(|| Error::bug("A document is gone"))?;
        let form = pack.form(&found.document.form).ok_or_else(|| Error::bug("A form is gone"))?;
        let part = form.page_of(&asked.question).and_then(|page| form.part(&page.part));
        let part = part.ok_or_else(no_such_signature)?;
        let all = found.asked_signatures(&pack, form, &part.id);
        let signature = all.iter().find(|one| one.question.id == asked.question && one.row == asked.row);
        let signature = signature.ok_or_else(no_such_signature)?;
        let not_completed =
            || Error::user("There is nothing to sign yet", "Complete the form first, then print and sign it");
        let head = found.signed_head(form, part).ok_or_else(not_completed)?;
        if found.drafts.contains(&part.id) && asks_anything(form, &part.id) {
            return Err(Error::user(
                "This part has been changed since it was completed",
                "Complete it again, then sign the new print",
            ));
        }
        if let Some(returned) = head.returned() {
            let sentence = format!("This part was sent back by {}: {}", returned.name, returned.reason);
            return Err(Error::user(sentence, "Change and complete it first, then sign the new print"));
        }
        check_signature(&asked, signature.kind.reference, &head.stored.revision.made, today)?;
        if form.living && form.effective_part() == &part.id && !items_are_closed(head) {
            return Err(Error::user(
                "Some items are still open",
                "Close every item and complete the form before it is signed",
            ));
        }
        let unmet = self.unmet(&pack, &record, found, form, signature, &asked, today)?;
        if !unmet.is_empty() && asked.set_aside.trim().is_empty() {
            return Ok(Changed { unmet, ..about(asked.document) });
        }
        let scan = asked.scan.map(|(name, bytes)| {
            let mime = mime_of(&name).to_owned();
            StoredFile { name, mime, bytes }
        });
        let paper = self.store.issued_papers(&head.stored.id)?.pop().map(|paper| paper.digest);
        let who = self.who()?;
        let reason = if unmet.is_empty() { String::new() } else { typed(&asked.set_aside) };
        let recorded = signoff::SignOff {
            revision: head.stored.id.clone(),
            question: asked.question,
            outcome: Outcome::Signed,
            role: signature.kind.role.clone(),
            name: typed(&asked.name),
            post: typed(&asked.post),
            on: asked.on,
            row: asked.row,
            reference: typed(&asked.reference),
            reason,
            paper,
            scan: scan.as_ref().map(|scan| Digest::of(&scan.bytes)),
            recorded: now.clone(),
            by: who.clone(),
        };
        let title = super::around::titled(&form.title, &found.document.period);
        let role = pack.role_title(&signature.kind.role);
        let mut what = format!("Recorded the signature of {} ({role}) on {title}", recorded.name);
        if !unmet.is_empty() {
            what = format!("{what}, although: {} Reason: {}", unmet.join(" "), recorded.reason);
        }
        self.store.record_sign_off(&recorded, scan.as_ref(), &Act { who: &who, what: &what, at: now })?;
        let record = self.record(&record.partnership.reference)?;
        self.project(&record, today)?;
        Ok(Changed { reference: Some(record.partnership.reference), register: true, unmet, ..about(asked.document) })
    }

    /// Returns the sentences of the checks that a signature would not meet.
    #[expect(clippy::too_many_arguments, reason = "one step of recording a signature, split for its length")]
    fn unmet(
        &self,
        pack: &Pack,
        record: &Record,
        found: &DocumentRecord,
        form: &Form,
        signature: &Asked<'_>,
        asked: &SignOff,
        today: Day,
    ) -> Result<Vec<String>> {
        // Of every part, its own included, the answers are looked at: no part is left out.
        let mut around = self.around_document(pack, record, found, &PartId::default(), today)?;
        let signed = Signed {
            name: asked.name.trim().to_owned(),
            post: asked.post.trim().to_owned(),
            on: asked.on,
            reference: asked.reference.trim().to_owned(),
        };
        around.signed.insert(signature.question.id.clone(), signed);
        let results = (around.rules)(&around.facts, &pack.policy);
        let mut scope = crate::form::names::around(pack, &around);
        crate::form::names::bind_facts(&mut scope, "fact", &around.facts);
        crate::form::names::bind_facts(&mut scope, "result", &results);
        let failing = signature.question.checks.iter().filter(|check| check.holds.fails(&scope));
        let mut unmet: Vec<String> = failing.map(|check| sentence(&check.says.write_always(&scope))).collect();
        if let Some(other) = Self::twice(found, form, signature, &asked.name).filter(|_| unmet.is_empty()) {
            unmet.push(format!("{} signed this part as {}.", asked.name.trim(), pack.role_title(&other)));
        }
        Ok(unmet)
    }

    /// One name under two signatures of one part: the other role.
    fn twice(found: &DocumentRecord, form: &Form, signature: &Asked<'_>, name: &str) -> Option<String> {
        let page = form.page_of(&signature.question.id)?;
        let head = found.signed_head(form, form.part(&page.part)?)?;
        let same = |other: &&signoff::SignOff| {
            other.outcome == Outcome::Signed
                && (&other.question, &other.row) != (&signature.question.id, &signature.row)
                && form.page_of(&other.question).is_some_and(|other| other.part == page.part)
                && crate::pack::condition::same_person(&other.name, name)
        };
        head.sign_offs.iter().find(same).map(|other| other.role.clone())
    }

    /// Sends a completed part back for more, with the reason.
    pub(super) fn send_back(&mut self, asked: Return, now: &Moment, today: Day) -> Result<Changed> {
        let pack = self.pack();
        let (record, at) = self.found(&asked.document)?;
        let found = record.documents.get(at).ok_or_else(|| Error::bug("A document is gone"))?;
        let form = pack.form(&found.document.form).ok_or_else(|| Error::bug("A form is gone"))?;
        let head = found.heads.get(&asked.part).ok_or_else(|| {
            Error::user("This part has not been completed, so it cannot be sent back", "Wait until it is completed")
        })?;
        if found.drafts.contains(&asked.part) {
            return Err(Error::user("This part is being changed already", "Wait until it is completed again"));
        }
        if asked.reason.trim().is_empty() || asked.name.trim().is_empty() {
            return Err(Error::user(
                "A part is sent back with a name and a reason",
                "Say who sends it back, and what is wanted",
            ));
        }
        let title = super::around::titled(&form.title, &found.document.period);
        let (name, reason) = (typed(&asked.name), typed(&asked.reason));
        let what = format!("{name} sent {title} back: {reason}");
        let recorded = signoff::SignOff {
            reason,
            outcome: Outcome::Returned,
            ..self.told(&head.stored.id, asked.role, name, asked.on, now)?
        };
        self.keep_told(&recorded, &what, &record.partnership.reference, now, today)?;
        Ok(Changed { reference: Some(record.partnership.reference), register: true, ..about(asked.document) })
    }

    /// Notes that an office has a completed part.
    pub(super) fn receive(&mut self, asked: Received, now: &Moment, today: Day) -> Result<Changed> {
        let pack = self.pack();
        let (record, at) = self.found(&asked.document)?;
        let found = record.documents.get(at).ok_or_else(|| Error::bug("A document is gone"))?;
        let form = pack.form(&found.document.form).ok_or_else(|| Error::bug("A form is gone"))?;
        let head = found.heads.get(&asked.part).ok_or_else(|| {
            Error::user("This part is not completed, so there is nothing to receive", "Wait until it is completed")
        })?;
        if asked.name.trim().is_empty() {
            return Err(Error::user("A receipt has a name", "Say who received it"));
        }
        if asked.on > today {
            return Err(Error::user("The date of the receipt is in the future", "Give the day it was received"));
        }
        let title = super::around::titled(&form.title, &found.document.period);
        let name = typed(&asked.name);
        let what = format!("{name} ({}) received {title}", pack.role_title(&asked.role));
        let told = self.told(&head.stored.id, asked.role, name, asked.on, now)?;
        let recorded = signoff::SignOff { outcome: Outcome::Received, ..told };
        self.keep_told(&recorded, &what, &record.partnership.reference, now, today)?;
        Ok(Changed { reference: Some(record.partnership.reference), ..about(asked.document) })
    }

    /// Makes a sign-off that answers no signature question.
    fn told(
        &self,
        revision: &RevisionId,
        role: String,
        name: String,
        on: Day,
        now: &Moment,
    ) -> Result<signoff::SignOff> {
        Ok(signoff::SignOff {
            revision: revision.clone(),
            question: QuestionId::default(),
            outcome: Outcome::default(),
            role,
            name,
            post: String::new(),
            on,
            row: RowId::default(),
            reference: String::new(),
            reason: String::new(),
            paper: None,
            scan: None,
            recorded: now.clone(),
            by: self.who()?,
        })
    }

    fn keep_told(
        &mut self,
        recorded: &signoff::SignOff,
        what: &str,
        reference: &str,
        now: &Moment,
        today: Day,
    ) -> Result<()> {
        let act = Act { who: &recorded.by.clone(), what, at: now };
        self.store.record_sign_off(recorded, None, &act)?;
        let record = self.record(reference)?;
        self.project(&record, today)
    }
}

/// Takes what was typed, without spaces around it and hidden characters in it.
fn typed(text: &str) -> String {
    clean(text.trim())
}

/// Ends a sentence with one full stop.
fn sentence(text: &str) -> String {
    format!("{}.", text.trim_end_matches('.'))
}

fn no_such_signature() -> Error {
    Error::user("This form has no such signature", "Choose one of its signatures")
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

fn items_are_closed(head: &Head) -> bool {
    head.answers.values().all(|answer| !matches!(answer, Answer::Checklist(item) if item.state == ItemState::Open))
}
