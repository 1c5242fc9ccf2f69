//! The procedure that a file brought: what it is, what it changes, and bringing it into force.

use super::procedure_change::difference_list_ui;
use crate::app::edition::{Offered, Standing};
use crate::gui::command::{Command, Commands, Screen};
use crate::gui::kit::{button, frame, words, words::Tone};
use crate::gui::procedure::ProcedureCommand;
use crate::gui::state::State;
use eframe::egui::{Ui, vec2};

/// Shows the procedure.
pub(super) fn came_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some((name, offered)) = &state.procedure.came else { return super::plain::wait_ui(ui) };
    frame::column_ui(ui, "procedure came", 860.0, |ui| {
        words::title_ui(ui, "A procedure came in");
        words::section_ui(ui, &offered.pack.title);
        words::body_ui(ui, &format!("{}, version {}", offered.pack.body, offered.pack.version));
        words::caption_ui(ui, &format!("From the file {name}"));
        ui.add_space(10.0);
        standing_ui(ui, offered);
        ui.add_space(10.0);
        offer_ui(ui, state, offered, out);
        ui.add_space(10.0);
        if offered.here.is_some() && offered.standing != Standing::Same {
            words::section_ui(ui, "What it changes");
            difference_list_ui(ui, "came differences", &offered.differences);
        }
    });
}

/// Says how it stands to the edition that is here.
fn standing_ui(ui: &mut Ui, offered: &Offered) {
    let here = offered.here.unwrap_or_default();
    let (says, tone) = match offered.standing {
        Standing::Other => {
            ("It is another procedure than those that are here. It has its own register.".to_owned(), Tone::Info)
        }
        Standing::Newer => (format!("It is newer than version {here}, which is here."), Tone::Good),
        Standing::Same if offered.is_other => ("This procedure is here already.".to_owned(), Tone::Info),
        Standing::Same => ("This procedure is in use already.".to_owned(), Tone::Info),
        Standing::Alike => (
            format!("Version {here} is here already, and says something else. Ask the sender which one holds."),
            Tone::Warn,
        ),
        Standing::Older => {
            (format!("It is older than version {here}, which is here. Ask for the newest one."), Tone::Warn)
        }
    };
    frame::notice_ui(ui, tone, "", |ui| words::body_ui(ui, &says));
}

fn offer_ui(ui: &mut Ui, state: &State, offered: &Offered, out: &mut Commands) {
    let version = offered.pack.version;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
        if offered.standing != Standing::Same || offered.is_other {
            ui.add_enabled_ui(state.held_by().is_none(), |ui| {
                let is_back = matches!(offered.standing, Standing::Alike | Standing::Older);
                let response = if is_back {
                    button::secondary_ui(ui, &format!("Use version {version} all the same"))
                } else {
                    button::primary_ui(ui, &format!("Use version {version}"))
                };
                if response.clicked() {
                    out.push(ProcedureCommand::UseCame.into());
                }
            });
        }
        if button::secondary_ui(ui, "Not now").clicked() {
            out.push(Command::Go(Screen::Home));
        }
    });
    words::caption_ui(ui, super::edition_changes::WHAT_STAYS);
}
