//! The demonstration: four partnerships through every form that applies to them, on screen and on paper.

use crate::fixture::none;
use partnership_desk::app::App;
use partnership_desk::app::register::Query;
use partnership_desk::app::view::{DocumentLine, DocumentState, RegisterLine};
use partnership_desk::form::read::read;
use partnership_desk::form::reading::QuestionReading;
use partnership_desk::model::day::Day;
use partnership_desk::model::entry::Entries;
use partnership_desk::model::moment::Moment;
use partnership_desk::pack::form::{Last, Question};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

/// The day on which the demonstration is looked at.
const TODAY: &str = "2026-05-20";

/// The most required questions (a table counts as one), and the most printed pages, by the start of the paper's name.
const CAPS: [(&str, usize, usize); 8] = [
    ("P-0001-appendix-a", 45, 4),
    ("appendix-a", 70, 8),
    ("appendix-b", 30, 3),
    ("appendix-c", 45, 6),
    ("appendix-d", 61, 4),
    ("appendix-e", 30, 5),
    ("appendix-f", 0, 2),
    ("six-month-checklist", 22, 2),
];

/// Makes the demonstration once, with the program itself.
pub(crate) fn demonstration() -> &'static Path {
    static MADE: OnceLock<tempfile::TempDir> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let call = ["--today", TODAY, "demo"];
        let run = Command::new(env!("CARGO_BIN_EXE_pdesk")).args(call).arg(folder.path()).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        folder
    });
    made.path()
}

/// Copies its records into a folder, so that tests do not hold one another up.
pub(crate) fn copy_records(to: &Path) {
    for entry in std::fs::read_dir(demonstration().join("records")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
}

fn records() -> (tempfile::TempDir, App) {
    let folder = tempfile::tempdir().unwrap();
    copy_records(folder.path());
    let now = Moment::parse(&format!("{TODAY}T12:00:00Z")).unwrap();
    let app = App::open(folder.path(), None, &now).unwrap();
    (folder, app)
}

fn today() -> Day {
    Day::parse_iso(TODAY).unwrap()
}

fn lines(app: &mut App) -> Vec<RegisterLine> {
    let query = Query { sort: Some(("ref".to_owned(), false)), ..Query::default() };
    let found = app.find(&query, today()).unwrap();
    app.lines(&found.rows, "", today()).unwrap()
}

fn references(app: &mut App) -> Vec<String> {
    lines(app).into_iter().map(|line| line.reference).collect()
}

fn pages_of(pdf: &Path) -> usize {
    lopdf::Document::load(pdf).unwrap().get_pages().len()
}

fn cap_of(name: &str) -> (usize, usize) {
    let found = CAPS.iter().find(|(start, _, _)| name.contains(start));
    found.map_or((usize::MAX, usize::MAX), |(_, required, pages)| (*required, *pages))
}

#[test]
fn every_paper_of_the_demonstration_is_as_short_as_it_should_be() {
    let mut failures = Vec::new();
    let mut papers = 0;
    for entry in std::fs::read_dir(demonstration()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let is_pdf = path.extension().is_some_and(|ending| ending == "pdf");
        if !name.starts_with("P-") || !is_pdf {
            continue;
        }
        papers += 1;
        let (pages, (_, most)) = (pages_of(&path), cap_of(&name));
        if pages > most {
            failures.push(format!("{name} has {pages} pages; the most is {most}"));
        }
    }
    assert!(papers > 25, "{papers} papers");
    none(&failures);
}

/// Takes each part of each document in turn, with what stands in it.
fn each_part(app: &mut App, mut look: impl FnMut(&str, &DocumentLine, &[QuestionReading], &[QuestionReading])) {
    let pack = app.pack();
    for reference in references(app) {
        for line in app.documents(&reference).unwrap() {
            let desk = app.desk(&line.document, &line.part, today()).unwrap();
            let form = pack.form(&line.form).unwrap();
            let own = |reading: partnership_desk::form::reading::Reading| -> Vec<QuestionReading> {
                let pages = reading.pages.into_iter().filter(|page| page.part == line.part);
                pages.flat_map(|page| page.questions).collect()
            };
            let filled = own(read(&pack, form, &desk.entries, &desk.surroundings));
            let begun = own(read(&pack, form, &Entries::new(), &desk.surroundings));
            look(&reference, &line, &filled, &begun);
        }
    }
}

#[test]
fn no_form_of_the_demonstration_asks_more_than_it_should() {
    let (_folder, mut app) = records();
    let mut asked: BTreeMap<String, usize> = BTreeMap::new();
    each_part(&mut app, |reference, line, filled, _| {
        let required = filled.iter().filter(|question| question.required).count();
        *asked.entry(format!("{reference}-{}-{}", line.form, line.period)).or_default() += required;
    });
    let over = asked.iter().filter(|(name, required)| **required > cap_of(name).0);
    none(&over.map(|(name, required)| format!("{name} asks {required} required questions")).collect::<Vec<_>>());
}

#[test]
fn later_forms_begin_with_what_earlier_ones_say() {
    let (_folder, mut app) = records();
    let pack = app.pack();
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    each_part(&mut app, |_, line, _, begun| {
        let form = pack.form(&line.form).unwrap();
        let shared =
            |question: &Question| question.takes_answer() && (!question.from.is_empty() || question.last != Last::No);
        let count = counts.entry(line.form.to_string()).or_default();
        for asked in begun.iter().filter(|asked| form.question(&asked.id).is_some_and(shared)) {
            let given = asked.entry.as_ref().is_some_and(|entry| !entry.is_empty()) || !asked.beside.is_empty();
            count.0 += usize::from(given);
            count.1 += 1;
        }
    });
    let started = ["appendix-a", "register-entry"];
    let (given, all) = counts
        .iter()
        .filter(|(form, _)| !started.contains(&form.as_str()))
        .fold((0, 0), |(given, all), (_, count)| (given + count.0, all + count.1));
    assert!(all > 200 && given * 100 >= all * 60, "{given} of {all}: {counts:?}");
}

#[test]
fn the_demonstration_ends_one_partnership_and_leaves_three_running() {
    let (_folder, mut app) = records();
    let states: Vec<(String, String)> = lines(&mut app).into_iter().map(|line| (line.reference, line.state)).collect();
    let expected = [("P-0001", "Ended"), ("P-0002", "Active"), ("P-0003", "Active"), ("P-0004", "Active")];
    assert_eq!(states, expected.map(|(reference, state)| (reference.to_owned(), state.to_owned())));
    assert_eq!(app.doctor(), Vec::<String>::new());
    let unsigned: Vec<String> = references(&mut app)
        .iter()
        .flat_map(|reference| app.documents(reference).unwrap())
        .filter(|line| !matches!(line.state, DocumentState::Signed | DocumentState::Completed))
        .map(|line| format!("{}: {}", line.whole_title(), line.state.label()))
        .collect();
    none(&unsigned);
    let levels: Vec<String> =
        references(&mut app).iter().map(|one| app.partnership(one, today()).unwrap().approval.unwrap().0).collect();
    assert_eq!(levels[..3], ["budget_holder", "board", "board"]);
}
