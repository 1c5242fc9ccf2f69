//! Kind `checklist`: an item to see to, with its dates, its owner and notes.

use super::{Slot, date, person::part_ui};
use crate::gui::kit::{choice, focus, text::TextBox, words};
use crate::model::entry::Entry;
use crate::pack::form::ChecklistKind;
use eframe::egui::{Ui, vec2};

/// Shows the dates beside one another, then who sees to it and notes.
pub(super) fn checklist_ui(ui: &mut Ui, slot: &Slot<'_>, kind: &ChecklistKind) -> Option<Entry> {
    let mut entry = None;
    let na = matches!(slot.part("na"), "yes" | "true");
    if !na {
        entry = dates_ui(ui, slot, kind);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(16.0, 6.0);
            for (field, label) in [("owner", "Who sees to it (optional)"), ("notes", "Notes (optional)")] {
                let wide = field == "notes" && ui.available_width() > 500.0;
                ui.vertical(|ui| {
                    ui.set_max_width(if wide { 480.0 } else { 300.0 });
                    if let Some(typed) = part_ui(ui, slot, field, label, false) {
                        entry = Some(slot.with_part(field, &typed));
                    }
                });
            }
        });
    }
    if slot.na || na {
        if let Some(on) = choice::tick_ui(ui, slot.id.with("na"), "Does not apply", na) {
            entry = Some(slot.with_part("na", if on { "yes" } else { "" }));
        }
        if na && let Some(typed) = part_ui(ui, slot, "reason", "Why it does not apply", true) {
            entry = Some(slot.with_part("reason", &typed));
        }
    }
    entry
}

fn dates_ui(ui: &mut Ui, slot: &Slot<'_>, kind: &ChecklistKind) -> Option<Entry> {
    let mut entry = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(16.0, 6.0);
        for (at, field) in kind.dates.iter().enumerate() {
            ui.vertical(|ui| {
                ui.set_max_width(180.0);
                let label = sentence(field);
                words::caption_ui(ui, &label);
                let name = format!("{label}: {}", slot.name);
                let text_box = TextBox {
                    width: 180.0,
                    about: "A date, such as 31 3 2026",
                    wrong: slot.is_part_wrong(field),
                    ..TextBox::line(slot.id.with(field), &name)
                };
                let (response, typed) = text_box.ui(ui, slot.part(field));
                if slot.wants_focus_at(field, at == 0) {
                    focus::go_to(&response);
                }
                if let Some(typed) = typed {
                    entry = Some(slot.with_part(field, &typed));
                }
                date::echo_ui(ui, slot.part(field), slot.around.today);
            });
        }
    });
    entry
}

/// Writes an id as words: "identified" becomes "Identified".
fn sentence(id: &str) -> String {
    let words = id.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}
