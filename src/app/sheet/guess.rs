//! Which question a column seems to answer: by its heading, and by what stands in it.

use super::target::{Target, TargetId, targets};
use super::value::{choice, is_like, parts};
use super::{Plan, SheetFile};
use crate::pack::Pack;
use crate::pack::form::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// How many different values of a column are looked at.
const LOOKED_AT: usize = 40;

/// The least points with which a guess is made.
const ENOUGH: u32 = 50;

/// Guesses what each column answers; each question is answered by one column.
pub(super) fn columns(pack: &Pack, file: &SheetFile, plan: &Plan) -> BTreeMap<usize, TargetId> {
    let targets = targets(pack);
    let columns = file.columns(plan);
    let mut scored: Vec<(u32, usize, usize)> = Vec::new();
    for (column, heading) in &columns {
        let samples = file.samples(plan, *column, LOOKED_AT);
        for (at, target) in targets.iter().enumerate() {
            scored.push((points(target, heading, &samples), *column, at));
        }
    }
    // The surest first; of equals the first column, and the question that comes first in the form.
    scored.sort_by_key(|(points, column, at)| (std::cmp::Reverse(*points), *column, *at));
    let mut guessed = BTreeMap::new();
    let mut answered = BTreeSet::new();
    for (points, column, at) in scored {
        if points >= ENOUGH && !guessed.contains_key(&column) && answered.insert(at) {
            guessed.insert(column, targets[at].id.clone());
        }
    }
    name_if_missing(pack, file, plan, &columns, &mut guessed);
    without_lone_details(&targets, &mut guessed);
    guessed
}

/// A person's post or address says nothing where no column has the name; such a column is left for a person to place.
fn without_lone_details(targets: &[Target<'_>], guessed: &mut BTreeMap<usize, TargetId>) {
    let is_person =
        |id: &TargetId| targets.iter().any(|target| target.id == *id && matches!(target.takes.kind, Kind::Person(_)));
    let named: BTreeSet<_> = guessed.values().filter(|id| id.cell == "name").map(|id| id.question.clone()).collect();
    guessed.retain(|_, id| named.contains(&id.question) || !is_person(id));
}

/// Where no heading says which column has the names, it is the first whose values are words and all different.
fn name_if_missing(
    pack: &Pack,
    file: &SheetFile,
    plan: &Plan,
    columns: &[(usize, String)],
    guessed: &mut BTreeMap<usize, TargetId>,
) {
    let Some((_, names)) = pack.starting_forms().next() else { return };
    if guessed.values().any(|target| target.question == *names) {
        return;
    }
    let is_name = |column: &usize| {
        let rows = file.sheet(plan).into_iter().flat_map(|sheet| sheet.rows.iter().skip(plan.heading + 1));
        let values: Vec<String> = rows.map(|row| row.cell(*column).text()).filter(|text| !text.is_empty()).collect();
        let different: BTreeSet<&String> = values.iter().collect();
        let are_words = values.iter().all(|text| text.chars().filter(|c| c.is_alphabetic()).count() > 2);
        !values.is_empty() && are_words && different.len() == values.len()
    };
    let free = columns.iter().map(|(column, _)| *column).filter(|column| !guessed.contains_key(column));
    if let Some(column) = free.into_iter().find(is_name) {
        guessed.insert(column, TargetId { question: names.clone(), cell: String::new() });
    }
}

/// How well a column fits a question, of 100.
fn points(target: &Target<'_>, heading: &str, samples: &[String]) -> u32 {
    let by_heading = target.headings.iter().map(|known| alike(known, heading)).max().unwrap_or(0);
    let fit = fitting(target, samples);
    match (by_heading, fit) {
        // Values that are none of the question's: whatever the heading says, it means something else.
        (_, Some(0)) => 0,
        (points, Some(percent)) if percent < 50 => points.saturating_sub(30),
        (points, Some(percent)) if is_choice(target) && points < ENOUGH && percent >= 90 && samples.len() > 1 => {
            points.max(ENOUGH)
        }
        (points, _) => points,
    }
}

fn is_choice(target: &Target<'_>) -> bool {
    matches!(target.takes.kind, Kind::OneOf(_) | Kind::ManyOf(..))
}

/// Of the values looked at, how many of a hundred the question takes; `None` where it takes any words.
fn fitting(target: &Target<'_>, samples: &[String]) -> Option<u32> {
    let kind = &target.takes.kind;
    let options = if let Kind::OneOf(options) | Kind::ManyOf(options, _) = kind { Some(options) } else { None };
    if options.is_none() {
        is_like(kind, "")?;
    }
    let fits = |text: &&String| match options {
        Some(options) => parts(text).iter().all(|part| choice(&options.choices, part).is_some()),
        None => is_like(kind, text) == Some(true),
    };
    let total = u32::try_from(samples.len()).unwrap_or(u32::MAX);
    let fitting = u32::try_from(samples.iter().filter(fits).count()).unwrap_or(0);
    (total > 0).then(|| fitting * 100 / total)
}

/// How alike two headings are, of 100.
fn alike(known: &str, heading: &str) -> u32 {
    let (known, heading) = (words(known), words(heading));
    if known.is_empty() || heading.is_empty() {
        return 0;
    }
    if known == heading {
        return 100;
    }
    let shared = known.iter().filter(|word| heading.contains(word)).count();
    let (shorter, longer) = (known.len().min(heading.len()), known.len().max(heading.len()));
    if shared == shorter && shorter * 2 >= longer {
        return 60 + u32::try_from(30 * shorter / longer).unwrap_or(0);
    }
    let slips = strsim::normalized_damerau_levenshtein(&known.concat(), &heading.concat());
    if slips >= 0.85 { 70 } else { 0 }
}

/// The words of a heading that say something; of one or of many is the same.
fn words(text: &str) -> Vec<String> {
    const SMALL: [&str; 14] =
        ["the", "of", "a", "an", "is", "it", "are", "was", "for", "in", "to", "our", "partnership", "partnerships"];
    let lower = text.to_lowercase();
    let all = || lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let one = |word: &str| word.strip_suffix('s').filter(|one| one.len() > 2).unwrap_or(word).to_owned();
    let said: Vec<String> = all().filter(|word| !SMALL.contains(word)).map(one).collect();
    if said.is_empty() { all().map(one).collect() } else { said }
}
