//! What stands between the register's search and its table: filters, columns, views with a name.

use super::jot::jot_ui;
use crate::app::register::{Query, all_fields, choices_of_field, field_label, filter_in_words, kind_of_field};
use crate::gui::command::{Command, Commands, RegisterCommand};
use crate::gui::kit::choice::{self, Group, Pick};
use crate::gui::kit::select::Select;
use crate::gui::kit::{button, frame, words};
use crate::gui::report::{ReportCommand, ReportFile};
use crate::gui::state::{RegisterPanel, State};
use crate::model::filter::{Bound, Filter, Test};
use crate::pack::Pack;
use eframe::egui::{Id, Ui, vec2};

/// Shows what is open.
pub(super) fn panel_ui(ui: &mut Ui, state: &State, pack: &Pack, out: &mut Commands) {
    let Some(panel) = state.register.panel else { return };
    ui.add_space(6.0);
    frame::card_ui(ui, |ui| match panel {
        RegisterPanel::Filter => filter_ui(ui, state, pack, out),
        RegisterPanel::Columns => columns_ui(ui, state, pack, out),
        RegisterPanel::Views => views_ui(ui, state, out),
    });
    ui.add_space(6.0);
}

/// Shows each filter as a button that takes it away.
pub(super) fn chips_ui(ui: &mut Ui, state: &State, pack: &Pack, out: &mut Commands) {
    let query = &state.register.query;
    for filter in &query.filters {
        let says = filter_in_words(pack, filter);
        if button::tool_ui(ui, &format!("{says}  ×"), &format!("Take away: {says}"), true).clicked() {
            out.push(look(query, &filter.field, None));
        }
    }
    if !state.register.rows.is_empty() {
        for (text, name, file) in [
            ("PDF", "Save what is shown as PDF…", ReportFile::Pdf),
            ("Spreadsheet", "Save what is shown as a spreadsheet…", ReportFile::Xlsx),
            ("CSV", "Save what is shown as CSV…", ReportFile::Csv),
        ] {
            if button::tool_ui(ui, text, name, false).clicked() {
                out.push(Command::Report(ReportCommand::SaveRegister(file)));
            }
        }
    }
    if !query.filters.is_empty() && button::link_ui(ui, "Show all again").clicked() {
        out.push(RegisterCommand::Look(Query { filters: vec![], ..query.clone() }).into());
    }
}

/// Makes the command that puts a filter in the place of the one on its field; none: takes that away.
fn look(query: &Query, field: &str, filter: Option<Filter>) -> Command {
    let mut filters: Vec<Filter> = query.filters.iter().filter(|known| known.field != field).cloned().collect();
    filters.extend(filter);
    RegisterCommand::Look(Query { filters, ..query.clone() }).into()
}

fn filter_ui(ui: &mut Ui, state: &State, pack: &Pack, out: &mut Commands) {
    let fields: Vec<(String, String)> = all_fields(pack).into_iter().filter(|(id, _)| is_filtered(pack, id)).collect();
    let picks: Vec<Pick<'_>> = fields.iter().map(|(id, label)| Pick::plain(id, label)).collect();
    let chosen = if state.jot("filter field").is_empty() { "state" } else { state.jot("filter field") };
    words::strong_ui(ui, "By which field?");
    let select =
        Select { id: Id::unique("filter field"), name: "By which field?", about: "", width: 320.0, wrong: false };
    if let Some(field) = select.ui(ui, &picks, chosen).1 {
        for jot in ["filter from", "filter to", "filter words"] {
            out.push(Command::Jot(jot, String::new()));
        }
        out.push(Command::Jot("filter field", field));
    }
    ui.add_space(8.0);
    let choices = choices_of_field(pack, chosen);
    if choices.is_empty() {
        match kind_of_field(pack, chosen) {
            kind @ ("date" | "money" | "integer" | "number") => range_ui(ui, state, pack, chosen, kind, out),
            _ => holds_ui(ui, state, chosen, out),
        }
    } else {
        codes_ui(ui, state, pack, chosen, &choices, out);
    }
}

fn is_filtered(pack: &Pack, field: &str) -> bool {
    pack.column(field).is_none_or(|column| column.filter)
}

fn codes_ui(ui: &mut Ui, state: &State, pack: &Pack, field: &str, choices: &[(String, String)], out: &mut Commands) {
    let query = &state.register.query;
    let now = query.filters.iter().find(|filter| filter.field == field);
    let ticked = match now.map(|filter| &filter.test) {
        Some(Test::Is(codes)) => codes.clone(),
        _ => vec![],
    };
    let picks: Vec<Pick<'_>> = choices.iter().map(|(code, label)| Pick::plain(code, label)).collect();
    let label = field_label(pack, field);
    let group = Group {
        id: Id::unique(("filter codes", field)),
        name: &label,
        about: "Partnerships that have any of these are shown.",
        across: true,
        focus: false,
        wrong: false,
    };
    if let Some(code) = choice::ticks_ui(ui, &group, &picks, &ticked) {
        let mut codes = ticked.clone();
        if codes.contains(&code) {
            codes.retain(|known| *known != code);
        } else {
            codes.push(code);
        }
        let filter = Filter { field: field.to_owned(), test: Test::Is(codes.clone()) };
        out.push(look(query, field, Some(filter).filter(|_| !codes.is_empty())));
    }
}

