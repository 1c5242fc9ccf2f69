//! `pdesk check` and `pdesk fill`: answer files.

use crate::Call;
use crate::args::FillArgs;
use crate::out::{Exit, Out, finding_lines, findings_json, read_text};
use partnership_desk::app::fill::Fill;
use partnership_desk::app::{Error, Result, answer_file};
use partnership_desk::form::finding::{Finding, Level};
use partnership_desk::model::id::FormId;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::Path;

pub(crate) fn read_answers(path: &Path) -> Result<BTreeMap<String, Value>> {
    let text = read_text(path)?;
    let is_json = path.extension().is_some_and(|ending| ending == "json") || text.trim_start().starts_with('{');
    answer_file::parse(&text, is_json)
        .map_err(|why| Error::user(format!("{}, {why}", path.display()), "Correct the file and try again"))
}

fn blocked(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.level != Level::Warn)
}

pub(crate) fn check(call: &Call, form: &str, answers: &Path, partnership: Option<&str>, out: &Out) -> Result<Exit> {
    let values = read_answers(answers)?;
    let app = if partnership.is_some() { call.open()? } else { call.pack_only()? };
    let checked = app.check_answers(&FormId::new(form), &values, partnership, call.today)?;
    let mut results = Map::new();
    let text = |name: &str| checked.results.get(name).cloned();
    if let Some(level) = text("level") {
        results.insert("approval".into(), json!({ "level": level, "reason": text("level_reason") }));
    }
    let due = checked.due.iter().map(|(form, on)| json!({ "form": form, "on": on.iso() }));
    results.insert("due".into(), due.collect());
    results.extend(checked.results.clone().into_iter().filter(|(name, _)| name != "level" && name != "level_reason"));
    let value = json!({
        "findings": findings_json(&checked.findings), "pages": checked.pages, "facts": checked.facts, "results": results,
    });
    let mut lines = finding_lines(&checked.findings);
    if lines.is_empty() {
        lines.push("Nothing is wrong with these answers.".to_owned());
    }
    out.show(&value, &lines)?;
    Ok(if blocked(&checked.findings) { Exit::Wrong } else { Exit::Done })
}

pub(crate) fn fill(call: &Call, args: FillArgs, out: &Out) -> Result<Exit> {
    let values = read_answers(&args.answers)?;
    let folder = args.answers.parent().unwrap_or(Path::new("")).to_path_buf();
    let mut app = call.open()?;
    let fill = Fill {
        form: FormId::new(args.form),
        reference: args.partnership,
        period: args.period,
        part: args.part.map(Into::into),
        values,
        complete: args.complete,
        reason: args.reason,
    };
    let filled = app.fill(fill, &folder, &call.now, call.today)?;
    let form = app.pack();
    let title =
        form.forms.iter().find(|form| form.id.as_str() == filled_form(&app, &filled.document)).map_or("", |f| &f.title);
    let state = if filled.completed { "completed" } else { "draft" };
    let value = json!({
        "ref": filled.reference, "document": filled.document, "form": filled_form(&app, &filled.document), "part": filled.part,
        "period": filled.period, "state": state, "revision": filled.revision, "findings": findings_json(&filled.findings),
    });
    let mut lines = vec![format!("{} {title}: {state}", filled.reference)];
    lines.extend(finding_lines(&filled.findings));
    out.show(&value, &lines)?;
    app.close(&call.now)?;
    Ok(if args.complete && !filled.completed { Exit::Wrong } else { Exit::Done })
}

fn filled_form(app: &partnership_desk::app::App, document: &partnership_desk::model::id::DocumentId) -> String {
    app.form_of(document).map(|form| form.to_string()).unwrap_or_default()
}
