//! Reports of a pack: the file reports.toml, which a pack may leave out.

use super::condition::{Names, Template, Type};
use super::form::{Form, Question};
use super::list::OptionList;
use super::load::{template, unknown};
use super::load_form::{check_twice, one_of};
use super::report::{Condition, Draw, Every, Mark, Parts, ReportDefinition, Rows, TableDefinition, own_fields};
use super::source::{Lined, Table};
use super::{Clause, Column};
use crate::model::fact::{FACTS, FactKind};
use crate::model::filter::{FIELDS, Filter};
use std::collections::BTreeMap;
use toml::de::DeValue;

/// What reports may refer to.
pub(super) struct Known<'a> {
    pub names: &'a Names,
    pub columns: &'a [Column],
    pub forms: &'a [Form],
    pub clauses: &'a [Clause],
    pub lists: &'a BTreeMap<String, OptionList>,
    pub states: &'a [String],
}

/// Reads the reports.
pub(super) fn load_reports(top: &Table<'_>, known: &Known<'_>) -> Vec<ReportDefinition> {
    let raw = top.tables("report");
    check_twice(&raw, "reports", "ids are unique in a pack");
    let names = period_names(known.names);
    let known = Known { names: &names, ..*known };
    let ids: Vec<String> = raw.iter().map(|report| report.text("id")).collect();
    let reports = raw.iter().map(|report| load_report(report, &ids, &known)).collect();
    top.finish("reports.toml", &[]);
    reports
}

/// Adds the days a report is about.
fn period_names(names: &Names) -> Names {
    names.with(["from", "to"].map(|name| (name.to_owned(), Type::Date)))
}

fn load_report(raw: &Table<'_>, ids: &[String], known: &Known<'_>) -> ReportDefinition {
    let includes = raw.texts("includes");
    for name in includes.iter().filter(|name| !ids.contains(&name.text)) {
        raw.find(name.line, unknown("report", &name.text, ids.iter().map(String::as_str)));
    }
    if let Some(clause) = raw.lined("clause")
        && !known.clauses.iter().any(|one| one.id == clause.text)
    {
        raw.find(clause.line, unknown("clause", &clause.text, known.clauses.iter().map(|one| one.id.as_str())));
    }
    let of_one = one_of(raw, "of", &[("", false), ("partnership", true)]);
    let tables = raw.tables("table");
    check_twice(&tables, "tables of a report", "ids are unique in a report");
    let report = ReportDefinition {
        id: raw.required("id").text,
        title: raw.required("title").text,
        clause: raw.text("clause"),
        says: plain_words(raw, "says"),
        every: one_of(raw, "every", &[("", Every::Time), ("quarter", Every::Quarter), ("year", Every::Year)]),
        of_one,
        includes: includes.into_iter().map(|name| name.text).collect(),
        tables: tables.iter().map(|table| load_table(table, of_one, known)).collect(),
    };
    raw.finish("a report", &[]);
    report
}

/// Reads words that are shown as they are written: nothing is worked out in them.
fn plain_words<'a>(raw: &Table<'a>, key: &'a str) -> String {
    let Some(words) = raw.lined(key) else { return String::new() };
    if words.text.contains(['{', '}']) {
        raw.find(
            words.line,
            format!(
                "“{key}” of a report is shown as it is written; take the braces out, or say it in “{key}” of a table"
            ),
        );
    }
    words.text
}

fn load_table(raw: &Table<'_>, of_one: bool, known: &Known<'_>) -> TableDefinition {
    let rows = load_rows(raw, of_one);
    let fields = Fields { rows: &rows, known };
    let field = |lined: &Lined| fields.checked(raw, lined);
    let all = |key| raw.texts(key).iter().map(field).collect::<Vec<_>>();
    let draw = one_of(
        raw,
        "draw",
        &[
            ("", Draw::Table),
            ("cards", Draw::Cards),
            ("stacked", Draw::Stacked),
            ("beside", Draw::Beside),
            ("grid", Draw::Grid),
        ],
    );
    let group = raw.lined("group").map(|lined| field(&lined));
    let columns = all("columns");
    let shows_nothing = columns.is_empty() && group.is_none() && draw != Draw::Grid;
    if shows_nothing && rows != Rows::Nothing && !raw.has("columns") {
        raw.find(raw.line, "a table of a report needs “columns”, or a “group” that it counts by");
    }
    if group.is_none() && matches!(draw, Draw::Stacked | Draw::Beside) {
        raw.find(raw.line, "bars need a “group”: one bar is drawn for each of its values");
    }
    let sort = raw.lined("sort").map(|lined| {
        let from_last = lined.text.starts_with('-');
        let text = lined.text.trim_start_matches('-').to_owned();
        let text = if text == "count" { text } else { field(&Lined { text, line: lined.line }) };
        (text, from_last)
    });
    let table = TableDefinition {
        id: raw.required("id").text,
        heading: raw.text("heading"),
        title: if rows == Rows::Nothing { raw.text("title") } else { raw.required("title").text },
        says: template(raw, "says", known.names),
        conditions: raw.texts("where").iter().filter_map(|text| fields.condition(raw, text)).collect(),
        columns,
        by_quarter: one_of(raw, "step", &[("", false), ("quarter", true)]),
        parts: load_parts(raw, &fields),
        counted: Some(raw.text("counted")).filter(|text| !text.is_empty()).unwrap_or_else(|| "Count".to_owned()),
        unknown: raw.text("unknown"),
        sums: all("sum"),
        sort,
        most: raw.size("most"),
        mark: raw.table("mark").and_then(|mark| load_mark(&mark, &fields)),
        draw,
        group,
        rows,
    };
    raw.finish("a table of a report", &[]);
    table
}

