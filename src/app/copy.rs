//! The register copy: published by the office that keeps the register, taken in and looked into everywhere else.

use super::App;
use super::error::{Error, Result};
use super::paper::Paper;
use super::register::Query;
use super::take_in::{TakenIn, refused};
use crate::exchange::copy::{self, RegisterCopy};
pub use crate::exchange::copy::{CopyBeside, CopyLine};
use crate::model::day::Day;
use crate::model::moment::Moment;
use crate::model::text::folded;
use crate::report::paper;
use crate::store::{Act, CopyHead, CopyRow};
use std::collections::BTreeMap;

/// The register copy that is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyHere {
    /// The day it shows the register of.
    pub day: Day,
    /// The body that published it.
    pub publisher: String,
    /// How many partnerships it lists.
    pub count: usize,
    /// How many of them are not here.
    pub elsewhere: usize,
}

impl App {
    /// Publishes the register: a PDF that lists it, with a copy inside that other machines take in.
    ///
    /// # Errors
    ///
    /// There is nothing on the register, or the records cannot be read.
    pub fn publish_register(&mut self, now: &Moment, today: Day) -> Result<Paper> {
        while self.refresh_some(today)? {}
        let lines = self.copy_lines()?;
        if lines.is_empty() {
            return Err(Error::user("There is nothing on the register to publish", "Put a partnership on it first"));
        }
        let shown = self.pack.columns.iter().filter(|column| column.show).map(|column| column.id.clone());
        let fields = ["ref", "register_no", "name"].map(str::to_owned).into_iter().chain(shown);
        let columns: Vec<String> = fields.chain(["state".to_owned()]).collect();
        let mut report = self.register_report(&Query::default(), &columns, today)?;
        "Register copy".clone_into(&mut report.title);
        let says = "A copy of this register is inside this PDF. To take it in: open Partnership Desk on the other \
                    computer and drop this file on the window, or choose File, Take in a file. New partnerships are \
                    then checked against it there. Nothing that is there already is changed or deleted.";
        report.sections.insert(0, crate::report::Section::Text(says.to_owned()));
        let copy = RegisterCopy { day: today, made: now.clone(), publisher: self.pack.body.clone(), lines };
        let bytes = copy::write(&paper::write(&report, &self.pack), &copy);
        Ok(Paper { name: format!("register-{}.pdf", today.iso()), bytes, draft: false })
    }

    fn copy_lines(&self) -> Result<Vec<CopyLine>> {
        let mut known: BTreeMap<String, serde_json::Value> = self.store.beside()?.into_iter().collect();
        let mut lines = Vec::new();
        for one in self.store.partnerships()? {
            let Some(beside) = known.remove(&one.reference) else { continue };
            let beside: CopyBeside = serde_json::from_value(beside)
                .map_err(|why| Error::bug(format!("What is known of {} cannot be read: {why}", one.reference)))?;
            let state = self.store.register_cells(&one.id)?.remove("state").map_or(String::new(), |cell| cell.text);
            let (id, reference, register_no) = (one.id, one.reference, one.register_no);
            lines.push(CopyLine { id, reference, register_no, state, beside });
        }
        lines.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(lines)
    }

    /// Takes a register copy in, in the place of an older one.
    pub(super) fn take_copy(&mut self, pdf: &[u8], dry_run: bool, now: &Moment) -> Result<TakenIn> {
        let (copy, digest) = copy::read(pdf).map_err(|why| refused(&why))?;
        let day = copy.day;
        if let Some(here) = self.store.register_copy()? {
            if here.digest == digest {
                return Ok(TakenIn { known: 1, ..TakenIn::default() });
            }
            if (here.day, &here.made) >= (day, &copy.made) {
                return Err(Error::user(
                    format!(
                        "This register copy of {day} is not taken in: the one of {} that is here is newer",
                        here.day
                    ),
                    "Ask for the newest copy if you need another",
                ));
            }
        }
        let count = copy.lines.len();
        let (came, check) = if dry_run { ("would come in", "would be") } else { ("came in", "are") };
        let publisher = &copy.publisher;
        let note = format!(
            "The register copy of {day} {came}: {}, published by {publisher}. New partnerships {check} checked \
             against it.",
            counted(count)
        );
        if !dry_run {
            let who = self.who()?;
            let what = format!("Took in the register copy of {day}, published by {publisher}");
            let (made, publisher) = (copy.made, copy.publisher);
            let head = CopyHead { day, made, publisher, digest, count };
            let rows: Vec<CopyRow> = copy.lines.iter().map(row_of).collect::<Result<_>>()?;
            self.store.take_copy(&head, &rows, &Act { who: &who, what: &what, at: now })?;
            self.forget_beside();
        }
        Ok(TakenIn { added: 1, notes: vec![note], ..TakenIn::default() })
    }

    /// Returns the register copy that is here, if one came in.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn register_copy(&self) -> Result<Option<CopyHere>> {
        let Some(CopyHead { day, publisher, count, .. }) = self.store.register_copy()? else { return Ok(None) };
        let elsewhere = self.beside()?.others.copied().count();
        Ok(Some(CopyHere { day, publisher, count, elsewhere }))
    }

    /// Returns the partnerships of the register copy in which every word of a search occurs, in order of their
    /// references.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn copied(&self, search: &str) -> Result<Vec<CopyLine>> {
        let search = folded(search);
        let is_found = |line: &CopyLine| {
            let CopyLine { reference, register_no, state, beside, .. } = line;
            let own = [reference.as_str(), register_no.as_deref().unwrap_or_default(), state, &beside.name];
            let names = beside.people.iter().chain(&beside.partners).map(String::as_str);
            let text = folded(&own.into_iter().chain(names).collect::<Vec<_>>().join(" "));
            search.split_whitespace().all(|word| text.contains(word))
        };
        let mut lines = Vec::new();
        for row in self.store.copied(false)? {
            let line: CopyLine = serde_json::from_value(row.body)
                .map_err(|why| Error::bug(format!("A partnership of the register copy cannot be read: {why}")))?;
            if is_found(&line) {
                lines.push(line);
            }
        }
        Ok(lines)
    }
}

/// Says how many partnerships there are.
pub fn counted(count: usize) -> String {
    if count == 1 { "one partnership".to_owned() } else { format!("{count} partnerships") }
}

fn row_of(line: &CopyLine) -> Result<CopyRow> {
    let body = serde_json::to_value(line)
        .map_err(|why| Error::bug(format!("A partnership of the register copy cannot be kept: {why}")))?;
    Ok(CopyRow { partnership: line.id.clone(), reference: line.reference.clone(), body })
}
