//! Packs: one body's procedure as data.
//!
//! TOML text goes in; a checked [`Pack`] comes out, or every finding with its
//! file and line. This is the only place that knows the TOML schema, and
//! [`condition`] the only one that knows the expression library.

pub mod answers;
pub mod builtin;
pub mod condition;
pub mod difference;
pub mod edit;
pub mod finding;
pub mod form;
mod kind;
pub mod list;
mod load;
mod load_form;
mod load_opens;
pub mod load_policy;
mod load_procedure;
mod load_question;
mod load_report;
mod load_spread;
mod load_table;
mod names;
pub mod outline;
mod outline_record;
mod outline_settings;
pub mod picture;
pub mod procedure;
pub mod report;
mod sense;
mod slips;
mod source;

pub use load::{Files, canonical_text, check, load};
pub use procedure::{Bundle, Due, HandOver, Letter, Role, Section, Spread, Stage, Starter, State, Watch};
pub use report::ReportDefinition;

use crate::model::id::{Digest, FormId, PackId, QuestionId};
use crate::model::picture::Picture;
use crate::model::policy::Policy;
use condition::Expression;
use form::{Form, Page, Question};
use list::OptionList;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One body's procedure, checked and immutable.
#[derive(Debug)]
pub struct Pack {
    /// Its id.
    pub id: PackId,
    /// Its title.
    pub title: String,
    /// Its version, for people.
    pub version: i64,
    /// The organisation.
    pub body: String,
    /// The organisation's short name.
    pub short: String,
    /// The document it was made from.
    pub procedure: String,
    /// A line on each form's first page; may be empty.
    pub notice: String,
    /// A licence line; may be empty.
    pub attribution: String,
    /// The language of its wording.
    pub language: String,
    /// House style in print.
    pub style: Style,
    /// The posts that sign.
    pub roles: Vec<Role>,
    /// The stages on the way of a partnership, in order.
    pub stages: Vec<Stage>,
    /// The states a partnership can be in; the first that holds.
    pub states: Vec<State>,
    /// What is handed on as one file, in order.
    pub bundles: Vec<Bundle>,
    /// What begins the numbers of the central register; empty: none are given.
    pub register_prefix: String,
    /// Letters to people.
    pub letters: Vec<Letter>,
    /// How partnerships are handed over, beside naming the new lead.
    pub hand_over: Option<HandOver>,
    /// The sections of an evaluation, in order.
    pub sections: Vec<Section>,
    /// What is watched for.
    pub watches: Vec<Watch>,
    /// Partnerships to begin a register with.
    pub starters: Vec<Starter>,
    /// The register's columns in order.
    pub columns: Vec<Column>,
    /// The clause index.
    pub clauses: Vec<Clause>,
    /// Option lists by id.
    pub lists: BTreeMap<String, OptionList>,
    /// Numbers that rules read.
    pub policy: Policy,
    /// Rules for due dates.
    pub dues: Vec<Due>,
    /// Programmes over several years.
    pub spreads: Vec<Spread>,
    /// Its reports, in menu order.
    pub reports: Vec<ReportDefinition>,
    /// Its forms in menu order.
    pub forms: Vec<Form>,
    /// Labels of codes, by question, or table and column.
    pub labels: Arc<BTreeMap<String, BTreeMap<String, String>>>,
    /// The exact text of every file, as canonical JSON: file name to text.
    pub text: Vec<u8>,
    /// The digest of `text`.
    pub digest: Digest,
}

/// House style in print.
#[derive(Clone, Debug, Default)]
pub struct Style {
    /// The colour of headings, `#rrggbb`; may be empty.
    pub accent: String,
    /// A marking such as OFFICIAL; may be empty.
    pub marking: String,
    /// An address block, line by line; may be empty.
    pub address: String,
    /// The body's logo.
    pub logo: Option<Arc<Picture>>,
}

/// A column of the register.
#[derive(Debug)]
pub struct Column {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub label: String,
    /// The kind of its values.
    pub kind: String,
    /// The list its codes come from; may be empty.
    pub list: String,
    /// Can it be filtered by?
    pub filter: bool,
    /// Is it searched?
    pub search: bool,
    /// Is it shown until somebody chooses other columns?
    pub show: bool,
    /// Is it noted when it changed, for “what changed since last quarter”?
    pub track: bool,
    /// What else the column of a spreadsheet may be headed that holds it.
    pub also: Vec<String>,
    /// What works it out, if no question fills it.
    pub value: Option<Expression>,
}

/// One clause of the procedure.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Its number: "8.4(n)".
    pub id: String,
    /// What it asks, in one sentence of ours.
    pub says: String,
    /// The rule, report or state that answers it; empty if questions do.
    pub by: String,
}

impl Pack {
    /// Finds a form.
    pub fn form(&self, id: &FormId) -> Option<&Form> {
        self.forms.iter().find(|form| form.id == *id)
    }

    /// Finds a question with its form and page.
    pub fn question(&self, id: &QuestionId) -> Option<(&Form, &Page, &Question)> {
        self.forms.iter().find_map(|form| {
            form.questions().find(|(_, question)| question.id == *id).map(|(page, question)| (form, page, question))
        })
    }

    /// Finds a register column.
    pub fn column(&self, id: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.id == id)
    }

    /// Finds a report.
    pub fn report(&self, id: &str) -> Option<&ReportDefinition> {
        self.reports.iter().find(|report| report.id == id)
    }

    /// Returns the columns of every table that feeds a fact, each with the name it has in the fact's rows.
    pub fn feeding<'a>(&'a self, fact: &'a str) -> impl Iterator<Item = (&'a Question, String)> {
        load_report::feeding(&self.forms, fact)
    }

    /// Finds a role.
    pub fn role(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }

    /// Returns the title of a role, or the role's id.
    pub fn role_title<'a>(&'a self, id: &'a str) -> &'a str {
        self.role(id).map_or(id, |role| &role.title)
    }

    /// Finds a clause.
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.id == id)
    }

    /// Returns the label of a list's code, or the code.
    pub fn list_label<'a>(&'a self, list: &str, code: &'a str) -> &'a str {
        let choices = self.lists.get(list).map(|list| list.choices.as_slice()).unwrap_or_default();
        choices.iter().find(|choice| choice.code == code).map_or(code, |choice| &choice.label)
    }

    /// Returns the forms that start a partnership, each with the question that names it.
    pub fn starting_forms(&self) -> impl Iterator<Item = (&Form, &QuestionId)> {
        self.forms.iter().filter(|form| form.starts).filter_map(|form| form.names.as_ref().map(|names| (form, names)))
    }
}
