//! Our own work for each frame while somebody scrolls through a large register, without drawing.

use crate::register::tell;
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Modifiers, MouseWheelSource, MouseWheelUnit, Theme, TouchPhase, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use partnership_desk::gui::{Begin, Shell};
use partnership_desk::model::day::Day;
use partnership_desk::model::moment::Moment;
use std::path::Path;
use std::time::Instant;

/// Frames that are measured.
const FRAMES: usize = 600;

pub(crate) fn measure(folder: &Path, now: Moment, today: Day) {
    let clock = Instant::now();
    let begin = Begin { folder: folder.to_owned(), pack: None, at: Some((now, today)) };
    let mut harness = Harness::builder()
        .with_size(vec2(1240.0, 860.0))
        .with_theme(Theme::Light)
        .build_eframe(|cc| Shell::new(&cc.egui_ctx, begin));
    settle(&mut harness);
    press(&mut harness, "Skip for now");
    press(&mut harness, "Register");
    tell("window to a usable register", &[clock.elapsed()], &[]);
    let shown = |harness: &Harness<'static, Shell>| harness.query_all_by_role(Role::Link).count();
    assert!(shown(&harness) > 10, "the register is not shown");
    harness.hover_at(pos2(700.0, 600.0));
    let mut frames = Vec::with_capacity(FRAMES);
    for _ in 0..FRAMES {
        harness.event(Event::MouseWheel {
            source: MouseWheelSource::Unknown,
            unit: MouseWheelUnit::Line,
            delta: vec2(0.0, -3.0),
            phase: TouchPhase::Move,
            modifiers: Modifiers::NONE,
        });
        let clock = Instant::now();
        harness.step();
        frames.push(clock.elapsed());
        let ctx = harness.ctx.clone();
        harness.state_mut().settle(&ctx);
    }
    assert!(shown(&harness) > 10, "the register is not shown after scrolling");
    tell("one frame while scrolling", &frames, &[]);
}

fn press(harness: &mut Harness<'static, Shell>, label: &str) {
    if let Some(button) = harness.query_by_role_and_label(Role::Button, label) {
        button.click_accesskit();
    }
    settle(harness);
}

fn settle(harness: &mut Harness<'static, Shell>) {
    for _ in 0..4 {
        harness.step();
        let ctx = harness.ctx.clone();
        harness.state_mut().settle(&ctx);
    }
}
