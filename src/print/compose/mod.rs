//! A form with its answers, or without any, as a document.
//!
//! [`filled`] prints what a reading holds: a completed part or a draft.
//! [`blank`] prints the form for the pen, [`fillable`] to be filled in on screen.

mod answer;
mod blank;
mod blank_table;
mod clauses;
mod rating;
mod room;
mod section;
mod summary;
mod table;

use crate::form::place::{FormCode, HeadPlace};
use crate::form::reading::{Reading, Signed};
use crate::model::code::{Code, qr_text};
use crate::model::day::Day;
use crate::model::id::{PartId, QuestionId, RevisionId, RowId};
use crate::model::text::MAX_TEXT;
use crate::pack::Pack;
use crate::pack::form::{Form, Kind, Layout, Page, Question, Repeats};
use crate::print::document::{Block, Colour, Document, Fill, Input, InputKind, Orientation, Proof};
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
    /// The revision printed; none on a draft and on a form for the pen.
    pub revision: Option<&'a RevisionId>,
    /// Whether the form is unfinished.
    pub draft: bool,
    /// The date that stands in the file as that of its making.
    pub made: Day,
    /// More pairs of label and value for the head of the form.
    pub facts: &'a [(String, String)],
    /// The parts to print; none means all.
    pub parts: &'a [PartId],
    /// Sign-offs recorded, by signature question.
    pub signed: &'a BTreeMap<(QuestionId, RowId), Signed>,
}

/// Composes a form with the answers of a reading.
pub fn filled(pack: &Pack, form: &Form, reading: &Reading, about: &About) -> Document {
    if form.layout == Layout::Clauses {
        return document(pack, form, about, clauses::filled(pack, form, reading, about));
    }
    let wanted = |part: &PartId| about.parts.is_empty() || about.parts.contains(part);
    let mut blocks = Vec::new();
    let mut part = None;
    for page in reading.pages.iter().filter(|page| wanted(&page.part)) {
        let index = form.pages.iter().position(|known| known.id == page.id).unwrap_or_default();
        let mut made = vec![Block::Heading(2, format!("{}. {}", index + 1, page.title))];
        match form.pages.iter().find(|known| known.id == page.id) {
            Some(known) if for_the_pen(form, reading, about, &page.part) => {
                // What depends on an answer of the page itself may have to be answered.
                let is_open = |name: &str| known.questions.iter().any(|question| question.id.as_str() == name);
                made.extend(blank::part_page(pack, known, reading, page, index + 1, about, &is_open));
            }
            _ => {
                let blocks = section::page(pack, form, reading, page, about);
                // A page on which nothing is said is not there.
                if blocks.is_empty() {
                    continue;
                }
                made.extend(blocks);
            }
        }
        if part.replace(&page.part) != Some(&page.part) {
            blocks.extend(part_note(pack, form, &page.part, false));
        }
        let language = form.pages.iter().find(|known| known.id == page.id).map_or("", |known| known.language.as_str());
        add_page(&mut blocks, form, &page.part, spoken(language, made));
    }
    if form.summary {
        blocks.extend(summary::blocks(&crate::form::summary::summary(reading, wanted)));
    }
    document(pack, form, about, blocks)
}

/// Composes a form for the pen: every page and question, whether or not it would be asked.
pub fn blank(pack: &Pack, form: &Form, about: &About) -> Document {
    // On a numbered document, sentences are worked out from what is asked: for the pen, ask.
    let asks_only = form.layout == Layout::Clauses;
    let always = |page: &Page| form.part(&page.part).is_none_or(|part| part.show_when.is_none());
    let blocks = pages_for_the_pen(pack, form, about, &|page, number| {
        Some(blank::page(pack, page, number, asks_only, always(page)))
    });
    let mut document = document(pack, form, about, blocks);
    let places = head_places(form, about).into_iter();
    let places = places.map(|(place, value)| (place.label().to_owned(), value.to_owned()));
    document.facts = places.chain(about.facts.iter().cloned()).collect();
    document
}

/// Composes a form that nobody has begun, for the pen: what is known of the partnership stands in it already.
pub fn prefilled(pack: &Pack, form: &Form, reading: &Reading, about: &About) -> Document {
    let asks_only = form.layout == Layout::Clauses;
    // Anything in the form may still be answered, and bring questions with it.
    let is_open = |name: &str| form.questions().any(|(_, question)| question.id.as_str() == name);
    let blocks = pages_for_the_pen(pack, form, about, &|page, number| {
        let asked = reading.pages.iter().find(|asked| asked.id == page.id);
        match asked.filter(|_| !asks_only) {
            Some(asked) => Some(blank::part_page(pack, page, reading, asked, number, about, &is_open)),
            None => {
                let may_come = page.show_when.as_ref().is_none_or(|when| when.names().iter().any(|name| is_open(name)));
                may_come.then(|| blank::page(pack, page, number, asks_only, false))
            }
        }
    });
    document(pack, form, about, blocks)
}

