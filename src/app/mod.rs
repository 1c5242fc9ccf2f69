//! What can be done, by a person or a script: the one door for changes.
//!
//! [`App`] holds the store and the pack in force. Changes go through
//! [`App::apply`], each one [`Op`](op::Op) in one transaction; everything shown
//! comes from the queries beside it. The date and the moment are parameters.

mod about;
pub mod answer_file;
mod around;
pub mod batch;
mod beside;
pub mod blank;
mod bundle;
mod change;
pub mod chase;
mod complete;
pub mod copy;
mod delivery;
pub mod demo;
pub mod draft_edition;
mod due;
pub mod edition;
mod entry;
mod error;
pub mod fill;
pub mod filled;
mod filled_merge;
mod filled_values;
pub mod hand_over;
pub mod inbox;
mod inbox_act;
mod known_json;
pub mod large;
pub mod left;
pub mod mailbox;
pub mod meeting;
pub mod near;
mod number;
pub mod op;
mod opened;
mod packs;
pub mod paper;
pub mod place;
pub mod programme;
mod project;
mod query;
mod record;
pub mod register;
pub mod report;
pub mod scan;
mod send;
pub mod sheet;
mod sign;
mod start;
pub mod take_in;
mod tasks;
pub mod turn;
pub mod verify;
pub mod versions;
pub mod view;

pub use delivery::Delivery;
pub use error::{Error, Kind, Result};
pub use packs::{
    check_folder as check_pack_folder, export as export_pack, list as list_packs, read_folder as read_pack_folder,
};
pub use paper::Paper;

use crate::model::id::{Digest, RowId};
use crate::model::moment::Moment;
use crate::pack::Pack;
use crate::store::{Backup, Store, When};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The store and the pack in force.
#[derive(Debug)]
pub struct App {
    store: Store,
    pack: Arc<Pack>,
    /// Packs of earlier revisions, by digest.
    earlier: RefCell<BTreeMap<Digest, Arc<Pack>>>,
    held_by: Option<String>,
    /// What forms may know of the other partnerships; none: not read yet.
    beside: RefCell<Option<beside::Beside>>,
    /// What the office noted, as expressions see it; none: not read yet.
    office: RefCell<Option<left::OfficeNotes>>,
    /// The day and procedure that every entry of the register is worked out for; none: not found out yet.
    fresh_for: Option<String>,
}

impl App {
    /// Opens the data folder, and the pack: of the folder or id given, else of the folder or id named in the
    /// settings, else the usual one. Of an id it is the edition kept with the records, else that of the program.
    ///
    /// # Errors
    ///
    /// The folder cannot be used, the records are damaged or newer, or the pack has mistakes.
    pub fn open(folder: &Path, pack: Option<&str>, now: &Moment) -> Result<Self> {
        let mut opened = Store::open(folder, now)?;
        let set = |name: &str| opened.store.setting(name).map(|value| value.filter(|value| !value.is_empty()));
        // A folder that was moved away must not keep people from their records.
        let folder = set("pack_folder")?.filter(|folder| Path::new(folder).join("pack.toml").is_file());
        let pack = match (pack, folder, set("pack")?) {
            (None, Some(folder), _) => packs::from_folder(Path::new(&folder))?,
            (None, None, id) => packs::here(&opened.store, id.as_deref())?,
            (id, ..) => packs::here(&opened.store, id)?,
        };
        packs::take_up(&mut opened.store, &pack)?;
        let held_by = opened.held_by.map(|holder| holder.sentence());
        Ok(Self { held_by, ..Self::over(opened.store, pack) })
    }

    /// Are there records in a folder?
    pub fn is_at(folder: &Path) -> bool {
        Store::is_at(folder)
    }

    /// Opens a pack without any records: for checking answers and printing blank forms.
    ///
    /// # Errors
    ///
    /// There is no such pack.
    pub fn without_records(pack: Option<&str>) -> Result<Self> {
        let store = Store::in_memory()?;
        Ok(Self::over(store, packs::named(pack)?))
    }

