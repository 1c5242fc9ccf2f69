//! Lines of a report: one partnership, or one row of it, with the values that the report asks for.

use crate::app::App;
use crate::app::register::{choices_of_field, field_label, kind_of_field};
use crate::model::day::Day;
use crate::model::filter::{Bound, Filter, Key, Test};
use crate::model::known::Known;
use crate::model::money::Pence;
use crate::model::text::folded;
use crate::pack::form::{Kind as QuestionKind, ResultKind};
use crate::pack::report::{Rows, own_fields};
use crate::report::{Cell, Kind};
use crate::store;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One line.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// The partnership's reference; empty: it is of no partnership.
    pub reference: String,
    /// Cells of the register, by field.
    pub register: Arc<store::Cells>,
    /// Cells of its own row, by name.
    pub row: BTreeMap<String, Known>,
}

/// A field that a report asks for: what it is called, and of what kind it is.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// Its id, with `row.` before it if it is of a row.
    pub id: String,
    /// Its heading.
    pub label: String,
    /// The kind of its values, as the pack names it.
    pub kind: String,
    /// Labels of its codes.
    pub labels: BTreeMap<String, String>,
}

impl Field {
    /// Finds a field of a table's rows or of the register.
    pub(super) fn of(app: &App, rows: &Rows, id: &str) -> Self {
        let Some(name) = id.strip_prefix("row.") else {
            let labels = choices_of_field(&app.pack, id).into_iter().collect();
            let (label, kind) = (field_label(&app.pack, id), kind_of_field(&app.pack, id).to_owned());
            return Self { id: id.to_owned(), label, kind, labels };
        };
        if let Some((_, kind, label)) = own_fields(rows).iter().find(|(own, ..)| *own == name) {
            let (label, kind) = ((*label).to_owned(), (*kind).to_owned());
            let is_column = *rows == Rows::Changes && name == "column";
            let pair = |column: &crate::pack::Column| (column.id.clone(), column.label.clone());
            let labels = app.pack.columns.iter().filter(|_| is_column).map(pair).collect();
            return Self { id: id.to_owned(), label, kind, labels };
        }
        let fact = if let Rows::Fact(fact) = rows { fact.as_str() } else { "" };
        let mut found =
            Self { id: id.to_owned(), label: name.to_owned(), kind: "text".to_owned(), labels: BTreeMap::new() };
        let columns: Vec<_> = app.pack.feeding(fact).filter(|(_, fed)| fed == name).map(|(column, _)| column).collect();
        if let Some(column) = columns.first() {
            found.label = column.ask.words();
            kind_of(&column.kind).clone_into(&mut found.kind);
        }
        for column in columns {
            if let QuestionKind::OneOf(options) | QuestionKind::ManyOf(options, _) = &column.kind {
                let pairs = options.choices.iter().map(|choice| (choice.code.clone(), choice.label.clone()));
                found.labels.extend(pairs);
            }
        }
        found
    }

    /// Returns the type of its cells in a table.
    pub(super) fn cell_kind(&self) -> Kind {
        match self.kind.as_str() {
            "money" => Kind::Money,
            "date" => Kind::Date,
            "integer" | "risk" => Kind::Whole,
            "number" => Kind::Number,
            "yes_no" => Kind::YesNo,
            _ => Kind::Text,
        }
    }

    fn label_of<'a>(&'a self, code: &'a str) -> &'a str {
        self.labels.get(code).map_or(code, String::as_str)
    }

    /// Returns what a line says in it.
    pub(super) fn cell(&self, line: &Line) -> Cell {
        match self.id.strip_prefix("row.") {
            Some(name) => line.row.get(name).map_or(Cell::Empty, |known| self.known_cell(known)),
            None => line.register.get(&self.id).map_or(Cell::Empty, |cell| self.register_cell(cell)),
        }
    }

    fn known_cell(&self, known: &Known) -> Cell {
        match (known, self.cell_kind()) {
            (Known::Int(pence), Kind::Money) => Cell::Money(Pence(*pence)),
            (Known::Int(number), Kind::Number) => Cell::Number(decimal(*number)),
            (Known::Int(number), Kind::Whole) => Cell::Whole(*number),
            (Known::Number(number), Kind::Number) => Cell::Number(*number),
            (Known::Bool(yes), Kind::YesNo) => Cell::YesNo(*yes),
            (Known::Text(text), Kind::Date) => Day::parse_iso(text).map_or(Cell::Empty, Cell::Date),
            (Known::Text(code), Kind::Text) => Cell::text(self.label_of(code)),
            (Known::List(items), Kind::Text) => {
                let codes = items.iter().filter_map(Known::as_text).map(|code| self.label_of(code));
                Cell::text(codes.collect::<Vec<_>>().join(", "))
            }
            (Known::Bool(yes), Kind::Text) => Cell::text(if *yes { "Yes" } else { "No" }),
            (Known::Int(number), Kind::Text) => Cell::text(number.to_string()),
            (Known::Number(number), Kind::Text) => Cell::text(crate::model::number::write_number(*number)),
            (
                Known::Bool(_) | Known::Int(_) | Known::Number(_) | Known::Text(_) | Known::List(_) | Known::Row(_),
                _,
            ) => Cell::Empty,
        }
    }

