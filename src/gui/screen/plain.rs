//! Screens that only say something: waiting, the keys, about.

use super::partnership::pair_ui;
use crate::gui::keys;
use crate::gui::kit::{frame, words};
use crate::gui::state::State;
use eframe::egui::Ui;

/// Says that something is being fetched.
pub(super) fn wait_ui(ui: &mut Ui) {
    frame::column_ui(ui, "wait", frame::COLUMN, |ui| {
        words::caption_ui(ui, "One moment…");
    });
}

/// Lists the keys.
pub(super) fn keys_ui(ui: &mut Ui) {
    frame::column_ui(ui, "keys", frame::COLUMN, |ui| {
        words::title_ui(ui, "Keys");
        words::body_ui(ui, "Everything can be done without a mouse.");
        ui.add_space(10.0);
        for (keys, what) in [
            ("Tab, Shift+Tab", "To the next question, to the one before"),
            ("Arrow keys", "Move inside a group of choices"),
            ("Space, Enter", "Press a button, tick a box, open a list"),
            ("1 to 4, N, D, Delete", "In a row of ratings: choose, or take back"),
            ("Ctrl+Enter", "Save and continue"),
            ("Ctrl+S", "Save now; everything is saved as you type anyway"),
            ("Ctrl+Z, Ctrl+Y", "Undo, redo: in a text box its own typing, elsewhere the last answer"),
            ("Ctrl+N", "New partnership"),
            ("Ctrl+O", "Take in a file that was sent to you"),
            ("Ctrl+K", "Check a paper form"),
            ("Ctrl+F", "Find in the register"),
            ("Escape", "In a search box: clear it; once more: leave it"),
            ("Ctrl+P", "Print the form in view"),
            ("Alt+Left, Alt+Right", "To the screen before, and back again"),
            ("Ctrl++, Ctrl+-, Ctrl+0", "Larger, smaller, normal size"),
            ("Ctrl+,", "Settings"),
            ("F1", "Help, and what the procedure asks"),
            ("Ctrl+/", "This list"),
            ("Ctrl+Q", "Quit"),
        ] {
            pair_ui(ui, &keys::shown(keys), &[what]);
        }
    });
}

/// Says what the program is.
pub(super) fn about_ui(ui: &mut Ui, state: &State) {
    frame::column_ui(ui, "about", frame::COLUMN, |ui| {
        words::title_ui(ui, "About Partnership Desk");
        words::body_ui(ui, &format!("Version {}", env!("CARGO_PKG_VERSION")));
        words::body_ui(
            ui,
            "Partnership forms, register and reviews for fire and rescue services. It works without a network: \
             everything stays on this computer.",
        );
        if let Some(pack) = &state.pack {
            ui.add_space(14.0);
            words::section_ui(ui, "Procedure");
            pair_ui(ui, "Pack", &[&format!("{}, version {}", pack.title, pack.version)]);
            pair_ui(ui, "Organisation", &[&pack.body]);
            for (label, says) in
                [("Made from", &pack.procedure), ("Note", &pack.notice), ("Licence", &pack.attribution)]
            {
                if !says.is_empty() {
                    pair_ui(ui, label, &[says]);
                }
            }
        }
        ui.add_space(14.0);
        words::caption_ui(ui, "Letters: Inter, © The Inter Project Authors, SIL Open Font License 1.1.");
    });
}
