//! `pdesk demo`: a full example, from the pack's own demonstration answers.

use crate::Call;
use crate::out::{Exit, Out};
use partnership_desk::app::blank::Blank;
use partnership_desk::app::fill::Fill;
use partnership_desk::app::op::{Op, SignOff};
use partnership_desk::app::paper::Wanted;
use partnership_desk::app::view::SignatureLine;
use partnership_desk::app::{App, Error, Result, write_whole};
use partnership_desk::model::day::Day;
use partnership_desk::model::moment::Moment;
use partnership_desk::pack::builtin;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// One form of the demonstration.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    form: String,
    /// Which of the demonstration's partnerships, from 1.
    partnership: usize,
    period: Option<String>,
    /// The part; none: every part there are answers for.
    part: Option<String>,
    today: String,
    complete: bool,
    /// Why a part that was signed is changed.
    #[serde(default)]
    reason: String,
    answers: BTreeMap<String, Value>,
    #[serde(default)]
    sign: Vec<Signing>,
}

/// A signature of the demonstration.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Signing {
    role: String,
    name: String,
    on: String,
    minute: Option<String>,
    /// For whom, where each row of a table has a signer.
    #[serde(rename = "for")]
    signer: Option<String>,
}

/// Fills the records in `folder/records` and writes every PDF to `folder`.
pub(crate) fn demo(call: &Call, folder: &Path, out: &Out) -> Result<Exit> {
    let records = folder.join("records");
    if records.exists() {
        let sentence = format!("{} is there already", records.display());
        return Err(Error::user(sentence, "Give a new folder, so that nothing is overwritten"));
    }
    let mut app = App::open(&records, call.pack.as_deref(), &call.now)?;
    let pack = app.pack();
    let steps = steps_of(call.pack.as_deref(), pack.id.as_str())?;
    let mut references: Vec<String> = Vec::new();
    for (name, text) in &steps {
        let step: Step = toml::from_str(text).map_err(|error| Error::bug(format!("{name}: {}", error.message())))?;
        let reference = run_step(&mut app, name, step, &references)?;
        if !references.contains(&reference) {
            references.push(reference);
        }
    }
    let mut files = Vec::new();
    for reference in &references {
        for paper in app.papers(reference, &Wanted::default(), &call.now, call.today)? {
            let path = folder.join(&paper.name);
            write_whole(&path, &paper.bytes)?;
            files.push(path.display().to_string());
        }
    }
    for form in &pack.forms {
        let wanted = Blank { form: form.id.clone(), on_screen: false, reference: None };
        let paper = app.blank(&wanted, call.today)?;
        let path = folder.join(&paper.name);
        write_whole(&path, &paper.bytes)?;
        files.push(path.display().to_string());
    }
    app.close(&call.now)?;
    out.show(&json!({ "files": files }), &files)?;
    Ok(Exit::Done)
}

/// The demonstration's files in order: of the pack's folder if one was given, else of the program's own pack.
fn steps_of(given: Option<&str>, id: &str) -> Result<Vec<(String, String)>> {
    let folder = given.map(|given| Path::new(given).join("demo")).filter(|folder| folder.is_dir());
    let Some(folder) = folder else {
        let own = builtin::demo(id).iter();
        return Ok(own.map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect());
    };
    let failed = |error: std::io::Error| Error::file("Reading", &folder, &error);
    let mut steps = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let text = std::fs::read_to_string(&path).map_err(|error| Error::file("Reading", &path, &error))?;
        steps.push((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), text));
    }
    steps.sort();
    Ok(steps)
}

fn run_step(app: &mut App, name: &str, step: Step, references: &[String]) -> Result<String> {
    let today = day(name, &step.today)?;
    let now = noon(today)?;
    let fill = Fill {
        form: step.form.as_str().into(),
        reference: references.get(step.partnership.saturating_sub(1)).cloned(),
        period: step.period,
        part: step.part.map(Into::into),
        values: step.answers,
        complete: step.complete,
        reason: step.reason,
    };
    let filled = app.fill(fill, Path::new(""), &now, today)?;
    if step.complete && !filled.completed {
        let first = filled.findings.first().map(|finding| finding.message.clone()).unwrap_or_default();
        return Err(Error::bug(format!("The demonstration’s {name} is not complete: {first}")));
    }
    for signing in step.sign {
        let on = day(name, &signing.on)?;
        // Each signature is made on the paper printed before it.
        app.paper(&filled.document, None, &noon(on)?, on)?;
        let documents = app.documents(&filled.reference)?;
        let lines = documents.iter().filter(|line| line.document == filled.document);
        let of_role = lines.flat_map(|line| &line.signatures).filter(|signature| signature.role == signing.role);
        let named = |signature: &&SignatureLine| {
            signing.signer.as_ref().map_or(signature.signed.is_none(), |signer| *signer == signature.signer)
        };
        let signature = of_role.into_iter().find(named);
        let signature = signature.ok_or_else(|| Error::bug(format!("{name}: nobody signs as {}", signing.role)))?;
        let sign_off = SignOff {
            document: filled.document.clone(),
            question: signature.question.clone(),
            row: signature.row.clone(),
            set_aside: String::new(),
            name: signing.name,
            post: app.pack().role_title(&signing.role).to_owned(),
            on,
            reference: signing.minute.unwrap_or_default(),
            scan: None,
        };
        let changed = app.apply(Op::SignOff(sign_off), &noon(on)?, on)?;
        if let Some(unmet) = changed.unmet.first() {
            return Err(Error::bug(format!("The demonstration’s {name} cannot be signed: {unmet}")));
        }
    }
    Ok(filled.reference)
}

fn day(name: &str, text: &str) -> Result<Day> {
    Day::parse_iso(text).ok_or_else(|| Error::bug(format!("{name}: “{text}” is not a date")))
}

fn noon(day: Day) -> Result<Moment> {
    Moment::parse(&format!("{}T12:00:00Z", day.iso())).ok_or_else(|| Error::bug("A day has no noon"))
}
