//! The part of a document in hand: what is typed, what it means, which page is open.
//!
//! It holds what was typed since the last save and makes a new reading whenever
//! that changes; it draws nothing.

use crate::app::view::{Desk, DocumentState};
use crate::form::finding::Finding;
use crate::form::prefill::entry_of;
use crate::form::reading::{PageReading, QuestionReading, Reading};
use crate::gui::command::Spot;
use crate::gui::preview::Preview;
use crate::model::answer::Answer;
use crate::model::entry::Entry;
use crate::model::id::{PageId, PartId, QuestionId};
use crate::model::known::Known;
use crate::pack::Pack;
use crate::pack::form::{Form, Kind, Layout, Level, Question};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How long after the last key a text is saved, in seconds.
pub(crate) const SAVE_AFTER: f64 = 0.6;

/// The part of a document in hand.
pub(crate) struct Wizard {
    /// What the engine told.
    pub(crate) desk: Desk,
    /// What it means with everything typed since.
    pub(crate) reading: Arc<Reading>,
    /// The page in view.
    pub(crate) page: PageId,
    /// Pages whose findings may be shown.
    pub(crate) tried: BTreeSet<PageId>,
    /// Pages whose optional questions are open.
    pub(crate) unfolded: BTreeSet<PageId>,
    /// Questions of which it is shown why they are asked.
    pub(crate) why: BTreeSet<QuestionId>,
    /// Pages whose matter is past and that are looked at all the same.
    pub(crate) checked_past: BTreeSet<PageId>,
    /// Pages on which last year's answers stand, because nothing has changed anywhere.
    pub(crate) taken_over: BTreeSet<PageId>,
    /// Where the focus is to go.
    pub(crate) focus: Option<Spot>,
    /// Is the focus to go to the summary of findings?
    pub(crate) focus_summary: bool,
    /// Is the focus to go to the first question of the page?
    pub(crate) focus_page: bool,
    /// Does "Save and continue" lead back to the answers?
    pub(crate) returning: bool,
    /// What was typed since the last save.
    pub(crate) unsaved: BTreeMap<QuestionId, Option<Entry>>,
    /// When the last key was pressed, by the frame's clock.
    pub(crate) typed_at: f64,
    /// How many saves are under way.
    pub(crate) saving: usize,
    /// When the last save was done, "14:02"; none in this sitting: empty.
    pub(crate) saved_at: String,
    /// How it prints.
    pub(crate) preview: Preview,
    /// How far an edition of the procedure that is newer than the form's is looked at.
    pub(crate) edition: EditionView,
}

/// How far an edition of the procedure that is newer than the form's is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum EditionView {
    /// It is offered.
    #[default]
    Offered,
    /// What it changes is shown.
    Shown,
    /// The form goes on as it was.
    Left,
}

impl Wizard {
    /// Opens a part at the page where it was left.
    pub(crate) fn new(desk: Desk) -> Self {
        let page = desk.page.clone().unwrap_or_default();
        let mut wizard = Self {
            desk,
            reading: Arc::default(),
            page,
            tried: BTreeSet::new(),
            unfolded: BTreeSet::new(),
            why: BTreeSet::new(),
            checked_past: BTreeSet::new(),
            taken_over: BTreeSet::new(),
            focus: None,
            focus_summary: false,
            focus_page: true,
            returning: false,
            unsaved: BTreeMap::new(),
            typed_at: 0.0,
            saving: 0,
            saved_at: String::new(),
            preview: Preview::default(),
            edition: EditionView::default(),
        };
        wizard.read();
        wizard
    }

    /// Takes what the engine tells anew, and keeps what was typed since.
    pub(crate) fn refresh(&mut self, desk: Desk) {
        self.desk = desk;
        for (question, entry) in &self.unsaved {
            set(&mut self.desk, question, entry.clone());
        }
        self.read();
    }

    /// Notes what now stands in a question.
    pub(crate) fn type_in(&mut self, question: QuestionId, entry: Option<Entry>, at: f64) {
        set(&mut self.desk, &question, entry.clone());
        self.unsaved.insert(question, entry);
        self.typed_at = at;
        self.read();
    }

