//! The tree of what the content means, and the way back from content to tree.

use super::{catalog, name};
use crate::print::document::Orientation;
use crate::print::layout::pages::{Kid, Node, NodeId, Owner, Pages, Rect, Role};
use crate::print::number::{MM_PER_PT, whole};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

/// Adds the tree, the parent tree and what pages need to be part of it; `fields` are the form's widgets.
///
/// Returns the element of each node.
pub(super) fn add(file: &mut Document, pages: &Pages, sheets: &[ObjectId], fields: &[ObjectId]) -> Vec<ObjectId> {
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = pages.nodes.iter().map(|_| file.new_object_id()).collect();
    let writer = Writer { pages, ids: &ids, sheets, numbers: content_numbers(pages) };
    let mut waiting = vec![NodeId(0)];
    while let Some(id) = waiting.pop() {
        let node = &pages.nodes[id.0];
        let parent = if id.0 == 0 { root } else { ids[node.parent.0] };
        file.set_object(ids[id.0], writer.element(node, parent));
        waiting.extend(node.kids.iter().filter_map(|kid| if let Kid::Node(id) = kid { Some(*id) } else { None }));
    }
    for (placed, field) in pages.inputs.iter().zip(fields) {
        let sheet = sheets[placed.page];
        let element = file.get_dictionary_mut(ids[placed.node.0]).expect("a field has an element");
        element.set("Pg", sheet);
        element.set("K", dictionary! { "Type" => "OBJR", "Obj" => *field, "Pg" => sheet });
    }
    let numbers: Vec<Object> = parent_numbers(file, pages, &ids);
    let parents = file.add_object(dictionary! { "Nums" => numbers });
    let tree = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => vec![Object::Reference(ids[0])],
        "ParentTree" => parents,
        "ParentTreeNextKey" => whole(pages.pages.len() + fields.len()),
    };
    file.set_object(root, tree);
    for (key, sheet) in sheets.iter().enumerate() {
        let page = file.get_dictionary_mut(*sheet).expect("a page is a dictionary");
        page.set("StructParents", whole(key));
        page.set("Tabs", name("S"));
        page.remove(b"Annots");
    }
    let catalog = catalog(file);
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    ids
}

/// Numbers the groups of each page that are content, in the order they are drawn.
fn content_numbers(pages: &Pages) -> Vec<Vec<i64>> {
    let number = |count: &mut i64, owner: Owner| {
        let this = *count;
        *count += i64::from(matches!(owner, Owner::Node(_)));
        Some(this)
    };
    pages.pages.iter().map(|page| page.groups.iter().map(|group| group.owner).scan(0, number).collect()).collect()
}

/// Returns the key of a field in the parent tree: after those of the pages.
pub(super) fn field_key(pages: &Pages, at: usize) -> i64 {
    whole(pages.pages.len() + at)
}

/// Says for each page and each field which element its content belongs to.
fn parent_numbers(file: &mut Document, pages: &Pages, ids: &[ObjectId]) -> Vec<Object> {
    let mut numbers = Vec::new();
    for (key, page) in pages.pages.iter().enumerate() {
        let owner = |owner| if let Owner::Node(id) = owner { Some(Object::Reference(ids[id.0])) } else { None };
        let owners: Vec<Object> = page.groups.iter().filter_map(|group| owner(group.owner)).collect();
        let owners = file.add_object(owners);
        numbers.extend([Object::Integer(whole(key)), Object::Reference(owners)]);
    }
    for (at, placed) in pages.inputs.iter().enumerate() {
        numbers.extend([Object::Integer(field_key(pages, at)), Object::Reference(ids[placed.node.0])]);
    }
    numbers
}

struct Writer<'a> {
    pages: &'a Pages,
    ids: &'a [ObjectId],
    sheets: &'a [ObjectId],
    numbers: Vec<Vec<i64>>,
}

