//! What screens and scripts are shown: plain values, worked out by queries.

use crate::form::reading::Surroundings;
use crate::model::answer::Answer;
use crate::model::day::Day;
use crate::model::entry::Entries;
use crate::model::id::{DocumentId, FormId, PageId, PartId, RevisionId};
use std::collections::BTreeMap;

/// The first screen: what to do next.
#[derive(Clone, Debug, Default)]
pub struct Home {
    /// Forms begun and not completed, newest first.
    pub unfinished: Vec<DraftLine>,
    /// What is due or overdue, soonest first.
    pub due: Vec<DueLine>,
    /// How many partnerships there are.
    pub partnerships: usize,
    /// When the last verified backup was made, as written for people; none yet: empty.
    pub last_backup: String,
    /// Who holds the store, if this copy may only read it.
    pub held_by: Option<String>,
}

/// A form begun and not completed.
#[derive(Clone, Debug)]
pub struct DraftLine {
    /// The partnership's reference.
    pub reference: String,
    /// Its name.
    pub name: String,
    /// The document.
    pub document: DocumentId,
    /// The part.
    pub part: PartId,
    /// The form.
    pub form: FormId,
    /// The form's title.
    pub title: String,
    /// The period's label; may be empty.
    pub period: String,
    /// When it was last changed, as UTC text "2026-11-22T09:30:00Z".
    pub updated: String,
}

/// Something due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueLine {
    /// The partnership's reference.
    pub reference: String,
    /// Its name.
    pub name: String,
    /// The id of the due rule.
    pub id: String,
    /// The form, if a form settles it.
    pub form: Option<FormId>,
    /// What is due, in words.
    pub title: String,
    /// The day.
    pub on: Day,
    /// How urgent it is.
    pub status: DueStatus,
}

/// How urgent something due is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueStatus {
    /// The day is past.
    Overdue,
    /// A reminder has begun.
    DueSoon,
    /// It is known, nothing more.
    Open,
}

impl DueStatus {
    /// Returns the code of `--json`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::DueSoon => "due_soon",
            Self::Open => "open",
        }
    }

    /// Returns the words on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Overdue => "Overdue",
            Self::DueSoon => "Due soon",
            Self::Open => "Due later",
        }
    }
}

/// One partnership.
#[derive(Clone, Debug, Default)]
pub struct PartnershipView {
    /// Its reference.
    pub reference: String,
    /// Its name.
    pub name: String,
    /// Its state in words: "Active".
    pub state: String,
    /// The register entry: column label and what it says, in column order; empty ones left out.
    pub register: Vec<(String, String)>,
    /// The register entry by column id.
    pub columns: BTreeMap<String, Answer>,
    /// Its documents, newest first.
    pub documents: Vec<DocumentLine>,
    /// Forms that can be started for it now: form, title, period, and the sentence why not if it is not offered.
    pub offers: Vec<Offer>,
    /// What is due.
    pub due: Vec<DueLine>,
    /// Its approval level and the reason, if the value is known.
    pub approval: Option<(String, String)>,
}

/// A form that can be started.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The form.
    pub form: FormId,
    /// Its title.
    pub title: String,
    /// The period it would be for; may be empty.
    pub period: String,
    /// Why it is not offered; empty if it is.
    pub refused: String,
}

/// One part of one document in a list.
#[derive(Clone, Debug)]
pub struct DocumentLine {
    /// The document.
    pub document: DocumentId,
    /// The form.
    pub form: FormId,
    /// The form's title.
    pub title: String,
    /// The period's label; may be empty.
    pub period: String,
    /// The part.
    pub part: PartId,
    /// The part's title; empty for a form without parts.
    pub part_title: String,
    /// Where it stands.
    pub state: DocumentState,
    /// The current revision, if there is one.
    pub revision: Option<RevisionId>,
    /// When it was completed, if it was.
    pub completed_on: Option<Day>,
    /// The signatures of the part: label, and who signed when if recorded.
    pub signatures: Vec<SignatureLine>,
}

/// One signature asked for.
#[derive(Clone, Debug)]
pub struct SignatureLine {
    /// The signature question.
    pub question: crate::model::id::QuestionId,
    /// What it is called: "Signed: lead partnership manager".
    pub ask: String,
    /// The role that signs.
    pub role: String,
    /// Is a minute reference asked too?
    pub reference: bool,
    /// Must it be there before the part is effective?
    pub required: bool,
    /// Who signed, if recorded.
    pub signed: Option<crate::form::reading::Signed>,
    /// Is there a scan of the signed sheet?
    pub has_scan: bool,
}

/// Where a part of a document stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentState {
    /// It waits for an earlier part.
    Waiting,
    /// Nothing typed yet.
    NotStarted,
    /// Begun.
    Draft,
    /// Completed, not signed.
    Completed,
    /// Completed and signed by all who must.
    Signed,
}

impl DocumentState {
    /// Returns the code of `--json`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::NotStarted => "not_started",
            Self::Draft => "draft",
            Self::Completed => "completed",
            Self::Signed => "signed",
        }
    }

    /// Returns the words on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Waiting => "Cannot start yet",
            Self::NotStarted => "Not yet started",
            Self::Draft => "In progress",
            Self::Completed => "Completed, not signed",
            Self::Signed => "Signed",
        }
    }
}

/// Everything the wizard needs for one part of one document.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The partnership's reference.
    pub reference: String,
    /// Its name.
    pub name: String,
    /// The document.
    pub document: DocumentId,
    /// The form.
    pub form: FormId,
    /// The part.
    pub part: PartId,
    /// The period's label; may be empty.
    pub period: String,
    /// What was typed so far.
    pub entries: Entries,
    /// The page a person was on.
    pub page: Option<PageId>,
    /// Can the last change be taken back?
    pub can_undo: bool,
    /// Can a change be made again?
    pub can_redo: bool,
    /// Where the part stands.
    pub state: DocumentState,
    /// What its questions may look at.
    pub surroundings: Surroundings,
}

/// One row of the register.
#[derive(Clone, Debug)]
pub struct RegisterLine {
    /// The partnership's reference.
    pub reference: String,
    /// Its name.
    pub name: String,
    /// Its state in words.
    pub state: String,
    /// Every column's text, by column id.
    pub columns: BTreeMap<String, String>,
    /// The next day something is due.
    pub next_due: Option<Day>,
}

/// One line of the history.
#[derive(Clone, Debug)]
pub struct HistoryLine {
    /// When, as UTC text.
    pub at: String,
    /// Who.
    pub who: String,
    /// What was done, in words.
    pub what: String,
    /// The revision concerned, if one is.
    pub revision: String,
}

/// A backup file.
#[derive(Clone, Debug)]
pub struct BackupLine {
    /// The file.
    pub file: std::path::PathBuf,
    /// When it was made, as UTC text.
    pub at: String,
    /// Its size in bytes.
    pub size: u64,
}
