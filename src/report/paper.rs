//! A report on paper: text, tables with the columns that fit, charts, contents if it is long.

use super::chart::{Arrangement, Bars, Chart, Grid, Plot};
use super::table::{Cell, Column, Kind, Table};
use super::{Report, Section};
use crate::pack::Pack;
use crate::print::chart::{self, GridCell, Segment};
use crate::print::compose::{Cover, cover};
use crate::print::document::{self, Block, ContentsLine, Document, Field, Orientation, Part};
use crate::print::layout::lay_out;
use crate::print::layout::pages::{Bookmark, Pages};
use crate::print::number::real;
use crate::print::pdf;

/// A report of more pages than this says first what it holds.
const SHORT: usize = 4;
/// The margins at the left and the right of a page together, in mm.
const MARGINS: f32 = 32.0;
/// The width of a letter of a heading and the space around a column, in mm.
const LETTER: f32 = 1.75;
const AROUND: f32 = 3.4;

/// Writes a report as PDF, in the house style of a pack.
pub fn write(report: &Report, pack: &Pack) -> Vec<u8> {
    let (document, pages) = lay(report, pack);
    pdf::write(&document, &pages)
}

/// Composes a report and lays it out; a long one with a list of its headings and their pages.
pub fn lay(report: &Report, pack: &Pack) -> (Document, Pages) {
    let plain = document(report, pack);
    let mut pages = lay_out(&plain);
    if pages.pages.len() <= SHORT || headings(&pages).is_empty() {
        return (plain, pages);
    }
    // The list moves what it lists: it is made again until nothing moves.
    let mut listed = plain.clone();
    for _ in 0..4 {
        let marks = headings(&pages);
        listed.clone_from(&plain);
        listed.blocks.splice(0..0, [Block::Heading(2, CONTENTS.to_owned()), Block::Contents(lines(&marks))]);
        pages = lay_out(&listed);
        if headings(&pages) == marks {
            break;
        }
    }
    (listed, pages)
}

const CONTENTS: &str = "Contents";

/// Returns the headings of sections.
fn headings(pages: &Pages) -> Vec<Bookmark> {
    pages.bookmarks.iter().filter(|mark| mark.level == 2 && mark.title != CONTENTS).cloned().collect()
}

fn lines(marks: &[Bookmark]) -> Vec<ContentsLine> {
    let line = |mark: &Bookmark| ContentsLine {
        level: mark.level,
        title: mark.title.clone(),
        note: String::new(),
        page: mark.page,
        y: mark.y,
    };
    marks.iter().map(line).collect()
}

/// Composes a report, without a list of what it holds.
pub fn document(report: &Report, pack: &Pack) -> Document {
    let made = report.made.to_string();
    let facts = [("Period", report.subtitle.as_str()), ("Worked out on", made.as_str())];
    let facts: Vec<(&str, &str)> = facts.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    let orientation = orientation(report);
    let blocks = report.sections.iter().flat_map(|section| blocks(section, orientation)).collect();
    let about = Cover { title: &report.title, notice: "", reference: "", facts: &facts, made: report.made, blocks };
    Document { orientation, ..cover(pack, about) }
}

/// Returns how pages lie: on the long side if a table has more columns than an upright page holds.
fn orientation(report: &Report) -> Orientation {
    let is_wide = |table: &Table| {
        let columns: Vec<&Column> = table.all_columns().collect();
        fitting(&columns, table.marks.is_some(), Orientation::Portrait).len() < columns.len()
    };
    if report.tables().iter().any(is_wide) { Orientation::Landscape } else { Orientation::Portrait }
}

fn blocks(section: &Section, orientation: Orientation) -> Vec<Block> {
    match section {
        Section::Heading(text) => vec![Block::Heading(2, text.clone())],
        Section::Text(text) => vec![Block::Paragraph(text.clone())],
        Section::Table(table) => vec![Block::Table(on_paper(table, orientation))],
        Section::Cards(table) => cards(table, orientation),
        Section::Chart(chart) => chart_blocks(chart, orientation),
    }
}

/// Returns a card for each row: the first cell names it, the others stand under each other; none is split.
fn cards(table: &Table, orientation: Orientation) -> Vec<Block> {
    let columns: Vec<&Column> = table.all_columns().collect();
    let card = |cells: Vec<Cell>| {
        let title = cells.first().map(Cell::shown).unwrap_or_default();
        let field = |(column, cell): (&&Column, &Cell)| {
            let shown = cell.shown();
            let says = if shown.is_empty() { "Not known".to_owned() } else { shown };
            Field { label: column.label.clone(), answer: vec![Part::Text(says)], ..Field::default() }
        };
        let fields = columns.iter().zip(&cells).skip(1).map(field).collect();
        Block::Together(vec![Block::Heading(3, title), Block::Fields(fields)])
    };
    let mut blocks = vec![Block::Heading(2, table.title.clone())];
    blocks.extend(Some(table.note.clone()).filter(|note| !note.is_empty()).map(Block::Note));
    let cards: Vec<Block> = table.all_rows().map(card).collect();
    if cards.is_empty() {
        return vec![Block::Table(on_paper(table, orientation))];
    }
    blocks.extend(cards);
    blocks
}

