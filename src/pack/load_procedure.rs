//! Posts, stages, states, sections, due dates and standing findings of a pack.

use super::condition::{Names, Template, Type};
use super::form::Form;
use super::load::{check_form, expression, leak, template, unknown};
use super::load_form::check_twice;
use super::procedure::{Bundle, Due, HandOver, Letter, Role, Section, Stage, Starter, State, Watch};
use super::sense;
use super::source::Table;
use crate::model::fact::{FACTS, FactKind};
use crate::model::id::QuestionId;
use serde_json::{Map, Value};
use toml::de::DeValue;

pub(super) fn load_roles(top: &Table<'_>) -> Vec<Role> {
    let raw = top.tables("role");
    check_twice(&raw, "roles", "ids are unique in a pack");
    let role = |raw: &Table<'_>| {
        let each = raw.lined("each").map(|lined| lined.text.into());
        let role = Role { id: raw.required("id").text, title: raw.required("title").text, each };
        raw.finish("a role", &[]);
        role
    };
    raw.iter().map(role).collect()
}

/// The table of a role with a signer for each row is a table of one of the forms.
pub(super) fn check_roles(top: &Table<'_>, forms: &[Form]) {
    let tables = || forms.iter().flat_map(Form::questions).filter(|(_, question)| question.table().is_some());
    for raw in top.tables("role") {
        if let Some(each) = raw.lined("each")
            && !tables().any(|(_, question)| question.id.as_str() == each.text)
        {
            raw.find(each.line, unknown("table", &each.text, tables().map(|(_, question)| question.id.as_str())));
        }
    }
}

fn role_of(raw: &Table<'_>, roles: &[Role]) -> String {
    let Some(role) = raw.lined("role") else { return String::new() };
    if !roles.iter().any(|known| known.id == role.text) {
        raw.find(role.line, unknown("role", &role.text, roles.iter().map(|known| known.id.as_str())));
    }
    role.text
}

pub(super) fn load_states(top: &Table<'_>, names: &Names) -> Vec<State> {
    let state = |raw: &Table<'_>| {
        raw.required("when");
        let when = expression(raw, "when", names);
        let (id, label, open) = (raw.required("id").text, raw.required("label").text, raw.flag("open", true));
        let says = template(raw, "says", names);
        raw.finish("a state", &[]);
        if let Some(when) = &when {
            sense::check_condition(raw, "when", when);
        }
        when.map(|when| State { id, label, when, open, says })
    };
    top.tables("state").iter().filter_map(state).collect()
}

pub(super) fn load_bundles(top: &Table<'_>, forms: &[&str]) -> Vec<Bundle> {
    let raw = top.tables("bundle");
    check_twice(&raw, "bundles", "ids are unique in a pack");
    let bundle = |raw: &Table<'_>| {
        let of = raw.texts("forms");
        if of.is_empty() {
            raw.find(raw.line, "a bundle needs forms; write forms = [\"…\"]");
        }
        let bundle = Bundle {
            id: raw.required("id").text,
            title: raw.required("title").text,
            clause: raw.text("clause"),
            forms: of.iter().map(|form| check_form(raw, &form.text, form.line, forms)).collect(),
        };
        raw.finish("a bundle", &[]);
        bundle
    };
    raw.iter().map(bundle).collect()
}

pub(super) fn load_sections(top: &Table<'_>) -> Vec<Section> {
    let raw = top.tables("section");
    check_twice(&raw, "sections", "ids are unique in a pack");
    let section = |raw: &Table<'_>| {
        let section = Section { id: raw.required("id").text, title: raw.required("title").text };
        raw.finish("a section", &[]);
        section
    };
    raw.iter().map(section).collect()
}

