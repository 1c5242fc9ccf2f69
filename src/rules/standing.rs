//! Where a partnership stands: its state, and everything due for it.

use crate::form::names::{around, bind_facts};
use crate::form::reading::Surroundings;
use crate::model::day::Day;
use crate::model::fact::Facts;
use crate::model::id::FormId;
use crate::model::known::Known;
use crate::pack::condition::{Scope, World};
use crate::pack::{Due, Pack};
use crate::rules::stages::StageStanding;
use std::collections::BTreeMap;

/// Where a partnership stands.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// Its state's id; may be empty.
    pub state: String,
    /// Its state in words; may be empty.
    pub label: String,
    /// Is it still running?
    pub open: bool,
    /// Why nothing more is asked for, if it is past; may be empty.
    pub says: String,
    /// What is due, soonest first.
    pub due: Vec<DueDate>,
    /// What is not right.
    pub watching: Vec<Watching>,
    /// What the rules make of its facts.
    pub results: Facts,
}

/// Something due for a partnership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueDate {
    /// The id of the due rule; with the row's id behind a colon, if it has one date for each row.
    pub id: String,
    /// The form that settles it.
    pub form: Option<FormId>,
    /// What is due, in words.
    pub title: String,
    /// Why, in words; may be empty.
    pub reason: String,
    /// The role responsible; may be empty.
    pub role: String,
    /// The person responsible, where a row names one; may be empty.
    pub owner: String,
    /// The day.
    pub on: Day,
    /// From when it may be begun, and people are reminded.
    pub opens: Day,
}

/// Something that is not right with a partnership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watching {
    /// The id of the rule.
    pub id: String,
    /// What is to be done, in a few words.
    pub title: String,
    /// The role it is said to; may be empty.
    pub role: String,
    /// What is not right, and what to do.
    pub says: String,
    /// Does it belong in the quarterly report, because nobody put it right in time?
    pub reported: bool,
}

impl Watching {
    /// Returns what it says, and that it goes into the quarterly report if it does.
    pub fn words(&self) -> String {
        if self.reported {
            format!("{} It was not put right in time, so it goes into the quarterly report.", self.says)
        } else {
            self.says.clone()
        }
    }
}

/// Works out where a partnership stands.
pub fn standing(pack: &Pack, surroundings: &Surroundings) -> Standing {
    // `opens`, `title` and watches may name due dates, so they are worked out first.
    let world = World { due: due_by_form(pack, surroundings), ..surroundings.world.clone() };
    let surroundings = Surroundings { world, ..surroundings.clone() };
    settled(pack, &surroundings).0
}

/// Works out where a partnership stands, and its stages, from surroundings that know its due dates already.
pub fn settled(pack: &Pack, surroundings: &Surroundings) -> (Standing, Vec<StageStanding>) {
    let results = (surroundings.rules)(&surroundings.facts, &pack.policy);
    let mut scope = scope_of(pack, surroundings, &results);
    let state = pack.states.iter().find(|state| state.when.holds(&scope));
    let watching = pack.watches.iter().filter(|watch| watch.when.holds(&scope)).map(|watch| Watching {
        id: watch.id.clone(),
        title: watch.title.clone(),
        role: watch.role.clone(),
        says: watch.says.write_always(&scope),
        reported: watch.report_when.as_ref().is_some_and(|when| when.holds(&scope)),
    });
    let standing = Standing {
        state: state.map_or(String::new(), |state| state.id.clone()),
        label: state.map_or(String::new(), |state| state.label.clone()),
        open: state.is_none_or(|state| state.open),
        says: state.and_then(|state| state.says.write(&scope)).unwrap_or_default(),
        due: due_dates(pack, false, &surroundings.facts, &scope),
        watching: watching.collect(),
        results,
    };
    let stages = super::stages::within(pack, &mut scope);
    (standing, stages)
}

/// Works out the next due date of each form; the soonest of a form counts.
pub fn due_by_form(pack: &Pack, surroundings: &Surroundings) -> BTreeMap<String, Day> {
    let results = (surroundings.rules)(&surroundings.facts, &pack.policy);
    let scope = scope_of(pack, surroundings, &results);
    let due = due_dates(pack, false, &surroundings.facts, &scope);
    due.iter().rev().filter_map(|due| due.form.as_ref().map(|form| (form.to_string(), due.on))).collect()
}

/// Works out the register columns that no question fills, from surroundings that know the due dates already.
pub fn columns(pack: &Pack, surroundings: &Surroundings) -> BTreeMap<String, Known> {
    let results = (surroundings.rules)(&surroundings.facts, &pack.policy);
    let scope = scope_of(pack, surroundings, &results);
    pack.columns.iter().filter_map(|column| Some((column.id.clone(), column.value.as_ref()?.value(&scope)?))).collect()
}

/// Works out what is due for the procedure itself, whatever partnerships there are.
pub fn due_of_pack(pack: &Pack, surroundings: &Surroundings) -> Vec<DueDate> {
    let scope = scope_of(pack, surroundings, &Facts::default());
    due_dates(pack, true, &surroundings.facts, &scope)
}

pub(super) fn scope_of(pack: &Pack, surroundings: &Surroundings, results: &Facts) -> Scope<'static> {
    let mut scope = around(pack, surroundings);
    bind_facts(&mut scope, "fact", &surroundings.facts);
    bind_facts(&mut scope, "result", results);
    scope
}

fn due_dates(pack: &Pack, is_of_pack: bool, facts: &Facts, scope: &Scope<'_>) -> Vec<DueDate> {
    let mut found = Vec::new();
    for due in pack.dues.iter().filter(|due| due.is_of_pack == is_of_pack) {
        let Some(fact) = &due.each else {
            found.extend(due_date(pack, due, scope));
            continue;
        };
        for row in facts.rows(fact) {
            let mut inner = scope.inner();
            inner.bind("row", &Known::Row(row.clone()));
            let text = |name: &str| row.get(name).and_then(Known::as_text).unwrap_or_default().to_owned();
            let of_row =
                |dated: DueDate| DueDate { id: format!("{}:{}", due.id, text("id")), owner: text("owner"), ..dated };
            found.extend(due_date(pack, due, &inner).map(of_row));
        }
    }
    found.sort_by(|a, b| (a.on, &a.id).cmp(&(b.on, &b.id)));
    found
}

fn due_date(pack: &Pack, due: &Due, scope: &Scope<'_>) -> Option<DueDate> {
    if !due.when.holds(scope) {
        return None;
    }
    let day = |value: Known| value.as_text().and_then(Day::parse_iso);
    let on = due.on.value(scope).and_then(day)?;
    let earliest = due.remind.iter().max().copied().unwrap_or(0);
    let opens = due.opens.as_ref().and_then(|opens| opens.value(scope)).and_then(day);
    let titled = due.form.as_ref().and_then(|form| pack.form(form)).map(|form| form.title.clone());
    Some(DueDate {
        id: due.id.clone(),
        form: due.form.clone(),
        title: due.title.write(scope).filter(|title| !title.is_empty()).or(titled).unwrap_or_default(),
        reason: due.reason.write(scope).unwrap_or_default(),
        role: due.role.clone(),
        owner: String::new(),
        on,
        opens: opens.unwrap_or_else(|| on.add_days(-earliest)),
    })
}
