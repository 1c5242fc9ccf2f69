//! Reading a draft: pages, answers, findings, facts and results, all at once.
//!
//! Conditions may depend on computed values and on results of rules, which
//! depend on answers, which depend on what is shown. So the form is gone through
//! until nothing changes any more; two or three rounds are usual.

use super::ask::ask;
use super::facts::feed;
use super::names::{around, bind, bind_facts};
use super::parse::{Fault, Setting, parse};
use super::prefill::prefill;
use super::table::read_rows;
use super::{computed, options};
use crate::form::reading::{Reading, Surroundings};
use crate::model::answer::Answer;
use crate::model::entry::{Entries, Entry};
use crate::model::fact::Facts;
use crate::model::id::{PageId, PartId, QuestionId};
use crate::model::known::Known;
use crate::pack::Pack;
use crate::pack::condition::Scope;
use crate::pack::form::{Form, Kind, Page, Question};
use std::collections::{BTreeMap, BTreeSet};

/// The most rounds; a chain of conditions longer than this does not occur in practice.
const ROUNDS: usize = 10;

/// What one round of going through the form found.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Round {
    pub(super) pages: Vec<PageId>,
    pub(super) shown: BTreeSet<QuestionId>,
    pub(super) answers: BTreeMap<QuestionId, Answer>,
    /// Answers as expressions see them: of tables, whole rows alone.
    pub(super) known: BTreeMap<QuestionId, Answer>,
    pub(super) faults: BTreeMap<QuestionId, Vec<Fault>>,
    pub(super) facts: Facts,
    pub(super) results: Facts,
}

/// What a round needs.
pub(super) struct Reader<'a> {
    pub(super) pack: &'a Pack,
    pub(super) form: &'a Form,
    pub(super) entries: &'a Entries,
    pub(super) around: &'a Surroundings,
}

/// Reads a draft of a form.
pub fn read(pack: &Pack, form: &Form, entries: &Entries, surroundings: &Surroundings) -> Reading {
    let reader = Reader { pack, form, entries, around: surroundings };
    let base = around(pack, surroundings);
    let mut round = Round { facts: surroundings.facts.clone(), ..Round::default() };
    round.results = (surroundings.rules)(&round.facts, &pack.policy);
    for _ in 0..ROUNDS {
        let next = reader.round(&base, &round);
        let settled = next == round;
        round = next;
        if settled {
            break;
        }
    }
    let scope = reader.scope(&base, &round);
    let mut reading = ask(&reader, &round, &scope);
    let period = form.period.as_ref().and_then(|period| period.value(&scope));
    period.as_ref().and_then(Known::as_text).unwrap_or_default().clone_into(&mut reading.period);
    reading.not_used = reader.not_used(&round);
    reading.answers = round.answers;
    reading.facts = round.facts;
    reading.results = round.results;
    reading
}

/// Returns the first answers of a new document: whatever is known before anything is typed, of what is asked.
pub fn first_entries(pack: &Pack, form: &Form, surroundings: &Surroundings) -> Entries {
    let reading = read(pack, form, &Entries::new(), surroundings);
    let answering = |id: &QuestionId| form.question(id).is_some_and(Question::takes_answer);
    let asked = reading.pages.into_iter().flat_map(|page| page.questions);
    asked.filter(|asked| answering(&asked.id)).filter_map(|asked| Some((asked.id, asked.entry?))).collect()
}

