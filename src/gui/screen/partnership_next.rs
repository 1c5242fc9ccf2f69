//! The overview of a partnership: what is to be put right, what is in hand and due, and the stages.

use super::{home, opened, partnership, partnership_forms, tracker};
use crate::app::view::{DocumentLine, DocumentState, DueLine, PartnershipView};
use crate::gui::command::{Command, Commands};
use crate::gui::kit::{button, frame, words, words::Tone};
use crate::gui::state::State;
use eframe::egui::{Ui, vec2};

/// How wide the column of stages is.
const SIDE: f32 = 440.0;

/// How many things that are due are shown before the rest is unfolded.
const MOST: usize = 4;

/// Shows the overview.
pub(super) fn overview_ui(ui: &mut Ui, state: &State, view: &PartnershipView, out: &mut Commands) {
    if view.stages.is_empty() || ui.available_width() < 2.0 * SIDE {
        next_ui(ui, state, view, out);
        ui.add_space(14.0);
        return tracker::stages_ui(ui, state, view, out);
    }
    frame::beside_ui(ui, SIDE, |ui, at_side| {
        if at_side { tracker::stages_ui(ui, state, view, out) } else { next_ui(ui, state, view, out) }
    });
}

fn next_ui(ui: &mut Ui, state: &State, view: &PartnershipView, out: &mut Commands) {
    if !view.watching.is_empty() {
        frame::notice_ui(ui, Tone::Warn, "", |ui| {
            words::strong_ui(ui, "To be put right");
            for says in &view.watching {
                words::body_ui(ui, says);
            }
        });
        ui.add_space(14.0);
    }
    let in_hand: Vec<&DocumentLine> = view.documents.iter().filter(|line| is_in_hand(view, line)).collect();
    if !in_hand.is_empty() {
        words::section_ui(ui, "In hand");
        for line in in_hand {
            in_hand_ui(ui, line, out);
        }
        ui.add_space(14.0);
    }
    opened::opened_ui(ui, state, view, out);
    words::section_ui(ui, "What is due");
    if view.due.is_empty() {
        words::caption_ui(ui, "Nothing is due.");
    }
    let open = state.unfolded.contains("due");
    let shown = if open { usize::MAX } else { MOST };
    view.due.iter().take(shown).for_each(|line| due_ui(ui, state, line, out));
    if view.due.len() > MOST {
        let text = if open { "Show the next only".to_owned() } else { format!("Show all {}", view.due.len()) };
        if button::fold_ui(ui, &text, open).clicked() {
            out.push(Command::Unfold("due"));
        }
    }
}

/// Does a part wait for somebody to go on with it?
fn is_in_hand(view: &PartnershipView, line: &DocumentLine) -> bool {
    if line.versions > 1 {
        return true;
    }
    let begun = |other: &DocumentLine| other.document == line.document && other.completed_on.is_some();
    match line.state {
        DocumentState::Draft | DocumentState::Returned => true,
        DocumentState::NotStarted => line.asks && view.documents.iter().any(begun),
        DocumentState::Completed => line.signatures.iter().any(|own| own.required && own.signed.is_none()),
        DocumentState::Waiting | DocumentState::Signed => false,
    }
}

fn in_hand_ui(ui: &mut Ui, line: &DocumentLine, out: &mut Commands) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(10.0, 2.0);
        partnership_forms::link_ui(ui, &line.whole_title(), line, out);
        words::tag_ui(ui, line.state_label(), partnership::tone(line.state));
    });
    if line.versions > 1 {
        super::done::apart_ui(ui, line, out);
    }
    if !line.returned.is_empty() {
        words::caption_ui(ui, &line.returned);
    }
}

/// Shows one thing that is due, with the reason.
fn due_ui(ui: &mut Ui, state: &State, line: &DueLine, out: &mut Commands) {
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(10.0, 2.0);
        match line.form.as_ref().filter(|_| state.held_by().is_none()) {
            Some(form) => {
                let name = format!("{}: {}", line.name, line.title);
                if button::link_named_ui(ui, &line.title, &name).clicked() {
                    let (reference, form) = (line.reference.clone(), form.clone());
                    out.push(Command::OpenForm { reference, form, period: None });
                }
            }
            None => {
                words::body_ui(ui, &line.title);
            }
        }
        words::tag_ui(ui, line.status.label(), home::tone(line.status));
    });
    let role = state.pack.as_ref().map_or("", |pack| pack.role_title(&line.role));
    let who = if line.owner.is_empty() { role } else { &line.owner };
    let by = format!("By {}", line.on);
    let about = [by.as_str(), who].into_iter().filter(|text| !text.is_empty());
    words::caption_ui(ui, &about.collect::<Vec<_>>().join("  ·  "));
    if !line.reason.is_empty() {
        words::caption_ui(ui, &line.reason);
    }
    ui.add_space(8.0);
}
