//! The courses of a large register: each filled in once through the one door for changes, and taken apart.

use super::pattern::{Compiler, Node, Piece};
use crate::app::App;
use crate::app::demo::{Step, day};
use crate::app::error::{Error, Result};
use crate::model::day::Day;
use crate::model::id::{FormId, PartId, QuestionId, RevisionId};
use crate::model::signoff::SignOff;
use crate::pack::Pack;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What `courses.toml` says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    staff: Vec<String>,
    contacts: Vec<String>,
    organisations: Vec<String>,
    places: Vec<String>,
    course: Vec<Planned>,
}

/// One course as `courses.toml` has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Planned {
    begin: Vec<String>,
    #[serde(default)]
    year: Vec<String>,
    #[serde(default)]
    change: Vec<String>,
    #[serde(default)]
    end: Vec<String>,
    first: i32,
    /// How many years are taken; none: every variant once.
    years: Option<usize>,
    span: [i32; 2],
    jitter: [i64; 2],
    #[serde(default)]
    answers: BTreeMap<String, Value>,
    /// Questions whose sums are worked out from hours, so that they are the same whatever the scale.
    #[serde(default)]
    unscaled: BTreeSet<String>,
    case: Vec<Case>,
}

/// One sort of partnerships of a course.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    /// Its part of all partnerships.
    pub(super) share: u64,
    /// The least and the most per cent that sums are of those of the course.
    pub(super) scale: [i64; 2],
    /// What may stand in register columns.
    pub(super) columns: BTreeMap<String, Vec<Value>>,
}

/// A course that was taken once.
#[derive(Debug)]
pub(super) struct Course {
    /// Before the first year.
    pub(super) begin: Vec<Run>,
    /// The forms of each year, from the first.
    pub(super) years: Vec<Vec<Run>>,
    /// What may come between two years.
    pub(super) change: Vec<Run>,
    /// How it may end.
    pub(super) end: Vec<Run>,
    /// The calendar year of the first year's forms.
    pub(super) first: i32,
    /// The fewest and the most years.
    pub(super) span: [i32; 2],
    /// By how many days its beginning may move.
    pub(super) jitter: [i64; 2],
    /// Its sorts.
    pub(super) cases: Vec<Case>,
}

/// One step of a course.
#[derive(Debug)]
pub(super) struct Run {
    /// The day it is filled in.
    pub(super) today: Day,
    /// What was done.
    pub(super) events: Vec<Event>,
}

/// One thing that was done.
#[derive(Debug)]
pub(super) struct Event {
    /// In words, for the history.
    pub(super) what: Vec<Piece>,
    /// When, as a text with a day in it.
    pub(super) on: Vec<Piece>,
    /// What it added.
    pub(super) kind: EventKind,
}

/// What an event added.
#[derive(Debug)]
pub(super) enum EventKind {
    /// The partnership.
    Start,
    /// A completed part.
    Complete(Box<Completed>),
    /// A signature on a form by its number in the course.
    Sign(usize, Box<SignOff>, Vec<Piece>, Vec<Piece>, Node),
}

/// The pattern of a completed part.
#[derive(Debug)]
pub(super) struct Completed {
    /// Its number in the course.
    pub(super) number: usize,
    pub(super) form: FormId,
    pub(super) form_version: u32,
    pub(super) part: PartId,
    pub(super) period: Vec<Piece>,
    pub(super) answers: Vec<(QuestionId, Node)>,
    /// Does it replace an earlier version?
    pub(super) replaces: bool,
    /// The forms it was made after, by number.
    pub(super) follows: Vec<usize>,
    pub(super) reason: String,
}

impl Plan {
    /// Reads the plan among the demonstration's files.
    pub(super) fn read(files: &BTreeMap<String, String>) -> Result<Self> {
        const NAME: &str = "large/courses.toml";
        let text = files.get(NAME).ok_or_else(|| {
            Error::user("This procedure has no courses for a large register", "Use one that has a demo/large folder")
        })?;
        toml::from_str(text).map_err(|error| Error::bug(format!("{NAME}: {}", error.message())))
    }

