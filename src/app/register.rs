//! The register: finding partnerships in it, and keeping what was worked out for them up to date.

use super::App;
use super::error::{Error, Result};
use super::view::{DueStatus, RegisterLine};
use crate::model::day::Day;
use crate::model::filter::{Bound, FIELDS, Filter, Key, Test};
use crate::model::text::folded;
use crate::pack::finding::nearest;
use crate::store::{ListedRow, Looking, Urgency, Wanted};
use std::collections::BTreeMap;

/// The most partnerships that are worked out anew while somebody waits; more are done in the background.
const AT_ONCE: usize = 500;

/// From so many letters on it is shown where a form says what is searched for, if the name does not.
const SHOWN_FROM: usize = 3;

/// How many partnerships are worked out anew in one transaction.
const STEP: usize = 50;

/// What is looked for in the register.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Query {
    /// Words: each is the beginning of a word of a name, a person or an answer.
    pub search: String,
    /// Conditions, all of which must hold.
    pub filters: Vec<Filter>,
    /// The field it is sorted by, and whether from the last; none: newest first where words are looked for,
    /// else by name.
    pub sort: Option<(String, bool)>,
}

/// A view of the register that was given a name.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct View {
    /// Its name.
    pub name: String,
    /// What it looks for.
    pub query: Query,
    /// The fields it shows, in order.
    pub columns: Vec<String>,
}

/// What was found, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The rows; [`App::lines`] gives what they say.
    pub rows: Vec<i64>,
    /// May there be more than those: the search found many, and these are the newest?
    pub more: bool,
}

impl App {
    /// Looks in the register.
    ///
    /// # Errors
    ///
    /// A filter names no field, or its value is not of the field's kind; or the records cannot be read.
    pub fn find(&mut self, query: &Query, today: Day) -> Result<Found> {
        self.freshen(today)?;
        let rows = self.find_as_kept(query, today)?;
        let more = !words_of(&query.search).is_empty() && rows.len() >= crate::store::MOST_FOUND;
        Ok(Found { rows, more })
    }

    /// Looks in the register as it was worked out last.
    pub(super) fn find_as_kept(&self, query: &Query, today: Day) -> Result<Vec<i64>> {
        Ok(self.store.find(&self.looking(query, today)?)?)
    }

