//! Completing: the only way from a draft to a completed part.

use crate::form::finding::Finding;
use crate::form::reading::{Reading, Surroundings};
use crate::model::answer::Answer;
use crate::model::entry::Entries;
use crate::model::fact::Facts;
use crate::model::id::{FormId, PartId, QuestionId};
use crate::pack::Pack;
use crate::pack::form::Form;
use std::collections::BTreeMap;

/// One part of a form with nothing wrong in it. Only [`check`] makes one.
#[derive(Clone, Debug)]
pub struct CompletedForm {
    form: FormId,
    part: PartId,
    period: String,
    answers: BTreeMap<QuestionId, Answer>,
    facts: Facts,
}

impl CompletedForm {
    /// The form.
    pub fn form(&self) -> &FormId {
        &self.form
    }

    /// The part.
    pub fn part(&self) -> &PartId {
        &self.part
    }

    /// The label of the period; may be empty.
    pub fn period(&self) -> &str {
        &self.period
    }

    /// The answers to the part's shown questions.
    pub fn answers(&self) -> &BTreeMap<QuestionId, Answer> {
        &self.answers
    }

    /// What the answers feed, over the facts before.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }
}

/// Turns what was typed into a completed part.
///
/// # Errors
///
/// Every finding of the part that stands in the way, in page order.
pub fn check(
    pack: &Pack,
    form: &Form,
    part: &PartId,
    entries: &Entries,
    around: &Surroundings,
) -> Result<CompletedForm, Vec<Finding>> {
    let reading = super::read::read(pack, form, entries, around);
    let blocking: Vec<Finding> = reading.blocking(part).cloned().collect();
    if !blocking.is_empty() {
        return Err(blocking);
    }
    Ok(complete(form, part, reading))
}

fn complete(form: &Form, part: &PartId, reading: Reading) -> CompletedForm {
    let own = |id: &QuestionId| form.page_of(id).is_some_and(|page| page.part == *part);
    let answers = reading.answers.into_iter().filter(|(id, _)| own(id)).collect();
    CompletedForm { form: form.id.clone(), part: part.clone(), period: reading.period, answers, facts: reading.facts }
}
