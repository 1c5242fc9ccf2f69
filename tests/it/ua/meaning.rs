//! What a reader hears and jumps to: languages, the outline, captions, places for signatures.

use super::file::{Element, File};
use super::findings;
use super::papers::{document, every_block, paper};
use crate::fixture::{about, around, base_with, loaded, none, read, root};
use lopdf::{Object, ObjectId};
use partnership_desk::form;
use partnership_desk::model::day::Day;
use partnership_desk::model::entry::{Entry, EntryRow};
use partnership_desk::pack::Pack;
use partnership_desk::print::compose::{blank, filled};
use partnership_desk::print::document::{Block, Document};
use std::collections::BTreeMap;

/// Returns what each element that names a language holds: its kind and that language.
fn languages(file: &File) -> Vec<(String, String)> {
    let named = |element: &Element| Some((element.kind.clone(), file.text(&element.dict, b"Lang")?));
    file.elements.iter().filter_map(named).collect()
}

/// The form in several languages: a Welsh page, in it a Polish question and an English table; a Welsh step.
fn of_languages() -> Pack {
    loaded(&base_with("forms/case.toml", read(&root().join("tests/packs/valid/languages.toml"))))
}

/// The places of that form in another language, with the program's own four captions and its word for each box.
#[track_caller]
fn check_languages(document: &Document, boxes: usize) {
    let bytes = paper(document);
    none(&findings(&bytes));
    let found = languages(&File::open(&bytes).unwrap());
    let named: Vec<(&str, &str)> = found.iter().map(|(kind, language)| (&**kind, &**language)).collect();
    let captions = [("Lbl", "en-GB"); 4];
    let boxes = vec![("Figure", "en-GB"); boxes];
    let expected = [&[("Sect", "cy"), ("LI", "pl"), ("Sect", "en-GB")][..], &captions, &[("LI", "cy")], &boxes];
    assert_eq!(named, expected.concat());
}

#[test]
fn a_blank_says_where_its_language_changes() {
    let pack = of_languages();
    // A blank has a box for what does not apply beside that for what is done.
    check_languages(&blank(&pack, pack.form(&"case".into()).unwrap(), &about(&BTreeMap::new())), 2);
}

#[test]
fn a_filled_form_says_where_its_language_changes() {
    let pack = of_languages();
    let form = pack.form(&"case".into()).unwrap();
    let text = |text: &str| Entry::Text(text.to_owned());
    let row = EntryRow { id: "row-1".into(), origin: String::new(), cells: [("item".into(), text("Pump"))].into() };
    let entries = [
        ("c_text".into(), text("Llŷr")),
        ("c_word".into(), text("Łucja")),
        ("c_rows".into(), Entry::Rows(vec![row])),
        ("c_more".into(), text("More")),
    ];
    let reading = form::read::read(&pack, form, &entries.into(), &around(Day::new(2026, 4, 30).unwrap()));
    check_languages(&filled(&pack, form, &reading, &about(&BTreeMap::new())), 1);
}

#[test]
fn help_is_read_apart_from_its_question_and_every_item_begins_with_its_label() {
    let bytes = paper(&document(every_block()));
    let file = File::open(&bytes).unwrap();
    for (_, item) in file.of("LI") {
        assert_eq!(file.kinds_in(item).first(), Some(&"Lbl"));
    }
    let label = |element: &&Element| file.kinds_in(element).is_empty();
    let labels = file.of("Lbl").map(|(_, label)| label).filter(label).count();
    assert!(labels > 15, "{labels} labels hold nothing but their words");
    let open =
        file.of("LI").map(|(_, item)| item).find(|item| item.dict.has(b"K") && bodies(&file, item) == [vec!["P"]]);
    assert!(open.is_some(), "the help of a question without an answer is a paragraph");
}

/// Returns what the bodies of an item hold.
fn bodies<'a>(file: &'a File, item: &Element) -> Vec<Vec<&'a str>> {
    let kids = item.kids.iter().filter_map(|kid| file.element(*kid));
    kids.filter(|kid| kid.kind == "LBody").map(|body| file.kinds_in(body)).collect()
}

#[test]
fn the_language_of_the_document_is_not_said_again() {
    let english = Block::Language("en-GB".into(), every_block());
    let bytes = paper(&document(vec![english]));
    assert_eq!(languages(&File::open(&bytes).unwrap()), []);
    let welsh = Document { language: "cy".into(), ..document(every_block()) };
    let bytes = paper(&welsh);
    none(&findings(&bytes));
    let found = languages(&File::open(&bytes).unwrap());
    assert!(found.contains(&("Figure".into(), "en-GB".into())), "ticks are told in the program's own words");
}

/// Writes the outline with two spaces for each level.
fn outline(file: &File, parent: ObjectId, level: usize, lines: &mut Vec<String>) {
    let next =
        |id: ObjectId, key: &[u8]| file.doc.get_dictionary(id).unwrap().get(key).and_then(Object::as_reference).ok();
    let mut at = next(parent, b"First");
    while let Some(id) = at {
        let title = file.text(file.doc.get_dictionary(id).unwrap(), b"Title").unwrap();
        lines.push(format!("{}{title}", "  ".repeat(level)));
        outline(file, id, level + 1, lines);
        at = next(id, b"Next");
    }
}

#[test]
fn the_outline_has_pages_under_the_title_and_headings_under_pages() {
    let bytes = paper(&document(every_block()));
    let file = File::open(&bytes).unwrap();
    let mut lines = Vec::new();
    outline(&file, file.root.get(b"Outlines").unwrap().as_reference().unwrap(), 0, &mut lines);
    let expected = ["Appendix Z: Trial & error", "  1. Period", "    Money", "  2. To do", "  3. Signed"];
    assert_eq!(lines, expected);
}

#[test]
fn a_table_holds_its_title_and_a_signature_is_a_section_of_its_own() {
    let bytes = paper(&document(every_block()));
    let file = File::open(&bytes).unwrap();
    for (_, table) in file.of("Table") {
        assert_eq!(file.kinds_in(table), ["Caption", "THead", "TBody"]);
    }
    let signatures: Vec<Vec<&str>> = file.of("Sect").map(|(_, section)| file.kinds_in(section)).collect();
    assert_eq!(signatures, [["P", "P", "L"], ["P", "P", "L"]]);
    let scopes = file.of("TH").map(|(_, cell)| file.attribute(cell, "Table", b"Scope").unwrap());
    let rows = scopes.filter(|scope| scope.as_name().unwrap() == b"Row").count();
    assert_eq!(rows, 3 + 2 + 2, "each row and the sums are named by their first cell, the row for the pen is not");
}
