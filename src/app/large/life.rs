//! One partnership of a large register: a course under other names, dates and sums.

use super::course::{Case, Completed, Course, Event, EventKind, Run};
use super::pattern::{Moves, Node, Piece, RowMark};
use super::words::{self, Dice};
use crate::app::error::{Error, Result};
use crate::form::stored::{People, column};
use crate::form::words::column_in_words;
use crate::model::card::Card;
use crate::model::day::Day;
use crate::model::id::{CardId, Digest, DocumentId, PartId, RevisionId, RowId};
use crate::model::moment::Moment;
use crate::model::partnership::{Document, Partnership};
use crate::model::revision::{FORMAT, Revision};
use crate::model::signoff::SignOff;
use crate::pack::Pack;
use crate::store::{Deed, Past};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What all partnerships of a large register have in common.
#[derive(Debug)]
pub(super) struct Lot<'a> {
    pub(super) pack: &'a Pack,
    pub(super) courses: &'a [Course],
    /// How many partnerships there are.
    pub(super) count: u64,
    pub(super) today: Day,
    pub(super) who: &'a str,
}

/// One partnership while it is made.
struct Life<'a> {
    lot: &'a Lot<'a>,
    seed: u64,
    course: &'a Course,
    scale: i64,
    /// What stands in register columns, and how it is said.
    columns: BTreeMap<&'a str, (Value, String)>,
    /// How many years its beginning is moved, and how many days.
    begin: (i32, i64),
    name: String,
    places: Vec<String>,
    /// How many leads there were before the present one.
    era: u64,
    /// Where it stands in time.
    now: Now,
    past: Past,
    made: BTreeMap<usize, RevisionId>,
    heads: BTreeMap<(DocumentId, PartId), RevisionId>,
}

/// Where a partnership that is being made stands in time.
#[derive(Clone, Copy, Debug, Default)]
struct Now {
    /// The year, from 1; 0 before the first.
    year: i32,
    /// By how many years days of the course are moved.
    moved: i32,
    /// By how many days the form is later than in the course.
    later: i64,
}

/// A partnership in so many hundred ends, hands in its last review late, or waits for its receipt.
const ENDS: u64 = 9;
const LATE: u64 = 5;
const WAITS: u64 = 4;
/// Its lead changes in so many of a hundred years.
const CHANGES: u64 = 18;

impl Lot<'_> {
    /// Makes the partnership of a number, from 0.
    pub(super) fn past(&self, number: u64) -> Result<Past> {
        let mut dice = Dice::of(number, "course");
        let all = || self.courses.iter().flat_map(|course| course.cases.iter().map(move |case| (course, case)));
        let mut throw = dice.below(all().map(|(_, case)| case.share).sum());
        let chosen = all().find(|(_, case)| {
            let here = throw < case.share;
            throw = throw.saturating_sub(case.share);
            here
        });
        let (course, case) = chosen.ok_or_else(|| Error::bug("The courses have no cases"))?;
        let mut life = Life::new(self, number, course, case, &mut dice);
        life.live(&mut dice)?;
        Ok(life.past)
    }

    /// The last calendar year whose yearly forms are past.
    fn last_year(&self) -> i32 {
        if self.today.month() > 4 { self.today.year() } else { self.today.year() - 1 }
    }
}