/// Returns the charts, what to know of them, and their figures.
fn chart_blocks(chart: &Chart, orientation: Orientation) -> Vec<Block> {
    let drawn: Vec<chart::Plot> = match &chart.plot {
        Plot::Bars(bars) => bar_plots(bars, orientation),
        Plot::Grid(grid) => vec![chart::Plot::Grid(grid_plot(grid))],
    };
    let mut blocks = Vec::new();
    for (at, plot) in drawn.into_iter().enumerate() {
        let title = if at == 0 { chart.title.clone() } else { format!("{}, continued", chart.title) };
        let alt = if at == 0 { chart.alt() } else { format!("{title}: see the table of figures.") };
        blocks.push(Block::Chart(chart::Chart { title, alt, plot }));
    }
    blocks.push(Block::Table(on_paper(&chart.figures(), orientation)));
    blocks
}

/// Returns the bars as shares of the longest, so many in each chart that one page can hold it.
fn bar_plots(bars: &Bars, orientation: Orientation) -> Vec<chart::Plot> {
    let on_page = match orientation {
        Orientation::Portrait => 24,
        Orientation::Landscape => 15,
    };
    let longest = bars.longest().max(1);
    let stacked = bars.arrangement == Arrangement::Stacked;
    let bar = |bar: &super::chart::Bar| {
        let segment = |amount: &super::chart::Amount| Segment {
            share: share(amount.value, longest),
            says: bars.cell(amount.value).shown(),
        };
        let total = if stacked { bars.cell(bar.total()).shown() } else { String::new() };
        chart::Bar { label: bar.label.clone(), segments: bar.amounts.iter().map(segment).collect(), total }
    };
    let all: Vec<chart::Bar> = bars.bars.iter().map(bar).collect();
    let plot = |some: &[chart::Bar]| {
        chart::Plot::Bars(chart::Bars { parts: bars.parts.clone(), stacked, bars: some.to_vec() })
    };
    let most = if stacked { on_page } else { (on_page / bars.parts.len().max(1)).max(1) };
    all.chunks(most).map(plot).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a length on paper needs three digits")]
fn share(value: i64, longest: i64) -> f32 {
    value.max(0) as f32 / longest as f32
}

fn grid_plot(grid: &Grid) -> chart::Grid {
    let numbered = |(at, name): (usize, &String)| format!("{} {name}", at + 1);
    let cell = |likelihood: i64, impact: i64| {
        let score = likelihood * impact;
        let (labels, count) = grid.cell(likelihood, impact);
        let is_marked = grid.is_marked(score);
        let mark = is_marked.then_some(grid.mark.as_str());
        let risks = (count > 0).then(|| format!("{count} risk{}", if count == 1 { "" } else { "s" }));
        let says = [mark.map(str::to_owned), risks].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let items = labels.into_iter().map(str::to_owned).collect();
        GridCell { head: score.to_string(), says, items, shade: grid.band(score).0, is_marked }
    };
    let mut rows: Vec<String> = grid.likelihood.iter().enumerate().map(numbered).collect();
    rows.reverse();
    chart::Grid {
        up: "Likelihood".to_owned(),
        along: "Impact".to_owned(),
        rows,
        columns: grid.impact.iter().enumerate().map(numbered).collect(),
        cells: (1..=5).rev().map(|likelihood| (1..=5).map(|impact| cell(likelihood, impact)).collect()).collect(),
    }
}

/// Returns a table with the columns that a page has room for; a note names those it has not.
fn on_paper(table: &Table, orientation: Orientation) -> document::Table {
    let all: Vec<&Column> = table.all_columns().collect();
    let chosen = fitting(&all, table.marks.is_some(), orientation);
    let left_out: Vec<&str> = all
        .iter()
        .enumerate()
        .filter(|(at, _)| !chosen.contains(at))
        .map(|(_, column)| column.label.as_str())
        .collect();
    let told = (!left_out.is_empty()).then(|| format!("Only in the spreadsheet: {}.", left_out.join(", ")));
    let help = [Some(table.note.clone()).filter(|note| !note.is_empty()), told];
    let texts = |cells: &[Cell]| {
        chosen.iter().map(|at| cells.get(*at).map(Cell::shown).unwrap_or_default()).collect::<Vec<_>>()
    };
    let column = |at: &usize| document::Column {
        heading: all[*at].label.clone(),
        width: need(all[*at], *at),
        right: all[*at].kind.is_figure(),
    };
    document::Table {
        title: table.title.clone(),
        help: help.into_iter().flatten().collect::<Vec<_>>().join(" "),
        columns: chosen.iter().map(column).collect(),
        rows: table.all_rows().map(|cells| texts(&cells)).collect(),
        row_headers: all.first().is_some_and(|column| column.kind == Kind::Text),
        totals: table.totals.as_deref().map(texts),
        ..document::Table::default()
    }
}

/// Returns which columns fit, in order; that of the marks always, the first always.
fn fitting(columns: &[&Column], are_marked: bool, orientation: Orientation) -> Vec<usize> {
    let last = columns.len().saturating_sub(1);
    let is_mark = |at: usize| are_marked && at == last;
    let mut left = orientation.width() - MARGINS - if are_marked { need(columns[last], last) } else { 0.0 };
    let mut chosen = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let needed = if is_mark(at) { 0.0 } else { need(column, at) };
        if at == 0 || needed <= left {
            left -= needed;
            chosen.push(at);
        }
    }
    chosen
}

/// Returns the least width in which a column can be read, in mm.
fn need(column: &Column, at: usize) -> f32 {
    let cells = match column.kind {
        Kind::Text if at == 0 => 28.0,
        Kind::Text => 24.0,
        Kind::Date => 26.0,
        Kind::Money => 19.0,
        Kind::Whole | Kind::Number | Kind::YesNo => 9.0,
    };
    let letters = column.label.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
    let heading = real(letters) * LETTER;
    heading.max(cells) + AROUND
}
