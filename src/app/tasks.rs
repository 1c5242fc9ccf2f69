//! Home: what is to be done next, by whom, in order of date.

use super::App;
use super::error::Result;
use super::query::{due_line, due_lines};
use super::record::{DocumentRecord, Record};
use super::view::{DocumentLine, DocumentState, DueLine, DueStatus, Home, Target, Task, how_many};
use crate::model::day::Day;
use crate::model::desk::DeskPerson;
use crate::model::fact::Facts;
use crate::pack::condition::same_person;
use crate::rules::stages::{StageState, stages};
use crate::rules::standing::{due_of_pack, standing};

/// What the tasks of one partnership are made from.
struct About<'a> {
    reference: &'a str,
    name: String,
    facts: &'a Facts,
    me: Option<&'a DeskPerson>,
}

impl App {
    /// Returns the first screen: what to do next.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn home(&self, today: Day) -> Result<Home> {
        let mut home = Home { held_by: self.held_by.clone(), ..Home::default() };
        let me = self.me()?;
        let bare = self.bare(today)?;
        let partnerships = self.store.partnerships()?;
        let of_pack = if partnerships.is_empty() { vec![] } else { due_of_pack(&self.pack, &bare) };
        for due in of_pack {
            let line = due_line(&due, "", &self.pack.title, today);
            let about = About { reference: "", name: line.name.clone(), facts: &bare.facts, me: me.as_ref() };
            // The procedure's own dates are for those alone who said that they hold the post.
            if me.as_ref().is_some_and(|me| me.roles.contains(&line.role)) {
                home.tasks.push(self.task_of_due(&about, &line));
            }
            home.due.push(line);
        }
        for partnership in partnerships {
            let record = self.record_of(partnership)?;
            let around = self.around_within(&self.pack, &record, bare.clone())?;
            let standing = standing(&self.pack, &around);
            let name = self.name_of(&record)?;
            let due = due_lines(&record, &name, &standing, today);
            let reference = record.partnership.reference.as_str();
            let about = About { reference, name, facts: &around.facts, me: me.as_ref() };
            let mut tasks = self.tasks_of_documents(&record, &about, &due)?;
            for line in &due {
                let begun = |task: &Task| line.form.as_ref().is_some_and(|form| Self::is_about(&record, task, form));
                if !tasks.iter().any(begun) {
                    tasks.push(self.task_of_due(&about, line));
                }
            }
            if standing.open && self.is_under_way(&record) {
                for stage in stages(&self.pack, &around).into_iter().filter(|stage| stage.state == StageState::Open) {
                    let begun =
                        |task: &Task| stage.form.as_ref().is_some_and(|form| Self::is_about(&record, task, form));
                    if !tasks.iter().any(begun) {
                        let target = stage.form.map_or(Target::Partnership, Target::Form);
                        let says = if stage.missing.is_empty() { "The next stage".to_owned() } else { stage.missing };
                        tasks.push(self.task(&about, &stage.role, "", stage.title, says, last_change(&record), target));
                    }
                }
            }
            for watching in standing.watching {
                tasks.push(self.task(
                    &about,
                    &watching.role,
                    "",
                    watching.title,
                    watching.says,
                    today,
                    Target::Partnership,
                ));
            }
            home.tasks.extend(tasks);
            home.due.extend(due);
            home.partnerships += 1;
        }
        home.due.sort_by(|a, b| (a.on, &a.name, &a.id).cmp(&(b.on, &b.name, &b.id)));
        home.tasks.sort_by(|a, b| (a.on, &a.name, &a.title).cmp(&(b.on, &b.name, &b.title)));
        let backup = self.store.last_verified_backup()?;
        home.last_backup = backup.map(|backup| backup.made.as_str().to_owned()).unwrap_or_default();
        Ok(home)
    }

    /// Parts that somebody began, that wait for their officer, were sent back, or are to be signed.
    fn tasks_of_documents(&self, record: &Record, about: &About<'_>, due: &[DueLine]) -> Result<Vec<Task>> {
        let mut tasks = Vec::new();
        for line in self.document_lines(record) {
            let found = record.documents.iter().find(|found| found.document.id == line.document);
            let Some(found) = found else { continue };
            let Some((says, since)) = self.waits(&line, found)? else { continue };
            let due = due.iter().find(|due| due.form.as_ref() == Some(&line.form));
            let due = due.filter(|_| line.state != DocumentState::Completed);
            let on = due.map_or(since, |due| due.on);
            let place = (line.document.clone(), line.part.clone());
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
            let task = self.task(about, &line.role, "", title, says, on, target);
            let status = due.map_or(task.status, |due| due.status);
            tasks.push(Task { is_due: due.is_some(), status, ..task });
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
    fn is_about(record: &Record, task: &Task, form: &crate::model::id::FormId) -> bool {
        match &task.target {
            Target::Part { document, .. } | Target::Signature { document, .. } | Target::Versions { document, .. } => {
                record.of_form(form).any(|found| found.document.id == *document)
            }
            Target::Form(other) => other == form,
            Target::Partnership | Target::Nowhere => false,
        }
    }

    /// Did the partnership begin its way through the stages?
    fn is_under_way(&self, record: &Record) -> bool {
        let staged = self.pack.stages.iter().filter_map(|stage| stage.form.as_ref());
        staged.flat_map(|form| record.of_form(form)).any(|found| !found.heads.is_empty())
    }

    fn task_of_due(&self, about: &About<'_>, line: &DueLine) -> Task {
        let target = match &line.form {
            Some(form) => Target::Form(form.clone()),
            None if line.reference.is_empty() => Target::Nowhere,
            None => Target::Partnership,
        };
        let says = if line.reason.is_empty() { line.status.label().to_owned() } else { line.reason.clone() };
        let task = self.task(about, &line.role, &line.owner, line.title.clone(), says, line.on, target);
        Task { is_due: true, status: line.status, ..task }
    }

    #[expect(clippy::too_many_arguments, reason = "what a task says, in one place")]
    fn task(
        &self,
        about: &About<'_>,
        role: &str,
        owner: &str,
        title: String,
        says: String,
        on: Day,
        target: Target,
    ) -> Task {
        // Who is named for the row answers for it; who is named for the role sees it too.
        let people: Vec<&str> =
            [owner, about.facts.text(role).unwrap_or_default()].into_iter().filter(|name| !name.is_empty()).collect();
        let named = people.first().copied().unwrap_or_default();
        let holds = |me: &DeskPerson| {
            if people.is_empty() {
                role.is_empty() || me.roles.is_empty() || me.roles.iter().any(|held| held == role)
            } else {
                people.iter().any(|person| {
                    same_person(person, &me.name) || (!me.acting_for.is_empty() && same_person(person, &me.acting_for))
                })
            }
        };
        let title_of = self.pack.role_title(role);
        Task {
            on,
            is_due: false,
            status: DueStatus::DueSoon,
            title,
            says,
            who: match (named.is_empty(), role.is_empty() || !owner.is_empty()) {
                (true, _) => title_of.to_owned(),
                (false, true) => named.to_owned(),
                (false, false) => format!("{named}, {}", title_of.to_lowercase()),
            },
            mine: about.me.is_none_or(holds),
            reference: about.reference.to_owned(),
            name: about.name.clone(),
            target,
        }
    }
}

/// Were versions of a part made apart, and has nobody begun the one that decides between them?
fn must_decide(line: &DocumentLine) -> bool {
    line.versions > 1 && line.state != DocumentState::Draft
}

/// When anything was last completed or signed.
fn last_change(record: &Record) -> Day {
    let heads = record.documents.iter().flat_map(|found| found.heads.values());
    let days = heads.flat_map(|head| {
        let signed = head.sign_offs.iter().map(|sign_off| sign_off.on);
        signed.chain([head.stored.revision.made.day()])
    });
    days.max().unwrap_or_else(|| record.partnership.created.day())
}
