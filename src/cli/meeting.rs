//! `pdesk meeting`: the log of quarterly meetings.

use crate::Call;
use crate::args::MeetingCommand;
use crate::out::{Exit, Out, read_text};
use crate::sign::day;
use partnership_desk::app::op::Op;
use partnership_desk::app::{App, Error, Result};
use partnership_desk::model::day::Day;
use partnership_desk::model::meeting::{Meeting, quarter_in_words};
use serde_json::{Value, json};
use std::path::Path;

/// Lists the meetings, shows the versions of one, or logs one.
pub(crate) fn meeting(call: &Call, command: Option<MeetingCommand>, out: &Out) -> Result<Exit> {
    let mut app = call.open()?;
    match command {
        None | Some(MeetingCommand::List) => {
            let all = app.meetings()?;
            let words: Vec<String> = all.iter().flat_map(words).collect();
            let words = if words.is_empty() { vec!["No meeting is logged.".to_owned()] } else { words };
            out.show(&all.iter().map(meeting_json).collect(), &words)?;
        }
        Some(MeetingCommand::Versions { id }) => {
            let all = app.meeting_versions(&id)?;
            let one = |version: &partnership_desk::app::meeting::MeetingVersion| json!({ "at": version.at, "who": version.who, "meeting": meeting_json(&version.meeting) });
            let lines: Vec<String> = all.iter().map(|version| format!("{}  {}", version.at, version.who)).collect();
            out.show(&all.iter().map(one).collect(), &lines)?;
        }
        Some(MeetingCommand::Add { file }) => save(call, &mut app, read(&file)?, out)?,
        Some(MeetingCommand::Done { id, action, on }) => {
            let mut meeting = found(&app, &id)?;
            let on = day(call, &on)?;
            let place = action.checked_sub(1).and_then(|at| meeting.actions.get_mut(at));
            let place =
                place.ok_or_else(|| Error::user("There is no such action", "Count them from 1, as they are listed"))?;
            place.done = Some(on);
            save(call, &mut app, meeting, out)?;
        }
    }
    app.close(&call.now)?;
    Ok(Exit::Done)
}

fn found(app: &App, id: &str) -> Result<Meeting> {
    let known = app.meetings()?.into_iter().find(|one| one.id == id);
    known.ok_or_else(|| Error::user(format!("There is no meeting “{id}”"), "Take its id from the list"))
}

fn read(file: &Path) -> Result<Meeting> {
    let text = read_text(file)?;
    toml::from_str(&text).map_err(|error| {
        let sentence = format!("{} is no log of a meeting: {}", file.display(), error.message());
        Error::user(sentence, "Write quarter = \"2026-06-30\", held_on = \"2026-06-11\" and what else there is")
    })
}

fn save(call: &Call, app: &mut App, meeting: Meeting, out: &Out) -> Result<()> {
    let (quarter, held_on, id) = (meeting.quarter.quarter_end(), meeting.held_on, meeting.id.clone());
    app.apply(Op::SaveMeeting(meeting), &call.now, call.today)?;
    let own =
        |one: &Meeting| if id.is_empty() { one.quarter == quarter && one.held_on == held_on } else { one.id == id };
    let kept = app.meetings()?.into_iter().find(own).ok_or_else(|| Error::bug("A meeting was not kept"))?;
    out.show(&meeting_json(&kept), &words(&kept))
}

fn meeting_json(meeting: &Meeting) -> Value {
    serde_json::to_value(meeting).unwrap_or_default()
}

fn words(meeting: &Meeting) -> Vec<String> {
    let struck = if meeting.struck { ", struck out" } else { "" };
    let mut words = vec![format!(
        "{}  {}: {} ({}{struck})",
        meeting.held_on.iso(),
        quarter_in_words(meeting.quarter),
        [meeting.place.as_str(), &meeting.chair, &meeting.minutes]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        meeting.id,
    )];
    words.extend(meeting.attendance.iter().map(|one| {
        let came = if one.apologies { "apologies" } else { "here" };
        format!("  {} {}: {came}", one.name, one.post)
    }));
    words.extend(meeting.actions.iter().enumerate().map(|(at, action)| {
        let day = |day: Option<Day>| day.map(Day::iso).unwrap_or_default();
        let state = match action.done {
            Some(done) => format!("done {}", done.iso()),
            None => format!("by {}", day(action.due)),
        };
        format!("  {}. {} ({}): {state}", at + 1, action.what, action.owner)
    }));
    words
}
