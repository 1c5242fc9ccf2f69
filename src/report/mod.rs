//! Questions put to many partnerships: rows in, tables and charts out.
//!
//! A [`Report`] is text, [`Table`]s and [`Chart`]s, worked out by whoever calls.
//! [`csv`], [`xlsx`] and [`ics`] write files, [`paper`] makes pages of it. The same
//! report always gives the same bytes: nothing here reads a clock, a file or chance.

pub mod chart;
pub mod csv;
pub mod ics;
pub mod paper;
pub mod table;
pub mod xlsx;

pub use chart::{Chart, Plot};
pub use table::{Cell, Column, Kind, Row, Table};

use crate::model::day::Day;

/// Answers to a question about many partnerships.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Its id, such as "quarterly-register".
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is about, such as the period; may be empty.
    pub subtitle: String,
    /// The day on which it was worked out.
    pub made: Day,
    /// Its content, in reading order.
    pub sections: Vec<Section>,
}

/// A piece of a report.
#[derive(Clone, Debug, PartialEq)]
pub enum Section {
    /// A heading over what follows.
    Heading(String),
    /// Running text; line ends begin a new paragraph.
    Text(String),
    /// A table.
    Table(Table),
    /// A table of few columns, of which paper shows each row as a card.
    Cards(Table),
    /// A chart, which brings a table of its figures.
    Chart(Chart),
}

impl Report {
    /// Returns every table in reading order, those of charts' figures among them.
    pub fn tables(&self) -> Vec<Table> {
        let table = |section: &Section| match section {
            Section::Table(table) | Section::Cards(table) => Some(table.clone()),
            Section::Chart(chart) => Some(chart.figures()),
            Section::Heading(_) | Section::Text(_) => None,
        };
        self.sections.iter().filter_map(table).collect()
    }
}
