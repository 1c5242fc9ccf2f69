//! One partnership with its documents, read from the store in one go.

use super::App;
use super::error::Result;
use super::view::DocumentState;
use crate::form::prefill::entry_of;
use crate::form::reading::Signed;
use crate::form::stored::{self, People};
use crate::model::answer::Answer;
use crate::model::day::Day;
use crate::model::entry::Entries;
use crate::model::id::{CardId, FormId, PartId, QuestionId, RevisionId, RowId};
use crate::model::known::Known;
use crate::model::moment::Moment;
use crate::model::signoff::{Outcome, SignOff};
use crate::pack::Pack;
use crate::pack::condition::{Expression, Scope};
use crate::pack::form::{Form, Kind, Page, Part, Question, SignatureKind};
use crate::store::{Document, Partnership, StoredRevision};
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One partnership as the store has it.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) partnership: Partnership,
    pub(super) documents: Vec<DocumentRecord>,
}

/// One document: its current revisions and drafts by part.
#[derive(Clone, Debug)]
pub(super) struct DocumentRecord {
    pub(super) document: Document,
    pub(super) heads: BTreeMap<PartId, Head>,
    /// Versions made apart from the one that counts, by part: until a person decides, both stand.
    pub(super) rivals: BTreeMap<PartId, Vec<Head>>,
    /// Earlier revisions that somebody signed or sent back, oldest first.
    pub(super) earlier: Vec<Head>,
    pub(super) drafts: BTreeSet<PartId>,
}

/// One revision of a part, with what was recorded on it.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub(super) stored: StoredRevision,
    pub(super) answers: BTreeMap<QuestionId, Answer>,
    pub(super) sign_offs: Vec<SignOff>,
}

/// A document that has taken effect, with the answers that count.
#[derive(Clone, Debug)]
pub(super) struct Effective<'a> {
    pub(super) document: &'a DocumentRecord,
    pub(super) answers: BTreeMap<QuestionId, Answer>,
    /// The parts that are settled: completed, or not needed.
    pub(super) settled: BTreeSet<PartId>,
    /// Corrections of the register entry that were declined, by table and column.
    pub(super) declined: BTreeSet<(QuestionId, RowId)>,
    /// When the last of its revisions was made, and which: their order is the same on every machine.
    made: (Moment, RevisionId),
    /// The last day on which anybody signed one of them.
    signed: Option<Day>,
}

impl Effective<'_> {
    /// Returns the day since when it counts: it was made, and signed where it had to be.
    pub(super) fn since(&self) -> Day {
        let made = self.made.0.day();
        self.signed.map_or(made, |signed| signed.max(made))
    }
}

/// A signature that is asked for; of a role with a signer for each row, one a row.
#[derive(Clone, Debug)]
pub(super) struct Asked<'a> {
    pub(super) question: &'a Question,
    pub(super) kind: &'a SignatureKind,
    /// The row it is for; empty where there is one signer.
    pub(super) row: RowId,
    /// Whom the row names; empty where there is one signer.
    pub(super) signer: String,
}

impl App {
    /// Reads a partnership by its reference or register number.
    pub(super) fn record(&self, reference: &str) -> Result<Record> {
        let partnership = self.store.partnership_by_ref(reference)?;
        self.record_of(partnership)
    }

    pub(super) fn record_of(&self, partnership: Partnership) -> Result<Record> {
        let mut documents = Vec::new();
        // Forms of other procedures are none of this one's.
        for document in self.store.documents(&partnership.id)?.into_iter().filter(|one| one.pack == self.pack.id) {
            let (mut versions, mut earlier) = (BTreeMap::<PartId, Vec<Head>>::new(), Vec::new());
            for stored in self.store.revisions(&document.id)? {
                if stored.is_head {
                    versions.entry(stored.revision.part.clone()).or_default().push(self.head(stored)?);
                } else if !self.store.sign_offs(&stored.id)?.is_empty() {
                    earlier.push(self.head(stored)?);
                }
            }
            let drafts = self.store.parts_in_draft(&document.id)?.into_iter().collect();
            let (mut heads, mut rivals) = (BTreeMap::new(), BTreeMap::new());
            for (part, versions) in versions {
                let (counts, others) = choose(versions);
                heads.extend(counts.map(|head| (part.clone(), head)));
                rivals.extend((!others.is_empty()).then_some((part, others)));
            }
            documents.push(DocumentRecord { document, heads, rivals, earlier, drafts });
        }
        Ok(Record { partnership, documents })
    }

