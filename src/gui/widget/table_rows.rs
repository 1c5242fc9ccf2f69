//! One row of a table, as a line of a grid or as a card.

use super::table::{ACTIONS, Shown, under_ui};
use super::{Slot, answer_ui};
use crate::form::finding::Finding;
use crate::form::words::in_line;
use crate::gui::command::Commands;
use crate::gui::kit::{button, frame, words, words::Tone};
use crate::gui::theme;
use crate::model::answer::Answer;
use crate::model::entry::{Entry, EntryRow};
use crate::model::id::{QuestionId, RowId};
use crate::pack::form::{Kind, Level, Table};
use eframe::egui::{Align, Context, Id, Layout, Ui, vec2};
use std::collections::BTreeSet;

/// Up to so many rows every card is open.
const FEW: usize = 12;

/// The room between the cells of a grid.
const GAP: f32 = 8.0;

/// What a person did to a table.
pub(super) enum Change {
    /// Typed into a cell.
    Cell(usize, QuestionId, Entry),
    /// Took a row out.
    Remove(usize),
    /// Made a row like another.
    Copy(usize),
}

/// A row about to be shown.
pub(super) struct RowContext<'a> {
    /// The table's slot.
    pub(super) slot: &'a Slot<'a>,
    /// The table.
    pub(super) table: &'a Table,
    /// The row.
    pub(super) row: &'a EntryRow,
    /// Its place, from 0.
    pub(super) at: usize,
    /// The columns shown.
    pub(super) columns: &'a [Shown<'a>],
}

/// Makes an empty row with an id of its own.
pub(super) fn new_row() -> EntryRow {
    // Without random numbers the row still needs an id.
    let id = crate::app::new_row_id().unwrap_or_else(|_no_numbers| RowId::from("new"));
    EntryRow { id, ..EntryRow::default() }
}

/// Is the focus to go into a row? A spot without a row means the first.
pub(super) fn wants(slot: &Slot<'_>, row: &EntryRow, at: usize) -> bool {
    slot.focus.is_some_and(|spot| spot.row.as_ref().map_or(at == 0, |own| *own == row.id))
}

/// May a row be taken out? Rows that are always there, or come from elsewhere and may not be added to, stay.
pub(super) fn is_removable(slot: &Slot<'_>, table: &Table, row: &EntryRow) -> bool {
    let is_fixed = table.fixed.iter().any(|fixed| fixed.id == row.id.as_str());
    table.remove && !is_fixed && (slot.may_add || row.origin.is_empty())
}

fn place(table: Id) -> Id {
    table.with("open rows")
}

/// Opens the card of a row.
pub(super) fn open(ctx: &Context, table: Id, row: &RowId) {
    let mut open: BTreeSet<RowId> = ctx.data(|data| data.get_temp(place(table))).unwrap_or_default();
    open.insert(row.clone());
    ctx.data_mut(|data| data.insert_temp(place(table), open));
}

fn toggle(ctx: &Context, table: Id, row: &RowId) {
    let mut open: BTreeSet<RowId> = ctx.data(|data| data.get_temp(place(table))).unwrap_or_default();
    if !open.remove(row) {
        open.insert(row.clone());
    }
    ctx.data_mut(|data| data.insert_temp(place(table), open));
}

impl<'a> RowContext<'a> {
    fn findings(&self) -> impl Iterator<Item = &'a Finding> {
        self.slot.findings.iter().copied().filter(|finding| finding.row.as_ref() == Some(&self.row.id))
    }

    fn cell(&self, (question, column): &Shown<'a>) -> Slot<'a> {
        let here = |finding: &&Finding| finding.column.as_ref() == Some(&question.id);
        let mut findings: Vec<&Finding> = self.findings().filter(here).collect();
        let about = findings.iter().map(|finding| finding.message.as_str()).collect::<Vec<_>>().join(". ");
        // Within the cell the findings are the cell's own.
        findings.dedup();
        let answer = match self.slot.answer {
            Some(Answer::Table(rows)) => rows.iter().find(|row| row.id == self.row.id),
            _ => None,
        };
        Slot {
            id: self.slot.id.with((self.row.id.as_str(), question.id.as_str())),
            name: format!("{}, row {}", column.ask, self.at + 1),
            about,
            question,
            options: &column.options,
            columns: &[],
            may_add: false,
            na: false,
            entry: self.row.cell(&question.id),
            answer: answer.and_then(|row| row.cells.get(&question.id)),
            findings,
            focus: self.slot.focus.filter(|spot| {
                wants(self.slot, self.row, self.at)
                    && spot
                        .column
                        .as_ref()
                        .map_or_else(|| self.first() == Some(&question.id), |own| *own == question.id)
            }),
            cell: true,
            around: self.slot.around,
        }
    }

    /// Returns the first column a person can fill in.
    fn first(&self) -> Option<&QuestionId> {
        let open = |shown: &&Shown<'_>| shown.0.takes_answer() && !shown.1.locked;
        self.columns.iter().find(open).map(|shown| &shown.0.id)
    }

    fn may_remove(&self) -> bool {
        is_removable(self.slot, self.table, self.row)
    }

    fn title(&self) -> String {
        let label = self.row.cell(&self.table.label).map_or("", Entry::as_text);
        if label.is_empty() { format!("Row {}", self.at + 1) } else { format!("{}. {label}", self.at + 1) }
    }
}

