//! The names that expressions of a pack may mention, with their types.

use crate::model::fact::{FACTS, FactKind, RESULTS};
use crate::model::known::Known;
use crate::model::policy::Policy;
use crate::pack::Column;
use crate::pack::condition::{Names, Type};
use crate::pack::list::{Choice, OptionList};
use crate::pack::source::Table;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Fields of a person that may be named.
pub(super) const PERSON_FIELDS: [&str; 8] =
    ["post", "organisation", "place", "phone", "email", "deputy", "deputy_post", "name"];

/// Adds what every pack has: facts, results, the person at the desk, today.
pub(super) fn add_fixed(names: &mut Names) {
    for (prefix, table) in [("fact", FACTS), ("result", RESULTS)] {
        for (name, kind) in table {
            names.types.insert(format!("{prefix}.{name}"), fact_type(*kind));
        }
    }
    names.types.insert("today".into(), Type::Date);
    names.types.insert("register_copy".into(), Type::Text);
    names.types.insert("me".into(), Type::Text);
    for field in PERSON_FIELDS {
        names.types.insert(format!("me.{field}"), Type::Text);
    }
    let check = Type::Row(Arc::new([("label".to_owned(), Type::Text), ("value".to_owned(), Type::Text)].into()));
    names.types.insert("register.check".into(), Type::List(Box::new(check)));
}

/// Returns the type of a fact.
pub(super) fn fact_type(kind: FactKind) -> Type {
    match kind {
        FactKind::Money => Type::Money,
        FactKind::Date => Type::Date,
        FactKind::Code | FactKind::Text | FactKind::Person => Type::Text,
        FactKind::Codes => Type::List(Box::new(Type::Text)),
        FactKind::YesNo => Type::Bool,
        FactKind::Integer => Type::Int,
        FactKind::Number => Type::Number,
        FactKind::Rows => Type::List(Box::new(Type::Any)),
    }
}

/// Adds the values of the policy.
pub(super) fn add_policy(names: &mut Names, policy: &Policy) {
    for (name, value) in &policy.values {
        names.types.insert(format!("policy.{name}"), known_type(value));
    }
}

fn known_type(value: &Known) -> Type {
    match value {
        Known::Bool(_) => Type::Bool,
        Known::Int(_) => Type::Int,
        Known::Number(_) => Type::Number,
        Known::Text(_) => Type::Text,
        Known::List(items) => Type::List(Box::new(items.first().map_or(Type::Any, known_type))),
        Known::Row(cells) => {
            Type::Row(Arc::new(cells.iter().map(|(name, cell)| (name.clone(), known_type(cell))).collect()))
        }
    }
}

/// Adds the register's columns, with and without their prefix.
pub(super) fn add_columns(names: &mut Names, columns: &[Column], lists: &BTreeMap<String, OptionList>) {
    for column in columns {
        let choices = lists.get(&column.list).map(|list| list.choices.as_slice()).unwrap_or_default();
        let of = simple_type(&column.kind, choices);
        for name in [column.id.clone(), format!("register.{}", column.id)] {
            if column.kind == "person" {
                names.types.extend(PERSON_FIELDS.map(|field| (format!("{name}.{field}"), Type::Text)));
            }
            names.types.insert(name, of.clone());
        }
    }
}

/// Adds the stages: is each done?
pub(super) fn add_stages(names: &mut Names, top: &Table<'_>) {
    for stage in top.tables("stage") {
        names.types.insert(format!("stage.{}", stage.text("id")), Type::Bool);
    }
}

/// Adds the lists, as rows of code and label.
pub(super) fn add_lists(names: &mut Names, lists: &BTreeMap<String, OptionList>) {
    let row = Type::Row(Arc::new(["id", "code", "label"].map(|name| (name.to_owned(), Type::Text)).into()));
    for id in lists.keys() {
        names.types.insert(format!("list.{id}"), Type::List(Box::new(row.clone())));
    }
}

/// Adds a form's questions, plain and as `last.`.
pub(super) fn add_form(names: &mut Names, form: &Table<'_>, lists: &BTreeMap<String, OptionList>) {
    for page in form.tables("page") {
        let page_id = page.text("id");
        names.types.insert(format!("done.{page_id}"), Type::Bool);
        for question in page.tables("question") {
            for (name, of) in types_of(&question, lists) {
                names.types.insert(format!("last.{name}"), of.clone());
                names.types.insert(name, of);
            }
        }
    }
    for part in form.tables("part") {
        names.types.insert(format!("done.{}", part.text("id")), Type::Bool);
    }
}