impl Writer<'_> {
    fn element(&self, node: &Node, parent: ObjectId) -> Dictionary {
        let mut element = dictionary! { "Type" => "StructElem", "S" => role(node.role), "P" => parent };
        let page_of = |kid: &Kid| if let Kid::Content { page, .. } = kid { Some(*page) } else { None };
        let home = node.kids.iter().find_map(page_of);
        if let Some(page) = home {
            element.set("Pg", self.sheets[page]);
        }
        match node.kids.as_slice() {
            [] => {}
            [kid] => element.set("K", self.kid(*kid, home)),
            kids => element.set("K", kids.iter().map(|kid| self.kid(*kid, home)).collect::<Vec<_>>()),
        }
        if !node.alt.is_empty() && node.role != Role::Link {
            element.set("Alt", text_string(&node.alt));
        }
        if !node.lang.is_empty() {
            element.set("Lang", text_string(&node.lang));
        }
        if let Some(attributes) = attributes(node, self.pages) {
            element.set("A", attributes);
        }
        element
    }

    fn kid(&self, kid: Kid, home: Option<usize>) -> Object {
        match kid {
            Kid::Node(id) => Object::Reference(self.ids[id.0]),
            Kid::Content { page, group } => {
                let number = self.numbers[page][group];
                if home == Some(page) {
                    return Object::Integer(number);
                }
                Object::Dictionary(dictionary! { "Type" => "MCR", "Pg" => self.sheets[page], "MCID" => number })
            }
        }
    }
}

fn role(role: Role) -> Object {
    name(match role {
        Role::Document => "Document",
        Role::Section => "Sect",
        Role::Heading(1) => "H1",
        Role::Heading(2) => "H2",
        Role::Heading(3) => "H3",
        Role::Heading(_) => "H4",
        Role::Paragraph => "P",
        Role::List => "L",
        Role::Item => "LI",
        Role::Label => "Lbl",
        Role::Body => "LBody",
        Role::Table => "Table",
        Role::Caption => "Caption",
        Role::TableHead => "THead",
        Role::TableBody => "TBody",
        Role::Row => "TR",
        Role::ColumnHeader | Role::RowHeader => "TH",
        Role::Cell => "TD",
        Role::Figure => "Figure",
        Role::Part => "Part",
        Role::Contents => "TOC",
        Role::ContentsItem => "TOCI",
        Role::Reference => "Reference",
        Role::Link => "Link",
        Role::Field => "Form",
    })
}

fn attributes(node: &Node, pages: &Pages) -> Option<Dictionary> {
    match node.role {
        Role::ColumnHeader => Some(dictionary! { "O" => "Table", "Scope" => "Column" }),
        Role::RowHeader => Some(dictionary! { "O" => "Table", "Scope" => "Row" }),
        Role::List => Some(dictionary! { "O" => "List", "ListNumbering" => "None" }),
        Role::Figure => node.place.map(|(page, place)| {
            let corners = corners(place, pages.pages[page].orientation);
            dictionary! { "O" => "Layout", "Placement" => "Inline", "BBox" => corners }
        }),
        Role::Document
        | Role::Section
        | Role::Caption
        | Role::Heading(_)
        | Role::Paragraph
        | Role::Item
        | Role::Label
        | Role::Body
        | Role::Table
        | Role::TableHead
        | Role::TableBody
        | Role::Row
        | Role::Cell
        | Role::Part
        | Role::Contents
        | Role::ContentsItem
        | Role::Reference
        | Role::Link
        | Role::Field => None,
    }
}

/// Returns lower left and upper right corner in points from the lower left of the page.
pub(super) fn corners(place: Rect, orientation: Orientation) -> Vec<Object> {
    let bottom = orientation.height() - place.y - place.height;
    let corners = [place.x, bottom, place.x + place.width, bottom + place.height];
    corners.into_iter().map(|mm| Object::Real((mm / MM_PER_PT * 100.0).round() / 100.0)).collect()
}
