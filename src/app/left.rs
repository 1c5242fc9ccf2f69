//! People who have left, and who leads what: the register is to be right about both.

use super::App;
use super::error::{Error, Result};
use super::op::Changed;
use crate::form::stored::{self, People};
use crate::model::answer::{Answer, Person};
use crate::model::day::Day;
use crate::model::id::PartnershipId;
use crate::model::moment::Moment;
use crate::model::partnership::Partnership;
use crate::model::text::clean;
use crate::pack::condition::{World, same_person};
use crate::pack::form::Form;
use crate::store::{Act, Entered, Ledger};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the office noted, as expressions see it on a day: who left when, and the quarters whose meeting was held.
pub(super) type OfficeNotes = (Day, Arc<Vec<(String, Day)>>, Arc<BTreeSet<Day>>);

/// A person who has left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftLine {
    /// Their name.
    pub name: String,
    /// Their last day.
    pub on: Day,
    /// How many partnerships they still lead.
    pub leads: usize,
}

/// A person who leads partnerships.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeadLine {
    /// Their name, as most of their partnerships have it.
    pub name: String,
    /// How many partnerships they lead.
    pub leads: usize,
    /// When they left, if they have.
    pub left: Option<Day>,
}

/// A partnership that a person leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Led {
    /// Its reference.
    pub reference: String,
    /// The same with its register number, as people are shown it.
    pub shown: String,
    /// Its name.
    pub name: String,
    /// Why it cannot be handed over now; empty if it can.
    pub refused: String,
}

impl App {
    /// Returns what the office noted, for expressions: people who left, and meetings held.
    pub(super) fn office_world(&self, today: Day) -> Result<World> {
        if let Some((_, left, meetings)) = self.office.borrow().as_ref().filter(|(day, ..)| *day == today) {
            return Ok(World { left: Arc::clone(left), meetings: Arc::clone(meetings), ..World::default() });
        }
        let held = self.meetings()?.into_iter().filter(|one| !one.struck && one.held_on <= today);
        let quarters: BTreeSet<Day> = held.map(|one| one.quarter).collect();
        let (left, meetings) = (Arc::new(self.left()?), Arc::new(quarters));
        self.office.replace(Some((today, Arc::clone(&left), Arc::clone(&meetings))));
        Ok(World { left, meetings, ..World::default() })
    }

    /// Forgets what the office noted: it is read again when it is asked for.
    pub(super) fn forget_office(&self) {
        self.office.replace(None);
    }

    fn left(&self) -> Result<Vec<(String, Day)>> {
        let notes = self.store.entered(Ledger::Left)?;
        Ok(notes.into_iter().filter_map(|note| Some((note.subject, Day::parse_iso(&note.body)?))).collect())
    }

