//! The rows a table of a report is made of: partnerships, rows of their facts, dates, changes, forms.

use super::line::{Line, all_hold};
use super::{Asked, Needs, RowsFound};
use crate::app::view::{DocumentLine, DueStatus};
use crate::app::{App, Error, Result, known_json};
use crate::model::day::Day;
use crate::model::filter::{Bound, Key, Test};
use crate::model::id::DocumentId;
use crate::model::known::Known;
use crate::pack::report::{Rows, TableDefinition};
use crate::store::{Cells, ChangeRow, DueRow};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

impl App {
    /// Returns the lines of a table, those its filters ask for.
    pub(super) fn report_lines(&self, table: &TableDefinition, needs: &Needs, asked: &Asked<'_>) -> Result<Vec<Line>> {
        match &table.rows {
            Rows::Nothing => Ok(vec![]),
            Rows::Documents | Rows::Signatures | Rows::History => {
                let mut lines = self.lines_of_one(&table.rows, asked)?;
                lines.retain(|line| all_hold(&needs.of_rows, line, asked.today));
                Ok(lines)
            }
            Rows::Partnerships => {
                let rows = self.rows_found(needs, asked)?;
                Ok(self.lines_of(&rows, needs)?.into_iter().map(|(_, line)| line).collect())
            }
            Rows::Fact(fact) => self.fact_lines(fact, needs, asked),
            Rows::Due => self.due_rows(needs, asked),
            Rows::Changes => self.change_rows(needs, asked),
        }
    }

    /// Returns the partnerships that the register's filters leave; tables that ask the same find them once.
    fn rows_found(&self, needs: &Needs, asked: &Asked<'_>) -> Result<RowsFound> {
        let known =
            asked.found.borrow().iter().find(|(of, _)| *of == needs.of_register).map(|(_, rows)| Rc::clone(rows));
        if let Some(rows) = known {
            return Ok(rows);
        }
        let rows: RowsFound = self.find_kept(&needs.of_register, asked.today)?.into();
        asked.found.borrow_mut().push((needs.of_register.clone(), Rc::clone(&rows)));
        Ok(rows)
    }

    /// Returns lines of rows of the register, with the cells that are needed.
    fn lines_of(&self, rows: &[i64], needs: &Needs) -> Result<Vec<(i64, Line)>> {
        let mut columns: Vec<&str> = needs.register.iter().map(String::as_str).collect();
        if !needs.register.contains("ref") {
            columns.push("ref");
        }
        let line = |(row, cells): (i64, Cells)| {
            (row, Line { reference: cells.text("ref"), register: cells.into(), row: BTreeMap::new() })
        };
        Ok(self.store.cells_of(rows, &columns)?.into_iter().map(line).collect())
    }

    fn fact_lines(&self, fact: &str, needs: &Needs, asked: &Asked<'_>) -> Result<Vec<Line>> {
        let rows = self.rows_found(needs, asked)?;
        let mut kept: HashMap<i64, Vec<Line>> = HashMap::new();
        self.store.each_fact_of_rows(&rows, fact, |row, value| {
            let Some(Known::List(items)) = known_json::read(&value) else { return };
            let lines: Vec<Line> = items.into_iter().filter_map(|item| of_fact(item, needs, asked)).collect();
            if !lines.is_empty() {
                kept.insert(row, lines);
            }
        })?;
        let with_rows: Vec<i64> = rows.iter().copied().filter(|row| kept.contains_key(row)).collect();
        let mut lines = Vec::new();
        for (row, of) in self.lines_of(&with_rows, needs)? {
            let own = kept.remove(&row).unwrap_or_default();
            lines.extend(own.into_iter().map(|line| Line { row: line.row, ..of.clone() }));
        }
        Ok(lines)
    }

