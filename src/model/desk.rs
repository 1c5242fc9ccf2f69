//! The person at the desk: what people say of themselves, which is no authentication.

use crate::model::answer::Person;
use crate::model::moment::Moment;
use serde::{Deserialize, Serialize};

/// What the person at the desk says of themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskPerson {
    /// Their name.
    pub name: String,
    /// Their post; may be empty.
    pub post: String,
    /// Their station or department; may be empty.
    pub place: String,
    /// Their e-mail address; may be empty.
    pub email: String,
    /// Their telephone number; may be empty.
    pub phone: String,
    /// The roles of the pack that they hold, by id.
    pub roles: Vec<String>,
    /// For whom they act, if they stand in for somebody; may be empty.
    pub acting_for: String,
}

/// Who sat at the desk from when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sitting {
    /// From when.
    pub since: Moment,
    /// Who.
    pub person: DeskPerson,
}

impl DeskPerson {
    /// Returns the person as an answer of kind `person`; `None` without a name.
    pub fn person(&self) -> Option<Person> {
        let fields = [
            ("name", &self.name),
            ("post", &self.post),
            ("place", &self.place),
            ("email", &self.email),
            ("phone", &self.phone),
        ];
        let given = fields.into_iter().filter(|(_, text)| !text.is_empty());
        let fields = given.map(|(field, text)| (field.to_owned(), text.clone())).collect();
        (!self.name.is_empty()).then_some(Person { fields })
    }

    /// Returns the same without spaces around what was typed.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        let trim = |text: &String| text.trim().to_owned();
        Self {
            name: trim(&self.name),
            post: trim(&self.post),
            place: trim(&self.place),
            email: trim(&self.email),
            phone: trim(&self.phone),
            roles: self.roles.clone(),
            acting_for: trim(&self.acting_for),
        }
    }

    /// Do they say that they hold a role?
    pub fn holds(&self, role: &str) -> bool {
        self.roles.iter().any(|held| held == role)
    }

    /// Returns the name as the history has it: with whom they act for.
    pub fn signature(&self) -> String {
        if self.acting_for.is_empty() { self.name.clone() } else { format!("{} for {}", self.name, self.acting_for) }
    }
}
