//! The other sheets of a partnership: people and risks, documents, its story, its register entry.

use super::jot::jot_ui;
use super::partnership::pair_ui;
use crate::app::view::{AttachmentLine, PartnershipView, RiskLine};
use crate::gui::command::{Command, Commands, PdfUse, Screen};
use crate::gui::kit::{button, frame, list, words, words::Tone};
use crate::gui::office::OfficeCommand;
use crate::gui::state::State;
use crate::model::moment::Moment;
use eframe::egui::{Ui, vec2};

/// Shows the people and the risks.
pub(super) fn people_ui(ui: &mut Ui, view: &PartnershipView) {
    words::section_ui(ui, "People");
    if view.people.is_empty() {
        words::caption_ui(ui, "Nobody is named on a completed form yet.");
    }
    for (what, who) in &view.people {
        pair_ui(ui, what, &[who]);
    }
    ui.add_space(20.0);
    words::section_ui(ui, "Risks");
    if view.risks.is_empty() {
        words::caption_ui(ui, "No risk is written down on a completed form yet.");
    }
    for line in &view.risks {
        frame::card_ui(ui, |ui| risk_ui(ui, line));
    }
}

fn risk_ui(ui: &mut Ui, line: &RiskLine) {
    words::strong_ui(ui, &line.risk);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(10.0, 4.0);
        let band = if line.band.is_empty() { String::new() } else { format!(", {}", line.band) };
        let tone = match (line.closed, line.escalated) {
            (true, _) => Tone::Quiet,
            (false, true) => Tone::Error,
            (false, false) => Tone::Info,
        };
        words::tag_ui(ui, &format!("Score {} of 25{band}", line.score), tone);
        if line.closed {
            words::tag_ui(ui, "Closed", Tone::Good);
        } else if line.escalated {
            words::tag_ui(ui, "For the corporate risk record", Tone::Error);
        }
    });
    let owner = if line.owner.is_empty() { String::new() } else { format!("Owner: {}", line.owner) };
    let review = line.review.map(|day| format!("To be looked at again by {day}")).unwrap_or_default();
    let about: Vec<String> = [owner, review].into_iter().filter(|text| !text.is_empty()).collect();
    if !about.is_empty() {
        words::caption_ui(ui, &about.join("  ·  "));
    }
}

/// Shows documents and scans.
pub(super) fn documents_ui(ui: &mut Ui, state: &State, view: &PartnershipView, out: &mut Commands) {
    words::section_ui(ui, "Documents");
    if view.attachments.is_empty() {
        words::caption_ui(
            ui,
            "No document is named on a completed form yet, and no scan of a signed sheet is kept. \
             Both are added where the form asks for them or the signature is recorded.",
        );
    }
    for line in &view.attachments {
        frame::card_ui(ui, |ui| attachment_ui(ui, state, line, out));
    }
}

fn attachment_ui(ui: &mut Ui, state: &State, line: &AttachmentLine, out: &mut Commands) {
    words::strong_ui(ui, if line.title.is_empty() { "Untitled document" } else { &line.title });
    words::caption_ui(ui, &format!("Named on: {}", line.from));
    if !line.place.is_empty() {
        words::caption_ui(ui, &format!("Kept at: {}", line.place));
    }
    let Some(digest) = &line.file else { return };
    ui.add_enabled_ui(!state.busy, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            for (text, then) in [("Open", PdfUse::Open), ("Save…", PdfUse::Save)] {
                if button::link_named_ui(ui, text, &format!("{text} {}", line.title)).clicked() {
                    out.push(Command::KeptFile { digest: digest.clone(), then });
                }
            }
        });
    });
}

/// Shows what happened, oldest first.
pub(super) fn story_ui(ui: &mut Ui, view: &PartnershipView, out: &mut Commands) {
    words::section_ui(ui, "Story");
    words::caption_ui(ui, "What happened, oldest first. Nothing here can be changed. Times are UTC.");
    ui.add_space(8.0);
    list::rows_ui(ui, "story", &view.reference, view.story.len(), 52.0, |ui, at| {
        let line = &view.story[at];
        let when = Moment::parse(&line.at).map_or_else(
            || line.at.clone(),
            |moment| format!("{}, {}", moment.day(), moment.as_str().chars().skip(11).take(5).collect::<String>()),
        );
        let who = if line.who.is_empty() { String::new() } else { format!("by {}", line.who) };
        let says: Vec<&str> = [line.what.as_str(), &who].into_iter().filter(|text| !text.is_empty()).collect();
        pair_ui(ui, &when, &says);
    });
    ui.add_space(12.0);
    if button::link_ui(ui, "Everything that was done, prints too").clicked() {
        out.push(Command::Go(Screen::History(view.reference.clone())));
    }
}

/// Shows what the register says, and the way to change it.
pub(super) fn register_ui(ui: &mut Ui, state: &State, view: &PartnershipView, out: &mut Commands) {
    words::section_ui(ui, "Register entry");
    words::caption_ui(ui, "What the completed and signed forms say. It changes when a form changes it.");
    let form = state.pack.as_ref().and_then(|pack| pack.starting_forms().next().map(|(form, _)| form.id.clone()));
    if let Some(form) = form.filter(|_| state.held_by().is_none()) {
        ui.add_space(6.0);
        if button::secondary_ui(ui, "Change the register entry").clicked() {
            out.push(Command::OpenForm { reference: view.reference.clone(), form, period: None });
        }
        ui.add_space(6.0);
    }
    if view.register.is_empty() {
        words::caption_ui(ui, "It is empty until a form is completed.");
    }
    for (label, says) in &view.register {
        pair_ui(ui, label, &[says.as_str()]);
    }
    if state.receives() && state.held_by().is_none() {
        number_ui(ui, state, view, out);
    }
}

/// Asks for the register number, with the next free one in the box.
fn number_ui(ui: &mut Ui, state: &State, view: &PartnershipView, out: &mut Commands) {
    ui.add_space(18.0);
    let help = "The next free one is proposed. An empty box takes the number away.";
    jot_ui(ui, state, "number", "Register number", help, out);
    ui.add_space(8.0);
    let text = if view.register_no.is_empty() { "Give it this number" } else { "Change the number" };
    if button::secondary_ui(ui, text).clicked() {
        out.push(Command::Office(OfficeCommand::Number(view.reference.clone())));
    }
}
