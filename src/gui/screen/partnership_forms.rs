//! The forms of a partnership: their parts, how far each is and who signed it, and what can be started.

use super::{blank_forms, home, partnership};
use crate::app::view::{DocumentLine, DocumentState, Offer, PartnershipView, SignatureLine};
use crate::gui::command::{Command, Commands, Screen};
use crate::gui::kit::{button, frame, words, words::Tone};
use crate::gui::state::State;
use crate::model::id::FormId;
use eframe::egui::{Ui, vec2};

/// How wide the column with the forms that can be started is.
const SIDE: f32 = 320.0;

/// Shows the forms.
pub(super) fn forms_ui(ui: &mut Ui, state: &State, view: &PartnershipView, out: &mut Commands) {
    if ui.available_width() < 2.5 * SIDE {
        documents_ui(ui, state, view, out);
        ui.add_space(18.0);
        offers_ui(ui, state, view, out);
        return blanks_ui(ui, state, view, out);
    }
    frame::beside_ui(ui, SIDE, |ui, at_side| {
        if at_side {
            offers_ui(ui, state, view, out);
            blanks_ui(ui, state, view, out);
        } else {
            documents_ui(ui, state, view, out);
        }
    });
}

fn documents_ui(ui: &mut Ui, state: &State, view: &PartnershipView, out: &mut Commands) {
    words::section_ui(ui, "Forms of this partnership");
    if view.documents.is_empty() {
        words::caption_ui(ui, "No form has been started for this partnership yet.");
    }
    bundles_ui(ui, state, view, out);
    for parts in view.documents.chunk_by(|a, b| a.document == b.document) {
        frame::card_ui(ui, |ui| document_ui(ui, state, parts, out));
    }
}

/// Offers what the procedure hands on as one file, where something of it is begun.
fn bundles_ui(ui: &mut Ui, state: &State, view: &PartnershipView, out: &mut Commands) {
    let bundles = state.pack.iter().flat_map(|pack| &pack.bundles);
    let begun =
        |form: &FormId| view.documents.iter().any(|line| line.form == *form && line.state != DocumentState::NotStarted);
    for bundle in bundles.filter(|bundle| bundle.forms.iter().any(begun)) {
        let text = format!("Save as one PDF: {}…", bundle.title);
        if button::secondary_ui(ui, &text).clicked() {
            out.push(Command::Bundle { reference: view.reference.clone(), id: bundle.id.clone() });
        }
    }
    for report in state.pack.iter().flat_map(|pack| &pack.reports).filter(|report| report.of_one) {
        if button::secondary_ui(ui, &report.title).clicked() {
            let (id, reference) = (report.id.clone(), Some(view.reference.clone()));
            out.push(Command::Go(Screen::Report { id, reference }));
        }
    }
}

fn document_ui(ui: &mut Ui, state: &State, parts: &[DocumentLine], out: &mut Commands) {
    let Some(first) = parts.first() else { return };
    let title = home::with_period(&first.title, &first.period);
    if first.part_title.is_empty() {
        return part_ui(ui, state, &title, first, out);
    }
    words::strong_ui(ui, &title);
    for line in parts {
        ui.add_space(4.0);
        words::line_ui(ui);
        part_ui(ui, state, &line.part_title, line, out);
    }
}

