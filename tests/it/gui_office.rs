//! The desk of the office that receives forms: inbox, corrections, reminders, hand-overs, meetings, register numbers.

use crate::fixture::root;
use crate::gui::{Window, harness_with};
use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use partnership_desk::app::App;
use partnership_desk::app::fill::Fill;
use partnership_desk::app::op::Op;
use partnership_desk::model::day::Day;
use partnership_desk::model::desk::DeskPerson;
use partnership_desk::model::moment::Moment;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use tempfile::TempDir;

fn at(today: &str) -> (Moment, Day) {
    (Moment::parse(&format!("{today}T09:00:00Z")).unwrap(), Day::parse_iso(today).unwrap())
}

fn answers(name: &str) -> BTreeMap<String, Value> {
    let text = std::fs::read_to_string(root().join(format!("tests/answers/{name}.toml"))).unwrap();
    let step: toml::Table = toml::from_str(&text).unwrap();
    serde_json::from_value(serde_json::to_value(&step["answers"]).unwrap()).unwrap()
}

fn fill(app: &mut App, form: &str, reference: Option<&str>, values: BTreeMap<String, Value>, today: &str) -> String {
    let part = (form == "appendix-c").then(|| "lead".into());
    let reference = reference.map(str::to_owned);
    let form = form.into();
    let fill = Fill { form, reference, period: None, part, values, complete: true, reason: String::new() };
    let (now, today) = at(today);
    let filled = app.fill(fill, Path::new(""), &now, today).unwrap();
    assert!(filled.completed, "{:?}", filled.findings);
    filled.reference
}

/// The window of an office whose register has two partnerships of one lead; of the first, a review was completed.
fn office(role: &str, today: &str) -> Window {
    let folder = TempDir::new().unwrap();
    let (now, _) = at("2025-06-20");
    let mut app = App::open(folder.path(), None, &now).unwrap();
    let reference = fill(&mut app, "register-entry", None, answers("register-entry"), "2025-06-20");
    let mut other = answers("register-entry");
    other.insert("r_name".into(), "Harnham Flood Watch".into());
    fill(&mut app, "register-entry", None, other, "2025-06-20");
    let mut review = answers("appendix-c-2025");
    review.insert("c_77_plan".into(), "At the meeting in June.".into());
    fill(&mut app, "appendix-c", Some(&reference), review, "2026-04-03");
    let me = DeskPerson {
        name: "K. Voorbeeld".into(),
        post: "Area Manager".into(),
        roles: vec![role.into()],
        ..DeskPerson::default()
    };
    let (now, day) = at("2026-04-12");
    app.apply(Op::SitDown(me), &now, day).unwrap();
    app.close(&now).unwrap();
    let mut window = Window { harness: harness_with(&folder, None, today), folder };
    window.go();
    window
}

fn desk(today: &str) -> Window {
    let mut window = office("crr", today);
    window.press("Desk");
    window
}

#[test]
fn the_desk_stands_in_the_band_for_who_receives_forms_alone() {
    let window = office("lead", "2026-04-12");
    assert_eq!(window.harness_has("Desk"), 0);
    assert_eq!(office("crr", "2026-04-12").harness_has("Desk"), 1);
}

impl Window {
    fn harness_has(&self, label: &str) -> usize {
        use egui_kittest::kittest::Queryable as _;
        self.harness.query_all_by_role_and_label(Role::Button, label).count()
    }
}

#[test]
fn a_review_goes_through_its_steps_and_leaves_the_inbox() {
    let mut window = desk("2026-04-12");
    window.sees("One form is open");
    let name = "Salisbury Safer Homes and Streets Partnership: Appendix C: Partnership review, 2025/26";
    window.follow(name);
    window.sees("Next: Received");
    window.retype("Date", "3.4.26");
    window.sees("3 April 2026");
    window.press("Record the receipt");
    window.sees("3 April 2026  ·  K. Voorbeeld, Area Manager CRR");
    window.press("It is checked");
    window.sees("Next: Corrections decided");
    window.press("Decline: Meeting frequency");
    window.write("Why it is declined", "The terms of reference still say three");
    window.press("Decline it");
    window.sees("Declined");
    window.sees("The terms of reference still say three");
    window.sees("Next: Signed paper seen");
    window.press("The signed paper was seen");
    window.press("It was sent for decision");
    window.sees("Nothing is open here any more");
    window.follow("Take back: Checked");
    window.sees("Next: Checked");
    window.press("It is checked");
    window.press("Desk");
    window.sees("Nothing is open here");
    window.follow("Show what is done, too");
    window.sees("0 forms are open");
    window.follow(name);
    window.follow("Go to the partnership");
    window.sheet("Register entry");
    window.sees("Every three months");
    assert!(!window.shows("Every two months"), "the correction was declined:\n{}", window.words());
}

