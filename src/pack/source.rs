//! Reading tables of TOML with the line of every key, and noting every finding on the way.

use crate::model::number;
use crate::pack::finding::{PackFinding, nearest};
use crate::pack::slips::explain;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// How the finding of a line that is not TOML begins.
pub(super) const NOT_TOML: &str = "this line cannot be read: ";

const NOT_UTF8: &str = "it has a mark that is not saved as UTF-8; type it again, then save with the encoding UTF-8";

/// One file of a pack.
pub(super) struct Source<'a> {
    /// Its name relative to the pack's folder.
    pub(super) name: &'a str,
    text: &'a str,
    /// Where each line ends.
    ends: Vec<usize>,
    findings: &'a RefCell<Vec<PackFinding>>,
}

/// One table of a file. It remembers which keys were asked for.
pub(super) struct Table<'a> {
    source: &'a Source<'a>,
    map: &'a DeTable<'a>,
    /// The line where the table begins.
    pub(super) line: usize,
    asked: RefCell<BTreeSet<&'a str>>,
}

/// A text with its line.
#[derive(Clone, Debug)]
pub(super) struct Lined {
    pub(super) text: String,
    pub(super) line: usize,
}

impl<'a> Source<'a> {
    pub(super) fn new(name: &'a str, text: &'a str, findings: &'a RefCell<Vec<PackFinding>>) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at).collect();
        Self { name, text, ends, findings }
    }

    /// Parses the whole file; the first syntax error becomes a finding, those after it only follow from it.
    pub(super) fn parse(&self) -> Spanned<DeTable<'a>> {
        self.check_saved();
        let (table, errors) = DeTable::parse_recoverable(self.text);
        let first = errors.iter().min_by_key(|error| error.span().map_or(0, |span| self.line(&span)));
        if let Some(error) = first {
            let (line, why) = explain(self.text, error.message(), &error.span().unwrap_or_default());
            self.find(line, format!("{NOT_TOML}{why}"));
        }
        table
    }

    pub(super) fn line(&self, span: &Range<usize>) -> usize {
        self.ends.partition_point(|end| *end < span.start) + 1
    }

    /// A file that an editor did not save as UTF-8 has marks in it that nothing else has.
    fn check_saved(&self) {
        let marks = ["\u{fffd}", "\0", "Â£", "â€"];
        if let Some(at) = marks.iter().filter_map(|mark| self.text.find(mark)).min() {
            self.find(self.line(&(at..at)), format!("{NOT_TOML}{NOT_UTF8}"));
        }
    }

    pub(super) fn find(&self, line: usize, message: impl Into<String>) {
        self.note(line, message.into(), true);
    }

    fn note(&self, line: usize, message: String, stops: bool) {
        self.findings.borrow_mut().push(PackFinding { file: self.name.to_owned(), line, message, stops });
    }
}

impl<'a> Table<'a> {
    pub(super) fn whole(source: &'a Source<'a>, table: &'a Spanned<DeTable<'a>>) -> Self {
        Self::new(source, table.get_ref(), 1)
    }

    fn new(source: &'a Source<'a>, map: &'a DeTable<'a>, line: usize) -> Self {
        Self { source, map, line, asked: RefCell::default() }
    }

    /// Notes a finding at a line of this file.
    pub(super) fn find(&self, line: usize, message: impl Into<String>) {
        self.source.find(line, message);
    }

    /// Notes what cannot be meant, but does not keep the pack from being used.
    pub(super) fn advise(&self, line: usize, message: impl Into<String>) {
        self.source.note(line, message.into(), false);
    }

    /// Returns the keys in the file's order, with their lines.
    pub(super) fn keys(&self) -> Vec<Lined> {
        let mut keys: Vec<(usize, String)> =
            self.map.iter().map(|(key, _)| (key.span().start, key.get_ref().to_string())).collect();
        keys.sort();
        keys.into_iter().map(|(start, text)| Lined { text, line: self.source.line(&(start..start)) }).collect()
    }

    fn get(&self, key: &'a str) -> Option<(&'a DeValue<'a>, usize)> {
        self.asked.borrow_mut().insert(key);
        let (found, value) = self.map.iter().find(|(name, _)| name.get_ref().as_ref() == key)?;
        Some((value.get_ref(), self.source.line(&found.span())))
    }

    /// Returns the line of a key, or of the table where it is missing.
    pub(super) fn line_of(&self, key: &'a str) -> usize {
        self.get(key).map_or(self.line, |(_, line)| line)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.map.iter().any(|(name, _)| name.get_ref().as_ref() == key)
    }

    /// Is there a mistyped key that must have meant this one? `finish` tells of it.
    fn has_nearly(&self, key: &str) -> bool {
        let asked = self.asked.borrow();
        let mut keys = self.map.iter().map(|(name, _)| name.get_ref().as_ref());
        keys.any(|name| !asked.contains(name) && nearest(name, std::iter::once(key)).is_some())
    }

    fn wrong(&self, key: &str, line: usize, wanted: &str) {
        self.find(line, format!("“{key}” must be {wanted}"));
    }

    pub(super) fn lined(&self, key: &'a str) -> Option<Lined> {
        let (value, line) = self.get(key)?;
        match value.as_str() {
            Some(text) => Some(Lined { text: text.to_owned(), line }),
            None => {
                self.wrong(key, line, "text in quotation marks");
                None
            }
        }
    }

    pub(super) fn text(&self, key: &'a str) -> String {
        self.lined(key).map(|lined| lined.text).unwrap_or_default()
    }

