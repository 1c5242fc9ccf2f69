//! The due list and its calendar, by label.

use crate::gui::Window;
use crate::gui_home::window;
use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;
use partnership_desk::app::op::Op;
use partnership_desk::model::day::Day;
use partnership_desk::model::meeting::{Action, Meeting};
use partnership_desk::model::moment::Moment;

/// Two partnerships: a proposal of each is overdue since 1 November 2026, a look at each is due on 31 March 2027.
fn due() -> Window {
    let mut window = window(|records| {
        for name in ["Alpha", "Beta"] {
            records.apply(Op::StartPartnership { name: name.to_owned(), form: None });
        }
    });
    window.press("Due");
    window
}

impl Window {
    fn says(&self, label: &str) -> String {
        self.node(Role::Button, label).accesskit_node().data().description().unwrap_or_default().to_owned()
    }
}

#[test]
fn the_calendar_says_how_much_is_due_on_each_day_and_how_urgent_it_is() {
    let mut window = due();
    window.sees("November 2026");
    assert_eq!(window.says("1 November 2026, 2 due"), "Overdue");
    assert_eq!(window.says("22 November 2026, nothing due"), "Today");
    for _ in 0..4 {
        window.press("Next month");
    }
    assert_eq!(window.says("31 March 2027, 2 due"), "Due later");
    window.press("Previous month");
    window.node(Role::Button, "28 February 2027, nothing due");
    window.press("Today in the calendar");
    window.node(Role::Button, "30 November 2026, nothing due");
}

#[test]
fn a_day_narrows_the_list_and_there_is_a_way_back() {
    let mut window = due();
    window.sees("2 things are due.");
    window.press("2 November 2026, nothing due");
    window.sees("Only 2 November 2026");
    window.sees("Nothing is due then.");
    window.follow("Show all again: overdue");
    window.sees("2 things are due.");
    assert!(!window.shows("Only 2 November 2026"));
    window.press("1 November 2026, 2 due");
    window.node(Role::Link, "Beta: Proposal");
    window.press("1 November 2026, 2 due");
    assert!(!window.shows("Only 1 November 2026"), "the same day again shows all");
}

#[test]
fn arrows_go_from_day_to_day_over_the_end_of_a_month_and_enter_chooses() {
    let mut window = due();
    window.node(Role::Button, "22 November 2026, nothing due").focus();
    window.go();
    for (key, at) in [
        (Key::ArrowLeft, "21 November 2026, nothing due"),
        (Key::ArrowDown, "28 November 2026, nothing due"),
        (Key::ArrowDown, "5 December 2026, nothing due"),
        (Key::ArrowUp, "28 November 2026, nothing due"),
        (Key::ArrowRight, "29 November 2026, nothing due"),
        (Key::PageUp, "29 October 2026, nothing due"),
        (Key::PageDown, "29 November 2026, nothing due"),
    ] {
        window.key(key);
        assert!(window.node(Role::Button, at).is_focused(), "{key:?} goes to {at}:\n{}", window.words());
    }
    for _ in 0..4 {
        window.key(Key::ArrowUp);
    }
    window.key(Key::Enter);
    window.sees("Only 1 November 2026");
    window.sees("2 things are due.");
}

#[test]
fn mine_is_what_names_the_person_at_the_desk_or_a_role_they_hold() {
    let begun = |roles: &'static [&'static str]| {
        let mut window = window(|records| {
            records.sit_down("Ann Hart", roles);
            records.apply(Op::StartPartnership { name: "Alpha".to_owned(), form: None });
        });
        window.press("Due");
        window.node(Role::Link, "Alpha: Proposal");
        window.click(Role::Tab, "Mine");
        window
    };
    let mut lead = begun(&["lead"]);
    lead.node(Role::Link, "Alpha: Proposal");
    lead.node(Role::Button, "1 November 2026, 1 due");
    let mut line = begun(&["line"]);
    line.sees("Nothing is due then.");
    line.node(Role::Button, "1 November 2026, nothing due");
    line.click(Role::Tab, "Everyone’s");
    line.node(Role::Button, "1 November 2026, 1 due");
    line.click(Role::Tab, "Mine");
    line.press("Home");
    line.follow("1 overdue");
    line.node(Role::Link, "Alpha: Proposal");
    assert!(!due().shows("Everyone’s"), "nobody said who they are");
    lead.click(Role::Tab, "Later");
    lead.node(Role::Link, "Alpha: Look at the register entry");
}

#[test]
fn the_register_number_stands_with_the_partnership_on_home_and_on_the_due_list() {
    let mut window = window(|records| {
        for name in ["Alpha", "Beta"] {
            records.apply(Op::StartPartnership { name: name.to_owned(), form: None });
        }
        records.apply(Op::AssignNumber { reference: "P-0002".to_owned(), number: Some("EFRS/7".to_owned()) });
    });
    for screen in ["Home", "Due"] {
        window.press(screen);
        window.sees("Beta  P-0002  Register number EFRS/7");
        window.sees("Alpha  P-0001");
        assert!(!window.shows("Alpha  P-0001  Register"), "Alpha has no number");
    }
}

impl Window {
    fn set_clock(&mut self, day: &str) {
        let (moment, day) = (Moment::parse(&format!("{day}T00:00:30Z")).unwrap(), Day::parse_iso(day).unwrap());
        self.harness.state_mut().set_clock(moment, day);
        self.go();
    }
}

/// Two open actions of a meeting: one due today, one that is due soon from tomorrow on.
fn with_actions() -> Window {
    window(|records| {
        let day = |text| Day::parse_iso(text).unwrap();
        let action = |what: &str, due| Action { what: what.to_owned(), due: Some(day(due)), ..Action::default() };
        records.apply(Op::SaveMeeting(Meeting {
            id: String::new(),
            quarter: day("2026-12-31"),
            held_on: day("2026-11-01"),
            chair: String::new(),
            place: String::new(),
            minutes: String::new(),
            attendance: vec![],
            actions: vec![action("Write to all", "2026-11-22"), action("Count again", "2026-12-07")],
            struck: false,
        }));
    })
}

#[test]
fn another_day_is_taken_while_the_window_is_open_and_says_what_it_brought() {
    let mut window = with_actions();
    assert!(!window.shows("became overdue"));
    window.set_clock("2026-11-23");
    window.sees("It is 23 November 2026 now. One thing became overdue. One thing came due soon.");
    window.press("Show what is due");
    window.sees("Write to all");
    assert_eq!(window.says("22 November 2026, 1 due"), "Overdue");
    assert_eq!(window.says("23 November 2026, nothing due"), "Today");
    assert!(!window.shows("became overdue"), "it was looked at");
    window.set_clock("2026-11-24");
    assert!(!window.shows("It is 24 November 2026 now"), "that day brought nothing");
    assert_eq!(window.says("24 November 2026, nothing due"), "Today");
    assert!(!window.shows("The clock of this computer may be wrong"));
}

#[test]
fn a_clock_before_the_last_change_is_said_plainly() {
    let mut window = with_actions();
    window.set_clock("2026-11-20");
    window.sees("The clock of this computer may be wrong");
    window.sees("The last change in the records is of 22 November 2026, and it is 20 November 2026 now.");
    let mut window = window.reopen();
    assert!(!window.shows("The clock of this computer may be wrong"), "it is right again");
    window.set_clock("2026-11-20");
    window.sees("The clock of this computer may be wrong");
}
