//! `pdesk sign`, `return` and `receive`: what was done with the paper.

use crate::Call;
use crate::args_act::{ActArgs, PartArgs, ReturnArgs, SignArgs};
use crate::out::{Exit, Out};
use partnership_desk::app::op::{Op, Received, Return, SignOff};
use partnership_desk::app::view::{DocumentLine, SignatureLine};
use partnership_desk::app::{App, Error, Result};
use partnership_desk::model::day::Day;
use partnership_desk::model::id::{DocumentId, PartId};
use partnership_desk::pack::condition::same_person;
use serde_json::json;

pub(crate) fn day(call: &Call, text: &str) -> Result<Day> {
    Day::parse(text, call.today)
        .map_err(|_not_a_day| Error::user(format!("“{text}” is not a date"), "Write it like 31 March 2026"))
}

pub(crate) fn sign(call: &Call, args: SignArgs, out: &Out) -> Result<Exit> {
    let on = day(call, &args.act.on)?;
    let scan = args.scan.as_ref().map(|path| {
        let bytes = std::fs::read(path).map_err(|error| Error::file("Reading", path, &error))?;
        Ok::<_, Error>((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), bytes))
    });
    let scan = scan.transpose()?;
    let mut app = call.open()?;
    let documents = app.documents(&args.act.of.reference)?;
    let lines = of_form(&documents, &args.act.of)?;
    let (line, signature) = find(&lines, &args)?;
    let (document, part) = (line.document.clone(), line.part.clone());
    let sign_off = SignOff {
        document: document.clone(),
        question: signature.question.clone(),
        row: signature.row.clone(),
        name: args.act.name,
        post: app.pack().role_title(&signature.role).to_owned(),
        on,
        reference: args.minute.unwrap_or_default(),
        set_aside: args.set_aside.clone(),
        scan,
    };
    let changed = app.apply(Op::SignOff(sign_off), &call.now, call.today)?;
    if !changed.unmet.is_empty() && args.set_aside.trim().is_empty() {
        return Err(Error::user(changed.unmet.join(" "), "Correct it, or give the reason with --set-aside"));
    }
    tell_state(&app, &args.act.of.reference, &(document, part), out)?;
    app.close(&call.now)?;
    Ok(Exit::Done)
}

pub(crate) fn send_back(call: &Call, args: ReturnArgs, out: &Out) -> Result<Exit> {
    let reason = args.reason;
    act(call, args.act, out, |document, part, on, act| {
        Op::Return(Return { document, part, role: act.role, name: act.name, on, reason })
    })
}

pub(crate) fn receive(call: &Call, args: ActArgs, out: &Out) -> Result<Exit> {
    act(call, args, out, |document, part, on, act| {
        Op::Receive(Received { document, part, role: act.role, name: act.name, on })
    })
}

/// Carries out what an officer did with the newest part that fits.
fn act(call: &Call, args: ActArgs, out: &Out, op: impl FnOnce(DocumentId, PartId, Day, ActArgs) -> Op) -> Result<Exit> {
    let on = day(call, &args.on)?;
    let mut app = call.open()?;
    let reference = args.of.reference.clone();
    let documents = app.documents(&reference)?;
    let lines = of_form(&documents, &args.of)?;
    let line = lines.first().ok_or_else(|| Error::bug("A form has no parts"))?;
    let place = (line.document.clone(), line.part.clone());
    app.apply(op(place.0.clone(), place.1.clone(), on, args), &call.now, call.today)?;
    tell_state(&app, &reference, &place, out)?;
    app.close(&call.now)?;
    Ok(Exit::Done)
}

type Place = (DocumentId, PartId);

fn tell_state(app: &App, reference: &str, place: &Place, out: &Out) -> Result<()> {
    let after = app.documents(reference)?;
    let state = after.iter().find(|line| line.document == place.0 && line.part == place.1);
    let state = state.map_or("signed", |line| line.state.code());
    out.show(&json!({ "state": state }), &[format!("Recorded. The form is now: {state}")])
}

/// Returns the parts of a form's documents, the newest document first.
pub(crate) fn of_form<'a>(documents: &'a [DocumentLine], of: &PartArgs) -> Result<Vec<&'a DocumentLine>> {
    let asked = |line: &&DocumentLine| {
        line.form.as_str() == of.form
            && of.period.as_ref().is_none_or(|period| line.period == *period)
            && of.part.as_ref().is_none_or(|part| line.part.as_str() == part)
    };
    let lines: Vec<&DocumentLine> = documents.iter().filter(asked).collect();
    if lines.is_empty() {
        return Err(Error::user("There is no such form for this partnership", "Fill it in and complete it first"));
    }
    Ok(lines)
}

/// Finds the signature of a role: of several signers the one named, else the first who has not signed.
fn find<'a>(lines: &[&'a DocumentLine], args: &SignArgs) -> Result<(&'a DocumentLine, &'a SignatureLine)> {
    let all = lines.iter().flat_map(|line| line.signatures.iter().map(move |signature| (*line, signature)));
    let newest = lines.first().map(|line| line.document.clone());
    let of_role: Vec<(&DocumentLine, &SignatureLine)> = all
        .filter(|(line, signature)| signature.role == args.act.role && Some(&line.document) == newest.as_ref())
        .collect();
    let name = args.signer.as_deref().unwrap_or(&args.act.name);
    let named = of_role.iter().find(|(_, signature)| same_person(&signature.signer, name));
    let open = of_role.iter().find(|(_, signature)| signature.signed.is_none());
    let found = named.or(open.filter(|_| args.signer.is_none())).or(of_role.first().filter(|_| args.signer.is_none()));
    found.copied().ok_or_else(|| {
        let mut roles: Vec<&str> = lines.iter().flat_map(|line| &line.signatures).map(|s| s.role.as_str()).collect();
        roles.dedup();
        Error::user(
            format!("Nobody signs this form as “{}”", args.signer.as_deref().unwrap_or(&args.act.role)),
            format!("Its roles are: {}", roles.join(", ")),
        )
    })
}
