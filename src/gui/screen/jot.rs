//! Labelled boxes for text that belongs to no form.

use crate::gui::command::{Command, Commands};
use crate::gui::kit::{focus, text::TextBox, words, words::Tone};
use crate::gui::state::State;
use eframe::egui::{Id, Key, Response, Ui};

/// A labelled box: what it asks for, and how large it is.
pub(super) struct Asked<'a> {
    pub(super) id: &'static str,
    pub(super) label: &'a str,
    pub(super) help: &'a str,
    /// What is wrong with the text; empty: nothing.
    pub(super) wrong: &'a str,
    pub(super) rows: usize,
}

impl Asked<'_> {
    /// Shows the box; returns the new text when a key changed it. Takes the keyboard where it is to go there.
    pub(super) fn ui(&self, ui: &mut Ui, state: &State, text: &str, out: &mut Commands) -> (Response, Option<String>) {
        ui.add_space(12.0);
        words::strong_ui(ui, self.label);
        if !self.help.is_empty() {
            words::caption_ui(ui, self.help);
        }
        let wrong = !self.wrong.is_empty();
        if wrong {
            words::toned_ui(ui, &format!("Error: {}", self.wrong), Tone::Error);
        }
        let text_box = TextBox {
            width: if self.rows > 1 { 600.0 } else { 480.0 },
            rows: self.rows,
            about: if wrong { self.wrong } else { self.help },
            wrong,
            ..TextBox::line(Id::unique(("jot", self.id)), self.label)
        };
        let (response, typed) = text_box.ui(ui, text);
        if state.jot("focus") == self.id {
            focus::go_to(&response);
            out.push(Command::Jot("focus", String::new()));
        }
        (response, typed)
    }

    fn kept_ui(&self, ui: &mut Ui, state: &State, out: &mut Commands) -> Response {
        let (response, typed) = self.ui(ui, state, state.jot(self.id), out);
        if let Some(typed) = typed {
            out.push(Command::Jot(self.id, typed));
        }
        response
    }
}

/// Shows a box of one line; says whether Enter was pressed in it.
pub(super) fn jot_ui(
    ui: &mut Ui,
    state: &State,
    id: &'static str,
    label: &str,
    help: &str,
    out: &mut Commands,
) -> bool {
    let response = Asked { id, label, help, wrong: "", rows: 1 }.kept_ui(ui, state, out);
    response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

/// Shows a box of several lines.
pub(super) fn long_jot_ui(ui: &mut Ui, state: &State, id: &'static str, label: &str, help: &str, out: &mut Commands) {
    Asked { id, label, help, wrong: "", rows: 3 }.kept_ui(ui, state, out);
}
