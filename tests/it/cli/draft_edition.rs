//! A draft that was begun under an earlier edition of its procedure: it goes on, is moved, and moved back.

use super::Place;
use crate::fixture::copy_of_rochford;
use serde_json::{Value, json};

const FORM: [&str; 2] = ["--form", "key-partnership"];

impl Place {
    /// Makes the procedure's folder, in its first edition or in the one that changes the form.
    fn edition_of_pack(&self, second: bool) {
        copy_of_rochford(&self.path("pack"), second);
    }

    #[track_caller]
    fn ours(&self, code: i32, words: &[&str]) -> Value {
        self.json(code, &[&["--pack", "@/pack"], words].concat())
    }

    /// Begins the form under the first edition, and puts the second in force.
    fn begun(&self) {
        self.edition_of_pack(false);
        let answers = self.answers(&json!({
            "rk_name": "Harbour Board", "rk_officer": "hpt", "rk_definition": ["goal"], "rk_purpose": "Clean water.",
            "rk_lead": { "name": "Sam Example", "post": "Harbour Officer" },
            "rk_reasons": ["vision"], "rk_since": "2026-11-02",
        }));
        self.ours(0, &["fill", "key-partnership", "--answers", answers]);
        self.edition_of_pack(true);
    }
}

fn names(told: &Value, what: &str) -> Vec<String> {
    let changes = told["changes"].as_array().unwrap().iter().filter(|one| one["what"] == what);
    changes.map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_draft_goes_on_under_the_edition_it_was_begun_under() {
    let place = Place::new("2026-12-01");
    place.begun();
    let told = place.ours(0, &[&["edition", "P-0001"], &FORM[..]].concat());
    assert_eq!((&told["earlier"], &told["moved"]), (&json!(true), &json!(false)));
    assert_eq!(names(&told, "Added"), ["How often does it meet?"]);
    assert_eq!(names(&told, "Removed"), ["What makes it a partnership?", "HPT: Head of Planning and Transportation"]);
    assert_eq!(names(&told, "Changed"), ["What does it do for the district?"]);
    assert_eq!(told["required"], json!(["How often does it meet?"]));
    let unfit = "“hpt” is not one of the options; choose from the list (“Which officer leads for us?”)";
    assert_eq!(told["unfit"], json!([unfit]));
    assert_eq!(
        told["kept"],
        json!([{ "question": "What makes it a partnership?", "says": "They agreed to work for a common goal" }])
    );
    // As it was: it is completed with the questions it was begun with.
    let more = place.answers(&json!({ "rk_purpose": "Clean water and safe quays." }));
    let done = place.ours(0, &["fill", "key-partnership", "--partnership", "P-0001", "--answers", more, "--complete"]);
    assert_eq!(done["state"], "completed");
    assert_eq!(place.run(&["--pack", "@/pack", "doctor"]).code, 0);
    place
        .run(&[&["--pack", "@/pack", "edition", "P-0001"], &FORM[..], &["--move"]].concat())
        .refused(1, "There is no draft of this part");
}

#[test]
fn a_draft_is_moved_with_everything_typed_and_moved_back() {
    let place = Place::new("2026-12-01");
    place.begun();
    let call = [&["edition", "P-0001"], &FORM[..]].concat();
    place
        .run(&[&["--pack", "@/pack"], &call[..], &["--back"]].concat())
        .refused(1, "This draft was not moved to another version");
    let moved = place.ours(0, &[&call[..], &["--move"]].concat());
    assert_eq!((&moved["earlier"], &moved["moved"]), (&json!(false), &json!(true)));
    assert_eq!(
        moved["kept"],
        json!([{ "question": "What makes it a partnership?", "says": "They agreed to work for a common goal" }])
    );
    // Under the new edition what does not fit is told, and the new question is asked.
    let wrong = place.ours(
        1,
        &["fill", "key-partnership", "--partnership", "P-0001", "--answers", place.answers(&json!({})), "--complete"],
    );
    let questions: Vec<&Value> = wrong["findings"].as_array().unwrap().iter().map(|one| &one["question"]).collect();
    assert_eq!(questions, [&json!("rk_officer"), &json!("rk_meets")]);
    // Back again, nothing is lost.
    let back = place.ours(0, &[&call[..], &["--back"]].concat());
    assert_eq!((&back["earlier"], &back["moved"]), (&json!(true), &json!(false)));
    place.ours(0, &[&call[..], &["--move"]].concat());
    let right = place.answers(&json!({ "rk_officer": "cex", "rk_meets": "Every month" }));
    let done = place.ours(0, &["fill", "key-partnership", "--partnership", "P-0001", "--answers", right, "--complete"]);
    assert_eq!(done["state"], "completed");
    // What nothing asks for is kept beside the completed form, and comes back where it is changed again.
    let again = place.answers(&json!({ "rk_meets": "Every quarter" }));
    place.ours(0, &["fill", "key-partnership", "--partnership", "P-0001", "--answers", again]);
    let kept = place.ours(0, &call)["kept"].clone();
    assert_eq!(kept, json!([{ "question": "rk_definition", "says": "goal" }]));
    assert_eq!(place.run(&["--pack", "@/pack", "doctor"]).code, 0);
}

#[test]
fn an_edition_that_changes_nothing_in_the_form_is_taken_without_a_word() {
    let place = Place::new("2026-12-01");
    place.begun();
    place.edition_of_pack(false);
    let policy = place.path("pack").join("policy.toml");
    let text = std::fs::read_to_string(&policy).unwrap();
    std::fs::write(&policy, text.replace("report        = 30", "report        = 45")).unwrap();
    let told = place.ours(0, &[&["edition", "P-0001"], &FORM[..]].concat());
    assert_eq!((&told["earlier"], &told["changes"]), (&json!(false), &json!([])));
}
