//! Kind `rating`: what each person asked said of a statement.

use super::{Slot, table_rows::new_row};
use crate::gui::kit::choice::{self, Group, Pick};
use crate::gui::kit::{button, focus, frame, text::TextBox, words};
use crate::gui::theme;
use crate::model::entry::{Entry, EntryRow};
use crate::model::id::QuestionId;
use eframe::egui::Ui;

const STEPS: [(&str, &str); 6] = [
    ("1", "1  Strongly disagree"),
    ("2", "2  Disagree"),
    ("3", "3  Agree"),
    ("4", "4  Strongly agree"),
    ("na", "Not applicable"),
    ("dk", "Don’t know"),
];

/// Shows a row for each person asked.
pub(super) fn rating_ui(ui: &mut Ui, slot: &Slot<'_>, evidence_for: &[i64]) -> Option<Entry> {
    let rows = slot.entry.map(Entry::rows).unwrap_or_default();
    let mut changed: Option<Vec<EntryRow>> = None;
    let line = theme::tokens(ui.ctx()).line;
    for (at, row) in rows.iter().enumerate() {
        frame::barred_ui(ui, line, |ui| {
            for (column, typed) in row_ui(ui, slot, row, at, evidence_for) {
                let rows = changed.get_or_insert_with(|| rows.to_vec());
                rows[at].cells.insert(column, Entry::Text(typed));
            }
            if button::link_named_ui(ui, "Remove", &format!("Remove rating {}", at + 1)).clicked() {
                changed.get_or_insert_with(|| rows.to_vec()).remove(at);
            }
        });
        ui.add_space(6.0);
    }
    let response = button::secondary_ui(ui, if rows.is_empty() { "Add a rating" } else { "Add another rating" });
    if slot.wants_focus() && rows.is_empty() {
        focus::go_to(&response);
    }
    if response.clicked() {
        changed.get_or_insert_with(|| rows.to_vec()).push(new_row());
    }
    changed.map(Entry::Rows)
}

fn row_ui(ui: &mut Ui, slot: &Slot<'_>, row: &EntryRow, at: usize, evidence_for: &[i64]) -> Vec<(QuestionId, String)> {
    let mut changed = Vec::new();
    let cell = |column: &str| row.cells.get(column).map_or("", Entry::as_text);
    let id = |column: &str| slot.id.with((row.id.as_str(), column.to_owned()));
    let wanted = |column: &str| {
        slot.focus.is_some_and(|spot| {
            spot.row.as_ref() == Some(&row.id) && spot.column.as_ref().is_none_or(|other| other.as_str() == column)
        })
    };
    let label = format!("Who answered, rating {}", at + 1);
    words::caption_ui(ui, "Who answered");
    let (response, typed) = TextBox { width: 320.0, ..TextBox::line(id("by"), &label) }.ui(ui, cell("by"));
    if wanted("by") {
        focus::go_to(&response);
    }
    changed.extend(typed.map(|typed| (QuestionId::from("by"), typed)));
    let name = format!("Rating {}: {}", at + 1, slot.name);
    let picks = STEPS.map(|(code, label)| Pick::plain(code, label));
    let group = Group { id: id("rating"), name: &name, about: "", across: true, focus: false, wrong: false };
    let picked = choice::radio_ui(ui, &group, &picks, cell("rating"));
    changed.extend(picked.map(|picked| (QuestionId::from("rating"), picked)));
    let low = cell("rating").parse().is_ok_and(|step: i64| evidence_for.contains(&step));
    if low || !cell("evidence").is_empty() {
        let label = format!("What the rating rests on, rating {}", at + 1);
        words::caption_ui(ui, "What the rating rests on");
        let (response, typed) =
            TextBox { width: 560.0, rows: 2, ..TextBox::line(id("evidence"), &label) }.ui(ui, cell("evidence"));
        if wanted("evidence") {
            focus::go_to(&response);
        }
        changed.extend(typed.map(|typed| (QuestionId::from("evidence"), typed)));
    }
    changed
}
