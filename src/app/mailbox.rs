//! The mailbox: a shared folder through which desks exchange packages.
//!
//! Each desk writes whole files into a folder of its own and never touches another's. A file is named by its
//! content, so that one which is still being copied is known by that, and none is taken in twice.

use super::App;
use super::delivery::Delivery;
use super::error::{Error, Result};
use super::paper::Paper;
use super::take_in::Arrived;
use crate::exchange::read::read;
use crate::model::day::Day;
use crate::model::id::Digest;
use crate::model::moment::Moment;
use crate::store::{Act, Entered, Ledger};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The setting that holds the name of this desk's own folder.
const DESK: &str = "mailbox_desk";
/// Digits of a file's digest in its name.
const DIGITS: usize = 16;
/// The largest file that is read, in bytes.
const MOST: u64 = 200 * 1024 * 1024;
/// How the names of register copies begin; the day they show follows.
const COPY: &str = "register-";

/// What went to and fro.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exchanged {
    /// Names of the files written.
    pub sent: Vec<String>,
    /// Names of the files taken in.
    pub received: Vec<String>,
    /// Names of the files that could not be taken in yet, each with the reason in sentences.
    pub waiting: Vec<(String, String)>,
    /// The references of the partnerships that something was added to.
    pub partnerships: Vec<String>,
    /// What is to be looked at, in sentences.
    pub notes: Vec<String>,
}

/// A file in the mailbox: its path, name, and the digits its content must have.
struct Letter {
    path: PathBuf,
    name: String,
    digits: String,
}

impl App {
    /// Takes in what other desks put into the shared folder, then puts there what was not handed over yet; with
    /// `publish` a copy of the register too.
    ///
    /// # Errors
    ///
    /// The folder is not there or cannot be written, or the records cannot be read or written.
    pub fn sync_mailbox(&mut self, folder: &Path, publish: bool, now: &Moment, today: Day) -> Result<Exchanged> {
        if !folder.is_dir() {
            return Err(Error::user(
                format!("The shared folder {} is not there", folder.display()),
                "Check that its drive is connected, or choose another folder",
            ));
        }
        let mut told = Exchanged::default();
        self.receive_all(folder, &mut told, now, today)?;
        if let Some(Delivery { paper, items }) = self.delivery_for_centre(today)? {
            self.post(folder, &paper, &mut told, now)?;
            self.note_sent(&items, now)?;
        }
        if publish {
            let copy = self.publish_register(now, today)?;
            self.post(folder, &copy, &mut told, now)?;
        }
        Ok(told)
    }

    fn receive_all(&mut self, folder: &Path, told: &mut Exchanged, now: &Moment, today: Day) -> Result<()> {
        let known: BTreeSet<String> =
            self.store.entered(Ledger::Mailbox)?.into_iter().map(|note| note.subject).collect();
        let mut letters = letters(folder).map_err(|error| Error::file("Reading", folder, &error))?;
        letters.retain(|letter| !known.contains(&letter.digits));
        // Of register copies the newest alone counts.
        let newest = letters.iter().map(|letter| letter.name.clone()).filter(|name| name.starts_with(COPY)).max();
        for letter in letters {
            let is_copy = letter.name.starts_with(COPY);
            if is_copy && newest.as_ref() != Some(&letter.name) {
                self.note_letter(&letter.digits, now)?;
                continue;
            }
            match whole(&letter) {
                Ok(bytes) => self.open_letter(letter, bytes, is_copy, told, now, today)?,
                Err(why) => told.waiting.push((letter.name, why)),
            }
        }
        Ok(())
    }

    fn open_letter(
        &mut self,
        letter: Letter,
        bytes: Vec<u8>,
        is_copy: bool,
        told: &mut Exchanged,
        now: &Moment,
        today: Day,
    ) -> Result<()> {
        // What came from there need not go there again.
        let items = read(&bytes).map(|received| received.package.items()).unwrap_or_default();
        let taken = self.take_in(&[Arrived { name: letter.name.clone(), bytes }], false, now, today)?;
        if let Some((name, why)) = taken.refused.into_iter().next() {
            if is_copy {
                // A newer one is here already.
                return self.note_letter(&letter.digits, now);
            }
            told.waiting.push((name, why));
            return Ok(());
        }
        self.note_sent(&items, now)?;
        self.note_letter(&letter.digits, now)?;
        told.received.push(letter.name);
        told.partnerships.extend(taken.partnerships);
        told.notes.extend(taken.notes);
        Ok(())
    }

