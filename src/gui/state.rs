//! What the window shows: the state that views read and `apply` alone changes.

use crate::app::batch::DuePaper;
use crate::app::copy::{CopyHere, CopyLine};
use crate::app::edition::Choosable;
use crate::app::near::NearName;
use crate::app::register::{Found, Query, View, usual_columns};
use crate::app::turn::Turned;
use crate::app::view::{BackupLine, DocumentLine, DueDay, DueLine, HistoryLine, Home, PartnershipView, RegisterLine};
use crate::gui::command::{Chosen, PaperPlace, PaperZoom, Screen, Sheet};
use crate::gui::exchange::Exchange;
use crate::gui::kit::words::Tone;
use crate::gui::mailbox::Mailbox;
use crate::gui::office::Office;
use crate::gui::procedure::Procedure;
use crate::gui::report::Reports;
use crate::gui::sheet::SheetWork;
use crate::gui::theme::Theme;
use crate::gui::wizard::Wizard;
use crate::model::day::Day;
use crate::model::desk::{DeskPerson, Sitting};
use crate::model::id::{DocumentId, PartId, QuestionId, RowId};
use crate::pack::Pack;
use crate::print::bundle::Member;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// Everything the window shows.
pub(crate) struct State {
    /// The procedure; none until the store is open.
    pub(crate) pack: Option<Arc<Pack>>,
    /// Today, as the worker last said.
    pub(crate) today: Day,
    /// What became urgent when another day began, until it is looked at.
    pub(crate) turned: Option<Turned>,
    /// The day of the last change, if the computer's clock stands before it.
    pub(crate) behind: Option<Day>,
    /// The screen in view.
    pub(crate) screen: Screen,
    /// The screens before it.
    pub(crate) past: Vec<Screen>,
    /// The screens after it, once back was used.
    pub(crate) future: Vec<Screen>,
    /// What is to be done next.
    pub(crate) home: Option<Home>,
    /// Are everyone’s tasks shown, or those of the person at the desk?
    pub(crate) everyone: bool,
    /// The partnership in view.
    pub(crate) partnership: Option<PartnershipView>,
    /// The sheet of it in view.
    pub(crate) sheet: Sheet,
    /// What is unfolded on it, by name.
    pub(crate) unfolded: BTreeSet<&'static str>,
    /// The register as searched.
    pub(crate) register: Register,
    /// The procedure’s own list of partnerships.
    pub(crate) starters: Starters,
    /// The history in view.
    pub(crate) history: Vec<HistoryLine>,
    /// The backups that can be put back.
    pub(crate) backups: Vec<BackupLine>,
    /// The part of a document in hand.
    pub(crate) wizard: Option<Wizard>,
    /// What this computer keeps.
    pub(crate) settings: Settings,
    /// What was typed about the person at the desk.
    pub(crate) person: DeskPerson,
    /// What was typed into boxes that belong to no form, by name.
    pub(crate) jots: BTreeMap<&'static str, String>,
    /// Is it shown how the form prints?
    pub(crate) paper: PaperPlace,
    /// The size of the pages of the preview.
    pub(crate) paper_zoom: PaperZoom,
    /// The signature being recorded, or closed without recording it.
    pub(crate) signing: Option<Signing>,
    /// The scan chosen for the signature being recorded.
    pub(crate) scan: Option<Chosen>,
    /// What is due.
    pub(crate) due: DueList,
    /// The report in view.
    pub(crate) reports: Reports,
    /// The procedure, and a copy of it that is being changed.
    pub(crate) procedure: Procedure,
    /// The shared folder in view.
    pub(crate) mailbox: Mailbox,
    /// Papers that travel: what came in, what was checked, versions made apart.
    pub(crate) exchange: Exchange,
    /// The spreadsheet that is brought in.
    pub(crate) sheet_work: Option<SheetWork>,
    /// A partnership whose name is nearly the one being typed.
    pub(crate) near: Option<NearName>,
    /// The desk of the office that receives forms.
    pub(crate) office: Office,
    /// A message over the screen.
    pub(crate) message: Option<Message>,
    /// Why the store could not be opened: what, and what to do.
    pub(crate) failure: Option<(String, String)>,
    /// Is a PDF being made or a dialog open?
    pub(crate) busy: bool,
    /// The papers being made of everything due.
    pub(crate) batch: Option<Batch>,
    /// The draft that is deleted once the backup before it is made.
    pub(crate) deleting: Option<(DocumentId, PartId)>,
    /// Is the first run's question still open?
    pub(crate) first_run: bool,
    /// Is the program to end once everything is saved?
    pub(crate) quitting: bool,
}

