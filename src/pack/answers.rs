//! What answers each clause of a procedure: pages of forms, due dates, reports, states, stages.

use super::procedure::Due;
use super::{Clause, Pack};
use std::collections::{BTreeMap, BTreeSet};

/// The pages of each form that name a clause, counted from 1, by the clause.
type Asked<'a> = BTreeMap<&'a str, Vec<(&'a str, BTreeSet<usize>)>>;

/// Returns every clause with what answers it, in words.
pub fn answers(pack: &Pack) -> Vec<(&Clause, String)> {
    let mut asked: Asked<'_> = BTreeMap::new();
    for form in &pack.forms {
        for (at, page) in form.pages.iter().enumerate() {
            let questions = page.questions.iter().map(|question| question.clause.as_str());
            let clauses = std::iter::once(page.clause.as_str()).chain(questions);
            for clause in clauses.filter(|clause| !clause.is_empty()) {
                let forms = asked.entry(clause).or_default();
                match forms.last_mut().filter(|(title, _)| *title == form.title) {
                    Some((_, pages)) => {
                        pages.insert(at + 1);
                    }
                    None => forms.push((&form.title, BTreeSet::from([at + 1]))),
                }
            }
        }
    }
    pack.clauses.iter().map(|clause| (clause, answered(pack, clause, &asked))).collect()
}

/// Says what answers a clause.
fn answered(pack: &Pack, clause: &Clause, asked: &Asked<'_>) -> String {
    let forms: &[(&str, BTreeSet<usize>)] = asked.get(clause.id.as_str()).map_or(&[], Vec::as_slice);
    let mut all: Vec<String> = forms.iter().map(|(title, pages)| on_pages(title, pages)).collect();
    let is_known = |by: &str| forms.iter().any(|(title, _)| *title == by);
    all.extend(Some(by_words(pack, &clause.by)).filter(|by| !by.is_empty() && !is_known(by)));
    let own = |id: &str| id == clause.id;
    if pack.stages.iter().any(|stage| own(&stage.clause)) {
        all.push("The stages of a partnership".to_owned());
    }
    for due in pack.dues.iter().filter(|due| own(&due.clause)) {
        let words = due_words(pack, due);
        if !all.contains(&words) {
            all.push(words);
        }
    }
    if pack.watches.iter().any(|watch| own(&watch.clause)) {
        all.push("What is watched for".to_owned());
    }
    if all.is_empty() { "No form asks for it.".to_owned() } else { format!("Answered by: {}", all.join("; ")) }
}

fn on_pages(title: &str, pages: &BTreeSet<usize>) -> String {
    let word = if pages.len() == 1 { "page" } else { "pages" };
    let numbers: Vec<String> = pages.iter().map(ToString::to_string).collect();
    format!("{title}, {word} {}", numbers.join(", "))
}

/// Returns what a rule for a due date asks for: its form, or its own words.
pub fn due_name(pack: &Pack, due: &Due) -> String {
    let form = due.form.as_ref().and_then(|id| pack.form(id));
    form.map_or_else(|| due.title.words(), |form| form.title.clone())
}

fn due_words(pack: &Pack, due: &Due) -> String {
    format!("The due date “{}”", due_name(pack, due))
}

/// Says in words what a pack names as the answer to a clause: "form:x", "rule:R-16", "register".
fn by_words(pack: &Pack, by: &str) -> String {
    let (kind, name) = by.split_once(':').unwrap_or((by, ""));
    match kind {
        "form" => pack.form(&name.into()).map_or(name, |form| &form.title).to_owned(),
        "rule" => format!("A rule of the program ({name})"),
        "register" => "The register".to_owned(),
        "due" => {
            let due = pack.dues.iter().find(|due| due.id == name);
            due.map_or_else(|| "The due dates".to_owned(), |due| due_words(pack, due))
        }
        "report" => {
            pack.report(name).map_or_else(|| "A report".to_owned(), |report| format!("The report “{}”", report.title))
        }
        "state" => {
            let state = pack.states.iter().find(|state| state.id == name);
            let named = |state: &super::State| format!("The state “{}”", state.label);
            state.map_or_else(|| "The state of a partnership".to_owned(), named)
        }
        other => other.to_owned(),
    }
}
