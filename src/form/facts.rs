//! Facts fed by a form's answers.

use crate::model::answer::{Answer, Row};
use crate::model::fact::Facts;
use crate::model::id::QuestionId;
use crate::model::known::{Known, names_of, row_known};
use crate::pack::form::{Form, Kind, Question, Table};
use std::collections::{BTreeMap, BTreeSet};

/// Returns the facts that answers of a form feed, over facts known before.
///
/// Several tables of one form that feed the same rows are put together.
pub fn feed(form: &Form, answers: &BTreeMap<QuestionId, Answer>, before: &Facts) -> Facts {
    let mut facts = before.clone();
    let mut begun: BTreeSet<&str> = BTreeSet::new();
    for (_, question) in form.questions() {
        let (Some(fact), Some(answer)) = (&question.feeds, answers.get(&question.id)) else { continue };
        let value = match (&question.kind, answer) {
            (Kind::Table(table), Answer::Table(rows)) => rows_of(table, rows),
            (_, answer) => match names_of(answer).0 {
                Some(value) => value,
                None => continue,
            },
        };
        let joined = match (facts.get(fact), value) {
            (Some(Known::List(earlier)), Known::List(more)) if begun.contains(fact.as_str()) && is_table(question) => {
                Known::List(earlier.iter().cloned().chain(more).collect())
            }
            (_, value) => value,
        };
        begun.insert(fact);
        facts.set(fact, joined);
    }
    facts
}

fn is_table(question: &Question) -> bool {
    matches!(question.kind, Kind::Table(_))
}

/// Rows as a fact: columns under the names they feed.
fn rows_of(table: &Table, rows: &[Row]) -> Known {
    let renamed = |row: &Row| {
        let Known::Row(mut cells) = row_known(row) else { return Known::Row(BTreeMap::new()) };
        for column in &table.columns {
            if let Some(name) = &column.feeds
                && let Some(value) = cells.get(column.id.as_str()).cloned()
            {
                cells.insert(name.clone(), value);
            }
        }
        Known::Row(cells)
    };
    Known::List(rows.iter().map(renamed).collect())
}