/// Composes the pages of a form for the pen, each with its number.
fn pages_for_the_pen(
    pack: &Pack,
    form: &Form,
    about: &About,
    make: &dyn Fn(&Page, usize) -> Option<Vec<Block>>,
) -> Vec<Block> {
    let wanted = |part: &PartId| about.parts.is_empty() || about.parts.contains(part);
    let mut blocks = Vec::new();
    let mut part = None;
    for (index, page) in form.pages.iter().enumerate().filter(|(_, page)| wanted(&page.part)) {
        let Some(content) = make(page, index + 1) else { continue };
        if part.replace(&page.part) != Some(&page.part) {
            blocks.extend(part_note(pack, form, &page.part, true));
        }
        let heading = Block::Heading(2, format!("{}. {}", index + 1, page.title));
        let whole = std::iter::once(heading).chain(content).collect();
        add_page(&mut blocks, form, &page.part, spoken(&page.language, whole));
    }
    blocks
}

/// Composes a form to be filled in on screen: the blank form, with fields in its places.
pub fn fillable(pack: &Pack, form: &Form, about: &About) -> Document {
    let mut document = blank(pack, form, about);
    let code = FormCode::of(pack, form).to_string();
    document.facts.push((HeadPlace::Form.label().to_owned(), code.clone()));
    let places = head_places(form, about).into_iter().chain([(HeadPlace::Form, code.as_str())]);
    let input = |(place, value): (HeadPlace, &str)| {
        let kind = if value.is_empty() { InputKind::Text(MAX_TEXT) } else { InputKind::Said(value.to_owned()) };
        let asks = place.label().to_owned();
        (asks.clone(), Input { name: place.name().to_owned(), asks, kind, required: false })
    };
    document.fill = Some(Fill { facts: places.map(input).collect() });
    document
}

/// Returns the places at the head of a blank form, with what is known of them.
fn head_places<'a>(form: &Form, about: &About<'a>) -> Vec<(HeadPlace, &'a str)> {
    let mut places = vec![(HeadPlace::Partnership, about.partnership), (HeadPlace::Reference, about.reference)];
    places.extend(form.period.is_some().then_some((HeadPlace::Period, about.period)));
    let rates = form.questions().any(|(_, question)| matches!(question.kind, Kind::Rating(_)));
    places.extend(rates.then_some((HeadPlace::RatedBy, "")));
    places
}

/// Composes the rating pages of a form for one respondent, to be filled in with the pen.
pub fn sheet(pack: &Pack, form: &Form, about: &About, is_asked: &dyn Fn(&QuestionId) -> bool) -> Document {
    let mut blocks = Vec::new();
    for (index, page) in form.pages.iter().enumerate().filter(|(_, page)| !page.section.is_empty()) {
        let made = blank::asked_page(pack, page, index + 1, is_asked);
        if !made.is_empty() {
            let heading = Block::Heading(2, format!("{}. {}", index + 1, page.title));
            blocks.extend(spoken(&page.language, [vec![heading], made].concat()));
        }
    }
    document(pack, form, about, blocks)
}

/// Adds a page of the form; what an officer decides and signs after others stays together.
fn add_page(blocks: &mut Vec<Block>, form: &Form, part: &PartId, made: Vec<Block>) {
    let later = form.parts.first().is_some_and(|first| first.id != *part);
    if later && are_signed(&made) {
        blocks.push(Block::Together(made));
    } else {
        blocks.extend(made);
    }
}

/// Tells whether a signature stands among the blocks.
fn are_signed(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Signature(_) => true,
        Block::Together(inner) | Block::Language(_, inner) => are_signed(inner),
        Block::Part(_)
        | Block::Heading(..)
        | Block::Paragraph(_)
        | Block::Note(_)
        | Block::Fields(_)
        | Block::Table(_)
        | Block::Items(_)
        | Block::Chart(_)
        | Block::Contents(_)
        | Block::Unanswered(_) => false,
    })
}

/// Says in which language the blocks are, if it is not that of what stands around them.
fn spoken(language: &str, blocks: Vec<Block>) -> Vec<Block> {
    if language.is_empty() || blocks.is_empty() {
        return blocks;
    }
    vec![Block::Language(language.to_owned(), blocks)]
}

