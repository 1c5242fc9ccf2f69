//! Kind `risk`: a step of a scale of the policy; and the grid of a table that has both scales.

use super::{Slot, choice};
use crate::gui::kit::{choice::Pick, words};
use crate::gui::theme::{self, Type};
use crate::model::entry::{Entry, EntryRow};
use crate::model::id::QuestionId;
use crate::model::policy::Policy;
use crate::pack::form::{Kind, Scale, Table};
use eframe::egui::{Align2, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

/// Shows the five steps with their descriptors.
pub(super) fn risk_ui(ui: &mut Ui, slot: &Slot<'_>, scale: Scale) -> Option<Entry> {
    let policy = &slot.around.pack.policy;
    let said = match scale {
        Scale::Likelihood => &policy.likelihood,
        Scale::Impact => &policy.impact,
    };
    let steps: Vec<(String, String)> = (1..=5_usize)
        .map(|step| (step.to_string(), said.get(step - 1).map_or(step.to_string(), |says| format!("{step}  {says}"))))
        .collect();
    let picks: Vec<Pick<'_>> = steps.iter().map(|(code, label)| Pick::plain(code, label)).collect();
    choice::pick_ui(ui, slot, &picks, false)
}

/// Draws the 5 × 5 grid with the number of each row in its place, if the table has both scales.
pub(super) fn grid_ui(ui: &mut Ui, table: &Table, rows: &[EntryRow], policy: &Policy) {
    let column = |wanted: Scale| {
        table.columns.iter().find(|column| matches!(&column.kind, Kind::Risk(scale) if *scale == wanted))
    };
    let (Some(likelihood), Some(impact)) = (column(Scale::Likelihood), column(Scale::Impact)) else { return };
    let step = |row: &EntryRow, column: &QuestionId| row.cell(column).and_then(|entry| entry.as_text().parse().ok());
    let places: Vec<(usize, i64, i64)> = rows
        .iter()
        .enumerate()
        .filter_map(|(at, row)| Some((at + 1, step(row, &likelihood.id)?, step(row, &impact.id)?)))
        .collect();
    if places.is_empty() {
        return;
    }
    ui.add_space(10.0);
    words::strong_ui(ui, "Where the risks lie");
    words::caption_ui(ui, "Likelihood upwards, impact to the right. The numbers are the rows above.");
    let size = (ui.available_width().min(420.0) - 30.0) / 5.0;
    let height = (size * 0.62).max(34.0);
    let (rect, response) = ui.allocate_exact_size(vec2(30.0 + 5.0 * size, 5.0 * height + 24.0), Sense::hover());
    for likely in 1..=5_i64 {
        for bad in 1..=5_i64 {
            let here: Vec<String> =
                places.iter().filter(|(_, l, i)| (*l, *i) == (likely, bad)).map(|(row, ..)| row.to_string()).collect();
            cell_ui(ui, rect, vec2(size, height), (likely, bad), &here.join(", "), policy);
        }
    }
    let told: Vec<String> =
        places.iter().map(|(row, l, i)| format!("row {row}: likelihood {l}, impact {i}, score {}", l * i)).collect();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("Risk grid. {}", told.join("; "))));
}

fn cell_ui(ui: &Ui, rect: Rect, size: Vec2, (likely, bad): (i64, i64), text: &str, policy: &Policy) {
    let tokens = theme::tokens(ui.ctx());
    let score = likely * bad;
    let step = policy.colours.iter().position(|(up_to, _)| score <= *up_to).unwrap_or(policy.colours.len());
    let fill = tokens.risk.get(step.min(tokens.risk.len().saturating_sub(1))).copied().unwrap_or(tokens.panel);
    #[expect(clippy::cast_precision_loss, reason = "1 to 5")]
    let (x, y) = ((bad - 1) as f32, (5 - likely) as f32);
    let min = pos2(rect.left() + 30.0 + x * size.x, rect.top() + y * size.y);
    let square = Rect::from_min_size(min, size);
    let painter = ui.painter();
    painter.rect(square.shrink(1.5), 4, fill, Stroke::new(1.0, tokens.line), StrokeKind::Inside);
    let font = Type::Strong.style().resolve(ui.style());
    painter.text(square.center(), Align2::CENTER_CENTER, text, font, tokens.ink);
    let small = Type::Small.style().resolve(ui.style());
    if bad == 1 {
        let at = pos2(rect.left() + 12.0, square.center().y);
        painter.text(at, Align2::CENTER_CENTER, likely.to_string(), small.clone(), tokens.soft);
    }
    if likely == 1 {
        let at = pos2(square.center().x, square.bottom() + 12.0);
        painter.text(at, Align2::CENTER_CENTER, bad.to_string(), small, tokens.soft);
    }
}
