//! Types of names and expressions. The library does not check them, so the loader does.

use super::compared::{bare_code, compare, mixed, text_of_policy, with_hint};
use cel::common::ast::{CallExpr, ComprehensionExpr, EntryExpr, Expr, LiteralValue, operators};
use cel::parser::Expression as Node;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// The codes of a choice with their labels.
pub type Labels = Arc<Vec<(String, String)>>;

/// The type of a value, as far as the loader can tell.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// Anything.
    Any,
    /// True or false.
    Bool,
    /// A whole number.
    Int,
    /// Pence.
    Money,
    /// A number with decimals.
    Number,
    /// Words.
    Text,
    /// A date.
    Date,
    /// One of these codes.
    Code(Labels),
    /// Several values.
    List(Box<Type>),
    /// A row: cells by name.
    Row(Arc<BTreeMap<String, Type>>),
}

/// The names an expression may mention.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The names of the whole pack, shared by all of its expressions.
    pack: Arc<PackNames>,
    /// Names of one place more: of a row, or of a step through a list.
    local: BTreeMap<String, Type>,
}

/// The names every expression of a pack may mention.
#[derive(Clone, Debug, Default)]
pub struct PackNames {
    /// Types by name, plain or dotted.
    pub types: BTreeMap<String, Type>,
    /// Names that never change in a pack, written into texts when it is loaded.
    pub constants: BTreeMap<String, String>,
    /// The forms of the pack.
    pub forms: Vec<String>,
    /// The shorthands of `[define]`.
    pub(super) defines: BTreeMap<String, Node>,
}

impl Names {
    /// Returns these names and some more.
    #[must_use]
    pub fn with(&self, more: impl IntoIterator<Item = (String, Type)>) -> Self {
        let mut names = self.clone();
        names.local.extend(more);
        names
    }

    /// Returns the type of a name: of the place first, then of the pack.
    fn type_of(&self, name: &str) -> Option<&Type> {
        self.local.get(name).or_else(|| self.pack.types.get(name))
    }

    /// Adds a shorthand.
    ///
    /// # Errors
    ///
    /// A sentence, if it cannot be read.
    pub fn define(&mut self, name: &str, source: &str) -> Result<(), String> {
        let node = super::Expression::parse_define(source)?;
        self.defines.insert(name.to_owned(), node);
        Ok(())
    }

    /// Returns the shorthands that use themselves, directly or in a ring.
    pub fn rings(&self) -> Vec<String> {
        let uses = |name: &str| {
            let mut found = BTreeSet::new();
            if let Some(node) = self.defines.get(name) {
                idents(&node.expr, &mut found);
            }
            found.retain(|used| self.defines.contains_key(used));
            found
        };
        let reaches_itself = |name: &&String| {
            let (mut seen, mut open) = (BTreeSet::new(), uses(name));
            while let Some(next) = open.pop_first() {
                if next == **name {
                    return true;
                }
                if seen.insert(next.clone()) {
                    open.extend(uses(&next));
                }
            }
            false
        };
        self.defines.keys().filter(reaches_itself).cloned().collect()
    }

    pub(super) fn find(&self, path: &[&str]) -> Option<(Type, usize)> {
        (1..=path.len()).rev().find_map(|len| {
            let name = path.get(..len)?.join(".");
            self.type_of(&name).map(|found| (found.clone(), len))
        })
    }

    fn nearest(&self, name: &str) -> Option<&str> {
        let names = self.local.keys().chain(self.types.keys()).chain(self.defines.keys()).map(String::as_str);
        crate::pack::finding::nearest(name, names)
    }
}

impl Deref for Names {
    type Target = PackNames;

    fn deref(&self) -> &PackNames {
        &self.pack
    }
}

impl DerefMut for Names {
    fn deref_mut(&mut self) -> &mut PackNames {
        Arc::make_mut(&mut self.pack)
    }
}

fn idents(expr: &Expr, found: &mut BTreeSet<String>) {
    if let Expr::Ident(name) = expr {
        found.insert(name.clone());
    }
    for child in children(expr) {
        idents(&child.expr, found);
    }
}

