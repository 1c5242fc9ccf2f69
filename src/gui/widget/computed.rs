//! Kind `computed`: a value the program works out.

use super::Slot;
use crate::form::words::in_line;
use crate::gui::kit::words;
use crate::gui::theme;
use crate::model::entry::Entry;
use eframe::egui::{Frame, Margin, Ui};

/// Shows the value, or that it is not known yet.
pub(super) fn computed_ui(ui: &mut Ui, slot: &Slot<'_>) -> Option<Entry> {
    let said =
        slot.answer.map(|answer| in_line(slot.around.pack, slot.question, answer)).filter(|said| !said.is_empty());
    let panel = theme::tokens(ui.ctx()).panel;
    let margin = if slot.cell { Margin::symmetric(8, 8) } else { Margin::symmetric(14, 10) };
    Frame::new().fill(panel).corner_radius(theme::CORNER).inner_margin(margin).show(ui, |ui| match said {
        Some(said) => words::strong_ui(ui, &said),
        None if slot.cell => words::caption_ui(ui, "–"),
        None => words::caption_ui(ui, "Worked out once the answers it needs are there"),
    });
    None
}
