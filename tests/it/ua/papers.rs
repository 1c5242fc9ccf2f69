//! Every paper of the program is free of faults: the demonstration's, drafts, and what forms seldom hold.

use super::findings;
use crate::demo::demonstration;
use crate::fixture::none;
use partnership_desk::model::day::Day;
use partnership_desk::print::document::Orientation;
use partnership_desk::print::document::{
    Block, Colour, Column, Document, Field, Item, Part, Proof, Room, Signature, Table, Tick,
};
use partnership_desk::print::layout::lay_out;
use partnership_desk::print::pdf;

/// A document of these blocks.
pub(super) fn document(blocks: Vec<Block>) -> Document {
    Document {
        title: "Appendix Z: Trial & error".into(),
        language: "en-GB".into(),
        body: "A <small> service".into(),
        address: String::new(),
        logo: None,
        notice: "For trials alone".into(),
        reference: "WK-0007".into(),
        form_reference: "Appendix Z, version 1".into(),
        revision: "3f9a2c71".into(),
        draft: false,
        marking: "OFFICIAL".into(),
        accent: Colour(0x1d, 0x3f, 0x66),
        made: Day::new(2026, 4, 30).unwrap(),
        facts: vec![("Partnership".into(), "Safer Kennet".into()), ("Period".into(), String::new())],
        blocks,
        proof: Some(Proof {
            code: "7KQ2M-ABCDE-FGHJK-MNPQR-STVWXY".into(),
            qr: "PDESK1:0123456789ABCDEFGHJKMNPQRSTVWXYZ0123456789ABCDEFGHJK".into(),
        }),
        fill: None,
        orientation: Orientation::Portrait,
    }
}

/// Writes a document as PDF.
pub(super) fn paper(document: &Document) -> Vec<u8> {
    pdf::write(document, &lay_out(document))
}

fn field(number: &str, label: &str, answer: Vec<Part>) -> Field {
    Field { number: number.into(), label: label.into(), answer, help: "Help.".into(), ..Field::default() }
}

fn said(label: &str, text: &str) -> Block {
    Block::Fields(vec![field("1.1", label, vec![Part::Text(text.into())])])
}

fn table(rows: usize) -> Table {
    let column = |heading: &str, right| Column { heading: heading.into(), width: 1.0, right };
    Table {
        asked: vec![],
        title: "Costs".into(),
        help: "In pounds.".into(),
        columns: vec![column("Item", false), column("Cost", true)],
        rows: (0..rows).map(|row| vec![format!("Row {row}"), "£1.00".into()]).collect(),
        row_headers: true,
        totals: Some(vec!["Sum".into(), String::new()]),
        empty_rows: 1,
        ..Table::default()
    }
}

/// One block of every kind, with an answer of every kind.
pub(super) fn every_block() -> Vec<Block> {
    let tick = |label: &str, ticked| Tick { label: label.into(), ticked, input: None };
    let fields = vec![
        field("1.1", "From", vec![Part::Text("1 April 2025".into())]),
        field("1.2", "To", vec![]),
        field("1.3", "Grade", vec![Part::Verdict("Good".into(), "As agreed.".into())]),
        field(
            "1.4",
            "Effect",
            vec![Part::Options(vec![tick("Low", true), tick("High", false)], 2), Part::Room(Room::lines(3))],
        ),
        field("1.5", "More", vec![Part::Labelled("Owner".into(), "A Person".into()), Part::Small("From B".into())]),
    ];
    let item = Item {
        title: "Agree terms".into(),
        help: "In writing.".into(),
        done: true,
        facts: vec![("Agreed".into(), String::new()), ("Owner".into(), "A Person".into())],
        answer: vec![Part::Text("A note".into())],
        blocks: vec![Block::Table(table(2))],
        ..Item::default()
    };
    let slim =
        Item { title: "Send".into(), facts: vec![("Sent".into(), String::new())], slim: true, ..Item::default() };
    let signature = Signature { title: "Area manager".into(), statement: "I agree.".into(), ..Signature::default() };
    let board = Signature { title: "Board".into(), minute: Some("12/26".into()), ..signature.clone() };
    vec![
        Block::Part("Part 1: Lead".into()),
        Block::Heading(2, "1. Period".into()),
        Block::Paragraph("First.\nSecond.".into()),
        Block::Note("A note.".into()),
        Block::Fields(fields),
        Block::Heading(3, "Money".into()),
        Block::Table(table(3)),
        Block::Table(Table { rows: vec![], totals: None, empty_rows: 0, ..table(0) }),
        Block::Heading(2, "2. To do".into()),
        Block::Items(vec![item, slim]),
        Block::Unanswered(vec![("other".into(), "2.3 Other".into())]),
        Block::Together(vec![Block::Heading(2, "3. Signed".into()), Block::Signature(signature)]),
        Block::Signature(board),
    ]
}

