//! Filters: which partnerships are meant. The one language of the register, saved views, charts, reports and `--where`.

use crate::model::day::Day;
use crate::model::money::Pence;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One condition on one field of the register.
///
/// In text: `reg_kind=csp,lsp`, `reg_kind!=csp`, `reg_value>=1000`, `reg_agreed<2026-04-01`,
/// `reg_lead~smith` (holds the word), `reg_end=` (empty), `reg_end!=` (filled).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Filter {
    /// A register column's id, or a field that every partnership has: see [`FIELDS`].
    pub field: String,
    /// What must hold.
    pub test: Test,
}

/// Fields that every register has, whatever the pack: their names, and what they are called.
///
/// `created`: the day it was put on the register. `changed`: the day something last took effect.
/// `due`: how urgent the next due date is (`none`, `open`, `due_soon`, `overdue`).
pub const FIELDS: &[(&str, &str)] = &[
    ("ref", "Reference"),
    ("register_no", "Register number"),
    ("name", "Partnership"),
    ("state", "State"),
    ("stage", "Stage"),
    ("next_due", "Next due"),
    ("due", "Due"),
    ("created", "On the register since"),
    ("changed", "Last changed"),
];

/// What a filter asks of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// It is, or has among its codes, one of these; text is compared whole, capitals or not.
    Is(Vec<String>),
    /// It is none of these; an empty field is none of them.
    IsNot(Vec<String>),
    /// Its words hold this, capitals or not.
    Contains(String),
    /// It lies between two ends; an end left out is open.
    Between {
        /// The lower end.
        from: Option<Bound>,
        /// The upper end.
        to: Option<Bound>,
    },
    /// Nothing is in it.
    Empty,
    /// Something is in it.
    Filled,
}

/// One end of a range: as written, and whether it belongs to the range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The number, date or money as written: `1000`, `£1,250.50`, `2026-04-01`.
    pub text: String,
    /// Does the end belong to the range?
    pub closed: bool,
}

/// A value that a field is sorted and compared by.
#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// Words without capitals and accents; a date in ISO form.
    Text(String),
    /// A number; money in pence.
    Number(f64),
}

impl Bound {
    /// Returns what the end is compared by, for a field of a kind: money in pence, dates in ISO form.
    ///
    /// # Errors
    ///
    /// A sentence, if the text is not of that kind.
    pub fn key(&self, kind: &str, today: Day) -> Result<Key, String> {
        let text = self.text.trim();
        let number = || text.replace(',', "").parse::<f64>().ok();
        #[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^53 pence")]
        let key = match kind {
            "money" => Pence::parse(text).map(|Pence(pence)| Key::Number(pence as f64)),
            "date" => Day::parse_iso(text).or_else(|| Day::parse(text, today).ok()).map(|day| Key::Text(day.iso())),
            "integer" | "number" | "risk" => number().map(Key::Number),
            _ => Some(Key::Text(super::text::folded(text))),
        };
        let wanted = match kind {
            "money" => "an amount such as 1250.50",
            "date" => "a date such as 2026-04-30",
            _ => "a number",
        };
        key.ok_or_else(|| format!("“{text}” is not {wanted}"))
    }
}

impl Filter {
    /// Makes a filter: the field is one of these codes.
    pub fn is(field: &str, code: &str) -> Self {
        Self { field: field.to_owned(), test: Test::Is(vec![code.to_owned()]) }
    }

    /// Reads a filter as it is written.
    ///
    /// # Errors
    ///
    /// A sentence that says how filters are written.
    pub fn parse(text: &str) -> Result<Self, String> {
        let at = text.find(['=', '!', '<', '>', '~']).filter(|at| *at > 0);
        let at = at.ok_or_else(|| {
            format!("“{text}” is not a filter: write it like reg_kind=csp, reg_value>=1000 or reg_lead~smith")
        })?;
        let (field, rest) = text.split_at(at);
        let sign = ["!=", ">=", "<=", "=", "<", ">", "~"].into_iter().find(|sign| rest.starts_with(sign));
        let sign =
            sign.ok_or_else(|| format!("“{text}” is not a filter: after “{field}” comes =, !=, <, >, <=, >= or ~"))?;
        let value = rest[sign.len()..].trim();
        let codes = || value.split(',').map(|code| code.trim().to_owned()).filter(|code| !code.is_empty()).collect();
        let end = |closed| Some(Bound { text: value.to_owned(), closed });
        let asked = match sign {
            "=" if value.is_empty() => Test::Empty,
            "!=" if value.is_empty() => Test::Filled,
            "=" if value.contains("..") => {
                let (from, to) = value.split_once("..").unwrap_or_default();
                let end = |text: &str| {
                    Some(text.trim())
                        .filter(|text| !text.is_empty())
                        .map(|text| Bound { text: text.to_owned(), closed: true })
                };
                Test::Between { from: end(from), to: end(to) }
            }
            "=" => Test::Is(codes()),
            "!=" => Test::IsNot(codes()),
            "~" => Test::Contains(value.to_owned()),
            ">=" | ">" => Test::Between { from: end(sign == ">="), to: None },
            _ => Test::Between { from: None, to: end(sign == "<=") },
        };
        Ok(Self { field: field.trim().to_owned(), test: asked })
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = &self.field;
        match &self.test {
            Test::Is(codes) => write!(f, "{field}={}", codes.join(",")),
            Test::IsNot(codes) => write!(f, "{field}!={}", codes.join(",")),
            Test::Contains(text) => write!(f, "{field}~{text}"),
            Test::Between { from: Some(from), to: Some(to) } => write!(f, "{field}={}..{}", from.text, to.text),
            Test::Between { from: Some(end), to: None } => {
                write!(f, "{field}{}{}", if end.closed { ">=" } else { ">" }, end.text)
            }
            Test::Between { from: None, to: Some(end) } => {
                write!(f, "{field}{}{}", if end.closed { "<=" } else { "<" }, end.text)
            }
            Test::Between { from: None, to: None } | Test::Filled => write!(f, "{field}!="),
            Test::Empty => write!(f, "{field}="),
        }
    }
}

impl From<Filter> for String {
    fn from(filter: Filter) -> Self {
        filter.to_string()
    }
}

impl TryFrom<String> for Filter {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_read_as_it_is_written() {
        let texts = [
            "reg_kind=csp,lsp",
            "reg_kind!=csp",
            "reg_value>=1000",
            "reg_value<50000",
            "reg_agreed=2026-04-01..2026-06-30",
            "reg_lead~smith",
            "reg_end=",
            "reg_end!=",
        ];
        for text in texts {
            assert_eq!(Filter::parse(text).map(|filter| filter.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn what_is_no_filter_is_said_in_a_sentence() {
        for text in ["reg_kind", "=csp", "", "reg_kind!csp"] {
            assert!(Filter::parse(text).unwrap_err().contains("is not a filter"), "{text}");
        }
    }

    #[test]
    fn ends_are_compared_as_their_kind_is() {
        let today = Day::parse_iso("2026-11-24").unwrap();
        let end = |text: &str| Bound { text: text.to_owned(), closed: true };
        assert_eq!(end("£1,250.50").key("money", today), Ok(Key::Number(125_050.0)));
        assert_eq!(end("30 April 2026").key("date", today), Ok(Key::Text("2026-04-30".to_owned())));
        assert_eq!(end("15").key("integer", today), Ok(Key::Number(15.0)));
        assert!(end("soon").key("date", today).is_err());
    }
}
