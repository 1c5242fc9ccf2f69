//! Counting: lines by the values of a field, divided into parts, with sums, as table or bars.

use super::line::{Field, Line, all_hold, key_of, order};
use super::{Asked, Needs, sorted};
use crate::app::App;
use crate::app::register::choices_of_field;
use crate::model::day::Day;
use crate::model::filter::{Filter, Test};
use crate::model::period::Period;
use crate::pack::report::{Draw, Parts, Rows, TableDefinition};
use crate::report::chart::{Amount, Arrangement, Bar, Bars};
use crate::report::{Cell, Chart, Column, Kind, Plot, Row, Section, Table};
use std::collections::{BTreeMap, BTreeSet};

/// The most partnerships that one filter names.
const MOST_NAMED: usize = 60;
/// The most bars of a chart that says no number itself.
const MOST_BARS: usize = 30;
/// What lines are counted under of which nothing is known.
const UNKNOWN: &str = "Not known";

/// Lines with the same value.
struct Group<'a> {
    code: String,
    label: String,
    lines: Vec<&'a Line>,
}

/// What counts are divided into.
struct Part {
    label: String,
    of: Of,
}

enum Of {
    Code(Field, String),
    Filters(Vec<(Field, Filter)>),
}

impl Part {
    fn takes(&self, line: &Line, today: Day) -> bool {
        match &self.of {
            Of::Code(field, code) if code.is_empty() => field.codes(line).is_empty(),
            Of::Code(field, code) => field.codes(line).iter().any(|(own, _)| own == code),
            Of::Filters(filters) => all_hold(filters, line, today),
        }
    }
}

impl App {
    /// Counts lines, as a table or as bars.
    pub(super) fn counted(&self, table: &TableDefinition, needs: &Needs, lines: &[Line], asked: &Asked<'_>) -> Section {
        let Some(field) = needs.field(table.group.as_deref().unwrap_or_default()) else {
            return Section::Text(String::new());
        };
        let groups = self.groups(table, field, lines, asked);
        let parts = self.parts(table, needs, lines);
        let sums: Vec<&Field> = table.sums.iter().filter_map(|id| needs.field(id)).collect();
        let counting = Counting { table, needs, field, groups, parts, sums, today: asked.today };
        match table.draw {
            Draw::Stacked => counting.bars(),
            Draw::Beside => counting.compared(),
            Draw::Table | Draw::Cards | Draw::Grid => Section::Table(counting.as_table()),
        }
    }

    /// Returns the groups in the order of their list, by quarter, or by name; what is not known comes last.
    fn groups<'a>(
        &self,
        table: &TableDefinition,
        field: &Field,
        lines: &'a [Line],
        asked: &Asked<'_>,
    ) -> Vec<Group<'a>> {
        let mut found: BTreeMap<String, Group<'a>> = BTreeMap::new();
        let label = if table.unknown.is_empty() { UNKNOWN } else { &table.unknown };
        let mut unknown = Group { code: String::new(), label: label.to_owned(), lines: Vec::new() };
        for line in lines {
            let codes = if table.by_quarter { quarter_of(field, line) } else { field.codes(line) };
            if codes.is_empty() {
                unknown.lines.push(line);
            }
            for (code, label) in codes {
                let group = found.entry(code.clone()).or_insert_with(|| Group { code, label, lines: Vec::new() });
                group.lines.push(line);
            }
        }
        if table.by_quarter {
            fill_quarters(&mut found, asked.period);
        }
        let listed = choices_of_field(&self.pack, &field.id);
        let mut groups: Vec<Group<'a>> = listed.iter().filter_map(|(code, _)| found.remove(code)).collect();
        let mut others: Vec<Group<'a>> = found.into_values().collect();
        if !table.by_quarter {
            others.sort_by_cached_key(|group| group.label.to_lowercase());
        }
        groups.extend(others);
        groups.extend(Some(unknown).filter(|group| !group.lines.is_empty() && table.draw != Draw::Beside));
        groups
    }

    /// Returns what counts are divided into.
    fn parts(&self, table: &TableDefinition, needs: &Needs, lines: &[Line]) -> Vec<Part> {
        match &table.parts {
            Parts::Whole => vec![],
            Parts::Conditions(_) => {
                let part = |(label, filters): &(String, Vec<(Field, Filter)>)| Part {
                    label: label.clone(),
                    of: Of::Filters(filters.clone()),
                };
                needs.parts.iter().map(part).collect()
            }
            Parts::Field(id) => {
                let Some(field) = needs.field(id) else { return vec![] };
                let mut found: BTreeMap<String, String> = lines.iter().flat_map(|line| field.codes(line)).collect();
                let listed = choices_of_field(&self.pack, id);
                let mut parts: Vec<(String, String)> =
                    listed.into_iter().filter(|(code, _)| found.remove(code).is_some()).collect();
                parts.extend(found);
                if lines.iter().any(|line| field.codes(line).is_empty()) {
                    parts.push((String::new(), UNKNOWN.to_owned()));
                }
                let part = |(code, label)| Part { label, of: Of::Code(field.clone(), code) };
                parts.into_iter().map(part).collect()
            }
        }
    }
}

