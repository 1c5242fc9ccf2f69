//! One file for each screen. A screen draws the state and pushes commands; it changes nothing.

mod again;
mod band;
mod blank_forms;
mod came_in;
mod check;
mod desk;
mod done;
mod draft_edition;
mod drop;
mod due;
mod due_calendar;
mod edition;
mod edition_changes;
mod help;
mod home;
mod jot;
mod mailbox;
mod office;
mod office_leads;
mod office_line;
mod office_meeting;
mod office_programme;
mod opened;
mod package;
mod paper_check;
mod partnership;
mod partnership_forms;
mod partnership_next;
mod partnership_rest;
mod plain;
mod preview;
mod procedure;
mod procedure_came;
mod procedure_change;
mod receipt;
mod register;
mod register_copy;
mod register_panel;
mod register_table;
mod report_chart;
mod reports;
mod restore;
mod settings;
mod sheet;
mod sheet_done;
mod sign;
mod start;
mod starters;
mod tracker;
mod versions;
mod wizard;
mod wizard_page;
mod wizard_side;

pub(crate) use band::{larger, smaller};
pub(crate) use paper_check::VERDICT;

use crate::gui::command::{Commands, Screen};
use crate::gui::state::State;
use eframe::egui::{CentralPanel, Frame, Panel, Ui};

/// Draws the whole window.
pub(crate) fn window_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let tokens = crate::gui::theme::tokens(ui.ctx());
    let band = Frame::new().fill(tokens.brand).inner_margin(eframe::egui::Margin::symmetric(14, 8));
    // Where band and page are of one colour, a line parts them.
    let line = tokens.brand == tokens.page;
    Panel::top("band").frame(band).show_separator_line(line).show(ui, |ui| band::band_ui(ui, state, out));
    CentralPanel::no_frame().frame(Frame::new().fill(tokens.page)).show(ui, |ui| {
        band::messages_ui(ui, state, out);
        drop::coming_ui(ui, state);
        if state.failure.is_some() {
            start::failure_ui(ui, state, out);
        } else if state.pack.is_none() {
            plain::wait_ui(ui);
        } else if state.first_run {
            desk::first_run_ui(ui, state, out);
        } else {
            screen_ui(ui, state, out);
        }
    });
    drop::hover_ui(ui, state);
}

fn screen_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    match &state.screen {
        Screen::Home => home::home_ui(ui, state, out),
        Screen::Register => register::register_ui(ui, state, out),
        Screen::RegisterCopy => register_copy::copy_ui(ui, state, out),
        Screen::Partnership(_) => partnership::partnership_ui(ui, state, out),
        Screen::History(_) => partnership::history_ui(ui, state, out),
        Screen::NewPartnership => start::new_partnership_ui(ui, state, out),
        Screen::Starters => starters::starters_ui(ui, state, out),
        Screen::Spreadsheet => sheet::sheet_ui(ui, state, out),
        Screen::Wizard => wizard::wizard_ui(ui, state, out),
        Screen::CheckAnswers => check::check_ui(ui, state, out),
        Screen::Done => done::done_ui(ui, state, out),
        Screen::CameIn => came_in::came_in_ui(ui, state, out),
        Screen::PlaceScan => came_in::place_ui(ui, state, out),
        Screen::CheckPaper => paper_check::check_ui(ui, state, out),
        Screen::Versions { .. } => versions::versions_ui(ui, state, out),
        Screen::Package => package::package_ui(ui, state, out),
        Screen::Mailbox => mailbox::mailbox_ui(ui, state, out),
        Screen::DeleteDraft => restore::delete_ui(ui, state, out),
        Screen::Due => due::due_ui(ui, state, out),
        Screen::Reports => reports::reports_ui(ui, state, out),
        Screen::Report { id, reference } => reports::report_ui(ui, state, (id, reference.as_deref()), out),
        Screen::Desk(sheet) => office::office_ui(ui, state, *sheet, out),
        Screen::InboxLine(_) => office_line::line_ui(ui, state, out),
        Screen::HandOver(name) => office_leads::hand_over_ui(ui, state, name, out),
        Screen::Meeting(_) => office_meeting::meeting_ui(ui, state, out),
        Screen::Person => desk::desk_ui(ui, state, out),
        Screen::Settings => settings::settings_ui(ui, state, out),
        Screen::Restore => restore::restore_ui(ui, state, out),
        Screen::Help => help::help_ui(ui, state, out),
        Screen::Procedure => procedure::procedure_ui(ui, state, out),
        Screen::ChangeProcedure => procedure_change::change_ui(ui, state, out),
        Screen::EditProcedure => edition::edition_ui(ui, state, out),
        Screen::CameProcedure => procedure_came::came_ui(ui, state, out),
        Screen::Keys => plain::keys_ui(ui),
        Screen::About => plain::about_ui(ui, state),
    }
}
