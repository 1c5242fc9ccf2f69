//! One file for each kind of question, and the frame they all stand in.
//!
//! A widget is shown what stands in it and returns what should stand in it now;
//! it keeps nothing. The same widgets serve questions and cells of tables.

mod checklist;
mod choice;
mod computed;
mod date;
mod document;
mod graded;
mod number;
mod partnership;
mod person;
pub(crate) mod question;
mod rating;
mod risk;
mod signature;
mod slot;
mod table;
mod table_rows;
mod text;

pub(crate) use date::echo_ui;
pub(crate) use rating::{KEYS, MEANING, has_rated};
pub(crate) use slot::{Around, Slot};

use crate::gui::command::Commands;
use crate::model::entry::Entry;
use crate::pack::form::Kind;
use eframe::egui::Ui;

/// Shows the control of a question or cell; returns what should stand in it if that changed.
pub(crate) fn answer_ui(ui: &mut Ui, slot: &Slot<'_>, out: &mut Commands) -> Option<Entry> {
    match &slot.question.kind {
        Kind::Text(_, options) => text::text_ui(ui, slot, options.as_ref()),
        Kind::LongText => text::long_text_ui(ui, slot),
        Kind::Integer(nil) | Kind::Number(nil) => number::number_ui(ui, slot, nil.as_deref()),
        Kind::Money(nil) => number::money_ui(ui, slot, nil.as_deref()),
        Kind::Date => date::date_ui(ui, slot),
        Kind::YesNo => choice::yes_no_ui(ui, slot),
        Kind::Graded(kind) => graded::graded_ui(ui, slot, kind),
        Kind::OneOf(_) => choice::one_of_ui(ui, slot),
        Kind::ManyOf(..) => choice::many_of_ui(ui, slot),
        Kind::Rating(evidence_for) => rating::rating_ui(ui, slot, evidence_for),
        Kind::Risk(scale) => risk::risk_ui(ui, slot, *scale),
        Kind::Table(table) => table::table_ui(ui, slot, table, out),
        Kind::Checklist(kind) => checklist::checklist_ui(ui, slot, kind),
        Kind::Person(kind) => person::person_ui(ui, slot, kind),
        Kind::Signature(kind) => signature::signature_ui(ui, slot, kind),
        Kind::Document(many) => document::document_ui(ui, slot, *many, out),
        Kind::Partnership(_) => partnership::partnership_ui(ui, slot),
        Kind::Computed(_) => computed::computed_ui(ui, slot),
        Kind::Note => None,
    }
}
