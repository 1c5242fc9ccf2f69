//! Home and where it leads, the sheets of a partnership, the procedure's own list, help.

use crate::fixture::root;
use crate::gui::{Window, harness_with, said};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{AccessKitNode, NodeT as _, Queryable as _};
use partnership_desk::app::App;
use partnership_desk::app::op::{Op, SignOff};
use partnership_desk::model::day::Day;
use partnership_desk::model::desk::DeskPerson;
use partnership_desk::model::entry::Entry;
use partnership_desk::model::id::{DocumentId, QuestionId, RowId};
use partnership_desk::model::moment::Moment;
use tempfile::TempDir;

fn pack() -> String {
    root().join("tests/packs/window").to_str().unwrap().to_owned()
}

/// The records behind the window, to which things are done that other tests do through it.
pub(crate) struct Records {
    app: App,
    now: Moment,
    today: Day,
}

impl Records {
    pub(crate) fn apply(&mut self, op: Op) -> DocumentId {
        self.app.apply(op, &self.now, self.today).unwrap().document.unwrap_or_default()
    }

    fn save(&mut self, document: &DocumentId, part: &str, question: &str, text: &str) {
        let entry = Some(Entry::Text(text.to_owned()));
        self.apply(Op::SaveEntry { document: document.clone(), part: part.into(), question: question.into(), entry });
    }

    fn complete(&mut self, document: &DocumentId, part: &str) {
        self.apply(Op::Complete { document: document.clone(), part: part.into() });
    }

    fn sign(&mut self, document: &DocumentId, question: &str) {
        self.sign_with(document, question, None);
    }

    fn sign_with(&mut self, document: &DocumentId, question: &str, scan: Option<(String, Vec<u8>)>) {
        self.apply(Op::SignOff(SignOff {
            document: document.clone(),
            question: QuestionId::new(question),
            name: "Sam Example".to_owned(),
            post: String::new(),
            on: self.today,
            reference: String::new(),
            row: RowId::default(),
            set_aside: String::new(),
            scan,
        }));
    }

    /// Sits somebody down who holds roles.
    pub(crate) fn sit_down(&mut self, name: &str, roles: &[&str]) {
        let roles = roles.iter().map(|role| (*role).to_owned()).collect();
        self.apply(Op::SitDown(DeskPerson { name: name.to_owned(), roles, ..DeskPerson::default() }));
    }

    /// Starts a partnership with a proposal whose case is completed.
    fn proposal(&mut self, name: &str) -> DocumentId {
        let document = self.apply(Op::StartPartnership { name: name.to_owned(), form: Some("proposal".into()) });
        self.save(&document, "case", "p_why", "It helps.");
        self.complete(&document, "case");
        document
    }
}

/// Opens the window over records of the small procedure.
pub(crate) fn window(before: impl FnOnce(&mut Records)) -> Window {
    let folder = TempDir::new().unwrap();
    let (now, today) = (Moment::parse("2026-11-22T09:20:00Z").unwrap(), Day::parse_iso("2026-11-22").unwrap());
    let app = App::open(folder.path(), Some(&pack()), &now).unwrap();
    let mut records = Records { app, now, today };
    let welcomed = Op::Set { name: "welcomed".to_owned(), value: "yes".to_owned() };
    records.apply(welcomed);
    before(&mut records);
    records.app.close(&records.now).unwrap();
    let mut window = Window { harness: harness_with(&folder, Some(pack()), "2026-11-22"), folder };
    window.go();
    window
}

fn entry_of_alpha(records: &mut Records) {
    records.apply(Op::StartPartnership { name: "Alpha".to_owned(), form: None });
}

impl Window {
    fn links(&self) -> Vec<String> {
        let link = |node: &AccessKitNode<'_>| node.role() == Role::Link;
        self.harness.query_all_by(link).map(|node| said(&node.accesskit_node())).collect()
    }
}

#[test]
fn home_shows_what_to_do_in_order_of_date_and_says_by_when_and_for_whom() {
    let mut window = window(entry_of_alpha);
    let tasks =
        ["1 overdue", "Alpha: Proposal", "Alpha: Entry", "Alpha: Look at this", "Alpha: Look at the register entry"]
            .map(str::to_owned);
    assert_eq!(window.links(), tasks);
    for says in ["Overdue", "by 1 November 2026", "A proposal is due before anything else", "Lead manager"] {
        window.sees(says);
    }
    for says in ["Waiting", "since today", "Due later", "by 31 March 2027", "Alpha  P-0001"] {
        window.sees(says);
    }
}

