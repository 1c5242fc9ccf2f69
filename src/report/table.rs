//! Tables of typed cells, each column with its meaning.

use crate::model::day::Day;
use crate::model::filter::Filter;
use crate::model::money::Pence;
use crate::model::number::{with_commas, write_number};

/// Rows of typed cells under columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Its id, unique in its report.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What to know when reading it; may be empty.
    pub note: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// What rows are marked for, if some are: the heading and meaning of the words in [`Row::mark`].
    pub marks: Option<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// A last row with sums, a cell for each column.
    pub totals: Option<Vec<Cell>>,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// Its id, unique in its table.
    pub id: String,
    /// Its heading.
    pub label: String,
    /// The type of its cells.
    pub kind: Kind,
    /// What stands in it, for the data dictionary.
    pub meaning: String,
}

/// The type of a column's cells; any cell may also be empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    #[default]
    Text,
    /// A whole number.
    Whole,
    /// A number with decimals.
    Number,
    /// Money.
    Money,
    /// A date.
    Date,
    /// Yes or no.
    YesNo,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// A cell for each column.
    pub cells: Vec<Cell>,
    /// The word it is marked with, such as "corporate"; mostly empty.
    pub mark: String,
    /// The filters of the register that lead to what it counts, all of which hold; may be empty.
    pub leads_to: Vec<Filter>,
}

/// One value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing is known.
    #[default]
    Empty,
    /// Text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number with decimals.
    Number(f64),
    /// Money.
    Money(Pence),
    /// A date.
    Date(Day),
    /// Yes or no.
    YesNo(bool),
}

impl Column {
    /// Makes a column.
    pub fn new(id: &str, label: &str, kind: Kind, meaning: &str) -> Self {
        Self { id: id.to_owned(), label: label.to_owned(), kind, meaning: meaning.to_owned() }
    }
}

impl Kind {
    /// Says what is in such a cell, with the unit, for the data dictionary.
    pub fn says(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Whole => "Whole number",
            Self::Number => "Number",
            Self::Money => "Pounds and pence (£)",
            Self::Date => "Date",
            Self::YesNo => "Yes or No",
        }
    }

    /// Is it set to the right, so that digits stand under each other?
    pub fn is_figure(self) -> bool {
        match self {
            Self::Whole | Self::Number | Self::Money => true,
            Self::Text | Self::Date | Self::YesNo => false,
        }
    }
}

impl Row {
    /// Makes a row without a mark.
    pub fn new(cells: Vec<Cell>) -> Self {
        Self { cells, ..Self::default() }
    }
}

impl Cell {
    /// Makes a cell of text; no text is an empty cell.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// Makes a cell of a count.
    pub fn count(count: usize) -> Self {
        Self::Whole(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// Returns the words that people read.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Whole(number) => {
                format!("{}{}", if *number < 0 { "-" } else { "" }, with_commas(number.unsigned_abs()))
            }
            Self::Number(number) => write_number(*number),
            Self::Money(pence) => pence.to_string(),
            Self::Date(day) => day.to_string(),
            Self::YesNo(yes) => yes_no(*yes).to_owned(),
        }
    }

    /// May it stand in a column of the kind?
    pub fn is_of(&self, kind: Kind) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(_) => kind == Kind::Text,
            Self::Whole(_) => kind == Kind::Whole,
            Self::Number(_) => kind == Kind::Number,
            Self::Money(_) => kind == Kind::Money,
            Self::Date(_) => kind == Kind::Date,
            Self::YesNo(_) => kind == Kind::YesNo,
        }
    }
}

impl Table {
    /// Returns its columns, that of the marks last.
    pub fn all_columns(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().chain(&self.marks)
    }

    /// Returns its rows, each with its mark in the last cell if there are marks.
    pub fn all_rows(&self) -> impl Iterator<Item = Vec<Cell>> {
        let mark = |row: &Row| self.marks.as_ref().map(|_| Cell::text(row.mark.as_str()));
        self.rows.iter().map(move |row| row.cells.iter().cloned().chain(mark(row)).collect())
    }

    /// Returns the sum of each column of figures, "Total" before the first of them and nothing else.
    pub fn sums(&self) -> Vec<Cell> {
        let sum = |(at, column): (usize, &Column)| {
            let cells = self.rows.iter().filter_map(|row| row.cells.get(at));
            match column.kind {
                Kind::Whole => Cell::Whole(cells.map(|cell| if let Cell::Whole(n) = cell { *n } else { 0 }).sum()),
                Kind::Money => {
                    Cell::Money(Pence(cells.map(|cell| if let Cell::Money(n) = cell { n.0 } else { 0 }).sum()))
                }
                Kind::Number => Cell::Number(cells.map(|cell| if let Cell::Number(n) = cell { *n } else { 0.0 }).sum()),
                Kind::Text if at == 0 => Cell::text("Total"),
                Kind::Text | Kind::Date | Kind::YesNo => Cell::Empty,
            }
        };
        self.columns.iter().enumerate().map(sum).collect()
    }
}

/// Returns yes or no in words.
pub(super) fn yes_no(yes: bool) -> &'static str {
    if yes { "Yes" } else { "No" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_of_figures_alone() {
        let columns = vec![
            Column::new("name", "Name", Kind::Text, ""),
            Column::new("count", "Count", Kind::Whole, ""),
            Column::new("cost", "Cost", Kind::Money, ""),
            Column::new("hours", "Hours", Kind::Number, ""),
            Column::new("on", "On", Kind::Date, ""),
        ];
        let day = Day::new(2026, 3, 31).unwrap();
        let row = |count, pence, hours| {
            Row::new(vec![
                Cell::text("A"),
                Cell::Whole(count),
                Cell::Money(Pence(pence)),
                Cell::Number(hours),
                Cell::Date(day),
            ])
        };
        let mut rows = vec![row(2, 150, 1.5), row(3, 50, 0.25)];
        rows.push(Row::new(vec![Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty]));
        let table = Table { columns, rows, ..Table::default() };
        let shown: Vec<String> = table.sums().iter().map(Cell::shown).collect();
        assert_eq!(shown, ["Total", "5", "£2.00", "1.75", ""]);
    }

    #[test]
    fn cells_read_as_people_write_them() {
        let shown = |cell: Cell| cell.shown();
        assert_eq!(shown(Cell::Whole(-12_345)), "-12,345");
        assert_eq!(shown(Cell::Money(Pence(125_050))), "£1,250.50");
        assert_eq!(shown(Cell::Date(Day::new(2026, 3, 31).unwrap())), "31 March 2026");
        assert_eq!(shown(Cell::YesNo(false)), "No");
        assert_eq!(Cell::text(""), Cell::Empty);
    }
}
