//! Registers that were kept in spreadsheets: brought in whole, never over what is there, and taken off again.

use super::Place;
use crate::fixture::root;
use serde_json::{Value, json};

impl Place {
    /// Puts a spreadsheet of the sources beside the data; returns its name as calls give it.
    pub(super) fn sheet(&self, name: &str) -> String {
        std::fs::copy(root().join("tests/sheets").join(name), self.path(name)).unwrap();
        format!("@/{name}")
    }

    fn written(&self, name: &str, text: &str) -> String {
        std::fs::write(self.path(name), text).unwrap();
        format!("@/{name}")
    }
}

fn results(told: &Value) -> Vec<&str> {
    told["rows"].as_array().unwrap().iter().map(|row| row["result"].as_str().unwrap()).collect()
}

fn row<'a>(told: &'a Value, name: &str) -> &'a Value {
    told["rows"].as_array().unwrap().iter().find(|row| row["name"] == name).unwrap()
}

fn columns(told: &Value) -> Vec<(&str, Option<&str>)> {
    let columns = told["columns"].as_array().unwrap().iter();
    columns.map(|one| (one["column"].as_str().unwrap(), one["question"].as_str())).collect()
}

#[test]
fn the_45_of_the_procedure_come_in_cleanly_from_text_and_from_a_workbook() {
    for (file, first) in [("wiltshire-45.csv", 3), ("wiltshire-45.xlsx", 3)] {
        let place = Place::new("2026-03-31");
        let sheet = place.sheet(file);
        let dry = place.json(0, &["import-register", &sheet, "--dry-run"]);
        assert_eq!(place.json(0, &["register"])["rows"], json!([]), "{file}");
        let told = place.json(0, &["import-register", &sheet]);
        assert_eq!(results(&told), ["new"; 45], "{file}: {told:#}");
        assert_eq!((&told["added"], &told["rows"][0]["line"]), (&json!(45), &json!(first)), "{file}");
        assert_eq!(results(&dry), results(&told));
        let register = place.json(0, &["register"]);
        let rows = register["rows"].as_array().unwrap();
        let of = |column: &str, text: &str| rows.iter().filter(|row| row[column] == text).count();
        assert_eq!((rows.len(), of("reg_status", "Statutory"), of("reg_status", "Non-statutory")), (45, 17, 28));
        assert_eq!(of("reg_kind", "Community Safety Partnership (CDRP)"), 5, "{file}");
        assert_eq!(of("reg_kind", "Local Strategic Partnership"), 5, "{file}");
        assert_eq!(of("reg_areas", "West Wiltshire"), 3, "{file}");
        // Once more: all are there, and nothing is done.
        let again = place.json(0, &["import-register", &sheet]);
        assert_eq!((results(&again), &again["added"]), (vec!["there already"; 45], &json!(0)));
        assert_eq!(place.run(&["doctor"]).code, 0);
    }
}

#[test]
fn the_16_of_rochford_come_in_with_their_own_headings() {
    let place = Place::new("2026-03-31");
    let sheet = place.sheet("rochford-16.csv");
    let told = place.json(0, &["import-register", &sheet, "--dry-run"]);
    let guessed = [
        ("Key partnership", Some("r_name")),
        ("Officer", Some("r_lead.name")),
        ("Post of the officer", Some("r_lead.post")),
    ];
    assert_eq!(columns(&told), guessed);
    // What their list does not say stays to be completed, or is given once for all.
    assert_eq!(results(&told), ["new, to be completed"; 16]);
    let all = ["--set", "r_kind=service", "--set", "r_status=non_statutory"];
    let words: Vec<&str> = ["import-register", &sheet].into_iter().chain(all).collect();
    let told = place.json(0, &words);
    assert_eq!(results(&told), ["new"; 16], "{told:#}");
    let vine = row(&told, "Vine HR Partnerships")["ref"].as_str().unwrap();
    let shown = place.json(0, &["show", vine]);
    assert_eq!(
        shown["register"]["reg_lead"],
        json!({ "name": "PPM", "post": "People and Policy Manager" }),
        "{shown:#}"
    );
}

#[test]
fn an_import_is_undone_but_for_what_was_changed_since() {
    let place = Place::new("2026-03-31");
    let kept = place.partnership();
    let sheet = place.sheet("wiltshire-45.csv");
    let told = place.json(0, &["import-register", &sheet]);
    let changed = row(&told, "Age Concern")["ref"].as_str().unwrap();
    let off = row(&told, "Bobby Van Trust")["ref"].as_str().unwrap();
    let answers = place.answers(&json!({ "r_change_why": "They told us.", "r_deputy": "Robin Vale" }));
    place.json(0, &["fill", "register-entry", "--partnership", changed, "--answers", answers, "--complete"]);
    let undone = place.json(0, &["import-register", &sheet, "--undo"]);
    assert_eq!(undone["taken_off"].as_array().unwrap().len(), 44);
    assert_eq!(undone["stayed"], json!([{ "ref": changed, "name": "Age Concern" }]));
    let register = place.json(0, &["register"]);
    let left: Vec<&Value> = register["rows"].as_array().unwrap().iter().map(|row| &row["ref"]).collect();
    assert_eq!(left, [&json!(changed), &json!(kept)]);
    // What was taken off is told by the history alone, and its reference is not given again.
    place.run(&["show", off]).refused(1, "There is no partnership");
    let history = place.json(0, &["history", off]);
    let what: Vec<&str> = history.as_array().unwrap().iter().map(|line| line["what"].as_str().unwrap()).collect();
    assert_eq!(what.len(), 2);
    assert!(what[0].starts_with("Brought in from wiltshire-45.csv, row "), "{what:?}");
    assert_eq!(what[1], "Taken off the register: the import of wiltshire-45.csv was undone");
    let again = place.json(0, &["import-register", &sheet]);
    assert_eq!(again["added"], 44);
    assert!(!again["rows"].as_array().unwrap().iter().any(|row| row["ref"] == off));
    assert_eq!(place.run(&["doctor"]).code, 0);
}

