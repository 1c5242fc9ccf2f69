//! What a column of a spreadsheet may answer: the questions of the starting form that last on the register.

use crate::form::parse::field_label;
use crate::model::id::QuestionId;
use crate::pack::Pack;
use crate::pack::form::{Kind, Question, Rows};
use std::fmt;

/// Names what a column answers: a question, or a column of its table or a detail of its person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TargetId {
    /// The question.
    pub question: QuestionId,
    /// The column of a table, or the detail of a person; empty for the whole answer.
    pub cell: String,
}

/// What a column may answer.
#[derive(Clone, Debug)]
pub struct Target<'a> {
    /// Its id.
    pub id: TargetId,
    /// Its words: "Lead partnership manager: post".
    pub label: String,
    /// What the column of a spreadsheet may be headed.
    pub(super) headings: Vec<String>,
    /// The question, or the column of its table: what kind of values it takes.
    pub(super) takes: &'a Question,
}

impl fmt::Display for TargetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.cell.is_empty() { write!(f, "{}", self.question) } else { write!(f, "{}.{}", self.question, self.cell) }
    }
}

impl TargetId {
    /// Reads an id as it is written: a question, or a question, a dot and a column or detail.
    pub fn parse(text: &str) -> Self {
        let (question, cell) = text.split_once('.').unwrap_or((text, ""));
        Self { question: question.into(), cell: cell.to_owned() }
    }
}

/// Returns everything a column may answer, in the order of the form.
pub fn targets(pack: &Pack) -> Vec<Target<'_>> {
    let Some((form, names)) = pack.starting_forms().next() else { return vec![] };
    let lasting = form.questions().map(|(_, question)| question).filter(|question| lasts(question, names));
    lasting.flat_map(|question| of_question(pack, question)).collect()
}

/// Is an answer kept on the register, and not asked anew with each change?
fn lasts(question: &Question, names: &QuestionId) -> bool {
    let kept = question.register.is_some() || question.feeds.is_some() || question.id == *names;
    kept && !question.fresh && question.takes_answer()
}

fn of_question<'a>(pack: &'a Pack, question: &'a Question) -> Vec<Target<'a>> {
    let column = question.register.as_deref().and_then(|column| pack.column(column));
    let label = column.map_or_else(|| question.ask.words(), |column| column.label.clone());
    let label = label.trim_end_matches('?').to_owned();
    let mut headings = vec![label.clone(), question.ask.words()];
    headings.extend(column.iter().flat_map(|column| column.also.clone()));
    headings.extend(question.also.clone());
    let target = |cell: &str, label: String, headings: Vec<String>, takes: &'a Question| Target {
        id: TargetId { question: question.id.clone(), cell: cell.to_owned() },
        label,
        headings,
        takes,
    };
    if let Kind::Table(table) = &question.kind {
        let simple = table.columns.iter().filter(|column| table.rows == Rows::Free && is_simple(&column.kind));
        let each = |column: &'a Question| {
            let own = column.ask.words();
            let mut of = vec![format!("{label} {own}")];
            of.extend(column.also.clone());
            if column.id == table.label {
                of.extend(headings.clone());
            }
            target(column.id.as_str(), format!("{label}: {}", own.to_lowercase()), of, column)
        };
        return simple.map(each).collect();
    }
    if let Kind::Person(kind) = &question.kind {
        let whole = target("name", label.clone(), headings.clone(), question);
        let detail = |field: &String| {
            let words = field_label(field).to_lowercase();
            let of = headings.iter().map(|heading| format!("{heading} {words}")).collect();
            target(field, format!("{label}: {words}"), of, question)
        };
        return std::iter::once(whole).chain(kind.fields.iter().map(detail)).collect();
    }
    if is_simple(&question.kind) { vec![target("", label, headings, question)] } else { vec![] }
}

/// Does a cell hold a whole answer of this kind?
fn is_simple(kind: &Kind) -> bool {
    match kind {
        Kind::OneOf(options) | Kind::ManyOf(options, _) => options.from.is_none(),
        Kind::Text(..)
        | Kind::LongText
        | Kind::Integer(_)
        | Kind::Number(_)
        | Kind::Money(_)
        | Kind::Date
        | Kind::YesNo
        | Kind::Risk(_)
        | Kind::Partnership(_) => true,
        Kind::Graded(_)
        | Kind::Rating(_)
        | Kind::Table(_)
        | Kind::Checklist(_)
        | Kind::Person(_)
        | Kind::Signature(_)
        | Kind::Document(_)
        | Kind::Computed(_)
        | Kind::Note => false,
    }
}

/// Returns the choices that every entry must have: where no column answers one, it may be given once for all rows.
pub fn needed(pack: &Pack) -> Vec<&Question> {
    let Some((form, names)) = pack.starting_forms().next() else { return vec![] };
    let is_needed = |question: &&Question| {
        question.required && question.show_when.is_none() && matches!(question.kind, Kind::OneOf(_))
    };
    form.questions().map(|(_, question)| question).filter(|question| lasts(question, names)).filter(is_needed).collect()
}
