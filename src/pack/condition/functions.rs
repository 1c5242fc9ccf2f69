//! The functions an expression may call beside the library's own (`schema.md` 2.4).

use super::near::Near;
use super::scope::{Neighbour, World, from_cel};
use crate::model::day::Day;
use crate::model::known::Known;
use crate::model::money::Pence;
use cel::extractors::Arguments;
use cel::{Context, ExecutionError, Value};
use std::sync::Arc;

type Outcome = Result<Value, ExecutionError>;

/// The failure that means "unknown".
fn unknown(what: &str) -> ExecutionError {
    ExecutionError::undeclared_reference(what)
}

/// Adds every function of ours to a context.
pub(super) fn add_all(context: &mut Context<'_, '_>, world: &Arc<World>) {
    add(context, "sum", |args| total(&list(args)?));
    add(context, "mean", |args| {
        let numbers = list(args)?.iter().map(number).collect::<Option<Vec<f64>>>().ok_or_else(|| unknown("mean"))?;
        #[expect(clippy::cast_precision_loss, reason = "a table has at most some hundred rows")]
        let count = numbers.len() as f64;
        if numbers.is_empty() { Err(unknown("mean")) } else { Ok(Value::Float(numbers.iter().sum::<f64>() / count)) }
    });
    add(context, "min", |args| extreme(args, |new, best| new < best));
    add(context, "max", |args| extreme(args, |new, best| new > best));
    add(context, "worst", |args| {
        let (found, order) = (each(args, 0)?, each(args, 1)?);
        order.into_iter().find(|code| found.contains(code)).ok_or_else(|| unknown("worst"))
    });
    #[expect(clippy::cast_possible_truncation, reason = "amounts are far below 2^53 pence")]
    add(context, "pence", |args| {
        number(arg(args, 0)?).map(|n| Value::Int(n.round() as i64)).ok_or_else(|| unknown("pence"))
    });
    add(context, "pounds", |args| Ok(Pence(int(args, 0)?).to_string().into()));
    add(context, "date_text", |args| Ok(day(args, 0)?.to_string().into()));
    add(context, "add_days", |args| Ok(day(args, 0)?.add_days(int(args, 1)?).iso().into()));
    add(context, "add_months", |args| Ok(day(args, 0)?.add_months(int(args, 1)?).iso().into()));
    add(context, "days_between", |args| Ok(Value::Int(day(args, 0)?.days_to(day(args, 1)?))));
    add(context, "months_between", |args| Ok(Value::Float(day(args, 0)?.months_to(day(args, 1)?))));
    add(context, "next_date", |args| {
        let part = |at| int(args, at).and_then(|n| u32::try_from(n).map_err(|_negative| unknown("next_date")));
        day(args, 0)?.next(part(1)?, part(2)?).map(|d| d.iso().into()).ok_or_else(|| unknown("next_date"))
    });
    add(context, "month_end", |args| Ok(day(args, 0)?.month_end().iso().into()));
    add(context, "quarter_end", |args| Ok(day(args, 0)?.quarter_end().iso().into()));
    add(context, "year_of", |args| Ok(Value::Int(i64::from(day(args, 0)?.year()))));
    add(context, "month_of", |args| Ok(Value::Int(i64::from(day(args, 0)?.month()))));
    add(context, "fin_year", |args| Ok(day(args, 0)?.financial_year().into()));
    add(context, "same_person", |args| Ok(Value::Bool(same_person(&text(args, 0)?, &text(args, 1)?))));
    add_of_world(context, world);
}

/// Adds the functions that look at the partnership or the pack.
fn add_of_world(context: &mut Context<'_, '_>, world: &Arc<World>) {
    let of = Arc::clone(world);
    add(context, "label", move |args| {
        let (name, code) = (text(args, 0)?, text(args, 1)?);
        let label = of.labels.get(&name).and_then(|labels| labels.get(&code));
        Ok(label.cloned().unwrap_or(code).into())
    });
    let of = Arc::clone(world);
    add(context, "form_count", move |args| {
        Ok(Value::Int(of.form_counts.get(text(args, 0)?.as_str()).copied().unwrap_or(0)))
    });
    let of = Arc::clone(world);
    add(context, "due_on", move |args| {
        let form = text(args, 0)?;
        of.due.get(form.as_str()).map(|due| due.iso().into()).ok_or_else(|| unknown("due_on"))
    });
    let of = Arc::clone(world);
    add(context, "overdue", move |args| {
        let due = of.due.get(text(args, 0)?.as_str());
        Ok(Value::Bool(due.zip(of.today).is_some_and(|(due, today)| *due < today)))
    });
    let of = Arc::clone(world);
    add(context, "near_name", move |args| {
        let near = Near::new(&text(args, 0)?);
        let is_near = |other: &&Neighbour| other.reference != of.own && near.is_near(&other.name);
        Ok(of.others.iter().find(is_near).map_or(String::new(), |other| other.name.clone()).into())
    });
    add_of_register(context, world);
    add_of_office(context, world);
    let of = Arc::clone(world);
    add(context, "band", move |args| {
        let pence = int(args, 0)?;
        let inside =
            |(end, closed): &(Option<i64>, bool)| end.is_none_or(|end| pence < end || (*closed && pence == end));
        let rank = of.bands.iter().position(inside).and_then(|rank| i64::try_from(rank).ok());
        rank.map(Value::Int).ok_or_else(|| unknown("band"))
    });
}

