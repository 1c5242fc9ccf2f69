//! The shared folder: where it is, what goes to and fro, and what waits.

use crate::app::mailbox::Exchanged;
use crate::gui::command::{Command, Commands};
use crate::gui::kit::{button, choice, frame, words};
use crate::gui::mailbox::MailboxCommand;
use crate::gui::state::State;
use eframe::egui::{Id, Ui, vec2};

/// Shows the shared folder.
pub(super) fn mailbox_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    frame::column_ui(ui, "mailbox", frame::COLUMN, |ui| {
        words::title_ui(ui, "Shared folder");
        words::body_ui(
            ui,
            "Stations and the registry can exchange completed forms through a folder that all of them reach, such as \
             one on a network drive. Each computer puts its packages there and takes in those of the others. Records \
             stay on this computer; nothing that is there already is changed or deleted.",
        );
        ui.add_space(12.0);
        let folder = &state.settings.mailbox_folder;
        words::strong_ui(ui, "The folder");
        words::body_ui(ui, if folder.is_empty() { "No folder is chosen yet." } else { folder });
        ui.add_space(10.0);
        if !folder.is_empty() {
            let publish = state.mailbox.publish;
            let label = "Put a copy of the register there too, for other stations to check new partnerships against";
            if let Some(publish) = choice::tick_ui(ui, Id::unique("mailbox publish"), label, publish) {
                out.push(Command::Mailbox(MailboxCommand::Publish(publish)));
            }
            ui.add_space(10.0);
        }
        let writes = state.held_by().is_none();
        ui.add_enabled_ui(!state.busy && writes, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
                if !folder.is_empty() && button::primary_ui(ui, "Exchange now").clicked() {
                    out.push(Command::Mailbox(MailboxCommand::Exchange));
                }
                let choose = if folder.is_empty() { "Choose the folder…" } else { "Choose another folder…" };
                if button::secondary_ui(ui, choose).clicked() {
                    out.push(Command::Mailbox(MailboxCommand::Choose));
                }
            });
        });
        if state.mailbox.is_busy {
            words::caption_ui(ui, "Exchanging…");
        }
        if let Some(told) = &state.mailbox.told {
            ui.add_space(18.0);
            told_ui(ui, told);
        }
    });
}

fn told_ui(ui: &mut Ui, told: &Exchanged) {
    let Exchanged { sent, received, waiting, partnerships, notes } = told;
    words::section_ui(ui, "What went to and fro");
    let of = |count: usize, one: &str| match count {
        0 => "nothing new".to_owned(),
        1 => format!("1 {one}"),
        many => format!("{many} {one}s"),
    };
    words::body_ui(ui, &format!("Sent: {}. Taken in: {}.", of(sent.len(), "file"), of(received.len(), "file")));
    if !partnerships.is_empty() {
        words::body_ui(ui, &format!("Something new is here of: {}.", partnerships.join(", ")));
    }
    for note in notes {
        words::body_ui(ui, note);
    }
    if !waiting.is_empty() {
        ui.add_space(8.0);
        words::strong_ui(ui, "Could not be taken in yet");
        for (file, why) in waiting {
            words::body_ui(ui, &format!("{file}: {why}"));
        }
    }
}
