//! Random forms on paper: whatever is asked and answered, nothing is lost, torn apart or printed over.
//!
//! `PDESK_FORMS=5000` tries more of them, `PDESK_FORMS=17..18` only the one whose test failed.

use super::forms::{NAMES, SIGNS, form};
use super::{check_places, page_text, read, squeezed, text_of};
use crate::fixture::none;
use partnership_desk::model::coverage::{is_inkless, is_printable};
use partnership_desk::print::document::{Block, Document, Field, Item, Part, Signature, Table};
use partnership_desk::print::layout::lay_out;
use partnership_desk::print::layout::pages::{Artifact, Kid, Node, NodeId, Owner, Pages, Role};
use partnership_desk::print::pdf;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use unicode_normalization::UnicodeNormalization as _;

/// Forms of more pages lose their last blocks.
const MOST_PAGES: usize = 20;
/// Of so many forms one is written as a PDF, twice, and read back.
const WRITTEN: u64 = 5;
/// A row of more lines than this may stand alone: two of its kind need half a page.
const TALL: usize = 12;

fn wanted() -> Range<u64> {
    let Ok(wanted) = std::env::var("PDESK_FORMS") else { return 0..100 };
    let number = |text: &str| text.parse().expect("PDESK_FORMS is a number of forms, or a range such as 17..18");
    wanted.split_once("..").map_or_else(|| 0..number(&wanted), |(start, end)| number(start)..number(end))
}

#[test]
fn random_forms_lose_nothing_and_tear_nothing_apart() {
    let wanted = wanted();
    let next = AtomicU64::new(wanted.start);
    let work = || {
        let numbers = std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)).filter(|at| *at < wanted.end));
        let failed = numbers.filter(|number| std::panic::catch_unwind(|| try_form(*number)).is_err());
        failed.map(|number| format!("form {number}: PDESK_FORMS={number}..{} tries it alone", number + 1)).collect()
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let failed: Vec<String> = std::thread::scope(|scope| {
        let working: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        working.into_iter().flat_map(|working| -> Vec<String> { working.join().unwrap() }).collect()
    });
    none(&failed);
}

fn try_form(number: u64) {
    let mut document = form(number);
    let mut pages = lay_out(&document);
    while pages.pages.len() > MOST_PAGES {
        document.blocks.pop();
        pages = lay_out(&document);
    }
    check_places(&pages);
    let (found, expected) = (squeezed(&read(&pages, NodeId(0))), squeezed(&printed(&wording(&document))));
    let same = found.chars().zip(expected.chars()).take_while(|(found, expected)| found == expected).count();
    let rest = |text: &str| text.chars().skip(same.saturating_sub(40)).take(120).collect::<String>();
    assert!(found == expected, "paper says {:?}, not {:?}", rest(&found), rest(&expected));
    let spread = Spread::new(&pages);
    spread.check_names();
    spread.check_tables();
    spread.check_signatures();
    if number.is_multiple_of(WRITTEN) {
        check_file(&document, &pages);
    }
}

/// Writes all that a document says, in reading order.
fn wording(document: &Document) -> String {
    let mut said = format!("{}\n{}\n{}\n{}\n", document.body, document.address, document.title, document.notice);
    document.facts.iter().for_each(|(label, value)| said.extend([label, "\n", value, "\n"]));
    document.blocks.iter().for_each(|block| say(block, &mut said));
    said
}

fn say(block: &Block, said: &mut String) {
    match block {
        Block::Part(text) | Block::Heading(_, text) | Block::Paragraph(text) | Block::Note(text) => said.push_str(text),
        Block::Fields(fields) => fields.iter().for_each(|field| say_field(field, said)),
        Block::Table(table) => say_table(table, said),
        Block::Items(items) => items.iter().for_each(|item| say_item(item, said)),
        Block::Signature(signature) => say_signature(signature, said),
        Block::Chart(chart) => said.push_str(&chart.title),
        Block::Contents(lines) => lines.iter().for_each(|line| said.extend([&line.title, "\n"])),
        Block::Unanswered(questions) => {
            let labels: Vec<&str> = questions.iter().map(|(_, label)| label.as_str()).collect();
            said.extend(["Not answered: ", &labels.join("  ·  ")]);
        }
        Block::Together(blocks) | Block::Language(_, blocks) => blocks.iter().for_each(|block| say(block, said)),
    }
    said.push('\n');
}

fn say_field(field: &Field, said: &mut String) {
    said.extend([&field.number, "\n", &field.label, "\n", &field.help, "\n"]);
    field.answer.iter().for_each(|part| say_part(part, said));
}

