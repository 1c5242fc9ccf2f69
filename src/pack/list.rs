//! Option lists shared by several questions.

/// One option of a list or of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Its code; it never changes meaning.
    pub code: String,
    /// Its words on screen and paper.
    pub label: String,
    /// A sentence under it; may be empty.
    pub help: String,
    /// Readable in old records, not offered.
    pub retired: bool,
    /// Excludes all others.
    pub alone: bool,
}

/// A list of options.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionList {
    /// Its id.
    pub id: String,
    /// Its options in order.
    pub choices: Vec<Choice>,
}
