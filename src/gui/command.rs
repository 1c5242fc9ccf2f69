//! What screens ask for. Views read the state and push commands; `apply` alone carries them out.

use crate::app::blank::Blank;
use crate::app::op::Op;
use crate::app::register::Query;
use crate::gui::mailbox::MailboxCommand;
use crate::gui::office::{DeskSheet, OfficeCommand};
use crate::gui::procedure::ProcedureCommand;
use crate::gui::report::ReportCommand;
use crate::gui::sheet::SheetCommand;
use crate::gui::state::{DueRange, RegisterPanel};
use crate::gui::theme::Theme;
use crate::gui::wizard::EditionView;
use crate::model::day::Day;
use crate::model::desk::DeskPerson;
use crate::model::entry::Entry;
use crate::model::id::{Digest, DocumentId, FormId, PageId, PartId, QuestionId, RowId};
use std::path::PathBuf;

/// Everything a view may ask for.
#[derive(Clone, Debug)]
pub(crate) enum Command {
    /// Shows another screen.
    Go(Screen),
    /// Returns to the screen before.
    Back,
    /// Returns to the screen after, once back was used.
    Forward,
    /// Opens a form of a partnership, and makes its document if there is none.
    OpenForm { reference: String, form: FormId, period: Option<String> },
    /// Opens one part of a document in the wizard.
    OpenPart { document: DocumentId, part: PartId },
    /// Notes what now stands in a question; none: take it back to what was prefilled.
    Type { question: QuestionId, entry: Option<Entry> },
    /// Saves what was typed now rather than in a moment.
    SaveNow,
    /// Turns to a page of the wizard.
    Turn(PageId),
    /// Turns to a page and puts the cursor where something is to be put right.
    Correct { page: PageId, spot: Spot },
    /// Says that the spot of `Correct` has been reached.
    Reached,
    /// Checks the page and goes on to the next.
    Continue,
    /// Goes on although something on the page is open.
    GoOn,
    /// Goes one page back.
    PageBack,
    /// Shows the answers for checking.
    Check,
    /// Completes the part.
    Complete,
    /// Opens or folds the optional questions of the page.
    Fold(bool),
    /// Opens or folds why a question is asked.
    Why(QuestionId),
    /// Shows what the edition in force changes for the form in hand, or leaves it be.
    Edition(EditionView),
    /// Opens or closes a page whose matter is past already.
    CheckPast(PageId),
    /// Shows how the form prints somewhere else, or hides it.
    Paper(PaperPlace),
    /// Changes the size of the pages of the preview.
    PaperZoom(PaperZoom),
    /// Lays the pages of the preview out anew, because something changed.
    LayOut,
    /// Says which question has the keyboard: its box is lit.
    Answering(QuestionId),
    /// Turns the preview to a page, from 0.
    PaperTurn(usize),
    /// Says which page of the preview is in view, from 0.
    PaperPage(usize),
    /// Says which box of the preview the arrow keys went to.
    PaperBox(usize),
    /// Says that the view of the preview has gone where it was to go.
    PaperSeen,
    /// Takes back the last change of an answer.
    Undo,
    /// Makes it again.
    Redo,
    /// Carries out a change of the store.
    Do(Op),
    /// Deletes the draft in hand, after a backup is made.
    DeleteDraft,
    /// Takes over last year’s answers to the questions of a page, or with none of all pages, that are not asked anew.
    SameAsLast(Option<PageId>),
    /// Shows what is due in another stretch of time.
    Due(DueRange),
    /// Shows what is due on one day alone; none: in the whole stretch of time again.
    DueDay(Option<Day>),
    /// Shows only what is due of the person at the desk, or of everyone.
    DueMine(bool),
    /// Goes to a day of the calendar, and shows its month.
    DueAt(Day),
    /// Saves what is due as a calendar.
    SaveCalendar,
    /// Does something in the register.
    Register(RegisterCommand),
    /// Shows everyone’s tasks on the first screen, or those of the person at the desk.
    Everyone(bool),
    /// Shows another sheet of the partnership in view.
    Sheet(Sheet),
    /// Opens or folds something of the partnership in view, by name.
    Unfold(&'static str),
    /// Ticks a partnership of the procedure’s list, by its place there, or takes the tick away.
    Tick(usize),
    /// Ticks all of the list, or none.
    TickAll(bool),
    /// Puts the ticked partnerships on the register.
    AddStarters,
    /// Does something at the office’s desk.
    Office(OfficeCommand),
    /// Does something with reports.
    Report(ReportCommand),
    /// Does something with the procedure.
    Procedure(ProcedureCommand),
    /// Saves or opens a file that is kept with the records.
    KeptFile { digest: Digest, then: PdfUse },
    /// Makes a blank form and does something with it.
    Blank { blank: Blank, then: PdfUse },
    /// Changes the theme.
    Theme(Option<Theme>),
    /// Changes the size of everything, in percent.
    Zoom(u32),
    /// Makes a PDF of the part in hand and does something with it.
    Pdf(PdfUse),
    /// Makes one file of forms of a partnership that belong together.
    Bundle { reference: String, id: String },
    /// Makes a paper of everything due: joined in one file, or each in a file of a folder that is asked for.
    PrintDue { joined: bool },
    /// Stops making papers after the one in the making.
    StopDue,
    /// Asks for the scan of a signed sheet.
    ChooseScan,
    /// Asks for a document's file.
    ChooseDocument { question: QuestionId, row: Option<RowId> },
    /// Asks for a backup file that is not in the list.
    ChooseBackup,
    /// Opens the box in which a signature is recorded: the question, and the row where each row has a signer.
    OpenSignature(QuestionId, RowId),
    /// Closes it; what was typed into it stays until another is opened.
    CloseSignature,
    /// Records a signature made in ink; with a reason, although a check of the procedure does not hold.
    Sign { all_the_same: bool },
    /// Opens or closes the box with the reason for changing a completed part.
    AskReason(bool),
    /// Opens the completed part in hand again, with the reason typed.
    Reopen,
    /// Opens or closes the box in which the part in hand is sent back for more.
    AskReturn(bool),
    /// Sends the part in hand back for more.
    Return,
    /// Opens or closes the box in which it is noted that an office has the part in hand.
    AskReceipt(bool),
    /// Notes that an office has the part in hand.
    NoteReceipt,
    /// Asks for files to be taken in.
    ChooseFiles,
    /// Asks for the file of a paper to be checked.
    ChooseChecked,
    /// Looks the code up that was typed.
    CheckCode,
    /// Takes a loose scan, by its place among them, to the part it shows, or asks for the part.
    UseScan(usize),
    /// Takes the scan in question to the signature of a part.
    PlaceScan { document: DocumentId, part: PartId },
    /// Leaves the scan out of the signature being recorded.
    LeaveScan,
    /// Does something with a spreadsheet that is brought in.
    Spreadsheet(SheetCommand),
    /// Makes a package of the partnership in view, or of all, and saves it.
    MakePackage,
    /// Publishes the register: makes its copy for other computers, and saves it.
    PublishRegister,
    /// Of the shared folder.
    Mailbox(MailboxCommand),
    /// Notes what was typed into a box that belongs to no form.
    Jot(&'static str, String),
    /// Starts the partnership whose name was typed.
    Start,
    /// Notes what was typed about the person at the desk.
    Describe(DeskPerson),
    /// Keeps who is at the desk as typed.
    KeepMe,
    /// Keeps the prefix of references made here.
    KeepPrefix,
    /// Says what went wrong and what to do.
    Warn { text: String, hint: String },
    /// Closes the box with a message.
    Dismiss,
    /// Takes away the line that says what another day brought.
    DismissDay,
    /// Tries to open the store again.
    Retry,
    /// Closes the program.
    Quit,
}

/// What is done with a PDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PdfUse {
    /// Saved where the person says.
    Save,
    /// Opened in the system's viewer.
    Open,
    /// Sent to the system's printer, or opened for printing.
    Print,
}

/// Whether it is shown how the part in hand prints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum PaperPlace {
    /// Beside the questions, where there is room.
    #[default]
    Beside,
    /// Beside the questions or, where there is no room, in their place.
    Shown,
    /// Not at all.
    Hidden,
}

