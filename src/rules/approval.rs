//! Who must approve, by anticipated value (SOP 13.1).

use crate::model::fact::Facts;
use crate::model::known::Known;
use crate::model::money::Pence;
use crate::model::policy::{Band, Policy};

/// Works out the level, its rank (0 the lowest), the reason in words and a notice if there is one.
///
/// A regional partnership is raised to the policy's floor, because the
/// procedure names "Regional" only in its highest band.
pub(super) fn work_out(facts: &Facts, policy: &Policy, results: &mut Facts) {
    if let Some(code) = facts.text("level_approved")
        && let Some(rank) = rank_of(policy, code)
    {
        results.set("approved_rank", Known::Int(rank));
    }
    let Some(value) = facts.int("value") else { return };
    let Some(by_value) = policy.bands.iter().position(|band| band.holds(value)) else { return };
    let floor = policy.bands.iter().position(|band| band.level == policy.regional_floor);
    let is_regional = facts.text("level") == Some("regional");
    let is_last = by_value + 1 == policy.bands.len();
    let rank = floor.filter(|_| is_regional).map_or(by_value, |floor| floor.max(by_value));
    let Some(band) = policy.bands.get(rank) else { return };
    let amount = Pence(value);
    let mut reason = format!("{}: the anticipated value is {amount}, {}", band.label, extent(policy, by_value));
    if rank > by_value {
        reason.push_str("; a regional partnership goes at least this high");
    }
    results.set("level", Known::Text(band.level.clone()));
    results.set("level_rank", Known::Int(i64::try_from(rank).unwrap_or(0)));
    results.set("level_reason", Known::Text(reason));
    if is_regional && !is_last {
        let notice = "The procedure gives no level for a regional partnership of this value: Area Manager Risk confirms it, or refers it to the Fire Authority";
        results.set("level_notice", Known::Text(notice.to_owned()));
    }
    if let Some(with_staff) = results.int("value_with_staff")
        && let Some(band) = policy.bands.iter().find(|band| band.holds(with_staff))
    {
        let level = band.level.clone();
        results.set("level_with_staff", Known::Text(level));
    }
}

/// Returns the rank of a level, 0 the lowest.
fn rank_of(policy: &Policy, level: &str) -> Option<i64> {
    policy.bands.iter().position(|band| band.level == level).and_then(|rank| i64::try_from(rank).ok())
}

/// Says where a band lies: "below £1,000.00", "£1,000.00 to £50,000.00", "above £50,000.00".
fn extent(policy: &Policy, rank: usize) -> String {
    let start =
        rank.checked_sub(1).and_then(|below| policy.bands.get(below)).and_then(|band| band.end.map(|end| (end, band)));
    let end = policy.bands.get(rank).and_then(|band| band.end.map(|end| (end, band)));
    let upper =
        |(end, band): (i64, &Band)| format!("{} {}", if band.end_inside { "up to" } else { "below" }, Pence(end));
    match (start, end) {
        (None, None) => "any amount".to_owned(),
        (None, Some(end)) => upper(end),
        (Some((start, below)), None) => format!("{} {}", if below.end_inside { "above" } else { "from" }, Pence(start)),
        (Some((start, _)), Some(end)) => format!("from {} {}", Pence(start), upper(end)),
    }
}
