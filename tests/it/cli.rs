//! `pdesk` as scripts see it: exit codes, keys and files, each call in a folder of its own, with no
//! environment and a given day. The answers are those of `tests/answers`.

mod batch;
mod beside;
mod calls;
mod copy;
mod desk;
mod draft_edition;
mod edition;
mod exchange;
mod handover;
mod hidden;
mod large;
mod mailbox;
mod meeting;
mod opened;
mod paper;
mod place;
mod programme;
mod records;
mod report;
mod sheet;

use crate::fixture::{read, root};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A data folder, and the files of the calls beside it.
struct Place {
    folder: tempfile::TempDir,
    today: &'static str,
}

/// What one call came to.
struct Run {
    code: i32,
    out: Vec<u8>,
    err: String,
}

impl Place {
    fn new(today: &'static str) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), today }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn on(self, today: &'static str) -> Self {
        Self { today, ..self }
    }

    /// Runs `pdesk` as given, `@` in a word standing for the folder.
    fn run(&self, words: &[&str]) -> Run {
        self.run_with(words, "")
    }

    fn run_with(&self, words: &[&str], typed: &str) -> Run {
        use std::io::Write as _;
        let folder = self.folder.path().to_string_lossy();
        let words = words.iter().map(|word| word.replace('@', &folder));
        let mut command = Command::new(env!("CARGO_BIN_EXE_pdesk"));
        command.env_clear().current_dir(self.folder.path()).args(["--today", self.today]);
        if let Some(root) = std::env::var_os("SYSTEMROOT") {
            // Windows gives no random numbers without it.
            command.env("SYSTEMROOT", root);
        }
        command.arg("--data").arg(self.path("data")).args(words);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A call that reads no input may have ended already.
        child.stdin.take().unwrap().write_all(typed.as_bytes()).ok();
        let done = child.wait_with_output().unwrap();
        Run {
            code: done.status.code().expect("it was not killed"),
            out: done.stdout,
            err: String::from_utf8(done.stderr).unwrap(),
        }
    }

    /// Runs with `--json` and returns what it printed.
    #[track_caller]
    fn json(&self, code: i32, words: &[&str]) -> Value {
        let words: Vec<&str> = ["--json"].into_iter().chain(words.iter().copied()).collect();
        let run = self.run(&words);
        assert_eq!(run.code, code, "{words:?}: {run:?}");
        serde_json::from_slice(&run.out).unwrap_or_else(|error| panic!("{words:?}: {error}: {run:?}"))
    }

    /// Writes answers to a file; returns its name as the calls give it.
    fn answers(&self, answers: &Value) -> &'static str {
        std::fs::write(self.path("answers.json"), answers.to_string()).unwrap();
        "@/answers.json"
    }

    /// Completes a form; returns what `fill` said.
    #[track_caller]
    fn complete(&self, form: &str, reference: Option<&str>, answers: &Value) -> Value {
        let file = self.answers(answers);
        let mut words = vec!["fill", form, "--answers", file, "--complete"];
        words.extend(reference.iter().flat_map(|reference| ["--partnership", reference]));
        let filled = self.json(0, &words);
        assert_eq!(filled["state"], "completed", "{filled:#}");
        filled
    }

    /// Starts a partnership by its register entry; returns its reference.
    #[track_caller]
    fn partnership(&self) -> String {
        let filled = self.complete("register-entry", None, &answers_of("register-entry"));
        filled["ref"].as_str().unwrap().to_owned()
    }
}

impl std::fmt::Debug for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "exit {}\n{}\n{}", self.code, String::from_utf8_lossy(&self.out), self.err)
    }
}

impl Run {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }

    /// Fails unless the call ended so, with these words on stderr and nothing on stdout.
    #[track_caller]
    fn refused(&self, code: i32, words: &str) {
        assert!(
            self.code == code && self.err.contains(words) && self.out.is_empty(),
            "wanted {code} {words}: {self:?}"
        );
    }
}

/// Returns the answers kept for a form.
fn answers_of(name: &str) -> Value {
    let path = root().join(format!("tests/answers/{name}.toml"));
    let step: toml::Table = toml::from_str(&read(&path)).unwrap();
    serde_json::to_value(&step["answers"]).unwrap()
}

/// Returns the answers of a first review, of a partnership whose six-month checklist is still open.
fn review() -> Value {
    with(&answers_of("appendix-c-2025"), &json!({ "c_77_plan": "At the meeting in June." }))
}

/// Returns answers with some changed; `null` takes one out.
fn with(answers: &Value, changes: &Value) -> Value {
    let mut both: Map<String, Value> = answers.as_object().unwrap().clone();
    both.extend(changes.as_object().unwrap().clone());
    both.retain(|_, answer| !answer.is_null());
    Value::Object(both)
}

