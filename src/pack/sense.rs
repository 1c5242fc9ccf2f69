//! What a pack says that can be read but cannot be meant: told when a pack is checked, never in the way of its use.

use super::condition::{Expression, Type};
use super::finding::nearest;
use super::form::{Kind, Limit, Question};
use super::load::unknown;
use super::source::{Lined, Table};
use super::{Column, Role};
use crate::model::filter::{Filter, Test};
use crate::model::policy::Policy;
use crate::pack::list::OptionList;
use std::collections::BTreeMap;
use toml::de::DeValue;

/// Languages of these islands, as their codes are written.
const LANGUAGES: [&str; 6] = ["en-GB", "en-IE", "cy-GB", "gd-GB", "ga-IE", "ga-GB"];

/// A code that is nearly one of these islands'.
pub(super) fn check_language(table: &Table<'_>, code: &str, line: usize) {
    let near = nearest(&code.replace("-UK", "-GB"), LANGUAGES.into_iter());
    if let Some(near) = near.filter(|near| code.len() == near.len() && *near != code) {
        table.advise(line, format!("“{code}” is an unusual language; did you mean “{near}”?"));
    }
}

/// Every form file of the folder is one of the procedure's.
pub(super) fn check_listed<'a>(top: &Table<'_>, listed: &[Lined], files: impl Iterator<Item = &'a str>) {
    let ids = files.filter_map(|file| file.strip_prefix("forms/")?.strip_suffix(".toml"));
    for id in ids.filter(|id| !listed.iter().any(|listed| listed.text == *id)) {
        let says = format!("the file forms/{id}.toml is not used; add \"{id}\" to “forms”, or take the file away");
        top.advise(top.line_of("forms"), says);
    }
}

/// Bands and scores rise, and the roles of bands are the pack's.
pub(super) fn check_policy(top: &Table<'_>, policy: &Policy, roles: &[Role]) {
    if let Some(approval) = top.table("approval") {
        let raw = approval.tables("band");
        for role in
            raw.iter().flat_map(|band| band.texts("roles")).filter(|role| !roles.iter().any(|r| r.id == role.text))
        {
            top.advise(role.line, unknown("role", &role.text, roles.iter().map(|role| role.id.as_str())));
        }
        for (band, pair) in raw.iter().skip(1).zip(policy.bands.windows(2)) {
            let line = if band.has("up_to") { band.line_of("up_to") } else { band.line_of("below") };
            match pair {
                [below, band] if band.end.is_some_and(|end| below.end.is_some_and(|least| end <= least)) => {
                    top.advise(line, "this amount must be more than that of the band before it: bands rise");
                }
                [below, _] if below.end.is_none() => {
                    top.advise(line, "the band before this one has no end; give it “below” or “up_to”");
                }
                _ => {}
            }
        }
    }
    if let Some(risk) = top.table("risk") {
        for (raw, pair) in risk.tables("colour").iter().skip(1).zip(policy.colours.windows(2)) {
            if let [(least, _), (most, name)] = pair
                && most <= least
            {
                let says =
                    format!("“up_to” of “{name}” is {most}, but the one before it is up to {least}: they must rise");
                top.advise(raw.line, says);
            }
        }
    }
    check_values(top, &["define", "due", "watch", "approval"]);
}

/// Numbers and dates of the policy are written so that they can be reckoned with.
fn check_values(top: &Table<'_>, other: &[&str]) {
    for key in top.keys().into_iter().filter(|key| !other.contains(&key.text.as_str())) {
        let Some((value, line)) = top.value(Box::leak(key.text.clone().into_boxed_str())) else { continue };
        match value {
            DeValue::Table(_) => {
                if let Some(inner) = top.table(Box::leak(key.text.into_boxed_str())) {
                    check_values(&inner, &[]);
                }
            }
            DeValue::String(text) => {
                if let Some(says) = meant_by(&key.text, text) {
                    top.advise(line, says);
                }
            }
            DeValue::Datetime(day) => top.advise(line, format!("a date stands in quotation marks; write \"{day}\"")),
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Array(_) => {}
        }
    }
}

