//! Taking in a form that was filled in on screen with another program.
//!
//! What was written becomes a draft, as if it had been typed: half dates and
//! long texts are kept as they are, and what cannot be kept is told, each with
//! a sentence. Nothing that was typed before is written over, and nothing but
//! the draft of that form is touched.

use super::App;
use super::error::{Error, Result};
use super::fill::row_ids;
use super::filled_merge::{Before, merge, words};
use super::filled_values::{Given, entry, said};
use super::op::Op;
use crate::form::finding::{Code, Finding};
use crate::form::place::{FormCode, HeadPlace, Place};
use crate::form::read::read;
use crate::form::words::in_line;
use crate::model::day::Day;
use crate::model::entry::Entry;
use crate::model::id::{DocumentId, FormId, PartId, QuestionId};
use crate::model::moment::Moment;
use crate::pack::Pack;
use crate::pack::form::Form;
use crate::print::pdf::read_fields::{FieldValue, FilledField, filled_form};
use std::collections::BTreeMap;

/// What came of taking in a form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TakenIn {
    /// The partnership's reference.
    pub reference: String,
    /// Was the partnership started for it?
    pub started: bool,
    /// The form.
    pub form: FormId,
    /// Its title.
    pub title: String,
    /// The document.
    pub document: DocumentId,
    /// The parts of which anything was put in.
    pub parts: Vec<PartId>,
    /// What was put in, in the form's order.
    pub taken: Vec<TakenAnswer>,
    /// What was not, or not as it stands on the form, each in a sentence.
    pub left: Vec<String>,
    /// What is to be put right in what was put in.
    pub findings: Vec<Finding>,
}

/// An answer that was put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenAnswer {
    /// The question.
    pub question: QuestionId,
    /// What was asked.
    pub ask: String,
    /// What stands there now, in words.
    pub says: String,
}

/// The fields of a form, sorted.
#[derive(Default)]
struct Sorted {
    heads: BTreeMap<&'static str, String>,
    questions: BTreeMap<QuestionId, Given>,
}

impl App {
    /// Takes in a form that was filled in on screen: into the partnership named here, else the one
    /// named on the form, else, where the form starts partnerships, into a new one.
    ///
    /// # Errors
    ///
    /// The file is no such form, or of another procedure; there is no such partnership, or none is
    /// named; the form is not for it now; or the records cannot be written.
    pub fn import_filled(
        &mut self,
        bytes: &[u8],
        reference: Option<&str>,
        now: &Moment,
        today: Day,
    ) -> Result<TakenIn> {
        let file = filled_form(bytes).ok_or_else(|| {
            Error::user(
                "This file is not a form to be filled in on screen",
                "Take one that was made here, as PDF, of at most 20 MB, and saved by the program that filled it in",
            )
        })?;
        let pack = self.pack();
        let form = form_of(&pack, &file.code)?;
        let mut taken = TakenIn { form: form.id.clone(), title: form.title.clone(), ..TakenIn::default() };
        if file.code.digest != FormCode::of(&pack, form).digest {
            taken.left.push("The form was made with an earlier version of the procedure; look through it".to_owned());
        }
        let sorted = sort(form, file.fields, &mut taken.left);
        taken.reference = self.partnership_for(form, &sorted, reference, &mut taken, now, today)?;
        self.put_in(&pack, form, &sorted, &mut taken, now, today)?;
        Ok(taken)
    }

