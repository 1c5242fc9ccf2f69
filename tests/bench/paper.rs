//! A filled form to PDF bytes, its steps apart and together.

use crate::form::nothing_around;
use crate::pack::load_files;
use criterion::Criterion;
use partnership_desk::app::answer_file;
use partnership_desk::form::read::read;
use partnership_desk::form::reading::{Reading, Surroundings};
use partnership_desk::model::entry::Entries;
use partnership_desk::model::id::{Digest, RevisionId, RowId};
use partnership_desk::pack::Pack;
use partnership_desk::pack::form::Form;
use partnership_desk::print::compose::{About, filled};
use partnership_desk::print::document::Document;
use partnership_desk::print::{layout, pdf};
use std::collections::BTreeMap;

/// What the filled review of the demonstration is made of.
pub(crate) struct Review {
    pub(crate) pack: Pack,
    pub(crate) entries: Entries,
    pub(crate) around: Surroundings,
}

impl Review {
    pub(crate) fn new() -> Self {
        let pack = partnership_desk::pack::load(&load_files()).unwrap();
        let demo: toml::Table = toml::from_str(include_str!("../answers/appendix-c-2025.toml")).unwrap();
        let values: BTreeMap<String, serde_json::Value> = demo["answers"].clone().try_into().unwrap();
        let around = nothing_around();
        let form = pack.form(&demo["form"].as_str().unwrap().into()).unwrap();
        let before = read(&pack, form, &Entries::new(), &around);
        let mut count = 0;
        let mut ids = || {
            count += 1;
            RowId::new(format!("row-{count}"))
        };
        let entries = answer_file::entries(form, &values, &before, &mut ids, &mut |path| Ok(path.to_owned())).entries;
        Self { pack, entries, around }
    }

    pub(crate) fn form(&self) -> &Form {
        self.pack.form(&"appendix-c".into()).unwrap()
    }

    pub(crate) fn reading(&self) -> Reading {
        read(&self.pack, self.form(), &self.entries, &self.around)
    }

    pub(crate) fn document(&self, reading: &Reading) -> Document {
        let signed = BTreeMap::new();
        let revision = RevisionId::new(Digest::of(b"a review").as_str());
        let about = About {
            partnership: "Example",
            reference: "P-0001",
            period: "2025/26",
            revision: Some(&revision),
            draft: false,
            made: self.around.today,
            facts: &[],
            parts: &[],
            signed: &signed,
        };
        filled(&self.pack, self.form(), reading, &about)
    }
}

pub(crate) fn write(criterion: &mut Criterion) {
    let review = Review::new();
    let reading = review.reading();
    let document = review.document(&reading);
    let pages = layout::lay_out(&document);
    criterion.bench_function("read the shipped review form", |bencher| bencher.iter(|| review.reading()));
    criterion.bench_function("lay out the filled form", |bencher| bencher.iter(|| layout::lay_out(&document)));
    criterion.bench_function("write its PDF", |bencher| bencher.iter(|| pdf::write(&document, &pages)));
    criterion.bench_function("filled form to PDF bytes", |bencher| {
        bencher.iter(|| {
            let document = review.document(&reading);
            pdf::write(&document, &layout::lay_out(&document))
        });
    });
}
