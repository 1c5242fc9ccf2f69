//! Handing partnerships of one lead over to another person: a new version of each register entry.
//!
//! The question is found by the fact it feeds, in a form that is opened anew for
//! changes. What a hand-over did is noted with the versions it made, so that it
//! can be taken back as a whole by further versions that put the former lead back.

use super::entry::EntryPart;
use super::error::{Error, Result};
use super::op::{Changed, HandOver};
use super::record::{DocumentRecord, Head, Record};
use super::{App, new_row_id};
use crate::form::prefill::entry_of;
use crate::model::answer::Answer;
use crate::model::day::Day;
use crate::model::entry::{Entry, EntryRow};
use crate::model::id::{PartId, PartnershipId, QuestionId, RevisionId};
use crate::model::moment::Moment;
use crate::model::text::clean;
use crate::pack::Pack;
use crate::pack::condition::same_person;
use crate::pack::form::{Form, Kind, Question};
use crate::store::{Act, Entered, Ledger};
use serde::{Deserialize, Serialize};

/// A hand-over that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOverLine {
    /// Its id.
    pub id: String,
    /// Who led them.
    pub from: String,
    /// Who leads them since.
    pub to: String,
    /// When.
    pub on: Day,
    /// Why.
    pub reason: String,
    /// How many partnerships were handed over.
    pub count: usize,
    /// Was it taken back?
    pub undone: bool,
}

/// What is noted of a hand-over as a whole.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Whole {
    from: String,
    to: String,
    #[serde(with = "crate::model::day::as_text")]
    on: Day,
    reason: String,
    undone: bool,
}

/// What is noted of one partnership: the version made, and where the former answers stand.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Item {
    revision: RevisionId,
    lead: Option<Source>,
    reps: Option<Source>,
}

/// An answer, by the version that gives it.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Source {
    revision: RevisionId,
    question: QuestionId,
}

/// Where the register entry says who leads.
struct Place<'a> {
    form: &'a Form,
    part: &'a PartId,
    lead: &'a Question,
    reps: Option<&'a Question>,
}

impl<'a> Place<'a> {
    fn of(pack: &'a Pack) -> Option<Self> {
        let feeds =
            |form: &'a Form, fact: &str| form.questions().find(|(_, question)| question.feeds.as_deref() == Some(fact));
        pack.forms.iter().filter(|form| form.renews).find_map(|form| {
            let (page, lead) = feeds(form, "lead").filter(|(_, question)| matches!(question.kind, Kind::Person(_)))?;
            let reps = feeds(form, "reps").filter(|(other, _)| other.part == page.part).map(|(_, question)| question);
            Some(Self { form, part: &page.part, lead, reps })
        })
    }
}

fn not_offered() -> Error {
    Error::user(
        "This procedure has no form in which a lead is changed",
        "Change the lead in the forms of each partnership",
    )
}

