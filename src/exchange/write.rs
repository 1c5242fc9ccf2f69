//! A package put into a PDF.

use super::package::{Carrier, Extent, FORMAT, File, Package, Record, record_name};
use crate::model::day::Day;
use crate::model::id::{Digest, RevisionId};
use crate::model::moment::Moment;
use crate::model::revision::canonical_json;
use crate::print::pdf::attach::{Attachment, attach};

/// Which paper a PDF is.
#[derive(Clone, Debug)]
pub struct Issue {
    /// The revision printed.
    pub revision: RevisionId,
    /// When it was issued.
    pub made: Moment,
    /// The name it was issued under.
    pub name: String,
}

/// Makes the paper that is issued for signing: pages with their record.
pub fn issue(pages: &[u8], issue: Issue, package: &Package) -> Vec<u8> {
    let Issue { revision, made, name } = issue;
    let day = made.day();
    put(pages, Carrier::Issued { revision, made, name, pages: Extent::of(pages) }, package, day)
}

/// Makes a copy of an issued paper that carries what became known since.
pub fn copy(paper: &[u8], issue: Issue, package: &Package) -> Vec<u8> {
    let Issue { revision, made, name } = issue;
    let day = made.day();
    put(paper, Carrier::Copy { revision, made, name, paper: Extent::of(paper) }, package, day)
}

/// Makes a note that brings a package along.
pub fn note(pages: &[u8], package: &Package, made: Day) -> Vec<u8> {
    put(pages, Carrier::Note { pages: Extent::of(pages) }, package, made)
}

fn put(pdf: &[u8], carrier: Carrier, package: &Package, made: Day) -> Vec<u8> {
    let record = Record {
        format: FORMAT,
        carrier,
        partnerships: package.partnerships.clone(),
        documents: package.documents.clone(),
        revisions: package.revisions.clone(),
        cards: package.cards.clone(),
        sign_offs: package.sign_offs.clone(),
        packs: package.packs.iter().map(|text| Digest::of(text)).collect(),
        files: package.files.iter().map(File::named).collect(),
    };
    let bytes = canonical_json(&record);
    let record = Attachment {
        name: record_name(&bytes),
        media_type: "application/json".to_owned(),
        description: "The record of this form, for Partnership Desk".to_owned(),
        bytes,
    };
    let packs = package.packs.iter().map(|text| Attachment {
        name: format!("procedure-{}.json", short(&Digest::of(text))),
        media_type: "application/json".to_owned(),
        description: "The procedure it was filled in with".to_owned(),
        bytes: text.clone(),
    });
    let files = package.files.iter().map(|file| Attachment {
        // Two files of one name lie beside each other.
        name: format!("{}-{}", short(&Digest::of(&file.bytes)), file.name),
        media_type: file.mime.clone(),
        description: file.name.clone(),
        bytes: file.bytes.clone(),
    });
    let all: Vec<Attachment> = std::iter::once(record).chain(packs).chain(files).collect();
    attach(pdf, &all, made)
}

fn short(digest: &Digest) -> &str {
    &digest.as_str()[..8]
}
