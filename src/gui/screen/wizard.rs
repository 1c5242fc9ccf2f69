//! The wizard: the list of pages at the left, one page of questions, the bar below.

use super::{home, preview, wizard_page, wizard_side};
use crate::gui::command::{Command, Commands, Screen};
use crate::gui::kit::{button, frame, words};
use crate::gui::state::State;
use crate::gui::theme;
use crate::gui::wizard::Wizard;
use eframe::egui::{Align, Frame, Layout, Margin, Rect, Ui, UiBuilder, pos2, vec2};

/// Below this width, in points, the list of pages is a line above the page.
const NARROW: f32 = 860.0;

/// How wide the list of pages is.
const SIDE: f32 = 292.0;

/// Shows the part of a document in hand.
pub(super) fn wizard_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(wizard) = &state.wizard else { return super::plain::wait_ui(ui) };
    beside_ui(ui, state, wizard, out, |ui, narrow, out| {
        preview::beside_ui(ui, (state, wizard), "Show the questions", out, |ui, offer, out| {
            body_ui(ui, state, wizard, (narrow, offer), out);
        });
    });
}

/// Shows a screen beside the list of pages; the screen is told when there is no room for the list.
pub(super) fn beside_ui(
    ui: &mut Ui,
    state: &State,
    wizard: &Wizard,
    out: &mut Commands,
    body: impl FnOnce(&mut Ui, bool, &mut Commands),
) {
    let all = ui.available_rect_before_wrap();
    if all.width() < NARROW {
        return body(ui, true, out);
    }
    let side = Rect::from_min_size(all.min, vec2(SIDE, all.height()));
    let rest = Rect::from_min_max(pos2(side.right(), all.top()), all.max);
    ui.painter().rect_filled(side, 0, theme::tokens(ui.ctx()).panel);
    let line = theme::tokens(ui.ctx()).line;
    ui.painter().vline(side.right(), side.y_range(), eframe::egui::Stroke::new(1.0, line));
    ui.scope_builder(UiBuilder::new().max_rect(side), |ui| {
        Frame::new().inner_margin(Margin { left: 16, right: 12, top: 22, bottom: 0 }).show(ui, |ui| {
            wizard_side::side_ui(ui, wizard, &state.screen, out);
        });
    });
    ui.scope_builder(UiBuilder::new().max_rect(rest), |ui| body(ui, false, out));
}

fn body_ui(ui: &mut Ui, state: &State, wizard: &Wizard, (narrow, offer): (bool, bool), out: &mut Commands) {
    // Where there is little height, the bar scrolls with the page.
    let sticks = ui.available_height() > 420.0 && !narrow;
    let name = if wizard.is_list() { "list" } else { wizard.page.as_str() };
    let page = |ui: &mut Ui, out: &mut Commands, bar: bool| {
        frame::column_ui(ui, name, frame::WIDE, |ui| {
            if narrow {
                wizard_side::menu_ui(ui, wizard, &state.screen, out);
                ui.add_space(12.0);
            }
            wizard_page::page_ui(ui, wizard, state, out);
            if bar {
                ui.add_space(24.0);
                bar_ui(ui, state, wizard, offer, out);
            }
        });
    };
    if sticks {
        let mut below = Commands::new();
        frame::with_bar_ui(ui, 68.0, |ui| page(ui, out, false), |ui| bar_ui(ui, state, wizard, offer, &mut below));
        out.append(&mut below);
    } else {
        page(ui, out, true);
    }
}

fn bar_ui(ui: &mut Ui, state: &State, wizard: &Wizard, offer: bool, out: &mut Commands) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
        if button::secondary_ui(ui, "Back").clicked() {
            out.push(Command::PageBack);
        }
        if !wizard.is_open() {
            if button::primary_ui(ui, "Print and sign").clicked() {
                out.push(Command::Go(Screen::Done));
            }
        } else if state.held_by().is_none() {
            if button::primary_ui(ui, "Save and continue").clicked() {
                out.push(Command::Continue);
            }
        } else if button::primary_ui(ui, "Continue").clicked() {
            out.push(Command::GoOn);
        }
        if offer {
            preview::offer_ui(ui, out);
        }
        if ui.available_width() > 200.0 {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| saved_ui(ui, wizard));
        } else {
            saved_ui(ui, wizard);
        }
    });
}

/// Says that nothing can be lost.
pub(super) fn saved_ui(ui: &mut Ui, wizard: &Wizard) {
    let text = if !wizard.unsaved.is_empty() || wizard.saving > 0 {
        "Saving…".to_owned()
    } else if wizard.saved_at.is_empty() {
        "Everything is kept as you type".to_owned()
    } else {
        format!("All changes saved {}", wizard.saved_at)
    };
    let said = words::caption_ui(ui, &text);
    ui.ctx().accesskit_node_builder(said.id, |node| node.set_live(eframe::egui::accesskit::Live::Polite));
}

/// Shows which form of which partnership is in hand.
pub(super) fn about_ui(ui: &mut Ui, wizard: &Wizard, out: &mut Commands) {
    let desk = &wizard.desk;
    let name = format!("{} {}", desk.reference, desk.name);
    let link = theme::tokens(ui.ctx()).link;
    if button::link_toned_ui(ui, &desk.name, &name, link, theme::Type::Caption).clicked() {
        out.push(Command::Go(Screen::Partnership(desk.reference.clone())));
    }
    let title = wizard.form().map_or("", |form| form.title.as_str());
    words::strong_ui(ui, &home::with_period(title, &desk.period));
    if let Some(part) = wizard.form().and_then(|form| form.part(&desk.part)).filter(|part| !part.title.is_empty()) {
        words::caption_ui(ui, &format!("Part: {}", part.title));
    }
}
