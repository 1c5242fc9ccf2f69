//! Filling a form from an answer file, and checking one without keeping anything.

use super::answer_file::{self, Answers};
use super::error::{Error, Result};
use super::known_json;
use super::op::Op;
use super::record::pages_of;
use super::{App, new_row_id};
use crate::form::finding::{Finding, Level};
use crate::form::read::read;
use crate::form::reading::Reading;
use crate::model::day::Day;
use crate::model::entry::Entries;
use crate::model::id::{DocumentId, FormId, PartId, QuestionId, RevisionId, RowId};
use crate::model::moment::Moment;
use crate::pack::form::Form;
use crate::rules::standing::standing;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// What an answer file comes to.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Everything wrong, in page order.
    pub findings: Vec<Finding>,
    /// The titles of the pages asked.
    pub pages: Vec<String>,
    /// The facts the answers feed.
    pub facts: Map<String, Value>,
    /// What the rules make of them.
    pub results: Map<String, Value>,
    /// What is due: the form or title, and the day.
    pub due: Vec<(String, Day)>,
}

/// What to fill.
#[derive(Clone, Debug)]
pub struct Fill {
    /// The form.
    pub form: FormId,
    /// The partnership's reference; none: one is started.
    pub reference: Option<String>,
    /// The period's label; none: the current one.
    pub period: Option<String>,
    /// The part; none: every part there are answers for.
    pub part: Option<PartId>,
    /// The answers: question id = value.
    pub values: BTreeMap<String, Value>,
    /// Complete the parts, too?
    pub complete: bool,
    /// Why a part that was signed is changed; may be empty.
    pub reason: String,
}

/// What filling did.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    /// The partnership's reference.
    pub reference: String,
    /// The document.
    pub document: DocumentId,
    /// The part filled last.
    pub part: PartId,
    /// The period's label; may be empty.
    pub period: String,
    /// Was everything completed that was asked for?
    pub completed: bool,
    /// The revision made last.
    pub revision: Option<RevisionId>,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

impl App {
    /// Checks answers without keeping anything.
    ///
    /// # Errors
    ///
    /// There is no such form or partnership, or the records cannot be read.
    pub fn check_answers(
        &self,
        form: &FormId,
        values: &BTreeMap<String, Value>,
        reference: Option<&str>,
        today: Day,
    ) -> Result<Checked> {
        let pack = self.pack();
        let form = self.known_form(form)?;
        let form = pack.form(&form).ok_or_else(|| Error::bug("A form is gone"))?;
        let around = match reference {
            Some(reference) => self.around_new(&pack, &self.record(reference)?, form, today)?,
            None => self.bare(today)?,
        };
        let first = read(&pack, form, &Entries::new(), &around);
        let mut ids = row_ids();
        let answers = answer_file::entries(form, values, &first, &mut ids, &mut |path| Ok(path.to_owned()));
        let reading = read(&pack, form, &answers.entries, &around);
        let mut after = around.clone();
        after.facts = reading.facts.clone();
        let standing = standing(&pack, &after);
        let named = |due: &crate::rules::standing::DueDate| {
            due.form.as_ref().map_or_else(|| due.title.clone(), ToString::to_string)
        };
        Ok(Checked {
            pages: reading.pages.iter().map(|page| page.title.clone()).collect(),
            facts: json_map(&reading.facts),
            results: json_map(&reading.results),
            due: standing.due.iter().map(|due| (named(due), due.on)).collect(),
            findings: answers.findings.into_iter().chain(reading.findings).collect(),
        })
    }

    /// Keeps answers as drafts, and completes them if asked to.
    ///
    /// # Errors
    ///
    /// There is no such form, part or partnership, or the records cannot be written.
    pub fn fill(&mut self, fill: Fill, folder: &Path, now: &Moment, today: Day) -> Result<Filled> {
        let pack = self.pack();
        let id = self.known_form(&fill.form)?;
        let form = pack.form(&id).ok_or_else(|| Error::bug("A form is gone"))?;
        let parts = parts_to_fill(form, fill.part.as_ref(), &fill.values)?;
        let reference = match fill.reference {
            Some(reference) => reference,
            None => self.start_for(form, &fill.values, now, today)?,
        };
        let opened = self.apply(
            Op::OpenDocument {
                reference: reference.clone(),
                form: id,
                period: fill.period,
                part: parts.first().cloned(),
            },
            now,
            today,
        )?;
        let document = opened.document.ok_or_else(|| Error::bug("A document was not made"))?;
        let period = self.store.document(&document)?.period;
        let reference = opened.reference.unwrap_or(reference);
        let mut filled = Filled { reference, document, period, ..Filled::default() };
        for part in parts {
            self.fill_part(form, &part, &fill.values, &fill.reason, folder, &mut filled, now, today)?;
            filled.part = part;
            let blocked = filled.findings.iter().any(|finding| finding.level != Level::Warn);
            filled.completed = false;
            if fill.complete && !blocked {
                self.complete_part(&mut filled, now, today)?;
            }
        }
        Ok(filled)
    }