    pub(super) fn head(&self, stored: StoredRevision) -> Result<Head> {
        let ids: Vec<CardId> = stored.revision.cards.keys().cloned().collect();
        let people: People = self.store.cards(&ids)?.into_iter().map(|card| (card.id.clone(), card.person())).collect();
        let pack = self.pack_of(&stored.revision.pack_digest)?;
        let form = pack.form(&stored.revision.form);
        let answers = form.map(|form| stored::answers(form, &stored.revision.answers, &people)).unwrap_or_default();
        let sign_offs = self.store.sign_offs(&stored.id)?.into_iter().map(|stored| stored.sign_off).collect();
        Ok(Head { stored, answers, sign_offs })
    }
}

/// Of versions made apart, which counts until a person decides: the one that is signed if only one is, else the
/// one made last; every machine that holds the same versions chooses the same.
fn choose(mut versions: Vec<Head>) -> (Option<Head>, Vec<Head>) {
    let signed = versions.iter().filter(|head| head.has_signature()).count();
    let rank =
        |head: &Head| (signed == 1 && head.has_signature(), head.stored.revision.made.clone(), head.stored.id.clone());
    versions.sort_by_cached_key(rank);
    let counts = versions.pop();
    (counts, versions)
}

impl Record {
    /// Returns the documents of a form, oldest first.
    pub(super) fn of_form<'a>(&'a self, form: &'a FormId) -> impl DoubleEndedIterator<Item = &'a DocumentRecord> {
        self.documents.iter().filter(move |document| document.document.form == *form)
    }

    /// Returns the documents that have taken effect, in the order of their last revision.
    pub(super) fn effective<'a>(&'a self, pack: &Pack) -> Vec<Effective<'a>> {
        let takes = |record: &'a DocumentRecord| record.effective(pack, pack.form(&record.document.form)?);
        let mut found: Vec<Effective<'_>> = self.documents.iter().filter_map(takes).collect();
        found.sort_by(|a, b| a.made.cmp(&b.made));
        found
    }
}

impl Head {
    /// Returns who signed for a question and row, unless the revision was sent back afterwards.
    fn sign_off(&self, question: &QuestionId, row: &RowId) -> Option<&SignOff> {
        let since = self.sign_offs.iter().rev().take_while(|sign_off| sign_off.outcome != Outcome::Returned);
        since.into_iter().find(|sign_off| sign_off.question == *question && sign_off.row == *row)
    }

    /// Did anybody ever sign for a question and row?
    fn was_signed(&self, question: &QuestionId, row: &RowId) -> bool {
        let own = |sign_off: &&SignOff| sign_off.question == *question && sign_off.row == *row;
        self.sign_offs.iter().filter(own).any(|sign_off| sign_off.outcome == Outcome::Signed)
    }

    /// Returns who sent the revision back, if it was.
    pub(super) fn returned(&self) -> Option<&SignOff> {
        let told = self.sign_offs.iter().rfind(|one| matches!(one.outcome, Outcome::Signed | Outcome::Returned));
        told.filter(|sign_off| sign_off.outcome == Outcome::Returned)
    }

    /// Returns who said last that they have it.
    pub(super) fn received(&self) -> Option<&SignOff> {
        self.sign_offs.iter().rfind(|sign_off| sign_off.outcome == Outcome::Received)
    }

    /// Returns what was decided last on a correction of the register entry, by the table and the column.
    pub(super) fn decision(&self, table: &QuestionId, column: &RowId) -> Option<&SignOff> {
        let own = |one: &&SignOff| one.question == *table && one.row == *column;
        let decides = |one: &&SignOff| matches!(one.outcome, Outcome::Accepted | Outcome::Declined);
        // They may have come in another order than they were made; of one moment, the last that came counts.
        self.sign_offs.iter().filter(decides).filter(own).max_by_key(|one| one.recorded.clone())
    }

