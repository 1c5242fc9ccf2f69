//! Home: what is to be done next, by whom, in order of date.
//!
//! The tasks of a partnership are worked out with its projection; Home reads the
//! first of them, and says of each how urgent it is today.

use super::App;
use super::error::Result;
use super::query::{due_line, status};
use super::record::{DocumentRecord, Record};
use super::view::{DocumentLine, DocumentState, DueLine, DueStatus, Home, Target, Task, how_many};
use crate::form::reading::Surroundings;
use crate::model::day::Day;
use crate::model::desk::DeskPerson;
use crate::model::id::{DocumentId, FormId, PartId};
use crate::pack::condition::plain_name;
use crate::rules::stages::{StageStanding, StageState};
use crate::rules::standing::{DueDate, Standing, due_of_pack};
use crate::store::{TaskRow, Whose};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The most tasks that Home shows, of everyone and of the person at the desk.
const MOST: usize = 1_000;

/// All that is shown of a task, as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Body {
    title: String,
    /// Why; empty: how urgent it is says enough.
    says: String,
    who: String,
    target: Target,
    /// From when what is due may be begun; none: it is not due, it waits.
    opens: Option<String>,
    /// The part that is being typed: when it last changed is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    draft: Option<(DocumentId, PartId)>,
    /// Does it hold for as long as it is not put right? Then it waits since today.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    standing: bool,
}

/// Whom the tasks of one partnership are for.
struct For<'a> {
    role: &'a str,
    owner: &'a str,
}

