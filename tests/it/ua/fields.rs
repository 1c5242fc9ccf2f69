//! What lies on a page and what lies in the file: annotations, fields, attachments.

use super::Rule;
use super::file::{Element, File, Kid, as_dict, name, plain};
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeSet;

/// The conditions of this file.
pub(super) const RULES: &[Rule] = &[
    Rule::new("21-001", "an embedded file has no F and UF", no_file_name),
    Rule::new("28-002", "an annotation is not directly in an Annot element", |file| nested(file, "Annot")),
    Rule::new("28-004", "an annotation has no text in its place", no_contents),
    Rule::new("28-005", "a field has no TU", no_field_name),
    Rule::new("28-007", "there is a TrapNet annotation", |file| of_kind(file, &["TrapNet"])),
    Rule::new("28-008", "a page with annotations has no Tabs", |file| tabs(file, true)),
    Rule::new("28-009", "the Tabs of a page are not S", |file| tabs(file, false)),
    Rule::new("28-010", "a widget is not in a Form element", |file| nested(file, "Form")),
    Rule::new("28-011", "a link is not in a Link element", |file| nested(file, "Link")),
    Rule::new("28-012", "a link has no Contents", no_link_text),
    Rule::new("28-017", "a printer's mark is in the tree", printer_mark),
    Rule::new("32000-14.7.4.3", "an annotation and the parent tree do not agree", disagreement),
    Rule::new("A3-6.3.1", "an annotation is of a kind that is not allowed", |file| {
        of_kind(file, &["3D", "Sound", "Screen", "Movie"])
    }),
    Rule::new("A3-6.3.2", "an annotation is hidden, or not printed", flags),
    Rule::new("A3-6.3.3", "a widget has no appearance", no_look),
    Rule::new("A3-6.4.1", "looks of fields are to be made by the reader", need_looks),
    Rule::new("A3-6.8", "an embedded file is not tied to the document", loose_files),
];

/// An annotation, with its page.
struct Annotation<'a> {
    id: Option<ObjectId>,
    dict: &'a Dictionary,
    kind: String,
}

fn annotations(file: &File) -> Vec<Annotation<'_>> {
    let mut found = Vec::new();
    for sheet in &file.sheets {
        let Ok((_, Object::Array(all))) = sheet.dict.get(b"Annots").and_then(|all| file.doc.dereference(all)) else {
            continue;
        };
        for id in all.iter().filter_map(|one| one.as_reference().ok()) {
            if let Ok(dict) = file.doc.get_dictionary(id) {
                found.push(Annotation { id: Some(id), dict, kind: name(dict, b"Subtype") });
            }
        }
        let inline = all.iter().filter_map(|one| if let Object::Dictionary(dict) = one { Some(dict) } else { None });
        found.extend(inline.map(|dict| Annotation { id: None, dict, kind: name(dict, b"Subtype") }));
    }
    found
}

fn say(annotation: &Annotation) -> String {
    format!("{} {:?}", annotation.kind, annotation.id)
}

fn each(file: &File, wrong: impl Fn(&Annotation) -> bool) -> Vec<String> {
    annotations(file).iter().filter(|annotation| wrong(annotation)).map(say).collect()
}

fn of_kind(file: &File, kinds: &[&str]) -> Vec<String> {
    each(file, |annotation| kinds.contains(&annotation.kind.as_str()))
}

/// Returns the element that holds an annotation.
fn holder<'a>(file: &'a File, annotation: &Annotation) -> Option<&'a Element> {
    let id = annotation.id?;
    file.elements.iter().find(|element| element.kids.contains(&Kid::Object(id)))
}

fn is_hidden(annotation: &Annotation) -> bool {
    annotation.dict.get(b"F").and_then(Object::as_i64).unwrap_or(0) & 2 != 0
}

fn nested(file: &File, element: &str) -> Vec<String> {
    each(file, |annotation| {
        let wanted = match annotation.kind.as_str() {
            "Widget" => "Form",
            "Link" => "Link",
            "PrinterMark" | "Popup" => return false,
            _ => "Annot",
        };
        wanted == element && !is_hidden(annotation) && holder(file, annotation).is_none_or(|it| it.kind != wanted)
    })
}

fn says(file: &File, dict: &Dictionary, key: &[u8]) -> bool {
    file.text(dict, key).is_some_and(|text| !text.trim().is_empty())
}

fn no_contents(file: &File) -> Vec<String> {
    each(file, |annotation| {
        let exempt = ["Widget", "Link", "Popup", "PrinterMark"].contains(&annotation.kind.as_str());
        let alt = holder(file, annotation).is_some_and(|element| says(file, &element.dict, b"Alt"));
        !exempt && !is_hidden(annotation) && !says(file, annotation.dict, b"Contents") && !alt
    })
}

fn no_link_text(file: &File) -> Vec<String> {
    each(file, |annotation| annotation.kind == "Link" && !says(file, annotation.dict, b"Contents"))
}