    /// Returns the corrections of the register entry that stand declined, by table and column.
    fn declined(&self) -> BTreeSet<(QuestionId, RowId)> {
        let places: BTreeSet<(&QuestionId, &RowId)> =
            self.sign_offs.iter().map(|one| (&one.question, &one.row)).collect();
        let stands = |(table, column): &(&QuestionId, &RowId)| {
            self.decision(table, column).is_some_and(|last| last.outcome == Outcome::Declined)
        };
        places.into_iter().filter(stands).map(|(table, column)| (table.clone(), column.clone())).collect()
    }

    /// Returns its answers as they would be typed.
    pub(super) fn entries(&self, form: &Form) -> Entries {
        let asked = |id: &QuestionId| form.question(id).is_some_and(Question::takes_answer);
        let answers = self.answers.iter().filter(|(id, _)| asked(id));
        answers.map(|(id, answer)| (id.clone(), entry_of(answer))).collect()
    }

    /// Was anything signed on it?
    pub(super) fn has_signature(&self) -> bool {
        self.sign_offs.iter().any(|sign_off| sign_off.outcome == Outcome::Signed)
    }
}

impl DocumentRecord {
    /// Adds a revision just made: it takes the place of those it names as parents, and stands beside any other.
    pub(super) fn add_head(&mut self, head: Head) {
        let part = head.stored.revision.part.clone();
        let known = self.heads.remove(&part).into_iter().chain(self.rivals.remove(&part).unwrap_or_default());
        let replaced = |known: &Head| head.stored.revision.parents.contains(&known.stored.id);
        let (before, mut versions): (Vec<Head>, Vec<Head>) = known.partition(replaced);
        self.earlier.extend(before.into_iter().filter(|before| !before.sign_offs.is_empty()));
        versions.push(head);
        let (counts, others) = choose(versions);
        self.heads.extend(counts.map(|head| (part.clone(), head)));
        self.rivals.extend((!others.is_empty()).then_some((part, others)));
    }

    /// Returns every version of a part that no later one replaces, the one that counts first.
    pub(super) fn versions(&self, part: &PartId) -> Vec<&Head> {
        self.heads.get(part).into_iter().chain(self.rivals.get(part).into_iter().flatten()).collect()
    }

    /// Returns every part's answers together.
    pub(super) fn answers(&self) -> BTreeMap<QuestionId, Answer> {
        self.heads.values().flat_map(|head| head.answers.clone()).collect()
    }

    /// Returns the answer to one question.
    fn answer(&self, question: &QuestionId) -> Option<&Answer> {
        self.heads.values().rev().find_map(|head| head.answers.get(question))
    }

    /// Returns the part whose revision a part's signatures are given to: itself, or, for a part
    /// that only signs, the one before it.
    pub(super) fn signing_part<'a>(form: &'a Form, part: &'a Part) -> Option<&'a PartId> {
        if asks_anything(form, &part.id) {
            return Some(&part.id);
        }
        part.after.iter().find_map(|before| form.part(before)).and_then(|before| Self::signing_part(form, before))
    }

    /// Returns the revision that a part's signatures are given to.
    pub(super) fn signed_head(&self, form: &Form, part: &Part) -> Option<&Head> {
        self.heads.get(Self::signing_part(form, part)?)
    }

