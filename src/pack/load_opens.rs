//! Forms that an answer opens: the key `opens` of a question.

use super::form::{Kind, Opens};
use super::load::unknown;
use super::load_form::Context;
use super::source::{Lined, Table};
use crate::model::id::{FormId, PackId};

/// Reads what a yes opens, or each option of a choice.
pub(super) fn load_opens(raw: &Table<'_>, kind: &Kind, context: &Context<'_>) -> Vec<Opens> {
    let Some((value, line)) = raw.value("opens") else { return vec![] };
    let is_choice = matches!(kind, Kind::OneOf(_) | Kind::ManyOf(..));
    let choices = kind.options().filter(|_| is_choice).map(|options| &options.choices);
    if choices.is_none() && !matches!(kind, Kind::YesNo) {
        raw.find(line, "“opens” belongs to a yes/no question or to a choice; take it out");
        return vec![];
    }
    match (choices, value.as_str()) {
        (None, Some(text)) => vec![opens(raw, "", &Lined { text: text.to_owned(), line }, context)],
        (Some(choices), None) => {
            let Some(table) = raw.table("opens") else { return vec![] };
            let each = |key: Lined| {
                if !choices.iter().any(|choice| choice.code == key.text) {
                    let codes = choices.iter().map(|choice| choice.code.as_str());
                    raw.find(key.line, unknown("option", &key.text, codes));
                }
                let form = table.required(Box::leak(key.text.clone().into_boxed_str()));
                opens(raw, &key.text, &form, context)
            };
            table.keys().into_iter().map(each).collect()
        }
        (None, None) => {
            raw.find(line, "a yes opens one form; write opens = \"FORM\"");
            vec![]
        }
        (Some(_), Some(_)) => {
            raw.find(line, "say which option opens the form; write opens = { CODE = \"FORM\" }");
            vec![]
        }
    }
}

fn opens(raw: &Table<'_>, code: &str, form: &Lined, context: &Context<'_>) -> Opens {
    let (pack, id) = match form.text.split_once('/') {
        Some((pack, id)) => (Some(PackId::new(pack)), id),
        None => (None, form.text.as_str()),
    };
    if pack.is_none() && !context.names.forms.iter().any(|known| known == id) {
        raw.find(form.line, unknown("form", id, context.names.forms.iter().map(String::as_str)));
    }
    Opens { code: code.to_owned(), pack, form: FormId::new(id) }
}
