//! Papers that travel, through the windows: machines with a data folder each, which share nothing but saved files.

use crate::fixture::root;
use crate::gui::{Window, harness_with, said};
use crate::gui_flows::Dropped;
use eframe::egui::accesskit::Role;
use eframe::egui::{HoveredFile, Key, vec2};
use egui_kittest::kittest::{AccessKitNode, Queryable as _};
use partnership_desk::app::App;
use partnership_desk::model::id::RevisionId;
use partnership_desk::model::moment::Moment;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

/// One officer's computer: the window over a data folder of its own, and a folder for what is saved and received.
pub(crate) struct Machine {
    pub(crate) window: Window,
    mail: TempDir,
    day: String,
    pack: Option<String>,
}

/// A file on its way.
pub(crate) type Sent = (String, Vec<u8>);

fn small_pack() -> String {
    root().join("tests/packs/desk").to_str().unwrap().to_owned()
}

impl Machine {
    /// Sets a computer up: opens the window for the first time and says who sits there.
    fn new(pack: Option<String>, day: &str, name: &str, role: &str) -> Self {
        let (folder, mail) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let mut window = Window { harness: harness_with(&folder, pack.clone(), day), folder };
        window.harness.state_mut().save_into(mail.path().to_owned());
        window.go();
        window.fill("Your name", name);
        window.click(Role::CheckBox, role);
        window.press("Save and start");
        Self { window, mail, day: day.to_owned(), pack }
    }

    pub(crate) fn small(name: &str, role: &str) -> Self {
        Self::new(Some(small_pack()), "2026-11-22", name, role)
    }

    /// Sets a computer up with the built-in pack.
    pub(crate) fn whole(name: &str, role: &str) -> Self {
        Self::new(None, "2026-11-22", name, role)
    }

    /// Closes the window and opens it on another day.
    pub(crate) fn on(self, day: &str) -> Self {
        let Self { window: Window { harness, folder }, mail, pack, .. } = self;
        drop(harness);
        let mut window = Window { harness: harness_with(&folder, pack.clone(), day), folder };
        window.harness.state_mut().save_into(mail.path().to_owned());
        window.go();
        Self { window, mail, day: day.to_owned(), pack }
    }

    /// Saves the PDF of the part in view, to be attached to an e-mail.
    #[track_caller]
    pub(crate) fn saves(&mut self) -> Sent {
        self.saves_with("Save PDF…")
    }

