//! Make a package: a delivery note with the records inside, for another computer.

use crate::gui::command::{Command, Commands};
use crate::gui::kit::choice::{self, Group, Pick};
use crate::gui::kit::{button, frame, words};
use crate::gui::state::State;
use eframe::egui::{Id, Ui, vec2};

/// The choice of what goes into the package.
const OF: &str = "package of";

/// Shows what can go into a package.
pub(super) fn package_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    frame::column_ui(ui, "package", frame::COLUMN, |ui| {
        words::title_ui(ui, "Make a package");
        words::body_ui(
            ui,
            "A package is one PDF: a delivery note with the records of all completed forms inside, their signatures, \
             scans and attached files, and the procedure. Attach it to an e-mail or put it on a stick. On the other \
             computer it is dropped on the window; nothing that is there already is changed.",
        );
        words::caption_ui(ui, "To send one form, save its PDF instead: it carries its own record.");
        ui.add_space(14.0);
        words::strong_ui(ui, "What goes into it");
        match &state.partnership {
            Some(view) => {
                let one = format!("{} {}", view.name, view.reference);
                let picks = [Pick::plain("one", &one), Pick::plain("all", "All partnerships on this computer")];
                let id = Id::unique(("jot", OF));
                let group =
                    Group { id, name: "What goes into it", about: "", across: false, focus: false, wrong: false };
                let chosen = if state.jot(OF) == "all" { "all" } else { "one" };
                if let Some(picked) = choice::radio_ui(ui, &group, &picks, chosen) {
                    out.push(Command::Jot(OF, picked));
                }
            }
            None => {
                words::body_ui(ui, "All partnerships on this computer. To send one alone, open it first.");
            }
        }
        ui.add_space(18.0);
        ui.add_enabled_ui(!state.busy, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
                if button::primary_ui(ui, "Save the package…").clicked() {
                    out.push(Command::MakePackage);
                }
                if button::secondary_ui(ui, "Cancel").clicked() {
                    out.push(Command::Back);
                }
            });
        });
    });
}
