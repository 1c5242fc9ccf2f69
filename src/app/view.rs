//! What screens and scripts are shown: plain values, worked out by queries.

use crate::app::draft_edition::Edition;
use crate::form::reading::{Signed, Surroundings};
use crate::model::answer::Answer;
use crate::model::day::Day;
use crate::model::entry::Entries;
use crate::model::id::{Digest, DocumentId, FormId, PageId, PartId, QuestionId, RevisionId, RowId};
use crate::pack::Pack;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

pub use crate::rules::stages::{StageStanding, StageState};

/// The first screen: what to do next.
#[derive(Clone, Debug, Default)]
pub struct Home {
    /// What is to be done, in order of date: the first of everyone's, and the first of the person's at the desk.
    pub tasks: Vec<Task>,
    /// How many things are to be done by everyone, shown or not.
    pub n_tasks: usize,
    /// How much is overdue, due until the end of this month, and in the month after it.
    pub overdue: usize,
    /// See `overdue`.
    pub this_month: usize,
    /// See `overdue`.
    pub next_month: usize,
    /// Is a form due or overdue?
    pub has_due_form: bool,
    /// How many partnerships there are.
    pub partnerships: usize,
    /// When the last verified backup was made, as written for people; none yet: empty.
    pub last_backup: String,
    /// Who holds the store, if this copy may only read it.
    pub held_by: Option<String>,
}

/// Something to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The day it is due, or since when it waits.
    pub on: Day,
    /// Is that the day it is due, rather than since when it waits?
    pub is_due: bool,
    /// How urgent it is.
    pub status: DueStatus,
    /// What is to be done: "Appendix A: Questionnaire (proposal)".
    pub title: String,
    /// Why, or how far it is, in one sentence.
    pub says: String,
    /// Who: the title of the role, or a name; may be empty.
    pub who: String,
    /// Is it for the person at the desk?
    pub mine: bool,
    /// The partnership's reference; empty for a task of the procedure itself.
    pub reference: String,
    /// Its register number; empty: it has none.
    pub register_no: String,
    /// Its name.
    pub name: String,
    /// Where it is done.
    pub target: Target,
}

/// Where something is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// A part of a document that is there.
    Part {
        /// The document.
        document: DocumentId,
        /// The part.
        part: PartId,
    },
    /// Two or more versions of a part that were made apart, to decide between.
    Versions {
        /// The document.
        document: DocumentId,
        /// The part.
        part: PartId,
    },
    /// A signature to be recorded, on the partnership's page.
    Signature {
        /// The document.
        document: DocumentId,
        /// The part.
        part: PartId,
    },
    /// A form that is to be begun.
    Form(FormId),
    /// A meeting of the office, by its id.
    Meeting(String),
    /// The partnership's page.
    Partnership,
    /// Nowhere in the program.
    Nowhere,
}

/// Writes a period's label for people: a date in words, any other label as it is.
pub fn period_in_words(period: &str) -> String {
    Day::parse_iso(period).map_or_else(|| period.to_owned(), |day| day.to_string())
}

/// Writes a small number as a word: "two".
pub fn how_many(count: usize) -> String {
    match count {
        1 => "one".to_owned(),
        2 => "two".to_owned(),
        3 => "three".to_owned(),
        more => more.to_string(),
    }
}

/// Something due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueLine {
    /// The partnership's reference.
    pub reference: String,
    /// Its register number; empty: it has none.
    pub register_no: String,
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
    /// From when it may be begun, and people are reminded.
    pub opens: Day,
    /// How urgent it is.
    pub status: DueStatus,
    /// Why it is due, in words; may be empty.
    pub reason: String,
    /// The role responsible; may be empty.
    pub role: String,
    /// The person responsible, where one is named; may be empty.
    pub owner: String,
}

/// A day on which something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueDay {
    /// The day.
    pub on: Day,
    /// How much is due on it.
    pub count: usize,
    /// How urgent the most urgent of it is.
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
    /// Its number on the central register; may be empty.
    pub register_no: String,
    /// Its name.
    pub name: String,
    /// Its state in words: "Active".
    pub state: String,
    /// Why nothing more is asked for, if it is past; may be empty.
    pub says: String,
    /// Its stages in order.
    pub stages: Vec<StageStanding>,
    /// What is not right, in sentences.
    pub watching: Vec<String>,
    /// The people: what they are here, and who.
    pub people: Vec<(String, String)>,
    /// Its risks, the highest first; closed ones last.
    pub risks: Vec<RiskLine>,
    /// Documents named or attached on its forms, and scans of signed sheets.
    pub attachments: Vec<AttachmentLine>,
    /// What happened, oldest first.
    pub story: Vec<HistoryLine>,
    /// The register entry: column label and what it says, in column order; empty ones left out.
    pub register: Vec<(String, String)>,
    /// The register entry by column id.
    pub columns: BTreeMap<String, Answer>,
    /// Its documents, newest first.
    pub documents: Vec<DocumentLine>,
    /// Forms that can be started for it now: form, title, period, and the sentence why not if it is not offered.
    pub offers: Vec<Offer>,
    /// Forms that its answers open and nobody has begun since.
    pub opened: Vec<Opened>,
    /// What is due.
    pub due: Vec<DueLine>,
    /// Its approval level and the reason, if the value is known.
    pub approval: Option<(String, String)>,
}

