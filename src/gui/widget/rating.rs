//! Kind `rating`: what each person asked said of a statement, one row of choices a person.

use super::{Slot, table_rows::new_row};
use crate::gui::kit::choice::{self, Group, Pick};
use crate::gui::kit::{button, focus, frame, text::TextBox, words, words::Tone};
use crate::gui::theme;
use crate::model::entry::{Entry, EntryRow};
use crate::model::id::QuestionId;
use crate::pack::form::Level;
use eframe::egui::{Align, Id, Key, Layout, Modifiers, Ui, vec2};

/// What the choices mean, and their keys, said once on a page.
pub(crate) const MEANING: &str = "4 strongly agree, 3 agree, 2 disagree, 1 strongly disagree.";
pub(crate) const KEYS: &str =
    "With the keyboard: 1 to 4, N for not applicable, D for don’t know, Delete to take it back.";

/// The choices: code, words, name, key.
const STEPS: [(&str, &str, &str, Key); 6] = [
    ("1", "1", "1, strongly disagree", Key::Num1),
    ("2", "2", "2, disagree", Key::Num2),
    ("3", "3", "3, agree", Key::Num3),
    ("4", "4", "4, strongly agree", Key::Num4),
    ("na", "N/A", "Not applicable", Key::N),
    ("dk", "Don’t know", "Don’t know", Key::D),
];

/// The room for a name beside its choices, and the least room for both.
const NAME: f32 = 190.0;
const BESIDE: f32 = 700.0;

/// What a person did to one row.
enum Change {
    Cell(&'static str, String),
    Clear,
}

/// Has somebody rated a statement?
pub(crate) fn has_rated(entry: Option<&Entry>, name: &str) -> bool {
    let rows = entry.map(Entry::rows).unwrap_or_default();
    rows.iter().any(|row| is_by(row, name) && !cell(row, "rating").is_empty())
}

/// Shows a row for each respondent, and one for each other person that a rating stands for.
pub(super) fn rating_ui(ui: &mut Ui, slot: &Slot<'_>, evidence_for: &[i64]) -> Option<Entry> {
    let rows = slot.entry.map(Entry::rows).unwrap_or_default();
    let names = slot.around.respondents;
    let mut changed: Option<Vec<EntryRow>> = None;
    let unrated = names.iter().position(|name| !rows.iter().any(|row| is_by(row, name)));
    for (at, name) in names.iter().enumerate() {
        let row = rows.iter().find(|row| is_by(row, name));
        let focus = slot.focus.is_some_and(|spot| spot.row.is_none()) && unrated.unwrap_or(0) == at;
        let id = slot.id.with(("by", name.as_str()));
        if let Some(change) = said_ui(ui, slot, (name, id, focus), row, evidence_for) {
            changed = Some(with(rows, names, name, change));
        }
    }
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| !names.iter().any(|name| is_by(row, name))) {
        if let Some(change) = other_ui(ui, slot, (row, at), evidence_for) {
            let rows = changed.get_or_insert_with(|| rows.to_vec());
            match change {
                Change::Cell(column, typed) => {
                    rows[at].cells.insert(QuestionId::from(column), Entry::Text(typed));
                }
                Change::Clear => {
                    rows.remove(at);
                }
            }
        }
    }
    if names.is_empty() && ui.is_enabled() {
        let response = button::secondary_ui(ui, if rows.is_empty() { "Add a rating" } else { "Add another rating" });
        focus::describe(&response, &slot.name);
        if slot.wants_focus() && rows.is_empty() {
            focus::go_to(&response);
        }
        if response.clicked() {
            changed.get_or_insert_with(|| rows.to_vec()).push(new_row());
        }
    }
    changed.map(Entry::Rows)
}

fn cell<'a>(row: &'a EntryRow, column: &str) -> &'a str {
    row.cells.get(column).map_or("", Entry::as_text)
}

fn is_by(row: &EntryRow, name: &str) -> bool {
    cell(row, "by").trim().eq_ignore_ascii_case(name.trim())
}

/// Returns the rows after a respondent's changed, in the order of the respondents.
fn with(rows: &[EntryRow], names: &[String], name: &str, change: Change) -> Vec<EntryRow> {
    let mut rows = rows.to_vec();
    match change {
        Change::Clear => rows.retain(|row| !is_by(row, name)),
        Change::Cell(column, typed) => {
            if !rows.iter().any(|row| is_by(row, name)) {
                let mut row = new_row();
                row.cells.insert("by".into(), Entry::Text(name.to_owned()));
                rows.push(row);
            }
            for row in rows.iter_mut().filter(|row| is_by(row, name)) {
                row.cells.insert(column.into(), Entry::Text(typed.clone()));
            }
        }
    }
    rows.sort_by_key(|row| names.iter().position(|name| is_by(row, name)).unwrap_or(usize::MAX));
    rows
}

/// Shows what one respondent says: the name, the choices, and evidence where the rating needs it.
fn said_ui(
    ui: &mut Ui,
    slot: &Slot<'_>,
    (name, id, wants_focus): (&str, Id, bool),
    row: Option<&EntryRow>,
    evidence_for: &[i64],
) -> Option<Change> {
    let chosen = row.map_or("", |row| cell(row, "rating"));
    let mut change = None;
    let mut choices = |ui: &mut Ui| {
        let name = format!("{name}: {}", slot.name);
        change = choices_ui(ui, &name, id, chosen, wants_focus || row.is_some_and(|row| wants(slot, row, "rating")));
    };
    if ui.available_width() > BESIDE {
        ui.horizontal_top(|ui| {
            ui.allocate_ui_with_layout(vec2(NAME, 36.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(NAME);
                ui.add_space(8.0);
                words::body_ui(ui, name);
            });
            choices(ui);
        });
    } else {
        words::body_ui(ui, name);
        choices(ui);
    }
    if let Some(row) = row {
        change = change.or(evidence_ui(ui, slot, name, row, evidence_for));
        faults_ui(ui, slot, row);
    }
    change
}