    /// Returns what rows of the register say, in the order given, and where their forms hold what is searched for.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn lines(&self, rows: &[i64], search: &str, today: Day) -> Result<Vec<RegisterLine>> {
        let words = words_of(search);
        let listed = self.store.listed(rows, None)?;
        let elsewhere: Vec<i64> = listed.iter().filter(|one| is_elsewhere(one, &words)).map(|one| one.row).collect();
        let found = if elsewhere.is_empty() { BTreeMap::new() } else { self.store.matches(&elsewhere, &words)? };
        listed.into_iter().map(|one| self.line(one, &found, today)).collect()
    }

    fn line(&self, listed: ListedRow, found: &BTreeMap<i64, String>, today: Day) -> Result<RegisterLine> {
        let (name, state) = (listed.cells.text("name"), listed.cells.text("state"));
        let due = self.store.due_of(listed.row)?;
        let columns = listed.cells.iter().map(|(id, cell)| (id.to_owned(), cell.text.clone())).collect();
        Ok(RegisterLine {
            found: found.get(&listed.row).cloned().unwrap_or_default(),
            row: listed.row,
            reference: listed.reference,
            register_no: listed.register_no.unwrap_or_default(),
            name,
            state,
            columns,
            next_due: due.first().map(|due| due.on),
            status: due.iter().map(|due| super::query::status(due.on, due.opens, today)).min(),
        })
    }

    /// Makes a query into what the store looks for.
    fn looking(&self, query: &Query, today: Day) -> Result<Looking> {
        let mut looking = Looking { words: words_of(&query.search), today: today.iso(), ..Looking::default() };
        for filter in &query.filters {
            self.known_field(&filter.field)?;
            if filter.field == "due" {
                looking.urgency = Some(urgencies(filter)?);
            } else {
                looking.wanted.push((filter.field.clone(), self.wanted(filter, today)?));
            }
        }
        if let Some((field, last)) = &query.sort {
            self.known_field(field)?;
            let field = if field == "due" { "next_due" } else { field };
            looking.sort = Some((field.to_owned(), *last));
        }
        Ok(looking)
    }

    fn known_field(&self, field: &str) -> Result<()> {
        let known =
            || FIELDS.iter().map(|(id, _)| *id).chain(self.pack.columns.iter().map(|column| column.id.as_str()));
        if known().any(|id| id == field) {
            return Ok(());
        }
        let hint = match nearest(field, known()) {
            Some(near) => format!("Did you mean “{near}”?"),
            None => {
                "The fields are the columns of the register, and ref, name, state, stage, next_due and due".to_owned()
            }
        };
        Err(Error::user(format!("The register has no field “{field}”"), hint))
    }

    fn wanted(&self, filter: &Filter, today: Day) -> Result<Wanted> {
        let kind = kind_of_field(&self.pack, &filter.field);
        let yes = |codes: &[String]| codes.iter().any(|code| matches!(folded(code).as_str(), "yes" | "true"));
        let exactly = |key: Key| Wanted::Between(Some((key.clone(), true)), Some((key, true)));
        Ok(match &filter.test {
            Test::Is(codes) if kind == "yes_no" => exactly(Key::Number(f64::from(u8::from(yes(codes))))),
            Test::IsNot(codes) if kind == "yes_no" => exactly(Key::Number(f64::from(u8::from(!yes(codes))))),
            Test::Is(one) if one.len() == 1 && matches!(kind, "date" | "money" | "integer" | "number") => {
                let bound = Bound { text: one[0].clone(), closed: true };
                exactly(self.end(&filter.field, &bound, today)?.0)
            }
            Test::Is(codes) => self.codes(&filter.field, codes, true),
            Test::IsNot(codes) => self.codes(&filter.field, codes, false),
            Test::Contains(text) => Wanted::Holds(text.clone()),
            Test::Between { from, to } => {
                let end = |bound: Option<&Bound>| bound.map(|bound| self.end(&filter.field, bound, today)).transpose();
                Wanted::Between(end(from.as_ref())?, end(to.as_ref())?)
            }
            Test::Empty => Wanted::Filled(false),
            Test::Filled => Wanted::Filled(true),
        })
    }

    /// What an end of a range is compared by.
    fn end(&self, field: &str, bound: &Bound, today: Day) -> Result<(Key, bool)> {
        let key = bound.key(kind_of_field(&self.pack, field), today);
        let hint = || format!("Change the filter on “{}”", field_label(&self.pack, field));
        Ok((key.map_err(|sentence| Error::user(sentence, hint()))?, bound.closed))
    }

    /// Codes as they are kept: a label may be given instead of a code.
    fn codes(&self, field: &str, given: &[String], one_of: bool) -> Wanted {
        let mut codes = Vec::new();
        let labels = choices_of_field(&self.pack, field);
        for text in given {
            let by_label = labels.iter().find(|(_, label)| folded(label) == folded(text)).map(|(code, _)| code.clone());
            codes.push(by_label.unwrap_or_else(|| text.clone()));
        }
        let words = given.iter().map(|text| folded(text)).collect();
        Wanted::Codes { codes, words, one_of }
    }

    /// Works out anew what was worked out for another day or procedure, unless that is too much to wait for.
    pub(super) fn freshen(&mut self, today: Day) -> Result<()> {
        if self.store.is_read_only() || self.fresh_for.as_deref() == Some(&self.as_of(today)) {
            return Ok(());
        }
        if self.store.stale(&self.pack.id, &self.as_of(today), AT_ONCE + 1)?.len() <= AT_ONCE {
            while self.refresh_some(today)? {}
        }
        Ok(())
    }

    /// Works out a few partnerships anew whose entry is of another day or procedure; says whether more are left.
    ///
    /// # Errors
    ///
    /// The records cannot be read or written.
    pub fn refresh_some(&mut self, today: Day) -> Result<bool> {
        let as_of = self.as_of(today);
        if self.store.is_read_only() || self.fresh_for.as_deref() == Some(&as_of) {
            return Ok(false);
        }
        let stale = self.store.stale(&self.pack.id, &as_of, STEP)?;
        if stale.is_empty() {
            self.fresh_for = Some(as_of);
            return Ok(false);
        }
        let mut projections = Vec::with_capacity(stale.len());
        for id in stale {
            let record = self.record_of(self.store.partnership(&id)?)?;
            projections.push((id, self.projection(&record, today)?));
        }
        self.store.refresh(&projections)?;
        Ok(true)
    }

    /// Throws away every projection and works all of them out again.
    ///
    /// # Errors
    ///
    /// The records cannot be written.
    pub fn rebuild(&mut self, today: Day) -> Result<usize> {
        self.store.forget_projections()?;
        self.forget_beside();
        while self.refresh_some(today)? {}
        Ok(self.store.count_partnerships()?)
    }

    /// The day and procedure that something is worked out for.
    pub(super) fn as_of(&self, today: Day) -> String {
        let digest: String = self.pack.digest.as_str().chars().take(12).collect();
        format!("{} {digest}", today.iso())
    }
}

