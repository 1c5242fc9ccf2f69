//! What a new edition changes so far, and what becomes of it: used, or thrown away.

use super::edition::edit;
use super::procedure_change::difference_list_ui;
use crate::gui::apply_edition::SURE;
use crate::gui::command::{Command, Commands};
use crate::gui::edition::{EditCommand, Edition, sentence};
use crate::gui::kit::{button, frame, words, words::Tone};
use crate::gui::state::State;
use eframe::egui::{Ui, vec2};

/// What becomes of forms of the version before.
pub(super) const WHAT_STAYS: &str =
    "Completed forms stay as they are. A draft goes on as it was begun until it is moved to the new version.";

/// Shows the changes.
pub(super) fn changes_ui(ui: &mut Ui, state: &State, edition: &Edition, out: &mut Commands) {
    let version = edition.before.version + 1;
    elsewhere_ui(ui, edition);
    left_out_ui(ui, edition, out);
    match state.jot(SURE) {
        "use" => {
            let says = format!("From now on, forms are begun with version {version}. {WHAT_STAYS}");
            let yes = (format!("Yes, use version {version}"), EditCommand::Use);
            sure_ui(ui, &format!("Use version {version}?"), &says, yes, out);
        }
        "discard" => {
            let yes = ("Yes, throw the changes away".to_owned(), EditCommand::Discard);
            sure_ui(ui, "Throw all changes away?", "They cannot be brought back.", yes, out);
        }
        _ => buttons_ui(ui, edition, version, out),
    }
    ui.add_space(14.0);
    words::body_ui(
        ui,
        &match edition.differences.len() {
            0 => "Nothing is changed yet.".to_owned(),
            1 => "One thing is different from the procedure in use.".to_owned(),
            n => format!("{n} things are different from the procedure in use."),
        },
    );
    difference_list_ui(ui, "edition differences", &edition.differences);
}

fn buttons_ui(ui: &mut Ui, edition: &Edition, version: i64, out: &mut Commands) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
        ui.add_enabled_ui(edition.is_ready(), |ui| {
            if button::primary_ui(ui, &format!("Use version {version}…")).clicked() {
                out.push(Command::Jot(SURE, "use".to_owned()));
            }
        });
        ui.add_enabled_ui(!edition.edits.is_empty(), |ui| {
            if button::danger_ui(ui, "Throw the changes away…").clicked() {
                out.push(Command::Jot(SURE, "discard".to_owned()));
            }
        });
    });
}

fn sure_ui(ui: &mut Ui, heading: &str, says: &str, yes: (String, EditCommand), out: &mut Commands) {
    frame::notice_ui(ui, Tone::Warn, heading, |ui| {
        words::body_ui(ui, says);
        ui.add_space(8.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
            if button::primary_ui(ui, &yes.0).clicked() {
                out.push(edit(yes.1));
            }
            if button::secondary_ui(ui, "Not now").clicked() {
                out.push(Command::Jot(SURE, String::new()));
            }
        });
    });
}

/// Shows what the check found that stands at no value in view.
pub(super) fn elsewhere_ui(ui: &mut Ui, edition: &Edition) {
    if edition.elsewhere.is_empty() {
        return;
    }
    frame::notice_ui(ui, Tone::Error, "Something else no longer fits", |ui| {
        for finding in &edition.elsewhere {
            words::strong_ui(ui, &format!("{}, line {}", finding.file, finding.line));
            words::body_ui(ui, &sentence(&finding.message));
        }
    });
    ui.add_space(10.0);
}

/// Shows the changes that are wrong or have no place any more, each with a way to take it back.
fn left_out_ui(ui: &mut Ui, edition: &Edition, out: &mut Commands) {
    if edition.left_out().next().is_none() {
        return;
    }
    frame::notice_ui(ui, Tone::Error, "Changes that cannot be made", |ui| {
        for (at, change, fault) in edition.left_out() {
            let place = format!("{}: {}", change.at().file, change.at().path.join(" ").replace('=', ""));
            words::strong_ui(ui, &place);
            words::body_ui(ui, fault);
            let name = format!("Take this change back: {place}");
            if button::secondary_named_ui(ui, "Take this change back", &name).clicked() {
                out.push(edit(EditCommand::TakeBack(at)));
            }
        }
    });
    ui.add_space(10.0);
}
