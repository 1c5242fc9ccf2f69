//! Signatures of a completed part: who signed it in ink, and the recording of it.

use super::jot::{jot_ui, long_jot_ui};
use crate::app::view::{DocumentState, SignatureLine};
use crate::form::reading::Signed;
use crate::gui::command::{Command, Commands};
use crate::gui::kit::{button, frame, words, words::Tone};
use crate::gui::state::{Signing, State};
use crate::gui::widget::echo_ui;
use crate::gui::wizard::Wizard;
use eframe::egui::{Ui, vec2};

/// Shows a card for each signature asked for.
pub(super) fn signatures_ui(ui: &mut Ui, state: &State, wizard: &Wizard, out: &mut Commands) {
    let Some(part) = state.line().filter(|part| !part.signatures.is_empty()) else { return };
    words::section_ui(ui, "I have signed it");
    words::body_ui(ui, "Signatures are made in ink on the printed form. Record each one here.");
    words::caption_ui(
        ui,
        "This is a record of who signed the paper, as it is said here. It does not prove it: the signed sheet does, \
         so keep a scan of it.",
    );
    ui.add_space(6.0);
    for line in &part.signatures {
        frame::card_ui(ui, |ui| card_ui(ui, state, wizard, line, part.state, out));
        ui.add_space(4.0);
    }
    ui.add_space(20.0);
}

fn card_ui(ui: &mut Ui, state: &State, wizard: &Wizard, line: &SignatureLine, part: DocumentState, out: &mut Commands) {
    let role = wizard.pack().role_title(&line.role);
    let title = if line.signer.is_empty() { line.ask.clone() } else { format!("{}: {}", line.ask, line.signer) };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(10.0, 4.0);
        words::strong_ui(ui, &title);
        if !line.required {
            words::tag_ui(ui, "Optional", Tone::Quiet);
        }
    });
    if !line.ask.to_lowercase().contains(&role.to_lowercase()) {
        words::caption_ui(ui, role);
    }
    if let Some(signed) = &line.signed {
        return signed_ui(ui, line, signed);
    }
    if let Some(earlier) = &line.earlier {
        let says =
            format!("{} signed the earlier version on {}. This version is not signed yet.", earlier.name, earlier.on);
        words::body_ui(ui, &says);
    }
    if part == DocumentState::Returned {
        words::caption_ui(ui, "It is signed once it is completed again.");
        return;
    }
    if state.held_by().is_some() || part == DocumentState::Waiting {
        words::caption_ui(ui, "Not signed yet");
        return;
    }
    let own = |signing: &&Signing| signing.is_open && signing.question == line.question && signing.row == line.row;
    match state.signing.as_ref().filter(own) {
        Some(signing) => record_ui(ui, state, line, signing, out),
        None => {
            let text = record_words(state, line);
            if button::secondary_named_ui(ui, text, &format!("{text}: {title}")).clicked() {
                out.push(Command::OpenSignature(line.question.clone(), line.row.clone()));
            }
        }
    }
}

/// Who holds the role, or has not said which roles they hold, may speak for themselves.
fn record_words(state: &State, line: &SignatureLine) -> &'static str {
    if line.reference {
        return "Record the minute";
    }
    let other = state.me().is_some_and(|me| !me.roles.is_empty() && !me.holds(&line.role));
    if other || !line.signer.is_empty() { "Record the signature" } else { "I have signed it" }
}

fn signed_ui(ui: &mut Ui, line: &SignatureLine, signed: &Signed) {
    let post = if signed.post.is_empty() { String::new() } else { format!(", {}", signed.post) };
    let says = if signed.reference.is_empty() {
        format!("{}{post}, {}", signed.name, signed.on)
    } else {
        format!("Minute {} of {}, recorded by {}{post}", signed.reference, signed.on, signed.name)
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        words::tag_ui(ui, "Signed", Tone::Good);
        words::body_ui(ui, &says);
    });
    if !line.set_aside.is_empty() {
        frame::notice_ui(ui, Tone::Warn, "", |ui| {
            words::strong_ui(ui, "Recorded although a check of the procedure did not hold");
            words::body_ui(ui, &format!("Reason: {}", line.set_aside));
        });
    }
    let scan = if line.has_scan { "The scan of the signed sheet is kept." } else { "No scan is kept." };
    words::caption_ui(ui, scan);
}

fn record_ui(ui: &mut Ui, state: &State, line: &SignatureLine, signing: &Signing, out: &mut Commands) {
    let (who, when) = if line.reference {
        words::caption_ui(ui, "A body signs by its minute: the date, the reference, and who records it.");
        ("Recorded by", "Date of the minute")
    } else {
        ("Name of who signed", "Date")
    };
    jot_ui(ui, state, "sign name", who, "", out);
    jot_ui(ui, state, "sign post", "Post (optional)", "", out);
    jot_ui(ui, state, "sign on", when, "", out);
    echo_ui(ui, state.jot("sign on"), state.today);
    if line.reference {
        jot_ui(ui, state, "sign reference", "Minute reference", "", out);
    }
    scan_ui(ui, state, out);
    if !signing.unmet.is_empty() {
        unmet_ui(ui, state, signing, out);
    }
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
        let text = if line.reference { "Record this minute" } else { "Record this signature" };
        if button::primary_ui(ui, text).clicked() {
            out.push(Command::Sign { all_the_same: false });
        }
        if button::secondary_ui(ui, "Not now").clicked() {
            out.push(Command::CloseSignature);
        }
    });
}

fn scan_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    ui.add_space(8.0);
    words::caption_ui(ui, "Scan of the signed sheet (optional): drop the file on the window, or choose it.");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        if button::secondary_ui(ui, "Choose a scan…").clicked() {
            out.push(Command::ChooseScan);
        }
        if let Some(scan) = &state.scan {
            let name = scan.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            words::body_ui(ui, &name);
            if button::link_named_ui(ui, "Leave it out", "Leave the scan out").clicked() {
                out.push(Command::LeaveScan);
            }
        }
    });
}

/// Says which checks do not hold, and asks for the reason to record it all the same.
fn unmet_ui(ui: &mut Ui, state: &State, signing: &Signing, out: &mut Commands) {
    ui.add_space(10.0);
    let shown = frame::notice_ui(ui, Tone::Warn, "", |ui| {
        words::strong_ui(ui, "It is not recorded yet: a check of the procedure does not hold");
        for says in &signing.unmet {
            words::body_ui(ui, says);
        }
        words::body_ui(ui, "Put it right above and record it again; or give a reason and record it all the same.");
        let help = "The Corporate Risk Registry sees this reason. It stays with the signature.";
        long_jot_ui(ui, state, "sign reason", "Reason to record it all the same", help, out);
        ui.add_space(6.0);
        if button::secondary_ui(ui, "Record it all the same").clicked() {
            out.push(Command::Sign { all_the_same: true });
        }
    });
    ui.ctx().accesskit_node_builder(shown.response.id, |node| {
        node.set_live(eframe::egui::accesskit::Live::Assertive);
    });
}
