//! A programme over several years: each partnership has its year, so that the work is spread evenly.
//!
//! A date that was given stays, and takes up a place in its year. The others fill
//! the years evenly: those ranked first fall in the earlier ones.

use crate::model::day::Day;
use crate::model::filter::Key;
use crate::pack::Spread;
use std::cmp::Ordering;

/// A partnership of a programme, as far as its place goes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Member {
    /// What tells it from others of the same rank: its reference.
    pub reference: String,
    /// What it is ranked by, in the order of the rule; none: not known.
    pub keys: Vec<Option<Key>>,
    /// The date it was given, if it was.
    pub given: Option<Day>,
}

/// Ranks partnerships as a programme does: what is not known comes last.
pub fn rank(rule: &Spread, members: &mut [Member]) {
    members.sort_by(|a, b| {
        let keys = rule.sort.iter().zip(a.keys.iter().zip(&b.keys));
        let ranked = keys.map(|((_, from_last), (a, b))| compared(a.as_ref(), b.as_ref(), *from_last));
        ranked.fold(Ordering::Equal, Ordering::then).then_with(|| a.reference.cmp(&b.reference))
    });
}

fn compared(a: Option<&Key>, b: Option<&Key>, from_last: bool) -> Ordering {
    let way = |order: Ordering| if from_last { order.reverse() } else { order };
    match (a, b) {
        (Some(Key::Text(a)), Some(Key::Text(b))) => way(a.cmp(b)),
        (Some(Key::Number(a)), Some(Key::Number(b))) => way(a.total_cmp(b)),
        (Some(Key::Number(_)), Some(Key::Text(_))) | (Some(_), None) => Ordering::Less,
        (Some(Key::Text(_)), Some(Key::Number(_))) | (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// Returns the dates that a programme gives on a day: the first that is not past, and one for each year after it.
pub fn days(rule: &Spread, today: Day) -> Vec<Day> {
    let dates = (0..).map(|year: i64| rule.from.add_months(12 * year));
    dates.skip_while(|date| *date < today).take(rule.years).collect()
}

/// Gives each partnership its date, in the order they are ranked in; a date that was given stays.
///
/// Of sixteen over three years six fall in the first and five in each other: of years with as few, the earliest takes one
/// more.
pub fn spread(days: &[Day], members: &[Member]) -> Vec<Day> {
    let is_past = |given: Day| days.first().is_some_and(|first| given <= first.add_months(-12));
    let year_of = |given: Day| days.iter().position(|day| given <= *day).filter(|_| !is_past(given));
    let mut taken = vec![0; days.len()];
    for year in members.iter().filter_map(|member| member.given).filter_map(year_of) {
        taken[year] += 1;
    }
    let mut free = vec![0; days.len()];
    for _ in members.iter().filter(|member| member.given.is_none()) {
        let Some(year) = (0..days.len()).min_by_key(|year| (taken[*year], *year)) else { break };
        taken[year] += 1;
        free[year] += 1;
    }
    let mut places = days.iter().zip(free).flat_map(|(day, free)| std::iter::repeat_n(*day, free));
    members.iter().filter_map(|member| member.given.or_else(|| places.next())).collect()
}
