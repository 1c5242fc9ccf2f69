//! Recording signatures made in ink.

use super::App;
use super::change::{about, mime_of};
use super::error::{Error, Result};
use super::op::{Changed, SignOff};
use super::record::{Head, asks_anything, signatures};
use crate::model::answer::{Answer, ItemState};
use crate::model::day::Day;
use crate::model::id::Digest;
use crate::model::moment::Moment;
use crate::model::signoff::{self, Outcome};
use crate::store::{Act, StoredFile};

impl App {
    /// Records a signature on the current revision of a part.
    pub(super) fn sign_off(&mut self, asked: SignOff, now: &Moment, today: Day) -> Result<Changed> {
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
