//! Boxes that hold other things: notices, cards, bars at the side, columns of a page.

use super::words::{self, Tone};
use crate::gui::theme;
use eframe::egui::{
    CornerRadius, Frame, InnerResponse, Margin, Rect, Response, ScrollArea, Stroke, Ui, UiBuilder, Vec2, pos2,
};

/// The widest a column of questions grows, in points.
pub(crate) const COLUMN: f32 = 720.0;

/// The widest a screen with tables grows, in points.
pub(crate) const WIDE: f32 = 1120.0;

/// Shows a box in the colour of a tone with a heading.
pub(crate) fn notice_ui<R>(
    ui: &mut Ui,
    tone: Tone,
    heading: &str,
    content: impl FnOnce(&mut Ui) -> R,
) -> InnerResponse<R> {
    let (ink, ground) = tone.colours(ui);
    let edge = if tone == Tone::Error { Stroke::new(2.5, ink) } else { Stroke::new(1.0, ink.gamma_multiply(0.5)) };
    let frame = Frame::new().fill(ground).stroke(edge).corner_radius(CornerRadius::same(theme::CORNER));
    frame.inner_margin(Margin::symmetric(18, 14)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        if !heading.is_empty() {
            words::section_ui(ui, heading);
        }
        content(ui)
    })
}

/// Shows a card: a raised box with a thin edge.
pub(crate) fn card_ui<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let tokens = theme::tokens(ui.ctx());
    let frame = Frame::new()
        .fill(tokens.raised)
        .stroke(Stroke::new(1.0, tokens.line))
        .corner_radius(CornerRadius::same(theme::BOX_CORNER));
    frame.inner_margin(Margin::symmetric(18, 14)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        content(ui)
    })
}

/// Shows content behind a bar at its left, as wrong answers and follow-up questions have one.
pub(crate) fn barred_ui<R>(
    ui: &mut Ui,
    bar: eframe::egui::Color32,
    content: impl FnOnce(&mut Ui) -> R,
) -> InnerResponse<R> {
    let inner = Frame::new().inner_margin(Margin { left: 16, ..Margin::ZERO }).show(ui, |ui| {
        ui.set_width(ui.available_width());
        content(ui)
    });
    let rect = inner.response.rect;
    let line = Rect::from_min_max(rect.left_top(), pos2(rect.left() + 4.0, rect.bottom()));
    ui.painter().rect_filled(line, 0, bar);
    inner
}

/// Shows a scrolling screen: a column with room at its sides.
pub(crate) fn column_ui(ui: &mut Ui, name: &str, widest: f32, content: impl FnOnce(&mut Ui)) {
    // Room for the scroll bar is kept even while there is none, so that nothing moves when it comes.
    let room = ui.available_width() - ui.spacing().scroll.allocated_width();
    ScrollArea::vertical().id_salt(("column", name)).auto_shrink(false).show(ui, |ui| {
        let margin = if room > 700.0 { 40.0 } else { 18.0 };
        let width = (room - 2.0 * margin).min(widest);
        let top = ui.cursor().top();
        let rect = Rect::from_min_size(pos2(ui.max_rect().left() + margin, top), Vec2::new(width, f32::INFINITY));
        let inner = ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
            ui.set_width(width);
            ui.add_space(if room > 700.0 { 30.0 } else { 18.0 });
            content(ui);
            ui.add_space(48.0);
        });
        leave_room(ui, &inner.response);
    });
}

fn leave_room(ui: &mut Ui, inner: &Response) {
    ui.advance_cursor_after_rect(inner.rect);
}

/// The room between two columns, in points.
const GAP: f32 = 36.0;

/// Shows two columns beside one another; `content` is called for the wide one, and then for the one at the side.
pub(crate) fn beside_ui(ui: &mut Ui, side: f32, content: impl FnMut(&mut Ui, bool)) {
    columns_ui(ui, side, [false, true], content);
}

/// The same, but the Tab key and screen readers come to the column at the side first.
pub(crate) fn side_first_ui(ui: &mut Ui, side: f32, content: impl FnMut(&mut Ui, bool)) {
    columns_ui(ui, side, [true, false], content);
}

fn columns_ui(ui: &mut Ui, side: f32, order: [bool; 2], mut content: impl FnMut(&mut Ui, bool)) {
    let all = ui.available_rect_before_wrap();
    let wide = Rect::from_min_max(all.min, pos2(all.right() - side - GAP, all.bottom()));
    let narrow = Rect::from_min_max(pos2(all.right() - side, all.top()), all.max);
    let mut used = Rect::NOTHING;
    for at_side in order {
        let rect = if at_side { narrow } else { wide };
        let shown = ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
            ui.set_width(rect.width());
            content(ui, at_side);
        });
        used = used.union(shown.response.rect);
    }
    ui.advance_cursor_after_rect(used);
}

/// Splits a screen into its body and a bar below it; the bar comes last in the order of the Tab key.
pub(crate) fn with_bar_ui(ui: &mut Ui, height: f32, body: impl FnOnce(&mut Ui), bar: impl FnOnce(&mut Ui)) {
    let all = ui.available_rect_before_wrap();
    let (above, below) = all.split_top_bottom_at_y(all.bottom() - height);
    ui.scope_builder(UiBuilder::new().max_rect(above), body);
    let tokens = theme::tokens(ui.ctx());
    ui.painter().rect_filled(below, 0, tokens.page);
    ui.painter().hline(below.x_range(), below.top(), Stroke::new(1.0, tokens.line));
    let margin = if below.width() > 700.0 { 40.0 } else { 18.0 };
    let inside = below.shrink2(Vec2::new(margin, 12.0));
    ui.scope_builder(UiBuilder::new().max_rect(inside), bar);
    ui.advance_cursor_after_rect(all);
}
