//! Every form of every pack through the window by label, with the answers of the pack's own demonstration.
//!
//! A form is first filled in below the window. Then the window opens over the records as they were before, and a
//! person types the same answers, question by question. What is kept in the end must be the same.

use crate::fixture::{loaded, none};
use crate::gui::{Window, harness_with, said};
use eframe::egui::accesskit::Role;
use egui_kittest::{kittest::AccessKitNode, kittest::Queryable as _};
use partnership_desk::app::App;
use partnership_desk::app::demo::Step;
use partnership_desk::app::register::Query;
use partnership_desk::app::view::DocumentLine;
use partnership_desk::form::read::read;
use partnership_desk::form::reading::{PageReading, Reading};
use partnership_desk::model::answer::Answer;
use partnership_desk::model::day::Day;
use partnership_desk::model::id::PartId;
use partnership_desk::model::moment::Moment;
use partnership_desk::pack::form::{Form, Layout, Question};
use partnership_desk::pack::{Pack, builtin};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tempfile::TempDir;

/// One form of the demonstration: the records before it, and what was to be read after it.
struct Walk {
    name: String,
    step: Step,
    before: TempDir,
    reference: Option<String>,
    /// What was kept of it.
    kept: Vec<(DocumentLine, Reading)>,
}

fn moment(today: &str) -> (Moment, Day) {
    (Moment::parse(&format!("{today}T12:00:00Z")).unwrap(), Day::parse_iso(today).unwrap())
}

fn copy(from: &Path) -> TempDir {
    let to = TempDir::new().unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, to.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    to
}

/// Returns the parts of a form that were completed last, each with what it reads.
fn kept(app: &App, pack: &Pack, step: &Step, reference: &str) -> Vec<(DocumentLine, Reading)> {
    let (_, today) = moment(&step.today);
    let form = pack.form(&step.form.as_str().into()).unwrap();
    let all = app.documents(reference).unwrap();
    let lines: Vec<DocumentLine> = all.into_iter().filter(|line| line.form == form.id).collect();
    let last = lines.last().map(|line| line.document.clone());
    let wanted = |line: &DocumentLine| {
        let of_step = step.part.as_ref().is_none_or(|part| line.part.as_str() == part);
        Some(&line.document) == last.as_ref() && line.revision.is_some() && of_step
    };
    let reading = |line: DocumentLine| {
        let desk = app.desk(&line.document, &line.part, today).unwrap();
        (line, read(pack, form, &desk.entries, &desk.surroundings))
    };
    lines.into_iter().filter(wanted).map(reading).collect()
}

/// Plays a demonstration and keeps the records before the first filling of every part of every form.
fn walks(id: &str, pack: &Pack) -> Vec<Walk> {
    let folder = TempDir::new().unwrap();
    let mut references: BTreeMap<usize, String> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut walks = Vec::new();
    let steps = builtin::demo(id).into_iter().filter(|(name, _)| !name.starts_with("large/"));
    for (name, text) in steps {
        let step = Step::read(&name, &text).unwrap();
        let (now, _) = moment(&step.today);
        let before = seen.insert((step.form.clone(), step.part.clone())).then(|| copy(folder.path()));
        let mut app = App::open(folder.path(), Some(id), &now).unwrap();
        let known = references.get(&step.partnership).cloned();
        let reference = app.demonstrate(&name, step.clone(), known.as_deref(), false).unwrap();
        references.insert(step.partnership, reference.clone());
        if let Some(before) = before {
            let kept = kept(&app, pack, &step, &reference);
            walks.push(Walk { name, step, before, reference: known, kept });
        }
        app.close(&now).unwrap();
    }
    walks
}

/// Writes down what a part answers so that two records can be compared: rows are told by their place alone.
fn told(reading: &Reading, form: &Form, part: &PartId) -> Vec<String> {
    let mut answers = reading.answers.clone();
    let mut ids: Vec<(String, String)> = Vec::new();
    for (question, answer) in &mut answers {
        if let Answer::Table(rows) = answer {
            ids.extend(
                rows.iter().enumerate().map(|(at, row)| (format!("{:?}", row.id.as_str()), format!("{question} {at}"))),
            );
            for row in rows.iter_mut() {
                row.origin.clear();
            }
        }
    }
    let pages = reading.pages.iter().filter(|page| page.part == *part);
    let asked = pages.flat_map(|page| &page.questions).filter_map(|question| form.question(&question.id));
    let line = |question: &Question| {
        let text = format!("{}: {:?}", question.id, answers.get(&question.id)?);
        Some(ids.iter().fold(text, |text, (row, place)| text.replace(row, place)))
    };
    asked.filter(|question| question.takes_answer()).filter_map(line).collect()
}

