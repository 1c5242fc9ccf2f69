//! What a pack's reports ask: which rows, which of their values, how they are counted and drawn.

use super::condition::Template;

/// A report.
#[derive(Clone, Debug)]
pub struct ReportDefinition {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The clause that asks for it; may be empty.
    pub clause: String,
    /// What it is for, in a sentence; may be empty.
    pub says: String,
    /// How often it is made.
    pub every: Every,
    /// Is it about one partnership alone?
    pub of_one: bool,
    /// Reports whose tables stand before its own.
    pub includes: Vec<String>,
    /// Its tables, in reading order.
    pub tables: Vec<TableDefinition>,
}

/// How often a report is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// For each quarter.
    Quarter,
    /// For each financial year.
    Year,
    /// Whenever it is asked for.
    Time,
}

/// A table of a report, or a chart drawn of one.
#[derive(Clone, Debug)]
pub struct TableDefinition {
    /// Its id, unique in its report.
    pub id: String,
    /// A heading that begins a section with it; may be empty.
    pub heading: String,
    /// Its title.
    pub title: String,
    /// What to know when reading it; may be empty.
    pub says: Template,
    /// What its rows are.
    pub rows: Rows,
    /// Conditions, all of which must hold.
    pub conditions: Vec<Condition>,
    /// The fields it shows, where it does not count.
    pub columns: Vec<String>,
    /// The field whose values are counted; none: rows are listed.
    pub group: Option<String>,
    /// Are dates of the group counted by quarter?
    pub by_quarter: bool,
    /// What each count is divided into.
    pub parts: Parts,
    /// What is counted together of which nothing is known, such as "Every stage done"; empty: "Not known".
    pub unknown: String,
    /// What is counted, as a heading, such as "Partnerships".
    pub counted: String,
    /// Fields that are summed for each group, or at the foot of a list.
    pub sums: Vec<String>,
    /// The field it is sorted by, and whether from the last.
    pub sort: Option<(String, bool)>,
    /// The most rows; none: all.
    pub most: Option<usize>,
    /// What rows are marked for.
    pub mark: Option<Mark>,
    /// How it is drawn.
    pub draw: Draw,
}

/// What the rows of a table are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rows {
    /// None: heading and words alone.
    Nothing,
    /// Partnerships.
    Partnerships,
    /// What is due.
    Due,
    /// Changes of register columns that are tracked.
    Changes,
    /// The parts of a partnership's forms.
    Documents,
    /// The signatures on them.
    Signatures,
    /// What was done to a partnership.
    History,
    /// The rows of a fact.
    Fact(String),
}

/// A condition in the language of filters, with expressions in it.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The field.
    pub field: String,
    /// The whole filter.
    pub text: Template,
}

/// What a count is divided into.
#[derive(Clone, Debug, Default)]
pub enum Parts {
    /// Nothing.
    #[default]
    Whole,
    /// The values of a field.
    Field(String),
    /// Conditions with their names; what meets none is left out.
    Conditions(Vec<(String, Condition)>),
}

/// What rows are marked for.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The word, such as "corporate".
    pub word: String,
    /// The heading over it.
    pub heading: String,
    /// When a row is marked.
    pub when: Condition,
}

/// How a table is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Draw {
    /// As a table.
    #[default]
    Table,
    /// As one card for each row.
    Cards,
    /// As bars, their parts one after the other.
    Stacked,
    /// As bars, their sums beside each other.
    Beside,
    /// As the grid of risks: rows with `row.likelihood` and `row.impact`.
    Grid,
}

/// The fields of rows that are no fact's, with the kind and heading of each.
pub fn own_fields(rows: &Rows) -> &'static [(&'static str, &'static str, &'static str)] {
    match rows {
        Rows::Due => &[
            ("id", "text", "Due rule"),
            ("title", "text", "Due"),
            ("on", "date", "Due on"),
            ("year", "text", "Year"),
            ("status", "text", "Status"),
            ("role", "text", "Officer"),
            ("owner", "text", "Owner"),
            ("reason", "text", "Why"),
        ],
        Rows::Changes => &[
            ("on", "date", "Since"),
            ("column", "text", "What changed"),
            ("before", "text", "Before"),
            ("after", "text", "Now"),
            ("form", "text", "By"),
        ],
        Rows::Documents => &[
            ("form", "text", "Form"),
            ("period", "text", "Period"),
            ("part", "text", "Part"),
            ("state", "text", "State"),
            ("completed", "date", "Completed on"),
            ("revision", "text", "Revision"),
            ("received", "text", "Received"),
        ],
        Rows::Signatures => &[
            ("form", "text", "Form"),
            ("ask", "text", "Signature"),
            ("role", "text", "Officer"),
            ("name", "text", "Signed by"),
            ("post", "text", "Post"),
            ("on", "date", "Signed on"),
            ("reference", "text", "Minute"),
            ("scan", "yes_no", "Scan kept"),
        ],
        Rows::History => &[
            ("at", "text", "When (universal time)"),
            ("who", "text", "Who"),
            ("what", "text", "What was done"),
            ("revision", "text", "Revision"),
        ],
        Rows::Nothing | Rows::Partnerships | Rows::Fact(_) => &[],
    }
}
