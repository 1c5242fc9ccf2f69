//! The words of the command line.

use crate::args_act::{ActArgs, EditionArgs, ResolveArgs, ReturnArgs, SignArgs};
use clap::{Args as ClapArgs, Parser, Subcommand};
use std::path::PathBuf;

/// Partnership forms, register and reviews, offline.
#[derive(Parser)]
#[command(name = "pdesk", version, about)]
pub(crate) struct Args {
    /// The data folder; else `PDESK_DATA`, else the platform's own.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// The procedure, by its pack's id or folder.
    #[arg(long, global = true, value_name = "ID_OR_DIR")]
    pub(crate) pack: Option<String>,
    /// The date to work with, instead of the computer's.
    #[arg(long, global = true, value_name = "YYYY-MM-DD")]
    pub(crate) today: Option<String>,
    /// Print one JSON value.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// List the forms, or show one whole.
    Forms {
        #[command(subcommand)]
        command: Option<FormsCommand>,
    },
    /// Check answers without keeping anything.
    Check {
        form: String,
        /// A TOML or JSON file, or - for standard input.
        #[arg(long, value_name = "FILE")]
        answers: PathBuf,
        #[arg(long, value_name = "REF")]
        partnership: Option<String>,
    },
    /// Start a partnership with a register entry of that name.
    New { name: String },
    /// Keep answers as a draft, or complete the form with them.
    Fill(FillArgs),
    /// Show one partnership.
    Show { reference: String },
    /// The register.
    Register(RegisterArgs),
    /// Everything due or overdue, soonest first.
    Due {
        #[arg(long, value_name = "DAYS")]
        within: Option<i64>,
        /// Write it as a calendar instead, for Outlook and others.
        #[arg(long, value_name = "FILE")]
        ics: Option<PathBuf>,
    },
    /// Write a report; without a name, list the reports.
    Report(ReportArgs),
    /// Write forms as PDF.
    Export(ExportArgs),
    /// Write the forms of a partnership that belong together as one PDF to be read: the business case, if none is named.
    Bundle {
        reference: String,
        /// The bundle's id in the procedure's pack.
        id: Option<String>,
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Write a paper for every form due: drafts as they stand, forms not begun prefilled for the pen.
    ///
    /// Into a folder, one file each; papers that are there already are left out, so that
    /// a run that was stopped can be taken up again. Or into one file with a list of what it holds.
    PrintDue {
        /// Due within so many days, or overdue; else what is overdue or may be begun by now.
        #[arg(long, value_name = "DAYS")]
        within: Option<i64>,
        /// Of this form alone.
        #[arg(long)]
        form: Option<String>,
        /// A folder, or a file that ends in .pdf.
        #[arg(long, value_name = "FOLDER_OR_FILE")]
        out: PathBuf,
    },
    /// Write a blank form as PDF: for the pen, or to be filled in on screen.
    Blank {
        form: String,
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// With fields to be filled in on screen.
        #[arg(long)]
        fillable: bool,
        /// With the name and the reference of a partnership.
        #[arg(long, value_name = "REF")]
        partnership: Option<String>,
    },
    /// Take in a form that was filled in on screen, as a draft.
    TakeInForm {
        file: PathBuf,
        /// The partnership; else the one named on the form, else, where the form starts one, a new one.
        #[arg(long, value_name = "REF")]
        partnership: Option<String>,
    },
    /// Record a signature made in ink, or a body's minute.
    Sign(SignArgs),
    /// Send a completed part back for more.
    Return(ReturnArgs),
    /// Put the procedure's starter partnerships on the register; with --list, only show them.
    Starters {
        #[arg(long)]
        list: bool,
    },
    /// Does a PDF, or a printed revision code, match the records?
    Verify { paper: String },
    /// Take in PDFs that another machine made: papers, copies, packages.
    Import {
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Only say what would happen.
        #[arg(long)]
        dry_run: bool,
        /// Take an older version of the procedure into use too.
        #[arg(long)]
        older: bool,
    },
    /// Bring in a register that was kept in a spreadsheet: each row a partnership with its register entry.
    ImportRegister(ImportRegisterArgs),
    /// Write everything of some partnerships, or of all, to a PDF that another machine takes in.
    Package {
        #[arg(value_name = "REF", conflicts_with = "for_centre")]
        references: Vec<String>,
        /// Everything that was not handed over yet; it is noted as handed over then.
        #[arg(long)]
        for_centre: bool,
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Exchange packages with other desks through a shared folder.
    #[command(subcommand)]
    Mailbox(MailboxCommand),
    /// Write the register to a PDF that other machines take in, to check their new partnerships against it.
    PublishRegister {
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// The register copy that came in here: its day, who published it, and how many partnerships it lists.
    RegisterCopy {
        /// List those in which these words occur.
        #[arg(long, value_name = "TEXT")]
        search: Option<String>,
    },
    /// Show versions made apart, between which a person decides.
    Versions { reference: String },
    /// What the version of the procedure in force changes for a form that was begun under an earlier one.
    Edition(EditionArgs),
    /// Begin the version that decides between others, with the answers of the one kept.
    Resolve(ResolveArgs),
    /// Note that an office has a completed part; the next copy brings the receipt back.
    Receive(ActArgs),
    /// Give a partnership a register number: the one typed, or the next free one.
    Number {
        reference: String,
        number: Option<String>,
        /// Take the number away.
        #[arg(long, conflicts_with = "number")]
        clear: bool,
    },
    /// Note that a person has left, or list who has.
    Left {
        name: Option<String>,
        /// Their last day.
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
        /// They have not left: take the note back.
        #[arg(long, conflicts_with = "on")]
        undo: bool,
    },
    /// Hand the partnerships of one lead over to another person; without --to, list them.
    HandOver(HandOverArgs),
    /// Programmes over several years: which partnership has which date.
    Programme {
        /// The programme; without one, all of them.
        id: Option<String>,
        /// Give each that has no date the one proposed, as a new version of its entry.
        #[arg(long, requires = "id")]
        give: bool,
    },
    /// What came in and is to be received here; or, with a reference, note a step of it.
    Inbox(InboxArgs),
    /// Who has not sent what is due, with ready words; into a folder, one e-mail each.
    Chase {
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// The log of quarterly meetings.
    Meeting {
        #[command(subcommand)]
        command: Option<MeetingCommand>,
    },
    /// Who did what, when.
    History { reference: String },
    /// Make a verified copy of the records.
    Backup {
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Put a backup in the place of the records.
    Restore { file: PathBuf },
    /// Check the records and say in plain words what was found.
    Doctor {
        /// Work out the register and the facts again.
        #[arg(long)]
        rebuild: bool,
    },
    /// For whoever edits a pack.
    Pack {
        #[command(subcommand)]
        command: PackCommand,
    },
    /// Write a full example: records and every PDF.
    Demo {
        folder: PathBuf,
        /// A register of so many partnerships with their forms of twenty years instead, without PDFs.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
        large: Option<u32>,
    },
}

#[derive(Subcommand)]
pub(crate) enum FormsCommand {
    /// One form, whole.
    Show { form: String },
}

#[derive(Subcommand)]
pub(crate) enum PackCommand {
    /// Check the files of a pack.
    Check { folder: PathBuf },
    /// List the packs that are part of the program.
    List,
    /// Write the files of a pack to a folder.
    Export { id: String, folder: PathBuf },
    /// Write the procedure in use, or that of --pack, to a PDF that other machines import.
    Publish {
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

#[derive(Subcommand)]
pub(crate) enum MailboxCommand {
    /// Take in what others put into the folder, and put there what was not handed over yet.
    Sync {
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Put a copy of the register there too.
        #[arg(long)]
        publish: bool,
    },
}

#[derive(Subcommand)]
pub(crate) enum MeetingCommand {
    /// List the meetings.
    List,
    /// Show every version of one.
    Versions { id: String },
    /// Log a meeting, or with its id keep a new version of it.
    Add {
        /// A TOML file that says when it was held, who came and what is to be done.
        file: PathBuf,
    },
    /// Note that an action was done: its place in the list, from 1.
    Done {
        id: String,
        action: usize,
        #[arg(long, value_name = "DATE")]
        on: String,
    },
}

#[derive(ClapArgs)]
pub(crate) struct HandOverArgs {
    /// Who leads them; with --undo, the hand-over's id.
    #[arg(required_unless_present = "list")]
    pub(crate) from: Option<String>,
    /// Who is to lead them.
    #[arg(long, value_name = "NAME")]
    pub(crate) to: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub(crate) post: Option<String>,
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) email: Option<String>,
    #[arg(long, value_name = "NUMBER")]
    pub(crate) phone: Option<String>,
    /// Why.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) reason: String,
    /// These alone; else all of them.
    #[arg(long, value_name = "REF")]
    pub(crate) only: Vec<String>,
    /// Take a hand-over back.
    #[arg(long, conflicts_with = "to")]
    pub(crate) undo: bool,
    /// List the hand-overs made.
    #[arg(long)]
    pub(crate) list: bool,
}

#[derive(ClapArgs)]
pub(crate) struct InboxArgs {
    /// The partnership; without one, the inbox is listed.
    pub(crate) reference: Option<String>,
    /// In the list, what is done as well.
    #[arg(long)]
    pub(crate) all: bool,
    /// The form; needed with a reference.
    #[arg(long)]
    pub(crate) form: Option<String>,
    #[arg(long, value_name = "P")]
    pub(crate) period: Option<String>,
    /// One of: received, checked, seen, sent.
    #[arg(long)]
    pub(crate) step: Option<String>,
    /// When it was done, or a correction decided; else today.
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<String>,
    /// Take the step back.
    #[arg(long, requires = "step", conflicts_with = "on")]
    pub(crate) undo: bool,
    /// Who; else the person at the desk.
    #[arg(long, default_value = "")]
    pub(crate) name: String,
    /// Anything worth knowing; of a receipt, why a check of the procedure is set aside.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) note: String,
    /// Accept a correction, by its register column; "all" for every one not decided.
    #[arg(long, value_name = "COLUMN")]
    pub(crate) accept: Vec<String>,
    /// Decline a correction, by its register column.
    #[arg(long, value_name = "COLUMN", requires = "reason")]
    pub(crate) decline: Vec<String>,
    /// Why it is declined.
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
}

#[derive(ClapArgs)]
pub(crate) struct FillArgs {
    pub(crate) form: String,
    #[arg(long, value_name = "REF")]
    pub(crate) partnership: Option<String>,
    #[arg(long, value_name = "P")]
    pub(crate) period: Option<String>,
    #[arg(long, value_name = "PART")]
    pub(crate) part: Option<String>,
    /// A TOML or JSON file, or - for standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) answers: PathBuf,
    /// Complete the form; exit 1 with findings if it cannot be.
    #[arg(long)]
    pub(crate) complete: bool,
    /// Why a part that was signed is changed.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) reason: String,
}

#[derive(ClapArgs)]
pub(crate) struct RegisterArgs {
    /// Words that must all occur.
    #[arg(long, value_name = "TEXT")]
    pub(crate) search: Option<String>,
    /// A column's id and the text or code it must have.
    #[arg(long = "where", value_name = "FIELD=VALUE")]
    pub(crate) filter: Vec<String>,
    /// A column's id, or one of: name, ref, state, `next_due`.
    #[arg(long, value_name = "FIELD")]
    pub(crate) sort: Option<String>,
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
}

#[derive(ClapArgs)]
pub(crate) struct ReportArgs {
    /// The report's id.
    pub(crate) name: Option<String>,
    /// 2026Q3 for July to September 2026, 2026/27Q3 for a quarter of the financial year, 2026/27 for the
    /// year, or 2026-07-01..2026-09-30; else the last quarter or year that has ended.
    #[arg(long, value_name = "P")]
    pub(crate) period: Option<String>,
    /// The partnership, for a report about one.
    #[arg(long, value_name = "REF")]
    pub(crate) partnership: Option<String>,
    /// A file that ends in .pdf, .xlsx or .csv; of several tables, CSV is a file each.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(ClapArgs)]
pub(crate) struct ImportRegisterArgs {
    /// A spreadsheet: .csv, .xlsx or .ods.
    pub(crate) file: PathBuf,
    /// The sheet, by its name; else the first.
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// What a column answers, by its heading or letter; with nothing behind the “=” it is left out. Else it is guessed.
    #[arg(long, value_name = "COLUMN=QUESTION")]
    pub(crate) map: Vec<String>,
    /// An answer that is the same for every row.
    #[arg(long, value_name = "QUESTION=VALUE")]
    pub(crate) set: Vec<String>,
    /// Bring in rows whose names are near that of another partnership, too.
    #[arg(long)]
    pub(crate) with_near: bool,
    /// Leave rows with mistakes out, rather than the cells that are wrong.
    #[arg(long)]
    pub(crate) strict: bool,
    /// Only say what would happen.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Take what the last import of this file made off the register again, unless it was changed since.
    #[arg(long, conflicts_with_all = ["sheet", "map", "set", "with_near", "strict", "dry_run"])]
    pub(crate) undo: bool,
}

#[derive(ClapArgs)]
pub(crate) struct ExportArgs {
    pub(crate) reference: String,
    #[arg(long)]
    pub(crate) form: Option<String>,
    #[arg(long, value_name = "P")]
    pub(crate) period: Option<String>,
    #[arg(long)]
    pub(crate) part: Option<String>,
    /// Of an evaluation: a sheet for each respondent instead, to be rated with the pen.
    #[arg(long)]
    pub(crate) sheets: bool,
    /// A revision's id, or its short code as printed.
    #[arg(long, value_name = "ID")]
    pub(crate) revision: Option<String>,
    /// A file, a folder, or - for standard output.
    #[arg(long, value_name = "FILE_OR_DIR")]
    pub(crate) out: PathBuf,
}