pub(super) fn load_stages(top: &Table<'_>, names: &Names, roles: &[Role], forms: &[&str]) -> Vec<Stage> {
    let raw = top.tables("stage");
    check_twice(&raw, "stages", "ids are unique in a pack");
    let ids: Vec<String> = raw.iter().map(|stage| stage.text("id")).collect();
    let stage = |raw: &Table<'_>| {
        raw.required("done_when");
        let after = raw.texts("after");
        for name in after.iter().filter(|name| !ids.contains(&name.text)) {
            raw.find(name.line, unknown("stage", &name.text, ids.iter().map(String::as_str)));
        }
        let stage = Stage {
            id: raw.required("id").text,
            title: raw.required("title").text,
            clause: raw.text("clause"),
            role: role_of(raw, roles),
            form: raw.lined("form").map(|lined| check_form(raw, &lined.text, lined.line, forms)),
            after: after.into_iter().map(|name| name.text).collect(),
            skip_when: expression(raw, "skip_when", names),
            missing: template(raw, "missing", names),
            repeats: raw.flag("repeats", false),
            done_when: expression(raw, "done_when", names)?,
        };
        raw.finish("a stage", &[]);
        sense::check_condition(raw, "done_when", &stage.done_when);
        Some(stage)
    };
    raw.iter().filter_map(stage).collect()
}

/// Reads the rules for due dates.
pub(super) fn load_dues(top: &Table<'_>, names: &Names, roles: &[Role], forms: &[&str]) -> Vec<Due> {
    let raw = top.tables("due");
    check_twice(&raw, "due rules", "ids are unique in a pack");
    let due = |raw: &Table<'_>| {
        let each = raw.lined("each");
        if let Some(fact) = &each
            && !FACTS.iter().any(|(name, kind)| *name == fact.text && *kind == FactKind::Rows)
        {
            let rows = FACTS.iter().filter(|(_, kind)| *kind == FactKind::Rows).map(|(name, _)| *name);
            raw.find(fact.line, unknown("fact with rows", &fact.text, rows));
        }
        let with_row = names.with(each.iter().map(|_| ("row".to_owned(), Type::Any)));
        let form = raw.lined("form").map(|lined| check_form(raw, &lined.text, lined.line, forms));
        let title: Template = template(raw, "title", &with_row);
        if form.is_none() && title.is_empty() {
            raw.find(raw.line, "something due needs a “form” or a “title”");
        }
        raw.required("when");
        raw.required("on");
        let due = Due {
            id: raw.required("id").text,
            form,
            title,
            clause: raw.text("clause"),
            role: role_of(raw, roles),
            reason: template(raw, "reason", &with_row),
            each: each.map(|lined| lined.text),
            is_of_pack: super::load_form::one_of(raw, "scope", &[("partnership", false), ("pack", true)]),
            opens: expression(raw, "opens", &with_row),
            remind: raw.integers("remind").unwrap_or_default(),
            when: expression(raw, "when", &with_row)?,
            on: expression(raw, "on", &with_row)?,
        };
        raw.finish("a due rule", &[]);
        sense::check_condition(raw, "when", &due.when);
        for (key, value) in [("on", Some(&due.on)), ("opens", due.opens.as_ref())] {
            if let Some(value) = value {
                sense::check_date(raw, key, value);
            }
        }
        Some(due)
    };
    raw.iter().filter_map(due).collect()
}

pub(super) fn load_watches(top: &Table<'_>, names: &Names, roles: &[Role]) -> Vec<Watch> {
    let raw = top.tables("watch");
    check_twice(&raw, "watches", "ids are unique in a pack");
    let watch = |raw: &Table<'_>| {
        raw.required("when");
        raw.required("says");
        let watch = Watch {
            id: raw.required("id").text,
            title: raw.required("title").text,
            clause: raw.text("clause"),
            role: role_of(raw, roles),
            says: template(raw, "says", names),
            report_when: expression(raw, "report_when", names),
            when: expression(raw, "when", names)?,
        };
        raw.finish("a watch", &[]);
        sense::check_condition(raw, "when", &watch.when);
        Some(watch)
    };
    raw.iter().filter_map(watch).collect()
}

