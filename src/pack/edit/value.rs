//! What is typed for a value, and how it is written in the place of the one before.

use super::field::Shape;
use crate::model::day::Day;
use crate::model::money::Pence;
use crate::model::number;
use crate::model::text::clean;
use toml_edit::{Array, Decor, InlineTable, Item, Table, TableLike, Value};

/// The keys whose text may be left out.
const MAY_BE_EMPTY: [&str; 7] = ["help", "intro", "notice", "procedure", "attribution", "reason", "only"];

/// Says that something must stand there.
pub(super) fn empty() -> String {
    "This cannot be empty.".to_owned()
}

/// Returns a text as it is kept: on one line, without hidden characters or blanks at its ends.
pub(super) fn cleaned(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the value that a text typed for a key makes, of the shape of the one before; none: it is taken out.
pub(super) fn written(before: Option<&Value>, key: &str, text: &str) -> Result<Option<Value>, String> {
    let text = cleaned(text);
    let value = match Shape::of(before, key) {
        Shape::Words => {
            if text.is_empty() {
                return if MAY_BE_EMPTY.contains(&key) { Ok(None) } else { Err(empty()) };
            }
            text.into()
        }
        Shape::Amount => {
            let pence = Pence::parse(&text).ok_or("Write an amount of money, such as £1,000.00.")?;
            pence.to_string().into()
        }
        Shape::Day => {
            // No day is needed to read a date with its year.
            let day = Day::parse_iso(&text).or_else(|| Day::parse(&text, Day::new(2000, 1, 1)?).ok());
            day.ok_or("Write a date, such as 31 March 2027.")?.iso().into()
        }
        Shape::Whole => number::parse_integer(&text).ok_or("Write a whole number, such as 30.")?.into(),
        Shape::Number => number::parse_number(&text).ok_or("Write a number, such as 2.5.")?.into(),
        Shape::Flag if text != "true" && key == "retired" => return Ok(None),
        Shape::Flag => (text == "true").into(),
        Shape::Days => {
            let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
            let days: Option<Vec<i64>> =
                parts.map(|part| number::parse_integer(part).filter(|day| *day >= 0)).collect();
            Value::Array(days.ok_or("Write days, such as 60, 30, 7.")?.into_iter().collect::<Array>())
        }
    };
    Ok(Some(value))
}

/// Writes a value under a key; a note beside the one before stays.
pub(super) fn put(table: &mut dyn TableLike, key: &str, value: Value) {
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(before) => {
            let decor = before.decor().clone();
            *before = value;
            *before.decor_mut() = decor;
        }
        None => {
            // What comes last in { … } has the blank before the bracket.
            let last = table.iter().last().map(|(key, _)| key.to_owned());
            let last = last.and_then(|last| table.get_mut(&last)?.as_value_mut().map(Value::decor_mut));
            let end = last.filter(|decor| decor.suffix().and_then(|end| end.as_str()) == Some(" "));
            if let Some(decor) = end {
                decor.set_suffix("");
                table.insert(key, Item::Value(value.decorated(" ", " ")));
            } else {
                table.insert(key, Item::Value(value));
            }
        }
    }
}

/// Adds an option to a list, in the layout of those before it; none: it is no list of options.
pub(super) fn add_option(item: &mut Item, code: &str, label: &str) -> Option<()> {
    if let Some(tables) = item.as_array_of_tables_mut() {
        let mut table = Table::new();
        put(&mut table, "code", code.into());
        put(&mut table, "label", label.into());
        tables.push(table);
        return Some(());
    }
    let options = item.as_array_mut()?;
    let mut option = InlineTable::new();
    option.insert("code", code.into());
    option.insert("label", label.into());
    let mut option = Value::InlineTable(option);
    let decor = options.iter().last().map_or_else(Decor::default, |last| last.decor().clone());
    option.decor_mut().set_prefix(decor.prefix().cloned().unwrap_or_default());
    options.push_formatted(option);
    Some(())
}
