//! Reports: what a pack asks of the register, answered for a period.
//!
//! What stands in a report is data of the pack. `rows` finds the lines, `line`
//! knows their values, `group` counts; the result knows nothing of files and
//! screens ([`crate::report`]).

mod calendar;
mod file;
mod group;
mod line;
mod rows;
mod shown;

pub use crate::report::chart::{Amount, Arrangement, Bar, Bars, Chart, Grid, Plot};
pub use crate::report::{Cell, Report, Section, Table};
pub use file::Format;
pub use shown::table_as_csv;

use super::App;
use super::error::{Error, Result};
use super::register::Query;
use crate::model::day::Day;
use crate::model::filter::Filter;
use crate::model::known::Known;
use crate::model::period::Period;
use crate::pack::ReportDefinition;
use crate::pack::condition::{Scope, Template};
use crate::pack::finding::nearest;
use crate::pack::report::{Condition, Draw, Every, Parts, Rows, TableDefinition};
use crate::report::chart::Spot;
use crate::report::{Column, Kind, Row};
use line::{Field, Line};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

/// A report that can be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportLine {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub says: String,
    /// The clause that asks for it; may be empty.
    pub clause: String,
    /// How often it is made.
    pub every: Every,
    /// Is it about one partnership?
    pub of_one: bool,
    /// The period it is about if none is given.
    pub period: Period,
}

/// Rows of the register that filters leave, in its order.
pub(super) type RowsFound = Rc<[i64]>;

/// What a report is asked about.
pub(super) struct Asked<'a> {
    period: Period,
    today: Day,
    reference: Option<&'a str>,
    /// What tables of it found in the register, by their filters.
    found: RefCell<Vec<(Vec<Filter>, RowsFound)>>,
}

/// What a table needs, worked out for a period.
pub(super) struct Needs {
    /// Conditions on the register.
    of_register: Vec<Filter>,
    /// Conditions on rows.
    of_rows: Vec<(Field, Filter)>,
    /// Conditions of parts, with their names.
    parts: Vec<(String, Vec<(Field, Filter)>)>,
    /// The fields it names.
    fields: Vec<Field>,
    /// Those of the register.
    register: BTreeSet<String>,
    /// What rows are marked for.
    mark: Option<Marking>,
    /// What to know of it.
    says: String,
}

/// What rows are marked for.
pub(super) struct Marking {
    word: String,
    heading: String,
    field: Field,
    filter: Filter,
}

impl Marking {
    fn column(&self) -> Column {
        Column::new("mark", &self.heading, Kind::Text, &format!("“{}”: {}.", self.word, self.filter))
    }

    /// Is a group of so many marked?
    fn counts(&self, count: usize) -> bool {
        let count = Line {
            row: [("count".to_owned(), Known::Int(i64::try_from(count).unwrap_or(i64::MAX)))].into(),
            ..Line::default()
        };
        self.filter.field == "count"
            && self.field.meets(&count, &self.filter.test, Day::new(2000, 1, 1).expect("it is a day"))
    }
}

impl Needs {
    fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }
}

impl App {
    /// Returns the reports of the procedure.
    pub fn reports(&self, today: Day) -> Vec<ReportLine> {
        let line = |report: &ReportDefinition| ReportLine {
            id: report.id.clone(),
            title: report.title.clone(),
            says: report.says.clone(),
            clause: report.clause.clone(),
            every: report.every,
            of_one: report.of_one,
            period: usual_period(report.every, today),
        };
        self.pack.reports.iter().map(line).collect()
    }

    /// Works out a report: for the period given, else for the last that has ended; of one partnership, if it is of one.
    ///
    /// # Errors
    ///
    /// There is no such report or partnership, or the records cannot be read.
    pub fn report(&mut self, id: &str, period: Option<Period>, reference: Option<&str>, today: Day) -> Result<Report> {
        self.freshen(today)?;
        let pack = Arc::clone(&self.pack);
        let Some(report) = pack.report(id) else { return Err(no_report(&pack.reports, id)) };
        let period = period.unwrap_or_else(|| usual_period(report.every, today));
        let asked = Asked { period, today, reference, found: RefCell::default() };
        let mut sections = Vec::new();
        if !report.says.is_empty() {
            sections.push(Section::Text(report.says.clone()));
        }
        let included = report.includes.iter().filter_map(|id| pack.report(id));
        for table in included.chain([report]).flat_map(|report| &report.tables) {
            self.add_table(table, &asked, &mut sections)?;
        }
        let subtitle = match reference.filter(|_| report.of_one) {
            Some(reference) => format!("{reference} {}", self.name_of(&self.record(reference)?)?),
            None => period.to_string(),
        };
        Ok(Report { id: report.id.clone(), title: report.title.clone(), subtitle, made: today, sections })
    }

