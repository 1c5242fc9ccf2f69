//! Where a value stands in the files of a pack, whatever else changes around it.

use serde::{Deserialize, Serialize};
use toml_edit::{Document, Item, TableLike};

/// A value of a file. A step of the path is a key; "=x" is the table of a list whose id or code is x, "#2" the third.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The file, relative to the pack's folder.
    pub file: String,
    /// The way to the value.
    pub path: Vec<String>,
}

impl Place {
    /// Makes a place.
    pub fn new(file: &str, path: &[&str]) -> Self {
        Self { file: file.to_owned(), path: path.iter().map(|step| (*step).to_owned()).collect() }
    }

    /// Returns a place below this one.
    #[must_use]
    pub fn then(&self, steps: &[&str]) -> Self {
        let mut path = self.path.clone();
        path.extend(steps.iter().map(|step| (*step).to_owned()));
        Self { file: self.file.clone(), path }
    }

    /// Returns the line of the value in its file, from 1; none: it is not there.
    pub fn line(&self, text: &str) -> Option<usize> {
        let document = Document::parse(text).ok()?;
        let (last, parents) = self.path.split_last()?;
        // A text in a list of texts is told of at the line of the list.
        let (last, parents) = if pick(last).is_some() { parents.split_last()? } else { (last, parents) };
        let start = table(document.as_table(), parents)?.get_key_value(last)?.0.span()?.start;
        Some(text.get(..start)?.matches('\n').count() + 1)
    }
}

/// Returns what a step picks from a list by its place there.
pub(super) fn pick(step: &str) -> Option<&str> {
    step.strip_prefix('#')
}

/// Returns the place of the table in a list that has a text under a key.
pub(super) fn find(item: &Item, key: &str, text: &str) -> Option<usize> {
    (0..len(item)).find(|at| element(item, *at).is_some_and(|table| text_of(table, key) == Some(text)))
}

/// Returns how many tables a list has.
pub(super) fn len(item: &Item) -> usize {
    item.as_array_of_tables()
        .map_or_else(|| item.as_array().map_or(0, toml_edit::Array::len), toml_edit::ArrayOfTables::len)
}

/// Returns a table of a list.
pub(super) fn element(item: &Item, at: usize) -> Option<&dyn TableLike> {
    if let Some(tables) = item.as_array_of_tables() {
        return tables.get(at).map(|table| table as &dyn TableLike);
    }
    item.as_array()?.get(at)?.as_inline_table().map(|table| table as &dyn TableLike)
}

fn element_mut(item: &mut Item, at: usize) -> Option<&mut dyn TableLike> {
    if item.is_array_of_tables() {
        return item.as_array_of_tables_mut()?.get_mut(at).map(|table| table as &mut dyn TableLike);
    }
    item.as_array_mut()?.get_mut(at)?.as_inline_table_mut().map(|table| table as &mut dyn TableLike)
}

/// Returns a text of a table.
pub(super) fn text_of<'a>(table: &'a dyn TableLike, key: &str) -> Option<&'a str> {
    table.get(key).and_then(Item::as_str)
}

/// Does a step pick a table of a list, rather than name a key?
fn picks(step: &str) -> bool {
    step.starts_with(['=', '#'])
}

/// Returns the place of the table that a step picks.
fn picked(item: &Item, step: &str) -> Option<usize> {
    match step.strip_prefix('=') {
        Some(name) => find(item, "id", name).or_else(|| find(item, "code", name)),
        None => pick(step)?.parse().ok(),
    }
}

/// Returns the table that a path leads to.
pub(super) fn table<'a>(here: &'a dyn TableLike, path: &[String]) -> Option<&'a dyn TableLike> {
    let Some((key, rest)) = path.split_first() else { return Some(here) };
    let item = here.get(key)?;
    match rest.split_first().filter(|(step, _)| picks(step)) {
        Some((step, rest)) => table(element(item, picked(item, step)?)?, rest),
        None => table(item.as_table_like()?, rest),
    }
}

/// Returns the table that a path leads to, to be changed.
pub(super) fn table_mut<'a>(here: &'a mut dyn TableLike, path: &[String]) -> Option<&'a mut dyn TableLike> {
    let Some((key, rest)) = path.split_first() else { return Some(here) };
    let item = here.get_mut(key)?;
    match rest.split_first().filter(|(step, _)| picks(step)) {
        Some((step, rest)) => {
            let at = picked(item, step)?;
            table_mut(element_mut(item, at)?, rest)
        }
        None => table_mut(item.as_table_like_mut()?, rest),
    }
}
