//! What came in: file by file, what it brought or why it was refused, and where to go on.

use super::home;
use crate::app::view::Target;
use crate::gui::command::{Command, Commands, Screen};
use crate::gui::exchange::{CameIn, LooseScan, Shows};
use crate::gui::kit::{button, frame, list, words, words::Tone};
use crate::gui::state::State;
use crate::gui::theme::{self, Type};
use eframe::egui::{Ui, accesskit::Live, vec2};
use std::collections::BTreeMap;

/// Shows what became of the files that came in last.
pub(super) fn came_in_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let exchange = &state.exchange;
    frame::column_ui(ui, "came in", 860.0, |ui| {
        words::title_ui(ui, "What came in");
        if let Some((name, offered)) = &state.procedure.came {
            frame::notice_ui(ui, Tone::Info, "A procedure came in", |ui| {
                words::body_ui(ui, &format!("“{}”, version {}, from {name}", offered.pack.title, offered.pack.version));
                if button::secondary_ui(ui, "See what it changes").clicked() {
                    out.push(Command::Go(Screen::CameProcedure));
                }
            });
            ui.add_space(12.0);
        }
        summary_ui(ui, &exchange.came_in, &exchange.scans);
        ui.add_space(18.0);
        partnerships_ui(ui, state, out);
        if !exchange.scans.is_empty() {
            words::section_ui(ui, "Scans of signed sheets");
            for (at, scan) in exchange.scans.iter().enumerate() {
                frame::card_ui(ui, |ui| scan_ui(ui, at, scan, out));
            }
            ui.add_space(14.0);
        }
        if !exchange.came_in.is_empty() {
            words::section_ui(ui, "File by file");
            words::line_ui(ui);
            list::rows_ui(ui, "came in", "", exchange.came_in.len(), 60.0, |ui, at| {
                file_ui(ui, &exchange.came_in[at], out);
            });
        }
        ui.add_space(18.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
            if button::primary_ui(ui, "Go to Home").clicked() {
                out.push(Command::Go(Screen::Home));
            }
            if button::secondary_ui(ui, "Take in more…").clicked() {
                out.push(Command::ChooseFiles);
            }
        });
    });
}

fn summary_ui(ui: &mut Ui, files: &[CameIn], scans: &[LooseScan]) {
    let sum = |count: fn(&CameIn) -> usize| files.iter().map(count).sum::<usize>();
    let (added, known, refused) =
        (sum(|file| file.told.added), sum(|file| file.told.known), sum(|file| file.told.refused.len()));
    let tone = match (refused, added) {
        (0, 0) => Tone::Info,
        (0, _) => Tone::Good,
        _ => Tone::Warn,
    };
    let notes: Vec<&String> = files.iter().flat_map(|file| &file.told.notes).collect();
    let shown = frame::notice_ui(ui, tone, "", |ui| {
        if !files.is_empty() {
            let heading = match added {
                0 if refused == files.len() => "Nothing was taken in".to_owned(),
                0 => "Nothing new: everything was here already".to_owned(),
                1 => "One thing is new here".to_owned(),
                n => format!("{n} things are new here"),
            };
            words::strong_ui(ui, &heading);
            let mut says = Vec::new();
            if added + known > 0 {
                says.push(format!(
                    "Versions, papers, signatures and copies of the register: {added} new, {known} here already."
                ));
            }
            if refused > 0 {
                says.push(format!("Refused: {}.", counted(refused, "file")));
            }
            words::body_ui(ui, &says.join(" "));
        }
        if !scans.is_empty() {
            words::body_ui(ui, &format!("Waiting for a place: {}.", counted(scans.len(), "scan")));
        }
    });
    ui.ctx().accesskit_node_builder(shown.response.id, |node| node.set_live(Live::Polite));
    for note in notes {
        frame::notice_ui(ui, Tone::Warn, "", |ui| words::body_ui(ui, note));
    }
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("one {what}") } else { format!("{count} {what}s") }
}

/// Links to the partnerships that something was added to, with what waits there now.
fn partnerships_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let files = &state.exchange.came_in;
    let touched: BTreeMap<&String, &String> =
        files.iter().flat_map(|file| &file.partnerships).map(|(reference, name)| (reference, name)).collect();
    if touched.is_empty() {
        return;
    }
    words::section_ui(ui, if touched.len() == 1 { "Where it belongs" } else { "Where they belong" });
    for (reference, name) in touched {
        frame::card_ui(ui, |ui| {
            let link = theme::tokens(ui.ctx()).link;
            let text = format!("{name} {reference}");
            if button::link_toned_ui(ui, &text, &text, link, Type::Strong).clicked() {
                out.push(Command::Go(Screen::Partnership(reference.clone())));
            }
            let tasks = state.home.iter().flat_map(|home| &home.tasks);
            let mut tasks: Vec<_> = tasks.filter(|task| task.reference == *reference && !task.is_due).collect();
            tasks.sort_by_key(|task| !matches!(task.target, Target::Versions { .. }));
            for task in tasks {
                if let Some(command) = home::target(state, task) {
                    let name = format!("{}: {}", task.name, task.title);
                    if button::link_named_ui(ui, &task.title, &name).clicked() {
                        out.push(command);
                    }
                    words::caption_ui(ui, &task.says);
                }
            }
        });
    }
    ui.add_space(14.0);
}

