//! Bringing a spreadsheet in: what each column is, and what becomes of each row before anything is done.

use super::sheet_done;
use crate::app::sheet::{RowLine, RowState, TargetId, needed, targets};
use crate::gui::command::{Command, Commands};
use crate::gui::kit::choice::{self, Pick};
use crate::gui::kit::{button, frame, list, select::Select, words, words::Tone};
use crate::gui::sheet::{SheetCommand, SheetWork};
use crate::gui::state::State;
use crate::pack::Pack;
use crate::pack::form::Kind;
use eframe::egui::{Align, Id, Layout, Ui, accesskit::Live, vec2};

/// What leads to this screen.
pub(super) const BRING_IN: &str = "Bring in a spreadsheet…";

/// How wide a heading and its samples are, and the list of questions beside them.
const HEADING: f32 = 380.0;
const QUESTION: f32 = 400.0;

/// Shows the screen: choosing the file, then its columns and rows, then what was done.
pub(super) fn sheet_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    frame::column_ui(ui, "sheet", 900.0, |ui| {
        if button::link_ui(ui, "Back").clicked() {
            out.push(Command::Back);
        }
        words::title_ui(ui, BRING_IN.trim_end_matches('…'));
        match (&state.sheet_work, &state.pack) {
            (Some(work), _) if work.done.is_some() => sheet_done::done_ui(ui, state, work, out),
            (Some(work), Some(pack)) => work_ui(ui, state, pack, work, out),
            (None, _) | (Some(_), None) => choose_ui(ui, state, out),
        }
    });
}

fn choose_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    words::body_ui(
        ui,
        "A register that was kept in a spreadsheet can be brought in: each row becomes a partnership. You see what \
         becomes of each row before anything is done, and you can undo it. Partnerships that are there already are \
         never changed.",
    );
    words::caption_ui(
        ui,
        "Excel (.xlsx), OpenDocument (.ods) or text (.csv), up to 20,000 rows. You may drop it here.",
    );
    ui.add_space(14.0);
    ui.add_enabled_ui(!state.busy, |ui| {
        if button::primary_ui(ui, "Choose the file…").clicked() {
            ask(out, SheetCommand::Choose);
        }
    });
}

fn ask(out: &mut Commands, command: SheetCommand) {
    out.push(Command::Spreadsheet(command));
}

fn work_ui(ui: &mut Ui, state: &State, pack: &Pack, work: &SheetWork, out: &mut Commands) {
    words::body_ui(ui, &format!("From {}.", work.file.name));
    sheets_ui(ui, work, out);
    ui.add_space(12.0);
    words::section_ui(ui, "What each column is");
    columns_ui(ui, pack, work, out);
    for_all_ui(ui, pack, work, out);
    ui.add_space(18.0);
    words::section_ui(ui, "What becomes of each row");
    match &work.rows {
        None => {
            words::caption_ui(ui, "One moment…");
        }
        Some(Err((sentence, hint))) => {
            frame::notice_ui(ui, Tone::Warn, "", |ui| {
                words::strong_ui(ui, sentence);
                words::body_ui(ui, hint);
            });
        }
        Some(Ok(rows)) => rows_ui(ui, state, work, rows, out),
    }
}

/// Offers the sheets, where the file has more than one.
fn sheets_ui(ui: &mut Ui, work: &SheetWork, out: &mut Commands) {
    if work.file.sheets.len() < 2 {
        return;
    }
    let codes: Vec<String> = (0..work.file.sheets.len()).map(|at| at.to_string()).collect();
    let picks: Vec<Pick<'_>> =
        codes.iter().zip(&work.file.sheets).map(|(code, sheet)| Pick::plain(code, &sheet.name)).collect();
    words::strong_ui(ui, "Sheet");
    let select =
        Select { id: Id::unique("sheet of the file"), name: "Sheet", about: "", width: QUESTION, wrong: false };
    let (_, picked) = select.ui(ui, &picks, &work.plan.sheet.to_string());
    if let Some(at) = picked.and_then(|code| code.parse().ok()) {
        ask(out, SheetCommand::Use(at));
    }
}

