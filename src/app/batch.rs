//! A paper for everything due: what is begun as it stands, the rest prefilled for the pen.
//!
//! Papers are made one by one, so that a window can show how far it is, and stop. Names
//! say how far a form is, so that a second run leaves out what is there and prints what went on.

use super::App;
use super::error::{Error, Result};
use super::paper::{Paper, safe};
use super::record::{DocumentRecord, Record};
use super::view::DueStatus;
use crate::form::read::{first_entries, read};
use crate::model::day::Day;
use crate::model::id::{DocumentId, FormId};
use crate::model::moment::Moment;
use crate::pack::form::Repeats;
use crate::print::bundle::{Member, bundle};
use crate::print::compose::{About, Cover, cover, prefilled};
use crate::print::{layout, pdf};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Which papers are wanted.
#[derive(Clone, Debug, Default)]
pub struct DueWanted {
    /// Due within so many days, or overdue; none: what is overdue, and what may be begun by now.
    pub within: Option<i64>,
    /// Of this form alone; none: of every form.
    pub form: Option<FormId>,
}

/// A paper for something due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuePaper {
    /// The partnership's reference.
    pub reference: String,
    /// Its name.
    pub name: String,
    /// The form.
    pub form: FormId,
    /// What is due, in words.
    pub title: String,
    /// The day.
    pub on: Day,
    /// The name of the file: which partnership, form and period, and how far it is.
    pub file: String,
    /// What it is printed from.
    from: Origin,
}

/// What a paper is printed from.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Origin {
    /// A document that is begun.
    Document(DocumentId),
    /// What is known of the partnership, for a period.
    Known(String),
}

impl App {
    /// Returns a paper for each form due, soonest first.
    ///
    /// # Errors
    ///
    /// There is no such form, or the records cannot be read.
    pub fn due_papers(&self, wanted: &DueWanted, today: Day) -> Result<Vec<DuePaper>> {
        let form = wanted.form.as_ref().map(|form| self.known_form(form)).transpose()?;
        let last = wanted.within.map(|days| today.add_days(days));
        let mut seen = BTreeSet::new();
        let mut papers = Vec::new();
        for line in self.due_list(None, last, usize::MAX, today)? {
            let Some(due) = line.form.clone().filter(|_| !line.reference.is_empty()) else { continue };
            let in_time = last.map_or(line.status != DueStatus::Open, |last| line.on <= last);
            let asked = form.as_ref().is_none_or(|form| *form == due);
            if in_time && asked && seen.insert((line.reference.clone(), due.clone())) {
                let record = self.record(&line.reference)?;
                let (from, file) = self.due_from(&record, &due, line.on, today)?;
                let (reference, name, title) = (line.reference, line.name, line.title);
                papers.push(DuePaper { reference, name, form: due, title, on: line.on, file, from });
            }
        }
        Ok(papers)
    }

    /// Finds what a paper is printed from, and names its file.
    fn due_from(&self, record: &Record, form: &FormId, on: Day, today: Day) -> Result<(Origin, String)> {
        let form = self.pack.form(form).ok_or_else(|| Error::bug("A form is gone"))?;
        let around = self.around_new(&self.pack, record, form, today)?;
        // A form that may come any day has its period once it is begun; its paper is named by the day it is due.
        let (period, named) = match form.repeats {
            Repeats::Once => (String::new(), String::new()),
            Repeats::Any => (String::new(), on.iso()),
            Repeats::Yearly => {
                let period = super::change::current_period(&self.pack, form, &around);
                (period.clone(), period)
            }
        };
        let is_begun = |found: &&DocumentRecord| !found.heads.is_empty() || !found.drafts.is_empty();
        let is_open = |found: &&DocumentRecord| super::change::is_open_for(&self.pack, form, found, &period);
        let found = record.of_form(&form.id).filter(is_begun).rfind(is_open);
        let (from, period, state) = match found {
            Some(found) => {
                let state = if self.plan(found, None)?.head.is_some() { "" } else { "draft" };
                (Origin::Document(found.document.id.clone()), found.document.period.clone(), state)
            }
            None => (Origin::Known(period), named, "to-fill-in"),
        };
        let parts = [record.partnership.reference.as_str(), form.id.as_str(), &period, state];
        let name = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
        Ok((from, format!("{}.pdf", safe(&name))))
    }

    /// Makes one paper: of a completed form the one issued for signing, of a draft one marked as such.
    ///
    /// # Errors
    ///
    /// The records cannot be read or written.
    pub fn due_paper(&mut self, due: &DuePaper, now: &Moment, today: Day) -> Result<Paper> {
        if let Origin::Document(document) = &due.from {
            let paper = self.paper(document, None, now, today)?;
            return Ok(Paper { name: due.file.clone(), ..paper });
        }
        let document = self.due_member(due, today)?.document;
        let bytes = pdf::write(&document, &layout::lay_out(&document));
        Ok(Paper { name: due.file.clone(), bytes, draft: false })
    }

    /// Composes one paper as part of a combined file; nothing is issued.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn due_member(&self, due: &DuePaper, today: Day) -> Result<Member> {
        let on = format!("Due on {}", due.on);
        let mut member = match &due.from {
            Origin::Document(document) => {
                let (record, at) = self.found(document)?;
                let found = record.documents.get(at).ok_or_else(|| Error::bug("A document is gone"))?;
                self.member(&record, found, today)?
            }
            Origin::Known(period) => self.known_member(due, period, today)?,
        };
        member.note = format!("{} {}  ·  {on}  ·  {}", due.reference, due.name, member.note);
        Ok(member)
    }

    /// Composes a form that is not begun, with what is known of the partnership.
    fn known_member(&self, due: &DuePaper, period: &str, today: Day) -> Result<Member> {
        let form = self.pack.form(&due.form).ok_or_else(|| Error::bug("A form is gone"))?;
        let record = self.record(&due.reference)?;
        let around = self.around_new(&self.pack, &record, form, today)?;
        let reading = read(&self.pack, form, &first_entries(&self.pack, form, &around), &around);
        let facts = [("Due".to_owned(), due.on.to_string())];
        let about = About {
            partnership: &due.name,
            reference: &record.partnership.shown(),
            period: &super::view::period_in_words(period),
            revision: None,
            draft: false,
            made: today,
            facts: &facts,
            parts: &[],
            signed: &BTreeMap::new(),
        };
        let document = prefilled(&self.pack, form, &reading, &about);
        Ok(Member { document, note: "Not begun, to be filled in".to_owned() })
    }

    /// Joins papers into one file with a first page that says what it holds.
    pub fn due_together(&self, members: &[Member], today: Day) -> Paper {
        let count = members.len().to_string();
        let made = today.to_string();
        let facts = [("Papers", count.as_str()), ("Printed on", made.as_str())];
        let notice = "Drafts are marked as such. Forms not begun hold what is known, and are filled in with the pen.";
        let about =
            Cover { title: "Everything due", notice, reference: "", facts: &facts, made: today, blocks: vec![] };
        let (document, pages) = bundle(&cover(&self.pack, about), members, 1);
        let name = format!("due-{}.pdf", today.iso());
        Paper { name, bytes: pdf::write(&document, &pages), draft: false }
    }
}

/// Is there a whole PDF under a name already? One that was cut off is made again.
pub fn is_there(path: &Path) -> bool {
    let Ok(bytes) = std::fs::read(path) else { return false };
    let end = bytes.trim_ascii_end();
    bytes.starts_with(b"%PDF-") && end.ends_with(b"%%EOF")
}