fn load_rows(raw: &Table<'_>, of_one: bool) -> Rows {
    let Some(lined) = raw.lined("rows") else { return Rows::Partnerships };
    let own = [
        ("nothing", Rows::Nothing),
        ("partnerships", Rows::Partnerships),
        ("due", Rows::Due),
        ("changes", Rows::Changes),
        ("documents", Rows::Documents),
        ("signatures", Rows::Signatures),
        ("history", Rows::History),
    ];
    let facts = || FACTS.iter().filter(|(_, kind)| *kind == FactKind::Rows).map(|(name, _)| *name);
    if let Some((_, rows)) = own.iter().find(|(name, _)| *name == lined.text) {
        if matches!(rows, Rows::Documents | Rows::Signatures | Rows::History) && !of_one {
            raw.find(lined.line, format!("“{}” are of one partnership; write of = \"partnership\"", lined.text));
        }
        return rows.clone();
    }
    if !facts().any(|name| name == lined.text) {
        let known = own.iter().map(|(name, _)| *name).chain(facts());
        raw.find(lined.line, unknown("kind of rows", &lined.text, known));
    }
    Rows::Fact(lined.text)
}

fn load_parts(raw: &Table<'_>, fields: &Fields<'_>) -> Parts {
    match raw.value("parts") {
        None => Parts::Whole,
        Some((DeValue::String(text), line)) => {
            Parts::Field(fields.checked(raw, &Lined { text: text.to_string(), line }))
        }
        Some(_) => {
            let part = |part: &Table<'_>| {
                let (label, text) = (part.required("label").text, part.required("where"));
                part.finish("a part of a table", &[]);
                Some((label, fields.condition(part, &text)?))
            };
            Parts::Conditions(raw.tables("parts").iter().filter_map(part).collect())
        }
    }
}

fn load_mark(raw: &Table<'_>, fields: &Fields<'_>) -> Option<Mark> {
    let (word, when) = (raw.required("word").text, raw.required("when"));
    let heading = Some(raw.text("heading")).filter(|text| !text.is_empty()).unwrap_or_else(|| "Marked".to_owned());
    let mark = fields.condition(raw, &when).map(|when| Mark { word, heading, when });
    raw.finish("a mark", &[]);
    mark
}

/// The fields that a table may name.
struct Fields<'a> {
    rows: &'a Rows,
    known: &'a Known<'a>,
}

impl Fields<'_> {
    fn all(&self) -> Vec<String> {
        let own = FIELDS.iter().map(|(id, _)| (*id).to_owned());
        let columns = self.known.columns.iter().map(|column| column.id.clone());
        let of_rows = own_fields(self.rows).iter().map(|(id, ..)| format!("row.{id}"));
        let of_fact = if let Rows::Fact(fact) = self.rows { cells_of(self.known.forms, fact) } else { vec![] };
        own.chain(columns).chain(of_rows).chain(of_fact.into_iter().map(|id| format!("row.{id}"))).collect()
    }

    fn checked(&self, raw: &Table<'_>, lined: &Lined) -> String {
        let all = self.all();
        if !all.contains(&lined.text) {
            raw.find(lined.line, unknown("field of this table", &lined.text, all.iter().map(String::as_str)));
        }
        lined.text.clone()
    }

    /// Reads a filter with expressions in it.
    fn condition(&self, raw: &Table<'_>, lined: &Lined) -> Option<Condition> {
        if lined.text.is_empty() {
            return None;
        }
        let text = match Template::parse(&lined.text, self.known.names) {
            Ok(text) => text,
            Err(faults) => {
                for fault in faults {
                    raw.find(lined.line, fault);
                }
                return None;
            }
        };
        match Filter::parse(&text.words()) {
            Ok(filter) => {
                if !lined.text.contains('{') {
                    let Known { columns, lists, states, .. } = self.known;
                    super::sense::check_filter(raw, lined.line, &filter, columns, lists, states);
                }
                let counts = filter.field == "count";
                let field = Lined { text: filter.field, line: lined.line };
                let field = if counts { field.text } else { self.checked(raw, &field) };
                Some(Condition { field, text })
            }
            Err(sentence) => {
                raw.find(lined.line, sentence);
                None
            }
        }
    }
}

/// Returns the cells that a fact's rows have: the columns of every table that feeds it, by what they feed as.
fn cells_of(forms: &[Form], fact: &str) -> Vec<String> {
    let columns = feeding(forms, fact).map(|(_, id)| id);
    let mut cells: Vec<String> = std::iter::once("id".to_owned()).chain(columns).collect();
    cells.sort();
    cells.dedup();
    cells
}

/// Returns the columns of every table that feeds a fact, each with the name it has in the fact's rows.
pub(super) fn feeding<'a>(forms: &'a [Form], fact: &'a str) -> impl Iterator<Item = (&'a Question, String)> {
    let tables = forms.iter().flat_map(Form::questions).filter(move |(_, q)| q.feeds.as_deref() == Some(fact));
    let columns = tables.filter_map(|(_, question)| question.table()).flat_map(|table| &table.columns);
    columns.map(|column| (column, column.feeds.clone().unwrap_or_else(|| column.id.to_string())))
}
