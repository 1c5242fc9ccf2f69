//! The due list: everything due, by how near it is or of one day, with its reason and who answers for it.

use super::{due_calendar, home};
use crate::app::view::DueLine;
use crate::gui::command::{Command, Commands, Screen};
use crate::gui::kit::{button, frame, list, tabs, words};
use crate::gui::state::{DueRange, State};
use crate::gui::theme::{self, Type};
use crate::model::day::Day;
use eframe::egui::{Align, Id, Label, Layout, Ui, vec2};

/// Below this width, in points, the calendar stands above the list rather than beside it.
const NARROW: f32 = 860.0;

/// How wide the calendar is.
const SIDE: f32 = 336.0;

/// Shows the due list and its calendar.
pub(super) fn due_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    frame::column_ui(ui, "due", frame::WIDE, |ui| {
        words::title_ui(ui, "What is due");
        if ui.available_width() < NARROW {
            ui.scope(|ui| {
                ui.set_max_width(SIDE.min(ui.available_width()));
                side_ui(ui, state, out);
            });
            ui.add_space(20.0);
            list_ui(ui, state, out);
        } else {
            frame::side_first_ui(
                ui,
                SIDE,
                |ui, at_side| {
                    if at_side { side_ui(ui, state, out) } else { list_ui(ui, state, out) }
                },
            );
        }
    });
}

/// Shows the calendar, and how it gets into another one.
fn side_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    due_calendar::calendar_ui(ui, state, out);
    ui.add_space(14.0);
    if button::secondary_ui(ui, "Save as calendar file…").clicked() {
        out.push(Command::SaveCalendar);
    }
    words::caption_ui(
        ui,
        "All-day events for Outlook and others; saved again, they take the place of the earlier ones.",
    );
}

fn list_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let ask = state.due.ask;
    let labels = DueRange::ALL.map(DueRange::label);
    let at = DueRange::ALL.iter().position(|range| *range == ask.range).unwrap_or(0);
    if let Some(at) = tabs::tabs_ui(ui, Id::unique("due range"), "When", &labels, at) {
        out.push(Command::Due(DueRange::ALL[at]));
    }
    if state.me().is_some() {
        let whose = ["Mine", "Everyone’s"];
        if let Some(at) = tabs::tabs_ui(ui, Id::unique("whose dates"), "Whose", &whose, usize::from(!ask.mine)) {
            out.push(Command::DueMine(at == 0));
        }
    }
    words::line_ui(ui);
    if let Some(day) = ask.day {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            words::strong_ui(ui, &format!("Only {day}"));
            if button::link_ui(ui, &format!("Show all again: {}", ask.range.label().to_lowercase())).clicked() {
                out.push(Command::DueDay(None));
            }
        });
    }
    let Some(lines) = &state.due.lines else { return super::plain::wait_ui(ui) };
    let count = match (lines.len(), state.due.total) {
        (0, _) => "Nothing is due then.".to_owned(),
        (1, 1) => "One thing is due.".to_owned(),
        (shown, total) if shown < total => format!("The first {shown} of {total}."),
        (shown, _) => format!("{shown} things are due."),
    };
    ui.add_space(6.0);
    words::body_ui(ui, &count);
    let about = (ask.range.label(), ask.mine, ask.day.map(Day::iso));
    list::rows_ui(ui, "due", about, lines.len(), 66.0, |ui, at| {
        let before = at.checked_sub(1).map(|before| lines[before].on.month_start());
        if before.is_none_or(|before| before != lines[at].on.month_start()) {
            ui.add_space(12.0);
            words::section_ui(ui, &month_in_words(lines[at].on));
            words::line_ui(ui);
        }
        line_ui(ui, state, &lines[at], out);
    });
}

/// Returns the month of a day: "April 2026".
pub(super) fn month_in_words(day: Day) -> String {
    let day = day.to_string();
    day.split_once(' ').map_or(day.clone(), |(_, month)| month.to_owned())
}

/// How wide the column with the day is.
const WHEN: f32 = 170.0;

fn line_ui(ui: &mut Ui, state: &State, line: &DueLine, out: &mut Commands) {
    let tokens = theme::tokens(ui.ctx());
    ui.add_space(8.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        let room = ui.available_width();
        ui.allocate_ui_with_layout(vec2(WHEN, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(WHEN);
            words::tag_ui(ui, line.status.label(), home::tone(line.status));
            words::caption_ui(ui, &format!("by {}", line.on));
        });
        ui.allocate_ui_with_layout(vec2(room - WHEN - 16.0, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(room - WHEN - 16.0);
            ui.spacing_mut().item_spacing.y = 3.0;
            if line.reference.is_empty() {
                words::strong_ui(ui, &line.title);
            } else {
                let name = format!("{}: {}", line.name, line.title);
                if button::link_toned_ui(ui, &line.title, &name, tokens.link, Type::Strong).clicked() {
                    out.push(Command::Go(Screen::Partnership(line.reference.clone())));
                }
            }
            let whose = home::partnership_in_words(&line.name, &line.reference, &line.register_no);
            ui.add(Label::new(words::styled(whose, Type::Body, tokens.ink)).wrap());
            let role = state.pack.as_ref().map(|pack| pack.role_title(&line.role).to_owned()).unwrap_or_default();
            let who = if line.owner.is_empty() { role } else { line.owner.clone() };
            let says: Vec<&str> = [line.reason.as_str(), &who].into_iter().filter(|says| !says.is_empty()).collect();
            if !says.is_empty() {
                words::caption_ui(ui, &says.join("  ·  "));
            }
        });
    });
    ui.add_space(8.0);
    words::line_ui(ui);
}
