//! A register copy: what one office publishes of its register, so that others check their proposals against it.
//!
//! It travels inside a PDF that lists the register. The copy holds no forms and no
//! answers, only what checks of other partnerships may know.

use super::enclosed::{self, Enclosed};
use super::package::Extent;
use super::read::{NotTaken, altered, check_texts};
use crate::model::day::Day;
use crate::model::id::{Digest, PartnershipId};
use crate::model::moment::Moment;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

/// The most partnerships in one copy.
const MOST: usize = 100_000;

/// The most people, and the most partners, of one partnership.
const MOST_NAMES: usize = 500;

/// The most a partnership may be worth in pence, and take of a month in hours: sums of all stay whole.
const MOST_PENCE: i64 = 10_000_000_000_000;
const MOST_HOURS: f64 = 100_000.0;

/// A register as it was published.
#[derive(Clone, Debug, PartialEq)]
pub struct RegisterCopy {
    /// The day it shows the register of.
    pub day: Day,
    /// When it was published.
    pub made: Moment,
    /// The body that published it.
    pub publisher: String,
    /// The partnerships, in order of their ids.
    pub lines: Vec<CopyLine>,
}

/// One partnership of a register copy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopyLine {
    /// Its id, the same on every machine.
    pub id: PartnershipId,
    /// Its reference.
    pub reference: String,
    /// The number the register gave it.
    pub register_no: Option<String>,
    /// How its state is called.
    pub state: String,
    /// What checks of other partnerships may know of it.
    pub beside: CopyBeside,
}

/// What checks of other partnerships may know of one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopyBeside {
    /// Its name.
    pub name: String,
    /// Is it running?
    pub active: bool,
    /// Its lead and representatives.
    pub people: Vec<String>,
    /// Hours a month that each of them gives to it.
    pub hours: f64,
    /// The partners' names.
    pub partners: Vec<String>,
    /// Its anticipated value in pence.
    pub value: i64,
    /// When it was proposed, or put on the register.
    pub proposed: String,
}

/// The copy as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: u32,
    day: String,
    made: Moment,
    publisher: String,
    pages: Extent,
    lines: Vec<CopyLine>,
}

impl Enclosed for Written {
    const NAME: &'static str = "partnership-desk-register-";
    const DESCRIPTION: &'static str = "A copy of the register, for Partnership Desk";
    const FORMAT: u32 = 1;

    fn pages(&self) -> &Extent {
        &self.pages
    }

    fn check(value: &Value) -> Result<(), NotTaken> {
        check_texts(value)
    }
}

/// Puts a register copy into the PDF that lists it.
pub fn write(pages: &[u8], copy: &RegisterCopy) -> Vec<u8> {
    let written = Written {
        format: Written::FORMAT,
        day: copy.day.iso(),
        made: copy.made.clone(),
        publisher: copy.publisher.clone(),
        pages: Extent::of(pages),
        lines: copy.lines.clone(),
    };
    enclosed::write(pages, &written, copy.day)
}

/// Takes a register copy out of a PDF, with its digest.
///
/// # Errors
///
/// [`NotTaken`] says why it is refused; [`NotTaken::NoRecord`] if it holds no register copy.
pub fn read(pdf: &[u8]) -> Result<(RegisterCopy, Digest), NotTaken> {
    let (Written { day, made, publisher, lines, .. }, digest) = enclosed::read(pdf)?;
    if lines.len() > MOST {
        return Err(altered("it holds more partnerships than any register does"));
    }
    let mut ids = BTreeSet::new();
    for line in &lines {
        if !ids.insert(&line.id) {
            return Err(altered("a partnership is in it twice"));
        }
        if !is_sound(&line.beside) {
            return Err(altered("a partnership in it cannot be as it says"));
        }
    }
    let day = Day::parse_iso(&day).ok_or_else(|| altered("it names no day"))?;
    Ok((RegisterCopy { day, made, publisher, lines }, digest))
}

/// Does a PDF bring a register copy, sound or not?
pub fn is_there(pdf: &[u8]) -> bool {
    enclosed::is_there::<Written>(pdf)
}

fn is_sound(beside: &CopyBeside) -> bool {
    beside.people.len().max(beside.partners.len()) <= MOST_NAMES
        && (0..=MOST_PENCE).contains(&beside.value)
        && (0.0..=MOST_HOURS).contains(&beside.hours)
        && Day::parse_iso(&beside.proposed).is_some()
}
