//! The worker's answers for the office's desk.

use crate::app::{App, Result, write_whole};
use crate::gui::message::Event;
use crate::gui::office::{OfficeAsk, OfficeTold, People};
use crate::model::day::Day;
use crate::model::moment::Moment;
use std::path::{Path, PathBuf};

/// Answers one request.
pub(super) fn answer(app: &mut App, asked: OfficeAsk, now: &Moment, today: Day) -> Result<Event> {
    let told = match asked {
        OfficeAsk::Inbox { all } => OfficeTold::Inbox(app.inbox(all)?),
        OfficeAsk::Line(document) => OfficeTold::Line(Box::new(app.inbox_of(&document)?)),
        OfficeAsk::Reminders => OfficeTold::Reminders(app.reminders(today)?),
        OfficeAsk::Mail(reminder) => {
            let (name, bytes) = app.mail(&reminder, now)?;
            OfficeTold::Mail { name, bytes }
        }
        OfficeAsk::MailAll(folder) => mail_all(app, folder, now, today)?,
        OfficeAsk::Meetings => OfficeTold::Meetings(app.meetings()?),
        OfficeAsk::Versions(id) => OfficeTold::Versions(app.meeting_versions(&id)?),
        OfficeAsk::People => OfficeTold::People(Box::new(People {
            left: app.people_who_left()?,
            leads: app.leads()?,
            hand_overs: app.hand_overs()?,
        })),
        OfficeAsk::Programmes => OfficeTold::Programmes(app.programmes(today)?),
        OfficeAsk::Led(name) => OfficeTold::Led(app.led_by(&name)?),
        OfficeAsk::NextNumber(reference) => {
            OfficeTold::NextNumber { reference, number: app.next_number()?.unwrap_or_default() }
        }
    };
    Ok(Event::Office(told))
}

/// Writes every letter that has an address to a folder.
fn mail_all(app: &mut App, folder: PathBuf, now: &Moment, today: Day) -> Result<OfficeTold> {
    let mut count = 0;
    for reminder in app.reminders(today)?.iter().filter(|one| one.can_be_sent()) {
        let (name, bytes) = app.mail(reminder, now)?;
        write_whole(&Path::new(&folder).join(name), &bytes)?;
        count += 1;
    }
    Ok(OfficeTold::MailedAll { count, folder })
}
