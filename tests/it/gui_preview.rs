//! The preview of how a form prints: live while typing, the box of the question lit, a way to every question.

use crate::gui::{Window, entry, first_page, said};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Theme, vec2};
use egui_kittest::{Harness, Node, kittest::AccessKitNode, kittest::NodeT as _, kittest::Queryable as _};
use partnership_desk::gui::{Begin, Shell};
use partnership_desk::model::day::Day;
use partnership_desk::model::moment::Moment;

const NAME: &str = "Name of the partnership";
const PURPOSE: &str = "What does it do, and why do we take part?";

impl Window {
    /// Closes the window and opens it again so wide that the pages stand beside the questions.
    fn beside(self, form: &str) -> Self {
        let Self { harness: old, folder } = self;
        drop(old);
        let at = (Moment::parse("2026-11-22T09:40:00Z").unwrap(), Day::parse_iso("2026-11-22").unwrap());
        let begin = Begin { folder: folder.path().to_owned(), pack: None, at: Some(at) };
        let harness = Harness::builder()
            .with_size(vec2(1600.0, 1000.0))
            .with_theme(Theme::Light)
            .build_eframe(|cc| Shell::new(&cc.egui_ctx, begin));
        let mut window = Self { harness, folder };
        window.go();
        let start = format!("Kennet Valley Partnership: {form}");
        let leads = |node: &AccessKitNode<'_>| node.role() == Role::Link && said(node).starts_with(&start);
        window.harness.query_all_by(leads).next().expect("Home leads to it").click_accesskit();
        for _ in 0..4 {
            window.go();
        }
        window
    }

    /// Finds the box of a question on the pages, by its words.
    #[track_caller]
    fn boxed<'a>(&'a self, ask: &'a str) -> Node<'a> {
        let leads =
            move |node: &AccessKitNode<'_>| is_box(node) && node.label().is_some_and(|label| label.ends_with(ask));
        let found: Vec<_> = self.harness.query_all_by(leads).collect();
        assert_eq!(found.len(), 1, "{} boxes lead to “{ask}”:\n{}", found.len(), self.words());
        found.into_iter().next().unwrap()
    }

    /// What is written in the box of a question.
    #[track_caller]
    fn printed(&self, ask: &str) -> String {
        self.boxed(ask).value().unwrap_or_default()
    }

    /// The labels of the lit boxes.
    fn lit(&self) -> Vec<String> {
        let lit = |node: &AccessKitNode<'_>| is_box(node) && node.is_selected() == Some(true);
        self.harness.query_all_by(lit).filter_map(|node| node.accesskit_node().label()).collect()
    }

    fn is_lit(&self, ask: &str) -> bool {
        matches!(self.lit().as_slice(), [only] if only.ends_with(ask))
    }

    /// The label of the control that has the focus.
    fn focused(&self) -> String {
        let focused = |node: &AccessKitNode<'_>| node.is_focused();
        self.harness.query_all_by(focused).next().map(|node| said(&node.accesskit_node())).unwrap_or_default()
    }

    pub(crate) fn key(&mut self, key: Key) {
        self.harness.key_press(key);
        self.go();
    }

    fn count_pages(&self) -> usize {
        self.harness.query_all_by(|node| said(node).starts_with("Preview, page")).count()
    }

    /// Where the first page of the preview lies.
    fn first_sheet(&self) -> eframe::egui::Rect {
        let sheet = |node: &AccessKitNode<'_>| said(node).starts_with("Preview, page 1 of");
        self.harness.query_all_by(sheet).next().expect("the first page is there").rect()
    }
}

fn is_box(node: &AccessKitNode<'_>) -> bool {
    node.role() == Role::Link && node.label().is_some_and(|label| label.starts_with("Go to question"))
}

#[test]
fn what_is_typed_is_on_the_page_once_typing_pauses() {
    let mut window = first_page().beside("Register entry");
    assert_eq!(window.printed(NAME), "Kennet Valley Partnership");
    window.node(Role::TextInput, NAME).focus();
    window.harness.step();
    let ctx = window.harness.ctx.clone();
    for letter in ["X", "Y"] {
        window.node(Role::TextInput, NAME).type_text(letter);
        window.harness.step();
    }
    // The press has been given what was typed in the frame of the key: once it answers, one frame shows it.
    window.harness.state_mut().settle(&ctx);
    window.harness.step();
    assert_eq!(window.printed(NAME), "Kennet Valley PartnershipXY");
}

