//! One form that came in: its steps, and the corrections of the register entry it asks for.

use super::jot::{jot_ui, long_jot_ui};
use crate::app::inbox::{CorrectionLine, InboxLine, Step, StepLine, StepState};
use crate::gui::command::{Command, Commands, Screen};
use crate::gui::kit::{button, frame, words, words::Tone};
use crate::gui::office::OfficeCommand;
use crate::gui::state::State;
use crate::gui::widget::echo_ui;
use eframe::egui::{Ui, vec2};

/// Shows the line.
pub(super) fn line_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(line) = &state.office.line else { return super::plain::wait_ui(ui) };
    frame::column_ui(ui, "inbox line", 860.0, |ui| {
        if button::link_ui(ui, "Back").clicked() {
            out.push(Command::Back);
        }
        words::title_ui(ui, &line.title);
        words::body_ui(ui, &format!("{}  {}", line.name, line.shown));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(16.0, 6.0);
            if button::link_ui(ui, "Open the form").clicked() {
                out.push(Command::OpenPart { document: line.document.clone(), part: line.part.clone() });
            }
            if button::link_ui(ui, "Go to the partnership").clicked() {
                out.push(Command::Go(Screen::Partnership(line.reference.clone())));
            }
        });
        ui.add_space(14.0);
        next_ui(ui, state, line, out);
        words::section_ui(ui, "Steps");
        words::line_ui(ui);
        for step in &line.steps {
            step_ui(ui, state, step, out);
        }
        ui.add_space(18.0);
        if !line.corrections.is_empty() {
            corrections_ui(ui, state, line, out);
        }
    });
}

/// Shows what is done next, with the day it was done.
fn next_ui(ui: &mut Ui, state: &State, line: &InboxLine, out: &mut Commands) {
    let Some(next) = line.next() else {
        frame::notice_ui(ui, Tone::Good, "", |ui| words::strong_ui(ui, "Nothing is open here any more"));
        ui.add_space(14.0);
        return;
    };
    if state.held_by().is_some() {
        return;
    }
    frame::card_ui(ui, |ui| {
        words::strong_ui(ui, &format!("Next: {}", next.step.label()));
        words::caption_ui(ui, asks(next.step));
        if next.step == Step::Corrections {
            return;
        }
        jot_ui(ui, state, "step on", "Date", "", out);
        echo_ui(ui, state.jot("step on"), state.today);
        let unmet = &state.office.unmet;
        if next.step == Step::Received && !unmet.is_empty() {
            ui.add_space(8.0);
            words::toned_ui(ui, &unmet.join(" "), Tone::Warn);
            jot_ui(ui, state, "step note", "Why it is recorded all the same", "", out);
        } else if next.step != Step::Received {
            jot_ui(ui, state, "step note", "Note (optional)", "", out);
        }
        ui.add_space(8.0);
        if button::primary_ui(ui, note_words(next.step)).clicked() {
            out.push(Command::Office(OfficeCommand::Step(next.step)));
        }
    });
    ui.add_space(18.0);
}

/// Says what a step asks for.
fn asks(step: Step) -> &'static str {
    match step {
        Step::CameIn => "",
        Step::Received => {
            "The date of receipt counts for the procedure, whenever the file was taken in. With it, the register takes \
             over what the form says, but for corrections that are declined."
        }
        Step::Checked => "Read the form through. If something is missing, open it and return it for more.",
        Step::Corrections => "Accept or decline each correction of the register entry below.",
        Step::Seen => {
            "The printed form, signed in ink: attach its scan to the signature, or note that you have seen it."
        }
        Step::Sent => "Send the form on to who decides, and note the day.",
    }
}

fn note_words(step: Step) -> &'static str {
    match step {
        Step::CameIn | Step::Corrections => "",
        Step::Received => "Record the receipt",
        Step::Checked => "It is checked",
        Step::Seen => "The signed paper was seen",
        Step::Sent => "It was sent for decision",
    }
}