    /// Returns what is due, the procedure's own dates last.
    fn due_rows(&self, needs: &Needs, asked: &Asked<'_>) -> Result<Vec<Line>> {
        let (from, to) = days_on(needs, asked);
        // Of a rule with a date for each row, the rule's own id is asked for.
        let rule = |due: &DueRow| due.id.split(':').next().unwrap_or_default().to_owned();
        let cells = |due: DueRow| {
            let status = crate::app::query::status(due.on, due.opens, asked.today);
            due_cells(self, rule(&due), due, status)
        };
        let due = match codes_of("row.id", needs) {
            Some(rules) => self.store.due_of_rules(from, to, rules)?,
            None => self.store.due_between(from, to, usize::MAX)?,
        };
        self.beside_lines(due.into_iter().map(|(row, due)| (row, cells(due))), needs, asked)
    }

    fn change_rows(&self, needs: &Needs, asked: &Asked<'_>) -> Result<Vec<Line>> {
        let (from, to) = days_on(needs, asked);
        let (from, to) = (from.unwrap_or(asked.period.from), to.unwrap_or(asked.period.to));
        let changes = self.store.changes_between(from, to, codes_of("row.column", needs))?;
        let cells = |change: ChangeRow| {
            let form = self.pack.form(&change.form.as_str().into()).map_or(change.form, |form| form.title.clone());
            let text = [("column", change.column), ("before", change.before), ("after", change.after), ("form", form)];
            let mut cells = texts(text);
            cells.insert("on".to_owned(), Known::Text(change.on.iso()));
            cells
        };
        self.beside_lines(changes.into_iter().map(|(row, change)| (row, cells(change))), needs, asked)
    }

    /// Puts rows beside what the register says of the partnerships they belong to.
    fn beside_lines(
        &self,
        rows: impl Iterator<Item = (i64, BTreeMap<String, Known>)>,
        needs: &Needs,
        asked: &Asked<'_>,
    ) -> Result<Vec<Line>> {
        let kept = |(entry, row)| Some((entry, wanted(row, needs, asked)?));
        let rows: Vec<(i64, Line)> = rows.filter_map(kept).collect();
        let mut ids: Vec<i64> = rows.iter().map(|(row, _)| *row).collect();
        ids.sort_unstable();
        ids.dedup();
        if !needs.of_register.is_empty() {
            let found: HashSet<i64> = self.rows_found(needs, asked)?.iter().copied().collect();
            ids.retain(|id| found.contains(id));
        }
        let known: HashMap<i64, Line> = self.lines_of(&ids, needs)?.into_iter().collect();
        let line = |(entry, line): (i64, Line)| Some(Line { row: line.row, ..known.get(&entry)?.clone() });
        Ok(rows.into_iter().filter_map(line).collect())
    }

    /// Returns forms, signatures or history of the one partnership a report is about.
    fn lines_of_one(&self, rows: &Rows, asked: &Asked<'_>) -> Result<Vec<Line>> {
        let reference = asked.reference.ok_or_else(|| {
            Error::user("This report is about one partnership", "Choose the partnership, or give --partnership REF")
        })?;
        let cells: Vec<BTreeMap<String, Known>> = if *rows == Rows::History {
            let line = |line: crate::app::view::HistoryLine| {
                texts([("at", line.at), ("who", line.who), ("what", line.what), ("revision", line.revision)])
            };
            self.history(reference)?.into_iter().map(line).collect()
        } else {
            let documents = self.documents(reference)?;
            let of_line = |line: &DocumentLine| {
                if *rows == Rows::Documents { vec![document_cells(line)] } else { signature_cells(self, line) }
            };
            // The earliest form first, the parts of each in their order.
            let mut order: Vec<_> = documents.iter().map(|line| &line.document).collect();
            order.dedup();
            let parts = |id: &DocumentId| documents.iter().filter(|line| line.document == *id).collect::<Vec<_>>();
            order.into_iter().rev().flat_map(parts).flat_map(of_line).collect()
        };
        let line = |row| Line { reference: reference.to_owned(), register: Arc::default(), row };
        Ok(cells.into_iter().map(line).collect())
    }
}

