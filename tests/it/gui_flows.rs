//! Ways through the window that cross screens and sittings: signing, scans, undo, preview, large tables.

use crate::gui::{Window, entry, first_page, harness, said};
use eframe::egui::accesskit::Role;
use eframe::egui::{DroppedFile, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use partnership_desk::app::App;
use partnership_desk::app::op::Op;
use partnership_desk::app::view::Target;
use partnership_desk::model::day::Day;
use partnership_desk::model::entry::{Entry, EntryRow};
use partnership_desk::model::id::RowId;
use partnership_desk::model::moment::Moment;
use std::sync::Arc;
use std::time::Instant;

impl Window {
    /// Replaces what stands in a text box.
    #[track_caller]
    pub(crate) fn retype(&mut self, label: &str, text: &str) {
        self.node(Role::TextInput, label).focus();
        self.harness.step();
        self.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        self.harness.step();
        self.node(Role::TextInput, label).type_text(text);
        self.go();
    }

    fn count(&self, role: Role, start: &str) -> usize {
        let like =
            |node: &egui_kittest::kittest::AccessKitNode<'_>| node.role() == role && said(node).starts_with(start);
        self.harness.query_all_by(like).count()
    }

    fn nodes(&self) -> usize {
        self.harness.query_all_by(|_| true).count()
    }

    /// Waits until a dialog's thread has told what it read.
    #[track_caller]
    pub(crate) fn awaits(&mut self, text: &str) {
        for _ in 0..20_000 {
            if self.shows(text) {
                return;
            }
            std::thread::yield_now();
            self.go();
        }
        panic!("the window does not show “{text}”:\n{}", self.words());
    }
}

impl Window {
    /// Closes the window, puts rows into a table of the draft, and opens the window again.
    fn with_rows(self, question: &str, column: &str, count: usize) -> Self {
        let Self { harness: old, folder } = self;
        drop(old);
        let (now, today) = (Moment::parse("2026-11-22T09:40:00Z").unwrap(), Day::parse_iso("2026-11-22").unwrap());
        let mut app = App::open(folder.path(), None, &now).unwrap();
        let begun = |target| if let Target::Part { document, part } = target { Some((document, part)) } else { None };
        let mut targets = app.home(today).unwrap().tasks.into_iter().map(|task| task.target);
        let (document, part) = targets.find_map(begun).expect("something is begun");
        let row = |at: usize| EntryRow {
            id: RowId::new(format!("row-{at}")),
            cells: [(column.into(), Entry::Text(format!("Partner {at}")))].into(),
            ..EntryRow::default()
        };
        let entry = Some(Entry::Rows((1..=count).map(row).collect()));
        let op = Op::SaveEntry { document, part, question: question.into(), entry };
        app.apply(op, &now, today).unwrap();
        app.close(&now).unwrap();
        let mut window = Self { harness: harness(&folder), folder };
        window.go();
        window
    }
}

/// Takes a yearly review to its completion page.
pub(crate) fn review() -> Window {
    let mut window = entry();
    window.follow("Back to the partnership");
    window.sheet("Forms");
    window.follow("Start: Appendix C: Partnership review, 2026/27");
    window.answer_everything();
    window.press("Complete this form");
    window.sees("Completed, not signed yet");
    window
}

/// Opens the first place of the completion page where a signature is recorded.
fn open_signature(window: &mut Window) {
    let asks = |node: &egui_kittest::kittest::AccessKitNode<'_>| said(node).starts_with("I have signed it: ");
    window.harness.query_all_by(asks).next().unwrap().click_accesskit();
    window.go();
}

#[test]
fn a_signature_is_recorded_once_name_and_day_are_right_and_a_dropped_scan_is_kept_with_it() {
    let mut window = review();
    open_signature(&mut window);
    window.press("Record this signature");
    window.sees("The name of who signed is missing");
    window.fill("Name of who signed", "Jo Okafor");
    window.retype("Date", "never");
    window.press("Record this signature");
    window.sees("The date of the signature cannot be read");
    window.retype("Date", "1 Mar 2027");
    window.press("Record this signature");
    window.sees("future");
    assert!(!window.shows("Jo Okafor, 1 March 2027"), "a signature of the future is not recorded");
    window.retype("Date", "20.11.2026");
    window.press("Record this signature");
    window.sees("after the date of this signature");
    window.retype("Date", "22.11.2026");
    let scan = window.folder.path().join("signed sheet.pdf");
    std::fs::write(&scan, b"%PDF-1.7 a scan").unwrap();
    window.harness.input_mut().dropped_files.push(Arc::new(Dropped(scan)));
    window.harness.step();
    window.awaits("signed sheet.pdf");
    window.press("Record this signature");
    window.sees("The signature is recorded");
    window.sees("Jo Okafor, 22 November 2026");
    window.sees("The scan of the signed sheet is kept.");
}

/// A file as the system hands it over when it is dropped.
#[derive(Debug)]
pub(crate) struct Dropped(pub(crate) std::path::PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

#[test]
fn undo_and_redo_reach_back_before_the_last_sitting() {
    let mut window = first_page();
    window.choose("At what level does it work?", "Regional");
    let mut window = window.reopen();
    window.follow("Kennet Valley Partnership: Register entry");
    let level = |window: &Window| {
        let group = window.node(Role::RadioGroup, "At what level does it work?");
        let on = |label| group.get_by_role_and_label(Role::RadioButton, label).accesskit_node().toggled();
        (on("Regional"), on("Station")).0 == Some(eframe::egui::accesskit::Toggled::True)
    };
    assert!(level(&window));
    window.press("Edit");
    window.press("Undo");
    assert!(!level(&window), "undo takes back what was chosen in the sitting before");
    let mut window = window.reopen();
    window.follow("Kennet Valley Partnership: Register entry");
    window.press("Edit");
    window.press("Redo");
    assert!(level(&window), "redo makes it again after yet another start");
}

#[test]
fn the_preview_shows_every_page_and_follows_the_answers() {
    let mut window = first_page();
    window.press("Check your answers");
    window.press("Show how it prints");
    window.sees("Preview, page 1 of");
    let count = window.count(Role::Image, "Preview, page");
    assert!(count >= 1 && window.shows(&format!("Preview, page {count} of {count}")), "{}", window.words());
    window.press("Zoom in");
    window.press("Whole width");
    window.press("Show the answers");
    assert_eq!(window.count(Role::Image, "Preview, page"), 0);
    window.sees("Home safety visits with three charities.");
}

#[test]
fn a_table_of_two_hundred_rows_stays_small_and_quick() {
    let mut window = first_page().with_rows("r_partners", "organisation", 200);
    window.follow("Kennet Valley Partnership: Register entry");
    window.press("Partners and people, In progress");
    window.sees("Partner 1");
    let nodes = window.nodes();
    assert!(nodes < 1500, "{nodes} nodes are in the tree");
    let start = Instant::now();
    window.harness.step();
    assert!(start.elapsed().as_millis() < 500, "a frame takes {:?}", start.elapsed());
}

#[test]
fn a_draft_is_deleted_once_a_backup_is_made() {
    let mut window = first_page();
    window.press("File");
    window.press("Delete this draft…");
    window.press("Keep it");
    window.sees("Page 1 of");
    window.press("File");
    window.press("Delete this draft…");
    window.press("Delete this draft");
    window.sees("The draft is deleted");
    assert!(!window.shows("In progress"), "nothing is left to carry on with");
    window.press("File");
    window.press("Restore…");
    let count = window.count(Role::Link, "Restore the backup of");
    assert!(count >= 1, "a backup is there to put it back from");
    // The clock stands still here: of backups of one moment, the one before the deletion is listed last.
    let asks = |node: &egui_kittest::kittest::AccessKitNode<'_>| said(node).starts_with("Restore the backup of");
    window.harness.query_all_by(asks).last().unwrap().click_accesskit();
    window.go();
    window.press("Restore this backup");
    window.sees("The backup is in place");
    window.follow("Kennet Valley Partnership: Register entry");
    assert_eq!(window.value("Name of the partnership"), "Kennet Valley Partnership");
}

#[test]
fn a_blank_form_of_a_partnership_is_three_actions_away() {
    let mut window = entry();
    window.follow("Back to the partnership");
    window.sheet("Forms");
    assert!(!window.shows("For the pen: "), "they are folded");
    window.press("Blank forms");
    window.sees("For the pen: Appendix A");
    window.sees("To fill in on screen: Appendix A");
}
