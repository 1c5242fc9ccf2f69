//! Is everything as it was written? Plain sentences for whoever asks.
//!
//! The database's own check finds 3 % of single flipped bits (measured), so every
//! hash is computed again, and every column that is worked out from a body is
//! compared with it.

use crate::model::id::{CardId, Digest, RevisionId};
use crate::model::revision::{Revision, canonical_json};
use crate::model::signoff::SignOff;
use crate::store::Store;
use crate::store::error::{Result, StoreError};
use crate::store::open::{integrity, upgrade};
use crate::store::record::{history, revision, seal};
use rusqlite::{Connection, Row};
use std::collections::BTreeSet;

/// At most this many sentences of one sort: a broken disk would fill the screen.
const MOST: usize = 20;

type Check = fn(&Connection) -> Result<Vec<String>>;

impl Store {
    /// Checks everything that is kept and says what is wrong; an empty list means that all is well.
    ///
    /// The projections are not checked: the caller projects anew and compares.
    pub fn doctor(&self) -> Vec<String> {
        let checks: [(&str, Check); 10] = [
            ("the file", pages),
            ("the tables", tables),
            ("the revisions", revisions),
            ("the parents", parents),
            ("the sign-offs", sign_offs),
            ("the files", files),
            ("the drafts", drafts),
            ("the seals", seals),
            ("the register copy", copied),
            ("the history", chain),
        ];
        let mut findings = Vec::new();
        for (what, check) in checks {
            match check(&self.connection) {
                Ok(found) => findings.extend(found.into_iter().take(MOST)),
                Err(error) => findings.push(format!("Checking {what} failed: {}", detail(&error))),
            }
        }
        findings
    }
}

fn detail(error: &StoreError) -> String {
    if let StoreError::Damaged { what } = error { what.clone() } else { error.sentence() }
}

fn pages(connection: &Connection) -> Result<Vec<String>> {
    let lines = integrity(connection, "integrity_check")?;
    Ok(lines.into_iter().map(|line| format!("The file is damaged: {line}")).collect())
}

fn tables(connection: &Connection) -> Result<Vec<String>> {
    let changed = upgrade::differences(connection)?;
    let mut findings: Vec<String> =
        changed.into_iter().map(|line| format!("The database was altered from outside: {line}")).collect();
    each(connection, "PRAGMA foreign_key_check", |row| {
        let (table, other): (String, String) = (row.get(0)?, row.get(2)?);
        findings.push(format!("A row of {table} names a {other} that is not here"));
        Ok(())
    })?;
    Ok(findings)
}

fn revisions(connection: &Connection) -> Result<Vec<String>> {
    let sql = "SELECT r.id, r.document, r.part, r.made, r.body, d.partnership, d.form, d.period
               FROM revision r LEFT JOIN document d ON d.id = r.document ORDER BY r.seq";
    let noted = noted(connection)?;
    let mut findings = Vec::new();
    each(connection, sql, |row| {
        let id: String = row.get("id")?;
        let body: Vec<u8> = row.get("body")?;
        let short = RevisionId::new(&*id).short();
        if Digest::of(&body).as_str() != id {
            findings.push(format!("Revision {short} is not what was written: its hash differs"));
            return Ok(());
        }
        match Revision::parse(&body) {
            Err(error) => findings.push(format!("Revision {short} cannot be used: {error}")),
            Ok(found) => {
                if !columns_fit(row, &found)? {
                    findings.push(format!("Revision {short} is filed under the wrong document, part or moment"));
                }
                findings.extend(belongings(connection, &short, &found));
            }
        }
        if !noted.contains(&id) {
            findings.push(format!("Revision {short} came in without a line in the history"));
        }
        Ok(())
    })?;
    Ok(findings)
}

fn columns_fit(row: &Row<'_>, found: &Revision) -> rusqlite::Result<bool> {
    let same = |column: &str, value: &str| {
        Ok::<_, rusqlite::Error>(row.get::<_, Option<String>>(column)?.as_deref() == Some(value))
    };
    Ok(same("document", found.document.as_str())?
        && same("partnership", found.partnership.as_str())?
        && same("form", found.form.as_str())?
        && same("period", &found.period)?
        && same("part", found.part.as_str())?
        && same("made", found.made.as_str())?)
}

