//! `pdesk demo --large`: a register of any size, believable and the same every time.

use super::Place;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Returns what a table holds, row by row, as text.
fn rows_of(folder: &Path, sql: &str) -> Vec<String> {
    let connection = rusqlite::Connection::open(folder.join("records/desk.db")).unwrap();
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

/// Counts texts.
fn counted(texts: impl IntoIterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    counts
}

#[test]
fn a_large_register_is_believable_and_the_same_every_time() {
    let place = Place::new("2026-11-24");
    let fill_register = |folder: &str| place.json(0, &["demo", "--large", "40", folder]);
    let (made, again) = std::thread::scope(|scope| {
        let other = scope.spawn(|| fill_register("@/again"));
        (fill_register("@/large"), other.join().unwrap())
    });
    let (folder, other) = (place.path("large"), place.path("again"));

    let revisions = rows_of(&folder, "SELECT hex(body) FROM revision ORDER BY seq");
    assert!(revisions == rows_of(&other, "SELECT hex(body) FROM revision ORDER BY seq"), "the forms differ");
    let signed = "SELECT hex(body) FROM sign_off ORDER BY seq";
    assert!(rows_of(&folder, signed) == rows_of(&other, signed), "the signatures differ");

    assert_eq!(made["partnerships"], 40);
    assert_eq!(made["revisions"], again["revisions"]);
    assert_eq!(made["revisions"], revisions.len());
    assert_eq!(made["checked"], 40, "of the first ones one form each is typed anew");
    assert!((600..1100).contains(&revisions.len()), "{} forms, not about 20 each", revisions.len());
    let first = rows_of(&folder, "SELECT min(made) FROM revision");
    assert!(first[0].as_str() > "2006-01-01" && first[0].as_str() < "2008-01-01", "{first:?}");
    assert!(rows_of(&folder, "SELECT max(made) FROM revision")[0].as_str() <= "2026-11-24");

    let on = |words: &[&str]| {
        let all: Vec<&str> = ["--data", "@/large/records"].into_iter().chain(words.iter().copied()).collect();
        place.json(0, &all)
    };
    assert_eq!(on(&["doctor"])["problems"], Value::Array(vec![]));
    let register = on(&["register"]);
    let texts = |name: &str| -> Vec<String> {
        let rows = register["rows"].as_array().unwrap();
        rows.iter().map(|row| row[name].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(counted(texts("name")).len(), 40, "every partnership has a name of its own");
    let states = counted(texts("state"));
    assert!(states["Active"] > 25 && states.len() >= 3 && states.contains_key("Ended"), "{states:?}");
    for (column, least) in [("reg_kind", 6), ("reg_level", 3), ("reg_approval", 3), ("reg_lead", 8), ("reg_areas", 5)] {
        let found = counted(texts(column));
        assert!(found.len() >= least, "{column}: {found:?}");
    }

    let due = counted(on(&["due"]).as_array().unwrap().iter().map(|line| line["status"].as_str().unwrap().to_owned()));
    assert!(due["overdue"] > 3 && due["open"] > due["overdue"], "most is not overdue, but some: {due:?}");
}

#[test]
fn a_large_register_never_takes_the_place_of_records() {
    let place = Place::new("2026-11-24");
    std::fs::create_dir_all(place.path("large/records")).unwrap();
    place.run(&["demo", "--large", "5", "@/large"]).refused(1, "is there already");
    place.run(&["demo", "--large", "0", "@/other"]).refused(2, "0 is not in 1..=1000000");
}
