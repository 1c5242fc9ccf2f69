//! `policy.toml`: every number and date rule of a pack.

use super::condition::{Known, Scope};
use super::load::leak;
use super::source::{Lined, Table};
use crate::model::money::Pence;
use crate::model::policy::{Band, Policy};
use toml::de::DeValue;

/// Reads what rules and expressions need of the policy.
pub(super) fn load_policy(top: &Table<'_>) -> Policy {
    // A pack may leave tables out; these are the figures of the domain notes.
    let mut policy = Policy {
        open_years: 3,
        min_months: 1,
        escalate: 15,
        several_score: 8,
        several_count: 3,
        min_rated: 75,
        spread: 2,
        ..Policy::default()
    };
    add_values(top, &mut policy);
    if let Some(raw) = top.table("approval") {
        policy.regional_floor = raw.text("regional_floor");
        policy.bands = raw.tables("band").iter().map(load_band).collect();
        raw.finish("[approval]", &[]);
    }
    if let Some(raw) = top.table("value") {
        policy.open_years = raw.integer("open_years").unwrap_or(policy.open_years);
        policy.min_months = raw.integer("min_months").unwrap_or(policy.min_months);
        policy.add_staff = raw.flag("add_staff", false);
        // Expressions alone read it.
        raw.integer("split_months");
        raw.finish("[value]", &[]);
    }
    if let Some(raw) = top.table("risk") {
        load_risk(&raw, &mut policy);
    }
    if let Some(raw) = top.table("score") {
        policy.min_rated = raw.integer("min_rated").unwrap_or(policy.min_rated);
        policy.spread = raw.integer("spread").unwrap_or(policy.spread);
        let band = |band: &Table<'_>| {
            let found = (band.number("from").unwrap_or_default(), band.required("label").text);
            band.finish("a band", &[]);
            found
        };
        policy.score_bands = raw.tables("band").iter().map(band).collect();
        raw.finish("[score]", &[]);
    }
    policy
}

fn load_risk(raw: &Table<'_>, policy: &mut Policy) {
    policy.escalate = raw.integer("escalate").unwrap_or(policy.escalate);
    if let Some(several) = raw.table("several") {
        policy.several_score = several.integer("score").unwrap_or(policy.several_score);
        policy.several_count = several.size("count").unwrap_or(policy.several_count);
        several.finish("several", &[]);
    }
    for colour in raw.tables("colour") {
        policy.colours.push((colour.integer("up_to").unwrap_or(0), colour.required("name").text));
        colour.finish("a colour", &[]);
    }
    let five = |key| {
        let steps: Vec<String> = raw.texts(key).into_iter().map(|lined| lined.text).collect();
        if steps.len() != 5 {
            raw.find(raw.line, format!("“{key}” has {} descriptors; a scale has five", steps.len()));
        }
        steps
    };
    policy.likelihood = five("likelihood");
    policy.impact = five("impact");
    raw.finish("[risk]", &[]);
}

fn load_band(raw: &Table<'_>) -> Band {
    let (below, up_to) = (load_amount(raw, "below"), load_amount(raw, "up_to"));
    if below.is_some() && up_to.is_some() {
        raw.find(raw.line, "a band ends with “below” or with “up_to”, not both; take one out");
    }
    let end = below.as_ref().or(up_to.as_ref()).and_then(|lined| {
        let pence = Pence::parse(&lined.text);
        if pence.is_none() {
            raw.find(lined.line, format!("“{}” is not an amount; write it as \"£1,000.00\"", lined.text));
        }
        pence.map(|pence| pence.0)
    });
    let band = Band {
        level: raw.required("level").text,
        label: raw.required("label").text,
        end,
        end_inside: up_to.is_some(),
        roles: raw.texts("roles").into_iter().map(|lined| lined.text).collect(),
    };
    raw.finish("a band", &[]);
    band
}

/// Reads an amount, which stands in quotation marks.
fn load_amount<'a>(raw: &Table<'a>, key: &'a str) -> Option<Lined> {
    let (value, line) = raw.value(key)?;
    match value.as_str() {
        Some(text) => Some(Lined { text: text.to_owned(), line }),
        None => {
            raw.find(line, format!("“{key}” must be an amount in quotation marks; write it as \"£1,000.00\""));
            None
        }
    }
}

/// Adds every value by its dotted name.
fn add_values(top: &Table<'_>, policy: &mut Policy) {
    for key in top.keys() {
        if !matches!(key.text.as_str(), "define" | "due" | "watch" | "spread")
            && let Some((value, _)) = top.value(leak(key.text.clone()))
        {
            add_value(&key.text, value, policy);
        }
    }
}

fn add_value(name: &str, value: &DeValue<'_>, policy: &mut Policy) {
    if let Some(table) = value.as_table() {
        for (key, inner) in table {
            add_value(&format!("{name}.{}", key.get_ref()), inner.get_ref(), policy);
        }
    }
    if value.as_str().is_some_and(|text| amount(text).is_some()) {
        policy.amounts.insert(name.to_owned());
    }
    if let Some(known) = known_of(value) {
        policy.values.insert(name.to_owned(), known);
    }
}

fn amount(text: &str) -> Option<Pence> {
    text.starts_with('£').then(|| Pence::parse(text)).flatten()
}

fn known_of(value: &DeValue<'_>) -> Option<Known> {
    match value {
        DeValue::String(text) => {
            Some(amount(text).map_or_else(|| Known::Text(text.to_string()), |pence| Known::Int(pence.0)))
        }
        DeValue::Integer(n) => n.as_str().parse().ok().map(Known::Int),
        DeValue::Float(n) => n.as_str().parse().ok().map(Known::Number),
        DeValue::Boolean(flag) => Some(Known::Bool(*flag)),
        DeValue::Datetime(_) => None,
        DeValue::Array(items) => {
            items.iter().map(|item| known_of(item.get_ref())).collect::<Option<_>>().map(Known::List)
        }
        DeValue::Table(table) => table
            .iter()
            .map(|(key, value)| known_of(value.get_ref()).map(|known| (key.get_ref().to_string(), known)))
            .collect::<Option<_>>()
            .map(Known::Row),
    }
}

/// Lets the policy's values stand in a scope.
pub fn bind_policy(scope: &mut Scope<'_>, policy: &Policy) {
    for (name, value) in &policy.values {
        scope.bind(&format!("policy.{name}"), value);
    }
}
