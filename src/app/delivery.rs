//! A delivery note: one page that lists what it brings, with the records inside.

use super::App;
use super::around::titled;
use super::error::{Error, Result};
use super::paper::Paper;
use crate::exchange::package::Package;
use crate::exchange::write::note;
use crate::model::day::Day;
use crate::print::compose::{Cover, cover};
use crate::print::document::{Block, Column, Document, Table};
use crate::print::{layout, pdf};
use crate::store::Partnership;

/// A delivery note, and what it brings.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// The PDF.
    pub paper: Paper,
    /// The ids of the revisions and sign-offs inside.
    pub items: Vec<String>,
}

impl App {
    /// Puts everything of some partnerships, or of all, into a PDF that another machine takes in. It brings the
    /// procedure along, so that a machine with another version of it can read the forms.
    ///
    /// # Errors
    ///
    /// There is no such partnership, nothing is completed yet, or the records cannot be read.
    pub fn delivery(&self, references: &[String], today: Day) -> Result<Paper> {
        let chosen: Vec<Partnership> = if references.is_empty() {
            self.store.partnerships()?
        } else {
            references.iter().map(|one| self.store.partnership_by_ref(one)).collect::<std::result::Result<_, _>>()?
        };
        let delivery = self.deliver(chosen, today)?.map(|delivery| delivery.paper);
        delivery.ok_or_else(|| {
            Error::user("Nothing is completed yet, so there is nothing to send", "Complete a form first")
        })
    }

    /// Puts everything of the partnerships of which something was not handed over yet into a PDF; none if nothing is
    /// left. What it holds is to be noted by [`App::note_sent`] once the file is where it should be.
    ///
    /// # Errors
    ///
    /// The records cannot be read.
    pub fn delivery_for_centre(&self, today: Day) -> Result<Option<Delivery>> {
        let ids = self.store.not_sent()?;
        let chosen = ids.iter().map(|id| self.store.partnership(id)).collect::<std::result::Result<_, _>>()?;
        self.deliver(chosen, today)
    }

    fn deliver(&self, chosen: Vec<Partnership>, today: Day) -> Result<Option<Delivery>> {
        let mut package = Package::default();
        let mut rows = Vec::new();
        for one in chosen {
            let own = self.package_of(&one.id, &|_| true)?;
            if !own.revisions.is_empty() {
                rows.extend(self.rows_of(one, &own)?);
                package.join(own);
            }
        }
        if package.revisions.is_empty() {
            return Ok(None);
        }
        for digest in package.revisions.iter().map(|revision| revision.pack_digest.clone()).collect::<Vec<_>>() {
            package.packs.extend(self.store.pack_text(&digest)?);
        }
        super::send::sort(&mut package);
        let document = self.delivery_note(rows, today);
        let pages = pdf::write(&document, &layout::lay_out(&document));
        let paper =
            Paper { name: format!("delivery-{}.pdf", today.iso()), bytes: note(&pages, &package, today), draft: false };
        Ok(Some(Delivery { paper, items: package.items() }))
    }

    /// Returns a row for each form of a partnership: reference, name, form, how many versions.
    fn rows_of(&self, one: Partnership, own: &Package) -> Result<Vec<Vec<String>>> {
        let record = self.record_of(one)?;
        let name = self.name_of(&record)?;
        let row = |document: &crate::store::Document| {
            let title = self.pack.form(&document.form).map_or(document.form.as_str(), |form| form.title.as_str());
            let versions = own.revisions.iter().filter(|revision| revision.document == document.id).count();
            let title = titled(title, &document.period);
            vec![record.partnership.shown(), name.clone(), title, versions.to_string()]
        };
        Ok(own.documents.iter().map(row).collect())
    }

    fn delivery_note(&self, rows: Vec<Vec<String>>, today: Day) -> Document {
        let column = |heading: &str, width, right| Column { heading: heading.to_owned(), width, right };
        let columns = vec![
            column("Reference", 1.0, false),
            column("Partnership", 2.6, false),
            column("Form", 2.6, false),
            column("Versions", 0.7, true),
        ];
        let says = "The records of these forms are inside this PDF. To take them in: open Partnership Desk on the other \
                    computer and drop this file on the window, or choose File, Take in a file. \
                    Nothing that is there already is changed or deleted.";
        let blocks = vec![
            Block::Paragraph(says.to_owned()),
            Block::Table(Table { title: "What is inside".to_owned(), columns, rows, ..Table::default() }),
        ];
        let made = today.to_string();
        let facts = [("Made on", made.as_str())];
        cover(
            &self.pack,
            Cover { title: "Delivery note", notice: "", reference: "", facts: &facts, made: today, blocks },
        )
    }
}