    /// Puts last year's answers to the questions of a page, or of every page, that are not asked anew; returns how
    /// many changed.
    pub(crate) fn same_as_last(&mut self, page: Option<&PageId>) -> usize {
        if page.is_none() {
            let all: Vec<PageId> = self.pages().map(|page| page.id.clone()).collect();
            self.taken_over = all.into_iter().filter(|page| !self.reusable(Some(page)).is_empty()).collect();
        }
        let mut changes = Vec::new();
        for question in self.reusable(page) {
            let Some(answer) = self.desk.surroundings.last.get(&question.id) else { continue };
            let entry = entry_of(answer);
            let now = self.reading.questions().find(|own| own.id == question.id).and_then(|own| own.entry.as_ref());
            if now != Some(&entry) {
                changes.push((question.id.clone(), entry));
            }
        }
        let count = changes.len();
        for (question, entry) in changes {
            set(&mut self.desk, &question, Some(entry.clone()));
            self.unsaved.insert(question, Some(entry));
        }
        self.read();
        count
    }

    /// Returns the page after the one in view that has something to do: pages that are signed on paper alone are passed
    /// over, and, where last year's answers were taken over everywhere, those that ask nothing anew.
    pub(crate) fn next_page(&self) -> Option<PageId> {
        if self.is_list() {
            return None;
        }
        let later = self.pages().skip(self.place().0 + 1);
        let settled = |page: &PageReading| self.taken_over.contains(&page.id) && !self.asks_anew(page);
        let done = |page: &&PageReading| settled(page) || self.only_signs(page);
        later.skip_while(done).map(|page| page.id.clone()).next()
    }

    fn only_signs(&self, page: &PageReading) -> bool {
        let kind = |id: &QuestionId| self.form().and_then(|form| form.question(id)).map(|question| &question.kind);
        page.questions.iter().all(|asked| matches!(kind(&asked.id), Some(Kind::Signature(_))))
    }

    /// Does a page ask something that last year's answers do not settle, or is something wrong on it?
    fn asks_anew(&self, page: &PageReading) -> bool {
        let fresh = |id: &QuestionId| self.form().and_then(|form| form.question(id)).is_some_and(|own| own.fresh);
        let to_ask = |asked: &QuestionReading| {
            fresh(&asked.id) && (asked.required || asked.entry.as_ref().is_some_and(|entry| !entry.is_empty()))
        };
        self.findings_on(&page.id).next().is_some() || page.questions.iter().any(to_ask)
    }

    /// Returns the questions of a page, or of all pages, whose answers of last year can be taken over.
    pub(crate) fn reusable(&self, page: Option<&PageId>) -> Vec<&Question> {
        let form = self.form().into_iter().flat_map(|form| &form.pages);
        let shown = |question: &&Question| self.reading.questions().any(|own| own.id == question.id);
        form.filter(|own| own.same_as_last && page.is_none_or(|page| own.id == *page))
            .flat_map(|own| &own.questions)
            .filter(|question| question.takes_answer() && !question.fresh)
            .filter(|question| self.desk.surroundings.last.contains_key(&question.id))
            .filter(shown)
            .collect()
    }

    /// Works out what everything typed means.
    pub(crate) fn read(&mut self) {
        self.preview.is_stale = true;
        let pack = Arc::clone(&self.desk.pack);
        let Some(form) = pack.form(&self.desk.form) else { return };
        let reading = crate::form::read::read(&pack, form, &self.desk.entries, &self.desk.surroundings);
        self.reading = Arc::new(reading);
        let open = self.pages().any(|page| page.id == self.page);
        let first = self.pages().next().map(|page| page.id.clone());
        if let Some(first) = first.filter(|_| !open) {
            self.page = first;
        }
    }

    /// Returns the pack.
    pub(crate) fn pack(&self) -> &Arc<Pack> {
        &self.desk.pack
    }

    /// Returns the form.
    pub(crate) fn form(&self) -> Option<&Form> {
        self.desk.pack.form(&self.desk.form)
    }

    /// Returns the pages of this part that are asked.
    pub(crate) fn pages(&self) -> impl Iterator<Item = &PageReading> {
        self.reading.pages.iter().filter(|page| page.part == self.desk.part)
    }

    /// Returns the part.
    pub(crate) fn part(&self) -> &PartId {
        &self.desk.part
    }

    /// Returns the roles of the officers after this part: of later parts, and of its own signatures.
    pub(crate) fn returning_roles(&self) -> Vec<String> {
        let Some(form) = self.form() else { return vec![] };
        let own = form.part(self.part()).map_or("", |part| &part.role);
        let later = form.parts.iter().skip_while(|part| part.id != *self.part()).skip(1);
        let signing = form.questions().filter(|(page, _)| page.part == *self.part()).filter_map(|(_, question)| {
            if let Kind::Signature(kind) = &question.kind { Some(&kind.role) } else { None }
        });
        let mut roles: Vec<String> = Vec::new();
        for role in signing.chain(later.map(|part| &part.role)) {
            if !role.is_empty() && role != own && !roles.contains(role) {
                roles.push(role.clone());
            }
        }
        roles
    }

