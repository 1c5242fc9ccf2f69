//! What a procedure says about a partnership as a whole: posts, stages, states, due dates, standing findings.

use super::condition::{Expression, Template};
use crate::model::day::Day;
use crate::model::filter::Filter;
use crate::model::id::{FormId, QuestionId};
use serde_json::Value;
use std::collections::BTreeMap;

/// A post that signs.
#[derive(Clone, Debug)]
pub struct Role {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The table with one signer for each row; a row called "us" is our own and signs elsewhere.
    pub each: Option<QuestionId>,
}

/// A state of a partnership.
#[derive(Debug)]
pub struct State {
    /// Its id.
    pub id: String,
    /// Its words.
    pub label: String,
    /// When it holds.
    pub when: Expression,
    /// Is the partnership still running?
    pub open: bool,
    /// Why nothing more is asked for; empty for a running one.
    pub says: Template,
}

/// A stage of the way of a partnership, with the officer responsible.
#[derive(Debug)]
pub struct Stage {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The clause that names it; may be empty.
    pub clause: String,
    /// The officer responsible.
    pub role: String,
    /// The form that it is done with, if one is.
    pub form: Option<FormId>,
    /// The stages that must be done before it can begin.
    pub after: Vec<String>,
    /// When it is done.
    pub done_when: Expression,
    /// When it is not needed.
    pub skip_when: Option<Expression>,
    /// What is still missing, in words.
    pub missing: Template,
    /// Does it come again, year by year?
    pub repeats: bool,
}

/// Something that is not right with a partnership, for as long as its condition holds.
#[derive(Debug)]
pub struct Watch {
    /// Its id.
    pub id: String,
    /// The clause behind it; may be empty.
    pub clause: String,
    /// The officer to whom it is said; may be empty.
    pub role: String,
    /// What is to be done, in a few words.
    pub title: String,
    /// When it holds.
    pub when: Expression,
    /// What is not right, and what to do.
    pub says: Template,
    /// When it belongs in the quarterly report, too; never, if there is none.
    pub report_when: Option<Expression>,
}

/// A letter to a person: its words, with places for what is known.
#[derive(Debug)]
pub struct Letter {
    /// Its id.
    pub id: String,
    /// What it is, in a few words.
    pub title: String,
    /// The forms it reminds of.
    pub forms: Vec<FormId>,
    /// Its subject.
    pub subject: Template,
    /// One line for each thing due.
    pub line: Template,
    /// Its text.
    pub body: Template,
}

/// How partnerships are handed over: what a new version of their register entry says.
#[derive(Debug)]
pub struct HandOver {
    /// Answers to be given beside the new lead, by question.
    pub set: BTreeMap<QuestionId, String>,
    /// The question that takes the reason, if one does.
    pub why: Option<QuestionId>,
}

/// A section of an evaluation, to which ratings of pages belong.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// Forms of a partnership that are handed on as one file.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The clause that asks for it; may be empty.
    pub clause: String,
    /// Its forms in order.
    pub forms: Vec<FormId>,
}

/// A rule for a due date.
#[derive(Debug)]
pub struct Due {
    /// Its id.
    pub id: String,
    /// The form that settles it.
    pub form: Option<FormId>,
    /// What is due, if no form is.
    pub title: Template,
    /// The clause that asks for it; may be empty.
    pub clause: String,
    /// The officer responsible; may be empty.
    pub role: String,
    /// Why it is due, in words; may be empty.
    pub reason: Template,
    /// The fact with one due date for each row; its cells are `row.`.
    pub each: Option<String>,
    /// Is it due for the procedure, not for each partnership?
    pub is_of_pack: bool,
    /// When it is due at all.
    pub when: Expression,
    /// The day.
    pub on: Expression,
    /// When it may be begun.
    pub opens: Option<Expression>,
    /// Days before, on which people are reminded.
    pub remind: Vec<i64>,
}

/// A partnership that a service may put on its register to begin with: answers of the form that
/// starts one, by question id.
pub type Starter = BTreeMap<String, Value>;

/// A programme over several years in which each partnership has its date.
#[derive(Clone, Debug)]
pub struct Spread {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The clause that asks for it; may be empty.
    pub clause: String,
    /// Which partnerships belong to it.
    pub conditions: Vec<Filter>,
    /// What they are ranked by, and whether from the last.
    pub sort: Vec<(String, bool)>,
    /// Over how many years they are spread.
    pub years: usize,
    /// The date of the first year; each later one is a year after it.
    pub from: Day,
    /// The register column that keeps the date given.
    pub keep: String,
    /// The register column that is filled once it was done: such a partnership is given no date.
    pub done: Option<String>,
    /// The form of the register entry that asks for the date.
    pub form: FormId,
    /// Its question.
    pub question: QuestionId,
}
