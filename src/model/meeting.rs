//! Meetings of the office: one for each quarter, with who came and what is to be done.

use crate::model::day::Day;
use serde::{Deserialize, Serialize};

/// One meeting as logged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// Its own id; empty for one that is not kept yet.
    #[serde(default)]
    pub id: String,
    /// The last day of the quarter it is for.
    #[serde(with = "crate::model::day::as_text")]
    pub quarter: Day,
    /// When it was held, or is to be held.
    #[serde(with = "crate::model::day::as_text")]
    pub held_on: Day,
    /// Who was in the chair; may be empty.
    #[serde(default)]
    pub chair: String,
    /// Where; may be empty.
    #[serde(default)]
    pub place: String,
    /// The reference of its minutes; may be empty.
    #[serde(default)]
    pub minutes: String,
    /// Who came, and who sent apologies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attendance: Vec<Attending>,
    /// What is to be done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    /// Was it entered by mistake? Then it counts no more.
    #[serde(default)]
    pub struck: bool,
}

/// A person asked to a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attending {
    /// Their name.
    pub name: String,
    /// Their post; may be empty.
    #[serde(default)]
    pub post: String,
    /// Did they send apologies, rather than come?
    #[serde(default)]
    pub apologies: bool,
}

/// Something to be done after a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// What.
    pub what: String,
    /// By whom; may be empty.
    #[serde(default)]
    pub owner: String,
    /// By when.
    #[serde(default, with = "crate::model::day::as_text_or_none", skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// When it was done.
    #[serde(default, with = "crate::model::day::as_text_or_none", skip_serializing_if = "Option::is_none")]
    pub done: Option<Day>,
}

/// Names a quarter by its last day: "April to June 2026".
pub fn quarter_in_words(end: Day) -> String {
    let months = match end.month() {
        1..=3 => "January to March",
        4..=6 => "April to June",
        7..=9 => "July to September",
        _ => "October to December",
    };
    format!("{months} {}", end.year())
}
