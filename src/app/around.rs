//! What a draft's questions may look at: register, other forms, last year's, facts, dates.

use super::App;
use super::error::Result;
use super::known_json;
use super::record::{DocumentRecord, Record};
use crate::form::reading::{PageReading, PageState, Surroundings};
use crate::form::stored::{self, People};
use crate::model::answer::Answer;
use crate::model::day::Day;
use crate::model::desk::{DeskPerson, Sitting};
use crate::model::entry::Entry;
use crate::model::id::{DocumentId, PartId, QuestionId};
use crate::pack::Pack;
use crate::pack::condition::World;
use crate::pack::form::Form;
use crate::rules::standing::due_by_form;
use crate::store::Partnership;
use std::collections::BTreeMap;

impl App {
    /// Returns the surroundings of a partnership, without any document.
    pub(super) fn around_partnership(&self, pack: &Pack, record: &Record, today: Day) -> Result<Surroundings> {
        let mut around = self.bare(today)?;
        around.register = self.register_of(pack, record)?;
        around.facts = known_json::facts(&self.store.facts(&record.partnership.id)?);
        for effective in record.effective(pack) {
            *around.world.form_counts.entry(effective.document.document.form.to_string()).or_default() += 1;
            around.others.extend(effective.answers);
        }
        add_signed(pack, record, &mut around);
        around.world.own.clone_from(&record.partnership.reference);
        around.world.due = due_by_form(pack, &around);
        Ok(around)
    }

    /// Returns the surroundings of one part of one document.
    pub(super) fn around_document(
        &self,
        pack: &Pack,
        record: &Record,
        document: &DocumentRecord,
        part: &PartId,
        today: Day,
    ) -> Result<Surroundings> {
        self.around_part(pack, record, document, part, self.around_partnership(pack, record, today)?)
    }

    /// The same, over the surroundings of the partnership.
    fn around_part(
        &self,
        pack: &Pack,
        record: &Record,
        document: &DocumentRecord,
        part: &PartId,
        partnership: Surroundings,
    ) -> Result<Surroundings> {
        let Some(form) = pack.form(&document.document.form) else { return Ok(partnership) };
        let mut around = around_form(form, previous(record, document, form), partnership);
        for (_, head) in document.heads.iter().filter(|(other, _)| *other != part) {
            around.others.extend(head.answers.clone());
        }
        for other in document.drafts.iter().filter(|other| *other != part) {
            around.others.extend(self.drafted(pack, form, &document.document.id, other, &around)?);
        }
        around.signed.extend(document.signed(pack, form));
        Ok(around)
    }

    /// Returns the surroundings of a form that has no document yet.
    pub(super) fn around_new(&self, pack: &Pack, record: &Record, form: &Form, today: Day) -> Result<Surroundings> {
        let last = record.of_form(&form.id).rfind(|document| document.is_completed_in(form));
        Ok(around_form(form, last, self.around_partnership(pack, record, today)?))
    }

    /// Reads what is typed in another part of a form: parts see one another's drafts.
    fn drafted(
        &self,
        pack: &Pack,
        form: &Form,
        document: &DocumentId,
        part: &PartId,
        around: &Surroundings,
    ) -> Result<BTreeMap<QuestionId, Answer>> {
        let entries = self.store.load_draft(document, part)?.map(|draft| draft.entries).unwrap_or_default();
        let reading = crate::form::read::read(pack, form, &entries, around);
        let own = |id: &QuestionId| form.page_of(id).is_some_and(|page| page.part == *part);
        Ok(reading.answers.into_iter().filter(|(id, _)| own(id)).collect())
    }

    /// Returns surroundings that know nothing of a partnership: for a form without one.
    pub(super) fn bare(&self, today: Day) -> Result<Surroundings> {
        let beside = self.beside()?;
        Ok(Surroundings {
            today,
            me: self.me()?.and_then(|me| me.person()),
            register: BTreeMap::new(),
            others: BTreeMap::new(),
            last: BTreeMap::new(),
            last_title: String::new(),
            facts: crate::model::fact::Facts::default(),
            world: World { others: beside.others, copy_of: beside.copy_of, ..self.office_world(today)? },
            done: BTreeMap::new(),
            signed: BTreeMap::new(),
            partnerships: beside.names,
            rules: crate::rules::results,
        })
    }

    /// Returns the pages and parts of a partnership's forms that have nothing wrong in them.
    pub(super) fn done(&self, pack: &Pack, record: &Record, today: Day) -> Result<BTreeMap<String, bool>> {
        let mut done = BTreeMap::new();
        let partnership = self.around_partnership(pack, record, today)?;
        for form in &pack.forms {
            let Some(document) = record.of_form(&form.id).next_back() else { continue };
            for part in &form.parts {
                let draft = self.store.load_draft(&document.document.id, &part.id)?;
                let (entries, begun) = match (draft, document.heads.get(&part.id)) {
                    (Some(draft), _) => (draft.entries, true),
                    (None, Some(head)) => (crate::form::prefill::settled_entries(form, &part.id, &head.answers), true),
                    (None, None) => (BTreeMap::new(), false),
                };
                let around = self.around_part(pack, record, document, &part.id, partnership.clone())?;
                let reading = crate::form::read::read(pack, form, &entries, &around);
                let own = || reading.pages.iter().filter(|page| page.part == part.id);
                let finished = |page: &PageReading| begun && page.state == PageState::Completed;
                done.extend(own().map(|page| (page.id.to_string(), finished(page))));
                done.insert(part.id.to_string(), own().next().is_some() && own().all(finished));
            }
        }
        Ok(done)
    }

