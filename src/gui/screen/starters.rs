//! The partnerships that the procedure names: those that are to go on the register are ticked.

use super::home;
use crate::gui::command::{Command, Commands, Screen};
use crate::gui::kit::{button, choice, frame, list, words};
use crate::gui::state::State;
use eframe::egui::{Id, Ui, vec2};

/// Shows the list.
pub(super) fn starters_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(lines) = &state.starters.lines else { return super::plain::wait_ui(ui) };
    let ticked = &state.starters.ticked;
    frame::column_ui(ui, "starters", frame::COLUMN, |ui| {
        if button::link_ui(ui, "Back").clicked() {
            out.push(Command::Back);
        }
        words::title_ui(ui, home::FROM_LIST.trim_end_matches('…'));
        if button::link_ui(ui, super::sheet::BRING_IN).clicked() {
            out.push(Command::Go(Screen::Spreadsheet));
        }
        if lines.is_empty() {
            words::body_ui(ui, "All partnerships that the procedure names are on the register already.");
            return;
        }
        words::body_ui(
            ui,
            "The procedure names these partnerships. Tick those that your service takes part in. Each gets a short \
             register entry, which you complete when its turn comes.",
        );
        ui.add_space(8.0);
        let add = match ticked.len() {
            0 => "Add partnerships".to_owned(),
            1 => "Add 1 partnership".to_owned(),
            n => format!("Add {n} partnerships"),
        };
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(16.0, 8.0);
            ui.add_enabled_ui(!ticked.is_empty() && !state.busy, |ui| {
                if button::primary_ui(ui, if state.busy { "One moment…" } else { &add }).clicked() {
                    out.push(Command::AddStarters);
                }
            });
            if button::link_ui(ui, "Tick all").clicked() {
                out.push(Command::TickAll(true));
            }
            if button::link_ui(ui, "Tick none").clicked() {
                out.push(Command::TickAll(false));
            }
        });
        ui.add_space(8.0);
        list::rows_ui(ui, "starters", "", lines.len(), 40.0, |ui, at| {
            let (place, name) = &lines[at];
            let id = Id::unique(("starter", *place));
            if choice::tick_ui(ui, id, name, ticked.contains(place)).is_some() {
                out.push(Command::Tick(*place));
            }
        });
    });
}
