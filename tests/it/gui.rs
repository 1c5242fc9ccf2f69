//! The window, driven by label as a screen reader sees it: no renderer, no display, no sleeps.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Theme, vec2};
use egui_kittest::{Harness, kittest::AccessKitNode, kittest::NodeT as _, kittest::Queryable as _};
use partnership_desk::gui::{Begin, Shell};
use partnership_desk::model::day::Day;
use partnership_desk::model::moment::Moment;
use tempfile::TempDir;

/// The window over a data folder of its own.
pub(crate) struct Window {
    pub(crate) harness: Harness<'static, Shell>,
    pub(crate) folder: TempDir,
}

pub(crate) fn harness(folder: &TempDir) -> Harness<'static, Shell> {
    harness_with(folder, None, "2026-11-22")
}

/// Opens the window over a folder, with a pack by its id or folder, on a day.
pub(crate) fn harness_with(folder: &TempDir, pack: Option<String>, today: &str) -> Harness<'static, Shell> {
    let at = (Moment::parse(&format!("{today}T09:30:00Z")).unwrap(), Day::parse_iso(today).unwrap());
    let begin = Begin { folder: folder.path().to_owned(), pack, at: Some(at) };
    Harness::builder()
        .with_size(vec2(1240.0, 860.0))
        .with_theme(Theme::Light)
        .build_eframe(|cc| Shell::new(&cc.egui_ctx, begin))
}

impl Window {
    /// Opens the window for the first time and skips the first run's question.
    pub(crate) fn open() -> Self {
        let folder = TempDir::new().unwrap();
        let mut window = Self { harness: harness(&folder), folder };
        window.go();
        window.press("Skip for now");
        window
    }

    /// Closes the window and opens it again over the same data.
    pub(crate) fn reopen(self) -> Self {
        let Self { harness: old, folder } = self;
        drop(old);
        let mut window = Self { harness: harness(&folder), folder };
        window.go();
        window
    }

    /// Draws, lets the store answer, and draws again until nothing more is asked.
    pub(crate) fn go(&mut self) {
        for _ in 0..3 {
            self.harness.step();
            let ctx = self.harness.ctx.clone();
            self.harness.state_mut().settle(&ctx);
        }
        self.harness.step();
    }

    #[track_caller]
    pub(crate) fn click(&mut self, role: Role, label: &str) {
        self.node(role, label).click_accesskit();
        self.go();
    }

    /// Finds a control, or fails with what the window shows.
    #[track_caller]
    pub(crate) fn node<'a>(&'a self, role: Role, label: &'a str) -> egui_kittest::Node<'a> {
        let found: Vec<_> = self.harness.query_all_by_role_and_label(role, label).collect();
        assert_eq!(found.len(), 1, "{} controls are called “{label}” ({role:?}):\n{}", found.len(), self.words());
        found.into_iter().next().unwrap()
    }

    #[track_caller]
    pub(crate) fn press(&mut self, label: &str) {
        self.click(Role::Button, label);
    }

    #[track_caller]
    pub(crate) fn follow(&mut self, label: &str) {
        self.click(Role::Link, label);
    }

    /// Shows a sheet of the partnership in view.
    #[track_caller]
    pub(crate) fn sheet(&mut self, label: &str) {
        self.click(Role::Tab, label);
    }

    /// Names a new partnership and says how to begin, where there is more than one way.
    #[track_caller]
    pub(crate) fn start(&mut self, name: &str, way: &str) {
        self.fill("Name of the partnership", name);
        if self.shows("How to begin") {
            self.choose("How to begin", way);
        }
        self.press("Start");
    }

    /// Types into a text box, after what stands in it.
    #[track_caller]
    pub(crate) fn fill(&mut self, label: &str, text: &str) {
        self.node(Role::TextInput, label).focus();
        self.harness.step();
        self.node(Role::TextInput, label).type_text(text);
        self.go();
    }

    /// Types into a box of several lines.
    #[track_caller]
    pub(crate) fn write(&mut self, label: &str, text: &str) {
        self.node(Role::MultilineTextInput, label).focus();
        self.harness.step();
        self.node(Role::MultilineTextInput, label).type_text(text);
        self.go();
    }

    /// Chooses an option of a radio group.
    #[track_caller]
    pub(crate) fn choose(&mut self, group: &str, option: &str) {
        let group = self.node(Role::RadioGroup, group);
        group.get_by_role_and_label(Role::RadioButton, option).click_accesskit();
        self.go();
    }

    /// Chooses an option of a drop-down list.
    #[track_caller]
    pub(crate) fn select(&mut self, list: &str, option: &str) {
        self.node(Role::ComboBox, list).click_accesskit();
        self.go();
        self.press(option);
    }

