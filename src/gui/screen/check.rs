//! Check your answers: everything in words, with a link to change each.

use super::{again, partnership, plain, preview, wizard, wizard_page, wizard_side};
use crate::form::finding::Finding;
use crate::form::reading::{PageReading, QuestionReading};
use crate::form::words::in_words;
use crate::gui::command::{Command, Commands, Screen, Spot};
use crate::gui::kit::{button, frame, words, words::Tone};
use crate::gui::state::State;
use crate::gui::theme::{self, Type};
use crate::gui::wizard::Wizard;
use crate::pack::form::{Kind, Level, Question};
use eframe::egui::{Align, Label, Layout, Ui, vec2};

/// Shows every answer of the part in hand.
pub(super) fn check_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(wizard) = &state.wizard else { return plain::wait_ui(ui) };
    wizard::beside_ui(ui, state, wizard, out, |ui, narrow, out| {
        preview::beside_ui(ui, (state, wizard), "Show the answers", out, |ui, offer, out| {
            frame::column_ui(ui, "check", 920.0, |ui| {
                if narrow {
                    wizard_side::menu_ui(ui, wizard, &state.screen, out);
                    ui.add_space(12.0);
                }
                body_ui(ui, state, wizard, offer, out);
            });
        });
    });
}

/// Shows the answers and what can be done with them.
fn body_ui(ui: &mut Ui, state: &State, wizard: &Wizard, offer: bool, out: &mut Commands) {
    again::why_ui(ui, state, wizard, out);
    words::title_ui(ui, "Check your answers");
    if offer {
        preview::offer_ui(ui, out);
    }
    ui.add_space(8.0);
    answers_ui(ui, state, wizard, out);
    actions_ui(ui, state, wizard, out);
}

fn answers_ui(ui: &mut Ui, state: &State, wizard: &Wizard, out: &mut Commands) {
    findings_ui(ui, wizard, out);
    let writes = wizard.is_open() && state.held_by().is_none();
    for page in wizard.pages() {
        ui.add_space(22.0);
        words::section_ui(ui, &page.title);
        words::line_ui(ui);
        for reading in &page.questions {
            row_ui(ui, wizard, page, reading, writes, out);
        }
    }
    not_used_ui(ui, wizard);
}

fn actions_ui(ui: &mut Ui, state: &State, wizard: &Wizard, out: &mut Commands) {
    let writes = wizard.is_open() && state.held_by().is_none();
    ui.add_space(28.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
        if button::secondary_ui(ui, "Back").clicked() {
            out.push(Command::PageBack);
        }
        if writes {
            let living = wizard.form().is_some_and(|form| form.living);
            let text = if living { "Save a dated version" } else { "Complete this form" };
            if button::primary_ui(ui, text).clicked() {
                out.push(Command::Complete);
            }
        } else if button::primary_ui(ui, "Print and sign").clicked() {
            out.push(Command::Go(Screen::Done));
        }
    });
    ui.add_space(6.0);
    wizard::saved_ui(ui, wizard);
}

fn findings_ui(ui: &mut Ui, wizard: &Wizard, out: &mut Commands) {
    let blocking: Vec<&Finding> = wizard.reading.blocking(wizard.part()).collect();
    if blocking.iter().all(|finding| wizard.tried.contains(&finding.page)) && !blocking.is_empty() {
        let heading = match blocking.len() {
            1 => "One thing is still to do".to_owned(),
            n => format!("{n} things are still to do"),
        };
        wizard_page::problems_ui(ui, wizard, Tone::Error, &heading, &blocking, out);
        ui.add_space(10.0);
    } else if !blocking.is_empty() {
        open_pages_ui(ui, wizard, &blocking, out);
    }
    let own = |finding: &&Finding| wizard.pages().any(|page| page.id == finding.page);
    let warnings: Vec<&Finding> =
        wizard.reading.findings.iter().filter(|finding| finding.level == Level::Warn).filter(own).collect();
    if !warnings.is_empty() {
        wizard_page::problems_ui(ui, wizard, Tone::Warn, "Please check", &warnings, out);
    }
}

/// Before anybody wanted to complete the form, says calmly on which pages something is open.
fn open_pages_ui(ui: &mut Ui, wizard: &Wizard, blocking: &[&Finding], out: &mut Commands) {
    frame::notice_ui(ui, Tone::Info, "Still to do", |ui| {
        for page in wizard.pages() {
            let count = blocking.iter().filter(|finding| finding.page == page.id).count();
            let said = match count {
                0 => continue,
                1 => format!("{}: one thing", page.title),
                n => format!("{}: {n} things", page.title),
            };
            if button::link_ui(ui, &said).clicked() {
                out.push(Command::Turn(page.id.clone()));
            }
        }
    });
    ui.add_space(10.0);
}

