//! Conditions, checks and computed values: the only place that knows the CEL library.
//!
//! An [`Expression`] is parsed and typed once, when the pack is loaded. Working
//! it out in a [`Scope`] gives a value, or [`Outcome::Unknown`] where a name it
//! needs stands for nothing (`schema.md` 2.3).

mod compared;
mod functions;
mod near;
mod scope;
mod signature;
mod template;
mod typing;
mod unread;

pub use crate::model::known::{Known, names_of};
pub use functions::{plain_name, same_person};
pub use near::Near;
pub use scope::{Neighbour, Neighbours, Scope, World};
pub use template::{Template, write_known};
pub use typing::{Labels, Names, Type};

use cel::common::ast::{CallExpr, Expr, IdedExpr, ListExpr, LiteralValue, operators};
use cel::parser::{Expression as Node, Macro, MacroExprHelper, ParseError};
use cel::{Env, ExecutionError, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};
use unread::unreadable;

/// One expression of a pack.
#[derive(Clone)]
pub struct Expression {
    source: String,
    node: Node,
    gives: Type,
    names: BTreeSet<String>,
}

/// What an expression comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// A value.
    Known(Known),
    /// A name it needs stands for nothing.
    Unknown,
    /// A fault of the pack, in the library's words.
    Fault(String),
}

impl Expression {
    /// Parses and types an expression.
    ///
    /// # Errors
    ///
    /// Every fault found, as sentences for the pack's author.
    pub fn parse(source: &str, names: &Names) -> Result<Self, Vec<String>> {
        let mut node = environment().parser().parse(source).map_err(|errors| vec![unreadable(source, &errors)])?;
        substitute(&mut node, &names.defines, 0);
        let mut faults = Vec::new();
        let mut used = BTreeSet::new();
        let gives = typing::type_of(&node, names, &mut used, &mut faults);
        if faults.is_empty() { Ok(Self { source: source.to_owned(), node, gives, names: used }) } else { Err(faults) }
    }

    /// Parses a shorthand of `[define]`, which may use those before it.
    pub(super) fn parse_define(source: &str) -> Result<Node, String> {
        environment().parser().parse(source).map_err(|errors| unreadable(source, &errors))
    }

    /// Returns the text it was parsed from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Returns the type of its value, as far as the loader can tell.
    pub fn gives(&self) -> &Type {
        &self.gives
    }

    /// Returns the names it mentions, dotted ones whole.
    pub fn names(&self) -> &BTreeSet<String> {
        &self.names
    }

    /// Works it out.
    pub fn evaluate(&self, scope: &Scope<'_>) -> Outcome {
        match Value::resolve(&self.node, scope.context()) {
            Ok(value) => scope::from_cel(&value).map_or(Outcome::Unknown, Outcome::Known),
            Err(
                ExecutionError::UndeclaredReference(_)
                | ExecutionError::NoSuchKey(_)
                | ExecutionError::IndexOutOfBounds(_),
            ) => Outcome::Unknown,
            Err(ExecutionError::NoSuchOverload(overload)) if overload.function() == "_._" => Outcome::Unknown,
            Err(error) => Outcome::Fault(format!("“{}”: {error}", self.source)),
        }
    }

    /// Works it out to a value; unknown and faults give `None`.
    pub fn value(&self, scope: &Scope<'_>) -> Option<Known> {
        match self.evaluate(scope) {
            Outcome::Known(value) => Some(value),
            Outcome::Unknown | Outcome::Fault(_) => None,
        }
    }

    /// Works out a condition: is it known and true?
    pub fn holds(&self, scope: &Scope<'_>) -> bool {
        self.value(scope).and_then(|value| value.as_bool()) == Some(true)
    }

    /// Works out a check: is it known and false?
    pub fn fails(&self, scope: &Scope<'_>) -> bool {
        self.value(scope).and_then(|value| value.as_bool()) == Some(false)
    }
}

impl std::fmt::Debug for Expression {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.source)
    }
}

/// The library's functions, its extensions, and our presence macros.
pub(super) fn environment() -> &'static Arc<Env> {
    static ENVIRONMENT: LazyLock<Arc<Env>> = LazyLock::new(|| {
        let mut env = Env::stdlib().with_optional_support(true);
        for extension in [cel::extensions::lists, cel::extensions::math, cel::extensions::strings] {
            env.add_extension(extension).expect("the library's extensions do not clash");
        }
        for presence in [
            Macro::global("answered", 1, |helper, _, args| Ok(args.pop().map(|e| answered(helper, e)))),
            Macro::global("or", 2, expand_or),
            Macro::global("label", 1, expand_label),
        ] {
            env.add_macro(presence).expect("our macros have names of their own");
        }
        Arc::new(env)
    });
    &ENVIRONMENT
}

fn call(helper: &mut MacroExprHelper<'_>, name: &str, args: Vec<IdedExpr>) -> IdedExpr {
    helper.next_expr(Expr::Call(CallExpr { func_name: name.to_owned(), target: None, args }))
}

/// `answered(e)` becomes `!@not_strictly_false([e] != [e])`: the inner test is
/// false when `e` has a value, and fails, which counts as true, when it has none.
fn answered(helper: &mut MacroExprHelper<'_>, e: IdedExpr) -> IdedExpr {
    let left = helper.next_expr(Expr::List(ListExpr::new(vec![e.clone()])));
    let right = helper.next_expr(Expr::List(ListExpr::new(vec![e])));
    let differs = call(helper, operators::NOT_EQUALS, vec![left, right]);
    let missing = call(helper, operators::NOT_STRICTLY_FALSE, vec![differs]);
    call(helper, operators::LOGICAL_NOT, vec![missing])
}

/// `or(e, d)` becomes `answered(e) ? e : d`.
#[expect(clippy::unnecessary_wraps, reason = "the library's signature for a macro")]
fn expand_or(
    helper: &mut MacroExprHelper<'_>,
    _: &mut Option<IdedExpr>,
    args: &mut Vec<IdedExpr>,
) -> Result<Option<IdedExpr>, ParseError> {
    let (Some(d), Some(e)) = (args.pop(), args.pop()) else { return Ok(None) };
    let test = answered(helper, e.clone());
    Ok(Some(call(helper, operators::CONDITIONAL, vec![test, e, d])))
}

/// `label(q)` becomes `label("q", q)`, so that the function knows whose code it is.
fn expand_label(
    helper: &mut MacroExprHelper<'_>,
    _: &mut Option<IdedExpr>,
    args: &mut Vec<IdedExpr>,
) -> Result<Option<IdedExpr>, ParseError> {
    let Some(e) = args.pop() else { return Ok(None) };
    let Some(path) = typing::path_of(&e.expr) else {
        return Err(helper.new_error(e.id, "label() takes the name of a question"));
    };
    let name = helper.next_expr(Expr::Literal(LiteralValue::String(path.join(".").into())));
    Ok(Some(call(helper, "label", vec![name, e])))
}

/// Puts the shorthands of `[define]` in the place of their names.
fn substitute(node: &mut Node, defines: &BTreeMap<String, Node>, depth: usize) {
    if let Expr::Ident(name) = &node.expr
        && depth < 20
        && let Some(defined) = defines.get(name)
    {
        node.expr = defined.expr.clone();
        return substitute(node, defines, depth + 1);
    }
    for child in typing::children_mut(&mut node.expr) {
        substitute(child, defines, depth);
    }
}
