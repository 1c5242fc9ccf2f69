//! What is wrong with a pack: file, line, and a sentence that says what to do.

use std::fmt;

/// One thing wrong with a pack.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PackFinding {
    /// The file, relative to the pack's folder.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
    /// Does it keep the pack from being used? What does not is told to whoever checks the pack.
    pub stops: bool,
}

impl fmt::Display for PackFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// Returns the known name nearest to a mistyped one, if one is near enough.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (name.chars().count() / 3).clamp(1, 3);
    let distance = |other: &str| match strsim::damerau_levenshtein(name, other) {
        // "warning" for "warn": a word with an ending.
        far if far > allowed && other.len() > 3 && name.starts_with(other) => allowed,
        distance => distance,
    };
    known
        .map(|other| (distance(other), other))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, other)| other)
}