    /// Returns the people who have left, by name.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn people_who_left(&self) -> Result<Vec<LeftLine>> {
        let leads = self.leads_of_all()?;
        let count = |name: &str| leads.iter().filter(|(_, lead)| same_person(lead, name)).count();
        let mut lines: Vec<LeftLine> =
            self.left()?.into_iter().map(|(name, on)| LeftLine { leads: count(&name), name, on }).collect();
        lines.sort_by_key(|line| line.name.to_lowercase());
        Ok(lines)
    }

    /// Returns everybody who leads partnerships that are not over: who has left first, then by name.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn leads(&self) -> Result<Vec<LeadLine>> {
        let left = self.left()?;
        let mut found: BTreeMap<String, LeadLine> = BTreeMap::new();
        for (_, name) in self.leads_of_all()? {
            let key = found.keys().find(|known| same_person(known, &name)).cloned().unwrap_or_else(|| name.clone());
            let when = left.iter().find(|(who, _)| same_person(who, &name)).map(|(_, on)| *on);
            found.entry(key).or_insert(LeadLine { name, leads: 0, left: when }).leads += 1;
        }
        let mut lines: Vec<LeadLine> = found.into_values().collect();
        lines.sort_by_key(|line| (line.left.is_none(), line.name.to_lowercase()));
        Ok(lines)
    }

    /// Returns the partnerships that a person leads and that are not over, by reference.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn led_by(&self, name: &str) -> Result<Vec<Led>> {
        let mut led = Vec::new();
        for (id, lead) in self.leads_of_all()? {
            if same_person(&lead, name) {
                let record = self.record_of(self.store.partnership(&id)?)?;
                let refused = self.why_not_handed_over(&record).unwrap_or_default();
                let name = self.name_of(&record)?;
                let shown = record.partnership.shown();
                led.push(Led { reference: record.partnership.reference, shown, name, refused });
            }
        }
        led.sort_by(|a, b| a.reference.cmp(&b.reference));
        Ok(led)
    }

    /// Returns the lead of each partnership that is not over.
    pub(super) fn leads_of_all(&self) -> Result<Vec<(PartnershipId, String)>> {
        let over = |state: &Value| {
            self.pack.states.iter().any(|known| Some(known.id.as_str()) == state.as_str() && !known.open)
        };
        let states = self.store.column_of_all("state")?;
        let over: BTreeSet<PartnershipId> =
            states.into_iter().filter(|(_, state)| over(state)).map(|(id, _)| id).collect();
        let mut leads: BTreeMap<PartnershipId, String> = BTreeMap::new();
        for column in self.lead_columns() {
            for (id, value) in self.store.column_of_all(&column)? {
                if let Some(lead) = self.person(&column, &value).filter(|_| !over.contains(&id)) {
                    leads.entry(id).or_insert_with(|| lead.name().to_owned());
                }
            }
        }
        Ok(leads.into_iter().collect())
    }

    /// Returns the lead as the register has them, with their details.
    pub(super) fn lead_of(&self, partnership: &Partnership) -> Result<Option<Person>> {
        let cells = self.store.register_cells(&partnership.id)?;
        let columns = self.lead_columns();
        Ok(columns.iter().find_map(|column| self.person(column, &cells.get(column)?.value)))
    }

    /// Returns the columns of the register that say who leads.
    fn lead_columns(&self) -> BTreeSet<String> {
        let feeding = self.pack.forms.iter().flat_map(Form::questions);
        let leads = feeding.filter(|(_, question)| question.feeds.as_deref() == Some("lead"));
        leads.filter_map(|(_, question)| question.register.clone()).collect()
    }

    fn person(&self, column: &str, value: &Value) -> Option<Person> {
        let kept = stored::column(self.pack.column(column)?, value, &People::new());
        if let Some(Answer::Person(person)) = kept { Some(person) } else { None }
    }

    /// Notes that a person has left, or with no day that they have not.
    pub(super) fn note_left(&mut self, name: &str, on: Option<Day>, now: &Moment, today: Day) -> Result<Changed> {
        let name = clean(name.trim());
        if name.is_empty() {
            return Err(Error::user("The name is missing", "Say who has left"));
        }
        if on.is_some_and(|on| on > today) {
            return Err(Error::user("That day is still to come", "Note it once the person has left"));
        }
        let known = self.left()?.into_iter().find(|(who, _)| same_person(who, &name));
        if known.is_none() && on.is_none() {
            return Err(Error::user(
                format!("Nobody noted that {name} has left"),
                "Write the name as it stands on the list of people who left",
            ));
        }
        let subject = known.map_or_else(|| name.clone(), |(who, _)| who);
        let what = match on {
            Some(on) => format!("Noted that {subject} left on {on}"),
            None => format!("Took back that {subject} has left"),
        };
        let entry = Entered { subject, aspect: String::new(), body: on.map(Day::iso).unwrap_or_default() };
        let who = self.who()?;
        self.store.enter(Ledger::Left, &[entry], None, &Act { who: &who, what: &what, at: now })?;
        self.forget_office();
        let led = self.leads_of_all()?.into_iter().filter(|(_, lead)| same_person(lead, &name));
        let led: Vec<String> = led.map(|(id, _)| Ok(self.store.partnership(&id)?.reference)).collect::<Result<_>>()?;
        // What is to be done with them follows from it, but none of them was changed.
        self.store.mark_stale(Some(&led))?;
        self.fresh_for = None;
        Ok(Changed { register: true, ..Changed::default() })
    }
}