fn step_ui(ui: &mut Ui, state: &State, step: &StepLine, out: &mut Commands) {
    let (text, tone) = match step.state {
        StepState::Done => ("Done", Tone::Good),
        StepState::Open => ("Open", Tone::Warn),
        StepState::NotNeeded => ("Not needed", Tone::Quiet),
    };
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 4.0);
        words::strong_ui(ui, step.step.label());
        words::tag_ui(ui, text, tone);
        let on = step.on.map(|on| on.to_string()).unwrap_or_default();
        let says: Vec<&str> = [on.as_str(), &step.says].into_iter().filter(|text| !text.is_empty()).collect();
        words::caption_ui(ui, &says.join("  ·  "));
        let own = matches!(step.step, Step::Checked | Step::Seen | Step::Sent) && step.on.is_some();
        let is_done = step.state == StepState::Done && own && state.held_by().is_none();
        let name = format!("Take back: {}", step.step.label());
        if is_done && button::link_named_ui(ui, "Take back", &name).clicked() {
            out.push(Command::Office(OfficeCommand::TakeBack(step.step)));
        }
        if step.step == Step::Received && step.state == StepState::Done && state.held_by().is_none() {
            words::caption_ui(ui, "To put the date right, open the form and record the signature again.");
        }
    });
    ui.add_space(6.0);
    words::line_ui(ui);
}

fn corrections_ui(ui: &mut Ui, state: &State, line: &InboxLine, out: &mut Commands) {
    words::section_ui(ui, "Corrections of the register entry");
    words::caption_ui(
        ui,
        "They take effect with the receipt. One that is declined does not; its reason goes back with the form.",
    );
    let open = line.corrections.iter().filter(|one| one.accepted.is_none()).count();
    if open > 1 && state.held_by().is_none() && button::secondary_ui(ui, "Accept all that are open").clicked() {
        out.push(Command::Office(OfficeCommand::AcceptAll));
    }
    ui.add_space(6.0);
    for one in &line.corrections {
        frame::card_ui(ui, |ui| correction_ui(ui, state, one, out));
        ui.add_space(6.0);
    }
}

fn correction_ui(ui: &mut Ui, state: &State, one: &CorrectionLine, out: &mut Commands) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 4.0);
        words::strong_ui(ui, &one.label);
        match one.accepted {
            None => words::tag_ui(ui, "Open", Tone::Warn),
            Some(true) => words::tag_ui(ui, "Accepted", Tone::Good),
            Some(false) => words::tag_ui(ui, "Declined", Tone::Error),
        };
    });
    let said = if one.says.is_empty() { "nothing" } else { &one.says };
    words::body_ui(ui, &format!("The register said: {said}"));
    words::body_ui(ui, &format!("It is to say: {}", one.correction));
    if !one.decided.is_empty() {
        words::caption_ui(ui, &one.decided);
    }
    if state.held_by().is_some() {
        return;
    }
    if state.office.declining.as_ref() == Some(&one.column) {
        long_jot_ui(ui, state, "decline reason", "Why it is declined", "It goes back to who sent the form.", out);
        ui.add_space(8.0);
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
        if state.office.declining.as_ref() == Some(&one.column) {
            if button::primary_ui(ui, "Decline it").clicked() {
                out.push(Command::Office(OfficeCommand::Decline));
            }
            if button::secondary_ui(ui, "Not now").clicked() {
                out.push(Command::Office(OfficeCommand::AskDecline(None)));
            }
            return;
        }
        let name = |verb: &str| format!("{verb}: {}", one.label);
        if one.accepted != Some(true) && button::secondary_named_ui(ui, "Accept", &name("Accept")).clicked() {
            out.push(Command::Office(OfficeCommand::Accept(one.column.clone())));
        }
        if one.accepted != Some(false) && button::secondary_named_ui(ui, "Decline…", &name("Decline")).clicked() {
            out.push(Command::Office(OfficeCommand::AskDecline(Some(one.column.clone()))));
        }
    });
}
