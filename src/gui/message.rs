//! What the window and its worker say to each other.

use crate::app::batch::DuePaper;
use crate::app::blank::Blank;
use crate::app::copy::{CopyHere, CopyLine};
use crate::app::edition::Offered;
use crate::app::mailbox::Exchanged;
use crate::app::near::NearName;
use crate::app::op::{Changed, Op};
use crate::app::register::{Found, Query};
use crate::app::report::Report;
use crate::app::sheet::{Plan, RowLine, SheetFile};
use crate::app::turn::Turned;
use crate::app::view::{BackupLine, Desk, DueDay, DueLine, HistoryLine, Home, PartnershipView, RegisterLine};
use crate::gui::command::{Chosen, PdfUse};
use crate::gui::exchange::{Apart, CameIn, Checked, LooseScan};
use crate::gui::office::{OfficeAsk, OfficeTold};
use crate::gui::procedure::{ProcedureAsk, ProcedureTold};
use crate::gui::report::ReportFile;
use crate::gui::state::{DueAsk, Settings};
use crate::model::day::Day;
use crate::model::desk::Sitting;
use crate::model::id::{Digest, DocumentId, PartId, QuestionId, RowId};
use crate::model::moment::Moment;
use crate::model::period::Period;
use crate::pack::Pack;
use crate::print::bundle::Member;
use std::path::PathBuf;
use std::sync::Arc;

/// What the worker is asked.
#[derive(Clone, Debug)]
pub(crate) enum Request {
    Open,
    Home,
    /// The clock stands here from now on; answered as `Home` is.
    Clock(Moment, Day),
    Partnership(String),
    Register(Query),
    /// What is found in the register copy.
    Copied(String),
    /// What rows of the register say.
    Lines {
        rows: Vec<i64>,
        search: String,
    },
    Starters,
    KeptFile {
        digest: Digest,
        then: PdfUse,
    },
    Desk {
        document: DocumentId,
        part: PartId,
        open: bool,
    },
    History(String),
    Backups,
    Sittings,
    Apply(Op),
    Pdf {
        document: DocumentId,
        part: PartId,
        then: PdfUse,
    },
    Bundle {
        reference: String,
        id: String,
    },
    DuePapers,
    DueFile {
        due: Box<DuePaper>,
        folder: PathBuf,
    },
    DueMember(Box<DuePaper>),
    DueTogether(Vec<Member>),
    Blank {
        blank: Blank,
        then: PdfUse,
    },
    AddFile {
        question: QuestionId,
        row: Option<RowId>,
        file: Chosen,
    },
    TakeIn(Vec<Chosen>),
    CheckCode(String),
    CheckFile(Chosen),
    Versions {
        document: DocumentId,
        part: PartId,
    },
    ReadSheet(Chosen),
    PlanSheet {
        file: Arc<SheetFile>,
        sheet: usize,
    },
    SheetRows {
        file: Arc<SheetFile>,
        plan: Box<Plan>,
    },
    Near(String),
    Package(Vec<String>),
    PublishRegister,
    Mailbox {
        folder: PathBuf,
        publish: bool,
    },
    Office(OfficeAsk),
    Procedure(ProcedureAsk),
    Report {
        id: String,
        reference: Option<String>,
        period: Option<Period>,
    },
    Due(DueAsk),
    /// How much is due on each day of a month, by its first day; of everything, or of what is for the person at the desk.
    DueMonth {
        month: Day,
        mine: bool,
    },
    Calendar,
    ReportFile {
        report: Box<Report>,
        file: ReportFile,
    },
    RegisterFile {
        query: Query,
        columns: Vec<String>,
        file: ReportFile,
    },
}