/// Everything that counting needs.
struct Counting<'a> {
    table: &'a TableDefinition,
    needs: &'a Needs,
    field: &'a Field,
    groups: Vec<Group<'a>>,
    parts: Vec<Part>,
    sums: Vec<&'a Field>,
    today: Day,
}

impl Counting<'_> {
    /// Returns the counts as a table, with sums where each line is counted once.
    fn as_table(&self) -> Table {
        let Self { table, needs, field, groups, parts, sums, today } = self;
        let mut columns = vec![Column::new("group", &field.label, Kind::Text, "What is counted together.")];
        let part = |(at, part): (usize, &Part)| {
            Column::new(&format!("part_{at}"), &part.label, Kind::Whole, &format!("{}, of these.", table.counted))
        };
        columns.extend(parts.iter().enumerate().map(part));
        columns.push(Column::new("count", &table.counted, Kind::Whole, "How many there are."));
        columns.extend(sums.iter().map(|sum| Column::new(&sum.id, &sum.label, sum.cell_kind(), "The sum over them.")));
        let row = |group: &Group<'_>| {
            let of_part = |part: &Part| Cell::count(group.lines.iter().filter(|line| part.takes(line, *today)).count());
            let cells = std::iter::once(Cell::text(group.label.as_str()))
                .chain(parts.iter().map(of_part))
                .chain([Cell::count(group.lines.len())])
                .chain(sums.iter().map(|sum| sum_of(sum, &group.lines)))
                .collect();
            let mark = needs.mark.as_ref().filter(|mark| mark.counts(group.lines.len()));
            Row {
                cells,
                mark: mark.map(|mark| mark.word.clone()).unwrap_or_default(),
                leads_to: self.leads_to(group, None),
            }
        };
        let mut made = Table {
            id: table.id.clone(),
            title: table.title.clone(),
            note: needs.says.clone(),
            columns,
            marks: needs.mark.as_ref().map(super::Marking::column),
            rows: groups.iter().map(row).collect(),
            totals: None,
        };
        // A partnership with several values is counted under each: then there is no sum to be made.
        let is_once = groups.iter().map(|group| group.lines.len()).sum::<usize>() == distinct(groups);
        made.totals = (made.rows.len() > 1 && is_once).then(|| made.sums());
        sorted(&mut made, table);
        made
    }

    /// Draws the counts of each group, its parts one after the other.
    fn bars(&self) -> Section {
        let Self { table, needs, field, groups, parts, today, .. } = self;
        let bar = |group: &Group<'_>| {
            let amount = |part: Option<&Part>| {
                let own = |line: &&&Line| part.is_none_or(|part| part.takes(line, *today));
                let value = i64::try_from(group.lines.iter().filter(own).count()).unwrap_or(i64::MAX);
                Amount { value, leads_to: self.leads_to(group, part) }
            };
            let amounts = if parts.is_empty() {
                vec![amount(None)]
            } else {
                parts.iter().map(|part| amount(Some(part))).collect()
            };
            Bar { label: group.label.clone(), amounts, leads_to: self.leads_to(group, None) }
        };
        let names = parts.iter().map(|part| part.label.clone()).collect::<Vec<_>>();
        let bars = Bars {
            across: field.label.clone(),
            measure: table.counted.clone(),
            kind: Kind::Whole,
            arrangement: Arrangement::Stacked,
            parts: if names.is_empty() { vec![table.counted.clone()] } else { names },
            bars: groups.iter().map(bar).collect(),
        };
        chart(table, needs, bars)
    }

    /// Draws the sums of each group beside each other.
    fn compared(&self) -> Section {
        let Self { table, needs, field, groups, sums, .. } = self;
        let kind = sums.first().map_or(Kind::Whole, |sum| sum.cell_kind());
        let value = |cell: &Cell| match cell {
            Cell::Money(pence) => pence.0,
            Cell::Whole(number) => *number,
            Cell::Empty | Cell::Text(_) | Cell::Number(_) | Cell::Date(_) | Cell::YesNo(_) => 0,
        };
        let bar = |group: &Group<'_>| {
            let leads = self.leads_to(group, None);
            let amount = |sum: &&Field| Amount { value: value(&sum_of(sum, &group.lines)), leads_to: leads.clone() };
            Bar { label: group.label.clone(), amounts: sums.iter().map(amount).collect(), leads_to: leads.clone() }
        };
        let mut all: Vec<Bar> = groups.iter().map(bar).collect();
        if let Some((id, from_last)) = &table.sort
            && let Some(at) = table.sums.iter().position(|sum| sum == id)
        {
            all.sort_by_key(|bar| bar.amounts[at].value);
            if *from_last {
                all.reverse();
            }
        }
        let bars = Bars {
            across: field.label.clone(),
            measure: table.counted.clone(),
            kind,
            arrangement: Arrangement::Beside,
            parts: sums.iter().map(|sum| sum.label.clone()).collect(),
            bars: all,
        };
        chart(table, needs, bars)
    }

    /// Returns the filters of the register that lead to what is counted; none where no few filters do.
    fn leads_to(&self, group: &Group<'_>, part: Option<&Part>) -> Vec<Filter> {
        let Self { table, needs, field, .. } = self;
        let of = |field: &Field, code: &str| {
            let test = match code {
                "" => Test::Empty,
                name if field.kind == "person" => Test::Contains(name.to_owned()),
                code => Test::Is(vec![code.to_owned()]),
            };
            Filter { field: field.id.clone(), test }
        };
        if table.rows != Rows::Partnerships {
            let mut named: Vec<String> = group.lines.iter().map(|line| line.reference.clone()).collect();
            named.sort();
            named.dedup();
            let few = part.is_none() && !named.is_empty() && named.len() <= MOST_NAMED;
            return if few { vec![Filter { field: "ref".to_owned(), test: Test::Is(named) }] } else { vec![] };
        }
        let mut filters = needs.of_register.clone();
        filters.push(of(field, &group.code));
        match part.map(|part| &part.of) {
            Some(Of::Code(field, code)) => filters.push(of(field, code)),
            Some(Of::Filters(more)) => filters.extend(more.iter().map(|(_, filter)| filter.clone())),
            None => {}
        }
        filters
    }
}

