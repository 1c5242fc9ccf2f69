//! Forms that an answer opens: offered after completion, until somebody begins them.

use super::Place;
use crate::fixture::root;
use serde_json::{Value, json};

#[test]
fn an_answer_opens_a_form_until_it_is_begun() {
    let place = Place::new("2026-03-31");
    let pack = root().join("tests/packs/hidden");
    let call = |code: i32, words: &[&str]| -> Value {
        place.json(code, &[&["--pack", pack.to_str().unwrap()], words].concat())
    };
    let answers = place.answers(&json!({ "h_name": "Harbour Board", "h_scope": "small" }));
    call(0, &["fill", "agreement", "--part", "lead", "--answers", answers, "--complete"]);
    assert_eq!(call(0, &["show", "P-0001"])["opened"], json!([]));
    let answers = place.answers(&json!({ "h_name": "Quay Forum", "h_scope": "large" }));
    call(0, &["fill", "agreement", "--part", "lead", "--answers", answers]);
    assert_eq!(call(0, &["show", "P-0002"])["opened"], json!([]), "it is not completed yet");
    call(0, &["fill", "agreement", "--partnership", "P-0002", "--part", "lead", "--answers", answers, "--complete"]);
    let because = "How large is it? Large";
    let own = json!({ "form": "plan", "procedure": "", "because": because });
    let other = json!({
        "form": "hallmarks", "procedure": "Partnership Guidance",
        "because": "Who works with whom? Districts; Others",
    });
    assert_eq!(call(0, &["show", "P-0002"])["opened"], json!([own]));
    let answers = place.answers(&json!({ "h_who": ["districts", "others"] }));
    call(0, &["fill", "agreement", "--partnership", "P-0002", "--part", "lead", "--answers", answers, "--complete"]);
    assert_eq!(call(0, &["show", "P-0002"])["opened"], json!([own, other]));
    // Begun, it is offered no more; the form of the other procedure still is.
    let answers = place.answers(&json!({ "p_text": "Meet first" }));
    call(0, &["fill", "plan", "--partnership", "P-0002", "--answers", answers]);
    assert_eq!(call(0, &["show", "P-0002"])["opened"], json!([other]));
    let of_other = ["--pack", "rochford-dc", "fill", "hallmarks", "--partnership", "P-0002", "--answers"];
    place.json(0, &[&of_other[..], &[place.answers(&json!({}))]].concat());
    assert_eq!(call(0, &["show", "P-0002"])["opened"], json!([]));
}