    /// Takes every course once, in records of its own.
    pub(super) fn take(self, pack: &Arc<Pack>, files: &BTreeMap<String, String>) -> Result<Vec<Course>> {
        let Self { staff, contacts, organisations, places, course } = self;
        let mut dictionary = Vec::new();
        for (at, name) in staff.iter().enumerate() {
            dictionary.push((name.clone(), Piece::Staff(at, false)));
            dictionary.push((super::words::mailbox(name), Piece::Staff(at, true)));
        }
        for (at, name) in contacts.iter().enumerate() {
            dictionary.push((name.clone(), Piece::Contact(at, false)));
            dictionary.push((super::words::mailbox(name), Piece::Contact(at, true)));
        }
        for (at, name) in organisations.iter().enumerate() {
            let whole = organisations.iter().position(|whole| whole != name && whole.starts_with(name.as_str()));
            dictionary.push((name.clone(), Piece::Organisation(whole.unwrap_or(at), whole.is_some())));
        }
        dictionary.extend(places.into_iter().enumerate().map(|(at, place)| (place, Piece::Place(at))));
        std::thread::scope(|scope| {
            let dictionary = &dictionary;
            let begun: Vec<_> = course
                .into_iter()
                .map(|planned| scope.spawn(move || Taker::take(pack, files, dictionary, planned)))
                .collect();
            let taken =
                begun.into_iter().map(|one| one.join().unwrap_or_else(|_panic| Err(Error::bug("A course broke off"))));
            taken.collect()
        })
    }
}

/// Takes one course.
struct Taker<'a> {
    app: App,
    compiler: Compiler<'a>,
    files: &'a BTreeMap<String, String>,
    reference: Option<String>,
    answers: BTreeMap<String, Value>,
    /// How many lines of the history were seen.
    seen: usize,
    /// The numbers of the revisions.
    numbers: BTreeMap<RevisionId, usize>,
}

impl<'a> Taker<'a> {
    fn take(
        pack: &'a Arc<Pack>,
        files: &'a BTreeMap<String, String>,
        dictionary: &[(String, Piece)],
        planned: Planned,
    ) -> Result<Course> {
        let columns: BTreeSet<String> = planned.case.iter().flat_map(|case| case.columns.keys().cloned()).collect();
        let mut taker = Self {
            app: App::scratch(Arc::clone(pack))?,
            compiler: Compiler::new(pack, dictionary.to_vec(), columns, planned.unscaled),
            files,
            reference: None,
            answers: planned.answers,
            seen: 0,
            numbers: BTreeMap::new(),
        };
        let begin = taker.steps(&planned.begin, None, 0, 0)?;
        let variants = planned.year.iter().map(|name| Ok(taker.step(name)?.variant.len().max(3)));
        let most = variants.collect::<Result<Vec<_>>>()?.into_iter().max().unwrap_or(0);
        let count = planned.years.map_or(most, |years| years.clamp(3, most.max(3)));
        let mut years = Vec::new();
        for at in 0..count {
            let number = i32::try_from(at).unwrap_or(0);
            years.push(taker.steps(&planned.year, Some(planned.first + number), at, number + 1)?);
        }
        let last = i32::try_from(count).unwrap_or(0);
        let change = taker.steps(&planned.change, Some(planned.first + last - 1), 0, last)?;
        let end = taker.steps(&planned.end, Some(planned.first + last - 1), 0, last)?;
        Ok(Course {
            begin,
            years,
            change,
            end,
            first: planned.first,
            span: planned.span,
            jitter: planned.jitter,
            cases: planned.case,
        })
    }

    fn step(&self, name: &str) -> Result<Step> {
        let text =
            self.files.get(name).ok_or_else(|| Error::bug(format!("A course names {name}, which is missing")))?;
        Step::read(name, text)
    }

    /// Takes steps, moved to a calendar year if one is given, with the variant that has its turn.
    fn steps(&mut self, names: &[String], calendar: Option<i32>, turn: usize, year: i32) -> Result<Vec<Run>> {
        let mut runs = Vec::new();
        for name in names {
            let mut step = self.step(name)?;
            if !step.variant.is_empty() {
                let variant = step.variant.swap_remove(turn % step.variant.len());
                step.answers.extend(variant);
            }
            if let Some(calendar) = calendar {
                step.move_by(calendar - day(name, &step.today)?.year());
            }
            let form = self.compiler.pack.form(&step.form.as_str().into());
            let asks = |id: &String| form.is_some_and(|form| form.question(&id.as_str().into()).is_some());
            let own = self.answers.iter().filter(|(id, _)| asks(id));
            let own: Vec<(String, Value)> = own.map(|(id, value)| (id.clone(), value.clone())).collect();
            step.answers.extend(own);
            runs.push(self.run(name, step, year)?);
        }
        Ok(runs)
    }

