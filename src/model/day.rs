//! Calendar dates without a zone: how people type them, how we write and count them.

use chrono::{Datelike, Days, Months, NaiveDate};
use std::fmt;

/// A calendar date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotADay {
    /// It is not written like a date.
    Unreadable,
    /// The year is missing.
    NoYear,
    /// There is no such day, such as 31 February.
    NoSuchDay,
}

impl Day {
    /// Makes a date from numbers, if there is such a day.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// Takes chrono's date.
    pub fn from_naive(date: NaiveDate) -> Self {
        Self(date)
    }

    /// Reads `2026-03-31` and nothing else: the form dates are stored in.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        plain.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(Self)).flatten()
    }

    /// Reads a date in any of the ways people write one, day before month.
    ///
    /// A year of two digits is the one that lies nearest to today within 80
    /// years back and 19 years ahead, so that "06" is 2006 and "31/3/26" is 2026.
    ///
    /// # Errors
    ///
    /// [`NotADay`] says whether the text is no date at all, lacks a year, or
    /// names a day that does not exist.
    pub fn parse(text: &str, today: Self) -> Result<Self, NotADay> {
        let words = words(text).ok_or(NotADay::Unreadable)?;
        let (year, month, day) = match words.as_slice() {
            [Word::Number(n)] => split_digits(n).ok_or(NotADay::Unreadable)?,
            [Word::Number(y), Word::Number(m), Word::Number(d)] if y.len() == 4 => (y.clone(), number(m)?, number(d)?),
            [Word::Number(d), Word::Number(m), Word::Number(y)] => (y.clone(), number(m)?, number(d)?),
            [Word::Number(y), Word::Month(m), Word::Number(d)] if y.len() == 4 => (y.clone(), *m, number(d)?),
            [Word::Number(d), Word::Month(m), Word::Number(y)] | [Word::Month(m), Word::Number(d), Word::Number(y)] => {
                (y.clone(), *m, number(d)?)
            }
            [Word::Number(_), Word::Month(_) | Word::Number(_)] | [Word::Month(_), Word::Number(_)] => {
                return Err(NotADay::NoYear);
            }
            _ => return Err(NotADay::Unreadable),
        };
        let year = match year.len() {
            4 => year.parse::<i32>().map_err(|_not_a_number| NotADay::Unreadable)?,
            2 => {
                let short = year.parse::<i32>().map_err(|_not_a_number| NotADay::Unreadable)?;
                let century = today.year() - today.year().rem_euclid(100);
                let ahead = century + short;
                if ahead > today.year() + 19 { ahead - 100 } else { ahead }
            }
            _ => return Err(NotADay::Unreadable),
        };
        Self::new(year, month, day).ok_or(NotADay::NoSuchDay)
    }

    /// Writes `2026-03-31`.
    pub fn iso(self) -> String {
        self.0.format("%Y-%m-%d").to_string()
    }

    /// Returns the year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// Returns the month, 1 to 12.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// Returns the day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// Returns the day `count` days later, or earlier if negative.
    #[must_use]
    pub fn add_days(self, count: i64) -> Self {
        let days = Days::new(count.unsigned_abs());
        let moved = if count < 0 { self.0.checked_sub_days(days) } else { self.0.checked_add_days(days) };
        Self(moved.unwrap_or(self.0))
    }

    /// Returns the day `count` months later, clamped to the month's end: 31 August + 6 is 28 February.
    #[must_use]
    pub fn add_months(self, count: i64) -> Self {
        let months = Months::new(u32::try_from(count.unsigned_abs()).unwrap_or(0));
        let moved = if count < 0 { self.0.checked_sub_months(months) } else { self.0.checked_add_months(months) };
        Self(moved.unwrap_or(self.0))
    }

    /// Returns the number of days from `self` to `other`; negative if `other` is earlier.
    pub fn days_to(self, other: Self) -> i64 {
        (other.0 - self.0).num_days()
    }

    /// Returns the months from `self` to `other`, with the exact fraction of the last month.
    pub fn months_to(self, other: Self) -> f64 {
        if other < self {
            return -other.months_to(self);
        }
        let mut whole = i64::from(other.year() - self.year()) * 12 + i64::from(other.month()) - i64::from(self.month());
        if self.add_months(whole) > other {
            whole -= 1;
        }
        let start = self.add_months(whole);
        let end = self.add_months(whole + 1);
        #[expect(clippy::cast_precision_loss, reason = "months and days of a calendar are small")]
        let months = whole as f64 + start.days_to(other) as f64 / start.days_to(end) as f64;
        months
    }

    /// Returns the first such day of the year after `self`; 29 February becomes 28 in other years.
    #[must_use]
    pub fn next(self, month: u32, day: u32) -> Option<Self> {
        (self.year()..=self.year() + 1)
            .filter_map(|year| Self::new(year, month, day).or_else(|| Self::new(year, month, day.saturating_sub(1))))
            .find(|found| *found > self)
    }

    /// Returns the day of the week: 0 is Monday, 6 Sunday.
    pub fn weekday(self) -> u32 {
        self.0.weekday().num_days_from_monday()
    }

    /// Returns the first day of the month.
    #[must_use]
    pub fn month_start(self) -> Self {
        self.add_days(1 - i64::from(self.day()))
    }

    /// Returns the last day of the month.
    #[must_use]
    pub fn month_end(self) -> Self {
        Self(self.0.with_day(1).unwrap_or(self.0)).add_months(1).add_days(-1)
    }

    /// Returns the last day of the quarter; financial quarters end with the calendar's.
    #[must_use]
    pub fn quarter_end(self) -> Self {
        self.add_months(i64::from((3 - self.month() % 3) % 3)).month_end()
    }

    /// Returns the financial year, 1 April to 31 March: "2026/27".
    pub fn financial_year(self) -> String {
        let start = if self.month() >= 4 { self.year() } else { self.year() - 1 };
        format!("{start}/{:02}", (start + 1).rem_euclid(100))
    }
}

