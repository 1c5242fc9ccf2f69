//! Starting partnerships: one that somebody proposes, or those of a procedure's own list.

use super::App;
use super::error::{Error, Result};
use super::op::{Changed, Op};
use crate::model::day::Day;
use crate::model::entry::Entry;
use crate::model::id::FormId;
use crate::model::moment::Moment;
use crate::store::Act;
use serde_json::Value;
use std::path::Path;

impl App {
    pub(super) fn start_partnership(
        &mut self,
        name: &str,
        form: Option<&FormId>,
        now: &Moment,
        today: Day,
    ) -> Result<Changed> {
        let pack = self.pack();
        let starts = |(known, _): &(&crate::pack::form::Form, _)| form.is_none_or(|form| known.id == *form);
        let (form, names) = pack.starting_forms().find(starts).ok_or_else(|| {
            Error::user(
                "No form of this procedure starts a partnership so",
                "Mark one with starts = true and names = \"…\"",
            )
        })?;
        let prefix = self.store.setting("prefix")?.unwrap_or_else(|| "P".to_owned());
        let reference = self.store.next_reference(&prefix)?;
        let who = self.who()?;
        let what = format!("Started {reference} {name}");
        self.store.create_partnership(&reference, &Act { who: &who, what: &what, at: now })?;
        let open = Op::OpenDocument { reference, form: form.id.clone(), period: None, part: None };
        let changed = self.apply(open, now, today)?;
        let document = changed.document.clone().ok_or_else(|| Error::bug("A document was not made"))?;
        let part = &form.parts.first().expect("a form has at least one part").id;
        if !name.is_empty() {
            let entry = (names.clone(), Some(Entry::Text(name.to_owned())));
            self.save(&document, part, &[entry], now, today)?;
        }
        Ok(changed)
    }

    /// Puts starter partnerships on the register; one whose name is there already is left out.
    pub(super) fn add_starters(&mut self, which: &[usize], now: &Moment, today: Day) -> Result<Changed> {
        let pack = self.pack();
        let Some((form, names)) = pack.starting_forms().next() else { return Ok(Changed::default()) };
        let mut started = 0;
        for starter in which.iter().filter_map(|at| pack.starters.get(*at)) {
            let name = starter.get(names.as_str()).and_then(Value::as_str).unwrap_or_default();
            if self.names()?.values().any(|there| there == name) {
                continue;
            }
            let fill = super::fill::Fill {
                form: form.id.clone(),
                reference: None,
                period: None,
                part: None,
                values: starter.clone(),
                complete: true,
                reason: String::new(),
            };
            let filled = self.fill(fill, Path::new(""), now, today)?;
            if !filled.completed {
                let why = filled.findings.first().map(|finding| finding.message.clone()).unwrap_or_default();
                return Err(Error::bug(format!("The starter “{name}” cannot be put on the register: {why}")));
            }
            started += 1;
        }
        Ok(Changed { started, register: true, ..Changed::default() })
    }

    /// Returns the names of the starter partnerships that are not on the register yet, with their place in the list.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn starters(&self) -> Result<Vec<(usize, String)>> {
        let there = self.names()?;
        let Some((_, names)) = self.pack.starting_forms().next() else { return Ok(vec![]) };
        let name_of = |starter: &crate::pack::Starter| starter.get(names.as_str())?.as_str().map(str::to_owned);
        let all = self.pack.starters.iter().enumerate().filter_map(|(at, starter)| Some((at, name_of(starter)?)));
        Ok(all.filter(|(_, name)| !there.values().any(|other| other == name)).collect())
    }
}
