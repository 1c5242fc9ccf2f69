//! The desk of the office that receives forms: the inbox, corrections, reminders, register numbers.

use super::{Place, answers_of, first, keys, review};
use serde_json::{Value, json};

/// A partnership whose lead completed a review with three corrections of the register entry; its reference.
fn reviewed() -> (Place, String) {
    let place = Place::new("2025-06-20");
    let reference = place.partnership();
    let place = place.on("2026-04-03");
    let mut answers = review();
    for (field, correct) in [("Deputy", "Wren Placeholder"), ("Where minutes are kept", "The new folder")] {
        let rows = answers["c_reg_check"].as_array_mut().unwrap();
        let row = rows.iter_mut().find(|row| row["field"] == field).unwrap();
        *row = json!({ "field": field, "right": false, "correct": correct });
    }
    let file = place.answers(&answers);
    let call = ["fill", "appendix-c", "--partnership", &reference, "--part", "lead", "--answers", file, "--complete"];
    assert_eq!(place.json(0, &call)["state"], "completed");
    (place, reference)
}

fn step<'a>(line: &'a Value, step: &str) -> &'a Value {
    line["steps"].as_array().unwrap().iter().find(|one| one["step"] == step).unwrap()
}

impl Place {
    /// Sends a form of this place to another, and takes it in there; returns what was told.
    fn sends(&self, reference: &str, form: &str, to: &Self) -> Value {
        self.json(0, &["export", reference, "--form", form, "--out", "@/sent.pdf"]);
        std::fs::copy(self.path("sent.pdf"), to.path("review.pdf")).unwrap();
        to.json(0, &["import", "@/review.pdf"])
    }

    fn registers(&self, reference: &str, column: &str) -> Value {
        self.json(0, &["show", reference])["register"][column].clone()
    }
}

#[test]
fn a_review_that_came_in_goes_through_the_inbox_step_by_step() {
    let (lead, reference) = reviewed();
    let office = Place::new("2026-04-12");
    let told = lead.sends(&reference, "appendix-c", &office);
    let file = first(&told["files"]);
    keys(file, &["file", "added", "known", "refused", "next"], &[]);
    assert_eq!(file["file"], "review.pdf");
    assert!(first(&file["next"]).as_str().unwrap().contains("record the date of receipt"), "{told:#}");

    let inbox = office.json(0, &["inbox"]);
    let line = first(&inbox);
    keys(line, &["ref", "name", "form", "part", "title", "revision", "file", "next", "steps", "corrections"], &[]);
    assert_eq!(
        (&line["form"], &line["file"], &line["next"]),
        (&json!("appendix-c"), &json!("review.pdf"), &json!("received"))
    );
    assert_eq!(step(line, "came_in")["on"], "2026-04-12");
    assert_eq!(step(line, "corrections")["state"], "open");
    assert_eq!(step(line, "sent")["says"], "To: Area Manager Risk", "our part changes: a decision follows");
    assert_eq!(line["corrections"].as_array().unwrap().len(), 3);

    let reference = line["ref"].as_str().unwrap();
    let note = |words: &[&str]| office.json(0, &[&["inbox", reference, "--form", "appendix-c"], words].concat());
    // The date of receipt is not the date of import; it is what the procedure counts.
    let line = note(&["--step", "received", "--on", "2026-04-03", "--name", "K. Voorbeeld"]);
    assert_eq!(step(&line, "received")["on"], "2026-04-03");
    assert_eq!(step(&line, "came_in")["on"], "2026-04-12");
    let line = note(&["--step", "checked", "--on", "2026-04-12"]);
    assert_eq!(line["next"], "corrections");
    note(&["--accept", "all"]);
    let line = note(&["--step", "seen", "--on", "2026-04-12", "--note", "Kept in the blue binder"]);
    assert_eq!(line["next"], "sent");
    let line = note(&["--step", "sent", "--on", "2026-04-12"]);
    assert_eq!(line["next"], Value::Null);
    assert!(step(&line, "seen")["says"].as_str().unwrap().contains("blue binder"));
    assert_eq!(office.json(0, &["inbox"]), json!([]), "what is done leaves the list");
    assert_eq!(office.json(0, &["inbox", "--all"]).as_array().unwrap().len(), 1);
    let line = note(&["--step", "seen", "--undo"]);
    assert_eq!(line["next"], "seen");
    assert_eq!(office.json(0, &["inbox"]).as_array().unwrap().len(), 1, "and comes back when a step is taken back");
    assert_eq!(office.json(0, &["doctor"])["ok"], true);
}

