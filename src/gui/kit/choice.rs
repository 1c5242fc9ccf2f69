//! Radio groups and tick boxes: large targets, one Tab stop a group, arrows move inside it.

use super::{focus, words};
use crate::gui::theme::{self, Type};
use eframe::egui::{
    CornerRadius, CursorIcon, Id, Key, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2,
    WidgetInfo, accesskit, pos2, vec2,
};

/// One option of a group.
pub(crate) struct Pick<'a> {
    /// Its code.
    pub(crate) code: &'a str,
    /// Its words.
    pub(crate) label: &'a str,
    /// A sentence under it; may be empty.
    pub(crate) help: &'a str,
    /// What names it to a screen reader where its words alone do not say enough; else empty.
    pub(crate) name: &'a str,
}

impl<'a> Pick<'a> {
    /// Returns an option without a sentence under it.
    pub(crate) fn plain(code: &'a str, label: &'a str) -> Self {
        Self { code, label, help: "", name: "" }
    }
}

/// What a group of choices needs to be shown.
pub(crate) struct Group<'a> {
    /// Its id, steady from frame to frame.
    pub(crate) id: Id,
    /// What names it to a screen reader.
    pub(crate) name: &'a str,
    /// What a screen reader says after the name.
    pub(crate) about: &'a str,
    /// Are the options beside one another, if there is room?
    pub(crate) across: bool,
    /// Give the first, or the chosen one, the focus.
    pub(crate) focus: bool,
    /// Is the choice wrong?
    pub(crate) wrong: bool,
}

/// Shows options of which one is chosen; returns the code of a new choice.
pub(crate) fn radio_ui(ui: &mut Ui, group: &Group<'_>, options: &[Pick<'_>], chosen: &str) -> Option<String> {
    let chosen_at = options.iter().position(|option| option.code == chosen);
    let stop = chosen_at.unwrap_or(0);
    let (mut picked, mut next) = (None, None);
    group_ui(ui, group, accesskit::Role::RadioGroup, |ui| {
        for (at, option) in options.iter().enumerate() {
            // One Tab stop a group: the chosen option, or the first.
            let sense = if at == stop { Sense::click() } else { Sense::CLICK };
            let id = group.id.with(option.code);
            let response = mark_ui(ui, id, option, Mark::Radio(chosen_at == Some(at)), sense, group.wrong);
            if response.clicked() {
                picked = Some(at);
            }
            if at == stop && group.focus {
                focus::go_to(&response);
            }
            if let Some(step) = arrow(ui, &response) {
                next = Some((at + options.len()).saturating_add_signed(step) % options.len());
            }
        }
    });
    // Asked for once all are drawn: an option that is not chosen yet would give the focus away.
    if let Some(next) = next {
        picked = Some(next);
        ui.memory_mut(|memory| memory.request_focus(group.id.with(options[next].code)));
    }
    picked.filter(|at| Some(*at) != chosen_at).map(|at| options[at].code.to_owned())
}

/// Shows options of which any number is ticked; returns the code that was changed.
pub(crate) fn ticks_ui(ui: &mut Ui, group: &Group<'_>, options: &[Pick<'_>], ticked: &[String]) -> Option<String> {
    let mut changed = None;
    group_ui(ui, group, accesskit::Role::Group, |ui| {
        for (at, option) in options.iter().enumerate() {
            let on = ticked.iter().any(|code| code == option.code);
            let id = group.id.with(option.code);
            let response = mark_ui(ui, id, option, Mark::Tick(on), Sense::click(), group.wrong);
            if response.clicked() {
                changed = Some(option.code.to_owned());
            }
            if at == 0 && group.focus {
                focus::go_to(&response);
            }
        }
    });
    changed
}

/// Shows one tick box of its own; returns its new state when it was clicked.
pub(crate) fn tick_ui(ui: &mut Ui, id: Id, label: &str, on: bool) -> Option<bool> {
    let option = Pick::plain("tick", label);
    mark_ui(ui, id, &option, Mark::Tick(on), Sense::click(), false).clicked().then_some(!on)
}

fn group_ui(ui: &mut Ui, group: &Group<'_>, role: accesskit::Role, options: impl FnOnce(&mut Ui)) {
    let builder = UiBuilder::new().id_salt(group.id).accessibility_role(role).accessibility_label(group.name);
    ui.scope_builder(builder, |ui| {
        let id = ui.unique_id();
        if !group.about.is_empty() {
            ui.ctx().accesskit_node_builder(id, |node| node.set_description(group.about));
        }
        if group.across {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(14.0, 6.0);
                options(ui);
            });
        } else {
            ui.spacing_mut().item_spacing.y = 6.0;
            options(ui);
        }
    });
}

