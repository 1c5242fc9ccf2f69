//! Editions of procedures: which is in force, what another would change, bringing one into force, sending it on.

use super::error::{Error, Result};
use super::paper::Paper;
use super::take_in::{TakenIn, Taking, refused};
use super::{App, packs};
use crate::exchange::procedure;
use crate::exchange::read::NotTaken;
use crate::model::day::Day;
use crate::model::id::Digest;
use crate::model::moment::Moment;
use crate::pack::difference::{Difference, difference};
use crate::pack::edit::Edit;
use crate::pack::finding::PackFinding;
use crate::pack::{Files, Pack, builtin, canonical_text, load};
use crate::print::compose::{Cover, cover};
use crate::print::document::{Block, Column, Table};
use crate::print::{layout, pdf};
use crate::store::Act;
use std::sync::Arc;

/// How an edition stands to the one of the same procedure that is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No edition of that procedure is here.
    Other,
    /// Its version is higher.
    Newer,
    /// It is the one that is here.
    Same,
    /// It has the same version, but says something else.
    Alike,
    /// Its version is lower.
    Older,
}

/// A procedure that may come into force.
#[derive(Clone, Debug)]
pub struct Offered {
    /// The procedure, checked.
    pub pack: Arc<Pack>,
    /// Its files.
    pub files: Files,
    /// How it stands to the edition that is here.
    pub standing: Standing,
    /// The version that is here, if one is.
    pub here: Option<i64>,
    /// Is it of another procedure than the one in force?
    pub is_other: bool,
    /// What it changes of the edition that is here.
    pub differences: Vec<Difference>,
}

/// A procedure that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choosable {
    /// The pack's id.
    pub id: String,
    /// Its body and its title.
    pub title: String,
    /// Is an edition of it kept with the records?
    pub is_kept: bool,
    /// Is it part of the program?
    pub is_built_in: bool,
}

/// Is a PDF the file of a procedure, sound or not?
pub fn is_procedure(pdf: &[u8]) -> bool {
    procedure::is_there(pdf)
}

/// The setting with the changes of a procedure that are not in force yet.
fn edits_of(id: &str) -> String {
    format!("edits {id}")
}

