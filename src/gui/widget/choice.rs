//! Kinds `yes_no`, `one_of` and `many_of`.

use super::Slot;
use crate::gui::kit::choice::{self, Group, Pick};
use crate::gui::kit::{focus, select::Select};
use crate::model::entry::Entry;
use eframe::egui::Ui;

/// The most options shown as a radio group.
const MOST_RADIOS: usize = 8;

/// Shows yes and no.
pub(super) fn yes_no_ui(ui: &mut Ui, slot: &Slot<'_>) -> Option<Entry> {
    let picks = [Pick::plain("yes", "Yes"), Pick::plain("no", "No")];
    choice::radio_ui(ui, &group(slot, true), &picks, slot.text()).map(Entry::Text)
}

/// Shows options of which one is chosen.
pub(super) fn one_of_ui(ui: &mut Ui, slot: &Slot<'_>) -> Option<Entry> {
    let picks = slot.picks();
    if picks.is_empty() {
        choice::none_ui(ui);
        return None;
    }
    let letters: usize = picks.iter().map(|pick| pick.label.chars().count()).sum();
    let across = picks.len() <= 4 && letters <= 40 && picks.iter().all(|pick| pick.help.is_empty());
    pick_ui(ui, slot, &picks, across)
}

/// Shows given options as a radio group, or as a drop-down list in a cell and when there are many.
pub(super) fn pick_ui(ui: &mut Ui, slot: &Slot<'_>, picks: &[Pick<'_>], across: bool) -> Option<Entry> {
    if slot.cell || picks.len() > MOST_RADIOS {
        let width = if slot.cell { f32::INFINITY } else { 480.0 };
        let select = Select { id: slot.id, name: &slot.name, about: &slot.about, width, wrong: slot.is_wrong() };
        let (response, picked) = select.ui(ui, picks, slot.text());
        if slot.wants_focus() {
            focus::go_to(&response);
        }
        return picked.map(Entry::Text);
    }
    choice::radio_ui(ui, &group(slot, across), picks, slot.text()).map(Entry::Text)
}

/// Shows options of which any number is ticked.
pub(super) fn many_of_ui(ui: &mut Ui, slot: &Slot<'_>) -> Option<Entry> {
    let picks = slot.picks();
    if picks.is_empty() {
        choice::none_ui(ui);
        return None;
    }
    let ticked = slot.entry.map(Entry::codes).unwrap_or_default();
    let changed = choice::ticks_ui(ui, &group(slot, false), &picks, ticked)?;
    let was_on = ticked.contains(&changed);
    let alone = |code: &str| slot.options.iter().any(|choice| choice.code == code && choice.alone);
    let stays = |code: &str| {
        if code == changed {
            !was_on
        } else {
            // An option that excludes the others takes them away, and goes away for them.
            ticked.iter().any(|other| other == code) && (was_on || (!alone(&changed) && !alone(code)))
        }
    };
    Some(Entry::Codes(picks.iter().map(|pick| pick.code).filter(|code| stays(code)).map(str::to_owned).collect()))
}

/// Returns the group of a slot.
pub(super) fn group<'a>(slot: &'a Slot<'_>, across: bool) -> Group<'a> {
    Group {
        id: slot.id,
        name: &slot.name,
        about: &slot.about,
        across,
        focus: slot.wants_focus(),
        wrong: slot.is_wrong(),
    }
}
