//! Forms that an answer opens, as the next step after its form is completed.

use crate::app::view::{Opened, PartnershipView};
use crate::gui::command::{Command, Commands};
use crate::gui::kit::{button, words};
use crate::gui::state::State;
use eframe::egui::Ui;

/// Offers the forms that answers of a partnership open.
pub(super) fn opened_ui(ui: &mut Ui, state: &State, view: &PartnershipView, out: &mut Commands) {
    if view.opened.is_empty() || state.held_by().is_some() {
        return;
    }
    words::section_ui(ui, "Next, by what was answered");
    for one in &view.opened {
        one_ui(ui, view, one, out);
    }
    ui.add_space(14.0);
}

fn one_ui(ui: &mut Ui, view: &PartnershipView, one: &Opened, out: &mut Commands) {
    if one.procedure.is_empty() {
        if button::secondary_ui(ui, &format!("Begin {}", one.title)).clicked() {
            let (reference, form) = (view.reference.clone(), one.form.clone());
            out.push(Command::OpenForm { reference, form, period: None });
        }
    } else {
        words::strong_ui(ui, &one.title);
        let says = format!("It belongs to the procedure “{}”: use that one under Help to fill it in.", one.procedure);
        words::body_ui(ui, &says);
    }
    words::caption_ui(ui, &one.because);
    ui.add_space(8.0);
}
