//! One question or column: the common keys, and those of its kind.

use super::condition::{Expression, Names, Type};
use super::form::{
    Check, ChecklistKind, Computed, GradedKind, Kind, Last, Level, Limit, Na, Options, Origin, PersonKind, Print,
    Question, ResultKind, Scale, SignatureKind, TextFormat,
};
use super::load::{compile, expression, language, leak, load_choices, template, unknown};
use super::load_form::{Context, one_of, optional_template};
use super::load_table::load_table;
use super::source::{Lined, Table};
use super::{names, sense};
use crate::model::answer::Grade;
use crate::model::fact::{FACTS, FactKind};
use crate::model::text::{MAX_LONG_TEXT, MAX_TEXT};

/// Every key a question or column may have; one that was not asked for belongs to another kind.
const KEYS: &[&str] = &[
    "source",
    "min",
    "max",
    "step",
    "min_chars",
    "max_chars",
    "none_ok",
    "format",
    "nil",
    "comment_for",
    "na",
    "list",
    "option",
    "options_from",
    "option_when",
    "tick",
    "evidence_for",
    "scale",
    "column",
    "min_rows",
    "max_rows",
    "rows",
    "row",
    "seed",
    "unique",
    "label",
    "total",
    "remove",
    "register_rows",
    "row_checks",
    "dates",
    "fields",
    "all",
    "role",
    "reference",
    "many",
    "other",
    "value",
    "result",
    "quiet",
    "cell",
    "locked",
    "corrects",
    "opens",
    "feeds",
    "register",
    "clears",
    "from",
    "last",
    "starter",
    "within",
    "only",
    "more",
    "fresh",
    "number",
];

pub(super) fn load_question(raw: &Table<'_>, context: &Context<'_>, is_column: bool) -> Question {
    let id = raw.required("id");
    check_id(raw, &id.text, id.line);
    let kind_name = raw.required("kind");
    let row_names = context.names.with(names::row_names(raw, context.lists));
    let kind = load_kind(raw, &kind_name.text, kind_name.line, context);
    raw.required("ask");
    let checks = load_checks(raw, "checks", context.names, load_check(raw, context.names));
    let (min_chars, max_chars) = load_chars(raw, &kind);
    let takes_limits =
        matches!(kind, Kind::Integer(_) | Kind::Number(_) | Kind::Money(_) | Kind::Date | Kind::ManyOf(..));
    let mut question = Question {
        id: id.text.clone().into(),
        number: if is_column { String::new() } else { raw.text("number") },
        ask: template(raw, "ask", context.names),
        help: template(raw, "help", context.names),
        clause: raw.text("clause"),
        source: raw.text("source"),
        language: if is_column { String::new() } else { language(raw) },
        required: raw.flag("required", false),
        required_when: condition(raw, "required_when", context.names),
        show_when: condition(raw, "show_when", context.names),
        only: if is_column { String::new() } else { raw.text("only") },
        more: !is_column && raw.flag("more", false),
        within: if is_column { None } else { raw.lined("within").map(|lined| lined.text.into()) },
        checks,
        missing: optional_template(raw, "else", context.names),
        also: raw.texts("also").into_iter().map(|also| also.text).collect(),
        from: load_origins(raw, context.names),
        last: one_of(raw, "last", &[("", Last::No), ("prefill", Last::Prefill), ("beside", Last::Beside)]),
        fresh: !is_column && raw.flag("fresh", false),
        starter: template(raw, "starter", context.names),
        feeds: load_feeds(raw, &kind, is_column),
        register: load_register(raw, context),
        opens: if is_column { vec![] } else { super::load_opens::load_opens(raw, &kind, context) },
        clears: !is_column && load_clears(raw),
        min: if takes_limits { load_limit(raw, "min", &kind, context.names) } else { None },
        max: if takes_limits { load_limit(raw, "max", &kind, context.names) } else { None },
        step: if matches!(kind, Kind::Number(_)) { raw.number("step") } else { None },
        min_chars,
        max_chars,
        none_ok: raw.flag("none_ok", false),
        print: load_print(raw),
        cell: vec![],
        locked: false,
        corrects: false,
        kind,
    };
    if let Kind::Table(table) = &mut question.kind {
        table.row_checks = load_checks(raw, "row_checks", &row_names, vec![]);
    }
    sense::check_limits(raw, &question);
    if is_column {
        load_column_keys(raw, context.names, &mut question);
    }
    if KINDS.contains(&kind_name.text.as_str()) {
        raw.finish(&format!("kind {}", kind_name.text), KEYS);
    } else {
        raw.finish_loosely("a question", KEYS);
    }
    question
}

