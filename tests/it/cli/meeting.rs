//! The log of quarterly meetings.

use super::{Place, first};
use serde_json::{Value, json};

const MEETING: &str = r#"
quarter  = "2026-06-30"
held_on  = "2026-06-11"
chair    = "K. Voorbeeld"
place    = "Headquarters"
minutes  = "QPM/2026/2"

[[attendance]]
name = "N. Ejemplo"
post = "Station Manager"

[[attendance]]
name      = "S. Próba"
apologies = true

[[actions]]
what  = "Write the guidance on load"
owner = "N. Ejemplo"
due   = "2026-07-10"

[[actions]]
what = "Thank the outgoing chair"
"#;

fn asks(place: &Place) -> bool {
    place.json(0, &["due"]).as_array().unwrap().iter().any(|due| due["form"] == "quarterly-meeting")
}

fn add(place: &Place, text: &str) -> Value {
    std::fs::write(place.path("meeting.toml"), text).unwrap();
    place.json(0, &["meeting", "add", "@/meeting.toml"])
}

#[test]
fn a_meeting_that_is_logged_is_no_longer_asked_for_and_its_actions_are() {
    let place = Place::new("2026-06-12");
    place.json(0, &["new", "Example"]);
    assert!(asks(&place), "the meeting of the quarter is due");
    let kept = add(&place, MEETING);
    assert!(!asks(&place), "once it is logged, it is not");
    let due = place.json(0, &["due"]);
    let action = due.as_array().unwrap().iter().find(|due| due["title"] == "Write the guidance on load").unwrap();
    assert_eq!((&action["on"], &action["name"]), (&json!("2026-07-10"), &json!("Meeting of April to June 2026")));
    let id = kept["id"].as_str().unwrap().to_owned();
    let done = place.json(0, &["meeting", "done", &id, "1", "--on", "2026-06-12"]);
    assert_eq!(done["actions"][0]["done"], "2026-06-12");
    let due = place.json(0, &["due"]);
    assert!(!due.as_array().unwrap().iter().any(|due| due["title"] == "Write the guidance on load"), "{due:#}");
    let place = place.on("2026-07-01");
    assert!(asks(&place), "the next quarter has a meeting of its own");
    assert_eq!(place.json(0, &["doctor"])["ok"], true);
}

#[test]
fn earlier_versions_are_kept_and_one_struck_out_counts_no_more() {
    let place = Place::new("2026-06-12");
    place.json(0, &["new", "Example"]);
    let kept = add(&place, MEETING);
    let id = kept["id"].as_str().unwrap().to_owned();
    let struck = format!("id = \"{id}\"\nstruck = true\n{MEETING}");
    assert_eq!(add(&place, &struck)["struck"], true);
    assert!(asks(&place), "struck out, it is asked for again");
    let versions = place.json(0, &["meeting", "versions", &id]);
    assert_eq!(versions.as_array().unwrap().len(), 2);
    assert_eq!(first(&versions)["meeting"], kept, "the first stands as it was saved");
    assert_eq!(add(&place, &format!("id = \"{id}\"\n{MEETING}"))["struck"], false);
    assert!(!asks(&place), "saving the earlier one again undoes the later");
    assert_eq!(place.json(0, &["meeting"]).as_array().unwrap().len(), 1, "one meeting, whatever its versions");
}

#[test]
fn a_meeting_still_to_come_is_not_held_and_a_wrong_file_says_what_is_wrong() {
    let place = Place::new("2026-06-01");
    place.json(0, &["new", "Example"]);
    add(&place, MEETING);
    assert!(asks(&place), "planned is not held");
    std::fs::write(place.path("meeting.toml"), "quarter = \"June\"\nheld_on = \"2026-06-11\"").unwrap();
    place.run(&["meeting", "add", "@/meeting.toml"]).refused(1, "is no log of a meeting");
    std::fs::write(place.path("meeting.toml"), format!("id = \"nothing\"\n{MEETING}")).unwrap();
    place.run(&["meeting", "add", "@/meeting.toml"]).refused(1, "There is no meeting “nothing”");
    let text = MEETING.replace("name = \"N. Ejemplo\"", "name = \" \"");
    std::fs::write(place.path("meeting.toml"), text).unwrap();
    place.run(&["meeting", "add", "@/meeting.toml"]).refused(1, "A person at the meeting has no name");
}
