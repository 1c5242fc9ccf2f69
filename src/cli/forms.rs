//! `pdesk forms`: what a pack asks.

use crate::Call;
use crate::args::FormsCommand;
use crate::out::{Exit, Out};
use partnership_desk::app::{Error, Result};
use partnership_desk::model::id::FormId;
use partnership_desk::pack::form::{Form, Kind, Limit, Options, Question};
use serde_json::{Map, Value, json};

pub(crate) fn forms(call: &Call, command: Option<FormsCommand>, out: &Out) -> Result<Exit> {
    let pack = call.pack_only()?.pack();
    match command {
        None => {
            let list: Vec<Value> = pack.forms.iter().map(summary).collect();
            let line = |form: &Form| {
                let summary = summary(form);
                format!(
                    "{:<20} {} ({} pages, {} required)",
                    form.id.as_str(),
                    form.title,
                    summary["pages"],
                    summary["required"]
                )
            };
            let lines: Vec<String> = pack.forms.iter().map(line).collect();
            out.show(&Value::Array(list), &lines)?;
        }
        Some(FormsCommand::Show { form }) => {
            let id = FormId::new(form);
            let Some(form) = pack.form(&id) else {
                let known: Vec<&str> = pack.forms.iter().map(|form| form.id.as_str()).collect();
                return Err(Error::user(
                    format!("There is no form “{id}”"),
                    format!("The forms are: {}", known.join(", ")),
                ));
            };
            out.show(&whole(form), &lines(form))?;
        }
    }
    Ok(Exit::Done)
}

fn answering(form: &Form) -> impl Iterator<Item = &Question> {
    form.questions().map(|(_, question)| question).filter(|question| question.takes_answer())
}

fn summary(form: &Form) -> Value {
    json!({
        "id": form.id, "title": form.title, "clause": form.clause, "pages": form.pages.len(),
        "questions": answering(form).count(),
        "required": answering(form).filter(|question| question.required).count(),
    })
}

fn lines(form: &Form) -> Vec<String> {
    let mut lines = vec![form.title.clone()];
    for page in &form.pages {
        lines.push(format!("\n{}", page.title));
        lines.extend(page.questions.iter().map(|question| {
            let required = if question.required { " (required)" } else { "" };
            format!("  {:<24} {:<11} {}{required}", question.id.as_str(), question.kind.name(), question.ask.words())
        }));
    }
    lines
}

fn whole(form: &Form) -> Value {
    let pages: Vec<Value> = form
        .pages
        .iter()
        .map(|page| {
            let questions: Vec<Value> = page.questions.iter().map(question_json).collect();
            json!({ "id": page.id, "title": page.title, "part": page.part, "questions": questions })
        })
        .collect();
    json!({ "id": form.id, "title": form.title, "clause": form.clause, "pages": pages })
}

fn question_json(question: &Question) -> Value {
    let mut map = Map::new();
    map.insert("id".into(), json!(question.id));
    map.insert("ask".into(), json!(question.ask.words()));
    map.insert("kind".into(), json!(question.kind.name()));
    map.insert("required".into(), json!(question.required));
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            map.insert(name.into(), value);
        }
    };
    put("show_when", question.show_when.as_ref().map(|when| json!(when.source())));
    put("clause", (!question.clause.is_empty()).then(|| json!(question.clause)));
    put("within", question.within.as_ref().map(|host| json!(host)));
    put("options", options(&question.kind));
    put("columns", columns(&question.kind));
    put("rows", rows(&question.kind));
    put("min", question.min.as_ref().map(|limit| limit_json(limit, &question.kind)));
    put("max", question.max.as_ref().map(|limit| limit_json(limit, &question.kind)));
    put("max_chars", matches!(question.kind, Kind::Text(..) | Kind::LongText).then(|| json!(question.max_chars)));
    Value::Object(map)
}

fn choices(options: &Options) -> Value {
    options.choices.iter().map(|choice| json!({ "code": choice.code, "label": choice.label })).collect()
}

fn options(kind: &Kind) -> Option<Value> {
    if let Some(options) = kind.options() {
        return Some(choices(options));
    }
    None
}

fn columns(kind: &Kind) -> Option<Value> {
    let Kind::Table(table) = kind else { return None };
    let column = |column: &Question| {
        let mut map = Map::new();
        map.insert("id".into(), json!(column.id));
        map.insert("label".into(), json!(column.ask.words()));
        map.insert("kind".into(), json!(column.kind.name()));
        map.insert("required".into(), json!(column.required));
        if let Some(options) = options(&column.kind) {
            map.insert("options".into(), options);
        }
        Value::Object(map)
    };
    Some(table.columns.iter().map(column).collect())
}

fn rows(kind: &Kind) -> Option<Value> {
    let Kind::Table(table) = kind else { return None };
    Some(json!({ "min": table.min_rows, "max": table.max_rows }))
}

fn limit_json(limit: &Limit, kind: &Kind) -> Value {
    match (limit, kind) {
        (Limit::Number(pence), Kind::Money(_)) => json!(pence / 100.0),
        (Limit::Number(n), _) => json!(n),
        (Limit::Date(when), _) => json!(when.source()),
    }
}