    fn complete_part(&mut self, filled: &mut Filled, now: &Moment, today: Day) -> Result<()> {
        let op = Op::Complete { document: filled.document.clone(), part: filled.part.clone() };
        let changed = self.apply(op, now, today)?;
        filled.completed = changed.revision.is_some();
        filled.revision = changed.revision.or(filled.revision.take());
        if filled.findings.is_empty() {
            filled.findings = changed.findings;
        }
        Ok(())
    }

    fn start_for(&mut self, form: &Form, values: &BTreeMap<String, Value>, now: &Moment, today: Day) -> Result<String> {
        let named = form.names.as_ref().and_then(|names| values.get(names.as_str())).and_then(Value::as_str);
        let name = named.unwrap_or("Untitled").to_owned();
        let starting = form.starts.then(|| form.id.clone());
        let changed = self.apply(Op::StartPartnership { name, form: starting }, now, today)?;
        changed.reference.ok_or_else(|| Error::bug("A partnership was not started"))
    }

    #[expect(clippy::too_many_arguments, reason = "one step of filling, split for its length")]
    fn fill_part(
        &mut self,
        form: &Form,
        part: &PartId,
        values: &BTreeMap<String, Value>,
        reason: &str,
        folder: &Path,
        filled: &mut Filled,
        now: &Moment,
        today: Day,
    ) -> Result<()> {
        let document = filled.document.clone();
        let desk = self.desk(&document, part, today)?;
        if desk.state != super::view::DocumentState::Draft && self.current_revision(&document, part)?.is_some() {
            let op = Op::Reopen { document: document.clone(), part: part.clone(), reason: reason.to_owned() };
            self.apply(op, now, today)?;
        }
        // A draft goes on under the edition it was begun under.
        let pack = Arc::clone(&desk.pack);
        let form = pack.form(&desk.form).unwrap_or(form);
        let before: Reading = read(&pack, form, &desk.entries, &desk.surroundings);
        let own = |id: &str| form.page_of(&id.into()).is_none_or(|page| page.part == *part);
        let mine = values.iter().filter(|(id, _)| own(id)).map(|(id, value)| (id.clone(), value.clone())).collect();
        let mut ids = row_ids();
        let Answers { entries, findings } = {
            let mut attach = |path: &str| self.attach(&folder.join(path));
            answer_file::entries(form, &mine, &before, &mut ids, &mut attach)
        };
        filled.findings = findings;
        let changes = entries.into_iter().map(|(question, entry)| (question, Some(entry))).collect();
        self.apply(Op::SaveEntries { document: document.clone(), part: part.clone(), entries: changes }, now, today)?;
        let desk = self.desk(&document, part, today)?;
        let reading = read(&pack, form, &desk.entries, &desk.surroundings);
        let here = |finding: &Finding| pages_of(form, part).any(|page| page.id == finding.page);
        filled.findings.extend(reading.findings.into_iter().filter(here));
        Ok(())
    }

    fn attach(&mut self, path: &Path) -> std::result::Result<String, String> {
        let bytes =
            std::fs::read(path).map_err(|error| format!("a file that can be read ({}: {error})", path.display()))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        self.add_file(&name, bytes).map(|digest| digest.to_string()).map_err(|error| error.to_string())
    }
}

fn json_map(facts: &crate::model::fact::Facts) -> Map<String, Value> {
    facts.0.iter().map(|(name, value)| (name.clone(), known_json::write(value))).collect()
}

/// Row ids for an answer file; without random numbers, rows are counted.
pub(super) fn row_ids() -> impl FnMut() -> RowId {
    let mut count = 0;
    move || {
        count += 1;
        new_row_id().unwrap_or_else(|_no_random| RowId::new(format!("row-{count}")))
    }
}

/// Returns the part asked for, or every part there are answers for, else the first.
fn parts_to_fill(form: &Form, part: Option<&PartId>, values: &BTreeMap<String, Value>) -> Result<Vec<PartId>> {
    if let Some(part) = part {
        let known: Vec<&str> = form.parts.iter().map(|part| part.id.as_str()).collect();
        if !known.contains(&part.as_str()) {
            return Err(Error::user(
                format!("This form has no part “{part}”"),
                format!("Its parts are: {}", known.join(", ")),
            ));
        }
        return Ok(vec![part.clone()]);
    }
    let answered = |part: &PartId| {
        values.keys().any(|id| form.page_of(&QuestionId::new(id.as_str())).is_some_and(|page| page.part == *part))
    };
    let mut parts: Vec<PartId> = form.parts.iter().map(|part| part.id.clone()).filter(|part| answered(part)).collect();
    if parts.is_empty() {
        parts.extend(form.parts.first().map(|part| part.id.clone()));
    }
    Ok(parts)
}