/// Is a partnership found by a word, of three letters or more, that neither its name nor its reference begins with?
fn is_elsewhere(listed: &ListedRow, words: &[String]) -> bool {
    let called = words_of(&[listed.reference.as_str(), &listed.cells.text("name")].join(" "));
    let is_called = |word: &String| called.iter().any(|own| own.starts_with(word.as_str()));
    words.iter().any(|word| word.chars().count() >= SHOWN_FROM && !is_called(word))
}

/// Returns the fields that a register shows until somebody chooses others.
pub fn usual_columns(pack: &crate::pack::Pack) -> Vec<String> {
    let shown = pack.columns.iter().filter(|column| column.show).map(|column| column.id.as_str());
    ["ref", "name", "state"].into_iter().chain(shown).chain(["next_due"]).map(str::to_owned).collect()
}

/// Returns every field that can be shown, in the order it is offered, with what it is called.
pub fn all_fields(pack: &crate::pack::Pack) -> Vec<(String, String)> {
    let own = FIELDS.iter().map(|(id, label)| ((*id).to_owned(), (*label).to_owned()));
    own.chain(pack.columns.iter().map(|column| (column.id.clone(), column.label.clone()))).collect()
}

/// Returns the kind of a field's values.
pub fn kind_of_field<'a>(pack: &'a crate::pack::Pack, field: &str) -> &'a str {
    match field {
        "next_due" | "created" | "changed" => "date",
        "state" | "stage" | "due" => "one_of",
        field => pack.column(field).map_or("text", |column| column.kind.as_str()),
    }
}

/// Returns what a field is called.
pub fn field_label(pack: &crate::pack::Pack, field: &str) -> String {
    let own = FIELDS.iter().find(|(id, _)| *id == field).map(|(_, label)| (*label).to_owned());
    own.or_else(|| pack.column(field).map(|column| column.label.clone())).unwrap_or_else(|| field.to_owned())
}

