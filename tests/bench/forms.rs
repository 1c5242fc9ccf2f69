//! Forms by the thousand, for comparison with other makers of PDF: `compare-pdf.sh` beside this file calls it.
//!
//! `forms text FILE` writes what the form says as JSON for the others, `forms write COUNT FOLDER` writes PDFs
//! of it, each with other text, and `forms pages COUNT TIMES FILE` writes one document of so many pages.

use crate::paper::Review;
use partnership_desk::model::code::{Code, qr_text};
use partnership_desk::model::id::{Digest, RevisionId};
use partnership_desk::print::document::{Block, Document, Field, Part, Proof};
use partnership_desk::print::pdf::attach::{Attachment, attach};
use partnership_desk::print::{layout, pdf};
use serde_json::{Value, json};
use std::path::Path;

/// Stands in every answer for the number of the form, so that no two forms have an answer in common.
const NUMBER: &str = "{n}";
/// Pages of the form.
const PAGES: usize = 4;

/// Does what the command line asks for; `false` if it asks for no forms.
pub(crate) fn run() -> bool {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = wanted.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["forms", "text", file] => std::fs::write(file, text(&form()).to_string()).unwrap(),
        ["forms", "write", count, folder] => {
            let form = form();
            (0..count.parse().unwrap()).for_each(|number| write(&form, number, Path::new(folder)));
        }
        ["forms", "pages", count, times, file] => pages(count.parse().unwrap(), times.parse().unwrap(), file),
        _ => return false,
    }
    true
}

/// The filled review without its last blocks, so that it has four pages.
fn form() -> Document {
    let review = Review::new();
    let mut document = review.document(&review.reading());
    document.blocks.iter_mut().for_each(number_block);
    while layout::lay_out(&numbered(&document, 1)).pages.len() > PAGES {
        document.blocks.pop();
    }
    assert_eq!(layout::lay_out(&numbered(&document, 1)).pages.len(), PAGES);
    document
}

fn number_block(block: &mut Block) {
    let mark = |text: &mut String| text.extend([" ", NUMBER]);
    match block {
        Block::Part(text) | Block::Heading(_, text) | Block::Paragraph(text) | Block::Note(text) => mark(text),
        Block::Fields(fields) => fields.iter_mut().flat_map(|field| &mut field.answer).for_each(number_part),
        Block::Table(table) => table.rows.iter_mut().flatten().filter(|cell| cell.len() > 12).for_each(mark),
        Block::Items(items) => items.iter_mut().flat_map(|item| &mut item.answer).for_each(number_part),
        Block::Signature(signature) => mark(&mut signature.title),
        Block::Unanswered(all) => all.iter_mut().for_each(|(_, label)| mark(label)),
        Block::Chart(_) | Block::Contents(_) => {}
        Block::Together(blocks) | Block::Language(_, blocks) => blocks.iter_mut().for_each(number_block),
    }
}

fn number_part(part: &mut Part) {
    match part {
        Part::Text(text) | Part::Verdict(_, text) | Part::Labelled(_, text) | Part::Small(text) if !text.is_empty() => {
            text.extend([" ", NUMBER]);
        }
        Part::Text(_)
        | Part::Verdict(..)
        | Part::Labelled(..)
        | Part::Small(_)
        | Part::Options(..)
        | Part::Room(_)
        | Part::Rooms(_) => {}
    }
}

/// Puts a number in the place left for it.
fn numbered(form: &Document, number: usize) -> Document {
    let mut document = form.clone();
    let number = format!("{number:05}");
    document.reference.clone_from(&number);
    document.blocks.iter_mut().for_each(|block| put(block, &number));
    document
}

fn put(block: &mut Block, number: &str) {
    let mark = |text: &mut String| *text = text.replace(NUMBER, number);
    match block {
        Block::Part(text) | Block::Heading(_, text) | Block::Paragraph(text) | Block::Note(text) => mark(text),
        Block::Fields(fields) => {
            fields.iter_mut().flat_map(|field| &mut field.answer).for_each(|part| put_part(part, number));
        }
        Block::Table(table) => table.rows.iter_mut().flatten().for_each(mark),
        Block::Items(items) => {
            items.iter_mut().flat_map(|item| &mut item.answer).for_each(|part| put_part(part, number));
        }
        Block::Signature(signature) => mark(&mut signature.title),
        Block::Unanswered(all) => all.iter_mut().for_each(|(_, label)| mark(label)),
        Block::Chart(_) | Block::Contents(_) => {}
        Block::Together(blocks) | Block::Language(_, blocks) => blocks.iter_mut().for_each(|block| put(block, number)),
    }
}

