//! Risk scores: the highest, those to be escalated, and whether they are significant together.

use crate::model::fact::Facts;
use crate::model::known::Known;
use crate::model::policy::Policy;

/// Works out the highest score with controls now in place; closed risks do not count.
pub(super) fn work_out(facts: &Facts, policy: &Policy, results: &mut Facts) {
    let is_open = |row: &&std::collections::BTreeMap<String, Known>| row.get("closed") != Some(&Known::Bool(true));
    let score = |row: &std::collections::BTreeMap<String, Known>| match row.get("score") {
        Some(Known::Int(n)) => Some(*n),
        _ => None,
    };
    let scores: Vec<i64> = facts.rows("risks").filter(is_open).filter_map(score).collect();
    let Some(top) = scores.iter().max() else { return };
    let escalated = facts.rows("risks").filter(is_open).filter(|row| score(row).is_some_and(|n| n >= policy.escalate));
    let escalated: Vec<Known> = escalated.map(|row| Known::Row(row.clone())).collect();
    let several = scores.iter().filter(|n| **n >= policy.several_score).count() >= policy.several_count.max(1);
    results.set("risk_top", Known::Int(*top));
    results.set("significant", Known::Bool(!escalated.is_empty() || several));
    results.set("escalated", Known::List(escalated));
}
