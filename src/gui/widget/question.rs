//! The frame every question stands in: number, words, help, what is wrong, where it comes from.

use super::{Around, Slot, answer_ui};
use crate::form::finding::Finding;
use crate::form::reading::QuestionReading;
use crate::gui::command::{Command, Commands, Spot};
use crate::gui::kit::{button, frame, words, words::Tone};
use crate::gui::theme::{self, Type};
use crate::model::answer::Answer;
use crate::model::entry::Entry;
use crate::pack::form::{Kind, Level, Question};
use eframe::egui::{Align, Frame, Id, Label, Margin, Ui};

/// A question about to be shown.
pub(crate) struct Asked<'a> {
    /// The question of the form.
    pub(crate) question: &'a Question,
    /// How it is asked now.
    pub(crate) reading: &'a QuestionReading,
    /// The answer it makes, if it makes one.
    pub(crate) answer: Option<&'a Answer>,
    /// What is wrong with it and may be shown.
    pub(crate) findings: Vec<&'a Finding>,
    /// The place that is to get the focus, if it is here.
    pub(crate) focus: Option<&'a Spot>,
    /// The title of the document that "beside" answers come from.
    pub(crate) last_title: &'a str,
    /// Is it open why the question is asked?
    pub(crate) why: bool,
    /// What lies around it.
    pub(crate) around: &'a Around<'a>,
}

/// The most letters of a source's words that stand in the link itself.
const SHORT: usize = 60;

/// The widest text of a question, in points.
const TEXT: f32 = 720.0;

/// Shows a question with everything that belongs to it.
pub(crate) fn question_ui(ui: &mut Ui, asked: &Asked<'_>, out: &mut Commands) {
    let tokens = theme::tokens(ui.ctx());
    let wrong = asked.findings.iter().any(|finding| finding.level != Level::Warn);
    let bar = match (wrong, asked.question.within.is_some()) {
        (true, _) => Some(tokens.error),
        (false, true) => Some(tokens.line),
        (false, false) => None,
    };
    let shown = ui.scope(|ui| match bar {
        Some(bar) => {
            frame::barred_ui(ui, bar, |ui| inside_ui(ui, asked, out));
        }
        None => inside_ui(ui, asked, out),
    });
    if asked.focus.is_some() {
        out.push(Command::Reached);
        // What takes no answer has no control to go to.
        if !asked.question.takes_answer() {
            shown.response.scroll_to_me(Some(Align::Center));
        }
    }
}

fn inside_ui(ui: &mut Ui, asked: &Asked<'_>, out: &mut Commands) {
    ui.spacing_mut().item_spacing.y = 5.0;
    ui.scope(|ui| {
        ui.set_max_width(TEXT.min(ui.available_width()));
        head_ui(ui, asked);
        beside_ui(ui, asked);
        for finding in asked.findings.iter().filter(|finding| finding.row.is_none()) {
            let (tone, word) = match finding.level {
                Level::Warn => (Tone::Warn, "Please check"),
                Level::Error | Level::Stop => (Tone::Error, "Error"),
            };
            words::toned_ui(ui, &format!("{word}: {}", finding.message), tone);
        }
    });
    ui.add_space(2.0);
    let slot = slot_of(asked);
    if let Some(entry) = answer_ui(ui, &slot, out) {
        out.push(Command::Type { question: asked.question.id.clone(), entry: Some(entry) });
    }
    ui.scope(|ui| {
        ui.set_max_width(TEXT.min(ui.available_width()));
        origin_ui(ui, asked, out);
        why_ui(ui, asked, out);
    });
}

fn head_ui(ui: &mut Ui, asked: &Asked<'_>) {
    let tokens = theme::tokens(ui.ctx());
    let optional = asked.question.takes_answer() && !asked.reading.required;
    let ask = if optional { format!("{} (optional)", asked.reading.ask) } else { asked.reading.ask.clone() };
    if matches!(asked.question.kind, Kind::Note) {
        frame::notice_ui(ui, Tone::Info, "", |ui| words::body_ui(ui, &asked.reading.ask));
    } else {
        ui.horizontal_top(|ui| {
            if !asked.reading.number.is_empty() {
                ui.label(words::styled(&asked.reading.number, Type::Label, tokens.soft));
            }
            ui.add(Label::new(words::styled(ask, Type::Label, tokens.ink)).wrap());
        });
    }
    if !asked.reading.help.is_empty() {
        words::caption_ui(ui, &asked.reading.help);
    }
}