    fn register_cell(&self, cell: &store::Cell) -> Cell {
        if let Some(name) = self.person(cell) {
            return Cell::text(name);
        }
        match (self.cell_kind(), &cell.sort) {
            (Kind::Money, Some(Key::Number(pence))) => Cell::Money(Pence(whole(*pence))),
            (Kind::Whole, Some(Key::Number(number))) => Cell::Whole(whole(*number)),
            (Kind::Number, Some(Key::Number(number))) => Cell::Number(*number),
            (Kind::YesNo, Some(Key::Number(yes))) => Cell::YesNo(*yes > 0.0),
            (Kind::Date, Some(Key::Text(day))) => Day::parse_iso(day).map_or(Cell::Empty, Cell::Date),
            (Kind::Text, _) => Cell::text(cell.text.as_str()),
            (Kind::Money | Kind::Whole | Kind::Number | Kind::YesNo | Kind::Date, _) => Cell::Empty,
        }
    }

    /// Returns the name of a person, without post and ways to reach them.
    fn person<'a>(&self, cell: &'a store::Cell) -> Option<&'a str> {
        cell.value.get("name").filter(|_| self.kind == "person")?.as_str()
    }

    /// Returns what a line is counted under: code and label of each of its values; none: nothing is known.
    pub(super) fn codes(&self, line: &Line) -> Vec<(String, String)> {
        let pair = |code: &str| (code.to_owned(), self.label_of(code).to_owned());
        let plain = || match self.cell(line) {
            Cell::Empty => vec![],
            Cell::Date(day) => vec![(day.iso(), day.to_string())],
            cell @ (Cell::Text(_) | Cell::Whole(_) | Cell::Number(_) | Cell::Money(_) | Cell::YesNo(_)) => {
                vec![(cell.shown(), cell.shown())]
            }
        };
        if let Some(name) = self.id.strip_prefix("row.") {
            return match line.row.get(name) {
                Some(Known::Text(code)) if self.cell_kind() == Kind::Text && !code.is_empty() => vec![pair(code)],
                Some(Known::List(items)) => items.iter().filter_map(Known::as_text).map(pair).collect(),
                Some(_) | None => plain(),
            };
        }
        match line.register.get(&self.id).map(|cell| &cell.value) {
            Some(Value::String(code)) if !self.labels.is_empty() && !code.is_empty() => vec![pair(code)],
            Some(Value::Array(codes)) if !self.labels.is_empty() => {
                codes.iter().filter_map(Value::as_str).map(pair).collect()
            }
            Some(_) | None => plain(),
        }
    }

    /// Does a filter hold of a line?
    pub(super) fn meets(&self, line: &Line, test: &Test, today: Day) -> bool {
        let cell = self.cell(line);
        let shown = folded(&cell.shown());
        let is = |code: &String| {
            let code = folded(code);
            code == shown || self.codes(line).iter().any(|(own, label)| folded(own) == code || folded(label) == code)
        };
        match test {
            Test::Is(codes) => codes.iter().any(is) || (cell == Cell::Empty && is_no(self, codes)),
            Test::IsNot(codes) => !codes.iter().any(is),
            Test::Contains(words) => shown.contains(&folded(words)),
            Test::Empty => cell == Cell::Empty,
            Test::Filled => cell != Cell::Empty,
            Test::Between { from, to } => {
                let Some(own) = key_of(&cell) else { return false };
                let end = |bound: &Bound| bound.key(&self.kind, today).ok();
                let above = |bound: &Bound| {
                    end(bound)
                        .is_some_and(|end| order(&own, &end).is_some_and(|o| o.is_gt() || bound.closed && o.is_eq()))
                };
                let below = |bound: &Bound| {
                    end(bound)
                        .is_some_and(|end| order(&own, &end).is_some_and(|o| o.is_lt() || bound.closed && o.is_eq()))
                };
                from.as_ref().is_none_or(above) && to.as_ref().is_none_or(below)
            }
        }
    }
}

/// A yes or no that nobody answered counts as no.
fn is_no(field: &Field, codes: &[String]) -> bool {
    field.kind == "yes_no" && codes.iter().any(|code| folded(code) == "no")
}

/// Do all filters of rows hold of a line?
pub(super) fn all_hold(filters: &[(Field, Filter)], line: &Line, today: Day) -> bool {
    filters.iter().all(|(field, filter)| field.meets(line, &filter.test, today))
}

/// Returns what a cell is compared by.
pub(super) fn key_of(cell: &Cell) -> Option<Key> {
    Some(match cell {
        Cell::Empty => return None,
        Cell::Text(text) => Key::Text(folded(text)),
        Cell::Whole(number) => Key::Number(decimal(*number)),
        Cell::Number(number) => Key::Number(*number),
        Cell::Money(pence) => Key::Number(decimal(pence.0)),
        Cell::Date(day) => Key::Text(day.iso()),
        Cell::YesNo(yes) => Key::Number(f64::from(u8::from(*yes))),
    })
}

/// Compares two keys of the same kind.
pub(super) fn order(a: &Key, b: &Key) -> Option<std::cmp::Ordering> {
    match (a, b) {
        (Key::Text(a), Key::Text(b)) => Some(a.cmp(b)),
        (Key::Number(a), Key::Number(b)) => a.partial_cmp(b),
        (Key::Text(_), Key::Number(_)) | (Key::Number(_), Key::Text(_)) => None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^53 pence")]
fn decimal(number: i64) -> f64 {
    number as f64
}

#[expect(clippy::cast_possible_truncation, reason = "a whole number that was kept as one with decimals")]
fn whole(number: f64) -> i64 {
    number.round() as i64
}

/// Returns the kind of a column's values, as the pack names it.
fn kind_of(kind: &QuestionKind) -> &'static str {
    let QuestionKind::Computed(computed) = kind else { return kind.name() };
    match computed.result {
        ResultKind::Text => "text",
        ResultKind::Integer => "integer",
        ResultKind::Number => "number",
        ResultKind::Money => "money",
        ResultKind::Date => "date",
        ResultKind::YesNo => "yes_no",
    }
}
