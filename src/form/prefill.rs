//! First answers: from the register, from last year's form, or from what is typed already.

use crate::form::reading::Surroundings;
use crate::model::answer::{Answer, Person, Row};
use crate::model::entry::{Entries, Entry, EntryRow};
use crate::model::id::{PartId, QuestionId};
use crate::model::known::Known;
use crate::model::number;
use crate::pack::Pack;
use crate::pack::condition::Scope;
use crate::pack::form::{Form, Kind, Last, Question, Table};
use std::collections::BTreeMap;

/// A first answer, and where it comes from in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Prefill {
    /// What stands in the question.
    pub entry: Entry,
    /// "From the register".
    pub origin: String,
    /// Is it from the previous document of the same form?
    pub is_last: bool,
}

/// Returns a question's first answer: the first source that is known, else the starter text.
pub fn prefill(
    pack: &Pack,
    form: &Form,
    question: &Question,
    around: &Surroundings,
    scope: &Scope<'_>,
) -> Option<Prefill> {
    if let Kind::Table(table) = &question.kind {
        return prefill_table(pack, form, question, table, around, scope);
    }
    if question.last == Last::Prefill
        && let Some(answer) = around.last.get(&question.id)
    {
        return Some(Prefill { entry: entry_of(answer), origin: format!("From {}", around.last_title), is_last: true });
    }
    for origin in &question.from {
        let entry = match whole_answer(&origin.name, around) {
            Some(answer) if same_shape(&question.kind, &answer) => Some(entry_of(&answer)),
            _ => origin.value.value(scope).and_then(|value| entry_of_known(&question.kind, &value)),
        };
        if let Some(entry) = entry.filter(|entry| !entry.is_empty()) {
            let is_last = is_of_last(&origin.name);
            return Some(Prefill { entry, origin: origin_in_words(pack, form, &origin.name, around), is_last });
        }
    }
    let starter = question.starter.write(scope).filter(|text| !text.is_empty())?;
    let origin = "A suggestion of ours: change it as you like".to_owned();
    Some(Prefill { entry: Entry::Text(starter), origin, is_last: false })
}

/// Returns the answer a plain name stands for, whole: a person with all details.
fn whole_answer(name: &str, around: &Surroundings) -> Option<Answer> {
    let id = QuestionId::new(name.strip_prefix("last.").unwrap_or(name));
    match name.split_once('.') {
        Some(("last", _)) => around.last.get(&id).cloned(),
        Some(("register", column)) => around.register.get(column).cloned(),
        Some(_) => None,
        None if name == "me" => around.me.clone().map(Answer::Person),
        None => around.others.get(&id).or_else(|| around.register.get(name)).cloned(),
    }
}

fn same_shape(kind: &Kind, answer: &Answer) -> bool {
    match answer {
        Answer::Person(_) => matches!(kind, Kind::Person(_)),
        Answer::Documents(_) => matches!(kind, Kind::Document(_)),
        Answer::Ratings(_) => matches!(kind, Kind::Rating(_)),
        Answer::Checklist(_) => matches!(kind, Kind::Checklist(_)),
        Answer::Graded(_) => matches!(kind, Kind::Graded(_)),
        Answer::Table(_) => matches!(kind, Kind::Table(_)),
        Answer::Text(_)
        | Answer::Integer(_)
        | Answer::Number(_)
        | Answer::Money(_)
        | Answer::Date(_)
        | Answer::YesNo(_)
        | Answer::Choice(_)
        | Answer::Choices(_)
        | Answer::Risk(_)
        | Answer::Partnership(_) => false,
    }
}

/// Does a source name an answer of the previous document, rather than look at it in passing?
fn is_of_last(name: &str) -> bool {
    name.starts_with("last.")
}

fn origin_in_words(pack: &Pack, form: &Form, name: &str, around: &Surroundings) -> String {
    if name.contains("last.") && !around.last_title.is_empty() {
        return format!("From {}", around.last_title);
    }
    if name.contains("register.") || pack.column(name).is_some() {
        return "From the register".to_owned();
    }
    if name.starts_with("policy.") {
        return "From the settings of the procedure".to_owned();
    }
    if name == "me" {
        return "Your own details".to_owned();
    }
    match pack.question(&name.into()) {
        Some((other, _, _)) if other.id != form.id => format!("From {}", other.title),
        Some(_) => "From your answers".to_owned(),
        None => "Worked out".to_owned(),
    }
}

