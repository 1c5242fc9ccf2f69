//! Kind `partnership`: another entry of the register, found by typing.

use super::Slot;
use crate::gui::kit::{button, focus, text::TextBox, words};
use crate::model::entry::Entry;
use eframe::egui::Ui;

/// Shows a box for a name or reference, what matches it, and what it stands for.
pub(super) fn partnership_ui(ui: &mut Ui, slot: &Slot<'_>) -> Option<Entry> {
    let text_box = TextBox { width: 480.0, hint: "Type a name or a reference", ..slot.text_box() };
    let (response, typed) = text_box.ui(ui, slot.text());
    if slot.wants_focus() {
        focus::go_to(&response);
    }
    let mut entry = typed.map(Entry::Text);
    let all = slot.around.partnerships;
    let typed = slot.text().trim().to_lowercase();
    if let Some(name) = all.get(slot.text().trim()) {
        words::caption_ui(ui, name);
    } else if !typed.is_empty() {
        let fits = |text: &str| text.to_lowercase().contains(&typed);
        for (reference, name) in all.iter().filter(|(reference, name)| fits(reference) || fits(name)).take(6) {
            if button::link_ui(ui, &format!("{reference}  {name}")).clicked() {
                entry = Some(Entry::Text(reference.clone()));
            }
        }
    }
    entry
}
