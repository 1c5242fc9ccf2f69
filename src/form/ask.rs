//! The last step of reading: what each page asks, what is missing, which checks fail.

use super::parse::{Fault, na_offered};
use super::prefill::prefill;
use super::read::{Reader, Round};
use super::table::failing;
use super::{options, words};
use crate::form::finding::{Code, Finding, Level};
use crate::form::reading::{ColumnReading, PageReading, PageState, QuestionReading, Reading};
use crate::model::entry::{Entry, EntryRow};
use crate::pack::condition::{Outcome, Scope};
use crate::pack::form::{Kind, Last, Page, Question, Rows};

/// Says what is asked, and finds everything wrong.
pub(super) fn ask(reader: &Reader<'_>, round: &Round, scope: &Scope<'_>) -> Reading {
    let mut reading = Reading::default();
    let pages = reader.form.pages.iter().enumerate();
    for (at, page) in pages.filter(|(_, page)| round.pages.contains(&page.id)) {
        let before = reading.findings.len();
        let questions = ask_page(reader, page, at + 1, round, scope, &mut reading.findings);
        let found = reading.findings.get(before..).unwrap_or_default();
        let stopped = found.iter().any(|finding| finding.level == Level::Stop);
        let state = state_of(reader, page, round, found);
        reading.pages.push(PageReading {
            id: page.id.clone(),
            part: reader.part_of(&page.id),
            title: page.title.clone(),
            help: page.help.write(scope).unwrap_or_default(),
            is_past: page.fold_when.as_ref().is_some_and(|when| when.holds(scope)),
            questions,
            state,
        });
        if stopped {
            break;
        }
    }
    reading
}

fn state_of(reader: &Reader<'_>, page: &Page, round: &Round, found: &[Finding]) -> PageState {
    let blocked = found.iter().any(|finding| finding.level != Level::Warn);
    let typed =
        page.questions.iter().any(|question| reader.entries.get(&question.id).is_some_and(|entry| !entry.is_empty()));
    let answered =
        page.questions.iter().any(|question| question.takes_answer() && round.answers.contains_key(&question.id));
    let asks = page.questions.iter().any(Question::takes_answer);
    match (blocked, typed || answered || !asks) {
        (false, true) => PageState::Completed,
        (true, true) => PageState::InProgress,
        (_, false) => PageState::NotStarted,
    }
}

fn ask_page(
    reader: &Reader<'_>,
    page: &Page,
    number: usize,
    round: &Round,
    scope: &Scope<'_>,
    findings: &mut Vec<Finding>,
) -> Vec<QuestionReading> {
    let mut asked = Vec::new();
    let mut count = 0;
    for question in &page.questions {
        // What is not asked keeps its number, so that a question has the same on screen and on every paper.
        count += usize::from(question.counts());
        if !round.shown.contains(&question.id) {
            continue;
        }
        let faults = find_faults(question, round, scope);
        findings.extend(faults.into_iter().map(|fault| Finding {
            page: page.id.clone(),
            question: question.id.clone(),
            row: fault.row,
            column: fault.column,
            code: fault.code,
            message: fault.message,
            level: fault.level,
        }));
        if !question.is_quiet() {
            let label = question.numbered(number, count);
            asked.push(ask_question(reader, question, label, round, scope));
        }
    }
    asked
}

fn is_required(question: &Question, scope: &Scope<'_>) -> bool {
    question.takes_answer()
        && (question.required || question.required_when.as_ref().is_some_and(|when| when.holds(scope)))
}

/// Everything wrong with one question.
fn find_faults(question: &Question, round: &Round, scope: &Scope<'_>) -> Vec<Fault> {
    let mut faults = round.faults.get(&question.id).cloned().unwrap_or_default();
    let answer = round.answers.get(&question.id);
    if answer.is_none() && faults.is_empty() && is_required(question, scope) {
        faults.push(Fault::new(Code::Missing, missing(question, scope)));
    }
    // What must hold of a table is looked at once it has rows, and of a document question always.
    if faults.iter().all(|fault| fault.level == Level::Warn) {
        // Checks of a signature are looked at when it is recorded.
        let asked = answer.is_some() || !question.takes_answer() || is_required(question, scope);
        let signs = matches!(question.kind, Kind::Signature(_));
        if asked && !signs && !faults.iter().any(|fault| fault.code == Code::Missing) {
            faults.extend(failing(&question.checks, scope));
        }
    }
    for check in &question.checks {
        if let Outcome::Fault(why) = check.holds.evaluate(scope) {
            let message = format!("The procedure’s file has a fault here, which is not yours: {why}");
            faults.push(Fault { level: Level::Warn, ..Fault::new(Code::PackFault, message) });
        }
    }
    let name_it = |fault: Fault| {
        let named = matches!(fault.code, Code::Missing | Code::Check | Code::Stop | Code::PackFault | Code::TooFewRows);
        let reader_words = question.ask.write_always(scope);
        let says_it = fault.message.contains(&format!("“{reader_words}”"));
        if (named && fault.column.is_none()) || fault.row.is_some() || says_it {
            fault
        } else {
            Fault { message: format!("{} (“{reader_words}”)", fault.message), ..fault }
        }
    };
    faults.into_iter().map(name_it).collect()
}