    #[track_caller]
    pub(crate) fn sees(&mut self, text: &str) {
        assert!(self.shows(text), "the window does not show “{text}”:\n{}", self.words());
    }

    pub(crate) fn shows(&self, text: &str) -> bool {
        self.harness.query_all_by(|node| said(node).contains(text)).next().is_some()
    }

    pub(crate) fn words(&self) -> String {
        let all: Vec<String> = self.harness.query_all_by(|_| true).map(|node| said(&node.accesskit_node())).collect();
        all.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    }

    #[track_caller]
    pub(crate) fn value(&self, label: &str) -> String {
        self.node(Role::TextInput, label).value().unwrap_or_default()
    }
}

pub(crate) fn said(node: &AccessKitNode<'_>) -> String {
    let label = node.label().unwrap_or_default();
    let value = node.value().unwrap_or_default();
    format!("{label} {value}").trim().to_owned()
}

/// Starts a partnership and fills in the first page of its register entry.
pub(crate) fn first_page() -> Window {
    let mut window = Window::open();
    window.press("Start your first partnership");
    window.start("Kennet Valley Partnership", "Register entry");
    window.select("What kind of partnership is it?", "Service-delivery partnership");
    window.choose("Is it statutory?", "Non-statutory");
    window.choose("At what level does it work?", "Station");
    window.write("What does it do, and why do we take part?", "Home safety visits with three charities.");
    window
}

/// Takes a register entry to its completion.
pub(crate) fn entry() -> Window {
    let mut window = first_page();
    window.press("Save and continue");
    window.press("Add a row");
    window.fill("Organisation, row 1", "Age Concern Wiltshire");
    window.fill("Name: Lead partnership manager", "Jo Okafor");
    window.press("Save and continue");
    window.fill("When was our part in it agreed?", "1 Sept 2026");
    window.fill("Anticipated value", "£900");
    window.press("Save and continue");
    window.press("Save and continue");
    window.sees("Check your answers");
    window.press("Complete this form");
    window.sees("Completed");
    window
}

#[test]
fn a_register_entry_goes_from_home_to_completion() {
    let mut window = entry();
    window.follow("Back to the partnership");
    window.sees("Kennet Valley Partnership");
    window.sees("Register entry");
    window.press("Register");
    window.sees("One partnership");
}

impl Window {
    /// Goes from page to page and answers whatever the window says is missing, by keyboard, as a patient person would.
    pub(crate) fn answer_everything(&mut self) {
        for _ in 0..400 {
            if self.shows("Complete this form") || self.shows("Save a dated version") {
                return;
            }
            self.press("Save and continue");
            self.answer_this_page();
        }
        panic!("the form does not end:\n{}", self.words());
    }

    /// Answers whatever the window says is missing on the page in view.
    pub(crate) fn answer_this_page(&mut self) {
        let (mut last, mut attempt) = (String::new(), 0);
        while let Some(problem) = self.first_problem() {
            attempt = if problem == last { attempt + 1 } else { 0 };
            last.clone_from(&problem);
            self.follow(&problem);
            self.put_right(attempt);
            assert!(attempt < 9, "“{problem}” cannot be put right:\n{}", self.words());
        }
    }

    /// Returns the first link of the summary of errors.
    fn first_problem(&self) -> Option<String> {
        let summary = self.shows("Go on and answer these later") || self.shows("things are still to do");
        let asks = |node: &AccessKitNode<'_>| {
            node.role() == Role::Link && ["Why we ask", "Go on", "P-00"].iter().all(|no| !said(node).starts_with(no))
        };
        let links: Vec<String> =
            self.harness.query_all_by(asks).map(|node| said(&node.accesskit_node())).take(1).collect();
        links.into_iter().next().filter(|_| summary)
    }

    /// Has a statement to be rated the focus?
    fn rates(&self) -> bool {
        let rating = |node: &AccessKitNode<'_>| node.is_focused() && said(node).contains("disagree");
        self.harness.query_all_by(rating).next().is_some()
    }

    /// Answers the control that has the focus: by its role, with one text after the other until one fits.
    fn put_right(&mut self, attempt: usize) {
        let texts = ["3", "1 Sept 2026", "None, as the minutes of the board say."];
        let focused = |node: &AccessKitNode<'_>| node.is_focused();
        let role = self.harness.query_all_by(focused).next().map(|node| node.accesskit_node().role());
        match role {
            Some(Role::TextInput | Role::MultilineTextInput) => {
                self.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
                self.harness.step();
                self.harness.event(eframe::egui::Event::Text(texts[attempt % texts.len()].to_owned()));
            }
            Some(Role::ComboBox) => self.harness.key_press(Key::ArrowDown),
            // A patient person has nothing against the partnership.
            Some(Role::RadioButton) if self.rates() => self.harness.key_press(Key::Num3),
            _ => self.harness.key_press(Key::Space),
        }
        self.go();
    }
}

