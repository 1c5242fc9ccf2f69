//! Versions of a part beside each other: two that were made apart, or an old one and the one that counts.

use super::App;
use super::change::about;
use super::error::{Error, Result};
use super::op::Changed;
use super::record::{DocumentRecord, Head};
use super::take_in::TOOK_IN;
use crate::form::words::in_words;
use crate::model::day::Day;
use crate::model::id::{DocumentId, PartId, QuestionId, RevisionId};
use crate::model::moment::Moment;
use crate::model::signoff::{Outcome, SignOff};
use crate::pack::Pack;
use crate::pack::form::Form;
use crate::store::HistoryLine;

/// Versions of one part, and where their answers differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The versions; the one that counts comes first.
    pub versions: Vec<Version>,
    /// The questions they answer differently, in the order of the form.
    pub lines: Vec<Difference>,
    /// How many questions they answer alike.
    pub alike: usize,
}

/// One version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Which.
    pub revision: RevisionId,
    /// When it was completed, as UTC text.
    pub made: String,
    /// Who completed it here, or took it in; may be empty.
    pub who: String,
    /// Why a signed part was changed by it; may be empty.
    pub reason: String,
    /// How many signatures it has.
    pub n_signed: usize,
    /// Who signed it, and who sent it back, in words.
    pub signed: Vec<String>,
}

impl Version {
    /// Did anybody sign it?
    pub fn is_signed(&self) -> bool {
        self.n_signed > 0
    }
}

/// A question that is answered differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The question.
    pub question: QuestionId,
    /// Its words.
    pub ask: String,
    /// What each version says, in the order of the versions; empty: nothing.
    pub says: Vec<String>,
}

impl App {
    /// Compares the versions of a part that no later one replaces.
    ///
    /// # Errors
    ///
    /// There is no such document, or the records cannot be read.
    pub fn versions(&self, document: &DocumentId, part: &PartId) -> Result<Comparison> {
        let (record, at) = self.found(document)?;
        let found = record.documents.get(at).ok_or_else(|| Error::bug("A document is gone"))?;
        self.compare(found, &found.versions(part))
    }

    /// Compares a version with the one of its document and part that counts now; nothing if it is that one.
    pub(super) fn since(&self, revision: &RevisionId) -> Result<Comparison> {
        let stored = self.store.revision(revision)?;
        let (record, at) = self.found(&stored.revision.document)?;
        let found = record.documents.get(at).ok_or_else(|| Error::bug("A document is gone"))?;
        let Some(head) = found.heads.get(&stored.revision.part).filter(|head| head.stored.id != *revision) else {
            return Ok(Comparison::default());
        };
        let old = self.head(stored)?;
        self.compare(found, &[head, &old])
    }

    fn compare(&self, found: &DocumentRecord, heads: &[&Head]) -> Result<Comparison> {
        let history = self.store.history(Some(&found.document.partnership))?;
        let who = |revision: &RevisionId| {
            let first = history.iter().find(|line| line.revision == *revision);
            first.map(told_of_line).unwrap_or_default()
        };
        let version = |head: &&Head| Version {
            revision: head.stored.id.clone(),
            made: head.stored.revision.made.as_str().to_owned(),
            who: who(&head.stored.id),
            reason: head.stored.revision.reason.clone(),
            n_signed: head.sign_offs.iter().filter(|one| one.outcome == Outcome::Signed).count(),
            signed: head.sign_offs.iter().map(|sign_off| self.told_of(sign_off)).collect(),
        };
        let mut comparison = Comparison { versions: heads.iter().map(version).collect(), ..Comparison::default() };
        let Some(form) = self.pack.form(&found.document.form) else { return Ok(comparison) };
        let part = heads.first().map(|head| &head.stored.revision.part);
        let own = form.questions().filter(|(page, question)| Some(&page.part) == part && question.takes_answer());
        for (_, question) in own {
            let says: Vec<String> = heads.iter().map(|head| says(&self.pack, form, head, &question.id)).collect();
            if says.iter().all(|one| one == &says[0]) {
                comparison.alike += usize::from(!says[0].is_empty());
            } else {
                comparison.lines.push(Difference { question: question.id.clone(), ask: question.ask.words(), says });
            }
        }
        Ok(comparison)
    }

    fn told_of(&self, sign_off: &SignOff) -> String {
        let who = format!("{} ({})", sign_off.name, self.pack.role_title(&sign_off.role));
        match sign_off.outcome {
            Outcome::Signed => format!("Signed by {who} on {}", sign_off.on),
            Outcome::Returned => format!("Sent back by {who} on {}: {}", sign_off.on, sign_off.reason),
            Outcome::Received => format!("Received by {who} on {}", sign_off.on),
            Outcome::Accepted => format!("A correction accepted by {who} on {}", sign_off.on),
            Outcome::Declined => format!("A correction declined by {who} on {}: {}", sign_off.on, sign_off.reason),
        }
    }

    /// Begins the version that decides between others: with the answers of one, going on from all.
    pub(super) fn resolve(
        &mut self,
        document: DocumentId,
        part: &PartId,
        keep: &RevisionId,
        now: &Moment,
        today: Day,
    ) -> Result<Changed> {
        let pack = self.pack();
        let (record, at) = self.found(&document)?;
        let found = record.documents.get(at).ok_or_else(|| Error::bug("A document is gone"))?;
        let form = pack.form(&found.document.form).ok_or_else(|| Error::bug("A form is gone"))?;
        let versions = found.versions(part);
        if versions.len() < 2 {
            return Err(Error::user("There is only one version of this part", "Nothing is to be decided"));
        }
        let kept = versions.iter().find(|head| head.stored.id == *keep);
        let kept =
            kept.ok_or_else(|| Error::user("That version is not one of those to decide between", "Choose one"))?;
        if found.drafts.contains(part) {
            return Err(Error::user(
                "This part is being changed already",
                "Complete or delete the draft, then decide between the versions",
            ));
        }
        let others: Vec<String> = versions.iter().map(|head| head.stored.id.short()).collect();
        let reason = format!("Decides between versions {}, beginning with {}", others.join(" and "), keep.short());
        self.store.start_draft(&document, part, &kept.entries(form), &reason, now)?;
        let record = self.record(&record.partnership.reference)?;
        self.project(&record, today)?;
        Ok(Changed { reference: Some(record.partnership.reference), ..about(document) })
    }
}

/// Says who made a version part of the records here.
fn told_of_line(line: &HistoryLine) -> String {
    if line.what.starts_with(TOOK_IN) {
        format!("Taken in by {}: {}", line.who, line.what.trim_start_matches(TOOK_IN).trim())
    } else {
        format!("Completed here by {}", line.who)
    }
}

fn says(pack: &Pack, form: &Form, head: &Head, question: &QuestionId) -> String {
    let question = form.question(question);
    let answer = question.and_then(|question| Some((question, head.answers.get(&question.id)?)));
    answer.map(|(question, answer)| in_words(pack, question, answer).join("\n")).unwrap_or_default()
}
