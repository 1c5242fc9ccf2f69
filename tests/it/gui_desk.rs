//! Who is at the desk, parts that officers hand on, signatures that a check stands against, ratings.

use crate::fixture::root;
use crate::gui::{Window, said};
use eframe::egui::accesskit::{Role, Toggled};
use eframe::egui::{Key, Theme, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, NodeT as _, Queryable as _};
use partnership_desk::app::App;
use partnership_desk::app::op::{Op, SignOff};
use partnership_desk::gui::{Begin, Shell};
use partnership_desk::model::day::Day;
use partnership_desk::model::desk::DeskPerson;
use partnership_desk::model::entry::{Entry, EntryRow};
use partnership_desk::model::id::{DocumentId, QuestionId, RowId};
use partnership_desk::model::moment::Moment;
use tempfile::TempDir;

fn clock() -> (Moment, Day) {
    (Moment::parse("2026-11-22T09:30:00Z").unwrap(), Day::parse_iso("2026-11-22").unwrap())
}

fn pack() -> String {
    root().join("tests/packs/desk").to_str().unwrap().to_owned()
}

/// Opens the window over a folder, with the pack of parts and ratings.
fn window_over(folder: TempDir) -> Window {
    let begin = Begin { folder: folder.path().to_owned(), pack: Some(pack()), at: Some(clock()) };
    let harness = Harness::builder()
        .with_size(vec2(1240.0, 860.0))
        .with_theme(Theme::Light)
        .build_eframe(|cc| Shell::new(&cc.egui_ctx, begin));
    let mut window = Window { harness, folder };
    window.go();
    window
}

fn person(name: &str, post: &str, roles: &[&str]) -> DeskPerson {
    let roles = roles.iter().map(|role| (*role).to_owned()).collect();
    DeskPerson { name: name.into(), post: post.into(), roles, ..DeskPerson::default() }
}

/// Does something with the records while no window is open.
fn records(folder: &TempDir, work: impl FnOnce(&mut App)) {
    let (now, _) = clock();
    let mut app = App::open(folder.path(), Some(&pack()), &now).unwrap();
    work(&mut app);
    app.close(&now).unwrap();
}

fn apply(app: &mut App, op: Op) -> DocumentId {
    let (now, today) = clock();
    let changed = app.apply(op, &now, today).unwrap();
    assert!(changed.findings.is_empty(), "{:?}", changed.findings);
    changed.document.unwrap_or_default()
}

fn text(text: &str) -> Entry {
    Entry::Text(text.into())
}

fn rows(column: &str, cells: &[&str]) -> Entry {
    let row = |(at, cell): (usize, &&str)| EntryRow {
        id: RowId::new(format!("row-{}", at + 1)),
        cells: [(column.into(), Entry::Text((*cell).into()))].into(),
        ..EntryRow::default()
    };
    Entry::Rows(cells.iter().enumerate().map(row).collect())
}

fn save(app: &mut App, document: &DocumentId, part: &str, entries: Vec<(&str, Entry)>) {
    let entries = entries.into_iter().map(|(question, entry)| (QuestionId::new(question), Some(entry))).collect();
    apply(app, Op::SaveEntries { document: document.clone(), part: part.into(), entries });
}

/// A proposal that Jo Okafor completed and signed; its document.
fn proposal(app: &mut App) -> DocumentId {
    apply(app, Op::SitDown(person("Jo Okafor", "Station Manager", &["lead"])));
    let document = apply(app, Op::StartPartnership { name: "Kennet Valley".into(), form: None });
    let partners = rows("organisation", &["Age Concern", "County Council"]);
    save(app, &document, "propose", vec![("j_purpose", text("Home safety visits.")), ("j_partners", partners)]);
    apply(app, Op::Complete { document: document.clone(), part: "propose".into() });
    document
}