/// What a text of the policy must mean that looks like a number, an amount or a date.
fn meant_by(key: &str, text: &str) -> Option<String> {
    let number: String = text.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    let rest = text.get(number.len()..)?.trim();
    if number.is_empty() {
        return None;
    }
    if let [day, month, year] = text.split(['/', '.']).collect::<Vec<_>>().as_slice()
        && let (Ok(day), Ok(month), 4) = (day.parse::<u8>(), month.parse::<u8>(), year.len())
    {
        return Some(format!("“{text}” is not a date that can be read; write \"{year}-{month:02}-{day:02}\""));
    }
    let is_unit =
        ["day", "week", "month", "year", "hour", "per", "%", "point"].iter().any(|unit| rest.starts_with(unit));
    let plain = number.replace(',', "");
    (rest.is_empty() || is_unit)
        .then(|| format!("“{text}” is text; write the number alone and without quotation marks: {key} = {plain}"))
}

/// Limits leave something between them, and those of a date are dates.
pub(super) fn check_limits(raw: &Table<'_>, question: &Question) {
    if let (Some(Limit::Number(least)), Some(Limit::Number(most))) = (&question.min, &question.max)
        && least > most
    {
        raw.advise(raw.line_of("max"), "“max” is less than “min”; no answer can be right");
    }
    if question.min_chars > question.max_chars {
        raw.advise(raw.line_of("max_chars"), "“max_chars” is less than “min_chars”; no answer can be right");
    }
    if let Kind::Table(table) = &question.kind
        && table.min_rows > table.max_rows
    {
        raw.advise(raw.line_of("max_rows"), "“max_rows” is less than “min_rows”; no answer can be right");
    }
    for (key, limit) in [("min", &question.min), ("max", &question.max)] {
        if let Some(Limit::Date(value)) = limit {
            check_date(raw, key, value);
        }
    }
}

/// An expression that must come to a date.
pub(super) fn check_date<'a>(raw: &Table<'a>, key: &'a str, value: &Expression) {
    if !matches!(value.gives(), Type::Date | Type::Text | Type::Any) {
        let says = format!("“{}” does not come to a date; write a day as \"'2027-03-31'\"", value.source());
        raw.advise(raw.line_of(key), says);
    }
}

/// An expression that must come to yes or no.
pub(super) fn check_condition<'a>(raw: &Table<'a>, key: &'a str, value: &Expression) {
    if !matches!(value.gives(), Type::Bool | Type::Any) {
        raw.advise(raw.line_of(key), format!("“{key}” must come to yes or no; compare it with something"));
    }
}

/// The codes a filter asks for are there.
pub(super) fn check_filter(
    raw: &Table<'_>,
    line: usize,
    filter: &Filter,
    columns: &[Column],
    lists: &BTreeMap<String, OptionList>,
    states: &[String],
) {
    let (Test::Is(asked) | Test::IsNot(asked)) = &filter.test else { return };
    let column = columns.iter().find(|column| column.id == filter.field);
    let (what, known): (&str, Vec<&str>) = match (filter.field.as_str(), column) {
        ("state", _) => ("state", states.iter().map(String::as_str).collect()),
        ("due", _) => ("word for “due”", vec!["none", "open", "due_soon", "overdue"]),
        (_, Some(column)) if column.kind == "yes_no" => ("answer", vec!["yes", "no"]),
        (_, Some(column)) => {
            let Some(list) = lists.get(&column.list) else { return };
            ("code", list.choices.iter().map(|choice| choice.code.as_str()).collect())
        }
        (_, None) => return,
    };
    for code in asked.iter().filter(|code| !known.iter().any(|known| known.eq_ignore_ascii_case(code))) {
        raw.advise(line, unknown(what, code, known.iter().copied()));
    }
}