/// Shows a row as a line of a grid.
pub(super) fn line_ui(ui: &mut Ui, row: &RowContext<'_>, widths: &[f32], out: &mut Commands) -> Option<Change> {
    let mut change = None;
    let inner = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for (shown, width) in row.columns.iter().zip(widths) {
            ui.allocate_ui_with_layout(vec2(*width - GAP, 44.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(*width - GAP);
                if let Some(entry) = cell_ui(ui, row, shown, out) {
                    change = Some(Change::Cell(row.at, shown.0.id.clone(), entry));
                }
            });
            ui.add_space(GAP);
        }
        ui.allocate_ui_with_layout(vec2(ACTIONS, 44.0), Layout::left_to_right(Align::Min), |ui| {
            ui.add_space(4.0);
            ui.spacing_mut().item_spacing.x = 10.0;
            change = change.take().or(actions_ui(ui, row));
        });
    });
    for finding in row.findings().filter(|finding| finding.level != Level::Warn) {
        words::toned_ui(ui, &format!("Row {}: {}", row.at + 1, finding.message), Tone::Error);
    }
    under_ui(ui, inner.response.rect);
    ui.add_space(4.0);
    change
}

/// Shows a row as a card; of many rows only those that are open show their cells.
pub(super) fn card_ui(ui: &mut Ui, row: &RowContext<'_>, n_rows: usize, out: &mut Commands) -> Option<Change> {
    let opened: BTreeSet<RowId> = ui.data(|data| data.get_temp(place(row.slot.id))).unwrap_or_default();
    let wanted = wants(row.slot, row.row, row.at);
    let is_open = n_rows <= FEW || opened.contains(&row.row.id) || wanted;
    if wanted {
        open(ui.ctx(), row.slot.id, &row.row.id);
    }
    let mut change = None;
    frame::card_ui(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 14.0;
            if n_rows <= FEW {
                words::strong_ui(ui, &row.title());
            } else if button::fold_ui(ui, &row.title(), is_open).clicked() {
                toggle(ui.ctx(), row.slot.id, &row.row.id);
            }
            if row.findings().any(|finding| finding.level != Level::Warn) {
                words::tag_ui(ui, "There is a problem", Tone::Error);
            }
        });
        if is_open {
            change = cells_ui(ui, row, out);
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 14.0;
            change = change.take().or(actions_ui(ui, row));
        });
    });
    ui.add_space(8.0);
    change
}

/// Shows the cells of a card in as many columns as fit.
fn cells_ui(ui: &mut Ui, row: &RowContext<'_>, out: &mut Commands) -> Option<Change> {
    let mut change = None;
    let room = ui.available_width();
    let n_across = if room > 820.0 {
        3_u8
    } else if room > 500.0 {
        2
    } else {
        1
    };
    let width = ((room + 16.0) / f32::from(n_across) - 16.0).floor();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(16.0, 10.0);
        for shown in row.columns {
            let width = if is_broad(shown) { room - 2.0 } else { width };
            ui.allocate_ui_with_layout(vec2(width, 60.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = 4.0;
                let (question, column) = shown;
                let optional = question.takes_answer() && !column.required && !column.locked;
                let label = if optional { format!("{} (optional)", column.ask) } else { column.ask.clone() };
                words::caption_ui(ui, &label);
                if let Some(entry) = cell_ui(ui, row, shown, out) {
                    change = Some(Change::Cell(row.at, question.id.clone(), entry));
                }
                for finding in row.findings().filter(|finding| finding.column.as_ref() == Some(&question.id)) {
                    let tone = if finding.level == Level::Warn { Tone::Warn } else { Tone::Error };
                    words::toned_ui(ui, &finding.message, tone);
                }
            });
        }
    });
    for finding in row.findings().filter(|finding| finding.column.is_none()) {
        words::toned_ui(ui, &finding.message, Tone::Error);
    }
    change
}

/// Does a cell need the whole width of a card? Texts that are broad on paper do.
fn is_broad((question, _): &Shown<'_>) -> bool {
    match &question.kind {
        Kind::Text(..) => question.print.wide.is_some_and(|wide| wide >= 3),
        Kind::LongText | Kind::Person(_) | Kind::Checklist(_) | Kind::Graded(_) => true,
        Kind::Integer(_)
        | Kind::Number(_)
        | Kind::Money(_)
        | Kind::Date
        | Kind::YesNo
        | Kind::OneOf(_)
        | Kind::ManyOf(..)
        | Kind::Rating(_)
        | Kind::Risk(_)
        | Kind::Table(_)
        | Kind::Signature(_)
        | Kind::Document(_)
        | Kind::Partnership(_)
        | Kind::Computed(_)
        | Kind::Note => false,
    }
}

fn cell_ui(ui: &mut Ui, row: &RowContext<'_>, shown: &Shown<'_>, out: &mut Commands) -> Option<Entry> {
    let slot = row.cell(shown);
    if shown.1.locked {
        let said = locked_words(&slot);
        ui.add_space(8.0);
        words::body_ui(ui, if said.is_empty() { "–" } else { &said });
        return None;
    }
    answer_ui(ui, &slot, out)
}

fn locked_words(slot: &Slot<'_>) -> String {
    let text = slot.text();
    if let Some(choice) = slot.options.iter().find(|choice| choice.code == text) {
        return choice.label.clone();
    }
    let said = slot.answer.map(|answer| in_line(slot.around.pack, slot.question, answer));
    said.filter(|said| !said.is_empty()).unwrap_or_else(|| text.to_owned())
}

fn actions_ui(ui: &mut Ui, row: &RowContext<'_>) -> Option<Change> {
    let mut change = None;
    let n_row = row.at + 1;
    if row.slot.may_add && button::link_named_ui(ui, "Copy", &format!("Copy row {n_row}")).clicked() {
        change = Some(Change::Copy(row.at));
    }
    if row.may_remove() {
        let colour = theme::tokens(ui.ctx()).error;
        let name = format!("Remove row {n_row}");
        if button::link_toned_ui(ui, "Remove", &name, colour, theme::Type::Body).clicked() {
            change = Some(Change::Remove(row.at));
        }
    }
    change
}