    /// Returns who is at the desk, if they said so.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn me(&self) -> Result<Option<DeskPerson>> {
        Ok(self.store.sittings()?.pop().map(|sitting| sitting.person))
    }

    /// Returns who sat at the desk since when, oldest first.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn sittings(&self) -> Result<Vec<Sitting>> {
        Ok(self.store.sittings()?)
    }

    /// Returns the register column that holds the name.
    pub(super) fn name_column(&self) -> String {
        let named = |(form, names): (&Form, &QuestionId)| form.question(names)?.register.clone();
        self.pack.starting_forms().find_map(named).unwrap_or_default()
    }

    fn register_of(&self, pack: &Pack, record: &Record) -> Result<BTreeMap<String, Answer>> {
        let cells = self.store.register_cells(&record.partnership.id)?;
        let read = |(id, cell): (String, crate::store::Cell)| {
            let answer = stored::column(pack.column(&id)?, &cell.value, &People::new())?;
            Some((id, answer))
        };
        Ok(cells.into_iter().filter_map(read).collect())
    }

    /// Returns what a partnership is called: by its register entry, else by what was typed there.
    pub(super) fn name_of(&self, record: &Record) -> Result<String> {
        let column = self.name_column();
        if let Some(Answer::Text(name)) = self.register_of(&self.pack, record)?.get(&column) {
            return Ok(name.clone());
        }
        self.typed_name(record)
    }

    pub(super) fn typed_name(&self, record: &Record) -> Result<String> {
        for (form, names) in self.pack.starting_forms() {
            for document in record.of_form(&form.id) {
                if let Some(Answer::Text(name)) = document.answers().get(names) {
                    return Ok(name.clone());
                }
                for part in &form.parts {
                    let draft = self.store.load_draft(&document.document.id, &part.id)?;
                    let typed = draft.and_then(|draft| draft.entries.get(names).map(Entry::as_text).map(str::to_owned));
                    if let Some(name) = typed.filter(|name| !name.trim().is_empty()) {
                        return Ok(name.trim().to_owned());
                    }
                }
            }
        }
        Ok(self.name_elsewhere(&record.partnership)?.unwrap_or_else(|| "Untitled".to_owned()))
    }

    /// Returns what a partnership is called by its forms of other procedures.
    fn name_elsewhere(&self, one: &Partnership) -> Result<Option<String>> {
        for document in self.store.documents(&one.id)?.into_iter().filter(|document| document.pack != self.pack.id) {
            for stored in self.store.revisions(&document.id)?.into_iter().filter(|stored| stored.is_head) {
                let pack = self.pack_of(&stored.revision.pack_digest)?;
                let names = pack.starting_forms().find(|(form, _)| form.id == document.form).map(|(_, names)| names);
                let name = names.and_then(|names| stored.revision.answers.get(names)).and_then(|name| name.as_str());
                if let Some(name) = name {
                    return Ok(Some(name.to_owned()));
                }
            }
            let Some(pack) = super::packs::named(Some(document.pack.as_str())).ok() else { continue };
            let Some((form, names)) = pack.starting_forms().find(|(form, _)| form.id == document.form) else {
                continue;
            };
            for part in &form.parts {
                let draft = self.store.load_draft(&document.id, &part.id)?;
                if let Some(name) =
                    draft.and_then(|draft| draft.entries.get(names).map(Entry::as_text).map(str::to_owned))
                {
                    return Ok(Some(name.trim().to_owned()));
                }
            }
        }
        Ok(None)
    }

    /// Returns the partnerships that have forms of other procedures only, each with its name.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn elsewhere(&self) -> Result<Vec<(String, String)>> {
        let others = self.store.partnerships_elsewhere(&self.pack.id)?;
        let named = |one: Partnership| {
            let name = self.name_elsewhere(&one)?.unwrap_or_else(|| "Untitled".to_owned());
            Ok((one.reference, name))
        };
        others.into_iter().map(named).collect()
    }
}

/// What a document of a form sees whatever it holds itself: nothing of the form's other documents but the last.
fn around_form(form: &Form, last: Option<&DocumentRecord>, partnership: Surroundings) -> Surroundings {
    let mut around = partnership;
    around.others.retain(|id, _| form.question(id).is_none());
    around.signed.retain(|id, _| form.question(id).is_none());
    if let Some(last) = last {
        around.last = last.answers();
        around.last_title = titled(&form.title, &last.document.period);
    }
    around
}

/// Adds who signed the latest document of each form.
pub(super) fn add_signed(pack: &Pack, record: &Record, around: &mut Surroundings) {
    for form in &pack.forms {
        if let Some(latest) = record.of_form(&form.id).next_back() {
            around.signed.extend(latest.signed(pack, form));
        }
    }
}

/// Returns the document of the same form before this one that has taken effect.
fn previous<'a>(record: &'a Record, document: &DocumentRecord, form: &'a Form) -> Option<&'a DocumentRecord> {
    let before = |other: &&DocumentRecord| {
        other.document.id != document.document.id
            && (&other.document.period, &other.document.created)
                < (&document.document.period, &document.document.created)
    };
    let mut earlier: Vec<&DocumentRecord> =
        record.of_form(&form.id).filter(before).filter(|other| other.is_completed_in(form)).collect();
    earlier.sort_by_key(|other| (other.document.period.clone(), other.document.created.clone()));
    earlier.pop()
}

impl DocumentRecord {
    /// Is its first part completed? Last year's answers serve even where nobody has signed yet.
    fn is_completed_in(&self, form: &Form) -> bool {
        form.parts.first().is_some_and(|part| self.heads.contains_key(&part.id))
    }
}

/// Returns a form's title with its period.
pub(super) fn titled(title: &str, period: &str) -> String {
    if period.is_empty() { title.to_owned() } else { format!("{title}, {}", super::view::period_in_words(period)) }
}