/// Returns the rows a table begins with: those always there, then those of the first source that gives any.
fn prefill_table(
    pack: &Pack,
    form: &Form,
    question: &Question,
    table: &Table,
    around: &Surroundings,
    scope: &Scope<'_>,
) -> Option<Prefill> {
    let mut rows: Vec<EntryRow> = table.fixed.iter().map(|row| fixed_row(table, &row.id, &row.cells)).collect();
    let (mut origin, mut is_last) = (String::new(), false);
    for source in &question.from {
        let found = source_rows(pack, table, &source.name, &source.value, around, scope);
        if !found.is_empty() {
            rows.extend(found.iter().enumerate().map(|(at, row)| row_from(table, &source.name, row, at, scope)));
            origin = origin_in_words(pack, form, &source.name, around);
            is_last = is_of_last(&source.name);
            break;
        }
    }
    for seed in table.seeds.iter().filter(|seed| seed.when.holds(scope)) {
        let cells = seed.cells.iter().filter_map(|(id, value)| {
            let column = table.columns.iter().find(|column| column.id == *id)?;
            Some((id.clone(), entry_of_known(&column.kind, &value.value(scope)?)?))
        });
        rows.push(EntryRow { id: seed.id.clone().into(), origin: "seed".into(), cells: cells.collect() });
    }
    (!rows.is_empty()).then_some(Prefill { entry: Entry::Rows(rows), origin, is_last })
}

fn fixed_row(table: &Table, id: &str, cells: &[(QuestionId, String)]) -> EntryRow {
    let known = |name: &QuestionId| table.columns.iter().any(|column| column.id == *name);
    let cells =
        cells.iter().filter(|(name, _)| known(name)).map(|(name, text)| (name.clone(), Entry::Text(text.clone())));
    EntryRow { id: id.into(), origin: "fixed".into(), cells: cells.collect() }
}

/// Returns the rows a source gives, as values by name.
fn source_rows(
    pack: &Pack,
    table: &Table,
    name: &str,
    value: &crate::pack::condition::Expression,
    around: &Surroundings,
    scope: &Scope<'_>,
) -> Vec<BTreeMap<String, Known>> {
    if name == "register.check" {
        return register_check(pack, table, around);
    }
    let Some(Known::List(items)) = value.value(scope) else { return vec![] };
    let row = |item| if let Known::Row(cells) = item { Some(cells) } else { None };
    items.into_iter().filter_map(row).collect()
}

/// One row for each register column to be checked, with what it says now.
fn register_check(pack: &Pack, table: &Table, around: &Surroundings) -> Vec<BTreeMap<String, Known>> {
    let row = |id: &String| {
        let column = pack.column(id)?;
        let answer = around.register.get(id);
        let value = answer.map(|answer| super::words::column_in_words(pack, column, answer)).unwrap_or_default();
        let value = if value.is_empty() { "Nothing entered".to_owned() } else { value };
        let cells = [("id", id.clone()), ("label", column.label.clone()), ("value", value)];
        Some(cells.into_iter().map(|(name, text)| (name.to_owned(), Known::Text(text))).collect())
    };
    table.register_rows.iter().filter_map(row).collect()
}

fn row_from(table: &Table, source: &str, from: &BTreeMap<String, Known>, at: usize, scope: &Scope<'_>) -> EntryRow {
    let mut inner = scope.inner();
    inner.bind("src", &Known::Row(from.clone()));
    let id = from.get("id").and_then(Known::as_text).map_or_else(|| format!("{source}-{}", at + 1), str::to_owned);
    let mut cells = BTreeMap::new();
    for column in &table.columns {
        let rule = column.cell.iter().find(|(name, _)| name == source);
        let value = match rule {
            Some((_, expression)) => expression.value(&inner),
            None => from.get(column.id.as_str()).cloned(),
        };
        let entry = if matches!(column.kind, Kind::Person(_)) {
            person_cell(from, column.id.as_str())
        } else {
            value.and_then(|value| entry_of_known(&column.kind, &value))
        };
        if let Some(entry) = entry {
            cells.insert(column.id.clone(), entry);
        }
    }
    EntryRow { id: id.into(), origin: source.to_owned(), cells }
}

/// Puts a person together again from a row's dotted names.
fn person_cell(from: &BTreeMap<String, Known>, column: &str) -> Option<Entry> {
    let prefix = format!("{column}.");
    let fields = from.iter().filter_map(|(name, value)| {
        let field = name.strip_prefix(&prefix)?;
        Some((field.to_owned(), value.as_text()?.to_owned()))
    });
    let fields: BTreeMap<String, String> = fields.collect();
    (!fields.is_empty()).then_some(Entry::Fields(fields))
}

/// Writes the answers of a completed part as they were typed: what was left empty stays empty, whatever would fill it
/// in today.
pub fn settled_entries(form: &Form, part: &PartId, answers: &BTreeMap<QuestionId, Answer>) -> Entries {
    let own = form.questions().filter(|(page, question)| page.part == *part && question.takes_answer());
    let entry = |question: &Question| answers.get(&question.id).map_or_else(|| Entry::Text(String::new()), entry_of);
    own.map(|(_, question)| (question.id.clone(), entry(question))).collect()
}