/// Checks that the cards, files and the pack a revision names are here and right.
fn belongings(connection: &Connection, short: &str, found: &Revision) -> Vec<String> {
    let mut findings = Vec::new();
    for (card, commitment) in &found.cards {
        match revision::find_card(connection, card) {
            Ok(Some(here)) if &here.commitment() == commitment => {}
            Ok(Some(_)) => findings.push(format!("A person's card named by revision {short} was changed")),
            Ok(None) if is_erased(connection, card) => {}
            Ok(None) => findings.push(format!("A person's card named by revision {short} is missing")),
            Err(error) => findings.push(format!("A person's card named by revision {short}: {}", detail(&error))),
        }
    }
    let named = found.files.iter().map(|file| ("file", &file.sha256)).chain([("pack_text", &found.pack_digest)]);
    for (table, digest) in named {
        if !has(connection, &format!("SELECT 1 FROM {table} WHERE digest = ?1"), digest.as_str()) {
            findings.push(format!("A file or pack named by revision {short} is missing"));
        }
    }
    findings
}

fn parents(connection: &Connection) -> Result<Vec<String>> {
    let (mut said, mut kept) = (BTreeSet::new(), BTreeSet::new());
    each(connection, "SELECT id, body FROM revision", |row| {
        let (id, body): (String, Vec<u8>) = (row.get("id")?, row.get("body")?);
        if let Ok(found) = Revision::parse(&body) {
            said.extend(found.parents.into_iter().map(|parent| (parent.to_string(), id.clone())));
        }
        Ok(())
    })?;
    each(connection, "SELECT parent, revision FROM revision_parent", |row| {
        kept.insert((row.get("parent")?, row.get("revision")?));
        Ok(())
    })?;
    let differ = said.symmetric_difference(&kept);
    let name = |id: &String| RevisionId::new(id.as_str()).short();
    Ok(differ.map(|(_, id)| format!("The versions before revision {} are noted wrongly", name(id))).collect())
}

fn sign_offs(connection: &Connection) -> Result<Vec<String>> {
    let noted = noted(connection)?;
    let mut findings = Vec::new();
    each(connection, "SELECT seq, id, revision, body FROM sign_off ORDER BY seq", |row| {
        let (seq, id, of): (i64, String, String) = (row.get("seq")?, row.get("id")?, row.get("revision")?);
        let body: Vec<u8> = row.get("body")?;
        let fits = serde_json::from_slice::<SignOff>(&body)
            .is_ok_and(|one| one.revision.as_str() == of && canonical_json(&one) == body);
        if !fits || Digest::of(&body).as_str() != id {
            findings.push(format!("Sign-off {seq} is not what was recorded"));
        }
        if !noted.contains(&id) {
            findings.push(format!("Sign-off {seq} came in without a line in the history"));
        }
        Ok(())
    })?;
    Ok(findings)
}

fn files(connection: &Connection) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for (table, name) in [("file", "name"), ("pack_text", "digest")] {
        each(connection, &format!("SELECT digest, {name} AS name, bytes FROM {table}"), |row| {
            let (digest, name): (String, String) = (row.get("digest")?, row.get("name")?);
            let bytes: Vec<u8> = row.get("bytes")?;
            if Digest::of(&bytes).as_str() != digest {
                findings.push(format!("The file {name} is not what was kept: its hash differs"));
            }
            Ok(())
        })?;
    }
    Ok(findings)
}

fn drafts(connection: &Connection) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    each(connection, "SELECT question, entry FROM draft_entry", |row| {
        let (question, entry): (String, String) = (row.get("question")?, row.get("entry")?);
        if serde_json::from_str::<crate::model::entry::Entry>(&entry).is_err() {
            findings.push(format!("What was typed into {question} cannot be read"));
        }
        Ok(())
    })?;
    Ok(findings)
}