/// Returns `["a", "b"]` for `a.b`, and nothing for other expressions.
pub(super) fn path_of(expr: &Expr) -> Option<Vec<&str>> {
    if let Expr::Ident(name) = expr {
        return Some(vec![name]);
    }
    let Expr::Select(select) = expr else { return None };
    let mut path = path_of(&select.operand.expr).filter(|_| !select.test)?;
    path.push(&select.field);
    Some(path)
}

/// Returns the expressions directly within one.
pub(super) fn children(expr: &Expr) -> Vec<&Node> {
    match expr {
        Expr::Unspecified | Expr::Ident(_) | Expr::Literal(_) => vec![],
        Expr::Call(call) => call.target.as_deref().into_iter().chain(&call.args).collect(),
        Expr::Comprehension(c) => vec![&c.iter_range, &c.accu_init, &c.loop_cond, &c.loop_step, &c.result],
        Expr::List(list) => list.elements.iter().collect(),
        Expr::Select(select) => vec![&select.operand],
        Expr::Map(map) => map.entries.iter().flat_map(|entry| entry_parts(&entry.expr)).collect(),
        Expr::Struct(made) => made.entries.iter().flat_map(|entry| entry_parts(&entry.expr)).collect(),
    }
}

fn entry_parts(entry: &EntryExpr) -> Vec<&Node> {
    match entry {
        EntryExpr::MapEntry(entry) => vec![&entry.key, &entry.value],
        EntryExpr::StructField(field) => vec![&field.value],
    }
}

/// The same, to change them.
pub(super) fn children_mut(expr: &mut Expr) -> Vec<&mut Node> {
    match expr {
        Expr::Unspecified | Expr::Ident(_) | Expr::Literal(_) | Expr::Struct(_) => vec![],
        Expr::Call(call) => call.target.as_deref_mut().into_iter().chain(&mut call.args).collect(),
        Expr::Comprehension(c) => {
            vec![&mut c.iter_range, &mut c.accu_init, &mut c.loop_cond, &mut c.loop_step, &mut c.result]
        }
        Expr::List(list) => list.elements.iter_mut().collect(),
        Expr::Select(select) => vec![&mut select.operand],
        Expr::Map(map) => map
            .entries
            .iter_mut()
            .flat_map(|entry| match &mut entry.expr {
                EntryExpr::MapEntry(entry) => vec![&mut entry.key, &mut entry.value],
                EntryExpr::StructField(field) => vec![&mut field.value],
            })
            .collect(),
    }
}

/// Types an expression; notes the names it uses and the faults it has.
pub(super) fn type_of(node: &Node, names: &Names, used: &mut BTreeSet<String>, faults: &mut Vec<String>) -> Type {
    if let Some(path) = path_of(&node.expr) {
        return type_of_path(&path, names, used, faults);
    }
    match &node.expr {
        Expr::Unspecified | Expr::Ident(_) | Expr::Map(_) | Expr::Struct(_) => Type::Any,
        Expr::Literal(literal) => type_of_literal(literal),
        Expr::Select(select) => {
            let operand = type_of(&select.operand, names, used, faults);
            if select.test { Type::Bool } else { field_of(&operand, &select.field) }
        }
        Expr::List(list) => {
            let types: Vec<Type> = list.elements.iter().map(|item| type_of(item, names, used, faults)).collect();
            Type::List(Box::new(types.into_iter().next().unwrap_or(Type::Any)))
        }
        Expr::Comprehension(c) => type_of_comprehension(c, names, used, faults),
        Expr::Call(call) => type_of_call(call, names, used, faults),
    }
}

