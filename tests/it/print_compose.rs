//! A form with its answers as a document: what stands where, and what is left to the pen.

use crate::fixture::{about, around};
use partnership_desk::app::answer_file;
use partnership_desk::form::read::read;
use partnership_desk::form::reading::Reading;
use partnership_desk::model::code::Code;
use partnership_desk::model::day::Day;
use partnership_desk::model::entry::{Entries, Entry};
use partnership_desk::model::id::{RevisionId, RowId};
use partnership_desk::pack::{Pack, builtin, load};
use partnership_desk::print::compose::{About, blank, filled};
use partnership_desk::print::document::{Block, Document, Field, Part};
use partnership_desk::print::layout::lay_out;
use partnership_desk::print::layout::pages::Spot;
use std::collections::{BTreeMap, BTreeSet};

/// The shipped pack with its review form, filled in by the first officer.
fn reviewed(more: &[(&str, &str)]) -> (Pack, Reading) {
    let pack = load(&builtin::files(builtin::ids().next().unwrap()).unwrap()).unwrap();
    let around = around(Day::new(2026, 4, 3).unwrap());
    let text = include_str!("../answers/appendix-c-2025.toml");
    let demo: toml::Table = toml::from_str(text).unwrap();
    let values: BTreeMap<String, serde_json::Value> = demo["answers"].clone().try_into().unwrap();
    let form = pack.form(&"appendix-c".into()).unwrap();
    let before = read(&pack, form, &Entries::new(), &around);
    let mut count = 0;
    let mut ids = || {
        count += 1;
        RowId::new(format!("row-{count}"))
    };
    let mut entries = answer_file::entries(form, &values, &before, &mut ids, &mut |path| Ok(path.to_owned())).entries;
    for (id, code) in more {
        entries.insert((*id).into(), Entry::Text((*code).to_owned()));
    }
    let reading = read(&pack, form, &entries, &around);
    (pack, reading)
}

fn compose(pack: &Pack, reading: Option<&Reading>) -> Document {
    let signed = BTreeMap::new();
    let about = about(&signed);
    let form = pack.form(&"appendix-c".into()).unwrap();
    reading.map_or_else(|| blank(pack, form, &about), |reading| filled(pack, form, reading, &about))
}

/// Returns the blocks of the page with that heading which are kept together.
fn kept(document: &Document, title: &str) -> Vec<Block> {
    let found = |blocks: &&Vec<Block>| matches!(&blocks[0], Block::Heading(2, text) if text.ends_with(title));
    let blocks = document.blocks.iter();
    let together = blocks.filter_map(|block| if let Block::Together(blocks) = block { Some(blocks) } else { None });
    together.into_iter().find(found).unwrap().clone()
}

fn fields(blocks: &[Block]) -> Vec<Field> {
    let fields = blocks.iter().filter_map(|block| if let Block::Fields(fields) = block { Some(fields) } else { None });
    fields.flatten().cloned().collect()
}

#[test]
fn a_part_nobody_has_begun_is_printed_for_the_pen_and_stays_with_its_signature() {
    let (pack, reading) = reviewed(&[]);
    let decision = kept(&compose(&pack, Some(&reading)), "Decision on the recommendation");
    assert!(matches!(decision.last(), Some(Block::Signature(signature)) if signature.name.is_empty()));
    let fields = fields(&decision);
    let Part::Options(options, 4) = &fields[0].answer[0] else { panic!("{:?}", fields[0]) };
    assert!(options.len() == 4 && options.iter().all(|option| !option.ticked));
    assert_eq!((fields[0].number.as_str(), fields[1].label.as_str()), ("13.1", "Conditions or reasons"));
    assert!(matches!(&fields[1].answer[..], [Part::Room(room)] if room.lines == 4), "{:?}", fields[1].answer);
}

#[test]
fn a_part_that_is_begun_is_printed_with_its_answers() {
    let (pack, reading) = reviewed(&[("c_decision_risk", "agree")]);
    let decision = kept(&compose(&pack, Some(&reading)), "Decision on the recommendation");
    let fields = fields(&decision);
    let Part::Options(options, 4) = &fields[0].answer[0] else { panic!("{:?}", fields[0]) };
    assert_eq!(
        options.iter().filter(|option| option.ticked).map(|option| &*option.label).collect::<Vec<_>>(),
        ["Agreed"]
    );
    assert_eq!(fields.len(), 1, "reasons that nobody gave are not asked for again");
}

#[test]
fn a_value_that_is_not_known_leaves_its_neighbour_readable() {
    let (pack, mut reading) = reviewed(&[]);
    let ids = ["c_value_next_calc", "c_value_next"].map(Into::into);
    for id in &ids {
        reading.answers.remove(id);
    }
    for asked in reading.pages.iter_mut().flat_map(|page| &mut page.questions).filter(|asked| ids.contains(&asked.id)) {
        asked.entry = None;
    }
    let all = fields(&compose(&pack, Some(&reading)).blocks);
    let value = all.iter().find(|field| field.number == "5.4").unwrap();
    let neighbour = Part::Labelled("Anticipated value from here on".into(), String::new());
    assert_eq!(value.answer, [Part::Text("Not known".into()), neighbour]);
}

#[test]
fn a_paper_carries_a_proof_only_of_a_completed_revision() {
    let (pack, reading) = reviewed(&[]);
    assert_eq!(compose(&pack, Some(&reading)).proof, None);
    let revision = RevisionId::new("3b".repeat(32));
    let signed = BTreeMap::new();
    let form = pack.form(&"appendix-c".into()).unwrap();
    let document = filled(&pack, form, &reading, &About { revision: Some(&revision), ..about(&signed) });
    assert_eq!(document.revision, "3B3B3B3B");
    let code = Code::parse(&document.proof.unwrap().code).unwrap();
    assert!(code.ids().contains(&revision));
}

#[test]
fn a_blank_form_has_places_for_partnership_reference_and_period() {
    let (pack, _) = reviewed(&[]);
    let document = compose(&pack, None);
    let empty = |label: &str| (label.to_owned(), String::new());
    assert_eq!(document.facts, [empty("Partnership"), empty("Reference"), empty("Period")]);
}

#[test]
fn every_question_on_paper_says_where_it_stands() {
    let (pack, reading) = reviewed(&[]);
    for document in [compose(&pack, Some(&reading)), compose(&pack, None)] {
        let pages = lay_out(&document);
        let asked: BTreeSet<&str> = pages.spots.iter().map(|spot| spot.asked.as_str()).collect();
        let form = pack.form(&"appendix-c".into()).unwrap();
        assert!(asked.len() > 30 && asked.iter().all(|id| form.question(&(*id).into()).is_some()), "{asked:?}");
        let outside = |spot: &&Spot| spot.page >= pages.pages.len() || spot.place.y + spot.place.height > 283.0;
        assert_eq!(pages.spots.iter().find(outside), None);
    }
}