fn sign(app: &mut App, document: &DocumentId, question: &str, name: &str) {
    let sign_off = SignOff {
        document: document.clone(),
        question: question.into(),
        name: name.into(),
        post: String::new(),
        on: clock().1,
        reference: String::new(),
        row: RowId::default(),
        set_aside: String::new(),
        scan: None,
    };
    apply(app, Op::SignOff(sign_off));
}

/// Opens the window over a signed proposal, and over the line manager's completed view where asked.
fn joint(with_view: bool) -> Window {
    let folder = TempDir::new().unwrap();
    records(&folder, |app| {
        let document = proposal(app);
        sign(app, &document, "j_sign_lead", "Jo Okafor");
        if with_view {
            apply(app, Op::OpenPart { document: document.clone(), part: "line".into() });
            save(app, &document, "line", vec![("j_view", text("I support it."))]);
            apply(app, Op::Complete { document, part: "line".into() });
        }
    });
    window_over(folder)
}

impl Window {
    /// Opens a part of the one partnership from its page.
    #[track_caller]
    fn open_part(&mut self, title: &str) {
        self.press("Register");
        self.follow_start("P-0001");
        self.sheet("Forms");
        self.follow_start(title);
    }

    /// Follows the first link that begins so.
    #[track_caller]
    fn follow_start(&mut self, start: &str) {
        let like = |node: &AccessKitNode<'_>| node.role() == Role::Link && said(node).starts_with(start);
        let Some(link) = self.harness.query_all_by(like).next() else {
            panic!("no link begins with “{start}”:\n{}", self.words());
        };
        link.click_accesskit();
        self.go();
    }

    /// Presses the button whose name begins so.
    #[track_caller]
    fn press_start(&mut self, start: &str) {
        let like = |node: &AccessKitNode<'_>| node.role() == Role::Button && said(node).starts_with(start);
        let Some(button) = self.harness.query_all_by(like).next() else {
            panic!("no button begins with “{start}”:\n{}", self.words());
        };
        button.click_accesskit();
        self.go();
    }

    #[track_caller]
    fn tick(&mut self, label: &str) {
        self.click(Role::CheckBox, label);
    }

    fn is_on(&self, group: &str, option: &str) -> bool {
        let group = self.node(Role::RadioGroup, group);
        let on = group.get_by_role_and_label(Role::RadioButton, option).accesskit_node().toggled();
        on == Some(Toggled::True)
    }
}

#[test]
fn the_first_run_asks_who_is_at_the_desk_and_shows_them_at_the_top() {
    let mut window = window_over(TempDir::new().unwrap());
    window.sees("no proof of who they are");
    assert!(!window.shows("Each partner"), "nobody holds the role that each partner signs in");
    window.press("Save and start");
    window.sees("Enter your name");
    assert!(window.node(Role::TextInput, "Your name").is_focused());
    window.fill("Your name", "Jo Okafor");
    window.fill("Your post", "Station Manager");
    window.fill("Your station or department", "Devizes");
    window.tick("Lead manager");
    window.fill("Your station’s prefix (optional)", "dz");
    window.press("Save and start");
    window.press("At the desk: Jo Okafor");
    window.sees("Station Manager, Devizes");
    window.sees("Lead manager");
    let window = window_over(window.closed());
    assert!(window.shows("At the desk: Jo Okafor"), "it is asked once");
}

impl Window {
    /// Closes the window and returns its folder.
    fn closed(self) -> TempDir {
        let Self { harness, folder } = self;
        drop(harness);
        folder
    }
}

