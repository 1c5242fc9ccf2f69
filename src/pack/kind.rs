//! The kinds of answers, and the keys that each kind has of its own.

use super::form::{Check, Question};
use crate::model::answer::Grade;
use crate::model::id::QuestionId;
use crate::pack::condition::Expression;
use crate::pack::list::Choice;

/// The kind of an answer.
#[derive(Debug)]
pub enum Kind {
    /// One line of words.
    Text(TextFormat, Option<Options>),
    /// Several lines of words.
    LongText,
    /// A whole number; the sentence of its "nil" box.
    Integer(Option<String>),
    /// A number with decimals; the sentence of its "nil" box.
    Number(Option<String>),
    /// An amount in pence; the sentence of its "nil" box.
    Money(Option<String>),
    /// A calendar date.
    Date,
    /// Yes or no.
    YesNo,
    /// Yes, partly, no or not applicable, with a comment.
    Graded(GradedKind),
    /// One option.
    OneOf(Options),
    /// Several options; `tick` = false looks like a checklist.
    ManyOf(Options, bool),
    /// One rating a respondent; the ratings that need evidence.
    Rating(Vec<i64>),
    /// A step of a scale of the policy, 1 to 5.
    Risk(Scale),
    /// Rows.
    Table(Table),
    /// An item to see to.
    Checklist(ChecklistKind),
    /// A person.
    Person(PersonKind),
    /// A signature block; it has no answer.
    Signature(SignatureKind),
    /// A document by title, place or file; many of them.
    Document(bool),
    /// Another entry of the register; may it be itself?
    Partnership(bool),
    /// Worked out.
    Computed(Computed),
    /// Words to read, no answer.
    Note,
}

/// What a one-line text must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFormat {
    /// Anything.
    Plain,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
}

/// Whether "not applicable" is offered.
#[derive(Debug)]
pub enum Na {
    /// Always or never.
    Fixed(bool),
    /// When this holds.
    When(Expression),
}

/// Keys of kind `graded`.
#[derive(Debug)]
pub struct GradedKind {
    /// The grades that need a comment.
    pub comment_for: Vec<Grade>,
    /// Whether "not applicable" is offered.
    pub na: Na,
}

/// The options of a choice.
#[derive(Debug, Default)]
pub struct Options {
    /// The list they come from; empty for options of the question's own.
    pub list: String,
    /// The options in order; those of a list are copied here.
    pub choices: Vec<Choice>,
    /// Options taken from rows: codes are row ids.
    pub from: Option<Expression>,
    /// Conditions on single options.
    pub when: Vec<(String, Expression)>,
}

/// A risk scale of the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// How likely.
    Likelihood,
    /// How bad.
    Impact,
}

/// Keys of kind `table`.
#[derive(Debug)]
pub struct Table {
    /// The columns in order.
    pub columns: Vec<Question>,
    /// The fewest rows.
    pub min_rows: usize,
    /// The most rows.
    pub max_rows: usize,
    /// Whether rows may be added.
    pub rows: Rows,
    /// Rows that are always there.
    pub fixed: Vec<FixedRow>,
    /// Rows offered once, while a condition holds.
    pub seeds: Vec<Seed>,
    /// Columns whose cells together may not occur twice.
    pub unique: Vec<QuestionId>,
    /// The column that names a row elsewhere.
    pub label: QuestionId,
    /// Columns totalled under the table.
    pub total: Vec<QuestionId>,
    /// May rows be removed?
    pub remove: bool,
    /// One row for each of these register columns.
    pub register_rows: Vec<String>,
    /// What must hold of each row.
    pub row_checks: Vec<Check>,
}

/// Whether rows of a table may be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Any rows.
    Free,
    /// Only rows from elsewhere; while those give none, any rows.
    Fixed,
    /// Rows from elsewhere and more.
    FixedPlus,
}

/// A row that is always there.
#[derive(Debug)]
pub struct FixedRow {
    /// Its id.
    pub id: String,
    /// Its cells as typed text.
    pub cells: Vec<(QuestionId, String)>,
}

/// A row offered once.
#[derive(Debug)]
pub struct Seed {
    /// Its id.
    pub id: String,
    /// While this holds.
    pub when: Expression,
    /// Its cells.
    pub cells: Vec<(QuestionId, Expression)>,
}

/// Keys of kind `checklist`.
#[derive(Debug)]
pub struct ChecklistKind {
    /// The names of its dates; the last makes it done.
    pub dates: Vec<String>,
    /// Whether "not applicable" is offered.
    pub na: Na,
}

/// Keys of kind `person`.
#[derive(Debug)]
pub struct PersonKind {
    /// The fields beside the name: post, organisation, place, phone, email, deputy, `deputy_post`.
    pub fields: Vec<String>,
    /// Is every field required?
    pub all: bool,
}

/// Keys of kind `signature`.
#[derive(Debug)]
pub struct SignatureKind {
    /// Who may sign.
    pub role: String,
    /// Is a minute reference asked too?
    pub reference: bool,
}

/// Keys of kind `computed`.
#[derive(Debug)]
pub struct Computed {
    /// What works it out.
    pub value: Expression,
    /// The kind of the value.
    pub result: ResultKind,
    /// Is it never shown or printed?
    pub quiet: bool,
}

/// The kind of a computed value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultKind {
    /// Words.
    Text,
    /// A whole number.
    Integer,
    /// A number with decimals.
    Number,
    /// Pence.
    Money,
    /// A date.
    Date,
    /// Yes or no.
    YesNo,
}

impl Kind {
    /// Returns its options: of a choice, or those that a line of text proposes.
    pub fn options(&self) -> Option<&Options> {
        match self {
            Self::OneOf(options) | Self::ManyOf(options, _) | Self::Text(_, Some(options)) => Some(options),
            Self::Text(_, None)
            | Self::LongText
            | Self::Integer(_)
            | Self::Number(_)
            | Self::Money(_)
            | Self::Date
            | Self::YesNo
            | Self::Graded(_)
            | Self::Rating(_)
            | Self::Risk(_)
            | Self::Table(_)
            | Self::Checklist(_)
            | Self::Person(_)
            | Self::Signature(_)
            | Self::Document(_)
            | Self::Partnership(_)
            | Self::Computed(_)
            | Self::Note => None,
        }
    }

    /// Returns the kind's name, the same in TOML and in `--json`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text(..) => "text",
            Self::LongText => "long_text",
            Self::Integer(_) => "integer",
            Self::Number(_) => "number",
            Self::Money(_) => "money",
            Self::Date => "date",
            Self::YesNo => "yes_no",
            Self::Graded(_) => "graded",
            Self::OneOf(_) => "one_of",
            Self::ManyOf(..) => "many_of",
            Self::Rating(_) => "rating",
            Self::Risk(_) => "risk",
            Self::Table(_) => "table",
            Self::Checklist(_) => "checklist",
            Self::Person(_) => "person",
            Self::Signature(_) => "signature",
            Self::Document(_) => "document",
            Self::Partnership(_) => "partnership",
            Self::Computed(_) => "computed",
            Self::Note => "note",
        }
    }
}
