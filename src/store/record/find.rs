//! Finding in the register: filters, order and words become one query; nothing reads all partnerships.

use crate::model::day::Day;
use crate::model::filter::Key;
use crate::model::id::PartnershipId;
use crate::store::Store;
use crate::store::error::Result;
use crate::store::record::register::{Cell, ChangeRow, DueRow, read_cell};
use crate::store::record::{all, each, exists, first, id, json, to_json};
use rusqlite::types::Value as Sql;
use rusqlite::{Row, ToSql, params, params_from_iter};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// The most partnerships that a search by words gives: the newest of those found.
pub const MOST_FOUND: usize = 500;

/// One condition on the cells of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// The value is one of these codes, or holds one of them; or the sort key is one of these words.
    Codes {
        /// The codes.
        codes: Vec<String>,
        /// The same as words without capitals and accents.
        words: Vec<String>,
        /// Must it be one of them, or none?
        one_of: bool,
    },
    /// The text holds these words.
    Holds(String),
    /// The sort key lies between two ends; `true`: the end belongs to it.
    Between(Option<(Key, bool)>, Option<(Key, bool)>),
    /// Is there anything in it?
    Filled(bool),
}

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Looking {
    /// Words of a search, each the beginning of a word; without capitals and accents.
    pub words: Vec<String>,
    /// Conditions, all of which must hold: column and what is wanted of it.
    pub wanted: Vec<(String, Wanted)>,
    /// How urgent the next due date is, one of: for `due`. Each is a range of days, see [`Urgency`].
    pub urgency: Option<Vec<Urgency>>,
    /// The column it is sorted by, and whether from the last; none: newest first where words are
    /// looked for, else by name.
    pub sort: Option<(String, bool)>,
    /// Today.
    pub today: String,
}

/// How urgent what is due next is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// A day is past.
    Overdue,
    /// A reminder has begun.
    DueSoon,
    /// Something is known.
    Open,
    /// Nothing is due.
    None,
}

/// One partnership in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedRow {
    /// Its row.
    pub row: i64,
    /// The partnership.
    pub partnership: PartnershipId,
    /// Its reference.
    pub reference: String,
    /// The number of the Corporate Risk Registry.
    pub register_no: Option<String>,
    /// The cells asked for.
    pub cells: Cells,
}

/// Cells of one partnership by column; they are few, and many partnerships share the names of the columns and what
/// stands in them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cells(Vec<(Arc<str>, Arc<Cell>)>);

impl Cells {
    /// Returns the cell of a column, if it is filled.
    pub fn get(&self, column: &str) -> Option<&Cell> {
        self.iter().find(|(name, _)| *name == column).map(|(_, cell)| cell)
    }

    /// Returns what the cell of a column says; nothing, if it is not filled.
    pub fn text(&self, column: &str) -> String {
        self.get(column).map_or(String::new(), |cell| cell.text.clone())
    }

    /// Returns every cell with its column.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Cell)> {
        self.0.iter().map(|(name, cell)| (name.as_ref(), cell.as_ref()))
    }
}

/// Columns that every partnership has: none of them is left out where the register is sorted by one.
const ALWAYS_FILLED: [&str; 5] = ["ref", "name", "state", "created", "changed"];

/// What a list says of every partnership.
const LISTED: &str = "SELECT e.entry, p.id, p.ref, p.register_no
    FROM register_entry e JOIN partnership p ON p.id = e.partnership";