/// The register as searched.
#[derive(Default)]
pub(crate) struct Register {
    /// What is looked for.
    pub(crate) query: Query,
    /// The rows found, in order.
    pub(crate) rows: Vec<i64>,
    /// May there be more than those?
    pub(crate) more: bool,
    /// What rows say, as far as they were in view.
    pub(crate) lines: BTreeMap<i64, RegisterLine>,
    /// The rows that were asked for.
    pub(crate) asked: BTreeSet<i64>,
    /// Has anything been found out yet?
    pub(crate) known: bool,
    /// The fields shown, in order; none: the usual ones.
    pub(crate) columns: Vec<String>,
    /// The views that were given a name.
    pub(crate) views: Vec<View>,
    /// What is open under the search.
    pub(crate) panel: Option<RegisterPanel>,
    /// The register copy that is here.
    pub(crate) copy: Option<CopyHere>,
    /// What was found in it.
    pub(crate) copied: Copied,
}

/// The register copy as searched.
#[derive(Default)]
pub(crate) struct Copied {
    /// What is looked for.
    pub(crate) search: String,
    /// What was found; none: not found out yet.
    pub(crate) lines: Option<Vec<CopyLine>>,
}

/// What can be open under the search of the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RegisterPanel {
    /// Narrowing down.
    Filter,
    /// Which columns are shown.
    Columns,
    /// Views that were given a name.
    Views,
}

impl Register {
    /// Returns the fields shown, in order.
    pub(crate) fn shown(&self, pack: &Pack) -> Vec<String> {
        if self.columns.is_empty() { usual_columns(pack) } else { self.columns.clone() }
    }

    /// Takes what was found, unless the answer was overtaken by more typing.
    pub(crate) fn take(&mut self, query: &Query, found: Found, lines: Vec<RegisterLine>, copy: Option<CopyHere>) {
        self.copy = copy;
        if *query == self.query {
            self.asked = lines.iter().map(|line| line.row).collect();
            self.lines = lines.into_iter().map(|line| (line.row, line)).collect();
            (self.rows, self.more, self.known) = (found.rows, found.more, true);
        }
    }

    /// Takes what was found in the register copy, unless the answer was overtaken by more typing.
    pub(crate) fn take_copied(&mut self, search: &str, lines: Vec<CopyLine>, copy: Option<CopyHere>) {
        self.copy = copy;
        if search == self.copied.search {
            self.copied.lines = Some(lines);
        }
    }
}

/// What of the due list is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct DueAsk {
    /// The stretch of time.
    pub(crate) range: DueRange,
    /// One day alone, whatever the stretch.
    pub(crate) day: Option<Day>,
    /// Only what is for the person at the desk?
    pub(crate) mine: bool,
}

impl DueAsk {
    /// Returns the first and the last day; an end left out is open.
    pub(crate) fn days(self, today: Day) -> (Option<Day>, Option<Day>) {
        if self.day.is_some() { (self.day, self.day) } else { self.range.days(today) }
    }
}

/// The calendar beside the due list.
#[derive(Default)]
pub(crate) struct DueCalendar {
    /// The day that the Tab key reaches and arrow keys move; its month is shown. None: today.
    pub(crate) at: Option<Day>,
    /// The days of the month on which something is due, and the first day of that month.
    pub(crate) days: Option<(Day, Vec<DueDay>)>,
}

/// What is due, in a stretch of time.
#[derive(Default)]
pub(crate) struct DueList {
    /// What is asked for.
    pub(crate) ask: DueAsk,
    /// What is due in it, the soonest first; none: not found out yet.
    pub(crate) lines: Option<Vec<DueLine>>,
    /// How much in all.
    pub(crate) total: usize,
    /// The calendar beside it.
    pub(crate) calendar: DueCalendar,
}

