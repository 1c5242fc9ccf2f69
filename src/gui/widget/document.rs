//! Kind `document`: a title and where the document is kept.

use super::{Slot, person::part_ui, table_rows::new_row};
use crate::gui::command::{Command, Commands};
use crate::gui::kit::{button, focus, text::TextBox, words};
use crate::model::entry::{Entry, EntryRow};
use crate::model::id::QuestionId;
use eframe::egui::Ui;

/// Shows one document, or a list of them.
pub(super) fn document_ui(ui: &mut Ui, slot: &Slot<'_>, many: bool, out: &mut Commands) -> Option<Entry> {
    if many {
        return documents_ui(ui, slot, out);
    }
    let mut entry = None;
    for (field, label) in [("title", "Title"), ("place", "Where it is kept")] {
        if let Some(typed) = part_ui(ui, slot, field, label, field == "title") {
            entry = Some(slot.with_part(field, &typed));
        }
    }
    let choose = button::secondary_ui(ui, "Choose a file…");
    focus::describe(&choose, &slot.name);
    if choose.clicked() {
        out.push(Command::ChooseDocument { question: slot.question.id.clone(), row: None });
    }
    entry
}

fn documents_ui(ui: &mut Ui, slot: &Slot<'_>, out: &mut Commands) -> Option<Entry> {
    let rows = slot.entry.map(Entry::rows).unwrap_or_default();
    let mut changed: Option<Vec<EntryRow>> = None;
    for (at, row) in rows.iter().enumerate() {
        ui.add_space(4.0);
        words::strong_ui(ui, &format!("Document {}", at + 1));
        for (column, label) in [("title", "Title"), ("place", "Where it is kept")] {
            words::caption_ui(ui, label);
            let column = QuestionId::from(column);
            let name = format!("{label}, document {}: {}", at + 1, slot.name);
            let id = slot.id.with((row.id.as_str(), column.as_str()));
            let text = row.cell(&column).map_or("", Entry::as_text);
            let (_, typed) = TextBox { width: 480.0, ..TextBox::line(id, &name) }.ui(ui, text);
            if let Some(typed) = typed {
                let rows = changed.get_or_insert_with(|| rows.to_vec());
                rows[at].cells.insert(column, Entry::Text(typed));
            }
        }
        ui.horizontal_wrapped(|ui| {
            if button::link_named_ui(ui, "Choose a file…", &format!("Choose a file, document {}", at + 1)).clicked() {
                let question = slot.question.id.clone();
                out.push(Command::ChooseDocument { question, row: Some(row.id.clone()) });
            }
            if button::link_named_ui(ui, "Remove", &format!("Remove document {}", at + 1)).clicked() {
                changed.get_or_insert_with(|| rows.to_vec()).remove(at);
            }
        });
    }
    ui.add_space(4.0);
    let add = button::secondary_ui(ui, "Add a document");
    focus::describe(&add, &slot.name);
    if add.clicked() {
        changed.get_or_insert_with(|| rows.to_vec()).push(new_row());
    }
    changed.map(Entry::Rows)
}
