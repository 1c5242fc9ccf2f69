//! `pdesk import-register`: a register that was kept in a spreadsheet.

use crate::Call;
use crate::args::ImportRegisterArgs;
use crate::out::{Exit, Out};
use partnership_desk::app::op::Op;
use partnership_desk::app::sheet::{Import, Plan, RowLine, RowState, SheetFile, TargetId, letters};
use partnership_desk::app::{App, Error, Result};
use serde_json::{Value, json};
use std::sync::Arc;

pub(crate) fn import(call: &Call, asked: &ImportRegisterArgs, out: &Out) -> Result<Exit> {
    let bytes = std::fs::read(&asked.file).map_err(|error| Error::file("Reading", &asked.file, &error))?;
    let name = asked.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let file = SheetFile::read(&name, &bytes)?;
    let mut app = call.open()?;
    if asked.undo {
        return undo(call, app, &file, out);
    }
    let plan = plan(&app, &file, asked)?;
    let columns = file.columns(&plan);
    let rows = if asked.dry_run {
        app.preview_import(&file, &plan, call.today)?
    } else {
        let import = Import { file: Arc::new(file), plan: plan.clone() };
        let changed = app.apply(Op::ImportRegister(Box::new(import)), &call.now, call.today)?;
        changed.import.map(|import| import.rows).unwrap_or_default()
    };
    app.close(&call.now)?;
    show(&plan, &columns, &rows, asked.dry_run, out)?;
    let is_wrong = rows.iter().any(|row| row.faulty || row.state == RowState::Wrong);
    Ok(if is_wrong { Exit::Wrong } else { Exit::Done })
}

fn plan(app: &App, file: &SheetFile, asked: &ImportRegisterArgs) -> Result<Plan> {
    let named = |name: &String| {
        let found = file.sheets.iter().position(|sheet| sheet.name.eq_ignore_ascii_case(name));
        let known: Vec<&str> = file.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        let none =
            || Error::user(format!("There is no sheet “{name}”"), format!("Its sheets are: {}", known.join(", ")));
        found.ok_or_else(none)
    };
    let mut plan = app.guess_plan(file, asked.sheet.as_ref().map(named).transpose()?.unwrap_or(0));
    plan.strict = asked.strict;
    plan.with_near = asked.with_near;
    let columns = file.columns(&plan);
    for map in &asked.map {
        let (column, question) = pair(map, "--map \"Lead officer=QUESTION\"")?;
        let is_it = |(at, heading): &&(usize, String)| {
            heading.trim().eq_ignore_ascii_case(column) || letters(*at).eq_ignore_ascii_case(column)
        };
        let (at, _) = columns.iter().find(is_it).ok_or_else(|| {
            let known: Vec<&str> = columns.iter().map(|(_, heading)| heading.as_str()).collect();
            Error::user(format!("There is no column “{column}”"), format!("Its columns are: {}", known.join(", ")))
        })?;
        plan.columns.remove(at);
        if !question.is_empty() {
            plan.columns.retain(|_, target| target.to_string() != question);
            plan.columns.insert(*at, app.import_target(question)?);
        }
    }
    for set in &asked.set {
        let (question, value) = pair(set, "--set QUESTION=CODE")?;
        plan.fixed.insert(TargetId::parse(question).question, value.to_owned());
    }
    Ok(plan)
}

fn pair<'a>(text: &'a str, like: &str) -> Result<(&'a str, &'a str)> {
    let pair = text.split_once('=').map(|(name, value)| (name.trim(), value.trim()));
    pair.ok_or_else(|| Error::surroundings(format!("“{text}” has no “=”"), format!("Write it like {like}")))
}

fn show(plan: &Plan, columns: &[(usize, String)], rows: &[RowLine], dry_run: bool, out: &Out) -> Result<()> {
    let answers = |at: &usize| plan.columns.get(at).map(ToString::to_string);
    let column = |(at, heading): &(usize, String)| json!({ "column": heading, "question": answers(at) });
    let row = |row: &RowLine| {
        json!({
            "line": row.line, "name": row.name, "result": row.result(), "message": row.messages.join(" "),
            "brought": row.brought, "ref": row.reference,
        })
    };
    let added = rows.iter().filter(|row| row.brought).count();
    let value = json!({
        "added": added, "rows": rows.iter().map(row).collect::<Vec<Value>>(),
        "columns": columns.iter().map(column).collect::<Vec<Value>>(),
    });
    let mut lines: Vec<String> = columns
        .iter()
        .map(|(at, heading)| format!("{heading}: {}", answers(at).unwrap_or_else(|| "left out".to_owned())))
        .collect();
    lines.extend(rows.iter().map(|row| {
        let line = format!("Row {} {}: {}. {}", row.line, row.name, row.result(), row.messages.join(" "));
        line.trim_end().to_owned()
    }));
    let would = if dry_run { "would be " } else { "" };
    lines.push(format!("Partnerships: {added} {would}brought in, of {} rows.", rows.len()));
    out.show(&value, &lines)
}

fn undo(call: &Call, mut app: App, file: &SheetFile, out: &Out) -> Result<Exit> {
    let found = app.imports()?.into_iter().find(|import| import.digest == file.digest);
    let import = found.ok_or_else(|| {
        Error::user(format!("Nothing of “{}” is on the register", file.name), "Give the file that was brought in")
    })?;
    let changed = app.apply(Op::UndoImport { import: import.id }, &call.now, call.today)?;
    app.close(&call.now)?;
    let undone = changed.undone.unwrap_or_default();
    let named = |(reference, name): &(String, String)| json!({ "ref": reference, "name": name });
    let value = json!({
        "taken_off": undone.taken_off.iter().map(named).collect::<Vec<Value>>(),
        "stayed": undone.stayed.iter().map(named).collect::<Vec<Value>>(),
    });
    let mut lines = vec![format!("Taken off the register: {}.", undone.taken_off.len())];
    lines.extend(
        undone
            .stayed
            .iter()
            .map(|(reference, name)| format!("{reference} {name} stays: it was changed since it was brought in.")),
    );
    out.show(&value, &lines)?;
    Ok(Exit::Done)
}
