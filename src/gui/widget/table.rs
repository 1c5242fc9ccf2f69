//! Kind `table`: a grid while it fits, else a card a row; only the rows in view are drawn.

use super::table_rows::{self, Change, RowContext};
use super::{Slot, risk};
use crate::form::reading::ColumnReading;
use crate::gui::command::Commands;
use crate::gui::kit::{button, focus, words};
use crate::gui::theme::{self, Type};
use crate::model::entry::{Entry, EntryRow};
use crate::pack::form::{Kind, Question, Table};
use eframe::egui::{Align, Layout, Rect, Stroke, Ui, UiBuilder, Vec2, pos2, vec2};

/// A column that is shown, with how it is asked.
pub(super) type Shown<'a> = (&'a Question, &'a ColumnReading);

/// The room a grid keeps for "Copy" and "Remove" at the end of a row.
pub(super) const ACTIONS: f32 = 128.0;

/// Shows the rows, and what can be done with them.
pub(super) fn table_ui(ui: &mut Ui, slot: &Slot<'_>, table: &Table, out: &mut Commands) -> Option<Entry> {
    let rows = slot.entry.map(Entry::rows).unwrap_or_default();
    let columns = shown_columns(slot, table);
    let acts = slot.may_add || rows.iter().any(|row| table_rows::is_removable(slot, table, row));
    let actions = if acts { ACTIONS } else { 0.0 };
    let widths = widths(&columns, ui.available_width() - actions);
    let mut change = None;
    if rows.is_empty() {
        words::caption_ui(ui, "No rows yet");
    } else if let Some(widths) = &widths {
        heads_ui(ui, &columns, widths);
        change = virtual_ui(ui, slot, rows, 54.0, |ui, row, at| {
            let context = RowContext { slot, table, row, at, columns: &columns };
            table_rows::line_ui(ui, &context, widths, out)
        });
    } else {
        change = virtual_ui(ui, slot, rows, 64.0, |ui, row, at| {
            let context = RowContext { slot, table, row, at, columns: &columns };
            table_rows::card_ui(ui, &context, rows.len(), out)
        });
    }
    let mut rows_now = apply(rows, change);
    if slot.may_add && rows.len() < table.max_rows {
        ui.add_space(4.0);
        let add = button::secondary_ui(ui, if rows.is_empty() { "Add a row" } else { "Add another row" });
        name_add(&add, slot);
        if slot.focus.is_some_and(|spot| spot.row.is_none()) && rows.is_empty() {
            focus::go_to(&add);
        }
        if add.clicked() {
            let row = table_rows::new_row();
            table_rows::open(ui.ctx(), slot.id, &row.id);
            rows_now.get_or_insert_with(|| rows.to_vec()).push(row);
        }
    }
    risk::grid_ui(ui, table, rows, &slot.around.pack.policy);
    rows_now.map(Entry::Rows)
}

fn name_add(add: &eframe::egui::Response, slot: &Slot<'_>) {
    add.ctx.accesskit_node_builder(add.id, |node| node.set_description(slot.name.as_str()));
}

fn shown_columns<'a>(slot: &Slot<'a>, table: &'a Table) -> Vec<Shown<'a>> {
    let question: &'a Question = slot.question;
    debug_assert!(matches!(question.kind, Kind::Table(_)), "a table slot holds a table");
    slot.columns
        .iter()
        .filter(|column| !column.quiet)
        .filter_map(|column| table.columns.iter().find(|own| own.id == column.id).map(|own| (own, column)))
        .collect()
}