/// What the worker, or a dialog, tells.
pub(crate) enum Event {
    /// The store is open.
    Opened { pack: Arc<Pack>, settings: Settings, is_new: bool, home: Box<Home>, today: Day, behind: Option<Day> },
    /// It could not be opened: why, what to do, and what could be put in its place.
    NotOpened { sentence: String, hint: String, backups: Vec<BackupLine> },
    /// The answer to a query.
    Home(Box<Home>),
    /// The answer to a query.
    Partnership(Box<PartnershipView>),
    /// The answer to a query.
    Register { query: Query, found: Found, lines: Vec<RegisterLine>, copy: Option<CopyHere> },
    /// The answer to a query.
    Copied { search: String, lines: Vec<CopyLine>, copy: Option<CopyHere> },
    /// What rows of the register say.
    Lines(Vec<RegisterLine>),
    /// Another day began: what became urgent, and the day of the last change if the clock stands before it.
    NewDay { today: Day, turned: Turned, behind: Option<Day> },
    /// Every entry of the register is worked out for today.
    Refreshed,
    /// The answer to a query: places in the procedure’s list, and names.
    Starters(Vec<(usize, String)>),
    /// A file that is kept with the records.
    KeptFile { name: String, bytes: Vec<u8>, then: PdfUse },
    /// The answer to a query; `open`: the wizard is to show it.
    Desk { desk: Box<Desk>, open: bool },
    /// The answer to a query.
    History(Vec<HistoryLine>),
    /// The answer to a query.
    Backups(Vec<BackupLine>),
    /// The answer to a query.
    Sittings(Vec<Sitting>),
    /// A change was carried out, at this time of the day: "14:02".
    Applied { op: Op, changed: Box<Changed>, at: String, today: Day },
    /// A change was not carried out.
    Refused { op: Op, sentence: String, hint: String },
    /// A PDF was made.
    Pdf { name: String, bytes: Vec<u8>, then: PdfUse },
    /// The answer to a query: the papers of everything due.
    DuePapers(Vec<DuePaper>),
    /// One of them is written, or was there already.
    DueFile { was_there: bool },
    /// One of them is composed, to be joined with others.
    DueMember(Box<Member>),
    /// A file is kept; its digest is for an answer.
    FileKept { question: QuestionId, row: Option<RowId>, file: Chosen, digest: String },
    /// Files were taken in, each for itself, and scans looked at.
    CameIn { came_in: Vec<CameIn>, scans: Vec<LooseScan>, procedure: Option<(String, Box<Offered>)> },
    /// A paper was checked.
    Checked(Checked),
    /// The answer to a query.
    Versions(Box<Apart>),
    /// A spreadsheet was read, or another sheet of it is looked at: how it seems to be meant.
    SheetRead { file: Arc<SheetFile>, plan: Box<Plan> },
    /// The answer to a query: what would become of the rows, or why that cannot be said and what to do.
    SheetRows { plan: Box<Plan>, rows: Result<Vec<RowLine>, (String, String)> },
    /// The answer to a query: a partnership whose name is nearly this one.
    Near { name: String, found: Option<NearName> },
    /// What was asked for the office's desk.
    Office(OfficeTold),
    /// What was asked about procedures.
    Procedure(ProcedureTold),
    /// What is due in a stretch of time, and how much in all.
    Due { ask: DueAsk, lines: Vec<DueLine>, total: usize },
    /// The days of a month on which something is due, and the first day of that month.
    DueMonth { month: Day, mine: bool, days: Vec<DueDay> },
    /// What went to and fro through the shared folder.
    Exchanged(Box<Exchanged>),
    /// A report that was worked out.
    Report(Box<Report>),
    /// Something failed that was no change.
    Failed { sentence: String, hint: String },
    /// A person chose a file for this purpose, or none.
    Chose { purpose: Purpose, file: Option<Chosen> },
    /// A person chose a folder, or none.
    ChoseFolder(Option<PathBuf>),
    /// A person dropped or chose files to be taken in; some could not be read: which, and why.
    Brought { files: Vec<Chosen>, unread: Vec<(String, String)> },
    /// A PDF was written, opened or sent: what to say, and what to do next.
    Printed { said: String, hint: String },
    /// A file could not be read, written, opened or sent: what, and what to do.
    NotPrinted { sentence: String, hint: String },
}

/// What a file was chosen for.
#[derive(Clone, Debug)]
pub(crate) enum Purpose {
    /// The scan of a signed sheet.
    Scan,
    /// A document that an answer names.
    Document { question: QuestionId, row: Option<RowId> },
    /// A backup to put back.
    Backup,
    /// A paper to be checked.
    Check,
    /// A spreadsheet to be brought in.
    Spreadsheet,
}