impl App {
    /// Returns the hand-overs made, the newest first.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn hand_overs(&self) -> Result<Vec<HandOverLine>> {
        let notes = self.store.entered(Ledger::HandOver)?;
        let mut lines = Vec::new();
        for note in notes.iter().filter(|note| note.aspect.is_empty()) {
            let Whole { from, to, on, reason, undone } = read(&note.body)?;
            let count = notes.iter().filter(|one| one.subject == note.subject && !one.aspect.is_empty()).count();
            lines.push(HandOverLine { id: note.subject.clone(), from, to, on, reason, count, undone });
        }
        lines.reverse();
        Ok(lines)
    }

    /// Says why a partnership cannot be handed over now.
    pub(super) fn why_not_handed_over(&self, record: &Record) -> Option<String> {
        let pack = self.pack();
        let Some(place) = Place::of(&pack) else { return Some(format!("{}.", not_offered().sentence())) };
        EntryPart { form: place.form, part: place.part }.why_not_revised(record)
    }

    /// Hands partnerships over, each with a version of its register entry.
    pub(super) fn hand_over(&mut self, asked: &HandOver, now: &Moment, today: Day) -> Result<Changed> {
        let pack = self.pack();
        let place = Place::of(&pack).ok_or_else(not_offered)?;
        let reason = clean(asked.reason.trim());
        let to = clean(asked.to.name().trim());
        if to.is_empty() || reason.is_empty() || asked.references.is_empty() {
            return Err(Error::user(
                "A hand-over has partnerships, a new lead and a reason",
                "Tick at least one partnership, name the new lead and say why",
            ));
        }
        if same_person(&asked.from, &to) {
            return Err(Error::user(format!("{to} leads them already"), "Name another person"));
        }
        let id = new_row_id()?.to_string();
        let whole =
            Whole { from: asked.from.clone(), to: to.clone(), on: today, reason: reason.clone(), undone: false };
        let said = format!("Handed over from {} to {to}: {reason}", asked.from);
        let mut changed = Changed { register: true, ..Changed::default() };
        for reference in &asked.references {
            let record = self.record(reference)?;
            let lead = self.lead_of(&record.partnership)?.map(|lead| lead.name().to_owned()).unwrap_or_default();
            let blocked = if same_person(&lead, &asked.from) {
                self.why_not_handed_over(&record)
            } else {
                Some(format!("{} does not lead it.", asked.from))
            };
            let reference = record.partnership.reference.clone();
            if let Some(why) = blocked {
                changed.refused.push((reference, why));
                continue;
            }
            let item = (source(&record, &pack, place.lead), place.reps.and_then(|reps| source(&record, &pack, reps)));
            let reps = self.answer_at(item.1.as_ref())?.map(|reps| replaced(&reps, &asked.from, asked));
            let mut answers = vec![(place.lead.id.clone(), Entry::Fields(asked.to.fields.clone()))];
            answers.extend(place.reps.map(|question| question.id.clone()).zip(reps.flatten()));
            match self.new_version(&place, &reference, answers, &said, now, today)? {
                Ok(revision) => {
                    let item = Item { revision, lead: item.0, reps: item.1 };
                    self.note_item(&id, &whole, &record.partnership.id, Some(&item), &said, now)?;
                    changed.handed_over.push(reference);
                }
                Err(why) => changed.refused.push((reference, why)),
            }
        }
        Ok(changed)
    }

    /// Takes a hand-over back: every entry gets its former lead again, unless one was changed since.
    pub(super) fn undo_hand_over(&mut self, id: &str, now: &Moment, today: Day) -> Result<Changed> {
        let pack = self.pack();
        let place = Place::of(&pack).ok_or_else(not_offered)?;
        let notes = self.store.entered_about(Ledger::HandOver, id)?;
        let unknown = || Error::user("There is no such hand-over", "Choose one from the list");
        let whole: Whole = read(&notes.iter().find(|note| note.aspect.is_empty()).ok_or_else(unknown)?.body)?;
        if whole.undone {
            return Err(Error::user("This hand-over was taken back already", "Hand the partnerships over again"));
        }
        let mut items = Vec::new();
        let mut since = Vec::new();
        for note in notes.iter().filter(|note| !note.aspect.is_empty()) {
            let record = self.record_of(self.store.partnership(&note.aspect.as_str().into())?)?;
            let item: Item = read(&note.body)?;
            if is_as_left(&record, &place, &item) {
                items.push((record, item));
            } else {
                since.push(record.partnership.reference);
            }
        }
        if !since.is_empty() {
            return Err(Error::user(
                format!("The register entry was changed since: {}", since.join(", ")),
                "Hand those partnerships over one by one instead",
            ));
        }
        let said = format!("Took back the hand-over from {} to {}", whole.from, whole.to);
        let mut changed = Changed { register: true, ..Changed::default() };
        for (record, item) in items {
            let reference = record.partnership.reference.clone();
            let mut answers = Vec::new();
            for (question, from) in [(Some(place.lead), &item.lead), (place.reps, &item.reps)] {
                let former = self.answer_at(from.as_ref())?.map(|answer| entry_of(&answer));
                answers.extend(question.map(|question| question.id.clone()).zip(former));
            }
            match self.new_version(&place, &reference, answers, &said, now, today)? {
                Ok(_) => {
                    self.note_item(id, &whole, &record.partnership.id, None, &said, now)?;
                    changed.handed_over.push(reference);
                }
                Err(why) => changed.refused.push((reference, why)),
            }
        }
        if changed.refused.is_empty() {
            let whole = Whole { undone: true, ..whole };
            let entry = Entered { subject: id.to_owned(), aspect: String::new(), body: written(&whole) };
            let who = self.who()?;
            self.store.enter_quietly(Ledger::HandOver, &[entry], &Act { who: &who, what: &said, at: now })?;
        }
        Ok(changed)
    }

    /// Makes a version of a register entry with other answers; says why where it cannot be completed.
    fn new_version(
        &mut self,
        place: &Place<'_>,
        reference: &str,
        answers: Vec<(QuestionId, Entry)>,
        why: &str,
        now: &Moment,
        today: Day,
    ) -> Result<std::result::Result<RevisionId, String>> {
        let pack = self.pack();
        let mut entries = answers;
        if let Some(hand_over) = &pack.hand_over {
            let text = |(id, text): (&QuestionId, &str)| (id.clone(), Entry::Text(text.to_owned()));
            entries.extend(hand_over.set.iter().map(|(id, code)| text((id, code))));
            entries.extend(hand_over.why.iter().map(|id| text((id, why))));
        }
        let entry = EntryPart { form: place.form, part: place.part };
        self.revise_entry(&entry, reference, entries, why, now, today)
    }

    /// Notes what became of one partnership; none: it was given back.
    fn note_item(
        &mut self,
        id: &str,
        whole: &Whole,
        partnership: &PartnershipId,
        item: Option<&Item>,
        said: &str,
        now: &Moment,
    ) -> Result<()> {
        let entry = |aspect: &str, body: String| Entered { subject: id.to_owned(), aspect: aspect.to_owned(), body };
        let mut entries = Vec::new();
        if let Some(item) = item {
            entries.push(entry("", written(whole)));
            entries.push(entry(partnership.as_str(), written(item)));
        }
        let who = self.who()?;
        self.store.enter(Ledger::HandOver, &entries, Some(partnership), &Act { who: &who, what: said, at: now })?;
        Ok(())
    }

    fn answer_at(&self, source: Option<&Source>) -> Result<Option<Answer>> {
        let Some(source) = source else { return Ok(None) };
        let head = self.head(self.store.revision(&source.revision)?)?;
        Ok(head.answers.get(&source.question).cloned())
    }
}

