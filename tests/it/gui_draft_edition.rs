//! A draft of an earlier edition of its procedure in the window: offered in one line, looked at, moved, moved back.

use crate::fixture::copy_of_rochford;
use crate::gui::{Window, harness_with};
use tempfile::TempDir;

fn under(folder: TempDir, second: bool) -> Window {
    let pack = folder.path().join("pack");
    copy_of_rochford(&pack, second);
    let mut window = Window { harness: harness_with(&folder, Some(pack.display().to_string()), "2026-12-01"), folder };
    window.go();
    window
}

#[test]
fn a_form_in_hand_is_moved_to_the_new_edition_and_back() {
    let mut window = under(TempDir::new().unwrap(), false);
    window.press("Skip for now");
    window.press("Start your first partnership");
    window.start("Harbour Board", "Key partnership");
    window.press("Add more detail");
    window.click(eframe::egui::accesskit::Role::CheckBox, "They agreed to work for a common goal");
    assert!(!window.shows("earlier version"), "{}", window.words());
    let Window { harness, folder } = window;
    drop(harness);

    let mut window = under(folder, true);
    window.follow("Harbour Board: Key partnership");
    window.sees("This form was begun under an earlier version of the procedure");
    window.sees("What is it for?");
    window.press("Go on as it was");
    assert!(!window.shows("earlier version"), "{}", window.words());
    window.press("Home");
    window.follow("Harbour Board: Key partnership");
    window.press("See what the new version changes");
    window.sees("Added: How often does it meet?");
    window.sees("Removed: What makes it a partnership?");
    window.sees("To be answered now");
    window.sees("What makes it a partnership? They agreed to work for a common goal");
    window.press("Move to the new version");
    window.sees("The form is moved to the new version");
    window.sees("What does it do for the district?");
    window.sees("What makes it a partnership? They agreed to work for a common goal");
    window.follow("Go back to the earlier version");
    window.sees("The form goes on under the earlier version");
    window.sees("What is it for?");
    window.sees("They agreed to work for a common goal");
}
