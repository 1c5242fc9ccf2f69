//! The inbox of the office that receives forms: what came in, and how far each is.
//!
//! A form is received by an office if its effective part asks nothing and that
//! office's role alone signs it. The steps are the office's own notes; the
//! receipt and the decisions on corrections are sign-offs, and travel.

use super::App;
use super::error::{Error, Result};
use super::record::{DocumentRecord, Head, Record, asks_anything, part_is_needed, signatures};
use crate::model::answer::{Answer, Row};
use crate::model::day::Day;
use crate::model::id::{DocumentId, FormId, PartId, QuestionId, RevisionId, RowId};
use crate::model::signoff::Outcome;
use crate::pack::Pack;
use crate::pack::form::{Form, Kind, Part, Table};
use crate::store::{Ledger, OfficeNote};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is done with a completed part that came in, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// It came in, or was completed here.
    CameIn,
    /// The date of receipt, which counts for the procedure.
    Received,
    /// Somebody read it through.
    Checked,
    /// Its corrections of the register entry are accepted or declined.
    Corrections,
    /// The signed paper was seen.
    Seen,
    /// It was sent on for a decision.
    Sent,
}

impl Step {
    /// All steps in their order.
    pub const ALL: [Self; 6] = [Self::CameIn, Self::Received, Self::Checked, Self::Corrections, Self::Seen, Self::Sent];

    /// Returns its code, as on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::CameIn => "came_in",
            Self::Received => "received",
            Self::Checked => "checked",
            Self::Corrections => "corrections",
            Self::Seen => "seen",
            Self::Sent => "sent",
        }
    }

    /// Finds a step by its code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    /// Returns its words.
    pub fn label(self) -> &'static str {
        match self {
            Self::CameIn => "Came in",
            Self::Received => "Received",
            Self::Checked => "Checked",
            Self::Corrections => "Corrections decided",
            Self::Seen => "Signed paper seen",
            Self::Sent => "Sent for decision",
        }
    }
}

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Done.
    Done,
    /// Still to be done.
    Open,
    /// Not asked for here.
    NotNeeded,
}

impl StepState {
    /// Returns the code of `--json`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Open => "open",
            Self::NotNeeded => "not_needed",
        }
    }
}

/// One step of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepLine {
    /// The step.
    pub step: Step,
    /// Where it stands.
    pub state: StepState,
    /// When it was done, if it was.
    pub on: Option<Day>,
    /// Who, from where, how far, in a few words; may be empty.
    pub says: String,
}

/// A correction of the register entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionLine {
    /// The table that gives it.
    pub table: QuestionId,
    /// The register column.
    pub column: String,
    /// The column's heading.
    pub label: String,
    /// What the register said.
    pub says: String,
    /// What it is to say.
    pub correction: String,
    /// Was it accepted? None: nobody decided.
    pub accepted: Option<bool>,
    /// Who decided, when and why; may be empty.
    pub decided: String,
}

/// A completed part that is to be received here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxLine {
    /// The partnership's reference.
    pub reference: String,
    /// The same with its register number, as people are shown it.
    pub shown: String,
    /// Its name.
    pub name: String,
    /// The document.
    pub document: DocumentId,
    /// The form.
    pub form: FormId,
    /// The part.
    pub part: PartId,
    /// Form and period in words.
    pub title: String,
    /// The version.
    pub revision: RevisionId,
    /// The file it came in with; empty: completed here.
    pub file: String,
    /// The steps in order.
    pub steps: Vec<StepLine>,
    /// The corrections it asks for.
    pub corrections: Vec<CorrectionLine>,
}

impl InboxLine {
    /// Returns one of its steps.
    pub fn step(&self, step: Step) -> Option<&StepLine> {
        self.steps.iter().find(|line| line.step == step)
    }

    /// Returns the first step that is still open.
    pub fn next(&self) -> Option<&StepLine> {
        self.steps.iter().find(|line| line.state == StepState::Open)
    }
}

/// What is noted of a step.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct StepNote {
    #[serde(with = "crate::model::day::as_text")]
    pub(super) on: Day,
    /// Who did it; of what came in, the file.
    pub(super) who: String,
    pub(super) note: String,
}

/// The note that marks a line on which nothing is open.
pub(super) const DONE: &str = "done";

/// Returns the part with which an office receives a form, if one does.
pub(super) fn receipt(form: &Form) -> Option<&Part> {
    let part = form.part(form.effective_part()).filter(|part| !part.role.is_empty() && !part.after.is_empty())?;
    let mut signs = signatures(form, &part.id).peekable();
    let alone = signs.peek().is_some() && signs.all(|(_, kind)| kind.role == part.role);
    (alone && !asks_anything(form, &part.id)).then_some(part)
}