fn type_of_path(path: &[&str], names: &Names, used: &mut BTreeSet<String>, faults: &mut Vec<String>) -> Type {
    let whole = path.join(".");
    let Some((found, len)) = names.find(path) else {
        let near = names.nearest(&whole).or_else(|| names.nearest(path.first().copied().unwrap_or_default()));
        let hint = near.map_or_else(
            || "; if it was renamed, write its new id here".to_owned(),
            |near| format!("; did you mean “{near}”?"),
        );
        faults.push(format!("“{whole}” is not the name of a question, fact or column{hint}"));
        return Type::Any;
    };
    used.insert(path.get(..len).unwrap_or_default().join("."));
    let rest = path.get(len..).unwrap_or_default();
    if has_fields(&found, rest) {
        return rest.iter().fold(found, |of, field| field_of(&of, field));
    }
    let cells = cells_of(&found).map(|cells| cells.keys().map(String::as_str).collect::<Vec<_>>());
    let last = rest.first().copied().unwrap_or_default();
    let prefix = path.get(..len).unwrap_or_default().join(".");
    let near = match &cells {
        Some(cells) => {
            crate::pack::finding::nearest(last, cells.iter().copied()).map(|near| format!("{prefix}.{near}"))
        }
        None => names.nearest(&whole).filter(|near| near.contains('.')).map(str::to_owned),
    };
    let hint = near.map_or(String::new(), |near| format!("; did you mean “{near}”?"));
    faults.push(format!("“{prefix}” has nothing called “{}”{hint}", rest.join(".")));
    Type::Any
}

/// Returns the cells of a row, or of each row of a list.
fn cells_of(of: &Type) -> Option<&BTreeMap<String, Type>> {
    match of {
        Type::Row(cells) => Some(cells),
        Type::List(item) => cells_of(item),
        Type::Any | Type::Bool | Type::Int | Type::Money | Type::Number | Type::Text | Type::Date | Type::Code(_) => {
            None
        }
    }
}

/// Can these fields follow a value? A cell's own fields have dotted names: `lead.post`.
fn has_fields(of: &Type, fields: &[&str]) -> bool {
    let Some(first) = fields.first() else { return true };
    match of {
        Type::Any => true,
        Type::Row(cells) => {
            cells.contains_key(&fields.join("."))
                || cells.get(*first).is_some_and(|cell| has_fields(cell, fields.get(1..).unwrap_or_default()))
        }
        Type::List(item) => has_fields(item, fields),
        Type::Bool | Type::Int | Type::Money | Type::Number | Type::Text | Type::Date | Type::Code(_) => false,
    }
}

fn type_of_literal(literal: &LiteralValue) -> Type {
    match literal {
        LiteralValue::Boolean(_) => Type::Bool,
        LiteralValue::Double(_) => Type::Number,
        LiteralValue::Int(_) | LiteralValue::UInt(_) => Type::Int,
        LiteralValue::String(_) | LiteralValue::Bytes(_) => Type::Text,
        LiteralValue::Null => Type::Any,
    }
}

fn field_of(of: &Type, field: &str) -> Type {
    let item = if let Type::List(item) = of { item.as_ref() } else { of };
    let Type::Row(cells) = item else { return Type::Any };
    let cell = cells.get(field).cloned().unwrap_or(Type::Any);
    if matches!((of, &cell), (Type::List(_), found) if *found != Type::Any) { Type::List(Box::new(cell)) } else { cell }
}

fn type_of_comprehension(
    c: &ComprehensionExpr,
    names: &Names,
    used: &mut BTreeSet<String>,
    faults: &mut Vec<String>,
) -> Type {
    let range = type_of(&c.iter_range, names, used, faults);
    let item = if let Type::List(item) = range { *item } else { Type::Any };
    if names.type_of(&c.iter_var).is_some() {
        faults.push(format!("the row name “{}” hides another name; use another, such as “r”", c.iter_var));
    }
    let mut inner_used = BTreeSet::new();
    let start = type_of(&c.accu_init, names, &mut inner_used, faults);
    let inner = names.with([(c.iter_var.clone(), item), (c.accu_var.clone(), start)]);
    let step = type_of(&c.loop_step, &inner, &mut inner_used, faults);
    let last = names.with([(c.accu_var.clone(), step)]);
    let result = type_of(&c.result, &last, &mut inner_used, faults);
    inner_used.retain(|name| name != &c.iter_var && name != &c.accu_var);
    used.extend(inner_used);
    result
}

