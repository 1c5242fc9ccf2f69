//! One page of questions, with the summary of what is wrong at its top.

use crate::form::finding::Finding;
use crate::form::reading::{PageReading, QuestionReading};
use crate::gui::command::{Command, Commands, Spot};
use crate::gui::kit::{button, focus, frame, words, words::Tone};
use crate::gui::state::State;
use crate::gui::theme::Type;
use crate::gui::widget::Around;
use crate::gui::widget::question::{Asked, question_ui};
use crate::gui::wizard::Wizard;
use crate::model::id::PageId;
use crate::pack::form::{Kind, Level, Page};
use eframe::egui::Ui;

/// Shows the pages in view: one, or all of a list.
pub(super) fn page_ui(ui: &mut Ui, wizard: &Wizard, state: &State, out: &mut Commands) {
    let (at, n_pages) = wizard.place();
    if wizard.is_list() {
        words::title_ui(ui, wizard.form().map_or("", |form| form.title.as_str()));
    } else {
        words::caption_ui(ui, &format!("Page {} of {n_pages}", at + 1));
    }
    if at == 0
        && let Some(form) = wizard.form()
    {
        if !wizard.is_list() {
            page_title_ui(ui, wizard);
        }
        intro_ui(ui, wizard, &form.intro);
    } else {
        page_title_ui(ui, wizard);
    }
    ui.add_space(6.0);
    summary_ui(ui, wizard, out);
    let enabled = wizard.is_open() && state.held_by().is_none();
    ui.add_enabled_ui(enabled, |ui| {
        for page in wizard.in_view() {
            if wizard.is_list() {
                ui.add_space(18.0);
                words::section_ui(ui, &page.title);
                words::line_ui(ui);
            }
            questions_ui(ui, wizard, page, out);
        }
    });
}

fn page_title_ui(ui: &mut Ui, wizard: &Wizard) {
    for page in wizard.in_view() {
        ui.scope(|ui| {
            ui.set_max_width(frame::COLUMN.min(ui.available_width()));
            words::title_ui(ui, &page.title);
            if !page.help.is_empty() {
                words::body_ui(ui, &page.help);
            }
        });
    }
}

fn intro_ui(ui: &mut Ui, wizard: &Wizard, intro: &str) {
    ui.scope(|ui| {
        ui.set_max_width(frame::COLUMN.min(ui.available_width()));
        if !intro.is_empty() {
            words::body_ui(ui, intro);
        }
        if !wizard.pack().notice.is_empty() {
            words::caption_ui(ui, &wizard.pack().notice);
        }
    });
}

fn summary_ui(ui: &mut Ui, wizard: &Wizard, out: &mut Commands) {
    let tried = |finding: &&Finding| wizard.tried.contains(&finding.page);
    let pages: Vec<&PageId> = wizard.in_view().iter().map(|page| &page.id).collect();
    let here = |finding: &&Finding| pages.contains(&&finding.page);
    let (warnings, errors): (Vec<&Finding>, Vec<&Finding>) =
        wizard.reading.findings.iter().filter(here).filter(tried).partition(|finding| finding.level == Level::Warn);
    if !errors.is_empty() {
        let stop = errors.iter().any(|finding| finding.level == Level::Stop);
        let heading = if stop { "This form cannot be completed like this" } else { "There is a problem" };
        problems_ui(ui, wizard, Tone::Error, heading, &errors, out);
        ui.scope(|ui| {
            ui.set_max_width(frame::COLUMN.min(ui.available_width()));
            if !wizard.is_list() && button::link_ui(ui, "Go on and answer these later").clicked() {
                out.push(Command::GoOn);
            }
        });
        ui.add_space(12.0);
    }
    if !warnings.is_empty() {
        problems_ui(ui, wizard, Tone::Warn, "Please check", &warnings, out);
        ui.add_space(12.0);
    }
}