#[test]
fn the_box_of_the_question_that_has_the_keyboard_is_lit() {
    let mut window = first_page().beside("Register entry");
    window.node(Role::TextInput, NAME).focus();
    window.go();
    assert!(window.is_lit(NAME), "{:?}", window.lit());
    window.node(Role::MultilineTextInput, PURPOSE).focus();
    window.go();
    assert!(window.is_lit(PURPOSE), "{:?}", window.lit());
    window.node(Role::Button, "Zoom in").focus();
    window.go();
    assert!(window.is_lit(PURPOSE), "a button is no question: {:?}", window.lit());
}

/// A yearly review, just begun, beside its pages.
fn review() -> Window {
    let mut window = entry();
    window.follow("Back to the partnership");
    window.sheet("Forms");
    window.follow("Start: Appendix C: Partnership review, 2026/27");
    window.beside("Appendix C")
}

#[test]
fn a_click_on_a_box_leads_to_its_question_on_any_page_and_unfolds_it() {
    let mut window = first_page().beside("Register entry");
    window.sees("Page 1 of 4");
    window.boxed("Anticipated value").click();
    window.go();
    window.sees("Page 3 of 4");
    assert!(window.node(Role::TextInput, "Anticipated value").is_focused(), "{}", window.focused());
    assert!(window.is_lit("Anticipated value"), "{:?}", window.lit());
    let folded = "Which areas does it cover?";
    assert_eq!(window.harness.query_all_by_role_and_label(Role::Group, folded).count(), 0);
    assert!(window.printed(folded).starts_with("Not answered: "), "{}", window.printed(folded));
    window.boxed(folded).click();
    window.go();
    window.sees("Page 1 of 4");
    let group = window.node(Role::Group, folded);
    let focused = |node: &AccessKitNode<'_>| node.is_focused();
    assert_eq!(group.query_all_by(focused).count(), 1, "the focus is in its group: {}", window.focused());
    assert!(window.is_lit(folded), "{:?}", window.lit());
}

#[test]
fn for_the_keyboard_the_boxes_are_one_stop_and_arrows_move_between_them() {
    let mut window = first_page().beside("Register entry");
    window.node(Role::TextInput, NAME).focus();
    window.go();
    window.node(Role::Button, "Whole page").focus();
    window.go();
    window.key(Key::Tab);
    assert!(window.boxed(NAME).is_focused(), "the stop is the lit box: {}", window.focused());
    window.key(Key::Tab);
    assert!(!window.focused().starts_with("Go to question"), "Tab leaves the boxes: {}", window.focused());
    window.harness.key_press_modifiers(eframe::egui::Modifiers::SHIFT, Key::Tab);
    window.go();
    assert!(window.boxed(NAME).is_focused(), "Shift and Tab come back: {}", window.focused());
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    let second = window.focused();
    assert!(second.starts_with("Go to question 1.") && !second.contains(NAME), "{second}");
    assert!(window.is_lit(NAME), "what is lit stays, while the keyboard looks round");
    window.key(Key::End);
    let last = window.focused();
    window.key(Key::ArrowDown);
    assert_eq!(window.focused(), last, "the last box is the last");
    window.key(Key::Home);
    assert!(window.focused().starts_with("Go to question 1.1"), "{}", window.focused());
    window.key(Key::Enter);
    assert!(window.node(Role::TextInput, NAME).is_focused(), "Enter goes there: {}", window.focused());
}

#[test]
fn the_pages_follow_the_question_and_can_be_turned() {
    let mut window = review();
    let n_pages = window.count_pages();
    assert!(n_pages > 2, "{n_pages} pages");
    window.sees(&format!("Page 1 of {n_pages}"));
    let top = window.first_sheet().top();
    window.press("Next page");
    window.sees(&format!("Page 2 of {n_pages}"));
    assert!(window.first_sheet().bottom() < 400.0, "the second page is at the top: {:?}", window.first_sheet());
    window.press("Previous page");
    window.sees(&format!("Page 1 of {n_pages}"));
    assert!((window.first_sheet().top() - top).abs() < 1.0);
    window.press("Outcome, Not yet started");
    window.go();
    let said = "What do you recommend?";
    assert!(window.is_lit(said), "{:?}", window.lit());
    let place = window.boxed(said).rect();
    assert!(place.top() > 100.0 && place.bottom() < 1000.0, "the lit box is in view: {place:?}");
    assert!(!window.shows(&format!("Page 1 of {n_pages}")), "it stands on a later page");
}

