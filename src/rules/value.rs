//! The anticipated value: initial, exit and other costs, and on-going costs for the years counted.

use crate::model::fact::Facts;
use crate::model::known::Known;
use crate::model::money::Pence;
use crate::model::number::write_number;
use crate::model::policy::Policy;

/// Works out the value with its working, and the value with staff time beside it.
///
/// Years are months from start to end by 12, exact; without an end, the
/// policy's figure. Income is never taken off, VAT never added.
pub(super) fn work_out(facts: &Facts, policy: &Policy, results: &mut Facts) {
    let total = |kind: &str| -> i64 {
        let of_kind = facts.rows("costs").filter(|row| row.get("kind").and_then(Known::as_text) == Some(kind));
        of_kind.filter_map(|row| if let Some(Known::Int(n)) = row.get("amount") { Some(*n) } else { None }).sum()
    };
    if facts.rows("costs").next().is_none() {
        return;
    }
    let (initial, ongoing, exit, other) = (total("initial"), total("ongoing"), total("exit"), total("other"));
    let years = years(facts, policy);
    let held = if facts.yes("lead_role") == Some(true) { facts.int("held_for_others").unwrap_or(0) } else { 0 };
    let once = initial + exit + other + held;
    let staff = times(facts.int("staff_year").unwrap_or(0), years);
    let value = once + times(ongoing, years) + if policy.add_staff { staff } else { 0 };
    results.set("value", Known::Int(value));
    results.set("value_with_staff", Known::Int(if policy.add_staff { value } else { value + staff }));
    let mut parts: Vec<String> = [("initial", initial), ("exit", exit), ("other", other), ("held for others", held)]
        .into_iter()
        .filter(|(_, amount)| *amount != 0)
        .map(|(name, amount)| format!("{name} {}", Pence(amount)))
        .collect();
    if ongoing != 0 {
        parts.push(format!("on-going {} × {}", Pence(ongoing), years_in_words(years)));
    }
    let sum = if parts.is_empty() { Pence(0).to_string() } else { parts.join(" + ") };
    results.set("working", Known::Text(format!("Working: {sum} = {}.", Pence(value))));
}

fn years(facts: &Facts, policy: &Policy) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "years and months of a policy are small")]
    let (open, least) = (policy.open_years as f64, policy.min_months as f64 / 12.0);
    let start = facts.day("start").or_else(|| facts.day("agreed"));
    match (start, facts.day("end"), facts.yes("open_ended")) {
        (_, _, Some(true)) => open,
        (Some(start), Some(end), _) => (start.months_to(end.add_days(1)) / 12.0).max(least),
        _ => open,
    }
}

#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "amounts are far below 2^53 pence")]
fn times(pence: i64, years: f64) -> i64 {
    (pence as f64 * years).round() as i64
}

fn years_in_words(years: f64) -> String {
    let rounded = (years * 100.0).round() / 100.0;
    if (rounded - 1.0).abs() < f64::EPSILON { "1 year".to_owned() } else { format!("{} years", write_number(rounded)) }
}