    /// Returns the question of this form that asks who gave ratings, with its page.
    pub(crate) fn respondents_asked(&self) -> Option<(&PageReading, &QuestionReading)> {
        let asks = |id: &QuestionId| {
            let question = self.form().and_then(|form| form.question(id));
            question.is_some_and(|question| question.feeds.as_deref() == Some("respondents"))
        };
        self.reading.pages.iter().find_map(|page| Some((page, page.questions.iter().find(|own| asks(&own.id))?)))
    }

    /// Returns who gave ratings in this form.
    pub(crate) fn respondents(&self) -> Vec<String> {
        // Before anybody is named here, the fact still tells of an earlier form.
        let named = self.respondents_asked().is_some_and(|(_, asked)| self.answer(&asked.id).is_some());
        let name = |row: &BTreeMap<String, Known>| row.get("name").and_then(Known::as_text).map(str::to_owned);
        self.reading.facts.rows("respondents").filter_map(name).filter(|_| named).collect()
    }

    /// Is a page drawn closed, because what it asks is past?
    pub(crate) fn is_closed(&self, page: &PageReading) -> bool {
        page.is_past && !self.checked_past.contains(&page.id)
    }

    /// Is the form one scrolling list?
    pub(crate) fn is_list(&self) -> bool {
        self.form().is_some_and(|form| form.layout == Layout::List)
    }

    /// May the answers be changed?
    pub(crate) fn is_open(&self) -> bool {
        match self.desk.state {
            DocumentState::NotStarted | DocumentState::Draft => true,
            DocumentState::Waiting | DocumentState::Returned | DocumentState::Completed | DocumentState::Signed => {
                false
            }
        }
    }

    /// Returns the pages in view: one, or all of a list.
    pub(crate) fn in_view(&self) -> Vec<&PageReading> {
        let list = self.is_list();
        self.pages().filter(|page| list || page.id == self.page).collect()
    }

    /// Returns the place of the page in view, from 0, and how many pages there are.
    pub(crate) fn place(&self) -> (usize, usize) {
        (self.pages().position(|page| page.id == self.page).unwrap_or(0), self.pages().count())
    }

    /// Returns the page before or after the one in view.
    pub(crate) fn neighbour(&self, step: isize) -> Option<PageId> {
        let (at, n_pages) = self.place();
        if self.is_list() {
            return None;
        }
        at.checked_add_signed(step).filter(|at| *at < n_pages).and_then(|at| self.pages().nth(at)).map(|p| p.id.clone())
    }

    /// Returns everything wrong on a page.
    pub(crate) fn findings_on(&self, page: &PageId) -> impl Iterator<Item = &Finding> {
        self.reading.findings.iter().filter(move |finding| finding.page == *page)
    }

    /// Returns what stands in the way on the pages in view.
    pub(crate) fn blocking_in_view(&self) -> Vec<&Finding> {
        let pages = self.in_view();
        let here = |finding: &&Finding| pages.iter().any(|page| page.id == finding.page);
        self.reading.findings.iter().filter(here).filter(|finding| finding.level != Level::Warn).collect()
    }

    /// Returns the answer a question makes, if it makes one.
    pub(crate) fn answer(&self, question: &QuestionId) -> Option<&Answer> {
        self.reading.answers.get(question)
    }

    /// Returns the first of some questions that this part asks now, with its page.
    pub(crate) fn asked(&self, questions: &[QuestionId]) -> Option<(&PageReading, &QuestionReading)> {
        let find = |id: &QuestionId| {
            self.pages().find_map(|page| Some((page, page.questions.iter().find(|own| own.id == *id)?)))
        };
        questions.iter().find_map(find)
    }

    /// Returns the boxes of the preview that are lit: those of the question being answered or, if it stands in none, of
    /// the question it belongs to.
    pub(crate) fn lit(&self) -> Vec<usize> {
        let Some(question) = &self.preview.answering else { return vec![] };
        let own = self.preview.boxes_of(question);
        if !own.is_empty() {
            return own;
        }
        let within = self.form().and_then(|form| form.question(question)).and_then(|own| own.within.as_ref());
        within.map(|outer| self.preview.boxes_of(outer)).unwrap_or_default()
    }

    /// Is a finding's question folded away on its page?
    pub(crate) fn is_folded(&self, spot: &Spot) -> bool {
        self.reading.questions().any(|question| question.id == spot.question && question.folded)
    }
}

fn set(desk: &mut Desk, question: &QuestionId, entry: Option<Entry>) {
    match entry {
        Some(entry) => {
            desk.entries.insert(question.clone(), entry);
        }
        None => {
            desk.entries.remove(question);
        }
    }
}
