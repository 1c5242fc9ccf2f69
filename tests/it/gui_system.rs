//! The window and the system around it: its light or dark, and files that the program is started with.

use crate::gui::Window;
use eframe::egui::accesskit::Role;
use eframe::egui::{Theme, vec2};
use egui_kittest::Harness;
use partnership_desk::gui::{Begin, Shell};
use partnership_desk::model::day::Day;
use partnership_desk::model::moment::Moment;
use tempfile::TempDir;

impl Window {
    fn is_dark(&self) -> bool {
        self.harness.ctx.global_style().visuals.dark_mode
    }

    fn computer_turns(&mut self, theme: Theme) {
        self.harness.input_mut().system_theme = Some(theme);
        self.go();
    }
}

#[test]
fn the_window_goes_dark_with_the_computer_until_a_theme_is_chosen() {
    let mut window = Window::open();
    assert!(!window.is_dark(), "a computer that says nothing has a light window");
    window.computer_turns(Theme::Dark);
    assert!(window.is_dark());
    window.press("View");
    window.press("Light");
    assert!(!window.is_dark(), "the person’s choice goes before");
    let mut window = window.reopen();
    window.computer_turns(Theme::Dark);
    assert!(!window.is_dark(), "it is kept");
    window.press("View");
    window.press("As the computer");
    assert!(window.is_dark());
    window.computer_turns(Theme::Light);
    assert!(!window.is_dark());
}

#[test]
fn the_system_s_theme_is_a_choice_of_the_settings() {
    let mut window = Window::open();
    window.press("File");
    window.press("Settings…");
    window.click(Role::RadioButton, "Dark");
    assert!(window.is_dark());
    window.click(Role::RadioButton, "As the computer");
    assert!(!window.is_dark());
}

#[test]
fn a_file_that_the_program_is_started_with_is_taken_in_after_the_first_run_s_question() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("minutes.pdf");
    std::fs::write(&file, b"%PDF-1.4 no paper of ours").unwrap();
    let at = (Moment::parse("2026-11-22T09:30:00Z").unwrap(), Day::parse_iso("2026-11-22").unwrap());
    let begin = Begin { folder: folder.path().join("data"), pack: None, at: Some(at) };
    let harness = Harness::builder()
        .with_size(vec2(1240.0, 860.0))
        .build_eframe(|cc| Shell::new(&cc.egui_ctx, begin).taking_in(vec![file]));
    let mut window = Window { harness, folder };
    window.go();
    assert!(!window.shows("minutes.pdf"));
    window.press("Skip for now");
    window.awaits("minutes.pdf");
}
