//! Papers of everything due, and forms in one file, asked for in the window.

use crate::fixture::root;
use crate::gui::{Window, harness_with};
use std::path::Path;
use tempfile::TempDir;

/// The window with a register of three partnerships of the small procedure, each with a form overdue.
fn with_three() -> Window {
    let folder = TempDir::new().unwrap();
    let pack = root().join("tests/packs/window").to_str().unwrap().to_owned();
    let mut window = Window { harness: harness_with(&folder, Some(pack), "2026-11-22"), folder };
    window.go();
    window.press("Skip for now");
    window.press("Add from the procedure’s list…");
    window.follow("Tick all");
    window.press("Add 3 partnerships");
    window.press("Home");
    window
}

fn papers(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_paper_of_everything_due_is_written_into_a_folder_and_a_second_run_leaves_it_there() {
    let mut window = with_three();
    window.press("Print all reviews due");
    window.sees("Into a folder…");
    window.sees("As one PDF…");
    let folder = window.folder.path().join("due");
    window.harness.state_mut().print_due_into(folder.clone());
    window.go();
    window.sees("3 papers are written");
    let written = papers(&folder);
    assert!(written.len() == 3 && written.iter().all(|name| name.ends_with("-to-fill-in.pdf")), "{written:?}");
    std::fs::remove_file(folder.join(&written[1])).unwrap();
    window.harness.state_mut().print_due_into(folder.clone());
    window.go();
    window.sees("1 paper is written, 2 there already");
    assert_eq!(papers(&folder), written);
}

#[test]
fn a_folder_that_cannot_be_written_is_said_and_nothing_goes_on() {
    let mut window = with_three();
    let file = window.folder.path().join("no folder");
    std::fs::write(&file, b"in the way").unwrap();
    window.harness.state_mut().print_due_into(file);
    window.go();
    window.sees("failed");
    window.sees("choose another folder");
    assert!(!window.shows("Cancel printing"));
    window.press("Print all reviews due");
}

#[test]
fn what_belongs_together_is_offered_as_one_file_once_it_is_begun() {
    let mut window = with_three();
    window.press("Register");
    window.follow("P-0001 Neighbourhood Watch");
    window.sheet("Forms");
    window.sees("Save as one PDF: Both forms…");
}
