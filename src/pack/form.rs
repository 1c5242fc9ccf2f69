//! What a form is: parts, pages, questions and kinds, checked and immutable.
//!
//! The loader makes these from TOML; `schema.md` of the project says what each
//! key means. Nothing here is filled in: see `form` for what a filled one means.

pub use super::kind::{
    ChecklistKind, Computed, FixedRow, GradedKind, Kind, Na, Options, PersonKind, ResultKind, Rows, Scale, Seed,
    SignatureKind, Table, TextFormat,
};
use crate::model::id::{FormId, PackId, PageId, PartId, QuestionId};
use crate::pack::condition::{Expression, Template};

/// One form of a pack.
#[derive(Debug)]
pub struct Form {
    /// Its id, the same as its file's name.
    pub id: FormId,
    /// Its title, on screen and paper.
    pub title: String,
    /// Its version, for people.
    pub version: i64,
    /// The clause that asks for it; may be empty.
    pub clause: String,
    /// A sentence or two for the first page; may be empty.
    pub intro: String,
    /// The language of its wording; empty: the pack's.
    pub language: String,
    /// Whether it is offered for a partnership.
    pub offer_when: Option<Expression>,
    /// What is said when it is not offered.
    pub offer_else: String,
    /// How many documents of it a partnership has.
    pub repeats: Repeats,
    /// The label of a document's period.
    pub period: Option<Expression>,
    /// Are dated revisions made while items are open?
    pub living: bool,
    /// The part whose signature makes register, facts and dates change.
    pub effective: Option<PartId>,
    /// Opened again, does it take its answers anew from where they come from?
    pub renews: bool,
    /// May it start a partnership?
    pub starts: bool,
    /// The question that gives a new partnership its name.
    pub names: Option<QuestionId>,
    /// The yes-or-no question that lets the rest wait: an import says yes where a row lacks something.
    pub later: Option<QuestionId>,
    /// How its pages are laid out.
    pub layout: Layout,
    /// Does it end, on paper, with counts of its graded answers and a list of what is not yes?
    pub summary: bool,
    /// Its parts, at least one.
    pub parts: Vec<Part>,
    /// Its pages in order.
    pub pages: Vec<Page>,
}

/// How many documents of a form a partnership has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeats {
    /// One ever.
    Once,
    /// One a period.
    Yearly,
    /// Any number.
    Any,
}

/// How a form's pages are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One page of questions at a time.
    Pages,
    /// One scrolling list.
    List,
    /// A numbered document, each page a clause.
    Clauses,
}

/// The pages that one officer completes.
#[derive(Debug)]
pub struct Part {
    /// Its id; "main" for a form without parts.
    pub id: PartId,
    /// Its title; empty for a form without parts.
    pub title: String,
    /// The role of the officer; may be empty.
    pub role: String,
    /// The parts that must be completed before.
    pub after: Vec<PartId>,
    /// Whether it is needed.
    pub show_when: Option<Expression>,
    /// The same in words, for a form on paper: "Only if money is asked for."; may be empty.
    pub only: String,
}

/// One page of questions.
#[derive(Debug)]
pub struct Page {
    /// Its id.
    pub id: PageId,
    /// Its title.
    pub title: String,
    /// The part it belongs to.
    pub part: PartId,
    /// Whether it is shown.
    pub show_when: Option<Expression>,
    /// The same in words, for a form on paper; may be empty.
    pub only: String,
    /// A sentence under the title; may be empty.
    pub help: Template,
    /// The clause it answers; may be empty.
    pub clause: String,
    /// Whether it is drawn closed: what it asks is past already.
    pub fold_when: Option<Expression>,
    /// The section of an evaluation that its ratings belong to; may be empty.
    pub section: String,
    /// The language of its wording; empty: the form's.
    pub language: String,
    /// Offers "nothing has changed since last year" for the whole page.
    pub same_as_last: bool,
    /// Its questions in order.
    pub questions: Vec<Question>,
}