/// Shows findings as links to their places; the first gets the focus if the summary is to have it.
pub(super) fn problems_ui(
    ui: &mut Ui,
    wizard: &Wizard,
    tone: Tone,
    heading: &str,
    findings: &[&Finding],
    out: &mut Commands,
) {
    ui.scope(|ui| {
        ui.set_max_width(frame::COLUMN.min(ui.available_width()));
        let shown = frame::notice_ui(ui, tone, heading, |ui| {
            let (ink, _) = tone.colours(ui);
            ui.spacing_mut().item_spacing.y = 4.0;
            let mut wants_focus =
                wizard.focus_summary && !out.iter().any(|command| matches!(command, Command::Reached));
            for finding in findings {
                let said = distinct(wizard, finding, findings);
                let response = button::link_toned_ui(ui, &said, &said, ink, Type::Strong);
                if std::mem::take(&mut wants_focus) {
                    focus::go_to(&response);
                    out.push(Command::Reached);
                }
                if response.clicked() {
                    out.push(Command::Correct { page: finding.page.clone(), spot: spot(finding) });
                }
            }
        });
        ui.ctx().accesskit_node_builder(shown.response.id, |node| {
            node.set_live(eframe::egui::accesskit::Live::Assertive);
        });
    });
}

/// Returns the sentence of a finding, with its column's heading where several would read the same.
fn distinct(wizard: &Wizard, finding: &Finding, all: &[&Finding]) -> String {
    let same = all.iter().filter(|other| other.message == finding.message).count();
    let question = wizard.form().and_then(|form| form.question(&finding.question));
    let heading = match (question.map(|question| &question.kind), &finding.column) {
        (Some(Kind::Table(table)), Some(column)) => {
            table.columns.iter().find(|own| own.id == *column).map(|own| own.ask.words())
        }
        _ => None,
    };
    match heading {
        Some(heading) if same > 1 => format!("{} ({heading})", finding.message),
        _ => finding.message.clone(),
    }
}

/// Returns the place of a finding.
pub(super) fn spot(finding: &Finding) -> Spot {
    Spot { question: finding.question.clone(), row: finding.row.clone(), column: finding.column.clone() }
}

fn questions_ui(ui: &mut Ui, wizard: &Wizard, page: &PageReading, out: &mut Commands) {
    let Some(form_page) = wizard.form().and_then(|form| form.pages.iter().find(|own| own.id == page.id)) else {
        return;
    };
    let surroundings = &wizard.desk.surroundings;
    let around = Around {
        pack: wizard.pack(),
        today: surroundings.today,
        partnerships: &surroundings.partnerships,
        signed: &surroundings.signed,
    };
    if ui.is_enabled() && !wizard.reusable(&page.id).is_empty() {
        ui.add_space(10.0);
        if button::secondary_ui(ui, "Nothing has changed since last year").clicked() {
            out.push(Command::SameAsLast(page.id.clone()));
        }
        let from = &surroundings.last_title;
        words::caption_ui(ui, &format!("Takes over the answers of {from}; some questions are asked anew each year."));
    }
    let unfolded = wizard.unfolded.contains(&page.id);
    let mut first = true;
    for reading in page.questions.iter().filter(|reading| !reading.folded) {
        one_ui(ui, wizard, (form_page, reading), &around, &mut first, out);
    }
    if !page.questions.iter().any(|reading| reading.folded) {
        return;
    }
    ui.add_space(20.0);
    if button::fold_ui(ui, "Add more detail", unfolded).clicked() {
        out.push(Command::Fold(!unfolded));
    }
    if unfolded {
        for reading in page.questions.iter().filter(|reading| reading.folded) {
            one_ui(ui, wizard, (form_page, reading), &around, &mut first, out);
        }
    }
}

fn one_ui(
    ui: &mut Ui,
    wizard: &Wizard,
    (page, reading): (&Page, &QuestionReading),
    around: &Around<'_>,
    first: &mut bool,
    out: &mut Commands,
) {
    let Some(question) = page.questions.iter().find(|question| question.id == reading.id) else { return };
    let tried = wizard.tried.contains(&page.id);
    let own = |finding: &&Finding| finding.question == reading.id && tried;
    let start = Spot { question: reading.id.clone(), row: None, column: None };
    let starts = *first && wizard.focus_page && question.takes_answer();
    *first &= !question.takes_answer();
    let focus = wizard.focus.as_ref().filter(|spot| spot.question == reading.id).or_else(|| starts.then_some(&start));
    let asked = Asked {
        question,
        reading,
        answer: wizard.answer(&reading.id),
        findings: wizard.findings_on(&page.id).filter(own).collect(),
        focus,
        last_title: &wizard.desk.surroundings.last_title,
        why: wizard.why.contains(&reading.id),
        around,
    };
    ui.add_space(if question.within.is_some() { 12.0 } else { 24.0 });
    if wizard.is_list() && question.within.is_none() {
        frame::card_ui(ui, |ui| question_ui(ui, &asked, out));
    } else {
        question_ui(ui, &asked, out);
    }
}
