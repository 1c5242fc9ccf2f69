//! Every form through the window, end to end by label: from blank, and from what is known already.

use crate::demo;
use crate::gui::{Window, harness_with, said};
use eframe::egui::accesskit::Role;
use egui_kittest::{kittest::AccessKitNode, kittest::NodeT as _, kittest::Queryable as _};
use partnership_desk::app::App;
use partnership_desk::app::op::Op;
use partnership_desk::model::day::Day;
use partnership_desk::model::desk::DeskPerson;
use partnership_desk::model::moment::Moment;
use tempfile::TempDir;

impl Window {
    /// Opens the window over a copy of the demonstration's records, one of its leads at the desk.
    fn over_demonstration(lead: &str) -> Self {
        let folder = TempDir::new().unwrap();
        demo::copy_records(folder.path());
        let (now, today) = (Moment::parse("2027-03-20T09:00:00Z").unwrap(), Day::parse_iso("2027-03-20").unwrap());
        let mut app = App::open(folder.path(), None, &now).unwrap();
        let person = DeskPerson { name: lead.to_owned(), roles: vec!["lead".to_owned()], ..DeskPerson::default() };
        app.apply(Op::SitDown(person), &now, today).unwrap();
        app.close(&now).unwrap();
        let mut window = Self { harness: harness_with(&folder, None, "2027-03-20"), folder };
        window.go();
        window
    }

    /// Turns to the forms of a partnership, by its reference.
    #[track_caller]
    pub(crate) fn forms_of(&mut self, reference: &str) {
        self.press("Register");
        let like = |node: &AccessKitNode<'_>| node.role() == Role::Link && said(node).starts_with(reference);
        self.harness.query_all_by(like).next().expect("the partnership is on the register").click_accesskit();
        self.go();
        self.sheet("Forms");
    }

    /// Begins a form from the partnership's sheet of forms.
    #[track_caller]
    pub(crate) fn begin(&mut self, form: &str) {
        let start = format!("Start: {form}");
        let like = |node: &AccessKitNode<'_>| node.role() == Role::Link && said(node).starts_with(&start);
        let Some(link) = self.harness.query_all_by(like).next() else { panic!("no “{start}”:\n{}", self.words()) };
        link.click_accesskit();
        self.go();
    }

    /// Turns to a page by the list of pages at the side.
    #[track_caller]
    fn turn(&mut self, page: &str) {
        let start = format!("{page}, ");
        let like = |node: &AccessKitNode<'_>| said(node).starts_with(&start);
        let Some(link) = self.harness.query_all_by(like).next() else {
            panic!("no page “{page}”:\n{}", self.words())
        };
        link.click_accesskit();
        self.go();
    }

    /// Answers whatever is missing, and completes the part.
    #[track_caller]
    pub(crate) fn complete(&mut self) {
        self.answer_everything();
        let done = if self.shows("Complete this form") { "Complete this form" } else { "Save a dated version" };
        self.press(done);
        self.awaits_completion();
    }

    /// Completes a proposal: three boxes say that there are no costs of a kind; the rest is answered as it is asked.
    #[track_caller]
    pub(crate) fn complete_the_proposal(&mut self) {
        self.turn("Costs and resources");
        for kind in ["Initial", "On-going", "Exit"] {
            self.click(Role::CheckBox, kind);
        }
        self.turn("About this proposal");
        self.complete();
    }

    #[track_caller]
    fn awaits_completion(&mut self) {
        let there = ["Completed", "A dated version is saved"];
        assert!(there.iter().any(|text| self.shows(text)), "it is not completed:\n{}", self.words());
    }
}

/// Starts a partnership whose kind gets every form.
fn safety_partnership() -> Window {
    let mut window = Window::open();
    window.press("Start your first partnership");
    window.start("Kennet Valley Partnership", "Register entry");
    window.select("What kind of partnership is it?", "Community Safety Partnership (CDRP)");
    window.choose("Is it statutory?", "Statutory");
    window.complete();
    window.follow("Back to the partnership");
    window
}

#[test]
fn a_proposal_goes_from_nothing_to_completion() {
    let mut window = Window::open();
    window.press("Start your first partnership");
    window.start("Kennet Valley Partnership", "Appendix A: New partnership questionnaire");
    window.complete_the_proposal();
}

#[test]
fn a_proposal_for_an_existing_partnership_goes_from_its_entry_to_completion() {
    let mut window = safety_partnership();
    window.sheet("Forms");
    window.begin("Appendix A");
    window.complete_the_proposal();
}

#[test]
fn the_decision_goes_from_nothing_to_completion() {
    let mut window = safety_partnership();
    window.sheet("Forms");
    window.begin("Appendix B");
    window.complete();
}

#[test]
fn the_memorandum_goes_from_nothing_to_completion() {
    let mut window = safety_partnership();
    window.sheet("Forms");
    window.begin("Appendix E");
    window.complete();
}

#[test]
fn the_evaluation_goes_from_nothing_to_completion() {
    let mut window = safety_partnership();
    window.sheet("Forms");
    window.begin("Appendix D");
    window.complete();
}

#[test]
fn the_task_list_goes_from_nothing_to_completion() {
    let mut window = safety_partnership();
    window.sheet("Forms");
    window.begin("Appendix F");
    window.complete();
}

/// What can be begun for the partnerships of the demonstration begins with what is known.
#[test]
fn forms_that_begin_with_what_is_known_go_to_completion() {
    for (reference, form) in [
        ("P-0002", "Appendix C"),
        ("P-0002", "Appendix B"),
        ("P-0003", "Register entry"),
        ("P-0003", "Appendix F"),
        ("P-0004", "Appendix D"),
    ] {
        let mut window = Window::over_demonstration("I. Mostra");
        window.forms_of(reference);
        window.begin(form);
        window.complete();
    }
}

impl Window {
    fn opens(&mut self, start: &str) {
        let like = |node: &AccessKitNode<'_>| node.role() == Role::Link && said(node).starts_with(start);
        let Some(link) = self.harness.query_all_by(like).next() else { panic!("no “{start}”:\n{}", self.words()) };
        link.click_accesskit();
        self.go();
    }

    /// Which page of the form is in view.
    fn page(&self) -> Option<String> {
        let like = |node: &AccessKitNode<'_>| said(node).starts_with("Page ");
        self.harness.query_all_by(like).next().map(|node| said(&node.accesskit_node()))
    }
}

/// A yearly review with nothing changed: from Home to the PDF in twelve actions, its fresh questions apart.
#[test]
fn a_review_with_nothing_changed_takes_at_most_twelve_actions() {
    let mut window = Window::over_demonstration("I. Mostra");
    window.press("Home");
    window.opens("Wessex Borders Arson Figures Group: Appendix C");
    window.press("Nothing has changed on any page since last year");
    let mut actions = 2;
    for _ in 0..60 {
        let before = window.page();
        window.press("Save and continue");
        if window.page() != before {
            actions += 1;
        }
        if window.shows("Complete this form") {
            break;
        }
        // What is asked anew is answered; it does not count.
        window.answer_this_page();
    }
    window.press("Complete this form");
    window.node(Role::Button, "Save PDF…");
    actions += 2;
    assert!(actions <= 12, "{actions} actions");
}
