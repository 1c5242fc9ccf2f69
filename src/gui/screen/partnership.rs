//! One partnership: what it is and how it stands, and its sheets.

use super::{partnership_forms, partnership_next, partnership_rest};
use crate::app::view::{DocumentState, PartnershipView};
use crate::gui::command::{Command, Commands, Sheet};
use crate::gui::kit::{button, frame, tabs, words, words::Tone};
use crate::gui::state::State;
use crate::gui::theme::{self, Type};
use eframe::egui::{Button, Id, Label, Popup, ScrollArea, Ui, vec2};

/// Below this width, in points, the sheets are chosen from a menu.
const NARROW: f32 = 640.0;

/// Shows a partnership.
pub(super) fn partnership_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(view) = &state.partnership else { return super::plain::wait_ui(ui) };
    frame::column_ui(ui, "partnership", frame::WIDE, |ui| {
        head_ui(ui, state, view);
        ui.add_space(6.0);
        sheets_ui(ui, state.sheet, out);
        words::line_ui(ui);
        ui.add_space(12.0);
        match state.sheet {
            Sheet::Overview => partnership_next::overview_ui(ui, state, view, out),
            Sheet::Forms => partnership_forms::forms_ui(ui, state, view, out),
            Sheet::People => partnership_rest::people_ui(ui, view),
            Sheet::Documents => partnership_rest::documents_ui(ui, state, view, out),
            Sheet::Story => partnership_rest::story_ui(ui, view, out),
            Sheet::Register => partnership_rest::register_ui(ui, state, view, out),
        }
    });
}

fn head_ui(ui: &mut Ui, state: &State, view: &PartnershipView) {
    words::title_ui(ui, &view.name);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(10.0, 4.0);
        words::caption_ui(ui, &view.reference);
        if !view.register_no.is_empty() {
            words::caption_ui(ui, &format!("Register number {}", view.register_no));
        }
        words::tag_ui(ui, &view.state, Tone::Info);
        if let Some((level, reason)) = &view.approval {
            let bands = state.pack.iter().flat_map(|pack| &pack.policy.bands);
            let label = bands.clone().find(|band| band.level == *level).map_or(level.as_str(), |band| &band.label);
            // The reason mostly begins with who approves; then it need not be said twice.
            if reason.starts_with(label) {
                words::caption_ui(ui, &format!("Approval: {reason}"));
            } else {
                words::tag_ui(ui, &format!("Approval: {label}"), Tone::Quiet);
                words::caption_ui(ui, reason);
            }
        }
    });
    if !view.says.is_empty() {
        words::body_ui(ui, &view.says);
    }
}

fn sheets_ui(ui: &mut Ui, chosen: Sheet, out: &mut Commands) {
    let place = Sheet::ALL.iter().position(|sheet| *sheet == chosen).unwrap_or(0);
    if ui.available_width() > NARROW {
        let labels = Sheet::ALL.map(Sheet::label);
        if let Some(at) = tabs::tabs_ui(ui, Id::unique("sheets"), "Sheets of the partnership", &labels, place) {
            out.push(Command::Sheet(Sheet::ALL[at]));
        }
        return;
    }
    let response = button::secondary_ui(ui, &format!("Sheet: {}", chosen.label()));
    let ink = theme::tokens(ui.ctx()).ink;
    Popup::menu(&response).accessible_name("Sheets of the partnership").width(240.0).show(|ui| {
        let most = (ui.ctx().content_rect().height() - 60.0).max(120.0);
        ScrollArea::vertical().max_height(most).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for sheet in Sheet::ALL {
                let kind = if sheet == chosen { Type::Strong } else { Type::Body };
                let button = Button::new(words::styled(sheet.label(), kind, ink)).frame_when_inactive(false);
                if ui.add(button.min_size(vec2(224.0, 36.0))).clicked() {
                    out.push(Command::Sheet(sheet));
                    ui.close();
                }
            }
        });
    });
}

/// Returns the tone of a state.
pub(super) fn tone(state: DocumentState) -> Tone {
    match state {
        DocumentState::Waiting | DocumentState::NotStarted => Tone::Quiet,
        DocumentState::Draft => Tone::Info,
        DocumentState::Completed | DocumentState::Returned => Tone::Warn,
        DocumentState::Signed => Tone::Good,
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
