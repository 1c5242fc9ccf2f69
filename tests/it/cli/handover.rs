//! People who left, and partnerships handed over from one lead to another.

use super::{Place, answers_of, first, keys};
use serde_json::{Value, json};

/// Three partnerships of one lead; their references.
fn three() -> (Place, Vec<String>) {
    let place = Place::new("2025-06-20");
    let named = |name: &str| {
        let mut answers = answers_of("register-entry");
        answers["r_name"] = json!(name);
        place.complete("register-entry", None, &answers)["ref"].as_str().unwrap().to_owned()
    };
    let all = ["Harnham Flood Watch", "Bemerton Homes", "Wilton Roads"].map(named).to_vec();
    (place, all)
}

fn watching(place: &Place, reference: &str) -> Vec<String> {
    let shown = place.json(0, &["show", reference]);
    shown["watching"].as_array().unwrap().iter().map(|says| says.as_str().unwrap().to_owned()).collect()
}

fn lead(place: &Place, reference: &str) -> Value {
    place.json(0, &["show", reference])["register"]["reg_lead"].clone()
}

/// A partnership's line of the register, as people are shown it, but for the day it last changed.
fn line(place: &Place, reference: &str) -> Value {
    let rows = place.json(0, &["register"]);
    let mut row = rows["rows"].as_array().unwrap().iter().find(|row| row["ref"] == reference).unwrap().clone();
    row.as_object_mut().unwrap().remove("changed");
    row
}

#[test]
fn an_entry_whose_lead_has_left_says_so_until_it_is_taken_back() {
    let (place, all) = three();
    let place = place.on("2025-07-01");
    assert!(watching(&place, &all[0]).is_empty());
    let left = place.json(0, &["left", "Sam Example", "--on", "2025-06-30"]);
    keys(first(&left), &["name", "on", "leads"], &[]);
    assert_eq!(first(&left), &json!({ "name": "Sam Example", "on": "2025-06-30", "leads": 3 }));
    let says = "Sam Example left on 30 June 2025: hand the partnership over to a new lead.";
    assert_eq!(watching(&place, &all[0]), [says]);
    place.run(&["left", "Sam Example", "--on", "2025-07-02"]).refused(1, "That day is still to come");
    place.run(&["left", "Nobody", "--undo"]).refused(1, "Nobody noted that Nobody has left");
    assert_eq!(
        place.json(0, &["left", "Mr. sam example", "--undo"]),
        json!([]),
        "the same person, written another way"
    );
    assert!(watching(&place, &all[0]).is_empty());
    assert_eq!(place.json(0, &["doctor"])["ok"], true);
}

#[test]
fn the_reason_why_an_entry_is_stale_is_told_apart() {
    let (place, all) = three();
    place.json(0, &["left", "Sam Example", "--on", "2025-06-20"]);
    let place = place.on("2026-08-01");
    let says = watching(&place, &all[0]);
    for words in
        ["has not been confirmed for 13 months", "left on 20 June 2025", "The next meeting on the register is past"]
    {
        assert_eq!(says.iter().filter(|one| one.contains(words)).count(), 1, "{words}: {says:?}");
    }
    // Thirteen months after the date agreed, and 30 days more: the next meeting and the lead are overdue, too.
    let reported = says.iter().filter(|one| one.contains("goes into the quarterly report")).count();
    assert_eq!(reported, 2, "{says:?}");
    let place = place.on("2026-08-15");
    let says = watching(&place, &all[0]);
    assert_eq!(says.iter().filter(|one| one.contains("goes into the quarterly report")).count(), 3, "{says:?}");
}