fn row_ui(
    ui: &mut Ui,
    wizard: &Wizard,
    page: &PageReading,
    reading: &QuestionReading,
    writes: bool,
    out: &mut Commands,
) {
    let Some(question) = wizard.form().and_then(|form| form.question(&reading.id)) else { return };
    let (lines, known) = lines(wizard, question, reading);
    if lines.is_empty() {
        return;
    }
    let tokens = theme::tokens(ui.ctx());
    let room = ui.available_width();
    let wide = room > 600.0;
    let change = 84.0;
    let left = if wide { (room - change) * 0.42 } else { room };
    let right = if wide { room - change - left - 40.0 } else { room };
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(20.0, 3.0);
        let column = |ui: &mut Ui, width: f32, content: &mut dyn FnMut(&mut Ui)| {
            ui.allocate_ui_with_layout(vec2(width, 20.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width);
                content(ui);
            });
        };
        column(ui, left, &mut |ui| {
            ui.add(Label::new(words::styled(&reading.ask, Type::Strong, tokens.ink)).wrap());
        });
        column(ui, right, &mut |ui| {
            for line in &lines {
                let ink = if known { tokens.ink } else { tokens.soft };
                ui.add(Label::new(words::styled(line, Type::Body, ink)).wrap());
            }
        });
        if writes && question.takes_answer() {
            let name = format!("Change: {}", reading.ask);
            if button::link_named_ui(ui, "Change", &name).clicked() {
                let spot = Spot { question: reading.id.clone(), row: None, column: None };
                out.push(Command::Correct { page: page.id.clone(), spot });
            }
        }
    });
    ui.add_space(8.0);
    words::line_ui(ui);
}

/// Returns what to show for a question, and whether it is an answer.
fn lines(wizard: &Wizard, question: &Question, reading: &QuestionReading) -> (Vec<String>, bool) {
    match &question.kind {
        Kind::Note => return (vec![], false),
        Kind::Signature(kind) => {
            let role = wizard.pack().role_title(&kind.role);
            return (vec![format!("On paper: {role}")], false);
        }
        Kind::Text(..)
        | Kind::LongText
        | Kind::Integer(_)
        | Kind::Number(_)
        | Kind::Money(_)
        | Kind::Date
        | Kind::YesNo
        | Kind::Graded(_)
        | Kind::OneOf(_)
        | Kind::ManyOf(..)
        | Kind::Rating(_)
        | Kind::Risk(_)
        | Kind::Table(_)
        | Kind::Checklist(_)
        | Kind::Person(_)
        | Kind::Document(_)
        | Kind::Partnership(_)
        | Kind::Computed(_) => {}
    }
    if let Some(answer) = wizard.answer(&question.id) {
        let lines = in_words(wizard.pack(), question, answer);
        if !lines.is_empty() {
            return (lines, true);
        }
    }
    let typed = reading.entry.as_ref().filter(|entry| !entry.is_empty());
    match typed {
        Some(entry) if !entry.as_text().is_empty() => {
            (vec![format!("“{}” cannot be read yet", entry.as_text())], false)
        }
        Some(_) => (vec!["Not complete yet".to_owned()], false),
        None if reading.required => (vec!["Not provided".to_owned()], false),
        None => (vec!["Not provided (optional)".to_owned()], false),
    }
}

/// Lists answers that are kept but not asked for now.
fn not_used_ui(ui: &mut Ui, wizard: &Wizard) {
    let own = |id: &crate::model::id::QuestionId| {
        wizard.form().and_then(|form| form.page_of(id)).is_some_and(|page| page.part == *wizard.part())
    };
    let kept: Vec<_> = wizard.reading.not_used.iter().filter(|id| own(id)).collect();
    if kept.is_empty() {
        return;
    }
    ui.add_space(26.0);
    words::section_ui(ui, "Kept, but not used");
    let why = "Because of other answers these questions are not asked now. Their answers are kept and not printed.";
    words::caption_ui(ui, why);
    for id in kept {
        let question = wizard.form().and_then(|form| form.question(id));
        let ask = question.map_or_else(|| id.to_string(), |question| question.ask.words());
        let entry = wizard.desk.entries.get(id);
        let said = entry.map(|entry| entry.as_text().to_owned()).filter(|text| !text.is_empty());
        partnership::pair_ui(ui, &ask, &[said.as_deref().unwrap_or("Answered")]);
    }
}
