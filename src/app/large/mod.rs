//! A believable register of any size, to see what the program is like after twenty years.
//!
//! Nothing is made up beside the procedure: a few courses of the pack's own demonstration answers are filled in
//! truly, in records of their own, and taken apart into patterns. Each partnership is one of them with other names,
//! dates, sums, codes and sentences. Every so many forms one is typed anew and must complete. The ids and the salts
//! of cards follow from numbers, so that the same call makes the same bytes; they are fit for an example alone.
//!
//! Reading order: `course` (what is taken once), `pattern` (what of it changes), `life` (one partnership),
//! `words` (what it says), `check` (the sample).

mod check;
mod course;
mod life;
mod pattern;
mod words;

use super::App;
use super::demo::files;
use super::error::Result;
use crate::model::day::Day;
use crate::model::moment::Moment;
use crate::pack::Pack;
use crate::store::Store;
use course::{Course, Plan};
use life::Lot;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Partnerships kept in one transaction.
const BATCH: u64 = 500;

/// One form of every so many partnerships is tried, about one form of a thousand; of the first ones, one of each.
const SAMPLE: u64 = 50;
const FIRST: u64 = 200;

/// How far making a large register is.
#[derive(Clone, Debug)]
pub struct Progress {
    /// What is being done.
    pub doing: &'static str,
    /// For how many partnerships it is done.
    pub done: u64,
}

/// What a large register holds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Made {
    /// How many forms.
    pub revisions: usize,
    /// How many signatures.
    pub sign_offs: usize,
    /// How many of the forms were tried.
    pub checked: usize,
}

impl App {
    /// Makes a register of so many partnerships with their forms of twenty years, in records that are empty.
    ///
    /// # Errors
    ///
    /// The pack has no courses for it, a form of the sample would not complete, or the records cannot be written.
    pub fn large(
        &mut self,
        count: usize,
        given: Option<&str>,
        now: &Moment,
        today: Day,
        tell: &mut dyn FnMut(Progress),
    ) -> Result<Made> {
        let files: BTreeMap<String, String> = files(given, self.pack.id.as_str())?.into_iter().collect();
        let courses: Vec<Course> = Plan::read(&files)?.take(&self.pack, &files)?;
        tell(Progress { doing: "Courses taken, making", done: 0 });
        let pack = self.pack();
        let who = self.who()?;
        let lot = Lot { pack: &pack, courses: &courses, count: count as u64, today, who: &who };
        let mut made = Made::default();
        let mut from = 0;
        while from < lot.count {
            let to = (from + BATCH).min(lot.count);
            self.keep_lot(&lot, from, to, &mut made)?;
            from = to;
            tell(Progress { doing: "Made", done: from });
        }
        let mut done = 0;
        while self.refresh_some(today)? {
            done += 50;
            if done % BATCH == 0 {
                tell(Progress { doing: "Worked out the register for", done });
            }
        }
        self.store
            .note(None, &crate::store::Act { who: &who, what: "Made a large register for an example", at: now })?;
        Ok(made)
    }

    fn keep_lot(&mut self, lot: &Lot<'_>, from: u64, to: u64, made: &mut Made) -> Result<()> {
        let mut failed = None;
        let beside = self.pack();
        let pasts = (from..to).map_while(|number| {
            let past = lot.past(number).and_then(|past| {
                let (forms, signed) = check::count(&past);
                made.revisions += forms;
                made.sign_offs += signed;
                if number < FIRST || number % SAMPLE == 0 {
                    let forms = check::forms_of(&past);
                    let at = usize::try_from(number).unwrap_or(0) * 7 % forms.len().max(1);
                    Self::try_one(&beside, &past, forms[at])?;
                    made.checked += 1;
                }
                Ok(past)
            });
            past.map_err(|error| failed = Some(error)).ok()
        });
        let kept = self.store.keep_pasts(pasts, &lot.pack.text, lot.who);
        failed.map_or_else(|| Ok(kept?), Err)
    }

    /// Opens empty records in memory, with a pack.
    fn scratch(pack: Arc<Pack>) -> Result<Self> {
        Ok(Self::over(Store::in_memory()?, pack))
    }
}
