//! The rows a table of a report is made of: partnerships, rows of their facts, dates, changes, forms.

use super::line::{Line, all_hold};
use super::{Asked, Needs};
use crate::app::view::{DocumentLine, DueStatus};
use crate::app::{App, Error, Result, known_json};
use crate::model::day::Day;
use crate::model::filter::{Bound, Key, Test};
use crate::model::id::DocumentId;
use crate::model::known::Known;
use crate::pack::report::{Rows, TableDefinition};
use crate::store::{ChangeRow, DueRow, ListedRow};
use std::collections::BTreeMap;
use std::sync::Arc;

impl App {
    /// Returns the lines of a table, those its filters ask for.
    pub(super) fn report_lines(&self, table: &TableDefinition, needs: &Needs, asked: &Asked<'_>) -> Result<Vec<Line>> {
        let lines = match &table.rows {
            Rows::Nothing => vec![],
            Rows::Documents | Rows::Signatures | Rows::History => self.lines_of_one(&table.rows, asked)?,
            Rows::Partnerships => self.partnership_lines(needs, asked)?.into_iter().map(|(_, line)| line).collect(),
            Rows::Fact(fact) => self.fact_lines(fact, needs, asked)?,
            Rows::Due => self.due_rows(needs, asked)?,
            Rows::Changes => self.change_rows(needs, asked)?,
        };
        Ok(lines.into_iter().filter(|line| all_hold(&needs.of_rows, line, asked.today)).collect())
    }

    /// Returns the partnerships that the register's filters leave, each with its row.
    fn partnership_lines(&self, needs: &Needs, asked: &Asked<'_>) -> Result<Vec<(i64, Line)>> {
        let rows = self.find_kept(&needs.of_register, asked.today)?;
        self.lines_of(&rows, needs)
    }

    /// Returns lines of rows of the register, with the cells that are needed.
    fn lines_of(&self, rows: &[i64], needs: &Needs) -> Result<Vec<(i64, Line)>> {
        let fields: Vec<&str> = needs.register.iter().map(String::as_str).collect();
        let line = |row: ListedRow| {
            (row.row, Line { reference: row.reference, register: row.cells.into(), row: BTreeMap::new() })
        };
        Ok(self.store.listed(rows, Some(&fields))?.into_iter().map(line).collect())
    }

    fn fact_lines(&self, fact: &str, needs: &Needs, asked: &Asked<'_>) -> Result<Vec<Line>> {
        let rows = self.find_kept(&needs.of_register, asked.today)?;
        let facts: BTreeMap<i64, _> = self.store.fact_of_rows(&rows, fact)?.into_iter().collect();
        let with_rows: Vec<i64> = rows.into_iter().filter(|row| facts.contains_key(row)).collect();
        let mut lines = Vec::new();
        for (row, line) in self.lines_of(&with_rows, needs)? {
            let Some(Known::List(items)) = facts.get(&row).and_then(known_json::read) else { continue };
            for item in items {
                if let Known::Row(cells) = item {
                    lines.push(Line { row: cells, ..line.clone() });
                }
            }
        }
        Ok(lines)
    }

    /// Returns what is due, the procedure's own dates last.
    fn due_rows(&self, needs: &Needs, asked: &Asked<'_>) -> Result<Vec<Line>> {
        let (from, to) = days_on(needs, asked);
        // Of a rule with a date for each row, the rule's own id is asked for.
        let rule = |due: &DueRow| due.id.split(':').next().unwrap_or_default().to_owned();
        let of_id = needs.of_rows.iter().find(|(field, _)| field.id == "row.id").map(|(_, filter)| &filter.test);
        let is_asked = |due: &DueRow| match of_id {
            Some(Test::Is(ids)) => ids.contains(&rule(due)),
            Some(Test::IsNot(_) | Test::Contains(_) | Test::Between { .. } | Test::Empty | Test::Filled) | None => true,
        };
        let cells = |due: DueRow| {
            let status = crate::app::query::status(due.on, due.opens, asked.today);
            due_cells(self, rule(&due), due, status)
        };
        let due = self.store.due_between(from, to, usize::MAX)?.into_iter().filter(|(_, due)| is_asked(due));
        let due: Vec<(i64, BTreeMap<String, Known>)> = due.map(|(row, due)| (row, cells(due))).collect();
        self.beside_lines(due, needs, asked)
    }

    fn change_rows(&self, needs: &Needs, asked: &Asked<'_>) -> Result<Vec<Line>> {
        let (from, to) = days_on(needs, asked);
        let period = asked.period;
        let changes = self.store.changes_between(from.unwrap_or(period.from), to.unwrap_or(period.to))?;
        let cells = |change: ChangeRow| {
            let form = self.pack.form(&change.form.as_str().into()).map_or(change.form, |form| form.title.clone());
            let text = [("column", change.column), ("before", change.before), ("after", change.after), ("form", form)];
            let mut cells = texts(text);
            cells.insert("on".to_owned(), Known::Text(change.on.iso()));
            cells
        };
        let changes = changes.into_iter().map(|(row, change)| (row, cells(change))).collect();
        self.beside_lines(changes, needs, asked)
    }

    /// Puts rows beside what the register says of the partnerships they belong to.
    fn beside_lines(
        &self,
        rows: Vec<(i64, BTreeMap<String, Known>)>,
        needs: &Needs,
        asked: &Asked<'_>,
    ) -> Result<Vec<Line>> {
        let bare = |(entry, row)| (entry, Line { row, ..Line::default() });
        let rows: Vec<(i64, Line)> =
            rows.into_iter().map(bare).filter(|(_, line)| all_hold(&needs.of_rows, line, asked.today)).collect();
        let mut ids: Vec<i64> = rows.iter().map(|(row, _)| *row).collect();
        ids.sort_unstable();
        ids.dedup();
        if !needs.of_register.is_empty() {
            let found: std::collections::BTreeSet<i64> =
                self.find_kept(&needs.of_register, asked.today)?.into_iter().collect();
            ids.retain(|id| found.contains(id));
        }
        let known: BTreeMap<i64, Line> = self.lines_of(&ids, needs)?.into_iter().collect();
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
