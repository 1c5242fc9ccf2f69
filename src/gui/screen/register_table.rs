//! The register as a table: headings that sort, and only the rows in view.

use super::home;
use crate::app::register::{Query, field_label, kind_of_field};
use crate::app::view::RegisterLine;
use crate::gui::command::{Command, Commands, RegisterCommand, Screen};
use crate::gui::kit::{button, words, words::Tone};
use crate::gui::state::State;
use crate::gui::theme::{self, Type};
use crate::pack::Pack;
use eframe::egui::{Align, Key, Label, Layout, Rect, ScrollArea, Ui, UiBuilder, accesskit, pos2, vec2};

/// How high a row is, in points.
const ROW: f32 = 44.0;

/// How many rows are drawn above and below the view, so that the arrow keys find the next one.
const AROUND: usize = 2;

/// Shows the table.
pub(super) fn table_ui(ui: &mut Ui, state: &State, pack: &Pack, out: &mut Commands) {
    let fields = state.register.shown(pack);
    let widths = widths(pack, &fields, ui.available_width());
    let whole: f32 = widths.iter().sum();
    ScrollArea::horizontal().id_salt("register across").auto_shrink(false).show(ui, |ui| {
        ui.set_min_width(whole);
        heads_ui(ui, state, pack, &fields, &widths, out);
        rows_ui(ui, state, &fields, &widths, out);
    });
}

/// How wide each column is: by the kind of its values; the name takes what is left.
fn widths(pack: &Pack, fields: &[String], room: f32) -> Vec<f32> {
    let usual = |field: &String| match (field.as_str(), kind_of_field(pack, field)) {
        ("ref" | "register_no", _) => 104.0,
        ("name", _) => 240.0,
        ("state", _) => 196.0,
        (_, "date") => 156.0,
        (_, "money" | "integer" | "number" | "yes_no") => 124.0,
        _ => 200.0,
    };
    let mut widths: Vec<f32> = fields.iter().map(usual).collect();
    let left = room - 14.0 - widths.iter().sum::<f32>();
    if let Some(at) = fields.iter().position(|field| field == "name").filter(|_| left > 0.0) {
        widths[at] += left;
    }
    widths
}

fn cell_ui(ui: &mut Ui, width: f32, height: f32, content: impl FnOnce(&mut Ui)) {
    let inner = width - 12.0;
    ui.allocate_ui_with_layout(vec2(inner, height), Layout::left_to_right(Align::Center), |ui| {
        ui.set_width(inner);
        content(ui);
    });
    ui.add_space(width - inner);
}

fn heads_ui(ui: &mut Ui, state: &State, pack: &Pack, fields: &[String], widths: &[f32], out: &mut Commands) {
    let query = &state.register.query;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for (field, width) in fields.iter().zip(widths) {
            cell_ui(ui, *width, 34.0, |ui| {
                let label = field_label(pack, field);
                let sorted = query.sort.as_ref().filter(|(by, _)| by == field).map(|(_, last)| *last);
                let (mark, next) = match sorted {
                    None => ("", "sort by it"),
                    Some(false) => (" ▲", "sorted from the first; turn round"),
                    Some(true) => (" ▼", "sorted from the last; turn round"),
                };
                let soft = theme::tokens(ui.ctx()).soft;
                let name = format!("{label}: {next}");
                if button::link_toned_ui(ui, &format!("{label}{mark}"), &name, soft, Type::Small).clicked() {
                    let by = Some((field.clone(), sorted == Some(false)));
                    out.push(RegisterCommand::Look(Query { sort: by, ..query.clone() }).into());
                }
            });
        }
    });
    words::line_ui(ui);
}

