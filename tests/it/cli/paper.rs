//! Paper: exports to a file, a folder and standard output, blank forms, signatures.

use super::{Place, answers_of, exists, first, keys, review};
use serde_json::json;

#[test]
fn a_completed_form_is_exported_to_a_file_a_folder_or_standard_output() {
    let place = Place::new("2025-06-20");
    let reference = place.partnership();
    let made = place.json(0, &["export", &reference, "--out", "@/entry.pdf"]);
    keys(&made, &["files"], &[]);
    let bytes = std::fs::read(place.path("entry.pdf")).unwrap();
    assert!(bytes.starts_with(b"%PDF-") && bytes.trim_ascii_end().ends_with(b"%%EOF"));
    assert!(place.run(&["export", &reference, "--out", "-"]).out == bytes, "the same bytes each time");
    let made = place.json(0, &["export", &reference, "--out", "@/papers"]);
    let file = std::path::PathBuf::from(first(&made["files"]).as_str().unwrap());
    assert_eq!(file.file_name().unwrap().to_string_lossy(), format!("{reference}-register-entry.pdf"));
    assert!(std::fs::read(file).unwrap() == bytes, "the same bytes in a folder");
    assert!(!exists(&place.path("entry.pdf.part")), "no half-written file stays behind");
}

#[test]
fn two_forms_go_to_a_folder_and_not_into_one_file() {
    let place = Place::new("2025-06-20");
    let reference = place.partnership();
    let file = place.answers(&json!({ "c_meetings_held": 4 }));
    place.json(0, &["fill", "appendix-c", "--partnership", &reference, "--period", "2024/25", "--answers", file]);
    place.run(&["export", &reference, "--out", "@/both.pdf"]).refused(1, "do not fit in one file");
    assert!(!exists(&place.path("both.pdf")));
    let made = place.json(0, &["export", &reference, "--out", "@/papers"]);
    assert!(made["files"].as_array().unwrap().len() >= 2, "{made:#}");
    for file in made["files"].as_array().unwrap() {
        assert!(std::fs::read(file.as_str().unwrap()).unwrap().starts_with(b"%PDF-"), "{file}");
    }
}

#[test]
fn a_revision_is_exported_by_its_code() {
    let place = Place::new("2025-06-20");
    let filled = place.complete("register-entry", None, &answers_of("register-entry"));
    let reference = filled["ref"].as_str().unwrap();
    let whole = place.run(&["export", reference, "--out", "-"]).out;
    let revision = filled["revision"].as_str().unwrap();
    for code in [revision, &revision[..8], &revision[..8].to_uppercase()] {
        let again = place.run(&["export", reference, "--revision", code, "--out", "-"]).out;
        assert!(again == whole, "{code}");
    }
    assert_eq!(place.run(&["export", reference, "--revision", "00000000", "--out", "-"]).code, 1);
}

#[test]
fn every_form_has_a_blank() {
    let place = Place::new("2026-03-31");
    for form in place.json(0, &["forms"]).as_array().unwrap() {
        let form = form["id"].as_str().unwrap();
        let made = place.json(0, &["blank", form, "--out", &format!("@/{form}.pdf")]);
        keys(&made, &["files"], &[]);
        assert!(std::fs::read(place.path(&format!("{form}.pdf"))).unwrap().starts_with(b"%PDF-"));
    }
    assert!(place.run(&["blank", "appendix-c", "--out", "-"]).out.starts_with(b"%PDF-"));
    place.run(&["blank", "appendix-x", "--out", "-"]).refused(1, "There is no form “appendix-x”");
    assert!(!exists(&place.path("data")), "a blank form needs no records");
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let place = Place::new("2026-03-31");
    std::fs::write(place.path("file"), "in the way").unwrap();
    place.run(&["blank", "appendix-c", "--out", "@/file/x.pdf"]).refused(2, "x.pdf failed");
    assert_eq!(std::fs::read(place.path("file")).unwrap(), b"in the way");
}

#[test]
fn only_a_completed_part_is_signed_and_only_by_its_roles() {
    let place = Place::new("2026-04-20");
    let reference = Place::partnership(&place);
    let sign = |words: &[&str]| {
        let call = ["sign", &reference, "--form", "appendix-c", "--name", "Sam Example", "--on", "2026-04-20"];
        place.run(&[&call[..], words].concat())
    };
    sign(&["--role", "lead"]).refused(1, "There is no such form for this partnership");
    let file = place.answers(&json!({ "c_type": "annual" }));
    place.json(0, &["fill", "appendix-c", "--partnership", &reference, "--period", "2025/26", "--answers", file]);
    sign(&["--role", "director"]).refused(1, "Nobody signs this form as “director”");
    assert_eq!(sign(&["--role", "lead"]).code, 1, "a draft is not signed");
    let answers = place.answers(&review());
    place.json(
        0,
        &["fill", "appendix-c", "--partnership", &reference, "--period", "2025/26", "--answers", answers, "--complete"],
    );
    std::fs::write(place.path("scan.png"), b"\x89PNG\r\n\x1a\n").unwrap();
    let signed = sign(&["--role", "lead", "--scan", &place.path("scan.png").to_string_lossy()]);
    assert_eq!((signed.code, signed.text()), (0, "Recorded. The form is now: signed\n"));
}