    fn over(store: Store, pack: Arc<Pack>) -> Self {
        Self {
            store,
            pack,
            earlier: RefCell::default(),
            held_by: None,
            beside: RefCell::default(),
            office: RefCell::default(),
            fresh_for: None,
        }
    }

    /// Returns the pack in force.
    pub fn pack(&self) -> Arc<Pack> {
        Arc::clone(&self.pack)
    }

    /// Says who holds the records, if this copy may only read.
    pub fn held_by(&self) -> Option<&str> {
        self.held_by.as_deref()
    }

    /// Returns a setting of this computer.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn setting(&self, name: &str) -> Result<Option<String>> {
        Ok(self.store.setting(name)?)
    }

    /// Makes a backup if one is due: something changed, and the last one is half an hour old.
    ///
    /// # Errors
    ///
    /// The disk is full, or the records are damaged.
    pub fn backup_if_due(&mut self, now: &Moment) -> Result<Option<Backup>> {
        Ok(self.store.backup_if_due(now, When::Working)?)
    }

    /// Makes a backup if anything changed, and closes the records.
    ///
    /// # Errors
    ///
    /// As for [`App::backup_if_due`]; the records are closed all the same.
    pub fn close(self, now: &Moment) -> Result<Option<Backup>> {
        Ok(self.store.close(now)?)
    }

    /// Puts a backup in the place of records that need not be readable any more.
    ///
    /// # Errors
    ///
    /// The backup is damaged, or another copy of the program holds the records.
    pub fn restore(folder: &Path, backup: &Path, now: &Moment) -> Result<()> {
        let act = crate::store::Act { who: "", what: "Restored a backup", at: now };
        let opened = Store::restore(folder, backup, &act)?;
        drop(opened);
        Ok(())
    }

    /// Lists the backups in a data folder, newest first; the records need not be readable.
    ///
    /// # Errors
    ///
    /// The folder cannot be read.
    pub fn backups(folder: &Path) -> Result<Vec<view::BackupLine>> {
        let line = |backup: Backup| view::BackupLine {
            file: backup.path,
            at: backup.made.as_str().to_owned(),
            size: backup.len,
        };
        Ok(Store::list_backups(folder)?.into_iter().map(line).collect())
    }

    /// Returns the pack a revision was made with: the one in force, or an earlier one kept by digest.
    fn pack_of(&self, digest: &Digest) -> Result<Arc<Pack>> {
        if *digest == self.pack.digest {
            return Ok(self.pack());
        }
        if let Some(known) = self.earlier.borrow().get(digest) {
            return Ok(Arc::clone(known));
        }
        let text = self.store.pack_text(digest)?;
        let text = text.ok_or_else(|| Error::bug("The text of an earlier procedure is missing from the records"))?;
        let pack = packs::from_text(&text)?;
        self.earlier.borrow_mut().insert(digest.clone(), Arc::clone(&pack));
        Ok(pack)
    }
}

/// Makes a new id for a row of a table.
///
/// # Errors
///
/// The operating system gives no random numbers.
pub fn new_row_id() -> Result<RowId> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|error| {
        Error::surroundings(format!("The computer gives no random numbers: {error}"), "Start it again")
    })?;
    Ok(RowId::new(crate::model::id::hex(&bytes)))
}

/// Writes a file whole or not at all: under a temporary name first, then renamed.
///
/// # Errors
///
/// The folder cannot be made or written.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    use std::io::Write as _;
    let failed = |error: std::io::Error| Error::file("Writing", path, &error);
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let temporary = path.with_file_name(name);
    let write = || {
        let mut file = std::fs::File::create(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&temporary, path)
    };
    write().map_err(|error| {
        // A half-written file is of no use to anybody; that it cannot be removed either adds nothing.
        std::fs::remove_file(&temporary).ok();
        failed(error)
    })
}