#[test]
fn the_pages_can_be_sized() {
    let mut window = first_page().beside("Register entry");
    let whole_width = window.first_sheet();
    window.press("Zoom in");
    assert!(window.first_sheet().width() > whole_width.width() + 20.0, "a larger page");
    window.press("Whole page");
    assert!(window.first_sheet().height() < 900.0, "the whole page is in view: {:?}", window.first_sheet());
    window.press("Zoom out");
    window.press("Zoom out");
    assert!(window.first_sheet().width() < whole_width.width() - 20.0, "a smaller page");
    window.press("Whole width");
    assert!((window.first_sheet().width() - whole_width.width()).abs() < 1.0);
}

#[test]
fn where_there_is_no_room_the_pages_stand_in_the_place_of_the_questions() {
    let mut window = first_page();
    assert!(!window.shows("Preview, page"));
    window.press("Show how it prints");
    window.sees("Preview, page 1 of");
    assert!(!window.shows("Save and continue"), "the questions have given way");
    window.press("Show the questions");
    assert!(!window.shows("Preview, page"));
    window.press("Show how it prints");
    window.boxed(PURPOSE).click();
    window.go();
    assert!(window.node(Role::MultilineTextInput, PURPOSE).is_focused(), "{}", window.focused());
    assert!(!window.shows("Preview, page"), "the pages have given way");
}

#[test]
fn beside_the_questions_the_pages_can_be_hidden_and_shown_again() {
    let mut window = first_page().beside("Register entry");
    window.press("Hide how it prints");
    assert!(!window.shows("Preview, page"));
    window.press("Save and continue");
    assert!(!window.shows("Preview, page"), "they stay hidden");
    window.press("Show how it prints");
    window.sees("Preview, page 1 of");
}

#[test]
fn a_draft_and_what_is_completed_look_as_they_print() {
    let margins = |window: &Window| {
        let page = |node: &AccessKitNode<'_>| said(node).starts_with("Preview, page 1 of");
        window.harness.query_all_by(page).next().and_then(|node| node.accesskit_node().description()).unwrap()
    };
    let mut window = first_page();
    window.press("Show how it prints");
    assert!(margins(&window).starts_with("DRAFT"), "{}", margins(&window));
    let mut window = entry();
    window.follow("See the answers");
    window.press("Show how it prints");
    let said = margins(&window);
    assert!(!said.contains("DRAFT"), "{said}");
    let bytes = window.paper();
    let printed = lopdf::Document::load_mem(&bytes).unwrap();
    let text = printed.extract_text(&[1]).unwrap().split_whitespace().collect::<String>();
    for part in said.split(", ").filter(|part| part.contains("P-0001") || part.starts_with("Page")) {
        let part = part.split_whitespace().collect::<String>();
        assert!(text.contains(&part), "the PDF does not say “{part}”: {text}");
    }
    let ask = "When was our part in it agreed?";
    window.boxed(ask).click();
    window.go();
    window.sees("Dates, meetings and money");
    assert!(!window.shows("Preview, page"), "the pages have given way");
    window.press("Show how it prints");
    assert!(window.is_lit(ask), "a completed question is lit too: {:?}", window.lit());
}

impl Window {
    /// Returns the PDF of the register entry, from the records behind the window.
    fn paper(&self) -> Vec<u8> {
        let (now, today) = (Moment::parse("2026-11-22T09:50:00Z").unwrap(), Day::parse_iso("2026-11-22").unwrap());
        let mut app = partnership_desk::app::App::open(self.folder.path(), None, &now).unwrap();
        let view = app.partnership("P-0001", today).unwrap();
        let line = view.documents.iter().find(|line| line.completed_on.is_some()).unwrap();
        app.paper(&line.document.clone(), Some(&line.part.clone()), &now, today).unwrap().bytes
    }
}
