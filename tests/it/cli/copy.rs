//! The register copy: the registry publishes it, a station takes it in, and checks there look into it.

use super::{Place, answers_of, messages, with};
use crate::fixture::{read, root};
use serde_json::{Value, json};

const DAY: &str = "2026-04-03";
const SAYS: &str = " (against the register copy of 3 April 2026)";

/// Partnerships of one lead and with one council; with one more there are as many as the load may be.
const NAMES: [&str; 4] = ["Harnham Flood Watch", "Bemerton Homes", "Wilton Roads", "Amesbury Youth"];

/// A machine with partnerships on its register, on the day on which it publishes them.
fn registry(names: &[&str]) -> Place {
    let place = Place::new("2025-06-20");
    for name in names {
        entry(&place, name);
    }
    place.on(DAY)
}

/// Puts a partnership on the register; returns its reference.
#[track_caller]
fn entry(place: &Place, name: &str) -> String {
    let answers = with(&answers_of("register-entry"), &json!({ "r_name": name }));
    place.complete("register-entry", None, &answers)["ref"].as_str().unwrap().to_owned()
}

/// Publishes the register of a machine; returns the file.
#[track_caller]
fn publish(place: &Place) -> Vec<u8> {
    place.json(0, &["publish-register", "--out", "@/register.pdf"]);
    std::fs::read(place.path("register.pdf")).unwrap()
}

#[track_caller]
fn take_in(place: &Place, code: i32, file: &[u8]) -> Value {
    std::fs::write(place.path("received.pdf"), file).unwrap();
    place.json(code, &["import", "@/received.pdf"])
}

/// Why a file is refused; nothing that is here changes.
#[track_caller]
fn refused(place: &Place, file: &[u8]) -> String {
    let before = place.json(0, &["register-copy", "--search", ""]);
    let told = take_in(place, 1, file);
    assert_eq!(place.json(0, &["register-copy", "--search", ""]), before);
    told["refused"][0]["reason"].as_str().unwrap().to_owned()
}

fn watching(place: &Place, reference: &str) -> String {
    place.json(0, &["show", reference])["watching"].to_string()
}

#[test]
fn the_demonstration_is_published_and_a_station_is_told_of_a_near_name_and_of_the_day() {
    let crr = Place::new(DAY);
    assert_eq!(crr.run(&["demo", "@/demo"]).code, 0);
    std::fs::rename(crr.path("demo/records"), crr.path("data")).unwrap();
    let station = Place::new(DAY);
    assert_eq!(station.json(0, &["register-copy"]), Value::Null);
    let file = publish(&crr);
    let told = take_in(&station, 0, &file);
    assert_eq!(told["added"], 1);
    let note = told["notes"][0].as_str().unwrap();
    assert!(note.starts_with("The register copy of 3 April 2026 came in: "), "{note}");

    let rows = crr.json(0, &["register"])["rows"].as_array().unwrap().clone();
    let here = station.json(0, &["register-copy", "--search", "sampleton warm"]);
    super::keys(&here, &["day", "publisher", "count", "elsewhere"], &["found"]);
    assert_eq!((&here["day"], &here["count"], &here["elsewhere"]), (&json!(DAY), &json!(rows.len()), &here["count"]));
    assert_eq!(here["found"][0]["name"], "Safe and Warm Homes Sampleton");
    let there = rows.iter().find(|row| row["name"] == "Safe and Warm Homes Sampleton").unwrap();
    assert_eq!((&here["found"][0]["ref"], here["found"].as_array().unwrap().len()), (&there["ref"], 1));
    assert_eq!(station.json(0, &["register"])["rows"], json!([]), "nothing of it goes on the register here");

    let answers = with(&answers_of("register-entry"), &json!({ "r_name": "Safe & Warm Homes, Sampleton" }));
    let answers = station.answers(&answers);
    let says = format!("“Safe and Warm Homes Sampleton” is already on the register: is this the same one?{SAYS}");
    let checked = messages(&station.json(0, &["check", "register-entry", "--answers", answers]));
    assert!(checked.iter().any(|message| message.ends_with(&says)), "{checked:?}");
    assert_eq!(take_in(&station, 0, &file)["known"], 1, "the same file again brings nothing");
    assert_eq!(station.json(0, &["doctor"])["ok"], true);
}

#[test]
fn load_and_splitting_of_a_proposal_count_the_register_copy() {
    let station = Place::new(DAY);
    let step: toml::Table =
        toml::from_str(&read(&root().join("assets/packs/wiltshire-frs/demo/07-department-appendix-a.toml"))).unwrap();
    let mut proposal = serde_json::to_value(&step["answers"]).unwrap();
    proposal["a_name"] = json!("Harnham Flood-Watch");
    proposal["a_partners"][0]["organisation"] = json!("Salisbury Example Council");
    proposal["a_reps"][0]["name"] = json!("Sam Example");
    proposal["a_fatigue"] = json!({ "answer": "no" });
    let check = |station: &Place| {
        let answers = station.answers(&proposal);
        let run = station.run(&["--json", "check", "appendix-a", "--answers", answers]);
        messages(&serde_json::from_slice(&run.out).unwrap())
    };
    let before = check(&station);
    assert!(before.iter().all(|message| !message.contains("register copy")), "{before:?}");

    let five = [&NAMES[..], &["Downton Heritage"]].concat();
    take_in(&station, 0, &publish(&registry(&five)));
    let new: Vec<String> = check(&station).into_iter().filter(|message| !before.contains(message)).collect();
    let says = ["already on the register", "ask who must approve them together", "think again about overstretch"];
    for words in says {
        let says = new.iter().find(|message| message.contains(words));
        assert!(says.is_some_and(|message| message.ends_with(SAYS)), "{words}: {new:?}");
    }
}

