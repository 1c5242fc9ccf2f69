//! The numbers and descriptors of a procedure that rules read (`policy.toml`).

use crate::model::known::Known;
use std::collections::{BTreeMap, BTreeSet};

/// What rules read of a pack's policy.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// Approval bands in rising order; none: the pack has no approval levels.
    pub bands: Vec<Band>,
    /// How a regional partnership is raised: a level, or "`by_value`".
    pub regional_floor: String,
    /// Years counted for a partnership without an end.
    pub open_years: i64,
    /// The least months counted.
    pub min_months: i64,
    /// Is staff time added to the anticipated value?
    pub add_staff: bool,
    /// The score at which a risk is escalated.
    pub escalate: i64,
    /// Several risks of this score together are significant.
    pub several_score: i64,
    /// How many of them.
    pub several_count: usize,
    /// Names of scores: up to this score, this name.
    pub colours: Vec<(i64, String)>,
    /// The five steps of likelihood.
    pub likelihood: Vec<String>,
    /// The five steps of impact.
    pub impact: Vec<String>,
    /// The share of a section's statements, in per cent, that must be rated before it has a score.
    pub min_rated: i64,
    /// Ratings of one statement this far apart are pointed out.
    pub spread: i64,
    /// Words for scores: from this score, these words; highest first.
    pub score_bands: Vec<(f64, String)>,
    /// Every value by its dotted name, `review.gap`, for expressions.
    pub values: BTreeMap<String, Known>,
    /// Which of them are amounts in pence, by the same names.
    pub amounts: BTreeSet<String>,
}

/// One approval band.
#[derive(Clone, Debug)]
pub struct Band {
    /// The code of its level.
    pub level: String,
    /// The words for it.
    pub label: String,
    /// Where it ends, in pence; none: it does not end.
    pub end: Option<i64>,
    /// Does the end itself belong to it?
    pub end_inside: bool,
    /// Who signs.
    pub roles: Vec<String>,
}

impl Band {
    /// Does an amount in pence lie below the band's end?
    pub fn holds(&self, pence: i64) -> bool {
        self.end.is_none_or(|end| pence < end || (self.end_inside && pence == end))
    }
}