/// Returns how many lines there are, each once.
fn distinct(groups: &[Group<'_>]) -> usize {
    groups
        .iter()
        .flat_map(|group| &group.lines)
        .map(|line| std::ptr::from_ref::<Line>(line))
        .collect::<BTreeSet<_>>()
        .len()
}

fn sum_of(field: &Field, lines: &[&Line]) -> Cell {
    let column = Column::new(&field.id, "", field.cell_kind(), "");
    let rows = lines.iter().map(|line| Row::new(vec![field.cell(line)])).collect();
    let table = Table { columns: vec![column], rows, ..Table::default() };
    table.sums().pop().filter(|_| field.cell_kind().is_figure()).unwrap_or_default()
}

/// Returns the last day of the quarter a line's date lies in, and the quarter in words.
fn quarter_of(field: &Field, line: &Line) -> Vec<(String, String)> {
    let Cell::Date(day) = field.cell(line) else { return vec![] };
    let quarter = Period::quarter_of(day);
    vec![(quarter.to.iso(), quarter_in_words(quarter))]
}

fn quarter_in_words(quarter: Period) -> String {
    let month = |day: Day| day.to_string().split(' ').nth(1).unwrap_or_default().to_owned();
    format!("{} to {} {}", month(quarter.from), month(quarter.to), quarter.to.year())
}

/// Adds the quarters between the first and the end of the period in which nothing was.
fn fill_quarters(found: &mut BTreeMap<String, Group<'_>>, period: Period) {
    let Some(mut end) = found.keys().next().and_then(|first| Day::parse_iso(first)) else { return };
    while end <= period.to.quarter_end() {
        let quarter = Period::quarter_of(end);
        let code = quarter.to.iso();
        let label = quarter_in_words(quarter);
        found.entry(code.clone()).or_insert(Group { code, label, lines: Vec::new() });
        end = quarter.to.add_days(1).quarter_end();
    }
}

fn chart(table: &TableDefinition, needs: &Needs, mut bars: Bars) -> Section {
    let left_out = bars.bars.len().saturating_sub(table.most.unwrap_or(MOST_BARS));
    bars.bars.truncate(table.most.unwrap_or(MOST_BARS));
    let more = (left_out > 0).then(|| format!("{left_out} more are not drawn."));
    let note = [needs.says.clone(), more.unwrap_or_default()].into_iter().filter(|text| !text.is_empty());
    Section::Chart(Chart {
        id: table.id.clone(),
        title: table.title.clone(),
        note: note.collect::<Vec<_>>().join(" "),
        plot: Plot::Bars(bars),
    })
}

/// Sorts rows by the cells of a column.
pub(super) fn by_column(rows: &mut [Row], at: usize, from_last: bool) {
    let key = |row: &Row| row.cells.get(at).and_then(key_of);
    rows.sort_by(|a, b| match (key(a), key(b)) {
        (Some(a), Some(b)) => {
            let found = order(&a, &b).unwrap_or(std::cmp::Ordering::Equal);
            if from_last { found.reverse() } else { found }
        }
        (Some(_), None) => std::cmp::Ordering::Less,
        (None, Some(_)) => std::cmp::Ordering::Greater,
        (None, None) => std::cmp::Ordering::Equal,
    });
}
