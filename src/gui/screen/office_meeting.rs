//! Quarterly meetings: the list, and one meeting with its tables.

use crate::gui::command::{Command, Commands, Screen};
use crate::gui::kit::choice::{self, Pick};
use crate::gui::kit::{button, frame, list, select::Select, text::TextBox, words, words::Tone};
use crate::gui::office::{ActionDraft, MeetingDraft, OfficeCommand};
use crate::gui::state::State;
use crate::gui::theme::{self, Type};
use crate::gui::widget::echo_ui;
use crate::model::day::Day;
use crate::model::meeting::{Attending, Meeting, quarter_in_words};
use eframe::egui::{Align, Id, Key, Layout, Ui, vec2};

/// Below this width, in points, the cells of a row stand under one another.
const NARROW: f32 = 640.0;

/// Shows the meetings logged.
pub(super) fn meetings_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(all) = &state.office.meetings else { return super::plain::wait_ui(ui) };
    if state.held_by().is_none() && button::primary_ui(ui, "Log a meeting").clicked() {
        out.push(Command::Go(Screen::Meeting(String::new())));
    }
    ui.add_space(8.0);
    let quarter = state.today.quarter_end();
    let held = all.iter().any(|one| !one.struck && one.quarter == quarter && one.held_on <= state.today);
    let says = if held {
        format!("The meeting of {} is logged.", quarter_in_words(quarter))
    } else {
        format!("The meeting of {} is not logged yet: it is due by {quarter}.", quarter_in_words(quarter))
    };
    words::body_ui(ui, &says);
    words::line_ui(ui);
    list::rows_ui(ui, "meetings", all.len(), all.len(), 72.0, |ui, at| meeting_line_ui(ui, state, &all[at], out));
}

fn meeting_line_ui(ui: &mut Ui, state: &State, one: &Meeting, out: &mut Commands) {
    ui.add_space(8.0);
    let link = theme::tokens(ui.ctx()).link;
    let title = quarter_in_words(one.quarter);
    let name = format!("Meeting of {title}, {}", one.held_on);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 4.0);
        if button::link_toned_ui(ui, &title, &name, link, Type::Strong).clicked() {
            out.push(Command::Go(Screen::Meeting(one.id.clone())));
        }
        if one.struck {
            words::tag_ui(ui, "Struck out", Tone::Quiet);
        } else if one.held_on > state.today {
            words::tag_ui(ui, "Planned", Tone::Info);
        }
        let open = one.actions.iter().filter(|action| action.done.is_none()).count();
        if open > 0 && !one.struck {
            words::tag_ui(ui, &format!("Open actions: {open}"), Tone::Warn);
        }
    });
    let here = one.attendance.iter().filter(|person| !person.apologies).count();
    let on = one.held_on.to_string();
    let (present, minutes) = (format!("{here} present"), format!("Minutes {}", one.minutes));
    let minutes = if one.minutes.is_empty() { "No minutes noted" } else { &minutes };
    let says: Vec<&str> =
        [on.as_str(), &one.place, &present, minutes].into_iter().filter(|text| !text.is_empty()).collect();
    words::caption_ui(ui, &says.join("  ·  "));
    ui.add_space(8.0);
    words::line_ui(ui);
}

/// Shows one meeting, to be written.
pub(super) fn meeting_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(kept) = &state.office.meeting else { return super::plain::wait_ui(ui) };
    let mut draft = kept.clone();
    frame::column_ui(ui, "meeting", 960.0, |ui| {
        if button::link_ui(ui, "Back").clicked() {
            out.push(Command::Back);
        }
        words::title_ui(ui, if draft.id.is_empty() { "Log a meeting" } else { "Quarterly meeting" });
        if draft.struck {
            frame::notice_ui(ui, Tone::Warn, "", |ui| words::body_ui(ui, "It is struck out and counts no more."));
        }
        ui.add_enabled_ui(state.held_by().is_none(), |ui| {
            about_ui(ui, state.today, &mut draft);
            attendance_ui(ui, &mut draft.attendance);
            actions_ui(ui, state.today, &mut draft.actions);
            keep_ui(ui, &draft, out);
        });
        versions_ui(ui, state, out);
    });
    if draft != *kept {
        out.push(Command::Office(OfficeCommand::Write(Box::new(draft))));
    }
}

