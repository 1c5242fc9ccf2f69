//! Facts: the values that rules may read, by names that are the program's own.

use crate::model::day::Day;
use crate::model::known::Known;
use std::collections::BTreeMap;

/// Facts about one partnership, or results of rules, by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts(pub BTreeMap<String, Known>);

impl Facts {
    /// Returns one fact.
    pub fn get(&self, name: &str) -> Option<&Known> {
        self.0.get(name)
    }

    /// Sets one fact.
    pub fn set(&mut self, name: &str, value: Known) {
        self.0.insert(name.to_owned(), value);
    }

    /// Returns a fact that is words or a code.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Known::as_text)
    }

    /// Returns a fact that is a date.
    pub fn day(&self, name: &str) -> Option<Day> {
        self.text(name).and_then(Day::parse_iso)
    }

    /// Returns a fact that is a whole number, or money in pence.
    pub fn int(&self, name: &str) -> Option<i64> {
        match self.get(name) {
            Some(Known::Int(n)) => Some(*n),
            _ => None,
        }
    }

    /// Returns a fact that is yes or no.
    pub fn yes(&self, name: &str) -> Option<bool> {
        self.get(name).and_then(Known::as_bool)
    }

    /// Returns the rows of a fact that is a table.
    pub fn rows(&self, name: &str) -> impl Iterator<Item = &BTreeMap<String, Known>> {
        let list = match self.get(name) {
            Some(Known::List(list)) => list.as_slice(),
            _ => &[],
        };
        list.iter().filter_map(|row| if let Known::Row(cells) = row { Some(cells) } else { None })
    }
}