fn say_part(part: &Part, said: &mut String) {
    match part {
        Part::Text(text) | Part::Small(text) => said.push_str(text),
        Part::Verdict(verdict, text) if text.is_empty() => said.push_str(verdict),
        Part::Verdict(verdict, text) => said.extend([verdict, " – ", text]),
        Part::Labelled(label, text) => said.extend([label, "\n", text]),
        Part::Options(options, _) => options.iter().for_each(|option| said.extend([&option.label, "\n"])),
        Part::Room(_) | Part::Rooms(_) => {}
    }
    said.push('\n');
}

fn say_table(table: &Table, said: &mut String) {
    said.extend([&table.title, "\n", &table.help, "\n"]);
    table.columns.iter().for_each(|column| said.extend([&column.heading, "\n"]));
    table.rows.iter().chain(&table.totals).flatten().for_each(|cell| said.extend([cell, "\n"]));
}

fn say_item(item: &Item, said: &mut String) {
    said.extend([&item.title, "\n", &item.help, "\n"]);
    item.facts.iter().for_each(|(caption, value)| said.extend([caption, "\n", value, "\n"]));
    item.answer.iter().for_each(|part| say_part(part, said));
    item.blocks.iter().for_each(|block| say(block, said));
}

fn say_signature(signature: &Signature, said: &mut String) {
    let Signature { title, statement, name, post, date, recorded, minute, asked: _ } = signature;
    said.extend([title, "\n", statement, "\nName\n", name, "\nPost\n", post, "\n"]);
    said.extend(["Signature\n", recorded, "\nDate\n", date, "\n"]);
    if let Some(minute) = minute {
        said.extend(["Minute reference\n", minute]);
    }
}

/// What paper shows of a text: no character without ink, and a sign for those no font has.
fn printed(text: &str) -> String {
    text.chars().filter(|c| !is_inkless(*c)).map(|c| if is_printable(c) { c } else { '\u{fffd}' }).collect()
}

/// Where the content of a document stands.
struct Spread<'a> {
    pages: &'a Pages,
    /// The pages of each node and all in it.
    on: Vec<BTreeSet<usize>>,
    /// Content in reading order: the node it belongs to, and its page.
    content: Vec<(NodeId, usize)>,
}

impl<'a> Spread<'a> {
    fn new(pages: &'a Pages) -> Self {
        let mut spread = Self { pages, on: vec![BTreeSet::new(); pages.nodes.len()], content: Vec::new() };
        spread.walk(NodeId(0));
        spread
    }

    fn walk(&mut self, id: NodeId) {
        for kid in &self.pages.nodes[id.0].kids {
            match *kid {
                Kid::Node(kid) => {
                    self.walk(kid);
                    let on = self.on[kid.0].clone();
                    self.on[id.0].extend(on);
                }
                Kid::Content { page, .. } => {
                    self.on[id.0].insert(page);
                    self.content.push((id, page));
                }
            }
        }
    }

    fn node(&self, id: NodeId) -> &Node {
        &self.pages.nodes[id.0]
    }

    fn nodes_in(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        self.node(id).kids.iter().filter_map(|kid| if let Kid::Node(id) = kid { Some(*id) } else { None })
    }

    /// Returns the nodes in a node that have content and that role.
    fn kids(&self, id: NodeId, role: impl Fn(Role) -> bool) -> Vec<NodeId> {
        self.nodes_in(id).filter(|id| role(self.node(*id).role) && !self.on[id.0].is_empty()).collect()
    }

    fn all(&self, role: Role) -> impl Iterator<Item = NodeId> {
        (0..self.on.len()).map(NodeId).filter(move |id| self.node(*id).role == role && !self.on[id.0].is_empty())
    }

    fn text(&self, id: NodeId) -> String {
        read(self.pages, id)
    }

    /// A heading, a question or a title is never the last of a page.
    fn check_names(&self) {
        for pair in self.content.windows(2) {
            let [(node, page), (next, next_page)] = [pair[0], pair[1]];
            let role = self.node(node).role;
            let titles = role == Role::Paragraph && self.text(node).starts_with(NAMES);
            let names = matches!(role, Role::Heading(_)) || titles;
            assert!(!names || node == next || page == next_page, "{:?} ends page {}", self.text(node), page + 1);
        }
        for item in self.all(Role::Item) {
            let (label, body) =
                (self.kids(item, |role| role == Role::Label), self.kids(item, |role| role == Role::Body));
            if let ([label], [body]) = (label.as_slice(), body.as_slice()) {
                let (label_on, body_on) = (&self.on[label.0], &self.on[body.0]);
                assert!(!label_on.is_disjoint(body_on), "{:?} stands apart from its answer", self.text(*label));
            }
        }
    }

