//! A programme over several years: dates worked out over the whole register, given once, and kept.

use super::Place;
use serde_json::{Value, json};

const PACK: [&str; 2] = ["--pack", "rochford-dc"];

impl Place {
    #[track_caller]
    fn of_rochford(&self, code: i32, words: &[&str]) -> Value {
        self.json(code, &[&PACK[..], words].concat())
    }
}

fn count(register: &Value, column: &str, text: &str) -> usize {
    register["rows"].as_array().unwrap().iter().filter(|row| row[column] == text).count()
}

fn reference(register: &Value, name: &str) -> String {
    let rows = register["rows"].as_array().unwrap();
    rows.iter().find(|row| row["name"] == name).unwrap()["ref"].as_str().unwrap().to_owned()
}

#[test]
fn the_16_of_rochford_have_their_years_and_keep_them() {
    let place = Place::new("2026-12-01");
    let sheet = place.sheet("rochford-16.csv");
    let told = place.of_rochford(0, &["import-register", &sheet]);
    let questions: Vec<&Value> = told["columns"].as_array().unwrap().iter().map(|one| &one["question"]).collect();
    // The posts alone name nobody; the officer's code says which post it is.
    assert_eq!(questions, [&json!("rk_name"), &json!("rk_officer"), &Value::Null]);
    let results: Vec<&Value> = told["rows"].as_array().unwrap().iter().map(|row| &row["result"]).collect();
    assert_eq!(results, vec!["new"; 16], "{told:#}");
    assert_eq!(told["added"], 16, "{told:#}");
    // Proposed, and nothing is changed by looking.
    let proposed = place.of_rochford(0, &["programme"]);
    let years = json!({ "2027": 6, "2028": 5, "2029": 5 });
    assert_eq!(proposed["programmes"][0]["years"], years);
    assert_eq!(count(&place.of_rochford(0, &["register", "--where", "reg_full_planned="]), "state", "Active"), 16);
    // Given: each entry has a version with its date, and the full review is due by then.
    let given = place.of_rochford(0, &["programme", "full", "--give"]);
    assert_eq!((given["dated"].as_array().unwrap().len(), &given["refused"]), (16, &json!([])));
    assert_eq!(given["programmes"][0]["years"], years);
    let register = place.of_rochford(0, &["register"]);
    for (day, of_day) in [("31 March 2027", 6), ("31 March 2028", 5), ("31 March 2029", 5)] {
        assert_eq!(count(&register, "reg_full_planned", day), of_day, "{day} {register:#}");
    }
    let vine = reference(&register, "Vine HR Partnerships");
    let due = place.of_rochford(0, &["show", &vine])["due"].clone();
    let full = due.as_array().unwrap().iter().find(|due| due["title"] == "Full three-year review").unwrap().clone();
    assert_eq!(full["on"], "2029-03-31", "{due:#}");
    place.of_rochford(0, &["report", "programme", "--out", "@/out/r.csv"]);
    let years = std::fs::read_to_string(place.path("out/r-years.csv")).unwrap();
    let years: Vec<&str> = years.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(years, ["Year,Full reviews", "2027,6", "2028,5", "2029,5"]);
    // One more, with the highest risk: it takes the free place, and nobody’s date moves.
    let more = place.answers(&json!({
        "rk_name": "Harbour Board", "rk_officer": "cex", "rk_later": true, "rk_since": "2026-11-02", "rk_risk": 20,
    }));
    place.of_rochford(0, &["fill", "key-partnership", "--answers", more, "--complete"]);
    let again = place.of_rochford(0, &["programme", "full", "--give"]);
    assert_eq!(again["dated"].as_array().unwrap().len(), 1);
    let places = again["programmes"][0]["places"].as_array().unwrap();
    let on = |name: &str| places.iter().find(|place| place["name"] == name).unwrap()["on"].clone();
    assert_eq!((on("Harbour Board"), on("Vine HR Partnerships")), (json!("2028-03-31"), json!("2029-03-31")));
    assert_eq!(place.of_rochford(0, &["programme", "full", "--give"])["dated"], json!([]));
    assert_eq!(place.run(&["doctor"]).code, 0);
}

#[test]
fn an_entry_in_hand_is_left_and_an_unknown_programme_is_told() {
    let place = Place::new("2026-12-01");
    let sheet = place.sheet("rochford-16.csv");
    place.of_rochford(0, &["import-register", &sheet]);
    let register = place.of_rochford(0, &["register"]);
    let vine = reference(&register, "Vine HR Partnerships");
    let begun = place.answers(&json!({ "rk_risk": 4 }));
    place.of_rochford(0, &["fill", "key-partnership", "--partnership", &vine, "--answers", begun]);
    let given = place.of_rochford(1, &["programme", "full", "--give"]);
    assert_eq!(given["dated"].as_array().unwrap().len(), 15);
    let why = "Its key partnership is being changed: complete it first.";
    assert_eq!(given["refused"], json!([{ "ref": vine, "reason": why }]));
    place.run(&[&PACK[..], &["programme", "ful"]].concat()).refused(1, "There is no programme “ful”");
    let none = place.run(&["programme"]);
    assert_eq!(String::from_utf8(none.out).unwrap(), "This procedure has no programme over several years.\n");
}
