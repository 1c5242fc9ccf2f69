//! The procedure in force: what it is, and its forms, settings, dates and clauses, to be searched.

use crate::gui::command::{Command, Commands, Screen};
use crate::gui::kit::{button, frame, list, tabs, text::TextBox, words};
use crate::gui::procedure::{ProcedureCommand, ProcedureSheet};
use crate::gui::state::State;
use crate::pack::Pack;
use crate::pack::outline::{Part, Point};
use eframe::egui::{Id, Ui, vec2};

/// Shows the procedure.
pub(super) fn procedure_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(pack) = &state.pack else { return super::plain::wait_ui(ui) };
    frame::column_ui(ui, "procedure", 860.0, |ui| {
        words::title_ui(ui, "Procedure");
        head_ui(ui, pack);
        ui.add_space(10.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
            ui.add_enabled_ui(state.held_by().is_none(), |ui| {
                if button::primary_ui(ui, "Change this procedure").clicked() {
                    out.push(Command::Go(Screen::EditProcedure));
                }
            });
            ui.add_enabled_ui(!state.busy, |ui| {
                if button::secondary_ui(ui, "Save as a file for stations…").clicked() {
                    out.push(ProcedureCommand::Publish.into());
                }
            });
            if button::secondary_ui(ui, CHANGE).clicked() {
                out.push(Command::Go(Screen::ChangeProcedure));
            }
        });
        ui.add_space(18.0);
        let search = state.jot(SEARCH);
        let searched: Vec<String> = search.split_whitespace().map(str::to_lowercase).collect();
        let sheet = state.procedure.sheet;
        let shown = |point: &&Point| {
            if searched.is_empty() { sheet_of(point.part) == sheet } else { point.has(&searched) }
        };
        let points: Vec<&Point> = state.procedure.points.iter().filter(shown).collect();
        search_ui(ui, search, points.len(), out);
        ui.add_space(8.0);
        if searched.is_empty() {
            let labels = ProcedureSheet::ALL.map(ProcedureSheet::label);
            let at = ProcedureSheet::ALL.iter().position(|one| *one == sheet).unwrap_or_default();
            let chosen = tabs::tabs_ui(ui, Id::unique("procedure sheets"), "Procedure", &labels, at);
            if let Some(chosen) = chosen.and_then(|at| ProcedureSheet::ALL.get(at)) {
                out.push(ProcedureCommand::Sheet(*chosen).into());
            }
            ui.add_space(8.0);
        }
        let about = (search, sheet.label(), pack.digest.to_string());
        list::rows_ui(ui, "procedure", about, points.len(), 64.0, |ui, at| {
            let before = at.checked_sub(1).map(|before| points[before]);
            point_ui(ui, before, points[at]);
        });
    });
}

/// What leads to changing the procedure.
pub(super) const CHANGE: &str = "Change a copy of this procedure…";

/// The box with what is searched for.
const SEARCH: &str = "procedure search";

fn head_ui(ui: &mut Ui, pack: &Pack) {
    words::section_ui(ui, &pack.title);
    words::body_ui(ui, &format!("{}, version {}", pack.body, pack.version));
    for (label, text) in [("Source", &pack.procedure), ("Notice", &pack.notice), ("Licence", &pack.attribution)] {
        if !text.is_empty() {
            words::caption_ui(ui, &format!("{label}: {text}"));
        }
    }
}

fn search_ui(ui: &mut Ui, search: &str, count: usize, out: &mut Commands) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(14.0, 6.0);
        let text_box = TextBox {
            width: 380.0,
            hint: "A word, or the number of a clause",
            ..TextBox::line(Id::unique(SEARCH), "Search the procedure")
        };
        let (_, typed) = text_box.ui(ui, search);
        if let Some(typed) = typed {
            out.push(Command::Jot(SEARCH, typed));
        }
        if !search.trim().is_empty() {
            words::caption_ui(
                ui,
                &match count {
                    0 => "Nothing in the procedure has that".to_owned(),
                    1 => "Found in one place".to_owned(),
                    n => format!("Found in {n} places"),
                },
            );
        }
    });
}

fn sheet_of(part: Part) -> ProcedureSheet {
    match part {
        Part::Form | Part::Question | Part::Choice => ProcedureSheet::Forms,
        Part::Setting => ProcedureSheet::Settings,
        Part::Date => ProcedureSheet::Dates,
        Part::Role | Part::Stage | Part::State | Part::Column | Part::Watch | Part::Report => ProcedureSheet::Record,
        Part::Clause => ProcedureSheet::Clauses,
    }
}

/// Returns the words for several points of one part.
pub(super) fn part_words(part: Part) -> &'static str {
    match part {
        Part::Form => "Forms",
        Part::Question => "Questions",
        Part::Choice => "Options",
        Part::Setting => "Thresholds and settings",
        Part::Date => "Dates",
        Part::Role => "Officers",
        Part::Stage => "Stages",
        Part::State => "States",
        Part::Column => "Columns of the register",
        Part::Watch => "What is watched for",
        Part::Report => "Reports",
        Part::Clause => "Clauses",
    }
}

/// Returns the words that a point stands under.
fn under_of(point: &Point) -> &str {
    if sheet_of(point.part) == ProcedureSheet::Record { part_words(point.part) } else { &point.under }
}

fn point_ui(ui: &mut Ui, before: Option<&Point>, point: &Point) {
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.add_space(6.0);
    match point.part {
        Part::Form => {
            ui.add_space(12.0);
            words::section_ui(ui, &point.name);
        }
        Part::Question
        | Part::Setting
        | Part::Date
        | Part::Role
        | Part::Stage
        | Part::State
        | Part::Column
        | Part::Watch
        | Part::Report
        | Part::Clause => {
            let under = under_of(point);
            if !under.is_empty() && before.map(under_of) != Some(under) {
                words::toned_ui(ui, under, words::Tone::Info);
                ui.add_space(4.0);
            }
            words::strong_ui(ui, &point.name);
        }
        Part::Choice => {
            let text = format!("{} (option of: {})", point.name, point.under);
            words::body_ui(ui, &text);
        }
    }
    for line in point.says.lines() {
        words::caption_ui(ui, line);
    }
    ui.add_space(6.0);
    words::line_ui(ui);
}