fn about_ui(ui: &mut Ui, today: Day, draft: &mut MeetingDraft) {
    ui.add_space(10.0);
    words::strong_ui(ui, "Quarter");
    let ends: Vec<Day> =
        (-4..=2).rev().map(|quarters| today.quarter_end().add_months(quarters * 3).month_end()).collect();
    let labels: Vec<(String, String)> = ends.iter().map(|end| (end.iso(), quarter_in_words(*end))).collect();
    let mut picks: Vec<Pick<'_>> = labels.iter().map(|(code, label)| Pick::plain(code, label)).collect();
    let own = Day::parse_iso(&draft.quarter).map(quarter_in_words).unwrap_or_default();
    let quarter = draft.quarter.clone();
    if !quarter.is_empty() && !labels.iter().any(|(code, _)| *code == quarter) {
        picks.push(Pick::plain(&quarter, &own));
    }
    let list = Select { id: Id::unique("meeting quarter"), name: "Quarter", about: "", width: 320.0, wrong: false };
    if let (_, Some(code)) = list.ui(ui, &picks, &quarter) {
        draft.quarter = code;
    }
    labelled_ui(ui, "Held on", &mut draft.held_on);
    echo_ui(ui, &draft.held_on, today);
    labelled_ui(ui, "Chair (optional)", &mut draft.chair);
    labelled_ui(ui, "Place (optional)", &mut draft.place);
    labelled_ui(ui, "Reference of the minutes (optional)", &mut draft.minutes);
}

fn labelled_ui(ui: &mut Ui, label: &str, text: &mut String) {
    ui.add_space(10.0);
    words::strong_ui(ui, label);
    let text_box = TextBox { width: 420.0, ..TextBox::line(Id::unique(("meeting", label)), label) };
    if let (_, Some(typed)) = text_box.ui(ui, text) {
        *text = typed;
    }
}

/// Shows the cells of a row beside one another, or under one another where there is no room.
fn row_ui(ui: &mut Ui, cells: impl FnOnce(&mut Ui)) {
    let spacing = vec2(8.0, 4.0);
    let content = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing = spacing;
        cells(ui);
    };
    if ui.available_width() < NARROW {
        ui.vertical(content);
    } else {
        ui.horizontal_top(content);
    }
    ui.add_space(6.0);
}

/// A cell of a table: its column and how wide it is, in parts of the row.
struct Cell<'a> {
    table: &'static str,
    column: &'static str,
    row: usize,
    wide: f32,
    text: &'a mut String,
}

/// Shows a cell; says whether Enter was pressed in it.
fn cell_ui(ui: &mut Ui, room: f32, cell: &mut Cell<'_>) -> bool {
    let mut entered = false;
    let width = if room < NARROW { room } else { room * cell.wide - 8.0 };
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 3.0;
        words::caption_ui(ui, cell.column);
        let name = format!("{}, row {}", cell.column, cell.row + 1);
        let id = Id::unique(("meeting", cell.table, cell.column, cell.row));
        let (response, typed) = TextBox::line(id, &name).ui(ui, cell.text);
        if let Some(typed) = typed {
            *cell.text = typed;
        }
        entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    });
    entered
}

fn attendance_ui(ui: &mut Ui, rows: &mut Vec<Attending>) {
    ui.add_space(20.0);
    words::section_ui(ui, "Who was there");
    let (mut removed, mut add) = (None, false);
    for (at, row) in rows.iter_mut().enumerate() {
        let room = ui.available_width();
        row_ui(ui, |ui| {
            let cell = |column, wide, text| Cell { table: "attendance", column, row: at, wide, text };
            add |= cell_ui(ui, room, &mut cell("Name", 0.36, &mut row.name));
            add |= cell_ui(ui, room, &mut cell("Post", 0.30, &mut row.post));
            ui.vertical(|ui| {
                ui.add_space(14.0);
                let id = Id::unique(("meeting", "apologies", at));
                if let Some(apologies) = tick_ui(ui, id, "Apologies", at, row.apologies) {
                    row.apologies = apologies;
                }
            });
            if remove_ui(ui, "person", at) {
                removed = Some(at);
            }
        });
    }
    if let Some(at) = removed {
        rows.remove(at);
    }
    if button::secondary_ui(ui, "Add a person").clicked() || add {
        rows.push(Attending::default());
        focus_next(ui, "attendance", "Name", rows.len() - 1);
    }
}

