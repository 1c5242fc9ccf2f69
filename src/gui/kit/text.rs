//! Text boxes, of one line or several, with the menu of the right mouse button that egui lacks.

use super::focus;
use crate::gui::theme;
use eframe::egui::{
    Align2, CornerRadius, Frame, Id, Margin, Response, Stroke, TextEdit, Ui, Vec2, ViewportCommand,
    text_edit::TextEditState,
};

/// A text box about to be shown.
pub(crate) struct TextBox<'a> {
    /// Its id, steady from frame to frame.
    pub(crate) id: Id,
    /// What names it to a screen reader.
    pub(crate) name: &'a str,
    /// What a screen reader says after the name.
    pub(crate) about: &'a str,
    /// Grey words while it is empty.
    pub(crate) hint: &'a str,
    /// How wide it is at most.
    pub(crate) width: f32,
    /// How many lines it shows; 1: a line.
    pub(crate) rows: usize,
    /// Is what stands in it wrong?
    pub(crate) wrong: bool,
    /// Words before the text, such as "£".
    pub(crate) before: &'static str,
}

impl<'a> TextBox<'a> {
    /// Returns a box of one line.
    pub(crate) fn line(id: Id, name: &'a str) -> Self {
        Self { id, name, about: "", hint: "", width: f32::INFINITY, rows: 1, wrong: false, before: "" }
    }

    /// Shows the box; returns the new text when a key changed it.
    pub(crate) fn ui(&self, ui: &mut Ui, text: &str) -> (Response, Option<String>) {
        let tokens = theme::tokens(ui.ctx());
        let mut typed = text.to_owned();
        let edge = Stroke::new(if self.wrong { 2.5 } else { 1.5 }, if self.wrong { tokens.error } else { tokens.edge });
        let frame = Frame::new()
            .fill(tokens.field)
            .stroke(edge)
            .corner_radius(CornerRadius::same(theme::CORNER))
            .inner_margin(Margin::symmetric(11, 9));
        let edit = if self.rows > 1 { TextEdit::multiline(&mut typed) } else { TextEdit::singleline(&mut typed) };
        let edit = edit
            .id(self.id)
            .frame(frame)
            .desired_rows(self.rows)
            .desired_width(self.width.min(ui.available_width()))
            .align(if self.rows > 1 { Align2::LEFT_TOP } else { Align2::LEFT_CENTER })
            .text_color(tokens.ink);
        let edit = if self.hint.is_empty() { edit } else { edit.hint_text(self.hint) };
        let edit = if self.before.is_empty() { edit } else { edit.prefix(self.before) };
        let enabled = ui.is_enabled();
        let response = edit.show(ui).response.response;
        let response = response.accessible_name(self.name);
        focus::describe(&response, self.about);
        focus::reveal(&response);
        if enabled {
            menu_ui(ui, &response);
        }
        let changed = (response.changed() && typed != text).then_some(typed);
        (response, changed)
    }
}

fn selection_place(id: Id) -> Id {
    id.with("selection before the menu")
}

/// Cut, copy, paste and select all, for the right mouse button.
fn menu_ui(ui: &Ui, response: &Response) {
    let ctx = ui.ctx();
    let range = TextEditState::load(ctx, response.id).and_then(|state| state.cursor.char_range());
    if let Some(range) = range.filter(|range| !range.is_empty())
        && !response.context_menu_opened()
        && !ctx.input(|input| input.pointer.secondary_down())
    {
        // A right click sets the caret and so loses the selection: remember it.
        ctx.data_mut(|data| data.insert_temp(selection_place(response.id), range));
    }
    response.context_menu(|ui| {
        ui.set_min_width(160.0);
        for (label, command) in [
            ("Cut", Some(ViewportCommand::RequestCut)),
            ("Copy", Some(ViewportCommand::RequestCopy)),
            ("Paste", Some(ViewportCommand::RequestPaste)),
            ("Select all", None),
        ] {
            if ui.add(eframe::egui::Button::new(label).min_size(Vec2::new(150.0, 32.0)).frame(false)).clicked() {
                let ctx = ui.ctx().clone();
                select_again(&ctx, response.id, command.is_none());
                if let Some(command) = command {
                    ctx.send_viewport_cmd(command);
                }
                response.request_focus();
                ui.close();
            }
        }
    });
}

fn select_again(ctx: &eframe::egui::Context, id: Id, all: bool) {
    use eframe::egui::text::{CCursor, CCursorRange};
    let Some(mut state) = TextEditState::load(ctx, id) else { return };
    let range = if all {
        Some(CCursorRange::two(CCursor::default(), CCursor::new(usize::MAX / 2)))
    } else {
        ctx.data(|data| data.get_temp::<CCursorRange>(selection_place(id)))
    };
    if range.is_some() {
        state.cursor.set_char_range(range);
        state.store(ctx, id);
    }
}