impl fmt::Display for Day {
    /// Writes `31 March 2026`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let month = MONTHS.get(self.0.month0() as usize).copied().unwrap_or_default();
        write!(f, "{} {month} {}", self.day(), self.year())
    }
}

enum Word {
    Number(String),
    Month(u32),
}

/// Cuts a text into numbers and months; weekdays, "of", "the" and endings such as "1st" are dropped.
fn words(text: &str) -> Option<Vec<Word>> {
    let mut found = Vec::new();
    let text = text.trim().to_lowercase();
    let mut rest = text.as_str();
    let mut after_number = false;
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let (digits, tail) = rest.split_at(end);
            found.push(Word::Number(digits.to_owned()));
            rest = tail;
            after_number = true;
        } else if first.is_alphabetic() {
            let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            let (word, tail) = rest.split_at(end);
            let ending = after_number && matches!(word, "st" | "nd" | "rd" | "th");
            if !ending && !is_filler(word) {
                found.push(Word::Month(month_named(word)?));
            }
            rest = tail;
            after_number = false;
        } else if first.is_whitespace() || matches!(first, '/' | '.' | '-' | '–' | ',' | '\'' | '’' | '\\') {
            rest = &rest[first.len_utf8()..];
            after_number = false;
        } else {
            return None;
        }
    }
    (!found.is_empty()).then_some(found)
}

fn is_filler(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    matches!(word, "of" | "the") || (word.len() >= 3 && DAYS.iter().any(|day| day.starts_with(word)))
}

fn month_named(word: &str) -> Option<u32> {
    let full = (word.len() >= 3 && word != "sept").then(|| {
        MONTHS.iter().position(|month| month.to_lowercase().starts_with(word)).and_then(|at| u32::try_from(at + 1).ok())
    });
    if word == "sept" { Some(9) } else { full.flatten() }
}

/// Reads `20260331`, `31032026` or `310326`.
fn split_digits(digits: &str) -> Option<(String, u32, u32)> {
    let part = |from: usize, to: usize| digits.get(from..to);
    match digits.len() {
        8 if matches!(part(0, 2), Some("19" | "20")) && part(4, 6)?.parse::<u32>().ok()? <= 12 => {
            Some((part(0, 4)?.to_owned(), part(4, 6)?.parse().ok()?, part(6, 8)?.parse().ok()?))
        }
        8 => Some((part(4, 8)?.to_owned(), part(2, 4)?.parse().ok()?, part(0, 2)?.parse().ok()?)),
        6 => Some((part(4, 6)?.to_owned(), part(2, 4)?.parse().ok()?, part(0, 2)?.parse().ok()?)),
        _ => None,
    }
}

fn number(digits: &str) -> Result<u32, NotADay> {
    if digits.len() > 2 {
        return Err(NotADay::Unreadable);
    }
    digits.parse().map_err(|_not_a_number| NotADay::Unreadable)
}