/// Returns the names that a question's columns have in `row.`.
pub(super) fn row_names(table: &Table<'_>, lists: &BTreeMap<String, OptionList>) -> Vec<(String, Type)> {
    let mut found = vec![
        ("row.id".to_owned(), Type::Text),
        ("row.origin".to_owned(), Type::Text),
        ("row.changed".to_owned(), Type::Bool),
    ];
    for column in table.tables("column") {
        found.extend(types_of(&column, lists).into_iter().map(|(name, of)| (format!("row.{name}"), of)));
    }
    found
}

/// Returns a question's name and its dotted names, with their types.
fn types_of(question: &Table<'_>, lists: &BTreeMap<String, OptionList>) -> Vec<(String, Type)> {
    let (id, kind) = (question.text("id"), question.text("kind"));
    let dotted = |field: &str, of: Type| (format!("{id}.{field}"), of);
    let choices = choices_of(question, lists);
    let mut found = match kind.as_str() {
        "graded" => vec![dotted("comment", Type::Text)],
        "rating" => vec![dotted("said", Type::Text), dotted("evidence", Type::Text)],
        "person" => PERSON_FIELDS.iter().map(|field| dotted(field, Type::Text)).collect(),
        "checklist" => {
            let mut dates: Vec<String> = question.texts("dates").into_iter().map(|lined| lined.text).collect();
            dates.extend(["done".to_owned(), "on".to_owned()]);
            let mut found: Vec<_> = dates.iter().map(|date| dotted(date, Type::Date)).collect();
            found.extend(["owner", "notes", "reason"].map(|field| dotted(field, Type::Text)));
            found
        }
        "signature" => vec![dotted("name", Type::Text), dotted("on", Type::Date), dotted("reference", Type::Text)],
        "table" => question
            .tables("column")
            .iter()
            .flat_map(|column| types_of(column, lists))
            .map(|(name, of)| dotted(&name, Type::List(Box::new(of))))
            .collect(),
        _ => vec![],
    };
    let of = match kind.as_str() {
        "table" => {
            let mut cells: BTreeMap<String, Type> =
                question.tables("column").iter().flat_map(|column| types_of(column, lists)).collect();
            cells.extend([("id".to_owned(), Type::Text), ("origin".to_owned(), Type::Text)]);
            Type::List(Box::new(Type::Row(Arc::new(cells))))
        }
        "computed" => simple_type(&question.text("result"), &choices),
        "one_of" if question.has("options_from") => Type::Text,
        _ => simple_type(&kind, &choices),
    };
    found.push((id, of));
    found
}

fn choices_of(question: &Table<'_>, lists: &BTreeMap<String, OptionList>) -> Vec<Choice> {
    let own = question.tables("option").into_iter().map(|option| Choice {
        code: option.text("code"),
        label: option.text("label"),
        ..Choice::default()
    });
    let listed = lists.get(&question.text("list")).map(|list| list.choices.clone()).unwrap_or_default();
    listed.into_iter().chain(own).collect()
}

fn simple_type(kind: &str, choices: &[Choice]) -> Type {
    let codes = |pairs: Vec<(&str, &str)>| {
        Type::Code(Arc::new(pairs.into_iter().map(|(code, label)| (code.to_owned(), label.to_owned())).collect()))
    };
    let listed =
        || Type::Code(Arc::new(choices.iter().map(|choice| (choice.code.clone(), choice.label.clone())).collect()));
    match kind {
        "integer" | "risk" | "rating" => Type::Int,
        "money" => Type::Money,
        "number" => Type::Number,
        "date" => Type::Date,
        "yes_no" => Type::Bool,
        "graded" => codes(vec![("yes", "yes"), ("partly", "partly"), ("no", "no"), ("na", "not applicable")]),
        "checklist" => codes(vec![("open", "open"), ("done", "done"), ("na", "not applicable")]),
        "one_of" => listed(),
        "many_of" => Type::List(Box::new(listed())),
        "table" => Type::List(Box::new(Type::Any)),
        _ => Type::Text,
    }
}