#[test]
fn a_partnership_that_is_here_counts_once_whether_it_came_before_the_copy_or_after() {
    let registry = registry(&NAMES[..3]);
    let station = Place::new("2025-06-20");
    let own = entry(&station, "Downton Heritage");
    let station = station.on(DAY);
    station.json(0, &["package", "--out", "@/package.pdf"]);
    take_in(&registry, 0, &std::fs::read(station.path("package.pdf")).unwrap());
    take_in(&station, 0, &publish(&registry));
    let here = station.json(0, &["register-copy"]);
    assert_eq!((&here["count"], &here["elsewhere"]), (&json!(4), &json!(3)));
    assert!(!watching(&station, &own).contains("before taking on more"), "four are not too many");

    let registry = Place { today: "2025-06-20", ..registry };
    entry(&registry, NAMES[3]);
    let registry = registry.on("2026-04-04");
    let station = station.on("2026-04-04");
    take_in(&station, 0, &publish(&registry));
    let says = "Sam Example attends 5 partnerships: look at the load before taking on more \
                (against the register copy of 4 April 2026).";
    assert!(watching(&station, &own).contains(says), "{}", watching(&station, &own));
    registry.json(0, &["package", "--out", "@/package.pdf"]);
    take_in(&station, 0, &std::fs::read(registry.path("package.pdf")).unwrap());
    assert_eq!(station.json(0, &["register-copy"])["elsewhere"], 0);
    assert!(watching(&station, &own).contains(says), "{}", watching(&station, &own));
    assert_eq!(station.json(0, &["doctor"])["ok"], true);
}

#[test]
fn an_older_copy_and_an_altered_one_are_refused_with_a_sentence() {
    let registry = registry(&NAMES[..1]);
    let (old, registry) = (publish(&registry), registry.on("2026-05-01"));
    let new = publish(&registry);
    let station = Place::new("2026-05-01");
    take_in(&station, 0, &old);
    take_in(&station, 0, &new);
    assert_eq!(station.json(0, &["register-copy"])["day"], "2026-05-01");
    let says = "This register copy of 3 April 2026 is not taken in: the one of 1 May 2026 that is here is newer.";
    assert!(refused(&station, &old).starts_with(says), "{}", refused(&station, &old));

    let pages = new.len() / 3;
    for (what, file) in [
        ("cut off", new[..new.len() / 2].to_vec()),
        ("its pages", [&new[..pages], &[new[pages] ^ 1], &new[pages + 1..]].concat()),
    ] {
        assert!(refused(&station, &file).contains("is not taken in"), "{what}");
    }
    // Bytes all over what was put behind the pages: one that nothing reads may differ, and changes nothing.
    let start = new.windows(5).position(|bytes| bytes == b"%%EOF").unwrap();
    for at in (start + 7..new.len()).step_by((new.len() - start) / 12) {
        let mut file = new.clone();
        file[at] ^= 4;
        assert!(is_refused_or_the_same(&station, &file), "byte {at}");
    }
}

/// Is an altered file refused, or nothing that counts altered in it?
fn is_refused_or_the_same(station: &Place, file: &[u8]) -> bool {
    std::fs::write(station.path("received.pdf"), file).unwrap();
    let before = station.json(0, &["register-copy", "--search", ""]);
    let run = station.run(&["--json", "import", "@/received.pdf"]);
    let told: Value = serde_json::from_slice(&run.out).unwrap();
    before == station.json(0, &["register-copy", "--search", ""]) && (run.code == 1 || told["known"] == 1)
}

#[test]
fn a_name_near_one_of_the_copy_is_told_by_new_and_by_the_import_of_a_spreadsheet() {
    let file = publish(&registry(&NAMES[..2]));
    let station = Place::new(DAY);
    let says = format!("Perhaps it is “{}”, which is there already, on the register{SAYS}.", NAMES[0]);
    let sheet = "Name,Type\nHarnham Flood-Watch,network\nBemerton Homes,network\nMill Forum,network\n\
        Bemerton Homes,network\n";
    std::fs::write(station.path("own.csv"), sheet).unwrap();
    let dry = || station.json(0, &["import-register", "@/own.csv", "--dry-run"]);
    let results = |told: &Value| -> Vec<String> {
        told["rows"].as_array().unwrap().iter().map(|row| row["result"].as_str().unwrap().to_owned()).collect()
    };
    let draft = "new, to be completed";
    assert_eq!(results(&dry()), [draft, draft, draft, "there already"], "before the copy came in");

    take_in(&station, 0, &file);
    let told = dry();
    let perhaps = "perhaps there already";
    assert_eq!(results(&told), [perhaps, perhaps, draft, "there already"], "of the copy's, a person decides");
    let message = |at: usize| told["rows"][at]["message"].as_str().unwrap();
    assert!(message(0).starts_with(&says) && told["rows"][0]["ref"].is_null(), "{told:#}");
    assert!(message(1).starts_with(&says.replace(NAMES[0], NAMES[1])), "{told:#}");
    assert!(message(3).contains("“Bemerton Homes” is there already, in row 3."), "{told:#}");

    assert_eq!(station.json(0, &["new", "Mill Forum"])["near"], Value::Null);
    let made = station.json(0, &["new", "Harnham Flood-Watch"]);
    assert_eq!(made["near"], json!(says));
    // One that is here comes first.
    let reference = made["ref"].as_str().unwrap();
    let run = station.run(&["new", "Harnham Floodwatch"]);
    let own = format!("Perhaps it is “Harnham Flood-Watch”, which is there already, on the register as {reference}.");
    assert!(run.text().contains(&own), "{run:?}");
}