const MESSY: &str = "Name,Statutory,Type,Date agreed,Value,Partners,Partner e-mail,Lead,Notes\n\
    Harbour Safety Group,Non-statutory,network,1 April 2004,\"£1,250.50\",Council; Police,a@example.org; b@example.org,Robin Vale,x\n\
    HSG,Non-statutory,network,,,,,,\n\
    Harbour Safety Group,Non-statutory,network,,,,,,\n\
    Mill Lane Forum,Non-statutory,network,31 February 2004,lots,,,,\n\
    Bridge Forum,perhaps,network,,,,,,\n\
    ,Non-statutory,network,,,,,,\n";

#[test]
fn each_row_says_in_a_sentence_what_is_wrong_and_where() {
    let place = Place::new("2026-03-31");
    let sheet = place.written("messy.csv", MESSY);
    let told = place.json(1, &["import-register", &sheet]);
    let expected = ["new", "perhaps there already", "there already", "new", "new, to be completed", "cannot be used"];
    assert_eq!(results(&told), expected, "{told:#}");
    assert_eq!(told["added"], 3);
    assert_eq!(columns(&told).last(), Some(&("Notes", None)));
    let says = |at: usize| told["rows"][at]["message"].as_str().unwrap();
    assert_eq!(says(0), "");
    assert_eq!(says(1), "Perhaps it is “Harbour Safety Group”, which is there already, in row 2.");
    assert_eq!(says(2), "“Harbour Safety Group” is there already, in row 2. It is left as it is.");
    assert!(says(3).contains("Row 5, column D: There is no such day as “31 February 2004”"), "{}", says(3));
    assert!(says(3).contains("Row 5, column E: “lots” is not an amount of money"), "{}", says(3));
    assert!(says(4).contains("Row 6, column B: “perhaps” is not one of the options"), "{}", says(4));
    assert_eq!(says(5), "Row 7 has no name.");
    let shown = place.json(0, &["show", "P-0001"]);
    let register = &shown["register"];
    assert_eq!(
        (&register["reg_value"], &register["reg_agreed"]),
        (&json!(125_050), &json!("2004-04-01")),
        "{register:#}"
    );
    let partners = register["reg_partners"].as_array().unwrap();
    let cell = |at: usize, column: &str| partners[at]["cells"][column].as_str().unwrap_or_default();
    assert_eq!((cell(0, "organisation"), cell(1, "organisation")), ("Council", "Police"), "{register:#}");
    assert_eq!(cell(1, "email"), "b@example.org", "{register:#}");
    // The other ways: rows with mistakes are left out, and what is near is brought in.
    let place = Place::new("2026-03-31");
    let sheet = place.written("messy.csv", MESSY);
    let told = place.json(1, &["import-register", &sheet, "--strict", "--with-near"]);
    assert_eq!(told["added"], 2, "{told:#}");
    assert_eq!(told["rows"][1]["result"], "new, near another");
}

#[test]
fn columns_are_mapped_as_asked_and_what_cannot_be_is_refused() {
    let place = Place::new("2026-03-31");
    let sheet = place.written("own.csv", "What,Who,Why\nAlpha Group,Robin Vale,To help\n");
    let told = place.json(
        0,
        &[
            "import-register",
            &sheet,
            "--dry-run",
            "--map",
            "Who=r_lead",
            "--map",
            "c=r_purpose",
            "--map",
            "What=r_name",
        ],
    );
    assert_eq!(columns(&told), [("What", Some("r_name")), ("Who", Some("r_lead.name")), ("Why", Some("r_purpose"))]);
    let refused = |words: &[&str], says: &str| {
        let words: Vec<&str> = ["import-register", &sheet].into_iter().chain(words.iter().copied()).collect();
        place.run(&words).refused(1, says);
    };
    refused(&["--map", "Who=r_leed"], "Did you mean “r_lead");
    refused(&["--map", "Whom=r_lead"], "Its columns are: What, Who, Why");
    refused(&["--map", "What="], "No column has the names");
    refused(&["--sheet", "Other"], "There is no sheet “Other”");
    refused(&["--undo"], "Nothing of “own.csv” is on the register");
    place.run(&["import-register", &sheet, "--map", "Who"]).refused(2, "has no “=”");
    let none = place.written("none.csv", "\n\n");
    place.run(&["import-register", &none]).refused(1, "there is nothing in it");
}
