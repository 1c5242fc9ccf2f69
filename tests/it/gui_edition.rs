//! A new edition of the procedure: written in the window, sent to a station as a file, taken into use there.

use crate::gui::{Window, entry};
use crate::gui_flows::Dropped;
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;
use partnership_desk::app::App;
use partnership_desk::app::op::Op;
use partnership_desk::model::day::Day;
use partnership_desk::model::moment::Moment;
use std::path::PathBuf;
use std::sync::Arc;

impl Window {
    /// Opens the screen on which the procedure is changed.
    fn change_procedure(&mut self) {
        self.press("Help");
        self.press("Procedure");
        self.press("Change this procedure");
    }

    /// Shows a question of a form.
    #[track_caller]
    fn at_question(&mut self, form: &str, question: &str) {
        self.select("Form", form);
        self.select("Question on this page", question);
    }

    /// Drops a file on the window.
    fn drop_file(&mut self, path: PathBuf, until: &str) {
        self.harness.input_mut().dropped_files.push(Arc::new(Dropped(path)));
        self.harness.step();
        self.awaits(until);
    }
}

const REVIEW: &str = "Appendix C: Partnership review";
const KIND: &str = "What kind of review is this?";

/// Saves version 2 of the procedure as a file: a question has other words.
fn published(folder: &std::path::Path) -> PathBuf {
    let mut window = Window::open();
    window.harness.state_mut().save_into(folder.to_owned());
    window.change_procedure();
    window.at_question(REVIEW, KIND);
    window.fill("Question", " Choose one.");
    window.click(Role::Tab, "Changes so far");
    window.press("Use version 2…");
    window.press("Yes, use version 2");
    window.press("Save as a file for stations…");
    folder.join("procedure-wiltshire-frs-2.pdf")
}

#[test]
fn a_label_an_option_and_a_threshold_are_changed_with_the_paper_beside_and_come_into_force() {
    let mut window = Window::open();
    window.change_procedure();
    window.at_question(REVIEW, KIND);
    window.fill("Question", " Choose one.");
    window.sees("One thing is changed, nothing is wrong");
    let paper = "Change the question: What kind of review is this? Choose one.";
    window.sees(paper);
    window.fill("Option “annual”", " of the year");
    window.press("Add an option…");
    window.fill("Words of the new option", "Peer review");
    window.fill("Its code (optional)", "annual");
    window.press("Add this option");
    window.sees("Error: The code “annual” is in use. Give another.");
    window.fill("Its code (optional)", "_peer");
    window.press("Add this option");
    assert_eq!(window.value("Option “annual_peer”"), "Peer review");

    let mut window = window.reopen();
    window.change_procedure();
    window.at_question(REVIEW, "What kind of review is this? Choose one.");
    assert_eq!(window.value("Question"), "What kind of review is this? Choose one.", "nothing typed is lost");
    window.click(Role::Tab, "Changes so far");
    window.sees("Before: What kind of review is this?");
    window.sees("After: Yearly review of the year");
    window.sees("Added: Peer review");
    window.press("Use version 2…");
    window.sees("Use version 2?");
    window.press("Yes, use version 2");
    window.sees("version 2, is the procedure in use now");
    window.fill("Search the procedure", "Peer review");
    window.sees("Found in one place");
    let mut window = window.reopen();
    window.change_procedure();
    window.sees("Version 2 stays in use until you use version 3");
}

#[test]
fn what_is_typed_wrongly_is_said_beside_its_box_stays_and_is_taken_back() {
    let mut window = Window::open();
    window.change_procedure();
    window.click(Role::Tab, "Thresholds and settings");
    window.fill("Gap", "x");
    window.sees("Error: Write an amount of money, such as £1,000.00.");
    window.sees("One thing is to be put right");
    assert_eq!(window.value("Gap"), "£100.00x");
    window.press("Undo the last change");
    assert_eq!(window.value("Gap"), "£100.00");
    window.sees("Nothing is changed");

    window.click(Role::Tab, "Forms and questions");
    window.at_question(REVIEW, KIND);
    window.fill("Question", " {policy.limit.tea}");
    window.sees("Error: ");
    window.sees("policy.limit.tea");
    window.click(Role::Tab, "Changes so far");
    assert!(window.node(Role::Button, "Use version 2…").accesskit_node().is_disabled(), "it has a mistake");
    window.press("Throw the changes away…");
    window.press("Yes, throw the changes away");
    window.sees("The changes are thrown away");
    window.press("Change this procedure");
    window.sees("Nothing is changed");
}

#[test]
fn a_station_takes_the_file_in_sees_what_changes_and_its_completed_forms_stay_as_they_were() {
    let mail = tempfile::tempdir().unwrap();
    let file = published(mail.path());
    let mut station = entry();
    station.drop_file(file.clone(), "A procedure came in");
    station.sees("It is newer than version 1, which is here.");
    station.sees("After: What kind of review is this? Choose one.");
    station.press("Use version 2");
    station.sees("version 2, is the procedure in use now");
    let mut station = station.reopen();
    station.follow("Kennet Valley Partnership: Appendix C: Partnership review");
    station.sees("What kind of review is this? Choose one.");
    station.drop_file(file, "This procedure is in use already.");
    station.press("Register");
    station.sees("One partnership");
}

#[test]
fn what_was_completed_is_shown_with_the_version_of_its_day_and_what_is_begun_with_the_new_one() {
    let mail = tempfile::tempdir().unwrap();
    let file = published(mail.path());
    let mut station = entry();
    station.drop_file(file, "Use version 2");
    station.press("Use version 2");
    let Window { harness, folder } = station;
    drop(harness);
    let (now, today) = (Moment::parse("2026-11-22T10:00:00Z").unwrap(), Day::parse_iso("2026-11-22").unwrap());
    let mut app = App::open(folder.path(), None, &now).unwrap();
    assert_eq!(app.pack().version, 2);
    let shown = |app: &App| {
        let line = app.documents("P-0001").unwrap().into_iter().next().unwrap();
        (app.desk(&line.document, &line.part, today).unwrap().pack.version, line)
    };
    let (version, line) = shown(&app);
    assert_eq!(version, 1, "it is completed");
    let again = Op::Reopen { document: line.document, part: line.part, reason: "The name changed".to_owned() };
    app.apply(again, &now, today).unwrap();
    assert_eq!(shown(&app).0, 2, "it is filled in again");
}