/// The sentence for an answer that is missing.
fn missing(question: &Question, scope: &Scope<'_>) -> String {
    if let Some(says) =
        question.missing.as_ref().filter(|_| question.checks.is_empty()).and_then(|says| says.write(scope))
    {
        return says;
    }
    let ask = question.ask.write_always(scope);
    match &question.kind {
        Kind::YesNo | Kind::Graded(_) | Kind::OneOf(_) | Kind::Risk(_) | Kind::Partnership(_) => {
            format!("Choose an answer to “{ask}”")
        }
        Kind::ManyOf(..) => format!("Tick at least one answer to “{ask}”"),
        Kind::Table(_) => format!("Add at least one row to “{ask}”"),
        Kind::Rating(_) => format!("Give a rating of “{ask}”"),
        Kind::Date => format!("Give a date for “{ask}”"),
        Kind::Person(_) => format!("Name the person for “{ask}”"),
        Kind::Text(..)
        | Kind::LongText
        | Kind::Integer(_)
        | Kind::Number(_)
        | Kind::Money(_)
        | Kind::Checklist(_)
        | Kind::Document(_)
        | Kind::Signature(_)
        | Kind::Computed(_)
        | Kind::Note => format!("Answer “{ask}”"),
    }
}

fn ask_question(
    reader: &Reader<'_>,
    question: &Question,
    number: String,
    round: &Round,
    scope: &Scope<'_>,
) -> QuestionReading {
    let first = prefill(reader.pack, reader.form, question, reader.around, scope);
    let typed = reader.entries.get(&question.id);
    let same = typed.is_none() || first.as_ref().map(|first| &first.entry) == typed;
    let required = is_required(question, scope);
    let entry = typed.cloned().or_else(|| first.as_ref().map(|first| first.entry.clone()));
    let answered = entry.as_ref().is_some_and(|entry| !entry.is_empty());
    let is_table = matches!(question.kind, Kind::Table(_));
    QuestionReading {
        id: question.id.clone(),
        number,
        ask: question.ask.write_always(scope),
        help: question.help.write(scope).unwrap_or_default(),
        required,
        folded: question.more && !required && !answered,
        options: options::offered(question, scope),
        na: offers_na(question, scope),
        columns: columns_of(question, scope),
        may_add: may_add(question, first.is_some()),
        origin: first.as_ref().filter(|_| same && answered).map(|first| first.origin.clone()).unwrap_or_default(),
        is_unchanged: same && answered && first.as_ref().is_some_and(|first| first.is_last) && !question.fresh,
        offered: first.filter(|_| !same).and_then(|first| offer(typed, first.entry, is_table)),
        beside: beside(reader, question),
        entry: entry.or_else(|| computed_entry(round, question)),
    }
}

/// What the source says now: of a table, what is typed and those rows of the source that are not in it.
fn offer(typed: Option<&Entry>, source: Entry, is_table: bool) -> Option<Entry> {
    if !is_table {
        return Some(source);
    }
    let mut rows = typed.map(|typed| typed.rows().to_vec()).unwrap_or_default();
    let missing: Vec<EntryRow> =
        source.rows().iter().filter(|row| !rows.iter().any(|there| there.id == row.id)).cloned().collect();
    let any = !missing.is_empty();
    rows.extend(missing);
    any.then_some(Entry::Rows(rows))
}

/// A computed value stands in its question as if it had been typed.
fn computed_entry(round: &Round, question: &Question) -> Option<Entry> {
    matches!(question.kind, Kind::Computed(_))
        .then(|| round.answers.get(&question.id).map(super::prefill::entry_of))
        .flatten()
}

fn offers_na(question: &Question, scope: &Scope<'_>) -> bool {
    match &question.kind {
        Kind::Graded(kind) => na_offered(&kind.na, scope),
        Kind::Checklist(kind) => na_offered(&kind.na, scope),
        Kind::Text(..)
        | Kind::LongText
        | Kind::Integer(_)
        | Kind::Number(_)
        | Kind::Money(_)
        | Kind::Date
        | Kind::YesNo
        | Kind::OneOf(_)
        | Kind::ManyOf(..)
        | Kind::Rating(_)
        | Kind::Risk(_)
        | Kind::Table(_)
        | Kind::Person(_)
        | Kind::Signature(_)
        | Kind::Document(_)
        | Kind::Partnership(_)
        | Kind::Computed(_)
        | Kind::Note => false,
    }
}

fn columns_of(question: &Question, scope: &Scope<'_>) -> Vec<ColumnReading> {
    let Kind::Table(table) = &question.kind else { return vec![] };
    let column = |column: &Question| ColumnReading {
        id: column.id.clone(),
        ask: column.ask.write_always(scope),
        required: column.required,
        locked: column.locked || matches!(column.kind, Kind::Computed(_)),
        quiet: matches!(&column.kind, Kind::Computed(computed) if computed.quiet),
        options: options::offered(column, scope),
    };
    table.columns.iter().map(column).collect()
}

/// Fixed rows come from elsewhere; while elsewhere gives none, rows may be added.
fn may_add(question: &Question, has_source: bool) -> bool {
    match &question.kind {
        Kind::Table(table) => table.rows != Rows::Fixed || !has_source,
        Kind::Rating(_) => true,
        Kind::Document(many) => *many,
        Kind::Text(..)
        | Kind::LongText
        | Kind::Integer(_)
        | Kind::Number(_)
        | Kind::Money(_)
        | Kind::Date
        | Kind::YesNo
        | Kind::Graded(_)
        | Kind::OneOf(_)
        | Kind::ManyOf(..)
        | Kind::Risk(_)
        | Kind::Checklist(_)
        | Kind::Person(_)
        | Kind::Signature(_)
        | Kind::Partnership(_)
        | Kind::Computed(_)
        | Kind::Note => false,
    }
}

fn beside(reader: &Reader<'_>, question: &Question) -> String {
    let last = reader.around.last.get(&question.id).filter(|_| question.last == Last::Beside);
    last.map(|answer| format!("{}: {}", reader.around.last_title, words::in_line(reader.pack, question, answer)))
        .unwrap_or_default()
}