impl<'a> Life<'a> {
    fn new(lot: &'a Lot<'a>, seed: u64, course: &'a Course, case: &'a Case, dice: &mut Dice) -> Self {
        let columns = case.columns.iter().map(|(name, values)| {
            let value = values.get(usize::try_from(dice.below(values.len() as u64)).unwrap_or(0));
            let value = value.cloned().unwrap_or_default();
            let said = lot.pack.column(name).and_then(|known| {
                column(known, &value, &People::new()).map(|answer| column_in_words(lot.pack, known, &answer))
            });
            (name.as_str(), (value, said.unwrap_or_default()))
        });
        let columns = columns.collect();
        let mut named = Dice::of(seed, "name");
        let place = words::place(&mut named);
        let partnership = Partnership {
            id: words::id(&format!("partnership {seed}")).into(),
            reference: format!("P-{:04}", seed + 1),
            register_no: (!course.years.is_empty() && !course.years[0].is_empty())
                .then(|| format!("CRR-{:05}", seed + 1)),
            created: Moment::from_utc(chrono::DateTime::UNIX_EPOCH),
        };
        Self {
            lot,
            seed,
            course,
            scale: dice.within(case.scale[0], case.scale[1]),
            columns,
            begin: (0, dice.within(course.jitter[0], course.jitter[1])),
            name: words::name(&place, &mut named),
            places: vec![place],
            era: 0,
            now: Now::default(),
            past: Past { partnership, documents: Vec::new(), cards: Vec::new(), deeds: Vec::new() },
            made: BTreeMap::new(),
            heads: BTreeMap::new(),
        }
    }

    /// Lives through the course, up to today.
    fn live(&mut self, dice: &mut Dice) -> Result<()> {
        let has_years = self.course.years.first().is_some_and(|year| !year.is_empty());
        let [fewest, most] = self.course.span;
        // There are more old ones than new ones.
        let throw = i32::try_from(dice.below(1000)).unwrap_or(0);
        let count = most - (most - fewest) * throw / 1000 * throw / 1000 * throw / 1000;
        let first = self.lot.last_year() - count + 1;
        self.begin.0 = if has_years { first - self.course.first } else { self.begin_without_years(count) };
        for run in &self.course.begin {
            self.run(run, false)?;
        }
        if !has_years {
            return Ok(());
        }
        let ends = !self.course.end.is_empty() && count > 3 && dice.chance(ENDS);
        let until = if ends { dice.within(2, i64::from(count) - 1) } else { i64::from(count) };
        let until = i32::try_from(until).unwrap_or(count);
        let (late, waits) = (!ends && dice.chance(LATE), !ends && dice.chance(WAITS));
        for year in 1..=until {
            if year == until && late {
                break;
            }
            let last = year == until;
            self.year(year, first, last && waits, !(last && ends), dice)?;
        }
        if ends {
            for run in &self.course.end {
                self.now.later = 0;
                self.run(run, false)?;
            }
        }
        Ok(())
    }

    /// A partnership without reviews began in this year, or a few years ago, but not in the future.
    fn begin_without_years(&self, back: i32) -> i32 {
        let last = self.course.begin.iter().map(|run| run.today).max().unwrap_or(self.lot.today);
        let fits = |years: &i32| last.add_months(i64::from(*years) * 12).add_days(self.begin.1 + 20) <= self.lot.today;
        let newest = self.lot.today.year() - last.year();
        (newest - 1..=newest).rev().find(fits).unwrap_or(newest - 1) - back
    }

    fn year(&mut self, year: i32, first: i32, waits: bool, goes_on: bool, dice: &mut Dice) -> Result<()> {
        let known = i32::try_from(self.course.years.len()).unwrap_or(1);
        // The first two years are as they were; any later one is like any of the later ones.
        let like = if year <= 2 { year } else { 3 + i32::try_from(dice.within(0, i64::from(known - 3))).unwrap_or(0) };
        let at = usize::try_from(like - 1).unwrap_or(0);
        self.now = Now { year, moved: first + year - like - self.course.first, later: dice.within(0, 18) };
        for run in &self.course.years[at] {
            self.run(run, waits)?;
        }
        let changes = year >= 2 && goes_on && dice.chance(CHANGES);
        if changes && let Some(run) = self.course.change.first() {
            let moved = first + year - 1 - run.today.year();
            let now = Now { year, moved, later: dice.within(0, 40) };
            let on = run.today.add_months(i64::from(moved) * 12).add_days(now.later);
            if on <= self.lot.today {
                self.now = now;
                self.era += 1;
                self.run(run, false)?;
            }
        }
        self.now.moved = first + year - 1 - self.course.end.first().map_or(0, |run| run.today.year());
        Ok(())
    }