fn type_of_call(call: &CallExpr, names: &Names, used: &mut BTreeSet<String>, faults: &mut Vec<String>) -> Type {
    let target =
        call.target.as_ref().filter(|target| !is_library(target)).map(|target| type_of(target, names, used, faults));
    let args: Vec<Type> = call.args.iter().map(|arg| type_of(arg, names, used, faults)).collect();
    let name = call.func_name.as_str();
    let text = text_of_policy(call, &args);
    with_hint(faults, &text, |faults| super::signature::check(name, &args, faults));
    if let ("form_count" | "due_on" | "overdue", [form]) = (name, call.args.as_slice()) {
        check_form(form, names, faults);
    }
    if let ([left, right], [a, b]) = (args.as_slice(), call.args.as_slice()) {
        if is_comparison(name) {
            let before = faults.len();
            for (with, literal) in [(left, b), (right, a)] {
                compare(with, literal, faults);
                bare_code(with, literal, names, faults);
            }
            if faults.len() == before {
                with_hint(faults, &text, |faults| mixed(left, right, faults));
            }
            return Type::Bool;
        }
        if name == operators::IN {
            if let Expr::List(list) = &b.expr {
                for item in &list.elements {
                    compare(left, item, faults);
                }
            }
            return Type::Bool;
        }
        if let operators::ADD | operators::SUBSTRACT | operators::MULTIPLY | operators::DIVIDE = name {
            with_hint(faults, &text, |faults| mixed(left, right, faults));
            return if let Type::Any = left { right.clone() } else { left.clone() };
        }
    }
    match (name, args.as_slice()) {
        (operators::CONDITIONAL, [_, yes, no]) => {
            if let Type::Any = yes {
                no.clone()
            } else {
                yes.clone()
            }
        }
        (operators::INDEX | "sum" | "min" | "max" | "worst", [Type::List(item), ..]) => item.as_ref().clone(),
        (operators::NEGATE | "abs" | "greatest" | "least" | "round" | "floor" | "ceil", [of, ..]) => of.clone(),
        ("filter" | "distinct" | "sort" | "slice" | "reverse", _) => target.unwrap_or(Type::Any),
        _ => result_of(name),
    }
}

/// Is this the name of a part of the library, as in `math.abs(x)`?
fn is_library(target: &Node) -> bool {
    matches!(&target.expr, Expr::Ident(name) if name == "math")
}

/// Returns the type a function always gives.
fn result_of(name: &str) -> Type {
    match name {
        operators::LOGICAL_AND
        | operators::LOGICAL_OR
        | operators::LOGICAL_NOT
        | operators::NOT_STRICTLY_FALSE
        | "same_person"
        | "has_left"
        | "meeting_held"
        | "overdue"
        | "contains"
        | "startsWith"
        | "endsWith" => Type::Bool,
        "pence" | "combined_value" => Type::Money,
        "double" | "mean" | "months_between" | "load_hours" => Type::Number,
        "size" | "int" | "days_between" | "year_of" | "month_of" | "band" | "form_count" | "load" => Type::Int,
        "add_days" | "add_months" | "next_date" | "month_end" | "quarter_end" | "due_on" | "left_on" => Type::Date,
        "pounds" | "label" | "date_text" | "fin_year" | "near_name" | "string" | "join" | "trim" | "replace" => {
            Type::Text
        }
        _ => Type::Any,
    }
}

fn is_comparison(name: &str) -> bool {
    matches!(
        name,
        operators::EQUALS
            | operators::NOT_EQUALS
            | operators::LESS
            | operators::LESS_EQUALS
            | operators::GREATER
            | operators::GREATER_EQUALS
    )
}

/// A form named in an expression is one of the pack's.
fn check_form(literal: &Node, names: &Names, faults: &mut Vec<String>) {
    let Expr::Literal(LiteralValue::String(form)) = &literal.expr else { return };
    let form = form.inner();
    if !names.forms.iter().any(|known| known == form) {
        let near = crate::pack::finding::nearest(form, names.forms.iter().map(String::as_str));
        let hint = near.map_or(String::new(), |near| format!("; did you mean “{near}”?"));
        faults.push(format!("there is no form “{form}”{hint}"));
    }
}

impl Type {
    /// Says what a value of the type is: "a date".
    pub fn words(&self) -> &'static str {
        match self {
            Type::Any => "a value",
            Type::Bool => "a yes or no",
            Type::Int => "a whole number",
            Type::Money => "an amount of money",
            Type::Number => "a number",
            Type::Text => "a text",
            Type::Date => "a date",
            Type::Code(_) => "a choice",
            Type::List(_) => "a list",
            Type::Row(_) => "a row",
        }
    }
}