fn file_ui(ui: &mut Ui, file: &CameIn, out: &mut Commands) {
    let (tag, tone) = match (file.told.refused.is_empty(), file.told.added) {
        (false, _) => ("Refused", Tone::Error),
        (true, 0) => ("Nothing new", Tone::Quiet),
        (true, _) => ("Taken in", Tone::Good),
    };
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(10.0, 4.0);
        words::strong_ui(ui, &file.name);
        words::tag_ui(ui, tag, tone);
    });
    for (_, why) in &file.told.refused {
        words::body_ui(ui, why);
    }
    if file.told.refused.is_empty() {
        let mut says = vec![format!("{} new, {} here already", file.told.added, file.told.known)];
        says.extend(file.partnerships.iter().map(|(reference, name)| format!("{name} {reference}")));
        words::caption_ui(ui, &says.join("  ·  "));
    }
    for one in &file.told.inbox {
        let text = format!("{}: record the receipt", one.title);
        if button::link_named_ui(ui, &text, &format!("{}, {text}", one.reference)).clicked() {
            out.push(Command::Go(Screen::InboxLine(one.document.clone())));
        }
    }
    ui.add_space(8.0);
    words::line_ui(ui);
}

fn scan_ui(ui: &mut Ui, at: usize, scan: &LooseScan, out: &mut Commands) {
    let name = scan.name();
    words::strong_ui(ui, &name);
    let text = match &scan.shows {
        Shows::Part { title, is_current: true, .. } => {
            words::body_ui(ui, &format!("It shows: {title}."));
            "Record the signature"
        }
        Shows::Part { title, is_current: false, .. } => {
            words::body_ui(ui, &format!("It shows another version than the one that counts of: {title}."));
            words::caption_ui(ui, "The version that counts is to be printed and signed.");
            return;
        }
        Shows::Nothing(why) => {
            words::body_ui(ui, why);
            "Choose the form"
        }
    };
    if button::secondary_named_ui(ui, text, &format!("{text}: {name}")).clicked() {
        out.push(Command::UseScan(at));
    }
}

/// Asks for the form that a scan belongs to.
pub(super) fn place_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let scan = state.exchange.choosing.and_then(|at| state.exchange.scans.get(at));
    let Some((scan, home)) = scan.zip(state.home.as_ref()) else { return super::plain::wait_ui(ui) };
    let in_hand = state.wizard.as_ref().map(|wizard| (&wizard.desk.document, &wizard.desk.part));
    let mut waiting: Vec<_> = home
        .tasks
        .iter()
        .filter_map(|task| match &task.target {
            Target::Signature { document, part } => Some((task, document, part)),
            Target::Part { .. }
            | Target::Versions { .. }
            | Target::Form(_)
            | Target::Meeting(_)
            | Target::Partnership
            | Target::Nowhere => None,
        })
        .collect();
    // The newest first; what is in hand before all.
    waiting.sort_by_key(|(task, document, part)| (in_hand != Some((*document, *part)), std::cmp::Reverse(task.on)));
    frame::column_ui(ui, "place a scan", frame::COLUMN, |ui| {
        words::title_ui(ui, "Which form is this the scan of?");
        words::strong_ui(ui, &scan.name());
        match &scan.shows {
            Shows::Nothing(why) => words::body_ui(ui, why),
            Shows::Part { title, .. } => words::body_ui(ui, &format!("It shows: {title}.")),
        };
        ui.add_space(14.0);
        words::section_ui(ui, "Forms that wait for a signature");
        if waiting.is_empty() {
            words::caption_ui(ui, "No form waits for a signature. Complete and print it first.");
        }
        words::line_ui(ui);
        list::rows_ui(ui, "waiting", "", waiting.len(), 76.0, |ui, at| {
            let (task, document, part) = waiting[at];
            ui.add_space(8.0);
            let name = format!("{}: {}", task.name, task.title);
            let link = theme::tokens(ui.ctx()).link;
            if button::link_toned_ui(ui, &task.title, &name, link, Type::Strong).clicked() {
                out.push(Command::PlaceScan { document: document.clone(), part: part.clone() });
            }
            words::body_ui(ui, &format!("{}  {}", task.name, task.reference));
            words::caption_ui(ui, &format!("Completed on {}", task.on));
            ui.add_space(8.0);
            words::line_ui(ui);
        });
        ui.add_space(14.0);
        if button::secondary_ui(ui, "Not now").clicked() {
            out.push(Command::Go(Screen::CameIn));
        }
    });
}
