//! A new edition of the procedure: a value, its words, what is wrong with it, and how the form prints beside.

use super::edition_changes;
use super::preview::{self, Lead, Shown};
use crate::gui::apply_edition::{CODE, LABEL};
use crate::gui::command::{Command, Commands};
use crate::gui::edition::{EditCommand, EditSheet, Edition};
use crate::gui::kit::choice::{self, Pick};
use crate::gui::kit::{button, frame, select::Select, tabs, text::TextBox, words, words::Tone};
use crate::gui::preview::Boxed;
use crate::gui::procedure::ProcedureCommand;
use crate::gui::state::State;
use crate::pack::edit::{Field, Group, Place, Shape};
use eframe::egui::{Id, Ui, vec2};

/// Shows the edition.
pub(super) fn edition_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(edition) = &state.procedure.edition else { return super::plain::wait_ui(ui) };
    if edition.sheet != EditSheet::Forms {
        return body_ui(ui, state, edition, false, out);
    }
    preview::pages_beside_ui(ui, state, &shown(edition), "Show what can be changed", out, |ui, offer, out| {
        body_ui(ui, state, edition, offer, out);
    });
}

/// Asks for something to be done with the edition.
pub(super) fn edit(command: EditCommand) -> Command {
    ProcedureCommand::Edit(command).into()
}

/// Returns how the form in view prints; each box leads to its question.
fn shown(edition: &Edition) -> Shown<'_> {
    let lead = |(at, boxed): (usize, &Boxed)| {
        let form = edition.form_in_view()?;
        let question = boxed.asked.iter().find_map(|id| form.question(id))?;
        Some(Lead {
            at,
            name: format!("Change the question: {}", question.ask.words()),
            says: boxed.says.clone(),
            command: edit(EditCommand::Question(Some(question.id.clone()))),
        })
    };
    let lit = edition.question.as_ref().map(|id| edition.preview.boxes_of(id)).unwrap_or_default();
    Shown {
        preview: &edition.preview,
        lit,
        leads: edition.preview.boxes().iter().enumerate().filter_map(lead).collect(),
        failed: "The pages cannot be shown. Your changes are kept. The log file in the data folder says more.",
    }
}

fn body_ui(ui: &mut Ui, state: &State, edition: &Edition, offer: bool, out: &mut Commands) {
    frame::column_ui(ui, "edition", frame::COLUMN, |ui| {
        words::title_ui(ui, "Change this procedure");
        let (before, next) = (edition.before.version, edition.before.version + 1);
        let says = format!("Version {before} stays in use until you use version {next}. What you type is kept.");
        words::body_ui(ui, &says);
        ui.add_space(8.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
            ui.add_enabled_ui(!edition.edits.is_empty(), |ui| {
                if button::secondary_ui(ui, "Undo the last change").clicked() {
                    out.push(edit(EditCommand::Undo));
                }
            });
            if offer {
                preview::offer_ui(ui, out);
            }
            state_ui(ui, edition);
        });
        ui.add_space(12.0);
        let labels = EditSheet::ALL.map(EditSheet::label);
        let at = EditSheet::ALL.iter().position(|one| *one == edition.sheet).unwrap_or_default();
        let chosen = tabs::tabs_ui(ui, Id::unique("edition sheets"), "What to change", &labels, at);
        if let Some(chosen) = chosen.and_then(|at| EditSheet::ALL.get(at)) {
            out.push(edit(EditCommand::Sheet(*chosen)));
        }
        ui.add_space(10.0);
        match edition.sheet {
            EditSheet::Changes => return edition_changes::changes_ui(ui, state, edition, out),
            EditSheet::Forms => picks_ui(ui, edition, out),
            EditSheet::Dates => {
                let says = "The rule that a day is worked out by is changed in the files: save a copy to a folder.";
                words::caption_ui(ui, says);
            }
            EditSheet::Figures | EditSheet::Names => {}
        }
        edition_changes::elsewhere_ui(ui, edition);
        for group in &edition.groups {
            group_ui(ui, state, edition, group, out);
        }
    });
}

/// Says how the check stands.
fn state_ui(ui: &mut Ui, edition: &Edition) {
    let n_wrong = edition.wrong.len() + edition.elsewhere.len();
    let (text, tone) = match (edition.is_checked, n_wrong, edition.differences.len()) {
        (false, ..) => ("Checking…".to_owned(), Tone::Quiet),
        (true, 1, _) => ("One thing is to be put right".to_owned(), Tone::Error),
        (true, n, _) if n > 1 => (format!("{n} things are to be put right"), Tone::Error),
        (true, _, 0) => ("Nothing is changed".to_owned(), Tone::Quiet),
        (true, _, 1) => ("One thing is changed, nothing is wrong".to_owned(), Tone::Good),
        (true, _, n) => (format!("{n} things are changed, nothing is wrong"), Tone::Good),
    };
    words::tag_ui(ui, &text, tone);
}

