//! How the form prints: its pages, as the PDF will have them, beside the questions or in their place.
//!
//! The box of the question being answered is lit, and every box leads to its
//! question. For the keyboard the boxes are one stop: arrows move between them.

use crate::gui::apply::whole;
use crate::gui::command::{Command, Commands, PaperPlace, PaperZoom};
use crate::gui::kit::{button, focus, paper, words};
use crate::gui::press::Proof;
use crate::gui::preview::{Boxed, Goal, Preview};
use crate::gui::state::State;
use crate::gui::theme;
use crate::gui::wizard::Wizard;
use eframe::egui::{
    Align, Frame, Id, Key, Margin, Modifiers, Rect, Response, ScrollArea, Sense, Stroke, Ui, UiBuilder, Vec2, pos2,
    vec2,
};

/// From this width, in points, the pages stand beside the questions.
const BESIDE: f32 = 1080.0;

/// The widest and the least wide that the pages stand beside them.
const WIDEST: f32 = 860.0;
const LEAST: f32 = 500.0;

/// The steps of size, in percent.
const STEPS: [u32; 10] = [25, 33, 50, 67, 80, 100, 125, 150, 200, 300];

/// The room at both sides of a page: a lit box reaches into it.
const EDGE: f32 = 12.0;

/// Pages as they are looked at, and where their boxes lead.
pub(super) struct Shown<'a> {
    /// The pages.
    pub(super) preview: &'a Preview,
    /// The boxes that are lit.
    pub(super) lit: Vec<usize>,
    /// The boxes that lead somewhere, in reading order.
    pub(super) leads: Vec<Lead>,
    /// What is said when the pages cannot be shown.
    pub(super) failed: &'a str,
}

/// A box that leads to its question.
pub(super) struct Lead {
    /// The box.
    pub(super) at: usize,
    /// What names it to a screen reader.
    pub(super) name: String,
    /// What is written in it.
    pub(super) says: String,
    /// What a click asks for.
    pub(super) command: Command,
}

impl<'a> Shown<'a> {
    /// Takes how the part in hand prints.
    fn of(wizard: &'a Wizard) -> Self {
        let lead = |(at, boxed): (usize, &Boxed)| {
            let (page, reading) = wizard.asked(&boxed.asked)?;
            let number = if reading.number.is_empty() { String::new() } else { format!(" {}", reading.number) };
            Some(Lead {
                at,
                name: format!("Go to question{number}: {}", reading.ask),
                says: without(without(&boxed.says, &reading.number), &reading.ask).to_owned(),
                command: Command::Correct { page: page.id.clone(), spot: whole(reading.id.clone()) },
            })
        };
        Self {
            preview: &wizard.preview,
            lit: wizard.lit(),
            leads: wizard.preview.boxes().iter().enumerate().filter_map(lead).collect(),
            failed: "The pages cannot be shown. Your answers are kept. The log file in the data folder says more.",
        }
    }
}

/// Shows a screen of the part in hand with its pages beside it, as [`pages_beside_ui`] does.
pub(super) fn beside_ui(
    ui: &mut Ui,
    (state, wizard): (&State, &Wizard),
    back: &str,
    out: &mut Commands,
    body: impl FnOnce(&mut Ui, bool, &mut Commands),
) {
    pages_beside_ui(ui, state, &Shown::of(wizard), back, out, body);
}

/// Shows a screen with the pages beside it or, where there is no room and they are asked for, in its place. The
/// screen is told whether it is to offer them.
pub(super) fn pages_beside_ui(
    ui: &mut Ui,
    state: &State,
    shown_pages: &Shown<'_>,
    back: &str,
    out: &mut Commands,
    body: impl FnOnce(&mut Ui, bool, &mut Commands),
) {
    let all = ui.available_rect_before_wrap();
    let wide = all.width() >= BESIDE;
    let shown = match state.paper {
        PaperPlace::Hidden => false,
        PaperPlace::Beside => wide,
        PaperPlace::Shown => true,
    };
    if !shown {
        return body(ui, true, out);
    }
    if !wide {
        return pane_ui(ui, state, shown_pages, (back, PaperPlace::Beside), out);
    }
    let width = (all.width() * 0.46).clamp(LEAST, WIDEST);
    let (left, right) = all.split_left_right_at_x(all.right() - width);
    ui.scope_builder(UiBuilder::new().max_rect(left), |ui| body(ui, false, out));
    let tokens = theme::tokens(ui.ctx());
    ui.painter().rect_filled(right, 0, tokens.panel);
    ui.painter().vline(right.left(), right.y_range(), Stroke::new(1.0, tokens.line));
    ui.scope_builder(UiBuilder::new().max_rect(right), |ui| {
        pane_ui(ui, state, shown_pages, ("Hide how it prints", PaperPlace::Hidden), out);
    });
}

/// Offers the pages.
pub(super) fn offer_ui(ui: &mut Ui, out: &mut Commands) {
    if button::secondary_ui(ui, "Show how it prints").clicked() {
        out.push(Command::Paper(PaperPlace::Shown));
    }
}

