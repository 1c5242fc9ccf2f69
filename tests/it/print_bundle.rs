//! Links, and several forms in one file.

use super::{check_places, document, field, page_text, read};
use partnership_desk::print::bundle::{Member, bundle};
use partnership_desk::print::document::{Block, Column, Document, Table};
use partnership_desk::print::layout::lay_out;
use partnership_desk::print::layout::pages::{Kid, Owner, Role, Target};
use partnership_desk::print::pdf;
use std::collections::BTreeMap;

fn form(title: &str, sentences: usize, draft: bool) -> Member {
    let blocks = vec![
        Block::Heading(2, format!("1. Start of {title}")),
        field("Question", &"A sentence of several words. ".repeat(sentences)),
        Block::Heading(2, format!("2. End of {title}")),
        field("Last", "Said"),
    ];
    let document = Document {
        title: title.to_owned(),
        revision: format!("REV-{title}"),
        form_reference: format!("{title}, version 1"),
        draft,
        ..document(blocks)
    };
    Member { document, note: "Completed on 3 May 2026".to_owned() }
}

fn cover() -> Document {
    Document {
        title: "Business case".into(),
        revision: String::new(),
        form_reference: "Business case".into(),
        ..document(vec![])
    }
}

/// Reads a file and returns it with the dictionaries that say they are of a kind.
fn kinds(bytes: &[u8], key: &[u8], kind: &[u8]) -> (lopdf::Document, Vec<lopdf::Dictionary>) {
    let file = lopdf::Document::load_mem(bytes).unwrap();
    let is_it =
        |dict: &&lopdf::Dictionary| dict.get(key).and_then(lopdf::Object::as_name).is_ok_and(|name| name == kind);
    let found = file.objects.values().filter_map(|object| object.as_dict().ok()).filter(is_it).cloned().collect();
    (file, found)
}

#[test]
fn forms_are_joined_with_pages_counted_over_the_whole() {
    let members = [form("Alpha", 700, false), form("Beta", 10, true), form("Gamma", 700, false)];
    let alone: Vec<usize> = members.iter().map(|member| lay_out(&member.document).pages.len()).collect();
    let (_, pages) = bundle(&cover(), &members, 2);
    let count = 1 + alone.iter().sum::<usize>();
    assert_eq!(pages.pages.len(), count);
    let mut first = 1;
    for (member, length) in members.iter().zip(alone) {
        for page in first..first + length {
            let text = page_text(&pages.pages[page]);
            assert!(text.contains(&format!("Page {} of {count}", page + 1)), "{text}");
            assert!(text.contains(&format!("revision REV-{}", member.document.title)), "{text}");
            assert_eq!(text.contains("DRAFT"), member.document.draft, "each form keeps its own mark");
        }
        first += length;
    }
    check_places(&pages);
    // Everything drawn is found in the tree under its own form, and nothing of another.
    for (page, sheet) in pages.pages.iter().enumerate() {
        for (group, content) in sheet.groups.iter().enumerate() {
            if let Owner::Node(id) = content.owner {
                assert!(pages.nodes[id.0].kids.contains(&Kid::Content { page, group }));
            }
        }
    }
    let parts: Vec<String> = pages.nodes[0]
        .kids
        .iter()
        .map(|kid| match kid {
            Kid::Node(id) => (pages.nodes[id.0].role == Role::Part).then(|| read(&pages, *id)).unwrap(),
            Kid::Content { .. } => panic!("the whole holds parts alone"),
        })
        .collect();
    assert_eq!(parts.len(), 4);
    assert!(parts[1].contains("Start of Alpha") && !parts[1].contains("Start of Beta"));
}