#[test]
fn another_person_sits_down_with_one_click_and_every_sitting_is_listed() {
    let folder = TempDir::new().unwrap();
    records(&folder, |app| {
        apply(app, Op::SitDown(person("Ann Hart", "Area Manager", &["line"])));
        apply(app, Op::SitDown(person("Jo Okafor", "Watch Manager", &["lead"])));
        apply(app, Op::SitDown(person("Ann Hart", "Area Manager", &["line", "board"])));
        apply(app, Op::SitDown(person("Jo Okafor", "Station Manager", &["lead"])));
    });
    let mut window = window_over(folder);
    window.press("At the desk: Jo Okafor");
    assert!(!window.shows("Watch Manager"), "of each name the newest is offered");
    window.press("Ann Hart, Area Manager");
    window.press("At the desk: Ann Hart");
    window.sees("Line manager, Management Board");
    window.press("Somebody else…");
    window.fill("Your name", "Sam Lee");
    window.fill("Acting for (optional)", "Ann Hart");
    window.press("Save");
    window.press("At the desk: Sam Lee for Ann Hart");
    window.press("Change my details…");
    assert_eq!(window.value("Your name"), "Sam Lee");
    window.fill("Your post", "Group Manager");
    window.press("Save");
    window.press("File");
    window.press("Settings…");
    window.sees("Who sat here, and since when");
    window.sees("22 November 2026, 09:30 UTC");
    window.sees("Watch Manager");
    window.sees("Group Manager");
}

#[test]
fn a_change_of_person_reaches_home_and_the_signature_in_hand() {
    let mut window = joint(false);
    window.open_part("Agreement: Line manager’s view");
    window.write("What does the line manager say?", "I support it.");
    window.press("At the desk: Jo Okafor");
    window.press("Somebody else…");
    window.fill("Your name", "Ann Hart");
    window.tick("Line manager");
    window.press("Save");
    window.sees("I support it.");
    window.press("Save and continue");
    window.press("Complete this form");
    window.press("I have signed it: Signed: line manager");
    assert_eq!(window.value("Name of who signed"), "Ann Hart", "who holds the role is filled in");
}

#[test]
fn a_signed_part_is_changed_with_a_reason_and_says_who_signed_the_version_before() {
    let mut window = joint(false);
    window.open_part("Agreement: Proposal");
    window.press("Change something in it");
    window.sees("It has been signed.");
    window.press("Change it");
    window.sees("The reason is missing");
    window.write("Why is it changed?", "A third partner joins.");
    window.press("Leave it as it is");
    window.press("Change something in it");
    window.sees("A third partner joins.");
    window.press("Change it");
    window.sees("You are changing a completed part");
    window.sees("A third partner joins.");
    window.write("What is it for?", " And in schools.");
    window.press("Save and continue");
    window.press("Complete this form");
    window.sees("Jo Okafor signed the earlier version on 22 November 2026.");
    window.press("I have signed it: Signed: lead manager");
    assert_eq!(window.value("Name of who signed"), "Jo Okafor");
    window.press("Record this signature");
    window.sees("The signature is recorded");
}

#[test]
fn a_part_is_returned_for_more_and_completed_again() {
    let mut window = joint(false);
    window.press("At the desk: Jo Okafor");
    window.press("Somebody else…");
    window.fill("Your name", "Ann Hart");
    window.tick("Line manager");
    window.press("Save");
    window.open_part("Agreement: Proposal");
    window.press("Return for more…");
    assert!(window.is_on("In what role", "Line manager"), "the role of who is at the desk is chosen");
    assert_eq!(window.value("Who sends it back"), "Ann Hart");
    window.press("Send it back");
    window.sees("Say what is wanted.");
    window.write("What is wanted", "Say what it costs.");
    window.press("Send it back");
    window.sees("It is sent back for more");
    window.sees("Ann Hart (Line manager), 22 November 2026: Say what it costs.");
    window.press("Change it and complete it again");
    window.sees("Ann Hart (Line manager), 22 November 2026: Say what it costs.");
    window.write("What is it for?", " It costs £900.");
    window.press("Save and continue");
    window.press("Complete this form");
    window.sees("Completed, not signed yet");
    assert!(!window.shows("Say what it costs."), "what was wanted is there");
}

