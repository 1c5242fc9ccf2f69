//! Kinds `text` and `long_text`.

use super::Slot;
use crate::gui::kit::{button, focus, text::TextBox, words};
use crate::model::entry::Entry;
use crate::model::text::MAX_TEXT;
use crate::pack::form::{Options, TextFormat};
use eframe::egui::{Popup, PopupCloseBehavior, Ui};

/// Shows one line; a list of options only suggests.
pub(super) fn text_ui(ui: &mut Ui, slot: &Slot<'_>, options: Option<&Options>) -> Option<Entry> {
    let short = matches!(&slot.question.kind, crate::pack::form::Kind::Text(TextFormat::Phone, _));
    let most = if slot.question.max_chars == 0 { MAX_TEXT } else { slot.question.max_chars };
    let width = if short || most <= 30 { 280.0 } else { 560.0 };
    let width = if slot.cell { f32::INFINITY } else { width };
    let (response, typed) = TextBox { width, ..slot.text_box() }.ui(ui, slot.text());
    if slot.wants_focus() {
        focus::go_to(&response);
    }
    let mut entry = typed.map(Entry::Text);
    if options.is_some() && !slot.options.is_empty() {
        entry = suggestions_ui(&response, slot).or(entry);
    }
    entry
}

fn suggestions_ui(response: &eframe::egui::Response, slot: &Slot<'_>) -> Option<Entry> {
    let typed = slot.text().to_lowercase();
    let fits = |label: &str| label.to_lowercase().contains(&typed) && label.to_lowercase() != typed;
    let near: Vec<&str> =
        slot.options.iter().map(|choice| choice.label.as_str()).filter(|label| fits(label)).take(6).collect();
    let mut picked = None;
    Popup::from_response(response)
        .id(slot.id.with("suggestions"))
        .open(response.has_focus() && !near.is_empty())
        .close_behavior(PopupCloseBehavior::IgnoreClicks)
        .width(response.rect.width())
        .show(|ui| {
            words::caption_ui(ui, "Suggestions");
            for label in near {
                if button::link_ui(ui, label).clicked() {
                    picked = Some(Entry::Text(label.to_owned()));
                }
            }
        });
    picked
}

/// Shows several lines that grow with the text.
pub(super) fn long_text_ui(ui: &mut Ui, slot: &Slot<'_>) -> Option<Entry> {
    let lines = slot.text().chars().filter(|c| *c == '\n').count() + slot.text().chars().count() / 80 + 2;
    let least = if slot.cell { 2 } else { 4 };
    let text_box = TextBox { rows: lines.clamp(least, 24), width: 680.0, ..slot.text_box() };
    let (response, typed) = text_box.ui(ui, slot.text());
    if slot.wants_focus() {
        focus::go_to(&response);
    }
    count_ui(ui, slot);
    typed.map(Entry::Text)
}

/// Says how much room is left once nine tenths are used.
fn count_ui(ui: &mut Ui, slot: &Slot<'_>) {
    let most = slot.question.max_chars;
    let used = slot.text().chars().count();
    if most == 0 || used * 10 < most * 9 {
        return;
    }
    let said = if used > most {
        format!("{} characters too many", used - most)
    } else {
        format!("{} characters left", most - used)
    };
    words::caption_ui(ui, &said);
}
