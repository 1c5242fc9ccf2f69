//! Partnerships whose names are nearly the one of a new partnership: here, or in the register copy.

use super::App;
use super::error::Result;
use crate::form::names::against;
use crate::model::day::Day;
use crate::pack::condition::Near;
use std::fmt;

/// A partnership whose name is nearly that of a new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearName {
    /// Its name.
    pub name: String,
    /// Where it is known from.
    pub place: Place,
}

/// Where a partnership is known from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// It is on the register here, by its reference.
    Here(String),
    /// It is in the register copy of a day alone.
    Copy(Day),
}

impl NearName {
    /// Says in a sentence that the new one is perhaps this one.
    pub fn says(&self) -> String {
        perhaps(&self.name, &self.place.to_string())
    }
}

/// Says in a sentence that a new partnership is perhaps one that is there already.
pub(super) fn perhaps(name: &str, place: &str) -> String {
    format!("Perhaps it is “{name}”, which is there already, {place}.")
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Here(reference) => write!(f, "on the register as {reference}"),
            Self::Copy(day) => write!(f, "on the register{}", against(*day)),
        }
    }
}

impl App {
    /// Returns a partnership whose name is nearly this one: of those here, else of the register copy.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn near(&self, name: &str) -> Result<Option<NearName>> {
        let (near, known) = (Near::new(name), self.beside()?);
        let here = known.names.iter().find(|(_, other)| near.is_near(other));
        if let Some((reference, name)) = here {
            return Ok(Some(NearName { name: name.clone(), place: Place::Here(reference.clone()) }));
        }
        let copied = known.others.copied().find(|other| near.is_near(&other.name));
        let found = copied.zip(known.copy_of);
        Ok(found.map(|(other, day)| NearName { name: other.name.clone(), place: Place::Copy(day) }))
    }
}
