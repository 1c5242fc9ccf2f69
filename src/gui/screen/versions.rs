//! Versions of a part that were made apart, beside one another, and the decision between them.

use crate::app::op::Op;
use crate::app::versions::{Comparison, Difference};
use crate::app::view::how_many;
use crate::gui::command::{Command, Commands, Screen};
use crate::gui::exchange::Apart;
use crate::gui::kit::{button, frame, words, words::Tone};
use crate::gui::state::State;
use crate::gui::theme::{self, Type};
use crate::model::moment::Moment;
use eframe::egui::{Align, Layout, Ui, vec2};

/// Below this width of a column, in points, versions stand one under the other.
const NARROW: f32 = 300.0;

/// The room between columns.
const GAP: f32 = 20.0;

/// Shows the versions and where they differ.
pub(super) fn versions_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(apart) = &state.exchange.versions else { return super::plain::wait_ui(ui) };
    let found = &apart.found;
    frame::column_ui(ui, "versions", frame::WIDE, |ui| {
        let link = theme::tokens(ui.ctx()).link;
        let name = format!("{} {}", apart.reference, apart.name);
        if button::link_toned_ui(ui, &apart.name, &name, link, Type::Caption).clicked() {
            out.push(Command::Go(Screen::Partnership(apart.reference.clone())));
        }
        words::title_ui(ui, &format!("Decide between {} versions", how_many(found.versions.len())));
        words::strong_ui(ui, &apart.title);
        if found.versions.len() < 2 {
            words::body_ui(ui, "There is one version of it: nothing is to be decided.");
            return;
        }
        words::body_ui(
            ui,
            "They were made apart, on different computers. Both are kept. Choose the one to begin with: it opens for \
             changes, single answers of the other can be put in, and once it is completed it takes the place of both.",
        );
        ui.add_space(14.0);
        let labels: Vec<String> = (1..=found.versions.len()).map(|at| format!("Version {at}")).collect();
        let names: Vec<&str> = labels.iter().map(String::as_str).collect();
        if apart.is_begun {
            begun_ui(ui, apart, out);
        }
        let may_choose = state.held_by().is_none() && !apart.is_begun;
        columns_ui(ui, names.len(), |ui, at| {
            frame::card_ui(ui, |ui| version_ui(ui, apart, at, names[at], may_choose, out));
        });
        ui.add_space(18.0);
        words::section_ui(ui, "Where they differ");
        if found.lines.is_empty() {
            words::body_ui(ui, "No answer differs. Either one can be begun with.");
        }
        let order: Vec<usize> = (0..names.len()).collect();
        differences_ui(ui, found, &Heads { names: &names, order: &order });
    });
}

/// Says that a version that decides between them is in hand already.
fn begun_ui(ui: &mut Ui, apart: &Apart, out: &mut Commands) {
    frame::notice_ui(ui, Tone::Info, "", |ui| {
        words::strong_ui(ui, "A version that takes the place of both is begun");
        words::body_ui(ui, "Complete it, and it is decided. Or delete the draft and choose again.");
        if button::link_ui(ui, "Go on with it").clicked() {
            out.push(Command::OpenPart { document: apart.document.clone(), part: apart.part.clone() });
        }
    });
    ui.add_space(10.0);
}

fn version_ui(ui: &mut Ui, apart: &Apart, at: usize, name: &str, may_choose: bool, out: &mut Commands) {
    let version = &apart.found.versions[at];
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(10.0, 4.0);
        words::strong_ui(ui, name);
        let (tag, tone) = if version.is_signed() { ("Signed", Tone::Good) } else { ("Not signed", Tone::Quiet) };
        words::tag_ui(ui, tag, tone);
        if at == 0 {
            words::tag_ui(ui, "Counts until it is decided", Tone::Info);
        }
    });
    words::body_ui(ui, &format!("Completed on {}", moment_in_words(&version.made)));
    if !version.who.is_empty() {
        words::body_ui(ui, &version.who);
    }
    if !version.reason.is_empty() {
        words::body_ui(ui, &format!("Changed because: {}", version.reason));
    }
    for signed in &version.signed {
        words::body_ui(ui, signed);
    }
    words::caption_ui(ui, &format!("Code at the foot of its pages: {}", version.revision.short()));
    if may_choose {
        ui.add_space(6.0);
        if button::secondary_named_ui(ui, "Begin with this one", &format!("Begin with {}", lower(name))).clicked() {
            let (document, part) = (apart.document.clone(), apart.part.clone());
            out.push(Command::Do(Op::Resolve { document, part, keep: version.revision.clone() }));
        }
    }
}

fn lower(name: &str) -> String {
    name.to_lowercase()
}

/// Writes a moment for people: "22 November 2026, 09:30 UTC".
fn moment_in_words(at: &str) -> String {
    Moment::parse(at).map_or_else(
        || at.to_owned(),
        |moment| {
            let hour: String = moment.as_str().chars().skip(11).take(5).collect();
            format!("{}, {hour} UTC", moment.day())
        },
    )
}

/// What the columns of a comparison are called, and which version stands in each.
pub(super) struct Heads<'a> {
    pub(super) names: &'a [&'a str],
    pub(super) order: &'a [usize],
}

/// Shows the questions that are answered differently, and counts those answered alike.
pub(super) fn differences_ui(ui: &mut Ui, found: &Comparison, heads: &Heads<'_>) {
    words::line_ui(ui);
    for line in &found.lines {
        difference_ui(ui, line, heads);
    }
    let alike = match found.alike {
        0 => "No question is answered alike.".to_owned(),
        1 => "One question is answered alike.".to_owned(),
        n => format!("{n} questions are answered alike."),
    };
    ui.add_space(4.0);
    words::caption_ui(ui, &alike);
}

fn difference_ui(ui: &mut Ui, line: &Difference, heads: &Heads<'_>) {
    ui.add_space(8.0);
    words::strong_ui(ui, &line.ask);
    columns_ui(ui, heads.names.len(), |ui, at| {
        ui.spacing_mut().item_spacing.y = 2.0;
        words::caption_ui(ui, heads.names[at]);
        match line.says.get(heads.order[at]).map(String::as_str) {
            Some("") | None => words::caption_ui(ui, "Nothing"),
            Some(says) => words::body_ui(ui, says),
        };
    });
    ui.add_space(8.0);
    words::line_ui(ui);
}

/// Shows columns beside one another, or under one another where there is no room.
fn columns_ui(ui: &mut Ui, count: usize, mut column: impl FnMut(&mut Ui, usize)) {
    let room = ui.available_width();
    #[expect(clippy::cast_precision_loss, reason = "a handful of versions")]
    let width = (room - GAP * (count as f32 - 1.0)) / count as f32;
    if width < NARROW {
        for at in 0..count {
            ui.scope(|ui| column(ui, at));
            ui.add_space(6.0);
        }
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        for at in 0..count {
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width);
                column(ui, at);
            });
        }
    });
}
