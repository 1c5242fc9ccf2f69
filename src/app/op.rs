//! Every change a person or a script may make, each with a readable name.

use super::inbox::Step;
use crate::model::answer::Person;
use crate::model::day::Day;
use crate::model::desk::DeskPerson;
use crate::model::entry::Entry;
use crate::model::id::{DocumentId, FormId, PageId, PartId, QuestionId, RevisionId, RowId};
use crate::model::meeting::Meeting;
use crate::pack::Files;
use crate::pack::edit::Edit;

/// One change. All changes go through [`App::apply`](crate::app::App::apply).
#[derive(Clone, Debug)]
pub enum Op {
    /// Starts a partnership of that name with the first answers of a form.
    StartPartnership {
        /// Its name; may be empty.
        name: String,
        /// A form that starts partnerships; none: the pack's first.
        form: Option<FormId>,
    },
    /// Puts starter partnerships of the pack on the register, by their place in its list.
    AddStarters {
        /// Which, from 0.
        which: Vec<usize>,
    },
    /// Brings a register in that was kept in a spreadsheet.
    ImportRegister(Box<crate::app::sheet::Import>),
    /// Takes the partnerships of an import off the register that nobody has changed since.
    UndoImport {
        /// The import's id.
        import: String,
    },
    /// Opens the document of a form for a period, and makes it if there is none.
    OpenDocument {
        /// The partnership's reference.
        reference: String,
        /// The form.
        form: FormId,
        /// The period's label; none: the current one.
        period: Option<String>,
        /// The part that is to be filled in; none: the first.
        part: Option<PartId>,
    },
    /// Opens a part of a document, and gives it its first answers if it is not begun.
    OpenPart {
        /// The document.
        document: DocumentId,
        /// The part.
        part: PartId,
    },
    /// Keeps what was typed into one question; none: nothing typed, prefilled again.
    SaveEntry {
        /// The document.
        document: DocumentId,
        /// The part.
        part: PartId,
        /// The question.
        question: QuestionId,
        /// What stands in it now.
        entry: Option<Entry>,
    },
    /// Keeps what was typed into several questions, as one step to undo.
    SaveEntries {
        /// The document.
        document: DocumentId,
        /// The part.
        part: PartId,
        /// What stands in each now.
        entries: Vec<(QuestionId, Option<Entry>)>,
    },
    /// Remembers the page a person is on.
    TurnPage {
        /// The document.
        document: DocumentId,
        /// The part.
        part: PartId,
        /// The page.
        page: PageId,
    },
    /// Takes back the last change of an answer.
    Undo {
        /// The document.
        document: DocumentId,
        /// The part.
        part: PartId,
    },
    /// Makes a change again that was taken back.
    Redo {
        /// The document.
        document: DocumentId,
        /// The part.
        part: PartId,
    },
    /// Moves a draft from the edition of the procedure it was begun under to the one in force, or back.
    MoveDraft {
        /// The document.
        document: DocumentId,
        /// The part.
        part: PartId,
        /// Back to the edition it was moved from?
        back: bool,
    },
    /// Deletes what was typed and never completed.
    DeleteDraft {
        /// The document.
        document: DocumentId,
        /// The part.
        part: PartId,
    },
    /// Completes a part: makes a revision of it, or says what is wrong.
    Complete {
        /// The document.
        document: DocumentId,
        /// The part.
        part: PartId,
    },
    /// Opens a completed part again; the next completion is a new revision.
    Reopen {
        /// The document.
        document: DocumentId,
        /// The part.
        part: PartId,
        /// Why; needed where somebody signed it.
        reason: String,
    },
    /// Sends a completed part back for more.
    Return(Return),
    /// Notes that an office has a completed part: its receipt goes back with the next copy.
    Receive(Received),
    /// Decides between versions made apart: a draft begins with the one kept, and goes on from all of them.
    Resolve {
        /// The document.
        document: DocumentId,
        /// The part.
        part: PartId,
        /// The version to begin with.
        keep: RevisionId,
    },
    /// Notes who is at the desk from now on.
    SitDown(DeskPerson),
    /// Records a signature made in ink, or a body's minute, on the current revision.
    SignOff(SignOff),
    /// Notes that a person has left; without a day, takes it back.
    Left {
        /// Their name.
        name: String,
        /// Their last day.
        on: Option<Day>,
    },
    /// Hands partnerships of one lead over to another person.
    HandOver(HandOver),
    /// Takes a hand-over back as a whole, as long as nobody changed the entries since.
    UndoHandOver {
        /// The hand-over.
        id: String,
    },
    /// Gives each partnership of a programme that has no date the one proposed.
    GiveDates {
        /// The programme.
        programme: String,
    },
    /// Notes a step of a completed part that came in, or takes it back.
    InboxStep(InboxStep),
    /// Accepts or declines a correction of the register entry.
    Decide(Decision),
    /// Gives a partnership a register number; none: the next free one; an empty one is taken away.
    AssignNumber {
        /// The partnership's reference.
        reference: String,
        /// The number.
        number: Option<String>,
    },
    /// Logs a meeting, or keeps a new version of its log.
    SaveMeeting(Meeting),
    /// Keeps a setting of this computer: theme, zoom, prefix, person at the desk.
    Set {
        /// Its name.
        name: String,
        /// Its value; empty takes it away.
        value: String,
    },
    /// Keeps changes of the procedure in force, which are not in force yet.
    KeepEdits(Vec<Edit>),
    /// Brings an edition of a procedure into force.
    UseProcedure(Files),
    /// Goes back to the edition of the procedure that is part of the program.
    UseBuiltIn,
    /// Makes a verified backup now.
    Backup,
    /// Puts a backup in the place of the store.
    Restore {
        /// The backup file.
        file: std::path::PathBuf,
    },
}

