//! Answers as parts of a field, by kind.

use crate::form::reading::QuestionReading;
use crate::form::words::{in_line, in_words};
use crate::model::answer::{Answer, Checklist, ItemState};
use crate::model::day::Day;
use crate::model::entry::Entry;
use crate::pack::Pack;
use crate::pack::form::{ChecklistKind, Question};
use crate::print::document::{Item, Part, Tick};

/// Up to so many options are all printed, ticked or not; of more, the ticked ones.
const ALL_OPTIONS: usize = 6;

/// Shows an answer.
pub(super) fn parts(pack: &Pack, asked: &QuestionReading, question: &Question, answer: &Answer) -> Vec<Part> {
    match answer {
        Answer::YesNo(_) => vec![Part::Verdict(in_line(pack, question, answer), String::new())],
        Answer::Graded(graded) => vec![Part::Verdict(graded.answer.label().to_owned(), graded.comment.clone())],
        Answer::Choice(code) if question.print.columns.is_some() => options(pack, asked, question, answer, &[code]),
        Answer::Choices(codes) => options(pack, asked, question, answer, &codes.iter().collect::<Vec<_>>()),
        Answer::Text(_)
        | Answer::Integer(_)
        | Answer::Number(_)
        | Answer::Money(_)
        | Answer::Date(_)
        | Answer::Choice(_)
        | Answer::Ratings(_)
        | Answer::Risk(_)
        | Answer::Table(_)
        | Answer::Checklist(_)
        | Answer::Person(_)
        | Answer::Documents(_)
        | Answer::Partnership(_) => vec![Part::Text(in_words(pack, question, answer).join("\n"))],
    }
}

/// Shows the options with their ticks, or the words of those chosen if they are not offered any more.
fn options(pack: &Pack, asked: &QuestionReading, question: &Question, answer: &Answer, codes: &[&String]) -> Vec<Part> {
    let offered = |code: &&String| asked.options.iter().any(|choice| choice.code == **code);
    if !codes.iter().all(offered) {
        return vec![Part::Text(in_words(pack, question, answer).join("\n"))];
    }
    let tick = |choice: &crate::pack::list::Choice| Tick {
        label: choice.label.clone(),
        ticked: codes.iter().any(|code| **code == choice.code),
        input: None,
    };
    let all = asked.options.len() <= ALL_OPTIONS;
    if !all && codes.len() == 1 {
        return vec![Part::Text(in_line(pack, question, answer))];
    }
    let ticks = asked.options.iter().map(tick).filter(|tick| all || tick.ticked).collect();
    vec![Part::Options(ticks, columns(question))]
}

/// Returns how many columns the pack wants for the options; 0 leaves it to the paper.
pub(super) fn columns(question: &Question) -> usize {
    question.print.columns.and_then(|columns| usize::try_from(columns).ok()).unwrap_or(0)
}

/// Shows what was typed although it is no answer yet, so that a draft on paper loses nothing.
pub(super) fn typed(entry: &Entry) -> String {
    match entry {
        Entry::Text(text) => text.clone(),
        Entry::Codes(codes) => codes.join(", "),
        Entry::Fields(fields) => {
            fields.values().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join(", ")
        }
        Entry::Rows(rows) => {
            let row =
                |row: &crate::model::entry::EntryRow| row.cells.values().map(typed).collect::<Vec<_>>().join("; ");
            rows.iter().map(row).collect::<Vec<_>>().join("\n")
        }
    }
}

/// Shows an item of a checklist, without what belongs to it.
pub(super) fn item(
    asked: &QuestionReading,
    question: &Question,
    kind: &ChecklistKind,
    item: Option<&Checklist>,
) -> Item {
    let date = |name: &String| item.and_then(|item| item.dates.get(name)).map(|day| short_date(*day));
    let dates = kind.dates.iter().map(|name| (crate::form::words::capital(name), date(name).unwrap_or_default()));
    let owner = item.map(|item| item.owner.clone()).unwrap_or_default();
    let notes = match item {
        Some(item) if item.state == ItemState::Na => format!("Does not apply: {}\n{}", item.reason, item.notes),
        Some(item) => item.notes.clone(),
        None => asked.entry.as_ref().map(typed).unwrap_or_default(),
    };
    let notes = notes.trim();
    Item {
        asked: vec![asked.id.clone()],
        title: format!("{}  {}", asked.number, asked.ask).trim().to_owned(),
        help: String::new(),
        inputs: Vec::new(),
        done: item.is_some_and(|item| item.state == ItemState::Done),
        facts: dates.chain([("Owner".to_owned(), owner)]).collect(),
        answer: if notes.is_empty() { Vec::new() } else { vec![Part::Text(notes.to_owned())] },
        blocks: Vec::new(),
        keep: question.print.keep,
        slim: kind.dates.len() == 1,
        language: question.language.clone(),
    }
}

/// Writes `3 Nov 2026` for narrow columns, never broken.
pub(super) fn short_date(day: Day) -> String {
    let long = day.to_string();
    let words: Vec<&str> =
        long.split(' ').map(|word| word.get(..4).filter(|_| word.len() > 4).map_or(word, |w| &w[..3])).collect();
    words.join("\u{a0}")
}
