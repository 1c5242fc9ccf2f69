//! Two procedures in one data folder: each sees its own forms of a partnership, and its rules never mix.

use super::Place;
use serde_json::json;

/// Answers "yes" to every graded question of a form.
fn all_yes(desk: &Place, pack: &str, form: &str) -> String {
    let shown = desk.json(0, &["--pack", pack, "forms", "show", form]);
    let pages = shown["pages"].as_array().unwrap();
    let questions = pages.iter().flat_map(|page| page["questions"].as_array().unwrap());
    let graded = questions.filter(|question| question["kind"] == "graded");
    let lines = graded.map(|question| format!("{} = {{ answer = \"yes\" }}", question["id"].as_str().unwrap()));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_partnership_carries_forms_of_two_procedures_and_each_register_keeps_to_its_own() {
    let desk = Place::new("2026-11-24");
    desk.json(0, &["new", "Safer Homes"]);
    desk.json(0, &["new", "Road Watch"]);
    let rochford = ["--pack", "rochford-dc"];
    let names = |pack: &[&str]| -> Vec<String> {
        let found = desk.json(0, &[pack, &["register"]].concat());
        found["rows"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&rochford), Vec::<String>::new(), "nothing of Rochford’s is there yet");
    std::fs::write(desk.path("hallmarks.toml"), all_yes(&desk, "rochford-dc", "hallmarks")).unwrap();
    let fill = ["fill", "hallmarks", "--partnership", "P-0001", "--answers", "@/hallmarks.toml"];
    desk.json(0, &[&rochford[..], &fill[..]].concat());
    assert_eq!(names(&rochford), ["Safer Homes"]);
    assert_eq!(names(&[]), ["Road Watch", "Safer Homes"]);
    let told = String::from_utf8(desk.run(&[&rochford[..], &["register"]].concat()).out).unwrap();
    assert!(told.contains("Road Watch (other procedures only)"), "{told}");
    let forms = |pack: &[&str]| -> Vec<String> {
        let shown = desk.json(0, &[pack, &["show", "P-0001"]].concat());
        shown["documents"].as_array().unwrap().iter().map(|one| one["form"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(forms(&rochford), ["hallmarks"]);
    assert_eq!(forms(&[]), ["register-entry"]);
    assert_eq!(desk.json(0, &["doctor"])["ok"], json!(true));
}
