//! Answers in words, for screens, lists and paper: the same everywhere.

use crate::model::answer::{Answer, DocumentLink, Row};
use crate::pack::form::{Kind, Question, Scale, Table};
use crate::pack::list::Choice;
use crate::pack::{Column, Pack};

/// The details of a person beside the name, in the order they are written.
pub const PERSON_ORDER: [&str; 7] = ["post", "organisation", "place", "phone", "email", "deputy", "deputy_post"];

/// Returns an answer in words, one text for each line or paragraph.
pub fn in_words(pack: &Pack, question: &Question, answer: &Answer) -> Vec<String> {
    match (answer, &question.kind) {
        (Answer::Text(text), _) => text.split('\n').map(str::to_owned).collect(),
        (Answer::Choice(code), Kind::OneOf(options)) => vec![label(&options.choices, code)],
        (Answer::Choices(codes), Kind::ManyOf(options, _)) => {
            codes.iter().map(|code| label(&options.choices, code)).collect()
        }
        (Answer::Risk(step), Kind::Risk(scale)) => vec![risk_in_words(pack, *scale, *step)],
        (Answer::Table(rows), Kind::Table(table)) => rows.iter().map(|row| row_in_words(pack, table, row)).collect(),
        (other, _) => plain(other),
    }
}

/// Returns an answer in one line.
pub fn in_line(pack: &Pack, question: &Question, answer: &Answer) -> String {
    in_words(pack, question, answer).join("; ")
}

/// Returns an answer in one line, without the labels of its codes.
pub fn plain_line(answer: &Answer) -> String {
    plain(answer).join(", ")
}

fn plain(answer: &Answer) -> Vec<String> {
    match answer {
        Answer::Text(text) | Answer::Choice(text) | Answer::Partnership(text) => vec![text.clone()],
        Answer::Integer(n) => vec![n.to_string()],
        Answer::Number(n) => vec![crate::model::number::write_number(*n)],
        Answer::Money(pence) => vec![pence.to_string()],
        Answer::Date(day) => vec![day.to_string()],
        Answer::YesNo(yes) => vec![if *yes { "Yes" } else { "No" }.to_owned()],
        Answer::Graded(graded) => {
            let mut lines = vec![graded.answer.label().to_owned()];
            lines.extend(Some(graded.comment.clone()).filter(|comment| !comment.is_empty()));
            lines
        }
        Answer::Choices(codes) => codes.clone(),
        Answer::Ratings(ratings) => ratings
            .iter()
            .map(|rating| {
                let said = rating_in_words(&rating.rating);
                let evidence =
                    if rating.evidence.is_empty() { String::new() } else { format!(" ({})", rating.evidence) };
                format!("{}: {said}{evidence}", rating.by)
            })
            .collect(),
        Answer::Risk(step) => vec![step.to_string()],
        Answer::Table(rows) => vec![format!("{} rows", rows.len())],
        Answer::Checklist(item) => {
            let mut lines: Vec<String> =
                item.dates.iter().map(|(name, day)| format!("{}: {day}", capital(name))).collect();
            if item.state == crate::model::answer::ItemState::Na {
                lines.push(format!("Does not apply: {}", item.reason));
            }
            let texts = [("Owner", &item.owner), ("Notes", &item.notes)];
            lines.extend(
                texts.iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| format!("{name}: {text}")),
            );
            lines
        }
        Answer::Person(person) => {
            let order = ["name", "post", "organisation", "place", "phone", "email", "deputy", "deputy_post"];
            let parts: Vec<&str> =
                order.iter().filter_map(|field| person.fields.get(*field).map(String::as_str)).collect();
            vec![parts.join(", ")]
        }
        Answer::Documents(links) => links.iter().map(document_in_words).collect(),
    }
}

fn document_in_words(link: &DocumentLink) -> String {
    let mut text = link.title.clone();
    if !link.place.is_empty() {
        text = format!("{text} ({})", link.place);
    }
    if link.file.is_some() { format!("{text}, file kept with this record") } else { text }
}

/// Returns a rating in words.
pub fn rating_in_words(rating: &str) -> &str {
    match rating {
        "4" => "Strongly agree",
        "3" => "Agree",
        "2" => "Disagree",
        "1" => "Strongly disagree",
        "na" => "Not applicable",
        "dk" => "Don’t know",
        other => other,
    }
}

/// Returns a step of a risk scale with its descriptor.
pub fn risk_in_words(pack: &Pack, scale: Scale, step: u8) -> String {
    let steps = match scale {
        Scale::Likelihood => &pack.policy.likelihood,
        Scale::Impact => &pack.policy.impact,
    };
    let words = steps.get(usize::from(step).saturating_sub(1));
    words.map_or_else(|| step.to_string(), |words| format!("{step}: {words}"))
}

/// Returns a row in one line: its cells in column order, with their headings.
fn row_in_words(pack: &Pack, table: &Table, row: &Row) -> String {
    let cells = table.columns.iter().filter_map(|column| {
        let text = in_line(pack, column, row.cells.get(&column.id)?);
        let quiet = matches!(&column.kind, Kind::Computed(computed) if computed.quiet);
        (!text.is_empty() && !quiet)
            .then(|| if column.id == table.label { text } else { format!("{}: {text}", column.ask.words()) })
    });
    cells.collect::<Vec<_>>().join("; ")
}

/// Returns a register column's value in one line.
pub fn column_in_words(pack: &Pack, column: &Column, answer: &Answer) -> String {
    match answer {
        Answer::Choice(code) | Answer::Text(code) => pack.list_label(&column.list, code).to_owned(),
        Answer::Choices(codes) => {
            codes.iter().map(|code| pack.list_label(&column.list, code)).collect::<Vec<_>>().join(", ")
        }
        Answer::Table(rows) => rows.iter().filter_map(first_cell).collect::<Vec<_>>().join(", "),
        Answer::Integer(_)
        | Answer::Number(_)
        | Answer::Money(_)
        | Answer::Date(_)
        | Answer::YesNo(_)
        | Answer::Graded(_)
        | Answer::Ratings(_)
        | Answer::Risk(_)
        | Answer::Checklist(_)
        | Answer::Person(_)
        | Answer::Documents(_)
        | Answer::Partnership(_) => plain(answer).join("; "),
    }
}

/// A row is named by its organisation, else by its name, else by its first text.
fn first_cell(row: &Row) -> Option<String> {
    let named = ["organisation", "name"].iter().find_map(|name| row.cells.get(*name));
    named.or_else(|| row.cells.values().next()).map(|answer| plain(answer).join(", "))
}

fn label(choices: &[Choice], code: &str) -> String {
    choices.iter().find(|choice| choice.code == code).map_or(code, |choice| &choice.label).to_owned()
}

/// Begins a word with a capital.
pub fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
