//! The due list: what is due in a stretch of time, line by line, and how much on each day.

use super::App;
use super::error::Result;
use super::known_json;
use super::query::status;
use super::tasks::is_mine;
use super::view::{DueDay, DueLine};
use crate::model::day::Day;
use crate::model::desk::DeskPerson;
use crate::model::known::Known;
use crate::pack::condition::plain_name;
use crate::store::DueRow;
use std::collections::{BTreeMap, BTreeSet};

impl App {
    /// Returns everything due or overdue up to a day, soonest first; without a day, everything.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn due(&mut self, within: Option<i64>, today: Day) -> Result<Vec<DueLine>> {
        self.freshen(today)?;
        self.due_list(None, within.map(|days| today.add_days(days)), usize::MAX, today)
    }

    /// Returns what is due from one day to another, both included, soonest first, at most `limit` of it, and how
    /// much there is in all; for `me`, only what names them or a role they hold.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn due_between(
        &mut self,
        first: Option<Day>,
        last: Option<Day>,
        limit: usize,
        me: Option<&DeskPerson>,
        today: Day,
    ) -> Result<(Vec<DueLine>, usize)> {
        self.freshen(today)?;
        let rows = self.rows_due(first, last, limit, me)?;
        let elsewhere = self.due_elsewhere((first, last), me, today)?;
        let total = if me.is_some() { rows.len() } else { self.store.count_due(first, last)? } + elsewhere.len();
        let mut lines = self.due_lines_of(rows.into_iter().take(limit).collect(), elsewhere, today)?;
        lines.truncate(limit);
        Ok((lines, total))
    }

    /// The same of everyone, as worked out last.
    pub(super) fn due_list(
        &self,
        first: Option<Day>,
        last: Option<Day>,
        limit: usize,
        today: Day,
    ) -> Result<Vec<DueLine>> {
        let rows = self.store.due_between(first, last, limit)?;
        self.due_lines_of(rows, self.due_elsewhere((first, last), None, today)?, today)
    }

    /// Returns what is due to partnerships from one day to another: of everyone, or all that is for one person.
    fn rows_due(
        &self,
        first: Option<Day>,
        last: Option<Day>,
        limit: usize,
        me: Option<&DeskPerson>,
    ) -> Result<Vec<(i64, DueRow)>> {
        let Some(me) = me else { return Ok(self.store.due_between(first, last, limit)?) };
        let mut found = self.store.due_between(first, last, usize::MAX)?;
        let rows: Vec<i64> = found.iter().map(|(row, _)| *row).collect();
        let roles: BTreeSet<String> = found.iter().map(|(_, due)| due.role.clone()).collect();
        let mut named: BTreeMap<(String, i64), String> = BTreeMap::new();
        for role in roles {
            for (row, value) in self.store.fact_of_rows(&rows, &role)? {
                let known = known_json::read(&value);
                let name = known.as_ref().and_then(Known::as_text).map(plain_name).unwrap_or_default();
                named.insert((role.clone(), row), name);
            }
        }
        found.retain(|(row, due)| {
            let named = named.get(&(due.role.clone(), *row)).map_or("", String::as_str);
            is_mine(&due.role, (&plain_name(&due.owner), named), me)
        });
        Ok(found)
    }

    /// Returns when everything due from a day on is due, and from when it may be begun.
    pub(super) fn days_due(&self, first: Day, today: Day) -> Result<Vec<(Day, Day)>> {
        let rows = self.store.due_between(Some(first), None, usize::MAX)?;
        let elsewhere = self.due_elsewhere((Some(first), None), None, today)?;
        let of_rows = rows.into_iter().map(|(_, due)| (due.on, due.opens));
        Ok(of_rows.chain(elsewhere.into_iter().map(|line| (line.on, line.opens))).collect())
    }

    /// Makes what is due into lines, and puts those of no partnership among them.
    fn due_lines_of(&self, rows: Vec<(i64, DueRow)>, elsewhere: Vec<DueLine>, today: Day) -> Result<Vec<DueLine>> {
        let mut lines = Vec::with_capacity(rows.len());
        let mut known: BTreeMap<i64, (String, String, String)> = BTreeMap::new();
        for (row, due) in rows {
            let (reference, register_no, name) = match known.get(&row) {
                Some(of) => of.clone(),
                None => {
                    let of = self.name_of_row(row)?;
                    known.insert(row, of.clone());
                    of
                }
            };
            lines.push(DueLine {
                reference,
                register_no,
                name,
                status: status(due.on, due.opens, today),
                id: due.id,
                form: Some(due.form).filter(|form| !form.is_empty()).map(Into::into),
                title: due.title,
                on: due.on,
                opens: due.opens,
                reason: due.reason,
                role: due.role,
                owner: due.owner,
            });
        }
        lines.extend(elsewhere);
        lines.sort_by(|a, b| (a.on, &a.name, &a.id).cmp(&(b.on, &b.name, &b.id)));
        Ok(lines)
    }

    /// Returns the reference, the register number and the name of a row.
    fn name_of_row(&self, row: i64) -> Result<(String, String, String)> {
        let listed = self.store.listed(&[row], Some(&["name"]))?.pop();
        let of = listed.map(|listed| {
            let name = listed.cells.text("name");
            (listed.reference, listed.register_no.unwrap_or_default(), name)
        });
        Ok(of.unwrap_or_default())
    }

    /// Returns what is due from one day to another that belongs to no partnership: the procedure's own dates, and
    /// open actions of meetings.
    fn due_elsewhere(
        &self,
        (first, last): (Option<Day>, Option<Day>),
        me: Option<&DeskPerson>,
        today: Day,
    ) -> Result<Vec<DueLine>> {
        let of_pack = if self.store.count_partnerships()? == 0 { vec![] } else { self.due_of_pack(today)? };
        let mut lines: Vec<DueLine> = of_pack
            .into_iter()
            .filter(|line| me.is_none_or(|me| me.roles.contains(&line.role)))
            .chain(self.open_actions(me, today)?.1)
            .collect();
        let is_in = |on: Day| last.is_none_or(|last| on <= last) && first.is_none_or(|first| on >= first);
        lines.retain(|line| is_in(line.on));
        Ok(lines)
    }

    /// Returns the days from one to another, both included, on which something is due: how much, and how urgent
    /// the most urgent of it is; for `me`, only what names them or a role they hold.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn due_days(&mut self, first: Day, last: Day, me: Option<&DeskPerson>, today: Day) -> Result<Vec<DueDay>> {
        self.freshen(today)?;
        let rows = self.rows_due(Some(first), Some(last), usize::MAX, me)?;
        let of_rows = rows.into_iter().map(|(_, due)| (due.on, status(due.on, due.opens, today)));
        let elsewhere = self.due_elsewhere((Some(first), Some(last)), me, today)?;
        let mut days: BTreeMap<Day, DueDay> = BTreeMap::new();
        for (on, status) in of_rows.chain(elsewhere.into_iter().map(|line| (line.on, line.status))) {
            let day = days.entry(on).or_insert(DueDay { on, count: 0, status });
            day.count += 1;
            day.status = day.status.min(status);
        }
        Ok(days.into_values().collect())
    }
}