#[test]
fn each_line_of_the_contents_leads_to_its_page() {
    let many: Vec<Member> = (1..=30).map(|number| form(&format!("Form {number}"), 150, false)).collect();
    let (_, pages) = bundle(&cover(), &many, 2);
    let links: Vec<_> = pages.nodes.iter().filter(|node| node.role == Role::Link).collect();
    assert_eq!(links.len(), 90, "a line for each form and each of its two pages");
    for link in &links {
        let Some(Target::Place(page, _)) = link.target else { panic!("a line leads to a page") };
        let (title, number) = link.alt.rsplit_once(", page ").unwrap();
        assert_eq!(number, (page + 1).to_string());
        assert!(page_text(&pages.pages[page]).contains(title), "{title} stands on page {number}");
    }
    let listed = pages.pages.iter().take_while(|page| page_text(page).contains("Business case")).count();
    assert!(listed > 1, "so many lines take more than a page");
    let (_, short) = bundle(&cover(), &many, 1);
    assert_eq!(short.nodes.iter().filter(|node| node.role == Role::Link).count(), 30);
}

#[test]
fn links_of_the_file_are_joined_to_the_tree_in_both_directions() {
    let (document, pages) = bundle(&cover(), &[form("Alpha", 10, false), form("Beta", 10, false)], 2);
    let written = pdf::write(&document, &pages);
    assert_eq!(written, pdf::write(&document, &pages));
    assert_eq!(crate::ua::findings(&written), Vec::<String>::new());
    let (file, areas) = kinds(&written, b"Subtype", b"Link");
    assert_eq!(areas.len(), 6);
    let root = file.catalog().unwrap().get(b"StructTreeRoot").unwrap().as_reference().unwrap();
    let root = file.get_dictionary(root).unwrap();
    let tree = file.get_dictionary(root.get(b"ParentTree").unwrap().as_reference().unwrap()).unwrap();
    let numbers = tree.get(b"Nums").unwrap().as_array().unwrap();
    let parents: BTreeMap<i64, lopdf::ObjectId> =
        numbers.chunks(2).map(|pair| (pair[0].as_i64().unwrap(), pair[1].as_reference().unwrap())).collect();
    assert_eq!(root.get(b"ParentTreeNextKey").unwrap().as_i64().unwrap(), i64::try_from(parents.len()).unwrap());
    for area in &areas {
        assert_eq!(area.get(b"F").unwrap().as_i64().unwrap(), 4, "it is printed");
        assert!(!area.get(b"Contents").unwrap().as_str().unwrap().is_empty());
        let element = file.get_dictionary(parents[&area.get(b"StructParent").unwrap().as_i64().unwrap()]).unwrap();
        assert_eq!(element.get(b"S").unwrap().as_name().unwrap(), b"Link");
        let kids = element.get(b"K").unwrap().as_array().unwrap();
        let objects = kids.iter().filter_map(|kid| kid.as_dict().ok()?.get(b"Obj").ok()?.as_reference().ok());
        let joined = objects.filter(|id| file.get_dictionary(*id).unwrap() == area).count();
        assert_eq!(joined, 1);
    }
    let sheets = file.get_pages();
    let first = file.get_dictionary(sheets[&1]).unwrap();
    assert_eq!(first.get(b"Annots").unwrap().as_array().unwrap().len(), 6);
    let entries = file.objects.values().filter_map(|object| object.as_dict().ok()).filter(|dict| dict.has(b"Dest"));
    let titled: Vec<_> = entries.filter(|dict| dict.has(b"Title")).collect();
    assert_eq!(
        titled.iter().filter(|dict| dict.has(b"Count")).count(),
        3,
        "the cover and each form have bookmarks under them"
    );
}

#[test]
fn an_address_in_a_table_opens_a_mail() {
    let column = |heading: &str| Column { heading: heading.into(), width: 1.0, right: false };
    let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
    let table = Table {
        columns: vec![column("Name"), column("E-mail")],
        rows: vec![row(["A. Example", "a.example@fire.example.org"]), row(["B. Sample", "ask @ the desk"])],
        ..Table::default()
    };
    let document = document(vec![Block::Table(table)]);
    let written = pdf::write(&document, &lay_out(&document));
    assert_eq!(crate::ua::findings(&written), Vec::<String>::new());
    let (_, areas) = kinds(&written, b"Subtype", b"Link");
    assert_eq!(areas.len(), 1);
    let action = areas[0].get(b"A").unwrap().as_dict().unwrap();
    assert_eq!(action.get(b"URI").unwrap().as_str().unwrap(), b"mailto:a.example@fire.example.org");
}
