//! Which backups stay: 10 newest, 14 daily, 8 weekly, 24 monthly.

use crate::model::day::Day;
use crate::model::moment::Moment;
use std::collections::BTreeSet;

const NEWEST: usize = 10;
const DAILY: usize = 14;
const WEEKLY: usize = 8;
const MONTHLY: usize = 24;

/// Returns the names of the backups that may go, the oldest first.
///
/// The ten newest stay, and the last one of each of the 14 latest days, 8 latest
/// weeks (from Monday) and 24 latest months that have any. The order given does
/// not matter.
pub fn to_delete(backups: &[(String, Moment)]) -> Vec<String> {
    let mut newest_first: Vec<&(String, Moment)> = backups.iter().collect();
    newest_first.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| b.0.cmp(&a.0)));
    let mut staying: BTreeSet<usize> = (0..newest_first.len().min(NEWEST)).collect();
    for (limit, number) in [(DAILY, day_number as fn(Day) -> i64), (WEEKLY, week_number), (MONTHLY, month_number)] {
        let mut seen = BTreeSet::new();
        for (position, (_, made)) in newest_first.iter().enumerate() {
            if seen.len() < limit && seen.insert(number(made.day())) {
                staying.insert(position);
            }
        }
    }
    let going = newest_first.iter().enumerate().rev().filter(|(position, _)| !staying.contains(position));
    going.map(|(_, (name, _))| name.clone()).collect()
}

fn day_number(day: Day) -> i64 {
    // 5 January 1970 was a Monday.
    Day::new(1970, 1, 5).map_or(0, |monday| monday.days_to(day))
}

fn week_number(day: Day) -> i64 {
    day_number(day).div_euclid(7)
}

fn month_number(day: Day) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every(count: u32, mut at: impl FnMut(u32) -> String) -> Vec<(String, Moment)> {
        (0..count).map(&mut at).map(|text| (text.clone(), Moment::parse(&text).unwrap())).collect()
    }

    #[test]
    fn ten_stay_whatever_their_age() {
        let ten = every(10, |n| format!("2026-11-22T01:{n:02}:00Z"));
        assert_eq!(to_delete(&ten), Vec::<String>::new());
        let eleven = every(11, |n| format!("2026-11-22T01:{n:02}:00Z"));
        assert_eq!(to_delete(&eleven), ["2026-11-22T01:00:00Z"]);
    }

    #[test]
    fn two_years_of_half_hours_leave_a_few_dozen() {
        let start = Day::new(2025, 1, 1).unwrap();
        let mut backups = Vec::new();
        for day in 0..730 {
            for hour in [9, 10, 11, 16] {
                let text = format!("{}T{hour:02}:30:00Z", start.add_days(day).iso());
                backups.push((text.clone(), Moment::parse(&text).unwrap()));
            }
        }
        let gone = to_delete(&backups);
        let kept: Vec<&String> = backups.iter().map(|(name, _)| name).filter(|name| !gone.contains(name)).collect();
        // 10 newest (of three days), 11 further days, 6 further weeks, 23 further months; some coincide.
        assert!((45..=52).contains(&kept.len()), "{}", kept.len());
        assert!(kept.contains(&&"2025-01-31T16:30:00Z".to_owned()));
        assert!(kept.contains(&&"2026-12-31T09:30:00Z".to_owned()));
        assert!(!kept.contains(&&"2026-06-15T16:30:00Z".to_owned()));
    }

    #[test]
    fn thinning_what_was_thinned_takes_nothing_more() {
        let mut backups = every(28, |n| format!("2026-02-{:02}T10:00:00Z", n + 1));
        let gone = to_delete(&backups);
        backups.retain(|(name, _)| !gone.contains(name));
        assert_eq!(to_delete(&backups), Vec::<String>::new());
    }
}