fn put_part(part: &mut Part, number: &str) {
    match part {
        Part::Text(text) | Part::Verdict(_, text) | Part::Labelled(_, text) | Part::Small(text) => {
            *text = text.replace(NUMBER, number);
        }
        Part::Options(..) | Part::Room(_) | Part::Rooms(_) => {}
    }
}

fn write(form: &Document, number: usize, folder: &Path) {
    let mut document = numbered(form, number);
    let revision = RevisionId::new(Digest::of(number.to_string().as_bytes()).as_str());
    let code = Code::of(&revision).unwrap().to_string();
    document.proof = Some(Proof { code, qr: qr_text(&revision).unwrap() });
    let pages = pdf::write(&document, &layout::lay_out(&document));
    // A record of the size that such a form has: its answers, as the paper says them.
    let record = Attachment {
        name: "record.json".to_owned(),
        media_type: "application/json".to_owned(),
        description: "The record of this form".to_owned(),
        bytes: text(&document).to_string().into_bytes(),
    };
    let bytes = attach(&pages, &[record], document.made);
    std::fs::write(folder.join(format!("{number:05}.pdf")), bytes).unwrap();
}

/// Writes one document of about so many pages, so many times.
fn pages(count: usize, times: usize, file: &str) {
    let form = form();
    let mut document = numbered(&form, 0);
    if count < PAGES {
        document.blocks.truncate(document.blocks.len() * count / PAGES);
    }
    for number in 1..count.div_ceil(PAGES) {
        document.blocks.extend(numbered(&form, number).blocks);
    }
    let mut made = 0;
    for _ in 0..times {
        let pages = layout::lay_out(&document);
        made += pages.pages.len();
        std::fs::write(file, pdf::write(&document, &pages)).unwrap();
    }
    #[expect(clippy::print_stdout, reason = "the comparison reads it")]
    {
        println!("{made}");
    }
}

/// What the form says, for makers of PDF that know nothing of our blocks.
fn text(document: &Document) -> Value {
    let mut said = Vec::new();
    document.blocks.iter().for_each(|block| say(block, &mut said));
    json!({ "title": document.title, "body": document.body, "facts": document.facts, "blocks": said })
}

fn say(block: &Block, said: &mut Vec<Value>) {
    match block {
        Block::Part(text) | Block::Heading(_, text) => said.push(json!({ "heading": text })),
        Block::Paragraph(text) | Block::Note(text) => said.push(json!({ "paragraph": text })),
        Block::Fields(fields) => said.push(json!({ "fields": fields.iter().map(say_field).collect::<Vec<_>>() })),
        Block::Table(table) => {
            said.push(json!({ "paragraph": format!("{} {}", table.title, table.help) }));
            let head: Vec<&str> = table.columns.iter().map(|column| column.heading.as_str()).collect();
            said.push(json!({ "head": head, "rows": table.rows }));
        }
        Block::Items(items) => {
            for item in items {
                let facts = item.facts.iter().map(|(label, value)| format!("{label}: {value}"));
                let answers = item.answer.iter().map(say_part);
                let all: Vec<String> = facts.chain(answers).collect();
                said.push(json!({ "fields": [[item.title, all.join("\n")]] }));
                item.blocks.iter().for_each(|block| say(block, said));
            }
        }
        Block::Signature(sign) => {
            let head = ["Name", "Post", "Signature", "Date"];
            said.push(json!({ "paragraph": format!("{} {}", sign.title, sign.statement) }));
            said.push(json!({ "head": head, "rows": [[sign.name, sign.post, sign.recorded, sign.date]] }));
        }
        Block::Unanswered(all) => {
            let labels: Vec<&str> = all.iter().map(|(_, label)| label.as_str()).collect();
            said.push(json!({ "paragraph": labels.join(" · ") }));
        }
        Block::Chart(_) | Block::Contents(_) => {}
        Block::Together(blocks) | Block::Language(_, blocks) => blocks.iter().for_each(|block| say(block, said)),
    }
}

fn say_field(field: &Field) -> Value {
    let parts: Vec<String> = field.answer.iter().map(say_part).collect();
    json!([format!("{} {}", field.number, field.label), parts.join("\n")])
}

fn say_part(part: &Part) -> String {
    match part {
        Part::Text(text) | Part::Small(text) => text.clone(),
        Part::Verdict(lead, text) | Part::Labelled(lead, text) => format!("{lead} – {text}"),
        Part::Options(options, _) => {
            let option = |option: &partnership_desk::print::document::Tick| {
                format!("[{}] {}", if option.ticked { "x" } else { " " }, option.label)
            };
            options.iter().map(option).collect::<Vec<_>>().join("  ")
        }
        Part::Room(_) | Part::Rooms(_) => String::new(),
    }
}