/// What a letter may name beside what every expression may: who it is to, who writes it, what is due.
const OF_LETTER: [&str; 5] = ["letter.to", "letter.from", "letter.post", "letter.lines", "letter.place"];
/// What a line of a letter may name of the thing due.
const OF_LINE: [&str; 4] = ["due.name", "due.reference", "due.title", "due.status"];

pub(super) fn load_letters(top: &Table<'_>, names: &Names, forms: &[&str]) -> Vec<Letter> {
    let raw = top.tables("letter");
    check_twice(&raw, "letters", "ids are unique in a pack");
    let text = |name: &&str| ((*name).to_owned(), Type::Text);
    let count = [("letter.count".to_owned(), Type::Int)];
    let of_letter = names.with(OF_LETTER.iter().map(text).chain(count));
    let of_line = names.with(OF_LINE.iter().map(text).chain([("due.on".to_owned(), Type::Date)]));
    let letter = |raw: &Table<'_>| {
        for key in ["subject", "line", "body"] {
            raw.required(key);
        }
        let of = raw.texts("forms");
        let letter = Letter {
            id: raw.required("id").text,
            title: raw.required("title").text,
            forms: of.iter().map(|form| check_form(raw, &form.text, form.line, forms)).collect(),
            subject: template(raw, "subject", &of_letter),
            line: template(raw, "line", &of_line),
            body: template(raw, "body", &of_letter),
        };
        raw.finish("a letter", &[]);
        letter
    };
    raw.iter().map(letter).collect()
}

/// Reads what a hand-over says in the register entry beside the new lead.
pub(super) fn load_hand_over(top: &Table<'_>, forms: &[Form]) -> Option<HandOver> {
    let raw = top.table("hand_over")?;
    let ids: Vec<&str> = forms.iter().flat_map(Form::questions).map(|(_, question)| question.id.as_str()).collect();
    let known = |raw: &Table<'_>, id: &str, line: usize| {
        if !ids.contains(&id) {
            raw.find(line, unknown("question", id, ids.iter().copied()));
        }
        QuestionId::new(id)
    };
    let why = raw.lined("why").map(|why| known(&raw, &why.text, why.line));
    let mut set = std::collections::BTreeMap::new();
    if let Some(answers) = raw.table("set") {
        for key in answers.keys() {
            let id = known(&answers, &key.text, key.line);
            set.insert(id, answers.text(leak(key.text)));
        }
    }
    raw.finish("[hand_over]", &[]);
    Some(HandOver { set, why })
}

/// Reads the starter partnerships: answers of the form that starts one.
pub(super) fn load_starters(lists: &Table<'_>, forms: &[Form]) -> Vec<Starter> {
    let starting = forms.iter().find(|form| form.starts);
    let ids: Vec<&str> =
        starting.map(|form| form.questions().map(|(_, q)| q.id.as_str()).collect()).unwrap_or_default();
    let starter = |raw: &Table<'_>| {
        let mut starter = Starter::new();
        for key in raw.keys() {
            if !ids.contains(&key.text.as_str()) {
                raw.find(
                    key.line,
                    unknown("question of the form that starts a partnership", &key.text, ids.iter().copied()),
                );
            }
            if let Some((value, _)) = raw.value(leak(key.text.clone())) {
                starter.insert(key.text, json_of(value));
            }
        }
        starter
    };
    lists.tables("starter").iter().map(starter).collect()
}

fn json_of(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::from(text.as_ref()),
        DeValue::Integer(n) => n.as_str().parse::<i64>().map_or(Value::Null, Value::from),
        DeValue::Float(n) => n.as_str().parse::<f64>().map_or(Value::Null, Value::from),
        DeValue::Boolean(yes) => Value::from(*yes),
        DeValue::Datetime(day) => Value::from(day.to_string()),
        DeValue::Array(items) => items.iter().map(|item| json_of(item.get_ref())).collect(),
        DeValue::Table(cells) => {
            let cells = cells.iter().map(|(name, cell)| (name.get_ref().to_string(), json_of(cell.get_ref())));
            Value::Object(cells.collect::<Map<_, _>>())
        }
    }
}
