//! Charts as values: what each bar or cell counts, what it leads to, and what it says in words.
//!
//! How a chart is drawn is left to paper and window. Its text for those who do not
//! see it and its table of figures are made of the same values.

use super::table::{Cell, Column, Kind, Row, Table};
use crate::model::filter::Filter;
use crate::model::money::Pence;

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Its id, unique in its report.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What to know when reading it; may be empty.
    pub note: String,
    /// What it shows.
    pub plot: Plot,
}

/// What a chart shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Plot {
    /// Bars.
    Bars(Bars),
    /// Partnerships in the cells of likelihood against impact.
    Grid(Grid),
}

/// Bars, each of the same parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    /// What the bars are for, such as "Stage".
    pub across: String,
    /// What they measure, such as "Partnerships".
    pub measure: String,
    /// The type of the amounts: whole numbers, or money.
    pub kind: Kind,
    /// How the parts of a bar stand.
    pub arrangement: Arrangement,
    /// What the parts are, such as "On time" and "Late".
    pub parts: Vec<String>,
    /// The bars, in order.
    pub bars: Vec<Bar>,
}

/// How the parts of a bar stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Arrangement {
    /// One after the other: together they are the whole.
    #[default]
    Stacked,
    /// Beside each other, to be compared.
    Beside,
}

/// A bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// What it is for.
    pub label: String,
    /// An amount for each part.
    pub amounts: Vec<Amount>,
    /// The filters of the register that lead to what the whole bar counts; may be empty.
    pub leads_to: Vec<Filter>,
}

/// An amount with what it counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Amount {
    /// A count, or pence.
    pub value: i64,
    /// The filters of the register that lead to what it counts; may be empty.
    pub leads_to: Vec<Filter>,
}

/// Partnerships by likelihood and impact of a risk, each 1 to 5.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// What each likelihood means, 1 first.
    pub likelihood: Vec<String>,
    /// What each impact means, 1 first.
    pub impact: Vec<String>,
    /// From which score a risk is marked.
    pub escalate: i64,
    /// The word it is marked with, such as "corporate".
    pub mark: String,
    /// Names of bands of scores, each with its highest score, in rising order.
    pub bands: Vec<(i64, String)>,
    /// What stands in the grid.
    pub spots: Vec<Spot>,
}

/// A risk in the grid.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spot {
    /// Likelihood, 1 to 5.
    pub likelihood: i64,
    /// Impact, 1 to 5.
    pub impact: i64,
    /// The partnership's reference.
    pub label: String,
    /// The filters of the register that lead to the partnership; may be empty.
    pub leads_to: Vec<Filter>,
}

/// The most bars and cells that are told one by one in words; the table of figures has them all.
const MOST_TOLD: usize = 12;
/// The most partnerships that are named in a cell of the table of figures.
const MOST_NAMED: usize = 60;

impl Bar {
    /// Returns the sum of its parts.
    pub fn total(&self) -> i64 {
        self.amounts.iter().map(|amount| amount.value).sum()
    }
}

impl Bars {
    /// Makes a cell of an amount.
    pub fn cell(&self, value: i64) -> Cell {
        if self.kind == Kind::Money { Cell::Money(Pence(value)) } else { Cell::Whole(value) }
    }

    /// Returns the largest amount that is drawn as one length.
    pub fn longest(&self) -> i64 {
        let longest = |bar: &Bar| match self.arrangement {
            Arrangement::Stacked => bar.total(),
            Arrangement::Beside => bar.amounts.iter().map(|amount| amount.value).max().unwrap_or(0),
        };
        self.bars.iter().map(longest).max().unwrap_or(0)
    }
}

impl Grid {
    /// Returns the partnerships in a cell, each once, with how many risks there are.
    pub fn cell(&self, likelihood: i64, impact: i64) -> (Vec<&str>, usize) {
        let here = || self.spots.iter().filter(move |spot| spot.likelihood == likelihood && spot.impact == impact);
        let mut labels: Vec<&str> = here().map(|spot| spot.label.as_str()).collect();
        labels.sort_unstable();
        labels.dedup();
        (labels, here().count())
    }

    /// Returns the place of a score's band, 0 for the lowest, and its name.
    pub fn band(&self, score: i64) -> (usize, &str) {
        let at = self.bands.iter().position(|(up_to, _)| score <= *up_to);
        at.map_or((self.bands.len(), ""), |at| (at, self.bands[at].1.as_str()))
    }

    /// Is a risk of this score marked?
    pub fn is_marked(&self, score: i64) -> bool {
        score >= self.escalate
    }

    /// Returns likelihood and impact of every cell in which something stands, highest score first.
    fn filled(&self) -> Vec<(i64, i64)> {
        let mut cells: Vec<(i64, i64)> = self.spots.iter().map(|spot| (spot.likelihood, spot.impact)).collect();
        cells.sort_unstable_by_key(|(likelihood, impact)| (-(likelihood * impact), -likelihood));
        cells.dedup();
        cells
    }
}

impl Chart {
    /// Says what the chart shows, for those who do not see it.
    pub fn alt(&self) -> String {
        match &self.plot {
            Plot::Bars(bars) => bars_in_words(&self.title, bars),
            Plot::Grid(grid) => grid_in_words(&self.title, grid),
        }
    }

    /// Returns the figures it is drawn from.
    pub fn figures(&self) -> Table {
        let table = match &self.plot {
            Plot::Bars(bars) => bar_figures(bars),
            Plot::Grid(grid) => grid_figures(grid),
        };
        let (id, title) = (format!("{}_figures", self.id), format!("Figures: {}", self.title));
        Table { id, title, note: self.note.clone(), ..table }
    }
}