pub(super) fn check_id(raw: &Table<'_>, id: &str, line: usize) {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let is_id = id.chars().all(plain) && id.starts_with(|c: char| c.is_ascii_lowercase());
    if !id.is_empty() && !is_id {
        raw.find(line, format!("“{id}” is not an id; write small letters, digits and _ only, a letter first"));
    }
}

/// An expression that must come to yes or no.
pub(super) fn condition<'a>(raw: &Table<'a>, key: &'a str, names: &Names) -> Option<Expression> {
    let found = expression(raw, key, names)?;
    if !matches!(found.gives(), Type::Bool | Type::Any) {
        let line = raw.lined(key).map_or(raw.line, |lined| lined.line);
        raw.find(line, format!("“{key}” must come to yes or no; compare it with something"));
    }
    Some(found)
}

fn load_column_keys(raw: &Table<'_>, names: &Names, column: &mut Question) {
    column.locked = raw.flag("locked", false);
    column.corrects = raw.flag("corrects", false);
    let Some(cells) = raw.table("cell") else { return };
    let names = names.with([("src".to_owned(), Type::Any)]);
    for key in cells.keys() {
        let source: &'static str = leak(key.text);
        if let Some(value) = expression(&cells, source, &names) {
            column.cell.push((source.to_owned(), value));
        }
    }
}

/// `check` with `else`, as the first of the checks.
fn load_check(raw: &Table<'_>, names: &Names) -> Vec<Check> {
    let Some(holds) = condition(raw, "check", names) else { return vec![] };
    raw.required("else");
    vec![Check { holds, says: template(raw, "else", names), level: Level::Error }]
}

fn load_checks<'a>(raw: &Table<'a>, key: &'a str, names: &Names, mut checks: Vec<Check>) -> Vec<Check> {
    for check in raw.tables(key) {
        check.required("check");
        check.required("else");
        let level = one_of(&check, "level", &[("error", Level::Error), ("warn", Level::Warn), ("stop", Level::Stop)]);
        if let Some(holds) = condition(&check, "check", names) {
            checks.push(Check { holds, says: template(&check, "else", names), level });
        }
        check.finish("a check", &[]);
    }
    checks
}

fn load_chars(raw: &Table<'_>, kind: &Kind) -> (usize, usize) {
    if !matches!(kind, Kind::Text(..) | Kind::LongText) {
        return (0, MAX_LONG_TEXT);
    }
    let most = if matches!(kind, Kind::LongText) { MAX_LONG_TEXT } else { MAX_TEXT };
    let max = raw.size("max_chars").unwrap_or(most);
    if max > most {
        raw.find(raw.line, format!("max_chars is {max}; the most for this kind is {most}"));
    }
    (raw.size("min_chars").unwrap_or(0), max)
}

fn load_origins(raw: &Table<'_>, names: &Names) -> Vec<Origin> {
    let origins = raw.texts("from");
    origins
        .into_iter()
        .filter_map(|lined| {
            compile(raw, &lined.text, lined.line, names).map(|value| Origin { name: lined.text, value })
        })
        .collect()
}

fn load_feeds(raw: &Table<'_>, kind: &Kind, is_column: bool) -> Option<String> {
    let fact = raw.lined("feeds")?;
    if is_column {
        return Some(fact.text);
    }
    let Some((_, takes)) = FACTS.iter().find(|(name, _)| *name == fact.text) else {
        raw.find(fact.line, unknown("fact", &fact.text, FACTS.iter().map(|(name, _)| *name)));
        return None;
    };
    if !fits(kind, *takes) {
        raw.find(fact.line, format!("kind {} cannot feed the fact “{}”", kind.name(), fact.text));
    }
    Some(fact.text)
}

fn fits(kind: &Kind, fact: FactKind) -> bool {
    let result = if let Kind::Computed(computed) = kind { Some(computed.result) } else { None };
    match fact {
        FactKind::Money => matches!(kind, Kind::Money(_)) || result == Some(ResultKind::Money),
        FactKind::Date => matches!(kind, Kind::Date) || result == Some(ResultKind::Date),
        FactKind::Code => matches!(kind, Kind::OneOf(_) | Kind::Graded(_)) || result == Some(ResultKind::Text),
        FactKind::Codes => matches!(kind, Kind::ManyOf(..)),
        FactKind::YesNo => matches!(kind, Kind::YesNo) || result == Some(ResultKind::YesNo),
        FactKind::Integer => matches!(kind, Kind::Integer(_) | Kind::Risk(_)) || result == Some(ResultKind::Integer),
        FactKind::Number => matches!(kind, Kind::Number(_)) || result == Some(ResultKind::Number),
        FactKind::Text => matches!(kind, Kind::Text(..) | Kind::LongText) || result == Some(ResultKind::Text),
        FactKind::Person => matches!(kind, Kind::Person(_)),
        FactKind::Rows => matches!(kind, Kind::Table(_) | Kind::Rating(_)),
    }
}