    /// Saves a PDF with the button of this name.
    #[track_caller]
    pub(crate) fn saves_with(&mut self, button: &str) -> Sent {
        self.window.press(button);
        self.window.awaits("The PDF is saved");
        let saved: Vec<PathBuf> =
            std::fs::read_dir(self.mail.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        let [path] = saved.as_slice() else { panic!("one file is saved, not {saved:?}") };
        let sent = (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap());
        std::fs::remove_file(path).unwrap();
        sent
    }

    /// Drops files on the window, and waits until it shows something.
    #[track_caller]
    pub(crate) fn drops(&mut self, files: &[&Sent], until: &str) {
        let inbox = self.window.folder.path().join("inbox");
        std::fs::create_dir_all(&inbox).unwrap();
        for (name, bytes) in files {
            std::fs::write(inbox.join(name), bytes).unwrap();
            self.window.harness.input_mut().dropped_files.push(Arc::new(Dropped(inbox.join(name))));
        }
        self.window.harness.step();
        self.window.awaits(until);
    }

    #[track_caller]
    pub(crate) fn sees(&mut self, text: &str) {
        self.window.sees(text);
    }

    pub(crate) fn hides(&self, text: &str) -> bool {
        !self.window.shows(text)
    }

    #[track_caller]
    pub(crate) fn press(&mut self, label: &str) {
        self.window.press(label);
    }

    /// Follows the first link whose name holds a text.
    #[track_caller]
    pub(crate) fn follow(&mut self, text: &str) {
        let like = |node: &AccessKitNode<'_>| node.role() == Role::Link && said(node).contains(text);
        let Some(link) = self.window.harness.query_all_by(like).next() else {
            panic!("no link holds “{text}”:\n{}", self.window.words());
        };
        link.click_accesskit();
        self.window.go();
    }

    /// Records the signature of who is at the desk.
    #[track_caller]
    fn signs(&mut self, signature: &str) {
        self.press(&format!("I have signed it: {signature}"));
        self.press("Record this signature");
        self.sees("The signature is recorded");
    }

    /// Returns the newest revision of the newest form.
    pub(crate) fn newest_revision(&self) -> RevisionId {
        let now = Moment::parse("2026-11-22T09:30:00Z").unwrap();
        let app = App::open(self.window.folder.path(), self.pack.as_deref(), &now).unwrap();
        app.documents("P-0001").unwrap()[0].revision.clone().unwrap()
    }

    /// Returns the code at the foot of the pages of the newest form, as a person reads it from the paper.
    pub(crate) fn code_at_the_foot(&self) -> String {
        self.newest_revision().short()
    }

    /// Types a code on the screen that checks papers, in the place of what stands there, and presses Enter.
    pub(crate) fn types_the_code(&mut self, code: &str) {
        self.window.retype("The code on the paper", code);
        self.window.harness.key_press(Key::Enter);
        self.window.go();
    }

    /// Proposes a partnership of the small pack and completes the proposal.
    pub(crate) fn proposes(&mut self) {
        self.press("Start your first partnership");
        self.window.start("Kennet Valley", "");
        self.window.write("What is it for?", "Home safety visits.");
        self.press("Save and continue");
        self.press("Complete this form");
        self.sees("Completed, not signed yet");
    }

    /// Changes what a completed proposal says, and completes it again.
    #[track_caller]
    pub(crate) fn changes(&mut self, more: &str) {
        self.press("Change something in it");
        self.window.write("What is it for?", more);
        self.press("Save and continue");
        self.press("Complete this form");
        self.sees("Completed, not signed yet");
    }
}

/// A proposal on the machine of who wrote it, signed, and its PDF.
fn proposed() -> (Machine, Sent) {
    let mut lead = Machine::small("Jo Okafor", "Lead manager");
    lead.proposes();
    lead.signs("Signed: lead manager");
    let sent = lead.saves();
    (lead, sent)
}

#[test]
fn a_form_goes_to_the_line_manager_and_back_and_a_receipt_goes_with_it() {
    let (mut lead, sent) = proposed();
    lead.sees("attach it to an e-mail");
    let mut line = Machine::small("Ann Hart", "Line manager");
    line.drops(&[&sent], "What came in");
    line.sees("are new here");
    line.follow("Kennet Valley: Agreement (line manager’s view)");
    line.window.write("What does the line manager say?", "I support it.");
    line.press("Save and continue");
    line.press("Complete this form");
    line.signs("Signed: line manager");
    let back = line.saves();
    lead.drops(&[&back], "What came in");
    lead.follow("Kennet Valley P-0001");
    lead.window.sheet("Forms");
    lead.sees("Signed: line manager: signed by Ann Hart on 22 November 2026");
    // The same file again brings nothing.
    lead.drops(&[&back], "Nothing new: everything was here already");
    assert!(lead.hides("Refused"), "{}", lead.window.words());

    // The line manager has read the proposal itself and says so.
    line.follow("Back to the partnership");
    line.window.sheet("Forms");
    line.follow("Agreement: Proposal");
    line.press("I have received it…");
    assert_eq!(line.window.value("Who has received it"), "Ann Hart");
    line.press("Note the receipt");
    line.sees("The receipt is noted");
    line.sees("Received by Ann Hart (Line manager), 22 November 2026");
    let receipt = line.saves();
    lead.drops(&[&receipt], "One thing is new here");
    lead.follow("Kennet Valley P-0001");
    lead.window.sheet("Forms");
    lead.sees("Received by Ann Hart (Line manager), 22 November 2026");
}

#[test]
fn a_form_is_sent_back_for_more_across_machines() {
    let (mut lead, sent) = proposed();
    let mut line = Machine::small("Ann Hart", "Line manager");
    line.drops(&[&sent], "What came in");
    line.follow("Kennet Valley P-0001");
    line.window.sheet("Forms");
    line.follow("Agreement: Proposal");
    line.press("Return for more…");
    line.window.write("What is wanted", "Say what it costs.");
    line.press("Send it back");
    line.sees("It is sent back for more");
    let back = line.saves();
    lead.drops(&[&back], "What came in");
    lead.sees("sent back. Ann Hart (Line manager), 22 November 2026: Say what it costs.");
    lead.follow("Kennet Valley: Agreement (proposal)");
    lead.press("Change it and complete it again");
    lead.window.write("What is it for?", " It costs £900.");
    lead.press("Save and continue");
    lead.press("Complete this form");
    let again = lead.saves();
    line.drops(&[&again], "What came in");
    line.follow("Kennet Valley P-0001");
    assert!(line.hides("Sent back for more"), "{}", line.window.words());
}

/// Two machines that changed the same proposal apart, and the file of the second.
fn apart() -> (Machine, Machine, Sent) {
    let mut first = Machine::small("Jo Okafor", "Lead manager");
    first.proposes();
    let sent = first.saves();
    let mut second = Machine::small("Sam Lee", "Lead manager");
    second.drops(&[&sent], "What came in");
    second.follow("Kennet Valley: Agreement (proposal)");
    let mut first = first.on("2026-11-23");
    first.follow("Kennet Valley: Agreement (proposal)");
    first.changes(" In Devizes.");
    let mut second = second.on("2026-11-24");
    second.follow("Kennet Valley: Agreement (proposal)");
    second.changes(" In Marlborough.");
    let sent = second.saves();
    (first, second, sent)
}

#[test]
fn two_versions_made_apart_stand_beside_one_another_until_a_person_decides() {
    let (first, mut second, sent) = apart();
    let mut first = first.on("2026-11-25");
    first.drops(&[&sent], "there are 2 versions. Decide which holds.");
    first.press("File");
    first.press("Check a paper form…");
    first.drops(&[&sent], "The record is one of several made apart");
    first.follow("See all versions");
    first.sees("Where they differ");
    first.press("Home");
    first.follow("Decide between two versions: Agreement (proposal)");
    first.sees("Where they differ");
    first.sees("Home safety visits. In Devizes.");
    first.sees("Home safety visits. In Marlborough.");
    first.sees("Completed here by Jo Okafor");
    first.sees("Taken in by Jo Okafor");
    first.sees("One question is answered alike.");
    first.sees("Counts until it is decided");
    // It is marked on Home, on the sheet of forms, and on the part itself.
    first.press("Home");
    first.sees("Decide between two versions: Agreement (proposal)");
    first.follow("Decide between two versions");
    first.follow("P-0001 Kennet Valley");
    first.window.sheet("Forms");
    first.sees("There are two versions of this part, made apart");
    first.follow("Agreement: Proposal");
    first.sees("There are two versions of this part, made apart");
    first.follow("Decide between the two versions");
    first.press("Begin with version 2");
    first.sees("Decides between versions");
    first.sees("Home safety visits. In Devizes.");
    first.window.write("What is it for?", " And in Marlborough.");
    first.press("Save and continue");
    first.press("Complete this form");
    assert!(first.hides("made apart"), "it is decided:\n{}", first.window.words());
    let decided = first.saves();
    second.drops(&[&decided], "What came in");
    assert!(second.hides("Decide between"), "it is decided there too:\n{}", second.window.words());
    second.follow("Kennet Valley: Agreement (proposal)");
    second.follow("See the answers");
    second.sees("Home safety visits. In Devizes. And in Marlborough.");
}

#[test]
fn versions_stand_under_one_another_where_there_is_no_room() {
    let (first, _, sent) = apart();
    let mut first = first.on("2026-11-25");
    first.drops(&[&sent], "What came in");
    first.follow("Decide between two versions");
    let place = |first: &Machine, button: &str| first.window.node(Role::Button, button).rect();
    let wide = (place(&first, "Begin with version 1"), place(&first, "Begin with version 2"));
    assert!(wide.0.right() < wide.1.left(), "beside one another: {wide:?}");
    first.window.harness.set_size(vec2(512.0, 384.0));
    first.window.go();
    let narrow = (place(&first, "Begin with version 1"), place(&first, "Begin with version 2"));
    assert!(narrow.0.bottom() < narrow.1.top(), "under one another: {narrow:?}");
    assert!(narrow.0.right() <= 512.0 && narrow.1.right() <= 512.0, "{narrow:?}");
}

#[test]
fn many_files_have_a_line_each_and_one_that_is_refused_holds_no_other_up() {
    let (_, sent) = proposed();
    let mut altered = sent.clone();
    altered.0 = "altered.pdf".to_owned();
    let at = altered.1.windows(7).position(|bytes| bytes == b"/Length").unwrap();
    altered.1[at + 20] ^= 1;
    let mut line = Machine::small("Ann Hart", "Line manager");
    let text = ("notes.txt".to_owned(), b"nothing of ours".to_vec());
    line.drops(&[&altered, &text, &sent], "What came in");
    line.sees("altered.pdf");
    line.sees("Refused: 2 files.");
    line.sees("its pages were changed after it was made");
    line.sees("it is not a PDF");
    line.sees("Taken in");
    line.follow("Kennet Valley P-0001");
}

#[test]
fn what_hovers_over_the_window_is_told_where_it_will_go() {
    let (mut lead, _) = proposed();
    let hover = |lead: &mut Machine| {
        lead.window.harness.input_mut().hovered_files = vec![HoveredFile::default()];
        lead.window.go();
    };
    hover(&mut lead);
    lead.sees("Drop it: it is taken in");
    lead.window.harness.input_mut().hovered_files.clear();
    lead.press("File");
    lead.press("Check a paper form…");
    hover(&mut lead);
    lead.sees("Drop it: it is checked");
    lead.window.harness.input_mut().hovered_files.clear();
    lead.window.go();
    assert!(lead.hides("Drop it"));
}

#[test]
fn a_package_brings_everything_of_a_partnership() {
    let (mut lead, _) = proposed();
    lead.press("File");
    lead.press("Make a package…");
    lead.window.choose("What goes into it", "All partnerships on this computer");
    let all = lead.saves_with("Save the package…");
    lead.window.choose("What goes into it", "Kennet Valley P-0001");
    let one = lead.saves_with("Save the package…");
    assert_eq!(one.0, "delivery-2026-11-22.pdf");
    let mut line = Machine::small("Ann Hart", "Line manager");
    line.drops(&[&one], "are new here");
    line.drops(&[&all], "Nothing new: everything was here already");
}

#[test]
fn a_copy_that_only_reads_takes_nothing_in_and_checks_all_the_same() {
    let (lead, sent) = proposed();
    let folder = TempDir::new().unwrap();
    let over = &lead.window.folder;
    let window = Window { harness: harness_with(over, lead.pack.clone(), &lead.day), folder };
    let mut second = Machine { window, mail: TempDir::new().unwrap(), day: lead.day.clone(), pack: lead.pack.clone() };
    second.window.go();
    second.drops(&[&sent], "Nothing can be taken in here");
    second.press("File");
    second.press("Check a paper form…");
    second.drops(&[&sent], "The record is current");
}

#[test]
fn the_business_case_and_the_yearly_review_travel_between_three_officers() {
    let day = "2026-11-22";
    let mut proposer = Machine::new(None, day, "Jo Okafor", "Proposing or reviewing manager");
    proposer.press("Start your first partnership");
    proposer.window.start("Kennet Valley Partnership", "Appendix A: New partnership questionnaire");
    proposer.window.complete_the_proposal();
    proposer.signs("Signed: proposing or reviewing manager");
    let sent = proposer.saves();
    assert_eq!(sent.0, "P-0001-appendix-a.pdf");

    let mut line = Machine::new(None, day, "Ann Hart", "Line manager");
    line.drops(&[&sent], "What came in");
    line.follow("Kennet Valley Partnership: Appendix A: New partnership questionnaire (organisation fit)");
    line.window.complete();
    line.signs("Signed: line manager (department head)");
    let back = line.saves();
    proposer.drops(&[&back], "What came in");
    proposer.follow("Kennet Valley Partnership P-0001");
    proposer.window.sheet("Forms");
    proposer.sees("Signed: line manager (department head): signed by Ann Hart on 22 November 2026");
}

#[test]
fn the_yearly_review_goes_to_the_registry_and_its_receipt_comes_back() {
    let mut window = crate::gui_flows::review();
    let mail = TempDir::new().unwrap();
    window.harness.state_mut().save_into(mail.path().to_owned());
    let mut lead = Machine { window, mail, day: "2026-11-22".to_owned(), pack: None };
    let sent = lead.saves();
    let mut registry = Machine::new(None, "2026-11-22", "Ann Hart", "Area Manager CRR");
    registry.drops(&[&sent], "What came in");
    registry.follow("Kennet Valley Partnership: Appendix C: Partnership review, 2026/27 (review)");
    registry.press("I have received it…");
    registry.press("Note the receipt");
    registry.sees("Received by Ann Hart (Area Manager CRR), 22 November 2026");
    let receipt = registry.saves();
    lead.drops(&[&receipt], "One thing is new here");
    lead.follow("Kennet Valley Partnership P-0001");
    lead.window.sheet("Forms");
    lead.sees("Received by Ann Hart (Area Manager CRR), 22 November 2026");
}

#[test]
fn stations_exchange_forms_through_a_shared_folder() {
    let shared = TempDir::new().unwrap();
    let mut lead = Machine::small("Jo Okafor", "Lead manager");
    lead.proposes();
    let mut line = Machine::small("Ann Hart", "Line manager");
    for machine in [&mut lead, &mut line] {
        machine.press("File");
        machine.press("Shared folder…");
        machine.sees("No folder is chosen yet.");
        machine.window.harness.state_mut().share_through(shared.path());
        machine.window.go();
        machine.press("Exchange now");
    }
    lead.sees("Sent: 1 file. Taken in: nothing new.");
    line.sees("Sent: nothing new. Taken in: 1 file.");
    line.sees("Something new is here of: P-0001.");
    // The folder is kept, and a drive that is gone is said.
    let mut line = line.on("2026-11-23");
    shared.close().unwrap();
    line.press("File");
    line.press("Shared folder…");
    line.press("Exchange now");
    line.window.awaits("Check that its drive is connected");
}