    /// Takes one step; without its last signature, if it waits for that.
    fn run(&mut self, run: &'a Run, waits: bool) -> Result<()> {
        let last = run.events.len().saturating_sub(usize::from(waits));
        for event in run.events.iter().take(last) {
            self.event(event)?;
        }
        Ok(())
    }

    fn event(&mut self, event: &'a Event) -> Result<()> {
        let on = Day::parse_iso(&self.text(&event.on)).ok_or_else(|| Error::bug("An event has no day"))?;
        let minute = self.past.deeds.len() % 480;
        let moment = format!("{}T{:02}:{:02}:{:02}Z", on.iso(), 9 + minute / 60, minute % 60, self.seed % 60);
        let at = Moment::parse(&moment).ok_or_else(|| Error::bug("An event has no moment"))?;
        let what = self.text(&event.what);
        let deed = match &event.kind {
            EventKind::Start => {
                self.past.partnership.created = at.clone();
                Deed::Start
            }
            EventKind::Complete(completed) => self.complete(completed, &at),
            EventKind::Sign(number, one, name, reference, row) => {
                let revision = self.made.get(number).cloned();
                let revision = revision.ok_or_else(|| Error::bug("A signature of a course has no form"))?;
                let signed = SignOff {
                    revision,
                    name: self.text(name),
                    on,
                    row: RowId::new(self.value(row).as_str().unwrap_or_default()),
                    reference: self.text(reference),
                    recorded: at.clone(),
                    by: self.lot.who.to_owned(),
                    ..(**one).clone()
                };
                Deed::Sign(Box::new(signed))
            }
        };
        self.past.deeds.push((what, at, deed));
        Ok(())
    }

    fn complete(&mut self, completed: &'a Completed, at: &Moment) -> Deed {
        let period = self.text(&completed.period);
        let id = words::id(&format!("document {} {} {period}", self.seed, completed.form));
        let document = DocumentId::new(id);
        if !self.past.documents.iter().any(|known| known.id == document) {
            self.past.documents.push(Document {
                id: document.clone(),
                partnership: self.past.partnership.id.clone(),
                pack: self.lot.pack.id.clone(),
                form: completed.form.clone(),
                period: period.clone(),
                created: at.clone(),
            });
        }
        let mut cards = BTreeMap::new();
        let mut answers = BTreeMap::new();
        for (question, node) in &completed.answers {
            answers.insert(question.clone(), self.value_with(node, &mut cards));
        }
        let place = (document.clone(), completed.part.clone());
        let revision = Revision {
            format: FORMAT,
            document,
            partnership: self.past.partnership.id.clone(),
            form: completed.form.clone(),
            form_version: completed.form_version,
            part: completed.part.clone(),
            period,
            pack: self.lot.pack.id.clone(),
            pack_digest: self.lot.pack.digest.clone(),
            language: self.lot.pack.language.clone(),
            parents: if completed.replaces { self.heads.get(&place).cloned().into_iter().collect() } else { vec![] },
            follows: completed.follows.iter().filter_map(|number| self.made.get(number).cloned()).collect(),
            answers,
            cards,
            files: vec![],
            made: at.clone(),
            reason: completed.reason.clone(),
        };
        let body = revision.canonical();
        let id = RevisionId::new(Digest::of(&body).as_str());
        self.made.insert(completed.number, id.clone());
        self.heads.insert(place, id.clone());
        Deed::Complete(Box::new(revision), id, body)
    }

    fn value(&mut self, node: &'a Node) -> Value {
        self.value_with(node, &mut BTreeMap::new())
    }

    fn value_with(&mut self, node: &'a Node, cards: &mut BTreeMap<CardId, Digest>) -> Value {
        match node {
            Node::Fixed(value) => value.clone(),
            Node::Text(pieces) => Value::String(self.text(pieces)),
            Node::Money(pence) => json!(pence * self.scale / 100),
            Node::Column(name, in_words) => {
                let found = self.columns.get(name.as_str());
                found.map_or(Value::Null, |(value, said)| if *in_words { json!(said) } else { value.clone() })
            }
            Node::Person(fields) => {
                let fields = fields.iter().map(|(name, pieces)| (name.clone(), self.text(pieces))).collect();
                let card = self.card(fields);
                cards.insert(card.id.clone(), card.commitment());
                json!({ "card": card.id })
            }
            Node::List(items) => items.iter().map(|item| self.value_with(item, cards)).collect(),
            Node::Map(items) => {
                Value::Object(items.iter().map(|(name, item)| (name.clone(), self.value_with(item, cards))).collect())
            }
            Node::Row(mark) => json!(self.row(mark)),
        }
    }