fn rows_ui(ui: &mut Ui, state: &State, fields: &[String], widths: &[f32], out: &mut Commands) {
    let register = &state.register;
    let mut missing = Vec::new();
    let area = ScrollArea::vertical().id_salt(("register rows", register.query.search.as_str())).auto_shrink(false);
    area.show_viewport(ui, |ui, view| {
        #[expect(clippy::cast_precision_loss, reason = "a register has far fewer rows than 2^24")]
        ui.set_height(ROW * register.rows.len() as f32);
        let (first, last) = in_view(view, register.rows.len());
        let (left, top) = (ui.max_rect().left(), ui.max_rect().top());
        for at in first..last {
            let row = register.rows[at];
            #[expect(clippy::cast_precision_loss, reason = "a register has far fewer rows than 2^24")]
            let place = Rect::from_min_size(pos2(left, top + ROW * at as f32), vec2(widths.iter().sum(), ROW));
            let Some(line) = register.lines.get(&row) else {
                missing.extend(Some(row).filter(|row| !register.asked.contains(row)));
                continue;
            };
            let builder = UiBuilder::new().max_rect(place).id_salt(row).accessibility_role(accesskit::Role::Row);
            ui.scope_builder(builder, |ui| row_ui(ui, line, fields, widths, out));
            let line = theme::tokens(ui.ctx()).line;
            ui.painter().hline(place.x_range(), place.bottom(), eframe::egui::Stroke::new(1.0, line));
        }
        turn_pages(ui, view);
    });
    if !missing.is_empty() {
        out.push(RegisterCommand::ShowRows(missing).into());
    }
}

/// Returns the first row drawn, and the one after the last.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list, never below 0")]
fn in_view(view: Rect, count: usize) -> (usize, usize) {
    let first = ((view.top() / ROW).floor().max(0.0) as usize).saturating_sub(AROUND).min(count);
    let last = ((view.bottom() / ROW).ceil().max(0.0) as usize + AROUND).min(count);
    (first, last)
}

/// Lets Page Up and Page Down turn the pages, and Home and End go to the ends, where no text is being typed.
fn turn_pages(ui: &Ui, view: Rect) {
    if ui.ctx().text_edit_focused() {
        return;
    }
    let page = view.height() - ROW;
    for (key, by) in
        [(Key::PageDown, -page), (Key::PageUp, page), (Key::End, f32::NEG_INFINITY), (Key::Home, f32::INFINITY)]
    {
        if ui.input(|input| input.key_pressed(key)) {
            let by = if by.is_finite() { by } else { by.signum() * ui.max_rect().height().max(1.0) };
            ui.scroll_with_delta(vec2(0.0, by));
        }
    }
}

fn row_ui(ui: &mut Ui, line: &RegisterLine, fields: &[String], widths: &[f32], out: &mut Commands) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let tokens = theme::tokens(ui.ctx());
        let opens = fields.iter().position(|field| field == "ref").or(fields.iter().position(|field| field == "name"));
        for (at, (field, width)) in fields.iter().zip(widths).enumerate() {
            cell_ui(ui, *width, ROW - 1.0, |ui| {
                let text = line.columns.get(field).map_or("", String::as_str);
                if opens == Some(at) {
                    open_ui(ui, text, line, out);
                } else if field == "state" {
                    words::tag_ui(ui, text, Tone::Quiet);
                } else if let Some(status) = line.status.filter(|_| field == "due") {
                    words::tag_ui(ui, status.label(), home::tone(status));
                } else if field == "name" && !line.found.is_empty() {
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 1.0;
                        ui.add_space(3.0);
                        ui.add(Label::new(words::styled(text, Type::Body, tokens.ink)).truncate());
                        let found = line.found.replace('\n', "; ");
                        ui.add(Label::new(words::styled(found, Type::Small, tokens.soft)).truncate());
                    });
                } else {
                    let kind = if field == "name" { Type::Body } else { Type::Caption };
                    let first = text.lines().next().unwrap_or_default();
                    let shown = ui.add(Label::new(words::styled(first, kind, tokens.ink)).truncate());
                    if text.len() > first.len() {
                        shown.on_hover_text(text);
                    }
                }
            });
        }
    });
}

/// Shows a partnership as a block of lines.
pub(super) fn block_ui(ui: &mut Ui, line: &RegisterLine, out: &mut Commands) {
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