/// How large the pages of the preview are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum PaperZoom {
    /// As wide as there is room.
    #[default]
    Width,
    /// So that a page is in view as a whole.
    Page,
    /// Of a size in percent.
    Percent(u32),
}

/// What the register may be asked for.
#[derive(Clone, Debug)]
pub(crate) enum RegisterCommand {
    /// Looks for something else in the register.
    Look(Query),
    /// Opens or closes what stands under the search of the register.
    Panel(Option<RegisterPanel>),
    /// Shows other columns of the register.
    Columns(Vec<String>),
    /// Keeps the view of the register in hand under a name.
    KeepView(String),
    /// Shows a view that was given a name.
    ShowView(String),
    /// Forgets a view that was given a name.
    ForgetView(String),
    /// Asks what rows of the register say that came into view.
    ShowRows(Vec<i64>),
    /// Shows the register copy that is here, and looks for something in it.
    OpenCopy(String),
    /// Looks for something else in the register copy.
    LookInCopy(String),
}

impl From<RegisterCommand> for Command {
    fn from(command: RegisterCommand) -> Self {
        Self::Register(command)
    }
}

impl From<ProcedureCommand> for Command {
    fn from(command: ProcedureCommand) -> Self {
        Self::Procedure(command)
    }
}

/// A place that can be put right: a row or a column of a question, or the question itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    /// The question.
    pub(crate) question: QuestionId,
    /// The row of a table.
    pub(crate) row: Option<RowId>,
    /// The column of a table or the field of a compound answer.
    pub(crate) column: Option<QuestionId>,
}

