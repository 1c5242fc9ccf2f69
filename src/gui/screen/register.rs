//! The register: all partnerships, found by typing, narrowed down, sorted and shown as people like.

use super::{home, register_copy, register_panel, register_table};
use crate::app::register::Query;
use crate::gui::command::{Command, Commands, RegisterCommand, Screen};
use crate::gui::kit::{button, frame, list, search::search_ui, words};
use crate::gui::state::{RegisterPanel, State};
use crate::pack::Pack;
use eframe::egui::{Id, Key, Modifiers, Ui, UiBuilder, Vec2, vec2};

/// Below this size, in points, the whole screen scrolls and each partnership is a block of lines.
const SMALL: Vec2 = vec2(680.0, 460.0);

/// Shows the register; only the rows in view are drawn.
pub(super) fn register_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(pack) = &state.pack else { return super::plain::wait_ui(ui) };
    let room = ui.available_size();
    if room.x < SMALL.x || room.y < SMALL.y {
        frame::column_ui(ui, "register", frame::WIDE, |ui| {
            top_ui(ui, state, pack, out);
            blocks_ui(ui, state, out);
        });
        return;
    }
    let inside = ui.available_rect_before_wrap().shrink2(vec2(32.0, 20.0));
    ui.scope_builder(UiBuilder::new().max_rect(inside), |ui| {
        if state.register.panel.is_some() && room.y < 760.0 {
            // An open panel takes the room of the table.
            frame::column_ui(ui, "register panel", frame::WIDE, |ui| top_ui(ui, state, pack, out));
            return;
        }
        top_ui(ui, state, pack, out);
        register_table::table_ui(ui, state, pack, out);
    });
}

fn top_ui(ui: &mut Ui, state: &State, pack: &Pack, out: &mut Commands) {
    let register = &state.register;
    words::title_ui(ui, "Register");
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 6.0);
        let (id, hint) = (Id::unique("register search"), "Name, reference, person or words of a form");
        let (response, typed) = search_ui(ui, id, "Search the register", hint, &register.query.search);
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::F)) {
            response.request_focus();
        }
        if let Some(typed) = typed {
            out.push(RegisterCommand::Look(Query { search: typed, ..register.query.clone() }).into());
        }
        for (panel, text) in [
            (RegisterPanel::Filter, "Narrow down"),
            (RegisterPanel::Columns, "Columns"),
            (RegisterPanel::Views, "Views"),
        ] {
            let open = register.panel == Some(panel);
            if button::fold_ui(ui, text, open).clicked() {
                out.push(RegisterCommand::Panel(Some(panel).filter(|_| !open)).into());
            }
        }
        let offers = home::has_starters(state) && state.held_by().is_none();
        if offers && button::secondary_ui(ui, home::FROM_LIST).clicked() {
            out.push(Command::Go(Screen::Starters));
        }
    });
    register_panel::panel_ui(ui, state, pack, out);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        words::caption_ui(ui, &found_in_words(state));
        register_panel::chips_ui(ui, state, pack, out);
    });
    register_copy::line_ui(ui, state, out);
    ui.add_space(8.0);
}

fn found_in_words(state: &State) -> String {
    let register = &state.register;
    match register.rows.len() {
        0 if !register.known => "Looking…".to_owned(),
        0 if register.query == Query::default() => "No partnership is on the register yet".to_owned(),
        0 => "No partnership is like that".to_owned(),
        1 => "One partnership".to_owned(),
        n if register.more => format!("The {n} that changed last; type more to narrow them down"),
        n => format!("{n} partnerships"),
    }
}

/// Shows each partnership as a block of lines, where there is no room for a table.
fn blocks_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let register = &state.register;
    let mut missing = Vec::new();
    list::rows_ui(ui, "register", &register.query.search, register.rows.len(), 74.0, |ui, at| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let row = register.rows[at];
        match register.lines.get(&row) {
            Some(line) => register_table::block_ui(ui, line, out),
            None => missing.extend(Some(row).filter(|row| !register.asked.contains(row))),
        }
        words::line_ui(ui);
    });
    if !missing.is_empty() {
        out.push(RegisterCommand::ShowRows(missing).into());
    }
}