    fn add_table(&self, table: &TableDefinition, asked: &Asked<'_>, sections: &mut Vec<Section>) -> Result<()> {
        if !table.heading.is_empty() {
            sections.push(Section::Heading(table.heading.clone()));
        }
        let needs = self.needs(table, asked)?;
        if table.rows == Rows::Nothing {
            sections.push(Section::Text(needs.says));
            return Ok(());
        }
        let lines = self.report_lines(table, &needs, asked)?;
        sections.push(match (&table.group, table.draw) {
            (Some(_), _) => self.counted(table, &needs, &lines, asked),
            (None, Draw::Grid) => self.grid(table, &needs, &lines),
            (None, Draw::Cards) => Section::Cards(listed(table, &needs, &lines, asked)),
            (None, Draw::Table | Draw::Stacked | Draw::Beside) => Section::Table(listed(table, &needs, &lines, asked)),
        });
        Ok(())
    }

    /// Finds partnerships for a report, which brought the register up to date before.
    fn find_kept(&self, filters: &[Filter], today: Day) -> Result<Vec<i64>> {
        self.find_as_kept(&Query { filters: filters.to_vec(), ..Query::default() }, today)
    }

    fn needs(&self, table: &TableDefinition, asked: &Asked<'_>) -> Result<Needs> {
        let scope = self.period_scope(asked);
        let field = |id: &str| Field::of(self, &table.rows, id);
        let filter = |condition: &Condition| written(condition, &scope);
        let mut needs = Needs {
            of_register: vec![],
            of_rows: vec![],
            parts: vec![],
            fields: vec![],
            register: BTreeSet::new(),
            mark: None,
            says: table.says.write(&scope).unwrap_or_default(),
        };
        for condition in &table.conditions {
            if condition.field.starts_with("row.") {
                needs.of_rows.push((field(&condition.field), filter(condition)?));
            } else {
                needs.of_register.push(filter(condition)?);
            }
        }
        if let Some(reference) = asked.reference {
            needs.of_register.push(Filter::is("ref", reference));
        }
        let mut ids: Vec<String> = table.columns.iter().chain(&table.group).chain(&table.sums).cloned().collect();
        ids.extend(table.sort.iter().map(|(id, _)| id.clone()).filter(|id| id != "count"));
        if let Parts::Field(id) = &table.parts {
            ids.push(id.clone());
        }
        if let Parts::Conditions(parts) = &table.parts {
            for (label, condition) in parts {
                ids.push(condition.field.clone());
                needs.parts.push((label.clone(), vec![(field(&condition.field), filter(condition)?)]));
            }
        }
        if let Some(mark) = &table.mark {
            let mut of = if mark.when.field == "count" { field("row.count") } else { field(&mark.when.field) };
            if mark.when.field == "count" {
                "integer".clone_into(&mut of.kind);
            } else {
                ids.push(mark.when.field.clone());
            }
            let (word, heading) = (mark.word.clone(), mark.heading.clone());
            needs.mark = Some(Marking { word, heading, field: of, filter: filter(&mark.when)? });
        }
        if table.draw == Draw::Grid {
            ids.extend(["row.likelihood", "row.impact"].map(str::to_owned));
        }
        ids.sort();
        ids.dedup();
        needs.register = ids.iter().filter(|id| !id.starts_with("row.")).cloned().collect();
        needs.fields = ids.iter().map(|id| field(id)).collect();
        Ok(needs)
    }

