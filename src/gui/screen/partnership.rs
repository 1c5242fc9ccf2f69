//! One partnership: what is due, its documents, what can be started, its register entry.

use super::home;
use crate::app::view::{DocumentLine, DocumentState, PartnershipView};
use crate::gui::command::{Command, Commands, Screen};
use crate::gui::kit::{button, frame, words, words::Tone};
use crate::gui::state::State;
use crate::gui::theme::{self, Type};
use eframe::egui::{Label, Ui, vec2};

/// Shows a partnership.
pub(super) fn partnership_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(view) = &state.partnership else { return super::plain::wait_ui(ui) };
    frame::column_ui(ui, "partnership", 920.0, |ui| {
        words::caption_ui(ui, &view.reference);
        words::title_ui(ui, &view.name);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 10.0;
            words::tag_ui(ui, &view.state, Tone::Info);
            if let Some((level, reason)) = &view.approval {
                let bands = state.pack.iter().flat_map(|pack| &pack.policy.bands);
                let label = bands.clone().find(|band| band.level == *level).map_or(level.as_str(), |band| &band.label);
                words::tag_ui(ui, &format!("Approval: {label}"), Tone::Quiet);
                words::caption_ui(ui, reason);
            }
        });
        ui.add_space(22.0);
        if !view.due.is_empty() {
            words::section_ui(ui, "What is due");
            for line in &view.due {
                home::due_ui(ui, line, false, out);
            }
            ui.add_space(22.0);
        }
        documents_ui(ui, view, out);
        offers_ui(ui, view, state.held_by().is_none(), out);
        register_ui(ui, view);
        ui.add_space(16.0);
        if button::link_ui(ui, "History of this partnership").clicked() {
            out.push(Command::Go(Screen::History(view.reference.clone())));
        }
    });
}

/// Returns the tone of a state.
pub(super) fn tone(state: DocumentState) -> Tone {
    match state {
        DocumentState::Waiting | DocumentState::NotStarted => Tone::Quiet,
        DocumentState::Draft => Tone::Info,
        DocumentState::Completed => Tone::Warn,
        DocumentState::Signed => Tone::Good,
    }
}

fn documents_ui(ui: &mut Ui, view: &PartnershipView, out: &mut Commands) {
    words::section_ui(ui, "Documents");
    if view.documents.is_empty() {
        words::caption_ui(ui, "No form has been started for this partnership yet.");
    }
    for line in &view.documents {
        frame::card_ui(ui, |ui| document_ui(ui, line, out));
    }
    ui.add_space(22.0);
}

fn document_ui(ui: &mut Ui, line: &DocumentLine, out: &mut Commands) {
    let title = home::with_period(&line.title, &line.period);
    let title = if line.part_title.is_empty() { title } else { format!("{title}: {}", line.part_title) };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 4.0);
        if line.state == DocumentState::Waiting {
            words::body_ui(ui, &title);
        } else if button::link_ui(ui, &title).clicked() {
            out.push(Command::OpenPart { document: line.document.clone(), part: line.part.clone() });
        }
        // Where nobody is to sign, completed is all there is.
        if line.state == DocumentState::Completed && line.signatures.is_empty() {
            words::tag_ui(ui, "Completed", Tone::Good);
        } else {
            words::tag_ui(ui, line.state.label(), tone(line.state));
        }
    });
    if let Some(day) = line.completed_on {
        words::caption_ui(ui, &format!("Completed on {day}"));
    }
    for signature in &line.signatures {
        let said = match &signature.signed {
            Some(signed) => format!("{}: signed by {} on {}", signature.ask, signed.name, signed.on),
            None => format!("{}: not signed yet", signature.ask),
        };
        words::caption_ui(ui, &said);
    }
}

fn offers_ui(ui: &mut Ui, view: &PartnershipView, writes: bool, out: &mut Commands) {
    if view.offers.is_empty() {
        return;
    }
    words::section_ui(ui, "Start a form");
    for offer in &view.offers {
        frame::card_ui(ui, |ui| {
            let title = home::with_period(&offer.title, &offer.period);
            if offer.refused.is_empty() && writes {
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing.x = 12.0;
                    if button::link_named_ui(ui, &title, &format!("Start: {title}")).clicked() {
                        let (reference, form) = (view.reference.clone(), offer.form.clone());
                        out.push(Command::OpenForm { reference, form, period: None });
                    }
                });
            } else {
                words::body_ui(ui, &title);
                words::caption_ui(ui, &offer.refused);
            }
        });
    }
    ui.add_space(22.0);
}

fn register_ui(ui: &mut Ui, view: &PartnershipView) {
    words::section_ui(ui, "Register entry");
    if view.register.is_empty() {
        words::caption_ui(ui, "It is empty until a form is completed.");
    }
    for (label, says) in &view.register {
        pair_ui(ui, label, &[says.as_str()]);
    }
}

/// Shows a label with what it says beside it, or below it where there is no room.
pub(super) fn pair_ui(ui: &mut Ui, label: &str, says: &[&str]) {
    let tokens = theme::tokens(ui.ctx());
    let wide = ui.available_width() > 560.0;
    let left = if wide { ui.available_width() * 0.38 } else { ui.available_width() };
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(20.0, 2.0);
        ui.allocate_ui_with_layout(vec2(left, 20.0), eframe::egui::Layout::top_down(eframe::egui::Align::Min), |ui| {
            ui.set_width(left);
            ui.add(Label::new(words::styled(label, Type::Strong, tokens.ink)).wrap());
        });
        let right = if wide { ui.max_rect().width() - left - 24.0 } else { left };
        ui.allocate_ui_with_layout(vec2(right, 20.0), eframe::egui::Layout::top_down(eframe::egui::Align::Min), |ui| {
            ui.set_width(right);
            for says in says {
                ui.add(Label::new(words::styled(*says, Type::Body, tokens.ink)).wrap());
            }
        });
    });
    ui.add_space(4.0);
    words::line_ui(ui);
}

/// Shows what was done with a partnership, newest first.
pub(super) fn history_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    frame::column_ui(ui, "history", 920.0, |ui| {
        if button::link_ui(ui, "Back").clicked() {
            out.push(Command::Back);
        }
        words::title_ui(ui, "History");
        words::caption_ui(ui, "What was done, newest first. Nothing here can be changed. Times are UTC.");
        ui.add_space(12.0);
        for line in &state.history {
            let at = line.at.replace('T', "  ").trim_end_matches('Z').to_owned();
            let who = if line.who.is_empty() { String::new() } else { format!("by {}", line.who) };
            let revision: String = line.revision.chars().take(8).collect::<String>().to_uppercase();
            let mut says = vec![line.what.as_str()];
            says.extend(Some(who.as_str()).filter(|text| !text.is_empty()));
            says.extend(Some(revision.as_str()).filter(|text| !text.is_empty()));
            pair_ui(ui, &at, &says);
        }
    });
}
