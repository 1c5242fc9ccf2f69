//! Facts fed by a form's answers.

use crate::model::answer::{Answer, Row};
use crate::model::fact::{Facts, GATHERED};
use crate::model::id::{FormId, QuestionId};
use crate::model::known::{Known, names_of, row_known};
use crate::pack::Pack;
use crate::pack::form::{Form, Kind, Page, Question, Table};
use std::collections::{BTreeMap, BTreeSet};

/// Returns the facts that answers of a form feed, over facts known before.
///
/// Several tables of one form that feed the same rows are put together. Gathered
/// rows of other forms stay; all else is as this form says. `shown` tells which
/// statements of an evaluation are asked at all.
pub fn feed(
    pack: &Pack,
    form: &Form,
    answers: &BTreeMap<QuestionId, Answer>,
    before: &Facts,
    shown: &dyn Fn(&QuestionId) -> bool,
) -> Facts {
    let mut facts = before.clone();
    let mut begun: BTreeSet<&str> = BTreeSet::new();
    for (_, question) in form.questions() {
        let (Some(fact), Some(answer)) = (&question.feeds, answers.get(&question.id)) else { continue };
        let value = match (&question.kind, answer) {
            (Kind::Table(table), Answer::Table(rows)) => {
                rows_of(table, rows, GATHERED.contains(&fact.as_str()).then_some(&form.id))
            }
            (_, answer) => match names_of(answer).0 {
                Some(value) => value,
                None => continue,
            },
        };
        let joined = match (facts.get(fact), value) {
            (Some(Known::List(earlier)), Known::List(more)) if is_table(question) => {
                let kept: Vec<Known> = if begun.contains(fact.as_str()) {
                    earlier.clone()
                } else if GATHERED.contains(&fact.as_str()) {
                    earlier.iter().filter(|row| cell(row, FORM) != Some(form.id.as_str())).cloned().collect()
                } else {
                    vec![]
                };
                let newer = |row: &Known| more.iter().any(|new| cell(new, "id") == cell(row, "id"));
                Known::List(kept.into_iter().filter(|row| !newer(row)).chain(more.iter().cloned()).collect())
            }
            (_, value) => value,
        };
        begun.insert(fact);
        facts.set(fact, joined);
    }
    let statements = statements(pack, form, answers, shown);
    if !statements.is_empty() {
        facts.set("statements", Known::List(statements));
    }
    facts
}

/// The cell of a fact's row that says which form it is from.
const FORM: &str = "form";

fn cell<'a>(row: &'a Known, name: &str) -> Option<&'a str> {
    if let Known::Row(cells) = row { cells.get(name).and_then(Known::as_text) } else { None }
}

/// One row for each statement of an evaluation that is asked: its section, and what everybody rated it.
fn statements(
    pack: &Pack,
    form: &Form,
    answers: &BTreeMap<QuestionId, Answer>,
    shown: &dyn Fn(&QuestionId) -> bool,
) -> Vec<Known> {
    let text = |text: &str| Known::Text(text.to_owned());
    let asked = form.questions().filter(|(page, question)| !page.section.is_empty() && shown(&question.id));
    let row = |(page, question): (&Page, &Question)| {
        matches!(question.kind, Kind::Rating(_)).then(|| {
            let ratings =
                if let Some(Answer::Ratings(ratings)) = answers.get(&question.id) { ratings.as_slice() } else { &[] };
            let rated = ratings.iter().filter_map(|rating| rating.rating.parse().ok().map(Known::Int));
            let title = pack.sections.iter().find(|section| section.id == page.section).map_or("", |s| &s.title);
            let cells = [
                ("id", text(question.id.as_str())),
                ("statement", Known::Text(question.ask.words())),
                ("section", text(&page.section)),
                ("title", text(title)),
                ("ratings", Known::List(rated.collect())),
            ];
            Known::Row(cells.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
        })
    };
    asked.filter_map(row).collect()
}

fn is_table(question: &Question) -> bool {
    matches!(question.kind, Kind::Table(_))
}

/// Rows as a fact: columns under the names they feed; of gathered rows, with the form they are from.
fn rows_of(table: &Table, rows: &[Row], form: Option<&FormId>) -> Known {
    let renamed = |row: &Row| {
        let Known::Row(mut cells) = row_known(row) else { return Known::Row(BTreeMap::new()) };
        for column in &table.columns {
            if let Some(name) = &column.feeds
                && let Some(value) = cells.get(column.id.as_str()).cloned()
            {
                cells.insert(name.clone(), value);
            }
        }
        cells.extend(form.map(|form| (FORM.to_owned(), Known::Text(form.to_string()))));
        Known::Row(cells)
    };
    Known::List(rows.iter().map(renamed).collect())
}