    /// Returns what expressions of a report may name: the policy, today, and the period's ends.
    fn period_scope(&self, asked: &Asked<'_>) -> Scope<'static> {
        let mut scope = Scope::new(&Arc::new(crate::pack::condition::World::default()));
        crate::pack::load_policy::bind_policy(&mut scope, &self.pack.policy);
        for (name, day) in [("from", asked.period.from), ("to", asked.period.to), ("today", asked.today)] {
            scope.bind(name, &Known::Text(day.iso()));
        }
        scope
    }

    /// Puts risks in the grid of likelihood and impact.
    fn grid(&self, table: &TableDefinition, needs: &Needs, lines: &[Line]) -> Section {
        let policy = &self.pack.policy;
        let step = |line: &Line, id: &str| match needs.field(id).map(|field| field.cell(line)) {
            Some(Cell::Whole(step)) if (1..=5).contains(&step) => Some(step),
            Some(
                Cell::Whole(_)
                | Cell::Empty
                | Cell::Text(_)
                | Cell::Number(_)
                | Cell::Money(_)
                | Cell::Date(_)
                | Cell::YesNo(_),
            )
            | None => None,
        };
        let spot = |line: &Line| {
            Some(Spot {
                likelihood: step(line, "row.likelihood")?,
                impact: step(line, "row.impact")?,
                label: line.reference.clone(),
                leads_to: vec![Filter::is("ref", &line.reference)],
            })
        };
        let words = |name: &str| match policy.values.get(name) {
            Some(Known::List(words)) => words.iter().filter_map(Known::as_text).map(str::to_owned).collect(),
            Some(Known::Bool(_) | Known::Int(_) | Known::Number(_) | Known::Text(_) | Known::Row(_)) | None => vec![],
        };
        let grid = Grid {
            likelihood: words("risk.likelihood"),
            impact: words("risk.impact"),
            escalate: match policy.values.get("risk.escalate") {
                Some(Known::Int(score)) => *score,
                Some(Known::Bool(_) | Known::Number(_) | Known::Text(_) | Known::List(_) | Known::Row(_)) | None => {
                    i64::MAX
                }
            },
            mark: needs.mark.as_ref().map(|mark| mark.word.clone()).unwrap_or_default(),
            bands: bands(policy),
            spots: lines.iter().filter_map(spot).collect(),
        };
        let (id, title, note) = (table.id.clone(), table.title.clone(), needs.says.clone());
        Section::Chart(Chart { id, title, note, plot: Plot::Grid(grid) })
    }
}

/// Returns the bands of scores with their names.
fn bands(policy: &crate::model::policy::Policy) -> Vec<(i64, String)> {
    let Some(Known::List(rows)) = policy.values.get("risk.colour") else { return vec![] };
    let band = |row: &Known| match row {
        Known::Row(cells) => match (cells.get("up_to"), cells.get("name").and_then(Known::as_text)) {
            (Some(Known::Int(up_to)), Some(name)) => Some((*up_to, name.to_owned())),
            _ => None,
        },
        Known::Bool(_) | Known::Int(_) | Known::Number(_) | Known::Text(_) | Known::List(_) => None,
    };
    rows.iter().filter_map(band).collect()
}

/// Writes a condition as a filter.
fn written(condition: &Condition, scope: &Scope<'_>) -> Result<Filter> {
    let text = as_filter_text(&condition.text, scope);
    let text = text.ok_or_else(|| {
        Error::user(
            format!("The condition “{}” of a report cannot be worked out", condition.text.words()),
            "Look at the report in the procedure’s files",
        )
    })?;
    Filter::parse(&text).map_err(|sentence| Error::user(sentence, "Look at the report in the procedure’s files"))
}

fn as_filter_text(text: &Template, scope: &Scope<'_>) -> Option<String> {
    text.write(scope)
}

/// Lists lines as they are.
fn listed(table: &TableDefinition, needs: &Needs, lines: &[Line], asked: &Asked<'_>) -> Table {
    let fields: Vec<&Field> = table.columns.iter().filter_map(|id| needs.field(id)).collect();
    let column = |field: &&Field| Column::new(&field.id, &field.label, field.cell_kind(), &meaning(field));
    let row = |line: &Line| {
        let mark = needs.mark.as_ref().filter(|mark| mark.field.meets(line, &mark.filter.test, asked.today));
        Row {
            cells: fields.iter().map(|field| field.cell(line)).collect(),
            mark: mark.map(|mark| mark.word.clone()).unwrap_or_default(),
            leads_to: if line.reference.is_empty() { vec![] } else { vec![Filter::is("ref", &line.reference)] },
        }
    };
    let mut made = Table {
        id: table.id.clone(),
        title: table.title.clone(),
        note: needs.says.clone(),
        columns: fields.iter().map(column).collect(),
        marks: needs.mark.as_ref().map(Marking::column),
        rows: lines.iter().map(row).collect(),
        totals: None,
    };
    if !table.sums.is_empty() && made.rows.len() > 1 {
        let sums = made.sums().into_iter().zip(&fields);
        let kept = sums.map(|(sum, field)| {
            let is_summed = table.sums.contains(&field.id) || matches!(sum, Cell::Text(_));
            if is_summed { sum } else { Cell::Empty }
        });
        made.totals = Some(kept.collect());
    }
    sorted(&mut made, table);
    made
}

/// Sorts rows as a table asks, and keeps as many as it asks for.
fn sorted(made: &mut Table, table: &TableDefinition) {
    if let Some((id, from_last)) = &table.sort
        && let Some(at) = made.columns.iter().position(|column| column.id == *id)
    {
        group::by_column(&mut made.rows, at, *from_last);
    }
    if let Some(most) = table.most.filter(|most| *most < made.rows.len()) {
        let note = format!("The first {most} of {}.", made.rows.len());
        made.rows.truncate(most);
        made.note =
            [made.note.as_str(), &note].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
    }
}

fn meaning(field: &Field) -> String {
    let of = if field.id.starts_with("row.") { "of the row" } else { "of the register" };
    format!("{} ({}, {of}).", field.label, field.id.trim_start_matches("row."))
}

/// Returns the period that a report is about if none is given: the last that has ended.
pub fn usual_period(every: Every, today: Day) -> Period {
    match every {
        Every::Quarter | Every::Time => Period::last_quarter(today),
        Every::Year => Period::last_year(today),
    }
}

fn no_report(reports: &[ReportDefinition], id: &str) -> Error {
    let ids = || reports.iter().map(|report| report.id.as_str());
    let hint = match nearest(id, ids()) {
        Some(near) => format!("Did you mean “{near}”?"),
        None => format!("The reports are {}", ids().collect::<Vec<_>>().join(", ")),
    };
    Error::user(format!("There is no report “{id}”"), hint)
}
