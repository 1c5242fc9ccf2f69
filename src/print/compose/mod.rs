//! A form with its answers, or without any, as a document.
//!
//! [`filled`] prints what a reading holds: a completed part or a draft.
//! [`blank`] prints the form for the pen.

mod answer;
mod blank;
mod section;
mod table;

use crate::form::reading::{Reading, Signed};
use crate::model::day::Day;
use crate::model::id::{PartId, QuestionId};
use crate::pack::Pack;
use crate::pack::form::{Form, Kind, Question};
use crate::print::document::{Block, Colour, Document};
use std::collections::BTreeMap;

/// What stands on paper beside the answers.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The partnership's name; may be empty.
    pub partnership: &'a str,
    /// Its reference, such as "WK-0007"; may be empty.
    pub reference: &'a str,
    /// The document's period; may be empty.
    pub period: &'a str,
    /// The short code of the revision printed; may be empty.
    pub revision: &'a str,
    /// Whether the form is unfinished.
    pub draft: bool,
    /// The date that stands in the file as that of its making.
    pub made: Day,
    /// More pairs of label and value for the head of the form.
    pub facts: &'a [(String, String)],
    /// The parts to print; none means all.
    pub parts: &'a [PartId],
    /// Sign-offs recorded, by signature question.
    pub signed: &'a BTreeMap<QuestionId, Signed>,
}

/// Composes a form with the answers of a reading.
pub fn filled(pack: &Pack, form: &Form, reading: &Reading, about: &About) -> Document {
    let wanted = |part: &PartId| about.parts.is_empty() || about.parts.contains(part);
    let mut blocks = Vec::new();
    let mut part = None;
    for (index, page) in reading.pages.iter().enumerate().filter(|(_, page)| wanted(&page.part)) {
        if part.replace(&page.part) != Some(&page.part) {
            blocks.extend(part_note(pack, form, &page.part));
        }
        blocks.push(Block::Heading(2, format!("{}. {}", index + 1, page.title)));
        blocks.extend(section::page(pack, form, reading, page, about));
    }
    document(pack, form, about, blocks)
}

/// Composes a form for the pen: every page and question, whether or not it would be asked.
pub fn blank(pack: &Pack, form: &Form, about: &About) -> Document {
    let wanted = |part: &PartId| about.parts.is_empty() || about.parts.contains(part);
    let mut blocks = Vec::new();
    let mut part = None;
    for (index, page) in form.pages.iter().enumerate().filter(|(_, page)| wanted(&page.part)) {
        if part.replace(&page.part) != Some(&page.part) {
            blocks.extend(part_note(pack, form, &page.part));
        }
        blocks.push(Block::Heading(2, format!("{}. {}", index + 1, page.title)));
        blocks.extend(blank::page(pack, page, index + 1));
    }
    document(pack, form, about, blocks)
}

/// Says who fills in the pages that follow, where a form has several parts.
fn part_note(pack: &Pack, form: &Form, id: &PartId) -> Option<Block> {
    let part = form.part(id).filter(|part| form.parts.len() > 1 && !part.title.is_empty())?;
    let role = if part.role.is_empty() { String::new() } else { format!(": {}", pack.role_title(&part.role)) };
    Some(Block::Part(format!("{}{role}", part.title)))
}

fn document(pack: &Pack, form: &Form, about: &About, blocks: Vec<Block>) -> Document {
    let known = [("Partnership", about.partnership), ("Reference", about.reference), ("Period", about.period)];
    let known = known.into_iter().filter(|(_, value)| !value.is_empty());
    let known = known.map(|(label, value)| (label.to_owned(), value.to_owned()));
    Document {
        title: form.title.clone(),
        language: [&form.language, &pack.language]
            .into_iter()
            .find(|l| !l.is_empty())
            .cloned()
            .unwrap_or("en-GB".into()),
        body: pack.body.clone(),
        notice: pack.notice.clone(),
        reference: about.reference.to_owned(),
        form_reference: format!("{} {}, version {}", pack.short, form.title, form.version),
        revision: about.revision.to_owned(),
        draft: about.draft,
        marking: pack.style.marking.clone(),
        accent: accent(&pack.style.accent),
        made: about.made,
        facts: known.chain(about.facts.iter().cloned()).collect(),
        blocks,
    }
}

/// Reads `#rrggbb`; without one, a dark blue.
fn accent(text: &str) -> Colour {
    let part = |at: usize| text.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
    match (part(1), part(3), part(5)) {
        (Some(red), Some(green), Some(blue)) => Colour(red, green, blue),
        _ => Colour(0x1d, 0x3f, 0x66),
    }
}

/// Tells whether answers of this kind are always short.
fn is_brief(question: &Question) -> bool {
    match &question.kind {
        Kind::Integer(_) | Kind::Number(_) | Kind::Money(_) | Kind::Date | Kind::YesNo | Kind::Risk(_) => true,
        Kind::Text(..)
        | Kind::LongText
        | Kind::Graded(_)
        | Kind::OneOf(_)
        | Kind::ManyOf(..)
        | Kind::Rating(_)
        | Kind::Table(_)
        | Kind::Checklist(_)
        | Kind::Person(_)
        | Kind::Signature(_)
        | Kind::Document(_)
        | Kind::Partnership(_)
        | Kind::Computed(_)
        | Kind::Note => false,
    }
}
