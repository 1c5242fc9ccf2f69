//! `pdesk demo`: a full example from the pack's own demonstration answers, or a large register made of them.

use crate::Call;
use crate::out::{Exit, Out};
use partnership_desk::app::blank::Blank;
use partnership_desk::app::demo::{Step, files};
use partnership_desk::app::large::Progress;
use partnership_desk::app::paper::Wanted;
use partnership_desk::app::{App, Error, Result, write_whole};
use serde_json::json;
use std::path::Path;

/// Fills the records in `folder/records` and writes every PDF to `folder`.
pub(crate) fn demo(call: &Call, folder: &Path, out: &Out) -> Result<Exit> {
    let mut app = new_records(call, folder)?;
    let pack = app.pack();
    let mut references: Vec<String> = Vec::new();
    for (name, text) in files(call.pack.as_deref(), pack.id.as_str())? {
        if name.contains('/') {
            continue;
        }
        let step = Step::read(&name, &text)?;
        let known = references.get(step.partnership.saturating_sub(1)).cloned();
        let reference = app.demonstrate(&name, step, known.as_deref(), true)?;
        if !references.contains(&reference) {
            references.push(reference);
        }
    }
    let mut written = Vec::new();
    for reference in &references {
        for paper in app.papers(reference, &Wanted::default(), &call.now, call.today)? {
            let path = folder.join(&paper.name);
            write_whole(&path, &paper.bytes)?;
            written.push(path.display().to_string());
        }
    }
    for form in &pack.forms {
        let wanted = Blank { form: form.id.clone(), on_screen: false, reference: None };
        let paper = app.blank(&wanted, call.today)?;
        let path = folder.join(&paper.name);
        write_whole(&path, &paper.bytes)?;
        written.push(path.display().to_string());
    }
    app.close(&call.now)?;
    out.show(&json!({ "files": written }), &written)?;
    Ok(Exit::Done)
}

/// Makes a register of `count` partnerships with their forms of twenty years in `folder/records`.
pub(crate) fn large(call: &Call, count: usize, folder: &Path, out: &Out) -> Result<Exit> {
    let mut app = new_records(call, folder)?;
    let made = app.large(count, call.pack.as_deref(), &call.now, call.today, &mut |progress: Progress| {
        #[expect(clippy::print_stderr, reason = "progress of a command line goes there")]
        {
            eprintln!("{} {} of {count} partnerships", progress.doing, progress.done);
        }
    })?;
    let records = folder.join("records").display().to_string();
    let value = json!({
        "records": records, "partnerships": count, "revisions": made.revisions, "sign_offs": made.sign_offs,
        "checked": made.checked,
    });
    let line = format!("{records}: {count} partnerships, {} forms, {} signatures", made.revisions, made.sign_offs);
    out.show(&value, &[line])?;
    Ok(Exit::Done)
}

fn new_records(call: &Call, folder: &Path) -> Result<App> {
    let records = folder.join("records");
    if records.exists() {
        let sentence = format!("{} is there already", records.display());
        return Err(Error::user(sentence, "Give a new folder, so that nothing is overwritten"));
    }
    App::open(&records, call.pack.as_deref(), &call.now)
}
