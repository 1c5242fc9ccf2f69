//! Where a partnership stands: its state, and everything due for it.

use crate::form::names::{around, bind_facts};
use crate::form::reading::Surroundings;
use crate::model::day::Day;
use crate::model::fact::Facts;
use crate::model::id::FormId;
use crate::model::known::Known;
use crate::pack::condition::{Scope, World};
use crate::pack::{Due, Pack};
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
    /// What is due, soonest first.
    pub due: Vec<DueDate>,
    /// What the rules make of its facts.
    pub results: Facts,
    /// Register columns that are worked out.
    pub columns: BTreeMap<String, Known>,
}

/// Something due for a partnership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueDate {
    /// The id of the due rule.
    pub id: String,
    /// The form that settles it.
    pub form: Option<FormId>,
    /// What is due, in words.
    pub title: String,
    /// The day.
    pub on: Day,
    /// From when it may be begun, and people are reminded.
    pub opens: Day,
}

/// Works out where a partnership stands.
pub fn standing(pack: &Pack, surroundings: &Surroundings) -> Standing {
    let results = (surroundings.rules)(&surroundings.facts, &pack.policy);
    let scope = scope_of(pack, surroundings, &results);
    let first: Vec<DueDate> = pack.dues.iter().filter_map(|due| due_date(pack, due, &scope)).collect();
    // `opens` and `title` may name due dates, so a second scope knows them.
    let dated = first.iter().filter_map(|due| due.form.as_ref().map(|form| (form.to_string(), due.on)));
    let world = World { due: dated.collect(), ..surroundings.world.clone() };
    let surroundings = Surroundings { world, ..surroundings.clone() };
    let scope = scope_of(pack, &surroundings, &results);
    let mut due: Vec<DueDate> = pack.dues.iter().filter_map(|due| due_date(pack, due, &scope)).collect();
    due.sort_by(|a, b| (a.on, &a.id).cmp(&(b.on, &b.id)));
    let state = pack.states.iter().find(|state| state.when.holds(&scope));
    let columns =
        pack.columns.iter().filter_map(|column| Some((column.id.clone(), column.value.as_ref()?.value(&scope)?)));
    Standing {
        state: state.map_or(String::new(), |state| state.id.clone()),
        label: state.map_or(String::new(), |state| state.label.clone()),
        open: state.is_none_or(|state| state.open),
        due: if state.is_none_or(|state| state.open) { due } else { vec![] },
        columns: columns.collect(),
        results,
    }
}

fn scope_of(pack: &Pack, surroundings: &Surroundings, results: &Facts) -> Scope<'static> {
    let mut scope = around(pack, surroundings);
    bind_facts(&mut scope, "fact", &surroundings.facts);
    bind_facts(&mut scope, "result", results);
    scope
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
        on,
        opens: opens.unwrap_or_else(|| on.add_days(-earliest)),
    })
}
