//! A form that was begun under an earlier edition of its procedure: what the edition in force changes, and moving to it.

use super::procedure_change::difference_ui;
use crate::app::draft_edition::Edition;
use crate::app::op::Op;
use crate::app::view::with_answer;
use crate::gui::command::{Command, Commands};
use crate::gui::kit::{button, frame, words, words::Tone};
use crate::gui::state::State;
use crate::gui::wizard::{EditionView, Wizard};
use eframe::egui::{Ui, vec2};

/// Offers the edition in force at the top of a form that is of an earlier one, and lists what is kept without a question.
pub(super) fn edition_ui(ui: &mut Ui, state: &State, wizard: &Wizard, out: &mut Commands) {
    let writes = wizard.is_open() && state.held_by().is_none();
    match (&wizard.desk.edition, wizard.edition) {
        (Some(_), EditionView::Offered) if writes => offer_ui(ui, out),
        (Some(edition), EditionView::Shown) if writes => changes_ui(ui, wizard, edition, out),
        (Some(_), EditionView::Offered | EditionView::Shown | EditionView::Left) => {}
        (None, _) => kept_ui(ui, wizard, writes, out),
    }
}

fn offer_ui(ui: &mut Ui, out: &mut Commands) {
    frame::notice_ui(ui, Tone::Info, "", |ui| {
        words::strong_ui(ui, "This form was begun under an earlier version of the procedure");
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 6.0);
            if button::secondary_ui(ui, "Go on as it was").clicked() {
                out.push(Command::Edition(EditionView::Left));
            }
            if button::secondary_ui(ui, "See what the new version changes").clicked() {
                out.push(Command::Edition(EditionView::Shown));
            }
        });
    });
    ui.add_space(12.0);
}

fn changes_ui(ui: &mut Ui, wizard: &Wizard, edition: &Edition, out: &mut Commands) {
    frame::card_ui(ui, |ui| {
        words::section_ui(ui, "What the new version changes in this form");
        words::body_ui(ui, "Nothing you typed is lost, and you can go back to the earlier version.");
        lines_ui(ui, "Answers that do not fit any more", edition.unfit.iter().cloned());
        lines_ui(ui, "To be answered now", edition.required.iter().cloned());
        kept_lines_ui(ui, &edition.kept);
        for (at, one) in edition.changes.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|before| edition.changes[before].part());
            difference_ui(ui, before != one.part(), one);
        }
        ui.add_space(8.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 6.0);
            if button::primary_ui(ui, "Move to the new version").clicked() {
                out.push(Command::Do(moving(wizard, false)));
            }
            if button::secondary_ui(ui, "Go on as it was").clicked() {
                out.push(Command::Edition(EditionView::Left));
            }
        });
    });
    ui.add_space(12.0);
}

fn kept_ui(ui: &mut Ui, wizard: &Wizard, writes: bool, out: &mut Commands) {
    let desk = &wizard.desk;
    if !desk.moved && desk.kept.is_empty() {
        return;
    }
    frame::notice_ui(ui, Tone::Info, "", |ui| {
        if desk.moved {
            words::strong_ui(ui, "This form was moved to the new version of the procedure");
        }
        kept_lines_ui(ui, &desk.kept);
        if desk.moved && writes && button::link_ui(ui, "Go back to the earlier version").clicked() {
            out.push(Command::Do(moving(wizard, true)));
        }
    });
    ui.add_space(12.0);
}

fn kept_lines_ui(ui: &mut Ui, kept: &[(String, String)]) {
    lines_ui(ui, "Kept, but no longer asked", kept.iter().map(|(ask, says)| with_answer(ask, says)));
}

fn lines_ui(ui: &mut Ui, heading: &str, lines: impl ExactSizeIterator<Item = String>) {
    if lines.len() == 0 {
        return;
    }
    words::strong_ui(ui, heading);
    for line in lines {
        words::body_ui(ui, &line);
    }
    ui.add_space(8.0);
}

fn moving(wizard: &Wizard, back: bool) -> Op {
    Op::MoveDraft { document: wizard.desk.document.clone(), part: wizard.desk.part.clone(), back }
}