fn load_register(raw: &Table<'_>, context: &Context<'_>) -> Option<String> {
    let column = raw.lined("register")?;
    if !context.columns.iter().any(|known| known.id == column.text) {
        raw.find(column.line, unknown("register column", &column.text, context.columns.iter().map(|c| c.id.as_str())));
    }
    Some(column.text)
}

/// Is its register column emptied where it is not asked?
fn load_clears(raw: &Table<'_>) -> bool {
    let clears = raw.flag("clears", false);
    if clears && !raw.has("register") {
        let line = raw.keys().iter().find(|key| key.text == "clears").map_or(raw.line, |key| key.line);
        let says = "“clears” empties a register column, but there is no “register”; name the column, or take it out";
        raw.find(line, says);
    }
    clears
}

fn load_limit<'a>(raw: &Table<'a>, key: &'a str, kind: &Kind, names: &Names) -> Option<Limit> {
    if matches!(kind, Kind::Date) {
        return expression(raw, key, names).map(Limit::Date);
    }
    raw.number(key).map(|n| Limit::Number(if matches!(kind, Kind::Money(_)) { n * 100.0 } else { n }))
}

fn load_print(raw: &Table<'_>) -> Print {
    if raw.is_flag("print") {
        return Print { hidden: !raw.flag("print", true), ..Print::default() };
    }
    let Some(hints) = raw.table("print") else { return Print::default() };
    let print = Print {
        hidden: false,
        lines: hints.integer("lines"),
        columns: hints.integer("columns"),
        keep: hints.flag("keep", false),
        landscape: hints.flag("landscape", false),
        wide: hints.integer("wide"),
    };
    hints.finish("print", &[]);
    print
}

const KINDS: [&str; 20] = [
    "text",
    "long_text",
    "integer",
    "number",
    "money",
    "date",
    "yes_no",
    "graded",
    "one_of",
    "many_of",
    "rating",
    "risk",
    "table",
    "checklist",
    "person",
    "signature",
    "document",
    "partnership",
    "computed",
    "note",
];

fn load_kind(raw: &Table<'_>, name: &str, line: usize, context: &Context<'_>) -> Kind {
    match name {
        "text" => {
            let formats = [("", TextFormat::Plain), ("email", TextFormat::Email), ("phone", TextFormat::Phone)];
            let suggests = raw.has("list") || raw.has("options_from") || raw.has("option");
            Kind::Text(one_of(raw, "format", &formats), suggests.then(|| load_options(raw, context)))
        }
        "long_text" => Kind::LongText,
        "integer" => Kind::Integer(raw.lined("nil").map(|lined| lined.text)),
        "number" => Kind::Number(raw.lined("nil").map(|lined| lined.text)),
        "money" => Kind::Money(raw.lined("nil").map(|lined| lined.text)),
        "date" => Kind::Date,
        "yes_no" => Kind::YesNo,
        "graded" => Kind::Graded(GradedKind { comment_for: load_comment_for(raw), na: load_na(raw, context.names) }),
        "one_of" => Kind::OneOf(load_options(raw, context)),
        "many_of" => Kind::ManyOf(load_options(raw, context), raw.flag("tick", true)),
        "rating" => Kind::Rating(raw.integers("evidence_for").unwrap_or_else(|| vec![1, 2])),
        "risk" => {
            raw.required("scale");
            Kind::Risk(one_of(raw, "scale", &[("likelihood", Scale::Likelihood), ("impact", Scale::Impact)]))
        }
        "table" => Kind::Table(load_table(raw, context)),
        "checklist" => {
            let dates: Vec<String> = raw.texts("dates").into_iter().map(|lined| lined.text).collect();
            let dates = if dates.is_empty() { vec!["done".to_owned()] } else { dates };
            Kind::Checklist(ChecklistKind { dates, na: load_na(raw, context.names) })
        }
        "person" => {
            let fields: Vec<String> = raw.texts("fields").into_iter().map(|lined| lined.text).collect();
            for field in &fields {
                if !names::PERSON_FIELDS.contains(&field.as_str()) {
                    raw.find(line, unknown("field of a person", field, names::PERSON_FIELDS.into_iter()));
                }
            }
            Kind::Person(PersonKind { fields, all: raw.flag("all", false) })
        }
        "signature" => {
            let role = raw.required("role");
            check_role(raw, &role, context);
            Kind::Signature(SignatureKind { role: role.text, reference: raw.flag("reference", false) })
        }
        "document" => Kind::Document(raw.flag("many", false)),
        "partnership" => Kind::Partnership(raw.flag("other", false)),
        "computed" => Kind::Computed(load_computed(raw, context.names)),
        "note" | "" => Kind::Note,
        other => {
            let near = super::finding::nearest(other, KINDS.into_iter());
            let hint = near.map_or_else(
                || format!("the kinds are {}", KINDS.join(", ")),
                |near| format!("did you mean “{near}”?"),
            );
            raw.find(line, format!("there is no kind “{other}”; {hint}"));
            Kind::Note
        }
    }
}

