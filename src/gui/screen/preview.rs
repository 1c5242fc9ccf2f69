//! How the form prints: its pages, as the PDF will have them.

use crate::gui::command::{Command, Commands};
use crate::gui::kit::{button, paper, words};
use crate::gui::state::State;
use crate::gui::wizard::Wizard;
use eframe::egui::{ScrollArea, Ui, vec2};

/// The steps of size, in percent.
const STEPS: [u32; 8] = [50, 67, 80, 100, 125, 150, 200, 300];

/// Shows the pages with what changes their size.
pub(super) fn pages_ui(ui: &mut Ui, state: &State, wizard: &Wizard, out: &mut Commands) {
    let room = ui.available_width() - 2.0;
    let percent = paper::percent(state.paper_zoom, room);
    let pages = &wizard.preview(state.line()).pages;
    let count = pages.len();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(10.0, 8.0);
        if button::secondary_ui(ui, "Zoom out").clicked() {
            let next = STEPS.into_iter().rev().find(|step| paper::is_below(*step, percent));
            out.push(Command::PaperZoom(Some(next.unwrap_or(STEPS[0]))));
        }
        if button::secondary_ui(ui, "Zoom in").clicked() {
            let next = STEPS.into_iter().find(|step| paper::is_above(*step, percent));
            out.push(Command::PaperZoom(Some(next.unwrap_or(STEPS[STEPS.len() - 1]))));
        }
        if state.paper_zoom.is_some() && button::secondary_ui(ui, "Whole width").clicked() {
            out.push(Command::PaperZoom(None));
        }
        let said = if count == 1 { "One page".to_owned() } else { format!("{count} pages") };
        words::caption_ui(ui, &format!("{said}, {percent:.0} %"));
    });
    ui.add_space(8.0);
    ScrollArea::horizontal().id_salt("paper").auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing = paper::GAP;
        for (at, page) in pages.iter().enumerate() {
            paper::page_ui(ui, page, paper::width(percent), &format!("Preview, page {} of {count}", at + 1));
        }
        ui.add_space(4.0);
    });
}