    fn run(&mut self, name: &str, step: Step, year: i32) -> Result<Run> {
        let today = day(name, &step.today)?;
        let signed = step.sign.iter().map(|signing| day(name, &signing.on));
        let days = signed.chain([Ok(today)]).collect::<Result<BTreeSet<Day>>>()?;
        self.compiler.go_to(year, days);
        let reference = self.app.demonstrate(name, step, self.reference.as_deref(), false)?;
        if self.reference.is_none() {
            let record = self.app.record(&reference)?;
            let called = self.app.typed_name(&record)?;
            self.compiler.dictionary.insert(0, (called, Piece::Name));
        }
        self.reference = Some(reference);
        let mut new = self.app.store.history(None)?;
        new.drain(..self.seen);
        self.seen += new.len();
        let mut events = Vec::new();
        for line in new {
            let kind = if line.revision.is_empty() {
                EventKind::Start
            } else if line.revision.as_str() == line.object.as_str() {
                EventKind::Complete(Box::new(self.completed(&line.revision)?))
            } else {
                self.signed(&line.revision, line.object.as_str())?
            };
            let what = self.compiler.pieces(&line.what);
            let on = self.compiler.pieces(&line.at.day().iso());
            events.push(Event { what, on, kind });
        }
        Ok(Run { today, events })
    }

    fn completed(&mut self, id: &RevisionId) -> Result<Completed> {
        let head = self.app.head(self.app.store.revision(id)?)?;
        let revision = head.stored.revision;
        let form = self.compiler.pack.form(&revision.form).ok_or_else(|| Error::bug("A form is gone"))?;
        let number = self.numbers.len();
        self.numbers.insert(id.clone(), number);
        let follows = revision.follows.iter().filter_map(|id| self.numbers.get(id).copied()).collect();
        Ok(Completed {
            number,
            form_version: revision.form_version,
            part: revision.part.clone(),
            period: self.compiler.pieces(&revision.period),
            answers: self.compiler.answers(form, &head.answers),
            replaces: !revision.parents.is_empty(),
            follows,
            reason: revision.reason.clone(),
            form: revision.form,
        })
    }

    fn signed(&mut self, revision: &RevisionId, object: &str) -> Result<EventKind> {
        let found = self.app.store.sign_offs(revision)?.into_iter().find(|one| one.id.as_str() == object);
        let one = found.ok_or_else(|| Error::bug("A signature of a course is gone"))?.sign_off;
        let number = self.numbers.get(revision).copied().ok_or_else(|| Error::bug("A form of a course is gone"))?;
        let (name, reference) = (self.compiler.pieces(&one.name), self.compiler.pieces(&one.reference));
        let row = self.compiler.row_id(one.row.as_str());
        Ok(EventKind::Sign(number, Box::new(one), name, reference, row))
    }
}

impl Step {
    /// Moves every day and every year of a step.
    fn move_by(&mut self, years: i32) {
        self.today = moved(&self.today, years);
        self.period = self.period.as_deref().map(|period| moved(period, years));
        for signing in &mut self.sign {
            signing.on = moved(&signing.on, years);
        }
        self.answers.values_mut().for_each(|value| move_value(value, years));
    }
}

fn move_value(value: &mut Value, years: i32) {
    match value {
        Value::String(text) => *text = moved(text, years),
        Value::Array(items) => items.iter_mut().for_each(|item| move_value(item, years)),
        Value::Object(map) => map.values_mut().for_each(|item| move_value(item, years)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Moves a text that is a day; any other stays.
fn moved(text: &str, years: i32) -> String {
    Day::parse_iso(text).map_or_else(|| text.to_owned(), |day| day.add_months(i64::from(years) * 12).iso())
}
