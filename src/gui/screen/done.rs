//! Completed: save, open and print the form, and record who signed it.

use super::{home, plain, wizard};
use crate::app::view::{DocumentState, SignatureLine};
use crate::gui::command::{Command, Commands, PdfUse, Screen};
use crate::gui::kit::{button, frame, text::TextBox, words, words::Tone};
use crate::gui::state::State;
use crate::gui::widget::echo_ui;
use crate::gui::wizard::Wizard;
use eframe::egui::{Id, Ui, vec2};

/// Shows what to do with a completed part.
pub(super) fn done_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(wizard) = &state.wizard else { return plain::wait_ui(ui) };
    frame::column_ui(ui, "done", frame::COLUMN, |ui| {
        wizard::about_ui(ui, wizard, out);
        ui.add_space(10.0);
        head_ui(ui, state, wizard);
        ui.add_space(22.0);
        print_ui(ui, state, out);
        ui.add_space(26.0);
        let lines = signatures(state, wizard);
        if !lines.is_empty() {
            words::section_ui(ui, "I have signed it");
            words::body_ui(ui, "Signatures are made in ink on the printed form. Record each one here.");
            ui.add_space(6.0);
            for line in lines {
                signature_ui(ui, state, line, out);
            }
            ui.add_space(20.0);
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(18.0, 8.0);
            if button::link_ui(ui, "See the answers").clicked() {
                out.push(Command::Check);
            }
            let living = wizard.form().is_some_and(|form| form.living);
            let again = if living { "Go on with the list" } else { "Change something in it" };
            if state.held_by().is_none() && button::link_ui(ui, again).clicked() {
                let (document, part) = (wizard.desk.document.clone(), wizard.desk.part.clone());
                out.push(Command::Do(crate::app::op::Op::Reopen { document, part }));
            }
            if button::link_ui(ui, "Back to the partnership").clicked() {
                out.push(Command::Go(Screen::Partnership(wizard.desk.reference.clone())));
            }
        });
    });
}

fn head_ui(ui: &mut Ui, state: &State, wizard: &Wizard) {
    let title = wizard.form().map_or("", |form| form.title.as_str());
    let living = wizard.form().is_some_and(|form| form.living);
    let (tone, heading, next) = match wizard.desk.state {
        DocumentState::Completed if living => {
            (Tone::Good, "A dated version is saved", "Print it if you need it on paper, or go on with the list.")
        }
        DocumentState::Signed if signatures(state, wizard).iter().any(|line| line.signed.is_none()) => {
            (Tone::Good, "Completed and signed", "All who must have signed. Others can still be recorded.")
        }
        DocumentState::Signed => (Tone::Good, "Completed and signed", "Nothing more is to be done."),
        DocumentState::Completed if signatures(state, wizard).is_empty() => {
            (Tone::Good, "Completed", "No signature is asked for. You can print it or save it.")
        }
        DocumentState::Completed => (Tone::Info, "Completed, not signed yet", "Next: print it and have it signed."),
        DocumentState::Waiting | DocumentState::NotStarted | DocumentState::Draft => {
            (Tone::Info, "A dated version is saved", "It can be printed now, and changed further.")
        }
    };
    frame::notice_ui(ui, tone, "", |ui| {
        words::title_ui(ui, heading);
        words::strong_ui(ui, &home::with_period(title, &wizard.desk.period));
        words::body_ui(ui, next);
    });
}

fn print_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    words::section_ui(ui, "Print it");
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
    words::caption_ui(ui, "What is printed is kept exactly as it was, so that the signed sheet can be matched to it.");
}

fn signatures<'a>(state: &'a State, wizard: &Wizard) -> Vec<&'a SignatureLine> {
    let documents = state.partnership.iter().flat_map(|view| &view.documents);
    documents
        .filter(|line| line.document == wizard.desk.document && line.part == wizard.desk.part)
        .flat_map(|line| &line.signatures)
        .collect()
}

fn signature_ui(ui: &mut Ui, state: &State, line: &SignatureLine, out: &mut Commands) {
    frame::card_ui(ui, |ui| {
        words::strong_ui(ui, &line.ask);
        if let Some(signed) = &line.signed {
            let post = if signed.post.is_empty() { String::new() } else { format!(", {}", signed.post) };
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 10.0;
                words::tag_ui(ui, "Signed", Tone::Good);
                words::body_ui(ui, &format!("{}{post}, {}", signed.name, signed.on));
            });
            let scan = if line.has_scan { "The scan of the signed sheet is kept." } else { "No scan is kept." };
            words::caption_ui(ui, scan);
            return;
        }
        if state.held_by().is_some() {
            words::caption_ui(ui, "Not signed yet");
            return;
        }
        if state.jot("sign question") != line.question.as_str() {
            if button::secondary_ui(ui, "I have signed it").clicked() {
                out.push(Command::Jot("sign question", line.question.to_string()));
            }
            return;
        }
        record_ui(ui, state, line, out);
    });
}

fn record_ui(ui: &mut Ui, state: &State, line: &SignatureLine, out: &mut Commands) {
    let mut fields = vec![("sign name", "Name of who signed"), ("sign post", "Post (optional)"), ("sign on", "Date")];
    if line.reference {
        fields.push(("sign reference", "Minute reference"));
    }
    for (jot, label) in fields {
        words::caption_ui(ui, label);
        let text_box = TextBox { width: 380.0, ..TextBox::line(Id::unique(("jot", jot)), label) };
        let (_, typed) = text_box.ui(ui, state.jot(jot));
        if let Some(typed) = typed {
            out.push(Command::Jot(jot, typed));
        }
        if jot == "sign on" {
            echo_ui(ui, state.jot(jot), state.today);
        }
    }
    ui.add_space(6.0);
    words::caption_ui(ui, "Scan of the signed sheet (optional): drop the file on the window, or choose it.");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        if button::secondary_ui(ui, "Choose a scan…").clicked() {
            out.push(Command::ChooseScan);
        }
        if let Some(scan) = &state.scan {
            let name = scan.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            words::body_ui(ui, &name);
        }
    });
    ui.add_space(6.0);
    if button::primary_ui(ui, "Record this signature").clicked() {
        out.push(Command::Sign);
    }
}
