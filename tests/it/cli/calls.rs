//! Forms, checking, filling, and calls that are wrong.

use super::{Place, Run, answers_of, exists, first, keys, messages, with};
use serde_json::json;

#[test]
fn forms_are_listed_and_shown() {
    let place = Place::new("2026-03-31");
    let forms = place.json(0, &["forms"]);
    for form in forms.as_array().unwrap() {
        keys(form, &["id", "title", "clause", "pages", "questions", "required"], &[]);
    }
    assert_eq!(first(&forms)["id"], "register-entry");
    let form = place.json(0, &["forms", "show", "register-entry"]);
    keys(&form, &["id", "title", "pages"], &["clause"]);
    let page = first(&form["pages"]);
    keys(page, &["title", "questions"], &["id", "part"]);
    let question = |id: &str| {
        let pages = form["pages"].as_array().unwrap().iter();
        let mut questions = pages.flat_map(|page| page["questions"].as_array().unwrap());
        questions.find(|question| question["id"] == id).unwrap().clone()
    };
    keys(&question("r_name"), &["id", "ask", "kind", "required", "clause", "max_chars"], &[]);
    keys(&question("r_kind"), &["id", "ask", "kind", "required", "clause", "options"], &[]);
    keys(first(&question("r_kind")["options"]), &["code", "label"], &[]);
    keys(&question("r_meetings_year"), &["id", "ask", "kind", "required", "clause", "max"], &[]);
    keys(&question("r_authority_limit"), &["id", "ask", "kind", "required", "show_when", "clause"], &["within"]);
    let table = question("r_costs");
    keys(&table, &["id", "ask", "kind", "required", "clause", "columns", "rows"], &[]);
    keys(first(&table["columns"]), &["id", "label", "kind", "options"], &["required"]);
    assert!(!exists(&place.path("data")), "looking at forms makes no records");
}

#[test]
fn answers_are_checked_without_keeping_anything() {
    let place = Place::new("2025-06-20");
    let good = place.answers(&answers_of("register-entry"));
    let checked = place.json(0, &["check", "register-entry", "--answers", good]);
    keys(&checked, &["findings", "pages", "facts", "results"], &[]);
    assert_eq!(messages(&checked), Vec::<String>::new());
    assert_eq!(checked["facts"]["value"], 1_200_000);
    keys(&checked["results"]["approval"], &["level", "reason"], &[]);
    keys(first(&checked["results"]["due"]), &["form", "on"], &[]);

    let bad = json!({ "r_agreed": "31 February 2026", "r_kind": "cps", "r_name": null, "r_nmae": "x" });
    let bad = place.answers(&with(&answers_of("register-entry"), &bad));
    let checked = place.json(1, &["check", "register-entry", "--answers", bad]);
    keys(first(&checked["findings"]), &["question", "code", "message"], &["level", "row", "column"]);
    assert_eq!(
        messages(&checked),
        [
            "r_nmae unknown_question: No question of this form is called “r_nmae”; did you mean “r_name”?",
            "r_name missing: Answer “Name of the partnership”",
            "r_kind not_an_option: “cps” is not one of the options; choose from the list; did you mean “csp”? (“What kind of partnership is it?”)",
            "r_agreed no_such_day: There is no such day as “31 February 2026”; check the day and the month (“When was our part in it agreed?”)",
        ]
    );
    // Facts and results are worked out from what is answered.
    assert_eq!(
        (&checked["facts"]["value"], &checked["results"]["approval"]["level"]),
        (&json!(1_200_000), &json!("board"))
    );
    assert!(!exists(&place.path("data")), "checking keeps nothing");
}

#[test]
fn answers_may_be_toml_or_json_or_typed() {
    let place = Place::new("2026-03-31");
    std::fs::write(place.path("a.toml"), "r_name = \"Example\"\n").unwrap();
    let by_file = place.json(1, &["check", "register-entry", "--answers", "@/a.toml"]);
    let typed = |text: &str| place.run_with(&["--json", "check", "register-entry", "--answers", "-"], text);
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&typed("r_name = \"Example\"").out).unwrap(), by_file);
    assert_eq!(
        serde_json::from_slice::<serde_json::Value>(&typed("{ \"r_name\": \"Example\" }").out).unwrap(),
        by_file
    );
    typed("r_name = Example").refused(1, "line 1: this is not TOML");
    typed("{ \"r_name\": }").refused(1, "line 1: this is not JSON");
    place.run(&["check", "register-entry", "--answers", "@/none.toml"]).refused(2, "there is no such file");
}

