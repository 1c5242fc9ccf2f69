//! What an office notes for itself: steps of what came in, people who left, meetings, hand-overs.
//!
//! Rows are only ever added. Of each kind, subject and aspect the newest counts;
//! an empty body takes back what stood there. None of it travels.

use crate::model::id::PartnershipId;
use crate::model::moment::Moment;
use crate::store::Store;
use crate::store::error::Result;
use crate::store::record::history::{About, Act, append};
use crate::store::record::{all, id, json, moment, run, seal};
use rusqlite::{Connection, Row, params};
use serde_json::Value;

/// What kind of thing is noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ledger {
    /// Steps of a completed part that came in: the subject is its revision, the aspect the step.
    Inbox,
    /// People who left: the subject is the name.
    Left,
    /// Meetings: the subject is an id of its own.
    Meeting,
    /// Hand-overs: the subject is an id of its own, the aspect empty or a partnership.
    HandOver,
    /// Revisions and sign-offs that were handed over to the centre, or came from there: the subject is the id.
    Sent,
    /// Files of the mailbox that this desk wrote or read: the subject is the digits of their content.
    Mailbox,
}

impl Ledger {
    fn code(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Left => "left",
            Self::Meeting => "meeting",
            Self::HandOver => "hand_over",
            Self::Sent => "sent",
            Self::Mailbox => "mailbox",
        }
    }
}

/// Something to be noted.
#[derive(Clone, Debug)]
pub struct Entered {
    /// What it is about.
    pub subject: String,
    /// Which side of it; may be empty.
    pub aspect: String,
    /// What is noted; empty takes back what was.
    pub body: String,
}

/// Something that was noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeNote {
    /// What it is about.
    pub subject: String,
    /// Which side of it; may be empty.
    pub aspect: String,
    /// What is noted; empty: taken back.
    pub body: String,
    /// When.
    pub at: Moment,
    /// Who.
    pub who: String,
}

const GET: &str = "SELECT subject, aspect, body, at, who FROM office o WHERE kind = ?1";
/// No newer row stands in the place of this one, and it was not taken back.
const COUNTS: &str = "body <> '' AND NOT EXISTS (SELECT 1 FROM office n WHERE n.kind = o.kind
    AND n.subject = o.subject AND n.aspect = o.aspect AND n.seq > o.seq)";

impl Store {
    /// Notes things, with one line of history about a partnership or about none.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn enter(
        &mut self,
        kind: Ledger,
        entries: &[Entered],
        partnership: Option<&PartnershipId>,
        act: &Act<'_>,
    ) -> Result<()> {
        let partnership = partnership.map_or("", PartnershipId::as_str);
        self.write(|tx| {
            entries.iter().try_for_each(|entry| insert(tx, kind, entry, act))?;
            append(tx, act, &About { partnership, ..About::default() })
        })
    }

    /// Notes things that need no line of their own in the history, as what they follow from has one.
    ///
    /// # Errors
    ///
    /// As for every change: no room, no right to write, held by another copy.
    pub fn enter_quietly(&mut self, kind: Ledger, entries: &[Entered], act: &Act<'_>) -> Result<()> {
        self.write(|tx| entries.iter().try_for_each(|entry| insert(tx, kind, entry, act)))
    }

    /// Returns what counts of a kind, in the order it was noted.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn entered(&self, kind: Ledger) -> Result<Vec<OfficeNote>> {
        all(&self.connection, &format!("{GET} AND {COUNTS} ORDER BY seq"), [kind.code()], read)
    }

    /// Returns what counts of one subject.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn entered_about(&self, kind: Ledger, subject: &str) -> Result<Vec<OfficeNote>> {
        let sql = format!("{GET} AND subject = ?2 AND {COUNTS} ORDER BY seq");
        all(&self.connection, &sql, [kind.code(), subject], read)
    }

    /// Returns every row of one subject and aspect, oldest first, those taken back too.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn entered_before(&self, kind: Ledger, subject: &str, aspect: &str) -> Result<Vec<OfficeNote>> {
        let sql = format!("{GET} AND subject = ?2 AND aspect = ?3 ORDER BY seq");
        all(&self.connection, &sql, [kind.code(), subject, aspect], read)
    }

    /// Returns the subjects that have one aspect and lack another, in the order they got it.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn entered_but(&self, kind: Ledger, has: &str, lacks: &str) -> Result<Vec<OfficeNote>> {
        let other = COUNTS.replace("o.", "d.").replace("body", "d.body");
        let sql = format!(
            "{GET} AND aspect = ?2 AND {COUNTS} AND NOT EXISTS (SELECT 1 FROM office d WHERE d.kind = o.kind
             AND d.subject = o.subject AND d.aspect = ?3 AND {other}) ORDER BY seq"
        );
        all(&self.connection, &sql, [kind.code(), has, lacks], read)
    }

    /// Returns the partnerships that have a revision or a sign-off which was not handed over yet.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn not_sent(&self) -> Result<Vec<PartnershipId>> {
        let unknown = |id: &str| {
            format!("NOT EXISTS (SELECT 1 FROM office o WHERE o.kind = ?1 AND o.subject = {id} AND o.aspect = '')")
        };
        let sql = format!(
            "SELECT d.partnership AS id FROM document d JOIN revision r ON r.document = d.id WHERE {}
             UNION SELECT d.partnership FROM document d JOIN revision r ON r.document = d.id
             JOIN sign_off s ON s.revision = r.id WHERE {} ORDER BY 1",
            unknown("r.id"),
            unknown("s.id")
        );
        all(&self.connection, &sql, [Ledger::Sent.code()], |row| id(row, "id"))
    }

    /// Returns one column of the register of every partnership that has it filled.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn column_of_all(&self, column: &str) -> Result<Vec<(PartnershipId, Value)>> {
        let sql = "SELECT e.partnership, r.value FROM register_row r JOIN register_entry e ON e.entry = r.entry
                   WHERE r.\"column\" = ?1";
        all(&self.connection, sql, [column], |row| Ok((id(row, "partnership")?, json(row, "value")?)))
    }
}

fn insert(connection: &Connection, kind: Ledger, entry: &Entered, act: &Act<'_>) -> Result<()> {
    let Entered { subject, aspect, body } = entry;
    let (kind, at, who) = (kind.code(), act.at.as_str(), act.who);
    let sealed = seal(&[kind, subject, aspect, body, at, who].map(Some));
    let sql = "INSERT INTO office (kind, subject, aspect, body, at, who, seal) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    run(connection, sql, params![kind, subject, aspect, body, at, who, sealed])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<OfficeNote> {
    Ok(OfficeNote {
        subject: row.get("subject")?,
        aspect: row.get("aspect")?,
        body: row.get("body")?,
        at: moment(row, "at")?,
        who: row.get("who")?,
    })
}
