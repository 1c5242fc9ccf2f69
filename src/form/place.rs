//! The places of a form that are written in one by one, each with a name.
//!
//! A field of a PDF bears the name of its place: `a_name`, `a_lead/post`,
//! `a_partners/+2/sector`, `a_status=statutory`. Names hold no dot, which parts
//! the names of PDF fields.

use crate::model::id::{FormId, QuestionId};
use crate::pack::Pack;
use crate::pack::form::Form;
use std::fmt;

/// One place: of a question, perhaps of a row, of a column or field, and of one option.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The question.
    pub question: QuestionId,
    /// The row of a table: its id, or `+1` for the first row that is added, `+2` for the next.
    pub row: Option<String>,
    /// The column of a table, or the field of a compound answer.
    pub field: Option<String>,
    /// The option whose box it is.
    pub code: Option<String>,
}

/// A place at the head of a form, which belongs to no question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeadPlace {
    /// Which form of which procedure it is.
    Form,
    /// The partnership's name.
    Partnership,
    /// Its reference.
    Reference,
    /// The period.
    Period,
    /// Who rated the statements.
    RatedBy,
}

impl Place {
    /// The place of a whole question.
    pub fn of(question: &QuestionId) -> Self {
        Self { question: question.clone(), row: None, field: None, code: None }
    }

    /// The same in a row.
    #[must_use]
    pub fn row(self, row: impl Into<String>) -> Self {
        Self { row: Some(row.into()), ..self }
    }

    /// The same in a column or field.
    #[must_use]
    pub fn field(self, field: impl Into<String>) -> Self {
        Self { field: Some(field.into()), ..self }
    }

    /// The same for the box of an option.
    #[must_use]
    pub fn code(self, code: impl Into<String>) -> Self {
        Self { code: Some(code.into()), ..self }
    }

    /// Reads a name; `None` if it names no place of a question.
    pub fn parse(name: &str) -> Option<Self> {
        let (path, code) = match name.split_once('=') {
            Some((path, code)) => (path, Some(code.to_owned())),
            None => (name, None),
        };
        let mut parts = path.split('/').map(str::to_owned);
        let question = parts.next().filter(|id| id.starts_with(|c: char| c.is_ascii_lowercase()))?;
        let (second, third) = (parts.next(), parts.next());
        let (row, field) = if third.is_some() { (second, third) } else { (None, second) };
        parts.next().is_none().then(|| Self { question: QuestionId::new(question), row, field, code })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.question)?;
        for part in [&self.row, &self.field].into_iter().flatten() {
            write!(f, "/{part}")?;
        }
        self.code.as_ref().map_or(Ok(()), |code| write!(f, "={code}"))
    }
}

impl HeadPlace {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Form, Self::Partnership, Self::Reference, Self::Period, Self::RatedBy];

    /// Returns its name; no question has one like it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Form => ":form",
            Self::Partnership => ":partnership",
            Self::Reference => ":reference",
            Self::Period => ":period",
            Self::RatedBy => ":rated-by",
        }
    }

    /// Returns its words on paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Form => "Form",
            Self::Partnership => "Partnership",
            Self::Reference => "Reference",
            Self::Period => "Period",
            Self::RatedBy => "Rated by",
        }
    }
}

/// Says which form of which procedure a file holds: `wiltshire-frs appendix-a 1 3f9a2c71d0e4`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormCode {
    /// The pack's id.
    pub pack: String,
    /// The form.
    pub form: FormId,
    /// Its version.
    pub version: i64,
    /// The start of the pack's digest.
    pub digest: String,
}

impl FormCode {
    /// The code of a form.
    pub fn of(pack: &Pack, form: &Form) -> Self {
        let digest = pack.digest.to_string().chars().take(12).collect();
        Self { pack: pack.id.to_string(), form: form.id.clone(), version: form.version, digest }
    }

    /// Reads a code.
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let (pack, form) = (words.next()?.to_owned(), FormId::new(words.next()?));
        let (version, digest) = (words.next()?.parse().ok()?, words.next()?.to_owned());
        words.next().is_none().then_some(Self { pack, form, version, digest })
    }
}

impl fmt::Display for FormCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {} {}", self.pack, self.form, self.version, self.digest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_was_written() {
        let question = QuestionId::new("q_1");
        let places = [
            Place::of(&question),
            Place::of(&question).code("yes"),
            Place::of(&question).field("post"),
            Place::of(&question).field("answer").code("na"),
            Place::of(&question).row("+2").field("sector"),
        ];
        let names = ["q_1", "q_1=yes", "q_1/post", "q_1/answer=na", "q_1/+2/sector"];
        for (place, name) in places.iter().zip(names) {
            assert_eq!(place.to_string(), name);
            assert_eq!(Place::parse(name).as_ref(), Some(place));
        }
        for name in ["", ":form", "1", "q/a/b/c", "=x"] {
            assert_eq!(Place::parse(name), None, "{name}");
        }
    }
}