impl App {
    /// Checks the files of a procedure, and says what they would change; or every finding.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn offered(&self, files: Files) -> Result<std::result::Result<Offered, Vec<PackFinding>>> {
        let pack = match load(&files) {
            Ok(pack) => Arc::new(pack),
            Err(findings) => return Ok(Err(findings)),
        };
        let is_other = pack.id != self.pack.id;
        let here = if is_other { packs::kept(&self.store, pack.id.as_str())? } else { Some(self.pack()) };
        let standing = match &here {
            None => Standing::Other,
            Some(here) if here.digest == pack.digest => Standing::Same,
            Some(here) => match pack.version.cmp(&here.version) {
                std::cmp::Ordering::Greater => Standing::Newer,
                std::cmp::Ordering::Equal => Standing::Alike,
                std::cmp::Ordering::Less => Standing::Older,
            },
        };
        let differences = here.as_ref().map(|here| difference(here, &pack)).unwrap_or_default();
        Ok(Ok(Offered { files, standing, here: here.map(|here| here.version), is_other, differences, pack }))
    }

    /// Checks the procedure that a PDF brings, and says what it would change.
    ///
    /// # Errors
    ///
    /// The file is not as it was sent, its procedure has mistakes, or the records cannot be read.
    pub fn offered_in(&self, pdf: &[u8]) -> Result<Offered> {
        let (files, digest) = procedure::read(pdf).map_err(|why| refused(&why))?;
        if Digest::of(&canonical_text(&files)) != digest {
            return Err(refused(&NotTaken::RecordAltered("its files are not those that were sent".to_owned())));
        }
        self.offered(files)?.map_err(|findings| {
            let first = findings.first().map(ToString::to_string).unwrap_or_default();
            Error::user(
                format!(
                    "This procedure is not taken in: it has mistakes that this version of the program finds ({first})"
                ),
                "Ask the sender to check it, or install the newest version of Partnership Desk",
            )
        })
    }

    /// Brings an edition into force, and keeps it with the records. Its files need no folder from then on.
    ///
    /// # Errors
    ///
    /// It has mistakes, or the records cannot be written.
    pub fn use_procedure(&mut self, files: &Files, now: &Moment) -> Result<()> {
        let pack = Arc::new(load(files).map_err(|findings| Error::pack(&findings))?);
        self.keep(&pack, true, now)?;
        packs::take_up(&mut self.store, &pack)?;
        self.earlier.borrow_mut().clear();
        self.forget_beside();
        self.pack = pack;
        Ok(())
    }

    /// Keeps an edition; with `in_force` it is the one that the records are opened with.
    fn keep(&mut self, pack: &Pack, in_force: bool, now: &Moment) -> Result<()> {
        let (id, digest) = (pack.id.as_str(), pack.digest.to_string());
        let (edition, edits) = (packs::edition_of(id), edits_of(id));
        // What is part of the program is found there, and follows the program.
        let own = Some(digest.as_str()).filter(|_| !packs::is_built_in(&pack.digest));
        let mut settings = vec![(edition.as_str(), own)];
        if in_force {
            settings.extend([("pack", Some(id)), ("pack_folder", None), (edits.as_str(), None)]);
        }
        let who = self.who()?;
        let what = format!(
            "Took the procedure “{}”, version {}, {}",
            pack.title,
            pack.version,
            if in_force { "into use" } else { "in" }
        );
        self.store.keep_pack(&pack.text, &settings, &Act { who: &who, what: &what, at: now })?;
        Ok(())
    }

    /// Takes in the file of a procedure: a newer edition of the one in force comes into force, another procedure can
    /// be chosen from then on. An older edition only with `older`.
    pub(super) fn take_procedure(&mut self, pdf: &[u8], how: Taking, now: &Moment) -> Result<TakenIn> {
        let Taking { dry_run, older } = how;
        let offered = self.offered_in(pdf)?;
        let (title, version) = (&offered.pack.title, offered.pack.version);
        let here = offered.here.unwrap_or_default();
        let why = match offered.standing {
            Standing::Same => return Ok(TakenIn { known: 1, ..TakenIn::default() }),
            Standing::Older => Some(format!("version {here}, which is here, is newer")),
            Standing::Alike => Some(format!("what is here has version {here} too, and says something else")),
            Standing::Other | Standing::Newer => None,
        };
        if let Some(why) = why.filter(|_| !older) {
            return Err(Error::user(
                format!("Version {version} of “{title}” is not taken in: {why}"),
                "Ask for the newest version. To use this one all the same, drop it on the window alone, or import it with --older",
            ));
        }
        let note = match (offered.is_other, dry_run) {
            (false, false) => format!("“{title}”, version {version}, is the procedure in use now."),
            (false, true) => format!("“{title}”, version {version}, would be the procedure in use."),
            (true, false) => format!("“{title}”, version {version}, can be chosen as the procedure now."),
            (true, true) => format!("“{title}”, version {version}, could be chosen as the procedure."),
        };
        if !dry_run && offered.is_other {
            self.keep(&offered.pack, false, now)?;
        } else if !dry_run {
            self.use_procedure(&offered.files, now)?;
        }
        let notes = [note].into_iter().chain(offered.differences.iter().map(Difference::sentence)).collect();
        Ok(TakenIn { added: 1, notes, ..TakenIn::default() })
    }

    /// Puts the procedure in force into a PDF that other machines take in.
    ///
    /// # Errors
    ///
    /// Its text cannot be read, which is a fault of the program.
    pub fn publish_procedure(&self, now: &Moment, today: Day) -> Result<Paper> {
        let pack = &self.pack;
        let says = "This procedure is inside this PDF, with all its forms and figures. To use it: open Partnership Desk \
                    on the other computer and drop this file on the window, or choose File, Take in a file. It is shown \
                    first what it changes. Forms that are completed stay as they are.";
        let column = |heading: &str, width, right| Column { heading: heading.to_owned(), width, right };
        let rows = pack.forms.iter().map(|form| vec![form.title.clone(), form.version.to_string()]).collect();
        let columns = vec![column("Form", 5.0, false), column("Version", 1.0, true)];
        let blocks = vec![
            Block::Paragraph(says.to_owned()),
            Block::Table(Table { title: "Its forms".to_owned(), columns, rows, ..Table::default() }),
        ];
        let (version, made) = (pack.version.to_string(), today.to_string());
        let facts = [
            ("Procedure", pack.title.as_str()),
            ("Version", &version),
            ("Source", &pack.procedure),
            ("Made on", &made),
        ];
        let facts: Vec<(&str, &str)> = facts.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        let title = "Procedure for stations";
        let note = cover(pack, Cover { title, notice: "", reference: "", facts: &facts, made: today, blocks });
        let pages = pdf::write(&note, &layout::lay_out(&note));
        let bytes = procedure::write(&pages, &self.pack_files()?, &pack.digest, now);
        Ok(Paper { name: format!("procedure-{}-{version}.pdf", pack.id), bytes, draft: false })
    }

    /// Lists the procedures that can be chosen: those of the program, and those kept with the records.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn procedures(&self) -> Result<Vec<Choosable>> {
        let mut all: Vec<Choosable> = builtin::titles()
            .iter()
            .map(|(id, title)| Choosable {
                id: (*id).to_owned(),
                title: title.clone(),
                is_kept: false,
                is_built_in: true,
            })
            .collect();
        for (key, _) in self.store.settings()? {
            let Some(id) = packs::id_of_edition(&key) else { continue };
            if let Some(known) = all.iter_mut().find(|known| known.id == id) {
                known.is_kept = true;
            } else if let Some(pack) = packs::kept(&self.store, id)? {
                let title = format!("{}: {}", pack.body, pack.title);
                all.push(Choosable { id: id.to_owned(), title, is_kept: true, is_built_in: false });
            }
        }
        Ok(all)
    }

    /// Goes back to the edition of the procedure in force that is part of the program.
    ///
    /// # Errors
    ///
    /// The procedure is not part of the program, or the records cannot be written.
    pub fn use_built_in(&mut self, now: &Moment) -> Result<()> {
        let files = builtin::files(self.pack.id.as_str())
            .ok_or_else(|| Error::user("This procedure is not part of the program", "Choose another procedure"))?;
        self.use_procedure(&files, now)
    }

    /// Returns the changes of the procedure in force that were begun and are not in force yet.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn edits(&self) -> Result<Vec<Edit>> {
        let kept = self.store.setting(&edits_of(self.pack.id.as_str()))?.unwrap_or_default();
        // What a later version of the program wrote otherwise is begun anew.
        Ok(serde_json::from_str(&kept).unwrap_or_default())
    }

    /// Keeps the changes of the procedure in force that are not in force yet.
    pub(super) fn keep_edits(&mut self, edits: &[Edit]) -> Result<()> {
        let text = serde_json::to_string(edits).map_err(|why| Error::bug(format!("Changes cannot be kept: {why}")))?;
        let value = Some(text.as_str()).filter(|_| !edits.is_empty());
        Ok(self.store.set_setting(&edits_of(self.pack.id.as_str()), value)?)
    }
}
