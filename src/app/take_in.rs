//! Taking in PDFs that another machine made: each wholly or not at all, and only ever adding.

use super::App;
use super::edition::is_procedure;
use super::error::{Error, Kind, Result};
use super::record::Record;
use crate::exchange::copy;
use crate::exchange::package::{File, Package};
use crate::exchange::read::{NotTaken, Received, read};
use crate::model::day::Day;
use crate::model::id::{Digest, DocumentId, RevisionId};
use crate::model::moment::Moment;
use crate::print::pdf::read::NotRead;
use crate::print::pdf::read_fields::filled_form;
use crate::store::{Act, Incoming, IssuedPaper, StoredFile};
use std::collections::BTreeSet;

/// How the history begins a line about a file taken in.
pub(super) const TOOK_IN: &str = "Took in";

/// A file to be taken in: its name, for messages, and its bytes.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// The file's name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Arrived {
    /// May it be the scan of a signed sheet: a picture, or a PDF without a record?
    pub fn may_be_scan(&self) -> bool {
        let starts = |start: &[u8]| self.bytes.starts_with(start);
        let is_picture = [&b"\x89PNG"[..], b"\xff\xd8\xff", b"II*\0", b"MM\0*"].into_iter().any(starts);
        let is_bare = || {
            read(&self.bytes) == Err(NotTaken::NoRecord) && !copy::is_there(&self.bytes) && !is_procedure(&self.bytes)
        };
        is_picture || is_bare() && filled_form(&self.bytes).is_none()
    }
}

/// How files are taken in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Taking {
    /// Is it only said what would happen?
    pub dry_run: bool,
    /// Is an older edition of the procedure taken into use too?
    pub older: bool,
}

/// What became of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// How many versions, papers and signatures, or answers of a form filled in on screen, are new here.
    pub added: usize,
    /// How many were here already.
    pub known: usize,
    /// The files that were refused, each with the reason in a sentence.
    pub refused: Vec<(String, String)>,
    /// The references of the partnerships that something was added to.
    pub partnerships: Vec<String>,
    /// What is to be looked at, in sentences: two versions of a part, a part sent back.
    pub notes: Vec<String>,
    /// What is to be received here, and stands in the inbox now.
    pub inbox: Vec<ToReceive>,
    /// What became of each file.
    pub files: Vec<FileTold>,
}

/// Something that is to be received here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToReceive {
    /// The partnership's reference.
    pub reference: String,
    /// The document.
    pub document: DocumentId,
    /// Form and period in words.
    pub title: String,
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileTold {
    /// Its name.
    pub name: String,
    /// How much of it is new here.
    pub added: usize,
    /// How much was here already.
    pub known: usize,
    /// Why it was refused; empty if it was not.
    pub refused: String,
    /// What is to be done next, in sentences.
    pub next: Vec<String>,
}

impl App {
    /// Takes in files, each by itself; one that is refused holds no other up.
    ///
    /// With `dry_run` it is only said what would happen.
    ///
    /// # Errors
    ///
    /// The records cannot be read or written.
    pub fn take_in(&mut self, files: &[Arrived], dry_run: bool, now: &Moment, today: Day) -> Result<TakenIn> {
        self.take_in_with(files, Taking { dry_run, older: false }, now, today)
    }

