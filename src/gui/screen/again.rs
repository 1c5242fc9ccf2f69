//! Doing a completed part again: changing it with a reason, sending it back for more, and why either happened.

use super::jot::{jot_ui, long_jot_ui};
use crate::app::view::DocumentState;
use crate::gui::command::{Command, Commands, Screen};
use crate::gui::kit::choice::{self, Group, Pick};
use crate::gui::kit::{button, frame, words, words::Tone};
use crate::gui::state::State;
use crate::gui::widget::echo_ui;
use crate::gui::wizard::Wizard;
use eframe::egui::{Id, Ui, vec2};

/// Says at the top of a part in hand who sent it back and what for, or why it is changed, or that it must wait.
pub(super) fn why_ui(ui: &mut Ui, state: &State, wizard: &Wizard, out: &mut Commands) {
    let returned = state.line().map_or("", |line| line.returned.as_str());
    let (tone, heading, says) = if !returned.is_empty() {
        (Tone::Warn, "Sent back for more", returned)
    } else if !wizard.desk.reason.is_empty() && wizard.is_open() {
        (Tone::Info, "You are changing a completed part", wizard.desk.reason.as_str())
    } else if wizard.desk.state == DocumentState::Waiting {
        (Tone::Info, "This part cannot start yet", "A part before it is not completed.")
    } else {
        return;
    };
    ui.scope(|ui| {
        ui.set_max_width(frame::COLUMN.min(ui.available_width()));
        frame::notice_ui(ui, tone, "", |ui| {
            words::strong_ui(ui, heading);
            words::body_ui(ui, says);
            if let Some(line) = state.line().filter(|line| line.versions > 1)
                && button::link_ui(ui, "See all versions").clicked()
            {
                let (document, part) = (line.document.clone(), line.part.clone());
                out.push(Command::Go(Screen::Versions { document, part }));
            }
        });
    });
    ui.add_space(12.0);
}

/// Shows how a completed part is opened again: at once, or after a reason where it was signed.
pub(super) fn reopen_ui(ui: &mut Ui, state: &State, wizard: &Wizard, out: &mut Commands) {
    let Some(line) = state.line().filter(|line| line.asks && line.revision.is_some()) else { return };
    if state.held_by().is_some() || wizard.is_open() {
        return;
    }
    if state.jot("reopen") != "open" {
        let living = wizard.form().is_some_and(|form| form.living);
        let text = if living { "Go on with the list" } else { "Change something in it" };
        let clicked = if line.state == DocumentState::Returned {
            button::primary_ui(ui, "Change it and complete it again").clicked()
        } else {
            button::secondary_ui(ui, text).clicked()
        };
        if clicked {
            out.push(if line.needs_reason { Command::AskReason(true) } else { Command::Reopen });
        }
        return;
    }
    frame::card_ui(ui, |ui| {
        words::strong_ui(ui, "Change something in it");
        let why = "It has been signed. The reason stays with the new version, which must be signed again; \
                   until then the signed one counts.";
        long_jot_ui(ui, state, "reopen reason", "Why is it changed?", why, out);
        ui.add_space(8.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
            if button::primary_ui(ui, "Change it").clicked() {
                out.push(Command::Reopen);
            }
            if button::secondary_ui(ui, "Leave it as it is").clicked() {
                out.push(Command::AskReason(false));
            }
        });
    });
}

/// Shows how an officer who comes after sends a completed part back.
pub(super) fn return_card_ui(ui: &mut Ui, state: &State, wizard: &Wizard, roles: &[String], out: &mut Commands) {
    words::strong_ui(ui, "Return for more");
    role_ui(ui, state, wizard, "return role", roles, out);
    jot_ui(ui, state, "return name", "Who sends it back", "", out);
    jot_ui(ui, state, "return on", "Date", "", out);
    echo_ui(ui, state.jot("return on"), state.today);
    let help = "It stays with this version and is shown to the officer who completed it.";
    long_jot_ui(ui, state, "return reason", "What is wanted", help, out);
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
        if button::primary_ui(ui, "Send it back").clicked() {
            out.push(Command::Return);
        }
        if button::secondary_ui(ui, "Do not send it back").clicked() {
            out.push(Command::AskReturn(false));
        }
    });
}

/// Asks in what role an officer who comes after acts; `jot` keeps the choice.
pub(super) fn role_ui(
    ui: &mut Ui,
    state: &State,
    wizard: &Wizard,
    jot: &'static str,
    roles: &[String],
    out: &mut Commands,
) {
    ui.add_space(8.0);
    words::strong_ui(ui, "In what role");
    if let [only] = roles {
        words::body_ui(ui, wizard.pack().role_title(only));
        return;
    }
    let focus = state.jot("focus") == jot;
    let id = Id::unique(("jot", jot));
    let group = Group { id, name: "In what role", about: "", across: false, focus, wrong: false };
    let picks: Vec<Pick<'_>> = roles.iter().map(|role| Pick::plain(role, wizard.pack().role_title(role))).collect();
    if let Some(picked) = choice::radio_ui(ui, &group, &picks, state.jot(jot)) {
        out.push(Command::Jot(jot, picked));
    }
    if focus {
        out.push(Command::Jot("focus", String::new()));
    }
}
