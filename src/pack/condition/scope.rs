//! What the names of an expression stand for while it is worked out.

use super::functions::{self, plain_name};
use crate::model::day::Day;
use crate::model::known::Known;
use cel::objects::{Key, Map};
use cel::{Context, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// What functions of expressions may know of the partnership and the pack.
#[derive(Clone, Debug, Default)]
pub struct World {
    /// The number of completed documents of each form.
    pub form_counts: BTreeMap<String, i64>,
    /// The next due date of each form.
    pub due: BTreeMap<String, Day>,
    /// The reference of this partnership; empty for a form without one.
    pub own: String,
    /// The partnerships on the register, this one too.
    pub others: Arc<Neighbours>,
    /// The day of the register copy that some of them come from, if one came in.
    pub copy_of: Option<Day>,
    /// People who left, and when.
    pub left: Arc<Vec<(String, Day)>>,
    /// The ends of the quarters whose meeting was held.
    pub meetings: Arc<BTreeSet<Day>>,
    /// The given date.
    pub today: Option<Day>,
    /// The labels of codes, by question, or table and column.
    pub labels: Arc<BTreeMap<String, BTreeMap<String, String>>>,
    /// The approval bands in rising order: their ends in pence, and whether the end belongs to them.
    pub bands: Vec<(Option<i64>, bool)>,
}

impl World {
    /// Returns when a person left, if they have by the given date.
    pub(super) fn left_on(&self, name: &str) -> Option<Day> {
        let gone = |(_, on): &&(String, Day)| self.today.is_none_or(|today| *on <= today);
        let own = |(who, _): &&(String, Day)| functions::same_person(who, name);
        self.left.iter().filter(gone).find(own).map(|(_, on)| *on)
    }
}

/// Another partnership on the register, as far as a form may look at it.
#[derive(Clone, Debug, Default)]
pub struct Neighbour {
    /// Its reference.
    pub reference: String,
    /// Is it known from a register copy alone?
    pub copied: bool,
    /// Its name.
    pub name: String,
    /// Is it running?
    pub active: bool,
    /// Its lead and our representatives.
    pub people: Vec<String>,
    /// Hours a month that each of them gives to it.
    pub hours: f64,
    /// The partners' names.
    pub partners: Vec<String>,
    /// Its anticipated value in pence.
    pub value: i64,
    /// When it was proposed, or put on the register.
    pub proposed: Option<Day>,
}

/// The partnerships on the register, as far as forms may look at them: found by reference, person and partner.
#[derive(Clone, Debug, Default)]
pub struct Neighbours {
    all: BTreeMap<String, Neighbour>,
    of_person: BTreeMap<String, BTreeSet<String>>,
    of_partner: BTreeMap<String, BTreeSet<String>>,
}

impl Neighbours {
    /// Puts a partnership in the place of what was known of it.
    pub fn set(&mut self, neighbour: Neighbour) {
        let reference = neighbour.reference.clone();
        self.remove(&reference);
        note(&mut self.of_person, &neighbour.people, &reference);
        note(&mut self.of_partner, &neighbour.partners, &reference);
        self.all.insert(reference, neighbour);
    }

    /// Takes one out, by its reference.
    pub fn remove(&mut self, reference: &str) {
        if let Some(before) = self.all.remove(reference) {
            forget(&mut self.of_person, &before.people, reference);
            forget(&mut self.of_partner, &before.partners, reference);
        }
    }

    /// Returns one, by its reference.
    pub fn get(&self, reference: &str) -> Option<&Neighbour> {
        self.all.get(reference)
    }

    /// Returns all, in order of their references.
    pub fn iter(&self) -> impl Iterator<Item = &Neighbour> {
        self.all.values()
    }

    /// Returns those that are known from a register copy alone.
    pub fn copied(&self) -> impl Iterator<Item = &Neighbour> {
        self.iter().filter(|one| one.copied)
    }

    /// Returns those a person leads or attends.
    pub fn of_person(&self, name: &str) -> impl Iterator<Item = &Neighbour> {
        let references = self.of_person.get(&plain_name(name));
        references.into_iter().flatten().filter_map(|reference| self.all.get(reference))
    }

    /// Returns those that have any of these partners, each once.
    pub fn of_partners<'a>(&'a self, names: &[String]) -> impl Iterator<Item = &'a Neighbour> {
        let each = names.iter().filter_map(|name| self.of_partner.get(&plain_name(name)));
        let references: BTreeSet<&String> = each.flatten().collect();
        references.into_iter().filter_map(|reference| self.all.get(reference))
    }
}

fn note(index: &mut BTreeMap<String, BTreeSet<String>>, names: &[String], reference: &str) {
    for name in names {
        index.entry(plain_name(name)).or_default().insert(reference.to_owned());
    }
}

fn forget(index: &mut BTreeMap<String, BTreeSet<String>>, names: &[String], reference: &str) {
    for name in names {
        if let Some(references) = index.get_mut(&plain_name(name)) {
            references.remove(reference);
        }
    }
}

/// Names and functions of an expression. A scope within another sees its names too.
pub struct Scope<'p> {
    context: Context<'p, 'static>,
}

impl Scope<'static> {
    /// Makes a scope without names, with every function.
    pub fn new(world: &Arc<World>) -> Self {
        let mut context = Context::with_env(Arc::clone(super::environment()));
        functions::add_all(&mut context, world);
        Self { context }
    }
}

impl Scope<'_> {
    /// Makes a scope within this one.
    pub fn inner(&self) -> Scope<'_> {
        Scope { context: self.context.new_inner_scope() }
    }

    /// Lets `name`, plain or dotted, stand for `value`.
    pub fn bind(&mut self, name: &str, value: &Known) {
        self.context.add_variable_from_value(name, to_cel(value));
    }

    pub(super) fn context(&self) -> &Context<'_, 'static> {
        &self.context
    }
}

/// Turns a known value into the library's.
pub(super) fn to_cel(value: &Known) -> Value {
    match value {
        Known::Bool(b) => Value::Bool(*b),
        Known::Int(n) => Value::Int(*n),
        Known::Number(n) => Value::Float(*n),
        Known::Text(text) => Value::String(Arc::new(text.clone())),
        Known::List(list) => Value::List(Arc::new(list.iter().map(to_cel).collect())),
        Known::Row(cells) => {
            let map: HashMap<Key, Value> = cells.iter().map(|(k, v)| (Key::from(k.as_str()), to_cel(v))).collect();
            Value::Map(Map { map: Arc::new(map) })
        }
    }
}

/// Turns the library's value into a known one; what we have no use for is unknown.
pub(super) fn from_cel(value: &Value) -> Option<Known> {
    match value {
        Value::Bool(b) => Some(Known::Bool(*b)),
        Value::Int(n) => Some(Known::Int(*n)),
        Value::Float(n) => Some(Known::Number(*n)),
        Value::String(text) => Some(Known::Text(text.as_ref().clone())),
        Value::List(list) => list.iter().map(from_cel).collect::<Option<Vec<_>>>().map(Known::List),
        Value::Map(map) => {
            let mut cells = BTreeMap::new();
            #[expect(clippy::iter_over_hash_type, reason = "goes into an ordered map")]
            for (key, value) in map.map.iter() {
                if let Key::String(name) = key {
                    cells.insert(name.as_ref().clone(), from_cel(value)?);
                }
            }
            Some(Known::Row(cells))
        }
        Value::Function(..) | Value::UInt(_) | Value::Bytes(_) | Value::Opaque(_) | Value::Struct(_) | Value::Null => {
            None
        }
    }
}
