//! Bringing a spreadsheet in through the window: columns, rows, and taking it all off again; and the warning about
//! names that are near.

use crate::fixture::root;
use crate::gui::Window;
use crate::gui_flows::Dropped;
use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use std::sync::Arc;

/// Opens the screen and drops a spreadsheet on it.
pub(crate) fn with_sheet(window: &mut Window, name: &str, text: Option<&str>) {
    let path = match text {
        Some(text) => {
            let path = window.folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        }
        None => root().join("tests/sheets").join(name),
    };
    window.harness.input_mut().dropped_files.push(Arc::new(Dropped(path)));
    window.harness.step();
    window.awaits("What becomes of each row");
    window.go();
}

#[test]
fn a_register_of_45_is_brought_in_from_the_welcome_and_undone() {
    let mut window = Window::open();
    window.press("Bring in a spreadsheet…");
    assert!(window.shows("Choose the file…"));
    with_sheet(&mut window, "wiltshire-45.xlsx", None);
    assert!(window.shows("45 rows: 45 new."), "{}", window.words());
    assert!(window.shows("Row 3: Swindon Strategic Partnership"), "{}", window.words());
    // Only the rows in view are drawn.
    assert!(!window.shows("Row 47: Parish Councils"), "{}", window.words());
    window.click(Role::CheckBox, "Row 4: Swindon Community Safety Executive Board");
    assert!(window.shows("45 rows: 44 new; 1 left out."), "{}", window.words());
    window.press("Bring in 44 partnerships");
    assert!(window.shows("44 partnerships were brought in from wiltshire-45.xlsx"), "{}", window.words());
    window.press("Undo this import");
    assert!(window.shows("44 partnerships were taken off the register again"), "{}", window.words());
    window.press("Go to the register");
    assert!(window.shows("No partnership is on the register yet"), "{}", window.words());
}

#[test]
fn columns_are_changed_and_what_is_missing_is_given_for_all_rows() {
    let mut window = Window::open();
    window.press("Bring in a spreadsheet…");
    with_sheet(&mut window, "rochford-16.csv", None);
    assert!(window.shows("16 rows: 16 new, to be completed."), "{}", window.words());
    window.select("What kind of partnership is it?", "Other");
    window.select("Is it statutory?", "Non-statutory");
    assert!(window.shows("16 rows: 16 new."), "{}", window.words());
    // Without names there is nothing to bring in; it is said, and put right.
    window.select("Key partnership", "No choice");
    assert!(window.shows("No column has the names of the partnerships"), "{}", window.words());
    window.select("Key partnership", "Partnership");
    window.press("Bring in 16 partnerships");
    window.press("Go to the register");
    assert!(window.shows("16 partnerships"), "{}", window.words());
}

#[test]
fn rows_with_mistakes_and_names_that_are_near_are_told_and_decided() {
    let mut window = Window::open();
    window.press("Bring in a spreadsheet…");
    let text = "Name,Statutory,Type,Date agreed\nHarbour Safety Group,Non-statutory,network,1 April 2004\n\
        HSG,Non-statutory,network,\nMill Forum,Non-statutory,network,31 February 2004\n,Non-statutory,,\n";
    with_sheet(&mut window, "messy.csv", Some(text));
    assert!(window.shows("4 rows: 2 new; 1 perhaps there already; 1 cannot be used."), "{}", window.words());
    assert!(window.shows("There is no such day as “31 February 2004”"), "{}", window.words());
    window.click(Role::CheckBox, "Bring in rows with mistakes, without the cells that are wrong");
    window.click(Role::CheckBox, "Bring in all rows that are perhaps there already");
    assert!(window.shows("4 rows: 1 new; 1 new, near another; 1 cannot be used; 1 left out."), "{}", window.words());
    window.press("Bring in 2 partnerships");
    assert!(window.shows("To be looked at"), "{}", window.words());
    // What is no spreadsheet is refused, and says what to do.
    window.press("Bring in another…");
    let path = window.folder.path().join("paper.pdf");
    std::fs::write(&path, b"%PDF-1.7\0").unwrap();
    window.harness.input_mut().dropped_files.push(Arc::new(Dropped(path)));
    window.harness.step();
    window.awaits("“paper.pdf” is not brought in: it is no spreadsheet that can be read here");
}

#[test]
fn a_name_that_is_near_another_is_told_while_it_is_typed() {
    let mut window = Window::open();
    window.press("Bring in a spreadsheet…");
    with_sheet(&mut window, "wiltshire-45.csv", None);
    window.press("Bring in 45 partnerships");
    window.harness.key_press_modifiers(eframe::egui::Modifiers::COMMAND, Key::N);
    window.go();
    window.fill("Name of the partnership", "SWA");
    assert!(!window.shows("Perhaps it is on the register already"), "{}", window.words());
    window.fill("Name of the partnership", "G");
    assert!(window.shows("Perhaps it is on the register already"), "{}", window.words());
    window.follow("Safer Wiltshire Advisory Group (SWAG) P-0007");
    assert!(window.shows("Safer Wiltshire Advisory Group (SWAG)"), "{}", window.words());
}
