//! Programmes over several years in the window: looked at, given, and seen in the register entry.

use crate::gui::{Window, harness_with};
use crate::gui_sheet::with_sheet;
use tempfile::TempDir;

#[test]
fn the_dates_of_a_programme_are_given_at_one_press() {
    let folder = TempDir::new().unwrap();
    let mut window = Window { harness: harness_with(&folder, Some("rochford-dc".into()), "2026-12-01"), folder };
    window.go();
    window.press("Skip for now");
    window.press("Bring in a spreadsheet…");
    with_sheet(&mut window, "rochford-16.csv", None);
    window.sees("16 rows: 16 new.");
    window.press("Bring in 16 partnerships");
    window.press("File");
    window.press("Three-year programme…");
    for said in ["2027: 6", "2028: 5", "2029: 5", "Proposed"] {
        window.sees(said);
    }
    assert!(!window.shows("Given"), "{}", window.words());
    window.press("Give 16 dates");
    window.sees("16 partnerships have their dates");
    window.sees("Given");
    assert!(!window.shows("Proposed") && !window.shows("Give 16 dates"), "{}", window.words());
    window.follow("Castle Point & Rochford Domestic Abuse Panel P-0007");
    window.sheet("Register entry");
    window.sees("First full review by");
    window.sees("31 March 2027");
}

#[test]
fn a_procedure_without_a_programme_has_no_sheet_for_it() {
    let mut window = Window::open();
    window.press("File");
    assert!(!window.shows("programme"), "{}", window.words());
    window.press("Leads and hand-overs…");
    assert!(window.shows("Leads") && !window.shows("Programme"), "{}", window.words());
}
