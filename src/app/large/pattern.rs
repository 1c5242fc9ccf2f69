//! Answers of a form truly completed, as a pattern: what of them another partnership says in other words.

use crate::form::words::column_in_words;
use crate::model::answer::{Answer, Row, person_whole};
use crate::model::day::Day;
use crate::model::id::QuestionId;
use crate::pack::Pack;
use crate::pack::form::{Form, Kind, Question};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// The same in every partnership.
    Words(String),
    /// The partnership's name.
    Name,
    /// A place.
    Place(usize),
    /// An organisation; in short?
    Organisation(usize, bool),
    /// One of our staff; as a mailbox?
    Staff(usize, bool),
    /// A person of another organisation; as a mailbox?
    Contact(usize, bool),
    /// A day; as records have it, or in words?
    Day(Day, Moves, bool),
    /// A financial year, by the year in which it begins.
    Year(i32),
    /// Sentences as long as these; anew each year?
    Prose(String, bool),
}

/// With what a day moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moves {
    /// With the day on which the partnership was begun.
    Begin,
    /// With the day on which the form is filled in.
    Own,
    /// With the year alone.
    Year,
}

/// A value of a pattern.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// The same in every partnership.
    Fixed(Value),
    /// A text.
    Text(Vec<Piece>),
    /// A sum in pence.
    Money(i64),
    /// What the case puts into a register column; in words?
    Column(String, bool),
    /// A person.
    Person(Vec<(String, Vec<Piece>)>),
    /// Several values.
    List(Vec<Node>),
    /// Named values.
    Map(Vec<(String, Node)>),
    /// The id of a row.
    Row(RowMark),
}

/// Which row an id stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RowMark {
    /// A row that stays for good, by its number in the course.
    Kept(usize),
    /// A row that a year's form began: how many years ago, in which table, and its number in it.
    Yearly(i32, String, usize),
}

/// Makes patterns of the forms of one course, in their order.
#[derive(Debug)]
pub(super) struct Compiler<'a> {
    pub(super) pack: &'a Pack,
    /// What is replaced wherever it stands, the longest first.
    pub(super) dictionary: Vec<(String, Piece)>,
    /// The register columns that cases fill, and what the course says there in words.
    pub(super) columns: BTreeMap<String, String>,
    /// Questions whose sums stay as they are.
    unscaled: BTreeSet<String>,
    /// Days that were answered before the first year.
    begin_days: BTreeSet<Day>,
    /// Sentences written before the first year.
    begin_prose: BTreeSet<String>,
    /// Rows: the year in which each began, from 0, its number in the course, its table and its number in that year.
    rows: BTreeMap<String, (i32, usize, String, usize)>,
    /// How many rows each table began in the year being compiled.
    begun: BTreeMap<String, usize>,
    /// The table being compiled.
    table: String,
    /// The year being compiled: 0 before the first.
    year: i32,
    own_days: BTreeSet<Day>,
    /// The sentences of the form being compiled.
    prose: Vec<(String, Piece)>,
}

impl<'a> Compiler<'a> {
    pub(super) fn new(
        pack: &'a Pack,
        mut dictionary: Vec<(String, Piece)>,
        columns: BTreeSet<String>,
        unscaled: BTreeSet<String>,
    ) -> Self {
        dictionary.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
        Self {
            pack,
            dictionary,
            columns: columns.into_iter().map(|column| (column, String::new())).collect(),
            unscaled,
            begin_days: BTreeSet::new(),
            begin_prose: BTreeSet::new(),
            rows: BTreeMap::new(),
            begun: BTreeMap::new(),
            table: String::new(),
            year: 0,
            own_days: BTreeSet::new(),
            prose: Vec::new(),
        }
    }

    /// Goes on to the forms of a year, or of a day of it: those days move with the day they are filled in.
    pub(super) fn go_to(&mut self, year: i32, own_days: BTreeSet<Day>) {
        if self.year != year {
            self.begun.clear();
        }
        self.year = year;
        self.own_days = own_days;
    }