fn part_ui(ui: &mut Ui, state: &State, title: &str, line: &DocumentLine, out: &mut Commands) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 4.0);
        link_ui(ui, title, line, out);
        let tone = if line.state_label() == "Completed" { Tone::Good } else { partnership::tone(line.state) };
        words::tag_ui(ui, line.state_label(), tone);
        if line.is_outdated {
            words::tag_ui(ui, "Made after an earlier version", Tone::Warn);
        }
    });
    let role = state.pack.as_ref().map_or("", |pack| pack.role_title(&line.role)).to_owned();
    let completed = line.completed_on.filter(|_| line.asks).map(|day| format!("Completed on {day}"));
    let about: Vec<String> = [Some(role), completed].into_iter().flatten().filter(|text| !text.is_empty()).collect();
    if !about.is_empty() {
        words::caption_ui(ui, &about.join("  ·  "));
    }
    if !line.returned.is_empty() {
        words::body_ui(ui, &format!("Sent back by {}", line.returned));
    }
    if line.is_outdated {
        words::caption_ui(ui, "A part before it was changed since. Look whether this one still holds.");
    }
    if line.versions > 1 {
        super::done::apart_ui(ui, line, out);
    }
    if !line.received.is_empty() {
        words::caption_ui(ui, &format!("Received by {}", line.received));
    }
    for signature in &line.signatures {
        signature_ui(ui, signature);
    }
}

fn signature_ui(ui: &mut Ui, line: &SignatureLine) {
    let what = if line.signer.is_empty() { line.ask.clone() } else { format!("{} ({})", line.ask, line.signer) };
    let said = match (&line.signed, line.required) {
        (Some(signed), _) => format!("{what}: signed by {} on {}", signed.name, signed.on),
        (None, true) => format!("{what}: not signed yet"),
        (None, false) => format!("{what}: not signed; it can be left out"),
    };
    words::caption_ui(ui, &said);
    if let Some(earlier) = &line.earlier {
        words::caption_ui(ui, &format!("{} signed the earlier version on {}", earlier.name, earlier.on));
    }
    if !line.set_aside.is_empty() {
        words::caption_ui(ui, &format!("A check of the procedure was set aside: {}", line.set_aside));
    }
}

/// Shows the title of a part, as a link where the part can be opened.
pub(super) fn link_ui(ui: &mut Ui, title: &str, line: &DocumentLine, out: &mut Commands) {
    let whole = home::with_period(&line.title, &line.period);
    let name = if line.part_title.is_empty() { whole } else { format!("{whole}: {}", line.part_title) };
    if line.state == DocumentState::Waiting {
        words::body_ui(ui, title);
    } else if button::link_named_ui(ui, title, &name).clicked() {
        out.push(Command::OpenPart { document: line.document.clone(), part: line.part.clone() });
    }
}

/// Shows the blank forms of the partnership, folded until they are asked for.
fn blanks_ui(ui: &mut Ui, state: &State, view: &PartnershipView, out: &mut Commands) {
    ui.add_space(12.0);
    let open = state.unfolded.contains("blanks");
    if button::fold_ui(ui, "Blank forms", open).clicked() {
        out.push(Command::Unfold("blanks"));
    }
    if open {
        blank_forms::blank_forms_ui(ui, state, Some(&view.reference), out);
    }
}

fn offers_ui(ui: &mut Ui, state: &State, view: &PartnershipView, out: &mut Commands) {
    let writes = state.held_by().is_none();
    let (offered, refused): (Vec<&Offer>, Vec<&Offer>) = view.offers.iter().partition(|offer| offer.refused.is_empty());
    if view.offers.is_empty() || !writes {
        return;
    }
    words::section_ui(ui, "Start a form");
    if offered.is_empty() {
        words::caption_ui(ui, "No further form can be started now.");
    }
    for offer in offered {
        let title = home::with_period(&offer.title, &offer.period);
        if button::link_named_ui(ui, &title, &format!("Start: {title}")).clicked() {
            let (reference, form) = (view.reference.clone(), offer.form.clone());
            out.push(Command::OpenForm { reference, form, period: None });
        }
    }
    if !refused.is_empty() {
        let open = state.unfolded.contains("refused");
        if button::fold_ui(ui, "Forms that are not for now", open).clicked() {
            out.push(Command::Unfold("refused"));
        }
        for offer in refused.into_iter().filter(|_| open) {
            words::body_ui(ui, &home::with_period(&offer.title, &offer.period));
            words::caption_ui(ui, &offer.refused);
        }
    }
}