/// Shows the tools and, below them, the pages.
fn pane_ui(ui: &mut Ui, state: &State, shown: &Shown<'_>, close: (&str, PaperPlace), out: &mut Commands) {
    let preview = shown.preview;
    // What was typed in this frame goes to the press with it.
    if preview.is_stale || out.iter().any(|command| matches!(command, Command::Type { .. })) {
        out.push(Command::LayOut);
    }
    Frame::new().inner_margin(Margin { left: 14, right: 4, top: 12, bottom: 0 }).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(14.0, 6.0);
            words::section_ui(ui, "How it prints");
            if let Some(proof) = &preview.proof {
                turn_ui(ui, (preview.page, proof.pages.len()), out);
            }
            if button::tool_ui(ui, close.0, close.0, false).clicked() {
                out.push(Command::Paper(close.1));
            }
        });
        let Some(proof) = &preview.proof else {
            if !preview.is_failed {
                words::caption_ui(ui, "One moment…");
            }
            return failed_ui(ui, shown);
        };
        let step = sizes_ui(ui, state, out);
        failed_ui(ui, shown);
        let percent = pages_ui(ui, shown, proof, state.paper_zoom, out);
        if let Some(larger) = step {
            out.push(Command::PaperZoom(PaperZoom::Percent(step_from(percent, larger))));
        }
    });
}

fn failed_ui(ui: &mut Ui, shown: &Shown<'_>) {
    if shown.preview.is_failed {
        words::toned_ui(ui, shown.failed, words::Tone::Error);
    }
}

/// Returns the next larger or smaller size.
fn step_from(percent: f32, larger: bool) -> u32 {
    let next = if larger {
        STEPS.into_iter().find(|step| paper::is_above(*step, percent))
    } else {
        STEPS.into_iter().rev().find(|step| paper::is_below(*step, percent))
    };
    next.unwrap_or(STEPS[if larger { STEPS.len() - 1 } else { 0 }])
}

/// Shows which page is in view, and turns to the others.
fn turn_ui(ui: &mut Ui, (page, n_pages): (usize, usize), out: &mut Commands) {
    ui.spacing_mut().item_spacing.x = 6.0;
    ui.add_enabled_ui(page > 0, |ui| {
        if button::tool_ui(ui, "Previous", "Previous page", false).clicked() {
            out.push(Command::PaperTurn(page - 1));
        }
    });
    words::caption_ui(ui, &format!("Page {} of {n_pages}", page + 1));
    ui.add_enabled_ui(page + 1 < n_pages, |ui| {
        if button::tool_ui(ui, "Next", "Next page", false).clicked() {
            out.push(Command::PaperTurn(page + 1));
        }
    });
    ui.add_space(6.0);
}

/// Shows what changes the size of the pages; returns whether they are to be larger, or smaller.
fn sizes_ui(ui: &mut Ui, state: &State, out: &mut Commands) -> Option<bool> {
    let mut step = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for (text, larger) in [("Zoom out", false), ("Zoom in", true)] {
            if button::tool_ui(ui, text, text, false).clicked() {
                step = Some(larger);
            }
        }
        for (text, zoom) in [("Whole width", PaperZoom::Width), ("Whole page", PaperZoom::Page)] {
            if button::tool_ui(ui, text, text, state.paper_zoom == zoom).clicked() {
                out.push(Command::PaperZoom(zoom));
            }
        }
    });
    step
}

/// Shows the pages one under another with their boxes; returns their size in percent.
fn pages_ui(ui: &mut Ui, looked_at: &Shown<'_>, proof: &Proof, zoom: PaperZoom, out: &mut Commands) -> f32 {
    let room = ui.available_size() - Vec2::splat(ui.spacing().scroll.allocated_width());
    let percent = paper::percent(zoom, room - vec2(2.0 * EDGE, 4.0));
    let size = paper::size(percent);
    let n_pages = proof.pages.len();
    // Paper is seen to its edge.
    ui.spacing_mut().scroll.fade.strength = 0.0;
    let salt = ("paper", proof.document.as_str(), proof.part.as_str());
    let shown = ScrollArea::both().id_salt(salt).auto_shrink(false).animated(false).show(ui, |ui| {
        let height = (size.y + paper::GAP) * crate::print::number::real(n_pages);
        let (all, _) = ui.allocate_exact_size(vec2(room.x.max(size.x + 2.0 * EDGE), height), Sense::hover());
        let left = all.center().x - size.x / 2.0;
        let sheets: Vec<Rect> = (0..n_pages)
            .map(|at| pos2(left, all.top() + 2.0 + (size.y + paper::GAP) * crate::print::number::real(at)))
            .map(|corner| Rect::from_min_size(corner, size))
            .collect();
        let lit: Vec<&Boxed> = looked_at.lit.iter().filter_map(|at| proof.boxes.get(*at)).collect();
        for (at, (page, sheet)) in proof.pages.iter().zip(&sheets).enumerate() {
            let name = format!("Preview, page {} of {n_pages}", at + 1);
            let margin = proof.margins.get(at).map_or("", String::as_str);
            let lit: Vec<Rect> =
                lit.iter().filter(|boxed| boxed.page == at).map(|boxed| paper::place(*sheet, boxed.place)).collect();
            paper::page_ui(ui, Id::unique(("sheet", at)), *sheet, page, (&name, margin), &lit);
        }
        boxes_ui(ui, looked_at, &sheets, out);
        go_ui(ui, looked_at, &sheets, out);
        sheets
    });
    let page = page_in_view(&shown.inner, shown.inner_rect, looked_at.preview.page);
    if page != looked_at.preview.page && looked_at.preview.goal.is_none() {
        out.push(Command::PaperPage(page));
    }
    percent
}