/// Writes an answer as it would be typed.
pub fn entry_of(answer: &Answer) -> Entry {
    let text = |text: &str| Entry::Text(text.to_owned());
    let fields = |pairs: Vec<(&str, String)>| {
        Entry::Fields(pairs.into_iter().filter(|(_, t)| !t.is_empty()).map(|(n, t)| (n.to_owned(), t)).collect())
    };
    match answer {
        Answer::Text(words) | Answer::Choice(words) | Answer::Partnership(words) => text(words),
        Answer::Integer(n) => Entry::Text(n.to_string()),
        Answer::Number(n) => Entry::Text(number::write_number(*n)),
        Answer::Money(pence) => Entry::Text(pence.to_string()),
        Answer::Date(day) => Entry::Text(day.to_string()),
        Answer::YesNo(yes) => text(if *yes { "yes" } else { "no" }),
        Answer::Graded(graded) => {
            fields(vec![("answer", graded.answer.code().to_owned()), ("comment", graded.comment.clone())])
        }
        Answer::Choices(codes) => Entry::Codes(codes.clone()),
        Answer::Ratings(ratings) => Entry::Rows(
            ratings
                .iter()
                .enumerate()
                .map(|(at, rating)| {
                    entry_row(at, [("by", &rating.by), ("rating", &rating.rating), ("evidence", &rating.evidence)])
                })
                .collect(),
        ),
        Answer::Risk(step) => Entry::Text(step.to_string()),
        Answer::Table(rows) => Entry::Rows(rows.iter().map(entry_of_row).collect()),
        Answer::Checklist(item) => {
            let mut pairs: Vec<(&str, String)> =
                item.dates.iter().map(|(name, day)| (name.as_str(), day.to_string())).collect();
            let mark = |on: bool| if on { "yes".to_owned() } else { String::new() };
            pairs.push(("na", mark(item.state == crate::model::answer::ItemState::Na)));
            pairs.push(("done", mark(item.state == crate::model::answer::ItemState::Done)));
            pairs.extend([
                ("owner", item.owner.clone()),
                ("notes", item.notes.clone()),
                ("reason", item.reason.clone()),
            ]);
            fields(pairs)
        }
        Answer::Person(Person { fields }) => Entry::Fields(fields.clone()),
        Answer::Documents(links) => {
            let file = |link: &crate::model::answer::DocumentLink| {
                link.file.as_ref().map_or(String::new(), ToString::to_string)
            };
            match links.as_slice() {
                [one] => fields(vec![("title", one.title.clone()), ("place", one.place.clone()), ("file", file(one))]),
                many => Entry::Rows(
                    many.iter()
                        .enumerate()
                        .map(|(at, link)| {
                            entry_row(at, [("title", &link.title), ("place", &link.place), ("file", &file(link))])
                        })
                        .collect(),
                ),
            }
        }
    }
}

fn entry_row<const N: usize>(at: usize, cells: [(&str, &String); N]) -> EntryRow {
    let cells = cells.into_iter().filter(|(_, text)| !text.is_empty());
    let cells = cells.map(|(name, text)| (QuestionId::new(name), Entry::Text(text.clone())));
    EntryRow { id: format!("row-{}", at + 1).into(), origin: String::new(), cells: cells.collect() }
}

fn entry_of_row(row: &Row) -> EntryRow {
    let cells = row.cells.iter().map(|(column, answer)| (column.clone(), entry_of(answer)));
    EntryRow { id: row.id.clone(), origin: row.origin.clone(), cells: cells.collect() }
}

/// Writes a known value as it would be typed into a question of a kind.
pub(super) fn entry_of_known(kind: &Kind, value: &Known) -> Option<Entry> {
    let text = |text: String| Some(Entry::Text(text)).filter(|entry| !entry.is_empty());
    match (kind, value) {
        (Kind::Money(_), Known::Int(pence)) => text(crate::model::money::Pence(*pence).to_string()),
        (Kind::Date, Known::Text(iso)) => crate::model::day::Day::parse_iso(iso).and_then(|day| text(day.to_string())),
        (Kind::Graded(_), Known::Text(code)) => Some(Entry::Fields([("answer".to_owned(), code.clone())].into())),
        (Kind::Checklist(_), Known::Text(code)) => {
            let field = if code == "na" { "na" } else { "done" };
            (code != "open").then(|| Entry::Fields([(field.to_owned(), "yes".to_owned())].into()))
        }
        (Kind::Person(_), Known::Text(name)) => Some(Entry::Fields([("name".to_owned(), name.clone())].into())),
        (Kind::Document(_), Known::Text(title)) => Some(Entry::Fields([("title".to_owned(), title.clone())].into())),
        (Kind::ManyOf(..), Known::List(codes)) => {
            Some(Entry::Codes(codes.iter().filter_map(|code| code.as_text().map(str::to_owned)).collect()))
        }
        (_, Known::Text(words)) => text(words.clone()),
        (_, Known::Int(n)) => text(n.to_string()),
        (_, Known::Number(n)) => text(number::write_number(*n)),
        (_, Known::Bool(yes)) => text(if *yes { "yes" } else { "no" }.to_owned()),
        (_, Known::List(_) | Known::Row(_)) => None,
    }
}