/// Fails unless an object has the keys of the contract, in order, and beside them only those named.
#[track_caller]
fn keys(value: &Value, contract: &[&str], more: &[&str]) {
    let found: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    let known: Vec<&str> = found.iter().copied().filter(|key| contract.contains(key)).collect();
    assert_eq!(known, contract, "{value:#}");
    let others: Vec<&&str> = found.iter().filter(|key| !contract.contains(key) && !more.contains(key)).collect();
    assert!(others.is_empty(), "{others:?} are not in the contract");
}

fn first(value: &Value) -> &Value {
    value.get(0).unwrap_or_else(|| panic!("nothing in {value}"))
}

fn messages(value: &Value) -> Vec<String> {
    let line = |finding: &Value| {
        format!(
            "{} {}: {}",
            finding["question"].as_str().unwrap(),
            finding["code"].as_str().unwrap(),
            finding["message"].as_str().unwrap()
        )
    };
    value["findings"].as_array().unwrap().iter().map(line).collect()
}

fn exists(path: &Path) -> bool {
    path.try_exists().unwrap()
}

#[test]
fn a_partnership_from_its_entry_to_next_years_review() {
    let place = Place::new("2025-06-20");
    let reference = place.partnership();
    let shown = place.json(0, &["show", &reference]);
    keys(
        &shown,
        &["ref", "name", "stage", "register", "documents", "due", "approval"],
        &["stages", "watching", "register_no", "opened"],
    );
    assert_eq!(shown["name"], "Salisbury Safer Homes and Streets Partnership");
    assert_eq!(shown["register"]["reg_kind"], "csp");
    keys(first(&shown["documents"]), &["document", "form", "period", "part", "state", "revision", "completed_on"], &[]);
    assert_eq!(first(&shown["documents"])["completed_on"], "2025-06-20");
    keys(first(&shown["due"]), &["form", "on", "status"], &["ref", "name", "title"]);
    keys(&shown["approval"], &["level", "reason"], &[]);
    assert_eq!(shown["approval"]["level"], "board");
    let due: Vec<(&str, &str)> = shown["due"]
        .as_array()
        .unwrap()
        .iter()
        .map(|due| (due["form"].as_str().unwrap(), due["on"].as_str().unwrap()))
        .collect();
    let expected = [
        ("six-month-checklist", "2025-12-15"),
        ("appendix-d", "2026-04-30"),
        ("appendix-c", "2026-04-30"),
        ("information-review", "2026-06-15"),
        ("agreement-end", "2028-06-14"),
        ("appendix-b", "2028-06-14"),
    ];
    assert_eq!(due, expected);

    let place = place.on("2026-04-20");
    let review = place.complete("appendix-c", Some(&reference), &review());
    assert_eq!(review["period"], "2025/26");
    let paper = |place: &Place| {
        place.run(&["export", &reference, "--form", "appendix-c", "--period", "2025/26", "--out", "-"]).out
    };
    let issued = paper(&place);
    assert!(issued.starts_with(b"%PDF-"));
    let sign = |role: &str, on: &str| {
        place
            .json(0, &["sign", &reference, "--form", "appendix-c", "--role", role, "--name", "Sam Example", "--on", on])
    };
    assert_eq!(sign("lead", "2026-04-20"), json!({ "state": "signed" }));
    // Facts change when the part that makes the form effective is signed: at receipt.
    assert_eq!(place.json(0, &["show", &reference])["due"][1]["on"], "2026-04-30");
    let part = place.json(
        0,
        &[
            "fill",
            "appendix-c",
            "--partnership",
            &reference,
            "--period",
            "2025/26",
            "--part",
            "receipt",
            "--answers",
            place.answers(&json!({})),
            "--complete",
        ],
    );
    assert_eq!(part["document"], review["document"]);
    sign("crr", "2026-04-20");

    let place = place.on("2027-04-12");
    let next = place.json(
        0,
        &[
            "fill",
            "appendix-c",
            "--partnership",
            &reference,
            "--answers",
            place.answers(&answers_of("appendix-c-2026")),
        ],
    );
    keys(&next, &["ref", "document", "form", "part", "period", "state", "revision", "findings"], &[]);
    assert_eq!((&next["period"], &next["state"]), (&json!("2026/27"), &json!("draft")));
    assert_ne!(next["document"], review["document"]);
    assert!(
        paper(&place).starts_with(&issued),
        "the paper that was signed stays as it was; what followed is put behind it"
    );

    let history = place.json(0, &["history", &reference]);
    for line in history.as_array().unwrap() {
        keys(line, &["at", "who", "what", "revision"], &[]);
    }
    assert!(history.as_array().unwrap().iter().any(|line| line["revision"] == review["revision"]), "{history:#}");
}
