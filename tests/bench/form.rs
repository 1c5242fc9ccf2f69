//! Reading a form of 150 questions, each shown by a condition on the one before.

use criterion::Criterion;
use partnership_desk::form::read::read as read_form;
use partnership_desk::form::reading::Surroundings;
use partnership_desk::model::day::Day;
use partnership_desk::model::entry::{Entries, Entry};
use partnership_desk::model::fact::Facts;
use partnership_desk::pack::condition::World;
use partnership_desk::pack::{Files, Pack};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// Surroundings that know nothing but the date.
pub(crate) fn nothing_around() -> Surroundings {
    Surroundings {
        today: Day::new(2026, 4, 3).unwrap(),
        me: None,
        register: BTreeMap::new(),
        others: BTreeMap::new(),
        last: BTreeMap::new(),
        last_title: String::new(),
        facts: Facts::default(),
        world: World::default(),
        done: BTreeMap::new(),
        signed: BTreeMap::new(),
        partnerships: Arc::default(),
        rules: partnership_desk::rules::results,
    }
}

/// A pack of one form with 150 questions on ten pages.
fn large_pack() -> Pack {
    let mut form = String::from("id = \"large\"\ntitle = \"Large\"\nversion = 1\n");
    for at in 0..150 {
        if at % 15 == 0 {
            writeln!(form, "[[page]]\nid = \"p{at}\"\ntitle = \"Page {at}\"").unwrap();
        }
        writeln!(
            form,
            "[[page.question]]\nid = \"q{at}\"\nask = \"Question {at}\"\nkind = \"integer\"\nrequired = true"
        )
        .unwrap();
        if at > 0 {
            writeln!(form, "show_when = \"q{} >= 0\"\ncheck = \"q{at} >= q{}\"\nelse = \"Too small\"", at - 1, at - 1)
                .unwrap();
        }
    }
    let pack = "id = \"large\"\ntitle = \"Large\"\nbody = \"Body\"\nshort = \"B\"\nversion = 1\nforms = [\"large\"]\n";
    let mut files = Files::new();
    files.insert("pack.toml".into(), pack.into());
    files.insert("lists.toml".into(), String::new());
    files.insert("policy.toml".into(), String::new());
    files.insert("forms/large.toml".into(), form);
    partnership_desk::pack::load(&files).unwrap()
}

pub(crate) fn read(criterion: &mut Criterion) {
    let pack = large_pack();
    let form = &pack.forms[0];
    let entries: Entries = (0..150).map(|at| (format!("q{at}").into(), Entry::Text(at.to_string()))).collect();
    let around = nothing_around();
    let reading = read_form(&pack, form, &entries, &around);
    assert_eq!((reading.findings.len(), reading.answers.len()), (0, 150));
    criterion.bench_function("read a form of 150 questions", |bencher| {
        bencher.iter(|| read_form(&pack, form, &entries, &around));
    });
}
