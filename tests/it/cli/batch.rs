//! Many forms at once: the business case in one file, and a paper for everything due.

use super::{Place, answers_of, exists, keys};
use serde_json::{Value, json};

fn names(list: &Value) -> Vec<String> {
    let name = |path: &Value| path.as_str().unwrap().replace('\\', "/").rsplit('/').next().unwrap().to_owned();
    list.as_array().unwrap().iter().map(name).collect()
}

#[test]
fn the_forms_of_a_business_case_are_one_file() {
    let place = Place::new("2026-03-31");
    let reference = place.partnership();
    place.run(&["bundle", &reference, "--out", "@/case.pdf"]).refused(1, "Nothing of “Business case” is begun");
    let file = place.answers(&json!({ "b_decision": "approved" }));
    place.json(0, &["fill", "appendix-b", "--partnership", &reference, "--answers", file]);
    let made = place.json(0, &["bundle", &reference, "--out", "@/case.pdf"]);
    keys(&made, &["file"], &[]);
    let bytes = std::fs::read(place.path("case.pdf")).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    assert!(place.run(&["bundle", &reference, "business-case", "--out", "-"]).out == bytes, "the same bytes each time");
    place.run(&["bundle", &reference, "busines-case", "--out", "-"]).refused(1, "There is no bundle");
    let history = place.json(0, &["history", &reference]);
    assert!(!history.to_string().contains("Printed"), "a copy is not issued: {history:#}");
}

#[test]
fn a_paper_is_written_for_each_review_due_and_a_second_run_goes_on() {
    let place = Place::new("2025-06-20");
    place.complete("register-entry", None, &answers_of("register-entry"));
    let place = place.on("2026-04-10");
    let made = place.json(0, &["print-due", "--within", "60", "--form", "appendix-c", "--out", "@/due"]);
    keys(&made, &["written", "there_already"], &[]);
    let written = names(&made["written"]);
    assert!(
        written.len() == 1 && written[0].contains("appendix-c") && written[0].ends_with("-to-fill-in.pdf"),
        "{written:?}"
    );
    let path = place.path("due").join(&written[0]);
    let whole = std::fs::read(&path).unwrap();
    let again = place.json(0, &["print-due", "--within", "60", "--form", "appendix-c", "--out", "@/due"]);
    assert_eq!((names(&again["written"]), names(&again["there_already"])), (vec![], written.clone()));
    // What was cut off is made again, whole.
    std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let again = place.json(0, &["print-due", "--within", "60", "--form", "appendix-c", "--out", "@/due"]);
    assert_eq!(names(&again["written"]), written);
    assert!(std::fs::read(&path).unwrap() == whole && !exists(&place.path("due").join(format!("{}.part", written[0]))));
    // Once it is begun, the draft is another paper.
    let reference = written[0].split("-appendix").next().unwrap();
    let file = place.answers(&json!({ "c_meetings_held": 4 }));
    place.json(0, &["fill", "appendix-c", "--partnership", reference, "--answers", file]);
    let again = place.json(0, &["print-due", "--within", "60", "--form", "appendix-c", "--out", "@/due"]);
    assert!(names(&again["written"])[0].ends_with("-draft.pdf"), "{again:#}");
    let one = place.json(0, &["print-due", "--within", "400", "--out", "@/all.pdf"]);
    keys(&one, &["file", "papers"], &[]);
    assert!(one["papers"].as_u64().unwrap() >= 1);
    assert_eq!(crate::ua::findings(&std::fs::read(place.path("all.pdf")).unwrap()), Vec::<String>::new());
}

#[test]
fn nothing_due_and_a_form_that_is_none_are_said() {
    let place = Place::new("2026-03-31");
    place.run(&["print-due", "--out", "@/due"]).refused(1, "Nothing is due");
    place.run(&["print-due", "--form", "apendix-c", "--out", "@/due"]).refused(1, "There is no form “apendix-c”");
    assert!(!exists(&place.path("due")));
}
