//! The calendar beside the due list: one month, Monday first, with how much is due on each day.
//!
//! One day is a stop of the Tab key; arrow keys move from it, and over the end
//! of the month into the next.

use super::due::month_in_words;
use super::home;
use crate::app::view::{DueDay, DueStatus};
use crate::gui::command::{Command, Commands};
use crate::gui::kit::{button, focus, words};
use crate::gui::state::State;
use crate::gui::theme::{self, Type};
use crate::model::day::Day;
use eframe::egui::{
    Align2, Color32, CornerRadius, CursorIcon, Id, Key, Modifiers, Painter, Pos2, Rect, Response, Role, Sense, Shape,
    Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, accesskit, vec2,
};

/// How high a day is, and the room between two.
const HEIGHT: f32 = 44.0;
const GAP: f32 = 4.0;

const WEEK: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Shows the month that the calendar stands on.
pub(super) fn calendar_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let (at, month) = (state.due_at(), state.due_month());
    words::section_ui(ui, &month_in_words(month));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let ways = [
            ("Previous", "Previous month", at.add_months(-1)),
            ("Today", "Today in the calendar", state.today),
            ("Next", "Next month", at.add_months(1)),
        ];
        for (text, name, to) in ways {
            if button::tool_ui(ui, text, name, false).clicked() {
                out.push(Command::DueAt(to));
            }
        }
    });
    let known = state.due.calendar.days.as_ref().filter(|(known, _)| *known == month);
    let due = known.map_or(&[][..], |(_, days)| days.as_slice());
    let name = format!("Calendar of {}", month_in_words(month));
    let builder = UiBuilder::new().accessibility_role(accesskit::Role::Group).accessibility_label(name);
    ui.scope_builder(builder, |ui| grid_ui(ui, state, due, out));
    legend_ui(ui);
}

fn grid_ui(ui: &mut Ui, state: &State, due: &[DueDay], out: &mut Commands) {
    let tokens = theme::tokens(ui.ctx());
    let month = state.due_month();
    let width = ((ui.available_width() - 6.0 * GAP) / 7.0).floor();
    let first_row = month.add_days(-i64::from(month.weekday()));
    let weeks = (first_row.days_to(month.month_end()) / 7) + 1;
    ui.spacing_mut().item_spacing = Vec2::splat(GAP);
    ui.horizontal(|ui| {
        for day in WEEK {
            let (rect, _) = ui.allocate_exact_size(vec2(width, 22.0), Sense::hover());
            let font = Type::Small.style().resolve(ui.style());
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, day, font, tokens.soft);
        }
    });
    let mut moved = None;
    for week in 0..weeks {
        ui.horizontal(|ui| {
            for day in (0..7).map(|at| first_row.add_days(7 * week + at)) {
                if day.month_start() == month {
                    let found = due.iter().find(|found| found.on == day);
                    moved = day_ui(ui, state, day, found, width, out).or(moved);
                } else {
                    ui.allocate_space(vec2(width, HEIGHT));
                }
            }
        });
    }
    // Asked for once all days are drawn: one that is no stop of the Tab key yet would give the focus away.
    if let Some(day) = moved {
        out.push(Command::DueAt(day));
        ui.memory_mut(|memory| memory.request_focus(id_of(day)));
    }
}

fn id_of(day: Day) -> Id {
    Id::unique(("due day", day.iso()))
}

