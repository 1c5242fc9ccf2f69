//! The register copy that came in: its partnerships, found by typing; nothing in it can be changed here.

use crate::app::copy::{CopyHere, CopyLine, counted};
use crate::gui::command::{Command, Commands, RegisterCommand};
use crate::gui::kit::{button, frame, list, search::search_ui, words, words::Tone};
use crate::gui::state::State;
use eframe::egui::{Id, Ui, vec2};

/// Says on the screen of the register that a copy is there, and leads to it.
pub(super) fn line_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(here) = &state.register.copy else { return };
    let says = format!("With the register copy of {}: {}, read only", here.day, counted(here.count));
    if button::link_ui(ui, &says).clicked() {
        out.push(RegisterCommand::OpenCopy(String::new()).into());
    }
}

/// Shows the copy.
pub(super) fn copy_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(here) = &state.register.copy else { return super::plain::wait_ui(ui) };
    frame::column_ui(ui, "register copy", frame::COLUMN, |ui| {
        if button::link_ui(ui, "Back").clicked() {
            out.push(Command::Back);
        }
        words::title_ui(ui, "Register copy");
        head_ui(ui, here);
        list_ui(ui, state, out);
    });
}

fn head_ui(ui: &mut Ui, here: &CopyHere) {
    let says = format!("The register of {}, published by {}: {}.", here.day, here.publisher, counted(here.count));
    words::body_ui(ui, &says);
    let more = "It is for reading: nothing in it can be changed here. New partnerships are checked against it. A newer \
                copy that comes in takes its place.";
    words::caption_ui(ui, more);
}

fn list_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let copied = &state.register.copied;
    ui.add_space(10.0);
    let (id, hint) = (Id::unique("register copy search"), "Name, reference, person or partner");
    if let (_, Some(typed)) = search_ui(ui, id, "Search the register copy", hint, &copied.search) {
        out.push(RegisterCommand::LookInCopy(typed).into());
    }
    ui.add_space(6.0);
    let Some(lines) = &copied.lines else {
        words::caption_ui(ui, "Looking…");
        return;
    };
    let found = match lines.len() {
        0 => "No partnership is like that".to_owned(),
        1 => "One partnership".to_owned(),
        n => counted(n),
    };
    words::caption_ui(ui, &found);
    words::line_ui(ui);
    list::rows_ui(ui, "register copy", &copied.search, lines.len(), 84.0, |ui, at| row_ui(ui, &lines[at]));
}

fn row_ui(ui: &mut Ui, line: &CopyLine) {
    ui.add_space(6.0);
    words::strong_ui(ui, &line.beside.name);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 4.0);
        words::caption_ui(ui, line.register_no.as_ref().unwrap_or(&line.reference));
        words::tag_ui(ui, &line.state, Tone::Quiet);
    });
    for (what, names) in [("Lead and representatives", &line.beside.people), ("Partners", &line.beside.partners)] {
        if !names.is_empty() {
            words::caption_ui(ui, &format!("{what}: {}", names.join(", ")));
        }
    }
    ui.add_space(6.0);
    words::line_ui(ui);
}
