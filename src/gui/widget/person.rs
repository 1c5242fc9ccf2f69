//! Kind `person`: a name and the details the form asks for.

use super::Slot;
use crate::gui::kit::{focus, text::TextBox, words};
use crate::model::entry::Entry;
use crate::pack::form::PersonKind;
use eframe::egui::Ui;

/// Shows one box a detail, each with its own label.
pub(super) fn person_ui(ui: &mut Ui, slot: &Slot<'_>, kind: &PersonKind) -> Option<Entry> {
    let fields = std::iter::once("name").chain(kind.fields.iter().map(String::as_str));
    let mut entry = None;
    for (at, field) in fields.enumerate() {
        let label = label(field);
        let optional = field != "name" && !kind.all;
        let shown = if optional { format!("{label} (optional)") } else { label.to_owned() };
        if let Some(typed) = part_ui(ui, slot, field, &shown, at == 0) {
            entry = Some(slot.with_part(field, &typed));
        }
    }
    entry
}

/// Shows one labelled box for one field of a compound answer; returns its new text.
pub(super) fn part_ui(ui: &mut Ui, slot: &Slot<'_>, field: &str, label: &str, first: bool) -> Option<String> {
    let name = format!("{label}: {}", slot.name);
    if !first {
        ui.add_space(6.0);
    }
    words::caption_ui(ui, label);
    let wide = if field == "phone" { 280.0 } else { 480.0 };
    let wrong = slot.is_part_wrong(field) || (first && slot.is_wrong());
    let text_box = TextBox { width: wide, wrong, ..TextBox::line(slot.id.with(field), &name) };
    let (response, typed) = text_box.ui(ui, slot.part(field));
    if slot.wants_focus_at(field, first) {
        focus::go_to(&response);
    }
    typed
}

/// Returns the words for a field of a person.
pub(super) fn label(field: &str) -> &str {
    match field {
        "name" => "Name",
        "post" => "Post",
        "organisation" => "Organisation",
        "place" => "Place",
        "phone" => "Telephone",
        "email" => "E-mail",
        "deputy" => "Deputy",
        "deputy_post" => "Deputy’s post",
        other => other,
    }
}