fn beside_ui(ui: &mut Ui, asked: &Asked<'_>) {
    if asked.reading.beside.is_empty() {
        return;
    }
    let panel = theme::tokens(ui.ctx()).panel;
    Frame::new().fill(panel).corner_radius(theme::CORNER).inner_margin(Margin::symmetric(12, 8)).show(ui, |ui| {
        let title = if asked.last_title.is_empty() { "Last time" } else { asked.last_title };
        let said = asked.reading.beside.strip_prefix(title).map(|rest| rest.trim_start_matches([':', ' ']));
        words::caption_ui(ui, title);
        words::body_ui(ui, said.unwrap_or(&asked.reading.beside));
    });
}

/// Says where a prefilled answer comes from, and offers what its source says now.
fn origin_ui(ui: &mut Ui, asked: &Asked<'_>, out: &mut Commands) {
    if !asked.reading.origin.is_empty() {
        words::caption_ui(ui, &format!("{}. You may change it.", asked.reading.origin));
    }
    if let Some(offered) = &asked.reading.offered {
        let says = offered_words(asked, offered);
        let is_short = says.chars().count() <= SHORT;
        let (said, text) = if let Entry::Rows(_) = offered {
            ("Its source has rows that are not here.".to_owned(), "Add them".to_owned())
        } else if is_short {
            ("Its source says something else.".to_owned(), format!("Use “{says}”"))
        } else {
            (format!("Its source says: {says}"), "Use that".to_owned())
        };
        ui.horizontal_wrapped(|ui| {
            words::caption_ui(ui, &said);
            if button::link_named_ui(ui, &text, &format!("{text}: {}", asked.reading.ask)).clicked() {
                let entry = Some(offered.clone());
                out.push(Command::Type { question: asked.question.id.clone(), entry });
            }
        });
    }
}

/// Writes what a source says as people read it: the words of a code, the details of a person.
fn offered_words(asked: &Asked<'_>, offered: &Entry) -> String {
    let label = |code: &str| {
        let choice = asked.reading.options.iter().find(|choice| choice.code == code);
        match (choice, &asked.question.kind, code) {
            (Some(choice), ..) => choice.label.clone(),
            (None, Kind::YesNo | Kind::Graded(_), "yes") => "Yes".to_owned(),
            (None, Kind::YesNo | Kind::Graded(_), "no") => "No".to_owned(),
            (None, ..) => code.to_owned(),
        }
    };
    match offered {
        Entry::Text(text) => label(text),
        Entry::Codes(codes) => codes.iter().map(|code| label(code)).collect::<Vec<_>>().join(", "),
        Entry::Fields(fields) => {
            let first = ["name", "title", "answer"].into_iter().filter_map(|field| fields.get_key_value(field));
            let rest =
                fields.iter().filter(|(field, _)| !["name", "title", "answer", "file"].contains(&field.as_str()));
            let said = first.chain(rest).map(|(_, text)| label(text)).filter(|text| !text.is_empty());
            said.collect::<Vec<_>>().join(", ")
        }
        // Rows are offered, not told.
        Entry::Rows(_) => String::new(),
    }
}

/// A link to the clause that a question answers, where the pack says what it asks.
fn why_ui(ui: &mut Ui, asked: &Asked<'_>, out: &mut Commands) {
    let Some(clause) = asked.around.pack.clause(&asked.question.clause) else { return };
    if asked.question.within.is_some() || clause.says.is_empty() || !asked.question.takes_answer() {
        return;
    }
    let tokens = theme::tokens(ui.ctx());
    let name = format!("Why we ask: {}", asked.reading.ask);
    if button::link_toned_ui(ui, "Why we ask", &name, tokens.soft, Type::Caption).clicked() {
        out.push(Command::Why(asked.question.id.clone()));
    }
    if asked.why {
        frame::barred_ui(ui, tokens.line, |ui| {
            words::caption_ui(ui, &format!("Clause {}: {}", clause.id, clause.says));
        });
    }
}

fn slot_of<'a>(asked: &Asked<'a>) -> Slot<'a> {
    let faults = asked.findings.iter().filter(|finding| finding.row.is_none());
    let about: Vec<&str> = std::iter::once(asked.reading.help.as_str())
        .chain(faults.map(|finding| finding.message.as_str()))
        .filter(|text| !text.is_empty())
        .collect();
    Slot {
        id: Id::unique(("question", asked.question.id.as_str())),
        name: asked.reading.ask.clone(),
        about: about.join(". "),
        question: asked.question,
        options: &asked.reading.options,
        columns: &asked.reading.columns,
        may_add: asked.reading.may_add,
        na: asked.reading.na,
        entry: asked.reading.entry.as_ref(),
        answer: asked.answer,
        findings: asked.findings.clone(),
        focus: asked.focus,
        cell: false,
        around: asked.around,
    }
}