impl App {
    /// Returns the first screen: what to do next.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn home(&mut self, today: Day) -> Result<Home> {
        self.freshen(today)?;
        let me = self.me()?;
        let mut home = Home {
            held_by: self.held_by.clone(),
            partnerships: self.store.count_partnerships()?,
            n_tasks: self.store.count_tasks()?,
            ..Home::default()
        };
        let mut rows = self.store.tasks(None, MOST)?;
        if let Some(me) = &me {
            rows.extend(self.store.tasks(Some(&whose(me)), MOST)?);
        }
        let mut tasks = self.shown(rows, me.as_ref(), today)?;
        let of_pack = if home.partnerships == 0 { vec![] } else { self.due_of_pack(today)? };
        // The procedure's own dates are for those alone who said that they hold the post.
        for line in of_pack.iter().filter(|line| me.as_ref().is_some_and(|me| me.roles.contains(&line.role))) {
            tasks.push(self.task_of_pack(line));
        }
        tasks.extend(self.open_actions(me.as_ref(), today)?.0);
        tasks.sort_by(|a, b| (a.on, &a.name, &a.title).cmp(&(b.on, &b.name, &b.title)));
        home.tasks = tasks;
        let month_end = today.month_end();
        let next_end = month_end.add_days(1).month_end();
        home.overdue = self.store.count_due(None, Some(today.add_days(-1)))?;
        home.this_month = self.store.count_due(Some(today), Some(month_end))?;
        home.next_month = self.store.count_due(Some(month_end.add_days(1)), Some(next_end))?;
        home.has_due_form = self.store.is_form_due(today)?;
        let backup = self.store.last_verified_backup()?;
        home.last_backup = backup.map(|backup| backup.made.as_str().to_owned()).unwrap_or_default();
        Ok(home)
    }

    /// Returns what is due for the procedure itself.
    pub(super) fn due_of_pack(&self, today: Day) -> Result<Vec<DueLine>> {
        let due = due_of_pack(&self.pack, &self.bare(today)?);
        Ok(due.iter().map(|due| due_line(due, "", &self.pack.title, today)).collect())
    }

    /// Makes kept tasks into what is shown, each once.
    fn shown(&self, rows: Vec<(i64, TaskRow)>, me: Option<&DeskPerson>, today: Day) -> Result<Vec<Task>> {
        let drafts: BTreeMap<(DocumentId, PartId), Day> =
            self.store.drafts()?.into_iter().map(|line| ((line.document, line.part), line.updated.day())).collect();
        let entries: BTreeSet<i64> = rows.iter().map(|(entry, _)| *entry).collect();
        let entries: Vec<i64> = entries.into_iter().collect();
        let listed = self.store.listed(&entries, Some(&["name"]))?;
        let names: BTreeMap<i64, (String, String, String)> = listed
            .into_iter()
            .map(|one| {
                let name = one.cells.text("name");
                (one.row, (one.reference, one.register_no.unwrap_or_default(), name))
            })
            .collect();
        let mut seen = BTreeSet::new();
        let mut tasks = Vec::new();
        for (entry, row) in rows {
            if !seen.insert((entry, row.on, row.body.to_string())) {
                continue;
            }
            let Ok(body) = serde_json::from_value::<Body>(row.body.clone()) else { continue };
            let (reference, register_no, name) = names.get(&entry).cloned().unwrap_or_default();
            let opens = body.opens.as_deref().and_then(Day::parse_iso);
            let changed = body.draft.as_ref().and_then(|place| drafts.get(place));
            let (mut on, mut says) = (row.on, body.says);
            if let Some(changed) = changed {
                says = format!("In progress, changed on {changed}");
                on = if opens.is_some() { on } else { *changed };
            }
            if body.standing {
                on = today;
            }
            let urgency = opens.map_or(DueStatus::DueSoon, |opens| status(on, opens, today));
            if says.is_empty() {
                urgency.label().clone_into(&mut says);
            }
            tasks.push(Task {
                on,
                is_due: opens.is_some(),
                status: urgency,
                title: body.title,
                says,
                who: body.who,
                mine: me.is_none_or(|me| is_mine(&row.role, (&row.owner, &row.named), me)),
                reference,
                register_no,
                name,
                target: body.target,
            });
        }
        Ok(tasks)
    }

    /// Works out the tasks of a partnership.
    pub(super) fn tasks_of(
        &self,
        record: &Record,
        around: &Surroundings,
        standing: &Standing,
        stages: &[StageStanding],
    ) -> Result<Vec<TaskRow>> {
        let mut tasks = self.tasks_of_documents(record, around, &standing.due)?;
        for due in &standing.due {
            let begun = |(target, _): &(Target, TaskRow)| {
                due.form.as_ref().is_some_and(|form| Self::is_about(record, target, form))
            };
            if !tasks.iter().any(begun) {
                let target = due.form.clone().map_or(Target::Partnership, Target::Form);
                let body = Body {
                    title: due.title.clone(),
                    says: due.reason.clone(),
                    opens: Some(due.opens.iso()),
                    ..Body::at(target)
                };
                tasks.push(self.task(around, &For { role: &due.role, owner: &due.owner }, due.on, body));
            }
        }
        if standing.open && self.is_under_way(record) {
            for stage in stages.iter().filter(|stage| stage.state == StageState::Open) {
                let begun = |(target, _): &(Target, TaskRow)| {
                    stage.form.as_ref().is_some_and(|form| Self::is_about(record, target, form))
                };
                if !tasks.iter().any(begun) {
                    let target = stage.form.clone().map_or(Target::Partnership, Target::Form);
                    let says =
                        if stage.missing.is_empty() { "The next stage".to_owned() } else { stage.missing.clone() };
                    let body = Body { title: stage.title.clone(), says, ..Body::at(target) };
                    tasks.push(self.task(around, &For { role: &stage.role, owner: "" }, last_change(record), body));
                }
            }
        }
        for watching in &standing.watching {
            let (title, says) = (watching.title.clone(), watching.words());
            let body = Body { title, says, standing: true, ..Body::at(Target::Partnership) };
            tasks.push(self.task(around, &For { role: &watching.role, owner: "" }, around.today, body));
        }
        Ok(tasks.into_iter().map(|(_, task)| task).collect())
    }

    /// Parts that somebody began, that wait for their officer, were sent back, or are to be signed.
    fn tasks_of_documents(
        &self,
        record: &Record,
        around: &Surroundings,
        due: &[DueDate],
    ) -> Result<Vec<(Target, TaskRow)>> {
        let mut tasks = Vec::new();
        for line in self.document_lines(record) {
            let found = record.documents.iter().find(|found| found.document.id == line.document);
            let Some(found) = found else { continue };
            let Some((says, since)) = self.waits(&line, found)? else { continue };
            let due = due.iter().find(|due| due.form.as_ref() == Some(&line.form));
            let due = due.filter(|_| line.state != DocumentState::Completed);
            let on = due.map_or(since, |due| due.on);
            let place = (line.document.clone(), line.part.clone());
            let draft = Some(place.clone()).filter(|_| line.state == DocumentState::Draft);
            let apart = must_decide(&line);
            let target = if apart {
                Target::Versions { document: place.0, part: place.1 }
            } else if line.state == DocumentState::Completed {
                Target::Signature { document: place.0, part: place.1 }
            } else {
                Target::Part { document: place.0, part: place.1 }
            };
            let title = if apart {
                format!("Decide between {} versions: {}", how_many(line.versions), line.whole_title())
            } else {
                line.whole_title()
            };
            let body = Body { title, says, opens: due.map(|due| due.opens.iso()), draft, ..Body::at(target) };
            tasks.push(self.task(around, &For { role: &line.role, owner: "" }, on, body));
        }
        Ok(tasks)
    }

    /// Says how far a part is that waits for somebody, and since when; `None` if it does not wait.
    fn waits(&self, line: &DocumentLine, found: &DocumentRecord) -> Result<Option<(String, Day)>> {
        let completed = found.heads.values().map(|head| head.stored.revision.made.day()).max();
        if must_decide(line) {
            let says = "They were made apart, on two computers. Both are kept until it is decided.".to_owned();
            return Ok(completed.map(|since| (says, since)));
        }
        Ok(match line.state {
            DocumentState::Draft => {
                let draft = self.store.load_draft(&line.document, &line.part)?;
                draft.map(|draft| (format!("In progress, changed on {}", draft.updated.day()), draft.updated.day()))
            }
            DocumentState::Returned => completed.map(|since| (format!("Sent back for more. {}", line.returned), since)),
            DocumentState::NotStarted if line.asks => {
                completed.map(|since| ("Ready to be filled in".to_owned(), since))
            }
            DocumentState::Completed => {
                let open = line.signatures.iter().find(|signature| signature.required && signature.signed.is_none());
                line.completed_on
                    .zip(open)
                    .map(|(since, _)| ("Print, sign, and record the signature".to_owned(), since))
            }
            DocumentState::NotStarted | DocumentState::Waiting | DocumentState::Signed => None,
        })
    }

    /// Is a task about a form of this partnership already?
    fn is_about(record: &Record, target: &Target, form: &FormId) -> bool {
        match target {
            Target::Part { document, .. } | Target::Signature { document, .. } | Target::Versions { document, .. } => {
                record.of_form(form).any(|found| found.document.id == *document)
            }
            Target::Form(other) => other == form,
            Target::Meeting(_) | Target::Partnership | Target::Nowhere => false,
        }
    }

    /// Did the partnership begin its way through the stages?
    fn is_under_way(&self, record: &Record) -> bool {
        let staged = self.pack.stages.iter().filter_map(|stage| stage.form.as_ref());
        staged.flat_map(|form| record.of_form(form)).any(|found| !found.heads.is_empty())
    }

    fn task_of_pack(&self, line: &DueLine) -> Task {
        let says = if line.reason.is_empty() { line.status.label().to_owned() } else { line.reason.clone() };
        Task {
            on: line.on,
            is_due: true,
            status: line.status,
            title: line.title.clone(),
            says,
            who: self.pack.role_title(&line.role).to_owned(),
            mine: true,
            reference: String::new(),
            register_no: String::new(),
            name: line.name.clone(),
            target: Target::Nowhere,
        }
    }

    /// Makes a task: who is named for the row answers for it; who is named for the role sees it too.
    fn task(&self, around: &Surroundings, whose: &For<'_>, on: Day, body: Body) -> (Target, TaskRow) {
        let named = around.facts.text(whose.role).unwrap_or_default();
        let name = if whose.owner.is_empty() { named } else { whose.owner };
        let title_of = self.pack.role_title(whose.role);
        let who = match (name.is_empty(), whose.role.is_empty() || !whose.owner.is_empty()) {
            (true, _) => title_of.to_owned(),
            (false, true) => name.to_owned(),
            (false, false) => format!("{name}, {}", title_of.to_lowercase()),
        };
        let target = body.target.clone();
        let row = TaskRow {
            on,
            role: whose.role.to_owned(),
            owner: plain_name(whose.owner),
            named: plain_name(named),
            body: serde_json::to_value(Body { who, ..body }).expect("a task is plain values"),
        };
        (target, row)
    }
}