    /// Makes the pattern of a form's answers.
    pub(super) fn answers(&mut self, form: &Form, answers: &BTreeMap<QuestionId, Answer>) -> Vec<(QuestionId, Node)> {
        let asked: Vec<(&Question, &Answer)> =
            form.questions().filter_map(|(_, question)| Some((question, answers.get(&question.id)?))).collect();
        self.prose = asked.iter().filter_map(|(question, answer)| self.prose_of(question, answer)).collect();
        self.prose.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
        for (question, answer) in &asked {
            if let (0, Answer::Date(day)) = (self.year, answer) {
                self.begin_days.insert(*day);
            }
            if let (Some(column), true) = (&question.register, self.year == 0)
                && let (Some(words), Some(column)) = (self.columns.get_mut(column), self.pack.column(column))
            {
                *words = column_in_words(self.pack, column, answer);
            }
        }
        let pattern = |(question, answer): (&Question, &Answer)| {
            self.table = question.id.to_string();
            (question.id.clone(), self.node(question, answer))
        };
        asked.into_iter().map(pattern).collect()
    }

    fn prose_of(&mut self, question: &Question, answer: &Answer) -> Option<(String, Piece)> {
        let (Kind::LongText, Answer::Text(text)) = (&question.kind, answer) else { return None };
        if text.len() < 40 || question.register.as_ref().is_some_and(|column| self.columns.contains_key(column)) {
            return None;
        }
        if self.year == 0 {
            self.begin_prose.insert(text.clone());
        }
        Some((text.clone(), Piece::Prose(text.clone(), !self.begin_prose.contains(text))))
    }

    fn node(&mut self, question: &Question, answer: &Answer) -> Node {
        if let Some(column) = question.register.as_ref().filter(|column| self.columns.contains_key(*column)) {
            return Node::Column(column.clone(), false);
        }
        match answer {
            Answer::Money(pence) if !self.unscaled.contains(&self.table) => Node::Money(pence.0),
            Answer::Person(person) => {
                Node::Person(person.fields.iter().map(|(name, text)| (name.clone(), self.pieces(text))).collect())
            }
            Answer::Table(rows) => {
                let checks = question.table().is_some_and(|table| !table.register_rows.is_empty());
                Node::List(rows.iter().map(|row| self.row(question, row, checks)).collect())
            }
            Answer::Money(_)
            | Answer::Text(_)
            | Answer::Integer(_)
            | Answer::Number(_)
            | Answer::Date(_)
            | Answer::YesNo(_)
            | Answer::Graded(_)
            | Answer::Choice(_)
            | Answer::Choices(_)
            | Answer::Ratings(_)
            | Answer::Risk(_)
            | Answer::Checklist(_)
            | Answer::Documents(_)
            | Answer::Partnership(_) => self.json(&answer.to_json(&mut person_whole)),
        }
    }

    fn row(&mut self, question: &Question, row: &Row, checks: bool) -> Node {
        let columns = question.table().map(|table| table.columns.as_slice()).unwrap_or_default();
        let said = self.columns.get(row.id.as_str()).filter(|_| checks).cloned();
        let mut cells = Vec::new();
        for (id, answer) in &row.cells {
            let Some(column) = columns.iter().find(|column| column.id == *id) else { continue };
            let words = matches!(answer, Answer::Text(text) if said.as_ref() == Some(text));
            if let (0, Answer::Date(day)) = (self.year, answer) {
                self.begin_days.insert(*day);
            }
            let node = if words { Node::Column(row.id.to_string(), true) } else { self.node(column, answer) };
            cells.push((id.to_string(), node));
        }
        let mut parts = vec![("id".to_owned(), self.row_id(row.id.as_str())), ("cells".to_owned(), Node::Map(cells))];
        if !row.origin.is_empty() {
            parts.push(("origin".to_owned(), Node::Fixed(json!(row.origin))));
        }
        Node::Map(parts)
    }

    fn json(&mut self, value: &Value) -> Node {
        match value {
            Value::String(text) => {
                if is_random(text) {
                    return self.row_id(text);
                }
                Node::text(self.pieces(text))
            }
            Value::Array(items) => Node::list(items.iter().map(|item| self.json(item)).collect()),
            Value::Object(map) => Node::map(map.iter().map(|(name, item)| (name.clone(), self.json(item))).collect()),
            Value::Null | Value::Bool(_) | Value::Number(_) => Node::Fixed(value.clone()),
        }
    }

