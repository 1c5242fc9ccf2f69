//! Who has not sent what is due: by lead, with address and ready words of the procedure's pack.

use super::App;
use super::error::{Error, Result};
use super::inbox::{InboxLine, Step, StepState};
use super::view::{DueLine, DueStatus};
use crate::exchange::eml::{Letter as Mail, eml, is_address};
use crate::model::day::Day;
use crate::model::id::FormId;
use crate::model::known::Known;
use crate::model::moment::Moment;
use crate::pack::condition::{Scope, World, same_person};
use crate::pack::load_policy::bind_policy;
use crate::pack::{Letter, Pack};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A letter to one lead about everything they have not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// The lead's name; empty: the partnerships have none.
    pub to: String,
    /// Their address; empty: none is known that can be used.
    pub email: String,
    /// When they left, if they have: then it is of no use to write to them.
    pub left: Option<Day>,
    /// What is due, soonest first.
    pub due: Vec<DueLine>,
    /// The letter's subject.
    pub subject: String,
    /// Its text.
    pub body: String,
}

impl Reminder {
    /// Is there an address, and is the person still there?
    pub fn can_be_sent(&self) -> bool {
        !self.email.is_empty() && self.left.is_none()
    }
}

/// A file to be saved: its name and bytes.
pub type MailFile = (String, Vec<u8>);

impl App {
    /// Returns the letters to be sent: one to each lead who has not sent what is overdue or due soon. What came in
    /// and waits here for its receipt is left out; partnerships without a lead come last.
    ///
    /// # Errors
    ///
    /// The procedure has no such letter, or the records cannot be read.
    pub fn reminders(&mut self, today: Day) -> Result<Vec<Reminder>> {
        let pack = self.pack();
        let letter = pack.letters.first().ok_or_else(|| {
            Error::user("This procedure has no letter to remind people with", "Add one to pack.toml: [[letter]]")
        })?;
        let asked = |line: &DueLine| {
            line.status != DueStatus::Open && line.form.as_ref().is_some_and(|form| letter.forms.contains(form))
        };
        let mut known: BTreeMap<String, (String, String)> = BTreeMap::new();
        let mut found: Vec<Reminder> = Vec::new();
        let here = self.waiting_here()?;
        for line in self.due(None, today)?.into_iter().filter(asked) {
            if line.form.as_ref().is_some_and(|form| here.contains(&(line.reference.clone(), form.clone()))) {
                continue;
            }
            if !known.contains_key(&line.reference) {
                let partnership = self.store.partnership_by_ref(&line.reference)?;
                let lead = self.lead_of(&partnership)?.unwrap_or_default();
                let email = lead.fields.get("email").map(|email| email.trim().to_owned());
                let email = email.filter(|email| is_address(email)).unwrap_or_default();
                known.insert(line.reference.clone(), (lead.name().to_owned(), email));
            }
            let (name, email) = known.get(&line.reference).cloned().unwrap_or_default();
            let same = |one: &&mut Reminder| {
                if one.to.is_empty() || name.is_empty() { one.to == name } else { same_person(&one.to, &name) }
            };
            match found.iter_mut().find(same) {
                Some(one) => {
                    if one.email.is_empty() {
                        one.email = email;
                    }
                    one.due.push(line);
                }
                None => found.push(Reminder {
                    to: name,
                    email,
                    left: None,
                    due: vec![line],
                    subject: String::new(),
                    body: String::new(),
                }),
            }
        }
        let left = self.people_who_left()?;
        for one in &mut found {
            one.left = left.iter().find(|gone| same_person(&gone.name, &one.to)).map(|gone| gone.on);
            (one.subject, one.body) = self.words_of(&pack, letter, one, today)?;
        }
        found.sort_by_key(|one| (one.to.is_empty(), one.to.to_lowercase()));
        Ok(found)
    }

    /// Returns the forms that came in and wait for their receipt, each with its partnership's reference.
    fn waiting_here(&self) -> Result<BTreeSet<(String, FormId)>> {
        let open = |line: &InboxLine| line.step(Step::Received).is_some_and(|step| step.state == StepState::Open);
        let lines = self.inbox(false)?.into_iter().filter(open);
        Ok(lines.map(|line| (line.reference, line.form)).collect())
    }

    fn words_of(&self, pack: &Pack, letter: &Letter, to: &Reminder, today: Day) -> Result<(String, String)> {
        let mut scope = Scope::new(&Arc::new(World { today: Some(today), ..World::default() }));
        bind_policy(&mut scope, &pack.policy);
        let text = |text: &str| Known::Text(text.to_owned());
        scope.bind("today", &text(&today.iso()));
        let lines: Vec<String> = to.due.iter().map(|due| line_of(letter, due, &scope)).collect();
        let me = self.me()?.unwrap_or_default();
        let named = if to.to.is_empty() { "colleague" } else { &to.to };
        for (name, value) in [
            ("to", named),
            ("from", &me.signature()),
            ("post", &me.post),
            ("place", &me.place),
            ("lines", &lines.join("\n")),
        ] {
            scope.bind(&format!("letter.{name}"), &text(value));
        }
        scope.bind("letter.count", &Known::Int(i64::try_from(lines.len()).unwrap_or(i64::MAX)));
        let body = letter.body.write_always(&scope);
        // Where the person at the desk gave no post, its line would be empty.
        let body = body.replace("\n\n\n", "\n\n").trim().to_owned();
        Ok((letter.subject.write_always(&scope), body))
    }

    /// Returns a reminder as a file that mail programs open as a draft.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn mail(&self, reminder: &Reminder, now: &Moment) -> Result<MailFile> {
        let from = self.me()?.map(|me| (me.name, me.email)).filter(|(_, email)| is_address(email));
        let mail = Mail {
            from,
            to: (reminder.to.clone(), reminder.email.clone()),
            subject: reminder.subject.clone(),
            body: reminder.body.clone(),
        };
        Ok((format!("{}.eml", file_name(&reminder.to)), eml(&mail, now)))
    }
}

fn line_of(letter: &Letter, due: &DueLine, scope: &Scope<'_>) -> String {
    let mut inner = scope.inner();
    let status = if due.status == DueStatus::Overdue { "overdue since" } else { "due by" };
    for (name, text) in [
        ("name", due.name.as_str()),
        ("reference", &due.reference),
        ("title", &due.title),
        ("status", status),
        ("on", &due.on.iso()),
    ] {
        inner.bind(&format!("due.{name}"), &Known::Text(text.to_owned()));
    }
    letter.line.write_always(&inner)
}

/// Makes the name of a file of a person's name.
fn file_name(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let plain = plain.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    if plain.is_empty() { "no-lead".to_owned() } else { plain }
}
