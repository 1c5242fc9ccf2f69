//! `pdesk backup`, `restore`, `doctor`, `pack`: looking after records and packs.

use crate::Call;
use crate::out::{Exit, Out};
use partnership_desk::app::op::Op;
use partnership_desk::app::{App, Result, check_pack_folder, export_pack, list_packs};
use partnership_desk::pack::builtin;
use serde_json::{Value, json};
use std::path::Path;

pub(crate) fn backup(call: &Call, folder: Option<&Path>, out: &Out) -> Result<Exit> {
    let mut app = call.open()?;
    let file = match folder {
        Some(folder) => {
            let file = folder.join(format!("partnership-desk-{}.db", call.now.stamp()));
            app.backup_to(&file, &call.now)?;
            Some(file)
        }
        None => app.apply(Op::Backup, &call.now, call.today)?.file,
    };
    let files: Vec<String> = file.iter().map(|file| file.display().to_string()).collect();
    out.show(&json!({ "files": files }), &files)?;
    Ok(Exit::Done)
}

pub(crate) fn restore(call: &Call, file: &Path, out: &Out) -> Result<Exit> {
    App::restore(&call.data, file, &call.now)?;
    let mut app = call.open()?;
    app.rebuild(call.today)?;
    let files = [file.display().to_string()];
    out.show(&json!({ "files": files }), &[format!("Restored {}", file.display())])?;
    Ok(Exit::Done)
}

pub(crate) fn doctor(call: &Call, rebuild: bool, out: &Out) -> Result<Exit> {
    let mut app = call.open()?;
    let findings = app.doctor();
    let mut lines = findings.clone();
    if findings.is_empty() {
        lines.push("The records are in order.".to_owned());
    }
    if rebuild {
        let count = app.rebuild(call.today)?;
        lines.push(format!("The register was worked out again: {count} partnerships."));
    }
    out.show(&json!({ "ok": findings.is_empty(), "findings": findings }), &lines)?;
    Ok(if findings.is_empty() { Exit::Done } else { Exit::Wrong })
}

pub(crate) fn pack_check(folder: &Path, out: &Out) -> Result<Exit> {
    let findings = check_pack_folder(folder)?.err().unwrap_or_default();
    let value: Vec<Value> = findings
        .iter()
        .map(|finding| json!({ "file": finding.file, "line": finding.line, "message": finding.message }))
        .collect();
    let mut lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    if lines.is_empty() {
        lines.push("Nothing is wrong with this pack.".to_owned());
    }
    out.show(&json!({ "findings": value }), &lines)?;
    Ok(if findings.is_empty() { Exit::Done } else { Exit::Wrong })
}

pub(crate) fn pack_list(out: &Out) -> Result<Exit> {
    let packs = list_packs()?;
    let value = packs
        .iter()
        .map(|pack| json!({ "id": pack.id, "title": pack.title, "version": pack.version, "body": pack.body, "digest": pack.digest }))
        .collect();
    let lines: Vec<String> =
        packs.iter().map(|pack| format!("{:<20} {} ({})", pack.id.as_str(), pack.title, pack.body)).collect();
    out.show(&value, &lines)?;
    Ok(Exit::Done)
}

pub(crate) fn pack_export(id: &str, folder: &Path, out: &Out) -> Result<Exit> {
    let files = builtin::files(id).ok_or_else(|| {
        let known: Vec<&str> = builtin::ids().collect();
        partnership_desk::app::Error::user(
            format!("There is no pack “{id}”"),
            format!("The packs are: {}", known.join(", ")),
        )
    })?;
    let written: Vec<String> = export_pack(&files, folder)?.iter().map(|path| path.display().to_string()).collect();
    out.show(&json!({ "files": written }), &written)?;
    Ok(Exit::Done)
}
