//! Making the partnerships of an import as one step, and taking them off the register again.

use super::rows::Prepared;
use super::{Import, Imported, RowLine};
use crate::app::App;
use crate::app::error::{Error, Result};
use crate::app::op::Changed;
use crate::app::record::{DocumentRecord, Head, Record};
use crate::model::day::Day;
use crate::model::id::PartId;
use crate::model::moment::Moment;
use crate::model::partnership::{Document, Partnership};
use crate::pack::form::{Form, Repeats};
use crate::store::{Act, ImportLine, NewEntry, NewImport, Store, StoredRevision};
use std::collections::{BTreeMap, BTreeSet};

/// What undoing an import did: references and names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undone {
    /// The file's name.
    pub file: String,
    /// Taken off the register.
    pub taken_off: Vec<(String, String)>,
    /// Changed since, so they stay.
    pub stayed: Vec<(String, String)>,
}

impl App {
    /// Brings the rows of a spreadsheet in, all or, if anything fails, none.
    pub(in crate::app) fn import_register(&mut self, import: &Import, now: &Moment, today: Day) -> Result<Changed> {
        let pack = self.pack();
        let prepared = self.prepare_import(&import.file, &import.plan, today)?;
        let (form, _) = pack.starting_forms().next().ok_or_else(|| Error::bug("A form is gone"))?;
        let part = &form.parts.first().expect("a form has at least one part").id;
        let count = prepared.iter().filter(|(line, _)| line.brought).count();
        let prefix = self.store.setting("prefix")?.unwrap_or_else(|| "P".to_owned());
        let mut references = self.store.next_references(&prefix, count)?.into_iter();
        let period = match form.repeats {
            Repeats::Once => String::new(),
            Repeats::Yearly | Repeats::Any => crate::app::change::current_period(&pack, form, &self.bare(today)?),
        };
        let mut imported = Imported { file: import.file.name.clone(), ..Imported::default() };
        let mut entries = Vec::new();
        for (mut line, ready) in prepared {
            if let Some(ready) = ready.filter(|_| line.brought) {
                let reference = references.next().ok_or_else(|| Error::bug("There are too few references"))?;
                let partnership = Store::new_partnership(reference, now)?;
                let document = Store::new_document(&partnership.id, (&pack.id, &form.id), &period, now)?;
                line.reference = Some(partnership.reference.clone());
                entries.push(self.new_entry(form, part, partnership, document, &line, ready, now, today)?);
            }
            imported.rows.push(line);
        }
        if entries.is_empty() {
            return Ok(Changed { import: Some(Box::new(imported)), ..Changed::default() });
        }
        let who = self.who()?;
        let what = format!("Brought in from {}", import.file.name);
        let made =
            NewImport { file: &import.file.name, digest: &import.file.digest, pack: &pack.text, entries: &entries };
        imported.id = self.store.bring_in(&made, &Act { who: &who, what: &what, at: now })?;
        for entry in &entries {
            match &entry.completed {
                Some((_, _, projection)) => self.note_beside(&entry.partnership, projection)?,
                // What is worked out of a draft reads it from the records, so it follows.
                None => self.project(&self.record_of(entry.partnership.clone())?, today)?,
            }
        }
        Ok(Changed { started: count, import: Some(Box::new(imported)), register: true, ..Changed::default() })
    }

    #[expect(clippy::too_many_arguments, reason = "one step of bringing in, split for its length")]
    fn new_entry(
        &self,
        form: &Form,
        part: &PartId,
        partnership: Partnership,
        document: Document,
        line: &RowLine,
        ready: Prepared,
        now: &Moment,
        today: Day,
    ) -> Result<NewEntry> {
        let mut entry = NewEntry {
            partnership,
            document,
            part: part.clone(),
            line: line.line,
            completed: None,
            typed: ready.typed,
        };
        let Some(completed) = ready.completed else { return Ok(entry) };
        let mut found = DocumentRecord {
            document: entry.document.clone(),
            heads: BTreeMap::new(),
            rivals: BTreeMap::new(),
            earlier: vec![],
            drafts: BTreeSet::new(),
        };
        let (revision, cards) = self.revision((&self.pack, form), &found, &completed, String::new(), vec![], now)?;
        let stored = StoredRevision { id: revision.id(), seq: i64::MAX, is_head: true, revision: revision.clone() };
        found.add_head(Head { stored, answers: completed.answers().clone(), sign_offs: vec![] });
        let record = Record { partnership: entry.partnership.clone(), documents: vec![found] };
        entry.completed = Some((revision, cards, self.projection(&record, today)?));
        Ok(entry)
    }

    /// Takes the partnerships of an import off the register that nobody has changed since.
    pub(in crate::app) fn undo_import(&mut self, id: &str, now: &Moment) -> Result<Changed> {
        let import = self.store.import(id)?;
        let mut undone = Undone { file: import.file, ..Undone::default() };
        let mut off = Vec::new();
        for (partnership, changed) in self.store.imported(id)? {
            let (id, reference) = (partnership.id.clone(), partnership.reference.clone());
            let name = self.name_of(&self.record_of(partnership)?)?;
            if changed {
                undone.stayed.push((reference, name));
            } else {
                undone.taken_off.push((reference, name));
                off.push(id);
            }
        }
        let known = self.beside()?;
        let others = undone.taken_off.iter().filter_map(|(reference, _)| known.others.get(reference));
        let people = others.flat_map(|other| &other.people);
        let stale: BTreeSet<String> =
            people.flat_map(|person| known.others.of_person(person)).map(|other| other.reference.clone()).collect();
        let who = self.who()?;
        let what = format!("Taken off the register: the import of {} was undone", undone.file);
        self.store.take_off(&off, &Act { who: &who, what: &what, at: now })?;
        // Who led or attended them has less to do in others.
        self.store.mark_stale(Some(&stale.into_iter().collect::<Vec<_>>()))?;
        self.forget_beside();
        Ok(Changed { undone: Some(Box::new(undone)), register: true, ..Changed::default() })
    }

    /// Returns the imports of spreadsheets of which something is still on the register, the newest first.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn imports(&self) -> Result<Vec<ImportLine>> {
        let mut there = Vec::new();
        for import in self.store.imports()? {
            if !self.store.imported(&import.id)?.is_empty() {
                there.push(import);
            }
        }
        Ok(there)
    }
}
