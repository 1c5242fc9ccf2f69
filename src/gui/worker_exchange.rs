//! The worker's answers about papers that travel: taking in, scans, checking, versions made apart.

use crate::app::edition::Offered;
use crate::app::sheet::{Plan, SheetFile};
use crate::app::take_in::{Arrived, TakenIn};
use crate::app::verify::{Verdict, Verified};
use crate::app::view::DocumentState;
use crate::app::{App, Error, Kind, Result};
use crate::gui::command::Chosen;
use crate::gui::exchange::{Apart, CameIn, Checked, LooseScan, Shows};
use crate::gui::message::Event;
use crate::gui::worker_procedure;
use crate::model::day::Day;
use crate::model::id::{DocumentId, PartId};
use crate::model::moment::Moment;
use std::sync::Arc;

/// Takes files in, each by itself; a scan is looked at for its code instead.
pub(super) fn take_in(app: &mut App, files: Vec<Chosen>, now: &Moment, today: Day) -> Result<Event> {
    let (mut came_in, mut scans, mut procedure) = (Vec::new(), Vec::new(), None);
    for file in files {
        let name = name_of(&file);
        match worker_procedure::came(app, &file)? {
            Some(Came::Procedure(name, offered)) => {
                procedure = Some((name, offered));
                continue;
            }
            Some(Came::Refused(name, why)) => {
                came_in.push(not_read(name, why));
                continue;
            }
            None => {}
        }
        let arrived = Arrived { name: name.clone(), bytes: file.bytes };
        if arrived.may_be_scan() {
            let shows = shows(app, &arrived)?;
            let file = Chosen { path: file.path, bytes: arrived.bytes };
            scans.push(LooseScan { file, shows });
        } else {
            let told = app.take_in(&[arrived], false, now, today)?;
            let named = |reference: &String| Ok((reference.clone(), app.partnership(reference, today)?.name));
            let partnerships = told.partnerships.iter().map(named).collect::<Result<_>>()?;
            came_in.push(CameIn { name, told, partnerships });
        }
    }
    Ok(Event::CameIn { came_in, scans, procedure })
}

/// What became of the file of a procedure.
pub(super) enum Came {
    /// It can be brought into force.
    Procedure(String, Box<Offered>),
    /// It is refused; why, in a sentence.
    Refused(String, String),
}

/// Says why a file could not even be read.
pub(super) fn not_read(name: String, why: String) -> CameIn {
    let told = TakenIn { refused: vec![(name.clone(), why)], ..TakenIn::default() };
    CameIn { name, told, partnerships: vec![] }
}

/// Says what a scan shows.
fn shows(app: &App, arrived: &Arrived) -> Result<Shows> {
    Ok(match told(app.verify_scan(arrived))? {
        Ok(verified) if verified.document.is_empty() => Shows::Nothing(
            "Its code is of a form that is not known here. Take in the PDF of the form first.".to_owned(),
        ),
        Ok(verified) => Shows::Part {
            is_current: verified.record == Verdict::Match && counts(app, &verified)?,
            title: format!("{}, {}", verified.name, verified.title),
            document: verified.document,
            part: verified.part,
        },
        Err((sentence, _)) => Shows::Nothing(format!("{sentence}.")),
    })
}

/// Is a version the one that counts, of several made apart?
fn counts(app: &App, verified: &Verified) -> Result<bool> {
    let found = app.versions(&verified.document, &verified.part)?;
    Ok(found.versions.first().is_some_and(|version| version.revision == verified.revision))
}

/// Checks a paper by a printed code.
pub(super) fn check_code(app: &App, code: String) -> Result<Event> {
    let told = told(app.verify_code(&code))?;
    checked(app, code, told, false)
}

/// Checks a paper by its file; of a scan, the code on it is looked up.
pub(super) fn check_file(app: &App, file: Chosen) -> Result<Event> {
    let file = Arrived { name: name_of(&file), bytes: file.bytes };
    let is_scan = file.may_be_scan();
    let told = told(if is_scan { app.verify_scan(&file) } else { app.verify_file(&file.bytes) })?;
    checked(app, file.name, told, is_scan)
}

fn checked(app: &App, what: String, told: Told, is_scan: bool) -> Result<Event> {
    let mut n_apart = 0;
    if let Ok(verified) = &told
        && verified.record == Verdict::Match
    {
        let count = app.versions(&verified.document, &verified.part)?.versions.len();
        n_apart = if count > 1 { count } else { 0 };
    }
    Ok(Event::Checked(Checked { what, told, is_scan, n_apart }))
}

/// What the records say of a paper, or why they say nothing and what to do.
type Told = std::result::Result<Box<Verified>, (String, String)>;

/// Keeps apart what the person can put right from failures of the records.
fn told<T>(asked: Result<T>) -> Result<std::result::Result<Box<T>, (String, String)>> {
    match asked {
        Ok(told) => Ok(Ok(Box::new(told))),
        Err(error) if error.kind() == Kind::User => Ok(Err((error.sentence().to_owned(), error.hint().to_owned()))),
        Err(error) => Err(error),
    }
}

/// Returns the versions of a part, with what it is.
pub(super) fn versions(app: &App, document: DocumentId, part: PartId, today: Day) -> Result<Event> {
    let desk = app.desk(&document, &part, today)?;
    let lines = app.documents(&desk.reference)?;
    let line = lines.into_iter().find(|line| line.document == document && line.part == part);
    let line = line.ok_or_else(|| Error::bug("A part of a document is gone"))?;
    Ok(Event::Versions(Box::new(Apart {
        found: app.versions(&document, &part)?,
        reference: desk.reference,
        name: desk.name,
        title: line.whole_title(),
        is_begun: line.state == DocumentState::Draft,
        document,
        part,
    })))
}

/// Reads a spreadsheet, and guesses how it is meant.
pub(super) fn read_sheet(app: &App, file: &Chosen) -> Result<Event> {
    let read = Arc::new(SheetFile::read(&name_of(file), &file.bytes)?);
    let plan = Box::new(app.guess_plan(&read, 0));
    Ok(Event::SheetRead { file: read, plan })
}

/// Says what would become of the rows of a spreadsheet.
pub(super) fn sheet_rows(app: &App, file: &SheetFile, plan: Box<Plan>, today: Day) -> Result<Event> {
    let rows = told(app.preview_import(file, &plan, today))?.map(|rows| *rows);
    Ok(Event::SheetRows { plan, rows })
}

pub(super) fn name_of(file: &Chosen) -> String {
    file.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
