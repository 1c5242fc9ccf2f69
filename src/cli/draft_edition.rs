//! `pdesk edition`: a draft and the editions of its procedure.

use crate::Call;
use crate::args_act::EditionArgs;
use crate::out::{Exit, Out};
use crate::sign::of_form;
use partnership_desk::app::op::Op;
use partnership_desk::app::view::{Desk, with_answer};
use partnership_desk::app::{Error, Result};
use serde_json::{Value, json};

/// Says what the edition in force changes for a draft, moves it, or moves it back.
pub(crate) fn edition(call: &Call, args: &EditionArgs, out: &Out) -> Result<Exit> {
    let mut app = call.open()?;
    let documents = app.documents(&args.of.reference)?;
    let lines = of_form(&documents, &args.of)?;
    let line = lines.first().ok_or_else(|| Error::bug("A form has no parts"))?;
    let (document, part) = (line.document.clone(), line.part.clone());
    if args.to_new || args.back {
        let op = Op::MoveDraft { document: document.clone(), part: part.clone(), back: args.back };
        app.apply(op, &call.now, call.today)?;
    }
    let desk = app.desk(&document, &part, call.today)?;
    out.show(&told(&desk), &in_words(&desk))?;
    app.close(&call.now)?;
    Ok(Exit::Done)
}

fn told(desk: &Desk) -> Value {
    let edition = desk.edition.as_deref().cloned().unwrap_or_default();
    let pairs = |pairs: &[(String, String)]| -> Value {
        pairs.iter().map(|(ask, says)| json!({ "question": ask, "says": says })).collect()
    };
    let changes = edition.changes.iter().map(|one| {
        let point = one.after.as_ref().or(one.before.as_ref());
        json!({ "what": one.verb(), "name": point.map(|point| &point.name), "says": one.lines() })
    });
    let kept = if desk.edition.is_some() { &edition.kept } else { &desk.kept };
    json!({
        "earlier": desk.edition.is_some(), "moved": desk.moved, "changes": changes.collect::<Vec<_>>(),
        "unfit": edition.unfit, "required": edition.required, "kept": pairs(kept),
    })
}

fn in_words(desk: &Desk) -> Vec<String> {
    let mut lines = Vec::new();
    let pairs = |heading: &str, pairs: &[(String, String)], lines: &mut Vec<String>| {
        if !pairs.is_empty() {
            lines.push(format!("{heading}:"));
            lines.extend(pairs.iter().map(|(ask, says)| format!("  {}", with_answer(ask, says))));
        }
    };
    let Some(edition) = &desk.edition else {
        lines.push("This form is of the version in force.".to_owned());
        pairs("Kept, but no longer asked", &desk.kept, &mut lines);
        return lines;
    };
    lines.push("This form was begun under an earlier version of the procedure. The new version changes:".to_owned());
    for one in &edition.changes {
        let point = one.after.as_ref().or(one.before.as_ref());
        lines.push(format!("  {}: {}", one.verb(), point.map_or("", |point| point.name.as_str())));
        lines.extend(one.lines().into_iter().map(|line| format!("    {line}")));
    }
    for (heading, all) in
        [("Answers that do not fit any more", &edition.unfit), ("To be answered now", &edition.required)]
    {
        if !all.is_empty() {
            lines.push(format!("{heading}:"));
            lines.extend(all.iter().map(|says| format!("  {says}")));
        }
    }
    pairs("Kept, but no longer asked", &edition.kept, &mut lines);
    lines.push("To move it to the new version, add --move; --back takes that back.".to_owned());
    lines
}
