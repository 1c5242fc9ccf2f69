//! Facts and worked-out values as JSON, for the projections in the store.

use crate::model::fact::Facts;
use crate::model::known::Known;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Writes a value.
pub(super) fn write(known: &Known) -> Value {
    match known {
        Known::Bool(yes) => json!(yes),
        Known::Int(n) => json!(n),
        Known::Number(n) => json!(n),
        Known::Text(text) => json!(text),
        Known::List(items) => items.iter().map(write).collect(),
        Known::Row(cells) => Value::Object(cells.iter().map(|(name, cell)| (name.clone(), write(cell))).collect()),
    }
}

/// Reads a value.
pub(super) fn read(value: &Value) -> Option<Known> {
    match value {
        Value::Null => None,
        Value::Bool(yes) => Some(Known::Bool(*yes)),
        Value::Number(n) => n.as_i64().map(Known::Int).or_else(|| n.as_f64().map(Known::Number)),
        Value::String(text) => Some(Known::Text(text.clone())),
        Value::Array(items) => Some(Known::List(items.iter().filter_map(read).collect())),
        Value::Object(cells) => {
            Some(Known::Row(cells.iter().filter_map(|(name, cell)| Some((name.clone(), read(cell)?))).collect()))
        }
    }
}

/// Reads facts.
pub(super) fn facts(stored: &BTreeMap<String, Value>) -> Facts {
    Facts(stored.iter().filter_map(|(name, value)| Some((name.clone(), read(value)?))).collect())
}
