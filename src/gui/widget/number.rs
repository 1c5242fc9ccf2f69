//! Kinds `integer`, `number` and `money`.

use super::Slot;
use crate::gui::kit::{choice, focus, text::TextBox};
use crate::model::entry::Entry;
use eframe::egui::Ui;

/// Shows a number, and its "nil" box if it has one.
pub(super) fn number_ui(ui: &mut Ui, slot: &Slot<'_>, nil: Option<&str>) -> Option<Entry> {
    figure_ui(ui, slot, nil, "")
}

/// Shows an amount in pounds, and its "nil" box if it has one.
pub(super) fn money_ui(ui: &mut Ui, slot: &Slot<'_>, nil: Option<&str>) -> Option<Entry> {
    // Who types the sign themselves does not get it twice.
    let before = if slot.text().contains('£') { "" } else { "£" };
    figure_ui(ui, slot, nil, before)
}

fn figure_ui(ui: &mut Ui, slot: &Slot<'_>, nil: Option<&str>, before: &'static str) -> Option<Entry> {
    let width = if slot.cell { f32::INFINITY } else { 200.0 };
    let (response, typed) = TextBox { width, before, ..slot.text_box() }.ui(ui, slot.text());
    if slot.wants_focus() {
        focus::go_to(&response);
    }
    let mut entry = typed.map(Entry::Text);
    if let Some(sentence) = nil.filter(|_| !slot.cell) {
        let on = slot.text().trim() == "0";
        if let Some(on) = choice::tick_ui(ui, slot.id.with("nil"), sentence, on) {
            entry = Some(Entry::Text(if on { "0".to_owned() } else { String::new() }));
        }
    }
    entry
}
