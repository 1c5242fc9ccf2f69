//! Buttons and links.

use super::focus;
use crate::gui::theme::{self, Tokens, Type};
use eframe::egui::{
    Align2, Color32, CornerRadius, CursorIcon, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
};

struct Look {
    fill: Color32,
    ink: Color32,
    edge: Stroke,
}

/// Shows the one button that leads on.
pub(crate) fn primary_ui(ui: &mut Ui, text: &str) -> Response {
    button_ui(ui, text, |tokens, hot| Look {
        fill: if hot { tokens.action_hover } else { tokens.action },
        ink: tokens.on_action,
        edge: Stroke::new(1.0, tokens.action_edge),
    })
}

/// Shows any other button.
pub(crate) fn secondary_ui(ui: &mut Ui, text: &str) -> Response {
    button_ui(ui, text, secondary_look)
}

fn secondary_look(tokens: &Tokens, hot: bool) -> Look {
    Look { fill: if hot { tokens.hover } else { tokens.raised }, ink: tokens.ink, edge: Stroke::new(1.5, tokens.edge) }
}

/// Shows a button that can take something away.
pub(crate) fn danger_ui(ui: &mut Ui, text: &str) -> Response {
    button_ui(ui, text, |tokens, hot| Look {
        fill: if hot { tokens.error_soft } else { tokens.raised },
        ink: tokens.error,
        edge: Stroke::new(1.5, tokens.error),
    })
}

/// Shows a button of the band at the top; the one of the screen in view is `chosen`.
pub(crate) fn band_ui(ui: &mut Ui, text: &str, chosen: bool) -> Response {
    button_ui(ui, text, |tokens, hot| Look {
        fill: if hot || chosen { tokens.brand_hover } else { tokens.brand },
        ink: tokens.on_brand,
        edge: Stroke::new(if chosen { 1.0 } else { 0.0 }, tokens.brand_soft),
    })
}

/// Shows a button of the band with an edge, whose name for a screen reader says more than its words.
pub(crate) fn band_named_ui(ui: &mut Ui, text: &str, name: &str) -> Response {
    button_named_ui(ui, text, name, |tokens, hot| Look {
        fill: if hot { tokens.brand_hover } else { tokens.brand },
        ink: tokens.on_brand,
        edge: Stroke::new(1.0, tokens.brand_soft),
    })
}

/// Shows any other button, with a name for a screen reader that says more than its words.
pub(crate) fn secondary_named_ui(ui: &mut Ui, text: &str, name: &str) -> Response {
    button_named_ui(ui, text, name, secondary_look)
}

/// Shows a small button of a row of tools; one whose state is in use is `chosen`.
pub(crate) fn tool_ui(ui: &mut Ui, text: &str, name: &str, chosen: bool) -> Response {
    let size = (Type::Caption, Vec2::new(10.0, 5.0));
    let response = button_sized_ui(ui, text, name, size, |tokens, hot| Look {
        fill: if hot || chosen { tokens.hover } else { tokens.raised },
        ink: tokens.ink,
        edge: Stroke::new(if chosen { 2.0 } else { 1.0 }, if chosen { tokens.link } else { tokens.edge }),
    });
    if chosen {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(true));
    }
    response
}

fn button_ui(ui: &mut Ui, text: &str, look: impl Fn(&Tokens, bool) -> Look) -> Response {
    button_named_ui(ui, text, text, look)
}

fn button_named_ui(ui: &mut Ui, text: &str, name: &str, look: impl Fn(&Tokens, bool) -> Look) -> Response {
    button_sized_ui(ui, text, name, (Type::Strong, Vec2::new(16.0, 9.0)), look)
}

