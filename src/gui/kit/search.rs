//! Boxes for what is looked for: Escape clears them, and once more leaves them.

use super::text::TextBox;
use eframe::egui::{Id, Key, Response, Ui};

/// How wide such a box is, in points.
const WIDTH: f32 = 360.0;

/// Shows the box; returns the new text when a key changed it.
pub(crate) fn search_ui(ui: &mut Ui, id: Id, name: &str, hint: &str, text: &str) -> (Response, Option<String>) {
    let (response, typed) = TextBox { width: WIDTH, hint, ..TextBox::line(id, name) }.ui(ui, text);
    // Escape has taken the keyboard away by now.
    let escaped = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
    if !escaped || text.is_empty() {
        return (response, typed);
    }
    response.request_focus();
    (response, Some(String::new()))
}
