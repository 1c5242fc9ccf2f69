//! `pdesk inbox` and `chase`: the desk of the office that receives forms.

use crate::Call;
use crate::args::InboxArgs;
use crate::args_act::PartArgs;
use crate::out::{Exit, Out, write_file};
use crate::sign::{day, of_form};
use partnership_desk::app::chase::Reminder;
use partnership_desk::app::inbox::{InboxLine, Step, StepState};
use partnership_desk::app::op::{Decision, InboxStep, Op};
use partnership_desk::app::{Error, Result};
use partnership_desk::model::day::Day;
use serde_json::{Value, json};
use std::path::Path;

/// Lists the inbox, or notes steps of one form in it.
pub(crate) fn inbox(call: &Call, args: &InboxArgs, out: &Out) -> Result<Exit> {
    let mut app = call.open()?;
    let Some(reference) = &args.reference else {
        let lines = app.inbox(args.all)?;
        let words: Vec<String> = lines.iter().flat_map(words).collect();
        let words = if words.is_empty() { vec!["Nothing is open.".to_owned()] } else { words };
        out.show(&lines.iter().map(line_json).collect(), &words)?;
        return Ok(Exit::Done);
    };
    let form = args.form.as_deref().ok_or_else(|| Error::user("The form is missing", "Give it with --form"))?;
    let documents = app.documents(reference)?;
    let of = PartArgs { reference: reference.clone(), form: form.to_owned(), period: args.period.clone(), part: None };
    let parts = of_form(&documents, &of)?;
    let document = parts.first().map(|line| line.document.clone()).ok_or_else(|| Error::bug("A form has no parts"))?;
    let on = args.on.as_deref().map(|on| day(call, on)).transpose()?.unwrap_or(call.today);
    for op in ops(args, &app.inbox_of(&document)?, on)? {
        let changed = app.apply(op, &call.now, call.today)?;
        if !changed.unmet.is_empty() && args.note.trim().is_empty() {
            return Err(Error::user(changed.unmet.join(" "), "Correct it, or give the reason with --note"));
        }
    }
    let line = app.inbox_of(&document)?;
    out.show(&line_json(&line), &words(&line))?;
    app.close(&call.now)?;
    Ok(Exit::Done)
}

/// What a call asks for, in order: decisions first, as a receipt makes corrections take effect.
fn ops(args: &InboxArgs, line: &InboxLine, on: Day) -> Result<Vec<Op>> {
    let open = line.corrections.iter().filter(|one| one.accepted.is_none()).map(|one| one.column.clone());
    let accepted: Vec<String> =
        if args.accept.iter().any(|column| column == "all") { open.collect() } else { args.accept.clone() };
    let decision = |column: &String, accepted: bool| {
        Op::Decide(Decision {
            document: line.document.clone(),
            column: column.clone(),
            accepted,
            name: args.name.clone(),
            on,
            reason: args.reason.clone().filter(|_| !accepted).unwrap_or_default(),
        })
    };
    let mut ops: Vec<Op> = accepted.iter().map(|column| decision(column, true)).collect();
    ops.extend(args.decline.iter().map(|column| decision(column, false)));
    if let Some(code) = &args.step {
        let step = Step::parse(code).ok_or_else(|| {
            let codes: Vec<&str> = Step::ALL.into_iter().map(Step::code).collect();
            Error::surroundings(format!("There is no step “{code}”"), format!("The steps are: {}", codes.join(", ")))
        })?;
        let (name, note) = (args.name.clone(), args.note.clone());
        let on = (!args.undo).then_some(on);
        ops.push(Op::InboxStep(InboxStep { document: line.document.clone(), step, on, name, note }));
    }
    Ok(ops)
}

fn line_json(line: &InboxLine) -> Value {
    let steps = line.steps.iter().map(|step| {
        json!({
            "step": step.step.code(), "state": step.state.code(), "on": step.on.map(Day::iso), "says": step.says,
        })
    });
    let corrections = line.corrections.iter().map(|one| {
        json!({
            "column": one.column, "label": one.label, "says": one.says, "correction": one.correction,
            "accepted": one.accepted, "decided": one.decided,
        })
    });
    json!({
        "ref": line.reference, "name": line.name, "form": line.form, "part": line.part, "title": line.title,
        "revision": line.revision, "file": line.file, "next": line.next().map(|step| step.step.code()),
        "steps": steps.collect::<Vec<_>>(), "corrections": corrections.collect::<Vec<_>>(),
    })
}

fn words(line: &InboxLine) -> Vec<String> {
    let mut words = vec![format!("{} {}: {}", line.shown, line.name, line.title)];
    for step in &line.steps {
        let state = match (step.state, step.on) {
            (StepState::Done, Some(on)) => on.to_string(),
            (StepState::Done, None) => "done".to_owned(),
            (StepState::Open, _) => "open".to_owned(),
            (StepState::NotNeeded, _) => "not needed".to_owned(),
        };
        words.push(format!("  {:<20} {state}  {}", step.step.label(), step.says).trim_end().to_owned());
    }
    for one in &line.corrections {
        let decided = match one.accepted {
            None => "open".to_owned(),
            Some(true) => format!("accepted ({})", one.decided),
            Some(false) => format!("declined ({})", one.decided),
        };
        words.push(format!("  {} ({}): “{}” to “{}”: {decided}", one.label, one.column, one.says, one.correction));
    }
    words
}

/// Lists who has not sent what is due, or writes a letter to each.
pub(crate) fn chase(call: &Call, folder: Option<&Path>, out: &Out) -> Result<Exit> {
    let mut app = call.open()?;
    let reminders = app.reminders(call.today)?;
    let Some(folder) = folder else {
        let words: Vec<String> = reminders.iter().flat_map(reminder_words).collect();
        let words = if words.is_empty() { vec!["Nothing is overdue or due soon.".to_owned()] } else { words };
        out.show(&reminders.iter().map(reminder_json).collect(), &words)?;
        return Ok(Exit::Done);
    };
    let mut files = Vec::new();
    for one in reminders.iter().filter(|one| one.can_be_sent()) {
        let (name, bytes) = app.mail(one, &call.now)?;
        let path = folder.join(&name);
        write_file(&path, &bytes)?;
        files.push(path.display().to_string());
    }
    out.show(&json!({ "files": files }), &files)?;
    Ok(Exit::Done)
}

fn reminder_json(one: &Reminder) -> Value {
    let due = one.due.iter().map(|due| {
        json!({
            "ref": due.reference, "name": due.name, "form": due.form, "on": due.on.iso(), "status": due.status.code(),
        })
    });
    json!({
        "to": one.to, "email": one.email, "left": one.left.map(Day::iso), "due": due.collect::<Vec<_>>(), "subject": one.subject, "body": one.body,
    })
}

fn reminder_words(one: &Reminder) -> Vec<String> {
    let to = if one.to.is_empty() { "No lead is named" } else { &one.to };
    let email = if one.email.is_empty() { "no address" } else { &one.email };
    let left = one.left.map(|left| format!(", left on {left}")).unwrap_or_default();
    let mut words = vec![format!("{to}{left}, {email}")];
    words.extend(one.due.iter().map(|due| {
        format!("  {}  {:<10} {} {}: {}", due.on.iso(), due.status.label(), due.reference, due.name, due.title)
    }));
    words
}