/// Shows a button with its kind of text and the room around it.
fn button_sized_ui(
    ui: &mut Ui,
    text: &str,
    name: &str,
    (kind, padding): (Type, Vec2),
    look: impl Fn(&Tokens, bool) -> Look,
) -> Response {
    let tokens = theme::tokens(ui.ctx());
    let font = kind.style().resolve(ui.style());
    let widest = (ui.max_rect().width() - 2.0 * padding.x).max(40.0);
    let galley = ui.painter().layout(text.to_owned(), font, Color32::PLACEHOLDER, widest);
    let (rect, response) = ui.allocate_exact_size(galley.size() + 2.0 * padding, Sense::click());
    let Look { fill, ink, edge } = look(&tokens, response.hovered() || response.is_pointer_button_down_on());
    let (fill, ink) = if ui.is_enabled() { (fill, ink) } else { (tokens.quiet_soft, tokens.soft) };
    let corner = CornerRadius::same(theme::CORNER);
    ui.painter().rect(rect, corner, fill, edge, StrokeKind::Inside);
    let at = Align2::CENTER_CENTER.align_size_within_rect(galley.size(), rect).min;
    ui.painter().galley(at, galley, ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    focus::reveal(&response);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// Shows a link: words underlined that lead somewhere.
pub(crate) fn link_ui(ui: &mut Ui, text: &str) -> Response {
    let link = theme::tokens(ui.ctx()).link;
    link_toned_ui(ui, text, text, link, Type::Body)
}

/// Shows a link whose name for a screen reader says more than its words: "Change: Name of the partnership".
pub(crate) fn link_named_ui(ui: &mut Ui, text: &str, name: &str) -> Response {
    let link = theme::tokens(ui.ctx()).link;
    link_toned_ui(ui, text, name, link, Type::Body)
}

/// Shows a small link that the Tab key passes over, because the control beside it has a key for the same.
pub(crate) fn link_aside_ui(ui: &mut Ui, text: &str, name: &str) -> Response {
    let soft = theme::tokens(ui.ctx()).soft;
    link_sensed_ui(ui, text, name, soft, Type::Caption, Sense::CLICK)
}

/// Shows a link in a colour and a kind of text of its own.
pub(crate) fn link_toned_ui(ui: &mut Ui, text: &str, name: &str, colour: Color32, kind: Type) -> Response {
    link_sensed_ui(ui, text, name, colour, kind, Sense::click())
}

fn link_sensed_ui(ui: &mut Ui, text: &str, name: &str, colour: Color32, kind: Type, sense: Sense) -> Response {
    let font = kind.style().resolve(ui.style());
    let widest = ui.max_rect().width().max(40.0);
    let galley = ui.painter().layout(text.to_owned(), font, colour, widest);
    let size = Vec2::new(galley.size().x, galley.size().y.max(24.0));
    let (rect, response) = ui.allocate_exact_size(size, sense);
    let at = Align2::LEFT_CENTER.align_size_within_rect(galley.size(), rect).min;
    let wide = if response.hovered() { 2.0 } else { 1.0 };
    for row in &galley.rows {
        let line = row.rect().translate(at.to_vec2());
        ui.painter().hline(line.x_range(), line.bottom() - 1.0, Stroke::new(wide, colour));
    }
    ui.painter().galley(at, galley, colour);
    response.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), name));
    focus::reveal(&response);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// Shows a link that opens and closes what follows it; a painted triangle says which.
pub(crate) fn fold_ui(ui: &mut Ui, text: &str, open: bool) -> Response {
    let colour = theme::tokens(ui.ctx()).link;
    let font = Type::Strong.style().resolve(ui.style());
    let galley = ui.painter().layout(text.to_owned(), font, colour, (ui.max_rect().width() - 24.0).max(40.0));
    let size = galley.size() + Vec2::new(22.0, 8.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let centre = eframe::egui::pos2(rect.left() + 7.0, rect.center().y);
    let points = if open {
        [Vec2::new(-5.0, -3.0), Vec2::new(5.0, -3.0), Vec2::new(0.0, 5.0)]
    } else {
        [Vec2::new(-3.0, -5.0), Vec2::new(5.0, 0.0), Vec2::new(-3.0, 5.0)]
    };
    let points = points.into_iter().map(|by| centre + by).collect();
    ui.painter().add(eframe::egui::Shape::convex_polygon(points, colour, Stroke::NONE));
    let at = eframe::egui::pos2(rect.left() + 22.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, colour);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), text));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    focus::reveal(&response);
    response.on_hover_cursor(CursorIcon::PointingHand)
}