fn columns_ui(ui: &mut Ui, pack: &Pack, work: &SheetWork, out: &mut Commands) {
    let targets = targets(pack);
    let codes: Vec<String> = targets.iter().map(|target| target.id.to_string()).collect();
    let picks: Vec<Pick<'_>> =
        codes.iter().zip(&targets).map(|(code, target)| Pick::plain(code, &target.label)).collect();
    for (at, heading) in work.file.columns(&work.plan) {
        let letter = crate::app::sheet::letters(at);
        let name = if heading.is_empty() { format!("Column {letter}") } else { heading };
        let samples = work.file.samples(&work.plan, at, 2).iter().map(|text| short(text)).collect::<Vec<_>>();
        beside_ui(
            ui,
            |ui| {
                words::strong_ui(ui, &name);
                words::caption_ui(ui, &format!("{letter}: {}", samples.join("  ·  ")));
            },
            |ui| {
                let chosen = work.plan.columns.get(&at).map(ToString::to_string).unwrap_or_default();
                let id = Id::unique(("column", work.plan.sheet, at));
                let select = Select { id, name: &name, about: "What this column is", width: QUESTION, wrong: false };
                if let (_, Some(code)) = select.ui(ui, &picks, &chosen) {
                    let target = (!code.is_empty()).then(|| TargetId::parse(&code));
                    ask(out, SheetCommand::Answers { column: at, target });
                }
                if chosen.is_empty() {
                    words::caption_ui(ui, "Left out");
                }
            },
        );
    }
}

/// The start of a text, for one line.
fn short(text: &str) -> String {
    let line: String = text.chars().map(|c| if c == '\n' { ' ' } else { c }).take(48).collect();
    if line.chars().count() < text.chars().count() { format!("{line}…") } else { line }
}

/// Two things side by side where there is room, else one under the other.
fn beside_ui(ui: &mut Ui, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    ui.add_space(6.0);
    if ui.available_width() < HEADING + QUESTION {
        left(ui);
        right(ui);
    } else {
        ui.horizontal_top(|ui| {
            ui.allocate_ui_with_layout(vec2(HEADING, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(HEADING);
                ui.spacing_mut().item_spacing.y = 2.0;
                left(ui);
            });
            ui.vertical(right);
        });
    }
    ui.add_space(6.0);
    words::line_ui(ui);
}

/// Asks for what every entry must have and no column says: one answer serves all rows.
fn for_all_ui(ui: &mut Ui, pack: &Pack, work: &SheetWork, out: &mut Commands) {
    let answered = |id| work.plan.columns.values().any(|target| target.question == id);
    let open: Vec<_> = needed(pack).into_iter().filter(|question| !answered(question.id.clone())).collect();
    if open.is_empty() {
        return;
    }
    ui.add_space(14.0);
    words::strong_ui(ui, "Not in the spreadsheet");
    words::caption_ui(
        ui,
        "Every register entry needs these. Give one answer for all rows, or complete each entry later.",
    );
    for question in open {
        let Kind::OneOf(options) = &question.kind else { continue };
        let offered = options.choices.iter().filter(|choice| !choice.retired);
        let picks: Vec<Pick<'_>> = offered.map(|choice| Pick::plain(&choice.code, &choice.label)).collect();
        let name = question.ask.words();
        beside_ui(
            ui,
            |ui| {
                words::body_ui(ui, &name);
            },
            |ui| {
                let id = Id::unique(("for all", question.id.as_str()));
                let select = Select { id, name: &name, about: "For all rows", width: QUESTION, wrong: false };
                let chosen = work.plan.fixed.get(&question.id).map_or("", String::as_str);
                if let (_, Some(value)) = select.ui(ui, &picks, chosen) {
                    ask(out, SheetCommand::ForAll { question: question.id.clone(), value });
                }
            },
        );
    }
}

