//! What is not asked: a part, a page and questions that come and go with an answer.

use super::Place;
use crate::fixture::root;
use serde_json::{Value, json};

impl Place {
    #[track_caller]
    fn hiding(&self, code: i32, words: &[&str]) -> Value {
        let pack = root().join("tests/packs/hidden");
        self.json(code, &[&["--pack", pack.to_str().unwrap()], words].concat())
    }

    /// Completes an agreement, of a partnership or of a new one.
    #[track_caller]
    fn agree(&self, reference: Option<&str>, answers: &Value) {
        let file = self.answers(answers);
        let of = reference.map(|reference| ["--partnership", reference]);
        let words = ["fill", "agreement", "--part", "lead", "--answers", file, "--complete"];
        self.hiding(0, &[&words[..], of.iter().flatten().copied().collect::<Vec<_>>().as_slice()].concat());
    }

    fn signs(&self, code: i32, role: &str, part: &str, on: &str) {
        let words = ["sign", "P-0001", "--form", "agreement", "--part", part, "--role", role, "--on", on];
        self.hiding(
            code,
            &[&words[..], &["--name", if role == "lead" { "Sam Example" } else { "Jo Specimen" }]].concat(),
        );
    }

    fn entry(&self) -> Value {
        self.hiding(0, &["show", "P-0001"])["register"].clone()
    }
}

#[test]
fn a_form_whose_last_part_is_hidden_takes_effect_with_the_last_that_is_shown() {
    let place = Place::new("2026-03-31");
    place.agree(None, &json!({ "h_name": "Harbour Board", "h_scope": "small" }));
    assert_eq!(place.entry()["reg_scope"], Value::Null);
    // The page for large ones is hidden, and so is its signature: one is enough.
    place.signs(0, "lead", "lead", "2026-03-31");
    assert_eq!((&place.entry()["reg_scope"], &place.entry()["reg_name"]), (&json!("small"), &json!("Harbour Board")));
    let documents = place.hiding(0, &["show", "P-0001"])["documents"].clone();
    assert_eq!((documents.as_array().unwrap().len(), &documents[0]["state"]), (1, &json!("signed")));
}

#[test]
fn a_form_whose_last_part_is_shown_waits_for_it_and_for_the_signatures_of_every_page() {
    let place = Place::new("2026-03-31");
    let large = json!({ "h_name": "Harbour Board", "h_scope": "large", "h_next": "2027-03-31", "h_budget": "Much" });
    place.agree(None, &large);
    place.signs(0, "lead", "lead", "2026-03-31");
    place.signs(0, "director", "lead", "2026-03-31");
    assert_eq!(place.entry()["reg_scope"], Value::Null);
    let decision = place.answers(&json!({ "h_agreed": true }));
    let words = ["fill", "agreement", "--partnership", "P-0001", "--part", "director", "--answers", decision];
    place.hiding(0, &[&words[..], &["--complete"]].concat());
    place.signs(0, "director", "director", "2026-03-31");
    assert_eq!((&place.entry()["reg_scope"], &place.entry()["reg_next"]), (&json!("large"), &json!("2027-03-31")));
}

#[test]
fn a_column_whose_question_clears_it_is_emptied_where_it_is_not_asked() {
    let place = Place::new("2026-03-31");
    let large = json!({ "h_name": "Harbour Board", "h_scope": "large", "h_next": "2027-03-31", "h_budget": "Much" });
    place.agree(None, &large);
    place.signs(0, "lead", "lead", "2026-03-31");
    place.signs(0, "director", "lead", "2026-03-31");
    let decision = place.answers(&json!({ "h_agreed": true }));
    let words = ["fill", "agreement", "--partnership", "P-0001", "--part", "director", "--answers", decision];
    place.hiding(0, &[&words[..], &["--complete"]].concat());
    place.signs(0, "director", "director", "2026-03-31");
    assert_eq!((&place.entry()["reg_next"], &place.entry()["reg_budget"]), (&json!("2027-03-31"), &json!("Much")));
    // A later agreement does not ask for either: one column is emptied, the other keeps what was said last.
    let place = place.on("2026-06-30");
    place.agree(Some("P-0001"), &json!({ "h_scope": "small" }));
    assert_eq!(place.entry()["reg_next"], "2027-03-31", "it is not signed yet");
    place.signs(0, "lead", "lead", "2026-06-30");
    let entry = place.entry();
    assert_eq!((&entry["reg_scope"], &entry["reg_next"]), (&json!("small"), &Value::Null));
    assert_eq!(entry["reg_budget"], "Much");
    // Two agreements are two files, though no period tells them apart.
    let files = place.hiding(0, &["export", "P-0001", "--out", "@/papers"])["files"].clone();
    let names: Vec<&str> =
        files.as_array().unwrap().iter().map(|file| file.as_str().unwrap().rsplit('/').next().unwrap()).collect();
    assert_eq!(names, ["P-0001-agreement.pdf", "P-0001-agreement-2.pdf"]);
    assert!(names.iter().all(|name| place.path("papers").join(name).is_file()));
}