/// Returns the roles that receive forms, as the procedure has it.
pub fn receiving_roles(pack: &Pack) -> BTreeSet<&str> {
    pack.forms.iter().filter_map(receipt).map(|part| part.role.as_str()).collect()
}

/// Is a part of a form one that is received?
pub(super) fn is_received(form: &Form, part: &PartId) -> bool {
    receipt(form).is_some_and(|receipt| DocumentRecord::signing_part(form, receipt) == Some(part))
}

impl App {
    /// Returns what came in: what is still open, the oldest first; or all of it. What was sent back waits for its
    /// sender, not here.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn inbox(&self, all: bool) -> Result<Vec<InboxLine>> {
        let came = Step::CameIn.code();
        let notes = if all {
            let every = self.store.entered(Ledger::Inbox)?;
            every.into_iter().filter(|note| note.aspect == came).collect()
        } else {
            self.store.entered_but(Ledger::Inbox, came, DONE)?
        };
        let mut lines = Vec::new();
        for note in notes {
            let revision = self.store.revision(&RevisionId::new(note.subject.as_str()))?;
            let (record, at) = self.found(&revision.revision.document)?;
            let is_head = |head: &Head| head.stored.id == revision.id && (all || head.returned().is_none());
            let found = record.documents.get(at).filter(|found| found.heads.values().any(is_head));
            if let Some(line) = found.map(|found| self.inbox_line(&record, found)).transpose()?.flatten() {
                lines.push(line);
            }
        }
        Ok(lines)
    }

    /// Returns the line of one document; `None` if nothing of it is received here.
    pub(super) fn inbox_line(&self, record: &Record, found: &DocumentRecord) -> Result<Option<InboxLine>> {
        let pack = self.pack();
        let Some(form) = pack.form(&found.document.form) else { return Ok(None) };
        let Some(receipt) = receipt(form) else { return Ok(None) };
        let Some((head, part)) = found.signed_head(form, receipt).zip(DocumentRecord::signing_part(form, receipt))
        else {
            return Ok(None);
        };
        let notes = self.store.entered_about(Ledger::Inbox, head.stored.id.as_str())?;
        let corrections = corrections(&pack, form, head);
        let about = About { pack: &pack, form, found, head, receipt, part, notes: &notes, corrections: &corrections };
        let steps: Vec<StepLine> = Step::ALL.into_iter().map(|step| about.step(step)).collect();
        let file = about.note(Step::CameIn).map(|note| note.who).unwrap_or_default();
        Ok(Some(InboxLine {
            reference: record.partnership.reference.clone(),
            shown: record.partnership.shown(),
            name: self.name_of(record)?,
            document: found.document.id.clone(),
            form: form.id.clone(),
            part: part.clone(),
            title: super::around::titled(&form.title, &found.document.period),
            revision: head.stored.id.clone(),
            file,
            steps,
            corrections,
        }))
    }

    /// Returns one document's line.
    ///
    /// # Errors
    ///
    /// Nothing of it is received here, or the records cannot be read.
    pub fn inbox_of(&self, document: &DocumentId) -> Result<InboxLine> {
        let (record, at) = self.found(document)?;
        let found = record.documents.get(at).ok_or_else(|| Error::bug("A document is gone"))?;
        self.inbox_line(&record, found)?.ok_or_else(|| {
            Error::user(
                "This form is not received here, or is not completed yet",
                "Take it in first, then note its steps",
            )
        })
    }
}

/// What the steps of one line are made from.
struct About<'a> {
    pack: &'a Pack,
    form: &'a Form,
    found: &'a DocumentRecord,
    head: &'a Head,
    receipt: &'a Part,
    part: &'a PartId,
    notes: &'a [OfficeNote],
    corrections: &'a [CorrectionLine],
}

