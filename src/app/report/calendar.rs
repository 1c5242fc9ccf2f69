//! What is due as a calendar file.

use crate::app::view::DueLine;
use crate::app::{App, Result};
use crate::model::day::Day;
use crate::model::moment::Moment;
use crate::report::ics::{self, Due};
use std::collections::BTreeMap;

impl App {
    /// Writes everything due or overdue up to so many days ahead, or all of it, as a calendar that reminds of it.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn calendar(&mut self, within: Option<i64>, today: Day, now: &Moment) -> Result<Vec<u8>> {
        let lines = self.due(within, today)?;
        let mut ids: BTreeMap<String, String> = BTreeMap::new();
        for line in lines.iter().filter(|line| !line.reference.is_empty()) {
            if !ids.contains_key(&line.reference) {
                let id = self.store.partnership_by_ref(&line.reference)?.id.to_string();
                ids.insert(line.reference.clone(), id);
            }
        }
        let of = |line: &DueLine| ids.get(&line.reference).cloned().unwrap_or_else(|| self.pack.id.to_string());
        let dues: Vec<Due> = lines.iter().map(|line| self.event(line, of(line), today)).collect();
        Ok(ics::write(&dues, now))
    }

    fn event(&self, line: &DueLine, of: String, today: Day) -> Due {
        let title = if line.reference.is_empty() {
            line.title.clone()
        } else {
            format!("{}: {} ({})", line.title, line.name, line.reference)
        };
        let role = self.pack.role_title(&line.role);
        let who = if line.owner.is_empty() { role } else { line.owner.as_str() };
        let says: Vec<&str> = [line.reason.as_str(), who].into_iter().filter(|text| !text.is_empty()).collect();
        Due {
            of,
            id: line.id.clone(),
            on: line.on,
            title,
            says: says.join("\n"),
            remind: self.reminders_of(line, today),
        }
    }

    /// Returns how many days before something is due the calendar is to remind of it: as its rule says, else when it
    /// opens. What lies in the past is left out: a calendar would remind of all of it at once.
    fn reminders_of(&self, line: &DueLine, today: Day) -> Vec<u16> {
        // A date of a row has the row's id behind a colon.
        let id = line.id.split(':').next().unwrap_or_default();
        let of_rule = self.pack.dues.iter().find(|due| due.id == id).map_or(&[][..], |due| due.remind.as_slice());
        let opens = [line.opens.days_to(line.on)];
        let days = if of_rule.is_empty() { &opens[..] } else { of_rule };
        let ahead = days.iter().filter(|days| line.on.add_days(-**days) >= today);
        ahead.filter_map(|days| u16::try_from(*days).ok()).collect()
    }
}
