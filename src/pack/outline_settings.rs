//! The thresholds and settings of a procedure in plain words.

use super::Pack;
use super::condition::{Known, Type, write_known};
use super::outline::{Part, Point, in_words, with_capital};
use crate::model::day::Day;
use crate::model::money::Pence;
use crate::model::policy::Band;

/// What the keys mean that the program itself reads.
const KNOWN: [(&str, &str); 11] = [
    ("approval.regional_floor", "A regional partnership is approved at least by"),
    ("value.open_years", "Years counted for a partnership without an end"),
    ("value.min_months", "Fewest months counted"),
    ("value.add_staff", "Staff time is added to the anticipated value"),
    ("value.split_months", "Months in which proposals to the same partners count together"),
    ("risk.escalate", "A risk is reported upwards from a score of"),
    ("risk.several.score", "Several risks count together from a score of"),
    ("risk.several.count", "How many such risks together are significant"),
    ("risk.likelihood", "Steps of likelihood, from 1 to 5"),
    ("risk.impact", "Steps of impact, from 1 to 5"),
    ("score.min_rated", "Share of statements that must be rated for a score, in per cent"),
];

/// Returns the words for a key that the program itself reads.
pub(super) fn known_words(key: &str) -> Option<&'static str> {
    KNOWN.iter().find(|(known, _)| *known == key).map(|(_, words)| *words)
}

/// Returns every threshold and setting.
pub(super) fn settings(pack: &Pack) -> Vec<Point> {
    let policy = &pack.policy;
    let mut from = String::new();
    let mut points: Vec<Point> = Vec::new();
    for band in &policy.bands {
        let end = end_words(band);
        let range = match (from.is_empty(), end.is_empty()) {
            (true, true) => "Any amount".to_owned(),
            (true, false) => with_capital(&end),
            (false, true) => format!("From {from}"),
            (false, false) => format!("From {from}, {end}"),
        };
        from = band.end.map(|pence| Pence(pence).to_string()).unwrap_or_default();
        let roles: Vec<&str> = band.roles.iter().map(|role| pack.role_title(role)).collect();
        let says = format!("{range}. Signed by: {}.", roles.join(", "));
        points.push(point(&format!("approval.band.{}", band.level), &band.label, says));
    }
    let named = |(up_to, name): &(i64, String)| {
        point(
            &format!("risk.colour.{name}"),
            &format!("A risk is called “{name}”"),
            format!("up to a score of {up_to}"),
        )
    };
    points.extend(policy.colours.iter().map(named));
    let named = |(at, label): &(f64, String)| {
        let from = crate::model::number::write_number(*at);
        point(
            &format!("score.band.{label}"),
            &format!("A section is called “{label}”"),
            format!("from a score of {from}"),
        )
    };
    points.extend(policy.score_bands.iter().map(named));
    for (key, value) in &policy.values {
        if let Some(says) = value_words(pack, key, value) {
            let known = known_words(key).map(str::to_owned);
            let name = known.unwrap_or_else(|| in_words(key.split_once('.').map_or(key.as_str(), |(_, rest)| rest)));
            points.push(point(key, &name, says));
        }
    }
    // One table after the other, each as its file has it.
    points.sort_by(|a, b| a.under.cmp(&b.under));
    points
}

fn point(key: &str, name: &str, says: String) -> Point {
    let table = key.split('.').next().unwrap_or_default();
    let (key, name) = (key.to_owned(), name.to_owned());
    Point { part: Part::Setting, key, under: in_words(table), name, says, rules: String::new() }
}

fn end_words(band: &Band) -> String {
    let words = if band.end_inside { "up to" } else { "below" };
    band.end.map(|pence| format!("{words} {}", Pence(pence))).unwrap_or_default()
}

/// Writes a value as its kind writes it; none for tables, whose values stand by themselves.
fn value_words(pack: &Pack, key: &str, value: &Known) -> Option<String> {
    match value {
        Known::Row(_) => None,
        Known::List(items) if items.iter().any(|item| matches!(item, Known::Row(_))) => None,
        Known::Int(pence) if pack.policy.amounts.contains(key) => Some(Pence(*pence).to_string()),
        Known::Text(level) if key == "approval.regional_floor" => {
            let band = pack.policy.bands.iter().find(|band| band.level == *level);
            Some(band.map_or_else(|| in_words(level), |band| band.label.clone()))
        }
        Known::Text(text) => Some(Day::parse_iso(text).map_or_else(|| text.clone(), |day| day.to_string())),
        Known::Int(_) | Known::Number(_) | Known::Bool(_) | Known::List(_) => Some(write_known(value, &Type::Any)),
    }
}