#[track_caller]
fn check(name: &str, document: &Document) {
    let found = findings(&paper(document));
    none(&found.into_iter().map(|line| format!("{name}: {line}")).collect::<Vec<_>>());
}

#[test]
fn every_paper_and_every_blank_of_the_demonstration_is_free_of_faults() {
    let (mut papers, mut failures) = (0, Vec::new());
    for entry in std::fs::read_dir(demonstration()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "pdf") {
            papers += 1;
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let found = findings(&std::fs::read(&path).unwrap());
            failures.extend(found.into_iter().map(|line| format!("{name}: {line}")));
        }
    }
    assert!(papers > 35, "{papers} papers");
    none(&failures);
}

#[test]
fn a_form_of_every_block_is_free_of_faults_finished_or_draft() {
    let finished = document(every_block());
    check("finished", &finished);
    check("draft", &Document { draft: true, ..finished });
}

#[test]
fn a_form_of_many_pages_is_free_of_faults() {
    let long = "A sentence of several words, “quoted” – £1,250 ½. ".repeat(1700);
    let mut blocks = vec![Block::Heading(2, "1. Text".into()), said("Tell", &long)];
    blocks.extend([Block::Heading(2, "2. Table".into()), Block::Table(table(1200))]);
    let trial = document(blocks);
    assert!(lay_out(&trial).pages.len() > 34, "{} pages", lay_out(&trial).pages.len());
    check("long", &trial);
}

#[test]
fn empty_answers_and_an_empty_form_are_free_of_faults() {
    let empty = Field { label: "Empty".into(), answer: vec![Part::Text(String::new())], ..Field::default() };
    let blank = Field { label: "Blank".into(), answer: vec![Part::Text("\n \n".into())], ..Field::default() };
    let none_of_it = Table { rows: vec![vec![String::new(); 2]; 2], ..table(0) };
    check("empty", &document(vec![Block::Fields(vec![empty, blank]), Block::Table(none_of_it)]));
    let bare = Document {
        facts: vec![],
        notice: String::new(),
        body: String::new(),
        reference: String::new(),
        revision: String::new(),
        marking: String::new(),
        ..document(vec![])
    };
    check("bare", &bare);
}

#[test]
fn words_of_every_script_and_size_are_free_of_faults() {
    let word = "W".repeat(1000);
    let texts = [
        word.as_str(),
        "Ελληνικά: άέήίόύώ, ΐΰ",
        "Кириллица: Ёж, щука, Україна, їжак",
        "Zażółć gęślą jaźń, ŁÓDŹ",
        "Llŷr, Tŷ Hywel, ŵ Ŵ ŷ Ŷ",
        "→ ✓ ☐ ≥ ≤ • ½ € £",
        "x\u{302} e\u{301}\u{323} combined",
        "ffi fl fi office",
    ];
    for text in texts {
        check(text, &document(vec![Block::Heading(2, text.into()), said(text, text)]));
    }
}
