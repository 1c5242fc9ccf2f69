//! A moment in universal time, to the second.
//!
//! Moments say when something was made or recorded. They are information, never
//! an order: what came first is read from parents and sequence numbers.

use crate::model::day::Day;
use chrono::{DateTime, NaiveDateTime, Timelike as _, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A moment in universal time, written `2026-11-22T01:20:05Z`; later moments sort after earlier ones.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment(String);

const FORM: &str = "%Y-%m-%dT%H:%M:%SZ";

impl Moment {
    /// Reads `2026-11-22T01:20:05Z` and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let naive = NaiveDateTime::parse_from_str(text, FORM).ok()?;
        let plain = text.len() == 20 && naive.nanosecond() == 0 && naive.format(FORM).to_string() == text;
        plain.then(|| Self(text.to_owned()))
    }

    /// Takes what a clock says, cut to the second.
    pub fn from_utc(at: DateTime<Utc>) -> Self {
        Self(at.format(FORM).to_string())
    }

    /// Returns the moment as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the calendar date in universal time.
    pub fn day(&self) -> Day {
        Day::from_naive(self.naive().date())
    }

    /// Returns the seconds from `self` to `other`; negative if `other` is earlier.
    pub fn seconds_to(&self, other: &Self) -> i64 {
        (other.naive() - self.naive()).num_seconds()
    }

    /// Writes the moment without marks, fit for a file name: `20261122T012005Z`.
    pub fn stamp(&self) -> String {
        self.0.chars().filter(|c| !matches!(c, '-' | ':')).collect()
    }

    /// Reads what [`Moment::stamp`] writes.
    pub fn parse_stamp(text: &str) -> Option<Self> {
        let naive = NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%SZ").ok()?;
        Self::parse(&naive.format(FORM).to_string()).filter(|moment| moment.stamp() == text)
    }

    fn naive(&self) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(&self.0, FORM).expect("a moment is made from a readable text alone")
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Moment {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("{text:?} is not a moment such as 2026-11-22T01:20:05Z"))
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_way_of_writing_a_moment() {
        let moment = Moment::parse("2026-11-22T01:20:05Z").unwrap();
        assert_eq!(moment.stamp(), "20261122T012005Z");
        assert_eq!(Moment::parse_stamp("20261122T012005Z"), Some(moment.clone()));
        assert_eq!(moment.day().iso(), "2026-11-22");
        for wrong in ["", "2026-11-22", "2026-11-22 01:20:05Z", "2026-11-22T01:20:60Z", "2026-02-30T00:00:00Z"] {
            assert_eq!(Moment::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn seconds_are_counted_across_days() {
        let late = Moment::parse("2026-03-01T00:00:10Z").unwrap();
        let early = Moment::parse("2026-02-28T23:59:50Z").unwrap();
        assert_eq!((early.seconds_to(&late), late.seconds_to(&early)), (20, -20));
    }
}
