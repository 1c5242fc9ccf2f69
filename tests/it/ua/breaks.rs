//! Each condition can fail: one thing of a good paper is broken, and its number is named.

use super::papers::{document, every_block, paper};
use super::{breaks_fields, breaks_file, breaks_font, breaks_tree, findings, rules};
use crate::fixture::none;
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, IncrementalDocument, Object, ObjectId, Stream};
use std::collections::BTreeSet;

/// One thing broken: the condition's number, those that fail with it, and how it is broken.
pub(super) struct Break {
    number: &'static str,
    with: &'static [&'static str],
    how: fn(&mut Document),
}

impl Break {
    pub(super) const fn new(number: &'static str, with: &'static [&'static str], how: fn(&mut Document)) -> Self {
        Self { number, with, how }
    }
}

fn good() -> Document {
    let mut good = Document::load_mem(&paper(&document(every_block()))).unwrap();
    breaks_fields::enrich(&mut good);
    good
}

/// Writes a document as it stands.
pub(super) fn saved(file: &mut Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).unwrap();
    bytes
}

fn all_breaks() -> Vec<&'static Break> {
    [breaks_tree::BREAKS, breaks_font::BREAKS, breaks_file::BREAKS, breaks_fields::BREAKS]
        .into_iter()
        .flatten()
        .collect()
}

/// Returns the numbers named in findings.
fn numbers(bytes: &[u8]) -> BTreeSet<String> {
    findings(bytes).iter().map(|line| line.split(' ').next().unwrap().to_owned()).collect()
}

#[test]
fn a_paper_with_a_link_a_field_and_a_file_is_free_of_faults() {
    none(&findings(&saved(&mut good())));
}

#[test]
fn what_is_broken_is_named_and_nothing_else() {
    let mut failures = Vec::new();
    let good = good();
    for broken in all_breaks() {
        let mut file = good.clone();
        (broken.how)(&mut file);
        let found = numbers(&saved(&mut file));
        let expected: BTreeSet<String> =
            broken.with.iter().chain([&broken.number]).map(|number| (*number).to_owned()).collect();
        if found != expected {
            failures.push(format!("{} broken: expected {expected:?}, found {found:?}", broken.number));
        }
    }
    none(&failures);
}

#[test]
fn what_is_broken_in_the_bytes_is_named() {
    let good = saved(&mut good());
    let changed = |how: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = good.clone();
        how(&mut bytes);
        numbers(&bytes).into_iter().collect::<Vec<_>>()
    };
    assert_eq!(changed(&|bytes| bytes[10] = b'a'), ["A3-6.1.2"]);
    assert_eq!(changed(&|bytes| bytes[5] = b'2'), ["A3-6.1.2"]);
    assert_eq!(changed(&|bytes| bytes.extend(b"more after the end")), ["A3-6.1.3"]);
    assert_eq!(findings(b"no PDF").len(), 1);
}

#[test]
fn an_update_appended_to_a_paper_is_part_of_it() {
    let bytes = paper(&document(every_block()));
    let before = Document::load_mem(&bytes).unwrap();
    let catalog = before.trailer.get(b"Root").unwrap().as_reference().unwrap();
    let updated = |how: fn(&mut Document)| {
        let mut update = IncrementalDocument::create_from(bytes.clone(), before.clone());
        update.opt_clone_object_to_new_document(catalog).unwrap();
        how(&mut update.new_document);
        let mut all = Vec::new();
        update.save_to(&mut all).unwrap();
        assert!(all.len() > bytes.len() && all.starts_with(&bytes));
        all
    };
    none(&findings(&updated(breaks_fields::embed)));
    let loose = updated(|file| {
        breaks_fields::embed(file);
        file.catalog_mut().unwrap().remove(b"AF");
    });
    assert_eq!(numbers(&loose).into_iter().collect::<Vec<_>>(), ["A3-6.8"]);
}

#[test]
fn every_condition_is_proved_to_fail() {
    let proved: BTreeSet<&str> = all_breaks().iter().map(|broken| broken.number).chain(["A3-6.1.2"]).collect();
    let known: Vec<&str> = rules().map(|rule| rule.number).collect();
    assert_eq!(known.len(), known.iter().collect::<BTreeSet<_>>().len(), "a number stands twice");
    assert!(known.len() > 80, "{} conditions", known.len());
    let unproved = known.iter().filter(|number| !proved.contains(*number));
    none(&unproved.map(|number| format!("{number} is never broken")).collect::<Vec<_>>());
}

/// Returns the n-th element of a kind.
pub(super) fn element(file: &Document, kind: &str, n: usize) -> ObjectId {
    let is_it = |object: &Object| {
        object.as_dict().is_ok_and(|dict| dict.has_type(b"StructElem") && super::file::name(dict, b"S") == kind)
    };
    *file.objects.iter().filter(|(_, object)| is_it(object)).nth(n).unwrap().0
}

/// Returns a dictionary to be changed.
pub(super) fn dict(file: &mut Document, id: ObjectId) -> &mut Dictionary {
    match file.get_object_mut(id).unwrap() {
        Object::Dictionary(dict) => dict,
        Object::Stream(stream) => &mut stream.dict,
        other => panic!("{other:?}"),
    }
}

/// Returns the first element of a kind to be changed.
pub(super) fn first<'a>(file: &'a mut Document, kind: &str) -> &'a mut Dictionary {
    let id = element(file, kind, 0);
    dict(file, id)
}

/// Returns the object a key of the catalog refers to.
pub(super) fn root(file: &Document, key: &str) -> ObjectId {
    file.catalog().unwrap().get(key.as_bytes()).unwrap().as_reference().unwrap()
}

/// Returns a page.
pub(super) fn page(file: &mut Document) -> &mut Dictionary {
    let id = file.page_iter().next().unwrap();
    dict(file, id)
}

/// Changes what the first page draws.
pub(super) fn content(file: &mut Document, change: impl FnOnce(&mut Vec<Operation>)) {
    let page = file.page_iter().next().unwrap();
    let mut content = Content::decode(&file.get_page_content(page)).unwrap();
    change(&mut content.operations);
    let stream = file.add_object(Stream::new(Dictionary::new(), content.encode().unwrap()));
    dict(file, page).set("Contents", stream);
}

/// An operation.
pub(super) fn operation(operator: &str, operands: Vec<Object>) -> Operation {
    Operation::new(operator, operands)
}

/// A name.
pub(super) fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}

/// Replaces a text of a stream.
pub(super) fn replace(file: &mut Document, stream: ObjectId, from: &str, to: &str) {
    let stream = file.get_object_mut(stream).unwrap().as_stream_mut().unwrap();
    let text = String::from_utf8(stream.get_plain_content().unwrap()).unwrap();
    assert!(text.contains(from), "{from} is not in it");
    stream.set_plain_content(text.replacen(from, to, 1).into_bytes());
}
