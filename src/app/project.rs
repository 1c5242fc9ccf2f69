//! Projections: what lists, search and rules read of a partnership, worked out from what has taken effect.

use super::App;
use super::around::add_signed;
use super::error::Result;
use super::known_json;
use super::record::Record;
use crate::form::corrections::corrected;
use crate::form::facts::feed;
use crate::form::stored::{self, People};
use crate::form::words::{column_in_words, in_line};
use crate::model::answer::{Answer, Row, person_whole};
use crate::model::day::Day;
use crate::model::fact::Facts;
use crate::model::filter::Key;
use crate::model::id::{PartId, QuestionId, RowId};
use crate::model::known::{Known, names_of};
use crate::model::money::Pence;
use crate::model::text::{folded, without_strokes};
use crate::pack::form::{Form, Kind};
use crate::pack::{Column, Pack};
use crate::rules::stages::{StageStanding, StageState};
use crate::rules::standing::{DueDate, Standing, due_by_form, settled};
use crate::store::{Cell, ChangeRow, DueRow, Projection, Words};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

impl App {
    /// Works out everything that lists, search and rules read of a partnership.
    pub(super) fn projection(&self, record: &Record, today: Day) -> Result<Projection> {
        let pack = &self.pack;
        let mut columns: BTreeMap<String, Answer> = BTreeMap::new();
        let mut facts = Facts::default();
        let mut around = self.bare(today)?;
        let mut changes = Vec::new();
        for effective in record.effective(pack) {
            let Some(form) = pack.form(&effective.document.document.form) else { continue };
            let on = effective.since();
            let answers = effective.answers;
            let before = tracked(pack, &columns);
            facts = feed(pack, form, &answers, &facts, &|id| answers.contains_key(id));
            fill_columns(form, &answers, &effective.settled, &mut columns);
            correct(pack, &answers, &effective.declined, form, today, &mut columns, &mut facts);
            changes.extend(changed(&before, &tracked(pack, &columns), on, form));
            *around.world.form_counts.entry(form.id.to_string()).or_default() += 1;
            around.others.extend(answers);
        }
        around.register.clone_from(&columns);
        around.facts = facts;
        around.world.own.clone_from(&record.partnership.reference);
        add_signed(pack, record, &mut around);
        around.world.due = due_by_form(pack, &around);
        let mut cells: BTreeMap<String, Cell> = columns
            .iter()
            .filter_map(|(id, answer)| Some((id.clone(), cell(pack, pack.column(id)?, answer))))
            .collect();
        for (id, known) in &crate::rules::standing::columns(pack, &around) {
            if let Some(column) = pack.column(id) {
                let cell = worked_out(pack, column, known);
                around
                    .register
                    .extend(stored::column(column, &cell.value, &People::new()).map(|own| (id.clone(), own)));
                cells.insert(id.clone(), cell);
            }
        }
        let (standing, stages) = settled(pack, &around);
        let name = self.projected_name(record, &around.register)?;
        cells.extend(own_cells(record, &name, &standing, &stages));
        let texts = |wanted: fn(&Column) -> bool| -> Vec<&str> {
            let asked = pack.columns.iter().filter(|column| wanted(column));
            asked.filter_map(|column| cells.get(&column.id)).map(|cell| cell.text.as_str()).collect()
        };
        let words = Words {
            name: without_strokes(&[record.partnership.reference.as_str(), number_of(record), &name].join(" ")),
            people: without_strokes(&texts(|column| column.search).join("\n")),
            answers: without_strokes(&answers_in_words(pack, &around.others)),
        };
        Ok(Projection {
            tasks: self.tasks_of(record, &around, &standing, &stages)?,
            beside: super::beside::write(&name, &around.facts, record.partnership.created.day()),
            facts: around.facts.0.iter().map(|(name, value)| (name.clone(), known_json::write(value))).collect(),
            due: standing.due.iter().map(due_row).collect(),
            as_of: self.as_of(today),
            cells,
            changes,
            words,
        })
    }

    /// Returns what a partnership is called by its register entry, else by what was typed there.
    fn projected_name(&self, record: &Record, register: &BTreeMap<String, Answer>) -> Result<String> {
        match register.get(&self.name_column()) {
            Some(Answer::Text(name)) => Ok(name.clone()),
            _ => self.typed_name(record),
        }
    }
}