impl Reader<'_> {
    /// Makes the scope in which everything the last round found is known.
    pub(super) fn scope<'p>(&self, base: &'p Scope<'_>, last: &Round) -> Scope<'p> {
        let mut scope = base.inner();
        bind_facts(&mut scope, "fact", &last.facts);
        bind_facts(&mut scope, "result", &last.results);
        // A table of this form is never unknown: without rows it is an empty list.
        for (_, question) in self.form.questions() {
            if let Kind::Table(table) = &question.kind
                && !self.around.others.contains_key(&question.id)
            {
                scope.bind(question.id.as_str(), &Known::List(vec![]));
                for column in &table.columns {
                    scope.bind(&format!("{}.{}", question.id, column.id), &Known::List(vec![]));
                }
            }
        }
        for (id, answer) in &last.known {
            bind(&mut scope, id.as_str(), answer);
        }
        scope
    }

    fn round(&self, base: &Scope<'_>, last: &Round) -> Round {
        let mut scope = self.scope(base, last);
        let mut round = Round::default();
        for page in &self.form.pages {
            if !self.page_is_shown(page, &scope) {
                continue;
            }
            round.pages.push(page.id.clone());
            for question in &page.questions {
                self.go_through(question, &mut scope, &mut round);
            }
        }
        let shown = |id: &QuestionId| round.shown.contains(id);
        round.facts = feed(self.pack, self.form, &round.known, &self.around.facts, &shown);
        round.results = (self.around.rules)(&round.facts, &self.pack.policy);
        round
    }

    /// Shown itself, and its part needed.
    fn page_is_shown(&self, page: &Page, scope: &Scope<'_>) -> bool {
        let needed = self.form.part(&page.part).and_then(|part| part.show_when.as_ref());
        needed.is_none_or(|when| when.holds(scope)) && page.show_when.as_ref().is_none_or(|when| when.holds(scope))
    }

    fn go_through(&self, question: &Question, scope: &mut Scope<'_>, round: &mut Round) {
        let host = question.within.as_ref().is_none_or(|host| round.shown.contains(host));
        if !host || !question.show_when.as_ref().is_none_or(|when| when.holds(scope)) {
            return;
        }
        round.shown.insert(question.id.clone());
        // What another part of the form says stands as it is: nothing is filled in or worked out anew.
        if let Some(said) = self.said_elsewhere(question) {
            round.known.insert(question.id.clone(), said.clone());
            round.answers.insert(question.id.clone(), said.clone());
            return;
        }
        let (answer, known) = if let Kind::Computed(computed) = &question.kind {
            let value = computed.value.value(scope);
            let answer = value.and_then(|value| computed::answer_of(&value, computed.result));
            (answer.clone(), answer)
        } else {
            let entry = self.entry(question, scope).filter(|_| question.takes_answer());
            entry.map_or((None, None), |entry| self.answer(question, &entry, scope, round))
        };
        if let Some(known) = known {
            bind(scope, question.id.as_str(), &known);
            round.known.insert(question.id.clone(), known);
        }
        if let Some(answer) = answer {
            round.answers.insert(question.id.clone(), answer);
        }
    }

    /// Returns the answer of a question of another part, as that part was completed or drafted.
    fn said_elsewhere(&self, question: &Question) -> Option<&Answer> {
        self.around.others.get(&question.id).filter(|_| !self.entries.contains_key(&question.id))
    }

    /// Returns what stands in a question: typed, or the first answer while nothing was typed.
    pub(super) fn entry(&self, question: &Question, scope: &Scope<'_>) -> Option<Entry> {
        match self.entries.get(&question.id) {
            Some(entry) => Some(entry.clone()),
            None => prefill(self.pack, self.form, question, self.around, scope).map(|first| first.entry),
        }
    }

    /// Reads an entry: the answer as it stands, and as expressions see it.
    fn answer(
        &self,
        question: &Question,
        entry: &Entry,
        scope: &Scope<'_>,
        round: &mut Round,
    ) -> (Option<Answer>, Option<Answer>) {
        if entry.is_empty() {
            return (None, None);
        }
        let offered = options::offered(question, scope);
        let partnerships = &self.around.partnerships;
        let setting = Setting { today: self.around.today, scope, options: &offered, partnerships };
        if let Kind::Table(table) = &question.kind {
            let read = read_rows(question, table, entry.rows(), &setting);
            let known = read.known();
            let mut faults = read.faults;
            faults.extend(super::corrections::faults(self.pack, table, &read.rows, self.around.today));
            round.faults.insert(question.id.clone(), faults);
            return (Some(Answer::Table(read.rows)).filter(|_| !read.whole.is_empty()), Some(known));
        }
        match parse(question, entry, &setting) {
            Ok(answer) => (Some(answer.clone()), Some(answer)),
            Err(faults) => {
                round.faults.insert(question.id.clone(), faults);
                (None, None)
            }
        }
    }

    /// Questions that hold an entry of a person's, but are not asked.
    fn not_used(&self, round: &Round) -> Vec<QuestionId> {
        let typed = |id: &QuestionId| self.entries.get(id).is_some_and(|entry| !entry.is_empty());
        let asked = |id: &QuestionId| round.shown.contains(id);
        self.form.questions().map(|(_, question)| &question.id).filter(|id| typed(id) && !asked(id)).cloned().collect()
    }

    /// Which part a page belongs to.
    pub(super) fn part_of(&self, page: &PageId) -> PartId {
        self.form.pages.iter().find(|known| known.id == *page).map(|known| known.part.clone()).unwrap_or_default()
    }
}
