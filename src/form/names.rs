//! What the names of a form's expressions stand for: the surroundings first, the draft over them.

use crate::form::reading::{Signed, Surroundings};
use crate::model::answer::Answer;
use crate::model::day::Day;
use crate::model::fact::Facts;
use crate::model::id::QuestionId;
use crate::model::known::{Known, names_of};
use crate::pack::Pack;
use crate::pack::condition::{Scope, World};
use crate::pack::load_policy::bind_policy;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Makes the scope of everything around a draft.
pub fn around(pack: &Pack, around: &Surroundings) -> Scope<'static> {
    let bands = pack.policy.bands.iter().map(|band| (band.end, band.end_inside)).collect();
    let world = World { labels: Arc::clone(&pack.labels), bands, today: Some(around.today), ..around.world.clone() };
    let mut scope = Scope::new(&Arc::new(world));
    bind_policy(&mut scope, &pack.policy);
    scope.bind("body", &Known::Text(pack.body.clone()));
    scope.bind("short", &Known::Text(pack.short.clone()));
    scope.bind("register_copy", &Known::Text(around.world.copy_of.map_or(String::new(), against)));
    scope.bind("today", &Known::Text(around.today.iso()));
    for list in pack.lists.values() {
        let row = |(code, label): (&str, &str)| {
            let cells = [("id", code), ("code", code), ("label", label)];
            Known::Row(cells.into_iter().map(|(name, text)| (name.to_owned(), Known::Text(text.to_owned()))).collect())
        };
        let rows = list.choices.iter().map(|choice| row((&choice.code, &choice.label))).collect();
        scope.bind(&format!("list.{}", list.id), &Known::List(rows));
    }
    if let Some(me) = &around.me {
        bind(&mut scope, "me", &Answer::Person(me.clone()));
    }
    for (column, answer) in &around.register {
        bind(&mut scope, column, answer);
        bind(&mut scope, &format!("register.{column}"), answer);
    }
    for (question, answer) in &around.others {
        bind(&mut scope, question.as_str(), answer);
    }
    for (question, answer) in &around.last {
        bind(&mut scope, &format!("last.{question}"), answer);
    }
    for (id, done) in &around.done {
        scope.bind(&format!("done.{id}"), &Known::Bool(*done));
    }
    bind_signed(&mut scope, &around.signed);
    scope
}

/// Says which register copy was looked into as well: it stands behind what a check says.
pub fn against(day: Day) -> String {
    format!(" (against the register copy of {day})")
}

/// Lets signature questions stand for who signed, when and by which minute.
pub fn bind_signed(scope: &mut Scope<'_>, signed: &BTreeMap<QuestionId, Signed>) {
    for (question, signed) in signed {
        scope.bind(question.as_str(), &Known::Text(signed.name.clone()));
        scope.bind(&format!("{question}.name"), &Known::Text(signed.name.clone()));
        scope.bind(&format!("{question}.on"), &Known::Text(signed.on.iso()));
        if !signed.reference.is_empty() {
            scope.bind(&format!("{question}.reference"), &Known::Text(signed.reference.clone()));
        }
    }
}

/// Lets a name and its dotted names stand for an answer.
pub fn bind(scope: &mut Scope<'_>, name: &str, answer: &Answer) {
    let (value, dotted) = names_of(answer);
    if let Some(value) = value {
        scope.bind(name, &value);
    }
    for (field, value) in dotted {
        scope.bind(&format!("{name}.{field}"), &value);
    }
}

/// Lets facts, or results of rules, stand under their prefix.
pub fn bind_facts(scope: &mut Scope<'_>, prefix: &str, facts: &Facts) {
    for (name, value) in &facts.0 {
        scope.bind(&format!("{prefix}.{name}"), value);
    }
}
