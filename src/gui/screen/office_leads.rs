//! Leads: who has left, who leads what, and partnerships handed over.

use super::jot::{jot_ui, long_jot_ui};
use crate::app::hand_over::HandOverLine;
use crate::gui::command::{Command, Commands, Screen};
use crate::gui::kit::{button, choice, frame, list, words, words::Tone};
use crate::gui::office::{OfficeCommand, People};
use crate::gui::state::State;
use crate::gui::theme::{self, Type};
use crate::gui::widget::echo_ui;
use eframe::egui::{Id, Ui, vec2};

/// Shows who leads partnerships, who has left, and what was handed over.
pub(super) fn people_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(people) = &state.office.people else { return super::plain::wait_ui(ui) };
    leads_ui(ui, people, out);
    ui.add_space(22.0);
    left_ui(ui, state, people, out);
    ui.add_space(22.0);
    if !people.hand_overs.is_empty() {
        words::section_ui(ui, "Hand-overs");
        words::line_ui(ui);
        let all = &people.hand_overs;
        list::rows_ui(ui, "hand-overs", "", all.len(), 64.0, |ui, at| made_ui(ui, state, &all[at], out));
    }
}

fn leads_ui(ui: &mut Ui, people: &People, out: &mut Commands) {
    words::section_ui(ui, "Who leads partnerships");
    words::caption_ui(ui, "Choose a lead to hand their partnerships over. Who has left comes first.");
    if people.leads.is_empty() {
        words::body_ui(ui, "No partnership has a lead on the register yet.");
    }
    words::line_ui(ui);
    list::rows_ui(ui, "leads", people.leads.len(), people.leads.len(), 44.0, |ui, at| {
        let one = &people.leads[at];
        ui.add_space(6.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 4.0);
            let link = theme::tokens(ui.ctx()).link;
            let name = format!("Hand over from {}", one.name);
            if button::link_toned_ui(ui, &one.name, &name, link, Type::Strong).clicked() {
                out.push(Command::Go(Screen::HandOver(one.name.clone())));
            }
            if let Some(left) = one.left {
                words::tag_ui(ui, &format!("Left on {left}"), Tone::Error);
            }
            words::caption_ui(ui, &partnerships(one.leads));
        });
        ui.add_space(6.0);
        words::line_ui(ui);
    });
}

fn partnerships(count: usize) -> String {
    if count == 1 { "1 partnership".to_owned() } else { format!("{count} partnerships") }
}

fn left_ui(ui: &mut Ui, state: &State, people: &People, out: &mut Commands) {
    words::section_ui(ui, "People who have left");
    for one in &people.left {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 4.0);
            words::body_ui(ui, &one.name);
            words::caption_ui(ui, &format!("left on {}, still leads {}", one.on, partnerships(one.leads)));
            let name = format!("Take back: {} has left", one.name);
            if state.held_by().is_none() && button::link_named_ui(ui, "Take back", &name).clicked() {
                out.push(Command::Office(OfficeCommand::NotLeft(one.name.clone())));
            }
        });
    }
    if state.held_by().is_some() {
        return;
    }
    jot_ui(ui, state, "left name", "Name of a person who has left", "As the register has it.", out);
    jot_ui(ui, state, "left on", "Their last day", "", out);
    echo_ui(ui, state.jot("left on"), state.today);
    ui.add_space(8.0);
    if button::secondary_ui(ui, "Note that they have left").clicked() {
        out.push(Command::Office(OfficeCommand::NoteLeft));
    }
}

fn made_ui(ui: &mut Ui, state: &State, one: &HandOverLine, out: &mut Commands) {
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 4.0);
        words::strong_ui(ui, &format!("{} from {} to {}", partnerships(one.count), one.from, one.to));
        if one.undone {
            words::tag_ui(ui, "Taken back", Tone::Quiet);
        } else if state.held_by().is_none() {
            let name = format!("Take back the hand-over from {} to {}", one.from, one.to);
            if button::link_named_ui(ui, "Take it back", &name).clicked() {
                out.push(Command::Office(OfficeCommand::UndoHandOver(one.id.clone())));
            }
        }
    });
    words::caption_ui(ui, &format!("{}  ·  {}", one.on, one.reason));
    ui.add_space(6.0);
    words::line_ui(ui);
}

/// Shows the partnerships of one lead, and asks who is to lead them.
pub(super) fn hand_over_ui(ui: &mut Ui, state: &State, from: &str, out: &mut Commands) {
    let Some(led) = &state.office.led else { return super::plain::wait_ui(ui) };
    let ticked = &state.office.ticked;
    frame::column_ui(ui, "hand over", frame::COLUMN, |ui| {
        if button::link_ui(ui, "Back").clicked() {
            out.push(Command::Back);
        }
        words::title_ui(ui, &format!("Hand over from {from}"));
        words::body_ui(
            ui,
            "Each partnership ticked gets a new version of its register entry with the new lead. You can take the whole \
             hand-over back as long as nobody changed an entry since: the former lead then stands in a further version.",
        );
        ui.add_space(8.0);
        words::section_ui(ui, "Which partnerships");
        if led.is_empty() {
            words::body_ui(ui, &format!("{from} leads no partnership."));
            return;
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(16.0, 8.0);
            for (text, all) in [("Tick all", true), ("Tick none", false)] {
                if button::link_ui(ui, text).clicked() {
                    out.push(Command::Office(OfficeCommand::TickAll(all)));
                }
            }
        });
        list::rows_ui(ui, "led", from, led.len(), 44.0, |ui, at| {
            let one = &led[at];
            ui.add_enabled_ui(one.refused.is_empty(), |ui| {
                let id = Id::unique(("led", one.reference.as_str()));
                let text = format!("{}  {}", one.name, one.shown);
                if choice::tick_ui(ui, id, &text, ticked.contains(&one.reference)).is_some() {
                    out.push(Command::Office(OfficeCommand::Tick(one.reference.clone())));
                }
            });
            let why = state.office.refused.iter().find(|(reference, _)| *reference == one.reference);
            let why = why.map_or(one.refused.as_str(), |(_, why)| why);
            if !why.is_empty() {
                words::toned_ui(ui, why, Tone::Warn);
            }
        });
        ui.add_space(14.0);
        words::section_ui(ui, "Who leads them from now on");
        jot_ui(ui, state, "over name", "Name", "", out);
        jot_ui(ui, state, "over post", "Post (optional)", "", out);
        jot_ui(ui, state, "over email", "E-mail (optional)", "", out);
        jot_ui(ui, state, "over phone", "Telephone (optional)", "", out);
        long_jot_ui(ui, state, "over reason", "Why", "It stands in each register entry.", out);
        ui.add_space(14.0);
        let hand = format!("Hand over {}", partnerships(ticked.len()));
        ui.add_enabled_ui(!ticked.is_empty() && !state.busy && state.held_by().is_none(), |ui| {
            if button::primary_ui(ui, if state.busy { "One moment…" } else { &hand }).clicked() {
                out.push(Command::Office(OfficeCommand::HandOver(from.to_owned())));
            }
        });
    });
}
