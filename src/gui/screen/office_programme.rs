//! Programmes over several years: which partnership has which date, and giving the dates.

use crate::app::programme::{Place, Programme};
use crate::gui::command::{Command, Commands, Screen};
use crate::gui::kit::{button, list, words, words::Tone};
use crate::gui::office::OfficeCommand;
use crate::gui::state::State;
use eframe::egui::{Ui, vec2};

/// Shows every programme of the procedure.
pub(super) fn programmes_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(programmes) = &state.office.programmes else { return super::plain::wait_ui(ui) };
    for programme in programmes {
        programme_ui(ui, state, programme, out);
        ui.add_space(22.0);
    }
}

fn programme_ui(ui: &mut Ui, state: &State, programme: &Programme, out: &mut Commands) {
    words::section_ui(ui, &programme.title);
    if programme.places.is_empty() {
        words::body_ui(ui, "No partnership has a place in it, or waits for one.");
        return;
    }
    words::body_ui(
        ui,
        "The program spreads the partnerships evenly over the years. A date that is proposed moves while others come \
         and go. Once it is given it stands in the register entry and stays.",
    );
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(10.0, 6.0);
        for (year, count) in programme.years() {
            words::tag_ui(ui, &format!("{year}: {count}"), Tone::Quiet);
        }
    });
    let waiting = programme.waiting();
    if waiting > 0 && state.held_by().is_none() {
        ui.add_space(6.0);
        let give = if waiting == 1 { "Give 1 date".to_owned() } else { format!("Give {waiting} dates") };
        ui.add_enabled_ui(!state.busy, |ui| {
            if button::primary_ui(ui, if state.busy { "One moment…" } else { &give }).clicked() {
                out.push(Command::Office(OfficeCommand::GiveDates(programme.id.clone())));
            }
        });
    }
    ui.add_space(8.0);
    words::line_ui(ui);
    let about = (programme.id.as_str(), programme.places.len());
    list::rows_ui(ui, "programme", about, programme.places.len(), 48.0, |ui, at| {
        place_ui(ui, state, &programme.places[at], out);
    });
}

fn place_ui(ui: &mut Ui, state: &State, place: &Place, out: &mut Commands) {
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 4.0);
        words::strong_ui(ui, &place.on.to_string());
        let (text, tone) = if place.given { ("Given", Tone::Good) } else { ("Proposed", Tone::Warn) };
        words::tag_ui(ui, text, tone);
        if button::link_ui(ui, &format!("{} {}", place.name, place.reference)).clicked() {
            out.push(Command::Go(Screen::Partnership(place.reference.clone())));
        }
    });
    if let Some((_, why)) = state.office.refused.iter().find(|(reference, _)| *reference == place.reference) {
        words::toned_ui(ui, why, Tone::Warn);
    }
    ui.add_space(6.0);
    words::line_ui(ui);
}
