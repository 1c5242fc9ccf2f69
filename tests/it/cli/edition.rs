//! A procedure sent to other machines as a file: checked, compared, brought into force; what was completed stays.

use super::Place;
use serde_json::{Value, json};

/// Writes an edition of the built-in procedure to a file of its own folder; returns the PDF for other machines.
fn edition(desk: &Place, version: i64, name: &str) -> Vec<u8> {
    let folder = desk.path(name);
    desk.json(0, &["pack", "export", "wiltshire-frs", &folder.to_string_lossy()]);
    let change = |file: &str, from: &str, to: &str| {
        let path = folder.join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from}");
        std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
    };
    change("pack.toml", "version   = 1", &format!("version   = {version}"));
    let asks = format!("ask    = \"Alias {version}\"\nkind   = \"text\"\nsource = \"Our own question\"\n");
    let question =
        format!("[[page.question]]\nid     = \"r_alias\"\n{asks}\n[[page.question]]\nid        = \"r_kind\"");
    let form = std::fs::read_to_string(folder.join("forms/register-entry.toml")).unwrap();
    let before = form.lines().find(|line| line.starts_with("id") && line.contains("\"r_kind\"")).unwrap().to_owned();
    change("forms/register-entry.toml", &format!("[[page.question]]\n{before}"), &question);
    desk.json(0, &["--pack", &folder.to_string_lossy(), "pack", "publish", "--out", &format!("@/{name}.pdf")]);
    std::fs::read(desk.path(&format!("{name}.pdf"))).unwrap()
}

fn asks(desk: &Place, label: &str) -> bool {
    desk.json(0, &["forms", "show", "register-entry"]).to_string().contains(label)
}

#[test]
fn a_station_imports_an_edition_and_what_it_completed_before_prints_and_verifies_as_it_was() {
    let (office, station) = (Place::new("2026-11-24"), Place::new("2026-11-24"));
    let (two, three) = (edition(&office, 2, "two"), edition(&office, 3, "three"));
    let reference = station.partnership();
    let print = |name: &str| {
        station.json(0, &["export", &reference, "--form", "register-entry", "--out", &format!("@/{name}")]);
        std::fs::read(station.path(name)).unwrap()
    };
    let before = print("before.pdf");
    let import = |code: i32, pdf: &[u8], more: &[&str]| -> Value {
        std::fs::write(station.path("came.pdf"), pdf).unwrap();
        station.json(code, &[&["import", "@/came.pdf"], more].concat())
    };
    let told = import(0, &three, &["--dry-run"]);
    assert_eq!(
        told["notes"][0],
        json!("“Partnership Working, SOP TFS-007”, version 3, would be the procedure in use.")
    );
    assert!(!asks(&station, "Alias 3"), "it was only said");
    let told = import(0, &three, &[]);
    assert_eq!((&told["added"], &told["refused"]), (&json!(1), &json!([])));
    assert_eq!(told["notes"][0], json!("“Partnership Working, SOP TFS-007”, version 3, is the procedure in use now."));
    assert_eq!(told["notes"][1], json!("Added: Alias 3. A line of words."));
    assert!(asks(&station, "Alias 3"));
    assert_eq!(import(0, &three, &[])["known"], json!(1), "it is here already");

    assert_eq!(print("after.pdf"), before, "what was completed prints as it was");
    assert_eq!(station.json(0, &["verify", "@/before.pdf"])["record"], json!("match"));
    let answers = super::with(&super::answers_of("register-entry"), &json!({ "r_name": "Two", "r_alias": "TWO" }));
    station.complete("register-entry", None, &answers);
    assert_eq!(station.json(0, &["doctor"])["ok"], json!(true));

    let told = import(1, &two, &[]);
    let reason = told["refused"][0]["reason"].as_str().unwrap();
    assert!(
        reason.starts_with("Version 2 of “Partnership Working, SOP TFS-007” is not taken in: version 3"),
        "{reason}"
    );
    assert!(asks(&station, "Alias 3"));
    import(0, &two, &["--older"]);
    assert!(asks(&station, "Alias 2"));
}

#[test]
fn another_procedure_can_be_chosen_once_it_came_in() {
    let (office, station) = (Place::new("2026-11-24"), Place::new("2026-11-24"));
    let folder = crate::fixture::root().join("tests/packs/desk");
    office.json(0, &["--pack", &folder.to_string_lossy(), "pack", "publish", "--out", "@/desk.pdf"]);
    std::fs::copy(office.path("desk.pdf"), station.path("desk.pdf")).unwrap();
    let told = station.json(0, &["import", "@/desk.pdf"]);
    let note = told["notes"][0].as_str().unwrap();
    assert!(note.ends_with("can be chosen as the procedure now."), "{note}");
    let head: toml::Table = toml::from_str(&crate::fixture::read(&folder.join("pack.toml"))).unwrap();
    let forms = station.json(0, &["--pack", head["id"].as_str().unwrap(), "forms"]);
    assert!(!forms.as_array().unwrap().is_empty());
    assert!(!asks(&station, "Alias"), "the procedure in use is the one before");
}

#[test]
fn a_file_that_is_not_as_it_was_sent_is_refused_in_a_sentence() {
    let office = Place::new("2026-11-24");
    let sound = edition(&office, 2, "two");
    // Something of the pages, and something of the procedure, which is packed.
    let mut pages = sound.clone();
    let at = pages.windows(6).position(|word| word == b"stream").unwrap() + 40;
    pages[at] ^= 1;
    let half = sound[..sound.len() / 2].to_vec();
    for (what, pdf) in [("pages", pages), ("half", half)] {
        std::fs::write(office.path("came.pdf"), pdf).unwrap();
        let told = office.json(1, &["import", "@/came.pdf"]);
        let reason = told["refused"][0]["reason"].as_str().unwrap();
        assert!(reason.starts_with("This file is not taken in: "), "{what}: {reason}");
        assert!(!asks(&office, "Alias 2"), "{what}");
    }
}
