//! Settings of this computer: who is and was at the desk, the prefix, theme and size.

use super::band::{AS_THE_COMPUTER, ZOOMS};
use super::desk;
use super::jot::jot_ui;
use crate::gui::command::{Command, Commands};
use crate::gui::kit::choice::{self, Group, Pick};
use crate::gui::kit::{button, frame, words};
use crate::gui::state::State;
use crate::gui::theme::Theme;
use eframe::egui::{Id, Ui};

/// Shows the settings.
pub(super) fn settings_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    frame::column_ui(ui, "settings", frame::COLUMN, |ui| {
        words::title_ui(ui, "Settings");
        ui.add_space(10.0);
        desk::summary_ui(ui, state, out);
        ui.add_space(26.0);
        words::section_ui(ui, "References");
        let help = "It begins the references of partnerships started here.";
        jot_ui(ui, state, "prefix", "Your station’s prefix (optional)", help, out);
        ui.add_space(14.0);
        if button::primary_ui(ui, "Save the prefix").clicked() {
            out.push(Command::KeepPrefix);
        }
        ui.add_space(26.0);
        words::section_ui(ui, "Look");
        look_ui(ui, state, out);
        ui.add_space(26.0);
        desk::sittings_ui(ui, state, out);
    });
}

fn look_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    words::strong_ui(ui, "Theme");
    let labels: Vec<(Theme, String)> = Theme::ALL.into_iter().map(|theme| (theme, theme.tokens().label)).collect();
    let mut picks = vec![Pick::plain("", AS_THE_COMPUTER)];
    picks.extend(labels.iter().map(|(theme, label)| Pick::plain(theme.code(), label)));
    let group =
        |name| Group { id: Id::unique(("setting", name)), name, about: "", across: true, focus: false, wrong: false };
    if let Some(code) = choice::radio_ui(ui, &group("Theme"), &picks, state.settings.theme.map_or("", Theme::code)) {
        out.push(Command::Theme(Theme::parse(&code)));
    }
    ui.add_space(12.0);
    words::strong_ui(ui, "Size of everything");
    let steps: Vec<(String, String)> = ZOOMS.iter().map(|step| (step.to_string(), format!("{step} %"))).collect();
    let picks: Vec<Pick<'_>> = steps.iter().map(|(code, label)| Pick::plain(code, label)).collect();
    let picked = choice::radio_ui(ui, &group("Size of everything"), &picks, &state.settings.zoom.to_string());
    if let Some(step) = picked.and_then(|code| code.parse().ok()) {
        out.push(Command::Zoom(step));
    }
}
