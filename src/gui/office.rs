//! What the window shows of the office’s desk: the inbox, reminders, meetings, people who left.

use crate::app::chase::Reminder;
use crate::app::hand_over::HandOverLine;
use crate::app::inbox::{InboxLine, Step, receiving_roles};
use crate::app::left::{LeadLine, Led, LeftLine};
use crate::app::meeting::MeetingVersion;
use crate::app::programme::Programme;
use crate::gui::state::State;
use crate::model::day::Day;
use crate::model::id::DocumentId;
use crate::model::meeting::{Action, Attending, Meeting};
use crate::pack::Pack;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Everything of the office's desk.
#[derive(Default)]
pub(crate) struct Office {
    /// What came in; none: not found out yet.
    pub(crate) inbox: Option<Vec<InboxLine>>,
    /// Is what is done shown, too?
    pub(crate) all: bool,
    /// The line in view.
    pub(crate) line: Option<InboxLine>,
    /// The checks of the procedure that a receipt would not meet; a reason is asked for then.
    pub(crate) unmet: Vec<String>,
    /// The correction that is being declined, by its column.
    pub(crate) declining: Option<String>,
    /// The letters to be sent, or why there are none.
    pub(crate) reminders: Option<Vec<Reminder>>,
    /// The letter unfolded, by its place.
    pub(crate) reading: Option<usize>,
    /// Is a folder asked for that all letters go to?
    pub(crate) mailing: bool,
    /// The meetings; none: not found out yet.
    pub(crate) meetings: Option<Vec<Meeting>>,
    /// The meeting being written.
    pub(crate) meeting: Option<MeetingDraft>,
    /// Its versions, oldest first.
    pub(crate) versions: Vec<MeetingVersion>,
    /// Who left, who leads, and what was handed over; none: not found out yet.
    pub(crate) people: Option<People>,
    /// The partnerships of the lead in view; none: not found out yet.
    pub(crate) led: Option<Vec<Led>>,
    /// Those that are ticked, by reference.
    pub(crate) ticked: BTreeSet<String>,
    /// The programmes over several years; none: not found out yet.
    pub(crate) programmes: Option<Vec<Programme>>,
    /// Those that were left as they were in the last hand-over or programme, and why.
    pub(crate) refused: Vec<(String, String)>,
}

/// People and hand-overs.
#[derive(Clone, Debug, Default)]
pub(crate) struct People {
    pub(crate) left: Vec<LeftLine>,
    pub(crate) leads: Vec<LeadLine>,
    pub(crate) hand_overs: Vec<HandOverLine>,
}

/// The sheets of the desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum DeskSheet {
    /// What came in.
    #[default]
    Inbox,
    /// Who has not sent what is due.
    Reminders,
    /// Quarterly meetings.
    Meetings,
    /// People who left, and hand-overs.
    People,
    /// Programmes over several years.
    Programmes,
}

impl DeskSheet {
    /// Returns the sheets of a procedure in their order; programmes are on one if it has any.
    pub(crate) fn of(pack: Option<&Pack>) -> Vec<Self> {
        let has_programmes = pack.is_some_and(|pack| !pack.spreads.is_empty());
        let always = [Self::Inbox, Self::Reminders, Self::Meetings, Self::People];
        always.into_iter().chain(has_programmes.then_some(Self::Programmes)).collect()
    }

    /// Returns its words.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Inbox => "Inbox",
            Self::Reminders => "Reminders",
            Self::Meetings => "Meetings",
            Self::People => "Leads",
            Self::Programmes => "Programme",
        }
    }
}

/// What the screens of the desk ask for.
#[derive(Clone, Debug)]
pub(crate) enum OfficeCommand {
    /// Shows what is done, too, or only what is open.
    All(bool),
    /// Notes a step of the line in view on the day typed.
    Step(Step),
    /// Takes a step back.
    TakeBack(Step),
    /// Accepts a correction, by its column.
    Accept(String),
    /// Accepts every correction that nobody decided.
    AcceptAll,
    /// Opens the box with the reason for declining a correction, or closes it.
    AskDecline(Option<String>),
    /// Declines the correction asked about, with the reason typed.
    Decline,
    /// Unfolds a letter, by its place, or folds it.
    Read(Option<usize>),
    /// Copies a letter.
    Copy(usize),
    /// Saves a letter as an e-mail.
    Mail(usize),
    /// Saves every letter into a folder that is asked for.
    MailAll,
    /// Notes that the person named has left.
    NoteLeft,
    /// Takes that back.
    NotLeft(String),
    /// Ticks a partnership of the lead in view, or takes the tick away.
    Tick(String),
    /// Ticks all of them, or none.
    TickAll(bool),
    /// Hands the ticked ones over.
    HandOver(String),
    /// Takes a hand-over back.
    UndoHandOver(String),
    /// Gives each partnership of a programme that has no date the one proposed.
    GiveDates(String),
    /// Gives the partnership in view the register number typed, or the next free one.
    Number(String),
    /// Changes the meeting being written.
    Write(Box<MeetingDraft>),
    /// Keeps it.
    KeepMeeting,
    /// Keeps it struck out, or counted again.
    Strike(bool),
    /// Keeps an earlier version of it again, by its place.
    PutBack(usize),
}

