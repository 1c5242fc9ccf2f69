//! `pdesk report`, and `pdesk due --ics`: tables and charts about many partnerships, and the calendar.

use crate::Call;
use crate::args::ReportArgs;
use crate::out::{Exit, Out, write_file};
use partnership_desk::app::report::{Format, ReportLine};
use partnership_desk::app::{Error, Result};
use partnership_desk::model::period::Period;
use serde_json::{Value, json};
use std::path::Path;

pub(crate) fn report(call: &Call, asked: &ReportArgs, out: &Out) -> Result<Exit> {
    let Some(name) = &asked.name else { return list(call, out) };
    let period = asked.period.as_deref().map(read_period).transpose()?;
    let Some(path) = &asked.out else {
        return Err(Error::surroundings("No file is named", "Give --out with a name that ends in .pdf, .xlsx or .csv"));
    };
    let format = Format::of(path)?;
    let mut app = call.open()?;
    let report = app.report(name, period, asked.partnership.as_deref(), call.today)?;
    let files = app.report_files(&report, path, format);
    for (path, bytes) in &files {
        write_file(path, bytes)?;
    }
    let names: Vec<String> = files.iter().map(|(path, _)| path.display().to_string()).collect();
    out.show(&json!({ "files": names, "title": report.title, "about": report.subtitle }), &names)?;
    Ok(Exit::Done)
}

fn list(call: &Call, out: &Out) -> Result<Exit> {
    let reports = call.pack_only()?.reports(call.today);
    let one = |report: &ReportLine| {
        let of = if report.of_one { "partnership" } else { "" };
        json!({
            "id": report.id, "title": report.title, "says": report.says, "clause": report.clause, "of": of,
            "from": report.period.from.iso(), "to": report.period.to.iso(),
        })
    };
    let lines: Vec<String> = reports.iter().map(|report| format!("{:<20} {}", report.id, report.title)).collect();
    let value: Value = reports.iter().map(one).collect();
    out.show(&value, &lines)?;
    Ok(Exit::Done)
}

fn read_period(text: &str) -> Result<Period> {
    Period::parse(text).ok_or_else(|| {
        Error::surroundings(
            format!("“{text}” is not a period"),
            "Write 2026Q3 for July to September 2026, 2026/27Q3 for the third quarter of a financial year, \
             2026/27 for a financial year, or 2026-07-01..2026-09-30",
        )
    })
}

/// Writes what is due as a calendar.
pub(crate) fn calendar(call: &Call, within: Option<i64>, path: &Path, out: &Out) -> Result<Exit> {
    let bytes = call.open()?.calendar(within, call.today, &call.now)?;
    write_file(path, &bytes)?;
    if path != Path::new("-") {
        let name = path.display().to_string();
        out.show(&json!({ "files": [name] }), &[name])?;
    }
    Ok(Exit::Done)
}
