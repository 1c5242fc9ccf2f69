//! What changes with the day alone, and whether the clock can be believed.

use super::App;
use super::error::Result;
use crate::model::day::Day;
use crate::model::moment::Moment;

/// What became urgent because another day began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turned {
    /// How much became overdue.
    pub overdue: usize,
    /// How much came due soon.
    pub due_soon: usize,
}

impl App {
    /// Returns what became urgent from one day to a later one.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn turned(&mut self, before: Day, today: Day) -> Result<Turned> {
        self.freshen(today)?;
        let mut turned = Turned::default();
        for (on, opens) in self.days_due(before, today)? {
            turned.overdue += usize::from(on < today);
            turned.due_soon += usize::from(on >= today && opens > before && opens <= today);
        }
        Ok(turned)
    }

    /// Returns the day of the last change kept in the records, if the clock stands before that change.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn clock_behind(&self, now: &Moment) -> Result<Option<Day>> {
        let last = self.store.last_change()?;
        Ok(last.filter(|last| now.seconds_to(last) > 0).map(|last| last.day()))
    }
}
