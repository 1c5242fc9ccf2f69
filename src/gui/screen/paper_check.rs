//! Check a paper form: by its code or its file, what the records say of it, and apart, of its pages.

use super::jot::Asked;
use super::versions::{Heads, differences_ui};
use crate::app::verify::{Sheets, Verdict, Verified};
use crate::gui::command::{Command, Commands, Screen};
use crate::gui::exchange::Checked;
use crate::gui::kit::{button, frame, words, words::Tone};
use crate::gui::state::State;
use eframe::egui::{Align, Key, Ui, accesskit::Live, vec2};

/// The box with the code.
const CODE: &str = "check code";

/// Where the screen goes once a paper is checked.
pub(crate) const VERDICT: &str = "verdict";

/// Shows where the code is typed, and the verdict on the paper checked last.
pub(super) fn check_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    frame::column_ui(ui, "check a paper", 860.0, |ui| {
        words::title_ui(ui, "Check a paper form");
        words::body_ui(ui, "See whether a printed form says what the records here say, and whether it still counts.");
        let asked = Asked {
            id: CODE,
            label: "The code on the paper",
            help: "The short one at the foot of each page, or the long one on the last page. Dashes and spaces do not \
                   matter.",
            wrong: state.jot("check wrong"),
            rows: 1,
        };
        let (response, typed) = asked.ui(ui, state, state.jot(CODE), out);
        if let Some(typed) = typed {
            out.push(Command::Jot(CODE, typed));
        }
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            out.push(Command::CheckCode);
        }
        ui.add_space(10.0);
        ui.add_enabled_ui(!state.busy, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
                if button::primary_ui(ui, "Check the code").clicked() {
                    out.push(Command::CheckCode);
                }
                if button::secondary_ui(ui, "Choose a file…").clicked() {
                    out.push(Command::ChooseChecked);
                }
            });
        });
        words::caption_ui(ui, "Or drop the file on the window: the PDF of the form, or a scan of the paper.");
        if let Some(checked) = &state.exchange.checked {
            ui.add_space(24.0);
            verdict_ui(ui, state, checked, out);
        }
    });
}

fn verdict_ui(ui: &mut Ui, state: &State, checked: &Checked, out: &mut Commands) {
    let heading = words::section_ui(ui, &format!("Checked: {}", checked.what));
    if state.jot("focus") == VERDICT {
        heading.scroll_to_me(Some(Align::TOP));
        out.push(Command::Jot("focus", String::new()));
    }
    match &checked.told {
        Ok(verified) => {
            record_ui(ui, verified, checked.n_apart);
            pages_ui(ui, verified, checked.is_scan);
            form_ui(ui, verified, checked.n_apart, out);
            if verified.record == Verdict::Superseded {
                changed_ui(ui, verified);
            }
        }
        Err((sentence, hint)) => notice_ui(ui, Tone::Error, sentence, &[hint]),
    }
}

fn notice_ui(ui: &mut Ui, tone: Tone, heading: &str, says: &[&str]) {
    let shown = frame::notice_ui(ui, tone, "", |ui| {
        words::strong_ui(ui, heading);
        for says in says.iter().filter(|says| !says.is_empty()) {
            words::body_ui(ui, says);
        }
    });
    ui.ctx().accesskit_node_builder(shown.response.id, |node| node.set_live(Live::Polite));
}

/// Says what became of the record.
fn record_ui(ui: &mut Ui, verified: &Verified, n_apart: usize) {
    let (tone, heading, says) = match verified.record {
        Verdict::Match if n_apart > 0 => (
            Tone::Warn,
            "The record is one of several made apart",
            "It is to be decided which of them goes on. Until then the answers of another may count.",
        ),
        Verdict::Match => (Tone::Good, "The record is current", "The answers are those that count now."),
        Verdict::Superseded => (
            Tone::Warn,
            "The record was replaced",
            "A later version of the same form counts now. What changed is below.",
        ),
        Verdict::Altered => (
            Tone::Error,
            "The record was altered",
            "The file was changed after it was made, so it is not to be relied on.",
        ),
        Verdict::Unknown => (
            Tone::Quiet,
            "The record is unknown here",
            "No form here has it. It may be on another computer, whose PDF can be taken in here.",
        ),
    };
    let why = if verified.why.is_empty() { String::new() } else { format!("Why: {}.", verified.why) };
    notice_ui(ui, tone, heading, &[says, &why]);
}

/// Links to the form, where it is known.
fn form_ui(ui: &mut Ui, verified: &Verified, n_apart: usize, out: &mut Commands) {
    if verified.document.is_empty() {
        return;
    }
    let place = || (verified.document.clone(), verified.part.clone());
    frame::card_ui(ui, |ui| {
        words::strong_ui(ui, &verified.title);
        words::caption_ui(ui, &format!("{}  ·  {}", verified.name, verified.reference));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(18.0, 4.0);
            if button::link_ui(ui, "Open the form").clicked() {
                let (document, part) = place();
                out.push(Command::OpenPart { document, part });
            }
            if n_apart > 0 && button::link_ui(ui, "See all versions").clicked() {
                let (document, part) = place();
                out.push(Command::Go(Screen::Versions { document, part }));
            }
            if button::link_ui(ui, "See the partnership").clicked() {
                out.push(Command::Go(Screen::Partnership(verified.reference.clone())));
            }
        });
    });
}

/// Shows what changed since the paper was made.
fn changed_ui(ui: &mut Ui, verified: &Verified) {
    ui.add_space(14.0);
    words::section_ui(ui, "What changed since");
    // The version that counts comes first; a person reads from then to now.
    let heads = Heads { names: &["On this paper", "Now"], order: &[1, 0] };
    if verified.since.lines.is_empty() {
        words::body_ui(ui, "No answer differs: it was completed again as it was.");
    } else {
        differences_ui(ui, &verified.since, &heads);
    }
}

/// Says whether the pages are those that were issued for signing.
fn pages_ui(ui: &mut Ui, verified: &Verified, is_scan: bool) {
    let (tone, heading, says) = match verified.pages {
        Some(Sheets::Issued) => {
            (Tone::Good, "The pages are the very ones issued for signing", "Not a byte of them was changed.")
        }
        Some(Sheets::NotIssued) => (
            Tone::Info,
            "The pages were not issued for signing here",
            "They are as they were made, or no PDF of ours, but nothing here says that they were printed for signing.",
        ),
        Some(Sheets::Altered) => {
            (Tone::Error, "The pages were altered", "They are not as they were made. Do not rely on what they say.")
        }
        None if is_scan => (
            Tone::Info,
            "The pages were not checked",
            "The code on the scan tells which record it is. Read the answers on the paper against the form.",
        ),
        None => (
            Tone::Info,
            "The pages were not checked",
            "A code tells which record it is, not whether the pages show it. To check the pages, drop the PDF.",
        ),
    };
    notice_ui(ui, tone, heading, &[says]);
}
