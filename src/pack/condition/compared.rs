//! What is compared or reckoned together must go together; what was meant where it does not.

use super::typing::{Names, Type, path_of};
use cel::common::ast::{CallExpr, Expr, LiteralValue};
use cel::parser::Expression as Node;

/// A literal compared with a choice must be one of its codes, and with a date, a date.
pub(super) fn compare(with: &Type, literal: &Node, faults: &mut Vec<String>) {
    let Expr::Literal(LiteralValue::String(text)) = &literal.expr else { return };
    let text = text.inner();
    match with {
        Type::Code(labels) if !labels.iter().any(|(code, _)| code == text) => {
            let codes: Vec<&str> = labels.iter().map(|(code, _)| code.as_str()).collect();
            let near = crate::pack::finding::nearest(text, codes.iter().copied());
            faults.push(match near {
                Some(near) => format!("“{text}” is not one of the codes; did you mean “{near}”?"),
                None if codes.is_empty() => {
                    format!("“{text}” is compared with a choice that has no options; give it some, or compare another")
                }
                None => format!("“{text}” is not one of the codes; the codes are {}", codes.join(", ")),
            });
        }
        Type::Date if crate::model::day::Day::parse_iso(text).is_none() => {
            let is_written_so = text.len() == 10 && text.chars().filter(|c| *c == '-').count() == 2;
            faults.push(if is_written_so {
                format!("there is no such day as “{text}”")
            } else {
                format!("“{text}” is compared with a date; write it as “2026-03-31”")
            });
        }
        Type::Bool => faults.push(format!("“{text}” is text, but is compared with a yes or no; write true or false")),
        Type::Int | Type::Money | Type::Number => {
            faults
                .push(format!("“{text}” is text, but is compared with {}; take its quotation marks out", with.words()));
        }
        Type::Any | Type::Text | Type::Date | Type::Code(_) | Type::List(_) | Type::Row(_) => {}
    }
}

/// A code that is compared with stands in quotation marks.
pub(super) fn bare_code(with: &Type, node: &Node, names: &Names, faults: &mut Vec<String>) {
    let Expr::Ident(name) = &node.expr else { return };
    let says = match with {
        Type::Code(labels) if labels.iter().any(|(code, _)| code == name) => {
            format!("“{name}” is a code; put it in single quotation marks, '{name}'")
        }
        Type::Bool if name == "yes" || name == "no" => "yes is written true in a condition, and no false".to_owned(),
        Type::Any
        | Type::Bool
        | Type::Int
        | Type::Money
        | Type::Number
        | Type::Text
        | Type::Date
        | Type::Code(_)
        | Type::List(_)
        | Type::Row(_) => return,
    };
    if names.find(&[name]).is_none() {
        faults.retain(|fault| !fault.starts_with(&format!("“{name}” is not the name")));
        faults.push(says);
    }
}

/// Says which argument is a text of the policy, where a number was meant.
pub(super) fn text_of_policy(call: &CallExpr, args: &[Type]) -> String {
    let texts =
        call.args.iter().zip(args).filter(|(_, of)| **of == Type::Text).filter_map(|(arg, _)| path_of(&arg.expr));
    let name = texts.map(|path| path.join(".")).find(|name| name.starts_with("policy."));
    name.map_or(String::new(), |name| {
        format!("; {name} is a text in policy.toml: write a number there, or an amount as \"£100.00\"")
    })
}

/// Adds a hint to the faults that something notes.
pub(super) fn with_hint(faults: &mut Vec<String>, hint: &str, note: impl FnOnce(&mut Vec<String>)) {
    let before = faults.len();
    note(faults);
    faults.iter_mut().skip(before).for_each(|fault| fault.push_str(hint));
}

/// Whole and decimal numbers do not mix.
pub(super) fn mixed(left: &Type, right: &Type, faults: &mut Vec<String>) {
    let whole = |of: &Type| matches!(of, Type::Int | Type::Money);
    if (whole(left) && *right == Type::Number) || (whole(right) && *left == Type::Number) {
        faults.push(
            "a whole number and a number with decimals do not mix; put double( ) around the whole one".to_owned(),
        );
    }
    let other = |of: &Type| matches!(of, Type::Bool | Type::Text | Type::Date | Type::Code(_));
    if (other(left) && (whole(right) || *right == Type::Number))
        || (other(right) && (whole(left) || *left == Type::Number))
    {
        faults.push(format!("{} and {} cannot be compared or added", left.words(), right.words()));
    }
}