#[test]
fn a_signature_against_a_check_is_recorded_with_a_reason_and_keeps_what_was_typed() {
    let mut window = joint(true);
    window.open_part("Agreement: Line manager’s view");
    window.press("Record the signature: Signed: line manager");
    assert_eq!(window.value("Name of who signed"), "", "who does not hold the role is not filled in");
    window.fill("Name of who signed", "Jo Okafor");
    window.fill("Post (optional)", "Acting Area Manager");
    window.press("Record this signature");
    window.sees("The line manager must not be the person who signed as lead manager.");
    window.sees("The Corporate Risk Registry sees this reason.");
    assert_eq!(window.value("Name of who signed"), "Jo Okafor");
    assert_eq!(window.value("Post (optional)"), "Acting Area Manager");
    window.press("Record it all the same");
    window.sees("The reason is missing");
    window.write("Reason to record it all the same", "The line manager is on leave.");
    window.press("Record it all the same");
    window.sees("The signature is recorded");
    window.sees("Recorded although a check of the procedure did not hold");
    window.sees("Reason: The line manager is on leave.");
}

#[test]
fn bodies_sign_by_minute_and_each_partner_has_a_card() {
    let mut window = joint(true);
    window.open_part("Agreement: Approval");
    window.press("Record the minute: Approved by the board");
    assert_eq!(window.value("Recorded by"), "Jo Okafor");
    window.press("Record this minute");
    window.sees("the minute reference is missing");
    window.fill("Minute reference", "MB/26/41");
    window.press("Record this minute");
    window.sees("Minute MB/26/41 of 22 November 2026, recorded by Jo Okafor, Station Manager");
    window.press("Record the signature: Signed: partner: County Council");
    assert_eq!(window.value("Name of who signed"), "County Council", "the signer is filled in");
    window.press("Record this signature");
    window.sees("County Council, 22 November 2026");
    window.press("Record the signature: Signed: partner: Age Concern");
}

/// Begins an evaluation in which two people give ratings.
fn begin_evaluation(app: &mut App) -> DocumentId {
    let op = Op::OpenDocument { reference: "P-0001".into(), form: "rated".into(), period: None, part: None };
    let document = apply(app, op);
    let names = rows("name", &["Jo Okafor", "Sam Lee"]);
    save(app, &document, "main", vec![("d_name", text("Kennet Valley")), ("d_respondents", names)]);
    document
}

/// Opens an evaluation in which two people give ratings.
fn evaluation() -> Window {
    let folder = TempDir::new().unwrap();
    records(&folder, |app| {
        proposal(app);
        begin_evaluation(app);
    });
    let mut window = window_over(folder);
    window.open_part("Evaluation");
    window
}

#[test]
fn two_people_are_rated_with_one_click_each_and_a_low_rating_asks_what_it_rests_on() {
    let mut window = evaluation();
    window.press_start("Working together");
    window.sees("Rated on this page: Jo Okafor 0 of 3, Sam Lee 0 of 3");
    window.choose("Jo Okafor: Partners share a goal.", "4, strongly agree");
    window.choose("Sam Lee: Partners share a goal.", "2, disagree");
    window.sees("Rated on this page: Jo Okafor 1 of 3, Sam Lee 1 of 3");
    window.press("Save and continue");
    window.follow("Say what this low rating rests on");
    let evidence = "What the rating rests on, Sam Lee: Partners share a goal.";
    assert!(window.node(Role::MultilineTextInput, evidence).is_focused());
    window.write(evidence, "The minutes of May.");
    assert!(!window.shows("Say what this low rating rests on"), "it is put right");
    window.click(Role::Link, "Clear: Jo Okafor: Partners share a goal.");
    window.sees("Rated on this page: Jo Okafor 0 of 3, Sam Lee 1 of 3");
}

