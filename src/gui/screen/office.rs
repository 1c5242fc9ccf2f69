//! The desk of the office that receives forms: what came in, reminders, meetings, leads.

use super::{office_leads, office_meeting, office_programme};
use crate::app::chase::Reminder;
use crate::app::inbox::{InboxLine, StepState};
use crate::app::view::DueStatus;
use crate::gui::command::{Command, Commands, Screen};
use crate::gui::kit::{button, frame, list, tabs, words, words::Tone};
use crate::gui::office::{DeskSheet, OfficeCommand};
use crate::gui::state::State;
use crate::gui::theme::{self, Type};
use eframe::egui::{Id, Ui, vec2};

/// Shows a sheet of the desk.
pub(super) fn office_ui(ui: &mut Ui, state: &State, sheet: DeskSheet, out: &mut Commands) {
    frame::column_ui(ui, "office", frame::WIDE, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 18.0;
            words::small_title_ui(ui, "Desk");
            let sheets = DeskSheet::of(state.pack.as_deref());
            let labels: Vec<&str> = sheets.iter().map(|sheet| sheet.label()).collect();
            let place = sheets.iter().position(|one| *one == sheet).unwrap_or(0);
            if let Some(at) = tabs::tabs_ui(ui, Id::unique("desk sheets"), "Sheets of the desk", &labels, place) {
                out.push(Command::Go(Screen::Desk(sheets[at])));
            }
        });
        words::line_ui(ui);
        ui.add_space(12.0);
        match sheet {
            DeskSheet::Inbox => inbox_ui(ui, state, out),
            DeskSheet::Reminders => reminders_ui(ui, state, out),
            DeskSheet::Meetings => office_meeting::meetings_ui(ui, state, out),
            DeskSheet::People => office_leads::people_ui(ui, state, out),
            DeskSheet::Programmes => office_programme::programmes_ui(ui, state, out),
        }
    });
}

fn inbox_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(lines) = &state.office.inbox else { return super::plain::wait_ui(ui) };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(16.0, 8.0);
        if state.held_by().is_none() && button::primary_ui(ui, "Take in files…").clicked() {
            out.push(Command::ChooseFiles);
        }
        let (text, all) =
            if state.office.all { ("Show what is open", false) } else { ("Show what is done, too", true) };
        if button::link_ui(ui, text).clicked() {
            out.push(Command::Office(OfficeCommand::All(all)));
        }
    });
    ui.add_space(8.0);
    if lines.is_empty() {
        words::strong_ui(ui, "Nothing is open here");
        words::body_ui(
            ui,
            "Reviews and other forms that are received here stand in this list once their file is taken in.",
        );
        return;
    }
    let open = lines.iter().filter(|line| line.next().is_some()).count();
    let count = if open == 1 { "One form is open".to_owned() } else { format!("{open} forms are open") };
    words::caption_ui(ui, &format!("{count}. The oldest comes first."));
    words::line_ui(ui);
    list::rows_ui(ui, "inbox", state.office.all, lines.len(), 84.0, |ui, at| line_ui(ui, &lines[at], out));
}

fn line_ui(ui: &mut Ui, line: &InboxLine, out: &mut Commands) {
    let colour = theme::tokens(ui.ctx()).link;
    ui.add_space(8.0);
    let name = format!("{}: {}", line.name, line.title);
    if button::link_toned_ui(ui, &line.title, &name, colour, Type::Strong).clicked() {
        out.push(Command::Go(Screen::InboxLine(line.document.clone())));
    }
    words::body_ui(ui, &format!("{}  {}", line.name, line.shown));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        for step in line.steps.iter().filter(|step| step.state != StepState::NotNeeded) {
            let (text, tone) = match (step.state, step.on) {
                (StepState::Done, Some(on)) => (format!("{}: {on}", step.step.label()), Tone::Good),
                (StepState::Done, None) => (format!("{}: done", step.step.label()), Tone::Good),
                (StepState::Open | StepState::NotNeeded, _) => (format!("{}: open", step.step.label()), Tone::Warn),
            };
            words::tag_ui(ui, &text, tone);
        }
    });
    ui.add_space(8.0);
    words::line_ui(ui);
}

fn reminders_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(all) = &state.office.reminders else { return super::plain::wait_ui(ui) };
    if all.is_empty() {
        words::strong_ui(ui, "Nobody needs to be reminded");
        words::body_ui(ui, "Nothing that is sent here is overdue or due soon.");
        return;
    }
    let without = all.iter().filter(|one| !one.can_be_sent()).count();
    words::body_ui(
        ui,
        "These leads have not sent what is overdue or due soon. Each letter is ready: copy its text, or save it as an \
         e-mail that your mail program opens as a draft. Nothing is sent from here.",
    );
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(16.0, 8.0);
        ui.add_enabled_ui(without < all.len() && !state.busy, |ui| {
            if button::primary_ui(ui, "Save all as e-mails…").clicked() {
                out.push(Command::Office(OfficeCommand::MailAll));
            }
        });
        if without > 0 {
            words::caption_ui(ui, &format!("Without an address, or left: {without}"));
        }
    });
    ui.add_space(10.0);
    words::line_ui(ui);
    let about = (state.office.reading, all.len());
    list::rows_ui(ui, "reminders", about, all.len(), 120.0, |ui, at| reminder_ui(ui, state, at, &all[at], out));
}

fn reminder_ui(ui: &mut Ui, state: &State, at: usize, one: &Reminder, out: &mut Commands) {
    ui.add_space(8.0);
    let to = if one.to.is_empty() { "No lead is named" } else { &one.to };
    words::strong_ui(ui, to);
    let overdue = one.due.iter().filter(|due| due.status == DueStatus::Overdue).count();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(10.0, 4.0);
        if overdue > 0 {
            words::tag_ui(ui, &format!("Overdue: {overdue}"), Tone::Error);
        }
        if overdue < one.due.len() {
            words::tag_ui(ui, &format!("Due soon: {}", one.due.len() - overdue), Tone::Warn);
        }
        if let Some(left) = one.left {
            words::tag_ui(ui, &format!("Left on {left}: hand over first"), Tone::Error);
        }
        let email = if one.email.is_empty() { "No address that can be used is on the register" } else { &one.email };
        words::caption_ui(ui, email);
    });
    for due in &one.due {
        let says = format!("{} {}: {}, {}", due.reference, due.name, due.title, due.on);
        if button::link_ui(ui, &says).clicked() {
            out.push(Command::Go(Screen::Partnership(due.reference.clone())));
        }
    }
    let open = state.office.reading == Some(at);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(16.0, 6.0);
        if button::secondary_named_ui(ui, "Copy the text", &format!("Copy the text: {to}")).clicked() {
            out.push(Command::Office(OfficeCommand::Copy(at)));
        }
        if button::secondary_named_ui(ui, "Save as e-mail…", &format!("Save as e-mail: {to}")).clicked() {
            out.push(Command::Office(OfficeCommand::Mail(at)));
        }
        let text = if open { "Hide the letter" } else { "Read the letter" };
        if button::link_named_ui(ui, text, &format!("{text}: {to}")).clicked() {
            out.push(Command::Office(OfficeCommand::Read((!open).then_some(at))));
        }
    });
    if open {
        frame::card_ui(ui, |ui| {
            words::strong_ui(ui, &one.subject);
            words::body_ui(ui, &one.body);
        });
    }
    ui.add_space(8.0);
    words::line_ui(ui);
}
