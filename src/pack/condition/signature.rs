//! What each function takes: the library does not check it before a form is filled in, so the loader does.

use super::typing::Type;

/// What one place of a call takes.
#[derive(Clone, Copy)]
enum Takes {
    Anything,
    List,
    /// A whole number or money.
    Whole,
    Number,
    Text,
    Date,
}

use Takes::{Anything, Date, List, Number, Text, Whole};

/// Our functions with what they take.
const OURS: &[(&str, &[Takes])] = &[
    ("add_days", &[Date, Whole]),
    ("add_months", &[Date, Whole]),
    ("answered", &[Anything]),
    ("band", &[Whole]),
    ("combined_value", &[List, Whole]),
    ("date_text", &[Date]),
    ("days_between", &[Date, Date]),
    ("due_on", &[Text]),
    ("fin_year", &[Date]),
    ("form_count", &[Text]),
    ("has_left", &[Text]),
    ("label", &[Text, Anything]),
    ("left_on", &[Text]),
    ("load", &[Text]),
    ("load_hours", &[Text]),
    ("max", &[List]),
    ("mean", &[List]),
    ("meeting_held", &[Date]),
    ("min", &[List]),
    ("month_end", &[Date]),
    ("month_of", &[Date]),
    ("months_between", &[Date, Date]),
    ("near_name", &[Text]),
    ("next_date", &[Date, Whole, Whole]),
    ("overdue", &[Text]),
    ("pence", &[Number]),
    ("pounds", &[Whole]),
    ("quarter_end", &[Date]),
    ("same_person", &[Text, Text]),
    ("sum", &[List]),
    ("worst", &[List, List]),
    ("year_of", &[Date]),
];

/// The library's functions that packs use; what they take differs from place to place.
const LIBRARY: &[&str] = &[
    "abs",
    "bool",
    "ceil",
    "charAt",
    "contains",
    "distinct",
    "double",
    "endsWith",
    "first",
    "flatten",
    "floor",
    "format",
    "greatest",
    "hasValue",
    "indexOf",
    "int",
    "isFinite",
    "isInf",
    "isNaN",
    "join",
    "last",
    "lastIndexOf",
    "least",
    "lowerAscii",
    "none",
    "of",
    "optional",
    "or",
    "orValue",
    "quote",
    "range",
    "replace",
    "reverse",
    "round",
    "sign",
    "size",
    "slice",
    "sort",
    "sortBy",
    "split",
    "startsWith",
    "string",
    "substring",
    "trim",
    "trunc",
    "upperAscii",
    "value",
];

/// Notes a function that is not there, or does not take what it is given.
pub(super) fn check(name: &str, given: &[Type], faults: &mut Vec<String>) {
    let is_operator = !name.starts_with(|c: char| c.is_ascii_alphabetic()) || name.contains('@');
    let Some((_, takes)) = OURS.iter().find(|(ours, _)| *ours == name) else {
        if !is_operator && !LIBRARY.contains(&name) {
            let known = OURS.iter().map(|(ours, _)| *ours).chain(LIBRARY.iter().copied());
            let near = crate::pack::finding::nearest(name, known);
            let hint = near.map_or(String::new(), |near| format!("; did you mean “{near}”?"));
            faults.push(format!("there is no function “{name}”{hint}"));
        }
        return;
    };
    // `label(q)` has become `label("q", q)`.
    let hidden = usize::from(name == "label" && given.len() == takes.len());
    let wanted: Vec<&str> = takes.iter().skip(usize::from(name == "label")).map(|takes| takes.words()).collect();
    if given.len() != takes.len() {
        let count = if given.len() == 1 { "one value".to_owned() } else { format!("{} values", given.len()) };
        faults.push(format!("“{name}” is given {count}; it takes {}", wanted.join(", then ")));
        return;
    }
    for (takes, given) in takes.iter().zip(given).skip(hidden) {
        if !takes.fits(given) {
            faults.push(format!("“{name}” is given {} where it takes {}", given.words(), takes.words()));
        }
    }
}

impl Takes {
    fn words(self) -> &'static str {
        match self {
            Anything => "a value",
            List => "a list",
            Whole => "a whole number",
            Number => "a number",
            Text => "a text",
            Date => "a date",
        }
    }

    fn fits(self, given: &Type) -> bool {
        match (self, given) {
            (Anything, _) | (_, Type::Any) => true,
            (List, of) => matches!(of, Type::List(_)),
            (Whole, of) => matches!(of, Type::Int | Type::Money),
            (Number, of) => matches!(of, Type::Int | Type::Money | Type::Number),
            (Text, of) => matches!(of, Type::Text | Type::Code(_)),
            // A date may be written as text: "2026-03-31".
            (Date, of) => matches!(of, Type::Date | Type::Text),
        }
    }
}
