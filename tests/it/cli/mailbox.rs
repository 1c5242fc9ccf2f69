//! The shared folder: desks exchange packages through it; and the package of what was not handed over yet.

use super::{Place, answers_of, keys, with};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const DAY: &str = "2026-04-03";

#[track_caller]
fn entry(place: &Place, name: &str) -> String {
    let answers = with(&answers_of("register-entry"), &json!({ "r_name": name }));
    place.complete("register-entry", None, &answers)["ref"].as_str().unwrap().to_owned()
}

#[track_caller]
fn sync(place: &Place, folder: &Path, more: &[&str]) -> Value {
    let told = place.json(0, &[&["mailbox", "sync", folder.to_str().unwrap()], more].concat());
    keys(&told, &["sent", "received", "waiting", "partnerships", "notes"], &[]);
    told
}

#[track_caller]
fn counts(told: &Value, [sent, received, waiting]: [usize; 3]) {
    let count = |key: &str| told[key].as_array().unwrap().len();
    assert_eq!([count("sent"), count("received"), count("waiting")], [sent, received, waiting], "{told}");
}

fn names(place: &Place) -> Vec<String> {
    let rows = place.json(0, &["register", "--sort", "name"])["rows"].as_array().unwrap().clone();
    rows.iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .flat_map(|desk| std::fs::read_dir(desk.unwrap().path()).unwrap())
        .map(|file| file.unwrap().path())
        .collect();
    found.sort();
    found
}

#[test]
fn desks_exchange_what_is_new_through_a_shared_folder_and_nothing_goes_twice() {
    let (one, other) = (Place::new(DAY), Place::new(DAY));
    let folder = one.path("shared");
    std::fs::create_dir(&folder).unwrap();
    entry(&one, "Harnham Flood Watch");
    counts(&sync(&one, &folder, &[]), [1, 0, 0]);
    counts(&sync(&one, &folder, &[]), [0, 0, 0]);

    entry(&other, "Bemerton Homes");
    let told = sync(&other, &folder, &[]);
    counts(&told, [1, 1, 0]);
    assert_eq!(told["partnerships"].as_array().unwrap().len(), 1);
    // What came from there does not go back: the package holds its own partnership alone.
    counts(&sync(&one, &folder, &[]), [0, 1, 0]);
    assert_eq!(names(&one), ["Bemerton Homes", "Harnham Flood Watch"]);
    assert_eq!(names(&other), names(&one));
    for place in [&one, &other] {
        counts(&sync(place, &folder, &[]), [0, 0, 0]);
    }
    assert_eq!(files(&folder).len(), 2);
}

#[test]
fn a_file_that_is_not_whole_waits_and_what_is_not_ours_is_left_alone() {
    let (one, other) = (Place::new(DAY), Place::new(DAY));
    let folder = one.path("shared");
    std::fs::create_dir(&folder).unwrap();
    entry(&one, "Harnham Flood Watch");
    sync(&one, &folder, &[]);
    let [file] = &files(&folder)[..] else { panic!("one file") };
    let whole = std::fs::read(file).unwrap();
    std::fs::write(file, &whole[..whole.len() / 2]).unwrap();
    std::fs::write(file.with_file_name("holiday.pdf"), "%PDF").unwrap();
    std::fs::create_dir(folder.join("Photos")).unwrap();
    std::fs::write(folder.join("Photos/delivery-0123456789abcdef.pdf"), "%PDF").unwrap();

    let told = sync(&other, &folder, &[]);
    counts(&told, [0, 0, 1]);
    assert_eq!(told["waiting"][0]["reason"], "Not all of it is there yet, or it was changed. Try again later.");
    assert_eq!(names(&other), Vec::<String>::new());
    std::fs::write(file, &whole).unwrap();
    counts(&sync(&other, &folder, &[]), [0, 1, 0]);
    assert_eq!(names(&other), ["Harnham Flood Watch"]);
    let gone = other.path("no-drive");
    other.run(&["mailbox", "sync", gone.to_str().unwrap()]).refused(1, "Check that its drive is connected");
}

#[test]
fn the_register_is_published_to_the_folder_and_of_several_copies_the_newest_counts() {
    let (crr, station) = (Place::new(DAY), Place::new("2026-06-01"));
    let folder = crr.path("shared");
    std::fs::create_dir(&folder).unwrap();
    entry(&crr, "Harnham Flood Watch");
    counts(&sync(&crr, &folder, &["--publish"]), [2, 0, 0]);
    let crr = crr.on("2026-05-01");
    entry(&crr, "Bemerton Homes");
    counts(&sync(&crr, &folder, &["--publish"]), [2, 0, 0]);
    let told = sync(&station, &folder, &[]);
    counts(&told, [0, 3, 0]);
    let here = station.json(0, &["register-copy"]);
    assert_eq!((&here["day"], &here["count"]), (&json!("2026-05-01"), &json!(2)));
    counts(&sync(&station, &folder, &[]), [0, 0, 0]);
}

#[test]
fn a_package_for_the_centre_holds_what_was_not_handed_over_yet() {
    let place = Place::new(DAY);
    let package = |name: &str| {
        let out = format!("@/{name}");
        place.json(0, &["package", "--for-centre", "--out", &out])["files"].as_array().unwrap().len()
    };
    assert_eq!(package("nothing.pdf"), 0);
    let reference = entry(&place, "Harnham Flood Watch");
    entry(&place, "Bemerton Homes");
    assert_eq!(package("first.pdf"), 1);
    assert_eq!(package("none.pdf"), 0);
    entry(&place, "Wilton Roads");
    assert_eq!(package("second.pdf"), 1);
    let other = Place::new(DAY);
    let all = ["Bemerton Homes", "Harnham Flood Watch", "Wilton Roads"];
    for (name, now_there) in [("second.pdf", &all[2..]), ("first.pdf", &all[..])] {
        std::fs::copy(place.path(name), other.path(name)).unwrap();
        assert_eq!(other.json(0, &["import", &format!("@/{name}")])["refused"], json!([]));
        assert_eq!(names(&other), now_there);
    }
    place.run(&["package", &reference, "--for-centre", "--out", "@/both.pdf"]).refused(2, "cannot be used with");
}
