//! PDF/UA-1 and PDF/A-3a: each paper is held against the conditions that a program can check.
//!
//! Numbers such as 14-003 are those of the Matterhorn Protocol 1.1; A3- stands before a clause of
//! ISO 19005-3, UA- of ISO 14289-1, 32000- of ISO 32000-1. `breaks` proves of each condition that
//! it is found when it is broken.
#![expect(clippy::wildcard_enum_match_arm, reason = "of the kinds of PDF objects a check takes the few it deals with")]

mod archive;
mod breaks;
mod breaks_fields;
mod breaks_file;
mod breaks_font;
mod breaks_tree;
mod content;
mod fields;
mod file;
mod font;
mod meaning;
mod metadata;
mod papers;
mod structure;

use file::File;

/// A condition: its number, what is wrong if it fails, and the places where it does.
pub(crate) struct Rule {
    number: &'static str,
    says: &'static str,
    find: fn(&File) -> Vec<String>,
}

impl Rule {
    const fn new(number: &'static str, says: &'static str, find: fn(&File) -> Vec<String>) -> Self {
        Self { number, says, find }
    }
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    [structure::RULES, font::RULES, metadata::RULES, archive::RULES, fields::RULES].into_iter().flatten()
}

/// Returns every fault of a PDF: the number of the condition, what is wrong, and where.
pub(crate) fn findings(bytes: &[u8]) -> Vec<String> {
    let file = match File::open(bytes) {
        Ok(file) => file,
        Err(error) => return vec![error],
    };
    let of = |rule: &Rule| {
        let line = |place| format!("{} {}: {place}", rule.number, rule.says);
        (rule.find)(&file).into_iter().map(line).collect::<Vec<_>>()
    };
    rules().flat_map(of).collect()
}