impl DueList {
    /// Asks for something else: what is listed holds no longer.
    pub(crate) fn turn_to(&mut self, ask: DueAsk) {
        (self.ask, self.lines, self.total) = (ask, None, 0);
    }

    /// Takes the days of a month, unless they are of other people than are asked for now.
    pub(crate) fn take_month(&mut self, month: Day, mine: bool, days: Vec<DueDay>) {
        if mine == self.ask.mine {
            self.calendar.days = Some((month, days));
        }
    }

    /// Takes what is due, unless something else was asked for meanwhile.
    pub(crate) fn take(&mut self, ask: DueAsk, lines: Vec<DueLine>, total: usize) {
        if ask == self.ask {
            (self.lines, self.total) = (Some(lines), total);
        }
    }
}

/// A stretch of time in which something is due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum DueRange {
    /// Before today.
    #[default]
    Overdue,
    /// From today to the end of the month.
    ThisMonth,
    /// In the month after it.
    NextMonth,
    /// After that.
    Later,
}

impl DueRange {
    /// All of them in their order.
    pub(crate) const ALL: [Self; 4] = [Self::Overdue, Self::ThisMonth, Self::NextMonth, Self::Later];

    /// Returns its words.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Overdue => "Overdue",
            Self::ThisMonth => "This month",
            Self::NextMonth => "Next month",
            Self::Later => "Later",
        }
    }

    /// Returns its first and last day; an end left out is open.
    pub(crate) fn days(self, today: Day) -> (Option<Day>, Option<Day>) {
        let month_end = today.month_end();
        let next_end = month_end.add_days(1).month_end();
        match self {
            Self::Overdue => (None, Some(today.add_days(-1))),
            Self::ThisMonth => (Some(today), Some(month_end)),
            Self::NextMonth => (Some(month_end.add_days(1)), Some(next_end)),
            Self::Later => (Some(next_end.add_days(1)), None),
        }
    }
}

/// The partnerships of the procedure’s own list that are not on the register yet.
#[derive(Default)]
pub(crate) struct Starters {
    /// Their place in the list and their name; none: not found out yet.
    pub(crate) lines: Option<Vec<(usize, String)>>,
    /// The places of those that are ticked.
    pub(crate) ticked: BTreeSet<usize>,
}

/// What this computer keeps.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    /// The theme that was chosen; none: the system's.
    pub(crate) theme: Option<Theme>,
    /// The size of everything, in percent.
    pub(crate) zoom: u32,
    /// The prefix of references made here; may be empty.
    pub(crate) prefix: String,
    /// The folder that the procedure is read from; empty: the program's own is used.
    pub(crate) pack_folder: String,
    /// The folder through which desks exchange packages; empty: none is chosen.
    pub(crate) mailbox_folder: String,
    /// The procedures that can be chosen.
    pub(crate) procedures: Vec<Choosable>,
    /// Who sat at the desk since when, oldest first; the last sits there now.
    pub(crate) sittings: Vec<Sitting>,
    /// The fields the register shows, in order; none: the usual ones.
    pub(crate) columns: Vec<String>,
    /// The views of the register that were given a name.
    pub(crate) views: Vec<View>,
}

/// A signature being recorded; what is typed for it stands in boxes of its own.
#[derive(Clone, Debug)]
pub(crate) struct Signing {
    /// The signature question.
    pub(crate) question: QuestionId,
    /// The row, where each row of a table has a signer; else empty.
    pub(crate) row: RowId,
    /// Is its box open?
    pub(crate) is_open: bool,
    /// The checks of the procedure that it does not meet, in sentences.
    pub(crate) unmet: Vec<String>,
}

/// Papers of everything due, made one after the other.
#[derive(Default)]
pub(crate) struct Batch {
    /// Where each is written; none: they are joined in one file.
    pub(crate) folder: Option<PathBuf>,
    /// Which they are; none: not found out yet.
    pub(crate) papers: Option<Vec<DuePaper>>,
    /// How many are done.
    pub(crate) done: usize,
    /// How many of these were there already.
    pub(crate) there: usize,
    /// Those done, to be joined.
    pub(crate) members: Vec<Member>,
    /// Is it to end after the one being made?
    pub(crate) stopping: bool,
}