/// Partnerships to be handed over.
#[derive(Clone, Debug)]
pub struct HandOver {
    /// Who leads them.
    pub from: String,
    /// Who is to lead them: name and details by field, as an answer of kind `person` has them.
    pub to: Person,
    /// Which, by reference.
    pub references: Vec<String>,
    /// Why.
    pub reason: String,
}

/// A step of a completed part that came in.
#[derive(Clone, Debug)]
pub struct InboxStep {
    /// The document.
    pub document: DocumentId,
    /// The step.
    pub step: Step,
    /// When; none takes it back, where that can be.
    pub on: Option<Day>,
    /// Who; empty: the person at the desk.
    pub name: String,
    /// Anything worth knowing; may be empty.
    pub note: String,
}

/// What was decided on a correction of the register entry.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The document.
    pub document: DocumentId,
    /// The register column.
    pub column: String,
    /// Is it accepted?
    pub accepted: bool,
    /// Who decides; empty: the person at the desk.
    pub name: String,
    /// When.
    pub on: Day,
    /// Why it is declined; may be empty if it is accepted.
    pub reason: String,
}

/// A part to be sent back for more.
#[derive(Clone, Debug)]
pub struct Return {
    /// The document.
    pub document: DocumentId,
    /// The part sent back.
    pub part: PartId,
    /// The role of the officer who sends it back.
    pub role: String,
    /// Their name.
    pub name: String,
    /// When.
    pub on: Day,
    /// What is wanted.
    pub reason: String,
}

/// A receipt to be noted.
#[derive(Clone, Debug)]
pub struct Received {
    /// The document.
    pub document: DocumentId,
    /// The part.
    pub part: PartId,
    /// The role of the officer who has it.
    pub role: String,
    /// Their name.
    pub name: String,
    /// When they had it.
    pub on: Day,
}

/// A signature made in ink, to be recorded.
#[derive(Clone, Debug)]
pub struct SignOff {
    /// The document.
    pub document: DocumentId,
    /// The signature question; the role is its role.
    pub question: QuestionId,
    /// Who signed.
    pub name: String,
    /// Their post; may be empty.
    pub post: String,
    /// When.
    pub on: Day,
    /// The minute reference of a body; may be empty.
    pub reference: String,
    /// The row it is given for, where each row of a table has a signer; else empty.
    pub row: RowId,
    /// Why it is recorded although a check of the procedure does not hold; may be empty.
    pub set_aside: String,
    /// The scan of the signed sheet: its file name and bytes.
    pub scan: Option<(String, Vec<u8>)>,
}

/// What a change did, and what is out of date after it.
#[derive(Clone, Debug, Default)]
pub struct Changed {
    /// The partnership's reference, if one is concerned.
    pub reference: Option<String>,
    /// The document, if one is concerned.
    pub document: Option<DocumentId>,
    /// The revision made, if one was.
    pub revision: Option<RevisionId>,
    /// The questions that undo or redo changed.
    pub questions: Vec<QuestionId>,
    /// The partnerships started, if several were.
    pub started: usize,
    /// The checks of the procedure that a signature does not meet; it was not recorded then, unless
    /// a reason was given for setting them aside.
    pub unmet: Vec<String>,
    /// The partnerships handed over, or given back, if any were.
    pub handed_over: Vec<String>,
    /// The partnerships that were given a date, if any were.
    pub dated: Vec<String>,
    /// The partnerships left as they were, each with the reason in a sentence.
    pub refused: Vec<(String, String)>,
    /// What stands in the way of completing; nothing was changed then.
    pub findings: Vec<crate::form::finding::Finding>,
    /// What became of the rows of a spreadsheet, if one was brought in.
    pub import: Option<Box<crate::app::sheet::Imported>>,
    /// What undoing an import did, if one was undone.
    pub undone: Option<Box<crate::app::sheet::Undone>>,
    /// Is the register out of date?
    pub register: bool,
    /// The file written, if one was.
    pub file: Option<std::path::PathBuf>,
}
