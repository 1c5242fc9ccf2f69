//! Kind `date`: one box that takes any way of writing a date and says what it read.

use super::Slot;
use crate::gui::kit::{focus, text::TextBox, words};
use crate::model::day::{Day, NotADay};
use crate::model::entry::Entry;
use eframe::egui::Ui;

/// Shows a date.
pub(super) fn date_ui(ui: &mut Ui, slot: &Slot<'_>) -> Option<Entry> {
    let shown = shown(slot.text());
    let width = if slot.cell { f32::INFINITY } else { 240.0 };
    let about = format!("{} A date, such as 31 3 2026.", slot.about);
    let hint = if slot.cell { "" } else { "Such as 31 3 2026" };
    let text_box = TextBox { width, hint, about: about.trim(), ..slot.text_box() };
    let (response, typed) = text_box.ui(ui, &shown);
    if slot.wants_focus() {
        focus::go_to(&response);
    }
    echo_ui(ui, &shown, slot.around.today);
    typed.map(Entry::Text)
}

/// Says in words which day was read, or what is missing, as soon as something stands there.
pub(crate) fn echo_ui(ui: &mut Ui, text: &str, today: Day) {
    if text.trim().is_empty() {
        return;
    }
    match Day::parse(text, today) {
        Ok(day) if day.to_string() == text.trim() => {}
        Ok(day) => {
            words::caption_ui(ui, &day.to_string());
        }
        Err(NotADay::NoYear) => {
            words::caption_ui(ui, "Add the year");
        }
        Err(NotADay::Unreadable | NotADay::NoSuchDay) => {}
    }
}

/// A date that the program filled in is written for people; what a person typed stays as it is.
fn shown(text: &str) -> String {
    Day::parse_iso(text).map_or_else(|| text.to_owned(), |day| day.to_string())
}