fn tick_ui(ui: &mut Ui, id: Id, label: &str, at: usize, on: bool) -> Option<bool> {
    let name = format!("{label}, row {}", at + 1);
    let pick = [Pick { code: "on", label, help: "", name: &name }];
    let ticked = if on { vec!["on".to_owned()] } else { vec![] };
    let group = choice::Group { id, name: label, about: "", across: true, focus: false, wrong: false };
    choice::ticks_ui(ui, &group, &pick, &ticked).map(|_| !on)
}

fn remove_ui(ui: &mut Ui, what: &str, at: usize) -> bool {
    let colour = theme::tokens(ui.ctx()).error;
    let name = format!("Remove {what} {}", at + 1);
    let mut clicked = false;
    ui.vertical(|ui| {
        ui.add_space(20.0);
        clicked = button::link_toned_ui(ui, "Remove", &name, colour, Type::Body).clicked();
    });
    clicked
}

/// Gives the first cell of a new row the focus.
fn focus_next(ui: &Ui, table: &'static str, column: &'static str, row: usize) {
    ui.memory_mut(|memory| memory.request_focus(Id::unique(("meeting", table, column, row))));
}

fn actions_ui(ui: &mut Ui, today: Day, rows: &mut Vec<ActionDraft>) {
    ui.add_space(20.0);
    words::section_ui(ui, "What is to be done");
    words::caption_ui(
        ui,
        "Open actions stand on Home and on the due list until a day is given on which they were done.",
    );
    let (mut removed, mut add) = (None, false);
    for (at, row) in rows.iter_mut().enumerate() {
        let room = ui.available_width();
        row_ui(ui, |ui| {
            let cell = |column, wide, text| Cell { table: "actions", column, row: at, wide, text };
            add |= cell_ui(ui, room, &mut cell("Action", 0.32, &mut row.what));
            add |= cell_ui(ui, room, &mut cell("Owner", 0.19, &mut row.owner));
            add |= cell_ui(ui, room, &mut cell("Due", 0.18, &mut row.due));
            add |= cell_ui(ui, room, &mut cell("Done", 0.18, &mut row.done));
            if remove_ui(ui, "action", at) {
                removed = Some(at);
            }
        });
        for (what, text) in [("Due", &row.due), ("Done", &row.done)] {
            if let Some(day) = Day::parse(text, today).ok().filter(|day| day.to_string() != text.trim()) {
                words::caption_ui(ui, &format!("{what}: {day}"));
            }
        }
    }
    if let Some(at) = removed {
        rows.remove(at);
    }
    if button::secondary_ui(ui, "Add an action").clicked() || add {
        rows.push(ActionDraft::default());
        focus_next(ui, "actions", "Action", rows.len() - 1);
    }
}

fn keep_ui(ui: &mut Ui, draft: &MeetingDraft, out: &mut Commands) {
    ui.add_space(20.0);
    if !draft.wrong.is_empty() {
        words::toned_ui(ui, &format!("Error: {}", draft.wrong), Tone::Error);
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
        if button::primary_ui(ui, "Save the meeting").clicked() {
            out.push(Command::Office(OfficeCommand::KeepMeeting));
        }
        if draft.id.is_empty() {
            return;
        }
        let (text, struck) = if draft.struck { ("Count it again", false) } else { ("Strike it out", true) };
        if button::secondary_ui(ui, text).clicked() {
            out.push(Command::Office(OfficeCommand::Strike(struck)));
        }
    });
}

fn versions_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let versions = &state.office.versions;
    if versions.len() < 2 {
        return;
    }
    ui.add_space(22.0);
    words::section_ui(ui, "Earlier versions");
    words::caption_ui(ui, "Every version is kept. One that is put back becomes the newest.");
    for (at, version) in versions.iter().enumerate().rev().skip(1) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 4.0);
            let saved = version.at.replace('T', "  ").trim_end_matches('Z').to_owned();
            words::body_ui(ui, &format!("Version {}, saved {saved} by {}", at + 1, version.who));
            let name = format!("Put version {} back", at + 1);
            if state.held_by().is_none() && button::link_named_ui(ui, "Put it back", &name).clicked() {
                out.push(Command::Office(OfficeCommand::PutBack(at)));
            }
        });
    }
}
