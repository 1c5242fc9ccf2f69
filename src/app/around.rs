//! What a draft's questions may look at: register, other forms, last year's, facts, dates.

use super::App;
use super::error::Result;
use super::known_json;
use super::record::{DocumentRecord, Record};
use crate::form::reading::Surroundings;
use crate::form::stored::{self, People};
use crate::model::answer::{Answer, Person};
use crate::model::day::Day;
use crate::model::entry::Entry;
use crate::model::id::PartId;
use crate::pack::Pack;
use crate::pack::condition::World;
use crate::pack::form::Form;
use crate::rules::standing::{Standing, standing};
use std::collections::BTreeMap;

impl App {
    /// Returns the surroundings of a partnership, without any document.
    pub(super) fn around_partnership(&self, pack: &Pack, record: &Record, today: Day) -> Result<Surroundings> {
        let mut around = self.bare(today)?;
        around.register = self.register_of(pack, record)?;
        around.facts = known_json::facts(&self.store.facts(&record.partnership.id)?);
        for document in record.effective(pack) {
            around.others.extend(document.answers());
        }
        for form in &pack.forms {
            let completed = record.of_form(&form.id).filter(|document| document.is_effective(form)).count();
            around.world.form_counts.insert(form.id.to_string(), i64::try_from(completed).unwrap_or(i64::MAX));
        }
        let own = &record.partnership.reference;
        around.world.names = around
            .partnerships
            .iter()
            .filter(|(reference, _)| *reference != own)
            .map(|(_, name)| name.clone())
            .collect();
        let standing = standing(pack, &around);
        around.world.due = due_by_form(&standing);
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
        let mut around = self.around_partnership(pack, record, today)?;
        let Some(form) = pack.form(&document.document.form) else { return Ok(around) };
        around.others.retain(|id, _| form.question(id).is_none());
        if let Some(last) = previous(record, document, form) {
            around.last = last.answers();
            around.last_title = titled(&form.title, &last.document.period);
        }
        for (_, head) in document.heads.iter().filter(|(other, _)| *other != part) {
            around.others.extend(head.answers.clone());
        }
        around.signed = document.signed(form);
        Ok(around)
    }

    /// Returns the surroundings of a form that has no document yet.
    pub(super) fn around_new(&self, pack: &Pack, record: &Record, form: &Form, today: Day) -> Result<Surroundings> {
        let mut around = self.around_partnership(pack, record, today)?;
        around.others.retain(|id, _| form.question(id).is_none());
        if let Some(last) = record.of_form(&form.id).rfind(|document| document.is_completed_in(form)) {
            around.last = last.answers();
            around.last_title = titled(&form.title, &last.document.period);
        }
        Ok(around)
    }

    /// Returns surroundings that know nothing of a partnership: for a form without one.
    pub(super) fn bare(&self, today: Day) -> Result<Surroundings> {
        let names: BTreeMap<String, String> = self.names()?;
        Ok(Surroundings {
            today,
            me: self.me()?,
            register: BTreeMap::new(),
            others: BTreeMap::new(),
            last: BTreeMap::new(),
            last_title: String::new(),
            facts: crate::model::fact::Facts::default(),
            world: World::default(),
            signed: BTreeMap::new(),
            partnerships: names,
            rules: crate::rules::results,
        })
    }

    /// Returns the person at the desk, if they said who they are.
    fn me(&self) -> Result<Option<Person>> {
        let mut person = Person::default();
        for field in ["name", "post", "place", "email", "phone"] {
            if let Some(text) = self.store.setting(&format!("me.{field}"))?.filter(|text| !text.is_empty()) {
                person.fields.insert(field.to_owned(), text);
            }
        }
        Ok(Some(person).filter(|person| !person.name().is_empty()))
    }

    /// Returns every partnership's name by reference.
    pub(super) fn names(&self) -> Result<BTreeMap<String, String>> {
        let column = self.name_column();
        let rows = self.store.register()?;
        let text =
            |row: &crate::store::RegisterRow| row.cells.get(&column).map_or(String::new(), |cell| cell.text.clone());
        Ok(rows.iter().map(|row| (row.reference.clone(), text(row))).collect())
    }

    /// Returns the register column that holds the name.
    pub(super) fn name_column(&self) -> String {
        let starting = self.pack.starting_form();
        let question = starting.and_then(|(form, names)| form.question(names));
        question.and_then(|question| question.register.clone()).unwrap_or_default()
    }

    fn register_of(&self, pack: &Pack, record: &Record) -> Result<BTreeMap<String, Answer>> {
        let rows = self.store.register()?;
        let row = rows.into_iter().find(|row| row.partnership == record.partnership.id);
        let cells = row.map(|row| row.cells).unwrap_or_default();
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
        let Some((form, names)) = self.pack.starting_form() else { return Ok("Untitled".to_owned()) };
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
        Ok("Untitled".to_owned())
    }

    /// Works out where a partnership stands.
    pub(super) fn standing(&self, record: &Record, today: Day) -> Result<Standing> {
        Ok(standing(&self.pack, &self.around_partnership(&self.pack, record, today)?))
    }
}

fn due_by_form(standing: &Standing) -> BTreeMap<String, Day> {
    let dated = standing.due.iter().filter_map(|due| Some((due.form.as_ref()?.to_string(), due.on)));
    // The soonest of a form comes first in the list, and must win.
    dated.rev().collect()
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
    if period.is_empty() { title.to_owned() } else { format!("{title}, {period}") }
}
