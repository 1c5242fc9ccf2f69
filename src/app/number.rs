//! Register numbers: given by the office that keeps the central register.

use super::App;
use super::error::{Error, Result};
use super::op::Changed;
use crate::model::day::Day;
use crate::model::moment::Moment;
use crate::model::text::clean;
use crate::store::Act;

impl App {
    /// Returns the next free register number; `None` if the procedure gives none.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn next_number(&self) -> Result<Option<String>> {
        let prefix = &self.pack.register_prefix;
        if prefix.is_empty() { Ok(None) } else { Ok(Some(self.store.next_register_no(prefix)?)) }
    }

    /// Gives a partnership a register number: the one typed, or the next free one; an empty one is taken away.
    pub(super) fn assign_number(
        &mut self,
        reference: &str,
        number: Option<&str>,
        now: &Moment,
        today: Day,
    ) -> Result<Changed> {
        let record = self.record(reference)?;
        let number = match number {
            Some(typed) => clean(typed.trim()),
            None => self.next_number()?.ok_or_else(|| {
                Error::user("This procedure gives no register numbers", "Type the number that it is to have")
            })?,
        };
        if number.chars().count() > 40 || number.contains(char::is_whitespace) {
            return Err(Error::user(
                "A register number is one word of at most 40 characters",
                "Write it like WFRS-0001",
            ));
        }
        let reference = record.partnership.reference.clone();
        let before = record.partnership.register_no.clone().unwrap_or_default();
        let what = match (before.is_empty(), number.is_empty()) {
            (_, true) if before.is_empty() => {
                return Err(Error::user(format!("{reference} has no register number"), "Give it one"));
            }
            (_, true) => format!("Took the register number {before} away from {reference}"),
            (true, false) => format!("Gave {reference} the register number {number}"),
            (false, false) => format!("Gave {reference} the register number {number} in the place of {before}"),
        };
        let who = self.who()?;
        let act = Act { who: &who, what: &what, at: now };
        self.store.set_register_no(&record.partnership.id, Some(number.as_str()).filter(|no| !no.is_empty()), &act)?;
        let record = self.record(&reference)?;
        self.project(&record, today)?;
        Ok(Changed { reference: Some(reference), register: true, ..Changed::default() })
    }
}