/// Shows a rating by somebody who is not among the respondents, or was typed freely.
fn other_ui(ui: &mut Ui, slot: &Slot<'_>, (row, at): (&EntryRow, usize), evidence_for: &[i64]) -> Option<Change> {
    let line = theme::tokens(ui.ctx()).line;
    let mut change = None;
    frame::barred_ui(ui, line, |ui| {
        let label = format!("Who answered, rating {}: {}", at + 1, slot.name);
        let says = if slot.around.respondents.is_empty() {
            "Who answered"
        } else {
            "Who answered: not among those who gave ratings"
        };
        words::caption_ui(ui, says);
        let id = slot.id.with((row.id.as_str(), "by"));
        let (response, typed) = TextBox { width: 320.0, ..TextBox::line(id, &label) }.ui(ui, cell(row, "by"));
        if wants(slot, row, "by") {
            focus::go_to(&response);
        }
        change = typed.map(|typed| Change::Cell("by", typed));
        let name = format!("Rating {}: {}", at + 1, slot.name);
        let id = slot.id.with((row.id.as_str(), "rating"));
        let picked = choices_ui(ui, &name, id, cell(row, "rating"), wants(slot, row, "rating"));
        change = change.take().or(picked);
        let who = format!("rating {}", at + 1);
        change = change.take().or(evidence_ui(ui, slot, &who, row, evidence_for));
        faults_ui(ui, slot, row);
        if button::link_named_ui(ui, "Remove", &format!("Remove rating {}: {}", at + 1, slot.name)).clicked() {
            change = Some(Change::Clear);
        }
    });
    ui.add_space(6.0);
    change
}

/// Shows the choices in a row; their keys choose while one of them has the focus.
fn choices_ui(ui: &mut Ui, name: &str, id: Id, chosen: &str, focus: bool) -> Option<Change> {
    let picks = STEPS.map(|(code, label, name, _)| Pick { name, ..Pick::plain(code, label) });
    let group = Group { id, name, about: "", across: true, focus, wrong: false };
    let mut change = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        change = choice::radio_ui(ui, &group, &picks, chosen).map(|picked| Change::Cell("rating", picked));
        if !chosen.is_empty() && ui.is_enabled() {
            let clear = button::link_aside_ui(ui, "Clear", &format!("Clear: {name}"));
            if clear.clicked() {
                change = Some(Change::Clear);
            }
        }
    });
    change.or_else(|| by_key(ui, id, chosen))
}

fn by_key(ui: &Ui, id: Id, chosen: &str) -> Option<Change> {
    let focused = ui.memory(eframe::egui::Memory::focused)?;
    if !ui.is_enabled() || !STEPS.iter().any(|(code, ..)| id.with(*code) == focused) {
        return None;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if !chosen.is_empty() && (pressed(Key::Delete) || pressed(Key::Backspace)) {
        return Some(Change::Clear);
    }
    let (code, ..) = STEPS.iter().find(|(.., key)| pressed(*key))?;
    ui.memory_mut(|memory| memory.request_focus(id.with(*code)));
    Some(Change::Cell("rating", (*code).to_owned()))
}

/// Shows what a low rating rests on.
fn evidence_ui(ui: &mut Ui, slot: &Slot<'_>, who: &str, row: &EntryRow, evidence_for: &[i64]) -> Option<Change> {
    let low = cell(row, "rating").parse().is_ok_and(|step: i64| evidence_for.contains(&step));
    if !low && cell(row, "evidence").is_empty() {
        return None;
    }
    let label = if low { "What the rating rests on" } else { "What the rating rests on (optional)" };
    words::caption_ui(ui, label);
    let name = format!("What the rating rests on, {who}: {}", slot.name);
    let id = slot.id.with((row.id.as_str(), "evidence"));
    let is_wrong = faults(slot, row).any(|message| message.1 == Some("evidence"));
    let text_box = TextBox { width: 560.0, rows: 2, wrong: is_wrong, ..TextBox::line(id, &name) };
    let (response, typed) = text_box.ui(ui, cell(row, "evidence"));
    if wants(slot, row, "evidence") {
        focus::go_to(&response);
    }
    typed.map(|typed| Change::Cell("evidence", typed))
}

/// Is the focus to go to a cell of a row? A spot without a cell means the first that is shown.
fn wants(slot: &Slot<'_>, row: &EntryRow, column: &str) -> bool {
    slot.focus.is_some_and(|spot| {
        spot.row.as_ref() == Some(&row.id) && spot.column.as_ref().is_none_or(|own| own.as_str() == column)
    })
}

/// Returns what is wrong with a row: the sentence, and its cell.
fn faults<'a>(slot: &'a Slot<'_>, row: &'a EntryRow) -> impl Iterator<Item = (&'a str, Option<&'a str>)> {
    let own = slot.findings.iter().filter(|finding| finding.row.as_ref() == Some(&row.id));
    own.filter(|finding| finding.level != Level::Warn)
        .map(|finding| (finding.message.as_str(), finding.column.as_ref().map(QuestionId::as_str)))
}

fn faults_ui(ui: &mut Ui, slot: &Slot<'_>, row: &EntryRow) {
    for (message, _) in faults(slot, row) {
        words::toned_ui(ui, &format!("Error: {message}"), Tone::Error);
    }
}
