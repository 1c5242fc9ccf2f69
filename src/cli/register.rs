//! `pdesk new`, `show`, `register`, `due`, `history`: partnerships.

use crate::Call;
use crate::args::RegisterArgs;
use crate::out::{Exit, Out};
use partnership_desk::app::op::Op;
use partnership_desk::app::register::Query;
use partnership_desk::app::view::{DueLine, RegisterLine, StageStanding};
use partnership_desk::app::{Error, Result};
use partnership_desk::model::answer::person_whole;
use partnership_desk::model::day::Day;
use partnership_desk::model::filter::Filter;
use serde_json::{Map, Value, json};

pub(crate) fn new(call: &Call, name: &str, out: &Out) -> Result<Exit> {
    if name.trim().is_empty() {
        return Err(Error::user("The partnership has no name", "Give its name in quotation marks"));
    }
    let mut app = call.open()?;
    let near = app.near(name)?;
    let changed =
        app.apply(Op::StartPartnership { name: name.trim().to_owned(), form: None }, &call.now, call.today)?;
    let reference = changed.reference.unwrap_or_default();
    let says = near.map(|near| near.says());
    let lines: Vec<String> = [format!("{reference} {name}")].into_iter().chain(says.clone()).collect();
    out.show(&json!({ "ref": reference, "near": says }), &lines)?;
    app.close(&call.now)?;
    Ok(Exit::Done)
}

fn due_json(due: &DueLine) -> Value {
    let form = due.form.as_ref().map_or_else(|| json!(due.id), |form| json!(form));
    json!({ "ref": due.reference, "name": due.name, "form": form, "title": due.title, "on": due.on.iso(), "status": due.status.code() })
}

fn due_line(due: &DueLine) -> String {
    format!("{}  {:<10} {} {}: {}", due.on.iso(), due.status.label(), due.reference, due.name, due.title)
}

fn stage_json(stage: &StageStanding) -> Value {
    json!({ "id": stage.id, "title": stage.title, "role": stage.role, "state": stage.state.label(), "missing": stage.missing })
}

/// Lists the starter partnerships, or puts them on the register.
pub(crate) fn starters(call: &Call, only_list: bool, out: &Out) -> Result<Exit> {
    let mut app = call.open()?;
    let starters = app.starters()?;
    let names: Vec<String> = starters.iter().map(|(_, name)| name.clone()).collect();
    if !only_list {
        let which = starters.into_iter().map(|(at, _)| at).collect();
        app.apply(Op::AddStarters { which }, &call.now, call.today)?;
    }
    out.show(&json!(names), &names)?;
    app.close(&call.now)?;
    Ok(Exit::Done)
}

pub(crate) fn show(call: &Call, reference: &str, out: &Out) -> Result<Exit> {
    let view = call.open()?.partnership(reference, call.today)?;
    let register: Map<String, Value> =
        view.columns.iter().map(|(id, answer)| (id.clone(), answer.to_json(&mut person_whole))).collect();
    let documents: Vec<Value> = view
        .documents
        .iter()
        .map(|line| {
            json!({
                "document": line.document, "form": line.form, "period": line.period, "part": line.part,
                "state": line.state.code(), "revision": line.revision, "completed_on": line.completed_on.map(Day::iso),
            })
        })
        .collect();
    let value = json!({
        "ref": view.reference, "register_no": view.register_no, "name": view.name, "stage": view.state, "register": register, "documents": documents,
        "due": view.due.iter().map(due_json).collect::<Vec<_>>(),
        "stages": view.stages.iter().map(stage_json).collect::<Vec<_>>(), "watching": view.watching,
        "opened": view.opened.iter().map(|one| json!({ "form": one.form, "procedure": one.procedure, "because": one.because })).collect::<Vec<_>>(),
        "approval": view.approval.as_ref().map(|(level, reason)| json!({ "level": level, "reason": reason })),
    });
    let number = if view.register_no.is_empty() { String::new() } else { format!(" {}", view.register_no) };
    let mut lines = vec![format!("{}{number} {} ({})", view.reference, view.name, view.state)];
    lines.extend(view.register.iter().map(|(label, text)| format!("  {label}: {text}")));
    lines.extend(view.documents.iter().map(|line| format!("  {}: {}", line.whole_title(), line.state_label())));
    lines.extend(view.stages.iter().map(|stage| format!("  {}: {}", stage.title, stage.state.label())));
    lines.extend(view.due.iter().map(due_line));
    lines.extend(view.opened.iter().map(|one| format!("  Next: {} ({})", one.title, one.because)));
    lines.extend(view.watching.iter().map(|says| format!("  {says}")));
    out.show(&value, &lines)?;
    Ok(Exit::Done)
}

pub(crate) fn list(call: &Call, asked: &RegisterArgs, out: &Out) -> Result<Exit> {
    let mut app = call.open()?;
    let filter = |text: &String| {
        Filter::parse(text)
            .map_err(|sentence| Error::surroundings(sentence, "Write each filter like --where reg_kind=csp"))
    };
    let query = Query {
        search: asked.search.clone().unwrap_or_default(),
        filters: asked.filter.iter().map(filter).collect::<Result<_>>()?,
        sort: asked.sort.as_ref().map(|field| match field.strip_prefix('-') {
            Some(field) => (field.to_owned(), true),
            None => (field.clone(), false),
        }),
    };
    let mut found = app.find(&query, call.today)?.rows;
    found.truncate(asked.limit.unwrap_or(usize::MAX));
    let rows = app.lines(&found, "", call.today)?;
    let row = |row: &RegisterLine| {
        let mut map = Map::new();
        map.insert("ref".into(), json!(row.reference));
        map.insert("name".into(), json!(row.name));
        map.insert("state".into(), json!(row.state));
        map.extend(row.columns.iter().map(|(id, text)| (id.clone(), json!(text))));
        map.insert("next_due".into(), json!(row.next_due.map(Day::iso)));
        Value::Object(map)
    };
    let line = |row: &RegisterLine| {
        let due = row.next_due.map(|day| format!(", next due {day}")).unwrap_or_default();
        format!("{:<10} {} ({}{due})", row.reference, row.name, row.state)
    };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    if query == Query::default() {
        // They may have forms of this procedure as well.
        let elsewhere = |(reference, name): (String, String)| format!("{reference:<10} {name} (other procedures only)");
        lines.extend(app.elsewhere()?.into_iter().map(elsewhere));
    }
    out.show(&json!({ "rows": rows.iter().map(row).collect::<Vec<_>>() }), &lines)?;
    Ok(Exit::Done)
}

pub(crate) fn due(call: &Call, within: Option<i64>, out: &Out) -> Result<Exit> {
    let due = call.open()?.due(within, call.today)?;
    out.show(&due.iter().map(due_json).collect(), &due.iter().map(due_line).collect::<Vec<_>>())?;
    Ok(Exit::Done)
}

pub(crate) fn history(call: &Call, reference: &str, out: &Out) -> Result<Exit> {
    let lines = call.open()?.history(reference)?;
    let value = lines
        .iter()
        .map(|line| json!({ "at": line.at, "who": line.who, "what": line.what, "revision": line.revision }))
        .collect();
    let words: Vec<String> = lines.iter().map(|line| format!("{}  {}: {}", line.at, line.who, line.what)).collect();
    out.show(&value, &words)?;
    Ok(Exit::Done)
}