/// Shows a day; returns where the keyboard goes from it.
fn day_ui(ui: &mut Ui, state: &State, day: Day, due: Option<&DueDay>, width: f32, out: &mut Commands) -> Option<Day> {
    let (_, rect) = ui.allocate_space(vec2(width, HEIGHT));
    let sense = if day == state.due_at() { Sense::click() } else { Sense::CLICK };
    let response = ui.interact(rect, id_of(day), sense).on_hover_cursor(CursorIcon::PointingHand);
    let chosen = state.due.ask.day == Some(day);
    paint_ui(ui, rect, (day, due), (chosen, day == state.today), &response);
    let name = due.map_or_else(|| format!("{day}, nothing due"), |due| format!("{day}, {} due", due.count));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(chosen));
    let today = (day == state.today).then_some("Today");
    let says: Vec<&str> = due.map(|due| due.status.label()).into_iter().chain(today).collect();
    focus::describe(&response, &says.join(". "));
    focus::reveal(&response);
    if response.clicked() {
        out.push(Command::DueDay(Some(day).filter(|_| !chosen)));
    }
    moved(ui, &response, day)
}

fn paint_ui(ui: &Ui, rect: Rect, (day, due): (Day, Option<&DueDay>), (chosen, today): (bool, bool), at: &Response) {
    let tokens = theme::tokens(ui.ctx());
    let fill = if chosen {
        tokens.chosen
    } else if at.hovered() {
        tokens.hover
    } else {
        tokens.raised
    };
    let edge = if chosen || today { Stroke::new(2.0, tokens.link) } else { Stroke::new(1.0, tokens.line) };
    ui.painter().rect(rect, CornerRadius::same(theme::CORNER), fill, edge, StrokeKind::Inside);
    let kind = if today { Type::Strong } else { Type::Caption };
    let ink = if due.is_some() || today { tokens.ink } else { tokens.soft };
    let number = rect.left_top() + vec2(7.0, 4.0);
    ui.painter().text(number, Align2::LEFT_TOP, day.day(), kind.style().resolve(ui.style()), ink);
    if let Some(due) = due {
        let (colour, _) = home::tone(due.status).colours(ui);
        sign(ui.painter(), rect.left_bottom() + vec2(12.0, -12.0), due.status, colour);
        let font = Type::Small.style().resolve(ui.style());
        ui.painter().text(rect.right_bottom() + vec2(-6.0, -4.0), Align2::RIGHT_BOTTOM, due.count, font, colour);
    }
}

/// Paints how urgent something is by its shape: a triangle, a disc, a ring.
fn sign(painter: &Painter, at: Pos2, status: DueStatus, colour: Color32) {
    match status {
        DueStatus::Overdue => {
            let points = [vec2(0.0, -5.5), vec2(5.5, 4.5), vec2(-5.5, 4.5)].map(|by| at + by);
            painter.add(Shape::convex_polygon(points.to_vec(), colour, Stroke::NONE));
        }
        DueStatus::DueSoon => {
            painter.circle_filled(at, 4.5, colour);
        }
        DueStatus::Open => {
            painter.circle_stroke(at, 4.0, Stroke::new(1.5, colour));
        }
    }
}

/// Says what the signs mean.
fn legend_ui(ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        for status in [DueStatus::Overdue, DueStatus::DueSoon, DueStatus::Open] {
            let (rect, _) = ui.allocate_exact_size(vec2(12.0, 20.0), Sense::hover());
            sign(ui.painter(), rect.center(), status, home::tone(status).colours(ui).0);
            words::caption_ui(ui, status.label());
            ui.add_space(8.0);
        }
    });
}

/// Returns where the keyboard goes from a day: by a day, a week or a month.
fn moved(ui: &Ui, response: &Response, day: Day) -> Option<Day> {
    if !response.has_focus() {
        return None;
    }
    focus::keep_arrows(ui, response);
    let taken = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let days = [(Key::ArrowLeft, -1), (Key::ArrowRight, 1), (Key::ArrowUp, -7), (Key::ArrowDown, 7)];
    let months = [(Key::PageUp, -1), (Key::PageDown, 1)];
    let by_day = days.into_iter().find(|(key, _)| taken(*key)).map(|(_, by)| day.add_days(by));
    by_day.or_else(|| months.into_iter().find(|(key, _)| taken(*key)).map(|(_, by)| day.add_months(by)))
}
