//! What goes along inside a PDF: the record of a document, for whoever takes it in.

use super::App;
use super::error::Result;
use super::paper::Issued;
use super::record::{DocumentRecord, Record};
use crate::exchange::package::{File, Package};
use crate::exchange::read::read;
use crate::exchange::write::{self, Issue};
use crate::model::id::{Digest, DocumentId, PartnershipId};
use crate::model::revision::Revision;
use crate::model::signoff::SignOff;
use std::collections::BTreeSet;

impl App {
    /// Returns everything that belongs to a document: all its versions with sign-offs, people and files, and
    /// the forms that began its partnership, so that nobody receives an orphan.
    pub(super) fn package(&self, record: &Record, found: &DocumentRecord) -> Result<Package> {
        let begun =
            |other: &&DocumentRecord| self.pack.starting_forms().any(|(form, _)| form.id == other.document.form);
        let starting = record.documents.iter().filter(begun).map(|other| &other.document.id);
        let ids: BTreeSet<&DocumentId> = starting.chain([&found.document.id]).collect();
        self.package_of(&record.partnership.id, &|id| ids.contains(id))
    }

    /// Returns everything that belongs to some documents of a partnership.
    pub(super) fn package_of(
        &self,
        partnership: &PartnershipId,
        wanted: &dyn Fn(&DocumentId) -> bool,
    ) -> Result<Package> {
        let one = self.store.partnership(partnership)?;
        let mut package = Package { partnerships: vec![one], ..Package::default() };
        for document in self.store.documents(partnership)?.into_iter().filter(|document| wanted(&document.id)) {
            let revisions = self.store.revisions(&document.id)?;
            if revisions.is_empty() {
                continue;
            }
            for stored in revisions {
                self.add_revision(stored.revision, &mut package)?;
            }
            package.documents.push(document);
        }
        sort(&mut package);
        Ok(package)
    }

    fn add_revision(&self, revision: Revision, package: &mut Package) -> Result<()> {
        let ids: Vec<_> = revision.cards.keys().cloned().collect();
        package.cards.extend(self.store.cards(&ids)?);
        let sign_offs: Vec<SignOff> =
            self.store.sign_offs(&revision.id())?.into_iter().map(|stored| stored.sign_off).collect();
        let named = revision.files.iter().map(|file| &file.sha256);
        for digest in named.chain(sign_offs.iter().filter_map(|sign_off| sign_off.scan.as_ref())) {
            // A scan that is kept where it was made did not come along.
            if self.store.has(digest)? {
                let crate::store::StoredFile { name, mime, bytes } = self.store.file(digest)?;
                package.files.push(File { name, mime, bytes });
            }
        }
        package.sign_offs.extend(sign_offs);
        // What every copy of the program brings along need not travel.
        if !super::packs::is_built_in(&revision.pack_digest) {
            package.packs.extend(self.store.pack_text(&revision.pack_digest)?);
        }
        package.revisions.push(revision);
        Ok(())
    }
}

/// Returns an issued paper as it is, or with an update that carries what became known since.
pub(super) fn with_news(issued: Issued, package: &Package) -> Vec<u8> {
    let Issued { paper, name, bytes } = issued;
    let carried = read(&bytes).map(|received| received.package);
    if carried.as_ref() == Ok(package) {
        return bytes;
    }
    write::copy(&bytes, Issue { revision: paper.revision, made: paper.made, name }, package)
}

/// Puts everything in an order that is the same on every machine.
pub(super) fn sort(package: &mut Package) {
    package.documents.sort_by(|a, b| (&a.created, &a.id).cmp(&(&b.created, &b.id)));
    package.revisions.sort_by_cached_key(|revision| (revision.made.clone(), revision.id()));
    package.sign_offs.sort_by_cached_key(|sign_off| (sign_off.recorded.clone(), sign_off.id()));
    package.cards.sort_by(|a, b| a.id.cmp(&b.id));
    package.cards.dedup_by(|a, b| a.id == b.id);
    package.files.sort_by_cached_key(|file| Digest::of(&file.bytes));
    package.files.dedup_by(|a, b| a.bytes == b.bytes);
    package.packs.sort();
    package.packs.dedup();
}