    /// Returns the signatures a part asks for, as the document's answers have it.
    pub(super) fn asked_signatures<'a>(&self, pack: &Pack, form: &'a Form, part: &'a PartId) -> Vec<Asked<'a>> {
        let each = |(question, kind): (&'a Question, &'a SignatureKind)| -> Vec<Asked<'a>> {
            let signers = crate::form::signers::signers(pack, &kind.role, |table| self.answer(table));
            let one = |(row, signer)| Asked { question, kind, row, signer };
            signers.into_iter().map(one).collect()
        };
        self.shown_signatures(pack, form, part).into_iter().flat_map(each).collect()
    }

    /// Returns the signature questions of a part that are shown, as the document's answers have it.
    fn shown_signatures<'a>(
        &self,
        pack: &Pack,
        form: &'a Form,
        part: &'a PartId,
    ) -> Vec<(&'a Question, &'a SignatureKind)> {
        let answers = LazyCell::new(|| self.answers());
        let holds = |when: &Expression| when.holds(&scope_of_answers(pack, &answers, [when]));
        let is_shown = |page: &Page| page.show_when.as_ref().is_none_or(|when| page_holds(pack, form, when, &answers));
        let pages =
            pages_of(form, part).filter(|page| signatures_on(page).next().is_some()).filter(|page| is_shown(page));
        let all = pages.flat_map(signatures_on);
        all.filter(|(question, _)| question.show_when.as_ref().is_none_or(holds)).collect()
    }

    /// Returns the part that makes the document count: the one its form names, if it is needed, else the last that is.
    fn effective_part<'a>(&self, pack: &Pack, form: &'a Form) -> Option<&'a Part> {
        let answers = self.answers();
        let needed = |part: &&Part| part_is_needed(pack, part, &answers);
        let named = form.part(form.effective_part()).filter(needed);
        named.or_else(|| form.parts.iter().rev().find(needed))
    }

    /// Returns the sign-off recorded for a signature.
    pub(super) fn sign_off(&self, form: &Form, part: &Part, asked: &Asked<'_>) -> Option<&SignOff> {
        self.signed_head(form, part)?.sign_off(&asked.question.id, &asked.row)
    }

    /// Returns the sign-off given to an earlier revision, where the current one has none.
    pub(super) fn earlier_sign_off(&self, form: &Form, part: &Part, asked: &Asked<'_>) -> Option<&SignOff> {
        let signing = Self::signing_part(form, part)?;
        let own = self.earlier.iter().filter(|head| head.stored.revision.part == *signing);
        own.rev().find_map(|head| head.sign_off(&asked.question.id, &asked.row))
    }

    /// Was a part made after an earlier revision of a part before it than the current one?
    pub(super) fn is_outdated(&self, part: &PartId) -> bool {
        let Some(head) = self.heads.get(part) else { return false };
        let current = |id: &RevisionId| self.heads.values().any(|other| other.stored.id == *id);
        head.stored.revision.follows.iter().any(|id| !current(id))
    }

    /// Have all who must sign a part signed it?
    pub(super) fn is_signed(&self, pack: &Pack, form: &Form, part: &Part) -> bool {
        let Some(head) = self.signed_head(form, part) else { return false };
        all_signed(&self.asked_signatures(pack, form, &part.id), |asked| {
            head.sign_off(&asked.question.id, &asked.row).is_some()
        })
    }

    /// Returns the answers that count: register, facts and dates follow them.
    ///
    /// A living form takes effect with each revision; any other when the part it
    /// names is completed and signed. A newer revision that is not signed yet
    /// changes nothing: the one signed before it goes on counting.
    pub(super) fn effective(&self, pack: &Pack, form: &Form) -> Option<Effective<'_>> {
        let part = self.effective_part(pack, form)?;
        let signing = Self::signing_part(form, part)?;
        let head = self.heads.get(signing)?;
        let asked = self.asked_signatures(pack, form, &part.id);
        let counts = |head: &&Head| all_signed(&asked, |asked| head.was_signed(&asked.question.id, &asked.row));
        let signs = !self.shown_signatures(pack, form, &part.id).is_empty();
        let head = if form.living || !signs {
            head
        } else {
            let older = self.earlier.iter().rev().filter(|head| head.stored.revision.part == *signing);
            std::iter::once(head).chain(older).find(counts)?
        };
        let own = &head.answers;
        let needed = |part: &PartId| form.part(part).is_some_and(|part| part_is_needed(pack, part, own));
        let others = self.heads.iter().filter(|(part, _)| *part != signing && needed(part)).map(|(_, other)| other);
        let counted: Vec<&Head> = others.chain([head]).collect();
        let mut answers: BTreeMap<QuestionId, Answer> = counted.iter().flat_map(|head| head.answers.clone()).collect();
        self.add_computed_by_signing(pack, form, &mut answers);
        let made = counted.iter().map(|head| (head.stored.revision.made.clone(), head.stored.id.clone())).max()?;
        let sign_offs = counted.iter().flat_map(|head| &head.sign_offs);
        let signed = sign_offs.filter(|one| one.outcome == Outcome::Signed).map(|one| one.on).max();
        let declined = counted.iter().flat_map(|head| head.declined()).collect();
        let completed: BTreeSet<&PartId> = counted.iter().map(|head| &head.stored.revision.part).collect();
        let is_settled = |part: &&Part| completed.contains(&part.id) || !part_is_needed(pack, part, own);
        let settled = form.parts.iter().filter(is_settled).map(|part| part.id.clone()).collect();
        Some(Effective { document: self, answers, settled, declined, made, signed })
    }

    /// A part that only signs has no revision; what is worked out on its pages follows its signatures.
    fn add_computed_by_signing(&self, pack: &Pack, form: &Form, answers: &mut BTreeMap<QuestionId, Answer>) {
        let signing_only: Vec<&Part> = form.parts.iter().filter(|part| !asks_anything(form, &part.id)).collect();
        if signing_only.is_empty() {
            return;
        }
        let questions =
            signing_only.into_iter().flat_map(|part| pages_of(form, &part.id)).flat_map(|page| &page.questions);
        let computed: Vec<_> = questions
            .filter_map(|question| if let Kind::Computed(of) = &question.kind { Some((question, of)) } else { None })
            .collect();
        if computed.is_empty() {
            return;
        }
        let mut scope = scope_of_answers(pack, answers, computed.iter().map(|(_, computed)| &computed.value));
        crate::form::names::bind_signed(&mut scope, &self.signed(pack, form));
        for (question, computed) in computed {
            let value = computed.value.value(&scope);
            if let Some(answer) = value.and_then(|value| crate::form::computed::answer_of(&value, computed.result)) {
                answers.insert(question.id.clone(), answer);
            }
        }
    }

    /// Says where a part stands.
    pub(super) fn state(&self, pack: &Pack, form: &Form, part: &Part) -> DocumentState {
        let before = part.after.iter().filter_map(|id| form.part(id));
        let waits = |before: &Part| self.signed_head(form, before).is_none_or(|head| head.returned().is_some());
        if before.into_iter().any(waits) {
            return DocumentState::Waiting;
        }
        if self.drafts.contains(&part.id) {
            return DocumentState::Draft;
        }
        let Some(head) = self.signed_head(form, part) else { return DocumentState::NotStarted };
        if head.returned().is_some() && asks_anything(form, &part.id) {
            return DocumentState::Returned;
        }
        if self.is_signed(pack, form, part) { DocumentState::Signed } else { DocumentState::Completed }
    }

    /// Is a part completed: a revision of its own, or nothing to ask and the part before completed?
    pub(super) fn is_completed(&self, form: &Form, part: &Part) -> bool {
        self.signed_head(form, part).is_some()
    }

    /// Is every part completed that is needed, with nothing being typed?
    pub(super) fn is_finished(&self, pack: &Pack, form: &Form) -> bool {
        let answers = self.answers();
        let needed = |part: &&Part| part_is_needed(pack, part, &answers);
        self.drafts.is_empty() && form.parts.iter().filter(needed).all(|part| self.is_completed(form, part))
    }

    /// Returns the sign-offs as signature blocks on paper show them: each with the row it is for.
    pub(super) fn signed_rows(&self, pack: &Pack, form: &Form) -> BTreeMap<(QuestionId, RowId), Signed> {
        let mut signed = BTreeMap::new();
        for part in &form.parts {
            for asked in self.asked_signatures(pack, form, &part.id) {
                let one = self.sign_off(form, part, &asked).and_then(|sign_off| Signed::of(&[sign_off]));
                signed.extend(one.map(|one| ((asked.question.id.clone(), asked.row), one)));
            }
        }
        signed
    }

    /// Returns the sign-offs by signature question; of a role with a signer for each row, once all have signed.
    pub(super) fn signed(&self, pack: &Pack, form: &Form) -> BTreeMap<QuestionId, Signed> {
        let mut signed: BTreeMap<QuestionId, Signed> = BTreeMap::new();
        for part in &form.parts {
            let asked = self.asked_signatures(pack, form, &part.id);
            for (question, _) in signatures(form, &part.id) {
                let own = asked.iter().filter(|asked| asked.question.id == question.id);
                let given: Option<Vec<&SignOff>> = own.map(|asked| self.sign_off(form, part, asked)).collect();
                if let Some(all) = given.and_then(|given| Signed::of(&given)) {
                    signed.insert(question.id.clone(), all);
                }
            }
        }
        signed
    }
}