impl Body {
    fn at(target: Target) -> Self {
        Self {
            title: String::new(),
            says: String::new(),
            who: String::new(),
            target,
            opens: None,
            draft: None,
            standing: false,
        }
    }
}

/// Whose tasks are those of the person at the desk.
fn whose(me: &DeskPerson) -> Whose {
    let people = [&me.name, &me.acting_for].into_iter().map(|name| plain_name(name)).filter(|name| !name.is_empty());
    Whose { people: people.collect(), roles: me.roles.clone(), any_role: me.roles.is_empty() }
}

/// Is a task for the person at the desk: named for it as its owner or for its role, without titles and capitals, or,
/// where nobody is named, by the role?
pub(super) fn is_mine(role: &str, (owner, named): (&str, &str), me: &DeskPerson) -> bool {
    if owner.is_empty() && named.is_empty() {
        let Whose { roles, any_role, .. } = whose(me);
        return role.is_empty() || any_role || roles.iter().any(|held| held == role);
    }
    whose(me).people.iter().any(|person| person == owner || person == named)
}

/// Were versions of a part made apart, and has nobody begun the one that decides between them?
fn must_decide(line: &DocumentLine) -> bool {
    line.versions > 1 && line.state != DocumentState::Draft
}

/// When anything was last completed or signed.
pub(super) fn last_change(record: &Record) -> Day {
    let heads = record.documents.iter().flat_map(|found| found.heads.values());
    let days = heads.flat_map(|head| {
        let signed = head.sign_offs.iter().map(|sign_off| sign_off.on);
        signed.chain([head.stored.revision.made.day()])
    });
    days.max().unwrap_or_else(|| record.partnership.created.day())
}