impl Store {
    /// Returns the rows of what is looked for, in order.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn find(&self, looking: &Looking) -> Result<Vec<i64>> {
        let mut values: Vec<Sql> = Vec::new();
        let mut conditions: Vec<String> = Vec::new();
        if !looking.words.is_empty() {
            values.push(Sql::Text(match_of(&looking.words)));
            conditions.push(format!(
                "e.entry IN (SELECT entry FROM register_entry WHERE changed IN
                 (SELECT rowid FROM search WHERE search MATCH ?{} ORDER BY rowid DESC LIMIT {MOST_FOUND}))",
                values.len()
            ));
        }
        for (column, wanted) in &looking.wanted {
            conditions.push(condition(column, wanted, &mut values));
        }
        if let Some(urgency) = &looking.urgency {
            values.push(Sql::Text(looking.today.clone()));
            let at = values.len();
            let each = urgency.iter().map(|urgency| of_urgency(*urgency, at));
            conditions.push(format!("({})", each.chain(["0".to_owned()]).collect::<Vec<_>>().join(" OR ")));
        }
        let (column, last) = match &looking.sort {
            Some((column, last)) => (Some(column.as_str()), *last),
            None if looking.words.is_empty() => (Some("name"), false),
            None => (None, true),
        };
        let direction = if last { "DESC" } else { "ASC" };
        let conditions = if conditions.is_empty() { "1".to_owned() } else { conditions.join(" AND ") };
        let Some(column) = column else {
            let sql = format!("SELECT e.entry FROM register_entry e WHERE {conditions} ORDER BY e.changed {direction}");
            return all(&self.connection, &sql, params_from_iter(values), |row| row.get("entry"));
        };
        values.push(Sql::Text(column.to_owned()));
        let at = values.len();
        // In the order of the index over the columns, so that nothing is sorted.
        let order: Vec<String> =
            ["sort", "value", "text", "entry"].iter().map(|part| format!("e.{part} {direction}")).collect();
        let filled = format!(
            "SELECT e.entry FROM register_row e
             WHERE e.\"column\" = ?{at} AND e.sort IS NOT NULL AND {conditions} ORDER BY {}",
            order.join(", ")
        );
        let mut found: Vec<i64> = all(&self.connection, &filled, params_from_iter(&values), |row| row.get("entry"))?;
        if !ALWAYS_FILLED.contains(&column) {
            let unfilled = format!(
                "SELECT e.entry FROM register_entry e WHERE {conditions} AND NOT EXISTS (SELECT 1 FROM register_row s
                 WHERE s.entry = e.entry AND s.\"column\" = ?{at} AND s.sort IS NOT NULL) ORDER BY e.entry"
            );
            found
                .extend(all(&self.connection, &unfilled, params_from_iter(&values), |row| row.get::<_, i64>("entry"))?);
        }
        Ok(found)
    }

    /// Returns partnerships by their rows, in the order given, with the cells of some columns, or of all.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn listed(&self, rows: &[i64], columns: Option<&[&str]>) -> Result<Vec<ListedRow>> {
        let mut found = Vec::with_capacity(rows.len());
        let asked = columns.map(|columns| {
            let marks: Vec<String> = (0..columns.len()).map(|at| format!("?{}", at + 2)).collect();
            format!(" AND \"column\" IN ({})", marks.join(", "))
        });
        let cells = format!(
            "SELECT \"column\", value, text, sort FROM register_row WHERE entry = ?1{}",
            asked.unwrap_or_default()
        );
        let of = format!("{LISTED} WHERE e.entry = ?1");
        for row in rows {
            let Some(mut listed) = first(&self.connection, &of, [row], read_listed)? else { continue };
            let mut values: Vec<&dyn ToSql> = vec![row];
            values.extend(columns.iter().flat_map(|columns| columns.iter()).map(|column| column as &dyn ToSql));
            let cells = all(&self.connection, &cells, values.as_slice(), read_cell)?;
            listed.cells = Cells(cells.into_iter().map(|(column, cell)| (column.into(), Arc::new(cell))).collect());
            found.push(listed);
        }
        Ok(found)
    }

    /// Returns the cells of many rows in some columns, in the order given. Each column is read through once, whatever
    /// rows are asked for; rows that say the same share a cell.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn cells_of(&self, rows: &[i64], columns: &[&str]) -> Result<Vec<(i64, Cells)>> {
        let mut known: HashMap<i64, Cells> = HashMap::with_capacity(rows.len());
        known.extend(rows.iter().map(|row| (*row, Cells(Vec::with_capacity(columns.len())))));
        // In the order of the index over the columns, so that what is the same stands together.
        let cells = "SELECT entry, \"column\", value, text, sort FROM register_row WHERE \"column\" = ?1
                     ORDER BY sort, value, text, entry";
        for column in columns {
            let name: Arc<str> = Arc::from(*column);
            let mut last: Option<(String, Arc<Cell>)> = None;
            each(&self.connection, cells, [column], |row| {
                let Some(found) = known.get_mut(&row.get(0)?) else { return Ok(()) };
                let (value, text) = (row.get_ref("value")?.as_str()?, row.get_ref("text")?.as_str()?);
                let cell = match &last {
                    Some((known, cell)) if known == value && cell.text == text => Arc::clone(cell),
                    Some(_) | None => {
                        let cell = Arc::new(read_cell(row)?.1);
                        last = Some((value.to_owned(), Arc::clone(&cell)));
                        cell
                    }
                };
                found.0.push((Arc::clone(&name), cell));
                Ok(())
            })?;
        }
        Ok(rows.iter().filter_map(|row| known.remove_entry(row)).collect())
    }

    /// Returns the row of a partnership in the register.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn row_of(&self, partnership: &PartnershipId) -> Result<Option<i64>> {
        let sql = "SELECT entry FROM register_entry WHERE partnership = ?1";
        first(&self.connection, sql, [partnership.as_str()], |row| row.get("entry"))
    }

    /// Returns a few words around the place where forms of rows hold the words they were found by, with the matches in ‹
    /// and ›; only of rows among the newest [`MOST_FOUND`] that have the words.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn matches(&self, rows: &[i64], words: &[String]) -> Result<BTreeMap<i64, String>> {
        let asked = serde_json::Value::from(rows).to_string();
        // The words are looked up once for all rows; only of those asked for the place is found.
        let sql = format!(
            "SELECT e.entry, CASE WHEN e.entry IN (SELECT value FROM json_each(?2))
                 THEN snippet(search, 2, '‹', '›', ' … ', 12) END AS around
             FROM search JOIN register_entry e ON e.changed = search.rowid
             WHERE search MATCH ?1 ORDER BY search.rowid DESC LIMIT {MOST_FOUND}"
        );
        let found = all(&self.connection, &sql, params![match_of(words), asked], |row| {
            Ok((row.get("entry")?, row.get::<_, Option<String>>("around")?.unwrap_or_default()))
        })?;
        Ok(found.into_iter().filter(|(_, around)| around.contains('‹')).collect())
    }

    /// Returns how many partnerships the register has.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn count_partnerships(&self) -> Result<usize> {
        let count = first(&self.connection, "SELECT count(*) AS n FROM register_entry", [], |row| row.get("n"))?;
        Ok(count.and_then(|n: i64| usize::try_from(n).ok()).unwrap_or(0))
    }

    /// Returns what is due from one day to another, both included, soonest first, with the row it belongs to.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn due_between(&self, from: Option<Day>, to: Option<Day>, limit: usize) -> Result<Vec<(i64, DueRow)>> {
        let (from, to) = (from.map_or(String::new(), Day::iso), to.map_or_else(|| "9999".to_owned(), Day::iso));
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let sql = "SELECT * FROM due_date WHERE on_day >= ?1 AND on_day <= ?2 ORDER BY on_day, entry, id LIMIT ?3";
        all(&self.connection, sql, params![from, to, limit], |row| Ok((row.get("entry")?, read_due(row)?)))
    }

    /// Counts what is due from one day to another, both included.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn count_due(&self, from: Option<Day>, to: Option<Day>) -> Result<usize> {
        let (from, to) = (from.map_or(String::new(), Day::iso), to.map_or_else(|| "9999".to_owned(), Day::iso));
        let sql = "SELECT count(*) AS n FROM due_date WHERE on_day >= ?1 AND on_day <= ?2";
        let count = first(&self.connection, sql, [from, to], |row| row.get::<_, i64>("n"))?;
        Ok(count.and_then(|n| usize::try_from(n).ok()).unwrap_or(0))
    }

    /// Has the time begun for anything due that a form settles?
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn is_form_due(&self, today: Day) -> Result<bool> {
        exists(&self.connection, "SELECT 1 FROM due_date WHERE form <> '' AND opens <= ?1", [today.iso()])
    }

    /// Returns what is due for one row, soonest first.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn due_of(&self, row: i64) -> Result<Vec<DueRow>> {
        all(&self.connection, "SELECT * FROM due_date WHERE entry = ?1 ORDER BY on_day, id", [row], read_due)
    }

    /// Returns what rules of due dates make due from one day to another, both included, soonest first.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn due_of_rules(&self, from: Option<Day>, to: Option<Day>, rules: &[String]) -> Result<Vec<(i64, DueRow)>> {
        let (from, to) = (from.map_or(String::new(), Day::iso), to.map_or_else(|| "9999".to_owned(), Day::iso));
        // A rule with a date for each row names the row behind a colon.
        let sql = "SELECT * FROM due_date WHERE on_day >= ?1 AND on_day <= ?2
                   AND substr(id, 1, instr(id || ':', ':') - 1) IN (SELECT value FROM json_each(?3))
                   ORDER BY on_day, entry, id";
        all(&self.connection, sql, params![from, to, to_json(&rules)], |row| Ok((row.get("entry")?, read_due(row)?)))
    }

    /// Returns the changes that took effect from one day to another, both included, with the row they belong to; of
    /// some columns, or of all.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn changes_between(&self, from: Day, to: Day, columns: Option<&[String]>) -> Result<Vec<(i64, ChangeRow)>> {
        let sql = "SELECT * FROM register_change WHERE on_day >= ?1 AND on_day <= ?2
                   AND (?3 IS NULL OR \"column\" IN (SELECT value FROM json_each(?3))) ORDER BY on_day, entry, seq";
        all(&self.connection, sql, params![from.iso(), to.iso(), columns.map(|columns| to_json(&columns))], |row| {
            let change = ChangeRow {
                on: day(row, "on_day")?,
                column: row.get("column")?,
                before: row.get("before")?,
                after: row.get("after")?,
                form: row.get("form")?,
            };
            Ok((row.get("entry")?, change))
        })
    }

    /// Returns one fact of partnerships by their rows, where they have it.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn fact_of_rows(&self, rows: &[i64], name: &str) -> Result<Vec<(i64, serde_json::Value)>> {
        let mut found = Vec::new();
        self.each_fact_of_rows(rows, name, |entry, value| found.push((entry, value)))?;
        Ok(found)
    }

    /// Goes through one fact of partnerships by their rows, so that what is not wanted of it need not be kept.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn each_fact_of_rows(
        &self,
        rows: &[i64],
        name: &str,
        mut take: impl FnMut(i64, serde_json::Value),
    ) -> Result<()> {
        let asked: HashSet<i64> = rows.iter().copied().collect();
        let sql = "SELECT e.entry, f.value FROM fact f CROSS JOIN register_entry e ON e.partnership = f.partnership
                   WHERE f.name = ?1 AND f.value <> '[]'";
        each(&self.connection, sql, [name], |row| {
            let entry = row.get(0)?;
            if asked.contains(&entry) {
                take(entry, json(row, "value")?);
            }
            Ok(())
        })
    }
}

