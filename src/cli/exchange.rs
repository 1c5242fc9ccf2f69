//! `pdesk import`, `package`, `versions`, `resolve`: what travels between machines.

use crate::Call;
use crate::args_act::ResolveArgs;
use crate::out::{Exit, Out, finding_lines, write_file};
use crate::sign::of_form;
use partnership_desk::app::copy::{CopyHere, CopyLine};
use partnership_desk::app::mailbox::Exchanged;
use partnership_desk::app::op::Op;
use partnership_desk::app::take_in::{Arrived, FileTold, TakenIn, Taking};
use partnership_desk::app::{Delivery, Error, Paper, Result};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

pub(crate) fn import(call: &Call, files: &[PathBuf], how: Taking, out: &Out) -> Result<Exit> {
    let read = |path: &PathBuf| {
        let bytes = std::fs::read(path).map_err(|error| Error::file("Reading", path, &error))?;
        Ok(Arrived { name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(), bytes })
    };
    let arrived: Vec<Arrived> = files.iter().map(read).collect::<Result<_>>()?;
    let mut app = call.open()?;
    let TakenIn { added, known, refused, partnerships, notes, files, .. } =
        app.take_in_with(&arrived, how, &call.now, call.today)?;
    let refused_json: Vec<Value> =
        refused.iter().map(|(file, reason)| json!({ "file": file, "reason": reason })).collect();
    let value = json!({
        "added": added, "known": known, "refused": refused_json, "partnerships": partnerships, "notes": notes,
        "files": files.iter().map(file_json).collect::<Vec<_>>(),
    });
    let would = if how.dry_run { " would be" } else { "" };
    let mut lines = vec![format!("New here:{would} {added}. Here already: {known}.")];
    lines.extend(files.iter().flat_map(file_words));
    out.show(&value, &lines)?;
    app.close(&call.now)?;
    Ok(if refused.is_empty() { Exit::Done } else { Exit::Wrong })
}

fn file_json(file: &FileTold) -> Value {
    json!({
        "file": file.name, "added": file.added, "known": file.known, "refused": file.refused, "next": file.next,
    })
}

fn file_words(file: &FileTold) -> Vec<String> {
    let said = if file.refused.is_empty() {
        format!("{} new, {} here already", file.added, file.known)
    } else {
        file.refused.clone()
    };
    let next = file.next.iter().map(|next| format!("  {next}"));
    [format!("{}: {said}", file.name)].into_iter().chain(next).collect()
}

pub(crate) fn package(call: &Call, references: &[String], file: &Path, out: &Out) -> Result<Exit> {
    let app = call.open()?;
    written(file, &app.delivery(references, call.today)?, out)
}

pub(crate) fn package_for_centre(call: &Call, file: &Path, out: &Out) -> Result<Exit> {
    let mut app = call.open()?;
    let Some(Delivery { paper, items }) = app.delivery_for_centre(call.today)? else {
        out.show(&json!({ "files": [] }), &["Everything was handed over already.".to_owned()])?;
        return Ok(Exit::Done);
    };
    let exit = written(file, &paper, out)?;
    app.note_sent(&items, &call.now)?;
    app.close(&call.now)?;
    Ok(exit)
}

pub(crate) fn mailbox(call: &Call, folder: &Path, publish: bool, out: &Out) -> Result<Exit> {
    let mut app = call.open()?;
    let Exchanged { sent, received, waiting, partnerships, notes } =
        app.sync_mailbox(folder, publish, &call.now, call.today)?;
    let waits: Vec<Value> = waiting.iter().map(|(file, reason)| json!({ "file": file, "reason": reason })).collect();
    let value = json!({
        "sent": sent, "received": received, "waiting": waits, "partnerships": partnerships, "notes": notes,
    });
    let mut lines = vec![format!("Sent: {}. Received: {}. Waiting: {}.", sent.len(), received.len(), waiting.len())];
    lines.extend(waiting.iter().map(|(file, reason)| format!("{file}: {reason}")));
    lines.extend(notes);
    out.show(&value, &lines)?;
    app.close(&call.now)?;
    Ok(Exit::Done)
}

pub(crate) fn publish(call: &Call, file: &Path, out: &Out) -> Result<Exit> {
    let mut app = call.open()?;
    written(file, &app.publish_register(&call.now, call.today)?, out)
}

pub(crate) fn publish_pack(call: &Call, file: &Path, out: &Out) -> Result<Exit> {
    written(file, &call.pack_only()?.publish_procedure(&call.now, call.today)?, out)
}