/// A form that an answer opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The form.
    pub form: FormId,
    /// Its title.
    pub title: String,
    /// The title of the procedure it belongs to; empty: this one.
    pub procedure: String,
    /// The question and its answer.
    pub because: String,
}

/// Says a question with its answer: "How large is it? Large", "Scope: Large".
pub fn with_answer(ask: &str, answer: &str) -> String {
    let between = if ask.ends_with('?') { " " } else { ": " };
    format!("{ask}{between}{answer}")
}

/// One risk of a partnership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RiskLine {
    /// What it is.
    pub risk: String,
    /// Likelihood by impact, 1 to 25.
    pub score: i64,
    /// The name of the score's band: "high"; may be empty.
    pub band: String,
    /// Is it for the corporate risk record?
    pub escalated: bool,
    /// Who owns it; may be empty.
    pub owner: String,
    /// When it is looked at again.
    pub review: Option<Day>,
    /// Is it closed?
    pub closed: bool,
}

/// A document named or attached on a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentLine {
    /// Its title.
    pub title: String,
    /// Where it is kept; may be empty.
    pub place: String,
    /// The file kept with the records, if it is.
    pub file: Option<Digest>,
    /// The form it is named on.
    pub from: String,
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
    /// The role of the officer who completes it; may be empty.
    pub role: String,
    /// Does it ask anything, or does it only sign?
    pub asks: bool,
    /// Who sent it back and why, in a sentence; empty if nobody did.
    pub returned: String,
    /// Was it made after an earlier version of a part before it than the current one?
    pub is_outdated: bool,
    /// Does changing it need a reason, because it was signed?
    pub needs_reason: bool,
    /// Where it stands.
    pub state: DocumentState,
    /// How many versions there are that no later one replaces: two or more were made apart.
    pub versions: usize,
    /// When the Corporate Risk Registry or another office said that it has it, and who; empty if nobody did.
    pub received: String,
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
    pub question: QuestionId,
    /// What it is called: "Signed: lead partnership manager".
    pub ask: String,
    /// The role that signs.
    pub role: String,
    /// Is a minute reference asked too?
    pub reference: bool,
    /// Must it be there before the part is effective?
    pub required: bool,
    /// Who signed, if recorded.
    pub signed: Option<Signed>,
    /// The row it is for, where each row of a table has a signer; else empty.
    pub row: RowId,
    /// Whom that row names; may be empty.
    pub signer: String,
    /// Who signed an earlier version, if nobody signed the current one.
    pub earlier: Option<Signed>,
    /// Why a check of the procedure was set aside; empty if none was.
    pub set_aside: String,
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
    /// Completed, and sent back for more.
    Returned,
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
            Self::Returned => "returned",
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
            Self::Returned => "Sent back for more",
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
    /// Why a part that was signed is changed; may be empty.
    pub reason: String,
    /// Can the last change be taken back?
    pub can_undo: bool,
    /// Can a change be made again?
    pub can_redo: bool,
    /// Where the part stands.
    pub state: DocumentState,
    /// Sign-offs recorded, by signature question and the row each is for.
    pub signed: BTreeMap<(QuestionId, RowId), Signed>,
    /// What its questions may look at.
    pub surroundings: Surroundings,
    /// The procedure it is read by: of what is completed that of its day, of a draft the edition it was begun under, or
    /// the one in force.
    pub pack: Arc<Pack>,
    /// What the edition in force changes, if it was begun under an earlier one.
    pub edition: Option<Box<Edition>>,
    /// Was it moved to the edition in force, and can be moved back?
    pub moved: bool,
    /// Answers kept that this edition does not ask for: the question and the answer in words.
    pub kept: Vec<(String, String)>,
}

/// One row of the register.
#[derive(Clone, Debug)]
pub struct RegisterLine {
    /// Its row in the register.
    pub row: i64,
    /// The partnership's reference.
    pub reference: String,
    /// The number of the Corporate Risk Registry; may be empty.
    pub register_no: String,
    /// Its name.
    pub name: String,
    /// Its state in words.
    pub state: String,
    /// Every filled field's text, by its id.
    pub columns: BTreeMap<String, String>,
    /// The next day something is due.
    pub next_due: Option<Day>,
    /// The words of its forms that hold what is searched for, those found in ‹ and ›; may be empty.
    pub found: String,
    /// How urgent the most urgent of what is due is; none: nothing is due.
    pub status: Option<DueStatus>,
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