    pub(super) fn required(&self, key: &'a str) -> Lined {
        self.lined(key).unwrap_or_else(|| {
            if !self.has(key) && !self.has_nearly(key) {
                self.find(self.line, format!("“{key}” is missing; add {key} = \"…\""));
            }
            Lined { text: String::new(), line: self.line }
        })
    }

    pub(super) fn flag(&self, key: &'a str, default: bool) -> bool {
        let Some((value, line)) = self.get(key) else { return default };
        value.as_bool().unwrap_or_else(|| {
            self.wrong(key, line, "true or false, without quotation marks");
            default
        })
    }

    pub(super) fn number(&self, key: &'a str) -> Option<f64> {
        let (value, line) = self.get(key)?;
        let whole = value.as_integer().and_then(|n| number::parse_number(n.as_str()));
        let number = whole.or_else(|| value.as_float().and_then(|n| n.as_str().parse().ok()));
        if number.is_none() {
            self.wrong(key, line, "a number, without quotation marks");
        }
        number
    }

    #[expect(clippy::cast_possible_truncation, reason = "whole numbers of a pack are small; fractions are refused")]
    pub(super) fn integer(&self, key: &'a str) -> Option<i64> {
        let number = self.number(key)?;
        if number.fract() != 0.0 {
            self.wrong(key, self.line_of(key), "a whole number");
        }
        Some(number as i64)
    }

    pub(super) fn size(&self, key: &'a str) -> Option<usize> {
        let size = self.integer(key)?;
        if size < 0 {
            self.advise(self.line_of(key), format!("“{key}” must be 0 or more"));
        }
        usize::try_from(size).ok()
    }

    /// Returns a list of texts; one text alone counts as a list of one.
    pub(super) fn texts(&self, key: &'a str) -> Vec<Lined> {
        let Some((value, line)) = self.get(key) else { return vec![] };
        match value {
            DeValue::String(text) => vec![Lined { text: text.to_string(), line }],
            DeValue::Array(items) => items
                .iter()
                .filter_map(|item| {
                    let line = self.source.line(&item.span());
                    let text = item.get_ref().as_str().map(|text| Lined { text: text.to_owned(), line });
                    if text.is_none() {
                        self.wrong(key, line, "a list of texts in quotation marks");
                    }
                    text
                })
                .collect(),
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Table(_) => {
                self.wrong(key, line, "text in quotation marks, or a list of texts");
                vec![]
            }
        }
    }

    pub(super) fn integers(&self, key: &'a str) -> Option<Vec<i64>> {
        let (value, line) = self.get(key)?;
        let Some(items) = value.as_array() else {
            self.wrong(key, line, "a list of whole numbers");
            return None;
        };
        let whole = |item: &Spanned<DeValue<'_>>| item.get_ref().as_integer().and_then(|n| n.as_str().parse().ok());
        if items.iter().any(|item| whole(item).is_none()) {
            self.advise(line, format!("“{key}” must be a list of whole numbers, without quotation marks"));
        }
        Some(items.iter().filter_map(whole).collect())
    }

    pub(super) fn table(&self, key: &'a str) -> Option<Table<'a>> {
        let (value, line) = self.get(key)?;
        match value.as_table() {
            Some(map) => Some(Table::new(self.source, map, line)),
            None => {
                self.wrong(key, line, "a table: { … }");
                None
            }
        }
    }

    pub(super) fn tables(&self, key: &'a str) -> Vec<Table<'a>> {
        let Some((value, line)) = self.get(key) else { return vec![] };
        let Some(items) = value.as_array() else {
            self.wrong(key, line, &format!("a list of tables: write its heading with two brackets, [[…{key}]]"));
            return vec![];
        };
        items
            .iter()
            .filter_map(|item| {
                let line = self.source.line(&item.span());
                let map = item.get_ref().as_table();
                if map.is_none() {
                    self.wrong(key, line, "a list of tables");
                }
                map.map(|map| Table::new(self.source, map, line))
            })
            .collect()
    }

    /// Returns a key's value as it stands, for keys of several types.
    pub(super) fn value(&self, key: &'a str) -> Option<(&'a DeValue<'a>, usize)> {
        self.get(key)
    }

    /// Is the value a truth value?
    pub(super) fn is_flag(&self, key: &'a str) -> bool {
        self.get(key).is_some_and(|(value, _)| value.as_bool().is_some())
    }

    /// Notes every key that nobody asked for. `elsewhere` are keys of the same
    /// table that belong to other kinds; `kind` names this one.
    pub(super) fn finish(&self, kind: &str, elsewhere: &[&str]) {
        self.finish_with(kind, elsewhere, true);
    }

    /// The same for a table whose kind is not known: keys of any kind may stand in it.
    pub(super) fn finish_loosely(&self, kind: &str, elsewhere: &[&str]) {
        self.finish_with(kind, elsewhere, false);
    }

    fn finish_with(&self, kind: &str, elsewhere: &[&str], is_strict: bool) {
        let asked = self.asked.borrow();
        for key in self.keys() {
            let name = key.text.as_str();
            if asked.contains(name) {
                continue;
            }
            if elsewhere.contains(&name) {
                if is_strict {
                    self.find(key.line, format!("“{name}” does not belong to {kind}; take it out"));
                }
                continue;
            }
            let near = nearest(name, asked.iter().copied().chain(elsewhere.iter().copied()));
            let hint = near.map_or_else(|| "; take it out".to_owned(), |near| format!("; did you mean “{near}”?"));
            self.find(key.line, format!("“{name}” is not a key of {kind}{hint}"));
        }
    }
}
