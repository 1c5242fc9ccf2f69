//! What bringing a spreadsheet in did, and undoing it.

use super::sheet::told_ui;
use crate::app::sheet::{Imported, RowLine, RowState, Undone};
use crate::gui::command::{Command, Commands, Screen};
use crate::gui::kit::{button, frame, list, words, words::Tone};
use crate::gui::sheet::{SheetCommand, SheetWork};
use crate::gui::state::State;
use crate::gui::theme::{self, Type};
use eframe::egui::{Ui, accesskit::Live, vec2};

/// Shows what was done, with what is still to be looked at.
pub(super) fn done_ui(ui: &mut Ui, state: &State, work: &SheetWork, out: &mut Commands) {
    let Some(done) = &work.done else { return };
    match &work.undone {
        Some(undone) => undone_ui(ui, undone, out),
        None => said_ui(ui, done),
    }
    ui.add_space(14.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
        if button::primary_ui(ui, "Go to the register").clicked() {
            out.push(Command::Go(Screen::Register));
        }
        let may_undo = work.undone.is_none() && !done.id.is_empty() && state.held_by().is_none();
        ui.add_enabled_ui(!state.busy, |ui| {
            if may_undo && button::secondary_ui(ui, "Undo this import").clicked() {
                out.push(Command::Spreadsheet(SheetCommand::Undo));
            }
        });
        if button::secondary_ui(ui, "Bring in another…").clicked() {
            out.push(Command::Spreadsheet(SheetCommand::Again));
        }
    });
    if work.undone.is_none() {
        rest_ui(ui, done, out);
    }
}

fn said_ui(ui: &mut Ui, done: &Imported) {
    let count = done.rows.iter().filter(|row| row.brought).count();
    let says = match count {
        1 => format!("One partnership was brought in from {}", done.file),
        n => format!("{n} partnerships were brought in from {}", done.file),
    };
    notice_ui(ui, Tone::Good, &says, "Each has its register entry. Nothing that was there before was changed.");
}

fn notice_ui(ui: &mut Ui, tone: Tone, says: &str, more: &str) {
    let shown = frame::notice_ui(ui, tone, "", |ui| {
        words::strong_ui(ui, says);
        words::body_ui(ui, more);
    });
    ui.ctx().accesskit_node_builder(shown.response.id, |node| node.set_live(Live::Polite));
}

fn undone_ui(ui: &mut Ui, undone: &Undone, out: &mut Commands) {
    let says = match undone.taken_off.len() {
        1 => "One partnership was taken off the register again".to_owned(),
        n => format!("{n} partnerships were taken off the register again"),
    };
    notice_ui(ui, Tone::Good, &says, "Their history stays, and their references are not given again.");
    if undone.stayed.is_empty() {
        return;
    }
    ui.add_space(10.0);
    words::section_ui(ui, "Changed since, so they stay");
    for (reference, name) in &undone.stayed {
        link_ui(ui, reference, name, out);
    }
}

fn link_ui(ui: &mut Ui, reference: &str, name: &str, out: &mut Commands) {
    let link = theme::tokens(ui.ctx()).link;
    let text = format!("{name} {reference}");
    if button::link_toned_ui(ui, &text, &text, link, Type::Strong).clicked() {
        out.push(Command::Go(Screen::Partnership(reference.to_owned())));
    }
}

/// Lists the rows that are not plainly new, for somebody to look at.
fn rest_ui(ui: &mut Ui, done: &Imported, out: &mut Commands) {
    let is_plain = |row: &RowLine| row.brought && row.state == RowState::New && !row.faulty;
    let rest: Vec<&RowLine> = done.rows.iter().filter(|row| !is_plain(row)).collect();
    if rest.is_empty() {
        return;
    }
    ui.add_space(16.0);
    words::section_ui(ui, "To be looked at");
    words::line_ui(ui);
    list::rows_ui(ui, "sheet rest", &done.id, rest.len(), 58.0, |ui, at| {
        let row = rest[at];
        ui.add_space(6.0);
        match &row.reference {
            Some(reference) => link_ui(ui, reference, &row.name, out),
            None => {
                words::strong_ui(ui, &super::sheet::label_of(row));
            }
        }
        told_ui(ui, row);
        ui.add_space(6.0);
        words::line_ui(ui);
    });
}