impl Window {
    /// Begins the form of a walk: a partnership with it, a form of one, or a further part of a form.
    fn begin_walk(&mut self, walk: &Walk, form: &Form) {
        let (first, reading) = walk.kept.first().expect("a step keeps something");
        let Some(reference) = &walk.reference else {
            let start = if self.shows("Start your first partnership") {
                "Start your first partnership"
            } else {
                "New partnership"
            };
            self.press(start);
            let name = form.names.as_ref().and_then(|names| reading.answers.get(names));
            let Some(Answer::Text(name)) = name else { panic!("{}: no name: {name:?}", walk.name) };
            return self.start(name, &form.title);
        };
        self.forms_of(reference);
        let is_part = |node: &AccessKitNode<'_>| {
            let text = said(node);
            node.role() == Role::Link
                && text.starts_with(&form.title)
                && text.ends_with(&format!(": {}", first.part_title))
        };
        let part = self.harness.query_all_by(is_part).next().map(|link| link.click_accesskit());
        if part.is_some() {
            self.go();
        } else {
            self.begin(&form.title);
        }
    }

    /// Goes through the pages of a part, gives each answer, and completes it.
    fn walk_part(&mut self, form: &Form, part: &PartId, reading: &Reading, pack: &Pack) -> Result<(), String> {
        let pages: Vec<&PageReading> = reading.pages.iter().filter(|page| page.part == *part).collect();
        for page in &pages {
            if form.layout != Layout::List && !self.shows(&page.title) {
                return Err(format!("the page “{}” is not in view:\n{}", page.title, self.words()));
            }
            if page.is_past && self.shows("Already past: check anyway") {
                self.press("Already past: check anyway");
            }
            let mut is_unfolded = false;
            for question in &page.questions {
                let asked = form.question(&question.id).unwrap();
                if asked.more && question.entry.is_some() && !is_unfolded && self.shows("Add more detail") {
                    self.press("Add more detail");
                    is_unfolded = true;
                }
                self.give_question(asked, question, pack)?;
            }
            if form.layout != Layout::List {
                self.press("Save and continue");
                self.is_in_order(&page.title)?;
            }
        }
        if form.layout == Layout::List {
            self.press("Save and continue");
            self.is_in_order(&form.title)?;
        }
        if !self.shows("Check your answers") {
            return Err(format!("no “Check your answers” after the last page:\n{}", self.words()));
        }
        let done = if form.living { "Save a dated version" } else { "Complete this form" };
        self.press(done);
        let there = ["Completed", "A dated version is saved"].iter().any(|text| self.shows(text));
        if there { Ok(()) } else { Err(format!("it is not completed:\n{}", self.words())) }
    }

    fn is_in_order(&self, page: &str) -> Result<(), String> {
        let wrong = self.shows("There is a problem") || self.shows("This form cannot be completed like this");
        if wrong { Err(format!("“{page}” has problems:\n{}", self.words())) } else { Ok(()) }
    }
}

fn run(walk: &Walk, id: &str, pack: &Pack) -> Vec<String> {
    let Walk { name, step, before, .. } = walk;
    let form = pack.form(&step.form.as_str().into()).unwrap();
    let folder = copy(before.path());
    let mut window = Window { harness: harness_with(&folder, Some(id.to_owned()), &step.today), folder };
    window.go();
    if window.shows("Skip for now") {
        window.press("Skip for now");
    }
    window.begin_walk(walk, form);
    for (at, (line, reading)) in walk.kept.iter().enumerate() {
        if at > 0 {
            window.follow(&format!("Next part: {}", line.part_title));
        }
        if let Err(failure) = window.walk_part(form, &line.part, reading, pack) {
            return vec![format!("{id} {name}: {failure}")];
        }
    }
    let Window { harness, folder } = window;
    drop(harness);
    let (now, today) = moment(&step.today);
    let mut app = App::open(folder.path(), Some(id), &now).unwrap();
    let reference = walk.reference.clone().unwrap_or_else(|| newest(&mut app, today));
    let here = kept(&app, pack, step, &reference);
    app.close(&now).unwrap();
    let mut failures = Vec::new();
    for (wanted, found) in walk.kept.iter().zip(&here) {
        let (wanted_told, found_told) = (told(&wanted.1, form, &wanted.0.part), told(&found.1, form, &found.0.part));
        if wanted.0.state != found.0.state && step.sign.is_empty() {
            failures.push(format!("{id} {name}: {:?} where it is {:?}", found.0.state, wanted.0.state));
        }
        let differs = wanted_told.iter().filter(|line| !found_told.contains(line));
        failures.extend(differs.map(|line| {
            let question = line.split(':').next().unwrap_or_default();
            let other = found_told.iter().find(|found| found.starts_with(&format!("{question}:")));
            format!("{id} {name}: it should be\n    {line}\n  but is\n    {other:?}")
        }));
        let more = found_told.iter().map(|line| line.split(':').next().unwrap_or_default());
        let is_wanted = |question: &&str| wanted_told.iter().any(|line| line.starts_with(&format!("{question}:")));
        failures.extend(more.filter(|question| !is_wanted(question)).map(|q| format!("{id} {name}: {q} is answered")));
    }
    if here.len() != walk.kept.len() {
        failures.push(format!("{id} {name}: {} parts are completed, not {}", here.len(), walk.kept.len()));
    }
    failures
}

/// Returns the reference of the partnership that was started last.
fn newest(app: &mut App, today: Day) -> String {
    let query = Query { sort: Some(("ref".to_owned(), false)), ..Query::default() };
    let found = app.find(&query, today).unwrap();
    let lines = app.lines(&found.rows, "", today).unwrap();
    lines.into_iter().map(|line| line.reference).max().expect("a partnership was started")
}

/// Walks the forms of a pack that are not walked yet elsewhere.
fn walk_all(id: &str) {
    let pack = loaded(&builtin::files(id).unwrap());
    let walks = walks(id, &pack);
    let walked: BTreeSet<&str> = walks.iter().map(|walk| walk.step.form.as_str()).collect();
    for form in &pack.forms {
        assert!(walked.contains(form.id.as_str()), "{id}: {} is not walked", form.id);
    }
    none(&walks.iter().flat_map(|walk| run(walk, id, &pack)).collect::<Vec<_>>());
}

#[test]
fn forms_of_cheshire_are_filled_in_through_the_window() {
    walk_all("cheshire-frs");
}

#[test]
fn forms_of_cambridgeshire_are_filled_in_through_the_window() {
    walk_all("cambridgeshire-fa");
}

#[test]
fn forms_of_rochford_are_filled_in_through_the_window() {
    walk_all("rochford-dc");
}

#[test]
fn forms_of_wiltshire_council_are_filled_in_through_the_window() {
    walk_all("wiltshire-council");
}