impl Signed {
    /// Puts the sign-offs of one question together; `None` if there is none.
    pub(super) fn of(given: &[&SignOff]) -> Option<Self> {
        let last = given.iter().max_by_key(|sign_off| sign_off.on)?;
        let names: Vec<&str> = given.iter().map(|sign_off| sign_off.name.as_str()).collect();
        Some(Self { name: names.join(", "), post: last.post.clone(), on: last.on, reference: last.reference.clone() })
    }
}

/// Have all signed who must; where nobody must, has anybody?
fn all_signed(asked: &[Asked<'_>], signed: impl Fn(&Asked<'_>) -> bool) -> bool {
    let mut required = asked.iter().filter(|asked| asked.question.required).peekable();
    if required.peek().is_none() { asked.iter().any(signed) } else { required.all(signed) }
}

/// Makes a scope that knows a document's answers and the policy, as far as some expressions name them.
fn scope_of_answers<'e>(
    pack: &Pack,
    answers: &BTreeMap<QuestionId, Answer>,
    asked: impl IntoIterator<Item = &'e Expression>,
) -> Scope<'static> {
    let mentioned = asked.into_iter().flat_map(Expression::names);
    let named: BTreeSet<&str> = mentioned.filter_map(|name| name.split('.').next()).collect();
    let mut scope = Scope::new(&Arc::default());
    if named.contains("policy") {
        crate::pack::load_policy::bind_policy(&mut scope, &pack.policy);
    }
    for (id, answer) in answers.iter().filter(|(id, _)| named.contains(id.as_str())) {
        crate::form::names::bind(&mut scope, id.as_str(), answer);
    }
    scope
}