#[test]
fn each_task_leads_to_where_it_is_done() {
    let mut window = window(|records| {
        entry_of_alpha(records);
        records.proposal("Beta");
    });
    window.follow("Alpha: Entry");
    assert_eq!(window.value("Name"), "Alpha");
    window.press("Home");
    window.follow("Alpha: Look at this");
    window.sees("The register entry does not say what it is for.");
    window.sees("Stages");
    window.press("Home");
    window.follow("Alpha: Proposal");
    assert_eq!(window.value("Why do it?"), "", "the form is begun");
    window.press("Home");
    window.follow("Beta: Proposal (case)");
    window.sees("Completed, not signed yet");
}

#[test]
fn mine_and_everyones_tasks_are_a_click_apart_and_the_choice_is_remembered() {
    let mut window = window(|records| {
        records.sit_down("Ann Hart", &["line"]);
        let document = records.proposal("Beta");
        records.sign(&document, "p_sign");
    });
    window.sees("Ready to be filled in");
    assert!(!window.shows("Beta: Look at the register entry"), "that waits for the lead manager");
    window.click(Role::Tab, "Everyone’s");
    window.sees("Beta: Look at the register entry");
    window.press("Register");
    window.press("Home");
    window.sees("Beta: Look at the register entry");
    window.click(Role::Tab, "Mine");
    assert!(!window.shows("Beta: Look at the register entry"));
}

#[test]
fn who_has_nothing_to_do_is_told_what_waits_for_others() {
    let mut window = window(|records| {
        records.sit_down("Bo Board", &["board"]);
        let document = records.proposal("Beta");
        records.sign(&document, "p_sign");
        let entry = records.apply(Op::OpenDocument {
            reference: "P-0001".to_owned(),
            form: "entry".into(),
            period: None,
            part: None,
        });
        records.save(&entry, "main", "e_name", "Beta");
        records.save(&entry, "main", "e_aim", "Safer homes.");
        records.complete(&entry, "main");
    });
    window.sees("Nothing is waiting for you");
    window.sees("2 things wait for others.");
    window.follow("Show what waits for others");
    window.sees("Beta: Proposal (view)");
}

#[test]
fn many_tasks_stay_quick_and_the_keyboard_reaches_the_next() {
    let mut window = window(|records| {
        for at in 0..40 {
            let name = format!("Partnership {at:02}");
            records.apply(Op::StartPartnership { name, form: None });
        }
    });
    let links = window.links();
    assert!((5..60).contains(&links.len()), "{} of 160 tasks are drawn", links.len());
    for _ in 0..90 {
        window.harness.key_press(Key::Tab);
        window.go();
    }
    let has_focus = |node: &AccessKitNode<'_>| node.is_focused();
    let focused = window.harness.query_all_by(has_focus).next();
    let focused = focused.map(|node| said(&node.accesskit_node())).unwrap_or_default();
    assert!(focused.starts_with("Partnership") && !links.contains(&focused), "the focus is on “{focused}”");
}

#[test]
fn an_empty_home_says_how_to_begin_and_the_procedures_list_goes_on_the_register() {
    let mut window = window(|_| {});
    window.sees("No partnership is on the register yet");
    window.press("Add from the procedure’s list…");
    window.follow("Tick all");
    window.sees("Add 3 partnerships");
    window.follow("Tick none");
    window.click(Role::CheckBox, "Age Concern");
    window.press("Add 1 partnership");
    window.sees("One partnership was put on the register");
    window.sees("P-0001 Age Concern");
    window.press("Add from the procedure’s list…");
    assert!(!window.shows("Age Concern"), "it is there already");
    window.follow("Tick all");
    window.press("Add 2 partnerships");
    window.sees("3 partnerships");
    window.press("Add from the procedure’s list…");
    window.sees("are on the register already");
}