fn bars_in_words(title: &str, bars: &Bars) -> String {
    let amount = |value: i64| bars.cell(value).shown();
    let bar = |bar: &Bar| {
        let named = bars.parts.iter().zip(&bar.amounts).filter(|(_, part)| part.value != 0);
        let parts: Vec<String> = named.map(|(name, part)| format!("{name} {}", amount(part.value))).collect();
        match (bars.arrangement, parts.as_slice()) {
            (_, []) => format!("{}: none", bar.label),
            (Arrangement::Stacked, _) if bars.parts.len() > 1 => {
                format!("{}: {} ({})", bar.label, amount(bar.total()), parts.join(", "))
            }
            (Arrangement::Stacked, _) => format!("{}: {}", bar.label, amount(bar.total())),
            (Arrangement::Beside, parts) => format!("{}: {}", bar.label, parts.join(", ")),
        }
    };
    if bars.bars.is_empty() {
        return format!("Bar chart: {title}. There is nothing to show.");
    }
    let mut told: Vec<String> = bars.bars.iter().take(MOST_TOLD).map(bar).collect();
    if let Some(more) = bars.bars.len().checked_sub(MOST_TOLD).filter(|more| *more > 0) {
        told.push(format!("{more} more in the table of figures"));
    }
    format!("Bar chart of {} by {}: {title}. {}.", lower(&bars.measure), lower(&bars.across), told.join("; "))
}

fn grid_in_words(title: &str, grid: &Grid) -> String {
    let cells = grid.filled();
    if cells.is_empty() {
        return format!("Risk grid of likelihood against impact: {title}. No risk is recorded.");
    }
    let marked = grid.spots.iter().filter(|spot| grid.is_marked(spot.likelihood * spot.impact)).count();
    let cell = |(likelihood, impact): &(i64, i64)| {
        let (labels, count) = grid.cell(*likelihood, *impact);
        let named = if labels.len() <= 3 { labels.join(", ") } else { format!("{} partnerships", labels.len()) };
        format!("likelihood {likelihood}, impact {impact}: {} ({named})", counted(count, "risk"))
    };
    let mut told: Vec<String> = cells.iter().take(MOST_TOLD).map(cell).collect();
    if let Some(more) = cells.len().checked_sub(MOST_TOLD).filter(|more| *more > 0) {
        told.push(format!("{} more in the table of figures", counted(more, "cell")));
    }
    format!(
        "Risk grid of likelihood against impact: {title}. {} in {} of 25 cells, {marked} of them scored {} or more. {}.",
        counted(grid.spots.len(), "risk"),
        cells.len(),
        grid.escalate,
        sentence(&told.join("; ")),
    )
}

fn bar_figures(bars: &Bars) -> Table {
    let with_total = bars.arrangement == Arrangement::Stacked && bars.parts.len() > 1;
    let mut columns = vec![Column::new("across", &bars.across, Kind::Text, "What the bar is for.")];
    let part = |(at, name): (usize, &String)| {
        Column::new(&format!("part_{at}"), name, bars.kind, &format!("{} of this part.", bars.measure))
    };
    columns.extend(bars.parts.iter().enumerate().map(part));
    columns.extend(with_total.then(|| Column::new("total", "Total", bars.kind, "The parts together.")));
    let row = |bar: &Bar| {
        let parts = bar.amounts.iter().map(|amount| bars.cell(amount.value));
        let total = with_total.then(|| bars.cell(bar.total()));
        let cells = std::iter::once(Cell::text(bar.label.as_str())).chain(parts).chain(total).collect();
        Row { cells, leads_to: bar.leads_to.clone(), ..Row::default() }
    };
    let mut table = Table { columns, rows: bars.bars.iter().map(row).collect(), ..Table::default() };
    table.totals = (table.rows.len() > 1).then(|| table.sums());
    table
}

fn grid_figures(grid: &Grid) -> Table {
    let columns = vec![
        Column::new("likelihood", "Likelihood", Kind::Whole, "1 to 5; 5 is the most likely."),
        Column::new("impact", "Impact", Kind::Whole, "1 to 5; 5 is the worst."),
        Column::new("score", "Score", Kind::Whole, "Likelihood times impact."),
        Column::new("band", "Band", Kind::Text, "The band of the score."),
        Column::new("risks", "Risks", Kind::Whole, "How many open risks have this likelihood and impact."),
        Column::new("partnerships", "Partnerships", Kind::Text, "The partnerships whose risks they are."),
    ];
    let row = |(likelihood, impact): (i64, i64)| {
        let ((labels, count), score) = (grid.cell(likelihood, impact), likelihood * impact);
        let figures = [likelihood, impact, score].map(Cell::Whole);
        let rest = [Cell::text(grid.band(score).1), Cell::count(count), Cell::text(named(&labels))];
        let mark = if grid.is_marked(score) { grid.mark.clone() } else { String::new() };
        Row { cells: figures.into_iter().chain(rest).collect(), mark, leads_to: Vec::new() }
    };
    let meaning = format!("“{}”: the score is {} or more.", grid.mark, grid.escalate);
    Table {
        columns,
        marks: Some(Column::new("mark", "Marked", Kind::Text, &meaning)),
        rows: grid.filled().into_iter().map(row).collect(),
        ..Table::default()
    }
}

/// Names partnerships, and counts those after so many.
fn named(labels: &[&str]) -> String {
    let some = &labels[..labels.len().min(MOST_NAMED)];
    let more = labels.len() - some.len();
    some.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