fn written(file: &Path, paper: &Paper, out: &Out) -> Result<Exit> {
    write_file(file, &paper.bytes)?;
    if file != Path::new("-") {
        let files = [file.display().to_string()];
        out.show(&json!({ "files": files }), &files)?;
    }
    Ok(Exit::Done)
}

pub(crate) fn register_copy(call: &Call, search: Option<&str>, out: &Out) -> Result<Exit> {
    let app = call.open()?;
    let Some(here) = app.register_copy()? else {
        out.show(&Value::Null, &["No register copy came in yet.".to_owned()])?;
        return Ok(Exit::Done);
    };
    let CopyHere { day, publisher, count, elsewhere } = here;
    let mut value = json!({ "day": day.iso(), "publisher": publisher, "count": count, "elsewhere": elsewhere });
    let mut lines = vec![format!(
        "The register copy of {day}, published by {publisher}: partnerships: {count}, of which not here: {elsewhere}."
    )];
    if let Some(search) = search {
        let found = app.copied(search)?;
        let told = |line: &CopyLine| {
            json!({
                "ref": line.reference, "register_no": line.register_no, "name": line.beside.name, "state": line.state,
                "people": line.beside.people, "partners": line.beside.partners,
            })
        };
        value["found"] = found.iter().map(told).collect();
        lines.extend(found.iter().map(|line| {
            let number = line.register_no.as_deref().map_or(String::new(), |number| format!("{number}  "));
            format!("{number}{}  {}  {}", line.reference, line.beside.name, line.state)
        }));
    }
    out.show(&value, &lines)?;
    Ok(Exit::Done)
}

pub(crate) fn versions(call: &Call, reference: &str, out: &Out) -> Result<Exit> {
    let app = call.open()?;
    let (mut values, mut lines) = (Vec::new(), Vec::new());
    for line in app.documents(reference)?.into_iter().filter(|line| line.versions > 1) {
        let found = app.versions(&line.document, &line.part)?;
        lines.push(line.whole_title());
        let versions = found
            .versions
            .iter()
            .map(|one| json!({ "revision": one.revision, "made": one.made, "signed": one.signed }));
        let differ = found.lines.iter().map(|one| json!({ "question": one.question, "says": one.says }));
        values.push(json!({
            "form": line.form, "period": line.period, "part": line.part,
            "versions": versions.collect::<Vec<_>>(), "differ": differ.collect::<Vec<_>>(), "alike": found.alike,
        }));
        lines.extend(
            found
                .versions
                .iter()
                .map(|one| format!("  {} of {}  {}", one.revision.short(), one.made, one.signed.join(", "))),
        );
        lines.extend(found.lines.iter().map(|one| format!("  {}: {}", one.ask, one.says.join("  |  "))));
    }
    if lines.is_empty() {
        lines.push("There is one version of each part.".to_owned());
    }
    out.show(&Value::Array(values), &lines)?;
    Ok(Exit::Done)
}

pub(crate) fn resolve(call: &Call, args: &ResolveArgs, out: &Out) -> Result<Exit> {
    let mut app = call.open()?;
    let documents = app.documents(&args.of.reference)?;
    let lines = of_form(&documents, &args.of)?;
    let line = lines
        .iter()
        .find(|line| line.versions > 1)
        .or(lines.first())
        .ok_or_else(|| Error::bug("A form has no parts"))?;
    let (document, part) = (line.document.clone(), line.part.clone());
    let found = app.versions(&document, &part)?;
    let code = args.keep.to_lowercase();
    let keep = found.versions.iter().find(|version| version.revision.as_str().starts_with(&code));
    let keep = keep.map(|version| version.revision.clone()).ok_or_else(|| {
        let codes: Vec<String> = found.versions.iter().map(|version| version.revision.short()).collect();
        Error::user(format!("No version has the code “{}”", args.keep), format!("The codes are: {}", codes.join(", ")))
    })?;
    app.apply(Op::Resolve { document: document.clone(), part: part.clone(), keep }, &call.now, call.today)?;
    let (mut state, mut revision, mut said) = ("draft", None, Vec::new());
    if args.complete {
        let changed = app.apply(Op::Complete { document, part }, &call.now, call.today)?;
        said = finding_lines(&changed.findings);
        state = if changed.revision.is_some() { "completed" } else { "draft" };
        revision = changed.revision;
    }
    let mut told = vec![format!("{}: {state}", args.of.form)];
    told.extend(said);
    out.show(&json!({ "state": state, "revision": revision }), &told)?;
    app.close(&call.now)?;
    Ok(if args.complete && revision.is_none() { Exit::Wrong } else { Exit::Done })
}
