//! Forms of a partnership in one file, with a first page that says what it holds: a copy to be read.
//!
//! What is signed is printed form by form; a combined file is never issued.

use super::App;
use super::error::{Error, Result};
use super::paper::{Paper, safe};
use super::record::{DocumentRecord, Record};
use crate::form::words::in_words;
use crate::model::answer::Answer;
use crate::model::day::Day;
use crate::pack::Bundle;
use crate::print::bundle::{Member, bundle};
use crate::print::compose::{Cover, cover};
use crate::print::document::{Block, Column, Table};
use crate::print::pdf;

impl App {
    /// Makes one file of the forms of a partnership that a bundle of the procedure names; without an id, the first.
    ///
    /// # Errors
    ///
    /// There is no such bundle or partnership, none of its forms is begun, or the records cannot be read.
    pub fn bundle(&self, reference: &str, id: Option<&str>, today: Day) -> Result<Paper> {
        let wanted = self.known_bundle(id)?;
        let record = self.record(reference)?;
        let (mut members, mut missing, mut attached) = (Vec::new(), Vec::new(), Vec::new());
        for form in &wanted.forms {
            let documents: Vec<&DocumentRecord> =
                record.of_form(form).filter(|found| !found.heads.is_empty() || !found.drafts.is_empty()).collect();
            if documents.is_empty() {
                missing.extend(self.pack.form(form).map(|form| form.title.clone()));
            }
            for found in documents {
                members.push(self.member(&record, found, today)?);
                attached.extend(self.attached(found));
            }
        }
        if members.is_empty() {
            return Err(Error::user(
                format!("Nothing of “{}” is begun for this partnership", wanted.title),
                "Fill in one of its forms first",
            ));
        }
        let mut blocks = Vec::new();
        if !missing.is_empty() {
            blocks.push(Block::Note(format!("Not begun: {}.", missing.join("; "))));
        }
        if !attached.is_empty() {
            blocks.push(Block::Heading(2, "Documents that go with it".to_owned()));
            blocks.push(Block::Table(list_of(attached)));
        }
        let title = self.name_of(&record)?;
        let reference = &record.partnership.reference;
        let shown = record.partnership.shown();
        let facts = [("Partnership", title.as_str()), ("Reference", shown.as_str())];
        let notice = "A copy for reading. What is to be signed is printed form by form.";
        let about = Cover { title: &wanted.title, notice, reference: &shown, facts: &facts, made: today, blocks };
        let (document, pages) = bundle(&cover(&self.pack, about), &members, 2);
        let name = format!("{}-{}.pdf", safe(reference), safe(&wanted.id));
        Ok(Paper { name, bytes: pdf::write(&document, &pages), draft: false })
    }

    /// Composes a document as part of a combined file.
    pub(super) fn member(&self, record: &Record, found: &DocumentRecord, today: Day) -> Result<Member> {
        let plan = self.plan(found, None)?;
        let document = self.composed(record, found, &plan, None, today)?;
        let period = super::view::period_in_words(&found.document.period);
        let state = plan.head.map_or_else(
            || "Draft, not completed".to_owned(),
            |head| format!("Completed on {}", head.stored.revision.made.day()),
        );
        let note = if period.is_empty() { state } else { format!("{period}  ·  {state}") };
        Ok(Member { document, note })
    }

    fn known_bundle(&self, id: Option<&str>) -> Result<&Bundle> {
        let bundles = &self.pack.bundles;
        let found = id.map_or_else(|| bundles.first(), |id| bundles.iter().find(|bundle| bundle.id == id));
        let known: Vec<&str> = bundles.iter().map(|bundle| bundle.id.as_str()).collect();
        found.ok_or_else(|| match id {
            Some(id) if !known.is_empty() => {
                Error::user(format!("There is no bundle “{id}”"), format!("The bundles are: {}", known.join(", ")))
            }
            Some(_) | None => Error::user("This procedure joins no forms", "Export the forms one by one"),
        })
    }

    /// Returns the documents that completed answers name: where they are named, and what they are.
    fn attached(&self, found: &DocumentRecord) -> Vec<[String; 2]> {
        let answers = found.answers();
        let Some(form) = self.pack.form(&found.document.form) else { return vec![] };
        let named = form.questions().filter_map(|(_, question)| {
            let answer = answers.get(&question.id).filter(|answer| matches!(answer, Answer::Documents(_)))?;
            Some((question, answer))
        });
        let lines = named.flat_map(|(question, answer)| {
            let place = format!("{}: {}", form.title, question.ask.words());
            in_words(&self.pack, question, answer).into_iter().map(move |words| [words, place.clone()])
        });
        lines.collect()
    }
}

fn list_of(attached: Vec<[String; 2]>) -> Table {
    let column = |heading: &str| Column { heading: heading.to_owned(), width: 1.0, right: false };
    Table {
        columns: vec![column("Document"), column("Named in")],
        rows: attached.into_iter().map(|row| row.to_vec()).collect(),
        row_headers: true,
        ..Table::default()
    }
}
