//! Links: an area for each line of a link's text, joined to its element in both directions.

use super::name;
use super::structure::corners;
use crate::print::layout::pages::{Draw, Kid, Pages, Rect, Role, Target};
use crate::print::number::{MM_PER_PT, units};
use crate::print::text::Run;
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

/// Adds the areas of all links to pages, elements and parent tree.
pub(super) fn add(file: &mut Document, pages: &Pages, sheets: &[ObjectId], elements: &[ObjectId]) {
    for (node, element) in pages.nodes.iter().zip(elements) {
        let (Role::Link, Some(target)) = (node.role, &node.target) else { continue };
        for (page, place) in places(pages, &node.kids) {
            let key = next_key(file);
            let lies = pages.pages[page].orientation;
            let mut area = area(&node.alt, corners(place, lies), sheets[page], key);
            lead(&mut area, target, pages, sheets);
            let area = file.add_object(area);
            push(file, sheets[page], "Annots", area.into());
            let object = dictionary! { "Type" => "OBJR", "Obj" => area, "Pg" => sheets[page] };
            push(file, *element, "K", object.into());
            note_parent(file, key, *element);
        }
    }
}

/// Returns the lines of a link: page and place, once for each stretch of text on one height.
fn places(pages: &Pages, kids: &[Kid]) -> Vec<(usize, Rect)> {
    let mut found: Vec<(usize, Rect)> = Vec::new();
    for kid in kids {
        let Kid::Content { page, group } = kid else { continue };
        for draw in &pages.pages[*page].groups[*group].draws {
            let Draw::Text(run) = draw else { continue };
            let place = place_of(run);
            match found.last_mut().filter(|(at, last)| at == page && (last.y - place.y).abs() < 0.1) {
                Some((_, last)) => last.width = (place.x + place.width).max(last.x + last.width) - last.x,
                None => found.push((*page, place)),
            }
        }
    }
    found
}

fn place_of(run: &Run) -> Rect {
    let em = run.size * MM_PER_PT;
    let advance: i32 = run.glyphs.iter().map(|glyph| glyph.advance).sum();
    Rect { x: run.at[0], y: run.at[1] - em, width: units(advance) / 1000.0 * em, height: em * 1.3 }
}

fn area(says: &str, corners: Vec<Object>, sheet: ObjectId, key: i64) -> Dictionary {
    dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => corners,
        "Border" => vec![Object::Integer(0), Object::Integer(0), Object::Integer(0)],
        // Printed, like everything on an archived page.
        "F" => 4,
        "Contents" => text_string(says),
        "P" => sheet,
        "StructParent" => key,
    }
}

fn lead(area: &mut Dictionary, target: &Target, pages: &Pages, sheets: &[ObjectId]) {
    match target {
        Target::Place(page, y) => {
            let top = ((pages.pages[*page].orientation.height() - y) / MM_PER_PT).round();
            let place = vec![
                Object::Reference(sheets[*page]),
                name("XYZ"),
                Object::Integer(0),
                Object::Real(top),
                Object::Null,
            ];
            area.set("Dest", place);
        }
        Target::Address(address) => {
            let action = dictionary! { "S" => "URI", "URI" => Object::string_literal(address.as_str()) };
            area.set("A", action);
        }
    }
}

/// Adds to a list of an object, which may be a single value so far, or nothing.
fn push(file: &mut Document, object: ObjectId, key: &str, value: Object) {
    let held = file.get_dictionary_mut(object).expect("pages and elements are dictionaries");
    let list = match held.remove(key.as_bytes()) {
        None => vec![value],
        Some(Object::Array(mut all)) => {
            all.push(value);
            all
        }
        Some(one) => vec![one, value],
    };
    held.set(key, list);
}

/// Returns the next free key of the parent tree.
fn next_key(file: &mut Document) -> i64 {
    let key = root(file).get(b"ParentTreeNextKey").and_then(Object::as_i64).expect("the tree counts its keys");
    root(file).set("ParentTreeNextKey", key + 1);
    key
}

fn note_parent(file: &mut Document, key: i64, element: ObjectId) {
    let tree = root(file).get(b"ParentTree").and_then(Object::as_reference).expect("the tree leads back");
    push(file, tree, "Nums", key.into());
    push(file, tree, "Nums", element.into());
}

fn root(file: &mut Document) -> &mut Dictionary {
    let root = super::catalog(file).get(b"StructTreeRoot").and_then(Object::as_reference).expect("there is a tree");
    file.get_dictionary_mut(root).expect("the root is a dictionary")
}