fn rows_ui(ui: &mut Ui, state: &State, work: &SheetWork, rows: &[RowLine], out: &mut Commands) {
    let shown = words::body_ui(ui, &summary(rows));
    ui.ctx().accesskit_node_builder(shown.id, |node| node.set_live(Live::Polite));
    if rows.iter().any(|row| row.faulty) {
        let (id, label) = (Id::unique("sheet strict"), "Bring in rows with mistakes, without the cells that are wrong");
        if let Some(on) = choice::tick_ui(ui, id, label, !work.plan.strict) {
            ask(out, SheetCommand::Strict(!on));
        }
    }
    if rows.iter().any(|row| row.state == RowState::Near) {
        let (id, label) = (Id::unique("sheet near"), "Bring in all rows that are perhaps there already");
        if let Some(on) = choice::tick_ui(ui, id, label, work.plan.with_near) {
            ask(out, SheetCommand::WithNear(on));
        }
    }
    ui.add_space(8.0);
    let says = match (state.busy, work.count()) {
        (true, _) => "One moment…".to_owned(),
        (false, 1) => "Bring in 1 partnership".to_owned(),
        (false, n) => format!("Bring in {n} partnerships"),
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(16.0, 8.0);
        let may = !state.busy && work.count() > 0 && state.held_by().is_none();
        ui.add_enabled_ui(may, |ui| {
            if button::primary_ui(ui, &says).clicked() {
                ask(out, SheetCommand::BringIn);
            }
        });
        if button::link_ui(ui, "Choose another file").clicked() {
            ask(out, SheetCommand::Again);
        }
    });
    ui.add_space(10.0);
    words::line_ui(ui);
    list::rows_ui(ui, "sheet rows", work.plan.sheet, rows.len(), 58.0, |ui, at| row_ui(ui, &rows[at], out));
}

fn summary(rows: &[RowLine]) -> String {
    let count = |is: fn(&RowLine) -> bool| rows.iter().filter(|row| is(row)).count();
    let parts = [
        (count(|row| row.brought && row.state == RowState::New), "new"),
        (count(|row| row.brought && row.state == RowState::Draft), "new, to be completed"),
        (count(|row| row.brought && row.state == RowState::Near), "new, near another"),
        (count(|row| row.state == RowState::Same), "there already"),
        (count(|row| !row.brought && row.state == RowState::Near), "perhaps there already"),
        (count(|row| row.state == RowState::Wrong), "cannot be used"),
        (count(|row| !row.brought && matches!(row.state, RowState::New | RowState::Draft)), "left out"),
    ];
    let said: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, says)| format!("{n} {says}")).collect();
    let of = if rows.len() == 1 { "One row".to_owned() } else { format!("{} rows", rows.len()) };
    format!("{of}: {}.", said.join("; "))
}

/// What a row is called.
pub(super) fn label_of(row: &RowLine) -> String {
    let name = if row.name.is_empty() { "No name" } else { &row.name };
    format!("Row {}: {name}", row.line)
}

/// Shows one row: whether it is brought in, what it is, and what is to be known of it.
fn row_ui(ui: &mut Ui, row: &RowLine, out: &mut Commands) {
    ui.add_space(6.0);
    let label = label_of(row);
    if row.is_open() {
        if let Some(on) = choice::tick_ui(ui, Id::unique(("sheet row", row.line)), &label, row.brought) {
            ask(out, SheetCommand::Pick(row.line, on));
        }
    } else {
        words::strong_ui(ui, &label);
    }
    told_ui(ui, row);
    ui.add_space(6.0);
    words::line_ui(ui);
}

/// Shows what a row is, and what is to be known of it.
pub(super) fn told_ui(ui: &mut Ui, row: &RowLine) {
    let tone = match (row.state, row.faulty) {
        (RowState::Wrong, _) => Tone::Error,
        (RowState::New, false) => Tone::Good,
        (RowState::Same, false) => Tone::Quiet,
        (RowState::New | RowState::Same | RowState::Draft | RowState::Near, _) => Tone::Warn,
    };
    ui.horizontal_wrapped(|ui| words::tag_ui(ui, row.result(), tone));
    for says in &row.messages {
        words::caption_ui(ui, says);
    }
}
