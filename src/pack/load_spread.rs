//! Programmes over several years: `[[spread]]` of policy.toml.

use super::Column;
use super::form::{Form, Question};
use super::load::unknown;
use super::load_form::check_twice;
use super::procedure::Spread;
use super::source::{Lined, Table};
use crate::model::day::Day;
use crate::model::filter::{FIELDS, Filter};
use crate::model::id::QuestionId;

/// The most years that a programme goes over.
const MOST_YEARS: usize = 20;

/// Reads the programmes.
pub(super) fn load_spreads(top: &Table<'_>, columns: &[Column], forms: &[Form]) -> Vec<Spread> {
    let raw = top.tables("spread");
    check_twice(&raw, "spreads", "ids are unique in a pack");
    raw.iter().filter_map(|raw| load_spread(raw, columns, forms)).collect()
}

fn load_spread(raw: &Table<'_>, columns: &[Column], forms: &[Form]) -> Option<Spread> {
    let field = |lined: &Lined| {
        let all = || FIELDS.iter().map(|(id, _)| *id).chain(columns.iter().map(|column| column.id.as_str()));
        if !all().any(|id| id == lined.text) {
            raw.find(lined.line, unknown("field of the register", &lined.text, all()));
        }
        lined.text.clone()
    };
    let condition = |lined: &Lined| match Filter::parse(&lined.text) {
        Ok(filter) => {
            field(&Lined { text: filter.field.clone(), line: lined.line });
            Some(filter)
        }
        Err(sentence) => {
            raw.find(lined.line, sentence);
            None
        }
    };
    let sorted = |lined: &Lined| {
        let text = lined.text.trim_start_matches('-').to_owned();
        (field(&Lined { text, line: lined.line }), lined.text.starts_with('-'))
    };
    let years = raw.size("years").filter(|years| (1..=MOST_YEARS).contains(years));
    if years.is_none() {
        raw.find(raw.line, format!("a spread goes over 1 to {MOST_YEARS} years; write years = 3"));
    }
    let from = raw.required("from");
    let first = Day::parse_iso(&from.text);
    if first.is_none() && !from.text.is_empty() {
        raw.find(from.line, format!("“{}” is not a date; write it as from = \"2027-03-31\"", from.text));
    }
    let keep = raw.required("keep");
    let place = place(raw, &keep, columns, forms);
    let (id, title, clause) = (raw.required("id").text, raw.required("title").text, raw.text("clause"));
    let conditions = raw.texts("where").iter().filter_map(condition).collect();
    let sort = raw.texts("sort").iter().map(sorted).collect();
    let done = raw.lined("done").map(|lined| field(&lined));
    raw.finish("a spread", &[]);
    let (form, question) = place?;
    Some(Spread {
        id,
        title,
        clause,
        conditions,
        sort,
        years: years?,
        from: first?,
        keep: keep.text,
        done,
        form: form.id.clone(),
        question,
    })
}

/// Finds the question of the register entry that keeps the dates.
fn place<'a>(raw: &Table<'_>, keep: &Lined, columns: &[Column], forms: &'a [Form]) -> Option<(&'a Form, QuestionId)> {
    if keep.text.is_empty() {
        return None;
    }
    let Some(column) = columns.iter().find(|column| column.id == keep.text) else {
        let all = columns.iter().map(|column| column.id.as_str());
        raw.find(keep.line, unknown("register column", &keep.text, all));
        return None;
    };
    if column.kind != "date" {
        raw.find(keep.line, format!("“{}” does not hold a date; name a register column of kind date", column.id));
        return None;
    }
    let fills = |question: &Question| question.takes_answer() && question.register.as_deref() == Some(&column.id);
    let mut found = forms.iter().filter(|form| form.renews).filter_map(|form| {
        let (_, question) = form.questions().find(|(_, question)| fills(question))?;
        Some((form, question.id.clone()))
    });
    let first = found.next();
    if first.is_none() {
        let says = format!(
            "no form with renews = true asks for “{}”; add a question with register = \"{}\" to one",
            column.id, column.id
        );
        raw.find(keep.line, says);
    }
    first
}