/// Returns the page in view: the one before, while enough of it is seen, else the one of which most is seen.
fn page_in_view(sheets: &[Rect], view: Rect, before: usize) -> usize {
    let seen = |sheet: &Rect| sheet.intersect(view).height().max(0.0) / sheet.height().min(view.height()).max(1.0);
    if sheets.get(before).is_some_and(|sheet| seen(sheet) > 0.5) {
        return before;
    }
    let most = sheets.iter().enumerate().max_by(|(_, one), (_, other)| seen(one).total_cmp(&seen(other)));
    most.map_or(0, |(at, _)| at)
}

/// Brings a page or the lit box into view, where that is asked for.
fn go_ui(ui: &Ui, shown: &Shown<'_>, sheets: &[Rect], out: &mut Commands) {
    let Some(goal) = shown.preview.goal else { return };
    match goal {
        Goal::Page(page) => {
            if let Some(sheet) = sheets.get(page) {
                let top = Rect::from_min_size(sheet.min - vec2(EDGE, 2.0), Vec2::ZERO);
                ui.scroll_to_rect(top, Some(Align::Min));
            }
        }
        Goal::Lit => {
            let boxes = shown.preview.boxes();
            let places: Vec<Rect> = shown
                .lit
                .iter()
                .filter_map(|at| boxes.get(*at))
                .filter_map(|boxed| Some(paper::place(*sheets.get(boxed.page)?, boxed.place)))
                .collect();
            let view = ui.clip_rect();
            let is_seen = |place: &Rect| {
                let seen = place.intersect(view);
                seen.is_positive() && seen.height() > (place.height() - 1.0).min(view.height() * 0.4)
            };
            if !places.iter().any(is_seen)
                && let Some(first) = places.first()
            {
                ui.scroll_to_rect(first.expand2(vec2(EDGE, 0.0)), Some(Align::Center));
            }
        }
    }
    out.push(Command::PaperSeen);
}

/// Shows the boxes that lead to questions.
fn boxes_ui(ui: &Ui, shown: &Shown<'_>, sheets: &[Rect], out: &mut Commands) {
    let wanted = shown.preview.at.or_else(|| shown.lit.first().copied());
    let stop = shown.leads.iter().position(|lead| Some(lead.at) == wanted).unwrap_or(0);
    let id = |at: usize| Id::unique(("paper box", at));
    let mut next = None;
    for (place, lead) in shown.leads.iter().enumerate() {
        let Some(boxed) = shown.preview.boxes().get(lead.at) else { continue };
        let Some(sheet) = sheets.get(boxed.page) else { continue };
        let spot = paper::Spot {
            id: id(lead.at),
            name: &lead.name,
            says: &lead.says,
            lit: shown.lit.contains(&lead.at),
            stop: place == stop,
        };
        let response = paper::spot_ui(ui, paper::place(*sheet, boxed.place), &spot);
        if response.clicked() {
            out.push(lead.command.clone());
        }
        next = next.or_else(|| moved(ui, &response, place, shown.leads.len()));
    }
    // Asked for once all boxes are drawn: one that is no stop yet would give the focus away.
    if let Some(lead) = next.and_then(|next| shown.leads.get(next)) {
        ui.memory_mut(|memory| memory.request_focus(id(lead.at)));
        out.push(Command::PaperBox(lead.at));
    }
}

/// Returns what is written after words that the name of the box says already.
fn without<'a>(says: &'a str, start: &str) -> &'a str {
    says.strip_prefix(start).unwrap_or(says).trim_start()
}

/// Returns where the arrow keys lead from a box that has the focus, if one was pressed.
fn moved(ui: &Ui, response: &Response, at: usize, count: usize) -> Option<usize> {
    if !response.has_focus() {
        return None;
    }
    focus::keep_arrows(ui, response);
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowDown) || pressed(Key::ArrowRight) {
        Some((at + 1).min(count - 1))
    } else if pressed(Key::ArrowUp) || pressed(Key::ArrowLeft) {
        Some(at.saturating_sub(1))
    } else if pressed(Key::Home) {
        Some(0)
    } else if pressed(Key::End) {
        Some(count - 1)
    } else {
        None
    }
    .filter(|next| *next != at)
}
