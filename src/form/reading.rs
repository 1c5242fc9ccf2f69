//! A reading: everything one draft means, for screens, paper and rules.

use crate::form::finding::Finding;
use crate::model::answer::{Answer, Person};
use crate::model::day::Day;
use crate::model::entry::Entry;
use crate::model::fact::Facts;
use crate::model::id::{PageId, PartId, QuestionId};
use crate::model::policy::Policy;
use crate::pack::condition::World;
use crate::pack::list::Choice;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything around a draft that its questions may look at, given by the caller.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// The given date.
    pub today: Day,
    /// The person at the desk.
    pub me: Option<Person>,
    /// The register entry as it stands, by column.
    pub register: BTreeMap<String, Answer>,
    /// Latest effective answers of the partnership's other forms, and drafts of this document's other parts.
    pub others: BTreeMap<QuestionId, Answer>,
    /// Answers of the previous effective document of this form.
    pub last: BTreeMap<QuestionId, Answer>,
    /// What to call the previous document: "Appendix C 2025/26".
    pub last_title: String,
    /// Facts of the effective revisions.
    pub facts: Facts,
    /// Counts and due dates of this partnership's forms.
    pub world: World,
    /// Pages and parts of this partnership's forms that have nothing wrong in them, by id.
    pub done: BTreeMap<String, bool>,
    /// Sign-offs recorded, by signature question.
    pub signed: BTreeMap<QuestionId, Signed>,
    /// References of other partnerships with their names.
    pub partnerships: Arc<BTreeMap<String, String>>,
    /// The rules: facts in, results out.
    pub rules: fn(&Facts, &Policy) -> Facts,
}

/// A sign-off as a signature block shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Who signed.
    pub name: String,
    /// Their post; may be empty.
    pub post: String,
    /// When.
    pub on: Day,
    /// The minute reference; may be empty.
    pub reference: String,
}

/// Everything one draft means.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The pages asked, in order, of every part that is needed.
    pub pages: Vec<PageReading>,
    /// Valid answers to shown questions, computed ones included.
    pub answers: BTreeMap<QuestionId, Answer>,
    /// Everything wrong, in page order.
    pub findings: Vec<Finding>,
    /// Questions that hold an entry but are not shown: kept, listed, never printed.
    pub not_used: Vec<QuestionId>,
    /// Facts fed by what is answered, over those of the effective revisions.
    pub facts: Facts,
    /// What the rules make of the facts.
    pub results: Facts,
    /// The period's label as the answers have it; may be empty.
    pub period: String,
}

/// One page as it is asked.
#[derive(Clone, Debug)]
pub struct PageReading {
    /// The page.
    pub id: PageId,
    /// The part it belongs to.
    pub part: PartId,
    /// Its title.
    pub title: String,
    /// The sentence under the title; may be empty.
    pub help: String,
    /// Is it drawn closed, because what it asks is past?
    pub is_past: bool,
    /// Its shown questions in order; quiet ones are left out.
    pub questions: Vec<QuestionReading>,
    /// How far it is.
    pub state: PageState,
}

/// How far a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageState {
    /// Nothing answered yet.
    NotStarted,
    /// Something is missing or wrong.
    InProgress,
    /// Everything needed is there.
    Completed,
}

/// One question as it is asked.
#[derive(Clone, Debug)]
pub struct QuestionReading {
    /// The question.
    pub id: QuestionId,
    /// Its number on screen and paper: "4.2"; a question within another has none.
    pub number: String,
    /// What is asked.
    pub ask: String,
    /// The sentence under it; may be empty.
    pub help: String,
    /// Must it be answered?
    pub required: bool,
    /// Is it folded under "Add more detail"?
    pub folded: bool,
    /// What stands in it: typed, or prefilled while nothing was typed.
    pub entry: Option<Entry>,
    /// The options offered; of a table, by column in `columns`.
    pub options: Vec<Choice>,
    /// Is "not applicable" offered?
    pub na: bool,
    /// Columns of a table as they are asked.
    pub columns: Vec<ColumnReading>,
    /// May rows be added?
    pub may_add: bool,
    /// Where a prefilled answer comes from, if it stands unchanged: "From the register".
    pub origin: String,
    /// Does it stand as the previous document of the form had it?
    pub is_unchanged: bool,
    /// What the source says now, if the answer differs from it.
    pub offered: Option<Entry>,
    /// The previous form's answer in words, to be shown beside; may be empty.
    pub beside: String,
}

/// One column of a table as it is asked.
#[derive(Clone, Debug)]
pub struct ColumnReading {
    /// The column.
    pub id: QuestionId,
    /// Its heading.
    pub ask: String,
    /// Must it be answered in every row?
    pub required: bool,
    /// May it not be changed?
    pub locked: bool,
    /// Never shown or printed.
    pub quiet: bool,
    /// The options offered.
    pub options: Vec<Choice>,
}

impl Reading {
    /// Finds a page.
    pub fn page(&self, id: &PageId) -> Option<&PageReading> {
        self.pages.iter().find(|page| page.id == *id)
    }

    /// Returns every question asked, in order.
    pub fn questions(&self) -> impl Iterator<Item = &QuestionReading> {
        self.pages.iter().flat_map(|page| &page.questions)
    }

    /// Returns what stands in the way of completing a part.
    pub fn blocking<'a>(&'a self, part: &'a PartId) -> impl Iterator<Item = &'a Finding> {
        self.findings.iter().filter(move |finding| {
            finding.level != crate::pack::form::Level::Warn
                && self.pages.iter().any(|page| page.id == finding.page && page.part == *part)
        })
    }
}