/// Is the version that a hand-over made still the one that counts, and nothing typed since?
fn is_as_left(record: &Record, place: &Place<'_>, item: &Item) -> bool {
    let left = |found: &DocumentRecord| {
        let current = found.versions(place.part);
        current.len() == 1
            && current.iter().all(|head| head.stored.id == item.revision)
            && !found.drafts.contains(place.part)
    };
    record.of_form(&place.form.id).any(left)
}

/// Finds the answer that stands in the register for a question: its own, or that of another form for the same column.
fn source(record: &Record, pack: &Pack, question: &Question) -> Option<Source> {
    let mut found = None;
    for effective in record.effective(pack) {
        let Some(form) = pack.form(&effective.document.document.form) else { continue };
        let same = |(_, other): &(_, &Question)| {
            other.id == question.id || (other.register.is_some() && other.register == question.register)
        };
        for (_, other) in form.questions().filter(same) {
            let Some(answer) = effective.answers.get(&other.id) else { continue };
            let heads = effective.document.heads.values().chain(&effective.document.earlier);
            let gives = |head: &&Head| head.answers.get(&other.id) == Some(answer);
            let head = heads.into_iter().find(gives);
            found = head.map(|head| Source { revision: head.stored.id.clone(), question: other.id.clone() }).or(found);
        }
    }
    found
}

/// Puts the new lead into the row of the former one, in the place of a row of their own; `None` if the former lead
/// is not among the rows.
fn replaced(reps: &Answer, from: &str, asked: &HandOver) -> Option<Entry> {
    let Entry::Rows(rows) = entry_of(reps) else { return None };
    let is = |row: &EntryRow, name: &str| {
        same_person(row.cell(&"name".into()).map(Entry::as_text).unwrap_or_default(), name)
    };
    if !rows.iter().any(|row| is(row, from)) {
        return None;
    }
    let own = rows.iter().find(|row| is(row, asked.to.name())).cloned();
    let cell = |field: &str| {
        let known = own.as_ref().and_then(|own| own.cell(&field.into()).cloned());
        known.unwrap_or_else(|| Entry::Text(asked.to.fields.get(field).cloned().unwrap_or_default()))
    };
    let kept = rows.into_iter().filter(|row| !is(row, asked.to.name()));
    let change = |mut row: EntryRow| {
        if is(&row, from) {
            row.cells.extend(["name", "post"].map(|field| (field.into(), cell(field))));
        }
        row
    };
    Some(Entry::Rows(kept.map(change).collect()))
}

fn written<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("our types have text as keys")
}

fn read<T: serde::de::DeserializeOwned>(body: &str) -> Result<T> {
    serde_json::from_str(body).map_err(|error| Error::bug(format!("A hand-over cannot be read: {error}")))
}