#[test]
fn all_partnerships_of_a_lead_are_handed_over_in_one_step_and_given_back() {
    let (place, all) = three();
    let place = place.on("2025-07-01");
    let led = place.json(0, &["hand-over", "Sam Example"]);
    assert_eq!(led.as_array().unwrap().len(), 3);
    let before = line(&place, &all[0]);
    let call = [
        "hand-over",
        "Sam Example",
        "--to",
        "N. Ejemplo",
        "--post",
        "Station Manager",
        "--phone",
        "01632 960202",
        "--reason",
        "Moved to Training",
    ];
    let told = place.json(0, &call);
    keys(&told, &["id", "handed_over", "refused"], &[]);
    assert_eq!((&told["handed_over"], &told["refused"]), (&json!(all), &json!([])));
    for reference in &all {
        let new = lead(&place, reference);
        assert_eq!((&new["name"], &new["phone"]), (&json!("N. Ejemplo"), &json!("01632 960202")));
        assert_eq!(new["email"], Value::Null, "the former lead's address is not the new lead's");
        let line = line(&place, reference);
        let reps = line["reg_reps"].as_str().unwrap();
        assert!(reps.contains("N. Ejemplo") && reps.contains("Llŷr Enghraifft") && !reps.contains("Sam"), "{reps}");
        let history = place.json(0, &["history", reference]);
        let told = "Handed over from Sam Example to N. Ejemplo: Moved to Training";
        let lines = history.as_array().unwrap().iter().filter(|line| line["what"] == told).count();
        assert_eq!(lines, 1, "{history:#}");
    }
    assert_eq!(place.json(0, &["hand-over", "Sam Example"]), json!([]));

    let id = told["id"].as_str().unwrap();
    let undone = place.json(0, &["hand-over", id, "--undo"]);
    assert_eq!(undone["handed_over"].as_array().unwrap().len(), 3);
    assert_eq!(line(&place, &all[0]), before, "everything stands as it did");
    let documents = place.json(0, &["show", &all[0]])["documents"].clone();
    assert_eq!(documents.as_array().unwrap().len(), 1, "versions of one entry, no further form");
    place.run(&["hand-over", id, "--undo"]).refused(1, "This hand-over was taken back already");
    let list = place.json(0, &["hand-over", "--list"]);
    assert_eq!((&first(&list)["undone"], &first(&list)["count"]), (&json!(true), &json!(3)));
    assert_eq!(place.json(0, &["doctor"])["ok"], true);
}

#[test]
fn a_hand_over_of_some_leaves_the_others_and_is_not_given_back_once_one_was_changed() {
    let (place, all) = three();
    let place = place.on("2025-07-01");
    // The second is being changed by somebody: nothing of it is touched.
    let file = place.answers(&json!({ "r_change_why": "A correction" }));
    place.json(0, &["fill", "register-entry", "--partnership", &all[1], "--answers", file]);
    let call =
        ["hand-over", "Sam Example", "--to", "N. Ejemplo", "--reason", "Moved", "--only", &all[0], "--only", &all[1]];
    let told = place.json(1, &call);
    assert_eq!(told["handed_over"], json!([all[0]]));
    assert!(first(&told["refused"])["reason"].as_str().unwrap().contains("is being changed"), "{told:#}");
    assert_eq!(lead(&place, &all[2])["name"], "Sam Example");
    place.run(&call[..4]).refused(1, "A hand-over has partnerships, a new lead and a reason");

    let file = place.answers(&json!({ "r_change_why": "A new deputy", "r_deputy": "Wren Placeholder" }));
    let call = ["fill", "register-entry", "--partnership", &all[0], "--answers", file, "--complete"];
    assert_eq!(place.json(0, &call)["state"], "completed");
    let id = told["id"].as_str().unwrap();
    place.run(&["hand-over", id, "--undo"]).refused(1, &format!("The register entry was changed since: {}", all[0]));
    assert_eq!(lead(&place, &all[0])["name"], "N. Ejemplo");
}

#[test]
fn a_deputy_who_becomes_the_lead_stands_among_the_representatives_once() {
    let (place, all) = three();
    let place = place.on("2025-07-01");
    let call = ["hand-over", "Sam Example", "--to", "Llŷr Enghraifft", "--reason", "Promoted", "--only", &all[0]];
    let told = place.json(0, &call);
    assert_eq!(line(&place, &all[0])["reg_reps"], "Llŷr Enghraifft");
    let reps = place.json(0, &["show", &all[0]])["register"]["reg_reps"].clone();
    let cells = &first(&reps)["cells"];
    assert_eq!((&cells["role"], &cells["post"]), (&json!("lead"), &json!("Watch Manager, Salisbury")));
    place.json(0, &["hand-over", told["id"].as_str().unwrap(), "--undo"]);
    assert_eq!(line(&place, &all[0])["reg_reps"], "Sam Example, Llŷr Enghraifft");
}
