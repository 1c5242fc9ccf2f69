//! The register in the window: searched, narrowed down, sorted, kept as a view; reports that lead to it.

use crate::gui::{Window, harness_with};
use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tempfile::TempDir;

/// The window with the partnerships that the procedure names on the register.
fn with_register() -> Window {
    let folder = TempDir::new().unwrap();
    let mut window = Window { harness: harness_with(&folder, None, "2026-11-22"), folder };
    window.go();
    window.press("Skip for now");
    window.press("Add from the procedure’s list…");
    window.follow("Tick all");
    window.press("Add 45 partnerships");
    window
}

/// Returns the partnerships in view, from the top: their links begin with the reference.
fn rows(window: &Window) -> Vec<String> {
    let links = window.harness.query_all_by_role(Role::Link);
    let mut found: Vec<(i32, String)> = links
        .map(|node| {
            let name = node.accesskit_node().label().unwrap_or_default();
            #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
            (node.rect().top() as i32, name)
        })
        .filter(|(_, name)| name.starts_with("P-"))
        .collect();
    found.sort();
    found.into_iter().map(|(_, name)| name.chars().skip(7).collect()).collect()
}

#[test]
fn a_partnership_is_found_as_one_types_by_any_word_of_it() {
    let mut window = with_register();
    window.sees("45 partnerships");
    window.fill("Search the register", "advis swag");
    window.sees("One partnership");
    assert_eq!(rows(&window), ["Safer Wiltshire Advisory Group (SWAG)"]);
}

#[test]
fn the_register_is_sorted_by_its_headings_either_way() {
    let mut window = with_register();
    assert_eq!(rows(&window)[0], "Age Concern");
    window.follow("Partnership: sort by it");
    window.follow("Partnership: sorted from the first; turn round");
    assert_eq!(rows(&window)[0], "Youth Offending Teams");
}

#[test]
fn a_view_narrowed_down_is_kept_by_name_and_there_the_next_time() {
    let mut window = with_register();
    window.press("Narrow down");
    window.click(Role::CheckBox, "Approval to be recorded");
    window.sees("45 partnerships");
    window.press("Take away: State: Approval to be recorded");
    window.click(Role::CheckBox, "Ended");
    window.sees("No partnership is like that");
    window.press("Views");
    window.fill("Name for what is shown now", "Those that ended");
    window.press("Keep this view");
    let mut window = window.reopen();
    window.press("Register");
    window.sees("45 partnerships");
    window.press("Views");
    window.follow("Show the view Those that ended");
    window.sees("No partnership is like that");
    window.follow("Show all again");
    window.sees("45 partnerships");
}

#[test]
fn a_figure_of_a_report_leads_to_the_partnerships_behind_it() {
    let mut window = with_register();
    window.press("Reports");
    window.follow("Quarterly register report");
    window.sees("1 July 2026 to 30 September 2026");
    window.follow("Approval to be recorded: show the partnerships");
    window.sees("State: Approval to be recorded");
    assert_eq!(rows(&window)[0], "Age Concern");
}

#[test]
fn home_says_how_much_is_due_and_leads_to_it_with_its_reason() {
    let mut window = with_register();
    window.press("Home");
    window.follow("45 more this month");
    window.sees("45 things are due.");
    window.sees("November 2026");
    window.sees("It ran before its approval was on record");
    window.sheet("Overdue");
    window.sees("Review the procedure");
    window.press("Register");
    window.press("Due");
    window.sheet("This month");
    window.follow("Age Concern: Appendix A: New partnership questionnaire");
    window.sees("Age Concern");
}

/// Types into a search box and presses Escape twice: the first clears it, the second leaves it.
#[track_caller]
pub(crate) fn escapes(window: &mut Window, label: &str) {
    window.fill(label, "advis swag");
    window.sees("One partnership");
    window.harness.key_press(Key::Escape);
    window.go();
    assert_eq!(window.value(label), "", "the first Escape clears the text");
    window.sees("45 partnerships");
    assert!(window.node(Role::TextInput, label).is_focused(), "and stays in the box");
    window.harness.event(eframe::egui::Event::Text("age".to_owned()));
    window.go();
    assert_eq!(window.value(label), "age", "so that one can type on");
    for _ in 0..2 {
        window.harness.key_press(Key::Escape);
        window.go();
    }
    assert_eq!(window.value(label), "");
    assert!(!window.node(Role::TextInput, label).is_focused(), "the second Escape leaves it");
}

#[test]
fn escape_clears_the_search_and_then_leaves_it() {
    escapes(&mut with_register(), "Search the register");
}