    /// Returns the partnership a form is for, and starts one where that is right.
    fn partnership_for(
        &mut self,
        form: &Form,
        sorted: &Sorted,
        wanted: Option<&str>,
        taken: &mut TakenIn,
        now: &Moment,
        today: Day,
    ) -> Result<String> {
        if let Some(reference) = wanted {
            return Ok(self.record(reference)?.partnership.reference);
        }
        let head = |place: HeadPlace| sorted.heads.get(place.name()).map_or("", String::as_str);
        let (written, name) = (head(HeadPlace::Reference), head(HeadPlace::Partnership));
        let names = self.names()?;
        let known = names.keys().find(|reference| reference.eq_ignore_ascii_case(written));
        let mut called = names.iter().filter(|(_, known)| !name.is_empty() && known.eq_ignore_ascii_case(name));
        let by_name = called.next().filter(|_| called.next().is_none()).map(|(reference, _)| reference);
        if let Some(reference) = known.or(by_name) {
            return Ok(reference.clone());
        }
        if !form.starts {
            let sentence = if written.is_empty() && name.is_empty() {
                "The form does not say which partnership it is for".to_owned()
            } else {
                format!("No partnership here is called “{}”", if written.is_empty() { name } else { written })
            };
            return Err(Error::user(sentence, "Choose the partnership, and take the form in again"));
        }
        if !written.is_empty() {
            taken.left.push(format!("“{written}” is not on the register, so a partnership was started"));
        }
        let answer = form.names.as_ref().and_then(|names| sorted.questions.get(names)).map(said);
        let name = answer.filter(|name| !name.is_empty()).unwrap_or_else(|| name.to_owned());
        let op = Op::StartPartnership { name, form: Some(form.id.clone()) };
        let changed = self.apply(op, now, today)?;
        taken.started = true;
        changed.reference.ok_or_else(|| Error::bug("A partnership was not started"))
    }

    fn put_in(
        &mut self,
        pack: &Pack,
        form: &Form,
        sorted: &Sorted,
        taken: &mut TakenIn,
        now: &Moment,
        today: Day,
    ) -> Result<()> {
        let given = |part: &PartId| sorted.questions.keys().any(|id| form.page_of(id).is_some_and(|p| p.part == *part));
        let parts: Vec<PartId> = form.parts.iter().map(|part| part.id.clone()).filter(|part| given(part)).collect();
        let written = sorted.heads.get(HeadPlace::Period.name());
        let known = self.documents(&taken.reference)?.into_iter().map(|line| line.period);
        let period = written.and_then(|written| known.into_iter().find(|period| period == written));
        let opened = self.apply(
            Op::OpenDocument {
                reference: taken.reference.clone(),
                form: form.id.clone(),
                period,
                part: parts.first().cloned(),
            },
            now,
            today,
        )?;
        let document = opened.document.ok_or_else(|| Error::bug("A document was not made"))?;
        taken.document = document.clone();
        let period = self.store.document(&document)?.period;
        let in_words = super::view::period_in_words(&period);
        if let Some(written) = written.filter(|written| **written != period && **written != in_words) {
            taken.left.push(format!("The form says “{written}” for its period; it was put into “{in_words}”"));
        }
        for part in parts {
            self.put_in_part(pack, form, &document, &part, sorted, taken, now, today)?;
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "one step of taking a form in, split for its length")]
    fn put_in_part(
        &mut self,
        pack: &Pack,
        form: &Form,
        document: &DocumentId,
        part: &PartId,
        sorted: &Sorted,
        taken: &mut TakenIn,
        now: &Moment,
        today: Day,
    ) -> Result<()> {
        self.apply(Op::OpenPart { document: document.clone(), part: part.clone() }, now, today)?;
        let desk = self.desk(document, part, today)?;
        let own = form.questions().filter(|(page, _)| page.part == *part).map(|(_, question)| question);
        let own: Vec<_> = own.filter_map(|question| Some((question, sorted.questions.get(&question.id)?))).collect();
        let completed = self.current_revision(document, part)?.is_some();
        if completed && desk.state != super::view::DocumentState::Draft {
            let title = form.part(part).map(|part| part.title.as_str()).filter(|title| !title.is_empty());
            let title = title.unwrap_or(&form.title);
            let line = |(question, given): &(&crate::pack::form::Question, &Given)| {
                format!("“{}”: “{title}” is completed, so “{}” was not put in", question.ask.words(), said(given))
            };
            taken.left.extend(own.iter().map(line));
            return Ok(());
        }
        let reading = read(pack, form, &desk.entries, &desk.surroundings);
        let rated_by = sorted.heads.get(HeadPlace::RatedBy.name()).map_or("", String::as_str);
        let mut ids = row_ids();
        let mut changes: Vec<(QuestionId, Option<Entry>)> = Vec::new();
        for (question, given) in own {
            let asked = reading.questions().find(|asked| asked.id == question.id);
            let Some(entry) = entry(question, asked, given, rated_by, &mut taken.left) else { continue };
            let there = asked.and_then(|asked| asked.entry.as_ref()).or_else(|| desk.entries.get(&question.id));
            let before = Before { entry: there, typed: asked.is_none_or(|asked| asked.origin.is_empty()) };
            let merged = merge(question, &before, entry, &mut ids, &mut taken.left);
            // The name that the partnership was started with came in already.
            let names = taken.started && form.names.as_ref() == Some(&question.id);
            let merged = merged.or_else(|| there.cloned().filter(|_| names));
            changes.extend(merged.map(|merged| (question.id.clone(), Some(merged))));
        }
        if changes.is_empty() {
            return Ok(());
        }
        let put: Vec<QuestionId> = changes.iter().map(|(question, _)| question.clone()).collect();
        self.apply(Op::SaveEntries { document: document.clone(), part: part.clone(), entries: changes }, now, today)?;
        taken.parts.push(part.clone());
        self.tell(pack, form, document, part, &put, taken, today)
    }

