//! What is broken in the tree of meaning and the marks that belong to it.

use super::breaks::{Break, content, dict, element, first, name, operation, page, root};
use lopdf::{Dictionary, Document, Object, dictionary, text_string};

/// One break for each condition on the tree.
pub(super) const BREAKS: &[Break] = &[
    Break::new("01-003", &[], |file| {
        content(file, |all| {
            let at = first_text(all);
            all.insert(at, operation("BMC", vec![name("Artifact")]));
            all.insert(at + 1, operation("EMC", vec![]));
        });
    }),
    Break::new("01-004", &[], |file| {
        content(file, |all| {
            all.insert(0, operation("BMC", vec![name("Artifact")]));
            all.push(operation("EMC", vec![]));
        });
    }),
    Break::new("01-005", &[], |file| {
        content(file, |all| {
            all.push(operation("re", vec![1.into(), 1.into(), 9.into(), 9.into()]));
            all.push(operation("f", vec![]));
        });
    }),
    Break::new("01-007", &[], |file| mark_info(file).set("Suspects", true)),
    Break::new("02-001", &[], |file| first(file, "Span").set("S", name("Odd"))),
    Break::new("02-003", &["02-001"], |file| {
        first(file, "Span").set("S", name("Odd"));
        tree(file).set("RoleMap", dictionary! { "Odd" => "Even", "Even" => "Odd" });
    }),
    Break::new("02-004", &[], |file| tree(file).set("RoleMap", dictionary! { "Code" => "Quote" })),
    Break::new("09-004", &[], |file| first(file, "TR").set("S", name("Sect"))),
    Break::new("09-005", &[], |file| first(file, "LI").set("S", name("Sect"))),
    Break::new("09-006", &[], |file| first(file, "Span").set("S", name("TOCI"))),
    Break::new("13-004", &[], |file| {
        first(file, "Figure").remove(b"Alt");
    }),
    Break::new("14-002", &[], |file| first(file, "H1").set("S", name("P"))),
    Break::new("14-003", &[], |file| first(file, "H3").set("S", name("H4"))),
    Break::new("14-006", &["14-007"], |file| {
        for _ in 0..2 {
            first(file, "H2").set("S", name("H"));
        }
        first(file, "H3").set("S", name("H2"));
    }),
    Break::new("14-007", &[], |file| {
        let last = element(file, "H2", 2);
        dict(file, last).set("S", name("H"));
    }),
    Break::new("15-003", &[], |file| {
        first(file, "TH").remove(b"A");
    }),
    Break::new("17-002", &[], |file| first(file, "Span").set("S", name("Formula"))),
    Break::new("19-003", &[], |file| first(file, "Span").set("S", name("Note"))),
    Break::new("19-004", &[], |file| {
        for _ in 0..2 {
            let note = first(file, "P");
            note.set("S", name("Note"));
            note.set("ID", text_string("n"));
        }
    }),
    Break::new("A3-6.7.3", &[], |file| mark_info(file).set("Marked", false)),
    Break::new("32000-14.7.2", &[], |file| {
        let other = element(file, "L", 0);
        first(file, "Span").set("P", other);
    }),
    Break::new("32000-14.7.4", &["32000-14.7.4.4"], |file| {
        content(file, |all| {
            all.push(operation("BDC", vec![name("P"), Object::Dictionary(dictionary! { "MCID" => 0 })]));
            all.push(operation("EMC", vec![]));
        });
    }),
    Break::new("32000-14.7.4", &["32000-14.7.4.4"], |file| {
        content(file, |all| {
            all.push(operation("BDC", vec![name("P"), Object::Dictionary(dictionary! { "MCID" => 900 })]));
            all.push(operation("EMC", vec![]));
        });
    }),
    Break::new("32000-14.7.4.4", &[], |file| {
        let parents = tree(file).get(b"ParentTree").unwrap().as_reference().unwrap();
        let owners = dict(file, parents).get(b"Nums").unwrap().as_array().unwrap()[1].as_reference().unwrap();
        file.get_object_mut(owners).unwrap().as_array_mut().unwrap().swap(0, 1);
    }),
    Break::new("32000-14.7.4.4", &[], |file| {
        page(file).remove(b"StructParents");
    }),
    Break::new("32000-14.8.4.3.4", &[], |file| {
        let cell = element(file, "TD", 0);
        dict(file, cell).set("A", dictionary! { "O" => "Table", "ColSpan" => 2 });
    }),
    Break::new("32000-14.8.5.4", &[], |file| {
        first(file, "Figure").remove(b"A");
    }),
    Break::new("32000-14.8.5.4", &[], |file| {
        let corners: Vec<Object> = [0, 0, 900, 20].map(Object::Integer).to_vec();
        first(file, "Figure").set("A", dictionary! { "O" => "Layout", "BBox" => corners });
    }),
    Break::new("UA-7.1", &[], |file| {
        let (above, span) = (element(file, "Document", 0), dictionary! { "Type" => "StructElem", "S" => "Span" });
        let empty = file.add_object(span);
        dict(file, empty).set("P", above);
        dict(file, above).get_mut(b"K").unwrap().as_array_mut().unwrap().push(empty.into());
    }),
];

/// Returns the place of the first text that is tagged, which is all but the page's furniture.
fn first_text(all: &[lopdf::content::Operation]) -> usize {
    all.iter().position(|operation| operation.operator == "BT").unwrap()
}

fn mark_info(file: &mut Document) -> &mut Dictionary {
    file.catalog_mut().unwrap().get_mut(b"MarkInfo").unwrap().as_dict_mut().unwrap()
}

/// Returns the root of the tree.
pub(super) fn tree(file: &mut Document) -> &mut Dictionary {
    let id = root(file, "StructTreeRoot");
    dict(file, id)
}
