//! The register: all partnerships, found by typing.

use super::home;
use crate::app::register::Query;
use crate::app::view::RegisterLine;
use crate::gui::command::{Command, Commands, Screen};
use crate::gui::kit::{button, frame, list, text::TextBox, words, words::Tone};
use crate::gui::state::State;
use crate::gui::theme::{self, Type};
use eframe::egui::{Align, Id, Key, Label, Layout, Ui, vec2};

/// Shows the register; only the rows in view are drawn.
pub(super) fn register_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let register = &state.register;
    frame::column_ui(ui, "register", frame::WIDE, |ui| {
        words::title_ui(ui, "Register");
        ui.add_space(6.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(14.0, 6.0);
            let id = Id::unique("register search");
            let search = TextBox {
                width: 380.0,
                hint: "Name, reference or anything in the register",
                ..TextBox::line(id, "Search the register")
            };
            let (response, typed) = search.ui(ui, &register.query.search);
            if ui.input_mut(|input| input.consume_key(eframe::egui::Modifiers::COMMAND, Key::F)) {
                response.request_focus();
            }
            if let Some(typed) = typed {
                out.push(Command::Look(Query { search: typed, ..register.query.clone() }));
            }
            let found = match register.rows.len() {
                0 if !register.known => "Looking…".to_owned(),
                1 => "One partnership".to_owned(),
                n => format!("{n} partnerships"),
            };
            words::caption_ui(ui, &found);
            let offers = home::has_starters(state) && state.held_by().is_none();
            if offers && button::secondary_ui(ui, home::FROM_LIST).clicked() {
                out.push(Command::Go(Screen::Starters));
            }
        });
        ui.add_space(14.0);
        let wide = ui.available_width() > 680.0;
        let widths = widths(ui.available_width());
        if wide {
            heads_ui(ui, &widths);
        }
        let guess = if wide { 46.0 } else { 74.0 };
        let mut wanted = Vec::new();
        list::rows_ui(ui, "register", &register.query.search, register.rows.len(), guess, |ui, at| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let row = register.rows[at];
            let Some(line) = register.lines.get(&row) else {
                wanted.extend(Some(row).filter(|row| !register.asked.contains(row)));
                return;
            };
            if wide {
                line_ui(ui, line, &widths, out);
            } else {
                stacked_ui(ui, line, out);
            }
            words::line_ui(ui);
        });
        if !wanted.is_empty() {
            out.push(Command::ShowRows(wanted));
        }
    });
}

fn widths(room: f32) -> [f32; 4] {
    let rest = (room - 130.0 - 150.0).max(200.0);
    [130.0, rest * 0.6, rest * 0.4, 150.0]
}

fn heads_ui(ui: &mut Ui, widths: &[f32; 4]) {
    let soft = theme::tokens(ui.ctx()).soft;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for (text, width) in ["Reference", "Partnership", "State", "Next due"].into_iter().zip(widths) {
            ui.allocate_ui_with_layout(vec2(*width, 24.0), Layout::left_to_right(Align::Center), |ui| {
                ui.set_width(*width);
                ui.label(words::styled(text, Type::Small, soft));
            });
        }
    });
    words::line_ui(ui);
}

fn line_ui(ui: &mut Ui, line: &RegisterLine, widths: &[f32; 4], out: &mut Commands) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let tokens = theme::tokens(ui.ctx());
        for (column, width) in widths.iter().enumerate() {
            ui.allocate_ui_with_layout(vec2(*width, 45.0), Layout::left_to_right(Align::Center), |ui| {
                ui.set_width(*width);
                ui.set_max_width(*width - 10.0);
                match column {
                    0 => open_ui(ui, &line.reference, line, out),
                    1 => {
                        let name = words::styled(&line.name, Type::Body, tokens.ink);
                        ui.add(Label::new(name).truncate());
                    }
                    2 => {
                        words::tag_ui(ui, &line.state, Tone::Quiet);
                    }
                    _ => {
                        let due = line.next_due.map(|day| day.to_string()).unwrap_or_default();
                        ui.label(words::styled(due, Type::Caption, tokens.soft));
                    }
                }
            });
        }
    });
}

fn stacked_ui(ui: &mut Ui, line: &RegisterLine, out: &mut Commands) {
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        open_ui(ui, &line.reference, line, out);
        words::tag_ui(ui, &line.state, Tone::Quiet);
    });
    let ink = theme::tokens(ui.ctx()).ink;
    ui.add(Label::new(words::styled(&line.name, Type::Body, ink)).truncate());
    ui.add_space(6.0);
}

fn open_ui(ui: &mut Ui, text: &str, line: &RegisterLine, out: &mut Commands) {
    if button::link_named_ui(ui, text, &format!("{} {}", line.reference, line.name)).clicked() {
        out.push(Command::Go(Screen::Partnership(line.reference.clone())));
    }
}
