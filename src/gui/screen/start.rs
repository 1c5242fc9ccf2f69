//! Beginnings: a new partnership, and a store that could not be opened.

use super::jot::jot_ui;
use crate::app::near::Place;
use crate::form::names::against;
use crate::gui::command::{Command, Commands, RegisterCommand, Screen};
use crate::gui::kit::choice::{self, Group, Pick};
use crate::gui::kit::{button, frame, words, words::Tone};
use crate::gui::state::State;
use eframe::egui::{Id, Ui, accesskit::Live, vec2};

/// Asks the name of a new partnership.
pub(super) fn new_partnership_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    frame::column_ui(ui, "new", frame::COLUMN, |ui| {
        if button::link_ui(ui, "Back").clicked() {
            out.push(Command::Back);
        }
        words::title_ui(ui, "New partnership");
        words::body_ui(ui, "Give it a name, and say how to begin. Most of the form can wait.");
        let enter = jot_ui(ui, state, "new name", "Name of the partnership", "The name the partners use.", out);
        near_ui(ui, state, out);
        ui.add_space(14.0);
        ways_ui(ui, state, out);
        if !state.jot("new wrong").is_empty() {
            ui.add_space(6.0);
            words::toned_ui(ui, &format!("Error: {}", state.jot("new wrong")), Tone::Error);
        }
        ui.add_space(18.0);
        if button::primary_ui(ui, "Start").clicked() || enter {
            out.push(Command::Start);
        }
    });
}

/// Says that a partnership of nearly this name is there, and leads to it.
fn near_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(near) = state.near.as_ref().filter(|_| !state.jot("new name").trim().is_empty()) else { return };
    ui.add_space(8.0);
    let says = "Perhaps it is on the register already";
    let shown = frame::notice_ui(ui, Tone::Warn, "", |ui| match &near.place {
        Place::Here(reference) => {
            words::strong_ui(ui, says);
            if button::link_ui(ui, &format!("{} {reference}", near.name)).clicked() {
                out.push(Command::Go(Screen::Partnership(reference.clone())));
            }
        }
        Place::Copy(day) => {
            words::strong_ui(ui, &format!("{says}{}", against(*day)));
            if button::link_ui(ui, &near.name).clicked() {
                out.push(RegisterCommand::OpenCopy(near.name.clone()).into());
            }
        }
    });
    ui.ctx().accesskit_node_builder(shown.response.id, |node| node.set_live(Live::Polite));
}

/// Shows the forms that a partnership can begin with; where there is but one, what it is.
fn ways_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let forms = state.pack.iter().flat_map(|pack| pack.starting_forms()).map(|(form, _)| form);
    let picks: Vec<Pick<'_>> =
        forms.map(|form| Pick { help: &form.intro, ..Pick::plain(form.id.as_str(), &form.title) }).collect();
    if let [only] = picks.as_slice() {
        words::caption_ui(ui, &format!("{} opens next. {}", only.label, only.help));
        return;
    }
    words::strong_ui(ui, "How to begin");
    let group = Group {
        id: Id::unique("ways to begin"),
        name: "How to begin",
        about: "",
        across: false,
        focus: state.jot("focus") == "new form",
        wrong: !state.jot("new wrong").is_empty() && state.jot("new form").is_empty(),
    };
    if group.focus {
        out.push(Command::Jot("focus", String::new()));
    }
    if let Some(form) = choice::radio_ui(ui, &group, &picks, state.jot("new form")) {
        out.push(Command::Jot("new form", form));
    }
}

/// Says why the store could not be opened, and what can be done.
pub(super) fn failure_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some((what, hint)) = &state.failure else { return };
    if state.screen == Screen::Restore {
        return super::restore::restore_ui(ui, state, out);
    }
    frame::column_ui(ui, "failure", frame::COLUMN, |ui| {
        words::title_ui(ui, "Your data could not be opened");
        ui.add_space(8.0);
        frame::notice_ui(ui, Tone::Error, "", |ui| {
            words::strong_ui(ui, what);
            if !hint.is_empty() {
                words::body_ui(ui, hint);
            }
        });
        ui.add_space(8.0);
        words::body_ui(ui, "Nothing has been deleted. You can try again, or put a backup in its place.");
        ui.add_space(14.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
            if button::primary_ui(ui, "Try again").clicked() {
                out.push(Command::Retry);
            }
            if button::secondary_ui(ui, "Restore a backup…").clicked() {
                out.push(Command::Go(Screen::Restore));
            }
            if button::secondary_ui(ui, "Quit").clicked() {
                out.push(Command::Quit);
            }
        });
    });
}
