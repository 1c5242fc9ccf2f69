//! Would a form of a large register complete, had somebody typed it? A sample is tried.

use crate::app::App;
use crate::app::error::{Error, Result};
use crate::form::check::check;
use crate::form::prefill::settled_entries;
use crate::form::stored::{self, People};
use crate::model::answer::Answer;
use crate::pack::Pack;
use crate::pack::form::Kind;
use crate::store::{Deed, Past};
use std::sync::Arc;

impl App {
    /// Types one form of a partnership's past anew, among what came before it, and fails if it would not complete or
    /// if anything worked out on it comes out otherwise.
    pub(super) fn try_one(pack: &Arc<Pack>, past: &Past, at: usize) -> Result<()> {
        let Some((_, made, Deed::Complete(revision, _, _))) = past.deeds.get(at) else {
            return Err(Error::bug("A sample is no form"));
        };
        let mut scratch = Self::scratch(Arc::clone(pack))?;
        let before = Past {
            deeds: past.deeds[..at].to_vec(),
            documents: past.documents.iter().filter(|one| one.created <= *made).cloned().collect(),
            ..past.clone()
        };
        scratch.store.keep_pasts(std::iter::once(before), &pack.text, "")?;
        let today = made.day();
        let record = scratch.record_of(past.partnership.clone())?;
        scratch.project(&record, today)?;
        let form = pack.form(&revision.form).ok_or_else(|| Error::bug("A form is gone"))?;
        let document = record.documents.iter().find(|one| one.document.id == revision.document);
        let document = document.ok_or_else(|| Error::bug("A document is gone"))?;
        let around = scratch.around_document(pack, &record, document, &revision.part, today)?;
        let people: People = past.cards.iter().map(|card| (card.id.clone(), card.person())).collect();
        let answers = stored::answers(form, &revision.answers, &people);
        let entries = settled_entries(form, &revision.part, &answers);
        let named = |what: &str| {
            let reference = &past.partnership.reference;
            Error::bug(format!("{reference}: {} {} of {}: {what}", form.title, revision.period, made.day()))
        };
        let completed = check(pack, form, &revision.part, &entries, &around).map_err(|findings| {
            let lines: Vec<String> =
                findings.iter().map(|finding| format!("{}: {}", finding.question, finding.message)).collect();
            named(&lines.join("; "))
        })?;
        for (_, question) in form.questions().filter(|(_, question)| matches!(question.kind, Kind::Computed(_))) {
            let (ours, theirs) = (answers.get(&question.id), completed.answers().get(&question.id));
            if !is_same(ours, theirs) {
                return Err(named(&format!("{} is {theirs:?}, not {ours:?}", question.id)));
            }
        }
        Ok(())
    }
}

/// Sums may differ by what rounding makes of them, days by what months of other lengths do, and texts where they quote
/// last year's figures, which are those of another year of the course.
fn is_same(ours: Option<&Answer>, theirs: Option<&Answer>) -> bool {
    match (ours, theirs) {
        (Some(Answer::Money(ours)), Some(Answer::Money(theirs))) => (ours.0 - theirs.0).abs() <= 100.max(ours.0 / 1000),
        (Some(Answer::Date(ours)), Some(Answer::Date(theirs))) => ours.days_to(*theirs).abs() <= 3,
        (Some(Answer::Text(_)), Some(Answer::Text(_))) => true,
        _ => ours == theirs,
    }
}

/// Returns where the forms of a past stand among its deeds.
pub(super) fn forms_of(past: &Past) -> Vec<usize> {
    let is_form = |deed: &Deed| match deed {
        Deed::Complete(..) => true,
        Deed::Start | Deed::Sign(_) => false,
    };
    past.deeds.iter().enumerate().filter(|(_, (_, _, deed))| is_form(deed)).map(|(at, _)| at).collect()
}

/// Returns how many forms and signatures a past has.
pub(super) fn count(past: &Past) -> (usize, usize) {
    let forms = forms_of(past).len();
    let signed = past.deeds.iter().filter(|(_, _, deed)| matches!(deed, Deed::Sign(_))).count();
    (forms, signed)
}
