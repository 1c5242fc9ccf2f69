//! Texts with `{expression}` in them.

use super::Expression;
use super::scope::Scope;
use super::typing::{Names, Type};
use crate::model::day::Day;
use crate::model::known::Known;
use crate::model::money::Pence;
use crate::model::number;

/// A text that people read; may hold expressions in braces.
#[derive(Clone, Debug, Default)]
pub struct Template {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug)]
enum Piece {
    Words(String),
    Value(Expression),
}

impl Template {
    /// Takes words as they are.
    pub fn plain(text: &str) -> Self {
        Self { pieces: if text.is_empty() { vec![] } else { vec![Piece::Words(text.to_owned())] } }
    }

    /// Parses a text; `{{` and `}}` are braces.
    ///
    /// # Errors
    ///
    /// Every fault of the expressions in it.
    pub fn parse(text: &str, names: &Names) -> Result<Self, Vec<String>> {
        let mut pieces = Vec::new();
        let mut faults = Vec::new();
        let mut words = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, tail) = rest.split_at(at);
            words.push_str(before);
            if tail.starts_with("{{") || tail.starts_with("}}") {
                words.push_str(&tail[..1]);
                rest = &tail[2..];
                continue;
            }
            let Some(end) = tail.find('}').filter(|_| tail.starts_with('{')) else {
                return Err(vec![format!("a brace in “{text}” is not closed; write {{{{ for a brace itself")]);
            };
            if let Some(constant) = names.constants.get(tail[1..end].trim()) {
                words.push_str(constant);
                rest = &tail[end + 1..];
                continue;
            }
            match Expression::parse(&tail[1..end], names) {
                Ok(expression) => {
                    if !words.is_empty() {
                        pieces.push(Piece::Words(std::mem::take(&mut words)));
                    }
                    pieces.push(Piece::Value(expression));
                }
                Err(found) => faults.extend(found),
            }
            rest = &tail[end + 1..];
        }
        words.push_str(rest);
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        if faults.is_empty() { Ok(Self { pieces }) } else { Err(faults) }
    }

    /// Is there nothing to read?
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Returns the expressions in it.
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Words(_) => None,
            Piece::Value(expression) => Some(expression),
        })
    }

    /// Writes the text; `None` if something in it is unknown.
    pub fn write(&self, scope: &Scope<'_>) -> Option<String> {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Words(words) => text.push_str(words),
                Piece::Value(expression) => text.push_str(&write_known(&expression.value(scope)?, expression.gives())),
            }
        }
        Some(text)
    }

    /// Writes the text with "…" for whatever is unknown: for titles and questions, which cannot be left out.
    pub fn write_always(&self, scope: &Scope<'_>) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Words(words) => text.push_str(words),
                Piece::Value(expression) => {
                    let value = expression.value(scope).map(|value| write_known(&value, expression.gives()));
                    text.push_str(value.as_deref().unwrap_or("…"));
                }
            }
        }
        text
    }

    /// Returns the words alone, without the values.
    pub fn words(&self) -> String {
        self.pieces.iter().map(|piece| if let Piece::Words(words) = piece { words.as_str() } else { "…" }).collect()
    }
}

/// Writes a value as its kind writes it: money with its sign, dates in words, codes by their labels.
pub fn write_known(value: &Known, as_type: &Type) -> String {
    match (value, as_type) {
        (Known::Int(pence), Type::Money) => Pence(*pence).to_string(),
        (Known::Int(n), _) => n.to_string(),
        (Known::Number(n), _) => number::write_number(*n),
        (Known::Bool(yes), _) => if *yes { "yes" } else { "no" }.to_owned(),
        (Known::Text(code), Type::Code(labels)) => {
            labels.iter().find(|(c, _)| c == code).map_or(code, |(_, label)| label).clone()
        }
        (Known::Text(text), Type::Date) => Day::parse_iso(text).map_or_else(|| text.clone(), |day| day.to_string()),
        (Known::Text(text), _) => text.clone(),
        (Known::List(items), Type::List(item)) => {
            items.iter().map(|each| write_known(each, item)).collect::<Vec<_>>().join(", ")
        }
        (Known::List(items), _) => {
            items.iter().map(|each| write_known(each, &Type::Any)).collect::<Vec<_>>().join(", ")
        }
        (Known::Row(cells), _) => {
            cells.values().map(|cell| write_known(cell, &Type::Any)).collect::<Vec<_>>().join(", ")
        }
    }
}