fn number_of(record: &Record) -> &str {
    record.partnership.register_no.as_deref().unwrap_or_default()
}

/// The cells that every partnership has, whatever the pack ([`crate::model::filter::FIELDS`]).
fn own_cells(record: &Record, name: &str, standing: &Standing, stages: &[StageStanding]) -> Vec<(String, Cell)> {
    let words = |field: &str, text: &str| (field.to_owned(), text_cell(json!(text), text));
    let day = |field: &str, day: Day| {
        let sort = Some(Key::Text(day.iso()));
        (field.to_owned(), Cell { value: json!(day.iso()), text: day.to_string(), sort })
    };
    let coded = |field: &str, code: &str, label: &str| (field.to_owned(), text_cell(json!(code), label));
    let mut cells = vec![
        words("ref", &record.partnership.reference),
        words("name", name),
        coded("state", &standing.state, &standing.label),
        day("created", record.partnership.created.day()),
        day("changed", super::tasks::last_change(record)),
    ];
    cells.extend(record.partnership.register_no.as_deref().map(|number| words("register_no", number)));
    let open = stages.iter().find(|stage| stage.state == StageState::Open).filter(|_| standing.open);
    cells.extend(open.map(|stage| coded("stage", &stage.id, &stage.title)));
    cells.extend(standing.due.first().map(|due| day("next_due", due.on)));
    cells
}

fn text_cell(value: serde_json::Value, text: &str) -> Cell {
    Cell { value, text: text.to_owned(), sort: Some(Key::Text(folded(text))) }
}

fn due_row(due: &DueDate) -> DueRow {
    DueRow {
        id: due.id.clone(),
        form: due.form.as_ref().map(ToString::to_string).unwrap_or_default(),
        title: due.title.clone(),
        reason: due.reason.clone(),
        role: due.role.clone(),
        owner: due.owner.clone(),
        on: due.on,
        opens: due.opens,
    }
}

/// What tracked columns say, as people read it.
fn tracked(pack: &Pack, columns: &BTreeMap<String, Answer>) -> BTreeMap<String, String> {
    let asked = pack.columns.iter().filter(|column| column.track);
    asked
        .filter_map(|column| Some((column.id.clone(), column_in_words(pack, column, columns.get(&column.id)?))))
        .collect()
}

fn changed(
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
    on: Day,
    form: &Form,
) -> Vec<ChangeRow> {
    let text = |of: &BTreeMap<String, String>, id: &str| of.get(id).cloned().unwrap_or_default();
    let change = |id: &String| ChangeRow {
        on,
        column: id.clone(),
        before: text(before, id),
        after: text(after, id),
        form: form.id.to_string(),
    };
    let both: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    both.into_iter().map(change).filter(|change| change.before != change.after).collect()
}

/// Everything the forms of a partnership say, in words.
fn answers_in_words(pack: &Pack, answers: &BTreeMap<QuestionId, Answer>) -> String {
    let mut lines = Vec::new();
    for (_, question) in pack.forms.iter().flat_map(Form::questions) {
        lines.extend(answers.get(&question.id).map(|answer| in_line(pack, question, answer)));
    }
    lines.join("\n")
}

/// Fills the columns that questions name, and empties those of settled parts that are to be empty without an answer.
fn fill_columns(
    form: &Form,
    answers: &BTreeMap<QuestionId, Answer>,
    settled: &BTreeSet<PartId>,
    columns: &mut BTreeMap<String, Answer>,
) {
    for (page, question) in form.questions() {
        let Some(column) = &question.register else { continue };
        match answers.get(&question.id) {
            Some(answer) => {
                columns.insert(column.clone(), answer.clone());
            }
            None if question.clears && settled.contains(&page.part) => {
                columns.remove(column);
            }
            None => {}
        }
    }
}

