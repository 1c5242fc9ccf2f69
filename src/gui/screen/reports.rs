//! Reports: the list of those that the procedure asks for, and one of them with its tables and charts.

use super::{plain, report_chart};
use crate::app::report::{Report, Section, Table};
use crate::gui::command::{Command, Commands, Screen};
use crate::gui::kit::choice::Pick;
use crate::gui::kit::select::Select;
use crate::gui::kit::{button, frame, words};
use crate::gui::report::{ReportCommand, ReportFile, definition, periods};
use crate::gui::state::State;
use crate::gui::theme::{self, Type};
use eframe::egui::{Align, Id, Label, Layout, Ui, accesskit, vec2};

/// The most rows of a table that are shown; the files have them all.
const MOST_ROWS: usize = 100;

/// Shows the list of reports.
pub(super) fn reports_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(pack) = &state.pack else { return plain::wait_ui(ui) };
    frame::column_ui(ui, "reports", frame::COLUMN, |ui| {
        words::title_ui(ui, "Reports");
        if pack.reports.is_empty() {
            words::body_ui(ui, "This procedure asks for no reports.");
        }
        for report in pack.reports.iter().filter(|report| !report.of_one) {
            ui.add_space(14.0);
            let link = theme::tokens(ui.ctx()).link;
            if button::link_toned_ui(ui, &report.title, &report.title, link, Type::Strong).clicked() {
                out.push(Command::Go(Screen::Report { id: report.id.clone(), reference: None }));
            }
            if !report.says.is_empty() {
                words::body_ui(ui, &report.says);
            }
        }
        let of_one: Vec<&str> =
            pack.reports.iter().filter(|report| report.of_one).map(|report| report.title.as_str()).collect();
        if !of_one.is_empty() {
            ui.add_space(18.0);
            words::caption_ui(ui, &format!("On the page of a partnership, under Forms: {}.", of_one.join(", ")));
        }
    });
}

/// Shows one report.
pub(super) fn report_ui(ui: &mut Ui, state: &State, (id, reference): (&str, Option<&str>), out: &mut Commands) {
    let Some(report) = state.pack.as_ref().and_then(|pack| definition(pack, id)) else { return plain::wait_ui(ui) };
    frame::column_ui(ui, "report", frame::WIDE, |ui| {
        if button::link_ui(ui, "Back").clicked() {
            out.push(Command::Back);
        }
        words::title_ui(ui, &report.title);
        let now = state.reports.period_of(report.every, state.today);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
            if reference.is_none() {
                let mut all = periods(report.every, state.today);
                if !all.contains(&now) {
                    all.insert(0, now);
                }
                let texts: Vec<String> = all.iter().map(ToString::to_string).collect();
                let picks: Vec<Pick<'_>> = texts.iter().map(|text| Pick::plain(text, text)).collect();
                let select =
                    Select { id: Id::unique("report period"), name: "Period", about: "", width: 340.0, wrong: false };
                let picked = select.ui(ui, &picks, &now.to_string()).1;
                let period = picked.and_then(|text| texts.iter().position(|known| *known == text)).map(|at| all[at]);
                out.extend(period.map(|period| Command::Report(ReportCommand::Period(period))));
            }
            for (text, file) in [("Save as PDF…", ReportFile::Pdf), ("Save as a spreadsheet…", ReportFile::Xlsx)] {
                if state.reports.shown.is_some() && button::secondary_ui(ui, text).clicked() {
                    out.push(Command::Report(ReportCommand::Save(file)));
                }
            }
        });
        match &state.reports.shown {
            Some(shown) if shown.id == report.id => sections_ui(ui, shown, out),
            Some(_) | None => plain::wait_ui(ui),
        }
    });
}

fn sections_ui(ui: &mut Ui, report: &Report, out: &mut Commands) {
    if !report.subtitle.is_empty() {
        words::caption_ui(ui, &report.subtitle);
    }
    let mut tables = 0;
    for (at, section) in report.sections.iter().enumerate() {
        ui.push_id(("section", at), |ui| match section {
            Section::Heading(text) => {
                ui.add_space(18.0);
                words::small_title_ui(ui, text);
            }
            Section::Text(text) => {
                words::body_ui(ui, text);
            }
            Section::Table(table) | Section::Cards(table) => table_ui(ui, table, tables, out),
            Section::Chart(chart) => {
                ui.add_space(14.0);
                words::section_ui(ui, &chart.title);
                if !chart.note.is_empty() {
                    words::caption_ui(ui, &chart.note);
                }
                report_chart::chart_ui(ui, chart, out);
            }
        });
        tables += usize::from(matches!(section, Section::Table(_) | Section::Cards(_) | Section::Chart(_)));
    }
}

/// Shows a table; a row leads to the partnerships it counts.
fn table_ui(ui: &mut Ui, table: &Table, place: usize, out: &mut Commands) {
    ui.add_space(14.0);
    words::section_ui(ui, &table.title);
    if !table.note.is_empty() {
        words::caption_ui(ui, &table.note);
    }
    if table.rows.is_empty() {
        words::body_ui(ui, "None.");
        return;
    }
    let columns: Vec<_> = table.all_columns().collect();
    #[expect(clippy::cast_precision_loss, reason = "a table has few columns")]
    let width = (ui.available_width() / columns.len().max(1) as f32).clamp(110.0, 420.0);
    eframe::egui::ScrollArea::horizontal().id_salt(("report table", place)).show(ui, |ui| {
        line_ui(ui, width, &mut columns.iter().map(|column| (column.label.clone(), Type::Small)), None, out);
        words::line_ui(ui);
        for (row, cells) in table.rows.iter().zip(table.all_rows()).take(MOST_ROWS) {
            let lead = Some(&row.leads_to).filter(|filters| !filters.is_empty());
            line_ui(ui, width, &mut cells.iter().map(|cell| (cell.shown(), Type::Caption)), lead, out);
        }
        if let Some(totals) = &table.totals {
            words::line_ui(ui);
            line_ui(ui, width, &mut totals.iter().map(|cell| (cell.shown(), Type::Strong)), None, out);
        }
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        if table.rows.len() > MOST_ROWS {
            let text = format!("The first {MOST_ROWS} of {} rows; a file has them all.", table.rows.len());
            words::caption_ui(ui, &text);
        }
        let name = format!("Save the table {} as CSV…", table.title);
        if button::link_named_ui(ui, "Save this table as CSV…", &name).clicked() {
            out.push(Command::Report(ReportCommand::SaveTable(place)));
        }
    });
}

fn line_ui(
    ui: &mut Ui,
    width: f32,
    cells: &mut dyn Iterator<Item = (String, Type)>,
    lead: Option<&Vec<crate::model::filter::Filter>>,
    out: &mut Commands,
) {
    let row = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for (at, (text, kind)) in cells.enumerate() {
            ui.allocate_ui_with_layout(vec2(width - 10.0, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width - 10.0);
                match lead.filter(|_| at == 0 && !text.is_empty()) {
                    Some(filters) => {
                        let link = theme::tokens(ui.ctx()).link;
                        let name = format!("{text}: show the partnerships");
                        if button::link_toned_ui(ui, &text, &name, link, kind).clicked() {
                            out.push(Command::Report(ReportCommand::Lead(filters.clone())));
                        }
                    }
                    None => {
                        let ink = theme::tokens(ui.ctx()).ink;
                        ui.add(Label::new(words::styled(text, kind, ink)).wrap());
                    }
                }
            });
            ui.add_space(10.0);
        }
    });
    ui.ctx().accesskit_node_builder(row.response.id, |node| node.set_role(accesskit::Role::Row));
    ui.add_space(3.0);
}