/// Shows which form, which page and which question is changed.
fn picks_ui(ui: &mut Ui, edition: &Edition, out: &mut Commands) {
    let forms: Vec<(&str, String)> =
        edition.pack.forms.iter().map(|form| (form.id.as_str(), form.title.clone())).collect();
    if let Some(form) = pick_ui(ui, "Form", &forms, edition.form.as_str()) {
        out.push(edit(EditCommand::Form(form.into())));
    }
    let Some(form) = edition.form_in_view() else { return };
    let mut pages = vec![(OWN, "Title and introduction of the form".to_owned())];
    pages.extend(form.pages.iter().map(|page| (page.id.as_str(), page.title.clone())));
    let page = edition.page.as_ref().map_or(OWN, crate::model::id::PageId::as_str);
    if let Some(page) = pick_ui(ui, "Page", &pages, page) {
        out.push(edit(EditCommand::Page(Some(page).filter(|page| page != OWN).map(Into::into))));
    }
    let Some(page) = edition.page_in_view() else { return };
    let mut questions = vec![(OWN, "Title of the page and the sentence under it".to_owned())];
    questions.extend(page.questions.iter().map(|question| (question.id.as_str(), question.ask.words())));
    let question = edition.question.as_ref().map_or(OWN, crate::model::id::QuestionId::as_str);
    if let Some(question) = pick_ui(ui, "Question on this page", &questions, question) {
        out.push(edit(EditCommand::Question(Some(question).filter(|id| id != OWN).map(Into::into))));
    }
    ui.add_space(8.0);
    words::line_ui(ui);
}

/// Stands for the words of the form or the page itself.
const OWN: &str = "-";

fn pick_ui(ui: &mut Ui, name: &str, all: &[(&str, String)], chosen: &str) -> Option<String> {
    ui.add_space(8.0);
    words::strong_ui(ui, name);
    let picks: Vec<Pick<'_>> = all.iter().map(|(code, label)| Pick::plain(code, label)).collect();
    let select = Select { id: Id::unique(("edition", name)), name, about: "", width: 560.0, wrong: false };
    select.ui(ui, &picks, chosen).1.filter(|picked| !picked.is_empty())
}

fn group_ui(ui: &mut Ui, state: &State, edition: &Edition, group: &Group, out: &mut Commands) {
    if !group.title.is_empty() {
        ui.add_space(16.0);
        words::section_ui(ui, &group.title);
    }
    if !group.about.is_empty() {
        words::caption_ui(ui, &group.about);
    }
    for field in &group.fields {
        field_ui(ui, edition, field, out);
    }
    if let Some(place) = &group.options {
        add_ui(ui, state, edition, place, out);
    }
}

/// Shows one value: its name, what is wrong with it, and its box.
fn field_ui(ui: &mut Ui, edition: &Edition, field: &Field, out: &mut Commands) {
    let wrong = edition.wrong.get(&field.at).map(String::as_str);
    let id = Id::unique(("edition", &field.at.file, field.at.path.join("/")));
    let text = edition.text(&field.at, &field.text);
    if field.shape == Shape::Flag {
        ui.add_space(4.0);
        if let Some(on) = choice::tick_ui(ui, id, &field.label, text == "true") {
            out.push(edit(EditCommand::Type(field.at.clone(), on.to_string())));
        }
        return;
    }
    ui.add_space(12.0);
    words::strong_ui(ui, &field.label);
    if let Some(wrong) = wrong {
        words::toned_ui(ui, &format!("Error: {wrong}"), Tone::Error);
    }
    let is_long = field.shape == Shape::Words && field.text.len().max(text.len()) > 60;
    let (width, rows) = match field.shape {
        Shape::Words => (600.0, if is_long { 3 } else { 1 }),
        Shape::Amount | Shape::Day | Shape::Whole | Shape::Number | Shape::Flag | Shape::Days => (260.0, 1),
    };
    let about = wrong.unwrap_or(&field.about);
    let text_box = TextBox { width, rows, about, wrong: wrong.is_some(), ..TextBox::line(id, &field.label) };
    if let (_, Some(typed)) = text_box.ui(ui, text) {
        out.push(edit(EditCommand::Type(field.at.clone(), typed)));
    }
}

/// Offers one more option.
fn add_ui(ui: &mut Ui, state: &State, edition: &Edition, place: &Place, out: &mut Commands) {
    ui.add_space(12.0);
    let Some((_, wrong)) = edition.adding.as_ref().filter(|(at, _)| at == place) else {
        if button::secondary_ui(ui, "Add an option…").clicked() {
            out.push(edit(EditCommand::OpenAdd(Some(place.clone()))));
        }
        return;
    };
    frame::card_ui(ui, |ui| {
        super::jot::jot_ui(ui, state, LABEL, "Words of the new option", "", out);
        let help = "The records keep it. Empty: it is made of the words.";
        super::jot::jot_ui(ui, state, CODE, "Its code (optional)", help, out);
        if !wrong.is_empty() {
            words::toned_ui(ui, &format!("Error: {wrong}"), Tone::Error);
        }
        ui.add_space(10.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
            if button::primary_ui(ui, "Add this option").clicked() {
                out.push(edit(EditCommand::Add(place.clone())));
            }
            if button::secondary_ui(ui, "Cancel").clicked() {
                out.push(edit(EditCommand::OpenAdd(None)));
            }
        });
    });
}
