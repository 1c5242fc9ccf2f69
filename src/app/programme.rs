//! Programmes over several years: which partnership has which date, and giving the dates.
//!
//! A date is worked out over all partnerships of the register, and moves while others come and go; once it is given,
//! it is an answer of the register entry and moves no more. Who comes later takes a place that is free.

use super::App;
use super::entry::EntryPart;
use super::error::{Error, Result};
use super::op::Changed;
use super::register::Query;
use crate::model::day::Day;
use crate::model::entry::Entry;
use crate::model::moment::Moment;
use crate::pack::Spread;
use crate::pack::finding::nearest;
use crate::rules::spread::{Member, days, rank, spread};
use std::collections::BTreeMap;

/// A programme as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The dates that it gives now, one for each year.
    pub days: Vec<Day>,
    /// The partnerships that have a date or wait for one, in the order they are ranked in.
    pub places: Vec<Place>,
}

/// The place of a partnership in a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its reference.
    pub reference: String,
    /// Its name.
    pub name: String,
    /// The date.
    pub on: Day,
    /// Was it given? Else it is proposed.
    pub given: bool,
}

impl Programme {
    /// Returns how many have no date yet.
    pub fn waiting(&self) -> usize {
        self.places.iter().filter(|place| !place.given).count()
    }

    /// Returns how many fall in each year, the earliest first.
    pub fn years(&self) -> BTreeMap<i32, usize> {
        let mut years = BTreeMap::new();
        for place in &self.places {
            *years.entry(place.on.year()).or_default() += 1;
        }
        years
    }
}

impl App {
    /// Returns the programmes of the procedure as they stand.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn programmes(&mut self, today: Day) -> Result<Vec<Programme>> {
        self.freshen(today)?;
        let pack = self.pack();
        pack.spreads.iter().map(|rule| self.places_in(rule, today)).collect()
    }

    /// Returns one programme as it stands.
    ///
    /// # Errors
    ///
    /// There is no such programme, or the records cannot be read.
    pub fn programme(&mut self, id: &str, today: Day) -> Result<Programme> {
        self.freshen(today)?;
        let pack = self.pack();
        self.places_in(rule(&pack.spreads, id)?, today)
    }

    fn places_in(&self, rule: &Spread, today: Day) -> Result<Programme> {
        let query = Query { filters: rule.conditions.clone(), ..Query::default() };
        let rows = self.find_as_kept(&query, today)?;
        let sorted = rule.sort.iter().map(|(field, _)| field.as_str());
        let kept = [rule.keep.as_str(), "ref", "name"].into_iter().chain(rule.done.as_deref());
        let mut fields: Vec<&str> = sorted.chain(kept).collect();
        fields.sort_unstable();
        fields.dedup();
        let mut names = BTreeMap::new();
        let mut members = Vec::new();
        for (_, cells) in self.store.cells_of(&rows, &fields)? {
            let value = |field: &str| cells.get(field).map(|cell| &cell.value);
            let given = value(&rule.keep).and_then(|value| Day::parse_iso(value.as_str()?));
            if given.is_some() || rule.done.as_deref().and_then(value).is_none() {
                let key = |field: &str| cells.get(field).and_then(|cell| cell.sort.clone());
                let keys = rule.sort.iter().map(|(field, _)| key(field)).collect();
                let reference = cells.text("ref");
                names.insert(reference.clone(), cells.text("name"));
                members.push(Member { reference, keys, given });
            }
        }
        rank(rule, &mut members);
        let days = days(rule, today);
        let place = |(member, on): (&Member, Day)| Place {
            name: names.get(&member.reference).cloned().unwrap_or_default(),
            reference: member.reference.clone(),
            on,
            given: member.given.is_some(),
        };
        let places = members.iter().zip(spread(&days, &members)).map(place).collect();
        Ok(Programme { id: rule.id.clone(), title: rule.title.clone(), days, places })
    }

    /// Gives each partnership of a programme that has no date the one proposed, as a new version of its entry.
    pub(super) fn give_dates(&mut self, id: &str, now: &Moment, today: Day) -> Result<Changed> {
        self.freshen(today)?;
        let pack = self.pack();
        let rule = rule(&pack.spreads, id)?;
        let form = pack.form(&rule.form).ok_or_else(|| Error::bug("A form is gone"))?;
        let page = form.page_of(&rule.question).ok_or_else(|| Error::bug("A question is gone"))?;
        let entry = EntryPart { form, part: &page.part };
        let mut changed = Changed { register: true, ..Changed::default() };
        let programme = self.places_in(rule, today)?;
        for place in programme.places.into_iter().filter(|place| !place.given) {
            let record = self.record(&place.reference)?;
            if let Some(why) = entry.why_not_revised(&record) {
                changed.refused.push((place.reference, why));
                continue;
            }
            let answers = vec![(rule.question.clone(), Entry::Text(place.on.to_string()))];
            let why = format!("{}: {}", rule.title, place.on);
            match self.revise_entry(&entry, &place.reference, answers, &why, now, today)? {
                Ok(_) => changed.dated.push(place.reference),
                Err(why) => changed.refused.push((place.reference, why)),
            }
        }
        Ok(changed)
    }
}

fn rule<'a>(spreads: &'a [Spread], id: &str) -> Result<&'a Spread> {
    spreads.iter().find(|rule| rule.id == id).ok_or_else(|| no_programme(spreads, id))
}

fn no_programme(spreads: &[Spread], id: &str) -> Error {
    let ids = || spreads.iter().map(|rule| rule.id.as_str());
    let hint = match nearest(id, ids()) {
        Some(near) => format!("Did you mean “{near}”?"),
        None if spreads.is_empty() => "This procedure has no programme over several years".to_owned(),
        None => format!("The programmes are: {}", ids().collect::<Vec<_>>().join(", ")),
    };
    Error::user(format!("There is no programme “{id}”"), hint)
}