    /// Headings of a table have two rows under them, and no row stands alone on the page after.
    fn check_tables(&self) {
        for table in self.all(Role::Table) {
            let heads = self.kids(table, |role| role == Role::TableHead);
            let is_written = |id: &NodeId| !self.on[id.0].is_empty();
            let bodies = self.kids(table, |role| role == Role::TableBody);
            let all: Vec<NodeId> = bodies.iter().flat_map(|body| self.nodes_in(*body)).collect();
            let rows: Vec<NodeId> = all.iter().copied().filter(is_written).collect();
            let (first, last) = (|id: NodeId| self.on[id.0].first(), |id: NodeId| self.on[id.0].last());
            let tall = |id: &NodeId| self.kids(*id, |_| true).iter().any(|cell| self.lines(*cell) > TALL);
            for head in heads {
                assert_eq!(last(head), first(rows[0]), "{:?} stands apart from its rows", self.text(head));
            }
            if let [one, two, ..] = rows.as_slice()
                && ![one, two].into_iter().any(tall)
            {
                assert_eq!(last(*one), first(*two), "{:?} is alone under its headings", self.text(*one));
            }
            if let [.., one, two] = all.as_slice()
                && is_written(one)
                && is_written(two)
                && ![one, two].into_iter().any(tall)
            {
                assert_eq!(last(*one), first(*two), "{:?} is alone on the last page of its table", self.text(*two));
            }
        }
    }

    /// Counts the runs of text of a node, at most one for each line and face.
    fn lines(&self, id: NodeId) -> usize {
        let draws = |kid: &Kid| match kid {
            Kid::Node(id) => self.lines(*id),
            Kid::Content { page, group } => self.pages.pages[*page].groups[*group].draws.len(),
        };
        self.node(id).kids.iter().map(draws).sum()
    }

    /// A signature stands whole on one page, with something of what is signed.
    fn check_signatures(&self) {
        for title in self.all(Role::Paragraph).filter(|id| self.text(*id).starts_with(SIGNS)) {
            let kids = self.kids(self.node(title).parent, |_| true);
            let rest = kids.into_iter().skip_while(|id| *id != title);
            let mut own: Vec<NodeId> = Vec::new();
            for id in rest {
                own.push(id);
                if self.node(id).role == Role::List {
                    break;
                }
            }
            let on: BTreeSet<usize> = own.iter().flat_map(|id| &self.on[id.0]).copied().collect();
            assert_eq!(on.len(), 1, "{:?} is split", self.text(title));
            let first = self.content.iter().position(|(id, _)| *id == title).unwrap();
            let Some((before, _)) = first.checked_sub(1).map(|at| self.content[at]) else { continue };
            let within = |id: NodeId| own.iter().any(|own| self.is_in(id, *own));
            let others = self.content.iter().filter(|(id, page)| on.contains(page) && !within(*id)).count();
            assert!(others > 0 || self.lines(before) > TALL, "{:?} is alone on its page", self.text(title));
        }
    }

    fn is_in(&self, id: NodeId, whole: NodeId) -> bool {
        id == whole || id != NodeId(0) && self.is_in(self.node(id).parent, whole)
    }
}

/// The file is the same twice, says what was laid out, and holds the answers word by word.
fn check_file(document: &Document, pages: &Pages) {
    let bytes = pdf::write(document, pages);
    assert!(bytes == pdf::write(document, &lay_out(document)), "the same form gives other bytes");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("form.pdf");
    std::fs::write(&file, &bytes).unwrap();
    let done = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(&file).arg("-").output();
    let done = done.expect("pdftotext reads the PDF back; install the package poppler-utils, as .ci/run does");
    assert!(done.status.success(), "pdftotext: {}", String::from_utf8_lossy(&done.stderr));
    let text: String = String::from_utf8(done.stdout).unwrap().nfc().collect();
    let sheets: Vec<&str> = text.split('\u{c}').collect();
    assert_eq!(sheets.len(), pages.pages.len() + 1);
    let mut lines: Vec<String> = Vec::new();
    for (page, sheet) in pages.pages.iter().zip(&sheets) {
        let laid_out: String = squeezed(&page_text(page)).nfc().collect();
        assert_eq!(squeezed(sheet), laid_out);
        let level = page.groups.iter().filter(|group| group.owner != Owner::Artifact(Artifact::Watermark));
        lines.extend(level.flat_map(|group| &group.draws).map(|draw| text_of(draw).nfc().collect()));
    }
    let found = counted(text.split_whitespace());
    for (word, count) in counted(lines.iter().flat_map(|line| line.split_whitespace())) {
        let read_back = found.get(word).copied().unwrap_or(0);
        assert!(read_back >= count, "{word:?} is printed {count} times and read back {read_back} times");
    }
}

/// Counts words made of letters alone: signs may stand in another face, which readers take for a gap.
fn counted<'a>(words: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for word in words.filter(|word| word.chars().all(char::is_alphabetic)) {
        *counts.entry(word).or_default() += 1;
    }
    counts
}
