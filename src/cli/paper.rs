//! `pdesk export`, `blank`, `verify`: paper.

use crate::Call;
use crate::args::ExportArgs;
use crate::out::{Exit, Out, finding_lines, findings_json, write_file};
use partnership_desk::app::blank::Blank;
use partnership_desk::app::paper::Wanted;
use partnership_desk::app::take_in::Arrived;
use partnership_desk::app::verify::{Sheets, Verdict};
use partnership_desk::app::{Error, Paper, Result};
use partnership_desk::model::id::FormId;
use serde_json::json;
use std::path::{Path, PathBuf};

pub(crate) fn export(call: &Call, args: &ExportArgs, out: &Out) -> Result<Exit> {
    let mut app = call.open()?;
    let papers = match &args.revision {
        Some(code) => vec![app.paper_of_revision(code)?],
        None => {
            let wanted = Wanted {
                form: args.form.as_deref().map(FormId::new),
                period: args.period.clone(),
                part: args.part.as_deref().map(Into::into),
            };
            if args.sheets {
                sheets(&app, &args.reference, &wanted, call)?
            } else {
                app.papers(&args.reference, &wanted, &call.now, call.today)?
            }
        }
    };
    if papers.is_empty() {
        return Err(Error::user("There is nothing to export", "Fill in the form first"));
    }
    let files = write_papers(&args.out, &papers)?;
    if args.out != Path::new("-") {
        out.show(&json!({ "files": files }), &files)?;
    }
    app.close(&call.now)?;
    Ok(Exit::Done)
}

/// The sheets of the newest document of the form.
fn sheets(app: &partnership_desk::app::App, reference: &str, wanted: &Wanted, call: &Call) -> Result<Vec<Paper>> {
    let documents = app.documents(reference)?;
    let asked = documents.iter().find(|line| {
        wanted.form.as_ref().is_none_or(|form| line.form == *form)
            && wanted.period.as_ref().is_none_or(|period| line.period == *period)
    });
    let line = asked.ok_or_else(|| Error::user("There is no such form for this partnership", "Begin it first"))?;
    app.sheets(&line.document, call.today)
}

/// Writes one paper to a file, or each to its own file in a folder.
fn write_papers(to: &Path, papers: &[Paper]) -> Result<Vec<String>> {
    let one_file = to == Path::new("-") || (to.extension().is_some_and(|ending| ending == "pdf") && !to.is_dir());
    match (papers, one_file) {
        ([one], true) => {
            write_file(to, &one.bytes)?;
            Ok(vec![to.display().to_string()])
        }
        (_, true) => Err(Error::user(
            format!("{} forms do not fit in one file", papers.len()),
            "Give a folder, or choose one with --form and --period",
        )),
        (papers, false) => papers
            .iter()
            .map(|paper| {
                let path: PathBuf = to.join(&paper.name);
                write_file(&path, &paper.bytes)?;
                Ok(path.display().to_string())
            })
            .collect(),
    }
}

pub(crate) fn blank(call: &Call, wanted: &Blank, file: &Path, out: &Out) -> Result<Exit> {
    let paper = call.pack_only()?.blank(wanted, call.today)?;
    let files = write_papers(file, std::slice::from_ref(&paper))?;
    if file != Path::new("-") {
        out.show(&json!({ "files": files }), &files)?;
    }
    Ok(Exit::Done)
}

/// Tells of the record, and of the pages: `FILE.pdf`, or the code printed in the footer.
pub(crate) fn verify(call: &Call, asked: &str, out: &Out) -> Result<Exit> {
    let app = call.open()?;
    let path = Path::new(asked);
    let found = if path.is_file() {
        let bytes = std::fs::read(path).map_err(|error| Error::file("Reading", path, &error))?;
        let file = Arrived { name: asked.to_owned(), bytes };
        let scanned = if file.may_be_scan() { app.verify_scan(&file).ok() } else { None };
        match scanned {
            Some(found) => found,
            None => app.verify_file(&file.bytes)?,
        }
    } else if path.extension().is_some_and(|ending| ending == "pdf") {
        return Err(Error::user(format!("There is no file {asked}"), "Check the name and try again"));
    } else {
        app.verify_code(asked)?
    };
    let value = json!({
        "result": found.result().code(), "record": found.record.code(), "pages": found.pages.map(Sheets::code),
        "ref": found.reference, "form": found.form, "revision": found.revision,
        "changed": found.since.lines.iter().map(|line| json!({ "ask": line.ask, "now": line.says[0], "then": line.says[1] })).collect::<Vec<_>>(),
        "why": found.why,
    });
    let record = match found.record {
        Verdict::Match => format!("This is the current {} of {}.", found.title, found.reference),
        Verdict::Superseded => format!("A later version of this {} of {} replaced it.", found.title, found.reference),
        Verdict::Altered => format!("This file is not as it was made: {}.", found.why),
        Verdict::Unknown => "These records do not know this paper.".to_owned(),
    };
    let changed =
        found.since.lines.iter().map(|line| format!("  {}: now “{}”, then “{}”", line.ask, line.says[0], line.says[1]));
    let pages = found.pages.map(|pages| match pages {
        Sheets::Issued => "The pages are exactly those issued for signing.",
        Sheets::NotIssued => "These pages were not issued for signing here.",
        Sheets::Altered => "The pages were changed after they were made.",
    });
    let lines: Vec<String> = std::iter::once(record).chain(changed).chain(pages.map(str::to_owned)).collect();
    out.show(&value, &lines)?;
    let good = matches!(found.result(), Verdict::Match | Verdict::Superseded);
    Ok(if good { Exit::Done } else { Exit::Wrong })
}

/// Takes in a form that was filled in on screen.
pub(crate) fn take_in(call: &Call, file: &Path, reference: Option<&str>, out: &Out) -> Result<Exit> {
    let bytes = std::fs::read(file).map_err(|error| Error::file("Reading", file, &error))?;
    let mut app = call.open()?;
    let taken = app.import_filled(&bytes, reference, &call.now, call.today)?;
    let answers =
        taken.taken.iter().map(|answer| json!({ "question": answer.question, "ask": answer.ask, "says": answer.says }));
    let value = json!({
        "ref": taken.reference, "started": taken.started, "form": taken.form, "document": taken.document,
        "parts": taken.parts, "taken": answers.collect::<Vec<_>>(), "left": taken.left,
        "findings": findings_json(&taken.findings),
    });
    let count = match taken.taken.len() {
        0 => "nothing new came in".to_owned(),
        1 => "one answer came in".to_owned(),
        n => format!("{n} answers came in"),
    };
    let mut lines = vec![format!("{} {}: {count}", taken.reference, taken.title)];
    lines.extend(taken.left.iter().cloned());
    lines.extend(finding_lines(&taken.findings));
    out.show(&value, &lines)?;
    app.close(&call.now)?;
    Ok(Exit::Done)
}