    /// The same, with an older edition of the procedure too where that is wanted.
    ///
    /// # Errors
    ///
    /// As for [`App::take_in`].
    pub fn take_in_with(&mut self, files: &[Arrived], how: Taking, now: &Moment, today: Day) -> Result<TakenIn> {
        let mut all = TakenIn::default();
        for file in files {
            match self.take_one(file, how, now, today) {
                Ok(one) => {
                    all.files.push(one.of_file(&file.name));
                    all.join(one);
                }
                Err(error) if error.kind() == Kind::User => {
                    let refused = format!("{}. {}.", error.sentence(), error.hint());
                    let (name, next) = (file.name.clone(), vec![]);
                    all.files.push(FileTold { name, added: 0, known: 0, refused: refused.clone(), next });
                    all.refused.push((file.name.clone(), refused));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(all)
    }

    fn take_one(&mut self, file: &Arrived, how: Taking, now: &Moment, today: Day) -> Result<TakenIn> {
        let dry_run = how.dry_run;
        let received = match read(&file.bytes) {
            Err(NotTaken::NoRecord) if is_procedure(&file.bytes) => {
                return self.take_procedure(&file.bytes, how, now);
            }
            Err(NotTaken::NoRecord) if copy::is_there(&file.bytes) => return self.take_copy(&file.bytes, dry_run, now),
            Err(NotTaken::NoRecord) if filled_form(&file.bytes).is_some() => {
                return self.take_filled(file, dry_run, now, today);
            }
            received => received.map_err(|why| refused(&why))?,
        };
        let incoming = self.incoming(&received, &file.bytes)?;
        if dry_run {
            return self.would_be(&incoming);
        }
        let who = self.who()?;
        let what = format!("{TOOK_IN} {}", file.name);
        let new = self.new_for_inbox(&incoming.revisions)?;
        let taken = self.store.take_in(&incoming, &Act { who: &who, what: &what, at: now })?;
        self.enter_inbox(&new, &file.name, now, today)?;
        let mut told = TakenIn { added: taken.added, known: taken.known, ..TakenIn::default() };
        for id in &taken.touched {
            let record = self.record_of(self.store.partnership(id)?)?;
            self.project(&record, today)?;
            told.notes.extend(self.notes_on(&record));
            told.partnerships.push(record.partnership.reference);
        }
        told.inbox = self.to_receive(&new)?;
        Ok(told)
    }

    /// Takes in a blank form that somebody filled in on screen: its answers go into a draft.
    fn take_filled(&mut self, file: &Arrived, dry_run: bool, now: &Moment, today: Day) -> Result<TakenIn> {
        if dry_run {
            let note = format!("{} is a form filled in on screen: its answers would go into a draft.", file.name);
            return Ok(TakenIn { notes: vec![note], ..TakenIn::default() });
        }
        let filled = self.import_filled(&file.bytes, None, now, today)?;
        let (reference, title, count) = (filled.reference, filled.title, filled.taken.len());
        let came = if count == 1 { "one answer".to_owned() } else { format!("{count} answers") };
        let note = format!("{reference}, {title}: {came} came in, as a draft. Open the form, check it and go on.");
        let notes = [note].into_iter().chain(filled.left).collect();
        Ok(TakenIn { added: count, partnerships: vec![reference], notes, ..TakenIn::default() })
    }

    /// Makes what arrived into what the store takes, with the text of every pack it needs.
    fn incoming(&self, received: &Received, pdf: &[u8]) -> Result<Incoming> {
        let package = received.package.clone();
        let mut packs = package.packs.clone();
        for text in &packs {
            super::packs::from_text(text).map_err(|_why| {
                Error::user(
                    "It was filled in with a procedure that this version of Partnership Desk cannot read",
                    "Install the newest version of Partnership Desk, and take the file in again",
                )
            })?;
        }
        let brought: BTreeSet<Digest> = packs.iter().map(|text| Digest::of(text)).collect();
        let needed: BTreeSet<&Digest> = package.revisions.iter().map(|revision| &revision.pack_digest).collect();
        for digest in needed.into_iter().filter(|digest| !brought.contains(*digest)) {
            packs.push(self.pack_text_for(digest)?);
        }
        let paper = received.paper(pdf);
        let issued = paper.map(|(revision, made, _, bytes)| IssuedPaper {
            digest: Digest::of(bytes),
            revision: revision.clone(),
            made: made.clone(),
        });
        let printed = paper.map(|(_, _, name, bytes)| File {
            name: name.to_owned(),
            mime: "application/pdf".to_owned(),
            bytes: bytes.to_vec(),
        });
        Ok(Incoming { papers: issued.into_iter().collect(), ..incoming_of(package, packs, printed) })
    }

    fn pack_text_for(&self, digest: &Digest) -> Result<Vec<u8>> {
        let here = self.store.pack_text(digest)?;
        let here = here.or_else(|| (*digest == self.pack.digest).then(|| self.pack.text.clone()));
        here.or_else(|| super::packs::built_in_text(digest)).ok_or_else(|| {
            Error::user(
                "It was filled in with another version of the procedure than any that is here",
                "Ask the sender for a package, which brings the procedure along, or install their version of Partnership Desk",
            )
        })
    }

    /// Counts what taking in would add.
    fn would_be(&self, incoming: &Incoming) -> Result<TakenIn> {
        let revisions = incoming.revisions.iter().map(|revision| Digest::new(revision.id().as_str()));
        let papers = incoming.papers.iter().map(|paper| paper.digest.clone());
        let sign_offs = incoming.sign_offs.iter().map(crate::model::signoff::SignOff::id);
        let mut told = TakenIn::default();
        for digest in revisions.chain(papers).chain(sign_offs) {
            if self.store.has(&digest)? {
                told.known += 1;
            } else {
                told.added += 1;
            }
        }
        Ok(told)
    }

    /// Says what is to be looked at in a partnership that something was added to.
    fn notes_on(&self, record: &Record) -> Vec<String> {
        let lines = self.document_lines(record);
        let reference = &record.partnership.reference;
        let two = lines.iter().filter(|line| line.versions > 1).map(|line| {
            format!("{reference}, {}: there are {} versions. Decide which holds.", line.whole_title(), line.versions)
        });
        let back = lines.iter().filter(|line| !line.returned.is_empty());
        let back = back.map(|line| format!("{reference}, {}: sent back. {}", line.whole_title(), line.returned));
        two.chain(back).collect()
    }
}

impl TakenIn {
    /// What became of the one file that this tells of.
    fn of_file(&self, name: &str) -> FileTold {
        let receive = self
            .inbox
            .iter()
            .map(|one| format!("{}, {}: record the date of receipt at the desk.", one.reference, one.title));
        FileTold {
            name: name.to_owned(),
            added: self.added,
            known: self.known,
            refused: String::new(),
            next: self.notes.iter().cloned().chain(receive).collect(),
        }
    }

    fn join(&mut self, one: Self) {
        self.inbox.extend(one.inbox);
        self.added += one.added;
        self.known += one.known;
        for reference in one.partnerships {
            if !self.partnerships.contains(&reference) {
                self.partnerships.push(reference);
            }
        }
        for note in one.notes {
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
    }
}

fn incoming_of(package: Package, packs: Vec<Vec<u8>>, printed: Option<File>) -> Incoming {
    let Package { partnerships, documents, revisions, cards, sign_offs, files, packs: _ } = package;
    let file = |file: File| StoredFile { name: file.name, mime: file.mime, bytes: file.bytes };
    Incoming {
        partnerships,
        documents,
        revisions,
        packs,
        cards,
        files: files.into_iter().chain(printed).map(file).collect(),
        papers: vec![],
        sign_offs,
    }
}

/// Says why a PDF is refused, and what to do.
pub(super) fn refused(why: &NotTaken) -> Error {
    let hint = match why {
        NotTaken::NoRecord | NotTaken::NotRead(NotRead::NotAPdf) => {
            "Take in a PDF that was saved from Partnership Desk"
        }
        NotTaken::NotRead(_) | NotTaken::RecordAltered(_) => "Ask the sender to send the file again",
        NotTaken::PagesAltered => "Ask the sender for the file as Partnership Desk made it",
        NotTaken::Newer => "Install the newest version of Partnership Desk, and take the file in again",
    };
    Error::user(format!("This file is not taken in: {why}"), hint)
}

/// Returns the revision that a PDF says it prints, whether or not it is known here.
pub(super) fn printed_revision(received: &Received) -> Option<&RevisionId> {
    use crate::exchange::package::Carrier;
    match &received.carrier {
        Carrier::Issued { revision, .. } | Carrier::Copy { revision, .. } => Some(revision),
        Carrier::Note { .. } => None,
    }
}
