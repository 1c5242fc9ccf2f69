//! Tabs: words in a row, of which one is chosen; one Tab stop, arrows move between them.

use super::focus;
use crate::gui::theme::{self, Type};
use eframe::egui::{
    Align2, CursorIcon, Id, Key, Modifiers, Rect, Response, Role, Sense, Ui, UiBuilder, Vec2, WidgetInfo, accesskit,
    pos2,
};

/// Shows tabs; returns the place of a newly chosen one.
pub(crate) fn tabs_ui(ui: &mut Ui, id: Id, name: &str, labels: &[&str], chosen: usize) -> Option<usize> {
    let (mut picked, mut focus) = (None, None);
    let builder = UiBuilder::new().id_salt(id).accessibility_role(accesskit::Role::TabList).accessibility_label(name);
    ui.scope_builder(builder, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = Vec2::new(4.0, 4.0);
            for (at, label) in labels.iter().enumerate() {
                let response = tab_ui(ui, id.with(at), label, at == chosen);
                if response.clicked() {
                    picked = Some(at);
                }
                if let Some(step) = step(ui, &response) {
                    focus = Some((at + labels.len()).saturating_add_signed(step) % labels.len());
                }
            }
        });
    });
    // Asked for once all tabs are drawn: one that is not chosen yet would give the focus away.
    if let Some(next) = focus {
        picked = Some(next);
        ui.memory_mut(|memory| memory.request_focus(id.with(next)));
    }
    picked.filter(|at| *at != chosen)
}

fn tab_ui(ui: &mut Ui, id: Id, label: &str, chosen: bool) -> Response {
    let tokens = theme::tokens(ui.ctx());
    let padding = Vec2::new(12.0, 8.0);
    let ink = if chosen { tokens.ink } else { tokens.link };
    let galley = ui.painter().layout_no_wrap(label.to_owned(), Type::Strong.style().resolve(ui.style()), ink);
    let (_, rect) = ui.allocate_space(galley.size() + 2.0 * padding);
    // Only the chosen tab is a stop of the Tab key.
    let sense = if chosen { Sense::click() } else { Sense::CLICK };
    let response = ui.interact(rect, id, sense).on_hover_cursor(CursorIcon::PointingHand);
    let corner = theme::CORNER;
    if response.hovered() && !chosen {
        ui.painter().rect_filled(rect, corner, tokens.hover);
    }
    let at = Align2::CENTER_CENTER.align_size_within_rect(galley.size(), rect).min;
    ui.painter().galley(at, galley, ink);
    if chosen {
        let bar = Rect::from_min_max(pos2(rect.left(), rect.bottom() - 4.0), rect.max);
        ui.painter().rect_filled(bar, 1, tokens.link);
    }
    response.widget_info(|| WidgetInfo::selected(Role::Tab, ui.is_enabled(), chosen, label));
    focus::reveal(&response);
    response
}

fn step(ui: &Ui, response: &Response) -> Option<isize> {
    if !response.has_focus() {
        return None;
    }
    focus::keep_arrows(ui, response);
    let taken = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if taken(Key::ArrowRight) {
        Some(1)
    } else if taken(Key::ArrowLeft) {
        Some(-1)
    } else {
        None
    }
}