fn arrow(ui: &Ui, response: &Response) -> Option<isize> {
    if !response.has_focus() {
        return None;
    }
    focus::keep_arrows(ui, response);
    ui.input_mut(|input| {
        let mut taken = |key| input.consume_key(eframe::egui::Modifiers::NONE, key);
        if taken(Key::ArrowDown) || taken(Key::ArrowRight) {
            Some(1)
        } else if taken(Key::ArrowUp) || taken(Key::ArrowLeft) {
            Some(-1)
        } else {
            None
        }
    })
}

#[derive(Clone, Copy)]
enum Mark {
    Radio(bool),
    Tick(bool),
}

const SIZE: f32 = 26.0;

fn mark_ui(ui: &mut Ui, id: Id, option: &Pick<'_>, mark: Mark, sense: Sense, wrong: bool) -> Response {
    let tokens = theme::tokens(ui.ctx());
    let widest = (ui.max_rect().width() - SIZE - 14.0).max(60.0);
    let label =
        ui.painter().layout(option.label.to_owned(), Type::Body.style().resolve(ui.style()), tokens.ink, widest);
    let help = (!option.help.is_empty()).then(|| {
        ui.painter().layout(option.help.to_owned(), Type::Caption.style().resolve(ui.style()), tokens.soft, widest)
    });
    let text = help
        .as_ref()
        .map_or(label.size(), |help| vec2(label.size().x.max(help.size().x), label.size().y + 2.0 + help.size().y));
    let size = vec2(SIZE + 12.0 + text.x + 4.0, text.y.max(SIZE) + 10.0);
    let (_, rect) = ui.allocate_space(size);
    let response = ui.interact(rect, id, sense).on_hover_cursor(CursorIcon::PointingHand);
    let top = rect.top() + 5.0;
    let mark_rect = Rect::from_min_size(pos2(rect.left(), top), Vec2::splat(SIZE));
    let edge = if wrong { tokens.error } else { tokens.edge };
    let hot = response.hovered() && ui.is_enabled();
    paint_mark(ui, mark_rect, mark, Stroke::new(if hot { 2.5 } else { 1.75 }, edge));
    let left = rect.left() + SIZE + 12.0;
    let first = if help.is_none() { top + (SIZE - label.size().y).max(0.0) / 2.0 } else { top + 2.0 };
    let below = first + label.size().y + 2.0;
    ui.painter().galley(pos2(left, first), label, tokens.ink);
    if let Some(help) = help {
        ui.painter().galley(pos2(left, below), help, tokens.soft);
    }
    let (role, on) = match mark {
        Mark::Radio(on) => (Role::RadioButton, on),
        Mark::Tick(on) => (Role::CheckBox, on),
    };
    let name = if option.name.is_empty() { option.label } else { option.name };
    response.widget_info(|| WidgetInfo::selected(role, ui.is_enabled(), on, name));
    focus::describe(&response, option.help);
    focus::reveal(&response);
    response
}

fn paint_mark(ui: &Ui, rect: Rect, mark: Mark, edge: Stroke) {
    let tokens = theme::tokens(ui.ctx());
    let painter = ui.painter();
    match mark {
        Mark::Radio(on) => {
            painter.circle(rect.center(), SIZE / 2.0 - 1.0, tokens.field, edge);
            if on {
                painter.circle_filled(rect.center(), SIZE / 4.0, tokens.ink);
            }
        }
        Mark::Tick(on) => {
            let rect = rect.shrink(1.0);
            painter.rect(rect, CornerRadius::same(4), tokens.field, edge, StrokeKind::Inside);
            if on {
                let at = |x: f32, y: f32| rect.lerp_inside(vec2(x, y));
                let line = vec![at(0.22, 0.52), at(0.42, 0.72), at(0.78, 0.28)];
                painter.add(eframe::egui::Shape::line(line, Stroke::new(3.0, tokens.ink)));
            }
        }
    }
}

/// Shows the sentence that a choice is not offered here.
pub(crate) fn none_ui(ui: &mut Ui) {
    words::caption_ui(ui, "There is nothing to choose yet.");
}