/// Writes words as the search asks for them: each is the beginning of one.
fn match_of(words: &[String]) -> String {
    words.iter().map(|word| format!("\"{}\" *", word.replace('"', ""))).collect::<Vec<_>>().join(" ")
}

fn read_listed(row: &Row<'_>) -> rusqlite::Result<ListedRow> {
    Ok(ListedRow {
        row: row.get("entry")?,
        partnership: id(row, "id")?,
        reference: row.get("ref")?,
        register_no: row.get("register_no")?,
        cells: Cells::default(),
    })
}

pub(super) fn day(row: &Row<'_>, column: &str) -> rusqlite::Result<Day> {
    let text: String = row.get(column)?;
    Day::parse_iso(&text).ok_or_else(|| super::unreadable(format!("{column} {text:?} is not a day")))
}

fn read_due(row: &Row<'_>) -> rusqlite::Result<DueRow> {
    Ok(DueRow {
        id: row.get("id")?,
        form: row.get("form")?,
        title: row.get("title")?,
        reason: row.get("reason")?,
        role: row.get("role")?,
        owner: row.get("owner")?,
        on: day(row, "on_day")?,
        opens: day(row, "opens")?,
    })
}

/// Writes one condition as a part of the query, and adds its values.
fn condition(column: &str, wanted: &Wanted, values: &mut Vec<Sql>) -> String {
    let mut mark = |value: Sql| {
        values.push(value);
        format!("?{}", values.len())
    };
    let of = format!("SELECT entry FROM register_row WHERE \"column\" = {}", mark(Sql::Text(column.to_owned())));
    match wanted {
        Wanted::Codes { codes, words, one_of } => {
            let mut any: Vec<String> = codes
                .iter()
                .map(|code| {
                    format!("instr(value, {}) > 0", mark(Sql::Text(serde_json::Value::from(code.as_str()).to_string())))
                })
                .collect();
            any.extend(words.iter().map(|word| format!("sort = {}", mark(Sql::Text(word.clone())))));
            any.push("0".to_owned());
            format!("e.entry {}IN ({of} AND ({}))", if *one_of { "" } else { "NOT " }, any.join(" OR "))
        }
        Wanted::Holds(text) => {
            let like = format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
            format!("e.entry IN ({of} AND text LIKE {} ESCAPE '\\')", mark(Sql::Text(like)))
        }
        Wanted::Between(from, to) => {
            let mut both = String::new();
            for (end, (open, closed)) in [(from, (">", ">=")), (to, ("<", "<="))] {
                if let Some((key, belongs)) = end {
                    let value = match key {
                        Key::Text(text) => Sql::Text(text.clone()),
                        Key::Number(number) => Sql::Real(*number),
                    };
                    both.extend([" AND sort ", if *belongs { closed } else { open }, " ", &mark(value)]);
                }
            }
            format!("e.entry IN ({of} AND sort IS NOT NULL{both})")
        }
        Wanted::Filled(yes) => format!("e.entry {}IN ({of} AND text <> '')", if *yes { "" } else { "NOT " }),
    }
}

/// Writes how urgent what is due next is; the day is the value at `at`.
fn of_urgency(urgency: Urgency, at: usize) -> String {
    let past = format!("EXISTS (SELECT 1 FROM due_date d WHERE d.entry = e.entry AND d.on_day < ?{at})");
    let begun = format!("EXISTS (SELECT 1 FROM due_date d WHERE d.entry = e.entry AND d.opens <= ?{at})");
    let any = "EXISTS (SELECT 1 FROM due_date d WHERE d.entry = e.entry)";
    match urgency {
        Urgency::Overdue => past,
        Urgency::DueSoon => format!("({begun} AND NOT {past})"),
        Urgency::Open => format!("({any} AND NOT {begun} AND NOT {past})"),
        Urgency::None => format!("NOT {any}"),
    }
}