/// A question of a page, or a column of a table.
#[derive(Debug)]
pub struct Question {
    /// Its id, unique in the pack; a column's within its table.
    pub id: QuestionId,
    /// The number that its source gives it; empty: the program counts.
    pub number: String,
    /// What is asked; a column's heading.
    pub ask: Template,
    /// A sentence under the question; may be empty.
    pub help: Template,
    /// The kind of answer.
    pub kind: Kind,
    /// The clause it answers; may be empty.
    pub clause: String,
    /// Where it comes from when not a clause; may be empty.
    pub source: String,
    /// The language of its wording; empty: the page's.
    pub language: String,
    /// Must it be answered when shown?
    pub required: bool,
    /// The same, by condition.
    pub required_when: Option<Expression>,
    /// Whether it is shown.
    pub show_when: Option<Expression>,
    /// The same in words, for a form on paper; may be empty.
    pub only: String,
    /// Is it folded under "Add more detail"?
    pub more: bool,
    /// The earlier question in whose box it is drawn.
    pub within: Option<QuestionId>,
    /// What must hold of the answer.
    pub checks: Vec<Check>,
    /// Replaces the standard sentence for a missing answer.
    pub missing: Option<Template>,
    /// What else the column of a spreadsheet may be headed that answers it.
    pub also: Vec<String>,
    /// Where a first answer comes from: the first that is known.
    pub from: Vec<Origin>,
    /// How the previous form's answer is used.
    pub last: Last,
    /// Is it asked anew each year, whatever "nothing has changed" says?
    pub fresh: bool,
    /// Text offered where nothing else gave one.
    pub starter: Template,
    /// The fact it feeds.
    pub feeds: Option<String>,
    /// The register column it fills.
    pub register: Option<String>,
    /// The forms that an answer opens.
    pub opens: Vec<Opens>,
    /// Is that column emptied where it takes effect without an answer?
    pub clears: bool,
    /// The least: a number, a date, or how many codes.
    pub min: Option<Limit>,
    /// The most: a number, a date, or how many codes.
    pub max: Option<Limit>,
    /// The smallest step of a number.
    pub step: Option<f64>,
    /// The fewest characters of a text.
    pub min_chars: usize,
    /// The most characters of a text.
    pub max_chars: usize,
    /// Is "None" an answer to which `min_chars` does not apply?
    pub none_ok: bool,
    /// Hints for paper.
    pub print: Print,
    /// A column only: where the cell comes from, by source.
    pub cell: Vec<(String, Expression)>,
    /// A column only: may the cell not be changed?
    pub locked: bool,
    /// A column only: does it correct the register entry its row shows?
    pub corrects: bool,
}

/// A source of prefilled answers.
#[derive(Debug)]
pub struct Origin {
    /// As written: `last.` and a question, `register.` and a column, or `me`.
    pub name: String,
    /// What gives the value.
    pub value: Expression,
}

/// How the previous form's answer is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Last {
    /// Not at all.
    No,
    /// It is the first answer.
    Prefill,
    /// It is shown beside the question, not copied.
    Beside,
}

/// A limit: fixed, or worked out.
#[derive(Debug)]
pub enum Limit {
    /// A number; of money, pence.
    Number(f64),
    /// A date worked out.
    Date(Expression),
}

/// Something that must hold.
#[derive(Debug)]
pub struct Check {
    /// The condition; unknown means no finding.
    pub holds: Expression,
    /// The sentence when it does not hold.
    pub says: Template,
    /// What follows.
    pub level: Level,
}

/// What follows from a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Shown, never in the way.
    Warn,
    /// Completing is not possible.
    Error,
    /// Nothing after this page is asked.
    Stop,
}

/// Hints for paper.
#[derive(Clone, Debug, Default)]
pub struct Print {
    /// Not on paper.
    pub hidden: bool,
    /// Lines for the pen.
    pub lines: Option<i64>,
    /// Options side by side.
    pub columns: Option<i64>,
    /// Keep the box together.
    pub keep: bool,
    /// On a page turned sideways.
    pub landscape: bool,
    /// A column's width in parts.
    pub wide: Option<i64>,
}

impl Form {
    /// Returns every question in page order, with its page.
    pub fn questions(&self) -> impl Iterator<Item = (&Page, &Question)> {
        self.pages.iter().flat_map(|page| page.questions.iter().map(move |question| (page, question)))
    }

    /// Finds a question.
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.questions().map(|(_, question)| question).find(|question| question.id == *id)
    }

    /// Finds the page of a question.
    pub fn page_of(&self, id: &QuestionId) -> Option<&Page> {
        self.questions().find(|(_, question)| question.id == *id).map(|(page, _)| page)
    }

    /// Finds a part.
    pub fn part(&self, id: &PartId) -> Option<&Part> {
        self.parts.iter().find(|part| part.id == *id)
    }

    /// Returns the part whose signature makes the form effective if every part is needed: the named one, else the last.
    pub fn effective_part(&self) -> &PartId {
        self.effective.as_ref().unwrap_or_else(|| &self.parts.last().expect("a form has at least one part").id)
    }
}

/// A form that an answer opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opens {
    /// The option that opens it; empty: a yes does.
    pub code: String,
    /// The procedure it belongs to, if that is another.
    pub pack: Option<PackId>,
    /// The form.
    pub form: FormId,
}

impl Question {
    /// Returns its keys as a table, if it is one.
    pub fn table(&self) -> Option<&Table> {
        if let Kind::Table(table) = &self.kind { Some(table) } else { None }
    }

    /// Is it never shown or printed?
    pub fn is_quiet(&self) -> bool {
        matches!(&self.kind, Kind::Computed(computed) if computed.quiet)
    }

    /// Does it count among the questions of its page?
    pub fn counts(&self) -> bool {
        self.within.is_none() && !self.is_quiet() && !matches!(self.kind, Kind::Note)
    }

    /// Returns its number on screen and paper: its source's, else of the page and its place there; empty if it has none.
    pub fn numbered(&self, page: usize, place: usize) -> String {
        match self.number.as_str() {
            "" if self.counts() => format!("{page}.{place}"),
            given => given.to_owned(),
        }
    }

    /// Does it take an answer?
    pub fn takes_answer(&self) -> bool {
        match &self.kind {
            Kind::Signature(_) | Kind::Computed(_) | Kind::Note => false,
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
            | Kind::Partnership(_) => true,
        }
    }
}
