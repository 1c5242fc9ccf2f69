//! Due dates as a calendar file, RFC 5545: all-day events that a calendar takes in and brings up to date.
//!
//! An event keeps its id for as long as the same thing is due for the same
//! partnership, so that a calendar which takes in a later file moves the event
//! it has instead of showing another beside it.

use crate::model::day::Day;
use crate::model::moment::Moment;
use icalendar::{Alarm, Calendar, Component, Event, EventLike, Property};

/// Something that is due on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The partnership, by its id that never changes; of the procedure itself: the pack's id.
    pub of: String,
    /// What is due, by its id: the same in every file.
    pub id: String,
    /// The day.
    pub on: Day,
    /// The event's name, such as "Appendix C due: Safer Kennet".
    pub title: String,
    /// Why it is due and what to do; may be empty.
    pub says: String,
    /// Days before, on which the calendar is to remind; may be none.
    pub remind: Vec<u16>,
}

/// Writes a calendar of what is due, as it was known at a moment.
pub fn write(dues: &[Due], at: &Moment) -> Vec<u8> {
    let mut calendar = Calendar::empty();
    for (name, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Partnership Desk//Due dates//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", "Partnership Desk"),
    ] {
        calendar.append_property(Property::new(name, value));
    }
    for due in dues {
        calendar.push(event(due, at));
    }
    calendar.to_string().into_bytes()
}

fn event(due: &Due, at: &Moment) -> Event {
    let mut event = Event::new();
    let id = format!("{}.{}@partnership-desk", tidy_id(&due.of), tidy_id(&due.id));
    event.uid(&id).summary(&tidy_text(&due.title));
    if !due.says.is_empty() {
        event.description(&tidy_text(&due.says));
    }
    event.add_property("DTSTAMP", at.stamp());
    event.append_property(day("DTSTART", due.on));
    event.append_property(day("DTEND", due.on.add_days(1)));
    event.add_property("SEQUENCE", sequence(at).to_string());
    // A day on which something is due is not a day on which its officer is busy.
    event.add_property("TRANSP", "TRANSPARENT");
    for days in &due.remind {
        let mut alarm = Alarm::display(&tidy_text(&due.title), chrono::Duration::zero());
        alarm.add_property("TRIGGER", nine_before(*days));
        // Left out, the library would take them from the clock and from chance.
        alarm.add_property("UID", format!("{days}.{id}"));
        alarm.add_property("DTSTAMP", at.stamp());
        event.alarm(alarm);
    }
    event.done()
}

/// Returns nine in the morning so many days before, counted from the midnight with which an all-day event begins.
fn nine_before(days: u16) -> String {
    match days {
        0 => "PT9H".to_owned(),
        1 => "-PT15H".to_owned(),
        more => format!("-P{}DT15H", more - 1),
    }
}

fn day(name: &str, day: Day) -> Property {
    Property::new(name, day.iso().replace('-', "")).add_parameter("VALUE", "DATE").done()
}

/// Returns the number of the file: later files have higher ones, so that a calendar knows which is newer.
///
/// Whole minutes since the start of 2000 stay far below the 2,147,483,647 that calendars take.
fn sequence(at: &Moment) -> i64 {
    let start = Moment::parse("2000-01-01T00:00:00Z").expect("it is a moment");
    (start.seconds_to(at) / 60).max(0)
}

/// Keeps of an id what every calendar takes.
fn tidy_id(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' }).collect()
}

/// Takes out what no calendar takes: control characters, but for line ends.
fn tidy_text(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(on: &str) -> Due {
        Due {
            of: "0a1b".into(),
            id: "appendix-c".into(),
            on: Day::parse_iso(on).unwrap(),
            title: "Appendix C due: Kennet; Safer, \\ Llŷr".into(),
            says: String::new(),
            remind: vec![],
        }
    }

    fn written(dues: &[Due]) -> String {
        String::from_utf8(write(dues, &Moment::parse("2026-04-03T10:11:12Z").unwrap())).unwrap()
    }

    #[test]
    fn an_event_is_a_whole_day_and_ends_the_day_after() {
        let text = written(&[due("2026-02-28")]);
        for line in [
            "BEGIN:VEVENT",
            "UID:0a1b.appendix-c@partnership-desk",
            "DTSTAMP:20260403T101112Z",
            "DTSTART;VALUE=DATE:20260228",
            "DTEND;VALUE=DATE:20260301",
            "SUMMARY:Appendix C due: Kennet\\; Safer\\, \\\\ Llŷr",
            "SEQUENCE:13808771",
        ] {
            assert!(text.split("\r\n").any(|found| found == line), "{line}\n{text}");
        }
        assert!(!text.contains("VALARM"));
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "{text:?}");
    }

    #[test]
    fn lines_have_75_octets_at_most_and_no_letter_is_cut() {
        let mut long = due("2026-04-30");
        long.says = "Llŷr Łódź – £1,250 ½ ‘quoted’ \r\nand\ta new line\n".repeat(30);
        let text = written(&[long.clone()]);
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        let unfolded = text.replace("\r\n ", "");
        let says = unfolded.split("\r\n").find_map(|line| line.strip_prefix("DESCRIPTION:")).unwrap().to_owned();
        let read = says.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
        assert_eq!(read, long.says.replace("\r\n", "\n").replace('\t', ""));
    }

    #[test]
    fn reminders_come_if_asked_for_and_bytes_are_the_same_each_time() {
        let mut reminding = due("2026-04-30");
        reminding.remind = vec![7, 30];
        let text = written(std::slice::from_ref(&reminding));
        assert_eq!(text.matches("BEGIN:VALARM").count(), 2);
        assert!(text.contains("TRIGGER:-P6DT15H\r\n") && text.contains("TRIGGER:-P29DT15H\r\n"), "{text}");
        assert_eq!(text, written(&[reminding]));
    }

    #[test]
    fn a_line_end_in_an_id_starts_no_property() {
        let mut odd = due("2026-04-30");
        odd.id = "x\r\nATTACH:file".into();
        assert!(written(&[odd]).contains("UID:0a1b.x--ATTACH-file@partnership-desk\r\n"));
    }
}
