//! Partnerships: the things the register lists, and their two references.

use crate::model::id::{PackId, PartnershipId};
use crate::model::moment::Moment;
use crate::model::partnership::Partnership;
use crate::store::Store;
use crate::store::error::{Result, StoreError};
use crate::store::random::new_id;
use crate::store::record::history::{About, Act, append};
use crate::store::record::{all, exists, first, id, moment, none, run, seal};
use rusqlite::{Connection, Row, params};

const GET: &str = "SELECT id, ref, register_no, created FROM partnership";

/// Was the partnership not taken off the register?
const ON_REGISTER: &str = "id NOT IN (SELECT partnership FROM taken_off)";

impl Store {
    /// Starts a partnership under a reference that is not in use yet.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] if the reference is in use, in capitals or not.
    pub fn create_partnership(&mut self, reference: &str, act: &Act<'_>) -> Result<PartnershipId> {
        let made = Self::new_partnership(reference.to_owned(), act.at)?;
        self.write(|tx| {
            refuse_taken(tx, reference)?;
            insert(tx, &made)?;
            append(tx, act, &About { partnership: made.id.as_str(), ..About::default() })
        })?;
        Ok(made.id)
    }

    /// Returns all partnerships on the register, in order of their references.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn partnerships(&self) -> Result<Vec<Partnership>> {
        all(&self.connection, &format!("{GET} WHERE {ON_REGISTER} ORDER BY ref"), [], read)
    }

    /// Returns the partnerships on the register that have forms of other packs only, in order of their references.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn partnerships_elsewhere(&self, pack: &PackId) -> Result<Vec<Partnership>> {
        let elsewhere = "EXISTS (SELECT 1 FROM document d WHERE d.partnership = partnership.id)
            AND NOT EXISTS (SELECT 1 FROM document d WHERE d.partnership = partnership.id AND d.pack = ?1)";
        let sql = format!("{GET} WHERE {ON_REGISTER} AND {elsewhere} ORDER BY ref");
        all(&self.connection, &sql, [pack.as_str()], read)
    }

    /// Returns one partnership.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] if there is none with this id.
    pub fn partnership(&self, id: &PartnershipId) -> Result<Partnership> {
        find(&self.connection, id)?.ok_or_else(|| none(format!("partnership {id}")))
    }

    /// Finds a partnership on the register by its reference or its register number, in capitals or not.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] if neither is known.
    pub fn partnership_by_ref(&self, text: &str) -> Result<Partnership> {
        self.by_ref(text, &format!("AND {ON_REGISTER}"))
    }

    /// Finds a partnership as [`Store::partnership_by_ref`] does, even if it was taken off the register.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] if neither is known.
    pub fn partnership_ever(&self, text: &str) -> Result<Partnership> {
        self.by_ref(text, "")
    }

    fn by_ref(&self, text: &str, and: &str) -> Result<Partnership> {
        let sql = format!("{GET} WHERE (ref = ?1 OR register_no = ?1) {and} ORDER BY ref = ?1 DESC");
        first(&self.connection, &sql, [text.trim()], read)?.ok_or_else(|| none(format!("partnership {text}")))
    }

    /// Returns the next free reference with a prefix: "WK" gives `WK-0008` after `WK-0007`.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn next_reference(&self, prefix: &str) -> Result<String> {
        Ok(self.next_references(prefix, 1)?.swap_remove(0))
    }

    /// Returns as many free references with a prefix, in a row.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn next_references(&self, prefix: &str, count: usize) -> Result<Vec<String>> {
        let start = format!("{prefix}-");
        let refs = all(&self.connection, "SELECT ref FROM partnership", [], |row| row.get::<_, String>("ref"))?;
        let last = refs.iter().filter_map(|text| number_after(text, &start)).max().unwrap_or(0);
        Ok((last + 1..).take(count).map(|number| format!("{start}{number:04}")).collect())
    }

    /// Makes a partnership that is not kept yet.
    ///
    /// # Errors
    ///
    /// [`StoreError::Io`] if the operating system has no random numbers to give.
    pub fn new_partnership(reference: String, now: &Moment) -> Result<Partnership> {
        Ok(Partnership { id: new_id()?.into(), reference, register_no: None, created: now.clone() })
    }

    /// Returns the next free register number with a prefix, as for references.
    ///
    /// # Errors
    ///
    /// Fails only if the database cannot be read.
    pub fn next_register_no(&self, prefix: &str) -> Result<String> {
        let start = format!("{prefix}-");
        let sql = "SELECT ref AS used FROM partnership UNION ALL SELECT register_no FROM partnership
                   WHERE register_no IS NOT NULL";
        let used = all(&self.connection, sql, [], |row| row.get::<_, String>("used"))?;
        let last = used.iter().filter_map(|text| number_after(text, &start)).max().unwrap_or(0);
        Ok(format!("{start}{:04}", last + 1))
    }

    /// Gives a partnership the number of the Corporate Risk Registry, or takes it away.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] if another partnership has it, [`StoreError::NotFound`] if there is no such one.
    pub fn set_register_no(&mut self, id: &PartnershipId, number: Option<&str>, act: &Act<'_>) -> Result<()> {
        self.write(|tx| {
            let used = "SELECT 1 FROM partnership WHERE (register_no = ?1 OR ref = ?1) AND id <> ?2";
            if let Some(number) = number
                && exists(tx, used, [number, id.as_str()])?
            {
                return Err(StoreError::Taken(number.to_owned()));
            }
            let mut one = find(tx, id)?.ok_or_else(|| none(format!("partnership {id}")))?;
            one.register_no = number.map(str::to_owned);
            self::number(tx, &one)?;
            append(tx, act, &About { partnership: id.as_str(), ..About::default() })
        })
    }
}