    fn row(&self, mark: &RowMark) -> String {
        let of = match mark {
            RowMark::Kept(number) => format!("row {} {number}", self.seed),
            RowMark::Yearly(back, table, number) => {
                format!("row {} {table} {number} {}", self.seed, self.now.year - back)
            }
        };
        words::id(&of)[..16].to_owned()
    }

    /// The same details are on the same card.
    fn card(&mut self, fields: BTreeMap<String, String>) -> Card {
        if let Some(card) = self.past.cards.iter().find(|card| card.fields == fields) {
            return card.clone();
        }
        let number = self.past.cards.len();
        let card = Card {
            id: CardId::new(words::id(&format!("card {} {number}", self.seed))),
            salt: words::id(&format!("salt {} {number}", self.seed)),
            fields,
        };
        self.past.cards.push(card.clone());
        card
    }

    fn text(&self, pieces: &[Piece]) -> String {
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Piece::Words(words) => text.push_str(words),
                Piece::Name => text.push_str(&self.name),
                Piece::Place(at) => text.push_str(self.places.get(*at).map_or("", String::as_str)),
                Piece::Organisation(at, short) => {
                    let (brief, whole) = words::organisation(&mut Dice::of(self.seed, &format!("organisation {at}")));
                    text.push_str(if *short { &brief } else { &whole });
                }
                Piece::Staff(at, mailbox) => text.push_str(&written(&self.staff(*at), *mailbox)),
                Piece::Contact(at, mailbox) => {
                    let number = Dice::of(self.seed, "contact").below(1400) + *at as u64;
                    text.push_str(&written(&words::contact(number), *mailbox));
                }
                Piece::Day(day, moves, iso) => {
                    let day = self.moved(*day, *moves);
                    text.push_str(&if *iso { day.iso() } else { day.to_string() });
                }
                Piece::Year(year) => {
                    let moved = if self.now.year == 0 { self.begin.0 } else { self.now.moved };
                    text.push_str(&Day::new(year + moved, 4, 1).map(Day::financial_year).unwrap_or_default());
                }
                Piece::Prose(like, anew) => {
                    let year = if *anew { self.now.year } else { 0 };
                    let mut dice = Dice::of(self.seed, &format!("{year} {like}"));
                    text.push_str(&words::prose(like.len(), &self.places[0], &mut dice));
                }
            }
        }
        text
    }

    fn moved(&self, day: Day, moves: Moves) -> Day {
        let years = |count: i32| day.add_months(i64::from(count) * 12);
        match moves {
            Moves::Begin => years(self.begin.0).add_days(self.begin.1),
            Moves::Own => years(self.now.moved).add_days(self.now.later),
            Moves::Year => {
                let day = years(self.now.moved);
                // Days at the beginning or the end of a month are limits; any other may be a little later.
                let is_limit = day.day() == 1 || day == day.month_end();
                let later = if is_limit { 0 } else { Dice::of(self.seed, &day.iso()).within(0, 24) };
                day.add_days(later)
            }
        }
    }

    /// Those who lead partnerships are other people than their deputies and managers; some lead many.
    fn staff(&self, at: usize) -> String {
        let half = (self.lot.count / 8).clamp(6, 20_000);
        if at == 0 {
            let throw = Dice::of(self.seed, &format!("lead {}", self.era)).below(half);
            return words::staff(2 * (throw * throw / half));
        }
        let first = Dice::of(self.seed, "staff").below(half);
        words::staff(2 * ((first + at as u64) % half) + 1)
    }
}

fn written(name: &str, mailbox: bool) -> String {
    if mailbox { words::mailbox(name) } else { name.to_owned() }
}