    /// Writes a file into this desk's own folder, reads it back, and notes it.
    fn post(&mut self, folder: &Path, paper: &Paper, told: &mut Exchanged, now: &Moment) -> Result<()> {
        let digits = digits(&paper.bytes);
        let name = format!("{}-{digits}.pdf", paper.name.trim_end_matches(".pdf"));
        let path = folder.join(self.desk_folder()?).join(&name);
        super::write_whole(&path, &paper.bytes)?;
        let arrived = std::fs::read(&path).map_err(|error| Error::file("Reading", &path, &error))?;
        if arrived != paper.bytes {
            return Err(Error::surroundings(
                format!("{} did not arrive whole in the shared folder", path.display()),
                "Try again; if it happens again, tell who looks after the drive",
            ));
        }
        self.note_letter(&digits, now)?;
        told.sent.push(name);
        Ok(())
    }

    /// Returns the name of this desk's own folder, made once.
    fn desk_folder(&mut self) -> Result<String> {
        if let Some(name) = self.store.setting(DESK)? {
            return Ok(name);
        }
        let name = format!("desk-{}", &crate::store::new_id()?[..DIGITS]);
        self.store.set_setting(DESK, Some(&name))?;
        Ok(name)
    }

    /// Notes that revisions and sign-offs were handed over.
    ///
    /// # Errors
    ///
    /// The records cannot be written.
    pub fn note_sent(&mut self, items: &[String], now: &Moment) -> Result<()> {
        self.note(Ledger::Sent, items, now)
    }

    fn note_letter(&mut self, digits: &str, now: &Moment) -> Result<()> {
        self.note(Ledger::Mailbox, &[digits.to_owned()], now)
    }

    fn note(&mut self, ledger: Ledger, subjects: &[String], now: &Moment) -> Result<()> {
        let who = self.who()?;
        let entry =
            |subject: &String| Entered { subject: subject.clone(), aspect: String::new(), body: "yes".to_owned() };
        let entries: Vec<Entered> = subjects.iter().map(entry).collect();
        Ok(self.store.enter_quietly(ledger, &entries, &Act { who: &who, what: "", at: now })?)
    }
}

fn digits(bytes: &[u8]) -> String {
    Digest::of(bytes).as_str()[..DIGITS].to_owned()
}

/// Finds what desks put into their folders, in the order of names; anything else is left alone.
fn letters(folder: &Path) -> std::io::Result<Vec<Letter>> {
    let mut found = Vec::new();
    for desk in std::fs::read_dir(folder)? {
        let desk = desk?;
        if !(desk.file_type()?.is_dir() && desk.file_name().to_string_lossy().starts_with("desk-")) {
            continue;
        }
        for file in std::fs::read_dir(desk.path())? {
            let file = file?;
            let name = file.file_name().to_string_lossy().into_owned();
            let digits = name.strip_suffix(".pdf").and_then(|name| name.rsplit('-').next()).unwrap_or_default();
            if digits.len() == DIGITS && digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                found.push(Letter { path: file.path(), digits: digits.to_owned(), name });
            }
        }
    }
    found.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    Ok(found)
}

/// Reads a file, if all of it is there; else says why not.
fn whole(letter: &Letter) -> std::result::Result<Vec<u8>, String> {
    let too_large = std::fs::metadata(&letter.path).is_ok_and(|about| about.len() > MOST);
    if too_large {
        return Err("It is larger than 200 MB. Ask for several smaller packages.".to_owned());
    }
    let bytes = std::fs::read(&letter.path).map_err(|error| format!("It cannot be read: {error}. Try again later."))?;
    if digits(&bytes) == letter.digits {
        Ok(bytes)
    } else {
        Err("Not all of it is there yet, or it was changed. Try again later.".to_owned())
    }
}