/// The screens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Screen {
    /// What is unfinished and what is due.
    Home,
    /// All partnerships.
    Register,
    /// Those of the register copy that is here.
    RegisterCopy,
    /// One partnership, by reference.
    Partnership(String),
    /// Its history.
    History(String),
    /// A new partnership.
    NewPartnership,
    /// The partnerships of the procedure’s own list.
    Starters,
    /// Bringing in a register that was kept in a spreadsheet.
    Spreadsheet,
    /// One part of one document: its pages.
    Wizard,
    /// One part of one document: its answers, for checking.
    CheckAnswers,
    /// One part of one document: completed; print and sign.
    Done,
    /// Whether the draft in hand is to be deleted.
    DeleteDraft,
    /// What came in.
    CameIn,
    /// The part that a scan belongs to.
    PlaceScan,
    /// Whether a paper matches the records.
    CheckPaper,
    /// Versions of a part that were made apart.
    Versions { document: DocumentId, part: PartId },
    /// A package for another computer.
    Package,
    /// The shared folder.
    Mailbox,
    /// Everything due.
    Due,
    /// The reports that the procedure asks for.
    Reports,
    /// One report; of one partnership, if it is of one.
    Report {
        /// The report.
        id: String,
        /// The partnership's reference.
        reference: Option<String>,
    },
    /// The desk of the office that receives forms, by its sheet.
    Desk(DeskSheet),
    /// What came in of one document, and how far it is.
    InboxLine(DocumentId),
    /// The partnerships of one lead, to be handed over.
    HandOver(String),
    /// A meeting, by its id; empty: a new one.
    Meeting(String),
    /// Who is at the desk.
    Person,
    /// Settings of this computer.
    Settings,
    /// Backups, and putting one back.
    Restore,
    /// What the program is, how signing works, and what the procedure asks.
    Help,
    /// The procedure in force.
    Procedure,
    /// Changing a copy of it.
    ChangeProcedure,
    /// Writing a new edition of it.
    EditProcedure,
    /// The procedure that a file brought.
    CameProcedure,
    /// The keys.
    Keys,
    /// What the program is.
    About,
}

/// The sheets of a partnership’s page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Sheet {
    /// How far it is, and what is to be done.
    #[default]
    Overview,
    /// Its forms, and those that can be started.
    Forms,
    /// The people, and the risks.
    People,
    /// Documents and scans.
    Documents,
    /// What happened.
    Story,
    /// What the register says of it.
    Register,
}

impl Sheet {
    /// All sheets in their order.
    pub(crate) const ALL: [Self; 6] =
        [Self::Overview, Self::Forms, Self::People, Self::Documents, Self::Story, Self::Register];

    /// Returns its words.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Forms => "Forms",
            Self::People => "People and risks",
            Self::Documents => "Documents",
            Self::Story => "Story",
            Self::Register => "Register entry",
        }
    }
}

/// What views push to.
pub(crate) type Commands = Vec<Command>;

/// A file and its bytes, chosen by a person.
#[derive(Clone, Debug)]
pub(crate) struct Chosen {
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// Its content.
    pub(crate) bytes: Vec<u8>,
}
