//! Facts: the values that rules may read, by names that are the program's own.

use crate::model::day::Day;
use crate::model::known::Known;
use std::collections::BTreeMap;

/// What a fact may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// Pence.
    Money,
    /// A date.
    Date,
    /// A code of a list.
    Code,
    /// Several codes.
    Codes,
    /// Yes or no.
    YesNo,
    /// A whole number.
    Integer,
    /// A number with decimals.
    Number,
    /// Words.
    Text,
    /// A person.
    Person,
    /// Rows of a table.
    Rows,
}

/// Every fact by name, in the order of `schema.md` 2.5.
pub const FACTS: &[(&str, FactKind)] = &[
    ("value", FactKind::Money),
    ("value_approved", FactKind::Money),
    ("level", FactKind::Code),
    ("level_approved", FactKind::Code),
    ("kind", FactKind::Code),
    ("status", FactKind::Code),
    ("basis", FactKind::Code),
    ("lead_role", FactKind::YesNo),
    ("held_for_others", FactKind::Money),
    ("costs", FactKind::Rows),
    ("start", FactKind::Date),
    ("end", FactKind::Date),
    ("open_ended", FactKind::YesNo),
    ("staff_year", FactKind::Money),
    ("partners", FactKind::Rows),
    ("info_share", FactKind::Code),
    ("safeguarding", FactKind::YesNo),
    ("other_grounds", FactKind::YesNo),
    ("greater_good", FactKind::Code),
    ("agreed", FactKind::Date),
    ("joined", FactKind::Date),
    ("approved_to", FactKind::Date),
    ("review_to", FactKind::Date),
    ("review_received", FactKind::Date),
    ("eval_received", FactKind::Date),
    ("next_review", FactKind::Date),
    ("checklist_done", FactKind::Date),
    ("acknowledged", FactKind::Date),
    ("mou_start", FactKind::Date),
    ("mou_end", FactKind::Date),
    ("isa_review", FactKind::Date),
    ("mou_review_months", FactKind::Integer),
    ("items_open", FactKind::Integer),
    ("review_kind", FactKind::Code),
    ("outcome", FactKind::Code),
    ("risks", FactKind::Rows),
    ("damage", FactKind::Code),
    ("respondents", FactKind::Rows),
    ("year", FactKind::Text),
    ("lead", FactKind::Person),
    ("deputy", FactKind::Person),
    ("line_manager", FactKind::Person),
    ("budget_holder", FactKind::Person),
    ("proposer", FactKind::Person),
    ("reps", FactKind::Rows),
    ("meetings_year", FactKind::Integer),
    ("meeting_hours", FactKind::Number),
    ("station", FactKind::Text),
    ("actions", FactKind::Rows),
    ("indicators", FactKind::Rows),
    ("objectives", FactKind::Rows),
    ("benefit_year", FactKind::Money),
    ("cost_year", FactKind::Money),
    ("staff_cost_year", FactKind::Money),
    ("funding_year", FactKind::Money),
    ("meetings_held", FactKind::Integer),
    ("meetings_attended", FactKind::Integer),
    ("four_points", FactKind::Rows),
    ("learning", FactKind::Text),
    ("decision", FactKind::Code),
    ("confirmed_accurate", FactKind::Date),
    ("next_meeting", FactKind::Date),
    ("incidents", FactKind::Rows),
    ("hc", FactKind::Code),
    ("minutes_missing", FactKind::YesNo),
    ("closed", FactKind::Date),
    ("close_reasons", FactKind::Codes),
    ("agreement_reviewed", FactKind::Date),
    ("review_deferred", FactKind::YesNo),
    ("withdrawn", FactKind::Date),
    ("statements", FactKind::Rows),
];

/// Rows that are gathered over all forms of a partnership: a form's own take the place of its
/// earlier ones, and of two rows with the same id the later one counts. All other facts are as the
/// latest form says.
pub const GATHERED: &[&str] = &["actions"];

/// Every result of a rule by name, in the order of `schema.md` 2.5.
pub const RESULTS: &[(&str, FactKind)] = &[
    ("level", FactKind::Code),
    ("level_rank", FactKind::Integer),
    ("level_reason", FactKind::Text),
    ("level_notice", FactKind::Text),
    ("approved_rank", FactKind::Integer),
    ("value", FactKind::Money),
    ("working", FactKind::Text),
    ("value_with_staff", FactKind::Money),
    ("level_with_staff", FactKind::Code),
    ("risk_top", FactKind::Integer),
    ("escalated", FactKind::Rows),
    ("significant", FactKind::YesNo),
    ("score", FactKind::Number),
    ("percent", FactKind::Number),
    ("band", FactKind::Text),
    ("rated", FactKind::Integer),
    ("sections", FactKind::Rows),
    ("spread", FactKind::Rows),
    ("rated_lowest", FactKind::Codes),
];

/// Facts about one partnership, or results of rules, by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts(pub BTreeMap<String, Known>);

impl Facts {
    /// Returns one fact.
    pub fn get(&self, name: &str) -> Option<&Known> {
        self.0.get(name)
    }

    /// Sets one fact.
    pub fn set(&mut self, name: &str, value: Known) {
        self.0.insert(name.to_owned(), value);
    }

    /// Returns a fact that is words or a code.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Known::as_text)
    }

    /// Returns a fact that is a date.
    pub fn day(&self, name: &str) -> Option<Day> {
        self.text(name).and_then(Day::parse_iso)
    }

    /// Returns a fact that is a whole number, or money in pence.
    pub fn int(&self, name: &str) -> Option<i64> {
        match self.get(name) {
            Some(Known::Int(n)) => Some(*n),
            _ => None,
        }
    }

    /// Returns a fact that is yes or no.
    pub fn yes(&self, name: &str) -> Option<bool> {
        self.get(name).and_then(Known::as_bool)
    }

    /// Returns the rows of a fact that is a table.
    pub fn rows(&self, name: &str) -> impl Iterator<Item = &BTreeMap<String, Known>> {
        let list = match self.get(name) {
            Some(Known::List(list)) => list.as_slice(),
            _ => &[],
        };
        list.iter().filter_map(|row| if let Known::Row(cells) = row { Some(cells) } else { None })
    }
}