fn range_ui(ui: &mut Ui, state: &State, pack: &Pack, field: &str, kind: &str, out: &mut Commands) {
    let help = match kind {
        "date" => "A date such as 30 April 2026; leave it empty for no end",
        "money" => "An amount such as 1,000; leave it empty for no end",
        _ => "A number; leave it empty for no end",
    };
    let from = jot_ui(ui, state, "filter from", "From", help, out);
    let to = jot_ui(ui, state, "filter to", "To", help, out);
    ui.add_space(8.0);
    if button::secondary_ui(ui, "Show these").clicked() || from || to {
        let end = |jot: &str| {
            let text = state.jot(jot).trim();
            let text = if kind == "date" {
                crate::model::day::Day::parse(text, state.today)
                    .map_or_else(|_not_a_day| text.to_owned(), crate::model::day::Day::iso)
            } else {
                text.to_owned()
            };
            Some(Bound { text, closed: true }).filter(|bound| !bound.text.is_empty())
        };
        let (from, to) = (end("filter from"), end("filter to"));
        let wrong = [&from, &to].into_iter().flatten().find_map(|bound| bound.key(kind, state.today).err());
        match wrong {
            Some(sentence) => {
                out.push(Command::Warn { text: sentence, hint: format!("Change “{}”", field_label(pack, field)) });
            }
            None => {
                let any = from.is_some() || to.is_some();
                let filter = Filter { field: field.to_owned(), test: Test::Between { from, to } };
                out.push(look(&state.register.query, field, Some(filter).filter(|_| any)));
            }
        }
    }
    empty_ui(ui, state, field, out);
}

fn holds_ui(ui: &mut Ui, state: &State, field: &str, out: &mut Commands) {
    let entered = jot_ui(ui, state, "filter words", "Holds these words", "", out);
    ui.add_space(8.0);
    if button::secondary_ui(ui, "Show these").clicked() || entered {
        let text = state.jot("filter words").trim().to_owned();
        let any = !text.is_empty();
        let filter = Filter { field: field.to_owned(), test: Test::Contains(text) };
        out.push(look(&state.register.query, field, Some(filter).filter(|_| any)));
    }
    empty_ui(ui, state, field, out);
}

fn empty_ui(ui: &mut Ui, state: &State, field: &str, out: &mut Commands) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(16.0, 6.0);
        for (text, test) in
            [("Show those where it is empty", Test::Empty), ("Show those where it is filled in", Test::Filled)]
        {
            if button::link_ui(ui, text).clicked() {
                out.push(look(&state.register.query, field, Some(Filter { field: field.to_owned(), test })));
            }
        }
    });
}

fn columns_ui(ui: &mut Ui, state: &State, pack: &Pack, out: &mut Commands) {
    let shown = state.register.shown(pack);
    words::strong_ui(ui, "Shown, in this order");
    for (at, field) in shown.iter().enumerate() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let label = field_label(pack, field);
            if button::tool_ui(ui, "▲", &format!("{label}: further to the front"), false).clicked() && at > 0 {
                let mut moved = shown.clone();
                moved.swap(at, at - 1);
                out.push(RegisterCommand::Columns(moved).into());
            }
            if button::tool_ui(ui, "×", &format!("{label}: do not show"), false).clicked() && shown.len() > 1 {
                out.push(
                    RegisterCommand::Columns(shown.iter().filter(|known| *known != field).cloned().collect()).into(),
                );
            }
            words::body_ui(ui, &label);
        });
    }
    ui.add_space(8.0);
    let fields = all_fields(pack);
    let others = fields.iter().filter(|(id, _)| !shown.contains(id));
    let picks: Vec<Pick<'_>> = others.map(|(id, label)| Pick::plain(id, label)).collect();
    let select =
        Select { id: Id::unique("add column"), name: "Show another column", about: "", width: 320.0, wrong: false };
    words::strong_ui(ui, "Show another column");
    if let Some(field) = select.ui(ui, &picks, "").1 {
        out.push(RegisterCommand::Columns(shown.iter().cloned().chain([field]).collect()).into());
    }
    if !state.register.columns.is_empty() && button::link_ui(ui, "Back to the usual columns").clicked() {
        out.push(RegisterCommand::Columns(vec![]).into());
    }
}

fn views_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    if state.register.views.is_empty() {
        words::body_ui(
            ui,
            "No view has a name yet. Search, narrow down and choose columns, then give the view a name here.",
        );
    }
    for view in &state.register.views {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            if button::link_named_ui(ui, &view.name, &format!("Show the view {}", view.name)).clicked() {
                out.push(RegisterCommand::ShowView(view.name.clone()).into());
            }
            if button::tool_ui(ui, "×", &format!("Forget the view {}", view.name), false).clicked() {
                out.push(RegisterCommand::ForgetView(view.name.clone()).into());
            }
        });
    }
    let entered = jot_ui(ui, state, "view name", "Name for what is shown now", "", out);
    ui.add_space(8.0);
    let name = state.jot("view name").trim();
    if (button::secondary_ui(ui, "Keep this view").clicked() || entered) && !name.is_empty() {
        out.push(RegisterCommand::KeepView(name.to_owned()).into());
    }
}
