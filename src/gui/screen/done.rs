//! Completed: save, open and print the form; below, who signed it and what else can be done with it.

use super::{again, home, opened, plain, receipt, sign, wizard};
use crate::app::view::{DocumentLine, DocumentState, how_many};
use crate::gui::command::{Command, Commands, PdfUse, Screen};
use crate::gui::kit::{button, frame, words, words::Tone};
use crate::gui::state::State;
use crate::gui::wizard::Wizard;
use eframe::egui::{Ui, vec2};

/// Shows what to do with a completed part.
pub(super) fn done_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(wizard) = &state.wizard else { return plain::wait_ui(ui) };
    frame::column_ui(ui, "done", frame::COLUMN, |ui| {
        wizard::about_ui(ui, wizard, out);
        ui.add_space(10.0);
        head_ui(ui, state, wizard, out);
        ui.add_space(22.0);
        let returned = wizard.desk.state == DocumentState::Returned;
        if returned {
            again::reopen_ui(ui, state, wizard, out);
            ui.add_space(22.0);
        }
        print_ui(ui, state, out);
        ui.add_space(26.0);
        sign::signatures_ui(ui, state, wizard, out);
        if !returned {
            again::reopen_ui(ui, state, wizard, out);
            ui.add_space(26.0);
        }
        receipt::next_reader_ui(ui, state, wizard, out);
        if let Some(view) = state.partnership.as_ref().filter(|view| view.reference == wizard.desk.reference) {
            opened::opened_ui(ui, state, view, out);
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(18.0, 8.0);
            if button::link_ui(ui, "See the answers").clicked() {
                out.push(Command::Check);
            }
            for next in next_parts(state, wizard) {
                if button::link_ui(ui, &format!("Next part: {}", next.part_title)).clicked() {
                    out.push(Command::OpenPart { document: next.document.clone(), part: next.part.clone() });
                }
            }
            if button::link_ui(ui, "Back to the partnership").clicked() {
                out.push(Command::Go(Screen::Partnership(wizard.desk.reference.clone())));
            }
        });
    });
}

/// Returns the other parts of the document that can be filled in, or signed, now.
fn next_parts<'a>(state: &'a State, wizard: &'a Wizard) -> impl Iterator<Item = &'a DocumentLine> {
    let lines = state.partnership.iter().flat_map(|view| &view.documents);
    lines.filter(|line| {
        let open = match line.state {
            DocumentState::NotStarted | DocumentState::Draft => line.asks,
            DocumentState::Completed => !line.asks,
            DocumentState::Waiting | DocumentState::Returned | DocumentState::Signed => false,
        };
        line.document == wizard.desk.document && line.part != wizard.desk.part && open
    })
}

fn head_ui(ui: &mut Ui, state: &State, wizard: &Wizard, out: &mut Commands) {
    let title = wizard.form().map_or("", |form| form.title.as_str());
    let living = wizard.form().is_some_and(|form| form.living);
    let lines = state.line().map_or(&[][..], |line| &line.signatures);
    let (tone, heading, next) = match wizard.desk.state {
        DocumentState::Completed if living => {
            (Tone::Good, "A dated version is saved", "Print it if you need it on paper, or go on with the list.")
        }
        DocumentState::Signed if lines.iter().any(|line| line.signed.is_none()) => {
            (Tone::Good, "Completed and signed", "All who must have signed. Others can still be recorded.")
        }
        DocumentState::Signed => (Tone::Good, "Completed and signed", "Nothing more is to be done here."),
        DocumentState::Completed if lines.is_empty() => {
            (Tone::Good, "Completed", "No signature is asked for. You can print it or save it.")
        }
        DocumentState::Completed => (Tone::Info, "Completed, not signed yet", "Next: print it and have it signed."),
        DocumentState::Returned => (Tone::Warn, "Sent back for more", "Change it, and complete it again."),
        DocumentState::Waiting | DocumentState::NotStarted | DocumentState::Draft => {
            (Tone::Info, "A dated version is saved", "It can be printed now, and changed further.")
        }
    };
    frame::notice_ui(ui, tone, "", |ui| {
        words::title_ui(ui, heading);
        words::strong_ui(ui, &home::with_period(title, &wizard.desk.period));
        if let Some(line) = state.line().filter(|line| !line.returned.is_empty()) {
            words::body_ui(ui, &line.returned);
        }
        words::body_ui(ui, next);
    });
    if let Some(line) = state.line().filter(|line| !line.received.is_empty()) {
        ui.add_space(10.0);
        frame::notice_ui(ui, Tone::Good, "", |ui| {
            words::body_ui(ui, &format!("Received by {}", line.received));
        });
    }
    if let Some(line) = state.line().filter(|line| line.versions > 1) {
        ui.add_space(10.0);
        apart_ui(ui, line, out);
    }
    if state.line().is_some_and(|line| line.is_outdated) {
        ui.add_space(10.0);
        frame::notice_ui(ui, Tone::Warn, "", |ui| {
            words::strong_ui(ui, "A part before it has changed since it was completed");
            words::body_ui(ui, "Look at it again: change it, or complete it again as it is.");
        });
    }
}

/// Says that versions of a part were made apart, with the way to decide between them.
pub(super) fn apart_ui(ui: &mut Ui, line: &DocumentLine, out: &mut Commands) {
    let count = how_many(line.versions);
    frame::notice_ui(ui, Tone::Warn, "", |ui| {
        words::strong_ui(ui, &format!("There are {count} versions of this part, made apart"));
        let text = format!("Decide between the {count} versions");
        if button::link_named_ui(ui, &text, &format!("{text}: {}", line.whole_title())).clicked() {
            let (document, part) = (line.document.clone(), line.part.clone());
            out.push(Command::Go(Screen::Versions { document, part }));
        }
    });
}

fn print_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    words::section_ui(ui, "Print it or send it on");
    ui.add_enabled_ui(!state.busy, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
            let mut pdf = |then| out.push(Command::Pdf(then));
            if button::primary_ui(ui, "Save PDF…").clicked() {
                pdf(PdfUse::Save);
            }
            if button::secondary_ui(ui, "Open").clicked() {
                pdf(PdfUse::Open);
            }
            if button::secondary_ui(ui, "Print").clicked() {
                pdf(PdfUse::Print);
            }
        });
    });
    words::caption_ui(
        ui,
        "To send it on: save the PDF and attach it to an e-mail. It carries its own record. On the other computer it is \
         dropped on the window.",
    );
    words::caption_ui(ui, "What is printed is kept exactly as it was, so that the signed sheet can be matched to it.");
}