#[test]
fn a_declined_correction_does_not_take_effect_and_the_sender_is_told() {
    let (lead, reference) = reviewed();
    let office = Place::new("2026-04-12");
    lead.sends(&reference, "appendix-c", &office);
    let own = first(&office.json(0, &["inbox"]))["ref"].as_str().unwrap().to_owned();
    let note = |words: &[&str]| office.json(0, &[&["inbox", &own, "--form", "appendix-c"], words].concat());
    // The entry itself stays with its lead's machine until a package brings it.
    std::fs::copy(
        {
            lead.json(0, &["package", "--out", "@/all.pdf"]);
            lead.path("all.pdf")
        },
        office.path("all.pdf"),
    )
    .unwrap();
    office.json(0, &["import", "@/all.pdf"]);
    assert_eq!(office.registers(&own, "reg_deputy"), "Llŷr Enghraifft", "not before the receipt");

    let refused = office.run(&["inbox", &own, "--form", "appendix-c", "--decline", "reg_deputy", "--reason", " "]);
    refused.refused(1, "A correction is declined with a reason");
    office
        .run(&["inbox", &own, "--form", "appendix-c", "--decline", "reg_exit", "--reason", "No"])
        .refused(1, "“reg_exit” is not to be corrected");
    note(&["--decline", "reg_deputy", "--reason", "No letter of appointment yet"]);
    note(&["--accept", "reg_minutes", "--step", "received", "--on", "2026-04-03"]);
    assert_eq!(office.registers(&own, "reg_deputy"), "Llŷr Enghraifft", "declined");
    assert_eq!(office.registers(&own, "reg_minutes"), "The new folder", "accepted");
    assert_eq!(office.json(0, &["doctor", "--rebuild"])["ok"], true);
    assert_eq!(office.registers(&own, "reg_deputy"), "Llŷr Enghraifft", "nor when all is worked out again");

    // The decision travels back with the form.
    office.json(0, &["export", &own, "--form", "appendix-c", "--out", "@/back.pdf"]);
    std::fs::copy(office.path("back.pdf"), lead.path("back.pdf")).unwrap();
    let lead = lead.on("2026-04-13");
    assert_eq!(lead.json(0, &["import", "@/back.pdf"])["added"], 3, "two decisions and the receipt");
    assert_eq!(lead.registers(&reference, "reg_deputy"), "Llŷr Enghraifft");
    assert_eq!(lead.registers(&reference, "reg_minutes"), "The new folder");
    let history = office.json(0, &["history", &own]);
    let says =
        |words: &str| history.as_array().unwrap().iter().any(|line| line["what"].as_str().unwrap().contains(words));
    assert!(says("Declined the correction of “Deputy”") && says("No letter of appointment yet"), "{history:#}");

    // It is not final: accepted later, it takes effect.
    note(&["--accept", "reg_deputy"]);
    assert_eq!(office.registers(&own, "reg_deputy"), "Wren Placeholder");
}

#[test]
fn a_receipt_has_a_date_that_can_be_and_steps_say_what_is_wrong() {
    let (lead, reference) = reviewed();
    let run = |words: &[&str]| lead.run(&[&["inbox", &reference, "--form", "appendix-c"], words].concat());
    run(&["--step", "received", "--on", "2026-04-04"]).refused(1, "That day is still to come");
    run(&["--step", "received", "--on", "2026-04-02"]).refused(1, "The form was completed on 3 April 2026");
    run(&["--step", "received", "--undo"]).refused(1, "A receipt cannot be taken back");
    run(&["--step", "came_in"]).refused(1, "This step is noted by itself");
    run(&["--step", "checkd"]).refused(2, "There is no step “checkd”");
    let line = first(&lead.json(0, &["inbox"])).clone();
    assert_eq!(
        (&line["file"], &line["next"]),
        (&json!(""), &json!("received")),
        "completed here, it is in the inbox too"
    );
    lead.run(&["inbox", &reference, "--form", "register-entry"]).refused(1, "This form is not received here");
}