/// Tells whether a part comes after the first and nobody has begun it: it is filled in with the pen.
fn for_the_pen(form: &Form, reading: &Reading, about: &About, part: &PartId) -> bool {
    let questions = || form.questions().filter(|(page, _)| page.part == *part).map(|(_, question)| question);
    let typed = |id: &QuestionId| {
        let mut asked = reading.pages.iter().flat_map(|page| &page.questions);
        let found = asked.find(|asked| asked.id == *id);
        found
            .is_some_and(|asked| asked.origin.is_empty() && asked.entry.as_ref().is_some_and(|entry| !entry.is_empty()))
    };
    form.parts.first().is_some_and(|first| first.id != *part)
        && !questions().any(|question| about.signed.keys().any(|(signed, _)| *signed == question.id))
        && !questions().any(|question| question.takes_answer() && typed(&question.id))
}

/// Keeps a block on one page where the pack asks for it, and says its language.
///
/// Fields and items do both themselves, since they stand in lists with others.
fn kept(question: &Question, block: Block) -> Block {
    let in_list = matches!(block, Block::Fields(_) | Block::Items(_));
    let by_itself = in_list || matches!(block, Block::Signature(_));
    let block = if question.print.keep && !by_itself { Block::Together(vec![block]) } else { block };
    if question.language.is_empty() || in_list {
        return block;
    }
    Block::Language(question.language.clone(), vec![block])
}

/// Says who fills in the pages that follow, and when, where a form has several parts.
fn part_note(pack: &Pack, form: &Form, id: &PartId, says_only: bool) -> Option<Block> {
    let part = form.part(id).filter(|part| form.parts.len() > 1 && !part.title.is_empty())?;
    let role = if part.role.is_empty() { String::new() } else { format!(": {}", pack.role_title(&part.role)) };
    let only = if part.only.is_empty() { String::new() } else { format!(".  {}", part.only) };
    Some(Block::Part(format!("{}{role}{}", part.title, if says_only { &only } else { "" })))
}

fn document(pack: &Pack, form: &Form, about: &About, blocks: Vec<Block>) -> Document {
    let period = if form.repeats == Repeats::Any { "Begun" } else { "Period" };
    let known = [("Partnership", about.partnership), ("Reference", about.reference), (period, about.period)];
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
        address: pack.style.address.clone(),
        logo: pack.style.logo.clone(),
        notice: pack.notice.clone(),
        reference: about.reference.to_owned(),
        form_reference: format!("{} {}, version {}", pack.short, form.title, form.version),
        revision: about.revision.map(RevisionId::short).unwrap_or_default(),
        draft: about.draft,
        marking: pack.style.marking.clone(),
        accent: accent(&pack.style.accent),
        made: about.made,
        facts: known.chain(about.facts.iter().cloned()).collect(),
        blocks,
        proof: about.revision.and_then(proof),
        fill: None,
        orientation: Orientation::Portrait,
    }
}

/// Says what proves a paper of the revision.
fn proof(revision: &RevisionId) -> Option<Proof> {
    Some(Proof { code: Code::of(revision)?.to_string(), qr: qr_text(revision)? })
}

/// The first page of a combined document.
#[derive(Clone, Debug)]
pub struct Cover<'a> {
    /// The title of the whole.
    pub title: &'a str,
    /// A line under the title: what the file is for.
    pub notice: &'a str,
    /// The partnership's reference; may be empty.
    pub reference: &'a str,
    /// Pairs of label and value under the title.
    pub facts: &'a [(&'a str, &'a str)],
    /// The date that stands in the file as that of its making.
    pub made: Day,
    /// What stands after the list of what it holds.
    pub blocks: Vec<Block>,
}

/// Composes the first page of a combined document, without the list of what it holds.
pub fn cover(pack: &Pack, about: Cover) -> Document {
    let facts = about.facts.iter().map(|(label, value)| ((*label).to_owned(), (*value).to_owned()));
    Document {
        title: about.title.to_owned(),
        language: pack.language.clone(),
        body: pack.body.clone(),
        address: pack.style.address.clone(),
        logo: pack.style.logo.clone(),
        notice: about.notice.to_owned(),
        reference: about.reference.to_owned(),
        form_reference: format!("{} {}", pack.short, about.title),
        revision: String::new(),
        draft: false,
        marking: pack.style.marking.clone(),
        accent: accent(&pack.style.accent),
        made: about.made,
        fill: None,
        proof: None,
        orientation: Orientation::Portrait,
        facts: facts.collect(),
        blocks: about.blocks,
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
