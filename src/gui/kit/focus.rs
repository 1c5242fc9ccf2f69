//! The focus ring, drawn once for all controls, and rules that keep the focus in view.

use crate::gui::theme;
use eframe::egui::{Context, CornerRadius, EventFilter, Id, Key, Rect, Response, Stroke, StrokeKind, Ui};

fn place() -> Id {
    Id::unique("partnership-desk keyboard")
}

/// Brings a control into view when the keyboard reaches it; a clicked one keeps the focus, so that Tab goes on from there.
pub(crate) fn reveal(response: &Response) {
    if response.clicked() {
        response.request_focus();
    }
    if response.gained_focus() && by_keyboard(&response.ctx) {
        response.scroll_to_me(None);
    }
}

/// Lets a control use the arrow keys itself while it has the focus.
pub(crate) fn keep_arrows(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: false };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    }
}

/// Gives a control the focus and brings it into the middle of the view.
pub(crate) fn go_to(response: &Response) {
    response.request_focus();
    response.scroll_to_me(Some(eframe::egui::Align::Center));
    set_keyboard(&response.ctx, true);
}

/// Was the keyboard used last, rather than the mouse?
pub(crate) fn by_keyboard(ctx: &Context) -> bool {
    ctx.data(|data| data.get_temp(place())).unwrap_or(false)
}

fn set_keyboard(ctx: &Context, keyboard: bool) {
    ctx.data_mut(|data| data.insert_temp(place(), keyboard));
}

/// Notes at the start of a frame whether the keyboard or the mouse is in use.
pub(crate) fn watch(ctx: &Context) {
    let (pressed, moved) = ctx.input(|input| {
        let keys = [Key::Tab, Key::ArrowUp, Key::ArrowDown, Key::ArrowLeft, Key::ArrowRight];
        (input.pointer.any_pressed(), keys.iter().any(|key| input.key_pressed(*key)))
    });
    if pressed || moved {
        set_keyboard(ctx, moved);
    }
}

/// Has a control within a place of the view the focus?
pub(crate) fn is_within(ui: &Ui, place: Rect) -> bool {
    let focused = ui.memory(eframe::egui::Memory::focused).and_then(|id| ui.ctx().read_response(id));
    let place = place.intersect(ui.clip_rect());
    focused.is_some_and(|found| found.layer_id == ui.layer_id() && place.contains(found.rect.center()))
}

/// Draws the ring around the focused control: bright outside, dark inside, so that it shows on any ground.
pub(crate) fn ring(ctx: &Context) {
    if !by_keyboard(ctx) && !ctx.text_edit_focused() {
        return;
    }
    let Some(response) = ctx.memory(eframe::egui::Memory::focused).and_then(|id| ctx.read_response(id)) else {
        return;
    };
    let tokens = theme::tokens(ctx);
    let painter = ctx.layer_painter(response.layer_id).with_clip_rect(response.interact_rect.expand(7.0));
    let corner = CornerRadius::same(theme::CORNER + 2);
    painter.rect_stroke(response.rect.expand(1.0), corner, Stroke::new(2.0, tokens.focus_ink), StrokeKind::Outside);
    painter.rect_stroke(response.rect.expand(3.0), corner, Stroke::new(3.0, tokens.focus), StrokeKind::Outside);
}

/// Adds a description that a screen reader says after the name: help and what is wrong.
pub(crate) fn describe(response: &Response, text: &str) {
    if !text.is_empty() {
        response.ctx.accesskit_node_builder(response.id, |node| node.set_description(text));
    }
}