#[test]
fn last_times_ratings_are_taken_over_where_nothing_has_changed() {
    let folder = TempDir::new().unwrap();
    let rating = |rating: &str| {
        let cells = [("by", "Sam Lee"), ("rating", rating)];
        let cells = cells.map(|(column, cell)| (column.into(), Entry::Text(cell.into())));
        Entry::Rows(vec![EntryRow { id: RowId::new("row-1"), cells: cells.into(), ..EntryRow::default() }])
    };
    records(&folder, |app| {
        proposal(app);
        let document = begin_evaluation(app);
        save(app, &document, "main", vec![("d_goal", rating("3")), ("d_effort", rating("4"))]);
        apply(app, Op::Complete { document, part: "main".into() });
    });
    // The year after.
    records(&folder, |app| {
        let (now, day) = (Moment::parse("2027-11-22T09:30:00Z").unwrap(), Day::parse_iso("2027-11-22").unwrap());
        let op = Op::OpenDocument { reference: "P-0001".into(), form: "rated".into(), period: None, part: None };
        app.apply(op, &now, day).unwrap();
    });
    let mut window = window_over(folder);
    window.open_part("Evaluation");
    window.press_start("Working together");
    window.press("Nothing has changed since last year");
    window.sees("2 answers are taken over");
    assert!(window.is_on("Sam Lee: Partners share a goal.", "3, agree"));
    assert!(!window.is_on("Jo Okafor: Partners share a goal.", "3, agree"));
}

#[test]
fn ratings_are_given_with_the_keyboard_alone() {
    let mut window = evaluation();
    window.press_start("Working together");
    let group = "Jo Okafor: Partners share a goal.";
    let first = window.node(Role::RadioGroup, group);
    first.get_by_role_and_label(Role::RadioButton, "1, strongly disagree").focus();
    window.harness.step();
    window.harness.key_press(Key::Num3);
    window.go();
    assert!(window.is_on(group, "3, agree"));
    window.harness.key_press(Key::Tab);
    window.go();
    window.harness.key_press(Key::Num4);
    window.go();
    assert!(window.is_on("Sam Lee: Partners share a goal.", "4, strongly agree"), "Tab leads to the next person");
    window.harness.key_press(Key::Delete);
    window.go();
    assert!(!window.is_on("Sam Lee: Partners share a goal.", "4, strongly agree"), "Delete takes it back");
}

#[test]
fn without_respondents_the_page_of_ratings_leads_to_them() {
    let mut window = evaluation();
    window.follow("Remove row 1");
    window.follow("Remove row 1");
    window.press_start("Working together");
    window.sees("Say first who gave ratings");
    window.follow("Who gave ratings?");
    window.sees("No rows yet");
}

#[test]
fn a_page_whose_matter_is_past_is_closed_and_can_be_checked_anyway() {
    let mut window = evaluation();
    window.press_start("Before it begins");
    window.sees("What is planned for the beginning?");
    window.press_start("About it");
    window.fill("When did it begin?", "1 Sept 2026");
    window.press_start("Before it begins");
    assert!(!window.shows("What is planned for the beginning?"));
    window.press("Already past: check anyway");
    window.sees("What is planned for the beginning?");
}

#[test]
fn why_a_question_is_asked_is_opened_and_closed() {
    let mut window = evaluation();
    window.press_start("Working together");
    window.follow("Why we ask: Partners share a goal.");
    window.sees("Clause 1.1: Say who works with whom.");
    window.follow("Why we ask: Partners share a goal.");
    assert!(!window.shows("Clause 1.1"));
}

#[test]
fn an_answer_whose_source_has_changed_offers_what_the_source_says() {
    let mut window = evaluation();
    assert_eq!(window.value("Name: Who wrote it?"), "Jo Okafor");
    window.press("At the desk: Jo Okafor");
    window.press("Somebody else…");
    window.fill("Your name", "Ann Hart");
    window.fill("Your post", "Area Manager");
    window.press("Save");
    assert_eq!(window.value("Name: Who wrote it?"), "Jo Okafor", "what stands there stays");
    window.follow("Use “Ann Hart, Area Manager”: Who wrote it?");
    assert_eq!(window.value("Name: Who wrote it?"), "Ann Hart");
    assert_eq!(window.value("Post (optional): Who wrote it?"), "Area Manager");
}
