//! Quarterly meetings: the log, and what is still to be done after them.

use super::error::{Error, Result};
use super::op::Changed;
use super::query::status as due_status;
use super::view::{DueLine, DueStatus, Target, Task};
use super::{App, new_row_id};
use crate::model::day::Day;
use crate::model::desk::DeskPerson;
use crate::model::meeting::{Action, Meeting, quarter_in_words};
use crate::model::moment::Moment;
use crate::model::text::clean;
use crate::pack::condition::same_person;
use crate::store::{Act, Entered, Ledger, OfficeNote};

/// Days before an action is due from which people are reminded.
const REMIND: i64 = 14;

/// One version of a meeting's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingVersion {
    /// When it was saved, as UTC text.
    pub at: String,
    /// Who saved it.
    pub who: String,
    /// What it said.
    pub meeting: Meeting,
}

impl App {
    /// Returns the meetings logged, those struck out too, the newest first.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn meetings(&self) -> Result<Vec<Meeting>> {
        let mut all: Vec<Meeting> =
            self.store.entered(Ledger::Meeting)?.iter().map(read).collect::<Result<Vec<Meeting>>>()?;
        all.sort_by(|a, b| (b.held_on, &b.id).cmp(&(a.held_on, &a.id)));
        Ok(all)
    }

    /// Returns every version of a meeting's log, oldest first: saving an earlier one again undoes the later.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn meeting_versions(&self, id: &str) -> Result<Vec<MeetingVersion>> {
        let version = |note: &OfficeNote| {
            Ok(MeetingVersion { at: note.at.as_str().to_owned(), who: note.who.clone(), meeting: read(note)? })
        };
        self.store.entered_before(Ledger::Meeting, id, "")?.iter().map(version).collect()
    }

    /// Keeps a meeting as a new version; earlier ones stay.
    pub(super) fn save_meeting(&mut self, meeting: Meeting, now: &Moment) -> Result<Changed> {
        let meeting = tidied(meeting)?;
        let known = self.meetings()?.into_iter().find(|one| one.id == meeting.id);
        if known.is_none() && !meeting.id.is_empty() {
            return Err(Error::user(
                format!("There is no meeting “{}”", meeting.id),
                "Leave the id out to log a new one",
            ));
        }
        let quarter = quarter_in_words(meeting.quarter);
        let what = match &known {
            _ if meeting.struck => format!("Struck out the meeting of {quarter}"),
            None => format!("Logged the meeting of {quarter}, held on {}", meeting.held_on),
            Some(_) => format!("Changed the log of the meeting of {quarter}"),
        };
        let id = if meeting.id.is_empty() { new_row_id()?.to_string() } else { meeting.id.clone() };
        let body = serde_json::to_string(&Meeting { id: id.clone(), ..meeting })
            .map_err(|error| Error::bug(format!("A meeting cannot be written: {error}")))?;
        let who = self.who()?;
        let entry = Entered { subject: id, aspect: String::new(), body };
        self.store.enter(Ledger::Meeting, &[entry], None, &Act { who: &who, what: &what, at: now })?;
        self.forget_office();
        Ok(Changed { register: true, ..Changed::default() })
    }

    /// Returns the open actions of meetings: as tasks, and those with a day that are for `me` as dates, too.
    pub(super) fn open_actions(&self, me: Option<&DeskPerson>, today: Day) -> Result<(Vec<Task>, Vec<DueLine>)> {
        let (mut tasks, mut dates) = (Vec::new(), Vec::new());
        for meeting in self.meetings()?.into_iter().filter(|one| !one.struck) {
            for (at, action) in meeting.actions.iter().enumerate().filter(|(_, action)| action.done.is_none()) {
                let task = task(&meeting, action, me, today);
                dates.extend(action.due.filter(|_| task.mine).map(|on| date(&meeting, action, at, on, today)));
                tasks.push(task);
            }
        }
        Ok((tasks, dates))
    }
}

fn read(note: &OfficeNote) -> Result<Meeting> {
    serde_json::from_str(&note.body).map_err(|error| Error::bug(format!("A meeting cannot be read: {error}")))
}

fn called(meeting: &Meeting) -> String {
    format!("Meeting of {}", quarter_in_words(meeting.quarter))
}

/// From when it is said of an action that it is due soon.
fn opens(on: Day) -> Day {
    on.add_days(-REMIND)
}

fn task(meeting: &Meeting, action: &Action, me: Option<&DeskPerson>, today: Day) -> Task {
    let holds = |me: &DeskPerson| {
        action.owner.is_empty()
            || same_person(&action.owner, &me.name)
            || (!me.acting_for.is_empty() && same_person(&action.owner, &me.acting_for))
    };
    Task {
        on: action.due.unwrap_or(meeting.held_on),
        is_due: action.due.is_some(),
        status: action.due.map_or(DueStatus::DueSoon, |on| due_status(on, opens(on), today)),
        title: action.what.clone(),
        says: format!("Agreed at the meeting of {}", meeting.held_on),
        who: action.owner.clone(),
        mine: me.is_none_or(holds),
        reference: String::new(),
        register_no: String::new(),
        name: called(meeting),
        target: Target::Meeting(meeting.id.clone()),
    }
}

fn date(meeting: &Meeting, action: &Action, at: usize, on: Day, today: Day) -> DueLine {
    DueLine {
        reference: String::new(),
        register_no: String::new(),
        name: called(meeting),
        id: format!("meeting:{}:{at}", meeting.id),
        form: None,
        title: action.what.clone(),
        on,
        opens: opens(on),
        status: due_status(on, opens(on), today),
        reason: format!("Agreed at the meeting of {}", meeting.held_on),
        role: String::new(),
        owner: action.owner.clone(),
    }
}

/// Takes the spaces off everything typed and leaves out rows with nothing in them; says what is missing.
fn tidied(mut meeting: Meeting) -> Result<Meeting> {
    let tidy = |text: &mut String| *text = clean(text.trim());
    for text in [&mut meeting.chair, &mut meeting.place, &mut meeting.minutes] {
        tidy(text);
    }
    for one in &mut meeting.attendance {
        tidy(&mut one.name);
        tidy(&mut one.post);
    }
    for one in &mut meeting.actions {
        tidy(&mut one.what);
        tidy(&mut one.owner);
    }
    meeting.quarter = meeting.quarter.quarter_end();
    meeting.attendance.retain(|one| !one.name.is_empty() || !one.post.is_empty());
    meeting.actions.retain(|one| !one.what.is_empty() || !one.owner.is_empty());
    if meeting.attendance.iter().any(|one| one.name.is_empty()) {
        return Err(Error::user("A person at the meeting has no name", "Give the name, or take the row out"));
    }
    if let Some(action) = meeting.actions.iter().find(|one| one.what.is_empty()) {
        let sentence = format!("It is not said what {} is to do", action.owner);
        return Err(Error::user(sentence, "Say what is to be done, or take the row out"));
    }
    Ok(meeting)
}