/// Returns the width of each column if the grid fits, by the least that each kind needs.
fn widths(columns: &[Shown<'_>], room: f32) -> Option<Vec<f32>> {
    let least = |question: &Question, locked: bool| match &question.kind {
        Kind::YesNo => 148.0,
        Kind::Text(..) if locked => 150.0,
        Kind::Integer(_) | Kind::Number(_) | Kind::Computed(_) => 100.0,
        Kind::Date | Kind::Money(_) => 140.0,
        Kind::OneOf(_) | Kind::Risk(_) => 160.0,
        #[expect(clippy::cast_precision_loss, reason = "a width in parts is a small number")]
        Kind::Text(..) => 120.0 + 40.0 * question.print.wide.unwrap_or(1).min(4) as f32,
        Kind::LongText
        | Kind::Graded(_)
        | Kind::ManyOf(..)
        | Kind::Rating(_)
        | Kind::Table(_)
        | Kind::Checklist(_)
        | Kind::Person(_)
        | Kind::Signature(_)
        | Kind::Document(_)
        | Kind::Partnership(_)
        | Kind::Note => 10_000.0,
    };
    let least: Vec<f32> = columns.iter().map(|(question, column)| least(question, column.locked)).collect();
    let sum: f32 = least.iter().sum();
    (sum <= room).then(|| least.iter().map(|width| width * (room / sum).min(1.6)).collect())
}

fn heads_ui(ui: &mut Ui, columns: &[Shown<'_>], widths: &[f32]) {
    let tokens = theme::tokens(ui.ctx());
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for ((question, column), width) in columns.iter().zip(widths) {
            let layout = Layout::left_to_right(Align::Max).with_main_wrap(true);
            ui.allocate_ui_with_layout(vec2(*width, 22.0), layout, |ui| {
                ui.set_width(*width);
                let needed = column.required || question.required || !question.takes_answer() || column.locked;
                let text = if needed { column.ask.clone() } else { format!("{} (optional)", column.ask) };
                let rich = words::styled(text, Type::Small, tokens.soft);
                ui.add(eframe::egui::Label::new(rich).wrap());
            });
        }
    });
    words::line_ui(ui);
}

/// Draws the rows in view and leaves room for the others, by the heights they had last.
fn virtual_ui(
    ui: &mut Ui,
    slot: &Slot<'_>,
    rows: &[EntryRow],
    guess: f32,
    mut row_ui: impl FnMut(&mut Ui, &EntryRow, usize) -> Option<Change>,
) -> Option<Change> {
    let place = slot.id.with("heights");
    let heights: std::sync::Arc<Vec<f32>> = ui.data(|data| data.get_temp(place)).unwrap_or_default();
    let mut seen = Vec::with_capacity(rows.len());
    let view = ui.clip_rect().expand2(Vec2::new(0.0, 300.0));
    let mut change = None;
    for (at, row) in rows.iter().enumerate() {
        let height = heights.get(at).copied().unwrap_or(guess);
        let top = ui.cursor().top();
        let wanted = table_rows::wants(slot, row, at);
        if !wanted && rows.len() > 12 && (top + height < view.top() || top > view.bottom()) {
            ui.allocate_space(vec2(1.0, height));
            seen.push(height);
            continue;
        }
        let builder = UiBuilder::new().id_salt((slot.id, row.id.as_str()));
        let inner = ui.scope_builder(builder, |ui| row_ui(ui, row, at));
        change = inner.inner.or(change);
        seen.push(inner.response.rect.height());
    }
    if *heights != seen {
        ui.data_mut(|data| data.insert_temp(place, std::sync::Arc::new(seen)));
    }
    change
}

fn apply(rows: &[EntryRow], change: Option<Change>) -> Option<Vec<EntryRow>> {
    let mut rows = rows.to_vec();
    match change? {
        Change::Cell(at, column, entry) => {
            rows.get_mut(at)?.cells.insert(column, entry);
        }
        Change::Remove(at) => {
            rows.remove(at);
        }
        Change::Copy(at) => {
            let copy = EntryRow { cells: rows.get(at)?.cells.clone(), ..table_rows::new_row() };
            rows.insert(at + 1, copy);
        }
    }
    Some(rows)
}

/// Draws the thin line under a row of a grid.
pub(super) fn under_ui(ui: &Ui, rect: Rect) {
    let line = theme::tokens(ui.ctx()).line;
    let (left, right, y) = (rect.left(), rect.right(), rect.bottom() + 3.0);
    ui.painter().line_segment([pos2(left, y), pos2(right, y)], Stroke::new(1.0, line));
}