/// Takes over the corrections of a table that checks the register entry, and the facts they stand for; those that
/// were declined are left out.
fn correct(
    pack: &Pack,
    answers: &BTreeMap<QuestionId, Answer>,
    declined: &BTreeSet<(QuestionId, RowId)>,
    form: &Form,
    today: Day,
    columns: &mut BTreeMap<String, Answer>,
    facts: &mut Facts,
) {
    for (_, question) in form.questions() {
        let (Kind::Table(table), Some(Answer::Table(rows))) = (&question.kind, answers.get(&question.id)) else {
            continue;
        };
        let Some(correcting) = table.columns.iter().find(|column| column.corrects) else { continue };
        let correction = |row: &Row| {
            if declined.contains(&(question.id.clone(), row.id.clone())) {
                return None;
            }
            let Answer::Text(text) = row.cells.get(&correcting.id)? else { return None };
            let column = pack.column(row.id.as_str())?;
            Some((column.id.clone(), corrected(pack, column, text, today)?))
        };
        for (id, answer) in rows.iter().filter_map(correction) {
            let fed = pack.forms.iter().flat_map(Form::questions).find_map(|(_, question)| {
                question.feeds.clone().filter(|_| question.register.as_deref() == Some(id.as_str()))
            });
            if let (Some(fact), Some(value)) = (fed, names_of(&answer).0) {
                facts.set(&fact, value);
            }
            columns.insert(id, answer);
        }
    }
}

fn cell(pack: &Pack, column: &Column, answer: &Answer) -> Cell {
    let text = column_in_words(pack, column, answer);
    Cell { value: answer.to_json(&mut person_whole), sort: sort_key(answer, &text), text }
}

/// The longest text that a column is sorted by.
const MOST_SORTED: usize = 80;

/// What a cell is sorted and compared by; a table is not.
#[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^53 pence")]
fn sort_key(answer: &Answer, text: &str) -> Option<Key> {
    match answer {
        Answer::Integer(n) | Answer::Money(Pence(n)) => Some(Key::Number(*n as f64)),
        Answer::Number(n) => Some(Key::Number(*n)),
        Answer::Risk(step) => Some(Key::Number(f64::from(*step))),
        Answer::YesNo(yes) => Some(Key::Number(f64::from(u8::from(*yes)))),
        Answer::Date(day) => Some(Key::Text(day.iso())),
        Answer::Text(_)
        | Answer::Choice(_)
        | Answer::Choices(_)
        | Answer::Graded(_)
        | Answer::Person(_)
        | Answer::Partnership(_) => Some(Key::Text(folded(text).chars().take(MOST_SORTED).collect())),
        Answer::Table(_) | Answer::Ratings(_) | Answer::Checklist(_) | Answer::Documents(_) => None,
    }
}

/// A worked-out column's value, as the answer of its kind where it is one.
fn worked_out(pack: &Pack, column: &Column, known: &Known) -> Cell {
    let answer = match (column.kind.as_str(), known) {
        ("money", Known::Int(pence)) => Some(Answer::Money(Pence(*pence))),
        ("one_of", Known::Text(code)) => Some(Answer::Choice(code.clone())),
        ("date", Known::Text(text)) => Day::parse_iso(text).map(Answer::Date),
        ("table", Known::List(rows)) => Some(Answer::Table(rows.iter().filter_map(row_of).collect())),
        (_, Known::Text(text)) => Some(Answer::Text(text.clone())),
        (_, Known::Int(n)) => Some(Answer::Integer(*n)),
        (_, Known::Bool(yes)) => Some(Answer::YesNo(*yes)),
        (_, Known::Number(n)) => Some(Answer::Number(*n)),
        (_, Known::List(_) | Known::Row(_)) => None,
    };
    answer.map_or_else(
        || Cell { value: known_json::write(known), text: String::new(), sort: None },
        |answer| cell(pack, column, &answer),
    )
}

fn row_of(known: &Known) -> Option<Row> {
    let Known::Row(cells) = known else { return None };
    let text = |name: &str| cells.get(name).and_then(Known::as_text).unwrap_or_default().to_owned();
    let cell = |(name, value): (&String, &Known)| {
        let answer = match value {
            Known::Text(words) => Day::parse_iso(words).map_or_else(|| Answer::Text(words.clone()), Answer::Date),
            Known::Int(n) => Answer::Integer(*n),
            Known::Bool(yes) => Answer::YesNo(*yes),
            Known::Number(n) => Answer::Number(*n),
            Known::List(_) | Known::Row(_) => return None,
        };
        (!matches!(name.as_str(), "id" | "origin") && !name.contains('.')).then(|| (name.as_str().into(), answer))
    };
    Some(Row { id: text("id").into(), origin: text("origin"), cells: cells.iter().filter_map(cell).collect() })
}