#[test]
fn a_letter_to_each_lead_is_read_copied_and_saved() {
    let mut window = desk("2026-05-02");
    let saved = TempDir::new().unwrap();
    window.harness.state_mut().save_into(saved.path().to_owned());
    window.click(Role::Tab, "Reminders");
    window.sees("sam.example@fire.example.org");
    window.follow("Read the letter: Sam Example");
    window.sees("Dear Sam Example");
    window.sees("Harnham Flood Watch");
    window.press("Copy the text: Sam Example");
    window.sees("The text is copied");
    window.press("Save all as e-mails…");
    window.sees("1 e-mail is written");
    let mail = std::fs::read_to_string(saved.path().join("Sam-Example.eml")).unwrap();
    assert!(mail.contains("X-Unsent: 1\r\n") && mail.contains("Harnham Flood Watch"), "{mail}");
}

#[test]
fn a_lead_who_left_hands_over_everything_and_it_is_given_back() {
    let mut window = desk("2026-04-12");
    window.click(Role::Tab, "Leads");
    window.fill("Name of a person who has left", "Sam Example");
    window.fill("Their last day", "31.3.2026");
    window.press("Note that they have left");
    window.sees("Left on 31 March 2026");
    window.follow("Hand over from Sam Example");
    window.sees("Hand over 2 partnerships");
    window.click(Role::CheckBox, "Harnham Flood Watch  P-0002");
    window.sees("Hand over 1 partnership");
    window.follow("Tick all");
    window.fill("Name", "N. Ejemplo");
    window.fill("Post (optional)", "Station Manager");
    window.write("Why", "Sam Example has left");
    window.press("Hand over 2 partnerships");
    window.sees("2 partnerships are handed over");
    window.sees("2 partnerships from Sam Example to N. Ejemplo");
    window.node(Role::Link, "Hand over from N. Ejemplo");
    window.follow("Take back the hand-over from Sam Example to N. Ejemplo");
    window.sees("2 partnerships are given back");
    window.sees("Taken back");
    window.node(Role::Link, "Hand over from Sam Example");
    window.follow("Take back: Sam Example has left");
    assert!(!window.shows("Left on"), "{}", window.words());
}

#[test]
fn a_meeting_is_logged_by_keyboard_and_an_earlier_version_is_put_back() {
    let mut window = desk("2026-06-12");
    window.click(Role::Tab, "Meetings");
    window.sees("The meeting of April to June 2026 is not logged yet");
    window.press("Log a meeting");
    window.fill("Chair (optional)", "K. Voorbeeld");
    window.fill("Name, row 1", "N. Ejemplo");
    window.harness.key_press(Key::Enter);
    window.go();
    assert!(window.node(Role::TextInput, "Name, row 2").is_focused(), "Enter begins the next row");
    window.fill("Name, row 2", "S. Próba");
    window.click(Role::CheckBox, "Apologies, row 2");
    window.fill("Action, row 1", "Write the guidance");
    window.fill("Owner, row 1", "K. Voorbeeld");
    window.fill("Due, row 1", "soon");
    window.press("Save the meeting");
    window.sees("Error: Due, row 1: “soon” is not a date");
    window.retype("Due, row 1", "10.7.26");
    window.press("Save the meeting");
    window.sees("The meeting is logged");
    window.sees("The meeting of April to June 2026 is logged.");
    window.sees("Open actions: 1");
    window.press("Home");
    window.follow("Meeting of April to June 2026: Write the guidance");
    window.fill("Done, row 1", "12 June 2026");
    window.press("Save the meeting");
    assert!(!window.shows("Open actions"), "{}", window.words());
    window.follow("Meeting of April to June 2026, 12 June 2026");
    window.follow("Put version 1 back");
    window.sees("Open actions: 1");
    window.follow("Meeting of April to June 2026, 12 June 2026");
    window.press("Strike it out");
    window.sees("is not logged yet");
}

#[test]
fn a_register_number_is_proposed_and_shown() {
    let mut window = office("crr", "2026-04-12");
    window.press("Register");
    window.follow("P-0002 Harnham Flood Watch");
    window.sheet("Register entry");
    assert_eq!(window.value("Register number"), "WFRS-0001");
    window.press("Give it this number");
    window.sees("Register number WFRS-0001");
    window.retype("Register number", "WFRS-0100");
    window.press("Change the number");
    window.sees("Register number WFRS-0100");
}
