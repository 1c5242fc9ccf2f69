//! Money in whole pence: how people type it and how we write it.

use std::fmt;

/// An amount in whole pence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pence(pub i64);

/// The largest amount a form takes: £99,999,999.99 (`domain.md`, conventions).
pub const MAX_PENCE: i64 = 9_999_999_999;

impl Pence {
    /// Reads an amount in pounds as people type it: `1250`, `£1,250.50`, `1 250.5`, `- £3`.
    ///
    /// Returns `None` for anything else, for more than two decimals and for
    /// amounts beyond [`MAX_PENCE`] either way.
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let negative = rest.starts_with('-') || rest.starts_with('−');
        rest = rest.trim_start_matches(['-', '−']).to_owned();
        let rest = rest.strip_prefix('£').unwrap_or(&rest);
        let (pounds, pence) = rest.split_once('.').unwrap_or((rest, ""));
        if pounds.is_empty() || pence.len() > 2 || (rest.contains('.') && pence.is_empty()) {
            return None;
        }
        let pounds = crate::model::number::group_digits(pounds)?;
        let pence: i64 = match pence.len() {
            0 => 0,
            len => pence.parse::<u8>().ok().map(i64::from)? * if len == 1 { 10 } else { 1 },
        };
        let total = pounds.checked_mul(100)?.checked_add(pence)?;
        (total <= MAX_PENCE).then_some(Self(if negative { -total } else { total }))
    }
}

impl fmt::Display for Pence {
    /// Writes `£1,250.00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let all = self.0.unsigned_abs();
        write!(f, "{sign}£{}.{:02}", crate::model::number::with_commas(all / 100), all % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, expected: Option<&str>) {
        assert_eq!(Pence::parse(typed).map(|p| p.to_string()).as_deref(), expected, "{typed:?}");
    }

    #[test]
    fn money_takes_pounds_commas_and_spaces() {
        check("1250.5", Some("£1,250.50"));
        check("£1,250.50", Some("£1,250.50"));
        check(" £ 1 250 ", Some("£1,250.00"));
        check("0", Some("£0.00"));
        check("99,999,999.99", Some("£99,999,999.99"));
        check("-£3", Some("-£3.00"));
    }

    #[test]
    fn money_refuses_what_is_not_an_amount() {
        for typed in ["", "£", "12.345", "12.", "1,25", "1,2500", "100,000,000", "ten", "1e3", "€5", "1.2.3"] {
            check(typed, None);
        }
    }
}
