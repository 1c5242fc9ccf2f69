//! Scores of an evaluation: by section and overall, and where respondents differ.

use crate::model::fact::Facts;
use crate::model::known::Known;
use crate::model::policy::Policy;
use std::collections::BTreeMap;

type Row = BTreeMap<String, Known>;

/// Works out the profile from the fact `statements`.
///
/// A statement's value is the mean of its ratings from 1 to 4; "not applicable"
/// and "don't know" count neither above nor below the line. A section has a
/// score only when enough of its statements are rated.
pub(super) fn work_out(facts: &Facts, policy: &Policy, results: &mut Facts) {
    let statements: Vec<&Row> = facts.rows("statements").collect();
    let values: Vec<f64> = statements.iter().filter_map(|row| value(row)).collect();
    let Some(mean) = mean(&values) else { return };
    results.set("score", Known::Number(two_decimals(mean)));
    results.set("percent", Known::Number(((mean - 1.0) / 3.0 * 1000.0).round() / 10.0));
    results.set("rated", Known::Int(i64::try_from(values.len()).unwrap_or(i64::MAX)));
    if let Some(words) = words(policy, mean) {
        results.set("band", Known::Text(words.to_owned()));
    }
    results.set("sections", Known::List(sections(&statements, policy)));
    let apart = statements.iter().filter_map(|row| spread(row, policy)).collect();
    results.set("spread", Known::List(apart));
    let lowest = statements.iter().filter(|row| ratings(row).contains(&1)).filter_map(|row| row.get("statement"));
    results.set("rated_lowest", Known::List(lowest.cloned().collect()));
}

fn sections(statements: &[&Row], policy: &Policy) -> Vec<Known> {
    let mut ids: Vec<&str> = statements.iter().filter_map(|row| row.get("section")?.as_text()).collect();
    ids.dedup();
    let section = |id: &str| {
        let own: Vec<&&Row> =
            statements.iter().filter(|row| row.get("section").and_then(Known::as_text) == Some(id)).collect();
        let values: Vec<f64> = own.iter().filter_map(|row| value(row)).collect();
        let enough = values.len() * 100 >= own.len() * usize::try_from(policy.min_rated).unwrap_or(100);
        let score = mean(&values).filter(|_| enough);
        let says = score.and_then(|score| words(policy, score)).unwrap_or("Too few ratings for a score");
        let mut cells = Row::new();
        cells.insert("id".to_owned(), Known::Text(id.to_owned()));
        cells.extend(own.first().and_then(|row| row.get("title")).map(|title| ("title".to_owned(), title.clone())));
        cells.extend(score.map(|score| ("score".to_owned(), Known::Number(two_decimals(score)))));
        cells.insert("words".to_owned(), Known::Text(says.to_owned()));
        Known::Row(cells)
    };
    ids.into_iter().map(section).collect()
}

/// A statement that respondents see differently.
fn spread(row: &Row, policy: &Policy) -> Option<Known> {
    let ratings = ratings(row);
    let (low, high) = (*ratings.iter().min()?, *ratings.iter().max()?);
    let mut cells = Row::new();
    for name in ["id", "statement"] {
        cells.insert(name.to_owned(), row.get(name)?.clone());
    }
    cells.extend([("low".to_owned(), Known::Int(low)), ("high".to_owned(), Known::Int(high))]);
    (high - low >= policy.spread).then_some(Known::Row(cells))
}

fn ratings(row: &Row) -> Vec<i64> {
    let Some(Known::List(ratings)) = row.get("ratings") else { return vec![] };
    ratings.iter().filter_map(|rating| if let Known::Int(n) = rating { Some(*n) } else { None }).collect()
}

fn value(row: &Row) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "ratings are 1 to 4")]
    let ratings: Vec<f64> = ratings(row).into_iter().map(|rating| rating as f64).collect();
    mean(&ratings)
}

#[expect(clippy::cast_precision_loss, reason = "a form has some dozens of statements")]
fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

fn two_decimals(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// The words for a score, rounded as it is shown: those of the highest step it reaches.
fn words(policy: &Policy, score: f64) -> Option<&str> {
    let reached = policy.score_bands.iter().filter(|(from, _)| two_decimals(score) >= *from);
    reached.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, words)| words.as_str())
}
