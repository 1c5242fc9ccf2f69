//! Home: what is unfinished, what is due.

use crate::app::view::{DraftLine, DueLine, DueStatus, Home};
use crate::gui::command::{Command, Commands, Screen};
use crate::gui::kit::{button, frame, words, words::Tone};
use crate::gui::state::State;
use crate::model::moment::Moment;
use eframe::egui::{Align, Layout, Ui, vec2};

/// Shows the first screen.
pub(super) fn home_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(home) = &state.home else { return super::plain::wait_ui(ui) };
    frame::column_ui(ui, "home", frame::WIDE, |ui| {
        words::title_ui(ui, "Home");
        let count = match home.partnerships {
            0 => "No partnership on the register yet".to_owned(),
            1 => "One partnership on the register".to_owned(),
            n => format!("{n} partnerships on the register"),
        };
        words::caption_ui(ui, &format!("{count}  ·  {}", state.today));
        ui.add_space(14.0);
        if state.held_by().is_none() {
            let start = if home.partnerships == 0 { "Start your first partnership" } else { "New partnership" };
            if button::primary_ui(ui, start).clicked() {
                out.push(Command::Go(Screen::NewPartnership));
            }
            ui.add_space(26.0);
        }
        if ui.available_width() > 860.0 {
            ui.spacing_mut().item_spacing.x = 36.0;
            ui.columns(2, |sides| {
                if let [left, right] = sides {
                    let down = Layout::top_down(Align::Min);
                    left.with_layout(down, |ui| unfinished_ui(ui, home, out));
                    right.with_layout(down, |ui| dues_ui(ui, home, out));
                }
            });
        } else {
            unfinished_ui(ui, home, out);
            ui.add_space(24.0);
            dues_ui(ui, home, out);
        }
        ui.add_space(28.0);
        words::caption_ui(ui, &backup_words(&home.last_backup));
    });
}

fn unfinished_ui(ui: &mut Ui, home: &Home, out: &mut Commands) {
    ui.spacing_mut().item_spacing.x = 8.0;
    words::section_ui(ui, "Carry on where you left off");
    ui.add_space(2.0);
    if home.unfinished.is_empty() {
        words::caption_ui(ui, "Nothing is unfinished.");
    }
    for line in &home.unfinished {
        draft_ui(ui, line, out);
    }
}

fn dues_ui(ui: &mut Ui, home: &Home, out: &mut Commands) {
    ui.spacing_mut().item_spacing.x = 8.0;
    words::section_ui(ui, "What is due");
    ui.add_space(2.0);
    if home.due.is_empty() {
        words::caption_ui(ui, "Nothing is due.");
    }
    for line in &home.due {
        due_ui(ui, line, true, out);
    }
}

/// Says when the last backup was made: "2026-11-22T02:13:09Z" becomes "22 November 2026, 02:13 UTC".
fn backup_words(at: &str) -> String {
    match Moment::parse(at) {
        Some(moment) => {
            let hour: String = moment.as_str().chars().skip(11).take(5).collect();
            format!("Last backup, made and checked: {}, {hour} UTC", moment.day())
        }
        None => "No backup yet. One is made by itself while you work.".to_owned(),
    }
}

fn draft_ui(ui: &mut Ui, line: &DraftLine, out: &mut Commands) {
    frame::card_ui(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 4.0);
            let name = format!("{}: {}", line.name, with_period(&line.title, &line.period));
            if button::link_named_ui(ui, &with_period(&line.title, &line.period), &name).clicked() {
                out.push(Command::OpenPart { document: line.document.clone(), part: line.part.clone() });
            }
            words::tag_ui(ui, "In progress", Tone::Info);
        });
        words::caption_ui(ui, &format!("{}  ·  {}", line.reference, line.name));
    });
}

/// Shows one thing that is due.
pub(super) fn due_ui(ui: &mut Ui, line: &DueLine, named: bool, out: &mut Commands) {
    let tone = match line.status {
        DueStatus::Overdue => Tone::Error,
        DueStatus::DueSoon => Tone::Warn,
        DueStatus::Open => Tone::Quiet,
    };
    frame::card_ui(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 4.0);
            let name = format!("{}: {}", line.name, line.title);
            if named || line.form.is_some() {
                if button::link_named_ui(ui, &line.title, &name).clicked() {
                    out.push(match (&line.form, named) {
                        (Some(form), false) => {
                            Command::OpenForm { reference: line.reference.clone(), form: form.clone(), period: None }
                        }
                        (Some(_), true) | (None, _) => Command::Go(Screen::Partnership(line.reference.clone())),
                    });
                }
            } else {
                words::body_ui(ui, &line.title);
            }
            words::tag_ui(ui, line.status.label(), tone);
        });
        let about = if named {
            format!("By {}  ·  {}  ·  {}", line.on, line.reference, line.name)
        } else {
            format!("By {}", line.on)
        };
        words::caption_ui(ui, &about);
    });
}

/// Writes a title with its period.
pub(super) fn with_period(title: &str, period: &str) -> String {
    if period.is_empty() { title.to_owned() } else { format!("{title}, {period}") }
}