impl Batch {
    /// Says how far it is: "3 of 12: Example Partnership, Appendix C".
    pub(crate) fn progress(&self) -> String {
        let Some(papers) = &self.papers else { return "Looking for what is due…".to_owned() };
        match papers.get(self.done) {
            Some(paper) => format!("{} of {}: {}, {}", self.done + 1, papers.len(), paper.name, paper.title),
            None => "Joining the papers…".to_owned(),
        }
    }
}

/// A message over the screen.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    /// Good or bad news.
    pub(crate) tone: Tone,
    /// What happened.
    pub(crate) text: String,
    /// What to do; may be empty.
    pub(crate) hint: String,
}

impl State {
    /// Returns the state before anything is known.
    pub(crate) fn new(today: Day) -> Self {
        Self {
            pack: None,
            today,
            turned: None,
            behind: None,
            screen: Screen::Home,
            past: Vec::new(),
            future: Vec::new(),
            home: None,
            everyone: false,
            partnership: None,
            sheet: Sheet::default(),
            unfolded: BTreeSet::new(),
            register: Register::default(),
            starters: Starters::default(),
            history: Vec::new(),
            backups: Vec::new(),
            wizard: None,
            settings: Settings { zoom: 100, ..Settings::default() },
            person: DeskPerson::default(),
            jots: BTreeMap::new(),
            paper: PaperPlace::default(),
            paper_zoom: PaperZoom::default(),
            signing: None,
            scan: None,
            due: DueList::default(),
            reports: Reports::default(),
            procedure: Procedure::default(),
            mailbox: Mailbox::default(),
            exchange: Exchange::default(),
            sheet_work: None,
            near: None,
            office: Office::default(),
            message: None,
            failure: None,
            busy: false,
            batch: None,
            deleting: None,
            first_run: false,
            quitting: false,
        }
    }

    /// Returns the day that the calendar of the due list stands on.
    pub(crate) fn due_at(&self) -> Day {
        self.due.calendar.at.unwrap_or(self.today)
    }

    /// Returns the month that the calendar shows, by its first day.
    pub(crate) fn due_month(&self) -> Day {
        self.due_at().month_start()
    }

    /// Returns what was typed into a box that belongs to no form.
    pub(crate) fn jot(&self, name: &str) -> &str {
        self.jots.get(name).map_or("", String::as_str)
    }

    /// May this copy only read?
    pub(crate) fn held_by(&self) -> Option<&str> {
        self.home.as_ref().and_then(|home| home.held_by.as_deref())
    }

    /// Returns who is at the desk, if they said so.
    pub(crate) fn me(&self) -> Option<&DeskPerson> {
        self.settings.sittings.last().map(|sitting| &sitting.person)
    }

    /// Returns the line of the part in hand in the list of its partnership's documents.
    pub(crate) fn line(&self) -> Option<&DocumentLine> {
        let desk = &self.wizard.as_ref()?.desk;
        let own = |line: &&DocumentLine| line.document == desk.document && line.part == desk.part;
        self.partnership.iter().flat_map(|view| &view.documents).find(own)
    }

    /// Forgets what was typed about a document when another is taken in hand.
    pub(crate) fn clear_desk(&mut self) {
        self.signing = None;
        self.scan = None;
        self.exchange.sheet = None;
        self.jots.retain(|jot, _| !["sign ", "reopen", "return", "receipt"].iter().any(|start| jot.starts_with(start)));
    }

    /// Is the part of a document in hand in view?
    pub(crate) fn shows_wizard(&self) -> bool {
        matches!(self.screen, Screen::Wizard | Screen::CheckAnswers)
    }

    /// Shows good news.
    pub(crate) fn tell(&mut self, text: impl Into<String>) {
        self.tell_more(text, "");
    }

    /// Shows good news, and what follows from it.
    pub(crate) fn tell_more(&mut self, text: impl Into<String>, hint: impl Into<String>) {
        self.message = Some(Message { tone: Tone::Good, text: text.into(), hint: hint.into() });
    }

    /// Shows what went wrong and what to do.
    pub(crate) fn warn(&mut self, text: impl Into<String>, hint: impl Into<String>) {
        self.message = Some(Message { tone: Tone::Error, text: text.into(), hint: hint.into() });
    }
}
