//! One page of questions, with the summary of what is wrong at its top.

use super::{again, draft_edition};
use crate::form::finding::Finding;
use crate::form::reading::{PageReading, QuestionReading};
use crate::gui::command::{Command, Commands, Spot};
use crate::gui::kit::{button, focus, frame, words, words::Tone};
use crate::gui::state::State;
use crate::gui::theme::Type;
use crate::gui::widget::question::{Asked, question_ui};
use crate::gui::widget::{Around, KEYS, MEANING, has_rated};
use crate::gui::wizard::Wizard;
use crate::model::id::PageId;
use crate::pack::form::{Kind, Level, Page};
use eframe::egui::Ui;

/// Shows the pages in view: one, or all of a list.
pub(super) fn page_ui(ui: &mut Ui, wizard: &Wizard, state: &State, out: &mut Commands) {
    again::why_ui(ui, state, wizard, out);
    draft_edition::edition_ui(ui, state, wizard, out);
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
        let mut first = true;
        for page in wizard.in_view() {
            if wizard.is_list() {
                ui.add_space(18.0);
                words::section_ui(ui, &page.title);
                words::line_ui(ui);
            }
            questions_ui(ui, wizard, page, &mut first, out);
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

/// Shows the questions of a page; the first of all pages in view may get the focus.
fn questions_ui(ui: &mut Ui, wizard: &Wizard, page: &PageReading, first: &mut bool, out: &mut Commands) {
    let Some(form_page) = wizard.form().and_then(|form| form.pages.iter().find(|own| own.id == page.id)) else {
        return;
    };
    if page.is_past && ui.is_enabled() {
        let closed = wizard.is_closed(page);
        ui.add_space(12.0);
        let fold = button::fold_ui(ui, "Already past: check anyway", !closed);
        focus::describe(&fold, &page.title);
        if fold.clicked() {
            out.push(Command::CheckPast(page.id.clone()));
        }
        if closed {
            let wanted =
                wizard.focus.as_ref().is_some_and(|spot| page.questions.iter().any(|own| own.id == spot.question));
            if wanted {
                focus::go_to(&fold);
                out.push(Command::Reached);
            }
            words::caption_ui(ui, "What this page asks lies in the past already.");
            return;
        }
    }
    let surroundings = &wizard.desk.surroundings;
    let respondents = wizard.respondents();
    let around = Around {
        pack: wizard.pack(),
        today: surroundings.today,
        partnerships: &surroundings.partnerships,
        signed: &surroundings.signed,
        respondents: &respondents,
    };
    // On the first page for the whole form, on any other for itself.
    let own = Some(&page.id).filter(|_| wizard.place().0 > 0);
    if ui.is_enabled() && !wizard.reusable(own).is_empty() {
        ui.add_space(10.0);
        let says = if own.is_some() {
            "Nothing has changed since last year"
        } else {
            "Nothing has changed on any page since last year"
        };
        if button::secondary_ui(ui, says).clicked() {
            out.push(Command::SameAsLast(own.cloned()));
        }
        let from = &surroundings.last_title;
        words::caption_ui(ui, &format!("Takes over the answers of {from}; some questions are asked anew each year."));
    }
    if form_page.questions.iter().any(|question| matches!(question.kind, Kind::Rating(_))) {
        ratings_ui(ui, wizard, page, &respondents, out);
    }
    let unfolded = wizard.unfolded.contains(&page.id);
    for reading in page.questions.iter().filter(|reading| !reading.folded) {
        one_ui(ui, wizard, (form_page, reading), &around, first, out);
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
            one_ui(ui, wizard, (form_page, reading), &around, first, out);
        }
    }
}

/// Says once on a page what the ratings mean, and how far each respondent is; or that they are to be named first.
fn ratings_ui(ui: &mut Ui, wizard: &Wizard, page: &PageReading, respondents: &[String], out: &mut Commands) {
    ui.add_space(10.0);
    if page.help.is_empty() {
        words::body_ui(ui, MEANING);
    }
    if ui.is_enabled() {
        words::caption_ui(ui, KEYS);
    }
    if respondents.is_empty() {
        let Some((asked_on, asked)) = wizard.respondents_asked() else { return };
        frame::notice_ui(ui, Tone::Info, "", |ui| {
            words::body_ui(ui, "Say first who gave ratings: then each of them has a row here, rated with one click.");
            if ui.is_enabled() && button::link_ui(ui, &asked.ask).clicked() {
                let spot = Spot { question: asked.id.clone(), row: None, column: None };
                out.push(Command::Correct { page: asked_on.id.clone(), spot });
            }
        });
        return;
    }
    let form = wizard.form();
    let is_rating = |reading: &&QuestionReading| {
        let question = form.and_then(|form| form.question(&reading.id));
        question.is_some_and(|question| matches!(question.kind, Kind::Rating(_)))
    };
    let statements: Vec<&QuestionReading> = page.questions.iter().filter(is_rating).collect();
    let far = respondents.iter().map(|name| {
        let n_rated = statements.iter().filter(|reading| has_rated(reading.entry.as_ref(), name)).count();
        format!("{name} {n_rated} of {}", statements.len())
    });
    words::caption_ui(ui, &format!("Rated on this page: {}", far.collect::<Vec<_>>().join(", ")));
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
    let shown = ui.scope(|ui| {
        if wizard.is_list() && question.within.is_none() {
            frame::card_ui(ui, |ui| question_ui(ui, &asked, out));
        } else {
            question_ui(ui, &asked, out);
        }
    });
    if wizard.preview.answering.as_ref() != Some(&question.id) && focus::is_within(ui, shown.response.rect) {
        out.push(Command::Answering(question.id.clone()));
    }
}