#[test]
fn a_draft_keeps_what_is_wrong_and_completes_when_it_is_right() {
    let place = Place::new("2025-06-20");
    let half = place.answers(&json!({ "r_name": "Half a partnership", "r_agreed": "31 February" }));
    let filled = place.json(0, &["fill", "register-entry", "--answers", half]);
    keys(&filled, &["ref", "document", "form", "part", "period", "state", "revision", "findings"], &[]);
    assert_eq!((&filled["state"], &filled["revision"]), (&json!("draft"), &json!(null)));
    assert!(messages(&filled).iter().any(|line| line.starts_with("r_agreed not_a_date")), "{filled:#}");
    let reference = filled["ref"].as_str().unwrap();
    let empty = place.answers(&json!({}));
    let refused =
        place.json(1, &["fill", "register-entry", "--partnership", reference, "--answers", empty, "--complete"]);
    assert_eq!((&refused["state"], &refused["document"]), (&json!("draft"), &filled["document"]));
    let whole = place.complete(
        "register-entry",
        Some(reference),
        &with(&answers_of("register-entry"), &json!({ "r_name": null })),
    );
    assert_eq!((&whole["document"], &whole["findings"]), (&filled["document"], &json!([])));
    assert_eq!(place.json(0, &["show", reference])["name"], "Half a partnership");
    assert_eq!(whole["revision"].as_str().unwrap().len(), 64);
}

#[test]
fn without_a_name_a_partnership_is_untitled() {
    let place = Place::new("2025-06-20");
    let filled = place.json(0, &["fill", "register-entry", "--answers", place.answers(&json!({}))]);
    assert_eq!(place.json(0, &["show", filled["ref"].as_str().unwrap()])["name"], "Untitled");
}

#[test]
fn wrong_calls_end_with_2_and_wrong_names_with_1() {
    let place = Place::new("2026-03-31");
    place.run(&["nonsense"]).refused(2, "unrecognized subcommand 'nonsense'");
    place.run(&["fill", "register-entry"]).refused(2, "--answers");
    place.run(&[]).refused(2, "Usage");
    let run = |today: &'static str| -> Run { Place::new(today).run(&["forms"]) };
    run("31/03/2026").refused(2, "is not a date for --today");
    run("2026-02-31").refused(2, "is not a date for --today");
    place.run(&["forms", "show", "apendix-c"]).refused(1, "There is no form “apendix-c”");
    let empty = place.answers(&json!({}));
    place.run(&["check", "apendix-c", "--answers", empty]).refused(1, "There is no form “apendix-c”");
    place.run(&["fill", "apendix-c", "--answers", empty]).refused(1, "There is no form “apendix-c”");
    place.run(&["show", "WK-9999"]).refused(1, "WK-9999");
    place.run(&["new", " "]).refused(1, "has no name");
    place.run(&["--pack", "wiltshire", "forms"]).refused(1, "There is no pack “wiltshire”");
    let reference = place.json(0, &["new", "Example"])["ref"].as_str().unwrap().to_owned();
    let file = ["fill", "appendix-c", "--partnership", &reference, "--answers", empty];
    place.run(&[&file[..], &["--part", "finance"]].concat()).refused(1, "This form has no part “finance”");
    let reference = place.json(0, &["new", "Other"])["ref"].as_str().unwrap().to_owned();
    place.run(&["export", &reference, "--form", "appendix-c", "--out", "@/x.pdf"]).refused(1, "nothing to export");
    place.run(&["register", "--where", "reg_kind"]).refused(2, "is not a filter");
    place
        .run(&["sign", &reference, "--form", "appendix-c", "--role", "lead", "--name", "A", "--on", "today"])
        .refused(1, "“today” is not a date");
}