#[test]
fn who_has_not_sent_what_is_due_gets_one_letter_with_all_of_it() {
    let place = Place::new("2025-06-20");
    let first_ref = place.partnership();
    let mut other = answers_of("register-entry");
    other["r_name"] = json!("Harnham Flood Watch");
    let second = place.complete("register-entry", None, &other)["ref"].as_str().unwrap().to_owned();
    assert_eq!(place.json(0, &["chase"]), json!([]), "nothing is due yet");
    let place = place.on("2026-05-01");
    let reminders = place.json(0, &["chase"]);
    let one = first(&reminders);
    keys(one, &["to", "email", "due", "subject", "body"], &["left"]);
    assert_eq!((reminders.as_array().unwrap().len(), &one["email"]), (1, &json!("sam.example@fire.example.org")));
    assert_eq!(one["subject"], "6 partnership forms are due at the Corporate Risk Registry");
    let body = one["body"].as_str().unwrap();
    for words in ["Dear Sam Example\n", &first_ref, &second, "Harnham Flood Watch", "overdue since 30 April 2026"] {
        assert!(body.contains(words), "{words}: {body}");
    }
    // A review that came in and waits here for its receipt was sent.
    let mut review = review();
    review["c_to"] = json!("2026-03-31");
    let file = place.answers(&review);
    let call = ["fill", "appendix-c", "--partnership", &first_ref, "--part", "lead", "--answers", file, "--complete"];
    assert_eq!(place.json(0, &call)["state"], "completed");
    let after = place.json(0, &["chase"]);
    assert_eq!(first(&after)["due"].as_array().unwrap().len(), 5, "{after:#}");
    let files = place.json(0, &["chase", "--out", "@/mail"]);
    let mail = std::fs::read_to_string(first(&files["files"]).as_str().unwrap()).unwrap();
    let (head, text) = mail.split_once("\r\n\r\n").unwrap();
    let expected = "Date: 1 May 2026 ";
    assert!(head.starts_with(expected), "{head}");
    for line in ["To: \"Sam Example\"\r\n <sam.example@fire.example.org>", "X-Unsent: 1", "MIME-Version: 1.0"] {
        assert!(head.contains(line), "{line}: {head}");
    }
    assert!(mail.is_ascii() && text.contains("Dear Sam Example\r\n"), "{text}");
    place.json(0, &["left", "Sam Example", "--on", "2026-04-30"]);
    assert_eq!(place.json(0, &["chase", "--out", "@/mail"])["files"], json!([]), "nobody writes to who has left");
}

#[test]
fn a_register_number_is_proposed_typed_searched_and_travels() {
    let place = Place::new("2025-06-20");
    let reference = place.partnership();
    let given = place.json(0, &["number", &reference]);
    assert_eq!(given, json!({ "ref": reference, "register_no": "WFRS-0001" }));
    assert_eq!(place.json(0, &["number", &reference, "WFRS-0040"])["register_no"], "WFRS-0040");
    let other = place.json(0, &["new", "Harnham Flood Watch"])["ref"].as_str().unwrap().to_owned();
    place.run(&["number", &other, "wfrs-0040"]).refused(1, "wfrs-0040");
    assert_eq!(place.json(0, &["number", &other])["register_no"], "WFRS-0041", "the next after the highest");
    assert_eq!(place.json(0, &["number", &other, "--clear"])["register_no"], "");
    place.run(&["number", &other, "two words"]).refused(1, "A register number is one word");
    assert_eq!(place.json(0, &["show", "wfrs-0040"])["ref"], json!(reference), "both names find it");
    let history = place.json(0, &["history", &reference]);
    let last = history.as_array().unwrap().last().unwrap()["what"].as_str().unwrap();
    assert_eq!(last, format!("Gave {reference} the register number WFRS-0040 in the place of WFRS-0001"));

    let station = Place::new("2025-06-21");
    place.json(0, &["package", "--out", "@/all.pdf"]);
    std::fs::copy(place.path("all.pdf"), station.path("all.pdf")).unwrap();
    station.json(0, &["import", "@/all.pdf"]);
    assert_eq!(station.json(0, &["show", "WFRS-0040"])["register_no"], "WFRS-0040", "a package brings it");
    assert_eq!(place.json(0, &["doctor"])["ok"], true);
}

#[test]
fn a_number_given_later_reaches_a_station_with_the_next_paper() {
    let (lead, reference) = reviewed();
    let office = Place::new("2026-04-12");
    lead.sends(&reference, "appendix-c", &office);
    let own = first(&office.json(0, &["inbox"]))["ref"].as_str().unwrap().to_owned();
    office.json(0, &["number", &own]);
    office.json(0, &["inbox", &own, "--form", "appendix-c", "--step", "received", "--on", "2026-04-03"]);
    office.json(0, &["export", &own, "--form", "appendix-c", "--out", "@/back.pdf"]);
    std::fs::copy(office.path("back.pdf"), lead.path("back.pdf")).unwrap();
    lead.json(0, &["import", "@/back.pdf"]);
    assert_eq!(lead.json(0, &["show", "WFRS-0001"])["ref"], json!(reference));
    let found = lead.json(0, &["register", "--search", "wfrs-0001"]);
    assert_eq!(found["rows"].as_array().unwrap().len(), 1, "and the search knows it: {found:#}");
}
