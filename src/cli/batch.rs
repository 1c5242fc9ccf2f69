//! `pdesk bundle`, `print-due`: many forms at once.

use crate::Call;
use crate::out::{Exit, Out, write_file};
use partnership_desk::app::batch::{DuePaper, DueWanted, is_there};
use partnership_desk::app::{App, Error, Result};
use partnership_desk::model::id::FormId;
use serde_json::json;
use std::path::Path;

pub(crate) fn bundle(call: &Call, reference: &str, id: Option<&str>, file: &Path, out: &Out) -> Result<Exit> {
    let paper = call.open()?.bundle(reference, id, call.today)?;
    let path = if file.is_dir() { file.join(&paper.name) } else { file.to_path_buf() };
    write_file(&path, &paper.bytes)?;
    if file != Path::new("-") {
        let name = path.display().to_string();
        out.show(&json!({ "file": name }), &[name])?;
    }
    Ok(Exit::Done)
}

pub(crate) fn print_due(call: &Call, within: Option<i64>, form: Option<String>, to: &Path, out: &Out) -> Result<Exit> {
    let mut app = call.open()?;
    let papers = app.due_papers(&DueWanted { within, form: form.map(FormId::new) }, call.today)?;
    if papers.is_empty() {
        return Err(Error::user("Nothing is due", "Give more days with --within"));
    }
    let one_file = to == Path::new("-") || to.extension().is_some_and(|ending| ending == "pdf") && !to.is_dir();
    if one_file {
        into_file(call, &app, &papers, to, out)?;
    } else {
        into_folder(call, &mut app, &papers, to, out)?;
    }
    app.close(&call.now)?;
    Ok(Exit::Done)
}

fn into_file(call: &Call, app: &App, papers: &[DuePaper], to: &Path, out: &Out) -> Result<()> {
    let mut members = Vec::new();
    for (at, due) in papers.iter().enumerate() {
        progress(at, papers.len(), due);
        members.push(app.due_member(due, call.today)?);
    }
    write_file(to, &app.due_together(&members, call.today).bytes)?;
    if to == Path::new("-") {
        return Ok(());
    }
    let name = to.display().to_string();
    out.show(&json!({ "file": name, "papers": papers.len() }), &[format!("{name}: {} papers", papers.len())])
}

fn into_folder(call: &Call, app: &mut App, papers: &[DuePaper], to: &Path, out: &Out) -> Result<()> {
    let (mut written, mut left_out) = (Vec::new(), Vec::new());
    for (at, due) in papers.iter().enumerate() {
        let path = to.join(&due.file);
        if is_there(&path) {
            left_out.push(path.display().to_string());
            continue;
        }
        progress(at, papers.len(), due);
        write_file(&path, &app.due_paper(due, &call.now, call.today)?.bytes)?;
        written.push(path.display().to_string());
    }
    let mut lines = written.clone();
    if !left_out.is_empty() {
        lines.push(format!("{} there already, left as they are", left_out.len()));
    }
    out.show(&json!({ "written": written, "there_already": left_out }), &lines)
}

/// Says on stderr how far it is, for whoever waits.
#[expect(clippy::print_stderr, reason = "messages of a command line go there")]
fn progress(at: usize, count: usize, due: &DuePaper) {
    eprintln!("{} of {count}: {} {}, {}", at + 1, due.reference, due.name, due.title);
}
