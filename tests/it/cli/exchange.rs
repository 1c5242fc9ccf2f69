//! Three data folders as three officers' machines: forms go round as PDFs, and everything ends equal.

use super::Place;
use crate::fixture::{read, root};
use serde_json::{Value, json};

/// One form of the demonstration of the shipped pack, by the number its file begins with.
fn step(number: &str) -> toml::Table {
    let folder = root().join("assets/packs/wiltshire-frs/demo");
    let mut files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let starts = |path: &std::path::PathBuf| path.file_name().unwrap().to_string_lossy().starts_with(number);
    toml::from_str(&read(&files.find(starts).unwrap())).unwrap()
}

fn leaked(text: &toml::Value) -> &'static str {
    Box::leak(text.as_str().unwrap().to_owned().into_boxed_str())
}

/// An officer's machine.
struct Desk(Place);

impl Desk {
    fn new() -> Self {
        Self(Place::new("2024-06-10"))
    }

    /// Fills in a form of the demonstration on its day, and records those of its signatures that are made here.
    #[track_caller]
    fn fill(&mut self, number: &str, reference: Option<&str>, roles: &[&str]) -> Value {
        let step = step(number);
        self.0.today = leaked(&step["today"]);
        let form = step["form"].as_str().unwrap().to_owned();
        let answers = self.0.answers(&serde_json::to_value(&step["answers"]).unwrap());
        let mut words = vec!["fill", &form, "--answers", answers, "--complete"];
        words.extend(step.get("part").iter().flat_map(|part| ["--part", part.as_str().unwrap()]));
        words.extend(step.get("period").iter().flat_map(|period| ["--period", period.as_str().unwrap()]));
        words.extend(reference.iter().flat_map(|reference| ["--partnership", reference]));
        let filled = self.0.json(0, &words);
        assert_eq!(filled["state"], "completed", "{filled:#}");
        let reference = filled["ref"].as_str().unwrap().to_owned();
        let signs = step.get("sign").and_then(toml::Value::as_array).cloned().unwrap_or_default();
        for sign in signs.iter().filter(|sign| roles.contains(&sign["role"].as_str().unwrap())) {
            self.0.today = leaked(&sign["on"]);
            self.0.json(0, &["export", &reference, "--form", &form, "--out", "@/signing"]);
            let text = |key: &str| sign.get(key).and_then(toml::Value::as_str);
            let mut words = vec!["sign", &reference, "--form", &form];
            words.extend(
                [("--role", "role"), ("--name", "name"), ("--on", "on")]
                    .into_iter()
                    .flat_map(|(flag, key)| [flag, text(key).unwrap()]),
            );
            words.extend(
                [("--minute", "minute"), ("--for", "for")]
                    .into_iter()
                    .filter_map(|(flag, key)| Some([flag, text(key)?]))
                    .flatten(),
            );
            self.0.json(0, &words);
        }
        filled
    }

    /// Saves a form as the file that is attached to an e-mail.
    #[track_caller]
    fn send(&self, reference: &str, form: &str) -> Vec<u8> {
        self.0.json(0, &["export", reference, "--form", form, "--out", "@/sent.pdf"]);
        std::fs::read(self.0.path("sent.pdf")).unwrap()
    }

    /// Takes in a file; returns what was told.
    #[track_caller]
    fn receive(&self, file: &[u8]) -> Value {
        std::fs::write(self.0.path("received.pdf"), file).unwrap();
        let told = self.0.json(0, &["import", "@/received.pdf"]);
        super::keys(&told, &["added", "known", "refused"], &["partnerships", "notes", "files"]);
        told
    }

    fn package(&self) -> Vec<u8> {
        self.0.json(0, &["package", "--out", "@/package.pdf"]);
        std::fs::read(self.0.path("package.pdf")).unwrap()
    }

    /// Everything that people see of a partnership.
    fn sees(&self, reference: &str) -> Value {
        json!([self.0.json(0, &["show", reference]), self.0.json(0, &["register"]), self.0.json(0, &["due"])])
    }

    fn is_in_order(&self) {
        assert_eq!(self.0.json(0, &["doctor"])["ok"], true);
    }
}

