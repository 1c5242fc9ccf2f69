//! What is broken in annotations, fields and embedded files, and the good paper that has them.

use super::breaks::{Break, dict, element, first, name, page};
use super::breaks_font::add_simple;
use super::breaks_tree::tree;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary, text_string};

/// One break for each condition on what lies on pages or in the file.
pub(super) const BREAKS: &[Break] = &[
    Break::new("21-001", &[], |file| {
        let id = with(file, "AFRelationship", "Source");
        dict(file, id).remove(b"UF");
    }),
    Break::new("28-002", &[], |file| first(file, "Annot").set("S", name("Div"))),
    Break::new("28-004", &[], |file| {
        annotation(file, "Text").remove(b"Contents");
    }),
    Break::new("28-005", &[], |file| {
        annotation(file, "Widget").remove(b"TU");
    }),
    Break::new("28-007", &[], |file| annotation(file, "Text").set("Subtype", name("TrapNet"))),
    Break::new("28-008", &[], |file| {
        page(file).remove(b"Tabs");
    }),
    Break::new("28-009", &[], |file| page(file).set("Tabs", name("R"))),
    Break::new("28-010", &[], |file| first(file, "Form").set("S", name("Div"))),
    Break::new("28-011", &[], |file| first(file, "Link").set("S", name("Div"))),
    Break::new("28-012", &[], |file| {
        annotation(file, "Link").remove(b"Contents");
    }),
    Break::new("28-017", &[], |file| annotation(file, "Text").set("Subtype", name("PrinterMark"))),
    Break::new("32000-14.7.4.3", &[], |file| {
        annotation(file, "Link").remove(b"StructParent");
    }),
    Break::new("A3-6.3.1", &[], |file| annotation(file, "Text").set("Subtype", name("Sound"))),
    Break::new("A3-6.3.2", &[], |file| annotation(file, "Link").set("F", 0)),
    Break::new("A3-6.3.3", &[], |file| {
        annotation(file, "Widget").remove(b"AP");
    }),
    Break::new("A3-6.4.1", &[], |file| {
        let form = file.catalog_mut().unwrap().get_mut(b"AcroForm").unwrap();
        form.as_dict_mut().unwrap().set("NeedAppearances", true);
    }),
    Break::new("A3-6.8", &[], |file| {
        file.catalog_mut().unwrap().remove(b"AF");
    }),
    Break::new("A3-6.8", &[], |file| {
        let id = with(file, "AFRelationship", "Source");
        dict(file, id).remove(b"AFRelationship");
    }),
];

/// Returns the object that has a name under a key.
fn with(file: &Document, key: &str, value: &str) -> ObjectId {
    let is_it = |object: &Object| object.as_dict().is_ok_and(|dict| super::file::name(dict, key.as_bytes()) == value);
    *file.objects.iter().find(|(_, object)| is_it(object)).unwrap().0
}

fn annotation<'a>(file: &'a mut Document, kind: &str) -> &'a mut Dictionary {
    let id = with(file, "Subtype", kind);
    dict(file, id)
}

/// Adds a link, a remark, a field and an embedded file, each as it should be.
pub(super) fn enrich(file: &mut Document) {
    let corners: Vec<Object> = [20, 20, 120, 40].map(Object::Integer).to_vec();
    let kinds = [("Link", "Link", "To the register"), ("Text", "Annot", "A remark"), ("Widget", "Form", "")];
    for (kind, role, text) in kinds {
        let mut annotation = dictionary! { "Type" => "Annot", "Subtype" => kind, "Rect" => corners.clone(), "F" => 4 };
        if !text.is_empty() {
            annotation.set("Contents", text_string(text));
        }
        let id = file.add_object(annotation);
        place(file, id, role);
    }
    let field = with(file, "Subtype", "Widget");
    let look = look(file);
    let widget = dict(file, field);
    widget.extend(&dictionary! { "FT" => "Tx", "T" => text_string("name"), "TU" => text_string("Name") });
    widget.set("AP", dictionary! { "N" => look });
    let form = dictionary! { "Fields" => vec![Object::Reference(field)] };
    file.catalog_mut().unwrap().set("AcroForm", form);
    annotation(file, "Link")
        .set("A", dictionary! { "S" => "URI", "URI" => Object::string_literal("https://example.org") });
    embed(file);
    let last = element(file, "P", 0);
    dict(file, last).set("S", name("Span"));
}

/// Puts an annotation on the first page, into the tree and into the parent tree.
fn place(file: &mut Document, id: ObjectId, role: &str) {
    let above = element(file, "Document", 0);
    let sheet = file.page_iter().next().unwrap();
    let object = dictionary! { "Type" => "OBJR", "Obj" => id, "Pg" => sheet };
    let holder = dictionary! { "Type" => "StructElem", "S" => role, "P" => above, "K" => object };
    let holder = file.add_object(holder);
    dict(file, above).get_mut(b"K").unwrap().as_array_mut().unwrap().push(holder.into());
    let key = tree(file).get(b"ParentTreeNextKey").unwrap().as_i64().unwrap();
    tree(file).set("ParentTreeNextKey", key + 1);
    let parents = tree(file).get(b"ParentTree").unwrap().as_reference().unwrap();
    let numbers = dict(file, parents).get_mut(b"Nums").unwrap().as_array_mut().unwrap();
    numbers.extend([Object::Integer(key), holder.into()]);
    dict(file, id).set("StructParent", key);
    let page = page(file);
    let mut all = page.get(b"Annots").and_then(Object::as_array).cloned().unwrap_or_default();
    all.push(id.into());
    page.set("Annots", all);
}

/// Makes the look of the field, in a font of its own.
fn look(file: &mut Document) -> ObjectId {
    let font = add_simple(file);
    let head = dictionary! {
        "Type" => "XObject", "Subtype" => "Form", "BBox" => [0, 0, 100, 20].map(Object::Integer).to_vec(),
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
    };
    file.add_object(Stream::new(head, b"/Tx BMC q BT /F1 9 Tf 2 5 Td (A Person) Tj ET Q EMC".to_vec()))
}

/// Adds an embedded file to the catalog.
pub(super) fn embed(file: &mut Document) {
    let params = dictionary! { "ModDate" => Object::string_literal("D:20260430000000Z"), "Size" => 2 };
    let kind = dictionary! { "Type" => "EmbeddedFile", "Subtype" => "application/json", "Params" => params };
    let stream = file.add_object(Stream::new(kind, b"{}".to_vec()));
    let specification = file.add_object(dictionary! {
        "Type" => "Filespec", "F" => text_string("a.json"), "UF" => text_string("a.json"),
        "AFRelationship" => "Source", "EF" => dictionary! { "F" => stream, "UF" => stream },
    });
    let names = vec![text_string("a.json"), specification.into()];
    let catalog = file.catalog_mut().unwrap();
    catalog.set("Names", dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } });
    catalog.set("AF", vec![Object::Reference(specification)]);
}
