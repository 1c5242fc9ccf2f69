//! Restore: the backups of this computer, and putting one back; and deleting a draft, which a backup undoes.

use crate::app::op::Op;
use crate::app::view::BackupLine;
use crate::gui::command::{Command, Commands};
use crate::gui::kit::{button, frame, words, words::Tone};
use crate::gui::state::State;
use eframe::egui::{Ui, vec2};

/// Shows the backups; putting one back is asked for twice.
pub(super) fn restore_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    frame::column_ui(ui, "restore", frame::COLUMN, |ui| {
        if button::link_ui(ui, "Back").clicked() {
            out.push(Command::Back);
        }
        words::title_ui(ui, "Restore a backup");
        words::body_ui(
            ui,
            "A backup takes the place of everything that is here now. What is here now is kept as a backup first.",
        );
        ui.add_space(14.0);
        if state.backups.is_empty() {
            words::caption_ui(ui, "There is no backup on this computer yet.");
        }
        for line in &state.backups {
            line_ui(ui, state, line, out);
        }
        ui.add_space(14.0);
        if button::secondary_ui(ui, "Choose another file…").clicked() {
            out.push(Command::ChooseBackup);
        }
    });
}

fn line_ui(ui: &mut Ui, state: &State, line: &BackupLine, out: &mut Commands) {
    let at = line.at.replace('T', " ").trim_end_matches('Z').to_owned();
    let file = line.file.to_string_lossy().into_owned();
    frame::card_ui(ui, |ui| {
        words::strong_ui(ui, &format!("{at} UTC"));
        let kilobytes = line.size.div_ceil(1024);
        words::caption_ui(ui, &format!("{kilobytes} kB  ·  {file}"));
        if state.jot("restore") == file {
            frame::notice_ui(ui, Tone::Warn, "", |ui| {
                words::strong_ui(ui, &format!("Put the backup of {at} in the place of everything here?"));
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
                    if button::danger_ui(ui, "Restore this backup").clicked() {
                        out.push(Command::Do(Op::Restore { file: line.file.clone() }));
                    }
                    if button::secondary_ui(ui, "Leave it").clicked() {
                        out.push(Command::Jot("restore", String::new()));
                    }
                });
            });
        } else if button::link_named_ui(ui, "Restore…", &format!("Restore the backup of {at}")).clicked() {
            out.push(Command::Jot("restore", file));
        }
    });
}

/// Asks whether the draft in hand is to be deleted.
pub(super) fn delete_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(wizard) = state.wizard.as_ref().filter(|wizard| wizard.is_open()) else {
        return super::plain::wait_ui(ui);
    };
    frame::column_ui(ui, "delete", frame::COLUMN, |ui| {
        words::title_ui(ui, "Delete this draft?");
        let title = wizard.form().map_or("", |form| form.title.as_str());
        words::strong_ui(ui, &super::home::with_period(title, &wizard.desk.period));
        words::body_ui(ui, &format!("{}  ·  {}", wizard.desk.reference, wizard.desk.name));
        ui.add_space(8.0);
        frame::notice_ui(ui, Tone::Warn, "", |ui| {
            words::strong_ui(ui, "Everything typed in it since it was begun goes");
            words::body_ui(
                ui,
                "A backup is made first, from which it can be put back. What was completed before is not touched.",
            );
        });
        ui.add_space(14.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
            if button::danger_ui(ui, "Delete this draft").clicked() {
                out.push(Command::DeleteDraft);
            }
            if button::secondary_ui(ui, "Keep it").clicked() {
                out.push(Command::Back);
            }
        });
    });
}
