//! `pdesk left`, `hand-over` and `number`: keeping the register right.

use crate::Call;
use crate::args::HandOverArgs;
use crate::out::{Exit, Out};
use crate::sign::day;
use partnership_desk::app::hand_over::HandOverLine;
use partnership_desk::app::op::{Changed, HandOver, Op};
use partnership_desk::app::{App, Error, Result};
use partnership_desk::model::answer::Person;
use serde_json::json;

/// Notes that a person has left, or lists who has.
pub(crate) fn left(call: &Call, name: Option<String>, on: Option<&str>, undo: bool, out: &Out) -> Result<Exit> {
    let mut app = call.open()?;
    if let Some(name) = name {
        let on = match (on, undo) {
            (_, true) => None,
            (Some(on), false) => Some(day(call, on)?),
            (None, false) => {
                return Err(Error::user(
                    "The day is missing",
                    "Give their last day with --on, or take a note back with --undo",
                ));
            }
        };
        app.apply(Op::Left { name, on }, &call.now, call.today)?;
    }
    let lines = app.people_who_left()?;
    let value = lines.iter().map(|one| json!({ "name": one.name, "on": one.on.iso(), "leads": one.leads })).collect();
    let mut words: Vec<String> = lines
        .iter()
        .map(|one| format!("{}  {}, still leads {}", one.on.iso(), one.name, partnerships(one.leads)))
        .collect();
    if words.is_empty() {
        words.push("Nobody is noted as having left.".to_owned());
    }
    out.show(&value, &words)?;
    app.close(&call.now)?;
    Ok(Exit::Done)
}

fn partnerships(count: usize) -> String {
    if count == 1 { "1 partnership".to_owned() } else { format!("{count} partnerships") }
}

/// Hands partnerships over, takes that back, or lists who leads what.
pub(crate) fn hand_over(call: &Call, args: HandOverArgs, out: &Out) -> Result<Exit> {
    let mut app = call.open()?;
    let from = args.from.clone().unwrap_or_default();
    if args.list {
        return listed(&app.hand_overs()?, out);
    }
    let changed = if args.undo {
        app.apply(Op::UndoHandOver { id: from }, &call.now, call.today)?
    } else if let Some(to) = args.to.clone() {
        let fields = [("name", Some(to)), ("post", args.post), ("email", args.email), ("phone", args.phone)];
        let fields = fields.into_iter().filter_map(|(field, text)| Some((field.to_owned(), text?))).collect();
        let references = if args.only.is_empty() {
            app.led_by(&from)?.into_iter().map(|led| led.reference).collect()
        } else {
            args.only
        };
        let asked = HandOver { from, to: Person { fields }, references, reason: args.reason };
        app.apply(Op::HandOver(asked), &call.now, call.today)?
    } else {
        return led(&app, &from, out);
    };
    let exit = told(&app, &changed, args.undo, out)?;
    app.close(&call.now)?;
    Ok(exit)
}

fn told(app: &App, changed: &Changed, is_undo: bool, out: &Out) -> Result<Exit> {
    let id = app.hand_overs()?.first().map(|line| line.id.clone()).unwrap_or_default();
    let refused: Vec<_> =
        changed.refused.iter().map(|(reference, why)| json!({ "ref": reference, "reason": why })).collect();
    let value = json!({ "id": id, "handed_over": changed.handed_over, "refused": refused });
    let mut lines: Vec<String> = changed
        .handed_over
        .iter()
        .map(|reference| format!("{reference}: done, as a new version of its entry"))
        .collect();
    lines.extend(changed.refused.iter().map(|(reference, why)| format!("{reference}: left as it is. {why}")));
    if !is_undo && !changed.handed_over.is_empty() {
        lines.push(format!("To take it back: pdesk hand-over {id} --undo"));
    }
    out.show(&value, &lines)?;
    Ok(if changed.refused.is_empty() { Exit::Done } else { Exit::Wrong })
}

fn listed(lines: &[HandOverLine], out: &Out) -> Result<Exit> {
    let one = |line: &HandOverLine| {
        json!({
            "id": line.id, "from": line.from, "to": line.to, "on": line.on.iso(), "reason": line.reason,
            "count": line.count, "undone": line.undone,
        })
    };
    let words = |line: &HandOverLine| {
        let undone = if line.undone { ", taken back" } else { "" };
        let count = partnerships(line.count);
        format!("{}  {}: {count} from {} to {}{undone}: {}", line.on.iso(), line.id, line.from, line.to, line.reason)
    };
    out.show(&lines.iter().map(one).collect(), &lines.iter().map(words).collect::<Vec<_>>())?;
    Ok(Exit::Done)
}

fn led(app: &App, from: &str, out: &Out) -> Result<Exit> {
    let led = app.led_by(from)?;
    let value =
        led.iter().map(|one| json!({ "ref": one.reference, "name": one.name, "refused": one.refused })).collect();
    let mut words: Vec<String> =
        led.iter().map(|one| format!("{} {} {}", one.shown, one.name, one.refused).trim_end().to_owned()).collect();
    if words.is_empty() {
        words.push(format!("{from} leads no partnership."));
    }
    out.show(&value, &words)?;
    Ok(Exit::Done)
}

/// Gives a partnership a register number, or takes it away.
pub(crate) fn number(call: &Call, reference: &str, number: Option<String>, out: &Out) -> Result<Exit> {
    let mut app = call.open()?;
    let changed = app.apply(Op::AssignNumber { reference: reference.to_owned(), number }, &call.now, call.today)?;
    let reference = changed.reference.unwrap_or_default();
    let view = app.partnership(&reference, call.today)?;
    let line = if view.register_no.is_empty() {
        format!("{reference} has no register number now")
    } else {
        format!("{reference} has the register number {}", view.register_no)
    };
    out.show(&json!({ "ref": reference, "register_no": view.register_no }), &[line])?;
    app.close(&call.now)?;
    Ok(Exit::Done)
}
