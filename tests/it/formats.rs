//! The revision format: golden files that every later version must still read, byte for byte.

use partnership_desk::model::card::Card;
use partnership_desk::model::revision::{Revision, canonical_json};
use serde::Deserialize;
use serde_json::Value;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
struct Case {
    about: String,
    digest: String,
    cards: Vec<Card>,
    revision: Value,
}

fn cases() -> Vec<(PathBuf, Case)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|item| item.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    paths.sort();
    let read = |path: PathBuf| {
        let case = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        (path, case)
    };
    paths.into_iter().map(read).collect()
}

#[test]
fn every_golden_revision_has_its_digest_and_reads_back_the_same() {
    let cases = cases();
    assert_eq!(cases.len(), 20);
    let mut wrong = Vec::new();
    for (path, case) in cases {
        let bytes = canonical_json(&case.revision);
        match Revision::parse(&bytes) {
            Ok(revision) => {
                let fits = revision.id().as_str() == case.digest && revision.canonical() == bytes;
                let cards = case.cards.iter().all(|card| revision.cards.get(&card.id) == Some(&card.commitment()));
                if !fits || !cards || revision.cards.len() != case.cards.len() {
                    wrong.push(format!("{} ({}): {}", path.display(), case.about, revision.id()));
                }
            }
            Err(error) => wrong.push(format!("{} ({}): {error}", path.display(), case.about)),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn any_changed_letter_of_an_answer_changes_the_digest() {
    for (path, case) in cases() {
        let text = String::from_utf8(canonical_json(&case.revision)).unwrap();
        let changed = text.replacen("\"period\":\"", "\"period\":\"x", 1);
        let revision = Revision::parse(changed.as_bytes()).unwrap();
        assert_ne!(revision.id().as_str(), case.digest, "{}", path.display());
    }
}