/// A day in JSON and TOML: "2026-03-31".
pub mod as_text {
    use super::Day;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    /// Writes a day.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn serialize<S: Serializer>(day: &Day, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&day.iso())
    }

    /// Reads a day.
    ///
    /// # Errors
    ///
    /// It is no day.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Day, D::Error> {
        let text = String::deserialize(from)?;
        Day::parse_iso(&text).ok_or_else(|| D::Error::custom(format!("{text:?} is not a date such as 2026-03-31")))
    }
}

/// A day that may be missing, in JSON and TOML.
pub mod as_text_or_none {
    use super::Day;
    use serde::{Deserializer, Serializer};

    /// Writes a day, or nothing.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn serialize<S: Serializer>(day: &Option<Day>, to: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => super::as_text::serialize(day, to),
            None => to.serialize_none(),
        }
    }

    /// Reads a day.
    ///
    /// # Errors
    ///
    /// It is no day.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Day>, D::Error> {
        super::as_text::deserialize(from).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        Day::new(2026, 4, 3).unwrap()
    }

    #[test]
    fn a_date_may_be_written_in_many_ways() {
        let ways = [
            "2026-03-31",
            "31/03/2026",
            "31/3/2026",
            "31/3/26",
            "31.3.2026",
            "31.03.26",
            "31-3-2026",
            "31 3 2026",
            "31 03 26",
            "31 March 2026",
            "31 march 2026",
            "31 MARCH 2026",
            "31 Mar 2026",
            "31 mar 26",
            "31st March 2026",
            "31st of March 2026",
            "the 31st of March 2026",
            "March 31, 2026",
            "March 31 2026",
            "Mar 31st, 2026",
            "31-Mar-2026",
            "31-Mar-26",
            "31/Mar/2026",
            "31Mar2026",
            "31mar26",
            "2026 March 31",
            "2026/03/31",
            "2026.03.31",
            "20260331",
            "31032026",
            "310326",
            "Tuesday 31 March 2026",
            "Tue 31 Mar 2026",
            "Tue, 31 Mar 2026",
            " 31 / 03 / 2026 ",
            "31 March ’26",
            "31\\3\\2026",
            "31–03–2026",
        ];
        for way in ways {
            assert_eq!(Day::parse(way, today()).map(Day::iso), Ok("2026-03-31".into()), "{way:?}");
        }
        assert!(ways.len() >= 30);
        assert_eq!(Day::parse("5 Sept 06", today()).map(Day::iso), Ok("2006-09-05".into()));
        assert_eq!(Day::parse("1 May 1998", today()).map(Day::iso), Ok("1998-05-01".into()));
        assert_eq!(Day::parse("1 May 98", today()).map(Day::iso), Ok("1998-05-01".into()));
        assert_eq!(Day::parse("20122026", today()).map(Day::iso), Ok("2026-12-20".into()));
    }

    #[test]
    fn a_text_that_is_no_date_says_why() {
        for (typed, why) in [
            ("31 February 2026", NotADay::NoSuchDay),
            ("31/2/2026", NotADay::NoSuchDay),
            ("29/2/2026", NotADay::NoSuchDay),
            ("1/13/2026", NotADay::NoSuchDay),
            ("31 March", NotADay::NoYear),
            ("31/3", NotADay::NoYear),
            ("soon", NotADay::Unreadable),
            ("", NotADay::Unreadable),
            ("1/2/3/4", NotADay::Unreadable),
            ("1/1/26789", NotADay::Unreadable),
            ("31 Marching 2026", NotADay::Unreadable),
        ] {
            assert_eq!(Day::parse(typed, today()), Err(why), "{typed:?}");
        }
    }

    #[test]
    fn months_are_clamped_to_the_month_end() {
        let day = |text| Day::parse_iso(text).unwrap();
        assert_eq!(day("2006-08-31").add_months(6).iso(), "2007-02-28");
        assert_eq!(day("2007-08-29").add_months(6).iso(), "2008-02-29");
        assert_eq!(day("2026-02-28").month_start().iso(), "2026-02-01");
        assert_eq!((day("2026-11-23").weekday(), day("2026-11-22").weekday()), (0, 6));
        assert_eq!(day("2007-04-30").next(4, 30).unwrap().iso(), "2008-04-30");
        assert_eq!(day("2007-03-01").next(4, 30).unwrap().iso(), "2007-04-30");
        assert_eq!(day("2026-04-01").financial_year(), "2026/27");
        assert_eq!(day("2026-03-31").financial_year(), "2025/26");
        assert_eq!(day("2000-01-01").financial_year(), "1999/00");
        assert_eq!(day("2026-02-10").quarter_end().iso(), "2026-03-31");
        assert!((day("2026-01-31").months_to(day("2026-02-28")) - 1.0).abs() < 1e-9);
    }
}