/// Adds the functions that look at the other partnerships: load and splitting.
fn add_of_register(context: &mut Context<'_, '_>, world: &Arc<World>) {
    let of = Arc::clone(world);
    add(context, "load", move |args| {
        let count = attended(&of, &text(args, 0)?).count();
        Ok(Value::Int(i64::try_from(count).unwrap_or(i64::MAX)))
    });
    let of = Arc::clone(world);
    add(context, "load_hours", move |args| {
        Ok(Value::Float(attended(&of, &text(args, 0)?).map(|other| other.hours).sum()))
    });
    let of = Arc::clone(world);
    add(context, "combined_value", move |args| {
        let names: Vec<String> =
            each(args, 0)?.iter().filter_map(|name| from_cel(name)?.as_text().map(str::to_owned)).collect();
        let months = int(args, 1)?;
        let since = of.today.map(|today| today.add_months(-months));
        let recent = |other: &&Neighbour| since.is_some_and(|since| other.proposed.is_some_and(|on| on >= since));
        let others = of.others.of_partners(&names).filter(|other| other.reference != of.own);
        Ok(Value::Int(others.filter(recent).map(|other| other.value).sum()))
    });
}

/// Returns the other running partnerships that a person leads or attends.
fn attended<'a>(world: &'a World, name: &str) -> impl Iterator<Item = &'a Neighbour> {
    world.others.of_person(name).filter(|other| other.active && other.reference != world.own)
}

/// Adds the functions that look at what the office noted: people who left, meetings held.
fn add_of_office(context: &mut Context<'_, '_>, world: &Arc<World>) {
    let of = Arc::clone(world);
    add(context, "has_left", move |args| Ok(Value::Bool(of.left_on(&text(args, 0)?).is_some())));
    let of = Arc::clone(world);
    add(context, "left_on", move |args| {
        of.left_on(&text(args, 0)?).map(|on| on.iso().into()).ok_or_else(|| unknown("left_on"))
    });
    let of = Arc::clone(world);
    add(context, "meeting_held", move |args| Ok(Value::Bool(of.meetings.contains(&day(args, 0)?.quarter_end()))));
}

fn add(context: &mut Context<'_, '_>, name: &str, f: impl Fn(&[Value]) -> Outcome + Send + Sync + 'static) {
    context
        .add_function(name, move |Arguments(args): Arguments| f(&args))
        .expect("no function of the library has this name");
}

fn arg(args: &[Value], at: usize) -> Result<&Value, ExecutionError> {
    args.get(at).ok_or_else(ExecutionError::missing_argument_or_target)
}

fn each(args: &[Value], at: usize) -> Result<Vec<Value>, ExecutionError> {
    let given = arg(args, at)?;
    let Value::List(values) = given else { return Err(ExecutionError::unsupported_target_type(given.clone())) };
    Ok(values.as_ref().clone())
}

fn list(args: &[Value]) -> Result<Vec<Value>, ExecutionError> {
    each(args, 0)
}

fn text(args: &[Value], at: usize) -> Result<String, ExecutionError> {
    match from_cel(arg(args, at)?) {
        Some(Known::Text(text)) => Ok(text),
        _ => Err(ExecutionError::unsupported_target_type(arg(args, at)?.clone())),
    }
}

fn int(args: &[Value], at: usize) -> Result<i64, ExecutionError> {
    match from_cel(arg(args, at)?) {
        Some(Known::Int(n)) => Ok(n),
        _ => Err(ExecutionError::unsupported_target_type(arg(args, at)?.clone())),
    }
}

fn day(args: &[Value], at: usize) -> Result<Day, ExecutionError> {
    let text = text(args, at)?;
    Day::parse_iso(&text).ok_or_else(|| ExecutionError::function_error("date", format!("“{text}” is not a date")))
}

#[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^53")]
fn number(value: &Value) -> Option<f64> {
    match from_cel(value) {
        Some(Known::Int(n)) => Some(n as f64),
        Some(Known::Number(n)) => Some(n),
        _ => None,
    }
}

fn total(values: &[Value]) -> Outcome {
    let known: Vec<Known> = values.iter().filter_map(from_cel).collect();
    if known.iter().any(|value| matches!(value, Known::Number(_))) {
        let numbers: Vec<f64> = values.iter().filter_map(number).collect();
        return Ok(Value::Float(numbers.iter().sum()));
    }
    let ints = known.iter().map(|value| if let Known::Int(n) = value { Some(*n) } else { None });
    ints.sum::<Option<i64>>().map(Value::Int).ok_or_else(|| unknown("sum"))
}

fn extreme(args: &[Value], better: fn(&Value, &Value) -> bool) -> Outcome {
    let mut values = list(args)?.into_iter();
    let first = values.next().ok_or_else(|| unknown("min or max"))?;
    Ok(values.fold(first, |best, new| if better(&new, &best) { new } else { best }))
}

/// Are two names those of one person, whatever their case, spaces, titles and points?
pub fn same_person(one: &str, other: &str) -> bool {
    plain_name(one) == plain_name(other)
}

/// A name without case, spaces, titles and the points of initials: people are compared by it.
pub fn plain_name(name: &str) -> String {
    const TITLES: [&str; 6] = ["mr", "mrs", "ms", "miss", "dr", "cllr"];
    let words = name.to_lowercase().replace('.', " ");
    words.split_whitespace().filter(|word| !TITLES.contains(word)).collect::<Vec<_>>().join("")
}