/// Says a filter in words: "Kind: Community Safety Partnership", "Anticipated value: from £1,000.00".
pub fn filter_in_words(pack: &crate::pack::Pack, filter: &Filter) -> String {
    let choices = choices_of_field(pack, &filter.field);
    let label = |code: &String| {
        choices.iter().find(|(known, _)| known == code).map_or_else(|| code.clone(), |(_, label)| label.clone())
    };
    let labels = |codes: &[String]| codes.iter().map(label).collect::<Vec<_>>().join(" or ");
    let end = |bound: &Bound| match kind_of_field(pack, &filter.field) {
        "date" => Day::parse_iso(&bound.text).map_or_else(|| bound.text.clone(), |day| day.to_string()),
        "money" => {
            crate::model::money::Pence::parse(&bound.text).map_or_else(|| bound.text.clone(), |pence| pence.to_string())
        }
        _ => bound.text.clone(),
    };
    let says = match &filter.test {
        Test::Is(codes) => labels(codes),
        Test::IsNot(codes) => format!("not {}", labels(codes)),
        Test::Contains(text) => format!("holds “{text}”"),
        Test::Between { from: Some(from), to: Some(to) } => format!("from {} to {}", end(from), end(to)),
        Test::Between { from: Some(from), to: None } if from.closed => format!("from {}", end(from)),
        Test::Between { from: Some(from), to: None } => format!("above {}", end(from)),
        Test::Between { from: None, to: Some(to) } if to.closed => format!("up to {}", end(to)),
        Test::Between { from: None, to: Some(to) } => format!("below {}", end(to)),
        Test::Between { from: None, to: None } | Test::Filled => "filled in".to_owned(),
        Test::Empty => "empty".to_owned(),
    };
    format!("{}: {says}", field_label(pack, &filter.field))
}

/// Returns the codes a field may have, with their labels; none where it is free.
pub fn choices_of_field(pack: &crate::pack::Pack, field: &str) -> Vec<(String, String)> {
    let pair = |code: &str, label: &str| (code.to_owned(), label.to_owned());
    match field {
        "state" => pack.states.iter().map(|state| pair(&state.id, &state.label)).collect(),
        "stage" => pack.stages.iter().map(|stage| pair(&stage.id, &stage.title)).collect(),
        "due" => [DueStatus::Overdue, DueStatus::DueSoon, DueStatus::Open]
            .into_iter()
            .map(|status| pair(status.code(), status.label()))
            .chain([pair("none", "Nothing due")])
            .collect(),
        field => {
            let column = pack.column(field);
            if column.is_some_and(|column| column.kind == "yes_no") {
                return vec![pair("yes", "Yes"), pair("no", "No")];
            }
            let list = column.and_then(|column| pack.lists.get(column.list.as_str()));
            list.map(|list| list.choices.iter().map(|choice| pair(&choice.code, &choice.label)).collect())
                .unwrap_or_default()
        }
    }
}

/// Takes a search apart as the index does: words without capitals and accents.
fn words_of(search: &str) -> Vec<String> {
    let folded = folded(search);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn urgencies(filter: &Filter) -> Result<Vec<Urgency>> {
    let all = [
        (DueStatus::Overdue.code(), Urgency::Overdue),
        (DueStatus::DueSoon.code(), Urgency::DueSoon),
        (DueStatus::Open.code(), Urgency::Open),
        ("none", Urgency::None),
    ];
    let given = |codes: &[String]| -> Result<Vec<Urgency>> {
        let one = |code: &String| {
            let known = all.iter().find(|(known, _)| known == code).map(|(_, urgency)| *urgency);
            known.ok_or_else(|| {
                Error::user(format!("“{code}” is not a way of being due"), "Use overdue, due_soon, open or none")
            })
        };
        codes.iter().map(one).collect()
    };
    match &filter.test {
        Test::Is(codes) => given(codes),
        Test::IsNot(codes) => {
            let not = given(codes)?;
            Ok(all.into_iter().map(|(_, urgency)| urgency).filter(|urgency| !not.contains(urgency)).collect())
        }
        Test::Empty => Ok(vec![Urgency::None]),
        Test::Filled => Ok(vec![Urgency::Overdue, Urgency::DueSoon, Urgency::Open]),
        Test::Contains(_) | Test::Between { .. } => {
            Err(Error::user("“due” is not compared", "Write it like due=overdue, or compare next_due with a date"))
        }
    }
}