impl About<'_> {
    fn note(&self, step: Step) -> Option<StepNote> {
        let note = self.notes.iter().find(|note| note.aspect == step.code())?;
        serde_json::from_str(&note.body).ok()
    }

    fn step(&self, step: Step) -> StepLine {
        let line = |state, on, says: String| StepLine { step, state, on, says };
        let noted = |note: StepNote| {
            let says = [note.who, note.note].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(": ");
            line(StepState::Done, Some(note.on), says)
        };
        let open = |says: &str| line(StepState::Open, None, says.to_owned());
        match step {
            Step::CameIn => {
                let note = self.note(step);
                let on = note.as_ref().map_or_else(|| self.head.stored.revision.made.day(), |note| note.on);
                let file = note.map(|note| note.who).filter(|file| !file.is_empty());
                line(StepState::Done, Some(on), file.unwrap_or_else(|| "Completed here".to_owned()))
            }
            Step::Received => {
                let asked = self.found.asked_signatures(self.pack, self.form, &self.receipt.id);
                let signed = asked.iter().find_map(|asked| self.found.sign_off(self.form, self.receipt, asked));
                signed.map_or_else(
                    || open(""),
                    |one| {
                        let says = format!("{}, {}", one.name, self.pack.role_title(&one.role));
                        line(StepState::Done, Some(one.on), says)
                    },
                )
            }
            Step::Checked => self.note(step).map_or_else(|| open(""), noted),
            Step::Corrections => {
                let open_ones = self.corrections.iter().filter(|one| one.accepted.is_none()).count();
                match (self.corrections.len(), open_ones) {
                    (0, _) => line(StepState::NotNeeded, None, "None were asked for".to_owned()),
                    (all, 0) => line(StepState::Done, None, format!("{all} decided")),
                    (all, left) => open(&format!("{left} of {all} still to be decided")),
                }
            }
            Step::Seen => match (self.scan(), self.note(step)) {
                (Some(on), _) => line(StepState::Done, Some(on), "A scan is with it".to_owned()),
                (None, Some(note)) => noted(note),
                (None, None) => open(""),
            },
            Step::Sent => {
                let Some(next) = self.next_part() else {
                    return line(StepState::NotNeeded, None, "No decision follows".to_owned());
                };
                let is_there = self.found.heads.contains_key(&next.id);
                match self.note(step) {
                    Some(note) => noted(note),
                    None if is_there => line(StepState::Done, None, "The decision is there".to_owned()),
                    None => open(&format!("To: {}", self.pack.role_title(&next.role))),
                }
            }
        }
    }

    /// When the scan of the sheet that was signed with the part was recorded.
    fn scan(&self) -> Option<Day> {
        let own = |id: &QuestionId| self.form.page_of(id).is_some_and(|page| page.part == *self.part);
        let scanned = self.head.sign_offs.iter().filter(|one| one.outcome == Outcome::Signed && one.scan.is_some());
        scanned.filter(|one| own(&one.question)).map(|one| one.recorded.day()).max()
    }

    /// The part that decides after the receipt, if it is needed.
    fn next_part(&self) -> Option<&Part> {
        let answers = self.found.answers();
        let follows = |part: &&Part| part.after.contains(&self.receipt.id);
        self.form.parts.iter().filter(follows).find(|part| part_is_needed(self.pack, part, &answers))
    }
}

/// Returns the corrections that a version asks for, with what was decided on each.
fn corrections(pack: &Pack, form: &Form, head: &Head) -> Vec<CorrectionLine> {
    let mut lines = Vec::new();
    for (_, question) in form.questions() {
        let (Kind::Table(table), Some(Answer::Table(rows))) = (&question.kind, head.answers.get(&question.id)) else {
            continue;
        };
        let Some(correcting) = table.columns.iter().find(|column| column.corrects) else { continue };
        for row in rows {
            let Some(Answer::Text(correction)) = row.cells.get(&correcting.id) else { continue };
            let Some(column) = pack.column(row.id.as_str()) else { continue };
            let decision = head.decision(&question.id, &RowId::new(column.id.as_str()));
            lines.push(CorrectionLine {
                table: question.id.clone(),
                column: column.id.clone(),
                label: column.label.clone(),
                says: shown(table, row),
                correction: correction.clone(),
                accepted: decision.map(|one| one.outcome == Outcome::Accepted),
                decided: decision.map(told).unwrap_or_default(),
            });
        }
    }
    lines
}

fn told(decision: &crate::model::signoff::SignOff) -> String {
    let who = format!("{}, {}", decision.name, decision.on);
    if decision.reason.is_empty() { who } else { format!("{who}: {}", decision.reason) }
}

/// What a row shows of the register: its locked cells, but for the one that names the row.
fn shown(table: &Table, row: &Row) -> String {
    let locked = table.columns.iter().filter(|column| column.locked && table.label != column.id);
    let text = |id: &QuestionId| match row.cells.get(id) {
        Some(Answer::Text(text)) => Some(text.clone()),
        _ => None,
    };
    locked.filter_map(|column| text(&column.id)).collect::<Vec<_>>().join(", ")
}
