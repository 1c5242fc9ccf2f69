//! Blank forms: each for the pen, and to be filled in on screen.

use crate::app::blank::Blank;
use crate::gui::command::{Command, Commands, PdfUse};
use crate::gui::kit::{button, words};
use crate::gui::state::State;
use eframe::egui::{Ui, vec2};

/// Shows every form of the procedure with its two blanks, for the partnership of that reference or for any.
pub(super) fn blank_forms_ui(ui: &mut Ui, state: &State, reference: Option<&str>, out: &mut Commands) {
    let Some(pack) = &state.pack else { return };
    words::caption_ui(
        ui,
        "Print one for the pen, or save one with fields and send it to somebody who does not have this program.",
    );
    for form in &pack.forms {
        words::body_ui(ui, &form.title);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(16.0, 4.0);
            for (on_screen, text, then) in
                [(false, "For the pen", PdfUse::Open), (true, "To fill in on screen", PdfUse::Save)]
            {
                if button::link_named_ui(ui, text, &format!("{text}: {}", form.title)).clicked() {
                    let blank = Blank { form: form.id.clone(), on_screen, reference: reference.map(str::to_owned) };
                    out.push(Command::Blank { blank, then });
                }
            }
        });
        ui.add_space(4.0);
    }
}
