//! Periods that reports are about: quarters and years of the financial year, 1 April to 31 March.

use crate::model::day::Day;
use std::fmt;

/// A stretch of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

impl Period {
    /// Reads a period as people write it.
    ///
    /// `2026Q3` is the third quarter of the calendar year, July to September 2026;
    /// `2026/27Q3` the third of the financial year, October to December 2026; both
    /// end with the same days of the year, 30 June, 30 September, 31 December and
    /// 31 March. `2026/27` is the whole financial year, and
    /// `2026-07-01..2026-09-30` any other stretch.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((from, to)) = text.split_once("..") {
            let (from, to) = (Day::parse_iso(from.trim())?, Day::parse_iso(to.trim())?);
            return (from <= to).then_some(Self { from, to });
        }
        let (year, quarter) = match text.split_once(['Q', 'q']) {
            Some((year, quarter)) => (year.trim(), Some(quarter.parse::<u32>().ok().filter(|q| (1..=4).contains(q))?)),
            None => (text, None),
        };
        let (first, is_financial) = match year.split_once('/') {
            Some((first, second)) => {
                let first: i32 = first.parse().ok()?;
                let follows = format!("{:02}", (first + 1).rem_euclid(100)) == second;
                follows.then_some((first, true))?
            }
            None => (year.parse().ok()?, false),
        };
        let start = Day::new(first, if is_financial { 4 } else { 1 }, 1).filter(|_| year.len() >= 4)?;
        match quarter {
            Some(quarter) => Some(Self::quarter_of(start.add_months(i64::from(quarter - 1) * 3))),
            None if is_financial => Some(Self { from: start, to: start.add_months(12).add_days(-1) }),
            None => None,
        }
    }

    /// Returns the quarter a day lies in.
    pub fn quarter_of(day: Day) -> Self {
        let to = day.quarter_end();
        Self { from: to.add_days(1).add_months(-3), to }
    }

    /// Returns the financial year a day lies in.
    pub fn year_of(day: Day) -> Self {
        let start = if day.month() >= 4 { day.year() } else { day.year() - 1 };
        let first = Day::new(start, 4, 1).unwrap_or(day);
        Self { from: first, to: first.add_months(12).add_days(-1) }
    }

    /// Returns the last quarter that has ended before a day.
    pub fn last_quarter(day: Day) -> Self {
        Self::quarter_of(Self::quarter_of(day).from.add_days(-1))
    }

    /// Returns the last financial year that has ended before a day.
    pub fn last_year(day: Day) -> Self {
        Self::year_of(Self::year_of(day).from.add_days(-1))
    }

    /// Does a day lie in it?
    pub fn holds(&self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }
}

impl fmt::Display for Period {
    /// Writes `1 July 2026 to 30 September 2026`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.from, self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let read = Period::parse(text).map(|period| format!("{}..{}", period.from.iso(), period.to.iso()));
        assert_eq!(read.as_deref(), expected, "{text}");
    }

    #[test]
    fn a_quarter_of_a_bare_year_is_the_calendars_and_of_a_double_one_the_financial_years() {
        check("2026Q1", Some("2026-01-01..2026-03-31"));
        check("2026Q3", Some("2026-07-01..2026-09-30"));
        check("2026q4", Some("2026-10-01..2026-12-31"));
        check("2026/27Q1", Some("2026-04-01..2026-06-30"));
        check("2026/27Q4", Some("2027-01-01..2027-03-31"));
        check("2026/27", Some("2026-04-01..2027-03-31"));
        check("1999/00", Some("1999-04-01..2000-03-31"));
        check("2026-02-01..2026-02-28", Some("2026-02-01..2026-02-28"));
    }

    #[test]
    fn what_is_no_period_is_none() {
        for text in ["", "2026", "2026Q5", "2026Q0", "2026/28", "26Q1", "Q1", "2026-03-01..2026-02-01", "soon"] {
            check(text, None);
        }
    }

    #[test]
    fn the_last_quarter_is_one_that_has_ended() {
        let day = |text| Day::parse_iso(text).unwrap();
        assert_eq!(Period::last_quarter(day("2026-10-03")), Period::parse("2026Q3").unwrap());
        assert_eq!(Period::last_quarter(day("2026-09-30")), Period::parse("2026Q2").unwrap());
        assert_eq!(Period::last_quarter(day("2026-01-01")), Period::parse("2025Q4").unwrap());
        assert_eq!(Period::last_year(day("2026-04-01")), Period::parse("2025/26").unwrap());
        assert_eq!(Period::last_year(day("2026-03-31")), Period::parse("2024/25").unwrap());
    }
}
