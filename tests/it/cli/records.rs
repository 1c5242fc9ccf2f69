//! The register, what is due, and looking after records and packs.

use super::{Place, exists, first, keys, messages};
use serde_json::{Value, json};

fn refs(rows: &Value) -> Vec<&str> {
    rows["rows"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect()
}

#[test]
fn the_register_is_searched_filtered_sorted_and_cut() {
    let place = Place::new("2026-03-31");
    for (name, kind, level) in
        [("Beacon Project", "csp", "station"), ("Alarm Aid", "lsp", "station"), ("Café Watch", "csp", "service")]
    {
        let made = place.json(0, &["new", name]);
        keys(&made, &["ref"], &["near"]);
        let answers = json!({
            "r_kind": kind, "r_status": "statutory", "r_level": level, "r_purpose": "Fewer fires", "r_value": 500,
            "r_partners": [{ "organisation": "Example Council" }], "r_lead": { "name": "Sam Example" },
        });
        place.complete("register-entry", made["ref"].as_str(), &answers);
    }
    let register = |words: &[&str]| place.json(0, &[&["register"], words].concat());
    let all = register(&["--sort", "name"]);
    keys(&all, &["rows"], &[]);
    assert_eq!(refs(&all), ["Alarm Aid", "Beacon Project", "Café Watch"]);
    assert_eq!(refs(&register(&["--search", "CAFÉ"])), ["Café Watch"]);
    assert_eq!(refs(&register(&["--search", "beacon proj"])), ["Beacon Project"]);
    assert_eq!(refs(&register(&["--search", "nothing like it"])), Vec::<&str>::new());
    assert_eq!(refs(&register(&["--where", "reg_kind=csp", "--sort", "reg_name"])), ["Beacon Project", "Café Watch"]);
    assert_eq!(refs(&register(&["--where", "reg_kind=csp", "--where", "reg_level=station"])), ["Beacon Project"]);
    assert_eq!(refs(&register(&["--sort", "name", "--limit", "2"])), ["Alarm Aid", "Beacon Project"]);
    assert_eq!(refs(&register(&["--limit", "0"])), Vec::<&str>::new());
    assert_eq!(first(&all["rows"])["reg_kind"], "Local Strategic Partnership");
}

#[test]
fn what_is_due_comes_soonest_first_with_its_status() {
    let place = Place::new("2025-06-20");
    assert_eq!(place.json(0, &["due"]), json!([]));
    place.partnership();
    let status = |place: &Place| -> Vec<String> {
        let due = place.json(0, &["due"]);
        for line in due.as_array().unwrap() {
            keys(line, &["ref", "name", "form", "on", "status"], &["title"]);
        }
        // The checklist and the review alone: the procedure's own dates, and agreements, are looked at elsewhere.
        due.as_array()
            .unwrap()
            .iter()
            .filter(|line| ["six-month-checklist", "appendix-c"].contains(&line["form"].as_str().unwrap()))
            .map(|line| format!("{} {}", line["on"].as_str().unwrap(), line["status"].as_str().unwrap()))
            .collect()
    };
    assert_eq!(status(&place), ["2025-12-15 open", "2026-04-30 open"]);
    let place = place.on("2025-12-15");
    assert_eq!(status(&place), ["2025-12-15 due_soon", "2026-04-30 open"], "due, not overdue, on the day itself");
    let soon = place.json(0, &["due", "--within", "30"]);
    let soon: Vec<&str> = soon.as_array().unwrap().iter().map(|line| line["form"].as_str().unwrap()).collect();
    assert_eq!(soon, ["procedure", "six-month-checklist", "quarterly-meeting"]);
    let place = place.on("2025-12-16");
    assert_eq!(status(&place), ["2025-12-15 overdue", "2026-04-30 open"]);
    let place = place.on("2026-02-28");
    assert_eq!(status(&place)[1], "2026-04-30 open", "the review opens on 1 March");
    let place = place.on("2026-03-01");
    assert_eq!(status(&place)[1], "2026-04-30 due_soon");
    let place = place.on("2026-05-01");
    assert_eq!(status(&place)[1], "2026-04-30 overdue");
}

#[test]
fn a_backup_brings_damaged_records_back() {
    let place = Place::new("2025-06-20");
    let reference = place.partnership();
    let shown = place.json(0, &["show", &reference]);
    let made = place.json(0, &["backup", "--out", "@/kept"]);
    keys(&made, &["files"], &[]);
    let file = first(&made["files"]).as_str().unwrap();
    let checked = place.json(0, &["doctor"]);
    keys(&checked, &["ok", "findings"], &[]);
    assert_eq!(checked, json!({ "ok": true, "findings": [] }));
    assert_eq!(place.json(0, &["doctor", "--rebuild"])["ok"], true);
    assert_eq!(place.json(0, &["show", &reference]), shown);
    let database = place.path("data").join("desk.db");
    let mut bytes = std::fs::read(&database).unwrap();
    bytes.truncate(bytes.len() / 2);
    bytes[4096..].fill(7);
    std::fs::write(&database, bytes).unwrap();
    let damaged = place.run(&["show", &reference]);
    assert!(damaged.code == 2 && !damaged.err.is_empty(), "{damaged:?}");
    keys(&place.json(0, &["restore", file]), &["files"], &[]);
    assert_eq!(place.json(0, &["show", &reference]), shown);
    let bad = place.run(&["restore", "@/answers.json"]);
    assert_eq!(bad.code, 2, "{bad:?}");
    assert_eq!(place.json(0, &["show", &reference]), shown, "a file that is no backup changes nothing");
}

#[test]
fn records_of_a_newer_program_are_left_as_they_are() {
    let place = Place::new("2025-06-20");
    place.json(0, &["new", "Example"]);
    let database = place.path("data").join("desk.db");
    rusqlite::Connection::open(&database).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = std::fs::read(&database).unwrap();
    for words in [&["register"][..], &["new", "Other"], &["doctor"], &["show", "WK-0001"]] {
        assert_eq!(place.run(words).code, 2, "{words:?}");
    }
    assert!(std::fs::read(&database).unwrap() == before, "the file is untouched");
}

#[test]
fn a_data_folder_that_cannot_be_used_ends_with_2() {
    let place = Place::new("2025-06-20");
    std::fs::write(place.path("data"), "a file in the place of the folder").unwrap();
    let refused = place.run(&["new", "Example"]);
    assert!(refused.code == 2 && !refused.err.is_empty() && refused.out.is_empty(), "{refused:?}");
    assert_eq!(std::fs::read(place.path("data")).unwrap(), b"a file in the place of the folder");
}

#[test]
fn a_pack_is_exported_changed_and_checked() {
    let place = Place::new("2026-03-31");
    let packs = place.json(0, &["pack", "list"]);
    keys(first(&packs), &["id", "title", "version"], &["body", "digest"]);
    let made = place.json(0, &["pack", "export", "wiltshire-frs", "@/pack"]);
    keys(&made, &["files"], &[]);
    assert_eq!(place.json(0, &["pack", "check", "@/pack"]), json!({ "findings": [] }));
    let form = place.path("pack/forms/register-entry.toml");
    let text = std::fs::read_to_string(&form).unwrap();
    let at = text.lines().position(|line| line.starts_with("required")).unwrap() + 1;
    std::fs::write(&form, text.replacen("required ", "requird  ", 1)).unwrap();
    let checked = place.json(1, &["pack", "check", "@/pack"]);
    keys(first(&checked["findings"]), &["file", "line", "message"], &[]);
    let message = "“requird” is not a key of kind text; did you mean “required”?";
    let expected = json!({ "findings": [{ "file": "forms/register-entry.toml", "line": at, "message": message }] });
    assert_eq!(checked, expected);
    let told = place.run(&["pack", "check", "@/pack"]);
    assert_eq!(told.text(), format!("forms/register-entry.toml:{at}: {message}\n"));
    place.run(&["pack", "export", "wiltshire", "@/other"]).refused(1, "There is no pack “wiltshire”");
    assert!(!exists(&place.path("other")));
    assert_eq!(place.run(&["pack", "check", "@/none"]).code, 2);
}

#[test]
fn many_risks_and_rows_are_checked_as_a_script_gives_them() {
    let place = Place::new("2026-03-31");
    let risk = |likelihood: u8, impact: u8| json!({ "risk": "Loss", "category": "finance", "likelihood": likelihood, "impact": impact, "review": "2026-06-01" });
    let file = place.answers(&json!({ "c_risks": [risk(3, 5), risk(2, 2)] }));
    let checked = place.json(1, &["check", "appendix-c", "--answers", file]);
    assert_eq!((&checked["results"]["risk_top"], &checked["results"]["significant"]), (&json!(15), &json!(true)));
    assert!(!messages(&checked).is_empty());
}