/// Looks a key up in a widget and the fields above it.
fn field_says(file: &File, widget: &Dictionary, key: &[u8]) -> bool {
    let mut at = Some(widget);
    for _ in 0..20 {
        let Some(dict) = at else { return false };
        if says(file, dict, key) {
            return true;
        }
        at = file.dict(dict, b"Parent");
    }
    false
}

fn no_field_name(file: &File) -> Vec<String> {
    each(file, |annotation| {
        let alt = holder(file, annotation).is_some_and(|element| says(file, &element.dict, b"Alt"));
        annotation.kind == "Widget" && !field_says(file, annotation.dict, b"TU") && !alt
    })
}

fn tabs(file: &File, missing: bool) -> Vec<String> {
    let mut found = Vec::new();
    for (page, sheet) in file.sheets.iter().enumerate() {
        let tabs = name(&sheet.dict, b"Tabs");
        let wrong = if missing { tabs.is_empty() } else { !tabs.is_empty() && tabs != "S" };
        if wrong && !file.list(&sheet.dict, b"Annots").is_empty() {
            found.push(format!("page {}", page + 1));
        }
    }
    found
}

fn printer_mark(file: &File) -> Vec<String> {
    each(file, |annotation| annotation.kind == "PrinterMark" && holder(file, annotation).is_some())
}

/// Finds annotations whose place in the parent tree is not the element that holds them.
fn disagreement(file: &File) -> Vec<String> {
    let tree = file.dict(&file.root, b"StructTreeRoot").and_then(|tree| file.dict(tree, b"ParentTree"));
    let parents = tree.map(|tree| super::structure::numbers(file, tree, 0)).unwrap_or_default();
    each(file, |annotation| {
        let Some(element) = holder(file, annotation) else { return false };
        let key = annotation.dict.get(b"StructParent").and_then(Object::as_i64).ok();
        let said = key.and_then(|key| parents.get(&key)?.as_reference().ok());
        said != Some(element.id)
    })
}

fn flags(file: &File) -> Vec<String> {
    each(file, |annotation| {
        let flags = annotation.dict.get(b"F").and_then(Object::as_i64).unwrap_or(0);
        // Printed; not hidden, invisible, without view, nor view by toggle.
        annotation.kind != "Popup" && (flags & 4 == 0 || flags & (1 | 2 | 32 | 256) != 0)
    })
}

fn no_look(file: &File) -> Vec<String> {
    each(file, |annotation| {
        let look = file.dict(annotation.dict, b"AP");
        let other = look.is_some_and(|look| look.iter().any(|(key, _)| key != b"N"));
        annotation.kind == "Widget" && (look.is_none_or(|look| !look.has(b"N")) || other)
    })
}

fn need_looks(file: &File) -> Vec<String> {
    let form = file.dict(&file.root, b"AcroForm");
    let needed =
        form.is_some_and(|form| form.get(b"NeedAppearances").is_ok_and(|it| matches!(it, Object::Boolean(true))));
    let mut found: Vec<String> = needed.then(|| "NeedAppearances".to_owned()).into_iter().collect();
    found.extend(each(file, |annotation| annotation.kind == "Widget" && annotation.dict.has(b"A")));
    found
}

/// Returns the specifications of embedded files.
fn specifications(file: &File) -> Vec<(ObjectId, &Dictionary)> {
    file.dictionaries().into_iter().filter(|(_, dict)| dict.has(b"EF")).collect()
}

fn no_file_name(file: &File) -> Vec<String> {
    let all = specifications(file).into_iter();
    all.filter(|(_, dict)| !says(file, dict, b"F") || !says(file, dict, b"UF"))
        .map(|(id, _)| format!("object {}", id.0))
        .collect()
}

/// Finds embedded files without relation, media type or place in AF.
fn loose_files(file: &File) -> Vec<String> {
    const RELATIONS: [&str; 5] = ["Source", "Data", "Alternative", "Supplement", "Unspecified"];
    let mut tied = BTreeSet::new();
    for (_, dict) in file.dictionaries() {
        tied.extend(file.list(dict, b"AF").iter().filter_map(|one| one.as_reference().ok()));
    }
    let mut found = Vec::new();
    for (id, dict) in specifications(file) {
        let stream = file.dict(dict, b"EF").and_then(|files| files.get(b"F").ok());
        let embedded = stream.and_then(|stream| as_dict(&file.doc, stream));
        let params = embedded.and_then(|stream| file.dict(stream, b"Params"));
        let faults = [
            (!RELATIONS.contains(&name(dict, b"AFRelationship").as_str()), "AFRelationship"),
            (!tied.contains(&id), "AF"),
            (embedded.is_none_or(|stream| name(stream, b"Subtype").is_empty()), "Subtype"),
            (stream.and_then(|stream| plain(&file.doc, stream)).is_none(), "the file itself"),
            (params.is_none_or(|params| !params.has(b"ModDate")), "ModDate"),
        ];
        let wrong = faults.iter().filter(|(wrong, _)| *wrong);
        found.extend(wrong.map(|(_, says)| format!("object {} lacks {says}", id.0)));
    }
    found
}
