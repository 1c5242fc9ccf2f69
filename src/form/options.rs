//! Which options of a choice are offered now.

use crate::model::known::Known;
use crate::pack::condition::Scope;
use crate::pack::form::{Options, Question};
use crate::pack::list::Choice;
use std::collections::BTreeMap;

/// Returns the options offered, in order; empty for a question that is no choice.
pub fn offered(question: &Question, scope: &Scope<'_>) -> Vec<Choice> {
    question.kind.options().map_or_else(Vec::new, |options| of(options, scope))
}

fn of(options: &Options, scope: &Scope<'_>) -> Vec<Choice> {
    let hidden = |code: &str| options.when.iter().any(|(name, when)| name == code && when.fails(scope));
    let rows = options.from.as_ref().and_then(|from| from.value(scope)).map(from_rows).unwrap_or_default();
    let fixed = options.choices.iter().filter(|choice| !choice.retired && !hidden(&choice.code)).cloned();
    rows.into_iter().chain(fixed).collect()
}

/// Options from a list of texts, or from rows: the code is the row's id, the label its first text.
fn from_rows(value: Known) -> Vec<Choice> {
    let Known::List(items) = value else { return vec![] };
    let choice = |item: Known| match item {
        Known::Text(text) => Some(Choice { code: text.clone(), label: text, ..Choice::default() }),
        Known::Row(cells) => {
            let text = |name: &str| cells.get(name).and_then(Known::as_text).map(str::to_owned);
            Some(Choice { code: text("id")?, label: first_text(&cells)?, ..Choice::default() })
        }
        Known::Bool(_) | Known::Int(_) | Known::Number(_) | Known::List(_) => None,
    };
    items.into_iter().filter_map(choice).collect()
}

fn first_text(cells: &BTreeMap<String, Known>) -> Option<String> {
    let mut texts = cells.iter().filter(|(name, _)| !matches!(name.as_str(), "id" | "origin"));
    texts.find_map(|(_, value)| value.as_text().map(str::to_owned))
}
