//! A question of kind `table`: its columns, and the rows that come from elsewhere.

use super::condition::Names;
use super::form::{FixedRow, Question, Rows, Seed};
use super::load::{expression, leak, unknown};
use super::load_form::{Context, check_twice, one_of};
use super::load_question::{condition, load_question};
use super::names;
use super::source::{Lined, Table};
use crate::model::id::QuestionId;
use toml::de::DeValue;

pub(super) fn load_table(raw: &Table<'_>, context: &Context<'_>) -> super::form::Table {
    let row_names = context.names.with(names::row_names(raw, context.lists));
    let inner = Context { names: &row_names, ..*context };
    let columns: Vec<Question> =
        raw.tables("column").iter().map(|column| load_question(column, &inner, true)).collect();
    if columns.is_empty() {
        raw.find(raw.line, "a table needs “column” entries");
    }
    check_twice(&raw.tables("column"), "columns", "ids are unique in a table");
    check_sources(raw);
    let named = |key| -> Vec<QuestionId> {
        let words = raw.texts(key);
        words
            .into_iter()
            .map(|lined| {
                if !columns.iter().any(|column| column.id.as_str() == lined.text) {
                    raw.find(lined.line, unknown("column", &lined.text, columns.iter().map(|c| c.id.as_str())));
                }
                lined.text.into()
            })
            .collect()
    };
    let (unique, total) = (named("unique"), named("total"));
    let label = named("label").into_iter().next().or_else(|| columns.first().map(|column| column.id.clone()));
    super::form::Table {
        min_rows: raw.size("min_rows").unwrap_or(0),
        max_rows: raw.size("max_rows").unwrap_or(200),
        rows: one_of(raw, "rows", &[("free", Rows::Free), ("fixed", Rows::Fixed), ("fixed_plus", Rows::FixedPlus)]),
        fixed: load_fixed_rows(raw, &columns),
        seeds: load_seeds(raw, context.names, &columns),
        unique,
        label: label.unwrap_or_default(),
        total,
        remove: raw.flag("remove", true),
        register_rows: load_register_rows(raw, context),
        row_checks: vec![],
        columns,
    }
}

fn load_register_rows(raw: &Table<'_>, context: &Context<'_>) -> Vec<String> {
    let names = raw.texts("register_rows");
    names
        .into_iter()
        .map(|lined| {
            if !context.columns.iter().any(|known| known.id == lined.text) {
                raw.find(
                    lined.line,
                    unknown("register column", &lined.text, context.columns.iter().map(|c| c.id.as_str())),
                );
            }
            lined.text
        })
        .collect()
}

/// Every `cell` names a source that `from` gives.
fn check_sources(raw: &Table<'_>) {
    let sources: Vec<String> = raw.texts("from").into_iter().map(|lined| lined.text).collect();
    for column in raw.tables("column") {
        let Some(cells) = column.table("cell") else { continue };
        for key in cells.keys().into_iter().filter(|key| !sources.contains(&key.text)) {
            cells.find(key.line, unknown("source in “from” called", &key.text, sources.iter().map(String::as_str)));
        }
    }
}

/// A cell written in the form stands in one of the table's columns.
fn check_column(row: &Table<'_>, key: &Lined, columns: &[Question]) {
    if !columns.iter().any(|column| column.id.as_str() == key.text) {
        row.find(key.line, unknown("column", &key.text, columns.iter().map(|column| column.id.as_str())));
    }
}

fn load_fixed_rows(raw: &Table<'_>, columns: &[Question]) -> Vec<FixedRow> {
    raw.tables("row")
        .iter()
        .map(|row| {
            let cells = row.keys().into_iter().filter(|key| key.text != "id").filter_map(|key| {
                check_column(row, &key, columns);
                let name: &'static str = leak(key.text);
                let text = match row.value(name)?.0 {
                    DeValue::String(text) => text.to_string(),
                    DeValue::Integer(n) => n.to_string(),
                    DeValue::Float(n) => n.as_str().to_owned(),
                    DeValue::Boolean(yes) => if *yes { "yes" } else { "no" }.to_owned(),
                    DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => return None,
                };
                Some((QuestionId::new(name), text))
            });
            FixedRow { id: row.required("id").text, cells: cells.collect() }
        })
        .collect()
}

fn load_seeds(raw: &Table<'_>, names: &Names, columns: &[Question]) -> Vec<Seed> {
    raw.tables("seed")
        .iter()
        .filter_map(|seed| {
            seed.required("when");
            let when = condition(seed, "when", names)?;
            let cells =
                seed.keys().into_iter().filter(|key| !matches!(key.text.as_str(), "id" | "when")).filter_map(|key| {
                    check_column(seed, &key, columns);
                    let name: &'static str = leak(key.text);
                    expression(seed, name, names).map(|value| (QuestionId::new(name), value))
                });
            Some(Seed { id: seed.required("id").text, when, cells: cells.collect() })
        })
        .collect()
}
