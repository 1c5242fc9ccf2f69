//! A drop-down list, for choices of more than eight options and for cells of tables.

use super::{choice::Pick, focus};
use crate::gui::theme::{self, Type};
use eframe::egui::{
    Align2, Button, CornerRadius, CursorIcon, Id, Key, Popup, PopupCloseBehavior, Response, Role, ScrollArea, Sense,
    Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2,
};

/// A drop-down list about to be shown.
pub(crate) struct Select<'a> {
    /// Its id, steady from frame to frame.
    pub(crate) id: Id,
    /// What names it to a screen reader.
    pub(crate) name: &'a str,
    /// What a screen reader says after the name.
    pub(crate) about: &'a str,
    /// How wide it is at most.
    pub(crate) width: f32,
    /// Is the choice wrong?
    pub(crate) wrong: bool,
}

impl Select<'_> {
    /// Shows the list closed, and open when asked; returns the code of a new choice.
    pub(crate) fn ui(&self, ui: &mut Ui, options: &[Pick<'_>], chosen: &str) -> (Response, Option<String>) {
        let at = options.iter().position(|option| option.code == chosen);
        let label = at.map_or(if chosen.is_empty() { "" } else { chosen }, |at| options[at].label);
        let response = self.closed_ui(ui, label);
        let mut picked = None;
        if response.has_focus() && !Popup::is_id_open(ui.ctx(), Popup::default_response_id(&response)) {
            picked = Self::by_key(ui, &response, options, at);
        }
        Popup::menu(&response)
            .width(response.rect.width())
            .close_behavior(PopupCloseBehavior::CloseOnClick)
            .accessible_name(self.name)
            .show(|ui| {
                ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    if Self::option_ui(ui, "No choice", chosen.is_empty()) {
                        picked = Some(String::new());
                    }
                    for option in options {
                        if Self::option_ui(ui, option.label, option.code == chosen) {
                            picked = Some(option.code.to_owned());
                        }
                    }
                });
                // A choice by keyboard is no click that would close the list.
                if picked.is_some() {
                    ui.close();
                }
            });
        (response, picked.filter(|code| code != chosen))
    }

    fn closed_ui(&self, ui: &mut Ui, label: &str) -> Response {
        let tokens = theme::tokens(ui.ctx());
        let width = self.width.min(ui.available_width()).max(60.0);
        let (rect, _) = ui.allocate_exact_size(Vec2::new(width, 40.0), Sense::hover());
        let response = ui.interact(rect, self.id, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
        let edge = if self.wrong { Stroke::new(2.5, tokens.error) } else { Stroke::new(1.5, tokens.edge) };
        let fill = if response.hovered() { tokens.hover } else { tokens.field };
        ui.painter().rect(rect, CornerRadius::same(theme::CORNER), fill, edge, StrokeKind::Inside);
        let (text, ink) = if label.is_empty() { ("Choose", tokens.soft) } else { (label, tokens.ink) };
        let font = Type::Body.style().resolve(ui.style());
        let mut job = eframe::egui::text::LayoutJob::simple_singleline(text.to_owned(), font, ink);
        job.wrap = eframe::egui::text::TextWrapping::truncate_at_width((rect.width() - 42.0).max(20.0));
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let place = Align2::LEFT_CENTER.align_size_within_rect(galley.size(), rect.shrink2(Vec2::new(12.0, 0.0)));
        ui.painter().galley(place.min, galley, ink);
        let tip = pos2(rect.right() - 17.0, rect.center().y + 3.0);
        let arrow = vec![tip + Vec2::new(-5.5, -5.5), tip, tip + Vec2::new(5.5, -5.5)];
        ui.painter().add(Shape::line(arrow, Stroke::new(2.0, tokens.ink)));
        response.widget_info(|| WidgetInfo {
            current_text_value: Some(label.to_owned()),
            ..WidgetInfo::labeled(Role::ComboBox, ui.is_enabled(), self.name)
        });
        focus::describe(&response, self.about);
        focus::reveal(&response);
        response
    }

    /// Arrows change the choice while the list is closed.
    fn by_key(ui: &Ui, response: &Response, options: &[Pick<'_>], at: Option<usize>) -> Option<String> {
        focus::keep_arrows(ui, response);
        let (down, up) = ui.input(|input| (input.key_pressed(Key::ArrowDown), input.key_pressed(Key::ArrowUp)));
        let next = match (at, down, up) {
            (None, true, _) => 0,
            (Some(at), true, _) => at + 1,
            (Some(at), _, true) => at.checked_sub(1)?,
            (None, false, _) | (Some(_), false, false) => return None,
        };
        options.get(next).map(|option| option.code.to_owned())
    }

    fn option_ui(ui: &mut Ui, label: &str, chosen: bool) -> bool {
        let ink = theme::tokens(ui.ctx()).ink;
        let text = super::words::styled(label, if chosen { Type::Strong } else { Type::Body }, ink);
        let button = Button::new(text).wrap().selected(chosen).frame_when_inactive(false);
        let response = ui.add_sized(Vec2::new(ui.available_width(), 36.0), button);
        response.clicked()
    }
}