/// What the worker is asked for the desk.
#[derive(Clone, Debug)]
pub(crate) enum OfficeAsk {
    Inbox { all: bool },
    Line(DocumentId),
    Reminders,
    Mail(Box<Reminder>),
    MailAll(PathBuf),
    Meetings,
    Versions(String),
    People,
    Led(String),
    Programmes,
    NextNumber(String),
}

/// What the worker tells of the desk.
pub(crate) enum OfficeTold {
    Inbox(Vec<InboxLine>),
    Line(Box<InboxLine>),
    Reminders(Vec<Reminder>),
    Mail { name: String, bytes: Vec<u8> },
    MailedAll { count: usize, folder: PathBuf },
    Meetings(Vec<Meeting>),
    Versions(Vec<MeetingVersion>),
    People(Box<People>),
    Led(Vec<Led>),
    Programmes(Vec<Programme>),
    NextNumber { reference: String, number: String },
}

/// A meeting as it is typed: any text, right or wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct MeetingDraft {
    pub(crate) id: String,
    pub(crate) quarter: String,
    pub(crate) held_on: String,
    pub(crate) chair: String,
    pub(crate) place: String,
    pub(crate) minutes: String,
    pub(crate) attendance: Vec<Attending>,
    pub(crate) actions: Vec<ActionDraft>,
    pub(crate) struck: bool,
    /// What is wrong with it; may be empty.
    pub(crate) wrong: String,
}

/// An action as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ActionDraft {
    pub(crate) what: String,
    pub(crate) owner: String,
    pub(crate) due: String,
    pub(crate) done: String,
}

impl MeetingDraft {
    /// Begins the log of a meeting of this quarter.
    pub(crate) fn new(today: Day) -> Self {
        Self {
            quarter: today.quarter_end().iso(),
            held_on: today.to_string(),
            attendance: vec![Attending::default()],
            actions: vec![ActionDraft::default()],
            ..Self::default()
        }
    }

    /// Writes a meeting that is logged as it would be typed.
    pub(crate) fn of(meeting: &Meeting) -> Self {
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let action = |one: &Action| ActionDraft {
            what: one.what.clone(),
            owner: one.owner.clone(),
            due: day(one.due),
            done: day(one.done),
        };
        Self {
            id: meeting.id.clone(),
            quarter: meeting.quarter.iso(),
            held_on: meeting.held_on.to_string(),
            chair: meeting.chair.clone(),
            place: meeting.place.clone(),
            minutes: meeting.minutes.clone(),
            attendance: meeting.attendance.clone(),
            actions: meeting.actions.iter().map(action).collect(),
            struck: meeting.struck,
            wrong: String::new(),
        }
    }

    /// Reads what was typed, or says what is wrong with it.
    pub(crate) fn read(&self, today: Day) -> Result<Meeting, String> {
        let day = |what: &str, text: &str| {
            Day::parse(text, today).map_err(|_not_a_day| format!("{what}: “{text}” is not a date"))
        };
        let maybe = |what: &str, text: &str| {
            if text.trim().is_empty() { Ok(None) } else { day(what, text).map(Some) }
        };
        let action = |(at, one): (usize, &ActionDraft)| {
            Ok(Action {
                what: one.what.clone(),
                owner: one.owner.clone(),
                due: maybe(&format!("Due, row {}", at + 1), &one.due)?,
                done: maybe(&format!("Done, row {}", at + 1), &one.done)?,
            })
        };
        Ok(Meeting {
            id: self.id.clone(),
            quarter: Day::parse_iso(&self.quarter).ok_or("Choose the quarter")?,
            held_on: day("Held on", &self.held_on)?,
            chair: self.chair.clone(),
            place: self.place.clone(),
            minutes: self.minutes.clone(),
            attendance: self.attendance.clone(),
            actions: self.actions.iter().enumerate().map(action).collect::<Result<_, String>>()?,
            struck: self.struck,
        })
    }
}

impl State {
    /// Does the person at the desk hold a role that receives forms?
    pub(crate) fn receives(&self) -> bool {
        let Some((pack, me)) = self.pack.as_ref().zip(self.me()) else { return false };
        receiving_roles(pack).into_iter().any(|role| me.holds(role))
    }
}
