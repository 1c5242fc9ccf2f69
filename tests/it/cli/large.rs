//! `pdesk demo --large`: a register of any size, believable and the same every time.

use super::Place;
use crate::fixture::{files_under, read, root};
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

/// Copies the pack with two of its courses alone, the second without years.
fn small_pack(folder: &Path) {
    let pack = root().join("assets/packs/wiltshire-frs");
    for path in files_under(&pack, ".toml") {
        let to = folder.join(path.strip_prefix(&pack).unwrap());
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(&path, to).unwrap();
    }
    let text = read(&pack.join("demo/large/courses.toml"));
    let mut plan: toml::Table = toml::from_str(&text).unwrap();
    let courses = plan["course"].as_array_mut().unwrap();
    courses.retain(|course| course["first"].as_integer() == Some(2019) && course.get("answers").is_none());
    courses[0].as_table_mut().unwrap().insert("years".into(), 3.into());
    std::fs::write(folder.join("demo/large/courses.toml"), plan.to_string()).unwrap();
}

#[test]
fn a_large_register_is_believable() {
    let place = Place::new("2026-11-24");
    let made = place.json(0, &["demo", "--large", "40", "@/large"]);
    let folder = place.path("large");
    let forms = rows_of(&folder, "SELECT id FROM revision").len();
    assert_eq!(made["partnerships"], 40);
    assert_eq!(made["revisions"], forms);
    assert_eq!(made["checked"], 40, "of the first ones one form each is typed anew");
    assert!((600..1100).contains(&forms), "{forms} forms, not about 20 each");
    let first = rows_of(&folder, "SELECT min(made) FROM revision");
    assert!(first[0].as_str() > "2006-01-01" && first[0].as_str() < "2008-01-01", "{first:?}");
    assert!(rows_of(&folder, "SELECT max(made) FROM revision")[0].as_str() < "2026-11-25");

    std::fs::rename(folder.join("records"), place.path("data")).unwrap();
    assert_eq!(place.run(&["doctor"]).text(), "The records are in order.\n");
    let register = place.json(0, &["register"]);
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
    let due = place.json(0, &["due"]);
    let due = counted(due.as_array().unwrap().iter().map(|line| line["status"].as_str().unwrap().to_owned()));
    assert!(due["overdue"] > 3 && due["open"] > due["overdue"], "most is not overdue, but some: {due:?}");
}

#[test]
fn a_large_register_is_the_same_every_time() {
    let place = Place::new("2026-11-24");
    small_pack(&place.path("pack"));
    let make = |folder: &str| place.json(0, &["--pack", "@/pack", "demo", "--large", "12", folder]);
    let (one, two) = std::thread::scope(|scope| {
        let two = scope.spawn(|| make("@/two"));
        (make("@/one"), two.join().unwrap())
    });
    assert_eq!(one["revisions"], two["revisions"]);
    for sql in ["SELECT hex(body) FROM revision ORDER BY seq", "SELECT hex(body) FROM sign_off ORDER BY seq"] {
        let (one, two) = (rows_of(&place.path("one"), sql), rows_of(&place.path("two"), sql));
        assert!(!one.is_empty() && one == two, "{sql}");
    }
}

#[test]
fn a_large_register_never_takes_the_place_of_records() {
    let place = Place::new("2026-11-24");
    std::fs::create_dir_all(place.path("large/records")).unwrap();
    place.run(&["demo", "--large", "5", "@/large"]).refused(1, "is there already");
    place.run(&["demo", "--large", "0", "@/other"]).refused(2, "0 is not in 1..=1000000");
}