fn chain(connection: &Connection) -> Result<Vec<String>> {
    Ok(history::verify(connection)?.into_iter().collect())
}

/// Where rows are sealed: the table, what a person calls it, and the columns in their order.
const SEALED: [(&str, &str, &[&str]); 21] = [
    ("at_desk", "A person at the desk", &["at", "person"]),
    ("setting", "A setting", &["key", "value"]),
    ("office", "A note of the office", &["kind", "subject", "aspect", "body", "at", "who"]),
    ("partnership", "The reference of a partnership", &["id", "ref", "register_no", "created"]),
    ("document", "A document", &["id", "partnership", "form", "period", "created"]),
    ("draft_entry", "Something typed", &["document", "part", "question", "entry"]),
    ("unused_entry", "Something typed and not used", &["document", "part", "question", "entry"]),
    ("draft_step", "A step to undo", &["document", "part", "step", "question", "before", "after", "at"]),
    ("file", "The name of a file", &["digest", "name", "mime"]),
    ("issued_paper", "An issued paper", &["digest", "revision", "made"]),
    ("register_entry", "An entry of the register", &["entry", "beside"]),
    ("register_row", "A cell of the register", &["entry", "column", "value", "text"]),
    ("due_date", "A due date", &["entry", "id", "title", "on_day", "opens"]),
    ("task", "Something to be done", &["entry", "on_day", "body"]),
    ("register_change", "A change of the register", &["entry", "on_day", "column", "before", "after"]),
    ("fact", "A fact", &["partnership", "name", "value"]),
    ("register_import", "An import of a spreadsheet", &["id", "at", "who", "file", "digest"]),
    ("register_import_row", "A row of an import", &["import", "partnership", "line"]),
    ("taken_off", "What was taken off the register", &["partnership", "at"]),
    ("register_copy", "The register copy", &["day", "made", "publisher", "digest", "count"]),
    ("register_copy_row", "A partnership of the register copy", &["partnership", "ref", "body"]),
];

fn seals(connection: &Connection) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for (table, name, columns) in SEALED {
        let mut wrong = 0;
        let texts: Vec<String> = columns.iter().map(|column| format!("CAST(\"{column}\" AS TEXT)")).collect();
        each(connection, &format!("SELECT {}, seal FROM {table}", texts.join(", ")), |row| {
            let values = (0..columns.len()).map(|at| row.get(at)).collect::<rusqlite::Result<Vec<Option<String>>>>()?;
            let sealed = seal(&values.iter().map(Option::as_deref).collect::<Vec<_>>());
            if row.get::<_, String>("seal")? != sealed {
                wrong += 1;
            }
            Ok(())
        })?;
        if wrong > 0 {
            findings.push(format!("{name} is not what was kept (rows found: {wrong})"));
        }
    }
    Ok(findings)
}

/// A register copy has as many partnerships as it says.
fn copied(connection: &Connection) -> Result<Vec<String>> {
    let sql = "SELECT coalesce((SELECT count FROM register_copy), 0) <> (SELECT count(*) FROM register_copy_row)";
    let differs: bool = connection.query_row(sql, [], |row| row.get(0))?;
    Ok(differs
        .then(|| "The register copy lacks partnerships, or has more than came in".to_owned())
        .into_iter()
        .collect())
}

fn noted(connection: &Connection) -> Result<BTreeSet<String>> {
    let mut noted = BTreeSet::new();
    each(connection, "SELECT object FROM history WHERE object <> ''", |row| {
        noted.insert(row.get("object")?);
        Ok(())
    })?;
    Ok(noted)
}

fn is_erased(connection: &Connection, card: &CardId) -> bool {
    has(connection, "SELECT 1 FROM card_erased WHERE id = ?1", card.as_str())
}

fn has(connection: &Connection, sql: &str, id: &str) -> bool {
    connection.prepare_cached(sql).and_then(|mut statement| statement.exists([id])).unwrap_or(false)
}

fn each(connection: &Connection, sql: &str, mut read: impl FnMut(&Row<'_>) -> rusqlite::Result<()>) -> Result<()> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        read(row)?;
    }
    Ok(())
}