    /// Says what stands in the questions now, and what is to be put right there.
    #[expect(clippy::too_many_arguments, reason = "one step of taking a form in, split for its length")]
    fn tell(
        &self,
        pack: &Pack,
        form: &Form,
        document: &DocumentId,
        part: &PartId,
        put: &[QuestionId],
        taken: &mut TakenIn,
        today: Day,
    ) -> Result<()> {
        let desk = self.desk(document, part, today)?;
        let reading = read(pack, form, &desk.entries, &desk.surroundings);
        for (_, question) in form.questions().filter(|(_, question)| put.contains(&question.id)) {
            let id = &question.id;
            let answer = reading.answers.get(id).map(|answer| in_line(pack, question, answer));
            let says = answer.or_else(|| desk.entries.get(id).map(words)).unwrap_or_default();
            if reading.not_used.contains(id) {
                let ask = question.ask.words();
                taken.left.push(format!("“{ask}” is not asked with these answers; “{says}” is kept with the draft"));
            }
            taken.taken.push(TakenAnswer { question: id.clone(), ask: question.ask.words(), says });
        }
        let wrong = |finding: &Finding| put.contains(&finding.question) && finding.code != Code::Missing;
        taken.findings.extend(reading.findings.into_iter().filter(wrong));
        Ok(())
    }
}

/// Finds the form a file is of.
fn form_of<'p>(pack: &'p Pack, code: &FormCode) -> Result<&'p Form> {
    if code.pack != pack.id.as_str() {
        return Err(Error::user(
            format!("This form belongs to another procedure, “{}”", code.pack),
            "Open the program with that procedure, and take the form in there",
        ));
    }
    pack.form(&code.form).ok_or_else(|| {
        Error::user(format!("This procedure has no form “{}” any more", code.form), "Type its answers in by hand")
    })
}

/// Sorts fields by question; those that the form does not ask for are told.
fn sort(form: &Form, fields: Vec<FilledField>, left: &mut Vec<String>) -> Sorted {
    let mut sorted = Sorted::default();
    for FilledField { name, value } in fields {
        let head = HeadPlace::ALL.into_iter().find(|place| place.name() == name);
        if let (Some(place), FieldValue::Text(text)) = (head, &value) {
            sorted.heads.insert(place.name(), text.trim().to_owned());
            continue;
        }
        let place = Place::parse(&name);
        let question = place.as_ref().and_then(|place| form.question(&place.question));
        match (place, question.filter(|question| question.takes_answer())) {
            (Some(place), Some(_)) => {
                let given = sorted.questions.entry(place.question.clone()).or_default();
                match given.iter().find(|(known, _)| *known == place) {
                    Some((_, known)) if *known != value => left.push(format!(
                        "A field “{name}” is on the form twice; “{}” was left out",
                        said(&vec![(place, value)])
                    )),
                    Some(_) => {}
                    None => given.push((place, value)),
                }
            }
            (place, _) => {
                let text = match value {
                    FieldValue::Text(text) => text.trim().to_owned(),
                    FieldValue::Ticked => place.and_then(|place| place.code).unwrap_or_else(|| "ticked".to_owned()),
                };
                left.push(format!("“{name}” is not asked on this form; “{text}” was left out"));
            }
        }
    }
    sorted
}