/// Is a part needed, as the document's answers have it?
pub(super) fn part_is_needed(pack: &Pack, part: &Part, answers: &BTreeMap<QuestionId, Answer>) -> bool {
    part.show_when.as_ref().is_none_or(|when| when.holds(&scope_of_answers(pack, answers, [when])))
}

/// Does a part ask anything, or does it only sign?
pub(super) fn asks_anything(form: &Form, part: &PartId) -> bool {
    pages_of(form, part).flat_map(|page| &page.questions).any(Question::takes_answer)
}

/// Returns the pages of a part.
pub(super) fn pages_of<'a>(form: &'a Form, part: &'a PartId) -> impl Iterator<Item = &'a Page> {
    form.pages.iter().filter(move |page| page.part == *part)
}

/// Returns the signature questions of a part.
pub(super) fn signatures<'a>(
    form: &'a Form,
    part: &'a PartId,
) -> impl Iterator<Item = (&'a Question, &'a SignatureKind)> {
    pages_of(form, part).flat_map(signatures_on)
}

/// Returns the signature questions of a page.
fn signatures_on(page: &Page) -> impl Iterator<Item = (&Question, &SignatureKind)> {
    let questions = page.questions.iter();
    questions.filter_map(|one| if let Kind::Signature(kind) = &one.kind { Some((one, kind)) } else { None })
}

/// Does the condition of a page hold, as the document's answers have it? Where it names something else, the page counts
/// as shown unless the answers alone say that it is not.
fn page_holds(pack: &Pack, form: &Form, when: &Expression, answers: &BTreeMap<QuestionId, Answer>) -> bool {
    let own = |name: &str| name == "policy" || form.question(&QuestionId::new(name)).is_some();
    let is_own = when.names().iter().filter_map(|name| name.split('.').next()).all(own);
    let scope = scope_of_answers(pack, answers, [when]);
    if is_own { when.holds(&scope) } else { when.value(&scope) != Some(Known::Bool(false)) }
}