/// Makes a row of a fact into a line, if the filters ask for it.
fn of_fact(item: Known, needs: &Needs, asked: &Asked<'_>) -> Option<Line> {
    let Known::Row(cells) = item else { return None };
    wanted(cells, needs, asked)
}

/// Makes a line of a row's cells, those the table shows, if the filters ask for it.
fn wanted(row: BTreeMap<String, Known>, needs: &Needs, asked: &Asked<'_>) -> Option<Line> {
    let mut line = Line { row, ..Line::default() };
    if !all_hold(&needs.of_rows, &line, asked.today) {
        return None;
    }
    let of_row = |name: &String| needs.fields.iter().any(|field| field.id.strip_prefix("row.") == Some(name));
    line.row.retain(|name, _| of_row(name));
    Some(line)
}

/// Returns the codes that a filter on a field of rows asks for, if it is such a filter.
fn codes_of<'a>(field: &str, needs: &'a Needs) -> Option<&'a [String]> {
    match needs.of_rows.iter().find(|(of, _)| of.id == field).map(|(_, filter)| &filter.test) {
        Some(Test::Is(codes)) => Some(codes),
        Some(Test::IsNot(_) | Test::Contains(_) | Test::Between { .. } | Test::Empty | Test::Filled) | None => None,
    }
}

/// Returns the days between which a filter on `row.on` asks; an end it leaves open is none.
fn days_on(needs: &Needs, asked: &Asked<'_>) -> (Option<Day>, Option<Day>) {
    let of_day = needs.of_rows.iter().find(|(field, _)| field.id == "row.on").map(|(_, filter)| &filter.test);
    let (from, to) = match of_day {
        Some(Test::Between { from, to }) => (from.as_ref(), to.as_ref()),
        Some(Test::Is(_) | Test::IsNot(_) | Test::Contains(_) | Test::Empty | Test::Filled) | None => (None, None),
    };
    let day = |bound: Option<&Bound>| match bound?.key("date", asked.today).ok()? {
        Key::Text(iso) => Day::parse_iso(&iso),
        Key::Number(_) => None,
    };
    (day(from), day(to))
}

/// Makes cells of texts; one without text is left out.
fn texts<const N: usize>(cells: [(&str, String); N]) -> BTreeMap<String, Known> {
    let filled = cells.into_iter().filter(|(_, text)| !text.is_empty());
    filled.map(|(name, text)| (name.to_owned(), Known::Text(text))).collect()
}

fn due_cells(app: &App, rule: String, due: DueRow, status: DueStatus) -> BTreeMap<String, Known> {
    let officer = app.pack.role_title(&due.role).to_owned();
    texts([
        ("id", rule),
        ("title", due.title),
        ("on", due.on.iso()),
        ("year", due.on.year().to_string()),
        ("status", status.label().to_owned()),
        ("role", officer),
        ("owner", due.owner),
        ("reason", due.reason),
    ])
}

fn document_cells(line: &DocumentLine) -> BTreeMap<String, Known> {
    texts([
        ("form", line.title.clone()),
        ("period", line.period.clone()),
        ("part", line.part_title.clone()),
        ("state", line.state_label().to_owned()),
        ("completed", line.completed_on.map(Day::iso).unwrap_or_default()),
        ("revision", line.revision.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("received", line.received.clone()),
    ])
}

fn signature_cells(app: &App, line: &DocumentLine) -> Vec<BTreeMap<String, Known>> {
    let one = |signature: &crate::app::view::SignatureLine| {
        let signed = signature.signed.as_ref()?;
        let mut cells = texts([
            ("form", line.whole_title()),
            ("ask", signature.ask.clone()),
            ("role", app.pack.role_title(&signature.role).to_owned()),
            ("name", signed.name.clone()),
            ("post", signed.post.clone()),
            ("on", signed.on.iso()),
            ("reference", signed.reference.clone()),
        ]);
        cells.insert("scan".to_owned(), Known::Bool(signature.has_scan));
        Some(cells)
    };
    line.signatures.iter().filter_map(one).collect()
}
