//! Charts on screen. Each bar and each risk is a control of its own that leads to the partnerships behind it, so
//! that keyboard and screen reader reach them; the figure stands beside each bar, and parts differ by pattern.

use crate::app::report::{Arrangement, Bar, Bars, Cell, Chart, Grid, Plot};
use crate::gui::command::{Command, Commands};
use crate::gui::kit::{button, words};
use crate::gui::report::ReportCommand;
use crate::gui::theme::{self, Tokens, Type};
use crate::model::filter::Filter;
use eframe::egui::{
    Align, Color32, Label, Layout, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder, accesskit, pos2, vec2,
};

/// How high a bar is, in points.
const BAR: f32 = 22.0;

/// How wide the names of bars are at most.
const NAMES: f32 = 260.0;

/// Shows a chart.
pub(super) fn chart_ui(ui: &mut Ui, chart: &Chart, out: &mut Commands) {
    let alt = chart.alt();
    let builder = UiBuilder::new()
        .id_salt(("chart", chart.id.as_str()))
        .accessibility_role(accesskit::Role::Group)
        .accessibility_label(&alt);
    ui.scope_builder(builder, |ui| match &chart.plot {
        Plot::Bars(bars) => bars_ui(ui, bars, out),
        Plot::Grid(grid) => grid_ui(ui, grid, out),
    });
}

/// The colour and pattern of a part, by its place: no two of twelve look the same.
fn part_look(tokens: &Tokens, at: usize) -> (Color32, Pattern) {
    let colours = [tokens.link, tokens.warn, tokens.good, tokens.quiet];
    let patterns = [Pattern::Full, Pattern::Lines, Pattern::Outline];
    (colours[at % colours.len()], patterns[(at + at / colours.len()) % patterns.len()])
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pattern {
    Full,
    Lines,
    Outline,
}

fn paint(ui: &Ui, rect: Rect, (colour, pattern): (Color32, Pattern)) {
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    if pattern == Pattern::Full {
        painter.rect_filled(rect, 2, colour);
        return;
    }
    painter.rect_stroke(rect, 2, Stroke::new(1.5, colour), StrokeKind::Inside);
    if pattern == Pattern::Lines {
        let mut x = rect.left() - rect.height();
        while x < rect.right() {
            painter
                .line_segment([pos2(x, rect.bottom()), pos2(x + rect.height(), rect.top())], Stroke::new(1.5, colour));
            x += 6.0;
        }
    }
}

fn bars_ui(ui: &mut Ui, bars: &Bars, out: &mut Commands) {
    let tokens = theme::tokens(ui.ctx());
    if bars.bars.is_empty() {
        words::body_ui(ui, "Nothing to show.");
        return;
    }
    if bars.parts.len() > 1 {
        ui.horizontal_wrapped(|ui| {
            for (at, part) in bars.parts.iter().enumerate() {
                let (rect, _) = ui.allocate_exact_size(vec2(26.0, 14.0), Sense::empty());
                paint(ui, rect, part_look(&tokens, at));
                words::caption_ui(ui, part);
                ui.add_space(12.0);
            }
        });
    }
    let names = NAMES.min(ui.available_width() * 0.4);
    for (at, bar) in bars.bars.iter().enumerate() {
        ui.push_id(at, |ui| bar_ui(ui, bars, bar, names, out));
    }
    words::caption_ui(ui, &bars.measure);
}

fn bar_ui(ui: &mut Ui, bars: &Bars, bar: &Bar, names: f32, out: &mut Commands) {
    let tokens = theme::tokens(ui.ctx());
    let longest = bars.longest().max(1);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.allocate_ui_with_layout(vec2(names, BAR), Layout::left_to_right(Align::Center), |ui| {
            ui.set_width(names);
            lead_ui(ui, &bar.label, &figures(bars, bar), &bar.leads_to, out);
        });
        let room = (ui.available_width() - 150.0).max(60.0);
        #[expect(clippy::cast_precision_loss, reason = "a bar of some hundred points")]
        let length = |value: i64| room * (value.max(0) as f32) / (longest as f32);
        let beside = bars.arrangement == Arrangement::Beside;
        #[expect(clippy::cast_precision_loss, reason = "a bar has few parts")]
        let height = if beside { (BAR * bar.amounts.len().max(1) as f32).min(48.0) } else { BAR };
        let (rect, _) = ui.allocate_exact_size(vec2(room, height), Sense::empty());
        let (mut left, mut top) = (rect.left(), rect.top());
        #[expect(clippy::cast_precision_loss, reason = "a bar has few parts")]
        let thick = if beside { height / bar.amounts.len().max(1) as f32 } else { height };
        for (at, amount) in bar.amounts.iter().enumerate() {
            let part = Rect::from_min_size(pos2(left, top + 2.0), vec2(length(amount.value), thick - 4.0));
            if amount.value > 0 {
                paint(ui, part, part_look(&tokens, at));
            }
            if beside { top += thick } else { left += part.width() }
        }
        let whole: i64 = bar.amounts.iter().map(|amount| amount.value).sum();
        let says = if beside { String::new() } else { bars.cell(whole).shown() };
        ui.add(Label::new(words::styled(says, Type::Strong, tokens.ink)));
    });
    if bars.parts.len() > 1 {
        parts_ui(ui, bars, bar, names, out);
    }
}

