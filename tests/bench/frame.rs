//! The window's own work for one frame of a page with 60 text fields, without drawing.

use criterion::Criterion;
use eframe::egui::accesskit::Role;
use eframe::egui::{Theme, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use partnership_desk::app::App;
use partnership_desk::app::op::Op;
use partnership_desk::gui::{Begin, Shell};
use partnership_desk::model::day::Day;
use partnership_desk::model::desk::DeskPerson;
use partnership_desk::model::moment::Moment;
use std::fmt::Write as _;
use std::path::Path;

/// Writes a pack whose one form has 60 one-line questions on one page.
fn write_pack(folder: &Path) {
    let mut form = String::from(
        "id = \"large\"\ntitle = \"Large\"\nversion = 1\nstarts = true\nnames = \"q0\"\n[[page]]\nid = \"p\"\ntitle = \"Sixty\"\n",
    );
    for at in 0..60 {
        writeln!(form, "[[page.question]]\nid = \"q{at}\"\nask = \"Question {at}\"\nkind = \"text\"").unwrap();
    }
    let pack = "id = \"large\"\ntitle = \"Large\"\nbody = \"Body\"\nshort = \"B\"\nversion = 1\nforms = [\"large\"]\n";
    std::fs::create_dir_all(folder.join("forms")).unwrap();
    for (name, text) in [("pack.toml", pack), ("lists.toml", ""), ("policy.toml", ""), ("forms/large.toml", &form)] {
        std::fs::write(folder.join(name), text).unwrap();
    }
}

/// Opens the window on that page.
fn window(folder: &Path) -> Harness<'static, Shell> {
    let (now, today) = (Moment::parse("2026-11-22T09:30:00Z").unwrap(), Day::new(2026, 11, 22).unwrap());
    let pack = folder.join("pack");
    write_pack(&pack);
    let mut app = App::open(folder, None, &now).unwrap();
    app.apply(Op::Set { name: "pack_folder".into(), value: pack.to_str().unwrap().into() }, &now, today).unwrap();
    let person = DeskPerson { name: "Sam Example".into(), ..DeskPerson::default() };
    app.apply(Op::SitDown(person), &now, today).unwrap();
    app.close(&now).unwrap();
    let mut app = App::open(folder, None, &now).unwrap();
    app.apply(Op::StartPartnership { name: "Sixty fields".into(), form: None }, &now, today).unwrap();
    app.close(&now).unwrap();
    let begin = Begin { folder: folder.to_owned(), pack: None, at: Some((now, today)) };
    let mut harness = Harness::builder()
        .with_size(vec2(1240.0, 860.0))
        .with_theme(Theme::Light)
        .build_eframe(|cc| Shell::new(&cc.egui_ctx, begin));
    settle(&mut harness);
    if harness.query_by_role_and_label(Role::Button, "Skip for now").is_some() {
        harness.get_by_role_and_label(Role::Button, "Skip for now").click_accesskit();
        settle(&mut harness);
    }
    harness.get_by(|node| node.label().is_some_and(|label| label.contains("Large"))).click_accesskit();
    settle(&mut harness);
    assert!(harness.query_all_by_role(Role::TextInput).count() >= 60, "the page of 60 fields is not shown");
    harness
}

fn settle(harness: &mut Harness<'static, Shell>) {
    for _ in 0..4 {
        harness.step();
        let ctx = harness.ctx.clone();
        harness.state_mut().settle(&ctx);
    }
}

pub(crate) fn draw(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = window(folder.path());
    criterion.bench_function("one frame of a page of 60 fields", |bencher| bencher.iter(|| harness.step()));
}
