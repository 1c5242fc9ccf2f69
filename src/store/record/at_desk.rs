//! Who sat at the desk, and from when.

use crate::model::desk::{DeskPerson, Sitting};
use crate::model::moment::Moment;
use crate::store::Store;
use crate::store::error::Result;
use crate::store::record::{all, json, moment, run, seal, to_json};

impl Store {
    /// Notes who sits at the desk from now on; the same person again is not noted twice.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn sit_down(&mut self, person: &DeskPerson, at: &Moment) -> Result<()> {
        if self.sittings()?.last().is_some_and(|last| last.person == *person) {
            return Ok(());
        }
        self.write(|tx| {
            let person = to_json(person);
            let sealed = seal(&[at.as_str(), &person].map(Some));
            run(tx, "INSERT INTO at_desk (at, person, seal) VALUES (?1, ?2, ?3)", [at.as_str(), &person, &sealed])?;
            Ok(())
        })
    }

    /// Returns who sat at the desk, oldest first; the last sits there now.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn sittings(&self) -> Result<Vec<Sitting>> {
        all(&self.connection, "SELECT at, person FROM at_desk ORDER BY seq", [], |row| {
            Ok(Sitting { since: moment(row, "at")?, person: json(row, "person")? })
        })
    }
}
