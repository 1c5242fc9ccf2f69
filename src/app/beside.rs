//! What forms may know of the other partnerships: read once, then kept up with every change.

use super::App;
use super::error::Result;
use crate::model::day::Day;
use crate::model::fact::Facts;
use crate::model::id::PartnershipId;
use crate::model::known::Known;
use crate::pack::condition::{Neighbour, Neighbours};
use crate::store::{Partnership, Projection};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The other partnerships, and their names by reference.
#[derive(Clone, Debug, Default)]
pub(super) struct Beside {
    pub(super) others: Arc<Neighbours>,
    /// Only those that are here.
    pub(super) names: Arc<BTreeMap<String, String>>,
    /// The day of the register copy that the others come from as well, if one came in.
    pub(super) copy_of: Option<Day>,
}

impl App {
    /// Returns what forms may know of the partnerships of the register.
    pub(super) fn beside(&self) -> Result<Beside> {
        if let Some(known) = self.beside.borrow().as_ref() {
            return Ok(known.clone());
        }
        let (mut others, mut names) = (Neighbours::default(), BTreeMap::new());
        for (reference, value) in self.store.beside()? {
            let neighbour = read(reference, &value);
            names.insert(neighbour.reference.clone(), neighbour.name.clone());
            others.set(neighbour);
        }
        for row in self.store.copied(true)? {
            others.set(Neighbour { copied: true, ..read(copied(&row.partnership), &row.body["beside"]) });
        }
        let copy_of = self.store.register_copy()?.map(|copy| copy.day);
        let known = Beside { others: Arc::new(others), names: Arc::new(names), copy_of };
        *self.beside.borrow_mut() = Some(known.clone());
        Ok(known)
    }

    /// Returns every partnership's name by reference.
    pub(super) fn names(&self) -> Result<Arc<BTreeMap<String, String>>> {
        Ok(self.beside()?.names)
    }

    /// Forgets what forms may know: it is read again when it is asked for.
    pub(super) fn forget_beside(&mut self) {
        self.beside.replace(None);
        self.forget_office();
        self.fresh_for = None;
    }

    /// Keeps what forms may know of a partnership that was just worked out, and says that others which share its
    /// people are to be worked out anew: their load changed.
    pub(super) fn note_beside(&mut self, one: &Partnership, projection: &Projection) -> Result<()> {
        let reference = one.reference.as_str();
        let mut known = self.beside()?;
        let after = read(reference.to_owned(), &projection.beside);
        let before = known.others.get(reference).cloned().unwrap_or_default();
        let moved = before.people != after.people || before.active != after.active;
        let people = before.people.iter().chain(&after.people).filter(|_| moved);
        let mut stale: Vec<String> = people
            .flat_map(|person| known.others.of_person(person))
            .filter(|other| other.reference != reference && !other.copied)
            .map(|other| other.reference.clone())
            .collect();
        stale.sort();
        stale.dedup();
        // The one that is kept is changed in place where nobody else holds it.
        self.beside.replace(None);
        Arc::make_mut(&mut known.names).insert(reference.to_owned(), after.name.clone());
        let others = Arc::make_mut(&mut known.others);
        others.remove(&copied(&one.id));
        others.set(after);
        self.beside.replace(Some(known));
        if !stale.is_empty() {
            self.store.mark_stale(Some(&stale))?;
            self.fresh_for = None;
        }
        Ok(())
    }
}

/// What a partnership of the register copy is called among those of the register: no reference is like it.
fn copied(id: &PartnershipId) -> String {
    format!("copy {id}")
}

/// Writes what forms may know of a partnership.
pub(super) fn write(name: &str, facts: &Facts, proposed: Day) -> Value {
    let names = |fact: &str, cell: &str| -> Vec<String> {
        facts.rows(fact).filter_map(|row| row.get(cell)?.as_text().map(str::to_owned)).collect()
    };
    let mut people = names("reps", "name");
    // The lead is often one of the representatives.
    let lead = facts.text("lead").filter(|lead| !people.iter().any(|name| name == lead)).map(str::to_owned);
    people.extend(lead);
    let meetings = facts.int("meetings_year").unwrap_or(0);
    let each = match facts.get("meeting_hours") {
        Some(Known::Number(hours)) => *hours,
        _ => 0.0,
    };
    #[expect(clippy::cast_precision_loss, reason = "meetings of a year are few")]
    let hours = meetings as f64 * each / 12.0;
    json!({
        "name": name,
        "active": facts.day("agreed").is_some() && facts.day("closed").is_none(),
        "people": people,
        "hours": hours,
        "partners": names("partners", "organisation"),
        "value": facts.int("value").unwrap_or(0),
        "proposed": proposed.iso(),
    })
}

fn read(reference: String, value: &Value) -> Neighbour {
    let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let texts = |name: &str| -> Vec<String> {
        let all = value[name].as_array().map(Vec::as_slice).unwrap_or_default();
        all.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect()
    };
    Neighbour {
        reference,
        copied: false,
        name: text("name"),
        active: value["active"].as_bool().unwrap_or(false),
        people: texts("people"),
        hours: value["hours"].as_f64().unwrap_or(0.0),
        partners: texts("partners"),
        value: value["value"].as_i64().unwrap_or(0),
        proposed: Day::parse_iso(&text("proposed")),
    }
}
