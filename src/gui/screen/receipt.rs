//! What who reads a completed part next can do: note that they have it, or send it back for more.

use super::again::{return_card_ui, role_ui};
use super::jot::jot_ui;
use crate::app::view::DocumentState;
use crate::gui::command::{Command, Commands};
use crate::gui::kit::{button, frame, words};
use crate::gui::state::State;
use crate::gui::widget::echo_ui;
use crate::gui::wizard::Wizard;
use eframe::egui::{Ui, vec2};

/// Shows what the officers who come after can do with a completed part.
pub(super) fn next_reader_ui(ui: &mut Ui, state: &State, wizard: &Wizard, out: &mut Commands) {
    let completed = matches!(wizard.desk.state, DocumentState::Completed | DocumentState::Signed);
    let roles = wizard.returning_roles();
    let asks = state.line().is_some_and(|line| line.asks);
    if !completed || !asks || roles.is_empty() || state.held_by().is_some() {
        return;
    }
    words::section_ui(ui, "For who reads it next");
    let who: Vec<&str> = roles.iter().map(|role| wizard.pack().role_title(role)).collect();
    let says = format!("They can note that they have it, or send it back for more: {}.", who.join(", "));
    words::body_ui(ui, &says);
    ui.add_space(4.0);
    if state.jot("receipt") == "open" {
        frame::card_ui(ui, |ui| receipt_ui(ui, state, wizard, &roles, out));
    } else if state.jot("return") == "open" {
        frame::card_ui(ui, |ui| return_card_ui(ui, state, wizard, &roles, out));
    } else {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
            if button::secondary_ui(ui, "I have received it…").clicked() {
                out.push(Command::AskReceipt(true));
            }
            if button::secondary_ui(ui, "Return for more…").clicked() {
                out.push(Command::AskReturn(true));
            }
        });
    }
    ui.add_space(26.0);
}

fn receipt_ui(ui: &mut Ui, state: &State, wizard: &Wizard, roles: &[String], out: &mut Commands) {
    words::strong_ui(ui, "I have received it");
    words::caption_ui(ui, "It goes back to the sender with the next PDF of this form.");
    role_ui(ui, state, wizard, "receipt role", roles, out);
    jot_ui(ui, state, "receipt name", "Who has received it", "", out);
    jot_ui(ui, state, "receipt on", "Date", "", out);
    echo_ui(ui, state.jot("receipt on"), state.today);
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
        if button::primary_ui(ui, "Note the receipt").clicked() {
            out.push(Command::NoteReceipt);
        }
        if button::secondary_ui(ui, "Not now").clicked() {
            out.push(Command::AskReceipt(false));
        }
    });
}