#[test]
fn a_new_partnership_begins_with_the_form_chosen() {
    let mut window = window(|_| {});
    window.press("Start your first partnership");
    window.fill("Name of the partnership", "Gamma");
    window.press("Start");
    window.sees("Error: Choose how to begin");
    window.choose("How to begin", "Proposal");
    window.press("Start");
    assert_eq!(window.value("Name of the proposal"), "Gamma");
}

#[test]
fn the_overview_tracks_the_stages_with_who_is_responsible_and_what_is_missing() {
    let mut window = window(|records| {
        entry_of_alpha(records);
        let document = records.proposal("Beta");
        records.sign(&document, "p_sign");
    });
    window.follow("Alpha: Look at this");
    window.sees("It is on its way to a decision.");
    window.sees("To do now  ·  Lead manager");
    window.sees("Complete and sign the proposal.");
    window.sees("2. Say whether it fits");
    window.sees("Later  ·  Line manager");
    window.sees("3. Look at the money");
    window.sees("Not needed  ·  Line manager");
    window.follow("1. Write down the idea");
    assert_eq!(window.value("Why do it?"), "");
    window.press("Register");
    window.follow("P-0002 Beta");
    window.sees("Done  ·  Lead manager");
    window.sees("The line manager’s view is to be completed and signed.");
    window.follow("2. Say whether it fits");
    window.sees("Does it fit?");
}

#[test]
fn the_forms_say_who_signed_which_version_and_why_a_part_came_back() {
    let mut window = window(|records| {
        let document = records.proposal("Beta");
        records.sign(&document, "p_sign");
        let place = (document.clone(), "case".into());
        records.apply(Op::Reopen { document: place.0, part: place.1, reason: "A date was wrong".to_owned() });
        records.save(&document, "case", "p_why", "It helps more.");
        records.complete(&document, "case");
    });
    window.press("Register");
    window.follow("P-0001 Beta");
    window.sees("In hand");
    window.sheet("Forms");
    window.sees("Signed: lead manager: not signed yet");
    window.sees("Sam Example signed the earlier version on 22 November 2026");
    window.sheet("Story");
    window.sees("Recorded the signature of Sam Example");
    window.sheet("Documents");
    window.sees("No document is named on a completed form yet");
    window.sheet("People and risks");
    window.sees("No risk is written down on a completed form yet.");
    window.sheet("Register entry");
    window.press("Change the register entry");
    window.sees("What is it for?");
}

#[test]
fn a_kept_file_is_offered_and_one_that_might_run_is_not_opened() {
    let mut window = window(|records| {
        let document = records.proposal("Beta");
        records.sign_with(&document, "p_sign", Some(("signed.exe".to_owned(), b"MZ".to_vec())));
    });
    window.press("Register");
    window.follow("P-0001 Beta");
    window.sheet("Documents");
    window.sees("Named on: Proposal");
    window.node(Role::Link, "Save… Signed sheet, Sam Example (signed.exe)");
    window.follow("Open Signed sheet, Sam Example (signed.exe)");
    window.awaits("“signed.exe” is not opened from here");
    assert!(!window.folder.path().join("printed/signed.exe").exists());
}

#[test]
fn arrow_keys_move_between_the_sheets() {
    let mut window = window(entry_of_alpha);
    window.follow("Alpha: Look at this");
    window.node(Role::Tab, "Overview").focus();
    window.harness.step();
    window.harness.key_press(Key::ArrowRight);
    window.go();
    window.sees("Forms of this partnership");
    assert!(window.node(Role::Tab, "Forms").is_focused());
}

#[test]
fn help_finds_a_clause_as_one_types() {
    let mut window = window(|_| {});
    window.harness.key_press_modifiers(Modifiers::NONE, Key::F1);
    window.go();
    window.press("How signing works");
    window.sees("The signed paper counts.");
    window.press("How signing works");
    window.press("How forms are sent to one another");
    window.sees("dropped on the window");
    window.press("How forms are sent to one another");
    window.sees("5 clauses");
    window.sees("Answered by: Entry, page");
    window.sees("Answered by: The stages of a partnership");
    window.sees("Answered by: The register");
    window.fill("Search the clauses", "WEATHER");
    window.sees("One clause");
    window.sees("Think of the weather.");
    window.sees("No form asks for it.");
    assert!(!window.shows("Say who you are."));
    window.fill("Search the clauses", " and wind");
    window.sees("No clause has that");
}
