//! The procedure in the window: read and searched, copied, changed, checked, compared, used.

use crate::gui::Window;
use eframe::egui::accesskit::Role;

/// The window with the screen of the procedure.
fn at_procedure() -> Window {
    let mut window = Window::open();
    window.press("Help");
    window.press("Procedure");
    window
}

#[test]
fn the_procedure_says_what_it_is_and_is_found_in_by_one_box() {
    let mut window = at_procedure();
    for text in ["Partnership Working, SOP TFS-007", "Source:", "version", "Forms and questions"] {
        window.sees(text);
    }
    window.click(Role::Tab, "Thresholds and settings");
    window.sees("Below £1,000.00. Signed by:");
    window.sees("From £1,000.00, up to £50,000.00. Signed by:");
    window.click(Role::Tab, "Dates");
    window.sees("Who: ");
    window.sees("Why: ");
    window.click(Role::Tab, "Clauses");
    window.sees("Answered by:");
    window.fill("Search the procedure", "GAP percent");
    window.sees("Found in one place");
    window.sees("Gap percent");
    window.fill("Search the procedure", " of nothing");
    window.sees("Nothing in the procedure has that");
}

#[test]
fn a_copy_is_changed_checked_compared_and_used_and_the_own_one_comes_back() {
    let mut window = at_procedure();
    window.press("Change a copy of this procedure…");
    window.sees("Save a copy to a folder…");
    window.sees("Check a folder…");
    assert!(!window.shows("Use this procedure") && !window.shows("Check the folder…"));
    let folder = window.folder.path().join("ours");
    window.harness.state_mut().copy_procedure_into(folder.clone());
    window.go();
    window.sees("The copy is in");
    window.sees("Then check the folder.");

    let policy = folder.join("policy.toml");
    let text = std::fs::read_to_string(&policy).unwrap();
    let edited = text.replace("gap         = \"£100.00\"", "gap         = \"£250.50\"");
    assert_ne!(text, edited);
    std::fs::write(&policy, edited.replace("open_years ", "opem_years ")).unwrap();
    window.press("Check the folder");
    window.sees("policy.toml, line");
    window.sees("did you mean “open_years”?");
    assert!(!window.shows("Use this procedure"));

    std::fs::write(&policy, edited).unwrap();
    window.press("Check the folder");
    window.sees("Nothing is wrong with");
    window.sees("Changed: Gap");
    window.sees("Before: £100.00");
    window.sees("After: £250.50");
    window.press("Use this procedure");
    window.sees("is the procedure in use now");
    window.click(Role::Tab, "Thresholds and settings");
    window.fill("Search the procedure", "£250.50");
    window.sees("Gap");

    // It is kept with the records: the folder is needed no more.
    std::fs::remove_dir_all(&folder).unwrap();
    let mut window = window.reopen();
    window.press("Help");
    window.press("Change a copy of this procedure…");
    window.sees("The procedure in use is a version of your own");
    window.press("Use the program’s own procedure again");
    window.sees("is the procedure in use now");
    window.fill("Search the procedure", "£250.50");
    window.sees("Nothing in the procedure has that");
}

#[test]
fn a_copy_is_not_written_over_another_one() {
    let mut window = at_procedure();
    window.press("Change a copy of this procedure…");
    let folder = window.folder.path().join("ours");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("pack.toml"), "# edited").unwrap();
    window.harness.state_mut().copy_procedure_into(folder.clone());
    window.go();
    window.sees("There is a procedure in");
    window.sees("Choose an empty folder");
    assert_eq!(std::fs::read_to_string(folder.join("pack.toml")).unwrap(), "# edited");
}

#[test]
fn another_procedure_of_the_program_is_used_and_the_first_comes_back() {
    let mut window = at_procedure();
    window.press("Change a copy of this procedure…");
    assert!(!window.shows("Use Wiltshire Fire and Rescue Service: Partnership Working, SOP TFS-007"));
    window.press("Use Cheshire Fire and Rescue Service: Prevention partnership toolkit");
    window.sees("“Prevention partnership toolkit”, version 1, is the procedure in use now");
    let mut window = window.reopen();
    window.press("Help");
    window.press("Change a copy of this procedure…");
    window.press("Use Wiltshire Fire and Rescue Service: Partnership Working, SOP TFS-007");
    window.sees("“Partnership Working, SOP TFS-007”, version 1, is the procedure in use now");
}
