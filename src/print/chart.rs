//! Charts on paper: what is drawn, as shares and words, before any millimetre.

/// A chart with the text in its place for those who do not see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Stands above it.
    pub title: String,
    /// What it shows, in words.
    pub alt: String,
    /// What is drawn.
    pub plot: Plot,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Plot {
    /// Bars from left to right, under each other.
    Bars(Bars),
    /// A grid with words in its cells.
    Grid(Grid),
}

/// Bars.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    /// What the parts are; each has a pattern of its own, told in a key if there are several.
    pub parts: Vec<String>,
    /// Whether the parts of a bar stand in one line; else under each other.
    pub stacked: bool,
    /// The bars.
    pub bars: Vec<Bar>,
}

/// A bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// What it is for.
    pub label: String,
    /// Its segments, one for each part.
    pub segments: Vec<Segment>,
    /// Stands at the end of parts in one line; may be empty.
    pub total: String,
}

/// A part of a bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Segment {
    /// Its length: 1 is the longest of the chart.
    pub share: f32,
    /// Its amount in words.
    pub says: String,
}

/// A grid.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// What rises from the lowest row to the highest.
    pub up: String,
    /// What rises from the first column to the last.
    pub along: String,
    /// A name for each row, the highest first.
    pub rows: Vec<String>,
    /// A name for each column.
    pub columns: Vec<String>,
    /// The cells, row by row.
    pub cells: Vec<Vec<GridCell>>,
}

/// A cell of a grid.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GridCell {
    /// Stands at its top in bold.
    pub head: String,
    /// Stands beside that; may be empty.
    pub says: String,
    /// What is in it, each never broken; as many as there is room for.
    pub items: Vec<String>,
    /// How dark it is, 0 to 3.
    pub shade: usize,
    /// Whether it has a heavy frame.
    pub is_marked: bool,
}
