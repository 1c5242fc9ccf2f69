//! What somebody who edits a pack without programming is told of a slip of the pen.
//!
//! Each `[[mistake]]` of `packs/mistakes` changes one place of one pack of the program: in `file`, the first `find`
//! becomes `put`. A finding must name that file (or the file `at`) and say the words of `says`; with `line = true`
//! it must stand on the changed line. What is found but poorly explained is in `KNOWN_POOR`.

use crate::fixture::{files_under, name_of, none, read, root};
use partnership_desk::pack::finding::PackFinding;
use partnership_desk::pack::{builtin, load};
use serde::Deserialize;

/// Mistakes that are found, but whose sentence or line does not yet help.
const KNOWN_POOR: &[&str] = &[
    "one-equals",
    "brackets-single",
    "question-before-page",
    "page-mistyped",
    "list-bracket-missing",
    "brace-missing",
    "form-not-listed",
    "option-comma",
    "list-end",
    "limit-text",
    "money-without-pound",
    "money-word",
];

/// Mistakes that the check does not find at all.
const KNOWN_MISSED: &[&str] =
    &["language", "remind-text", "risk-order", "report-filter-state", "date-wrong", "band-order", "band-role"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mistake {
    name: String,
    pack: String,
    file: String,
    find: String,
    put: String,
    says: String,
    #[serde(default)]
    line: bool,
    /// The file that is named, where it is another's.
    at: Option<String>,
}

#[derive(Deserialize)]
struct Mistakes {
    mistake: Vec<Mistake>,
}

fn mistakes() -> Vec<Mistake> {
    let paths = files_under(&root().join("tests/packs/mistakes"), ".toml");
    let of = |path: &std::path::PathBuf| {
        toml::from_str::<Mistakes>(&read(path)).unwrap_or_else(|e| panic!("{}: {e}", name_of(path))).mistake
    };
    paths.iter().flat_map(of).collect()
}

impl Mistake {
    /// Returns the changed line, and what is found once the change is made.
    fn findings(&self) -> (usize, Vec<PackFinding>) {
        let mut files = builtin::files(&self.pack).unwrap();
        let text = files.get_mut(&self.file).unwrap();
        let at = text.find(&self.find).unwrap_or_else(|| panic!("{}: “{}” is not there", self.name, self.find));
        let line = text.get(..at).unwrap().matches('\n').count() + 1;
        text.replace_range(at..at + self.find.len(), &self.put);
        (line, load(&files).err().unwrap_or_default())
    }

    fn file_named(&self) -> &str {
        self.at.as_deref().unwrap_or(&self.file)
    }

    fn helps(&self, line: usize, found: &[PackFinding]) -> bool {
        found.iter().any(|finding| {
            finding.file == self.file_named()
                && finding.message.contains(&self.says)
                && (!self.line || finding.line == line)
        })
    }
}

#[test]
fn mistakes_of_an_editor_are_found_and_explained() {
    let all = mistakes();
    assert!(all.len() - KNOWN_MISSED.len() >= 100, "{} mistakes", all.len());
    let mut failures = Vec::new();
    let mut poor = Vec::new();
    for mistake in &all {
        let (line, found) = mistake.findings();
        let said: Vec<String> = found.iter().map(ToString::to_string).collect();
        let name = &mistake.name;
        let is_found = found.iter().any(|finding| finding.file == mistake.file_named());
        if is_found == KNOWN_MISSED.contains(&name.as_str()) {
            failures.push(format!("{name}: found: {is_found} in {}: {said:#?}", mistake.file_named()));
        }
        if !is_found {
            continue;
        }
        let helps = mistake.helps(line, &found);
        if !helps {
            poor.push(name.as_str());
        }
        if helps == KNOWN_POOR.contains(&name.as_str()) {
            failures.push(format!("{name}: helps: {helps}; changed line {line}; “{}” in {said:#?}", mistake.says));
        }
    }
    none(&failures);
    assert!(all.len() - poor.len() - KNOWN_MISSED.len() >= 90, "{poor:?}");
}