#[test]
fn the_yearly_review_goes_from_home_to_completion() {
    let mut window = entry();
    window.follow("Back to the partnership");
    window.sheet("Forms");
    window.follow("Start: Appendix C: Partnership review, 2026/27");
    window.answer_everything();
    window.press("Complete this form");
    window.sees("Completed");
}

#[test]
fn the_six_month_checklist_is_one_list_and_is_saved_with_items_open() {
    let mut window = entry();
    window.follow("Back to the partnership");
    window.sheet("Forms");
    window.follow("Start: Six-month checklist");
    window.fill("Identified: How decisions are made", "1 Oct 2026");
    window.press("Save and continue");
    window.sees("Check your answers");
    window.press("Save a dated version");
    window.sees("A dated version is saved");
}

#[test]
fn leaving_and_returning_keeps_everything_typed() {
    let mut window = first_page();
    window.press("Home");
    window.sees("What to do next");
    let mut window = window.reopen();
    window.follow("Kennet Valley Partnership: Register entry");
    assert_eq!(window.value("Name of the partnership"), "Kennet Valley Partnership");
    window.sees("Home safety visits with three charities.");
}

#[test]
fn the_error_summary_leads_to_the_field() {
    let mut window = Window::open();
    window.press("Start your first partnership");
    window.start("Kennet Valley Partnership", "Register entry");
    assert!(!window.shows("There is a problem"), "nothing is wrong before the person is done with the page");
    window.press("Save and continue");
    window.sees("There is a problem");
    let first = "Choose an answer to “What kind of partnership is it?”";
    assert!(window.node(Role::Link, first).is_focused(), "the first link has the focus");
    window.follow(first);
    let field = window.node(Role::ComboBox, "What kind of partnership is it?");
    assert!(field.is_focused(), "the link leads to its field");
}

#[test]
fn a_second_window_on_the_same_data_reads_and_says_who_holds_it() {
    let first = first_page();
    let mut second = Window { harness: harness(&first.folder), folder: TempDir::new().unwrap() };
    second.go();
    second.sees("You can read everything here, but not change it");
    second.follow("Kennet Valley Partnership: Register entry");
    assert_eq!(second.value("Name of the partnership"), "Kennet Valley Partnership");
    assert!(!second.shows("Save and continue"), "nothing can be changed from here");
}

#[test]
fn a_typed_date_is_kept_and_read_back_in_words() {
    let mut window = first_page();
    window.press("Dates, meetings and money, Not yet started");
    window.fill("When was our part in it agreed?", "1.9.26");
    window.sees("1 September 2026");
    assert_eq!(window.value("When was our part in it agreed?"), "1.9.26");
}

#[test]
fn undo_takes_back_the_last_answer_and_redo_makes_it_again() {
    let mut window = first_page();
    let group = |window: &Window| {
        let group = window.node(Role::RadioGroup, "At what level does it work?");
        let on = group.get_by_role_and_label(Role::RadioButton, "Regional").accesskit_node().toggled();
        on == Some(eframe::egui::accesskit::Toggled::True)
    };
    window.choose("At what level does it work?", "Regional");
    assert!(group(&window));
    assert!(!window.node(Role::MultilineTextInput, "What does it do, and why do we take part?").is_focused());
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.go();
    assert!(!group(&window), "undo takes it back");
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Y);
    window.go();
    assert!(group(&window), "redo makes it again");
}

#[test]
fn the_keyboard_alone_answers_a_group_of_choices() {
    let mut window = first_page();
    let group = window.node(Role::RadioGroup, "Is it statutory?");
    group.get_by_role_and_label(Role::RadioButton, "Non-statutory").focus();
    window.harness.step();
    window.harness.key_press(Key::ArrowUp);
    window.go();
    let group = window.node(Role::RadioGroup, "Is it statutory?");
    let statutory = group.get_by_role_and_label(Role::RadioButton, "Statutory");
    assert!(statutory.is_focused(), "the focus moves with the choice");
    assert_eq!(statutory.accesskit_node().toggled(), Some(eframe::egui::accesskit::Toggled::True));
    window.harness.key_press(Key::ArrowDown);
    window.go();
    let group = window.node(Role::RadioGroup, "Is it statutory?");
    assert!(group.get_by_role_and_label(Role::RadioButton, "Non-statutory").is_focused(), "and back again");
}
