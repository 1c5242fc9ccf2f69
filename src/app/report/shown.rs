//! The register as it is shown, as a report of one table: to be printed, calculated with, or handed on.

use super::line::{Field, Line};
use super::meaning;
use crate::app::App;
use crate::app::error::Result;
use crate::app::register::{Query, filter_in_words};
use crate::model::day::Day;
use crate::pack::report::Rows;
use crate::report::{Column, Report, Row, Section, Table, csv};

impl App {
    /// Makes what a register shows into a report: the rows found, with the fields chosen, in their order.
    ///
    /// # Errors
    ///
    /// As for [`App::find`].
    pub fn register_report(&mut self, query: &Query, columns: &[String], today: Day) -> Result<Report> {
        let found = self.find(query, today)?;
        let fields: Vec<Field> = columns.iter().map(|id| Field::of(self, &Rows::Partnerships, id)).collect();
        let ids: Vec<&str> = columns.iter().map(String::as_str).collect();
        let row = |(_, cells): (i64, crate::store::Cells)| {
            let line = Line { register: cells.into(), ..Line::default() };
            Row { cells: fields.iter().map(|field| field.cell(&line)).collect(), ..Row::default() }
        };
        let rows: Vec<Row> = self.store.cells_of(&found.rows, &ids)?.into_iter().map(row).collect();
        let mut says: Vec<String> = query.filters.iter().map(|filter| filter_in_words(&self.pack, filter)).collect();
        if !query.search.trim().is_empty() {
            says.insert(0, format!("Search: “{}”", query.search.trim()));
        }
        let table = Table {
            id: "register".to_owned(),
            title: format!("Partnerships: {}", rows.len()),
            note: says.join(". "),
            columns: fields.iter().map(|of| Column::new(&of.id, &of.label, of.cell_kind(), &meaning(of))).collect(),
            rows,
            ..Table::default()
        };
        Ok(Report {
            id: "register".to_owned(),
            title: "Register".to_owned(),
            subtitle: format!("On {today}"),
            made: today,
            sections: vec![Section::Table(table)],
        })
    }
}

/// Writes one table as CSV.
pub fn table_as_csv(table: &Table) -> Vec<u8> {
    csv::write(table)
}
