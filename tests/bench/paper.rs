//! A filled form to PDF bytes, its steps apart and together.

use crate::form::nothing_around;
use crate::pack::load_files;
use criterion::Criterion;
use partnership_desk::app::answer_file;
use partnership_desk::form::read::read;
use partnership_desk::model::entry::Entries;
use partnership_desk::model::id::{Digest, RevisionId, RowId};
use partnership_desk::print::compose::{About, filled};
use partnership_desk::print::{layout, pdf};
use std::collections::BTreeMap;

pub(crate) fn write(criterion: &mut Criterion) {
    let pack = partnership_desk::pack::load(&load_files()).unwrap();
    let text = include_str!("../answers/appendix-c-2025.toml");
    let demo: toml::Table = toml::from_str(text).unwrap();
    let form = pack.form(&demo["form"].as_str().unwrap().into()).unwrap();
    let values: BTreeMap<String, serde_json::Value> = demo["answers"].clone().try_into().unwrap();
    let around = nothing_around();
    let before = read(&pack, form, &Entries::new(), &around);
    let mut count = 0;
    let mut ids = || {
        count += 1;
        RowId::new(format!("row-{count}"))
    };
    let answers = answer_file::entries(form, &values, &before, &mut ids, &mut |path| Ok(path.to_owned()));
    let reading = read(&pack, form, &answers.entries, &around);
    let signed = BTreeMap::new();
    let revision = RevisionId::new(Digest::of(text.as_bytes()).as_str());
    let about = About {
        partnership: "Example",
        reference: "P-0001",
        period: "2025/26",
        revision: Some(&revision),
        draft: false,
        made: around.today,
        facts: &[],
        parts: &[],
        signed: &signed,
    };
    let paper = || {
        let document = filled(&pack, form, &reading, &about);
        pdf::write(&document, &layout::lay_out(&document))
    };
    let document = filled(&pack, form, &reading, &about);
    let pages = layout::lay_out(&document);
    criterion.bench_function("read the shipped review form", |bencher| {
        bencher.iter(|| read(&pack, form, &answers.entries, &around));
    });
    criterion.bench_function("lay out the filled form", |bencher| bencher.iter(|| layout::lay_out(&document)));
    criterion.bench_function("write its PDF", |bencher| bencher.iter(|| pdf::write(&document, &pages)));
    criterion.bench_function("filled form to PDF bytes", |bencher| bencher.iter(paper));
}