#[test]
fn a_business_case_goes_round_and_a_review_goes_to_the_registry_and_back_as_files() {
    let (mut lead, mut line, mut registry) = (Desk::new(), Desk::new(), Desk::new());
    let started = lead.fill("07", None, &["proposer"]);
    let reference = started["ref"].as_str().unwrap();

    let told = line.receive(&lead.send(reference, "appendix-a"));
    assert_eq!((told["known"].clone(), told["partnerships"].clone()), (json!(0), json!([reference])));
    line.fill("08", Some(reference), &["line"]);
    line.fill("09", Some(reference), &["finance"]);

    let back = line.send(reference, "appendix-a");
    assert!(lead.receive(&back)["added"].as_u64().unwrap() >= 4, "two parts with their signatures");
    assert_eq!(lead.receive(&back)["added"], 0, "the same file again brings nothing");
    lead.fill("10", Some(reference), &[]);
    registry.receive(&lead.send(reference, "appendix-b"));
    registry.fill("11", Some(reference), &["risk", "board", "rep", "crr"]);
    lead.receive(&registry.send(reference, "appendix-b"));

    for (number, roles) in [("13", &["lead", "partner", "board", "risk", "line"][..]), ("20", &[]), ("26", &["lead"])] {
        lead.fill(number, Some(reference), roles);
    }
    lead.fill("34", Some(reference), &["lead", "line"]);
    registry.receive(&lead.send(reference, "appendix-c"));
    let noted = ["--role", "crr", "--name", "K. Voorbeeld", "--on", "2025-04-17"];
    registry.0.today = "2025-04-17";
    registry.0.json(0, &[&["receive", reference, "--form", "appendix-c", "--part", "lead"], &noted[..]].concat());
    registry.0.json(0, &[&["sign", reference, "--form", "appendix-c"], &noted[..]].concat());
    let told = lead.receive(&registry.send(reference, "appendix-c"));
    assert_eq!(told["added"], 2, "the receipt and the signature: {told:#}");

    for (from, to) in [(&lead, &registry), (&registry, &line), (&line, &lead), (&lead, &line)] {
        to.receive(&from.package());
    }
    for desk in [&mut lead, &mut line, &mut registry] {
        desk.0.today = "2025-05-01";
    }
    let seen = lead.sees(reference);
    assert_eq!(line.sees(reference), seen);
    assert_eq!(registry.sees(reference), seen);
    for desk in [&lead, &line, &registry] {
        desk.is_in_order();
    }
}

#[test]
fn a_form_taken_into_an_empty_folder_is_sent_on_as_the_very_same_bytes() {
    let (mut lead, other) = (Desk::new(), Desk::new());
    let started = lead.fill("07", None, &[]);
    let reference = started["ref"].as_str().unwrap();
    std::fs::write(lead.0.path("signed.png"), b"\x89PNG\r\n\x1a\n of the signed sheet").unwrap();
    let scan = lead.0.path("signed.png").to_string_lossy().into_owned();
    let first = lead.send(reference, "appendix-a");
    let signing = ["--role", "proposer", "--name", "D. Placeholder", "--on", "2024-06-10", "--scan", &scan];
    lead.0.json(0, &[&["sign", reference, "--form", "appendix-a"], &signing[..]].concat());
    let signed = lead.send(reference, "appendix-a");
    assert!(signed.starts_with(&first) && signed.len() > first.len());
    for file in [&first, &signed] {
        other.receive(file);
        assert!(other.send(reference, "appendix-a") == *file);
        std::fs::write(other.0.path("paper.pdf"), file).unwrap();
        let verified = other.0.json(0, &["verify", "@/paper.pdf"]);
        assert_eq!((&verified["record"], &verified["pages"]), (&json!("match"), &json!("issued")));
    }
    assert_eq!(other.0.json(0, &["import", "--dry-run", "@/paper.pdf"])["added"], 0);
    other.is_in_order();
}

#[test]
fn two_versions_made_apart_are_both_kept_and_a_person_decides_in_a_third() {
    let (mut one, mut two) = (Desk::new(), Desk::new());
    let started = one.fill("07", None, &[]);
    let reference = started["ref"].as_str().unwrap();
    two.receive(&one.send(reference, "appendix-a"));
    for (desk, purpose) in [(&mut one, "Warm homes in Salisbury."), (&mut two, "Warm homes in Trowbridge.")] {
        let file = desk.0.answers(&json!({ "a_summary": format!("{purpose} {}", "Fewer fires there. ".repeat(5)) }));
        let call =
            ["fill", "appendix-a", "--partnership", reference, "--part", "proposer", "--answers", file, "--complete"];
        assert_eq!(desk.0.json(0, &call)["state"], "completed");
    }
    let told = two.receive(&one.send(reference, "appendix-a"));
    assert!(told["notes"][0].as_str().unwrap().contains("there are 2 versions"), "{told:#}");
    one.receive(&two.send(reference, "appendix-a"));
    let versions = one.0.json(0, &["versions", reference]);
    assert_eq!(versions, two.0.json(0, &["versions", reference]), "both machines show the same, in the same order");
    assert_eq!(versions[0]["differ"].as_array().unwrap().len(), 1, "{versions:#}");
    let file = one.0.answers(&json!({ "a_summary": "Something else." }));
    let call = ["fill", "appendix-a", "--partnership", reference, "--part", "proposer", "--answers", file];
    one.0.run(&call).refused(1, "There are two versions of this part");

    let keep = versions[0]["versions"][1]["revision"].as_str().unwrap();
    let call = ["resolve", reference, "--form", "appendix-a", "--part", "proposer", "--keep", &keep[..8], "--complete"];
    assert_eq!(one.0.json(0, &call)["state"], "completed");
    assert_eq!(one.0.json(0, &["versions", reference]), json!([]));
    two.receive(&one.send(reference, "appendix-a"));
    assert_eq!(two.0.json(0, &["versions", reference]), json!([]));
    assert_eq!(two.sees(reference), one.sees(reference));
    one.is_in_order();
    two.is_in_order();
}