/// Adds a partnership as it is.
pub(crate) fn insert(connection: &Connection, made: &Partnership) -> Result<()> {
    run(
        connection,
        "INSERT INTO partnership (id, ref, register_no, created, seal) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![made.id.as_str(), made.reference, made.register_no, made.created.as_str(), made.seal()],
    )?;
    Ok(())
}

/// Keeps the register number that a partnership now has.
pub(crate) fn number(connection: &Connection, one: &Partnership) -> Result<()> {
    let sql = "UPDATE partnership SET register_no = ?1, seal = ?2 WHERE id = ?3";
    run(connection, sql, params![one.register_no, one.seal(), one.id.as_str()])?;
    Ok(())
}

/// Looks a partnership up.
pub(crate) fn find(connection: &Connection, id: &PartnershipId) -> Result<Option<Partnership>> {
    first(connection, &format!("{GET} WHERE id = ?1"), [id.as_str()], read)
}

impl Partnership {
    fn seal(&self) -> String {
        let register_no = self.register_no.as_deref();
        seal(&[Some(self.id.as_str()), Some(&self.reference), register_no, Some(self.created.as_str())])
    }
}

/// Is this text a reference or register number already?
pub(crate) fn is_taken(connection: &Connection, text: &str) -> Result<bool> {
    exists(connection, "SELECT 1 FROM partnership WHERE ref = ?1 OR register_no = ?1", [text])
}

pub(crate) fn refuse_taken(connection: &Connection, reference: &str) -> Result<()> {
    if is_taken(connection, reference)? { Err(StoreError::Taken(reference.to_owned())) } else { Ok(()) }
}

fn number_after(text: &str, start: &str) -> Option<u64> {
    let head = text.get(..start.len())?;
    if head.eq_ignore_ascii_case(start) { text[start.len()..].parse().ok() } else { None }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Partnership> {
    Ok(Partnership {
        id: id(row, "id")?,
        reference: row.get("ref")?,
        register_no: row.get("register_no")?,
        created: moment(row, "created")?,
    })
}