/// A role is one of the pack's.
pub(super) fn check_role(raw: &Table<'_>, role: &Lined, context: &Context<'_>) {
    if !role.text.is_empty() && !context.roles.iter().any(|known| known.id == role.text) {
        raw.find(role.line, unknown("role", &role.text, context.roles.iter().map(|known| known.id.as_str())));
    }
}

fn load_computed(raw: &Table<'_>, names: &Names) -> Computed {
    let results = [
        ("text", ResultKind::Text),
        ("integer", ResultKind::Integer),
        ("number", ResultKind::Number),
        ("money", ResultKind::Money),
        ("date", ResultKind::Date),
        ("yes_no", ResultKind::YesNo),
    ];
    raw.required("value");
    let value = expression(raw, "value", names)
        .or_else(|| Expression::parse("''", &Names::default()).ok())
        .expect("an empty text is an expression");
    let result = one_of(raw, "result", &results);
    let is_named = raw.lined("result").is_none_or(|lined| results.iter().any(|(word, _)| *word == lined.text));
    if is_named && !comes_to(value.gives(), result) {
        let line = raw.lined("value").map_or(raw.line, |lined| lined.line);
        let word = results.iter().find(|(_, known)| *known == result).map_or("", |(word, _)| word);
        raw.find(line, format!("“value” comes to {}, but “result” is \"{word}\"; change one", value.gives().words()));
    }
    Computed { value, result, quiet: raw.flag("quiet", false) }
}

/// Can a value of this type be such a result?
fn comes_to(gives: &Type, result: ResultKind) -> bool {
    match gives {
        Type::Any => true,
        Type::Bool => result == ResultKind::YesNo,
        Type::Int => matches!(result, ResultKind::Integer | ResultKind::Money | ResultKind::Text),
        Type::Money => matches!(result, ResultKind::Integer | ResultKind::Money),
        Type::Number => result == ResultKind::Number,
        Type::Text => matches!(result, ResultKind::Text | ResultKind::Date),
        Type::Date => result == ResultKind::Date,
        Type::Code(_) => result == ResultKind::Text,
        Type::List(_) | Type::Row(_) => false,
    }
}

fn load_comment_for(raw: &Table<'_>) -> Vec<Grade> {
    if !raw.has("comment_for") {
        return vec![Grade::No, Grade::Na, Grade::Partly];
    }
    let words = raw.texts("comment_for");
    words
        .into_iter()
        .filter_map(|lined| {
            let grade = Grade::parse(&lined.text);
            if grade.is_none() {
                raw.find(lined.line, unknown("grade", &lined.text, Grade::ALL.into_iter().map(Grade::code)));
            }
            grade
        })
        .collect()
}

fn load_na(raw: &Table<'_>, names: &Names) -> Na {
    if !raw.has("na") || raw.is_flag("na") {
        return Na::Fixed(raw.flag("na", true));
    }
    condition(raw, "na", names).map_or(Na::Fixed(false), Na::When)
}

fn load_options(raw: &Table<'_>, context: &Context<'_>) -> Options {
    let mut options = Options { from: expression(raw, "options_from", context.names), ..Options::default() };
    if let Some(list) = raw.lined("list") {
        match context.lists.get(&list.text) {
            Some(known) => options.choices.clone_from(&known.choices),
            None => raw.find(list.line, unknown("list", &list.text, context.lists.keys().map(String::as_str))),
        }
        options.list = list.text;
    }
    options.choices.extend(load_choices(raw, context.names, context.policy));
    if options.choices.is_empty() && options.from.is_none() && options.list.is_empty() {
        raw.find(raw.line, "a choice needs a “list” or its own “option” entries");
    }
    if let Some(when) = raw.table("option_when") {
        for key in when.keys() {
            if !options.choices.iter().any(|choice| choice.code == key.text) {
                when.find(key.line, unknown("option", &key.text, options.choices.iter().map(|c| c.code.as_str())));
            }
            let code: &'static str = leak(key.text);
            if let Some(holds) = condition(&when, code, context.names) {
                options.when.push((code.to_owned(), holds));
            }
        }
    }
    options
}