/// Shows the parts of a bar under it, each with its figure, as links to what they count.
fn parts_ui(ui: &mut Ui, bars: &Bars, bar: &Bar, names: f32, out: &mut Commands) {
    let tokens = theme::tokens(ui.ctx());
    ui.horizontal_top(|ui| {
        ui.add_space(names + 8.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 2.0);
            for (at, (part, amount)) in bars.parts.iter().zip(&bar.amounts).enumerate() {
                if amount.value == 0 {
                    continue;
                }
                let (rect, _) = ui.allocate_exact_size(vec2(18.0, 12.0), Sense::empty());
                paint(ui, rect, part_look(&tokens, at));
                let text = format!("{part}: {}", bars.cell(amount.value).shown());
                ui.push_id(at, |ui| lead_ui(ui, &text, &bar.label, &amount.leads_to, out));
                ui.add_space(8.0);
            }
        });
    });
    ui.add_space(6.0);
}

/// Says a bar's amounts: "12", or "On time 10, late 2".
fn figures(bars: &Bars, bar: &Bar) -> String {
    let says = |value: i64| bars.cell(value).shown();
    match (bars.parts.as_slice(), bar.amounts.as_slice()) {
        ([] | [_], [only]) => says(only.value),
        (parts, amounts) => {
            let each = parts.iter().zip(amounts).filter(|(_, amount)| amount.value != 0);
            let told: Vec<String> = each.map(|(part, amount)| format!("{part} {}", says(amount.value))).collect();
            if told.is_empty() { Cell::Whole(0).shown() } else { told.join(", ") }
        }
    }
}

fn lead_ui(ui: &mut Ui, text: &str, more: &str, filters: &[Filter], out: &mut Commands) {
    let tokens = theme::tokens(ui.ctx());
    if filters.is_empty() {
        ui.add(Label::new(words::styled(text, Type::Caption, tokens.ink)).truncate());
    } else if button::link_toned_ui(ui, text, &format!("{text}, {more}: show them"), tokens.link, Type::Caption)
        .clicked()
    {
        out.push(Command::Report(ReportCommand::Lead(filters.to_vec())));
    }
}

fn grid_ui(ui: &mut Ui, grid: &Grid, out: &mut Commands) {
    let tokens = theme::tokens(ui.ctx());
    words::caption_ui(ui, "Up: likelihood, 1 to 5. Across: impact, 1 to 5. A thick edge: for the corporate record.");
    let width = ((ui.available_width() - 40.0) / 5.0).clamp(90.0, 190.0);
    for likelihood in (1..=5_i64).rev() {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            ui.allocate_ui(vec2(22.0, 20.0), |ui| {
                ui.set_width(22.0);
                words::strong_ui(ui, &likelihood.to_string()).on_hover_text(word(&grid.likelihood, likelihood));
            });
            for impact in 1..=5 {
                cell_ui(ui, grid, (likelihood, impact), width, &tokens, out);
            }
        });
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.add_space(26.0);
        for impact in 1..=5 {
            ui.allocate_ui(vec2(width, 20.0), |ui| {
                ui.set_width(width);
                words::strong_ui(ui, &impact.to_string()).on_hover_text(word(&grid.impact, impact));
            });
        }
    });
}

fn word(words: &[String], step: i64) -> String {
    let at = usize::try_from(step - 1).unwrap_or(0);
    words.get(at).cloned().unwrap_or_default()
}

/// The most partnerships named in a cell; the register has them all.
const MOST_NAMED: usize = 6;

fn cell_ui(
    ui: &mut Ui,
    grid: &Grid,
    (likelihood, impact): (i64, i64),
    width: f32,
    tokens: &Tokens,
    out: &mut Commands,
) {
    let score = likelihood * impact;
    let (band, name) = grid.band(score);
    let fill = [tokens.good_soft, tokens.info_soft, tokens.warn_soft, tokens.error_soft][band.min(3)];
    let edge = if grid.is_marked(score) { Stroke::new(2.5, tokens.error) } else { Stroke::new(1.0, tokens.edge) };
    let frame = eframe::egui::Frame::new().fill(fill).stroke(edge).inner_margin(6);
    let here: Vec<_> =
        grid.spots.iter().filter(|spot| spot.likelihood == likelihood && spot.impact == impact).collect();
    frame.show(ui, |ui| {
        ui.set_width(width - 16.0);
        ui.set_min_height(52.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let mark = if grid.is_marked(score) { format!(", {}", grid.mark) } else { String::new() };
            words::caption_ui(ui, &format!("{score} {name}{mark}"));
            ui.horizontal_wrapped(|ui| {
                for (at, spot) in here.iter().take(MOST_NAMED).enumerate() {
                    ui.push_id(at, |ui| lead_ui(ui, &spot.label, &format!("score {score}"), &spot.leads_to, out));
                }
            });
            if here.len() > MOST_NAMED {
                words::caption_ui(ui, &format!("and {} more", here.len() - MOST_NAMED));
            }
        });
    });
}