    /// A row that a form began itself has an id made at random; any other has its name for good.
    pub(super) fn row_id(&mut self, id: &str) -> Node {
        if !is_random(id) {
            return Node::Fixed(json!(id));
        }
        if !self.rows.contains_key(id) {
            let begun = self.begun.entry(self.table.clone()).or_default();
            *begun += 1;
            let row = (self.year, self.rows.len(), self.table.clone(), *begun);
            self.rows.insert(id.to_owned(), row);
        }
        let (year, number, table, in_year) = &self.rows[id];
        // The first two years are the same in every partnership, so that what the first begins needs no year.
        Node::Row(match self.year - year {
            back @ (0 | 1) if *year >= 2 => RowMark::Yearly(back, table.clone(), *in_year),
            _ => RowMark::Kept(*number),
        })
    }

    /// Takes a text apart.
    pub(super) fn pieces(&self, text: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let (mut words, mut rest) = (String::new(), text);
        while let Some(first) = rest.chars().next() {
            let inside = words.chars().next_back().is_some_and(char::is_alphanumeric);
            let found = if inside { None } else { self.piece_at(rest) };
            if let Some((length, piece)) = found {
                if !words.is_empty() {
                    pieces.push(Piece::Words(std::mem::take(&mut words)));
                }
                pieces.push(piece);
                rest = &rest[length..];
            } else {
                words.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        pieces
    }

    fn piece_at(&self, rest: &str) -> Option<(usize, Piece)> {
        let known = self.prose.iter().chain(&self.dictionary).find(|(text, _)| rest.starts_with(text.as_str()));
        if let Some((text, piece)) = known {
            return Some((text.len(), piece.clone()));
        }
        rest.starts_with(|c: char| c.is_ascii_digit()).then(|| self.day_at(rest).or_else(|| year_at(rest))).flatten()
    }

    fn day_at(&self, rest: &str) -> Option<(usize, Piece)> {
        if let Some(day) = rest.get(..10).and_then(Day::parse_iso) {
            return Some((10, Piece::Day(day, self.moves(day), true)));
        }
        let mut ends = rest.match_indices(|c: char| !c.is_alphanumeric()).map(|(at, _)| at).chain([rest.len()]);
        let end = ends.nth(2)?;
        let text = &rest[..end];
        let day = Day::parse(text, Day::new(2020, 1, 1)?).ok().filter(|day| day.to_string() == text)?;
        Some((end, Piece::Day(day, self.moves(day), false)))
    }

    fn moves(&self, day: Day) -> Moves {
        if self.year == 0 || self.begin_days.contains(&day) {
            Moves::Begin
        } else if self.own_days.contains(&day) {
            Moves::Own
        } else {
            Moves::Year
        }
    }
}

impl Node {
    fn text(pieces: Vec<Piece>) -> Self {
        match pieces.as_slice() {
            [] => Self::Fixed(json!("")),
            [Piece::Words(words)] => Self::Fixed(json!(words)),
            _ => Self::Text(pieces),
        }
    }

    fn list(items: Vec<Self>) -> Self {
        let fixed: Option<Vec<Value>> = items.iter().map(Self::fixed).collect();
        fixed.map_or(Self::List(items), |items| Self::Fixed(Value::Array(items)))
    }

    fn map(items: Vec<(String, Self)>) -> Self {
        let fixed: Option<serde_json::Map<String, Value>> =
            items.iter().map(|(name, item)| Some((name.clone(), item.fixed()?))).collect();
        fixed.map_or(Self::Map(items), |items| Self::Fixed(Value::Object(items)))
    }

    fn fixed(&self) -> Option<Value> {
        if let Self::Fixed(value) = self { Some(value.clone()) } else { None }
    }
}

/// Is it the id of a row that somebody added?
fn is_random(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// Finds a financial year such as "2024/25" at the start of a text.
fn year_at(rest: &str) -> Option<(usize, Piece)> {
    let year: i32 = rest.get(..4)?.parse().ok()?;
    let written = Day::new(year, 4, 1)?.financial_year();
    rest.starts_with(&written).then_some((written.len(), Piece::Year(year)))
}
