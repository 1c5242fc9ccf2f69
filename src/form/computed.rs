//! Computed values: from what an expression gives to a typed answer.

use crate::model::answer::Answer;
use crate::model::day::Day;
use crate::model::known::Known;
use crate::model::money::Pence;
use crate::pack::form::ResultKind;

/// Returns the answer that a computed value is; `None` if it is not of that kind.
pub fn answer_of(value: &Known, result: ResultKind) -> Option<Answer> {
    match (result, value) {
        (ResultKind::Text, Known::Text(text)) => Some(Answer::Text(text.clone())).filter(|_| !text.is_empty()),
        (ResultKind::Text, Known::Int(n)) => Some(Answer::Text(n.to_string())),
        (ResultKind::Integer, Known::Int(n)) => Some(Answer::Integer(*n)),
        (ResultKind::Number, Known::Number(n)) => Some(Answer::Number(*n)),
        (ResultKind::Money, Known::Int(pence)) => Some(Answer::Money(Pence(*pence))),
        (ResultKind::Date, Known::Text(text)) => Day::parse_iso(text).map(Answer::Date),
        (ResultKind::YesNo, Known::Bool(yes)) => Some(Answer::YesNo(*yes)),
        _ => None,
    }
}
